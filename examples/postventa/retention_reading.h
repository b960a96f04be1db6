/* SPDX-License-Identifier: MIT */
/* What the library reads of customers. */
#ifndef RETENTION_READING_H
#define RETENTION_READING_H

#include <postventa/survival.h>

#include "retention.h"

/* A period, how customers moved, and which share of those active in the one before stayed. */
struct retention_step {
    ptv_cohort_movement movement;
    uint64_t start; /* active in the period before */
    ptv_estimate kept, churn;
};

struct retention_reading {
    ptv_cohorts_result held;
    ptv_cohort_cell *cells; /* cohort by cohort, ages rising */
    size_t n_cells;
    ptv_cohort_average *averages; /* ages rising: as many as the widest cohort has cells */
    size_t n_averages;
    struct retention_step *steps;
    size_t n_steps;
};

/* Options of all readings of cohorts. */
ptv_cohorts_options retention_how(const struct service *service);

/* Reads all of a group but what follows. */
enum outcome retention_reading_take(const struct service *service,
                                    const struct retention_tally *tally,
                                    struct retention_reading *reading);
void retention_reading_free(struct retention_reading *reading);

/* A figure of nothing, such as it is of nobody; by a method where none was asked for. */
ptv_estimate retention_nothing(const struct service *service, int32_t usual_method);

/* Who stayed from one period to another that is over. */
enum outcome retention_between(const struct service *service, const struct retention_tally *tally,
                               int64_t first, int64_t last, ptv_cohorts_retention *between);

/* Periods to the second activity: the median, and of how many. */
enum outcome retention_second(const struct service *service, const struct retention_tally *tally,
                              ptv_survival_result *second);

/* Money of the last two periods that are over. */
enum outcome retention_money(const struct service *service, const struct retention_tally *tally,
                             ptv_revenue_result *money);

/* The first average of those who came later than in their first period; NULL: there is none. */
const ptv_cohort_average *retention_headline(const struct retention_reading *reading);

/* The ages that a column stands for. */
void retention_ages(const struct service *service, int32_t age, int32_t *from, int32_t *to);

/* Whether there are two periods that are over. */
bool retention_has_pair(const struct retention *retention);

#endif
