/* SPDX-License-Identifier: MIT */
/* Open time between two columns of instants. */
#include "base/platform.h"

#include "time/calendar_open.h"

/* A row whatever it holds. */
static ptv_status open_row(const ptv_calendar *cal, int64_t from, int64_t to, int64_t *ms) {
    if (from != PTV_TIME_NONE && to != PTV_TIME_NONE)
        return ptv_calendar_open_ms(cal, from, to, ms);
    *ms = PTV_TIME_NONE;
    return PTV_OK;
}

/* ---- Row by row ---- */

PTVI_INLINE ptv_status one_by_one(const ptv_calendar *cal, uint32_t most, const int64_t *from,
                                  const int64_t *to, size_t n, int64_t *ms) {
    ptv_status status = PTV_OK;
    for (size_t i = 0; i < n && status == PTV_OK; i++) {
        uint64_t a = ptvi_calendar_place(cal, from[i]), b = ptvi_calendar_place(cal, to[i]);
        if (ptvi_calendar_has(cal, a) && ptvi_calendar_has(cal, b))
            ms[i] =
                (int64_t)ptvi_open_before(cal, most, b) - (int64_t)ptvi_open_before(cal, most, a);
        else
            status = open_row(cal, from[i], to[i], &ms[i]);
    }
    return status;
}

/* ---- Eight rows at once ---- */

#ifdef PTVI_X86
#include <immintrin.h>

/* A word of 64 bits for each instant that is in range, else 0. */
PTVI_TARGET_AVX512 static inline __m512i gather(const void *words, __m512i index, __mmask8 in) {
    return _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), in, index, words, 8);
}

/* How much of [from, from + length) is before t; both are halves of a word, and t is below 2^31. */
PTVI_TARGET_AVX512 static inline __m512i part(__m512i t, __m512i opening) {
    __m512i past = _mm512_max_epi32(_mm512_sub_epi32(t, opening), _mm512_setzero_si512());
    return _mm512_min_epi32(past, _mm512_srli_epi64(opening, 32));
}

/* B(t) of eight instants, where no day has more than one opening, or two. */
PTVI_TARGET_AVX512 static inline __m512i open_before(const ptv_calendar *cal, uint32_t most,
                                                     __m512i at, __mmask8 in) {
    const struct ptvi_weekday *days = cal->weekdays;
    _Static_assert(sizeof *days == 4 * 8 && offsetof(struct ptvi_weekday, before) == 0,
                   "a day is four words");
    /* The product is off by less than 10^-11 weeks, half a millisecond is more. */
    __m512d middle = _mm512_add_pd(_mm512_cvtepi64_pd(at), _mm512_set1_pd(0.5));
    __m512i week =
        _mm512_cvttpd_epi64(_mm512_mul_pd(middle, _mm512_set1_pd(1.0 / PTVI_CALENDAR_WEEK_MS)));
    __m512i begin = _mm512_mul_epu32(week, _mm512_set1_epi64(PTVI_CALENDAR_WEEK_MS));
    __m512i t = _mm512_sub_epi64(at, begin);
    /* t / day, with 2^35 / (day / 2^10) rounded up: right for each t of a week */
    __m512i parts = _mm512_mul_epu32(_mm512_srli_epi64(t, 10), _mm512_set1_epi64(407227));
    __m512i word = gather(cal->week, week, in);
    __m512i first = _mm512_and_si512(word, _mm512_set1_epi64(PTVI_CALENDAR_PLACES));
    __m512i day = _mm512_slli_epi64(_mm512_add_epi64(first, _mm512_srli_epi64(parts, 35)), 2);
    __m512i before = _mm512_and_si512(gather(days, day, in), _mm512_set1_epi64(UINT32_MAX));
    __m512i open = _mm512_add_epi64(_mm512_srli_epi64(word, PTVI_CALENDAR_PLACE_BITS), before);
    open = _mm512_add_epi64(open, part(t, gather(&days->early[0], day, in)));
    return most < 2 ? open : _mm512_add_epi64(open, part(t, gather(&days->early[1], day, in)));
}

/* The rows of a mask. */
static ptv_status open_some(const ptv_calendar *cal, const int64_t *from, const int64_t *to,
                            unsigned rows, int64_t *ms) {
    ptv_status status = PTV_OK;
    for (size_t i = 0; rows >> i != 0 && status == PTV_OK; i++)
        if (rows >> i & 1)
            status = open_row(cal, from[i], to[i], &ms[i]);
    return status;
}

PTVI_TARGET_AVX512 PTVI_INLINE ptv_status eight_by_eight(const ptv_calendar *cal, uint32_t most,
                                                         const int64_t *from, const int64_t *to,
                                                         size_t n, int64_t *ms) {
    const __m512i origin = _mm512_set1_epi64(cal->origin);
    const __m512i last = _mm512_set1_epi64((int64_t)cal->last);
    ptv_status status = PTV_OK;
    for (size_t i = 0; i < n && status == PTV_OK; i += 8) {
        __mmask8 rows = (__mmask8)(n - i < 8 ? (1 << (n - i)) - 1 : 0xFF);
        __m512i a = _mm512_sub_epi64(_mm512_maskz_loadu_epi64(rows, from + i), origin);
        __m512i b = _mm512_sub_epi64(_mm512_maskz_loadu_epi64(rows, to + i), origin);
        __mmask8 in = _mm512_mask_cmple_epu64_mask(rows, _mm512_max_epu64(a, b), last);
        ptvi_prefetch_stream(from + i);
        ptvi_prefetch_stream(to + i);
        __m512i open =
            _mm512_sub_epi64(open_before(cal, most, b, in), open_before(cal, most, a, in));
        _mm512_mask_storeu_epi64(ms + i, in, open);
        if (in != rows)
            status = open_some(cal, from + i, to + i, rows & ~(unsigned)in, ms + i);
    }
    return status;
}

PTVI_TARGET_AVX512 static ptv_status with_gathers(const ptv_calendar *cal, const int64_t *from,
                                                  const int64_t *to, size_t n, int64_t *ms) {
    return cal->most < 2 ? eight_by_eight(cal, 1, from, to, n, ms)
                         : eight_by_eight(cal, 2, from, to, n, ms);
}
#endif

/* ---- Columns ---- */

ptv_status ptvi_open_rows(unsigned processor, const ptv_calendar *cal, const int64_t *from,
                          const int64_t *to, size_t n, int64_t *ms) {
#ifdef PTVI_X86
    if (processor & PTVI_GATHER && cal->most <= 2)
        return with_gathers(cal, from, to, n, ms);
#endif
    (void)processor;
    return cal->most < 2 ? one_by_one(cal, 1, from, to, n, ms)
                         : one_by_one(cal, cal->most, from, to, n, ms);
}

ptv_status ptv_calendar_open_column(const ptv_calendar *cal, const int64_t *from, const int64_t *to,
                                    size_t offset, size_t n, int64_t *ms) {
    if (!cal || (n > 0 && (!from || !to || !ms)))
        return PTV_ERR_NULL;
    if (n == 0)
        return PTV_OK;
    return ptvi_open_rows(ptvi_processor(), cal, from + offset, to + offset, n, ms);
}
