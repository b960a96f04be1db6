/* SPDX-License-Identifier: MIT */
#include "durations_reading.h"

#include <math.h>

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
static bool kept(const struct durations *durations, const struct tally *tally) {
    return durations->keeping && tally->sample.n > 0;
}

static ptv_status read_percentiles(struct durations_reading *reading,
                                   const struct durations *durations, const struct tally *tally,
                                   const ptv_durations_options *how) {
    const struct options *options = durations->options;
    bool given = options->n_percentiles > 0;
    reading->n_percentiles = given ? options->n_percentiles : N_USUAL;
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        struct percentile_reading *one = &reading->percentiles[i];
        one->percentile = given ? &options->percentiles[i] : &usual[i];
        ptv_status status = ptv_durations_percentile(tally->state, one->percentile->num,
                                                     one->percentile->den, how, &one->estimate);
        if (status < 0)
            return status;
        if (kept(durations, tally))
            sample_quantile(&tally->sample, one->percentile->num, one->percentile->den,
                            options->percentile_type, one->estimate.confidence, &one->estimate);
    }
    return PTV_OK;
}

/* The limits are those that were declared; of stored states, any may be asked for. */
static ptv_status read_limits(struct durations_reading *reading, const struct durations *durations,
                              const struct tally *tally, const ptv_durations_options *how) {
    const struct options *options = durations->options;
    bool given = options->n_limits > 0;
    reading->n_limits = given ? options->n_limits : durations->timing.n_limits;
    for (size_t i = 0; i < reading->n_limits; i++) {
        struct limit_reading *one = &reading->limits[i];
        ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
        one->limit = given ? &options->limits[i] : &durations->timing.limits[i];
        ptv_status status = ptv_durations_within(tally->state, one->limit->ms, how, &within);
        if (status < 0)
            return status;
        one->share = within.share;
        one->at_least = within.at_least;
        one->at_most = within.at_most;
    }
    return PTV_OK;
}

enum outcome durations_read(struct durations_reading *reading, const struct durations *durations,
                            const struct tally *tally) {
    ptv_durations_options how = options_of(durations->options);
    *reading = (struct durations_reading){.result = PTV_DURATIONS_RESULT_INIT};
    ptv_status status = ptv_durations_read(tally->state, &how, &reading->result);
    if (status < 0)
        return told(status);
    ptv_estimate *median = &reading->result.median;
    if (kept(durations, tally))
        sample_quantile(&tally->sample, 1, 2, PTV_QUANTILE_MIDPOINT, median->confidence, median);
    reading->exact = durations->keeping || reading->result.exact != 0;
    reading->invalid = tally->invalid;
    status = read_percentiles(reading, durations, tally, &how);
    if (status >= 0)
        status = read_limits(reading, durations, tally, &how);
    return told(status);
}

/* MOVER from the two intervals, as the library has it, where the medians are read exactly. */
static void compare_exactly(ptv_comparison *out, const ptv_estimate *a, const ptv_estimate *b) {
    out->difference = a->value - b->value;
    out->lower = out->difference - hypot(a->value - a->lower, b->upper - b->value);
    out->upper = out->difference + hypot(a->upper - a->value, b->value - b->lower);
}

enum outcome durations_compare(struct durations_differences *differences,
                               const struct durations *durations,
                               const struct duration_parts *parts) {
    const struct tally *a = parts->at[0].tally, *b = parts->at[1].tally;
    ptv_durations_options how = options_of(durations->options);
    struct durations_reading first, second;
    how.kind = PTV_TIME_KIND_MEDIAN;
    ptv_status status = ptv_durations_compare(a->state, b->state, &how, &differences->median);
    how.kind = PTV_TIME_KIND_ORDER;
    if (status >= 0)
        status = ptv_durations_compare(a->state, b->state, &how, &differences->order);
    if (status < 0)
        return told(status);
    if (!kept(durations, a) || !kept(durations, b))
        return DONE;
    if (durations_read(&first, durations, a) != DONE ||
        durations_read(&second, durations, b) != DONE)
        return FAILED;
    compare_exactly(&differences->median, &first.result.median, &second.result.median);
    return DONE;
}
