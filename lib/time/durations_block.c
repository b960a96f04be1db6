/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/processor.h"
#include "time/durations_block.h"

/* Durations in a line of the cache. */
enum { LINE = 8 };

#if defined(PTVI_X86)
#include <immintrin.h>

/* ---- two at a time, which every x86-64 can; then eight, where AVX-512 is */

/* The number of which the bits follow those of 2^52, and its cell. */
#define WORD_2_52 0x4330000000000000
#define LESS      (0x1p52 - 0.5)

static uint64_t cells_two(int bits, const int64_t *ms, size_t n, uint64_t *cells) {
    const __m128i word = _mm_set1_epi64x(WORD_2_52), first = _mm_set1_epi64x(1022LL << bits);
    const __m128i shift = _mm_cvtsi32_si128(52 - bits);
    const __m128d less = _mm_set1_pd(LESS);
    __m128i any = _mm_setzero_si128();
    uint64_t all[2];
    for (size_t i = 0; i < n; i += 2) {
        __m128i value = _mm_loadu_si128((const __m128i *)(ms + i));
        __m128d number = _mm_sub_pd(_mm_castsi128_pd(_mm_or_si128(value, word)), less);
        __m128i cell = _mm_sub_epi64(_mm_srl_epi64(_mm_castpd_si128(number), shift), first);
        _mm_storeu_si128((__m128i *)(cells + i), cell);
        any = _mm_or_si128(any, value);
        if (i % LINE == 0)
            ptvi_prefetch_stream(ms + i);
    }
    _mm_storeu_si128((__m128i *)all, any);
    return all[0] | all[1];
}

PTVI_TARGET_AVX512
static uint64_t cells_eight(int bits, const int64_t *ms, size_t n, uint64_t *cells) {
    const __m512i word = _mm512_set1_epi64(WORD_2_52), first = _mm512_set1_epi64(1022LL << bits);
    const __m128i shift = _mm_cvtsi32_si128(52 - bits);
    const __m512d less = _mm512_set1_pd(LESS);
    __m512i any = _mm512_setzero_si512();
    for (size_t i = 0; i < n; i += 8) {
        __m512i value = _mm512_loadu_si512(ms + i);
        __m512d number = _mm512_sub_pd(_mm512_castsi512_pd(_mm512_or_si512(value, word)), less);
        __m512i cell =
            _mm512_sub_epi64(_mm512_srl_epi64(_mm512_castpd_si512(number), shift), first);
        _mm512_storeu_si512(cells + i, cell);
        any = _mm512_or_si512(any, value);
        ptvi_prefetch_stream(ms + i);
    }
    return (uint64_t)_mm512_reduce_or_epi64(any);
}

/* Of a mask's lanes those of a, of the others those of b. */
static inline __m128i choose(__m128i mask, __m128i a, __m128i b) {
    return _mm_or_si128(_mm_and_si128(mask, a), _mm_andnot_si128(mask, b));
}

static inline uint64_t sum_two(__m128i lanes) {
    uint64_t lane[2];
    _mm_storeu_si128((__m128i *)lane, lanes);
    return lane[0] + lane[1];
}

/* Smallest and largest are sought in the lower halves of four, less 2^31, for only signed numbers
 * of 32 bits can be compared. */
static void sum_four(const int64_t *ms, size_t n, struct ptvi_block_sums *sums) {
    const __m128i lower = _mm_set1_epi64x(UINT32_MAX), half = _mm_set1_epi32(INT32_MIN);
    __m128i sum = _mm_setzero_si128(), low = sum, high = sum;
    __m128i min = _mm_set1_epi32(INT32_MAX), max = half;
    for (size_t i = 0; i < n; i += 4) {
        __m128i a = _mm_loadu_si128((const __m128i *)(ms + i));
        __m128i b = _mm_loadu_si128((const __m128i *)(ms + i + 2));
        __m128i aa = _mm_mul_epu32(a, a), bb = _mm_mul_epu32(b, b);
        sum = _mm_add_epi64(sum, _mm_add_epi64(a, b));
        low = _mm_add_epi64(low, _mm_add_epi64(_mm_and_si128(aa, lower), _mm_and_si128(bb, lower)));
        high = _mm_add_epi64(high, _mm_add_epi64(_mm_srli_epi64(aa, 32), _mm_srli_epi64(bb, 32)));
        __m128i four = _mm_castps_si128(
            _mm_shuffle_ps(_mm_castsi128_ps(a), _mm_castsi128_ps(b), _MM_SHUFFLE(2, 0, 2, 0)));
        four = _mm_xor_si128(four, half);
        min = choose(_mm_cmpgt_epi32(min, four), four, min);
        max = choose(_mm_cmpgt_epi32(four, max), four, max);
    }
    uint32_t least[4], most[4];
    _mm_storeu_si128((__m128i *)least, _mm_xor_si128(min, half));
    _mm_storeu_si128((__m128i *)most, _mm_xor_si128(max, half));
    for (int i = 0; i < 4; i++) {
        sums->min = least[i] < sums->min ? least[i] : sums->min;
        sums->max = most[i] > sums->max ? most[i] : sums->max;
    }
    sums->sum += sum_two(sum);
    sums->low += sum_two(low);
    sums->high += sum_two(high);
}

