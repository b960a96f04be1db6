/* SPDX-License-Identifier: MIT */
/* What is counted of customers: in which periods they were active, what they paid in them, and what
 * was left out. */
#ifndef RETENTION_TALLY_H
#define RETENTION_TALLY_H

#include <postventa/cohorts.h>

#include "money.h"
#include "retention_rules.h"
#include "states.h"

struct retention_tally {
    struct retention_rules rules;
    ptv_cohorts *cohorts; /* NULL: nobody has been active yet */
    struct money money;
    uint64_t rows;        /* that were read, those that are left out included */
    uint64_t no_customer; /* left out: whose, nobody knows */
    uint64_t no_time;     /* left out */
    int64_t latest;       /* of all times; PTV_TIME_NONE: there was none */
};

/* How tallies are made, merged and stored. */
extern const struct state_kind retention_tally_kind;

/* Makes an empty one. */
struct retention_tally *retention_tally_new(const struct retention_rules *rules);

/* Makes the window of the cohorts hold these periods. PTV_ERR_MISMATCH: they are too many. */
ptv_status retention_tally_widen(struct retention_tally *tally, int64_t first, int64_t last);

/* Counts a customer's activity in a period, and, if amounts are counted, what was paid. */
ptv_status retention_tally_add(struct retention_tally *tally, const struct payment *payment);

/* Whether so many periods, from the first to the last, are not too many. */
bool retention_periods_fit(int64_t first, int64_t last);

#endif
