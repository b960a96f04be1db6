/* SPDX-License-Identifier: MIT */
#include "reading.h"

#include <postventa/band.h>
#include <postventa/ces.h>
#include <postventa/csat.h>
#include <postventa/nps.h>
#include <postventa/proportion.h>

/* Counts up to which num, den and ten times a remainder fit in 64 bits. */
#define EXACT_MAX (UINT64_C(1) << 40)

const char *reading_status(ptv_status status) {
    switch (status) {
    case PTV_OK:
        return "ok";
    case PTV_EMPTY:
        return "empty";
    case PTV_DEGENERATE:
        return "degenerate";
    case PTV_UNATTAINABLE:
        return "unattainable";
    case PTV_INCOMPLETE:
        return "incomplete";
    case PTV_INCONSISTENT:
        return "inconsistent";
    default:
        return "undefined";
    }
}

/* The base of the figures, where they can be rounded from their counts; else 0. */
static int64_t exact_base(const struct reading *reading) {
    return reading->n <= EXACT_MAX ? (int64_t)reading->n : 0;
}

static struct exact exactly(int64_t num, int64_t den, int shift) {
    return (struct exact){num < 0, (uint64_t)(num < 0 ? -num : num), (uint64_t)den, shift};
}

/* How many answers are in the best, or the worst, k levels. */
static int64_t box(const struct reading *reading, int32_t k, bool best) {
    int32_t levels = reading->metric->max - reading->metric->min + 1;
    bool high = best != reading->metric->effort;
    uint64_t sum = 0;
    for (int32_t i = 0; i < k; i++)
        sum += reading->counts[high ? levels - 1 - i : i];
    return (int64_t)sum;
}

static int64_t sum_of_answers(const struct reading *reading) {
    int64_t sum = 0;
    if (exact_base(reading) == 0)
        return 0;
    for (int32_t i = 0; i <= reading->metric->max - reading->metric->min; i++)
        sum += (int64_t)reading->counts[i] * (reading->metric->min + i);
    return sum;
}

static void add_figure(struct reading *reading, const char *name, enum unit unit,
                       ptv_estimate estimate, struct exact exact) {
    reading->figures[reading->n_figures++] = (struct figure){name, unit, estimate, exact};
}

static ptv_ratings_options ratings_options(const struct metric *metric,
                                           const struct options *options) {
    ptv_ratings_options out = PTV_RATINGS_OPTIONS_INIT;
    out.confidence = options->confidence;
    out.share_method = options->share_method;
    out.net_method = options->nps_method;
    out.top_k = metric->top_k;
    return out;
}

static ptv_nps_options nps_options(const struct options *options) {
    ptv_nps_options out = PTV_NPS_OPTIONS_INIT;
    out.confidence = options->confidence;
    out.method = options->nps_method;
    out.promoter_min = METRIC_PROMOTER_MIN;
    out.passive_min = METRIC_PASSIVE_MIN;
    return out;
}

static const char *band_of(int32_t metric, double value) {
    const ptv_band *bands, *band = NULL;
    size_t n;
    if (ptv_band_defaults(metric, &bands, &n) < 0 || ptv_band_find(bands, n, value, &band) < 0)
        return NULL;
    return band != NULL ? band->name : NULL;
}

static ptv_status read_counts(struct reading *reading, const ptv_ratings *state) {
    ptv_ratings_result result = {.size = sizeof result};
    ptv_status status = ptv_ratings_read(state, NULL, &result);
    if (status < 0)
        return status;
    reading->n = result.n;
    reading->missing = result.missing;
    reading->invalid = result.invalid;
    for (size_t i = 0; i < PTV_SCALE_LEVELS; i++)
        reading->counts[i] = result.count[i];
    return PTV_OK;
}

static ptv_status read_nps(struct reading *reading, const ptv_ratings *state,
                           const struct options *options) {
    ptv_nps_options how = nps_options(options);
    ptv_nps_result result = {.size = sizeof result};
    ptv_status status = ptv_nps_read(state, &how, &result);
    if (status < 0)
        return status;
    reading->promoters = result.promoters;
    reading->passives = result.passives;
    reading->detractors = result.detractors;
    int64_t net = (int64_t)result.promoters - (int64_t)result.detractors;
    add_figure(reading, "nps", UNIT_POINTS, result.score, exactly(net, exact_base(reading), 2));
    reading->band = band_of(PTV_METRIC_NPS, result.score.value);
    return PTV_OK;
}

