/* SPDX-License-Identifier: MIT */
/* share.h: statuses and ends; the figures are in the vectors. */
#include "testing.h"

#include "stats/share.h"

static const int32_t methods[] = {PTV_METHOD_DEFAULT, PTV_METHOD_WILSON, PTV_METHOD_CLOPPER_PEARSON,
                                  PTV_METHOD_AGRESTI_COULL, PTV_METHOD_JEFFREYS};
static const double wrong_confidences[] = {0, 1, -0.5, 1.5, 95, NAN, INFINITY, -INFINITY};
static const int32_t wrong_methods[] = {-1, 1, 9, 14, 20, 30, 40, 41, INT32_MAX, INT32_MIN};

static void interval_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_share_interval(1, 2, 0.95, 0, NULL));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_share_interval(3, 2, 0.95, 0, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_share_interval(1, 0, 0.95, 0, &out));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_share_interval(1, 2, wrong_confidences[i], 0, &out));
    for (size_t i = 0; i < COUNT_OF(wrong_methods); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_share_interval(1, 2, 0.95, wrong_methods[i], &out));
}

static void interval_of_nothing(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_estimate out;
        scribble(out);
        assert_status(PTV_EMPTY, ptv_share_interval(0, 0, 0.95, methods[i], &out));
        assert_empty_estimate(out);
        assert_exact(out.confidence, 0.95);
    }
}

static void interval_says_how_it_was_made(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_estimate out;
        scribble(out);
        assert_ok(ptv_share_interval(3, 8, 0.9, methods[i], &out));
        assert_int_equal(out.method, methods[i] == 0 ? PTV_METHOD_WILSON : methods[i]);
        assert_status(PTV_OK, out.status);
        assert_exact(out.value, 0.375);
        assert_close(out.std_error, sqrt(0.375 * 0.625 / 8), 1e-15);
        assert_exact(out.confidence, 0.9);
        assert_true(out.n == 8);
        assert_exact(out.n_eff, 8);
    }
}

/* Bounds at x = 0 and x = n are the ends themselves, not nearly. */
static void ends_are_exact(void **unused) {
    (void)unused;
    static const uint64_t sizes[] = {1, 2, 5, 1000, 1000000007, PTV_COUNT_MAX};
    for (size_t i = 0; i < COUNT_OF(sizes); i++)
        for (size_t j = 0; j < COUNT_OF(methods); j++) {
            if (methods[j] == PTV_METHOD_AGRESTI_COULL)
                continue;
            ptv_estimate none, all;
            assert_ok(ptv_share_interval(0, sizes[i], 0.95, methods[j], &none));
            assert_ok(ptv_share_interval(sizes[i], sizes[i], 0.95, methods[j], &all));
            assert_exact(none.value, 0);
            assert_exact(none.lower, 0);
            assert_less(0, none.upper);
            assert_exact(all.value, 1);
            assert_exact(all.upper, 1);
            assert_at_most(all.lower, 1);
            assert_exact(none.std_error, 0);
        }
}

static void agresti_coull_is_not_clamped(void **unused) {
    (void)unused;
    ptv_estimate out;
    assert_ok(ptv_share_interval(0, 5, 0.95, PTV_METHOD_AGRESTI_COULL, &out));
    assert_less(out.lower, 0);
    assert_ok(ptv_share_interval(5, 5, 0.95, PTV_METHOD_AGRESTI_COULL, &out));
    assert_less(1, out.upper);
}

static void counts_beyond_2_to_53_keep_their_difference(void **unused) {
    (void)unused;
    ptv_estimate out;
    assert_ok(ptv_share_interval(UINT64_MAX - 1, UINT64_MAX, 0.95, 0, &out));
    assert_close(out.std_error, 0x1p-64, 1e-12);
    assert_ok(ptv_share_interval(1, UINT64_MAX, 0.95, 0, &out));
    assert_close(out.value, 0x1p-64, 1e-15);
    assert_less(0, out.lower);
    assert_less(out.lower, out.value);
}

/* A few misses among so many that x and n are one double: n - x still says how few. */
static void shares_near_1_of_huge_samples_are_inside_their_intervals(void **unused) {
    (void)unused;
    static const uint64_t misses[] = {1, 7, 15, 31, 1000, 1000003};
    for (int bits = 40; bits < 64; bits++)
        for (uint64_t less = 1; less < 4000; less += 37)
            for (size_t i = 0; i < COUNT_OF(misses); i++) {
                uint64_t n = (UINT64_C(1) << bits) - less;
                ptv_estimate few, many;
                assert_ok(ptv_share_interval(misses[i], n, 0.95, 0, &few));
                assert_in(few.lower, few.value, few.upper);
                assert_ok(ptv_share_interval(n - misses[i], n, 0.95, 0, &many));
                assert_in(many.lower, many.value, many.upper);
                assert_close_floor(many.value, 1 - few.value, 1.2e-16, 1);
            }
}

static void compare_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_share_compare(1, 2, 1, 2, 0.95, 0, NULL));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_share_compare(3, 2, 1, 2, 0.95, 0, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_share_compare(1, 2, 3, 2, 0.95, 0, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_share_compare(1, 0, 1, 2, 0.95, 0, &out));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_share_compare(1, 2, 1, 2, wrong_confidences[i], 0, &out));
    for (int32_t method = -5; method < 60; method++)
        if (method != PTV_METHOD_DEFAULT && method != PTV_METHOD_MIETTINEN_NURMINEN)
            assert_untouched(out, PTV_ERR_ARGUMENT,
                             ptv_share_compare(1, 2, 1, 2, 0.95, method, &out));
}

