/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/processor.h"
#include "time/durations_pack.h"
#include "time/histogram.h"

/* Eight numbers of some bits take as many bytes. */
enum { EIGHT = 8, PAGE = 1 << PTVI_HISTOGRAM_BITS_MAX };

/* ---- eight counts in the bytes of a word, moved together, and apart again */

/* Neighbours, then pairs, then fours, all at once. */
struct lanes {
    uint64_t one, two, four; /* those that stay where they are */
};

static inline struct lanes lanes_of(int bits) {
    const struct lanes lanes = {((UINT64_C(1) << bits) - 1) * 0x0001000100010001,
                                ((UINT64_C(1) << 2 * bits) - 1) * 0x0000000100000001,
                                (UINT64_C(1) << 4 * bits) - 1};
    return lanes;
}

static inline uint64_t together(uint64_t x, int bits, struct lanes lanes) {
    x = (x & lanes.one) | (x >> (8 - bits) & lanes.one << bits);
    x = (x & lanes.two) | (x >> (16 - 2 * bits) & lanes.two << 2 * bits);
    return (x & lanes.four) | (x >> (32 - 4 * bits) & lanes.four << 4 * bits);
}

static inline uint64_t apart(uint64_t x, int bits, struct lanes lanes) {
    x = (x & lanes.four) | (x >> 4 * bits & lanes.four) << 32;
    x = (x & lanes.two) | (x >> 2 * bits & lanes.two) << 16;
    return (x & lanes.one) | (x >> bits & lanes.one) << 8;
}

/* ---- packing */

/* Moves counts together, of as many bits as the compiler knows: then it knows all shifts, too.
 * Eight bytes are written at once where there is room; what is too many is written over. */
PTVI_INLINE void gather(uint8_t *out, const uint8_t *end, size_t size, const uint8_t *counts,
                        int bits) {
    const struct lanes lanes = lanes_of(bits);
    for (size_t i = 0; i < size; i += EIGHT, out += bits) {
        uint8_t bytes[EIGHT];
        uint64_t eight = together(ptvi_get64(counts + i), bits, lanes);
        if (end - out >= EIGHT) {
            ptvi_put64(out, eight);
        } else {
            ptvi_put64(bytes, eight);
            memcpy(out, bytes, (size_t)bits);
        }
    }
}

void ptvi_pack(uint8_t *out, const uint8_t *end, size_t size, const uint32_t *page, int bits) {
    uint8_t counts[PAGE];
    for (size_t i = 0; i < size; i++)
        counts[i] = (uint8_t)page[i];
    /* Few of many durations have more than five bits. */
    switch (bits) {
    case 1:
        gather(out, end, size, counts, 1);
        break;
    case 2:
        gather(out, end, size, counts, 2);
        break;
    case 3:
        gather(out, end, size, counts, 3);
        break;
    case 4:
        gather(out, end, size, counts, 4);
        break;
    case 5:
        gather(out, end, size, counts, 5);
        break;
    default:
        gather(out, end, size, counts, bits);
    }
}

/* ---- unpacking
 *
 * Wherever eight counts begin, eight bytes can be read. Counts are summed up from the last one
 * down, the sum so far is added to a second one at each step, and that to a third one: so the j-th
 * count comes in j + 1 times, and (j + 1) (j + 2) / 2 times. Nothing is multiplied until the end. */

#ifdef PTVI_X86
#include <immintrin.h>

/* Eight at a time: each lane takes the bytes from the one on that its count begins in, shifts them,
 * and has sums of its own; the j-th count of lane k is that of index 8 j + k. 32 bits are enough for
 * all sums of a page. */
