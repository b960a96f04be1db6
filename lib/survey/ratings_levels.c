/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>
#include <string.h>

#include "base/bitmap.h"
#include "base/processor.h"
#include "survey/ratings_levels.h"

#ifdef PTVI_X86
#include <immintrin.h>
#endif

/* ---- one number */

/* What lies so far above the lowest level; being unsigned, what is below it lies far above. */
PTVI_INLINE uint8_t level_of(uint64_t distance, struct ptvi_range range) {
    return (uint8_t)(distance < range.levels ? distance : PTVI_LEVEL_INVALID);
}

/* The same of numbers below 2^32 that are taken modulo 2^32, which costs half as much. */
PTVI_INLINE uint8_t level_of_32(uint32_t distance, struct ptvi_range range) {
    return (uint8_t)(distance < range.levels ? distance : PTVI_LEVEL_INVALID);
}

/* Of 16 bits, and of fewer. */
PTVI_INLINE uint8_t from_short(int32_t x, struct ptvi_range range) {
    return level_of_32((uint32_t)x - (uint32_t)range.min, range);
}

PTVI_INLINE uint8_t from_i32(int32_t x, struct ptvi_range range) {
    uint8_t level = level_of_32((uint32_t)x - (uint32_t)range.min, range);
    return x == PTV_SCORE_MISSING ? PTVI_LEVEL_MISSING : level;
}

PTVI_INLINE uint8_t from_i64(int64_t x, struct ptvi_range range) {
    uint8_t level = level_of((uint64_t)x - (uint64_t)range.min, range);
    level = x == PTV_SCORE_MISSING ? PTVI_LEVEL_MISSING : level;
    return x == INT64_MIN ? PTVI_LEVEL_MISSING : level;
}

/* The bits of a whole number and of this one differ, in their sum, by the number. If the number is
 * so large that this does not hold, the exponent does: they differ by far more. */
static const double carrier = 0x1.8p52;
static const uint64_t carrier_bits = UINT64_C(0x4338) << 48;

/* That a number is whole is seen from itself: its distance from a level may be so by rounding. */
PTVI_INLINE uint8_t from_f64(double x, struct ptvi_range range) {
    double sum = x + carrier;
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    uint64_t distance = bits - (carrier_bits + (uint64_t)range.min);
    uint64_t level = sum - carrier == x ? distance : UINT64_MAX;
    level = level < range.levels ? level : PTVI_LEVEL_INVALID;
    return (uint8_t)(x != x ? PTVI_LEVEL_MISSING : level);
}

/* ---- many, in C that compilers turn into vectors */

/* Loops of a constant length are vectorised with less effort than those of any. */
enum { MANY = 64, SOME = 16 };

/* Defines name(numbers, n, range, levels), which stores of each number x what `level` is. */
#define LOOP(name, type, level)                                                                    \
    PTVI_INLINE void name##_part(const type *restrict numbers, size_t n, struct ptvi_range range,  \
                                 uint8_t *restrict levels) {                                       \
        for (size_t i = 0; i < n; i++) {                                                           \
            type x = numbers[i];                                                                   \
            levels[i] = level;                                                                     \
        }                                                                                          \
    }                                                                                              \
                                                                                                   \
    static void name(const type *numbers, size_t n, struct ptvi_range range, uint8_t *levels) {    \
        size_t i = 0;                                                                              \
        for (; n - i >= MANY; i += MANY)                                                           \
            name##_part(numbers + i, MANY, range, levels + i);                                     \
        for (; n - i >= SOME; i += SOME)                                                           \
            name##_part(numbers + i, SOME, range, levels + i);                                     \
        name##_part(numbers + i, n - i, range, levels + i);                                        \
    }

LOOP(all_bytes, uint8_t, ptvi_level_of_byte(x, range))
LOOP(all_i8, int8_t, from_short(x, range))
LOOP(all_u8, uint8_t, from_short(x, range))
LOOP(all_i16, int16_t, from_short(x, range))
LOOP(all_u16, uint16_t, from_short(x, range))
LOOP(all_i32, int32_t, from_i32(x, range))
LOOP(all_u32, uint32_t, level_of((uint64_t)x - (uint64_t)range.min, range))
LOOP(all_i64, int64_t, from_i64(x, range))
LOOP(all_f32, float, from_f64((double)x, range))
LOOP(all_f64, double, from_f64(x, range))

/* ---- the widest types, where compilers do not find the vectors */

#ifdef PTVI_X86

/* Rows are taken 32 at a time, as four vectors of eight lanes of 32 bits: how far above the lowest
 * level each lies, or -1 where that is more than 32 bits say, and a mask of those missing. */
enum { ROWS = 32, LANES = 8, PARTS = ROWS / LANES };