static void compare_with_nothing(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_EMPTY, ptv_share_compare(0, 0, 1, 2, 0.95, 0, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_status(PTV_EMPTY, ptv_share_compare(1, 2, 0, 0, 0.95, 0, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_status(PTV_EMPTY, ptv_share_compare(0, 0, 0, 0, 0.95, 0, &out));
    assert_no_comparison(PTV_EMPTY, out);
}

static void compare_says_how_it_was_made(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_ok(ptv_share_compare(3, 4, 1, 4, 0.9, PTV_METHOD_MIETTINEN_NURMINEN, &out));
    assert_exact(out.difference, 0.5);
    assert_close(out.std_error, sqrt(2 * 0.75 * 0.25 / 4), 1e-15);
    /* (N - 1) (x1 y2 - x2 y1)^2 / (n1 n2 t (N - t)) = 7 * 64 / (4 * 4 * 4 * 4) */
    assert_close(out.statistic, 1.75, 1e-14);
    assert_exact(out.df, 1);
    assert_close(out.p_value, 2 * ptv_normal_sf(sqrt(1.75)), 1e-12);
    assert_exact(out.confidence, 0.9);
    assert_int_equal(out.method, PTV_METHOD_MIETTINEN_NURMINEN);
    assert_status(PTV_OK, out.status);
}

static void no_difference_is_no_evidence(void **unused) {
    (void)unused;
    static const uint64_t samples[][4] = {{0, 1, 0, 1}, {1, 1, 1, 1}, {0, 9, 0, 5},    {7, 7, 4, 4},
                                          {1, 2, 1, 2}, {3, 9, 1, 3}, {5, 10, 50, 100}};
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        const uint64_t *s = samples[i];
        ptv_comparison out;
        assert_ok(ptv_share_compare(s[0], s[1], s[2], s[3], 0.95, 0, &out));
        assert_exact(out.difference, 0);
        assert_exact(out.statistic, 0);
        assert_exact(out.p_value, 1);
        assert_less(out.lower, 0);
        assert_less(0, out.upper);
    }
}

/* At an end the bound is that end, and both halves of the scale are one another's mirror image. */
static void wilson_of_the_larger_part(void **unused) {
    (void)unused;
    struct ptvi_limits none = ptvi_wilson(0, 5, 2), all = ptvi_wilson(5, 0, 2);
    assert_exact(none.value, 0);
    assert_exact(none.lower, 0);
    assert_close(none.upper, 4.0 / 9, 1e-15);
    assert_exact(all.value, 1);
    assert_close(all.lower, 5.0 / 9, 1e-15);
    assert_exact(all.upper, 1);
    struct ptvi_limits few = ptvi_wilson(1, 4, 2), most = ptvi_wilson(4, 1, 2);
    assert_exact(most.value, 1 - few.value);
    assert_exact(most.lower, 1 - few.upper);
    assert_exact(most.upper, 1 - few.lower);
}

/* Agresti and Coull's interval passes the ends; a reading does not. */
static void a_reading_keeps_to_the_scale(void **unused) {
    (void)unused;
    const struct ptvi_sampling plain = {0.95, 1, 0};
    const struct ptvi_share none = {0, 10}, all = {10, 10};
    ptv_estimate low = ptvi_share_read(none, &plain, PTV_METHOD_AGRESTI_COULL),
                 high = ptvi_share_read(all, &plain, PTV_METHOD_AGRESTI_COULL);
    assert_exact(low.lower, 0);
    assert_in(0.2, low.upper, 0.4);
    assert_in(0.6, high.lower, 0.8);
    assert_exact(high.upper, 1);
}

/* No hits in the second sample, and yet the likeliest share of it is above 0 at the lower bound, if
 * barely: figures by mpmath. */
static void no_hits_but_a_likely_share(void **unused) {
    (void)unused;
    ptv_comparison out;
    assert_ok(ptv_share_compare(1, 2, 0, 5, 0.8, 0, &out));
    assert_close(out.lower, 0.128125514778896872, 1e-14);
    assert_ok(ptv_share_compare(2, 3, 0, 5, 0.8, 0, &out));
    assert_close(out.lower, 0.295700549231600795, 1e-14);
}

/* A design effect of 2 is half of the answers, on both sides alike. */
static void a_design_effect_is_fewer_answers(void **unused) {
    (void)unused;
    const struct ptvi_share high = {20, 30}, low = {10, 40}, half_high = {10, 15},
                            half_low = {5, 20};
    const struct ptvi_sampling twice = {0.95, 2, 0}, plain = {0.95, 1, 0};
    ptv_comparison got = ptvi_share_difference(high, low, &twice),
                   want = ptvi_share_difference(half_high, half_low, &plain);
    assert_same_bytes(got, want);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval_refuses_wrong_arguments),
        cmocka_unit_test(interval_of_nothing),
        cmocka_unit_test(interval_says_how_it_was_made),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(agresti_coull_is_not_clamped),
        cmocka_unit_test(counts_beyond_2_to_53_keep_their_difference),
        cmocka_unit_test(shares_near_1_of_huge_samples_are_inside_their_intervals),
        cmocka_unit_test(compare_refuses_wrong_arguments),
        cmocka_unit_test(compare_with_nothing),
        cmocka_unit_test(compare_says_how_it_was_made),
        cmocka_unit_test(no_difference_is_no_evidence),
        cmocka_unit_test(wilson_of_the_larger_part),
        cmocka_unit_test(a_reading_keeps_to_the_scale),
        cmocka_unit_test(no_hits_but_a_likely_share),
        cmocka_unit_test(a_design_effect_is_fewer_answers),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("share", tests, NULL, NULL);
}