PTVI_TARGET_AVX2
static void unpack_eights(const uint8_t *in, size_t size, int bits, uint32_t *page,
                          struct ptvi_page_sums *sums) {
    const __m256i k = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), zero = _mm256_setzero_si256();
    const __m256i first = _mm256_mullo_epi32(k, _mm256_set1_epi32(bits));
    const __m256i shift = _mm256_and_si256(first, _mm256_set1_epi32(7));
    const __m256i bytes = _mm256_add_epi32(
        _mm256_mullo_epi32(_mm256_srli_epi32(first, 3), _mm256_set1_epi32(0x01010101)),
        _mm256_set1_epi32(0x03020100));
    const __m256i mask = _mm256_set1_epi32((1 << bits) - 1);
    __m256i n = zero, once = zero, twice = zero, any = zero, absent = zero;
    in += (size_t)bits * (size / EIGHT);
    for (size_t i = size; i > 0; i -= EIGHT) {
        in -= bits;
        __m256i count = _mm256_shuffle_epi8(_mm256_set1_epi64x((int64_t)ptvi_get64(in)), bytes);
        count = _mm256_and_si256(_mm256_srlv_epi32(count, shift), mask);
        _mm256_storeu_si256((__m256i *)(page + i - EIGHT), count);
        n = _mm256_add_epi32(n, count);
        once = _mm256_add_epi32(once, n);
        twice = _mm256_add_epi32(twice, once);
        any = _mm256_or_si256(any, count);
        absent = _mm256_sub_epi32(absent, _mm256_cmpeq_epi32(count, zero));
    }
    /* Sums of j and of its square; of the index, and of its square. */
    __m256i j = _mm256_sub_epi32(once, n), j8 = _mm256_slli_epi32(j, 3);
    __m256i jj = _mm256_sub_epi32(_mm256_slli_epi32(_mm256_sub_epi32(twice, once), 1), j);
    __m256i index = _mm256_add_epi32(j8, _mm256_mullo_epi32(k, n));
    __m256i square = _mm256_add_epi32(_mm256_slli_epi32(jj, 6),
                                      _mm256_mullo_epi32(k, _mm256_add_epi32(j8, index)));
    __m256i all = _mm256_hadd_epi32(_mm256_hadd_epi32(n, index), _mm256_hadd_epi32(square, absent));
    uint32_t lane[4];
    uint64_t four[4];
    _mm_storeu_si128((__m128i *)lane,
                     _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1)));
    _mm256_storeu_si256((__m256i *)four, any);
    four[0] |= four[1] | four[2] | four[3];
    sums->n = lane[0];
    sums->index = lane[1];
    sums->square = lane[2];
    sums->present = size - lane[3];
    sums->any = (four[0] | four[0] >> 32) & UINT8_MAX;
}
#endif

/* Moves counts apart, as gather moved them together. */
PTVI_INLINE void spread(const uint8_t *in, size_t size, uint8_t *counts, int bits) {
    const struct lanes lanes = lanes_of(bits);
    for (size_t i = 0; i < size; i += EIGHT, in += bits)
        ptvi_put64(counts + i, apart(ptvi_get64(in), bits, lanes));
}

static void spread_page(const uint8_t *in, size_t size, uint8_t *counts, int bits) {
    switch (bits) {
    case 1:
        spread(in, size, counts, 1);
        break;
    case 2:
        spread(in, size, counts, 2);
        break;
    case 3:
        spread(in, size, counts, 3);
        break;
    case 4:
        spread(in, size, counts, 4);
        break;
    case 5:
        spread(in, size, counts, 5);
        break;
    default:
        spread(in, size, counts, bits);
    }
}

/* One at a time: the j-th is that of index j. */
static void unpack_ones(const uint8_t *in, size_t size, int bits, uint32_t *page,
                        struct ptvi_page_sums *sums) {
    uint8_t counts[PAGE];
    uint32_t n = 0, once = 0, twice = 0, any = 0, present = 0;
    spread_page(in, size, counts, bits);
    for (size_t i = size; i-- > 0;) {
        uint32_t count = page[i] = counts[i];
        n += count;
        once += n;
        twice += once;
        any |= count;
        present += count > 0;
    }
    sums->n = n;
    sums->index = once - n;
    sums->square = 2 * (uint64_t)(twice - once) - sums->index;
    sums->present = present;
    sums->any = any;
}

void ptvi_unpack(unsigned processor, const uint8_t *in, const uint8_t *end, size_t size, int bits,
                 uint32_t *page, struct ptvi_page_sums *sums) {
    uint8_t room[PAGE + EIGHT];
    size_t length = (size_t)bits * (size / EIGHT);
    if ((size_t)(end - in) < length + EIGHT) {
        memset(room + length, 0, EIGHT);
        in = (const uint8_t *)memcpy(room, in, length);
    }
#ifdef PTVI_X86
    if (processor & PTVI_AVX2) {
        unpack_eights(in, size, bits, page, sums);
        return;
    }
#endif
    (void)processor;
    unpack_ones(in, size, bits, page, sums);
}
