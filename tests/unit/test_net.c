/* SPDX-License-Identifier: MIT */
/* net.h: statuses and ends; the figures are in the vectors. */
#include "testing.h"

#include "stats/net.h"

static const int32_t methods[] = {PTV_METHOD_DEFAULT, PTV_METHOD_SCORE, PTV_METHOD_ADJUSTED_WALD,
                                  PTV_METHOD_WALD};
static const double wrong_confidences[] = {0, 1, -0.5, 1.5, 95, NAN, INFINITY, -INFINITY};
static const int32_t wrong_methods[] = {-1, 1, 10, 19, 23, 40, INT32_MAX, INT32_MIN};

static void interval_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_net_interval(1, 2, 3, 0.95, 0, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_net_interval(1, 2, 3, wrong_confidences[i], 0, &out));
    for (size_t i = 0; i < COUNT_OF(wrong_methods); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_net_interval(1, 2, 3, 0.95, wrong_methods[i], &out));
}

static void samples_beyond_64_bits_overflow(void **unused) {
    (void)unused;
    const uint64_t max = UINT64_MAX;
    ptv_estimate out;
    scribble(out);
    assert_untouched(out, PTV_ERR_OVERFLOW, ptv_net_interval(max, 1, 0, 0.95, 0, &out));
    assert_untouched(out, PTV_ERR_OVERFLOW, ptv_net_interval(max, 0, 1, 0.95, 0, &out));
    assert_untouched(out, PTV_ERR_OVERFLOW, ptv_net_interval(1, max - 1, 1, 0.95, 0, &out));
    assert_ok(ptv_net_interval(1, max - 2, 1, 0.95, 0, &out));
    assert_true(out.n == max);
    ptv_comparison difference;
    scribble(difference);
    assert_untouched(difference, PTV_ERR_OVERFLOW,
                     ptv_net_compare(max, 1, 0, 1, 1, 1, 0.95, 0, &difference));
    assert_untouched(difference, PTV_ERR_OVERFLOW,
                     ptv_net_compare(1, 1, 1, 0, max, 1, 0.95, 0, &difference));
}

static void interval_of_nothing(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_estimate out;
        scribble(out);
        assert_status(PTV_EMPTY, ptv_net_interval(0, 0, 0, 0.95, methods[i], &out));
        assert_empty_estimate(out);
    }
}

static void interval_says_how_it_was_made(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_estimate out;
        scribble(out);
        assert_ok(ptv_net_interval(5, 2, 1, 0.9, methods[i], &out));
        assert_int_equal(out.method, methods[i] == 0 ? PTV_METHOD_SCORE : methods[i]);
        assert_status(PTV_OK, out.status);
        assert_exact(out.value, 0.5);
        assert_close(out.std_error, sqrt((0.75 - 0.25) / 8), 1e-15);
        assert_exact(out.confidence, 0.9);
        assert_true(out.n == 8);
        assert_exact(out.n_eff, 8);
    }
}

static void one_class_alone(void **unused) {
    (void)unused;
    static const uint64_t sizes[] = {1, 5, 1000, 1000000007, PTV_COUNT_MAX};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        uint64_t n = sizes[i];
        ptv_estimate out;
        assert_ok(ptv_net_interval(n, 0, 0, 0.95, 0, &out));
        assert_exact(out.value, 1);
        assert_exact(out.upper, 1);
        assert_less(-1, out.lower);
        assert_at_most(out.lower, 1);
        assert_exact(out.std_error, 0);
        assert_ok(ptv_net_interval(0, 0, n, 0.95, 0, &out));
        assert_exact(out.value, -1);
        assert_exact(out.lower, -1);
        assert_less(out.upper, 1);
        assert_ok(ptv_net_interval(0, n, 0, 0.95, 0, &out));
        assert_exact(out.value, 0);
        assert_exact(out.lower, -out.upper);
        assert_less(0, out.upper);
    }
}

static void wald_has_nothing_to_go_by_in_one_class(void **unused) {
    (void)unused;
    static const uint64_t counts[][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {9, 0, 0}, {0, 0, 70}};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        const uint64_t *c = counts[i];
        ptv_estimate out;
        scribble(out);
        assert_status(PTV_DEGENERATE,
                      ptv_net_interval(c[0], c[1], c[2], 0.95, PTV_METHOD_WALD, &out));
        assert_status(PTV_DEGENERATE, out.status);
        assert_exact(out.value, c[0] > 0 ? 1 : c[1] > 0 ? 0 : -1);
        assert_exact(out.std_error, 0);
        assert_nan(out.lower);
        assert_nan(out.upper);
        assert_ok(ptv_net_interval(c[0], c[1], c[2], 0.95, PTV_METHOD_ADJUSTED_WALD, &out));
        assert_less(out.lower, out.upper);
    }
}

static void wald_forms_are_not_clamped(void **unused) {
    (void)unused;
    ptv_estimate out;
    assert_ok(ptv_net_interval(9, 0, 1, 0.95, PTV_METHOD_WALD, &out));
    assert_less(1, out.upper);
    assert_ok(ptv_net_interval(1, 0, 0, 0.999999, PTV_METHOD_ADJUSTED_WALD, &out));
    assert_less(1, out.upper);
}

