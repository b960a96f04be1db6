/* SPDX-License-Identifier: MIT */
/* Order statistics of an array of durations, exactly: the state that the array was counted in knows
 * in which buckets they are, so that only what lies in those must be looked at closely. */
#ifndef PTVI_DURATIONS_ORDER_H
#define PTVI_DURATIONS_ORDER_H

#include "base/rows.h"
#include "time/durations.h"

/* A rank that is wanted, counted from 1, and where it stands among the durations that are kept. */
struct ptvi_rank {
    uint64_t rank;
    size_t position;
};

struct ptvi_order {
    const ptv_durations *acc;
    struct ptvi_rank *ranks; /* rising once the durations are found */
    size_t n, capacity;
    uint64_t *kept; /* durations of the buckets that ranks are in */
};

/* Begins with room for so many ranks; given back in any case. */
ptv_status ptvi_order_begin(struct ptvi_order *order, const ptv_durations *acc, size_t capacity);
void ptvi_order_end(struct ptvi_order *order);

void ptvi_order_want(struct ptvi_order *order, uint64_t rank);

/* Finds what is wanted in an array: PTV_OK; PTV_ERR_MISMATCH: it is not what the state counted;
 * PTV_ERR_MEMORY. */
ptv_status ptvi_order_find(struct ptvi_order *order, const struct ptvi_rows *rows);

/* The duration of a rank that was wanted. */
uint64_t ptvi_order_at(const struct ptvi_order *order, uint64_t rank);

#endif
