/* SPDX-License-Identifier: MIT */
/* Cohorts ready made, and their bytes. */
#ifndef TESTS_COHORTS_H
#define TESTS_COHORTS_H

#include "bytes.h"

/* A config with that window; the rest are defaults. */
ptv_cohorts_config window_of(int64_t first_period, int32_t n_periods);

/* A state; config and allocator as in ptv_cohorts_new. */
ptv_cohorts *cohorts_new(const ptv_cohorts_config *config, const ptv_allocator *allocator);

/* One customer's activity. */
struct activity {
    uint64_t customer;
    int64_t period;
};

/* A state with that window that holds so many activities. */
ptv_cohorts *cohorts_of(const ptv_cohorts_config *config, const struct activity *activities,
                        size_t n);

/* Customers from one number on, each active in the same periods, given as text: 'x' active,
 * anything else not. */
void add_customers(ptv_cohorts *acc, uint64_t first, size_t n, int64_t from, const char *periods);

/* Three cohorts in periods 10, 11 and 13 of a window from 8 to 17, none in 12, and a customer who
 * came earlier:
 *     9 customers, of whom 3 are active in 11 as well, and 2 others in 12 and 13;
 *     6, of whom 5 are active in 13 as well;
 *     7;
 *     the one who came earlier, in 12 and 13. */
ptv_cohorts *three_cohorts(void);

/* Options with the first period that is not over. */
ptv_cohorts_options options_until(int64_t period);

/* The image of a state; to be given back by free. */
struct bytes cohorts_image(const ptv_cohorts *acc);

void assert_same_cohorts(const ptv_cohorts *a, const ptv_cohorts *b);

/* Whether a state has the image; gives the image back. */
void assert_cohorts_image(const ptv_cohorts *acc, struct bytes want);

/* The call answers a status, and the state's bytes are as they were. */
#define assert_cohorts_untouched(acc, expected, call)                                              \
    assert_bytes_untouched(PTV_TYPE_COHORTS, acc, expected, call)

/* A reading, which must not fail. */
ptv_cohorts_result cohorts_read(const ptv_cohorts *acc);

#endif
