/* SPDX-License-Identifier: MIT */
/* A multiset of numbers from 0 to INT64_MAX: the distinct values with their counts while they are
 * few, the buckets of a log-linear histogram when they are many.
 *
 * Which of the two it is depends on the multiset alone, unless it was told to go to buckets.
 *
 * Buckets: below 2^(bits + 1) one a value; above, each octave is cut into 2^bits buckets of equal
 * width. With s = max(0, highest bit - bits), the bucket of v is (s << bits) + (v >> s): integers
 * only, no logarithm. A page of 2^bits buckets is allocated when a value first falls into it.
 *
 * Changes come in two steps, so that a failed allocation changes nothing: `prepare` may fail and
 * leaves the multiset as it is, `add` and `merge` then cannot fail. */
#ifndef PTVI_HISTOGRAM_H
#define PTVI_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "postventa/status.h"

enum {
    PTVI_HISTOGRAM_EXACT = 256, /* most distinct values kept exactly */
    PTVI_HISTOGRAM_BITS_MIN = 5,
    PTVI_HISTOGRAM_BITS_MAX = 8,
    PTVI_HISTOGRAM_PAGES = 64 - PTVI_HISTOGRAM_BITS_MIN,
};

struct ptvi_value {
    uint64_t value;
    uint64_t count;
};

struct ptvi_histogram {
    int bits;
    bool bucketed;
    size_t n_values, capacity;
    struct ptvi_value *values; /* rising; NULL once bucketed */
    uint64_t *page[PTVI_HISTOGRAM_PAGES];
};

void ptvi_histogram_init(struct ptvi_histogram *histogram, int bits);
void ptvi_histogram_clear(struct ptvi_histogram *histogram, const ptv_allocator *allocator);

/* Position of the highest bit set, 0 for the lowest; x is not 0. */
static inline int ptvi_highest_bit(uint64_t x) {
#ifdef __GNUC__
    return 63 - __builtin_clzll(x);
#else
    int position = 0;
    while (x >>= 1)
        position++;
    return position;
#endif
}

/* Bucket of a value, and the smallest and largest value of a bucket. */
static inline size_t ptvi_bucket_of(int bits, uint64_t value) {
    int shift = ptvi_highest_bit(value | UINT64_C(1) << bits) - bits;
    return ((size_t)shift << bits) + (size_t)(value >> shift);
}
uint64_t ptvi_bucket_lower(int bits, size_t bucket);
uint64_t ptvi_bucket_upper(int bits, size_t bucket);

/* The counter of a value's bucket; NULL where there is none, as while values are kept exactly. */
static inline uint64_t *ptvi_histogram_bucket(const struct ptvi_histogram *histogram,
                                              uint64_t value) {
    size_t bucket = ptvi_bucket_of(histogram->bits, value);
    uint64_t *page = histogram->page[bucket >> histogram->bits];
    return page ? &page[bucket & (((size_t)1 << histogram->bits) - 1)] : NULL;
}

/* Makes room for one more value. */
ptv_status ptvi_histogram_prepare_add(struct ptvi_histogram *histogram,
                                      const ptv_allocator *allocator, uint64_t value);
void ptvi_histogram_add(struct ptvi_histogram *histogram, uint64_t value, uint64_t count);

/* Makes room for another multiset of the same precision; `source` may be the same. */
ptv_status ptvi_histogram_prepare_merge(struct ptvi_histogram *histogram,
                                        const ptv_allocator *allocator,
                                        const struct ptvi_histogram *source);
void ptvi_histogram_merge(struct ptvi_histogram *histogram, const struct ptvi_histogram *source);

/* Goes to buckets, whatever the number of values. */
ptv_status ptvi_histogram_to_buckets(struct ptvi_histogram *histogram,
                                     const ptv_allocator *allocator);

/* How many there are where a value belongs: of the value itself, or in its bucket. */
uint64_t ptvi_histogram_count(const struct ptvi_histogram *histogram, uint64_t value);

/* Takes away what is known to be there; in buckets only. */
void ptvi_histogram_remove(struct ptvi_histogram *histogram, uint64_t value, uint64_t count);

/* A cell: a distinct value, or a bucket that is not empty. */
struct ptvi_cell {
    uint64_t lower, upper; /* equal for a value */
    uint64_t count;
};

/* Walks the cells upwards: `position` starts at 0 and is the walk's own; false at the end. */
bool ptvi_histogram_next(const struct ptvi_histogram *histogram, size_t *position,
                         struct ptvi_cell *cell);

#endif
