/* SPDX-License-Identifier: MIT */
/* How many bytes are which level. */
#include "base/platform.h"

#include <string.h>

#include "base/processor.h"
#include "survey/ratings_levels.h"

#ifdef PTVI_X86
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

static void count_one_by_one(const uint8_t *bytes, size_t n, struct ptvi_range range,
                             uint64_t counts[PTVI_LEVELS]) {
    for (size_t i = 0; i < n; i++)
        counts[ptvi_level_of_byte(bytes[i], range)]++;
}

/* ---- by comparisons: a few, and all where there are no wider vectors */

/* Vectors of 16 bytes; as many as a counter of 8 bits counts half vectors of. */
enum { WIDTH = 16, FEW = UINT8_MAX / 2 * WIDTH };

/* Of fewer bytes, there are not enough vectors to add up bits. */
enum { MANY = 32 * 32 };

#ifdef __GNUC__

/* Some machines pass vectors in ways that compilers warn of; nobody else calls these functions. */
#pragma GCC diagnostic ignored "-Wpsabi"

/* What is counted; what is none of these is invalid. */
enum { KINDS = PTVI_LEVELS - 1, PAIRS = KINDS / 2 };
static const uint8_t kinds[KINDS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, PTVI_LEVEL_MISSING};

typedef uint8_t lanes __attribute__((vector_size(WIDTH)));
typedef uint64_t halves __attribute__((vector_size(WIDTH)));

PTVI_INLINE lanes bytes_of(const void *bytes) {
    lanes x;
    memcpy(&x, bytes, sizeof x);
    return x;
}

PTVI_INLINE lanes all_of(int64_t x) {
    const uint64_t ones = UINT64_MAX / 255; /* 0x0101… */
    const halves both = {ones * (uint8_t)x, ones * (uint8_t)x};
    return (lanes)both;
}

/* What is no level becomes 255. */
PTVI_INLINE lanes levels_of(lanes x, struct ptvi_range range) {
    x -= all_of(range.min);
    return x | (lanes)(x >= all_of(range.levels));
}

/* The counters of a level fill half a vector, so that their sum is a count. */
PTVI_INLINE void meet(lanes met[PAIRS], lanes levels) {
    const uint64_t ones = UINT64_MAX / 255;
    const halves x = (halves)levels;
    const halves lower = {x[0], x[0]}, upper = {x[1], x[1]};
    const lanes first = (lanes)lower, second = (lanes)upper;
#pragma GCC unroll 8
    for (size_t pair = 0; pair < PAIRS; pair++) {
        const halves two = {ones * kinds[2 * pair], ones * kinds[2 * pair + 1]};
        const lanes both = (lanes)two;
        /* A comparison that holds gives -1. */
        met[pair] -= (lanes)(first == both) + (lanes)(second == both);
    }
}

/* The sum of the eight bytes of each half. */
PTVI_INLINE halves sums_of(lanes x) {
#ifdef __SSE2__
    return (halves)_mm_sad_epu8((__m128i)x, _mm_setzero_si128());
#else
    const uint64_t every_other = UINT64_MAX / 0x101; /* 0x00FF00FF… */
    halves sums = ((halves)x & every_other) + ((halves)x >> 8 & every_other);
    return sums * (UINT64_MAX / 0xFFFF) >> 48;
#endif
}

/* Those of the whole vectors of n bytes; of levels from 0 on, which most bytes are, as they are. */
PTVI_INLINE void meet_all(lanes met[PAIRS], const uint8_t *bytes, size_t n, struct ptvi_range range,
                          bool as_they_are) {
    for (size_t i = 0; i < n; i += WIDTH) {
        lanes x = bytes_of(bytes + i);
        ptvi_prefetch_stream(bytes + i);
        meet(met, as_they_are ? x : levels_of(x, range));
    }
}

