/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "base/wide.h"
#include "service/queue.h"
#include "stats/elementary.h"
#include "stats/interval.h"
#include "stats/share.h"
#include "time/durations.h"

ptv_status ptv_queue_options_init(ptv_queue_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_queue_result_init(ptv_queue_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Options of a reading, checked, with every default filled in. */
struct reading {
    struct ptvi_sampling sampling;
    int32_t share_method, base;
    bool count_abandoned, keep_short;
};

static bool is_flag(int32_t x) {
    return x == 0 || x == 1;
}

static ptv_status reading_from(const ptv_queue_options *caller, struct reading *reading) {
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    reading->share_method = opt.share_method;
    reading->base = opt.base;
    reading->count_abandoned = opt.count_abandoned == 1;
    reading->keep_short = opt.keep_short == 1;
    bool valid = ptvi_sampling_from(opt.confidence, 0, 0, &reading->sampling) &&
                 ptvi_share_method_valid(opt.share_method) &&
                 opt.base >= PTV_SERVICE_BASE_DEFAULT && opt.base <= PTV_SERVICE_BASE_OFFERED &&
                 is_flag(opt.count_abandoned) && is_flag(opt.keep_short);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

static const ptv_durations *part(const ptv_queue *acc, int32_t kind) {
    return acc->composite.durations[kind];
}

static uint64_t offered(const ptv_queue *acc) {
    const uint64_t *w = acc->composite.w;
    return w[PTVI_QUEUE_ANSWERED] + w[PTVI_QUEUE_ABANDONED] + w[PTVI_QUEUE_FLOWED_OUT];
}

/* Mean wait of all offered calls: one mean of them all, not one of three means. */
static ptv_estimate mean_wait(const ptv_queue *acc, double confidence) {
    const ptv_durations *const waits[] = {part(acc, PTV_QUEUE_WAIT_ANSWERED),
                                          part(acc, PTV_QUEUE_WAIT_ABANDONED),
                                          part(acc, PTV_QUEUE_WAIT_FLOWED_OUT)};
    return ptvi_durations_mean(waits, sizeof waits / sizeof *waits, confidence);
}

static ptv_estimate mean_of(const ptv_queue *acc, int32_t kind, double confidence) {
    const ptv_durations *durations = part(acc, kind);
    return ptvi_durations_mean(&durations, 1, confidence);
}

/* Median patience in ms: the state keeps it in units. */
static ptv_estimate median_patience(const ptv_queue *acc, double confidence) {
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_estimate out = ptvi_no_estimate(PTV_EMPTY, confidence, PTV_METHOD_ROTHMAN_WILSON);
    opt.confidence = confidence;
    out.status =
        ptv_survival_quantile(acc->composite.survival[PTVI_QUEUE_PATIENCE], 1, 2, &opt, &out);
    return ptvi_rescaled(out, 0, (double)acc->composite.w[PTVI_QUEUE_PATIENCE_UNIT], 1);
}

/* Handling / (handling + ready); NaN where ready is not known, or no time passed at all. */
static double occupancy(const ptv_queue *acc) {
    const uint64_t *w = acc->composite.w;
    const uint64_t *handling = part(acc, PTV_QUEUE_HANDLING)->total.sum;
    uint64_t both[2] = {handling[0], handling[1]};
    ptvi_wide_add(both, w + PTVI_QUEUE_READY, 2);
    double all = ptvi_wide_to_double(both, 2);
    return w[PTVI_QUEUE_READY_TIMES] == 0 || all == 0 ? NAN
                                                      : ptvi_wide_to_double(handling, 2) / all;
}

/* Which parts of handling are recorded: a sum of 1, 2, 4. */
static uint32_t recorded_parts(const ptv_queue *acc) {
    return (part(acc, PTV_QUEUE_TALK)->n > 0 ? 1u : 0u) |
           (part(acc, PTV_QUEUE_HOLD)->n > 0 ? 2u : 0u) |
           (part(acc, PTV_QUEUE_WRAP_UP)->n > 0 ? 4u : 0u);
}

static void read_counts(const ptv_queue *acc, ptv_queue_result *result) {
    const uint64_t *w = acc->composite.w;
    result->offered = offered(acc);
    result->answered = w[PTVI_QUEUE_ANSWERED];
    result->abandoned = w[PTVI_QUEUE_ABANDONED];
    result->short_abandoned = w[PTVI_QUEUE_SHORT];
    result->flowed_out = w[PTVI_QUEUE_FLOWED_OUT];
    result->callbacks = w[PTVI_QUEUE_CALLBACKS];
    result->waiting = w[PTVI_QUEUE_WAITING];
    result->unqueued = w[PTVI_QUEUE_UNQUEUED];
    result->rings = w[PTVI_QUEUE_RINGS];
    result->transfers = w[PTVI_QUEUE_TRANSFERS];
    result->parts = recorded_parts(acc);
}

ptv_status ptv_queue_read(const ptv_queue *acc, const ptv_queue_options *opt,
                          ptv_queue_result *out) {
    struct reading reading;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status == PTV_OK)
        status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;

    ptv_queue_result result = {0};
    double confidence = reading.sampling.confidence;
    read_counts(acc, &result);
    struct ptvi_share abandoned = {result.abandoned, result.offered};
    result.abandonment = ptvi_share_read(abandoned, &reading.sampling, reading.share_method);
    result.asa = mean_of(acc, PTV_QUEUE_WAIT_ANSWERED, confidence);
    result.wait = mean_wait(acc, confidence);
    result.aht = mean_of(acc, PTV_QUEUE_HANDLING, confidence);
    result.patience = median_patience(acc, confidence);
    result.occupancy_ratio = occupancy(acc);
    ptvi_sized_out(out, &result, sizeof result);
    return result.abandonment.status;
}

/* Where a limit was declared, or -1. */
static int32_t index_of(const ptv_queue *acc, int64_t limit_ms) {
    const ptv_durations *waits = part(acc, PTV_QUEUE_WAIT_ANSWERED);
    for (int32_t i = 0; i < waits->n_limits; i++)
        if ((int64_t)waits->limit[i] == limit_ms)
            return i;
    return -1;
}

/* The abandoned calls of a service level, in the base and within the limit. A short one waited at
 * most `short_ms`, so within a longer limit are all of them, within a shorter one only short
 * ones. */
static struct ptvi_share abandoned_share(const ptv_queue *acc, int32_t limit, bool keep_short) {
    const ptv_durations *waits = part(acc, PTV_QUEUE_WAIT_ABANDONED);
    uint64_t within = waits->within[limit], short_calls = acc->composite.w[PTVI_QUEUE_SHORT];
    bool longer = waits->limit[limit] >= acc->composite.w[PTVI_QUEUE_SHORT_MS];
    struct ptvi_share share = {within, waits->n};
    if (!keep_short) {
        share.x -= longer ? short_calls : within;
        share.n -= short_calls;
    }
    return share;
}

static struct ptvi_share service_share(const ptv_queue *acc, int32_t limit,
                                       const struct reading *reading) {
    const ptv_durations *waits = part(acc, PTV_QUEUE_WAIT_ANSWERED);
    struct ptvi_share share = {waits->within[limit], waits->n};
    if (reading->base == PTV_SERVICE_BASE_ANSWERED)
        return share;
    struct ptvi_share abandoned = abandoned_share(acc, limit, reading->keep_short);
    share.n += abandoned.n;
    share.x += reading->count_abandoned ? abandoned.x : 0;
    if (reading->base == PTV_SERVICE_BASE_OFFERED)
        share.n += part(acc, PTV_QUEUE_WAIT_FLOWED_OUT)->n;
    return share;
}

ptv_status ptv_queue_service_level(const ptv_queue *acc, int64_t limit_ms,
                                   const ptv_queue_options *opt, ptv_estimate *out) {
    struct reading reading;
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    int32_t limit = index_of(acc, limit_ms);
    if (limit < 0)
        return PTV_ERR_MISMATCH;
    *out = ptvi_share_read(service_share(acc, limit, &reading), &reading.sampling,
                           reading.share_method);
    return out->status;
}

ptv_status ptv_queue_durations(const ptv_queue *acc, int32_t kind, const ptv_durations **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    if (kind < PTV_QUEUE_WAIT_ANSWERED || kind >= PTV_QUEUE_TIMES)
        return PTV_ERR_ARGUMENT;
    *out = part(acc, kind);
    return PTV_OK;
}

ptv_status ptv_queue_patience(const ptv_queue *acc, const ptv_survival **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    *out = acc->composite.survival[PTVI_QUEUE_PATIENCE];
    return PTV_OK;
}
