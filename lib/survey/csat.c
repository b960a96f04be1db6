/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "postventa/csat.h"
#include "survey/ratings.h"
#include "survey/scores.h"

/* Percent of maximum needs a scale of numbers from 0 on. */
static bool fits(const struct ptvi_scores *scores) {
    return scores->polarity == PTV_POLARITY_HIGH_IS_GOOD && scores->min >= 0;
}

static const struct ptvi_figures figures = {
    1u << PTV_KIND_TOP_BOX | 1u << PTV_KIND_MEAN | 1u << PTV_KIND_NET |
        1u << PTV_KIND_PERCENT_OF_MAX,
    PTV_KIND_TOP_BOX,
    ptvi_usual_top_k,
    fits,
};

ptv_status ptv_csat_init(ptv_ratings *acc, const ptv_scale *scale) {
    ptv_scale own;
    ptv_status status = ptvi_scale_from(scale, &own);
    if (status < 0)
        return status;
    if (own.min < 0 || own.polarity != PTV_POLARITY_HIGH_IS_GOOD)
        return PTV_ERR_ARGUMENT;
    return ptvi_ratings_init_from(acc, &own, 1, 5);
}

ptv_status ptv_csat_result_init(ptv_csat_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

ptv_status ptv_csat_read(const ptv_ratings *acc, const ptv_ratings_options *opt,
                         ptv_csat_result *out) {
    struct ptvi_scores scores;
    struct ptvi_reading reading;
    ptv_status status = ptvi_scores_open(acc, opt, &figures, out, sizeof *out, &scores, &reading);
    if (status < 0)
        return status;

    ptv_csat_result result = {0};
    result.score = ptvi_score(&scores, &reading, reading.kind);
    result.top_box = ptvi_score(&scores, &reading, PTV_KIND_TOP_BOX);
    result.mean = ptvi_score(&scores, &reading, PTV_KIND_MEAN);
    result.net = ptvi_score(&scores, &reading, PTV_KIND_NET);
    result.percent_of_max = ptvi_score(&scores, &reading, PTV_KIND_PERCENT_OF_MAX);
    result.n = scores.n;
    result.missing = scores.missing;
    result.invalid = scores.invalid;
    result.scale_min = scores.min;
    result.scale_max = scores.max;
    result.kind = reading.kind;
    result.top_k = reading.top_k;
    result.bottom_k = reading.bottom_k;
    ptvi_sized_out(out, &result, sizeof result);
    return result.score.status;
}

ptv_status ptv_csat_compare(const ptv_ratings *now, const ptv_ratings *before,
                            const ptv_ratings_options *opt, ptv_comparison *out) {
    return ptvi_scores_compare(now, before, opt, &figures, out);
}
