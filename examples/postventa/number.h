/* SPDX-License-Identifier: MIT */
/* Numbers as data files write them. */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>

/* Reads a cell that is one decimal number: sign, digits, point, exponent; "+9", "9.0", "1e1". Not
 * "nan", "inf", "0x9", "9,0" or "". */
bool number_read(const char *text, double *value);

#endif