struct part {
    __m256i distance, missing;
};

typedef struct part load_part(const void *numbers, __m256i lowest);
typedef void put_levels(uint8_t *levels, __m256i narrowed);

/* Bytes of four vectors, saturated, so that what is no level does not become one. Each half of the
 * result has the same half of all four. */
PTVI_INLINE PTVI_TARGET_AVX2 __m256i narrow(__m256i a, __m256i b, __m256i c, __m256i d) {
    return _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i levels_of(const struct part *p, __m256i n_levels) {
    __m256i distance = narrow(p[0].distance, p[1].distance, p[2].distance, p[3].distance);
    __m256i missing = narrow(p[0].missing, p[1].missing, p[2].missing, p[3].missing);
    __m256i off_scale = _mm256_cmpeq_epi8(_mm256_max_epu8(distance, n_levels), distance);
    __m256i level =
        _mm256_min_epu8(_mm256_or_si256(distance, off_scale), _mm256_set1_epi8(PTVI_LEVEL_INVALID));
    /* What is missing is on no scale either; its mask is -1, its level the next one. */
    return _mm256_sub_epi8(level, missing);
}

/* Stores all levels of the rows of whole vectors; `size` bytes a number. Returns how many. */
PTVI_INLINE PTVI_TARGET_AVX2 size_t rows_avx2(const void *numbers, size_t size, size_t n,
                                              struct ptvi_range range, __m256i lowest,
                                              load_part *load, put_levels *put, uint8_t *levels) {
    const __m256i n_levels = _mm256_set1_epi8((char)range.levels);
    const char *at = (const char *)numbers;
    size_t i = 0;
    for (; n - i >= ROWS; i += ROWS, at += ROWS * size) {
        struct part parts[PARTS];
        for (size_t line = 0; line < ROWS * size; line += 64)
            ptvi_prefetch_stream(at + line);
        for (size_t k = 0; k < PARTS; k++)
            parts[k] = load(at + k * LANES * size, lowest);
        put(levels + i, levels_of(parts, n_levels));
    }
    return i;
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i load(const void *at) {
    return _mm256_loadu_si256((const __m256i *)at);
}

PTVI_INLINE PTVI_TARGET_AVX2 struct part load_i32(const void *numbers, __m256i lowest) {
    __m256i x = load(numbers);
    struct part part = {_mm256_sub_epi32(x, lowest),
                        _mm256_cmpeq_epi32(x, _mm256_set1_epi32(PTV_SCORE_MISSING))};
    return part;
}

/* Of a vector of 32-bit numbers in order, a half has four rows side by side. */
PTVI_INLINE PTVI_TARGET_AVX2 void put_i32(uint8_t *levels, __m256i narrowed) {
    __m128i low = _mm256_castsi256_si128(narrowed), high = _mm256_extracti128_si256(narrowed, 1);
    _mm_storeu_si128((__m128i *)levels, _mm_unpacklo_epi32(low, high));
    _mm_storeu_si128((__m128i *)levels + 1, _mm_unpackhi_epi32(low, high));
}

static PTVI_TARGET_AVX2 size_t i32_avx2(const void *numbers, size_t n, struct ptvi_range range,
                                        uint8_t *levels) {
    __m256i lowest = _mm256_set1_epi32((int32_t)range.min);
    return rows_avx2(numbers, sizeof(int32_t), n, range, lowest, load_i32, put_i32, levels);
}

PTVI_INLINE PTVI_TARGET_AVX2 struct part load_i16(const void *numbers, __m256i lowest) {
    __m256i x = _mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)numbers));
    struct part part = {_mm256_sub_epi32(x, lowest), _mm256_setzero_si256()};
    return part;
}

static PTVI_TARGET_AVX2 size_t i16_avx2(const void *numbers, size_t n, struct ptvi_range range,
                                        uint8_t *levels) {
    __m256i lowest = _mm256_set1_epi32((int32_t)range.min);
    return rows_avx2(numbers, sizeof(int16_t), n, range, lowest, load_i16, put_i32, levels);
}

/* The lower, or upper, halves of eight numbers of 64 bits; each half of the result has two of each
 * vector. */
PTVI_INLINE PTVI_TARGET_AVX2 __m256i lower(__m256i a, __m256i b) {
    return _mm256_castps_si256(
        _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88));
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i upper(__m256i a, __m256i b) {
    return _mm256_castps_si256(
        _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0xDD));
}

/* Of what is so made, a half has two rows side by side. */
PTVI_INLINE PTVI_TARGET_AVX2 void put_64(uint8_t *levels, __m256i narrowed) {
    __m128i low = _mm256_castsi256_si128(narrowed), high = _mm256_extracti128_si256(narrowed, 1);
    _mm_storeu_si128((__m128i *)levels, _mm_unpacklo_epi16(low, high));
    _mm_storeu_si128((__m128i *)levels + 1, _mm_unpackhi_epi16(low, high));
}

