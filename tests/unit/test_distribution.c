/* SPDX-License-Identifier: MIT */
/* distribution.h: ends, arguments out of range, and NaN; the values are in the vectors. */
#include "testing.h"

#include "stats/normal.h"

static void nan_in_nan_out(void **unused) {
    (void)unused;
    assert_nan(ptv_normal_cdf(NAN));
    assert_nan(ptv_normal_sf(NAN));
    assert_nan(ptv_normal_quantile(NAN));
    assert_nan(ptv_normal_isf(NAN));
    static double (*const t[])(double, double) = {ptv_student_t_cdf, ptv_student_t_sf,
                                                  ptv_student_t_quantile, ptv_student_t_isf};
    static double (*const beta[])(double, double, double) = {ptv_beta_cdf, ptv_beta_sf,
                                                             ptv_beta_quantile, ptv_beta_isf};
    static double (*const gamma[])(double, double) = {ptv_gamma_cdf, ptv_gamma_sf,
                                                      ptv_gamma_quantile, ptv_gamma_isf};
    for (size_t i = 0; i < 4; i++) {
        assert_nan(t[i](NAN, 3));
        assert_nan(t[i](0.5, NAN));
        assert_nan(t[i](0.5, 0));
        assert_nan(t[i](0.5, 0.99e-30));
        assert_nan(t[i](0.5, -1));
        assert_nan(t[i](0.5, -INFINITY));
        assert_nan(beta[i](NAN, 2, 3));
        assert_nan(beta[i](0.5, NAN, 3));
        assert_nan(beta[i](0.5, 2, NAN));
        assert_nan(beta[i](0.5, 0, 3));
        assert_nan(beta[i](0.5, 0.99e-30, 3));
        assert_nan(beta[i](0.5, 2, 1.01e20));
        assert_nan(beta[i](0.5, 2, 0));
        assert_nan(beta[i](0.5, -1, 3));
        assert_nan(beta[i](0.5, 2, -1));
        assert_nan(beta[i](0.5, INFINITY, 3));
        assert_nan(beta[i](0.5, 2, INFINITY));
        assert_nan(beta[i](-0.1, 2, 3));
        assert_nan(beta[i](1.1, 2, 3));
        assert_nan(gamma[i](NAN, 2));
        assert_nan(gamma[i](0.5, NAN));
        assert_nan(gamma[i](0.5, 0));
        assert_nan(gamma[i](0.5, 0.99e-30));
        assert_nan(gamma[i](0.5, 1.01e20));
        assert_nan(gamma[i](0.5, -1));
        assert_nan(gamma[i](0.5, INFINITY));
        assert_nan(gamma[i](-0.1, 2));
        /* The least and the greatest shape. */
        assert_in(0, beta[i](0.5, 1e20, 1e20), INFINITY);
        assert_in(0, beta[i](0.5, 1e-30, 1e-30), INFINITY);
        assert_in(0, gamma[i](0.5, 1e20), INFINITY);
        assert_in(0, gamma[i](0.5, 1e-30), INFINITY);
    }
}

static void probabilities_out_of_range(void **unused) {
    (void)unused;
    static const double wrong[] = {-0x1p-1074, -1, -INFINITY, 1 + 0x1p-52, 2, INFINITY};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_nan(ptv_normal_quantile(wrong[i]));
        assert_nan(ptv_normal_isf(wrong[i]));
        assert_nan(ptv_student_t_quantile(wrong[i], 3));
        assert_nan(ptv_student_t_isf(wrong[i], 3));
        assert_nan(ptv_beta_quantile(wrong[i], 2, 3));
        assert_nan(ptv_beta_isf(wrong[i], 2, 3));
        assert_nan(ptv_gamma_quantile(wrong[i], 3));
        assert_nan(ptv_gamma_isf(wrong[i], 3));
    }
}

