/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "base/wide.h"
#include "stats/elementary.h"
#include "stats/mean.h"
#include "stats/net.h"
#include "stats/share.h"
#include "survey/ratings.h"
#include "survey/scores.h"

int32_t ptvi_usual_top_k(int levels) {
    switch (levels) {
    case 2:
    case 3:
        return 1;
    case 4:
    case 5:
    case 7:
    case 10:
        return 2;
    default:
        return 0;
    }
}

ptv_status ptvi_scores_from(const ptv_ratings *acc, struct ptvi_scores *scores) {
    ptv_status status = ptvi_ratings_check(acc);
    if (status < 0)
        return status;
    struct ptvi_range range = ptvi_ratings_range(acc);
    scores->min = (int32_t)range.min;
    scores->levels = (int)range.levels;
    scores->max = (int32_t)(range.min + range.levels - 1);
    scores->polarity = ptvi_ratings_polarity(acc);
    memcpy(scores->count, &acc->w[PTVI_RATINGS_COUNT], sizeof scores->count);
    scores->n = ptvi_scores_between(scores, 0, scores->levels);
    scores->missing = acc->w[PTVI_RATINGS_MISSING];
    scores->invalid = acc->w[PTVI_RATINGS_INVALID];
    return PTV_OK;
}

ptv_status ptvi_scores_pair(const ptv_ratings *now, const ptv_ratings *before,
                            struct ptvi_scores *now_scores, struct ptvi_scores *before_scores) {
    ptv_status status = ptvi_scores_from(now, now_scores);
    if (status < 0)
        return status;
    status = ptvi_scores_from(before, before_scores);
    if (status < 0)
        return status;
    return ptvi_state_same(&ptvi_ratings_layout, now->w, before->w) ? PTV_OK : PTV_ERR_MISMATCH;
}

/* Fills in the sizes of the boxes; whether they are possible on so many levels. */
static bool resolve_boxes(struct ptvi_reading *reading, int levels, int32_t usual_top_k) {
    if (reading->top_k < 0 || reading->top_k >= levels || reading->bottom_k < 0 ||
        reading->bottom_k >= levels)
        return false;
    if (reading->top_k == 0)
        reading->top_k = usual_top_k;
    if (reading->bottom_k == 0 && reading->top_k > 0) {
        int32_t rest = levels - reading->top_k;
        reading->bottom_k = reading->top_k < rest ? reading->top_k : rest;
    }
    return reading->top_k + reading->bottom_k <= levels;
}