static ptv_status read_csat(struct reading *reading, const ptv_ratings *state,
                            const struct options *options) {
    ptv_ratings_options how = ratings_options(reading->metric, options);
    ptv_csat_result result = {.size = sizeof result};
    ptv_status status = ptv_csat_read(state, &how, &result);
    if (status < 0)
        return status;
    reading->top_k = result.top_k;
    reading->bottom_k = result.bottom_k;
    int64_t n = exact_base(reading);
    int64_t sum = sum_of_answers(reading);
    int64_t top = box(reading, result.top_k, true), bottom = box(reading, result.bottom_k, false);
    add_figure(reading, "top_box", UNIT_SHARE, result.score, exactly(top, n, 0));
    add_figure(reading, "mean", UNIT_SCALE, result.mean, exactly(sum, n, 0));
    add_figure(reading, "net", UNIT_POINTS, result.net, exactly(top - bottom, n, 2));
    add_figure(reading, "percent_of_max", UNIT_OF_100, result.percent_of_max,
               exactly(sum, n * reading->metric->max, 2));
    reading->band = band_of(PTV_METRIC_CSAT, result.score.value);
    return PTV_OK;
}

static ptv_status read_ces(struct reading *reading, const ptv_ratings *state,
                           const struct options *options) {
    const struct metric *metric = reading->metric;
    ptv_ratings_options how = ratings_options(metric, options);
    ptv_ces_result result = {.size = sizeof result};
    ptv_status status = ptv_ces_read(state, &how, &result);
    if (status < 0)
        return status;
    reading->top_k = result.top_k;
    reading->bottom_k = result.bottom_k;
    int64_t n = exact_base(reading);
    int64_t sum = sum_of_answers(reading);
    int64_t ease = metric->effort ? metric->max * n - sum : sum - metric->min * n;
    int64_t top = box(reading, result.top_k, true), bottom = box(reading, result.bottom_k, false);
    add_figure(reading, "mean", UNIT_SCALE, result.score, exactly(sum, n, 0));
    add_figure(reading, "ease_0_100", UNIT_OF_100, result.ease_0_100,
               exactly(ease, n * (metric->max - metric->min), 2));
    add_figure(reading, "top_box", UNIT_SHARE, result.top_box, exactly(top, n, 0));
    add_figure(reading, "net", UNIT_POINTS, result.net, exactly(top - bottom, n, 2));
    return PTV_OK;
}

static enum outcome told(ptv_status status) {
    if (status >= 0)
        return DONE;
    report_error(TEXT_LIBRARY, ptv_status_message(status));
    return FAILED;
}

static ptv_status read_metric(struct reading *reading, const ptv_ratings *state,
                              const struct options *options) {
    switch (reading->metric->kind) {
    case METRIC_NPS:
        return read_nps(reading, state, options);
    case METRIC_CSAT:
        return read_csat(reading, state, options);
    default:
        return read_ces(reading, state, options);
    }
}

/* Who answered, on the scale or off it, of those who were asked. */
static ptv_status read_response_rate(struct reading *reading, uint64_t sent,
                                     const struct options *options) {
    ptv_proportion_options how = PTV_PROPORTION_OPTIONS_INIT;
    ptv_proportion_result result = PTV_PROPORTION_RESULT_INIT;
    ptv_proportion share;
    uint64_t answered = reading->n + reading->invalid;
    how.confidence = options->confidence;
    how.method = options->share_method;
    ptv_status status = ptv_proportion_init(&share);
    if (status >= 0 && answered <= sent)
        status = ptv_proportion_add_n(&share, PTV_OUTCOME_HIT, answered);
    if (status >= 0 && answered <= sent)
        status = ptv_proportion_add_n(&share, PTV_OUTCOME_MISS, sent - answered);
    if (status >= 0)
        status = ptv_proportion_read(&share, &how, &result);
    if (status < 0)
        return status;
    if (answered > sent && sent > 0)
        result.share.status = PTV_INCONSISTENT;
    reading->sent = sent;
    reading->response_rate = reading->n_figures;
    add_figure(reading, "response_rate", UNIT_SHARE, result.share,
               exactly((int64_t)answered, sent <= EXACT_MAX ? (int64_t)sent : 0, 0));
    return PTV_OK;
}

enum outcome reading_take(struct reading *reading, const struct metric *metric,
                          const ptv_ratings *state, const uint64_t *sent,
                          const struct options *options) {
    *reading = (struct reading){.metric = metric};
    ptv_status status = read_counts(reading, state);
    if (status >= 0)
        status = read_metric(reading, state, options);
    if (status >= 0 && sent != NULL)
        status = read_response_rate(reading, *sent, options);
    return told(status);
}

enum outcome reading_compare(struct difference *difference, const struct metric *metric,
                             const ptv_ratings *a, const ptv_ratings *b,
                             const struct options *options) {
    ptv_nps_options nps = nps_options(options);
    ptv_ratings_options ratings = ratings_options(metric, options);
    switch (metric->kind) {
    case METRIC_NPS:
        difference->unit = UNIT_POINTS;
        return told(ptv_nps_compare(a, b, &nps, &difference->comparison));
    case METRIC_CSAT:
        difference->unit = UNIT_SHARE;
        return told(ptv_csat_compare(a, b, &ratings, &difference->comparison));
    default:
        difference->unit = UNIT_SCALE;
        return told(ptv_ces_compare(a, b, &ratings, &difference->comparison));
    }
}
