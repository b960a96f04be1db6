/* SPDX-License-Identifier: MIT */
/* Counts of a page of buckets, each of at most a byte, packed in so many bits each, from the least
 * significant bit on: eight counts of some bits take as many bytes. */
#ifndef PTVI_DURATIONS_PACK_H
#define PTVI_DURATIONS_PACK_H

#include <stddef.h>
#include <stdint.h>

/* Of the counts of a page: how many are not 0, all of them or-ed, their sum, and the sums of the
 * indices of their buckets and of the squares of these. */
struct ptvi_page_sums {
    uint64_t present, any, n, index, square;
};

/* Packs the counts of a page of some size. Bytes behind them are written over, but none from `end`
 * on. */
void ptvi_pack(uint8_t *out, const uint8_t *end, size_t size, const uint32_t *page, int bits);

/* Unpacks them, and sums them up. No byte is read from `end` on. */
void ptvi_unpack(unsigned processor, const uint8_t *in, const uint8_t *end, size_t size, int bits,
                 uint32_t *page, struct ptvi_page_sums *sums);

#endif