static void compare_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_net_compare(1, 2, 3, 3, 2, 1, 0.95, 0, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_net_compare(1, 2, 3, 3, 2, 1, wrong_confidences[i], 0, &out));
    for (size_t i = 0; i < COUNT_OF(wrong_methods); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_net_compare(1, 2, 3, 3, 2, 1, 0.95, wrong_methods[i], &out));
}

static void compare_with_nothing(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_comparison out;
        scribble(out);
        assert_status(PTV_EMPTY, ptv_net_compare(0, 0, 0, 3, 2, 1, 0.95, methods[i], &out));
        assert_no_comparison(PTV_EMPTY, out);
        assert_status(PTV_EMPTY, ptv_net_compare(3, 2, 1, 0, 0, 0, 0.95, methods[i], &out));
        assert_no_comparison(PTV_EMPTY, out);
    }
}

static void compare_says_how_it_was_made(void **unused) {
    (void)unused;
    static const int32_t reported[] = {PTV_METHOD_MOVER, PTV_METHOD_MOVER, PTV_METHOD_ADJUSTED_WALD,
                                       PTV_METHOD_WALD};
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_comparison out;
        scribble(out);
        assert_ok(ptv_net_compare(6, 1, 1, 5, 2, 1, 0.9, methods[i], &out));
        assert_exact(out.difference, 0.125);
        assert_int_equal(out.method, reported[i]);
        assert_status(PTV_OK, out.status);
        assert_exact(out.confidence, 0.9);
        assert_nan(out.df);
        assert_less(0, out.std_error);
        assert_less(0, out.statistic);
        assert_close(out.p_value, 2 * ptv_normal_sf(out.statistic), 1e-12);
    }
}

static void wald_compare_without_spread(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_DEGENERATE, ptv_net_compare(4, 0, 0, 0, 0, 3, 0.95, PTV_METHOD_WALD, &out));
    assert_status(PTV_DEGENERATE, out.status);
    assert_exact(out.difference, 2);
    assert_nan(out.lower);
    assert_nan(out.upper);
    assert_nan(out.p_value);
    assert_ok(ptv_net_compare(4, 0, 0, 1, 0, 3, 0.95, PTV_METHOD_WALD, &out));
    assert_ok(ptv_net_compare(4, 0, 0, 0, 0, 3, 0.95, PTV_METHOD_ADJUSTED_WALD, &out));
    assert_ok(ptv_net_compare(4, 0, 0, 0, 0, 3, 0.95, PTV_METHOD_SCORE, &out));
}

/* 1/3 and 2/6 are one fraction, also in double, also beyond 2^53. */
static void equal_scores_are_no_difference(void **unused) {
    (void)unused;
    static const uint64_t k = UINT64_C(3000000000000000001);
    static const uint64_t pairs[][6] = {{1, 2, 0, 2, 4, 0},         {1, 0, 1, 0, 5, 0},
                                        {1, 1, 5, 10, 10, 50},      {7, 0, 0, 1, 0, 0},
                                        {k, k, k - 1, k, k, k - 1}, {0, 0, k, 0, 0, 1}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        const uint64_t *p = pairs[i];
        ptv_comparison out;
        assert_ok(ptv_net_compare(p[0], p[1], p[2], p[3], p[4], p[5], 0.95, 0, &out));
        assert_exact(out.difference, 0);
        assert_exact(out.statistic, 0);
        assert_exact(out.p_value, 1);
        assert_at_most(out.lower, 0);
        assert_at_most(0, out.upper);
    }
}

/* A design effect of 2 is half of the answers, on both sides alike. */
static void a_design_effect_is_fewer_answers(void **unused) {
    (void)unused;
    const struct ptvi_net high = {20, 4, 6}, low = {10, 12, 18}, half_high = {10, 2, 3},
                          half_low = {5, 6, 9};
    const struct ptvi_sampling twice = {0.95, 2, 0}, plain = {0.95, 1, 0};
    static const int32_t kinds[] = {PTV_METHOD_SCORE, PTV_METHOD_ADJUSTED_WALD, PTV_METHOD_WALD};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        ptv_comparison got = ptvi_net_difference(high, low, &twice, kinds[i]),
                       want = ptvi_net_difference(half_high, half_low, &plain, kinds[i]);
        assert_same_bytes(got, want);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval_refuses_wrong_arguments),
        cmocka_unit_test(samples_beyond_64_bits_overflow),
        cmocka_unit_test(interval_of_nothing),
        cmocka_unit_test(interval_says_how_it_was_made),
        cmocka_unit_test(one_class_alone),
        cmocka_unit_test(wald_has_nothing_to_go_by_in_one_class),
        cmocka_unit_test(wald_forms_are_not_clamped),
        cmocka_unit_test(compare_refuses_wrong_arguments),
        cmocka_unit_test(compare_with_nothing),
        cmocka_unit_test(compare_says_how_it_was_made),
        cmocka_unit_test(wald_compare_without_spread),
        cmocka_unit_test(equal_scores_are_no_difference),
        cmocka_unit_test(a_design_effect_is_fewer_answers),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("net", tests, NULL, NULL);
}
