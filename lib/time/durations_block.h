/* SPDX-License-Identifier: MIT */
/* What is done to every duration of a long column, a block at a time.
 *
 * A block is at most so long that it stays in the nearest cache, and of narrow durations only: from
 * 0 to below 2^32 ms, which are 49 days. Others are counted one by one.
 *
 * The cell of a narrow duration is where it is counted within a batch: bits of value + 1/2 as a
 * double are its logarithm already, in octaves of 2^bits cells each. So cells need no shift by a
 * distance that depends on the value, which few processors have for several values at once. From
 * 2^bits on they are the buckets of histogram.h, an octave one after the other; below, values lie
 * apart, each in its own. */
#ifndef PTVI_DURATIONS_BLOCK_H
#define PTVI_DURATIONS_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/rows.h"
#include "time/durations.h"

enum {
    PTVI_BLOCK = 512,        /* most durations of a block */
    PTVI_BLOCK_OCTAVES = 33, /* of value + 1/2 */
};

static inline bool ptvi_narrow(uint64_t value) {
    return value <= UINT32_MAX;
}

static inline size_t ptvi_cell_of(int bits, uint64_t value) {
    uint64_t word = value | UINT64_C(0x4330000000000000); /* 2^52 + value */
    double number;
    memcpy(&number, &word, sizeof number);
    number -= 0x1p52 - 0.5;
    memcpy(&word, &number, sizeof word);
    return (size_t)(word >> (52 - bits)) - ((size_t)1022 << bits);
}

/* The durations of n rows, at most a block: where they lie if that will do, else read into room for
 * a block. */
ptv_status ptvi_block_of(const struct ptvi_rows *rows, size_t from, size_t n, int64_t *room,
                         const int64_t **ms);

/* Stores the cells of narrow durations. Returns all durations or-ed; if that is not narrow, some of
 * them is not, and what is stored for those means nothing. Asks for the durations that follow. */
uint64_t ptvi_block_cells(unsigned processor, int bits, const int64_t *ms, size_t n,
                          uint64_t *cells);

/* Parts a block: stores the narrow durations, and moves their cells together, and stores the
 * others. Returns how many are narrow. */
size_t ptvi_block_part(const int64_t *ms, size_t n, int64_t *narrow, uint64_t *cells,
                       int64_t *others);

/* Sums of narrow durations; of their squares the lower and the upper 32 bits apart. */
struct ptvi_block_sums {
    uint64_t sum, low, high;
    uint64_t min, max;
};

static inline struct ptvi_block_sums ptvi_no_block(void) {
    struct ptvi_block_sums none = {0, 0, 0, PTVI_NO_MIN, 0};
    return none;
}

/* Adds to the sums of a state. */
static inline void ptvi_block_sums_add(struct ptvi_sums *total,
                                       const struct ptvi_block_sums *sums) {
    const struct ptvi_sums low = {{sums->sum, 0}, {sums->low, 0, 0}};
    const struct ptvi_sums high = {{0, 0}, {sums->high << 32, sums->high >> 32, 0}};
    ptvi_sums_merge(total, &low);
    ptvi_sums_merge(total, &high);
}

/* Adds a block to sums, which has room for 2^32 durations. */
void ptvi_block_sum(unsigned processor, const int64_t *ms, size_t n, struct ptvi_block_sums *sums);

/* How many of a block are at most as long as a limit. */
size_t ptvi_block_within(const int64_t *ms, size_t n, uint64_t limit);

#endif
