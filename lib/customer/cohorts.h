/* SPDX-License-Identifier: MIT */
/* The inside of a state of cohorts: a slot for each customer, with a bit for each period.
 *
 * Where keys are dense, a customer's slot is that of the key's number, and the slots reach as far
 * as the highest key seen. Otherwise slots are a hash table with linear probing that is kept in the
 * order of mixed keys: a walk gives customers in that order, whoever came first, and where they lie
 * follows from who they are. */
#ifndef PTVI_COHORTS_H
#define PTVI_COHORTS_H

#include <stdbool.h>

#include "base/mixing.h"
#include "postventa/cohorts.h"
#include "stats/interval.h"

struct ptv_cohorts {
    ptv_allocator allocator;
    ptv_cohorts_config config; /* every default filled in */
    struct ptvi_mixing mixing;
    size_t words;      /* of a record: a bit for each period of the window */
    size_t stride;     /* words of a slot: the mixed key, unless keys are dense, and the record */
    size_t capacity;   /* slots: 0, or a power of two; with dense keys any number */
    size_t customers;  /* slots that are taken; with dense keys not known, and 0 */
    int shift;         /* of a mixed key, to the number of its home among the slots */
    uint64_t *slots;   /* in one block with: */
    uint64_t *earlier; /* a bit for each slot: the customer came before the window */
};

static inline bool ptvi_cohorts_dense(const ptv_cohorts *acc) {
    return acc->config.n_dense > 0;
}

/* By what a customer is known inside: the mixed key, or the key where keys are dense. */
static inline uint64_t ptvi_cohorts_id(const ptv_cohorts *acc, uint64_t customer) {
    return ptvi_cohorts_dense(acc) ? customer : ptvi_mixed(&acc->mixing, customer);
}

/* A customer's bits; the slot must be there. */
static inline uint64_t *ptvi_cohorts_record(const ptv_cohorts *acc, size_t slot) {
    return acc->slots + slot * acc->stride + (acc->stride - acc->words);
}

static inline void ptvi_activate(uint64_t *record, uint64_t period) {
    record[period / 64] |= UINT64_C(1) << period % 64;
}

static inline bool ptvi_is_active(const uint64_t *record, uint64_t period) {
    return record[period / 64] >> period % 64 & 1;
}

static inline void ptvi_cohorts_mark_earlier(ptv_cohorts *acc, size_t slot) {
    acc->earlier[slot / 64] |= UINT64_C(1) << slot % 64;
}

/* Whether a key and a period are in range; none of the two is missing. */
static inline bool ptvi_cohorts_takes(const ptv_cohorts *acc, uint64_t customer, int64_t period) {
    const ptv_cohorts_config *config = &acc->config;
    return (config->n_dense == 0 || customer < config->n_dense) &&
           (period < config->first_period ||
            (uint64_t)period - (uint64_t)config->first_period < (uint64_t)config->n_periods);
}

/* Marks a customer active in a period that is in the window or before it. */
static inline void ptvi_cohorts_mark(ptv_cohorts *acc, size_t slot, int64_t period) {
    if (period < acc->config.first_period)
        ptvi_cohorts_mark_earlier(acc, slot);
    else
        ptvi_activate(ptvi_cohorts_record(acc, slot),
                      (uint64_t)period - (uint64_t)acc->config.first_period);
}

/* How many customers have room without more memory; not with dense keys. */
static inline size_t ptvi_cohorts_room(const ptv_cohorts *acc) {
    return acc->capacity - acc->capacity / 4;
}

/* Makes room for so many customers in all, or for dense keys below that number. On a failure the
 * state is as it was. */
ptv_status ptvi_cohorts_reserve(ptv_cohorts *acc, uint64_t n);

/* Whether a customer has a slot, and which. */
bool ptvi_cohorts_find(const ptv_cohorts *acc, uint64_t id, size_t *slot);

/* The slot of a customer, who is given one if need be; there is room. */
size_t ptvi_cohorts_put(ptv_cohorts *acc, uint64_t id);

/* The same where room may be wanting. */
ptv_status ptvi_cohorts_place(ptv_cohorts *acc, uint64_t id, size_t *slot);

/* Fills an empty table, which has room, with customers in the order of their ids, in two rounds:
 * all are counted, then all are placed. However their ids crowd together, that takes no longer. */
struct ptvi_filling {
    uint64_t next;
};
void ptvi_filling_count(struct ptvi_filling *filling, const ptv_cohorts *acc, uint64_t id);
void ptvi_filling_turn(struct ptvi_filling *filling, const ptv_cohorts *acc);
size_t ptvi_filling_place(struct ptvi_filling *filling, ptv_cohorts *acc, uint64_t id);

/* Gives a state, whose own table belongs to another, a table with the same contents. */
ptv_status ptvi_cohorts_copy_table(ptv_cohorts *acc);

/* Walks over the customers in the order of their ids. */
struct ptvi_walk {
    const ptv_cohorts *acc;
    size_t start, step;
};
struct ptvi_customer {
    uint64_t id;
    const uint64_t *record;
    bool earlier;
};
struct ptvi_walk ptvi_cohorts_walk(const ptv_cohorts *acc);
bool ptvi_cohorts_next(struct ptvi_walk *walk, struct ptvi_customer *customer);

/* The first period of activity from one on, and the last before one, counted from the start of the
 * window; -1: none. */
int32_t ptvi_next_active(const ptv_cohorts *acc, const uint64_t *record, int32_t from);
int32_t ptvi_last_active(const ptv_cohorts *acc, const uint64_t *record, int32_t before);

/* What there is in all. */
struct ptvi_activity {
    uint64_t customers, earlier, active; /* as in ptv_cohorts_result */
    int32_t first, last;                 /* counted from the start of the window; -1: none */
};
struct ptvi_activity ptvi_cohorts_activity(const ptv_cohorts *acc);

/* Options of a reading, checked, with every default filled in. */
struct ptvi_cohorts_reading {
    ptv_cohorts_options opt;
    struct ptvi_sampling sampling;
    int32_t over; /* how many periods of the window are over */
};
ptv_status ptvi_cohorts_reading_from(const ptv_cohorts_options *caller, const ptv_cohorts *acc,
                                     struct ptvi_cohorts_reading *reading);

/* What there is in all, up to the last period with activity, or, where the reading is told which
 * periods are over, to the last of these: that nobody came again is known, too. */
struct ptvi_activity ptvi_cohorts_seen(const ptv_cohorts *acc,
                                       const struct ptvi_cohorts_reading *reading);

#endif