static ptv_status reading_from(const ptv_ratings_options *caller, int levels,
                               const struct ptvi_figures *figures, struct ptvi_reading *reading) {
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    reading->kind = opt.kind == PTV_KIND_DEFAULT ? figures->kind : opt.kind;
    reading->top_k = opt.top_k;
    reading->bottom_k = opt.bottom_k;
    reading->share_method = opt.share_method;
    reading->net_method = opt.net_method;
    bool kind_valid = reading->kind >= PTV_KIND_MEAN && reading->kind <= PTV_KIND_EASE_0_100 &&
                      (figures->kinds >> reading->kind & 1);
    bool valid =
        kind_valid && opt.reserved2 == 0 &&
        ptvi_sampling_from(opt.confidence, opt.design_effect, opt.population, &reading->sampling) &&
        resolve_boxes(reading, levels, figures->usual_top_k(levels)) &&
        ptvi_share_method_valid(opt.share_method) && ptvi_net_method_valid(opt.net_method);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* The options for scores that are already there, and whether the metric can be read on them. */
static ptv_status open_reading(const struct ptvi_scores *scores, const ptv_ratings_options *opt,
                               const struct ptvi_figures *figures, struct ptvi_reading *reading) {
    ptv_status status = reading_from(opt, scores->levels, figures, reading);
    if (status < 0)
        return status;
    return figures->fits && !figures->fits(scores) ? PTV_ERR_MISMATCH : PTV_OK;
}

ptv_status ptvi_scores_open(const ptv_ratings *acc, const ptv_ratings_options *opt,
                            const struct ptvi_figures *figures, const void *out, uint32_t out_size,
                            struct ptvi_scores *scores, struct ptvi_reading *reading) {
    ptv_status status = ptvi_scores_from(acc, scores);
    if (status == PTV_OK)
        status = open_reading(scores, opt, figures, reading);
    return status == PTV_OK ? ptvi_sized_out_check(out, out_size) : status;
}

uint64_t ptvi_scores_between(const struct ptvi_scores *scores, int first, int last) {
    uint64_t sum = 0;
    for (int i = first; i < last; i++)
        sum += scores->count[i];
    return sum;
}

/* Answers in the best k levels, or in the worst. */
static uint64_t best(const struct ptvi_scores *scores, int k) {
    return scores->polarity == PTV_POLARITY_HIGH_IS_GOOD
               ? ptvi_scores_between(scores, scores->levels - k, scores->levels)
               : ptvi_scores_between(scores, 0, k);
}

static uint64_t worst(const struct ptvi_scores *scores, int k) {
    return scores->n - best(scores, scores->levels - k);
}

static struct ptvi_share top_box(const struct ptvi_scores *scores,
                                 const struct ptvi_reading *reading) {
    struct ptvi_share share = {best(scores, reading->top_k), scores->n};
    return share;
}

static struct ptvi_net net(const struct ptvi_scores *scores, const struct ptvi_reading *reading) {
    uint64_t positive = best(scores, reading->top_k);
    uint64_t negative = worst(scores, reading->bottom_k);
    struct ptvi_net parts = {positive, scores->n - positive - negative, negative};
    return parts;
}

/* Sum of level^power * count, levels counted from 0, power 1 or 2: exact, in two limbs. */
static void power_sum(const struct ptvi_scores *scores, int power, uint64_t sum[2]) {
    sum[0] = sum[1] = 0;
    for (int i = 0; i < scores->levels; i++) {
        uint64_t weight = power == 1 ? (uint64_t)i : (uint64_t)i * (uint64_t)i;
        uint64_t term[2];
        term[0] = ptvi_wide_product(weight, scores->count[i], &term[1]);
        ptvi_wide_add(sum, term, 2);
    }
}

/* Keeps a mean within the answers, which it may leave by a rounding when n has more digits than a
 * double. */
static double within_answers(const struct ptvi_scores *scores, double mean) {
    int lowest = 0, highest = scores->levels - 1;
    while (lowest < highest && scores->count[lowest] == 0)
        lowest++;
    while (highest > lowest && scores->count[highest] == 0)
        highest--;
    return ptvi_max((double)scores->min + lowest, ptvi_min((double)scores->min + highest, mean));
}

/* Exact sum of all answers, rounded once, divided by n. */
static double mean_of(const struct ptvi_scores *scores) {
    uint64_t sum[2], shift[2];
    uint64_t distance = (uint64_t)(scores->min < 0 ? -(int64_t)scores->min : scores->min);
    power_sum(scores, 1, sum);
    shift[0] = ptvi_wide_product(distance, scores->n, &shift[1]);
    double sign = 1;
    if (scores->min >= 0) {
        ptvi_wide_add(sum, shift, 2);
    } else if (ptvi_wide_compare(sum, shift, 2) >= 0) {
        ptvi_wide_sub(sum, shift, 2);
    } else {
        ptvi_wide_sub(shift, sum, 2);
        memcpy(sum, shift, sizeof sum);
        sign = -1;
    }
    double mean = sign * ptvi_wide_to_double(sum, 2) / (double)scores->n;
    return scores->n > 0 ? within_answers(scores, mean) : NAN;
}

/* (n sum x^2 - (sum x)^2) / (n (n - 1)), the numerator exact; 0 for n < 2. */
static double variance_of(const struct ptvi_scores *scores) {
    if (scores->n < 2)
        return 0;
    uint64_t sum[2], squares[2], numerator[4] = {0}, square[4];
    power_sum(scores, 1, sum);
    power_sum(scores, 2, squares);
    ptvi_wide_mul(numerator, squares, 2, &scores->n, 1);
    ptvi_wide_mul(square, sum, 2, sum, 2);
    ptvi_wide_sub(numerator, square, 4);
    return ptvi_wide_to_double(numerator, 4) / (double)scores->n / (double)(scores->n - 1);
}

double ptvi_scores_std_dev(const struct ptvi_scores *scores) {
    return scores->n < 2 ? NAN : ptvi_sqrt(variance_of(scores));
}

/* The answer of a rank, counted from 0. */
static double answer_of_rank(const struct ptvi_scores *scores, uint64_t rank) {
    int level = 0;
    while (rank >= scores->count[level])
        rank -= scores->count[level++];
    return (double)scores->min + level;
}

double ptvi_scores_median(const struct ptvi_scores *scores) {
    if (scores->n == 0)
        return NAN;
    return 0.5 *
           (answer_of_rank(scores, (scores->n - 1) / 2) + answer_of_rank(scores, scores->n / 2));
}

static struct ptvi_bounded_sample sample_of(const struct ptvi_scores *scores) {
    struct ptvi_bounded_sample sample = {scores->n, mean_of(scores), variance_of(scores),
                                         (double)scores->min, (double)scores->max};
    return sample;
}

/* A kind's unit, as a rescaling of the mean. */
struct unit {
    double origin, numerator, denominator;
};

static struct unit unit_of(const struct ptvi_scores *scores, int32_t kind) {
    double range = scores->levels - 1;
    struct unit plain = {0, 1, 1};
    struct unit percent_of_max = {0, 100, (double)scores->max};
    struct unit ease = {(double)scores->min, 100, range};
    struct unit effort = {(double)scores->max, -100, range};
    if (kind == PTV_KIND_PERCENT_OF_MAX)
        return percent_of_max;
    if (kind == PTV_KIND_EASE_0_100)
        return scores->polarity == PTV_POLARITY_HIGH_IS_GOOD ? ease : effort;
    return plain;
}

/* Whether a kind needs boxes that neither the scale nor the options define. Where there is a top
 * box there is a bottom box. */
static bool undefined(const struct ptvi_reading *reading, int32_t kind) {
    return (kind == PTV_KIND_TOP_BOX || kind == PTV_KIND_NET) && reading->top_k == 0;
}

ptv_estimate ptvi_score(const struct ptvi_scores *scores, const struct ptvi_reading *reading,
                        int32_t kind) {
    const struct ptvi_sampling *sampling = &reading->sampling;
    if (undefined(reading, kind))
        return ptvi_no_estimate(PTV_UNDEFINED, sampling->confidence, PTV_METHOD_DEFAULT);
    if (kind == PTV_KIND_TOP_BOX)
        return ptvi_share_read(top_box(scores, reading), sampling, reading->share_method);
    if (kind == PTV_KIND_NET)
        return ptvi_net_read(net(scores, reading), sampling, reading->net_method);
    struct ptvi_bounded_sample sample = sample_of(scores);
    struct unit unit = unit_of(scores, kind);
    return ptvi_rescaled(ptvi_mean_read(&sample, sampling), unit.origin, unit.numerator,
                         unit.denominator);
}

ptv_estimate ptvi_bottom_box(const struct ptvi_scores *scores, const struct ptvi_reading *reading) {
    if (reading->bottom_k == 0)
        return ptvi_no_estimate(PTV_UNDEFINED, reading->sampling.confidence, PTV_METHOD_DEFAULT);
    struct ptvi_share share = {worst(scores, reading->bottom_k), scores->n};
    return ptvi_share_read(share, &reading->sampling, reading->share_method);
}

/* The difference in the figure that the reading names. */
static ptv_comparison difference(const struct ptvi_scores *now, const struct ptvi_scores *before,
                                 const struct ptvi_reading *reading) {
    const struct ptvi_sampling *sampling = &reading->sampling;
    if (undefined(reading, reading->kind))
        return ptvi_no_comparison(PTV_UNDEFINED, sampling->confidence, PTV_METHOD_DEFAULT);
    if (reading->kind == PTV_KIND_TOP_BOX)
        return ptvi_share_difference(top_box(now, reading), top_box(before, reading), sampling);
    if (reading->kind == PTV_KIND_NET)
        return ptvi_net_difference(net(now, reading), net(before, reading), sampling,
                                   reading->net_method);
    struct ptvi_bounded_sample first = sample_of(now), second = sample_of(before);
    struct unit unit = unit_of(now, reading->kind);
    return ptvi_rescaled_comparison(ptvi_mean_difference(&first, &second, sampling), unit.numerator,
                                    unit.denominator);
}

ptv_status ptvi_scores_compare(const ptv_ratings *now, const ptv_ratings *before,
                               const ptv_ratings_options *opt, const struct ptvi_figures *figures,
                               ptv_comparison *out) {
    struct ptvi_scores now_scores, before_scores;
    struct ptvi_reading reading;
    ptv_status status = ptvi_scores_pair(now, before, &now_scores, &before_scores);
    if (status < 0)
        return status;
    status = open_reading(&now_scores, opt, figures, &reading);
    if (status < 0)
        return status;
    if (!out)
        return PTV_ERR_NULL;
    *out = difference(&now_scores, &before_scores, &reading);
    return out->status;
}
