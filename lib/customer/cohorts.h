/* SPDX-License-Identifier: MIT */
/* The inside of a state of cohorts: a slot for each customer, with a bit for each period.
 *
 * Where keys are dense, a customer's slot is that of the key's number, and the slots reach as far
 * as the highest key seen. Otherwise slots are a hash table by mixed keys.
 *
 * Four slots are a bucket: their ids side by side, then their records. With a word a record, that
 * is a line of the cache, so that most customers cost one access to memory. */
#ifndef PTVI_COHORTS_H
#define PTVI_COHORTS_H

#include <stdbool.h>
#include <string.h>

#include "base/bits.h"
#include "base/mixing.h"
#include "postventa/cohorts.h"
#include "stats/interval.h"

enum {
    PTVI_BUCKET = 4, /* slots */
    /* Buckets that a customer may stand behind the home until a table is spread. Of a billion ids
     * that nobody chose, none stands as far. */
    PTVI_FAR = 256,
};

struct ptv_cohorts {
    ptv_allocator allocator;
    ptv_cohorts_config config; /* every default filled in */
    struct ptvi_mixing mixing;
    size_t words;     /* of a record: a bit for each period of the window */
    size_t ids;       /* words of a bucket before its records: none with dense keys */
    size_t stride;    /* words of a bucket */
    size_t capacity;  /* slots: 0, or a power of two; with dense keys any number of buckets */
    size_t customers; /* slots that are taken; with dense keys not known, and 0 */
    int shift;        /* of a mixed key, to the number of its home among the buckets */
    size_t reach;     /* no customer stands more buckets behind the home */
    bool spread;      /* homes are those of ids that are mixed once more: */
    struct ptvi_mixing spreading;
    uint64_t *buckets; /* where a line of the cache begins, in one block with: */
    uint64_t *earlier; /* a bit for each slot: the customer came before the window */
    void *block;
};

static inline bool ptvi_cohorts_dense(const ptv_cohorts *acc) {
    return acc->config.n_dense > 0;
}

/* By what a customer is known inside: the mixed key, or the key where keys are dense. */
static inline uint64_t ptvi_cohorts_id(const ptv_cohorts *acc, uint64_t customer) {
    return ptvi_cohorts_dense(acc) ? customer : ptvi_mixed(&acc->mixing, customer);
}

/* The bucket where a customer is looked for first; not with dense keys. */
static inline size_t ptvi_cohorts_home(const ptv_cohorts *acc, uint64_t id) {
    return (size_t)((acc->spread ? ptvi_mixed(&acc->spreading, id) : id) >> acc->shift);
}

/* Whether slots are in about the order of ids. */
static inline bool ptvi_cohorts_in_order(const ptv_cohorts *acc) {
    return !acc->spread && acc->reach <= PTVI_FAR;
}

/* Which of a bucket's ids is a certain one; any if none is. No branch depends on it: there is no
 * telling which, and a compiler makes none of this. */
static inline size_t ptvi_place_in_bucket(const uint64_t *ids, uint64_t id) {
    size_t second = ids[1] == id, third = ids[2] == id, last = ids[3] == id;
    return (second | last) + 2 * (third | last);
}

/* A bucket's slots are taken from the first on. */
static inline bool ptvi_bucket_full(const uint64_t *ids) {
    return ids[PTVI_BUCKET - 1] != 0;
}

/* The first free slot of a bucket that is not full. */
static inline size_t ptvi_bucket_free(const uint64_t *ids) {
    return (size_t)(ids[0] != 0) + (ids[1] != 0) + (ids[2] != 0);
}

/* A customer's bits; the slot must be there. */
static inline uint64_t *ptvi_cohorts_record(const ptv_cohorts *acc, size_t slot) {
    return acc->buckets + slot / PTVI_BUCKET * acc->stride + acc->ids +
           slot % PTVI_BUCKET * acc->words;
}

static inline void ptvi_activate(uint64_t *record, uint64_t period) {
    record[period / 64] |= UINT64_C(1) << period % 64;
}

static inline bool ptvi_is_active(const uint64_t *record, uint64_t period) {
    return record[period / 64] >> period % 64 & 1;
}

