/* SPDX-License-Identifier: MIT */
/* stats/interval.h: the parts that intervals and comparisons share. */
#include "testing.h"

#include "stats/interval.h"

static void confidence_is_inside_0_and_1(void **unused) {
    (void)unused;
    assert_true(ptvi_confidence_valid(0.95));
    assert_true(ptvi_confidence_valid(0x1p-1074));
    assert_true(ptvi_confidence_valid(1 - 0x1p-53));
    assert_false(ptvi_confidence_valid(0));
    assert_false(ptvi_confidence_valid(1));
    assert_false(ptvi_confidence_valid(-0.5));
    assert_false(ptvi_confidence_valid(NAN));
    assert_false(ptvi_confidence_valid(INFINITY));
}

static void sampling_defaults_and_ranges(void **unused) {
    (void)unused;
    struct ptvi_sampling sampling;
    assert_true(ptvi_sampling_from(0, 0, 0, &sampling));
    assert_exact(sampling.confidence, 0.95);
    assert_exact(sampling.design_effect, 1);
    assert_true(sampling.population == 0);
    assert_true(ptvi_sampling_from(0.8, 1.5, 7, &sampling));
    assert_exact(sampling.confidence, 0.8);
    assert_exact(sampling.design_effect, 1.5);
    assert_true(sampling.population == 7);
    assert_false(ptvi_sampling_from(0.8, -1, 0, &sampling));
    assert_false(ptvi_sampling_from(0.8, NAN, 0, &sampling));
    assert_false(ptvi_sampling_from(0.8, INFINITY, 0, &sampling));
    assert_false(ptvi_sampling_from(1, 1, 0, &sampling));
}

static void effective_size(void **unused) {
    (void)unused;
    struct ptvi_sampling sampling = {0.95, 1, 0};
    assert_exact(ptvi_effective_n(100, &sampling), 100);
    sampling.design_effect = 2;
    assert_exact(ptvi_effective_n(100, &sampling), 50);
    /* n (N - 1) / (N - n) */
    sampling.design_effect = 1;
    sampling.population = 1001;
    assert_close(ptvi_effective_n(100, &sampling), 100.0 * 1000 / 901, 1e-15);
    sampling.population = 100;
    assert_exact(ptvi_effective_n(100, &sampling), INFINITY);
    sampling.population = 99;
    assert_nan(ptvi_effective_n(100, &sampling));
    sampling.population = UINT64_MAX;
    assert_close(ptvi_effective_n(1, &sampling), 1, 1e-15);
}

static void critical_value_and_p_agree(void **unused) {
    (void)unused;
    static const double confidences[] = {0.5, 0.8, 0.9, 0.95, 0.99, 0.999999};
    for (size_t i = 0; i < COUNT_OF(confidences); i++) {
        double alpha = 1 - confidences[i];
        assert_close(ptvi_two_sided_p(ptvi_z(confidences[i])), alpha, 1e-12);
        assert_exact(ptvi_two_sided_p(-1.5), ptvi_two_sided_p(1.5));
    }
    assert_exact(ptvi_two_sided_p(0), 1);
}

static void rescaling(void **unused) {
    (void)unused;
    ptv_estimate estimate = {3, 2, 4, 0.5, 0.95, 10, 10, PTV_OK, PTV_METHOD_STUDENT_T};
    ptv_estimate ease = ptvi_rescaled(estimate, 1, 100, 4);
    assert_exact(ease.value, 50);
    assert_exact(ease.lower, 25);
    assert_exact(ease.upper, 75);
    assert_exact(ease.std_error, 12.5);
    ptv_estimate effort = ptvi_rescaled(estimate, 5, -100, 4);
    assert_exact(effort.value, 50);
    assert_exact(effort.lower, 25);
    assert_exact(effort.upper, 75);
    assert_exact(effort.std_error, 12.5);
    ptv_estimate half = ptvi_rescaled(estimate, 0, 1, 2);
    assert_exact(half.lower, 1);
    assert_exact(half.upper, 2);
    assert_true(signbit(ptvi_rescaled(estimate, 3, 0, 1).lower));

    ptv_comparison comparison = {1, -1, 3, 0.5, 2, 9, 0.07, 0.95, PTV_OK, PTV_METHOD_WELCH};
    ptv_comparison mirrored = ptvi_rescaled_comparison(comparison, -100, 4);
    assert_exact(mirrored.difference, -25);
    assert_exact(mirrored.lower, -75);
    assert_exact(mirrored.upper, 25);
    assert_exact(mirrored.std_error, 12.5);
    assert_exact(mirrored.statistic, -2);
    assert_exact(mirrored.df, 9);
    assert_exact(mirrored.p_value, 0.07);
    assert_exact(ptvi_rescaled_comparison(comparison, 1, 2).lower, -0.5);
    assert_exact(ptvi_rescaled_comparison(comparison, 1, 2).statistic, 2);
    assert_exact(ptvi_rescaled_comparison(comparison, 0, 1).statistic, 2);
}

