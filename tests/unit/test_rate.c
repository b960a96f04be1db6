/* SPDX-License-Identifier: MIT */
/* rate.h: statuses, ends and figures that can be had by hand; more figures are in the vectors. */
#include "stats/elementary.h"
#include "testing.h"

static const int32_t methods[] = {PTV_METHOD_DEFAULT, PTV_METHOD_GARWOOD, PTV_METHOD_JEFFREYS};
static const double wrong_confidences[] = {0, 1, -0.5, 1.5, 95, NAN, INFINITY, -INFINITY};

static void interval_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_rate_interval(1, 2, 0.95, 0, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_rate_interval(1, 2, wrong_confidences[i], 0, &out));
    for (int32_t method = -100; method < 1000; method++)
        if (method != 0 && method != PTV_METHOD_GARWOOD && method != PTV_METHOD_JEFFREYS)
            assert_untouched(out, PTV_ERR_ARGUMENT, ptv_rate_interval(1, 2, 0.95, method, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_rate_interval(1, 0, 0, 0, &out));
}

static void interval_of_no_exposure(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        for (uint64_t events = 0; events < 2; events++) {
            ptv_estimate out;
            scribble(out);
            assert_status(PTV_EMPTY, ptv_rate_interval(events, 0, 0.9, methods[i], &out));
            assert_empty_estimate(out);
            assert_exact(out.confidence, 0.9);
            assert_int_equal(out.method, methods[i] == 0 ? PTV_METHOD_GARWOOD : methods[i]);
        }
}

static void interval_says_how_it_was_made(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_estimate out;
        scribble(out);
        assert_ok(ptv_rate_interval(9, 12, 0.9, methods[i], &out));
        assert_int_equal(out.method, methods[i] == 0 ? PTV_METHOD_GARWOOD : methods[i]);
        assert_status(PTV_OK, out.status);
        assert_exact(out.value, 0.75);
        assert_exact(out.std_error, 0.25);
        assert_exact(out.confidence, 0.9);
        assert_true(out.n == 9);
        assert_exact(out.n_eff, 9);
    }
}

/* No events: the gamma quantile is an exponential one. */
static void no_events(void **unused) {
    (void)unused;
    static const uint64_t exposures[] = {1, 2, 1000, UINT64_MAX};
    for (size_t i = 0; i < COUNT_OF(exposures); i++)
        for (size_t j = 0; j < COUNT_OF(methods); j++) {
            ptv_estimate out;
            double exposure = (double)exposures[i];
            assert_ok(ptv_rate_interval(0, exposures[i], 0.95, methods[j], &out));
            assert_exact(out.value, 0);
            assert_exact(out.lower, 0);
            assert_exact(out.std_error, 0);
            assert_true(out.n == 0);
            if (methods[j] != PTV_METHOD_JEFFREYS)
                assert_close(out.upper, 3.6888794541139363 / exposure, 1e-13); /* log 40 */
            else /* half of a chi-square with one degree of freedom */
                assert_close(out.upper, 0.5 * pow(ptv_normal_isf(0.0125), 2) / exposure, 1e-12);
        }
}

/* Garwood's table of 1936, 95 %. */
static void figures_of_garwood(void **unused) {
    (void)unused;
    static const double table[][3] = {{1, 0.0253, 5.5716},
                                      {2, 0.2422, 7.2247},
                                      {5, 1.6235, 11.6683},
                                      {10, 4.7954, 18.3904},
                                      {50, 37.1110, 65.9186}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        ptv_estimate out;
        assert_ok(ptv_rate_interval((uint64_t)table[i][0], 1, 0.95, 0, &out));
        assert_close_floor(out.lower, table[i][1], 1e-4, 1);
        assert_close_floor(out.upper, table[i][2], 1e-4, 1);
    }
}

/* Each bound leaves half of 1 - confidence beyond, as a sum of Poisson's probabilities says. */
static double poisson_at_most(double mean, int x) {
    double term = ptvi_exp(-mean), sum = term;
    for (int i = 1; i <= x; i++) {
        term *= mean / i;
        sum += term;
    }
    return sum;
}

