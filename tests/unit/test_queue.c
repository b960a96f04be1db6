/* SPDX-License-Identifier: MIT */
/* queue.h: counts and times. Service levels are in test_queue_level.c, the verbs in
 * test_queue_state.c, bytes and memory in test_queue_wire.c. */
#include "queue.h"

static void counts_come_first(void **unused) {
    (void)unused;
    ptv_queue *acc = example_queue();
    ptv_queue_result r = queue_reading(acc);
    assert_true(r.offered == 17 && r.answered == 8 && r.abandoned == 6 && r.flowed_out == 3);
    assert_true(r.offered == r.answered + r.abandoned + r.flowed_out);
    assert_true(r.short_abandoned == 3 && r.callbacks == 1 && r.waiting == 2 && r.unqueued == 1);
    assert_true(r.rings == 16 && r.transfers == 4);
    assert_true(r.parts == 7 && r.reserved == 0 && r.reserved2 == 0);
    ptv_queue_free(acc);
}

static void abandonment_is_of_all_offered(void **unused) {
    (void)unused;
    ptv_queue *acc = example_queue();
    ptv_estimate e = queue_reading(acc).abandonment, want;
    assert_ok(ptv_share_interval(6, 17, 0.95, PTV_METHOD_WILSON, &want));
    assert_same_bytes(e, want);
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    ptv_queue_result r = PTV_QUEUE_RESULT_INIT;
    opt.confidence = 0.9;
    opt.share_method = PTV_METHOD_CLOPPER_PEARSON;
    assert_ok(ptv_queue_read(acc, &opt, &r));
    assert_ok(ptv_share_interval(6, 17, 0.9, PTV_METHOD_CLOPPER_PEARSON, &want));
    assert_same_bytes(r.abandonment, want);
    assert_exact(r.asa.confidence, 0.9);
    assert_exact(r.wait.confidence, 0.9);
    assert_exact(r.aht.confidence, 0.9);
    assert_exact(r.patience.confidence, 0.9);
    ptv_queue_free(acc);
}

static void mean_times_are_those_of_the_durations(void **unused) {
    (void)unused;
    ptv_queue *acc = example_queue();
    ptv_queue_result r = queue_reading(acc);
    assert_exact(r.asa.value, 130000.0 / 8); /* 0 0 4 10 15 20 21 60 s */
    ptv_estimate mean = durations_read(queue_times(acc, PTV_QUEUE_WAIT_ANSWERED)).mean;
    assert_same_bytes(r.asa, mean);
    assert_exact(r.aht.value, 118500); /* 110 s and 5 to 12 s */
    mean = durations_read(queue_times(acc, PTV_QUEUE_HANDLING)).mean;
    assert_same_bytes(r.aht, mean);
    /* All offered together: 130 + 58 + 100 s of 17 calls. */
    ptv_durations *all = durations_new(NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(answered_s); i++)
        assert_ok(ptv_durations_add(all, answered_s[i] * SECOND));
    for (size_t i = 0; i < COUNT_OF(abandoned_s); i++)
        assert_ok(ptv_durations_add(all, abandoned_s[i] * SECOND));
    for (size_t i = 0; i < COUNT_OF(flowed_out_s); i++)
        assert_ok(ptv_durations_add(all, flowed_out_s[i] * SECOND));
    assert_ok(ptv_durations_add(all, 90 * SECOND));
    assert_close(r.wait.value, 288000.0 / 17, 1e-15);
    mean = durations_read(all).mean;
    assert_same_bytes(r.wait, mean);
    ptv_durations_free(all);
    ptv_queue_free(acc);
}

/* ---- times that are not known, or not recorded */

static void a_call_that_still_waits_has_only_patience(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    static const int64_t waits[] = {7 * SECOND, PTV_TIME_NONE, -1, INT64_MIN + 1};
    for (size_t i = 0; i < COUNT_OF(waits); i++) {
        ptv_call call = call_of(PTV_CALL_WAITING, waits[i]);
        call.talk_ms = call.hold_ms = call.wrap_up_ms = 5;
        assert_status(i < 2 ? PTV_OK : PTV_OUT_OF_SCALE, ptv_queue_add(acc, &call));
        assert_status(i < 2 ? PTV_OK : PTV_OUT_OF_SCALE,
                      ptv_queue_add_records(acc, &call, sizeof call, 1));
    }
    ptv_queue_result r = queue_reading(acc);
    assert_true(r.waiting == 8 && r.offered == 0 && r.parts == 0);
    assert_empty_estimate(r.abandonment);
    for (int32_t kind = 0; kind < PTV_QUEUE_TIMES; kind++) {
        ptv_durations_result times = durations_read(queue_times(acc, kind));
        assert_true(times.n == 0 && times.missing == 0 && times.rejected == 0);
    }
    ptv_survival_result patience = patience_of(acc);
    assert_true(patience.n == 2 && patience.events == 0 && patience.last == 7);
    assert_true(patience.missing == 2 && patience.rejected == 4);
    ptv_queue_free(acc);
}

