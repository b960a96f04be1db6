/* SPDX-License-Identifier: MIT */
/* The response times of W3, W4 and W5, and the tickets of W7. */
#ifndef RESPONSE_TIMES_H
#define RESPONSE_TIMES_H

#include "bench.h"

enum { RESPONSE_TIMES = 50000000 };

/* The first n of them, in ms, from 1 to 30 days: a log-normal body, and a heavy tail. */
int64_t *response_times(size_t n);

/* When n tickets of three years were opened and answered, to the second, in ms. */
void draw_tickets(int64_t *from, int64_t *to, size_t n);

/* A new state of durations with the defaults. */
ptv_durations *new_durations(void);

/* Whether two states are the same, byte for byte of their images. */
bool same_durations(const ptv_durations *a, const ptv_durations *b);

#endif
