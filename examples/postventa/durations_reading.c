/* SPDX-License-Identifier: MIT */
#include "durations_reading.h"

#include <math.h>

#include <postventa/share.h>

static const struct percentile usual[] = {{90, 100, "90"}, {95, 100, "95"}, {99, 100, "99"}};

#define N_USUAL (sizeof usual / sizeof *usual)

static ptv_durations_options options_of(const struct options *options) {
    ptv_durations_options out = PTV_DURATIONS_OPTIONS_INIT;
    out.confidence = options->confidence;
    out.quantile_type = options->percentile_type;
    out.share_method = options->share_method;
    return out;
}

static enum outcome told(ptv_status status) {
    if (status >= 0)
        return DONE;
    report_error(TEXT_LIBRARY, ptv_status_message(status));
    return FAILED;
}

/* The values are all there to be read from, and there are some. */
static bool kept(const struct durations_source *source) {
    return source->sample != NULL && source->sample->n > 0;
}

static ptv_status read_percentiles(struct durations_reading *reading, const struct options *options,
                                   const struct durations_source *source,
                                   const ptv_durations_options *how) {
    bool given = options->n_percentiles > 0;
    reading->n_percentiles = given ? options->n_percentiles : N_USUAL;
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        struct percentile_reading *one = &reading->percentiles[i];
        one->percentile = given ? &options->percentiles[i] : &usual[i];
        ptv_status status = ptv_durations_percentile(source->state, one->percentile->num,
                                                     one->percentile->den, how, &one->estimate);
        if (status < 0)
            return status;
        if (kept(source))
            sample_quantile(source->sample, one->percentile->num, one->percentile->den,
                            options->percentile_type, one->estimate.confidence, &one->estimate);
    }
    return PTV_OK;
}

/* A limit that was not declared is only bracketed by the state: the values tell. */
static ptv_status read_limit(struct limit_reading *one, const struct durations_source *source,
                             const ptv_durations_options *how) {
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    ptv_status status = ptv_durations_within(source->state, one->limit->ms, how, &within);
    if (status < 0)
        return status;
    one->share = within.share;
    one->at_least = within.at_least;
    one->at_most = within.at_most;
    if (one->at_least == one->at_most || !kept(source))
        return PTV_OK;
    one->at_least = one->at_most = sample_within(source->sample, one->limit->ms);
    return ptv_share_interval(one->at_least, source->sample->n, within.share.confidence,
                              how->share_method, &one->share);
}

/* The limits are those that were declared; of stored states, any may be asked for. */
static ptv_status read_limits(struct durations_reading *reading, const struct options *options,
                              const struct durations_source *source,
                              const ptv_durations_options *how) {
    bool given = options->n_limits > 0;
    reading->n_limits = given ? options->n_limits : source->n_limits;
    for (size_t i = 0; i < reading->n_limits; i++) {
        struct limit_reading *one = &reading->limits[i];
        one->limit = given ? &options->limits[i] : &source->limits[i];
        ptv_status status = read_limit(one, source, how);
        if (status < 0)
            return status;
    }
    return PTV_OK;
}

enum outcome durations_read_source(struct durations_reading *reading, const struct options *options,
                                   const struct durations_source *source) {
    ptv_durations_options how = options_of(options);
    *reading = (struct durations_reading){.result = PTV_DURATIONS_RESULT_INIT};
    ptv_status status = ptv_durations_read(source->state, &how, &reading->result);
    if (status < 0)
        return told(status);
    ptv_estimate *median = &reading->result.median;
    if (kept(source))
        sample_quantile(source->sample, 1, 2, PTV_QUANTILE_MIDPOINT, median->confidence, median);
    reading->exact = source->sample != NULL || reading->result.exact != 0;
    status = read_percentiles(reading, options, source, &how);
    if (status >= 0)
        status = read_limits(reading, options, source, &how);
    return told(status);
}

struct durations_source durations_source(const struct durations *durations,
                                         const struct tally *tally) {
    return (struct durations_source){tally->state, durations->keeping ? &tally->sample : NULL,
                                     durations->timing.limits, durations->timing.n_limits};
}

enum outcome durations_read(struct durations_reading *reading, const struct durations *durations,
                            const struct tally *tally) {
    struct durations_source source = durations_source(durations, tally);
    enum outcome outcome = durations_read_source(reading, durations->options, &source);
    reading->invalid = tally->invalid;
    return outcome;
}

/* MOVER from the two intervals, as the library has it, where the medians are read exactly. */
static void compare_exactly(ptv_comparison *out, const ptv_estimate *a, const ptv_estimate *b) {
    out->difference = a->value - b->value;
    out->lower = out->difference - hypot(a->value - a->lower, b->upper - b->value);
    out->upper = out->difference + hypot(a->upper - a->value, b->value - b->lower);
}

enum outcome durations_compare_medians(ptv_comparison *comparison, const struct options *options,
                                       const struct durations_source *a,
                                       const struct durations_source *b) {
    ptv_durations_options how = options_of(options);
    struct durations_reading first, second;
    how.kind = PTV_TIME_KIND_MEDIAN;
    ptv_status status = ptv_durations_compare(a->state, b->state, &how, comparison);
    if (status < 0)
        return told(status);
    if (!kept(a) || !kept(b))
        return DONE;
    if (durations_read_source(&first, options, a) != DONE ||
        durations_read_source(&second, options, b) != DONE)
        return FAILED;
    compare_exactly(comparison, &first.result.median, &second.result.median);
    return DONE;
}

enum outcome durations_compare(struct durations_differences *differences,
                               const struct durations *durations,
                               const struct duration_parts *parts) {
    struct durations_source a = durations_source(durations, parts->at[0].tally);
    struct durations_source b = durations_source(durations, parts->at[1].tally);
    ptv_durations_options how = options_of(durations->options);
    how.kind = PTV_TIME_KIND_ORDER;
    enum outcome outcome =
        durations_compare_medians(&differences->median, durations->options, &a, &b);
    if (outcome != DONE)
        return outcome;
    return told(ptv_durations_compare(a.state, b.state, &how, &differences->order));
}
