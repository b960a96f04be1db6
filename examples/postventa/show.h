/* SPDX-License-Identifier: MIT */
/* Figures as people write them: rounded from their counts, in the user's language. */
#ifndef SHOW_H
#define SHOW_H

#include "decimal.h"
#include "options.h"
#include "reading.h"

/* "+40", "82.1%", "4.06"; "no data" where there is none. */
void show_value(char out[DECIMAL_SIZE], const struct figure *figure, const struct options *options);

/* "[+37, +42]", or what there is instead of an interval. */
void show_interval(char out[DECIMAL_SIZE], const struct figure *figure,
                   const struct options *options);

/* A number of a unit; differences of shares are in percentage points. */
void show_number(char out[DECIMAL_SIZE], double value, enum unit unit,
                 const struct options *options);
void show_difference(char out[DECIMAL_SIZE], double value, enum unit unit,
                     const struct options *options);

void show_count(char out[DECIMAL_SIZE], uint64_t count);

/* A share of a whole, in percent. */
void show_percent(char out[DECIMAL_SIZE], uint64_t part, uint64_t whole);

/* "95%", from the fraction. */
void show_confidence(char out[DECIMAL_SIZE], double confidence);

/* "p = 0.021", "p < 0.001" */
void show_p(char out[DECIMAL_SIZE], double p);

#endif
