/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "postventa/nps.h"
#include "stats/elementary.h"
#include "stats/net.h"
#include "survey/scores.h"

ptv_status ptv_nps_init(ptv_ratings *acc) {
    return ptv_ratings_init(acc, NULL);
}

ptv_status ptv_nps_options_init(ptv_nps_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_nps_result_init(ptv_nps_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Options of a reading, checked, with every default filled in. */
struct reading {
    struct ptvi_sampling sampling;
    int32_t promoter_min, passive_min, method;
};

static ptv_status reading_from(const ptv_nps_options *caller, struct reading *reading) {
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    bool default_cuts = opt.promoter_min == 0 && opt.passive_min == 0;
    reading->promoter_min = default_cuts ? 9 : opt.promoter_min;
    reading->passive_min = default_cuts ? 7 : opt.passive_min;
    reading->method = opt.method;
    bool valid =
        opt.reserved2 == 0 && ptvi_net_method_valid(opt.method) &&
        ptvi_sampling_from(opt.confidence, opt.design_effect, opt.population, &reading->sampling);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* Whether the cut points leave every class a part of the scale (passives may be none). */
static bool partitions(const struct ptvi_scores *scores, const struct reading *reading) {
    return scores->polarity == PTV_POLARITY_HIGH_IS_GOOD && scores->min < reading->passive_min &&
           reading->passive_min <= reading->promoter_min && reading->promoter_min <= scores->max;
}

static ptv_status open_reading(const struct ptvi_scores *scores, const ptv_nps_options *opt,
                               struct reading *reading) {
    ptv_status status = reading_from(opt, reading);
    if (status < 0)
        return status;
    return partitions(scores, reading) ? PTV_OK : PTV_ERR_MISMATCH;
}

static struct ptvi_net classes(const struct ptvi_scores *scores, const struct reading *reading) {
    int passive = reading->passive_min - scores->min;
    int promoter = reading->promoter_min - scores->min;
    struct ptvi_net net = {ptvi_scores_between(scores, promoter, scores->levels),
                           ptvi_scores_between(scores, passive, promoter),
                           ptvi_scores_between(scores, 0, passive)};
    return net;
}

ptv_status ptv_nps_read(const ptv_ratings *acc, const ptv_nps_options *opt, ptv_nps_result *out) {
    struct ptvi_scores scores;
    struct reading reading;
    ptv_status status = ptvi_scores_from(acc, &scores);
    if (status < 0)
        return status;
    status = open_reading(&scores, opt, &reading);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;

    struct ptvi_net net = classes(&scores, &reading);
    double n = scores.n > 0 ? (double)scores.n : NAN;
    ptv_nps_result result = {0};
    result.score = ptvi_net_read(net, &reading.sampling, reading.method);
    result.promoters = net.positive;
    result.passives = net.neutral;
    result.detractors = net.negative;
    result.n = scores.n;
    result.missing = scores.missing;
    result.invalid = scores.invalid;
    result.promoter_ratio = (double)net.positive / n;
    result.passive_ratio = (double)net.neutral / n;
    result.detractor_ratio = (double)net.negative / n;
    result.scale_min = scores.min;
    result.scale_max = scores.max;
    result.promoter_min = reading.promoter_min;
    result.passive_min = reading.passive_min;
    ptvi_sized_out(out, &result, sizeof result);
    return result.score.status;
}

ptv_status ptv_nps_compare(const ptv_ratings *now, const ptv_ratings *before,
                           const ptv_nps_options *opt, ptv_comparison *out) {
    struct ptvi_scores now_scores, before_scores;
    struct reading reading;
    ptv_status status = ptvi_scores_pair(now, before, &now_scores, &before_scores);
    if (status < 0)
        return status;
    status = open_reading(&now_scores, opt, &reading);
    if (status < 0)
        return status;
    if (!out)
        return PTV_ERR_NULL;
    *out = ptvi_net_difference(classes(&now_scores, &reading), classes(&before_scores, &reading),
                               &reading.sampling, reading.method);
    return out->status;
}
