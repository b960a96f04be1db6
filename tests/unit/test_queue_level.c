/* SPDX-License-Identifier: MIT */
/* queue.h: service levels. */
#include "queue.h"

static const struct variant {
    int32_t base, count_abandoned, keep_short;
    uint64_t x[4], n; /* within 2, 5, 10, 20 s */
} variants[] = {
    /* Answered within: 2 3 4 6 of 8. Abandoned within: 1 3 4 5 of 6, without short ones 0 0 1 2 of
     * 3. Flowed out: 3. */
    {PTV_SERVICE_BASE_DEFAULT, 0, 0, {2, 3, 4, 6}, 11},
    {PTV_SERVICE_BASE_DEFAULT, 1, 0, {2, 3, 5, 8}, 11},
    {PTV_SERVICE_BASE_DEFAULT, 0, 1, {2, 3, 4, 6}, 14},
    {PTV_SERVICE_BASE_DEFAULT, 1, 1, {3, 6, 8, 11}, 14},
    {PTV_SERVICE_BASE_ANSWERED, 0, 0, {2, 3, 4, 6}, 8},
    {PTV_SERVICE_BASE_ANSWERED, 1, 0, {2, 3, 4, 6}, 8},
    {PTV_SERVICE_BASE_ANSWERED, 0, 1, {2, 3, 4, 6}, 8},
    {PTV_SERVICE_BASE_ANSWERED, 1, 1, {2, 3, 4, 6}, 8},
    {PTV_SERVICE_BASE_OFFERED, 0, 0, {2, 3, 4, 6}, 14},
    {PTV_SERVICE_BASE_OFFERED, 1, 0, {2, 3, 5, 8}, 14},
    {PTV_SERVICE_BASE_OFFERED, 0, 1, {2, 3, 4, 6}, 17},
    {PTV_SERVICE_BASE_OFFERED, 1, 1, {3, 6, 8, 11}, 17},
};

static void service_levels_by_every_definition(void **unused) {
    (void)unused;
    ptv_queue *acc = example_queue();
    ptv_queue_config config = example_config();
    for (size_t i = 0; i < COUNT_OF(variants); i++)
        for (int32_t j = 0; j < config.n_limits; j++) {
            const struct variant *v = &variants[i];
            ptv_estimate want, e = service_level(acc, config.limit_ms[j], v->base,
                                                 v->count_abandoned, v->keep_short);
            assert_ok(ptv_share_interval(v->x[j], v->n, 0.95, PTV_METHOD_WILSON, &want));
            if (memcmp(&e, &want, sizeof e) != 0)
                fail_msg("variant %zu, limit %d: %g of %d", i, (int)j, e.value, (int)e.n);
        }
    ptv_queue_free(acc);
}

static void the_service_level_takes_a_method(void **unused) {
    (void)unused;
    ptv_queue *acc = example_queue();
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    ptv_estimate e, want;
    opt.confidence = 0.8;
    for (int32_t method = PTV_METHOD_WILSON; method <= PTV_METHOD_JEFFREYS; method++) {
        opt.share_method = method;
        assert_ok(ptv_queue_service_level(acc, 20 * SECOND, &opt, &e));
        assert_ok(ptv_share_interval(6, 11, 0.8, method, &want));
        assert_same_bytes(e, want);
    }
    ptv_queue_free(acc);
}

static void without_a_short_limit_no_call_is_short(void **unused) {
    (void)unused;
    ptv_queue_config config = example_config();
    config.short_ms = 0;
    ptv_queue *acc = queue_new(&config, NULL);
    add_example(acc);
    add_call(acc, PTV_CALL_ABANDONED, 0);
    assert_true(queue_reading(acc).short_abandoned == 0);
    for (int32_t keep_short = 0; keep_short < 2; keep_short++) {
        ptv_estimate e = service_level(acc, 20 * SECOND, 0, 0, keep_short);
        assert_true(e.n == 15);
        assert_exact(e.value, 6.0 / 15);
        assert_exact(service_level(acc, 20 * SECOND, 0, 1, keep_short).value, 12.0 / 15);
    }
    ptv_queue_free(acc);
}