static void count_few(const uint8_t *bytes, size_t n, struct ptvi_range range,
                      uint64_t counts[PTVI_LEVELS]) {
    const size_t whole = n / WIDTH * WIDTH;
    lanes met[PAIRS] = {{0}};
    if (range.min == 0 && range.levels >= PTV_SCALE_LEVELS)
        meet_all(met, bytes, whole, range, true);
    else
        meet_all(met, bytes, whole, range, false);
    /* Ten counters are side by side; the last pair are those of 10 and of missing. */
    halves last = sums_of(met[PAIRS - 1]), all = {0};
#pragma GCC unroll 8
    for (size_t pair = 0; pair < PAIRS - 1; pair++) {
        halves count, sums = sums_of(met[pair]);
        all += sums;
        memcpy(&count, counts + 2 * pair, sizeof count);
        count += sums;
        memcpy(counts + 2 * pair, &count, sizeof count);
    }
    /* Where no byte stands for missing, one that could is invalid. */
    uint64_t missing = range.levels > PTVI_LEVEL_MISSING ? last[1] : 0;
    counts[kinds[KINDS - 2]] += last[0];
    counts[PTVI_LEVEL_MISSING] += missing;
    counts[PTVI_LEVEL_INVALID] += whole - all[0] - all[1] - last[0] - missing;
    count_one_by_one(bytes + whole, n - whole, range, counts);
}

#else

static void count_few(const uint8_t *bytes, size_t n, struct ptvi_range range,
                      uint64_t counts[PTVI_LEVELS]) {
    count_one_by_one(bytes, n, range, counts);
}

#endif

/* For all where there is nothing wider. */
static void count_portable(const uint8_t *bytes, size_t n, struct ptvi_range range,
                           uint64_t counts[PTVI_LEVELS]) {
    for (; n > FEW; n -= FEW, bytes += FEW)
        count_few(bytes, FEW, range, counts);
    count_few(bytes, n, range, counts);
}

/* ---- by bits: a look-up turns each byte into one of twelve bits, and bits are added up side by
 * side, 32 vectors at a time, with the few operations of an adder */

#ifdef PTVI_X86

/* The bit of a byte, which is the index. The first eight levels fill a byte; the other three, and
 * missing, half a byte, so that two vectors share one. What is invalid has none: it is the rest. */
static const uint8_t first_bits[16] = {1, 2, 4, 8, 16, 32, 64, 128};
static const uint8_t even_bits[16] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 0, 8};
static const uint8_t odd_bits[16] = {0, 0, 0, 0, 0, 0, 0, 0, 16, 32, 64, 0, 128};
_Static_assert((int)PTVI_LEVEL_MISSING == 12, "missing has the last bits");

/* Those of the first levels only. */
PTVI_INLINE __m128i bits_of(const uint8_t bits[16], uint32_t levels) {
    const __m128i level = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm_and_si128(_mm_loadu_si128((const __m128i *)bits),
                         _mm_cmplt_epi8(level, _mm_set1_epi8((char)levels)));
}

/* How often each bit was met in n bytes. */
struct met {
    uint64_t first[8], other[8];
};

static void add_met(const struct met *met, size_t n, uint64_t counts[PTVI_LEVELS]) {
    static const uint8_t others[] = {8, 9, 10, PTVI_LEVEL_MISSING};
    uint64_t rest = n;
    for (size_t bit = 0; bit < 8; bit++) {
        counts[bit] += met->first[bit];
        rest -= met->first[bit] + met->other[bit];
    }
    for (size_t bit = 0; bit < 4; bit++)
        counts[others[bit]] += met->other[bit] + met->other[bit + 4];
    counts[PTVI_LEVEL_INVALID] += rest;
}

/* A byte up to 15 as the index of a look-up; with the highest bit set, for which there is none, any
 * other. */
enum { TO_INDEX = 0x70 };

#define TARGET  PTVI_TARGET_AVX2
#define NAME(x) x##_avx2

typedef __m256i bits_avx2;

