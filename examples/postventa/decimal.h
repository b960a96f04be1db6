/* SPDX-License-Identifier: MIT */
/* Decimal text of numbers, rounded once and half away from zero, so that -x prints as the mirror
 * image of x; never "-0". The locale has no say. */
#ifndef DECIMAL_H
#define DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#define DECIMAL_SIZE 512 /* holds any of the texts below */

/* Largest denominator of decimal_ratio: ten times a remainder must not pass 64 bits. */
#define DECIMAL_RATIO_MAX (UINT64_C(1) << 60)

/* How a language writes numbers. */
struct decimal_style {
    char point;     /* between whole part and fraction */
    char thousands; /* between groups of three digits */
};

/* Exactly num / den * 10^shift (negated where asked), to so many decimals; 0 < den <=
 * DECIMAL_RATIO_MAX. */
void decimal_ratio(char out[DECIMAL_SIZE], bool negative, uint64_t num, uint64_t den, int shift,
                   int decimals);

/* A finite number, to so many decimals. */
void decimal_double(char out[DECIMAL_SIZE], double value, int decimals);

/* The shortest text that reads back as the same finite double. */
void decimal_shortest(char out[DECIMAL_SIZE], double value);

/* Rewrites such a text in a language's style; `sign` puts a plus before a positive number. */
void decimal_localize(char text[DECIMAL_SIZE], struct decimal_style style, bool sign);

#endif