PTVI_TARGET_AVX512
static void sum_eight(const int64_t *ms, size_t n, struct ptvi_block_sums *sums) {
    const __m512i lower = _mm512_set1_epi64(UINT32_MAX);
    __m512i sum = _mm512_setzero_si512(), low = sum, high = sum;
    __m512i min = _mm512_set1_epi64((int64_t)sums->min),
            max = _mm512_set1_epi64((int64_t)sums->max);
    for (size_t i = 0; i < n; i += 8) {
        __m512i value = _mm512_loadu_si512(ms + i), square = _mm512_mul_epu32(value, value);
        sum = _mm512_add_epi64(sum, value);
        low = _mm512_add_epi64(low, _mm512_and_si512(square, lower));
        high = _mm512_add_epi64(high, _mm512_srli_epi64(square, 32));
        min = _mm512_min_epu64(min, value);
        max = _mm512_max_epu64(max, value);
    }
    sums->sum += (uint64_t)_mm512_reduce_add_epi64(sum);
    sums->low += (uint64_t)_mm512_reduce_add_epi64(low);
    sums->high += (uint64_t)_mm512_reduce_add_epi64(high);
    sums->min = _mm512_reduce_min_epu64(min);
    sums->max = _mm512_reduce_max_epu64(max);
}
#endif

/* ---- one at a time: everywhere, and what is left over */

static uint64_t cells_one(int bits, const int64_t *ms, size_t n, uint64_t *cells) {
    uint64_t any = 0;
    for (size_t i = 0; i < n; i++) {
        cells[i] = ptvi_cell_of(bits, (uint64_t)ms[i]);
        any |= (uint64_t)ms[i];
        if (i % LINE == 0)
            ptvi_prefetch_stream(ms + i);
    }
    return any;
}

static void sum_one(const int64_t *ms, size_t n, struct ptvi_block_sums *sums) {
    struct ptvi_block_sums own = *sums;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)ms[i], square = value * value;
        own.sum += value;
        own.low += square & UINT32_MAX;
        own.high += square >> 32;
        own.min = value < own.min ? value : own.min;
        own.max = value > own.max ? value : own.max;
    }
    *sums = own;
}

ptv_status ptvi_block_of(const struct ptvi_rows *rows, size_t from, size_t n, int64_t *room,
                         const int64_t **ms) {
    const struct ptvi_array *array = (const struct ptvi_array *)rows->source;
    if (rows->read == ptvi_read_i64 && !array->validity) {
        *ms = (const int64_t *)array->values + array->offset + from;
        return PTV_OK;
    }
    *ms = room;
    return rows->read(rows->source, from, n, room);
}

size_t ptvi_block_part(const int64_t *ms, size_t n, int64_t *narrow, uint64_t *cells,
                       int64_t *others) {
    size_t n_narrow = 0, n_others = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_narrow = ptvi_narrow((uint64_t)ms[i]);
        narrow[n_narrow] = others[n_others] = ms[i];
        cells[n_narrow] = cells[i];
        n_narrow += is_narrow;
        n_others += !is_narrow;
    }
    return n_narrow;
}

uint64_t ptvi_block_cells(unsigned processor, int bits, const int64_t *ms, size_t n,
                          uint64_t *cells) {
    size_t done = 0;
    uint64_t any = 0;
#ifdef PTVI_X86
    done = n & ~(size_t)7;
    any = processor & PTVI_AVX512 ? cells_eight(bits, ms, done, cells)
                                  : cells_two(bits, ms, done, cells);
#endif
    (void)processor;
    return any | cells_one(bits, ms + done, n - done, cells + done);
}

void ptvi_block_sum(unsigned processor, const int64_t *ms, size_t n, struct ptvi_block_sums *sums) {
    size_t done = 0;
#ifdef PTVI_X86
    done = n & ~(size_t)7;
    if (processor & PTVI_AVX512)
        sum_eight(ms, done, sums);
    else if (done > 0)
        sum_four(ms, done, sums);
#endif
    (void)processor;
    sum_one(ms + done, n - done, sums);
}

size_t ptvi_block_within(const int64_t *ms, size_t n, uint64_t limit) {
    size_t within = 0;
    for (size_t i = 0; i < n; i++)
        within += (uint64_t)ms[i] <= limit;
    return within;
}
