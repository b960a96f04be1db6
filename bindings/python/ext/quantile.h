/* SPDX-License-Identifier: MIT */
/* Which quantile is meant: its probability, and how it lies between two values. */
#ifndef QUANTILE_H
#define QUANTILE_H

#include "fields.h"

/* Words of the types of quantiles. */
extern const struct word ptvpy_quantile_types[];

/* A probability as the library wants it, a fraction of whole numbers, so that 0.9 is 9 of 10: the
 * one with a denominator of at most a million that is nearest to a float, Fraction or Decimal. 0,
 * or -1 with an exception unless it lies between 0 and 1, without the ends. */
int ptvpy_take_fraction(PyObject *value, const char *what, uint32_t *num, uint32_t *den);

#endif