static void a_call_that_never_queued_has_nothing(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    ptv_call call = answered_call(-5, -1, 3, 4);
    call.outcome = PTV_CALL_UNQUEUED;
    call.rings = 3;
    assert_ok(ptv_queue_add(acc, &call));
    ptv_queue_result r = queue_reading(acc);
    assert_true(r.unqueued == 1 && r.offered == 0 && r.rings == 3 && r.parts == 0);
    assert_true(patience_of(acc).n == 0 && patience_of(acc).rejected == 0);
    ptv_queue_free(acc);
}

static void handling_is_what_is_recorded(void **unused) {
    (void)unused;
    const int64_t none = PTV_TIME_NONE, most = INT64_MAX;
    static const struct {
        int64_t talk, hold, wrap_up, handling; /* handling -1: rejected */
        uint32_t parts;
    } table[] = {
        {50, 20, 10, 80, 7},
        {50, PTV_TIME_NONE, PTV_TIME_NONE, 50, 1},
        {PTV_TIME_NONE, 7, 0, 7, 6},
        {PTV_TIME_NONE, PTV_TIME_NONE, 9, 9, 4},
        {0, 0, PTV_TIME_NONE, 0, 3},
        {PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, INT64_MIN, 0},
        {-1, 3, 4, -1, 6},
        {3, PTV_TIME_NONE, -9, -1, 1},
        {3, INT64_MIN + 1, 4, -1, 5},
        {INT64_MAX, 0, PTV_TIME_NONE, INT64_MAX, 3},
        {1, INT64_MAX - 2, 1, INT64_MAX, 7},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        ptv_queue *acc = queue_new(NULL, NULL);
        ptv_call call = answered_call(0, table[i].talk, table[i].hold, table[i].wrap_up);
        assert_status(table[i].handling == -1 ? PTV_OUT_OF_SCALE : PTV_OK,
                      ptv_queue_add(acc, &call));
        ptv_queue_result r = queue_reading(acc);
        assert_int_equal(r.parts, table[i].parts);
        ptv_durations_result handling = durations_read(queue_times(acc, PTV_QUEUE_HANDLING));
        assert_true(handling.n == (table[i].handling >= 0));
        assert_true(handling.missing == (table[i].handling == none));
        assert_true(handling.rejected == (table[i].handling == -1));
        if (table[i].handling >= 0)
            assert_exact(r.aht.value, (double)table[i].handling);
        else
            assert_empty_estimate(r.aht);
        ptv_queue_free(acc);
    }
    const ptv_call too_long[] = {answered_call(0, most, 1, none),
                                 answered_call(0, most, most, most),
                                 answered_call(0, 1, most - 1, 1)};
    ptv_queue *acc = example_queue();
    for (size_t i = 0; i < COUNT_OF(too_long); i++) {
        assert_queue_untouched(acc, PTV_ERR_OVERFLOW, ptv_queue_add(acc, &too_long[i]));
        assert_queue_untouched(
            acc, PTV_ERR_OVERFLOW,
            ptv_queue_add_records(acc, too_long, sizeof *too_long, COUNT_OF(too_long)));
        /* It was never added, so it cannot be taken back. */
        assert_queue_untouched(acc, PTV_ERR_UNDERFLOW, ptv_queue_remove(acc, &too_long[i]));
    }
    ptv_queue_free(acc);
}

static void only_answered_calls_are_handled(void **unused) {
    (void)unused;
    for (int32_t outcome = PTV_CALL_ABANDONED; outcome <= PTV_CALL_UNQUEUED; outcome++) {
        ptv_queue *acc = queue_new(NULL, NULL), *plain = queue_new(NULL, NULL);
        ptv_call call = answered_call(5, 1, -2, INT64_MAX);
        call.outcome = outcome;
        assert_ok(ptv_queue_add(acc, &call));
        add_call(plain, outcome, 5);
        assert_same_queue(acc, plain);
        ptv_queue_free(acc);
        ptv_queue_free(plain);
    }
}

/* ---- occupancy, patience */

