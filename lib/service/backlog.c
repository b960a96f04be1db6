/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "service/backlog.h"

bool ptvi_backlog_ages_valid(const int64_t *age_ms, int32_t n) {
    if (n < 0 || n > PTV_BACKLOG_AGES)
        return false;
    for (int32_t i = 0; i < n; i++)
        if (age_ms[i] <= (i > 0 ? age_ms[i - 1] : 0))
            return false;
    return true;
}

bool ptvi_backlog_period_valid(const struct ptvi_backlog_period *period) {
    return period->from != PTV_TIME_NONE && period->from < period->until &&
           ptvi_backlog_ages_valid(period->age_ms, period->n_ages);
}

/* The band of what came before the end of a period and is open then. */
static int band_of(const struct ptvi_backlog_period *period, int64_t came) {
    /* Unsigned: the distance of two instants may pass 63 bits. */
    uint64_t age = (uint64_t)period->until - (uint64_t)came;
    int band = 0;
    while (band < period->n_ages && age >= (uint64_t)period->age_ms[band])
        band++;
    return band;
}

void ptvi_backlog_change(const struct ptvi_backlog_period *period, int64_t came, int64_t went,
                         int first_word, struct ptvi_change *change) {
    bool gone = went != PTV_TIME_NONE;
    if (came >= period->until || (gone && went < period->from)) {
        ptvi_change_count(change, first_word + PTVI_BACKLOG_OUTSIDE, 1);
        return;
    }
    bool before = came < period->from;
    ptvi_change_count(change,
                      first_word + (before ? PTVI_BACKLOG_OPEN_START : PTVI_BACKLOG_RECEIVED), 1);
    if (gone && went < period->until) {
        ptvi_change_count(change, first_word + PTVI_BACKLOG_CLOSED, 1);
    } else {
        ptvi_change_count(change, first_word + PTVI_BACKLOG_OPEN_END, 1);
        ptvi_change_count(change, first_word + PTVI_BACKLOG_BANDS + band_of(period, came), 1);
    }
}

ptv_backlog ptvi_backlog_of(const uint64_t *words, int32_t n_bands) {
    ptv_backlog backlog = {
        words[PTVI_BACKLOG_OPEN_START],
        words[PTVI_BACKLOG_RECEIVED],
        words[PTVI_BACKLOG_CLOSED],
        words[PTVI_BACKLOG_OPEN_END],
        words[PTVI_BACKLOG_OUTSIDE],
        {0},
        n_bands,
        0,
    };
    memcpy(backlog.band, words + PTVI_BACKLOG_BANDS, sizeof backlog.band);
    return backlog;
}

/* Whether a + b = c + d, in whatever they are: four numbers of a caller may pass 64 bits. */
static bool sums_equal(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    uint64_t left = a + b, right = c + d;
    return left == right && (left < a) == (right < c);
}

/* The sum of the bands; false where it passes 64 bits. */
static bool band_sum(const ptv_backlog *backlog, uint64_t *sum) {
    *sum = 0;
    for (int i = 0; i <= PTV_BACKLOG_AGES; i++) {
        if (backlog->band[i] > UINT64_MAX - *sum)
            return false;
        *sum += backlog->band[i];
    }
    return true;
}

ptv_status ptv_backlog_check(const ptv_backlog *backlog) {
    uint64_t in_bands;
    if (!backlog)
        return PTV_ERR_NULL;
    bool bands = band_sum(backlog, &in_bands) && (in_bands == 0 || in_bands == backlog->open_end);
    bool movement =
        sums_equal(backlog->open_start, backlog->received, backlog->closed, backlog->open_end);
    return bands && movement ? PTV_OK : PTV_INCONSISTENT;
}

bool ptvi_backlog_possible(const uint64_t *words, int32_t n_ages) {
    ptv_backlog backlog = ptvi_backlog_of(words, n_ages + 1);
    uint64_t in_bands;
    if (!band_sum(&backlog, &in_bands) || in_bands != backlog.open_end)
        return false;
    for (int i = backlog.n_bands; i <= PTV_BACKLOG_AGES; i++)
        if (backlog.band[i] != 0)
            return false;
    return ptv_backlog_check(&backlog) == PTV_OK;
}
