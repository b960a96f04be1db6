/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "base/state.h"
#include "time/survival.h"

ptv_status ptv_survival_config_init(ptv_survival_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

static ptv_survival *new_state(const ptv_allocator *allocator, uint64_t calendar_id,
                               int64_t unit_ms) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_survival *acc = ptvi_allocate(&source, 1, sizeof *acc);
    if (acc) {
        acc->allocator = source;
        acc->calendar_id = calendar_id;
        acc->unit_ms = unit_ms;
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

static void release_blocks(ptv_survival *acc) {
    for (size_t i = 0; i < acc->n_blocks; i++)
        ptvi_release(&acc->allocator, acc->blocks[i]);
    ptvi_release(&acc->allocator, acc->blocks);
    acc->blocks = NULL;
    acc->n_blocks = acc->capacity = acc->n_times = 0;
}

void ptv_survival_free(ptv_survival *acc) {
    if (!acc)
        return;
    ptv_allocator allocator = acc->allocator;
    release_blocks(acc);
    ptvi_release(&allocator, acc);
}

ptv_status ptv_survival_reset(ptv_survival *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    release_blocks(acc);
    acc->n = acc->events = acc->missing = acc->rejected = 0;
    return PTV_OK;
}

/* Room for so many blocks in the list. */
static ptv_status reserve(ptv_survival *acc, size_t n) {
    if (n <= acc->capacity)
        return PTV_OK;
    size_t capacity = acc->capacity < 4 ? 4 : 2 * acc->capacity;
    while (capacity < n)
        capacity *= 2;
    struct ptvi_case_block **blocks = ptvi_allocate(&acc->allocator, capacity, sizeof *blocks);
    if (!blocks)
        return PTV_ERR_MEMORY;
    if (acc->n_blocks > 0)
        memcpy(blocks, acc->blocks, acc->n_blocks * sizeof *blocks);
    ptvi_release(&acc->allocator, acc->blocks);
    acc->blocks = blocks;
    acc->capacity = capacity;
    return PTV_OK;
}

ptv_status ptv_survival_copy(const ptv_survival *acc, const ptv_allocator *allocator,
                             ptv_survival **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_survival *copy = new_state(allocator, acc->calendar_id, acc->unit_ms);
    if (!copy)
        return PTV_ERR_MEMORY;
    bool failed = acc->n_blocks > 0 && reserve(copy, acc->n_blocks) < 0;
    for (; !failed && copy->n_blocks < acc->n_blocks; copy->n_blocks++) {
        struct ptvi_case_block *block = ptvi_allocate(&copy->allocator, 1, sizeof *block);
        if (block)
            *block = *acc->blocks[copy->n_blocks];
        copy->blocks[copy->n_blocks] = block;
        failed = !block;
    }
    if (failed) {
        ptv_survival_free(copy);
        return PTV_ERR_MEMORY;
    }
    copy->n_times = acc->n_times;
    copy->n = acc->n;
    copy->events = acc->events;
    copy->missing = acc->missing;
    copy->rejected = acc->rejected;
    *out = copy;
    return PTV_OK;
}

/* Where a time is, or where it belongs: in the last block that begins no later. */
static struct ptvi_case_position find(const ptv_survival *acc, uint64_t time) {
    size_t low = 0, high = acc->n_blocks;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (acc->blocks[middle]->cases[0].time <= time)
            low = middle;
        else
            high = middle;
    }
    struct ptvi_case_position at = {low, 0};
    if (acc->n_blocks == 0)
        return at;
    const struct ptvi_case_block *block = acc->blocks[low];
    size_t first = 0, last = block->n;
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        if (block->cases[middle].time < time)
            first = middle + 1;
        else
            last = middle;
    }
    at.index = first;
    return at;
}

static struct ptvi_cases *cases_at(const ptv_survival *acc, struct ptvi_case_position at,
                                   uint64_t time) {
    if (at.block >= acc->n_blocks || at.index >= acc->blocks[at.block]->n)
        return NULL;
    struct ptvi_cases *cases = &acc->blocks[at.block]->cases[at.index];
    return cases->time == time ? cases : NULL;
}

