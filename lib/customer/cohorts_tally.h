/* SPDX-License-Identifier: MIT */
/* How many of many words have a bit set, for each of 64 bits and in each of several rows.
 *
 * A word's bits are spread to bytes, eight at a time by a table, and all bytes are added at once:
 * no branch depends on a bit. Before a byte runs over, its row is added to where counts stand. */
#ifndef PTVI_COHORTS_TALLY_H
#define PTVI_COHORTS_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/processor.h"

enum { PTVI_TALLY_ROWS = 64 };

struct ptvi_tally_row {
    uint64_t sums[8]; /* a byte for each bit */
    uint32_t words;   /* that are in the sums: at most 255 */
    uint32_t columns; /* bits that words of the row may have */
    uint64_t *count;  /* of the first column; that of the next is so many words behind it: */
    size_t step;
    uint64_t *total; /* of words */
};

struct ptvi_tally {
    size_t bytes; /* of a word that may have bits */
    uint64_t spread[256];
    struct ptvi_tally_row row[PTVI_TALLY_ROWS];
};

/* Makes a tally of words with so many bits, without rows. */
static inline void ptvi_tally_init(struct ptvi_tally *tally, size_t bits) {
    tally->bytes = (bits + 7) / 8;
    for (size_t i = 0; i < 256; i++) {
        tally->spread[i] = 0;
        for (int bit = 0; bit < 8; bit++)
            tally->spread[i] |= (uint64_t)(i >> bit & 1) << 8 * bit;
    }
}

static inline void ptvi_tally_flush(struct ptvi_tally_row *row) {
    *row->total += row->words;
    row->words = 0;
    for (size_t i = 0; i < row->columns; i++)
        row->count[i * row->step] += row->sums[i / 8] >> i % 8 * 8 & 0xFF;
    for (size_t i = 0; i < 8; i++)
        row->sums[i] = 0;
}

PTVI_INLINE void ptvi_tally_add(struct ptvi_tally *tally, size_t row, uint64_t word) {
    struct ptvi_tally_row *to = &tally->row[row];
    for (size_t i = 0; i < tally->bytes; i++)
        to->sums[i] += tally->spread[word >> 8 * i & 0xFF];
    if (++to->words == 255)
        ptvi_tally_flush(to);
}

#endif