PTVI_INLINE PTVI_TARGET_AVX2 __m256i table_avx2(__m128i bits) {
    return _mm256_broadcastsi128_si256(bits);
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i index_avx2(const uint8_t *bytes, __m256i lowest) {
    __m256i levels = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)bytes), lowest);
    return _mm256_adds_epu8(levels, _mm256_set1_epi8(TO_INDEX));
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i look_up_avx2(__m256i table, __m256i index) {
    return _mm256_shuffle_epi8(table, index);
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i both_avx2(__m256i a, __m256i b) {
    return _mm256_or_si256(a, b);
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i carry_avx2(__m256i *sum, __m256i a, __m256i b) {
    __m256i one = _mm256_xor_si256(a, b), two = _mm256_and_si256(a, b);
    __m256i carry = _mm256_or_si256(two, _mm256_and_si256(one, *sum));
    *sum = _mm256_xor_si256(one, *sum);
    return carry;
}

PTVI_INLINE PTVI_TARGET_AVX2 void drain_avx2(__m256i bits, int shift, uint64_t counts[8]) {
    for (int bit = 7; bit >= 0; bit--, bits = _mm256_add_epi8(bits, bits))
        counts[bit] += (uint64_t)_mm_popcnt_u32((unsigned)_mm256_movemask_epi8(bits)) << shift;
}

#include "survey/ratings_count_bits.h"
#undef TARGET
#undef NAME

#define TARGET  PTVI_TARGET_AVX512
#define NAME(x) x##_avx512

typedef __m512i bits_avx512;

PTVI_INLINE PTVI_TARGET_AVX512 __m512i table_avx512(__m128i bits) {
    return _mm512_broadcast_i32x4(bits);
}

PTVI_INLINE PTVI_TARGET_AVX512 __m512i index_avx512(const uint8_t *bytes, __m512i lowest) {
    __m512i levels = _mm512_sub_epi8(_mm512_loadu_si512(bytes), lowest);
    return _mm512_adds_epu8(levels, _mm512_set1_epi8(TO_INDEX));
}

PTVI_INLINE PTVI_TARGET_AVX512 __m512i look_up_avx512(__m512i table, __m512i index) {
    return _mm512_shuffle_epi8(table, index);
}

PTVI_INLINE PTVI_TARGET_AVX512 __m512i both_avx512(__m512i a, __m512i b) {
    return _mm512_or_si512(a, b);
}

PTVI_INLINE PTVI_TARGET_AVX512 __m512i carry_avx512(__m512i *sum, __m512i a, __m512i b) {
    enum { MAJORITY = 0xE8, PARITY = 0x96 };
    __m512i carry = _mm512_ternarylogic_epi64(a, b, *sum, MAJORITY);
    *sum = _mm512_ternarylogic_epi64(a, b, *sum, PARITY);
    return carry;
}

PTVI_INLINE PTVI_TARGET_AVX512 void drain_avx512(__m512i bits, int shift, uint64_t counts[8]) {
    for (int bit = 7; bit >= 0; bit--, bits = _mm512_add_epi8(bits, bits))
        counts[bit] += (uint64_t)_mm_popcnt_u64(_mm512_movepi8_mask(bits)) << shift;
}

#include "survey/ratings_count_bits.h"
#undef TARGET
#undef NAME

#endif

void ptvi_levels_count(unsigned processor, const uint8_t *bytes, size_t n, struct ptvi_range range,
                       uint64_t counts[PTVI_LEVELS]) {
#ifdef PTVI_X86
    size_t done = 0;
    if (processor & PTVI_AVX512)
        done = count_bits_avx512(bytes, n, range, counts);
    if (processor & PTVI_AVX2)
        done += count_bits_avx2(bytes + done, n - done, range, counts);
    bytes += done;
    n -= done;
#else
    (void)processor;
#endif
    count_portable(bytes, n, range, counts);
}

/* ---- in place, all or none */

/* One after the other, which is the shortest way for less than a vector. */
PTVI_APART ptv_status add_one_by_one(const uint8_t *bytes, size_t n, struct ptvi_range range,
                                     uint64_t counts[PTVI_LEVELS]) {
    ptv_status status = PTV_OK;
    for (size_t i = 0; i < n; i++) {
        uint8_t level = ptvi_level_of_byte(bytes[i], range);
        if (counts[level] >= PTV_COUNT_MAX) {
            while (i-- > 0)
                counts[ptvi_level_of_byte(bytes[i], range)]--;
            return PTV_ERR_OVERFLOW;
        }
        counts[level]++;
        status = level == PTVI_LEVEL_INVALID ? PTV_OUT_OF_SCALE : status;
    }
    return status;
}

/* The most that a counter may be is all ones, so that they can be looked at together. */
PTVI_APART ptv_status add_many(unsigned processor, const uint8_t *bytes, size_t n,
                               struct ptvi_range range, uint64_t counts[PTVI_LEVELS]) {
    uint64_t sums[PTVI_LEVELS], any = 0;
    memcpy(sums, counts, sizeof sums);
    ptvi_levels_count(processor, bytes, n, range, sums);
    for (size_t i = 0; i < PTVI_LEVELS; i++)
        any |= sums[i];
    if (any > PTV_COUNT_MAX)
        return PTV_ERR_OVERFLOW;
    bool invalid = sums[PTVI_LEVEL_INVALID] > counts[PTVI_LEVEL_INVALID];
    memcpy(counts, sums, sizeof sums);
    return invalid ? PTV_OUT_OF_SCALE : PTV_OK;
}

#ifdef PTVI_X86
/* What is no level becomes 255. */
PTVI_INLINE PTVI_TARGET_AVX2 __m128i levels_avx2(const uint8_t *bytes, struct ptvi_range range) {
    const __m128i lowest = _mm_set1_epi8((char)range.min), top = _mm_set1_epi8((char)range.levels);
    __m128i x = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)bytes), lowest);
    return _mm_or_si128(x, _mm_cmpeq_epi8(_mm_max_epu8(x, top), x));
}