static void bounds_leave_their_tails(void **unused) {
    (void)unused;
    for (int x = 1; x < 60; x++) {
        ptv_estimate out;
        assert_ok(ptv_rate_interval((uint64_t)x, 7, 0.9, 0, &out));
        assert_close(poisson_at_most(7 * out.upper, x), 0.05, 1e-11);
        assert_close(1 - poisson_at_most(7 * out.lower, x - 1), 0.05, 1e-11);
    }
}

static void extreme_confidences_have_bounds(void **unused) {
    (void)unused;
    static const double confidences[] = {1e-300, 1e-9, 0.5, 0.999999999, 1 - 0x1p-53};
    static const uint64_t events[] = {1, 3, 1000, 1000000007, PTV_COUNT_MAX, UINT64_MAX};
    for (size_t i = 0; i < COUNT_OF(confidences); i++)
        for (size_t j = 0; j < COUNT_OF(events); j++)
            for (size_t m = 0; m < COUNT_OF(methods); m++) {
                ptv_estimate out;
                assert_ok(ptv_rate_interval(events[j], 3, confidences[i], methods[m], &out));
                assert_in(out.lower, out.value, out.upper);
                assert_less(0, out.lower);
                assert_less(out.upper, INFINITY);
            }
}

static void compare_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_rate_compare(1, 2, 1, 2, 0.95, 0, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_rate_compare(1, 2, 1, 2, wrong_confidences[i], 0, &out));
    for (int32_t method = -100; method < 1000; method++)
        if (method != 0 && method != PTV_METHOD_RATE_RATIO)
            assert_untouched(out, PTV_ERR_ARGUMENT,
                             ptv_rate_compare(1, 2, 1, 2, 0.95, method, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_rate_compare(1, 0, 1, 0, 0, 0, &out));
}

static void compare_without_exposure(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_EMPTY, ptv_rate_compare(1, 0, 1, 2, 0.95, 0, &out));
    assert_no_comparison(PTV_EMPTY, out);
    scribble(out);
    assert_status(PTV_EMPTY, ptv_rate_compare(1, 2, 0, 0, 0.95, 0, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_exact(out.confidence, 0.95);
    assert_int_equal(out.method, PTV_METHOD_RATE_RATIO);
}

static void compare_without_events(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_DEGENERATE, ptv_rate_compare(0, 3, 0, 4, 0.9, 0, &out));
    assert_status(PTV_DEGENERATE, out.status);
    assert_nan(out.difference);
    assert_exact(out.lower, 0);
    assert_exact(out.upper, INFINITY);
    assert_exact(out.p_value, 1);
    assert_nan(out.std_error);
    assert_nan(out.statistic);
    assert_nan(out.df);
    assert_exact(out.confidence, 0.9);
    assert_int_equal(out.method, PTV_METHOD_RATE_RATIO);
}

static void compare_says_how_it_was_made(void **unused) {
    (void)unused;
    for (int32_t method = 0; method <= PTV_METHOD_RATE_RATIO; method += PTV_METHOD_RATE_RATIO) {
        ptv_comparison out;
        scribble(out);
        assert_ok(ptv_rate_compare(30, 1000, 10, 500, 0.9, method, &out));
        assert_status(PTV_OK, out.status);
        assert_exact(out.difference, 1.5);
        assert_nan(out.std_error);
        assert_nan(out.statistic);
        assert_nan(out.df);
        assert_exact(out.confidence, 0.9);
        assert_int_equal(out.method, PTV_METHOD_RATE_RATIO);
    }
}

