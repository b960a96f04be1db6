/* SPDX-License-Identifier: MIT */
/* The words of ratings. */
#ifndef PTVI_RATINGS_H
#define PTVI_RATINGS_H

#include <stdbool.h>

#include "base/state.h"
#include "postventa/ratings.h"
#include "postventa/wire.h"

enum {
    PTVI_RATINGS_SCALE = 1, /* lowest level, number of levels, polarity */
    PTVI_RATINGS_COUNT = 2, /* one word a level */
    PTVI_RATINGS_INVALID = PTVI_RATINGS_COUNT + PTV_SCALE_LEVELS,
    PTVI_RATINGS_MISSING,
    PTVI_RATINGS_WORDS,
};

enum { PTVI_RATINGS_VERSION = 1 }; /* of the layout */

extern const struct ptvi_layout ptvi_ratings_layout;

/* As ptvi_state_check, which does not know the tag beforehand. */
static inline ptv_status ptvi_ratings_check(const ptv_ratings *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    return acc->w[0] == ptvi_tag(PTV_TYPE_RATINGS, PTVI_RATINGS_VERSION) ? PTV_OK : PTV_ERR_STATE;
}

/* What a score is measured against. */
struct ptvi_range {
    int64_t min;
    uint32_t levels;
};

static inline struct ptvi_range ptvi_ratings_range(const ptv_ratings *acc) {
    uint64_t scale = acc->w[PTVI_RATINGS_SCALE];
    struct ptvi_range range = {(int32_t)(uint32_t)scale, (uint32_t)(scale >> 32 & 0xFF)};
    return range;
}

static inline int32_t ptvi_ratings_polarity(const ptv_ratings *acc) {
    return (int32_t)(acc->w[PTVI_RATINGS_SCALE] >> 40);
}

/* The word that counts a score. */
static inline int ptvi_ratings_slot(struct ptvi_range range, int32_t score) {
    uint32_t level = (uint32_t)score - (uint32_t)range.min;
    if (level < range.levels)
        return PTVI_RATINGS_COUNT + (int)level;
    return score == PTV_SCORE_MISSING ? PTVI_RATINGS_MISSING : PTVI_RATINGS_INVALID;
}

/* Copies a caller's scale; NULL gives one with every member its default. */
ptv_status ptvi_scale_from(const ptv_scale *caller, ptv_scale *scale);

/* Prepares ratings for a scale; min and max stand in where it names no range. */
ptv_status ptvi_ratings_init_from(ptv_ratings *acc, const ptv_scale *scale, int32_t min,
                                  int32_t max);

#endif
