/* SPDX-License-Identifier: MIT */
/* A multiset of numbers from 0 to INT64_MAX: the distinct values with their counts while they are
 * few, the buckets of a log-linear histogram when they are many.
 *
 * Which of the two it is depends on the multiset alone, unless it was told to go to buckets.
 *
 * Buckets: below 2^(bits + 1) one a value; above, each octave is cut into 2^bits buckets of equal
 * width. With s = max(0, highest bit - bits), the bucket of v is (s << bits) + (v >> s): integers
 * only, no logarithm. A page of 2^bits buckets is allocated when a value first falls into it. Its
 * counters have 32 bits; when there are more than UINT32_MAX numbers in all, 32 more for each
 * counter follow those of the page.
 *
 * Changes come in two steps, so that a failed allocation changes nothing: `prepare` may fail and
 * leaves the multiset as it is, `add` and `merge` then cannot fail. It asks how many numbers there
 * will be in all. */
#ifndef PTVI_HISTOGRAM_H
#define PTVI_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "base/bits.h"
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
    size_t size; /* buckets of a page: 2^bits */
    int bits;
    bool bucketed;
    bool wide; /* pages hold the upper halves of the counters, too */
    size_t n_values, capacity;
    struct ptvi_value *values; /* rising; NULL once bucketed */
    uint32_t *page[PTVI_HISTOGRAM_PAGES];
};

void ptvi_histogram_init(struct ptvi_histogram *histogram, int bits);
void ptvi_histogram_clear(struct ptvi_histogram *histogram, const ptv_allocator *allocator);

/* Bucket of a value, and the smallest and largest value of a bucket. */
static inline size_t ptvi_bucket_of(int bits, uint64_t value) {
    int shift = ptvi_highest_set(value | UINT64_C(1) << bits) - bits;
    return ((size_t)shift << bits) + (size_t)(value >> shift);
}
uint64_t ptvi_bucket_lower(int bits, size_t bucket);
uint64_t ptvi_bucket_upper(int bits, size_t bucket);

/* The counter of a value's bucket, which is all of it while there are at most UINT32_MAX numbers;
 * NULL where there is none, as while values are kept exactly. */
static inline uint32_t *ptvi_histogram_bucket(const struct ptvi_histogram *histogram,
                                              uint64_t value) {
    /* As ptvi_bucket_of, but for the page and the place in it apart: one shift less, or two. */
    int shift = ptvi_highest_set(value | histogram->size) - histogram->bits;
    uint64_t top = value >> shift;
    uint32_t *page = histogram->page[(size_t)shift + (top >= histogram->size)];
    return page ? &page[top & (histogram->size - 1)] : NULL;
}

/* How many there are in a bucket of a page that is there. */
static inline uint64_t ptvi_page_count(const struct ptvi_histogram *histogram, const uint32_t *page,
                                       size_t index) {
    uint64_t upper = histogram->wide ? page[histogram->size + index] : 0;
    return upper << 32 | page[index];
}

/* Makes room for one more value; there will be n numbers. */
ptv_status ptvi_histogram_prepare_add(struct ptvi_histogram *histogram,
                                      const ptv_allocator *allocator, uint64_t value, uint64_t n);
void ptvi_histogram_add(struct ptvi_histogram *histogram, uint64_t value, uint64_t count);

/* Adds the counters of one page to those of another, which may be the same, with instructions of a
 * set of the processor's; only where counters are not wide. */
void ptvi_histogram_add_page(unsigned processor, uint32_t *to, const uint32_t *from, size_t size);

/* Adds to the buckets of a page, of each as many as a byte says. */
void ptvi_histogram_add_bytes(struct ptvi_histogram *histogram, size_t page, const uint8_t *counts);

/* Makes room for another multiset of the same precision, which may be the same; there will be n
 * numbers. Then follows the merge, or what undoes the preparation: values have no pages. */
ptv_status ptvi_histogram_prepare_merge(struct ptvi_histogram *histogram,
                                        const ptv_allocator *allocator,
                                        const struct ptvi_histogram *source, uint64_t n);
void ptvi_histogram_unprepare_merge(struct ptvi_histogram *histogram,
                                    const ptv_allocator *allocator);
void ptvi_histogram_merge(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                          const struct ptvi_histogram *source);

/* Asks for all pages, which lie apart in memory, where no processor foresees them. Who then goes
 * through them waits less. */
void ptvi_histogram_foresee(const struct ptvi_histogram *histogram);

/* Goes to buckets, whatever the number of values; there are n numbers. */
ptv_status ptvi_histogram_to_buckets(struct ptvi_histogram *histogram,
                                     const ptv_allocator *allocator, uint64_t n);

/* How many there are where a value belongs: of the value itself, or in its bucket. */
uint64_t ptvi_histogram_count(const struct ptvi_histogram *histogram, uint64_t value);

/* How many there are below where a value belongs; in buckets only, how many above. */
uint64_t ptvi_histogram_below(const struct ptvi_histogram *histogram, uint64_t value);
uint64_t ptvi_histogram_above(const struct ptvi_histogram *histogram, uint64_t value);

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

/* The lowest and the highest cell; false where there is none. */
bool ptvi_histogram_first(const struct ptvi_histogram *histogram, struct ptvi_cell *cell);
bool ptvi_histogram_last(const struct ptvi_histogram *histogram, struct ptvi_cell *cell);

/* The cell of the number that has a rank, counted from 1; with it, how many are below the cell. */
struct ptvi_cell ptvi_histogram_of_rank(const struct ptvi_histogram *histogram, uint64_t rank,
                                        uint64_t *below);

#endif
