/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "postventa/ces.h"
#include "survey/ratings.h"
#include "survey/scores.h"

/* Of the seven levels of ease, 5 to 7 agree that it was easy. */
static int32_t usual_top_k(int levels) {
    return levels == 7 ? 3 : ptvi_usual_top_k(levels);
}

static const struct ptvi_figures figures = {
    1u << PTV_KIND_MEAN | 1u << PTV_KIND_EASE_0_100 | 1u << PTV_KIND_TOP_BOX | 1u << PTV_KIND_NET,
    PTV_KIND_MEAN,
    usual_top_k,
    NULL,
};

ptv_status ptv_ces_init(ptv_ratings *acc, const ptv_scale *scale) {
    ptv_scale own;
    ptv_status status = ptvi_scale_from(scale, &own);
    if (status < 0)
        return status;
    return ptvi_ratings_init_from(acc, &own, 1, own.polarity == PTV_POLARITY_LOW_IS_GOOD ? 5 : 7);
}

ptv_status ptv_ces_result_init(ptv_ces_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

ptv_status ptv_ces_read(const ptv_ratings *acc, const ptv_ratings_options *opt,
                        ptv_ces_result *out) {
    struct ptvi_scores scores;
    struct ptvi_reading reading;
    ptv_status status = ptvi_scores_open(acc, opt, &figures, out, sizeof *out, &scores, &reading);
    if (status < 0)
        return status;

    ptv_ces_result result = {0};
    result.score = ptvi_score(&scores, &reading, reading.kind);
    result.mean = ptvi_score(&scores, &reading, PTV_KIND_MEAN);
    result.ease_0_100 = ptvi_score(&scores, &reading, PTV_KIND_EASE_0_100);
    result.top_box = ptvi_score(&scores, &reading, PTV_KIND_TOP_BOX);
    result.net = ptvi_score(&scores, &reading, PTV_KIND_NET);
    result.n = scores.n;
    result.missing = scores.missing;
    result.invalid = scores.invalid;
    result.scale_min = scores.min;
    result.scale_max = scores.max;
    result.polarity = scores.polarity;
    result.kind = reading.kind;
    result.top_k = reading.top_k;
    result.bottom_k = reading.bottom_k;
    ptvi_sized_out(out, &result, sizeof result);
    return result.score.status;
}

ptv_status ptv_ces_compare(const ptv_ratings *now, const ptv_ratings *before,
                           const ptv_ratings_options *opt, ptv_comparison *out) {
    return ptvi_scores_compare(now, before, opt, &figures, out);
}