static void occupancy_needs_ready_time(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    assert_nan(queue_reading(acc).occupancy_ratio);
    assert_ok(ptv_queue_add_ready(acc, 0));
    assert_nan(queue_reading(acc).occupancy_ratio); /* no time at all */
    assert_ok(ptv_queue_add_ready(acc, 3 * MINUTE));
    assert_exact(queue_reading(acc).occupancy_ratio, 0);
    ptv_call call = answered_call(0, MINUTE, PTV_TIME_NONE, PTV_TIME_NONE);
    assert_ok(ptv_queue_add(acc, &call));
    assert_exact(queue_reading(acc).occupancy_ratio, 0.25);
    assert_ok(ptv_queue_add_ready(acc, 2 * MINUTE));
    assert_close(queue_reading(acc).occupancy_ratio, 1.0 / 6, 1e-15);
    assert_queue_untouched(acc, PTV_ERR_ARGUMENT, ptv_queue_add_ready(acc, -1));
    assert_queue_untouched(acc, PTV_ERR_ARGUMENT, ptv_queue_add_ready(acc, PTV_TIME_NONE));
    /* Far beyond 64 bits. */
    for (int i = 0; i < 1000; i++)
        assert_ok(ptv_queue_add_ready(acc, INT64_MAX));
    call.talk_ms = INT64_MAX;
    for (int i = 0; i < 3000; i++)
        assert_ok(ptv_queue_add(acc, &call));
    assert_close(queue_reading(acc).occupancy_ratio, 0.75, 1e-12);
    ptv_queue_free(acc);

    /* Ready time that is known to be none is something else than one that is not known. */
    acc = queue_new(NULL, NULL);
    assert_ok(ptv_queue_add(acc, &call));
    assert_nan(queue_reading(acc).occupancy_ratio);
    assert_ok(ptv_queue_add_ready(acc, 0));
    assert_exact(queue_reading(acc).occupancy_ratio, 1);
    ptv_queue_free(acc);
}

static void patience_is_censored_by_everything_but_hanging_up(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    const ptv_survival *patience;
    ptv_survival_point points[8];
    size_t n;
    add_call(acc, PTV_CALL_ABANDONED, 1999); /* units are seconds, rounded down */
    add_call(acc, PTV_CALL_ANSWERED, 2000);
    add_call(acc, PTV_CALL_ABANDONED, 3001);
    add_call(acc, PTV_CALL_WAITING, 4500);
    add_call(acc, PTV_CALL_CALLBACK, 5000);
    add_call(acc, PTV_CALL_FLOWED_OUT, 5999);
    add_call(acc, PTV_CALL_ABANDONED, 6000);
    add_call(acc, PTV_CALL_UNQUEUED, 1);
    assert_ok(ptv_queue_patience(acc, &patience));
    assert_ok(ptv_survival_curve(patience, NULL, points, COUNT_OF(points), &n));
    static const struct {
        int64_t time;
        uint64_t at_risk, events, censored;
        double left;
    } want[] = {{1, 7, 1, 0, 6.0 / 7},   {2, 6, 0, 1, 6.0 / 7},   {3, 5, 1, 0, 24.0 / 35},
                {4, 4, 0, 1, 24.0 / 35}, {5, 3, 0, 2, 24.0 / 35}, {6, 1, 1, 0, 0}};
    assert_int_equal(n, COUNT_OF(want));
    for (size_t i = 0; i < n; i++) {
        assert_true(points[i].time == want[i].time && points[i].at_risk == want[i].at_risk);
        assert_true(points[i].events == want[i].events && points[i].censored == want[i].censored);
        assert_close(points[i].survival.value, want[i].left, 1e-15);
    }
    ptv_queue_result r = queue_reading(acc);
    ptv_survival_result s = patience_of(acc);
    assert_exact(r.patience.value, 6000);
    assert_exact(r.patience.lower, 1000 * s.median.lower);
    assert_exact(r.patience.upper, 1000 * s.median.upper);
    assert_true(r.patience.status == s.median.status && r.patience.n == 7);
    assert_int_equal(r.patience.method, PTV_METHOD_ROTHMAN_WILSON);
    ptv_queue_free(acc);
}

static void patience_that_outlasts_the_log_has_no_median(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    add_call(acc, PTV_CALL_ABANDONED, 5 * SECOND);
    add_call(acc, PTV_CALL_ANSWERED, 5 * SECOND);
    add_call(acc, PTV_CALL_ANSWERED, 9 * SECOND);
    ptv_queue_result r = queue_reading(acc);
    assert_status(PTV_INCOMPLETE, r.patience.status);
    assert_nan(r.patience.value);
    ptv_queue_free(acc);
}