static void normal_ends(void **unused) {
    (void)unused;
    assert_exact(ptv_normal_cdf(-INFINITY), 0);
    assert_exact(ptv_normal_cdf(INFINITY), 1);
    assert_exact(ptv_normal_sf(-INFINITY), 1);
    assert_exact(ptv_normal_sf(INFINITY), 0);
    assert_exact(ptv_normal_cdf(0), 0.5);
    assert_exact(ptv_normal_quantile(0), -INFINITY);
    assert_exact(ptv_normal_quantile(1), INFINITY);
    assert_exact(ptv_normal_isf(0), INFINITY);
    assert_exact(ptv_normal_isf(1), -INFINITY);
    assert_exact(ptv_normal_quantile(0.5), 0);
    assert_close(ptv_normal_isf(0.025), 1.9599639845400542, 1e-15);
    assert_close(ptv_normal_isf(0x1p-1074), 38.467405617144346, 1e-12);
    /* From the logarithm also next to the centre. */
    assert_close(ptvi_normal_isf_log(-1.2039728043259361), 0.52440051270804067, 1e-14);
}

static void student_t_ends(void **unused) {
    (void)unused;
    static const double df[] = {1e-3, 0.5, 1, 2, 30, 1e6, 1e15, 1e31, INFINITY};
    for (size_t i = 0; i < COUNT_OF(df); i++) {
        assert_exact(ptv_student_t_cdf(-INFINITY, df[i]), 0);
        assert_exact(ptv_student_t_cdf(INFINITY, df[i]), 1);
        assert_exact(ptv_student_t_sf(-INFINITY, df[i]), 1);
        assert_exact(ptv_student_t_sf(INFINITY, df[i]), 0);
        assert_exact(ptv_student_t_cdf(0, df[i]), 0.5);
        assert_exact(ptv_student_t_quantile(0, df[i]), -INFINITY);
        assert_exact(ptv_student_t_quantile(1, df[i]), INFINITY);
        assert_exact(ptv_student_t_isf(0, df[i]), INFINITY);
        assert_exact(ptv_student_t_isf(1, df[i]), -INFINITY);
        assert_exact(ptv_student_t_quantile(0.5, df[i]), 0);
    }
    /* Infinite degrees of freedom are the normal. */
    assert_exact(ptv_student_t_isf(0.025, INFINITY), ptv_normal_isf(0.025));
    assert_exact(ptv_student_t_sf(1.5, INFINITY), ptv_normal_sf(1.5));
    /* One degree of freedom is Cauchy's: quartiles at -1 and 1. */
    assert_close(ptv_student_t_cdf(1, 1), 0.75, 1e-14);
    assert_close(ptv_student_t_quantile(0.75, 1), 1, 1e-14);
}

/* Where the tail is a power: with one degree of freedom 1 / (pi t), with two 1 / (2 t^2). */
static void student_t_far_out(void **unused) {
    (void)unused;
    assert_close(ptv_student_t_isf(1e-200, 1), 1e200 / 3.14159265358979323846, 1e-13);
    assert_close(ptv_student_t_isf(1e-280, 2), sqrt(0.5) * 1e140, 1e-13);
    assert_close(ptv_student_t_quantile(1e-280, 2), -sqrt(0.5) * 1e140, 1e-13);
    /* On both sides of where another formula is taken, near 3e124. */
    for (double t = 1e124; t < 1e126; t *= 1.5)
        assert_close(ptv_student_t_isf(ptv_student_t_sf(t, 1), 1), t, 1e-12);
}

static void beta_ends(void **unused) {
    (void)unused;
    static const double shapes[] = {1e-3, 0.5, 1, 3, 1e5, 1e18};
    for (size_t i = 0; i < COUNT_OF(shapes); i++)
        for (size_t j = 0; j < COUNT_OF(shapes); j++) {
            double a = shapes[i], b = shapes[j];
            assert_exact(ptv_beta_cdf(0, a, b), 0);
            assert_exact(ptv_beta_cdf(1, a, b), 1);
            assert_exact(ptv_beta_sf(0, a, b), 1);
            assert_exact(ptv_beta_sf(1, a, b), 0);
            assert_exact(ptv_beta_quantile(0, a, b), 0);
            assert_exact(ptv_beta_quantile(1, a, b), 1);
            assert_exact(ptv_beta_isf(0, a, b), 1);
            assert_exact(ptv_beta_isf(1, a, b), 0);
        }
    /* Beta(1, 1) is uniform, Beta(1/2, 1/2) is the arcsine law: symmetric about its median. */
    assert_close(ptv_beta_cdf(0.3, 1, 1), 0.3, 1e-14);
    assert_close(ptv_beta_quantile(0.3, 1, 1), 0.3, 1e-14);
    assert_close(ptv_beta_quantile(0.5, 0.5, 0.5), 0.5, 1e-14);
}

