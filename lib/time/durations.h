/* SPDX-License-Identifier: MIT */
/* The inside of a state of durations, for its verbs and its readings. */
#ifndef PTVI_DURATIONS_H
#define PTVI_DURATIONS_H

#include "base/wide.h"
#include "postventa/durations.h"
#include "time/histogram.h"

/* Sum and sum of squares: of up to 2^60 numbers of 63 bits. */
struct ptvi_sums {
    uint64_t sum[2], squares[3];
};

/* Adds what n equal numbers are worth. */
static inline void ptvi_sums_add(struct ptvi_sums *sums, uint64_t value, uint64_t n) {
    uint64_t sum[2], square[2], squares[3], carry;
    sum[0] = ptvi_wide_product(value, n, &sum[1]);
    square[0] = ptvi_wide_product(value, value, &square[1]);
    squares[0] = ptvi_wide_product(square[0], n, &carry);
    squares[1] = ptvi_wide_product(square[1], n, &squares[2]) + carry;
    squares[2] += squares[1] < carry;
    /* By hand: no loop over limbs is as fast, and this is what a value costs. */
    sums->sum[0] += sum[0];
    sums->sum[1] += sum[1] + (sums->sum[0] < sum[0]);
    sums->squares[0] += squares[0];
    carry = sums->squares[0] < squares[0];
    squares[1] += carry;
    squares[2] += squares[1] < carry;
    sums->squares[1] += squares[1];
    sums->squares[2] += squares[2] + (sums->squares[1] < squares[1]);
}

/* Takes what n equal numbers are worth; false where there was less. */
static inline bool ptvi_sums_take(struct ptvi_sums *sums, uint64_t value, uint64_t n) {
    struct ptvi_sums part = {{0}, {0}};
    ptvi_sums_add(&part, value, n);
    bool less = ptvi_wide_sub(sums->sum, part.sum, 2);
    return !ptvi_wide_sub(sums->squares, part.squares, 3) && !less;
}

static inline void ptvi_sums_merge(struct ptvi_sums *sums, const struct ptvi_sums *more) {
    ptvi_wide_add(sums->sum, more->sum, 2);
    ptvi_wide_add(sums->squares, more->squares, 3);
}

/* What every value changes comes first, so that it shares lines of the cache. */
struct ptv_durations {
    uint64_t n;
    struct ptvi_sums total;
    /* Smallest and largest; not known, and 0, when n is 0 or after the first removal. */
    uint64_t min, max;
    bool removed;
    int32_t n_limits;
    /* Only while a column is counted, see durations_columns.c; else NULL. */
    ptv_durations *batch;
    struct ptvi_histogram histogram;
    uint64_t limit[PTV_DURATIONS_LIMITS];
    uint64_t within[PTV_DURATIONS_LIMITS];
    uint64_t missing, rejected;
    /* After the first removal: what the lower and the upper edges of the buckets would sum up
     * to. */
    struct ptvi_sums lowest, highest;
    /* With limits and precision the definition: equal in states that merge. */
    uint64_t calendar_id;
    ptv_allocator allocator;
};

/* Adds to the sums and to the counts within limits what n equal durations are worth. */
static inline void ptvi_durations_weigh(ptv_durations *acc, uint64_t ms, uint64_t n) {
    ptvi_sums_add(&acc->total, ms, n);
    for (int32_t i = 0; i < acc->n_limits; i++)
        acc->within[i] += ms <= acc->limit[i] ? n : 0;
}

/* Keeps smallest and largest; before n grows, and not after a removal. */
static inline void ptvi_durations_stretch(ptv_durations *acc, uint64_t min, uint64_t max) {
    acc->min = acc->n == 0 || min < acc->min ? min : acc->min;
    acc->max = acc->n == 0 || max > acc->max ? max : acc->max;
}

/* Counts one duration where that is simple: its bucket is there, the counter below its end, nothing
 * was ever removed. False, and nothing changed, where ptv_durations_add_n must do it. */
static inline bool ptvi_durations_count(ptv_durations *acc, int64_t ms) {
    uint64_t *bucket = ms < 0 ? NULL : ptvi_histogram_bucket(&acc->histogram, (uint64_t)ms);
    if (!bucket || acc->removed || acc->n == PTV_COUNT_MAX)
        return false;
    ++*bucket;
    ptvi_durations_weigh(acc, (uint64_t)ms, 1);
    ptvi_durations_stretch(acc, (uint64_t)ms, (uint64_t)ms);
    acc->n++;
    return true;
}

/* Whether this duration would turn exact values into buckets. */
bool ptvi_durations_turns(const ptv_durations *acc, int64_t ms);

/* Makes sure that the next ptv_durations_add of this duration, which does not turn values into
 * buckets, cannot fail: it has its memory, and no counter is at its end. Nothing that can be read
 * changes. */
ptv_status ptvi_durations_prepare_add(ptv_durations *acc, int64_t ms);

/* Walks the cells upwards as ptvi_histogram_next does, each kept within smallest and largest where
 * they are known: no duration of the cell lies outside. */
bool ptvi_durations_next_cell(const ptv_durations *acc, size_t *position, struct ptvi_cell *cell);

/* Sums that the durations in the cells have at least, and at most. */
void ptvi_durations_edges(const ptv_durations *acc, struct ptvi_sums *lowest,
                          struct ptvi_sums *highest);

/* Whether sums, counts within limits, smallest and largest can be those of durations that lie in
 * the buckets: what deserialize demands. */
bool ptvi_durations_possible(const ptv_durations *acc);

/* Whether that is still so after durations were taken from one bucket: what remove keeps. */
bool ptvi_durations_still_possible(const ptv_durations *acc, size_t bucket);

/* Whether two states have the same definition. */
bool ptvi_durations_same(const ptv_durations *a, const ptv_durations *b);

/* The mean of all durations of up to four states together, as ptv_durations_read gives that of
 * one. */
ptv_estimate ptvi_durations_mean(const ptv_durations *const *states, size_t n, double confidence);

/* Smallest and largest duration: exact, or the edges of the outermost buckets after a removal. */
uint64_t ptvi_durations_min(const ptv_durations *acc);
uint64_t ptvi_durations_max(const ptv_durations *acc);

#endif
