/* SPDX-License-Identifier: MIT */
/* Lengths of time as people write them: "1 d 3 h", "6 min 3 s", "20s". */
#ifndef LAPSE_H
#define LAPSE_H

#include <stdbool.h>
#include <stdint.h>

#include "decimal.h"

/* Understands a number and a unit (ms, s, min, h, d), such as "20s" or "1.5h", that are a whole
 * number of milliseconds. */
bool lapse_read(const char *text, int64_t *ms);

/* Writes it like that, in the largest unit of which it is a whole number. */
void lapse_name(char out[DECIMAL_SIZE], int64_t ms);

/* From now on, hours are the longest unit that people are shown: a day of business time would be
 * taken for a working day. */
void lapse_in_hours(void);

/* Writes it for people, in one unit or two, in the user's language; not finite: "-". With a sign,
 * for differences. */
void lapse_show(char out[DECIMAL_SIZE], double ms);
void lapse_show_difference(char out[DECIMAL_SIZE], double ms);

/* A band of age between rising edges, from 0 on: "< 1 d", "1 d – 7 d", "≥ 7 d". An age is calendar
 * time, whatever has been said of hours. */
void lapse_show_band(char out[DECIMAL_SIZE], const int64_t *edges, int32_t n_edges, int32_t band);

/* "[1 h 2 min, 1 h 5 min]"; a bound that does not exist is "-". */
void lapse_show_interval(char out[DECIMAL_SIZE], double lower, double upper);

#endif