/* Distances of 64 bits as those of 32. */
PTVI_INLINE PTVI_TARGET_AVX2 __m256i distance_32(__m256i a, __m256i b) {
    __m256i fits = _mm256_cmpeq_epi32(upper(a, b), _mm256_setzero_si256());
    return _mm256_or_si256(lower(a, b), _mm256_xor_si256(fits, _mm256_set1_epi32(-1)));
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i missing_i64(__m256i x) {
    return _mm256_or_si256(_mm256_cmpeq_epi64(x, _mm256_set1_epi64x(INT64_MIN)),
                           _mm256_cmpeq_epi64(x, _mm256_set1_epi64x(PTV_SCORE_MISSING)));
}

PTVI_INLINE PTVI_TARGET_AVX2 struct part load_i64(const void *numbers, __m256i lowest) {
    __m256i a = load(numbers), b = load((const int64_t *)numbers + 4);
    struct part part = {distance_32(_mm256_sub_epi64(a, lowest), _mm256_sub_epi64(b, lowest)),
                        lower(missing_i64(a), missing_i64(b))};
    return part;
}

static PTVI_TARGET_AVX2 size_t i64_avx2(const void *numbers, size_t n, struct ptvi_range range,
                                        uint8_t *levels) {
    __m256i lowest = _mm256_set1_epi64x(range.min);
    return rows_avx2(numbers, sizeof(int64_t), n, range, lowest, load_i64, put_64, levels);
}

/* As from_f64. */
PTVI_INLINE PTVI_TARGET_AVX2 __m256i distance_f64(__m256d x, __m256i lowest) {
    __m256d sum = _mm256_add_pd(x, _mm256_set1_pd(carrier));
    __m256d whole = _mm256_sub_pd(sum, _mm256_set1_pd(carrier));
    __m256i fraction = _mm256_castpd_si256(_mm256_cmp_pd(whole, x, _CMP_NEQ_UQ));
    return _mm256_or_si256(_mm256_sub_epi64(_mm256_castpd_si256(sum), lowest), fraction);
}

PTVI_INLINE PTVI_TARGET_AVX2 __m256i missing_f64(__m256d x) {
    return _mm256_castpd_si256(_mm256_cmp_pd(x, x, _CMP_UNORD_Q));
}

PTVI_INLINE PTVI_TARGET_AVX2 struct part part_f64(__m256d a, __m256d b, __m256i lowest) {
    struct part part = {distance_32(distance_f64(a, lowest), distance_f64(b, lowest)),
                        lower(missing_f64(a), missing_f64(b))};
    return part;
}

PTVI_INLINE PTVI_TARGET_AVX2 struct part load_f64(const void *numbers, __m256i lowest) {
    const double *x = (const double *)numbers;
    return part_f64(_mm256_loadu_pd(x), _mm256_loadu_pd(x + 4), lowest);
}

PTVI_INLINE PTVI_TARGET_AVX2 struct part load_f32(const void *numbers, __m256i lowest) {
    const float *x = (const float *)numbers;
    return part_f64(_mm256_cvtps_pd(_mm_loadu_ps(x)), _mm256_cvtps_pd(_mm_loadu_ps(x + 4)), lowest);
}

static PTVI_TARGET_AVX2 size_t f64_avx2(const void *numbers, size_t n, struct ptvi_range range,
                                        uint8_t *levels) {
    __m256i lowest = _mm256_set1_epi64x((int64_t)(carrier_bits + (uint64_t)range.min));
    return rows_avx2(numbers, sizeof(double), n, range, lowest, load_f64, put_64, levels);
}

static PTVI_TARGET_AVX2 size_t f32_avx2(const void *numbers, size_t n, struct ptvi_range range,
                                        uint8_t *levels) {
    __m256i lowest = _mm256_set1_epi64x((int64_t)(carrier_bits + (uint64_t)range.min));
    return rows_avx2(numbers, sizeof(float), n, range, lowest, load_f32, put_64, levels);
}

#endif

/* ---- by type */

void ptvi_levels_i8(unsigned processor, const void *numbers, size_t n, struct ptvi_range range,
                    uint8_t *levels) {
    (void)processor;
    if (ptvi_range_within(range, INT8_MIN, INT8_MAX))
        all_bytes((const uint8_t *)numbers, n, range, levels);
    else
        all_i8((const int8_t *)numbers, n, range, levels);
}

void ptvi_levels_u8(unsigned processor, const void *numbers, size_t n, struct ptvi_range range,
                    uint8_t *levels) {
    (void)processor;
    if (ptvi_range_within(range, 0, UINT8_MAX))
        all_bytes((const uint8_t *)numbers, n, range, levels);
    else
        all_u8((const uint8_t *)numbers, n, range, levels);
}

#define PORTABLE(suffix, type)                                                                     \
    void ptvi_levels_##suffix(unsigned processor, const void *numbers, size_t n,                   \
                              struct ptvi_range range, uint8_t *levels) {                          \
        (void)processor;                                                                           \
        all_##suffix((const type *)numbers, n, range, levels);                                     \
    }

