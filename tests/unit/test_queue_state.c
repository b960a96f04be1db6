/* SPDX-License-Identifier: MIT */
/* queue.h: configs, and what the verbs do to the state. */
#include "queue.h"

/* ---- configs, options, results */

static void inits_are_the_macros(void **unused) {
    (void)unused;
    ptv_queue_config config, want_config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue_options options, want_options = PTV_QUEUE_OPTIONS_INIT;
    ptv_queue_result result, want_result = PTV_QUEUE_RESULT_INIT;
    scribble(config);
    scribble(options);
    scribble(result);
    assert_ok(ptv_queue_config_init(&config));
    assert_ok(ptv_queue_options_init(&options));
    assert_ok(ptv_queue_result_init(&result));
    assert_same_bytes(config, want_config);
    assert_same_bytes(options, want_options);
    assert_same_bytes(result, want_result);
    ptv_call call = PTV_CALL_INIT;
    assert_true(call.wait_ms == PTV_TIME_NONE && call.wrap_up_ms == PTV_TIME_NONE);
    assert_true(call.talk_ms == PTV_TIME_NONE && call.hold_ms == PTV_TIME_NONE);
    assert_true(call.outcome == 0 && call.rings == 0 && call.transfers == 0 && call.reserved == 0);
}

static ptv_status new_with(const void *input, void *ctx) {
    (void)ctx;
    ptv_queue *acc = NULL;
    ptv_status status = ptv_queue_new(input, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_queue_free(acc);
    return status;
}

static void the_config_is_checked(void **unused) {
    (void)unused;
    ptv_queue_config good = queue_config_with(3000, 500);
    assert_input_size_checked(new_with, NULL, &good, sizeof good);
    ptv_queue_config wrong[12];
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        wrong[i] = good;
    wrong[0].short_ms = -1;
    wrong[1].short_ms = PTV_TIME_NONE;
    wrong[2].patience_unit_ms = -1;
    wrong[3].n_limits = -1;
    wrong[4].n_limits = PTV_QUEUE_LIMITS + 1;
    wrong[5].n_limits = INT32_MAX;
    wrong[6].limit_ms[0] = -1;
    wrong[7].limit_ms[1] = 0;
    wrong[8].limit_ms[2] = 4999;
    wrong[9].reserved2 = 1;
    wrong[10].limit_ms[2] = PTV_TIME_NONE;
    wrong[11].n_limits = INT32_MIN;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_status(PTV_ERR_ARGUMENT, new_with(&wrong[i], NULL));
    good.limit_ms[3] = -5; /* not declared */
    assert_ok(new_with(&good, NULL));
    assert_ok(new_with(NULL, NULL));
}

static ptv_status told_into(void *output, void *ctx) {
    return ptv_queue_config_read(ctx, output);
}

static void the_config_is_told(void **unused) {
    (void)unused;
    ptv_queue_config given = queue_config_with(3000, 500), told = PTV_QUEUE_CONFIG_INIT;
    ptv_queue *acc = queue_new(&given, NULL);
    assert_ok(ptv_queue_config_read(acc, &told));
    assert_same_bytes(told, given);
    assert_ok(ptv_queue_reset(acc));
    assert_ok(ptv_queue_config_read(acc, &told));
    assert_same_bytes(told, given);
    assert_output_size_checked(told_into, acc, sizeof told);
    ptv_queue_free(acc);

    acc = queue_new(NULL, NULL);
    ptv_queue_config defaults = PTV_QUEUE_CONFIG_INIT;
    defaults.patience_unit_ms = 1000;
    assert_ok(ptv_queue_config_read(acc, &told));
    assert_same_bytes(told, defaults);
    ptv_queue_free(acc);
}

static ptv_status read_with(const void *input, void *ctx) {
    ptv_queue_result out, before;
    scribble(out);
    out.size = (uint32_t)sizeof out;
    before = out;
    ptv_status status = ptv_queue_read(ctx, input, &out);
    if (status < 0)
        assert_same_bytes(out, before);
    return status;
}

static ptv_status level_with(const void *input, void *ctx) {
    ptv_estimate out, before;
    scribble(out);
    before = out;
    ptv_status status = ptv_queue_service_level(ctx, 5000, input, &out);
    if (status < 0)
        assert_same_bytes(out, before);
    return status;
}

static void options_are_checked(void **unused) {
    (void)unused;
    ptv_queue *acc = few_calls(NULL);
    ptv_queue_options good = PTV_QUEUE_OPTIONS_INIT, wrong[14];
    good.base = PTV_SERVICE_BASE_OFFERED;
    good.count_abandoned = 1;
    good.keep_short = 1;
    assert_input_size_checked(read_with, acc, &good, sizeof good);
    assert_input_size_checked(level_with, acc, &good, sizeof good);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        wrong[i] = good;
    wrong[0].confidence = 1;
    wrong[1].confidence = -0.5;
    wrong[2].confidence = NAN;
    wrong[3].confidence = INFINITY;
    wrong[4].share_method = -1;
    wrong[5].share_method = PTV_METHOD_SCORE;
    wrong[6].base = -1;
    wrong[7].base = PTV_SERVICE_BASE_OFFERED + 1;
    wrong[8].count_abandoned = 2;
    wrong[9].count_abandoned = -1;
    wrong[10].keep_short = 2;
    wrong[11].keep_short = INT32_MIN;
    wrong[12].base = INT32_MAX;
    wrong[13].share_method = PTV_METHOD_JEFFREYS + 1;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_status(PTV_ERR_ARGUMENT, read_with(&wrong[i], acc));
        assert_status(PTV_ERR_ARGUMENT, level_with(&wrong[i], acc));
    }
    ptv_queue_free(acc);
}

