/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>

#include "base/sized.h"
#include "base/state.h"
#include "time/survival.h"

ptv_status ptv_survival_config_init(ptv_survival_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

ptv_status ptv_survival_config_read(const ptv_survival *acc, ptv_survival_config *config) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status < 0)
        return status;
    ptv_survival_config own = PTV_SURVIVAL_CONFIG_INIT;
    own.calendar_id = acc->calendar_id;
    own.unit_ms = acc->unit_ms;
    ptvi_sized_out(config, &own, sizeof own);
    return PTV_OK;
}

static ptv_survival *new_state(const ptv_allocator *allocator, uint64_t calendar_id,
                               int64_t unit_ms) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_survival *acc = (ptv_survival *)ptvi_allocate(&source, 1, sizeof *acc);
    if (acc) {
        acc->calendar_id = calendar_id;
        acc->unit_ms = unit_ms;
        ptvi_sorted_init(&acc->times, &source, sizeof(struct ptvi_cases) / sizeof(uint64_t), 1);
    }
    return acc;
}

ptv_status ptv_survival_new(const ptv_survival_config *caller, const ptv_allocator *allocator,
                            ptv_survival **out) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = caller ? ptvi_sized_in(&config, sizeof config, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (config.unit_ms < 0)
        return PTV_ERR_ARGUMENT;
    ptv_survival *acc =
        new_state(allocator, config.calendar_id, config.unit_ms == 0 ? 1 : config.unit_ms);
    if (!acc)
        return PTV_ERR_MEMORY;
    *out = acc;
    return PTV_OK;
}

void ptv_survival_free(ptv_survival *acc) {
    if (!acc)
        return;
    ptv_allocator allocator = acc->times.allocator;
    ptvi_sorted_clear(&acc->times);
    ptvi_release(&allocator, acc);
}

ptv_status ptv_survival_reset(ptv_survival *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_sorted_clear(&acc->times);
    acc->n = acc->events = acc->missing = acc->rejected = 0;
    return PTV_OK;
}

ptv_status ptv_survival_copy(const ptv_survival *acc, const ptv_allocator *allocator,
                             ptv_survival **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_survival *copy = new_state(allocator, acc->calendar_id, acc->unit_ms);
    if (!copy)
        return PTV_ERR_MEMORY;
    if (ptvi_sorted_copy(&copy->times, &acc->times) < 0) {
        ptv_survival_free(copy);
        return PTV_ERR_MEMORY;
    }
    copy->n = acc->n;
    copy->events = acc->events;
    copy->missing = acc->missing;
    copy->rejected = acc->rejected;
    *out = copy;
    return PTV_OK;
}

/* The cases of a time, or NULL and the place where they belong. */
static struct ptvi_cases *find(const ptv_survival *acc, int64_t time,
                               struct ptvi_sorted_place *place) {
    const uint64_t key = (uint64_t)time;
    return (struct ptvi_cases *)ptvi_sorted_find(&acc->times, &key, place);
}

/* The cases of a time, made if there are none yet. NULL: no memory. */
static struct ptvi_cases *cases_of(ptv_survival *acc, int64_t time) {
    struct ptvi_sorted_place place;
    struct ptvi_cases *cases = find(acc, time, &place);
    const uint64_t none[] = {(uint64_t)time, 0, 0};
    return cases ? cases : (struct ptvi_cases *)ptvi_sorted_insert(&acc->times, place, none);
}

ptv_status ptvi_survival_prepare_add(ptv_survival *acc, int64_t time) {
    struct ptvi_sorted_place place;
    uint64_t count = time == PTV_TIME_NONE ? acc->missing : time < 0 ? acc->rejected : acc->n;
    if (count == PTV_COUNT_MAX)
        return PTV_ERR_OVERFLOW;
    if (time < 0 || find(acc, time, &place))
        return PTV_OK;
    return ptvi_sorted_reserve(&acc->times, place);
}

const struct ptvi_cases *ptvi_survival_next(const ptv_survival *acc,
                                            struct ptvi_sorted_place *place) {
    return (const struct ptvi_cases *)ptvi_sorted_next(&acc->times, place);
}