/* The short limit above, at and below every limit; waits exactly at both. */
static void short_limit_and_limit_in_any_order(void **unused) {
    (void)unused;
    for (int64_t short_ms = 1; short_ms <= 7; short_ms++) {
        ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
        config.short_ms = short_ms;
        config.n_limits = 3;
        config.limit_ms[0] = 2;
        config.limit_ms[1] = 4;
        config.limit_ms[2] = 6;
        ptv_queue *acc = queue_new(&config, NULL);
        for (int64_t wait = 0; wait < 10; wait++)
            add_call(acc, PTV_CALL_ABANDONED, wait);
        add_call(acc, PTV_CALL_ANSWERED, 1);
        assert_true(queue_reading(acc).short_abandoned == (uint64_t)short_ms + 1);
        for (int32_t i = 0; i < 3; i++) {
            int64_t limit = config.limit_ms[i], rest = limit > short_ms ? limit - short_ms : 0;
            ptv_estimate e = service_level(acc, limit, 0, 1, 0);
            assert_true(e.n == (uint64_t)(10 - short_ms - 1 + 1));
            assert_exact(e.value, (double)(1 + rest) / (double)e.n);
            e = service_level(acc, limit, 0, 1, 1);
            assert_true(e.n == 11);
            assert_exact(e.value, (double)(1 + limit + 1) / 11);
        }
        ptv_queue_free(acc);
    }
}

static void only_declared_limits_have_a_service_level(void **unused) {
    (void)unused;
    ptv_queue *acc = example_queue(), *none = queue_new(NULL, NULL);
    static const int64_t others[] = {0, 1, 2001, 19999, 20001, -1, INT64_MAX, PTV_TIME_NONE};
    ptv_estimate out;
    scribble(out);
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        assert_untouched(out, PTV_ERR_MISMATCH,
                         ptv_queue_service_level(acc, others[i], NULL, &out));
        assert_untouched(out, PTV_ERR_MISMATCH,
                         ptv_queue_service_level(none, others[i], NULL, &out));
    }
    ptv_queue_free(acc);
    ptv_queue_free(none);
}

/* Limits at both ends of what there is, and as many as there may be. */
static void seven_limits_from_0_to_the_largest(void **unused) {
    (void)unused;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    config.n_limits = PTV_QUEUE_LIMITS;
    for (int32_t i = 0; i < PTV_QUEUE_LIMITS - 1; i++)
        config.limit_ms[i] = 10 * i;
    config.limit_ms[PTV_QUEUE_LIMITS - 1] = INT64_MAX;
    config.short_ms = INT64_MAX;
    ptv_queue *acc = queue_new(&config, NULL);
    for (int64_t i = 0; i < 6; i++)
        add_call(acc, PTV_CALL_ANSWERED, 10 * i);
    add_call(acc, PTV_CALL_ANSWERED, INT64_MAX);
    add_call(acc, PTV_CALL_ABANDONED, INT64_MAX);
    for (int32_t i = 0; i < PTV_QUEUE_LIMITS; i++)
        assert_exact(service_level(acc, config.limit_ms[i], 0, 1, 0).value, (i + 1) / 7.0);
    assert_exact(service_level(acc, INT64_MAX, 0, 1, 1).value, 1);
    assert_true(queue_reading(acc).short_abandoned == 1);
    ptv_queue_free(acc);
}

static void a_wait_that_is_not_known_is_in_no_base(void **unused) {
    (void)unused;
    static const int32_t outcomes[] = {PTV_CALL_ANSWERED, PTV_CALL_ABANDONED, PTV_CALL_FLOWED_OUT,
                                       PTV_CALL_CALLBACK};
    ptv_queue *acc = example_queue();
    for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
        ptv_call unknown = call_of(outcomes[i], PTV_TIME_NONE), negative = call_of(outcomes[i], -5);
        assert_ok(ptv_queue_add(acc, &unknown));
        assert_status(PTV_OUT_OF_SCALE, ptv_queue_add(acc, &negative));
    }
    ptv_queue_result r = queue_reading(acc);
    assert_true(r.offered == 25 && r.answered == 10 && r.abandoned == 8 && r.flowed_out == 7);
    assert_true(r.short_abandoned == 3 && r.callbacks == 3 && r.abandonment.n == 25);
    for (int32_t kind = PTV_QUEUE_WAIT_ANSWERED; kind <= PTV_QUEUE_WAIT_FLOWED_OUT; kind++) {
        ptv_durations_result times = durations_read(queue_times(acc, kind));
        uint64_t each = kind == PTV_QUEUE_WAIT_FLOWED_OUT ? 2 : 1;
        assert_true(times.missing == each && times.rejected == each);
    }
    for (size_t i = 0; i < COUNT_OF(variants); i++) {
        const struct variant *v = &variants[i];
        ptv_estimate e =
            service_level(acc, 20 * SECOND, v->base, v->count_abandoned, v->keep_short);
        assert_true(e.n == v->n);
        assert_exact(e.value, (double)v->x[3] / (double)v->n);
    }
    assert_exact(r.asa.value, 130000.0 / 8);
    assert_true(r.asa.n == 8 && r.wait.n == 17);
    ptv_survival_result patience = patience_of(acc);
    assert_true(patience.n == 19 && patience.missing == 4 && patience.rejected == 4);
    ptv_queue_free(acc);
}