/* Next to 1, with a shape far below 1, the fraction is cut off before it ends. With a = 1 the
 * distribution is 1 - (1 - x)^b. */
static void beta_with_a_shape_near_0(void **unused) {
    (void)unused;
    const double b = 1e-14;
    assert_close(ptv_beta_cdf(1 - 0x1p-20, 1, b), b * 20 * log(2), 1e-10);
    assert_close(ptv_beta_cdf(1 - 0x1p-26, 1, b), b * 26 * log(2), 0.01);
}

static void gamma_ends(void **unused) {
    (void)unused;
    static const double shapes[] = {1e-3, 0.5, 1, 3, 1e5, 1e18};
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        double a = shapes[i];
        assert_exact(ptv_gamma_cdf(0, a), 0);
        assert_exact(ptv_gamma_cdf(INFINITY, a), 1);
        assert_exact(ptv_gamma_sf(0, a), 1);
        assert_exact(ptv_gamma_sf(INFINITY, a), 0);
        assert_exact(ptv_gamma_quantile(0, a), 0);
        assert_exact(ptv_gamma_quantile(1, a), INFINITY);
        assert_exact(ptv_gamma_isf(0, a), INFINITY);
        assert_exact(ptv_gamma_isf(1, a), 0);
    }
    /* Shape 1 is the exponential distribution. */
    assert_close(ptv_gamma_sf(2, 1), 0.13533528323661269, 1e-14);
    assert_close(ptv_gamma_isf(0.13533528323661269, 1), 2, 1e-14);
}

/* So far from the mean of a large shape that the density needs the point itself. */
static void gamma_far_from_a_large_mean(void **unused) {
    (void)unused;
    assert_close(ptv_gamma_sf(14200, 1e4), 6.6669624519123295701e-304, 2e-12);
    assert_close(ptv_gamma_cdf(6900, 1e4), 8.1853048518031739642e-268, 2e-12);
}

/* The first shape that counts as large: by quadrature, as the last bits tell. */
static void gamma_of_the_first_large_shape(void **unused) {
    (void)unused;
    assert_close(ptv_gamma_sf(10100, 1e4), 0.1586512495528203776, 1e-13);
    assert_close(ptv_gamma_cdf(9900, 1e4), 0.15865119219356465696, 1e-13);
    assert_exact(ptv_gamma_sf(10100, 1e4), 0x1.44eaf2426425p-3);
    assert_exact(ptv_gamma_cdf(9900, 1e4), 0x1.44eaea8f8acbap-3);
}

/* 1 - exp(-x) = x, and x^a, for the smallest x there is. */
static void gamma_quantiles_next_to_0(void **unused) {
    (void)unused;
    assert_exact(ptv_gamma_quantile(0x1p-1074, 1), 0x1p-1074);
    assert_in(0x1p-1074, ptv_gamma_quantile(0.5, 9.3233e-4), 0x1p-1073);
    assert_exact(ptv_gamma_quantile(0.5, 9.3e-4), 0);
    assert_in(0x1p-1074, ptv_gamma_isf(0.5, 9.3233e-4), 0x1p-1073);
    assert_exact(ptv_gamma_isf(0.5, 9.3e-4), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nan_in_nan_out),
        cmocka_unit_test(probabilities_out_of_range),
        cmocka_unit_test(normal_ends),
        cmocka_unit_test(student_t_ends),
        cmocka_unit_test(student_t_far_out),
        cmocka_unit_test(beta_ends),
        cmocka_unit_test(beta_with_a_shape_near_0),
        cmocka_unit_test(gamma_ends),
        cmocka_unit_test(gamma_far_from_a_large_mean),
        cmocka_unit_test(gamma_of_the_first_large_shape),
        cmocka_unit_test(gamma_quantiles_next_to_0),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("distribution", tests, NULL, NULL);
}