/* Counts cases that have no place on the curve; whether the time was one of those. */
static bool count_apart(ptv_survival *acc, int64_t time, uint64_t n,
                        ptv_status (*change)(uint64_t *, uint64_t), ptv_status *status) {
    if (time >= 0)
        return false;
    *status = change(time == PTV_TIME_NONE ? &acc->missing : &acc->rejected, n);
    if (*status == PTV_OK && time != PTV_TIME_NONE)
        *status = PTV_OUT_OF_SCALE;
    return true;
}

ptv_status ptv_survival_add_n(ptv_survival *acc, int64_t time, int32_t event, uint64_t n) {
    ptv_status status;
    if (!acc)
        return PTV_ERR_NULL;
    if (event != PTV_EVENT && event != PTV_CENSORED)
        return PTV_ERR_ARGUMENT;
    if (count_apart(acc, time, n, ptvi_count_add, &status))
        return status;
    if (n > PTV_COUNT_MAX - acc->n)
        return PTV_ERR_OVERFLOW;
    if (n == 0)
        return PTV_OK;
    struct ptvi_cases *cases = cases_of(acc, time);
    if (!cases)
        return PTV_ERR_MEMORY;
    cases->events += event == PTV_EVENT ? n : 0;
    cases->censored += event == PTV_EVENT ? 0 : n;
    acc->events += event == PTV_EVENT ? n : 0;
    acc->n += n;
    return PTV_OK;
}

ptv_status ptv_survival_add(ptv_survival *acc, int64_t time, int32_t event) {
    return ptv_survival_add_n(acc, time, event, 1);
}

ptv_status ptv_survival_remove(ptv_survival *acc, int64_t time, int32_t event, uint64_t n) {
    ptv_status status;
    if (!acc)
        return PTV_ERR_NULL;
    if (event != PTV_EVENT && event != PTV_CENSORED)
        return PTV_ERR_ARGUMENT;
    if (count_apart(acc, time, n, ptvi_count_remove, &status))
        return status;
    if (n == 0)
        return PTV_OK;
    struct ptvi_sorted_place place;
    struct ptvi_cases *cases = find(acc, time, &place);
    uint64_t *count = !cases ? NULL : event == PTV_EVENT ? &cases->events : &cases->censored;
    if (!count || ptvi_count_remove(count, n) < 0)
        return PTV_ERR_UNDERFLOW;
    acc->events -= event == PTV_EVENT ? n : 0;
    acc->n -= n;
    if (cases->events == 0 && cases->censored == 0)
        ptvi_sorted_erase(&acc->times, place);
    return PTV_OK;
}

static void swap(ptv_survival *a, ptv_survival *b) {
    ptv_survival kept = *a;
    *a = *b;
    *b = kept;
}

ptv_status ptv_survival_merge(ptv_survival *dst, const ptv_survival *src) {
    if (!dst || !src)
        return PTV_ERR_NULL;
    if (dst->calendar_id != src->calendar_id || dst->unit_ms != src->unit_ms)
        return PTV_ERR_MISMATCH;
    if (src->n > PTV_COUNT_MAX - dst->n || src->missing > PTV_COUNT_MAX - dst->missing ||
        src->rejected > PTV_COUNT_MAX - dst->rejected)
        return PTV_ERR_OVERFLOW;
    /* A time may need memory, so the sum is made apart and takes its place when it is whole. */
    ptv_survival *sum;
    ptv_status status = ptv_survival_copy(dst, &dst->times.allocator, &sum);
    if (status < 0)
        return status;
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_cases *cases;
    while (status >= 0 && (cases = ptvi_survival_next(src, &place)) != NULL) {
        int64_t time = (int64_t)cases->time;
        status = ptv_survival_add_n(sum, time, PTV_EVENT, cases->events);
        if (status >= 0)
            status = ptv_survival_add_n(sum, time, PTV_CENSORED, cases->censored);
    }
    if (status >= 0) {
        sum->missing += src->missing;
        sum->rejected += src->rejected;
        swap(dst, sum);
    }
    ptv_survival_free(sum);
    return status < 0 ? status : PTV_OK;
}
