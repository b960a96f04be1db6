/* SPDX-License-Identifier: MIT */
/* What the readings of ratings have in common: the counters unpacked, the options resolved, and
 * each figure as an estimate and as a difference. nps.c, csat.c and ces.c say which figures a
 * metric has; scores.c says how a figure is had. */
#ifndef PTVI_SCORES_H
#define PTVI_SCORES_H

#include <stdbool.h>

#include "postventa/ratings.h"
#include "stats/interval.h"

/* A state of ratings, checked and unpacked. */
struct ptvi_scores {
    int32_t min, max, polarity;
    int levels;
    uint64_t count[PTV_SCALE_LEVELS];
    uint64_t n, missing, invalid;
};

/* Options of a reading, checked, with every default filled in. */
struct ptvi_reading {
    struct ptvi_sampling sampling;
    int32_t kind;
    int32_t top_k, bottom_k; /* 0: none is usual for this number of levels */
    int32_t share_method, net_method;
};

/* What a metric has to say of itself. */
struct ptvi_figures {
    unsigned kinds;                                 /* its figures: a set of 1 << PTV_KIND_… */
    int32_t kind;                                   /* the default one */
    int32_t (*usual_top_k)(int levels);             /* size of its top box; 0: none is usual */
    bool (*fits)(const struct ptvi_scores *scores); /* scales that it can be read on; NULL: all */
};

/* 2, 3: 1; 4, 5, 7, 10: 2; other numbers of levels have no usual top box. */
int32_t ptvi_usual_top_k(int levels);

ptv_status ptvi_scores_from(const ptv_ratings *acc, struct ptvi_scores *scores);

/* Both sides of a comparison; PTV_ERR_MISMATCH where the scales differ. */
ptv_status ptvi_scores_pair(const ptv_ratings *now, const ptv_ratings *before,
                            struct ptvi_scores *now_scores, struct ptvi_scores *before_scores);

/* How every reading of a metric begins: the ratings, the options they are read with, and the check
 * of the caller's result of `out_size` bytes. */
ptv_status ptvi_scores_open(const ptv_ratings *acc, const ptv_ratings_options *opt,
                            const struct ptvi_figures *figures, const void *out, uint32_t out_size,
                            struct ptvi_scores *scores, struct ptvi_reading *reading);

/* The whole of a comparison. */
ptv_status ptvi_scores_compare(const ptv_ratings *now, const ptv_ratings *before,
                               const ptv_ratings_options *opt, const struct ptvi_figures *figures,
                               ptv_comparison *out);

/* Answers in levels first..last-1, counted from 0. */
uint64_t ptvi_scores_between(const struct ptvi_scores *scores, int first, int last);

/* A figure of a kind, in its unit. */
ptv_estimate ptvi_score(const struct ptvi_scores *scores, const struct ptvi_reading *reading,
                        int32_t kind);

/* Share of the worst bottom_k levels. */
ptv_estimate ptvi_bottom_box(const struct ptvi_scores *scores, const struct ptvi_reading *reading);

double ptvi_scores_std_dev(const struct ptvi_scores *scores);
double ptvi_scores_median(const struct ptvi_scores *scores);

#endif