/* A new block behind another: empty, or with its upper half when it is full. */
static ptv_status split(ptv_survival *acc, size_t after) {
    ptv_status status = reserve(acc, acc->n_blocks + 1);
    if (status < 0)
        return status;
    struct ptvi_case_block *fresh = ptvi_allocate(&acc->allocator, 1, sizeof *fresh);
    if (!fresh)
        return PTV_ERR_MEMORY;
    size_t place = acc->n_blocks == 0 ? 0 : after + 1;
    memmove(acc->blocks + place + 1, acc->blocks + place,
            (acc->n_blocks - place) * sizeof *acc->blocks);
    acc->blocks[place] = fresh;
    acc->n_blocks++;
    if (place > 0) {
        struct ptvi_case_block *full = acc->blocks[after];
        fresh->n = full->n / 2;
        full->n -= fresh->n;
        memcpy(fresh->cases, full->cases + full->n, fresh->n * sizeof *fresh->cases);
    }
    return PTV_OK;
}

/* The cases of a time, made if there are none yet. NULL: no memory. */
static struct ptvi_cases *cases_of(ptv_survival *acc, uint64_t time) {
    struct ptvi_case_position at = find(acc, time);
    struct ptvi_cases *cases = cases_at(acc, at, time);
    if (cases)
        return cases;
    if (acc->n_blocks == 0 || acc->blocks[at.block]->n == PTVI_SURVIVAL_BLOCK) {
        if (split(acc, at.block) < 0)
            return NULL;
        at = find(acc, time);
    }
    struct ptvi_case_block *block = acc->blocks[at.block];
    cases = &block->cases[at.index];
    memmove(cases + 1, cases, (block->n - at.index) * sizeof *cases);
    memset(cases, 0, sizeof *cases);
    cases->time = time;
    block->n++;
    acc->n_times++;
    return cases;
}

/* Takes a time out of which the last case was taken back. */
static void drop(ptv_survival *acc, struct ptvi_case_position at) {
    struct ptvi_case_block *block = acc->blocks[at.block];
    struct ptvi_cases *cases = &block->cases[at.index];
    block->n--;
    acc->n_times--;
    memmove(cases, cases + 1, (block->n - at.index) * sizeof *cases);
    if (block->n > 0)
        return;
    ptvi_release(&acc->allocator, block);
    acc->n_blocks--;
    memmove(acc->blocks + at.block, acc->blocks + at.block + 1,
            (acc->n_blocks - at.block) * sizeof *acc->blocks);
}

const struct ptvi_cases *ptvi_survival_next(const ptv_survival *acc,
                                            struct ptvi_case_position *position) {
    if (position->block == acc->n_blocks)
        return NULL;
    const struct ptvi_case_block *block = acc->blocks[position->block];
    const struct ptvi_cases *cases = &block->cases[position->index];
    if (++position->index == block->n) {
        position->block++;
        position->index = 0;
    }
    return cases;
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
    struct ptvi_cases *cases = cases_of(acc, (uint64_t)time);
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
    struct ptvi_case_position at = find(acc, (uint64_t)time);
    struct ptvi_cases *cases = cases_at(acc, at, (uint64_t)time);
    uint64_t *count = !cases ? NULL : event == PTV_EVENT ? &cases->events : &cases->censored;
    if (!count || ptvi_count_remove(count, n) < 0)
        return PTV_ERR_UNDERFLOW;
    acc->events -= event == PTV_EVENT ? n : 0;
    acc->n -= n;
    if (cases->events == 0 && cases->censored == 0)
        drop(acc, at);
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
    ptv_status status = ptv_survival_copy(dst, &dst->allocator, &sum);
    if (status < 0)
        return status;
    struct ptvi_case_position position = {0, 0};
    const struct ptvi_cases *cases;
    while (status >= 0 && (cases = ptvi_survival_next(src, &position)) != NULL) {
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