static void patience_is_kept_in_the_configs_unit(void **unused) {
    (void)unused;
    static const int64_t units[] = {1, 7, 1000, 60000, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
        config.patience_unit_ms = units[i];
        config.calendar_id = 9;
        ptv_queue *acc = queue_new(&config, NULL);
        for (int j = 0; j < 3; j++)
            add_call(acc, PTV_CALL_ABANDONED, 123456);
        ptv_survival_result s = patience_of(acc);
        assert_true(s.unit_ms == units[i] && s.calendar_id == 9 && s.last == 123456 / units[i]);
        assert_exact(queue_reading(acc).patience.value, (double)(123456 / units[i] * units[i]));
        ptv_queue_free(acc);
    }
}

/* The config's calendar and limits are those of the waits. */
static void parts_have_the_configs_that_they_need(void **unused) {
    (void)unused;
    ptv_queue_config config = example_config();
    config.calendar_id = 77;
    ptv_queue *acc = queue_new(&config, NULL);
    for (int32_t kind = 0; kind < PTV_QUEUE_TIMES; kind++) {
        ptv_durations_config told = PTV_DURATIONS_CONFIG_INIT;
        assert_ok(ptv_durations_config_read(queue_times(acc, kind), &told));
        bool is_wait = kind <= PTV_QUEUE_WAIT_FLOWED_OUT;
        assert_true(told.calendar_id == (is_wait ? 77 : 0));
        assert_int_equal(told.n_limits, is_wait ? 4 : 0);
        for (int32_t i = 0; i < told.n_limits; i++)
            assert_true(told.limit_ms[i] == config.limit_ms[i]);
    }
    const ptv_durations *times = NULL;
    static const int32_t kinds[] = {-1, PTV_QUEUE_TIMES, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_untouched(times, PTV_ERR_ARGUMENT, ptv_queue_durations(acc, kinds[i], &times));
    ptv_queue_free(acc);
}

/* ---- nothing */

static void empty_is_not_zero(void **unused) {
    (void)unused;
    ptv_queue_config config = example_config();
    ptv_queue *acc = queue_new(&config, NULL);
    for (int round = 0; round < 3; round++) {
        ptv_queue_result r = queue_reading(acc);
        assert_empty_estimate(r.abandonment);
        assert_empty_estimate(r.asa);
        assert_empty_estimate(r.wait);
        assert_empty_estimate(r.aht);
        assert_nan(r.occupancy_ratio);
        assert_true(r.offered == 0 && r.parts == 0 && r.unqueued == (uint64_t)round);
        add_call(acc, PTV_CALL_UNQUEUED, PTV_TIME_NONE);
    }
    assert_empty_estimate(queue_reading(acc).patience);
    ptv_queue_free(acc);
}

/* ---- the wrong numbers of others */

static void constant_waits_of_10_s_are_a_mean_of_10_s(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    int average = 0;
    for (int i = 0; i < 1000; i++) {
        average = (3 * average + 10) / 4; /* what others keep, in whole seconds */
        add_call(acc, PTV_CALL_ANSWERED, 10 * SECOND);
    }
    assert_int_equal(average, 7);
    ptv_queue_result r = queue_reading(acc);
    assert_exact(r.asa.value, 10 * SECOND);
    assert_exact(r.wait.value, 10 * SECOND);
    ptv_queue_free(acc);
}

/* Three thousand calls of 1,000 s are 3 * 10^9 ms, beyond 32 bits. */
static void no_average_is_negative_by_overflow(void **unused) {
    (void)unused;
    ptv_queue *acc = queue_new(NULL, NULL);
    for (int i = 0; i < 3000; i++) {
        ptv_call call = answered_call(1000 * SECOND, 1000 * SECOND, 0, 0);
        assert_ok(ptv_queue_add(acc, &call));
    }
    ptv_queue_result r = queue_reading(acc);
    assert_exact(r.asa.value, 1e6);
    assert_exact(r.aht.value, 1e6);
    assert_exact(r.wait.value, 1e6);
    ptv_queue_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_come_first),
        cmocka_unit_test(abandonment_is_of_all_offered),
        cmocka_unit_test(mean_times_are_those_of_the_durations),
        cmocka_unit_test(a_call_that_still_waits_has_only_patience),
        cmocka_unit_test(a_call_that_never_queued_has_nothing),
        cmocka_unit_test(handling_is_what_is_recorded),
        cmocka_unit_test(only_answered_calls_are_handled),
        cmocka_unit_test(occupancy_needs_ready_time),
        cmocka_unit_test(patience_is_censored_by_everything_but_hanging_up),
        cmocka_unit_test(patience_that_outlasts_the_log_has_no_median),
        cmocka_unit_test(patience_is_kept_in_the_configs_unit),
        cmocka_unit_test(parts_have_the_configs_that_they_need),
        cmocka_unit_test(empty_is_not_zero),
        cmocka_unit_test(constant_waits_of_10_s_are_a_mean_of_10_s),
        cmocka_unit_test(no_average_is_negative_by_overflow),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
