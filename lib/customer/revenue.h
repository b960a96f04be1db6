/* SPDX-License-Identifier: MIT */
/* What a ptv_revenue holds.
 *
 * A customer's amounts are taken apart into what was there at the start, x, and what was lost or
 * gained until the end: one of the two is 0. From sums of these, of their squares and of their
 * products with x follow all sums of the amounts: end = x + gain - loss, and
 * min(end, start) = x - loss. And a state that no customers can have is easier to tell. */
#ifndef PTVI_REVENUE_H
#define PTVI_REVENUE_H

#include "base/state.h"
#include "postventa/revenue.h"

/* Words of the state. */
enum {
    /* Customers, by what happened to them; idle: nothing at either end. */
    PTVI_REVENUE_KEPT = 1,
    PTVI_REVENUE_EXPANDED,
    PTVI_REVENUE_CONTRACTED,
    PTVI_REVENUE_CHURNED,
    PTVI_REVENUE_FRESH,
    PTVI_REVENUE_REACTIVATED,
    PTVI_REVENUE_IDLE,
    PTVI_REVENUE_MISSING,
    PTVI_REVENUE_REJECTED,
    /* Sums of amounts, two words each. */
    PTVI_REVENUE_START,
    PTVI_REVENUE_EXPANSION = PTVI_REVENUE_START + 2,
    PTVI_REVENUE_CONTRACTION = PTVI_REVENUE_EXPANSION + 2,
    PTVI_REVENUE_LEFT = PTVI_REVENUE_CONTRACTION + 2, /* of those who churned */
    PTVI_REVENUE_NEW = PTVI_REVENUE_LEFT + 2,
    PTVI_REVENUE_BACK = PTVI_REVENUE_NEW + 2,
    /* Sums of squares and of products, three words each, of those with a start. */
    PTVI_REVENUE_START_START = PTVI_REVENUE_BACK + 2,
    PTVI_REVENUE_START_GAIN = PTVI_REVENUE_START_START + 3,
    PTVI_REVENUE_GAIN_GAIN = PTVI_REVENUE_START_GAIN + 3,
    PTVI_REVENUE_START_LOSS = PTVI_REVENUE_GAIN_GAIN + 3,
    PTVI_REVENUE_LOSS_LOSS = PTVI_REVENUE_START_LOSS + 3,
    PTVI_REVENUE_WORDS = PTVI_REVENUE_LOSS_LOSS + 3,
};

extern const struct ptvi_layout ptvi_revenue_layout;

/* Whether the words can be those of customers. What holds for the parts of a whole holds for the
 * whole, so sums of possible states are possible. */
bool ptvi_revenue_possible(const uint64_t *w);

static inline ptv_status ptvi_revenue_check(const ptv_revenue *acc) {
    return ptvi_state_check(&ptvi_revenue_layout, acc ? acc->w : NULL);
}

/* Customers with a start. */
static inline uint64_t ptvi_revenue_customers(const uint64_t *w) {
    return w[PTVI_REVENUE_KEPT] + w[PTVI_REVENUE_EXPANDED] + w[PTVI_REVENUE_CONTRACTED] +
           w[PTVI_REVENUE_CHURNED];
}

#endif
