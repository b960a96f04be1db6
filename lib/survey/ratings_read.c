/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "postventa/ratings.h"
#include "survey/scores.h"

ptv_status ptv_ratings_options_init(ptv_ratings_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_ratings_result_init(ptv_ratings_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* The figures that ratings of no particular metric have. */
static const struct ptvi_figures figures = {
    1u << PTV_KIND_MEAN | 1u << PTV_KIND_TOP_BOX | 1u << PTV_KIND_NET,
    PTV_KIND_MEAN,
    ptvi_usual_top_k,
    NULL,
};

ptv_status ptv_ratings_read(const ptv_ratings *acc, const ptv_ratings_options *opt,
                            ptv_ratings_result *out) {
    struct ptvi_scores scores;
    struct ptvi_reading reading;
    ptv_status status = ptvi_scores_open(acc, opt, &figures, out, sizeof *out, &scores, &reading);
    if (status < 0)
        return status;

    ptv_ratings_result result = {0};
    result.n = scores.n;
    result.missing = scores.missing;
    result.invalid = scores.invalid;
    for (int i = 0; i < scores.levels; i++)
        result.count[i] = scores.count[i];
    result.score = ptvi_score(&scores, &reading, reading.kind);
    result.mean = ptvi_score(&scores, &reading, PTV_KIND_MEAN);
    result.top_box = ptvi_score(&scores, &reading, PTV_KIND_TOP_BOX);
    result.bottom_box = ptvi_bottom_box(&scores, &reading);
    result.net = ptvi_score(&scores, &reading, PTV_KIND_NET);
    result.std_dev = ptvi_scores_std_dev(&scores);
    result.median = ptvi_scores_median(&scores);
    result.scale_min = scores.min;
    result.scale_max = scores.max;
    result.polarity = scores.polarity;
    result.kind = reading.kind;
    result.top_k = reading.top_k;
    result.bottom_k = reading.bottom_k;
    ptvi_sized_out(out, &result, sizeof result);
    return result.score.status;
}

ptv_status ptv_ratings_compare(const ptv_ratings *now, const ptv_ratings *before,
                               const ptv_ratings_options *opt, ptv_comparison *out) {
    return ptvi_scores_compare(now, before, opt, &figures, out);
}
