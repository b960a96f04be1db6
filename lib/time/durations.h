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

/* Adds one number: more than the lowest limbs change seldom, and the processor guesses as much. */
static inline void ptvi_sums_add_one(struct ptvi_sums *sums, uint64_t value) {
    uint64_t upper, lower = ptvi_wide_product(value, value, &upper);
    sums->sum[0] += value;
    if (sums->sum[0] < value)
        sums->sum[1]++;
    sums->squares[0] += lower;
    upper += sums->squares[0] < lower;
    if (upper > 0) {
        sums->squares[1] += upper;
        sums->squares[2] += sums->squares[1] < upper;
    }
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

struct ptvi_batch;

/* The smallest of no durations. */
#define PTVI_NO_MIN UINT64_MAX

/* What every value changes comes first, so that it shares lines of the cache. */
struct ptv_durations {
    uint64_t n;
    struct ptvi_sums total;
    /* Smallest and largest; with n 0 and after the first removal, when they are not known,
     * PTVI_NO_MIN and 0. */
    uint64_t min, max;
    bool removed;
    int32_t n_limits;
    struct ptvi_histogram histogram;
    /* Only while a column is counted, see durations_batch.h; else NULL. */
    struct ptvi_batch *batch;
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

/* Counts n equal durations where they are within limits. */
void ptvi_durations_limit(ptv_durations *acc, uint64_t ms, uint64_t n);

/* Keeps smallest and largest; not after a removal. */
static inline void ptvi_durations_stretch(ptv_durations *acc, uint64_t min, uint64_t max) {
    if (min < acc->min)
        acc->min = min;
    if (max > acc->max)
        acc->max = max;
}

/* Counts one duration where that is simple: its bucket is there, 32 bits are enough to count, and
 * nothing was ever removed. False, and nothing changed, where ptv_durations_add_n must do it. */
static inline bool ptvi_durations_count(ptv_durations *acc, int64_t ms) {
    uint32_t *bucket = ms < 0 ? NULL : ptvi_histogram_bucket(&acc->histogram, (uint64_t)ms);
    if (!bucket || acc->removed || acc->n >= UINT32_MAX)
        return false;
    ++*bucket;
    ptvi_sums_add_one(&acc->total, (uint64_t)ms);
    ptvi_durations_stretch(acc, (uint64_t)ms, (uint64_t)ms);
    acc->n++;
    if (acc->n_limits > 0)
        ptvi_durations_limit(acc, (uint64_t)ms, 1);
    return true;
}

/* Makes of memory an empty state: of a config, with what ptv_durations_new answers, or with the
 * definition of another. */
ptv_status ptvi_durations_init(ptv_durations *acc, const ptv_durations_config *config,
                               const ptv_allocator *allocator);
void ptvi_durations_init_like(ptv_durations *acc, const ptv_durations *like,
                              const ptv_allocator *allocator);

/* A merge in two steps: the first may fail, with a status of ptv_durations_merge, and changes
 * nothing that can be read. If the second does not follow, ptvi_histogram_unprepare_merge must. */
ptv_status ptvi_durations_prepare_merge(ptv_durations *dst, const ptv_durations *src);
void ptvi_durations_merge_prepared(ptv_durations *dst, const ptv_durations *src);

/* Whether this duration would turn exact values into buckets. */
bool ptvi_durations_turns(const ptv_durations *acc, int64_t ms);

/* Makes sure that the next ptv_durations_add of this duration, which does not turn values into
 * buckets, cannot fail: it has its memory, and no counter is at its end. Nothing that can be read
 * changes. */
ptv_status ptvi_durations_prepare_add(ptv_durations *acc, int64_t ms);

/* Keeps a cell within smallest and largest where they are known: no duration lies outside. */
void ptvi_durations_clip(const ptv_durations *acc, struct ptvi_cell *cell);

/* Walks the cells upwards as ptvi_histogram_next does, each clipped. */
bool ptvi_durations_next_cell(const ptv_durations *acc, size_t *position, struct ptvi_cell *cell);

/* Sums that durations in these buckets have at least, and at most. */
void ptvi_durations_edges(const ptv_durations *acc, struct ptvi_sums *lowest,
                          struct ptvi_sums *highest);

/* How many durations are at most as long as a limit: at least, and at most, as the cells show. */
void ptvi_durations_bracket(const ptv_durations *acc, uint64_t limit, uint64_t *least,
                            uint64_t *most);

/* Whether sums, counts within limits, smallest and largest can be those of durations that lie in
 * the buckets: what is demanded of bytes. Of the buckets, so many are not empty, and the edges of
 * what is in them have these sums. */
bool ptvi_durations_possible(const ptv_durations *acc, uint64_t n_buckets,
                             const struct ptvi_sums *lowest, const struct ptvi_sums *highest);

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