PORTABLE(u16, uint16_t)
PORTABLE(u32, uint32_t)

#ifdef PTVI_X86
#define WITH_AVX2(suffix, type)                                                                    \
    void ptvi_levels_##suffix(unsigned processor, const void *numbers, size_t n,                   \
                              struct ptvi_range range, uint8_t *levels) {                          \
        size_t done = processor & PTVI_AVX2 ? suffix##_avx2(numbers, n, range, levels) : 0;        \
        all_##suffix((const type *)numbers + done, n - done, range, levels + done);                \
    }
#else
#define WITH_AVX2(suffix, type) PORTABLE(suffix, type)
#endif

WITH_AVX2(i16, int16_t)
WITH_AVX2(i32, int32_t)
WITH_AVX2(i64, int64_t)
WITH_AVX2(f32, float)
WITH_AVX2(f64, double)

/* ---- which are missing */

static void mask_bits(const uint8_t *validity, size_t row, size_t n, uint8_t *levels) {
    for (size_t i = 0; i < n; i++)
        if (!ptvi_bit(validity, row + i))
            levels[i] = PTVI_LEVEL_MISSING;
}

/* Eight levels and the bits of a byte. */
static void mask_byte(uint8_t bits, uint8_t *levels) {
    static const uint8_t bit_of_byte[8] = {1, 2, 4, 8, 16, 32, 64, 128};
    const uint64_t ones = UINT64_MAX / 255; /* 0x0101… */
    uint64_t each, eight;
    memcpy(&each, bit_of_byte, sizeof each);
    memcpy(&eight, levels, sizeof eight);
    /* A byte that is not 0, and 0x7F, have the highest bit. */
    uint64_t present = ((bits * ones & each) + 0x7F * ones) >> 7 & ones;
    eight = (eight & present * 0xFF) | (ones - present) * PTVI_LEVEL_MISSING;
    memcpy(levels, &eight, sizeof eight);
}

#ifdef PTVI_X86
/* Whole vectors of 32 levels and the bits of four bytes; returns how many. */
static PTVI_TARGET_AVX2 size_t mask_avx2(const uint8_t *validity, size_t n, uint8_t *levels) {
    const __m256i byte_of_row =
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    const __m256i bit_of_row = _mm256_set1_epi64x((int64_t)UINT64_C(0x8040201008040201));
    size_t i = 0;
    for (; n - i >= ROWS; i += ROWS) {
        int32_t bits;
        memcpy(&bits, validity + i / 8, sizeof bits);
        __m256i each = _mm256_shuffle_epi8(_mm256_set1_epi32(bits), byte_of_row);
        __m256i absent =
            _mm256_cmpeq_epi8(_mm256_and_si256(each, bit_of_row), _mm256_setzero_si256());
        __m256i level =
            _mm256_blendv_epi8(load(levels + i), _mm256_set1_epi8(PTVI_LEVEL_MISSING), absent);
        _mm256_storeu_si256((__m256i *)(levels + i), level);
    }
    return i;
}
#endif

void ptvi_levels_mask(unsigned processor, const uint8_t *validity, size_t row, size_t n,
                      uint8_t *levels) {
    size_t i = (8 - row % 8) % 8;
    i = i < n ? i : n;
    mask_bits(validity, row, i, levels);
#ifdef PTVI_X86
    if (processor & PTVI_AVX2)
        i += mask_avx2(validity + (row + i) / 8, n - i, levels + i);
#else
    (void)processor;
#endif
    for (; n - i >= 8; i += 8)
        mask_byte(validity[(row + i) / 8], levels + i);
    mask_bits(validity, row + i, n - i, levels + i);
}

PTVI_INLINE void mask_bytes_part(const uint8_t *restrict missing, size_t n,
                                 uint8_t *restrict levels) {
    for (size_t i = 0; i < n; i++)
        levels[i] = missing[i] != 0 ? PTVI_LEVEL_MISSING : levels[i];
}

void ptvi_levels_mask_bytes(const uint8_t *missing, size_t n, uint8_t *levels) {
    size_t i = 0;
    for (; n - i >= SOME; i += SOME)
        mask_bytes_part(missing + i, SOME, levels + i);
    mask_bytes_part(missing + i, n - i, levels + i);
}