/* Each vector has the counters of four levels, met in eight bytes. */
PTVI_INLINE PTVI_TARGET_AVX2 void meet_avx2(__m256i met[3], __m128i levels) {
    const int64_t ones = 0x0101010101010101;
    const __m256i quads[3] = {
        _mm256_setr_epi64x(0, ones, 2 * ones, 3 * ones),
        _mm256_setr_epi64x(4 * ones, 5 * ones, 6 * ones, 7 * ones),
        _mm256_setr_epi64x(8 * ones, 9 * ones, 10 * ones, -1),
    };
    const __m256i first = _mm256_broadcastq_epi64(levels);
    const __m256i second = _mm256_broadcastq_epi64(_mm_unpackhi_epi64(levels, levels));
#pragma GCC unroll 3
    for (int k = 0; k < 3; k++) {
        met[k] = _mm256_sub_epi8(met[k], _mm256_cmpeq_epi8(first, quads[k]));
        met[k] = _mm256_sub_epi8(met[k], _mm256_cmpeq_epi8(second, quads[k]));
    }
}

/* From one vector to as many as counters of 8 bits count; no byte is missing. The last one overlaps
 * the one before it, of which nothing is counted twice. */
static PTVI_TARGET_AVX2 ptv_status add_avx2(const uint8_t *bytes, size_t n, struct ptvi_range range,
                                            uint64_t counts[PTVI_LEVELS]) {
    enum { NO_KIND = 128, BITS_OF_COUNT = 60 }; /* of PTV_COUNT_MAX */
    static const uint8_t is_counted[2 * WIDTH] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                  255, 255, 255, 255, 255, 255, 255, 255};
    const __m256i zero = _mm256_setzero_si256();
    const uint8_t *const end = bytes + n;
    __m256i met[3] = {zero, zero, zero};
    do
        meet_avx2(met, levels_avx2(bytes, range));
    while (bytes += WIDTH, end - bytes >= WIDTH);
    if (bytes < end) {
        __m128i counted = _mm_loadu_si128((const __m128i *)(is_counted + (end - bytes)));
        __m128i x = levels_avx2(end - WIDTH, range);
        meet_avx2(met, _mm_blendv_epi8(x, _mm_set1_epi8((char)NO_KIND), counted));
    }
    __m256i *fours = (__m256i *)counts, sums[3], any = zero;
#pragma GCC unroll 3
    for (int k = 0; k < 3; k++) {
        met[k] = _mm256_sad_epu8(met[k], zero);
        sums[k] = _mm256_add_epi64(_mm256_loadu_si256(fours + k), met[k]);
        any = _mm256_or_si256(any, sums[k]);
    }
    any = _mm256_srli_epi64(any, BITS_OF_COUNT);
    if (!_mm256_testz_si256(any, any))
        return PTV_ERR_OVERFLOW;
#pragma GCC unroll 3
    for (int k = 0; k < 3; k++)
        _mm256_storeu_si256(fours + k, sums[k]);
    return _mm256_extract_epi64(met[2], 3) != 0 ? PTV_OUT_OF_SCALE : PTV_OK;
}
#endif

ptv_status ptvi_levels_add(unsigned processor, const uint8_t *bytes, size_t n,
                           struct ptvi_range range, uint64_t counts[PTVI_LEVELS]) {
    if (n < WIDTH)
        return add_one_by_one(bytes, n, range, counts);
#ifdef PTVI_X86
    if (n < MANY && processor & PTVI_AVX2)
        return add_avx2(bytes, n, range, counts);
#endif
    return add_many(processor, bytes, n, range, counts);
}