static ptv_status read_into(void *output, void *ctx) {
    return ptv_queue_read(ctx, NULL, output);
}

static void the_result_is_checked(void **unused) {
    (void)unused;
    ptv_queue *acc = few_calls(NULL), *none = queue_new(NULL, NULL);
    assert_output_size_checked(read_into, acc, sizeof(ptv_queue_result));
    assert_output_size_checked(read_into, none, sizeof(ptv_queue_result));
    ptv_queue_free(acc);
    ptv_queue_free(none);
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_queue *acc = few_calls(NULL), *out = NULL;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue_result result = PTV_QUEUE_RESULT_INIT;
    ptv_estimate e;
    const ptv_durations *times = NULL;
    const ptv_survival *patience = NULL;
    uint8_t byte;
    size_t len;
    assert_status(PTV_ERR_NULL, ptv_queue_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_options_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_result_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_config_read(NULL, &config));
    assert_status(PTV_ERR_NULL, ptv_queue_config_read(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_new(&config, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_copy(NULL, NULL, &out));
    assert_status(PTV_ERR_NULL, ptv_queue_copy(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_add(NULL, some_calls));
    assert_status(PTV_ERR_NULL, ptv_queue_add(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_add_records(NULL, some_calls, sizeof *some_calls, 1));
    assert_status(PTV_ERR_NULL, ptv_queue_add_records(acc, NULL, sizeof *some_calls, 1));
    assert_status(PTV_ERR_NULL, ptv_queue_add_ready(NULL, 1));
    assert_status(PTV_ERR_NULL, ptv_queue_remove(NULL, some_calls));
    assert_status(PTV_ERR_NULL, ptv_queue_remove(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_merge(NULL, acc));
    assert_status(PTV_ERR_NULL, ptv_queue_merge(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_read(NULL, NULL, &result));
    assert_status(PTV_ERR_NULL, ptv_queue_read(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_service_level(NULL, 5000, NULL, &e));
    assert_status(PTV_ERR_NULL, ptv_queue_service_level(acc, 5000, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_durations(NULL, 0, &times));
    assert_status(PTV_ERR_NULL, ptv_queue_durations(acc, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_patience(NULL, &patience));
    assert_status(PTV_ERR_NULL, ptv_queue_patience(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_serialize(NULL, &byte, 1, &len));
    assert_status(PTV_ERR_NULL, ptv_queue_serialize(acc, &byte, 1, NULL));
    assert_status(PTV_ERR_NULL, ptv_queue_serialize(acc, NULL, 1, &len));
    assert_status(PTV_ERR_NULL, ptv_queue_deserialize(NULL, NULL, 1, &out));
    assert_status(PTV_ERR_NULL, ptv_queue_deserialize(NULL, &byte, 1, NULL));
    assert_null(out);
    ptv_queue_free(NULL);
    ptv_queue_free(acc);
}

/* ---- adding, taking back, merging */

static void wrong_calls_are_refused(void **unused) {
    (void)unused;
    ptv_queue *acc = few_calls(NULL);
    ptv_call wrong[8], rows[3] = {some_calls[0], some_calls[4], some_calls[0]};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        wrong[i] = some_calls[0];
    wrong[0].outcome = 0;
    wrong[1].outcome = PTV_CALL_UNQUEUED + 1;
    wrong[2].outcome = INT32_MIN;
    wrong[3].rings = -1;
    wrong[4].transfers = INT32_MIN;
    wrong[5].reserved = 1;
    wrong[6].outcome = INT32_MAX;
    wrong[7].outcome = PTV_CALL_UNQUEUED;
    wrong[7].rings = -5;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_queue_untouched(acc, PTV_ERR_ARGUMENT, ptv_queue_add(acc, &wrong[i]));
        assert_queue_untouched(acc, PTV_ERR_ARGUMENT, ptv_queue_remove(acc, &wrong[i]));
        rows[2] = wrong[i];
        assert_queue_untouched(acc, PTV_ERR_ARGUMENT,
                               ptv_queue_add_records(acc, rows, sizeof *rows, COUNT_OF(rows)));
    }
    ptv_queue_free(acc);
}

/* In rows of any length, at any address. */
static void records_are_as_one_by_one(void **unused) {
    (void)unused;
    static uint8_t room[N_CALLS * (sizeof(ptv_call) + 40) + 8];
    ptv_queue_config config = queue_config_with(3000, 0);
    ptv_queue *one_by_one = queue_new(&config, NULL);
    add_calls(one_by_one);
    for (size_t more = 0; more < 40; more += 1 + more / 9)
        for (size_t shift = 0; shift < 8; shift++) {
            ptv_queue *acc = queue_new(&config, NULL);
            size_t stride = sizeof(ptv_call) + more;
            scribble(room);
            for (size_t i = 0; i < N_CALLS; i++)
                memcpy(room + shift + i * stride, &some_calls[i], sizeof *some_calls);
            const void *rows = room + shift;
            assert_status(PTV_OUT_OF_SCALE, ptv_queue_add_records(acc, rows, stride, N_CALLS));
            assert_same_queue(acc, one_by_one);
            ptv_queue_free(acc);
        }
    assert_queue_untouched(one_by_one, PTV_OK,
                           ptv_queue_add_records(one_by_one, NULL, sizeof *some_calls, 0));
    for (size_t stride = 0; stride < sizeof *some_calls; stride++)
        assert_queue_untouched(one_by_one, PTV_ERR_ARGUMENT,
                               ptv_queue_add_records(one_by_one, some_calls, stride, 1));
    ptv_queue_free(one_by_one);
}

static void what_was_added_can_be_taken_back(void **unused) {
    (void)unused;
    ptv_queue_config config = queue_config_with(3000, 0);
    ptv_queue *acc = queue_new(&config, NULL);
    add_calls(acc);
    for (size_t i = N_CALLS; i-- > 0;)
        assert_status(call_status(&some_calls[i]), ptv_queue_remove(acc, &some_calls[i]));
    ptv_queue_result r = queue_reading(acc), none = PTV_QUEUE_RESULT_INIT;
    ptv_queue *fresh = queue_new(&config, NULL);
    assert_true(ptv_queue_read(fresh, NULL, &none) == PTV_EMPTY);
    assert_same_bytes(r, none);
    for (int32_t kind = 0; kind < PTV_QUEUE_TIMES; kind++) {
        ptv_durations_result times = durations_read(queue_times(acc, kind));
        assert_true(times.n == 0 && times.missing == 0 && times.rejected == 0);
    }
    for (size_t i = 0; i < N_CALLS; i++) {
        assert_queue_untouched(acc, PTV_ERR_UNDERFLOW, ptv_queue_remove(acc, &some_calls[i]));
        assert_queue_untouched(fresh, PTV_ERR_UNDERFLOW, ptv_queue_remove(fresh, &some_calls[i]));
    }
    ptv_queue_free(acc);
    ptv_queue_free(fresh);
}

/* Of a call that is like one that was added, but for one member. */
static void what_was_not_added_cannot_be_taken_back(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    ptv_call call = answered_call(4000, 60000, 100, 5000), other;
    call.rings = call.transfers = 1;
    assert_ok(ptv_queue_add(acc, &call));
    for (int which = 0; which < 13; which++) {
        other = call;
        other.wait_ms = which == 0 ? 5000 : which == 1 ? -1 : which == 2 ? PTV_TIME_NONE : 4000;
        other.talk_ms = which == 3 ? 70000 : which == 4 ? PTV_TIME_NONE : 60000;
        other.hold_ms = which == 5 ? 101 : which == 6 ? -5 : 100;
        other.wrap_up_ms = which == 7 ? 9000 : 5000;
        other.outcome = which < 8 ? PTV_CALL_ANSWERED : which - 6; /* the other outcomes */
        assert_queue_untouched(acc, PTV_ERR_UNDERFLOW, ptv_queue_remove(acc, &other));
    }
    other = call;
    other.rings = 2;
    assert_queue_untouched(acc, PTV_ERR_UNDERFLOW, ptv_queue_remove(acc, &other));
    other = call;
    other.transfers = 2;
    assert_queue_untouched(acc, PTV_ERR_UNDERFLOW, ptv_queue_remove(acc, &other));
    assert_ok(ptv_queue_remove(acc, &call));
    ptv_queue_free(acc);
}

/* Every counter has something to take from, but together they were never added. */
static void a_call_made_up_of_others_cannot_be_taken_back(void **unused) {
    (void)unused;
    const int64_t none = PTV_TIME_NONE;
    static const ptv_queue_config defaults = PTV_QUEUE_CONFIG_INIT;
    const struct {
        ptv_call added[3], taken;
        int n;
        int64_t short_ms;
    } table[] = {
        {{call_of(PTV_CALL_CALLBACK, 5)}, call_of(PTV_CALL_FLOWED_OUT, 5), 1, 0},
        {{call_of(PTV_CALL_ANSWERED, 5), call_of(PTV_CALL_WAITING, none)},
         call_of(PTV_CALL_WAITING, 5),
         2,
         0},
        {{answered_call(1, 7, none, none), answered_call(1, none, 0, none)},
         answered_call(1, 7, 0, none),
         2,
         0},
        /* 2 + 3 + 7 = 1 + 5 + 6, and so do their squares: but 2 and 3 were short. */
        {{call_of(PTV_CALL_ABANDONED, 1000002), call_of(PTV_CALL_ABANDONED, 1000003),
          call_of(PTV_CALL_ABANDONED, 1000007)},
         call_of(PTV_CALL_ABANDONED, 1000006),
         3,
         1000004},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        ptv_queue_config config = defaults;
        config.short_ms = table[i].short_ms;
        ptv_queue *acc = queue_new(&config, NULL);
        for (int j = 0; j < table[i].n; j++)
            assert_ok(ptv_queue_add(acc, &table[i].added[j]));
        if (table[i].short_ms == 0) {
            assert_queue_untouched(acc, PTV_ERR_UNDERFLOW, ptv_queue_remove(acc, &table[i].taken));
        } else {
            /* The buckets cannot tell until the end; a queue is what is left at any time. */
            ptv_call next[] = {call_of(PTV_CALL_ABANDONED, 1000006),
                               call_of(PTV_CALL_ABANDONED, 1000005),
                               call_of(PTV_CALL_ABANDONED, 1000001)};
            ptv_status status = PTV_OK;
            for (size_t j = 0; j < COUNT_OF(next) && status >= 0; j++) {
                status = ptv_queue_remove(acc, &next[j]);
                struct bytes image = queue_bytes(acc);
                ptv_queue *back = NULL;
                assert_ok(ptv_queue_deserialize(NULL, image.data, image.len, &back));
                ptv_queue_free(back);
                free(image.data);
            }
            assert_status(PTV_ERR_UNDERFLOW, status);
        }
        ptv_queue_free(acc);
    }
}

static void unlike_queues_do_not_merge(void **unused) {
    (void)unused;
    ptv_queue *acc = few_calls(NULL);
    ptv_queue_config config[6];
    for (size_t i = 0; i < COUNT_OF(config); i++)
        config[i] = queue_config_with(3000, 0);
    config[0].calendar_id = 43;
    config[1].short_ms = 3001;
    config[2].patience_unit_ms = 1001;
    config[3].n_limits = 2;
    config[4].limit_ms[2] = 20001;
    config[5].n_limits = 4;
    config[5].limit_ms[3] = INT64_MAX;
    for (size_t i = 0; i < COUNT_OF(config); i++) {
        ptv_queue *other = queue_new(&config[i], NULL);
        assert_queue_untouched(acc, PTV_ERR_MISMATCH, ptv_queue_merge(acc, other));
        assert_queue_untouched(other, PTV_ERR_MISMATCH, ptv_queue_merge(other, acc));
        ptv_queue_free(other);
    }
    ptv_queue_config same = queue_config_with(3000, 1000); /* the default, spelled out */
    ptv_queue *other = queue_new(&same, NULL);
    assert_queue_untouched(acc, PTV_OK, ptv_queue_merge(acc, other));
    assert_ok(ptv_queue_merge(other, acc));
    assert_same_queue(acc, other);
    ptv_queue_free(other);
    ptv_queue_free(acc);
}

static void a_merge_with_itself_doubles(void **unused) {
    (void)unused;
    ptv_queue *acc = many_calls(), *copy = NULL;
    assert_ok(ptv_queue_copy(acc, NULL, &copy));
    assert_same_queue(acc, copy);
    ptv_queue_result before = queue_reading(acc);
    assert_ok(ptv_queue_merge(acc, acc));
    ptv_queue_result after = queue_reading(acc);
    assert_true(after.offered == 2 * before.offered && after.rings == 2 * before.rings);
    assert_true(after.short_abandoned == 2 * before.short_abandoned);
    assert_exact(after.occupancy_ratio, before.occupancy_ratio);
    assert_ok(ptv_queue_merge(copy, copy));
    assert_same_queue(acc, copy);
    ptv_queue_free(acc);
    ptv_queue_free(copy);
}

/* A queue n times: doubled bit by bit, from the highest. */
static ptv_queue *times(uint64_t n, const ptv_queue *one) {
    ptv_queue *acc = NULL;
    assert_ok(ptv_queue_copy(one, NULL, &acc));
    assert_ok(ptv_queue_reset(acc));
    for (int bit = 59; bit >= 0; bit--) {
        assert_ok(ptv_queue_merge(acc, acc));
        if (n >> bit & 1)
            assert_ok(ptv_queue_merge(acc, one));
    }
    return acc;
}

static void assert_bytes_are_read(const ptv_queue *acc) {
    struct bytes image = queue_bytes(acc);
    ptv_queue *back = NULL;
    assert_ok(ptv_queue_deserialize(NULL, image.data, image.len, &back));
    assert_same_queue(acc, back);
    free(image.data);
    ptv_queue_free(back);
}

/* As often as the counter allows, and not once more. */
static void counters_stop_at_their_limit(void **unused) {
    (void)unused;
    for (size_t i = 0; i < N_CALLS; i++) {
        ptv_call call = some_calls[i];
        uint64_t step = call.rings == INT32_MAX || call.transfers == INT32_MAX ? INT32_MAX : 1;
        call.rings = call.rings == INT32_MAX ? INT32_MAX : 0;
        call.transfers = call.transfers == INT32_MAX ? INT32_MAX : 0;
        ptv_queue *one = queue_new(NULL, NULL);
        assert_status(call_status(&call), ptv_queue_add(one, &call));
        ptv_queue *acc = times(PTV_COUNT_MAX / step, one);
        assert_bytes_are_read(acc);
        assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_merge(acc, one));
        assert_queue_untouched(one, PTV_ERR_OVERFLOW, ptv_queue_merge(one, acc));
        assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_merge(acc, acc));
        assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_add(acc, &call));
        assert_queue_untouched(acc, PTV_ERR_OVERFLOW,
                               ptv_queue_add_records(acc, &call, sizeof call, 1));
        assert_status(call_status(&call), ptv_queue_remove(acc, &call));
        assert_status(call_status(&call), ptv_queue_add(acc, &call));
        ptv_queue_free(acc);
        ptv_queue_free(one);
    }
    ptv_queue *ready = queue_new(NULL, NULL);
    assert_ok(ptv_queue_add_ready(ready, INT64_MAX));
    ptv_queue *acc = times(PTV_COUNT_MAX, ready);
    assert_bytes_are_read(acc);
    assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_add_ready(acc, 0));
    assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_merge(acc, ready));
    ptv_queue_free(acc);
    ptv_queue_free(ready);
}

/* Three kinds of offered calls, each as many as there may be, of the longest waits. */
static void the_largest_queue_is_read(void **unused) {
    (void)unused;
    ptv_queue_config config = queue_config_with(INT64_MAX, 1);
    ptv_queue *one = queue_new(&config, NULL);
    for (int32_t outcome = PTV_CALL_ANSWERED; outcome <= PTV_CALL_FLOWED_OUT; outcome++) {
        ptv_call call = call_of(outcome, INT64_MAX);
        call.talk_ms = INT64_MAX;
        assert_ok(ptv_queue_add(one, &call));
    }
    assert_ok(ptv_queue_add_ready(one, INT64_MAX));
    ptv_queue *acc = times(PTV_COUNT_MAX / 3, one); /* they share the patience */
    assert_bytes_are_read(acc);
    ptv_queue_result r = queue_reading(acc);
    assert_true(r.offered == PTV_COUNT_MAX / 3 * 3);
    assert_exact(r.wait.value, 0x1p63);
    assert_exact(r.aht.value, 0x1p63);
    assert_status(PTV_INCOMPLETE, r.patience.status); /* a third hung up, all at one time */
    assert_exact(r.occupancy_ratio, 0.5);
    assert_exact(r.abandonment.value, 1.0 / 3);
    assert_exact(service_level(acc, 20000, PTV_SERVICE_BASE_OFFERED, 1, 1).value, 0);
    ptv_queue_free(acc);
    ptv_queue_free(one);
}

/* Patience counts the calls of all outcomes together: it is full while each of their counters has
 * room, and then no part may change. */
static void a_full_part_keeps_all_others_as_they_are(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL), *doubled = queue_new(NULL, NULL);
    add_call(doubled, PTV_CALL_ANSWERED, 1000);
    for (int k = 0; k < 59; k++) {
        assert_ok(ptv_queue_merge(acc, doubled));
        if (k < 58)
            assert_ok(ptv_queue_merge(doubled, doubled));
    }
    assert_ok(ptv_queue_reset(doubled));
    add_call(doubled, PTV_CALL_WAITING, 1000);
    for (int k = 0; k < 59; k++)
        assert_ok(ptv_queue_merge(doubled, doubled));
    assert_ok(ptv_queue_merge(acc, doubled));
    assert_true(patience_of(acc).n == PTV_COUNT_MAX);
    ptv_call answered = call_of(PTV_CALL_ANSWERED, 1000), waiting = call_of(PTV_CALL_WAITING, 9000);
    assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_add(acc, &answered));
    assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_add(acc, &waiting));
    ptv_queue_free(acc);
    ptv_queue_free(doubled);
}

static void a_reset_queue_is_like_a_new_one(void **unused) {
    (void)unused;
    ptv_queue_config config = queue_config_with(3000, 0);
    ptv_queue *fresh = queue_new(&config, NULL), *used = many_calls();
    ptv_call call = nth_call(7);
    assert_ok(ptv_queue_remove(used, &call));
    assert_ok(ptv_queue_reset(used));
    assert_same_queue(fresh, used);
    add_calls(fresh);
    add_calls(used);
    assert_same_queue(fresh, used);
    ptv_queue_free(fresh);
    ptv_queue_free(used);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inits_are_the_macros),
        cmocka_unit_test(the_config_is_checked),
        cmocka_unit_test(the_config_is_told),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(the_result_is_checked),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(records_are_as_one_by_one),
        cmocka_unit_test(what_was_added_can_be_taken_back),
        cmocka_unit_test(what_was_not_added_cannot_be_taken_back),
        cmocka_unit_test(a_call_made_up_of_others_cannot_be_taken_back),
        cmocka_unit_test(unlike_queues_do_not_merge),
        cmocka_unit_test(a_merge_with_itself_doubles),
        cmocka_unit_test(counters_stop_at_their_limit),
        cmocka_unit_test(the_largest_queue_is_read),
        cmocka_unit_test(a_full_part_keeps_all_others_as_they_are),
        cmocka_unit_test(a_reset_queue_is_like_a_new_one),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("queue state", tests, NULL, NULL);
}