/* With no event on one side the beta quantiles are powers: of five events all are of the second. */
static void none_against_some(void **unused) {
    (void)unused;
    ptv_comparison out, other;
    assert_ok(ptv_rate_compare(0, 2, 5, 6, 0.95, 0, &out));
    assert_exact(out.difference, 0);
    assert_exact(out.lower, 0);
    double share = 1 - pow(0.025, 0.2);
    assert_close(out.upper, share / (1 - share) * 3, 1e-13);
    assert_close(out.p_value, 2 * pow(0.75, 5), 1e-13);
    assert_ok(ptv_rate_compare(5, 6, 0, 2, 0.95, 0, &other));
    assert_exact(other.difference, INFINITY);
    assert_exact(other.upper, INFINITY);
    assert_close(other.lower, 1 / out.upper, 1e-13);
    assert_close(other.p_value, out.p_value, 1e-13);
}

/* The interval of the ratio is the library's own Clopper-Pearson interval of the share, carried
 * over. */
static void bounds_are_those_of_the_share(void **unused) {
    (void)unused;
    for (uint64_t x1 = 1; x1 < 40; x1 += 3)
        for (uint64_t x2 = 1; x2 < 40; x2 += 3) {
            ptv_comparison ratio;
            ptv_estimate share;
            assert_ok(ptv_rate_compare(x1, 70, x2, 30, 0.9, 0, &ratio));
            assert_ok(ptv_share_interval(x1, x1 + x2, 0.9, PTV_METHOD_CLOPPER_PEARSON, &share));
            assert_close(ratio.lower, share.lower / (1 - share.lower) * 30 / 70, 1e-12);
            assert_close(ratio.upper, share.upper / (1 - share.upper) * 30 / 70, 1e-12);
        }
}

/* Products of the exposures pass 64 bits, sums too. */
static void equal_rates_are_equal_however_large(void **unused) {
    (void)unused;
    static const uint64_t samples[][4] = {
        {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
        {PTV_COUNT_MAX, 3, PTV_COUNT_MAX, 3},
        {3, UINT64_MAX, 3, UINT64_MAX},
        {UINT64_C(3) << 60, UINT64_C(1) << 60, 9, 3},
        {1000003, 7000021, UINT64_C(1000003) << 40, UINT64_C(7000021) << 40}};
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        ptv_comparison out;
        const uint64_t *s = samples[i];
        assert_ok(ptv_rate_compare(s[0], s[1], s[2], s[3], 0.95, 0, &out));
        assert_exact(out.difference, 1);
        assert_in(out.lower, 1, out.upper);
        assert_less(out.lower, out.upper);
        assert_close(out.p_value, 1, 1e-6);
    }
}

static void far_ratios_are_finite(void **unused) {
    (void)unused;
    ptv_comparison out;
    assert_ok(ptv_rate_compare(UINT64_MAX, 1, 1, UINT64_MAX, 0.95, 0, &out));
    assert_close(out.difference, 0x1p128, 1e-15);
    assert_in(0x1p125, out.lower, out.difference);
    assert_in(out.difference, out.upper, 0x1p134);
    assert_at_most(out.p_value, 1e-300);
    assert_ok(ptv_rate_compare(1, UINT64_MAX, UINT64_MAX, 1, 0.95, 0, &out));
    assert_close(out.difference, 0x1p-128, 1e-15);
    assert_less(0, out.lower);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval_refuses_wrong_arguments),
        cmocka_unit_test(interval_of_no_exposure),
        cmocka_unit_test(interval_says_how_it_was_made),
        cmocka_unit_test(no_events),
        cmocka_unit_test(figures_of_garwood),
        cmocka_unit_test(bounds_leave_their_tails),
        cmocka_unit_test(extreme_confidences_have_bounds),
        cmocka_unit_test(compare_refuses_wrong_arguments),
        cmocka_unit_test(compare_without_exposure),
        cmocka_unit_test(compare_without_events),
        cmocka_unit_test(compare_says_how_it_was_made),
        cmocka_unit_test(none_against_some),
        cmocka_unit_test(bounds_are_those_of_the_share),
        cmocka_unit_test(equal_rates_are_equal_however_large),
        cmocka_unit_test(far_ratios_are_finite),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
