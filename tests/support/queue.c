/* SPDX-License-Identifier: MIT */
#include "queue.h"

ptv_queue *queue_new(const ptv_queue_config *config, const ptv_allocator *allocator) {
    ptv_queue *acc = NULL;
    assert_ok(ptv_queue_new(config, allocator, &acc));
    assert_non_null(acc);
    return acc;
}

ptv_call call_of(int32_t outcome, int64_t wait_ms) {
    ptv_call call = PTV_CALL_INIT;
    call.outcome = outcome;
    call.wait_ms = wait_ms;
    return call;
}

ptv_call answered_call(int64_t wait, int64_t talk, int64_t hold, int64_t wrap_up) {
    ptv_call call = call_of(PTV_CALL_ANSWERED, wait);
    call.talk_ms = talk;
    call.hold_ms = hold;
    call.wrap_up_ms = wrap_up;
    return call;
}

void add_call(ptv_queue *acc, int32_t outcome, int64_t wait_ms) {
    ptv_call call = call_of(outcome, wait_ms);
    assert_ok(ptv_queue_add(acc, &call));
}

struct bytes queue_bytes(const ptv_queue *acc) {
    return state_bytes(PTV_TYPE_QUEUE, acc);
}

bool same_queue(const ptv_queue *a, const ptv_queue *b) {
    return same_states(PTV_TYPE_QUEUE, a, b);
}

ptv_queue_result queue_reading(const ptv_queue *acc) {
    ptv_queue_result result;
    scribble(result);
    result.size = (uint32_t)sizeof result;
    ptv_status status = ptv_queue_read(acc, NULL, &result);
    assert_true(status >= 0);
    assert_status(status, result.abandonment.status);
    return result;
}

const ptv_durations *queue_times(const ptv_queue *acc, int32_t kind) {
    const ptv_durations *times = NULL;
    assert_ok(ptv_queue_durations(acc, kind, &times));
    assert_non_null(times);
    return times;
}

ptv_survival_result patience_of(const ptv_queue *acc) {
    const ptv_survival *patience = NULL;
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    assert_ok(ptv_queue_patience(acc, &patience));
    assert_true(ptv_survival_read(patience, NULL, &result) >= 0);
    return result;
}

ptv_estimate service_level(const ptv_queue *acc, int64_t limit_ms, int32_t base,
                           int32_t count_abandoned, int32_t keep_short) {
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    ptv_estimate out;
    opt.base = base;
    opt.count_abandoned = count_abandoned;
    opt.keep_short = keep_short;
    scribble(out);
    ptv_status status = ptv_queue_service_level(acc, limit_ms, &opt, &out);
    assert_true(status >= 0);
    assert_status(status, out.status);
    return out;
}

const int64_t answered_s[N_ANSWERED] = {0, 0, 4, 10, 15, 20, 21, 60};
const int64_t abandoned_s[N_ABANDONED] = {1, 3, 5, 7, 12, 30};
const int64_t flowed_out_s[N_FLOWED_OUT] = {2, 8};

ptv_queue_config example_config(void) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    static const int64_t limits[] = {2 * SECOND, 5 * SECOND, 10 * SECOND, 20 * SECOND};
    config.short_ms = 5 * SECOND;
    config.n_limits = COUNT_OF(limits);
    memcpy(config.limit_ms, limits, sizeof limits);
    return config;
}

void add_example(ptv_queue *acc) {
    for (size_t i = 0; i < COUNT_OF(answered_s); i++) {
        ptv_call call = answered_call(answered_s[i] * SECOND, 100 * SECOND, 10 * SECOND,
                                      (int64_t)(5 + i) * SECOND);
        call.rings = 2;
        call.transfers = i == 3 ? 4 : 0;
        assert_ok(ptv_queue_add(acc, &call));
    }
    for (size_t i = 0; i < COUNT_OF(abandoned_s); i++)
        add_call(acc, PTV_CALL_ABANDONED, abandoned_s[i] * SECOND);
    for (size_t i = 0; i < COUNT_OF(flowed_out_s); i++)
        add_call(acc, PTV_CALL_FLOWED_OUT, flowed_out_s[i] * SECOND);
    add_call(acc, PTV_CALL_CALLBACK, 90 * SECOND);
    add_call(acc, PTV_CALL_WAITING, 25 * SECOND);
    add_call(acc, PTV_CALL_WAITING, 3 * SECOND);
    add_call(acc, PTV_CALL_UNQUEUED, PTV_TIME_NONE);
}

ptv_queue *example_queue(void) {
    ptv_queue_config config = example_config();
    ptv_queue *acc = queue_new(&config, NULL);
    add_example(acc);
    return acc;
}

ptv_queue_config queue_config_with(int64_t short_ms, int64_t unit_ms) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    config.calendar_id = 42;
    config.short_ms = short_ms;
    config.patience_unit_ms = unit_ms;
    config.n_limits = 3;
    config.limit_ms[0] = 0;
    config.limit_ms[1] = 5000;
    config.limit_ms[2] = 20000;
    return config;
}

const ptv_call some_calls[N_CALLS] = {
    {4000, 60000, 0, 5000, PTV_CALL_ANSWERED, 1, 2, 0},
    {0, 60000, PTV_TIME_NONE, 0, PTV_CALL_ANSWERED, 0, 0, 0},
    {PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_ANSWERED, 0, 0, 0},
    {-1, -2, 9, -3, PTV_CALL_ANSWERED, 0, INT32_MAX, 0},
    {3000, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_ABANDONED, 3, 0, 0},
    {3001, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_ABANDONED, 0, 0, 0},
    {PTV_TIME_NONE, 1, 1, 1, PTV_CALL_ABANDONED, 0, 0, 0},
    {-7, 0, 0, 0, PTV_CALL_ABANDONED, 0, 0, 0},
    {90000, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_FLOWED_OUT, INT32_MAX, 0, 0},
    {INT64_MAX, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_CALLBACK, 0, 0, 0},
    {12345, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_WAITING, 0, 0, 0},
    {-12345, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_WAITING, 0, 0, 0},
    {1, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_CALL_UNQUEUED, 0, 0, 0},
};

ptv_status call_status(const ptv_call *call) {
    bool wrong =
        call->outcome != PTV_CALL_UNQUEUED && call->wait_ms < 0 && call->wait_ms != PTV_TIME_NONE;
    return wrong ? PTV_OUT_OF_SCALE : PTV_OK;
}

void add_calls(ptv_queue *acc) {
    for (size_t i = 0; i < N_CALLS; i++)
        assert_status(call_status(&some_calls[i]), ptv_queue_add(acc, &some_calls[i]));
}

ptv_queue *few_calls(const ptv_allocator *allocator) {
    ptv_queue_config config = queue_config_with(3000, 0);
    ptv_queue *acc = queue_new(&config, allocator);
    add_calls(acc);
    assert_ok(ptv_queue_add_ready(acc, 1000));
    return acc;
}

ptv_call nth_call(int64_t i) {
    ptv_call call = answered_call(i * 1009, i * 777, i * 10, 30000 - i);
    call.outcome = i % 4 == 0 ? PTV_CALL_ABANDONED : PTV_CALL_ANSWERED;
    return call;
}

ptv_queue *many_calls(void) {
    ptv_queue *acc = few_calls(NULL);
    for (int64_t i = 0; i < 1200; i++) {
        ptv_call call = nth_call(i);
        assert_ok(ptv_queue_add(acc, &call));
    }
    return acc;
}