static inline bool ptvi_cohorts_came_earlier(const ptv_cohorts *acc, size_t slot) {
    return acc->earlier[slot / 64] >> slot % 64 & 1;
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

/* Spreads the customers of a table that is crowded, as only ids do that somebody chose: each gets
 * another home, which nobody foresees. Without memory for it the table stays as it is, and slow. */
void ptvi_cohorts_relieve(ptv_cohorts *acc);

/* Whether a customer has a slot, and which; with dense keys, whether there is one for the key. */
bool ptvi_cohorts_find(const ptv_cohorts *acc, uint64_t id, size_t *slot);

/* The slot of a customer, who is given one if need be; there is room. */
size_t ptvi_cohorts_put(ptv_cohorts *acc, uint64_t id);

/* The same where room may be wanting. */
ptv_status ptvi_cohorts_place(ptv_cohorts *acc, uint64_t id, size_t *slot);

/* Gives slots to customers who have none, for whom there is room. However the ids crowd together,
 * that does not take long if they come in about their order: it is known how far buckets are full.
 */
struct ptvi_filling {
    size_t from, to; /* buckets that are full */
};
size_t ptvi_filling_place(struct ptvi_filling *filling, ptv_cohorts *acc, uint64_t id);

/* Gives a state, whose own table belongs to another, a table with the same contents. */
ptv_status ptvi_cohorts_copy_table(ptv_cohorts *acc);

/* The customer in a slot. Dense keys rise with their slots; other ids nearly do, unless the table
 * is spread: who is behind a larger id has found the slots before it taken. */
struct ptvi_customer {
    uint64_t id;
    const uint64_t *record;
    bool earlier;
};

/* False: there is none. With dense keys, those without anything were never seen. */
static inline bool ptvi_cohorts_at(const ptv_cohorts *acc, size_t slot,
                                   struct ptvi_customer *customer) {
    const uint64_t *bucket = acc->buckets + slot / PTVI_BUCKET * acc->stride;
    customer->record = ptvi_cohorts_record(acc, slot);
    customer->earlier = ptvi_cohorts_came_earlier(acc, slot);
    customer->id = ptvi_cohorts_dense(acc) ? slot : bucket[slot % PTVI_BUCKET];
    if (!ptvi_cohorts_dense(acc))
        return customer->id != 0;
    bool seen = customer->earlier;
    for (size_t i = 0; i < acc->words && !seen; i++)
        seen = customer->record[i] != 0;
    return seen;
}

/* 1 above the highest dense key that was seen. */
size_t ptvi_cohorts_end(const ptv_cohorts *acc);

/* 64 periods from one of the window on; those behind the window are none. */
static inline uint64_t ptvi_bits_from(const uint64_t *record, size_t words, size_t from) {
    size_t word = from / 64;
    uint64_t bits = record[word] >> from % 64;
    if (from % 64 > 0 && word + 1 < words)
        bits |= record[word + 1] << (64 - from % 64);
    return bits;
}

/* The first period of activity from one on, and the last before one, counted from the start of the
 * window; -1: none. */
static inline int32_t ptvi_next_active(const ptv_cohorts *acc, const uint64_t *record,
                                       int32_t from) {
    size_t word = (size_t)from / 64;
    if (word >= acc->words)
        return -1;
    uint64_t bits = record[word] & UINT64_MAX << from % 64;
    while (bits == 0) {
        if (++word == acc->words)
            return -1;
        bits = record[word];
    }
    return (int32_t)(64 * word) + ptvi_lowest_set(bits);
}

static inline int32_t ptvi_last_active(const ptv_cohorts *acc, const uint64_t *record,
                                       int32_t before) {
    size_t word = (size_t)before / 64;
    uint64_t bits = word < acc->words ? record[word] & ~(UINT64_MAX << before % 64) : 0;
    while (bits == 0) {
        if (word-- == 0)
            return -1;
        bits = record[word];
    }
    return (int32_t)(64 * word) + ptvi_highest_set(bits);
}

/* The first and the last period in which anybody was active, counted from the start of the window;
 * -1: none. */
struct ptvi_reach {
    int32_t first, last;
};
struct ptvi_reach ptvi_cohorts_reach(const ptv_cohorts *acc);

/* Options of a reading, checked, with every default filled in. */
struct ptvi_cohorts_reading {
    ptv_cohorts_options opt;
    struct ptvi_sampling sampling;
    int32_t over; /* how many periods of the window are over */
};
ptv_status ptvi_cohorts_reading_from(const ptv_cohorts_options *caller, const ptv_cohorts *acc,
                                     struct ptvi_cohorts_reading *reading);

/* The same, but where the reading is told which periods are over, at least to the last of these:
 * that nobody came again is known, too. */
struct ptvi_reach ptvi_cohorts_seen(const ptv_cohorts *acc,
                                    const struct ptvi_cohorts_reading *reading);

#endif
