/* SPDX-License-Identifier: MIT */
#ifndef ZONE_H
#define ZONE_H

#include "fields.h"

/* The zone in an object, borrowed; NULL with an exception where it is none. */
const ptv_zone *ptvpy_zone(PyObject *object);

/* A Zone of whatever Zone() takes; a Zone is its own. A new reference. */
PyObject *ptvpy_zone_of(PyObject *source);

/* Words of the units of periods: 'day', 'week', 'month', 'quarter', 'year'. */
extern const struct word ptvpy_period_units[];

#endif
