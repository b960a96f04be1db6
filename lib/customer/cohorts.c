/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/allocator.h"
#include "base/sized.h"
#include "customer/cohorts.h"

enum { DEFAULT_PERIODS = 64 };

ptv_status ptv_cohorts_config_init(ptv_cohorts_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

ptv_status ptv_cohorts_config_read(const ptv_cohorts *acc, ptv_cohorts_config *config) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status == PTV_OK)
        ptvi_sized_out(config, &acc->config, sizeof acc->config);
    return status;
}

/* Fills in the defaults. PTV_PERIOD_NONE is in no window, and a window's periods are numbers. */
static ptv_status config_from(const ptv_cohorts_config *caller, ptv_cohorts_config *config) {
    ptv_status status = caller ? ptvi_sized_in(config, sizeof *config, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (config->n_periods == 0)
        config->n_periods = DEFAULT_PERIODS;
    bool valid = config->n_periods > 0 && config->n_periods <= PTV_COHORTS_PERIODS &&
                 config->first_period != PTV_PERIOD_NONE &&
                 config->first_period <= INT64_MAX - (config->n_periods - 1) && config->unit >= 0 &&
                 config->unit <= PTV_PERIOD_YEAR;
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

static ptv_cohorts *new_state(const ptv_allocator *allocator, const ptv_cohorts_config *config) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_cohorts *acc = (ptv_cohorts *)ptvi_allocate(&source, 1, sizeof *acc);
    if (acc) {
        acc->allocator = source;
        acc->config = *config;
        acc->mixing = ptvi_mixing_of(config->seed);
        acc->words = ((size_t)config->n_periods + 63) / 64;
        acc->ids = ptvi_cohorts_dense(acc) ? 0 : PTVI_BUCKET;
        acc->stride = acc->ids + PTVI_BUCKET * acc->words;
    }
    return acc;
}

ptv_status ptv_cohorts_new(const ptv_cohorts_config *caller, const ptv_allocator *allocator,
                           ptv_cohorts **out) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = config_from(caller, &config);
    if (status < 0)
        return status;
    /* The state's own is of the size that this library knows. */
    config.size = sizeof config;
    ptv_cohorts *acc = new_state(allocator, &config);
    if (!acc)
        return PTV_ERR_MEMORY;
    *out = acc;
    return PTV_OK;
}

void ptv_cohorts_free(ptv_cohorts *acc) {
    if (!acc)
        return;
    ptv_allocator allocator = acc->allocator;
    ptvi_release(&allocator, acc->block);
    ptvi_release(&allocator, acc);
}

ptv_status ptv_cohorts_copy(const ptv_cohorts *acc, const ptv_allocator *allocator,
                            ptv_cohorts **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_cohorts *copy = new_state(allocator, &acc->config);
    if (!copy)
        return PTV_ERR_MEMORY;
    ptv_allocator source = copy->allocator;
    *copy = *acc;
    copy->allocator = source;
    ptv_status status = ptvi_cohorts_copy_table(copy);
    if (status < 0) {
        ptvi_release(&source, copy);
        return status;
    }
    *out = copy;
    return PTV_OK;
}

ptv_status ptv_cohorts_reset(ptv_cohorts *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_release(&acc->allocator, acc->block);
    acc->block = NULL;
    acc->capacity = acc->customers = acc->reach = 0;
    acc->spread = false;
    return PTV_OK;
}

ptv_status ptv_cohorts_add(ptv_cohorts *acc, uint64_t customer, int64_t period) {
    size_t slot;
    if (!acc)
        return PTV_ERR_NULL;
    if (customer == PTV_KEY_NONE || period == PTV_PERIOD_NONE)
        return PTV_OK;
    if (!ptvi_cohorts_takes(acc, customer, period))
        return PTV_ERR_ARGUMENT;
    ptv_status status = ptvi_cohorts_place(acc, ptvi_cohorts_id(acc, customer), &slot);
    if (status == PTV_OK)
        ptvi_cohorts_mark(acc, slot, period);
    return status;
}