static void no_data_no_service_level(void **unused) {
    (void)unused;
    ptv_queue_config config = example_config();
    ptv_queue *acc = queue_new(&config, NULL);
    for (int outcome = PTV_CALL_WAITING; outcome <= PTV_CALL_UNQUEUED; outcome++) {
        for (size_t i = 0; i < COUNT_OF(variants); i++) {
            const struct variant *v = &variants[i];
            ptv_estimate e =
                service_level(acc, 20 * SECOND, v->base, v->count_abandoned, v->keep_short);
            assert_empty_estimate(e);
        }
        add_call(acc, outcome, 7 * SECOND);
    }
    /* Short calls alone: a base of none, unless they are kept. */
    add_call(acc, PTV_CALL_ABANDONED, 4 * SECOND);
    ptv_estimate e = service_level(acc, 5 * SECOND, 0, 1, 0);
    assert_empty_estimate(e);
    assert_exact(service_level(acc, 5 * SECOND, 0, 1, 1).value, 1);
    assert_exact(queue_reading(acc).abandonment.value, 1);
    ptv_queue_free(acc);
}

/* Service level 0, 0 and 100 % for one queue, by three fixed formulas: four callers, all of whom
 * hung up within the limit. Each definition has a name here and its own base, and the second has
 * none. */
static void three_fixed_formulas_are_three_named_ones(void **unused) {
    (void)unused;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    config.n_limits = 1;
    config.limit_ms[0] = 20 * SECOND;
    ptv_queue *acc = queue_new(&config, NULL);
    for (int64_t i = 0; i < 4; i++)
        add_call(acc, PTV_CALL_ABANDONED, (5 + i) * SECOND);
    ptv_estimate e = service_level(acc, 20 * SECOND, PTV_SERVICE_BASE_DEFAULT, 0, 0);
    assert_exact(e.value, 0);
    assert_true(e.n == 4);
    assert_less(0.4, e.upper);
    e = service_level(acc, 20 * SECOND, PTV_SERVICE_BASE_ANSWERED, 0, 0);
    assert_empty_estimate(e);
    e = service_level(acc, 20 * SECOND, PTV_SERVICE_BASE_DEFAULT, 1, 0);
    assert_exact(e.value, 1);
    assert_true(e.n == 4);
    assert_less(e.lower, 0.6);
    ptv_queue_free(acc);
}

/* Three calls answered and five abandoned within the limit, in a base of the answered: 267 %. */
static void no_service_level_is_above_100_percent(void **unused) {
    (void)unused;
    ptv_queue_config config = example_config();
    ptv_queue *acc = queue_new(&config, NULL);
    for (int64_t i = 0; i < 8; i++)
        add_call(acc, i < 3 ? PTV_CALL_ANSWERED : PTV_CALL_ABANDONED, i * SECOND);
    for (size_t i = 0; i < COUNT_OF(variants); i++)
        for (int32_t j = 0; j < config.n_limits; j++) {
            const struct variant *v = &variants[i];
            ptv_estimate e =
                service_level(acc, config.limit_ms[j], v->base, v->count_abandoned, v->keep_short);
            assert_in(0, e.lower, e.value);
            assert_in(e.value, e.upper, 1);
        }
    assert_exact(service_level(acc, 20 * SECOND, PTV_SERVICE_BASE_ANSWERED, 1, 1).value, 1);
    ptv_queue_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(service_levels_by_every_definition),
        cmocka_unit_test(the_service_level_takes_a_method),
        cmocka_unit_test(without_a_short_limit_no_call_is_short),
        cmocka_unit_test(short_limit_and_limit_in_any_order),
        cmocka_unit_test(only_declared_limits_have_a_service_level),
        cmocka_unit_test(seven_limits_from_0_to_the_largest),
        cmocka_unit_test(a_wait_that_is_not_known_is_in_no_base),
        cmocka_unit_test(no_data_no_service_level),
        cmocka_unit_test(three_fixed_formulas_are_three_named_ones),
        cmocka_unit_test(no_service_level_is_above_100_percent),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("queue level", tests, NULL, NULL);
}
