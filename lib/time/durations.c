/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/bitmap.h"
#include "base/sized.h"
#include "base/state.h"
#include "base/wide.h"
#include "time/durations.h"

ptv_status ptv_durations_config_init(ptv_durations_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

/* Whether limits are 0 or more and rise. */
static bool valid_limits(const int64_t *limit, int32_t n) {
    for (int32_t i = 0; i < n; i++)
        if (limit[i] < 0 || (i > 0 && limit[i] <= limit[i - 1]))
            return false;
    return true;
}

static ptv_status config_from(const ptv_durations_config *caller, ptv_durations_config *config) {
    ptv_durations_config defaults = PTV_DURATIONS_CONFIG_INIT;
    *config = defaults;
    ptv_status status = caller ? ptvi_sized_in(config, sizeof *config, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (config->precision_bits == 0)
        config->precision_bits = 7;
    bool valid = config->precision_bits >= PTVI_HISTOGRAM_BITS_MIN &&
                 config->precision_bits <= PTVI_HISTOGRAM_BITS_MAX && config->n_limits >= 0 &&
                 config->n_limits <= PTV_DURATIONS_LIMITS &&
                 valid_limits(config->limit_ms, config->n_limits);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

ptv_status ptv_durations_config_read(const ptv_durations *acc, ptv_durations_config *config) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status < 0)
        return status;
    ptv_durations_config own = PTV_DURATIONS_CONFIG_INIT;
    own.calendar_id = acc->calendar_id;
    own.precision_bits = acc->histogram.bits;
    own.n_limits = acc->n_limits;
    for (int32_t i = 0; i < acc->n_limits; i++)
        own.limit_ms[i] = (int64_t)acc->limit[i];
    ptvi_sized_out(config, &own, sizeof own);
    return PTV_OK;
}

ptv_status ptvi_durations_init(ptv_durations *acc, const ptv_durations_config *caller,
                               const ptv_allocator *allocator) {
    ptv_durations_config config;
    ptv_status status = config_from(caller, &config);
    if (status < 0)
        return status;
    memset(acc, 0, sizeof *acc);
    acc->allocator = *allocator;
    acc->min = PTVI_NO_MIN;
    acc->calendar_id = config.calendar_id;
    acc->n_limits = config.n_limits;
    for (int32_t i = 0; i < config.n_limits; i++)
        acc->limit[i] = (uint64_t)config.limit_ms[i];
    ptvi_histogram_init(&acc->histogram, config.precision_bits);
    return PTV_OK;
}

void ptvi_durations_init_like(ptv_durations *acc, const ptv_durations *like,
                              const ptv_allocator *allocator) {
    memset(acc, 0, sizeof *acc);
    acc->allocator = *allocator;
    acc->min = PTVI_NO_MIN;
    acc->calendar_id = like->calendar_id;
    acc->n_limits = like->n_limits;
    memcpy(acc->limit, like->limit, sizeof acc->limit);
    ptvi_histogram_init(&acc->histogram, like->histogram.bits);
}

ptv_status ptv_durations_new(const ptv_durations_config *config, const ptv_allocator *allocator,
                             ptv_durations **out) {
    ptv_durations made, *acc;
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_durations_init(&made, config, &source);
    if (status < 0)
        return status;
    acc = (ptv_durations *)ptvi_allocate(&source, 1, sizeof *acc);
    if (!acc)
        return PTV_ERR_MEMORY;
    *acc = made;
    *out = acc;
    return PTV_OK;
}

void ptv_durations_free(ptv_durations *acc) {
    if (!acc)
        return;
    ptv_allocator allocator = acc->allocator;
    ptvi_histogram_clear(&acc->histogram, &allocator);
    ptvi_release(&allocator, acc);
}

ptv_status ptv_durations_reset(ptv_durations *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_histogram_clear(&acc->histogram, &acc->allocator);
    acc->n = acc->missing = acc->rejected = acc->max = 0;
    acc->min = PTVI_NO_MIN;
    memset(&acc->total, 0, sizeof acc->total);
    memset(acc->within, 0, sizeof acc->within);
    acc->removed = false;
    memset(&acc->lowest, 0, sizeof acc->lowest);
    memset(&acc->highest, 0, sizeof acc->highest);
    return PTV_OK;
}

ptv_status ptv_durations_copy(const ptv_durations *acc, const ptv_allocator *allocator,
                              ptv_durations **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_durations *copy = (ptv_durations *)ptvi_allocate(&source, 1, sizeof *copy);
    if (!copy)
        return PTV_ERR_MEMORY;
    ptvi_durations_init_like(copy, acc, &source);
    ptv_status status = ptv_durations_merge(copy, acc);
    if (status < 0) {
        ptv_durations_free(copy);
        return status;
    }
    *out = copy;
    return PTV_OK;
}

/* Keeps the sums of the edges, after a removal. */
static void add_edges(ptv_durations *acc, uint64_t ms, uint64_t n) {
    int bits = acc->histogram.bits;
    size_t bucket = ptvi_bucket_of(bits, ms);
    ptvi_sums_add(&acc->lowest, ptvi_bucket_lower(bits, bucket), n);
    ptvi_sums_add(&acc->highest, ptvi_bucket_upper(bits, bucket), n);
}

bool ptvi_durations_turns(const ptv_durations *acc, int64_t ms) {
    const struct ptvi_histogram *histogram = &acc->histogram;
    return ms >= 0 && !histogram->bucketed && histogram->n_values == PTVI_HISTOGRAM_EXACT &&
           ptvi_histogram_count(histogram, (uint64_t)ms) == 0;
}

ptv_status ptvi_durations_prepare_add(ptv_durations *acc, int64_t ms) {
    uint64_t count = ms == PTV_TIME_NONE ? acc->missing : ms < 0 ? acc->rejected : acc->n;
    if (count == PTV_COUNT_MAX)
        return PTV_ERR_OVERFLOW;
    return ms < 0 ? PTV_OK
                  : ptvi_histogram_prepare_add(&acc->histogram, &acc->allocator, (uint64_t)ms,
                                               acc->n + 1);
}

void ptvi_durations_limit(ptv_durations *acc, uint64_t ms, uint64_t n) {
    for (int32_t i = 0; i < acc->n_limits; i++)
        acc->within[i] += ms <= acc->limit[i] ? n : 0;
}

ptv_status ptv_durations_add_n(ptv_durations *acc, int64_t ms, uint64_t n) {
    if (!acc)
        return PTV_ERR_NULL;
    if (ms == PTV_TIME_NONE)
        return ptvi_count_add(&acc->missing, n);
    if (ms < 0) {
        ptv_status status = ptvi_count_add(&acc->rejected, n);
        return status < 0 ? status : PTV_OUT_OF_SCALE;
    }
    if (n > PTV_COUNT_MAX - acc->n)
        return PTV_ERR_OVERFLOW;
    if (n == 0)
        return PTV_OK;
    uint64_t value = (uint64_t)ms;
    ptv_status status =
        ptvi_histogram_prepare_add(&acc->histogram, &acc->allocator, value, acc->n + n);
    if (status < 0)
        return status;
    ptvi_histogram_add(&acc->histogram, value, n);
    ptvi_sums_add(&acc->total, value, n);
    ptvi_durations_limit(acc, value, n);
    if (acc->removed)
        add_edges(acc, value, n);
    else
        ptvi_durations_stretch(acc, value, value);
    acc->n += n;
    return PTV_OK;
}

ptv_status ptv_durations_add(ptv_durations *acc, int64_t ms) {
    return acc && ptvi_durations_count(acc, ms) ? PTV_OK : ptv_durations_add_n(acc, ms, 1);
}

/* From now on the range is that of the outermost buckets, and the sums of the edges are kept. */
static void mark_removed(ptv_durations *acc) {
    acc->removed = true;
    acc->min = PTVI_NO_MIN;
    acc->max = 0;
    ptvi_durations_edges(acc, &acc->lowest, &acc->highest);
}

/* Takes durations from a state in buckets. A bucket may hold others than the one that is asked for:
 * what remains must be the sums and counts of durations that lie in the buckets. */
static ptv_status remove_from_buckets(ptv_durations *acc, uint64_t ms, uint64_t n) {
    int bits = acc->histogram.bits;
    size_t bucket = ptvi_bucket_of(bits, ms);
    ptv_durations after = *acc;
    if (!after.removed)
        mark_removed(&after);
    after.n -= n;
    bool enough = ptvi_sums_take(&after.total, ms, n);
    for (int32_t i = 0; i < acc->n_limits; i++) {
        uint64_t part = ms <= acc->limit[i] ? n : 0;
        enough = enough && part <= acc->within[i];
        after.within[i] -= part;
    }
    if (!enough)
        return PTV_ERR_UNDERFLOW;
    ptvi_sums_take(&after.lowest, ptvi_bucket_lower(bits, bucket), n);
    ptvi_sums_take(&after.highest, ptvi_bucket_upper(bits, bucket), n);
    ptvi_histogram_remove(&acc->histogram, ms, n);
    if (!ptvi_durations_still_possible(&after, bucket)) {
        ptvi_histogram_add(&acc->histogram, ms, n);
        return PTV_ERR_UNDERFLOW;
    }
    *acc = after;
    return PTV_OK;
}

ptv_status ptv_durations_remove(ptv_durations *acc, int64_t ms, uint64_t n) {
    if (!acc)
        return PTV_ERR_NULL;
    if (ms == PTV_TIME_NONE)
        return ptvi_count_remove(&acc->missing, n);
    if (ms < 0) {
        ptv_status status = ptvi_count_remove(&acc->rejected, n);
        return status < 0 ? status : PTV_OUT_OF_SCALE;
    }
    uint64_t value = (uint64_t)ms;
    if (n == 0)
        return PTV_OK;
    if (ptvi_histogram_count(&acc->histogram, value) < n)
        return PTV_ERR_UNDERFLOW;
    ptv_status status = ptvi_histogram_to_buckets(&acc->histogram, &acc->allocator, acc->n);
    return status < 0 ? status : remove_from_buckets(acc, value, n);
}

bool ptvi_durations_same(const ptv_durations *a, const ptv_durations *b) {
    return a->calendar_id == b->calendar_id && a->n_limits == b->n_limits &&
           a->histogram.bits == b->histogram.bits &&
           memcmp(a->limit, b->limit, sizeof a->limit) == 0;
}

ptv_status ptvi_durations_prepare_merge(ptv_durations *dst, const ptv_durations *src) {
    if (!ptvi_durations_same(dst, src))
        return PTV_ERR_MISMATCH;
    if (src->n > PTV_COUNT_MAX - dst->n || src->missing > PTV_COUNT_MAX - dst->missing ||
        src->rejected > PTV_COUNT_MAX - dst->rejected)
        return PTV_ERR_OVERFLOW;
    return ptvi_histogram_prepare_merge(&dst->histogram, &dst->allocator, &src->histogram,
                                        dst->n + src->n);
}

/* Where one of two states lost durations, their merge has lost some. Both still hold what they held
 * apart. */
static void merge_edges(ptv_durations *dst, const ptv_durations *src) {
    struct ptvi_sums lowest = src->lowest, highest = src->highest;
    if (!src->removed)
        ptvi_durations_edges(src, &lowest, &highest);
    if (!dst->removed)
        mark_removed(dst);
    ptvi_sums_merge(&dst->lowest, &lowest);
    ptvi_sums_merge(&dst->highest, &highest);
}

void ptvi_durations_merge_prepared(ptv_durations *dst, const ptv_durations *src) {
    if (dst->removed || src->removed)
        merge_edges(dst, src);
    else
        ptvi_durations_stretch(dst, src->min, src->max);
    ptvi_histogram_merge(&dst->histogram, &dst->allocator, &src->histogram);
    dst->n += src->n;
    dst->missing += src->missing;
    dst->rejected += src->rejected;
    ptvi_sums_merge(&dst->total, &src->total);
    for (int32_t i = 0; i < dst->n_limits; i++)
        dst->within[i] += src->within[i];
}

ptv_status ptv_durations_merge(ptv_durations *dst, const ptv_durations *src) {
    if (!dst || !src)
        return PTV_ERR_NULL;
    ptvi_histogram_foresee(&src->histogram);
    ptv_status status = ptvi_durations_prepare_merge(dst, src);
    if (status == PTV_OK)
        ptvi_durations_merge_prepared(dst, src);
    return status;
}

void ptvi_durations_clip(const ptv_durations *acc, struct ptvi_cell *cell) {
    if (acc->removed)
        return;
    cell->lower = cell->lower < acc->min ? acc->min : cell->lower;
    cell->upper = cell->upper > acc->max ? acc->max : cell->upper;
}

bool ptvi_durations_next_cell(const ptv_durations *acc, size_t *position, struct ptvi_cell *cell) {
    if (!ptvi_histogram_next(&acc->histogram, position, cell))
        return false;
    ptvi_durations_clip(acc, cell);
    return true;
}

uint64_t ptvi_durations_min(const ptv_durations *acc) {
    struct ptvi_cell first = {0, 0, 0};
    if (!acc->removed)
        return acc->min;
    ptvi_histogram_first(&acc->histogram, &first);
    return first.lower;
}

uint64_t ptvi_durations_max(const ptv_durations *acc) {
    struct ptvi_cell last = {0, 0, 0};
    if (!acc->removed)
        return acc->max;
    ptvi_histogram_last(&acc->histogram, &last);
    return last.upper;
}