ptv_status ptv_cohorts_add_earlier(ptv_cohorts *acc, uint64_t customer) {
    size_t slot;
    if (!acc)
        return PTV_ERR_NULL;
    if (customer == PTV_KEY_NONE)
        return PTV_OK;
    if (!ptvi_cohorts_takes(acc, customer, acc->config.first_period))
        return PTV_ERR_ARGUMENT;
    ptv_status status = ptvi_cohorts_place(acc, ptvi_cohorts_id(acc, customer), &slot);
    if (status == PTV_OK)
        ptvi_cohorts_mark_earlier(acc, slot);
    return status;
}

static bool any_earlier(const ptv_cohorts *acc) {
    uint64_t any = 0;
    for (size_t i = 0; i < (acc->capacity + 63) / 64; i++)
        any |= acc->earlier[i];
    return any;
}

/* Whether all activity of one state is in the window of another one: that before its own window,
 * whenever it was, too. */
static bool window_holds(const ptv_cohorts *dst, const ptv_cohorts *src, int64_t *periods) {
    struct ptvi_reach reach = ptvi_cohorts_reach(src);
    if (src->config.first_period > dst->config.first_period && any_earlier(src))
        return false;
    *periods = 0;
    if (reach.first < 0)
        return true;
    int64_t first = src->config.first_period + reach.first;
    int64_t last = src->config.first_period + reach.last;
    if (first < dst->config.first_period ||
        (uint64_t)last - (uint64_t)dst->config.first_period >= (uint64_t)dst->config.n_periods)
        return false;
    /* With activity in both, the windows overlap. */
    *periods = src->config.first_period - dst->config.first_period;
    return true;
}

static bool same_definition(const ptv_cohorts *a, const ptv_cohorts *b) {
    return a->config.unit == b->config.unit && a->config.zone_id == b->config.zone_id &&
           a->config.n_dense == b->config.n_dense && a->config.seed == b->config.seed;
}

/* Room for all customers of the other state; after this nothing can fail. Where there is none for
 * as many new ones, it is counted how many of them are new. */
static ptv_status reserve_for(ptv_cohorts *dst, const ptv_cohorts *src) {
    struct ptvi_customer customer;
    uint64_t wanted = dst->customers;
    size_t unused;
    if (ptvi_cohorts_dense(dst))
        return ptvi_cohorts_reserve(dst, ptvi_cohorts_end(src));
    if (src->customers <= ptvi_cohorts_room(dst) - dst->customers)
        return PTV_OK;
    ptvi_cohorts_relieve(dst);
    for (size_t slot = 0; slot < src->capacity; slot++)
        if (ptvi_cohorts_at(src, slot, &customer))
            wanted += !ptvi_cohorts_find(dst, customer.id, &unused);
    return ptvi_cohorts_reserve(dst, wanted);
}

static void unite(ptv_cohorts *dst, const ptv_cohorts *src, int64_t periods) {
    struct ptvi_customer customer;
    for (size_t slot = 0; slot < src->capacity; slot++) {
        if (!ptvi_cohorts_at(src, slot, &customer))
            continue;
        size_t place = ptvi_cohorts_put(dst, customer.id);
        uint64_t *record = ptvi_cohorts_record(dst, place);
        if (customer.earlier)
            ptvi_cohorts_mark_earlier(dst, place);
        if (periods == 0)
            for (size_t i = 0; i < dst->words && i < src->words; i++)
                record[i] |= customer.record[i];
        else
            for (int32_t at = ptvi_next_active(src, customer.record, 0); at >= 0;
                 at = ptvi_next_active(src, customer.record, at + 1))
                ptvi_activate(record, (uint64_t)(at + periods));
    }
}

ptv_status ptv_cohorts_merge(ptv_cohorts *dst, const ptv_cohorts *src) {
    int64_t periods;
    if (!dst || !src)
        return PTV_ERR_NULL;
    if (dst == src)
        return PTV_OK;
    if (!same_definition(dst, src) || !window_holds(dst, src, &periods))
        return PTV_ERR_MISMATCH;
    ptv_status status = reserve_for(dst, src);
    if (status == PTV_OK)
        unite(dst, src, periods);
    return status;
}
