/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "survey/ratings.h"

static const struct ptvi_field fields[] = {
    {"scale", PTVI_KEPT, PTVI_RATINGS_SCALE, 1, 1},
    {"count", PTVI_COUNT, PTVI_RATINGS_COUNT, 1, PTV_SCALE_LEVELS},
    {"invalid", PTVI_COUNT, PTVI_RATINGS_INVALID, 1, 1},
    {"missing", PTVI_COUNT, PTVI_RATINGS_MISSING, 1, 1},
};

/* A scale of 2 to 11 levels in int32_t, a known polarity, and no answers beyond the scale. */
static bool possible(const uint64_t *w) {
    ptv_ratings acc = {{0}};
    acc.w[PTVI_RATINGS_SCALE] = w[PTVI_RATINGS_SCALE];
    struct ptvi_range range = ptvi_ratings_range(&acc);
    int32_t polarity = ptvi_ratings_polarity(&acc);
    if (range.levels < 2 || range.levels > PTV_SCALE_LEVELS || range.min == PTV_SCORE_MISSING ||
        range.min + range.levels - 1 > INT32_MAX ||
        (polarity != PTV_POLARITY_HIGH_IS_GOOD && polarity != PTV_POLARITY_LOW_IS_GOOD))
        return false;
    for (size_t i = range.levels; i < PTV_SCALE_LEVELS; i++)
        if (w[PTVI_RATINGS_COUNT + i] != 0)
            return false;
    return true;
}

const struct ptvi_layout ptvi_ratings_layout = {
    PTV_TYPE_RATINGS,
    PTVI_RATINGS_VERSION,
    sizeof(ptv_ratings) / sizeof(uint64_t),
    sizeof fields / sizeof fields[0],
    fields,
    possible,
};

ptv_status ptv_scale_init(ptv_scale *scale) {
    return ptvi_sized_init(scale, sizeof *scale);
}

ptv_status ptvi_scale_from(const ptv_scale *caller, ptv_scale *scale) {
    ptv_scale defaults = PTV_SCALE_INIT;
    *scale = defaults;
    return caller ? ptvi_sized_in(scale, sizeof *scale, caller) : PTV_OK;
}

ptv_status ptvi_ratings_init_from(ptv_ratings *acc, const ptv_scale *scale, int32_t min,
                                  int32_t max) {
    if (!acc)
        return PTV_ERR_NULL;
    int64_t low = scale->min, high = scale->max;
    if (low == 0 && high == 0) {
        low = min;
        high = max;
    }
    if (high <= low || high - low >= PTV_SCALE_LEVELS || low == PTV_SCORE_MISSING ||
        scale->reserved2 != 0 ||
        (scale->polarity != PTV_POLARITY_HIGH_IS_GOOD &&
         scale->polarity != PTV_POLARITY_LOW_IS_GOOD))
        return PTV_ERR_ARGUMENT;
    ptvi_state_init(&ptvi_ratings_layout, acc->w);
    acc->w[PTVI_RATINGS_SCALE] =
        (uint32_t)(int32_t)low | (uint64_t)(high - low + 1) << 32 | (uint64_t)scale->polarity << 40;
    return PTV_OK;
}

ptv_status ptv_ratings_init(ptv_ratings *acc, const ptv_scale *scale) {
    ptv_scale own;
    ptv_status status = ptvi_scale_from(scale, &own);
    return status < 0 ? status : ptvi_ratings_init_from(acc, &own, 0, 10);
}

static const uint64_t *words(const ptv_ratings *acc) {
    return acc ? acc->w : NULL;
}

ptv_status ptv_scale_read(const ptv_ratings *acc, ptv_scale *scale) {
    ptv_status status = ptvi_ratings_check(acc);
    if (status == PTV_OK)
        status = ptvi_sized_out_check(scale, sizeof *scale);
    if (status < 0)
        return status;
    struct ptvi_range range = ptvi_ratings_range(acc);
    ptv_scale own = PTV_SCALE_INIT;
    own.min = (int32_t)range.min;
    own.max = (int32_t)(range.min + range.levels - 1);
    own.polarity = ptvi_ratings_polarity(acc);
    ptvi_sized_out(scale, &own, sizeof own);
    return PTV_OK;
}

ptv_status ptv_ratings_reset(ptv_ratings *acc) {
    return acc ? ptvi_state_reset(&ptvi_ratings_layout, acc->w) : PTV_ERR_NULL;
}

/* Applies `change` to the counter of a score. */
static ptv_status change_by(ptv_ratings *acc, int32_t score, uint64_t n,
                            ptv_status (*change)(uint64_t *, uint64_t)) {
    ptv_status status = ptvi_ratings_check(acc);
    if (status < 0)
        return status;
    int slot = ptvi_ratings_slot(ptvi_ratings_range(acc), score);
    status = change(&acc->w[slot], n);
    return status == PTV_OK && slot == PTVI_RATINGS_INVALID ? PTV_OUT_OF_SCALE : status;
}

/* The usual answer, in as few steps as can be; anything else is for the general function. */
ptv_status ptv_ratings_add(ptv_ratings *acc, int32_t score) {
    if (ptvi_ratings_check(acc) == PTV_OK) {
        struct ptvi_range range = ptvi_ratings_range(acc);
        size_t level = (uint32_t)score - (uint32_t)range.min;
        if (level < range.levels && acc->w[PTVI_RATINGS_COUNT + level] < PTV_COUNT_MAX) {
            acc->w[PTVI_RATINGS_COUNT + level]++;
            return PTV_OK;
        }
    }
    return ptv_ratings_add_n(acc, score, 1);
}

ptv_status ptv_ratings_add_n(ptv_ratings *acc, int32_t score, uint64_t n) {
    return change_by(acc, score, n, ptvi_count_add);
}

ptv_status ptv_ratings_remove(ptv_ratings *acc, int32_t score, uint64_t n) {
    return change_by(acc, score, n, ptvi_count_remove);
}

ptv_status ptv_ratings_merge(ptv_ratings *dst, const ptv_ratings *src) {
    if (!dst || !src)
        return PTV_ERR_NULL;
    return ptvi_state_merge(&ptvi_ratings_layout, dst->w, src->w);
}

ptv_status ptv_ratings_serialize(const ptv_ratings *acc, void *buf, size_t cap, size_t *len) {
    return ptvi_state_serialize(&ptvi_ratings_layout, words(acc), buf, cap, len);
}

ptv_status ptv_ratings_deserialize(ptv_ratings *acc, const void *buf, size_t len) {
    return acc ? ptvi_state_deserialize(&ptvi_ratings_layout, acc->w, buf, len) : PTV_ERR_NULL;
}