static void estimates_of_nothing_and_of_everyone(void **unused) {
    (void)unused;
    ptv_estimate none = ptvi_no_estimate(PTV_EMPTY, 0.9, PTV_METHOD_WILSON);
    assert_empty_estimate(none);
    assert_exact(none.n_eff, 0);
    assert_exact(none.confidence, 0.9);
    /* One answer of one has no standard error elsewhere. */
    ptv_estimate everyone = ptvi_estimate_of(3, NAN, 1, INFINITY, 0.9, PTV_METHOD_STUDENT_T);
    assert_exact(everyone.std_error, 0);
    assert_exact(everyone.lower, 3);
    assert_exact(everyone.upper, 3);
}

static void clamping_leaves_nan_alone(void **unused) {
    (void)unused;
    ptv_estimate wide = {0.5, -0.1, 1.1, 0.5, 0.95, 10, 10, PTV_OK, 0};
    ptvi_clamp(&wide, 0, 1);
    assert_exact(wide.lower, 0);
    assert_exact(wide.upper, 1);
    ptv_estimate none = ptvi_no_estimate(PTV_EMPTY, 0.95, 0);
    ptvi_clamp(&none, 0, 1);
    assert_nan(none.lower);
    assert_nan(none.upper);
}

static double falls_through_2(const void *ctx, double x) {
    (void)ctx;
    return 2 - x * x;
}

static double falls_through_a_half(const void *ctx, double x) {
    (void)ctx;
    return 0.5 - x;
}

static void bisection_to_the_last_bit(void **unused) {
    (void)unused;
    assert_exact(ptvi_bisect(falls_through_a_half, NULL, 0, 1), 0.5);
    double root = ptvi_bisect(falls_through_2, NULL, 0, 2);
    assert_true(falls_through_2(NULL, root) <= 0);
    assert_true(falls_through_2(NULL, next_below(root)) > 0);
    assert_exact(ptvi_bisect(falls_through_2, NULL, 1, 1), 1);
}

/* A sample whose interval does not grow as it should. */
static struct ptvi_limits no_width(const void *sample, double z) {
    double value = *(const double *)sample;
    struct ptvi_limits limits = {value, value, value};
    (void)z;
    return limits;
}

/* No z makes the bound of the difference 0: the search ends, and nothing is more significant. */
static void a_difference_without_doubt(void **unused) {
    (void)unused;
    const double high = 0.75, low = 0.25;
    const struct ptvi_pair rise = {no_width, &high, &low, high - low},
                           fall = {no_width, &low, &high, low - high};
    ptv_comparison out = ptvi_no_comparison(PTV_OK, 0.95, PTV_METHOD_MOVER);
    ptvi_mover(&rise, 0.95, &out);
    assert_less(1e149, out.statistic);
    assert_true(isfinite(out.statistic));
    assert_exact(out.lower, 0.5);
    assert_exact(out.upper, 0.5);
    assert_exact(out.p_value, 0);
    ptvi_mover(&fall, 0.95, &out);
    assert_less(out.statistic, -1e149);
    assert_exact(out.lower, -0.5);
    assert_exact(out.p_value, 0);
}

/* A sample whose interval grows with z at a rate of its own. */
static struct ptvi_limits as_wide_as_z(const void *sample, double z) {
    double rate = *(const double *)sample;
    struct ptvi_limits limits = {0, -rate * z, rate * z};
    return limits;
}

/* The bound is 0 at a z that the search comes by: that is the statistic, not the next double. */
static void a_bound_of_0_ends_the_search(void **unused) {
    (void)unused;
    const double quarter = 0.25, nothing = 0;
    const struct ptvi_pair pair = {as_wide_as_z, &quarter, &nothing, 1};
    ptv_comparison out = ptvi_no_comparison(PTV_OK, 0.95, PTV_METHOD_MOVER);
    ptvi_mover(&pair, 0.95, &out);
    assert_exact(out.statistic, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confidence_is_inside_0_and_1),
        cmocka_unit_test(sampling_defaults_and_ranges),
        cmocka_unit_test(effective_size),
        cmocka_unit_test(critical_value_and_p_agree),
        cmocka_unit_test(rescaling),
        cmocka_unit_test(estimates_of_nothing_and_of_everyone),
        cmocka_unit_test(clamping_leaves_nan_alone),
        cmocka_unit_test(bisection_to_the_last_bit),
        cmocka_unit_test(a_difference_without_doubt),
        cmocka_unit_test(a_bound_of_0_ends_the_search),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("interval", tests, NULL, NULL);
}
