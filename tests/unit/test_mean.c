/* SPDX-License-Identifier: MIT */
/* mean.h: statuses and ends; the figures are in the vectors. */
#include "testing.h"

#include "stats/mean.h"

static const double wrong_confidences[] = {0, 1, -0.5, 1.5, 95, NAN, INFINITY, -INFINITY};
static const double not_finite[] = {NAN, INFINITY, -INFINITY};
static const double no_variances[] = {-1, -0x1p-1074, NAN, INFINITY, -INFINITY};

static void interval_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_mean_interval(5, 3, 1, 0.95, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval(5, 3, 1, wrong_confidences[i], &out));
    for (size_t i = 0; i < COUNT_OF(not_finite); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_mean_interval(5, not_finite[i], 1, 0.95, &out));
    for (size_t i = 0; i < COUNT_OF(no_variances); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval(5, 3, no_variances[i], 0.95, &out));
}

static void interval_of_nothing(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_EMPTY, ptv_mean_interval(0, 3, 1, 0.95, &out));
    assert_empty_estimate(out);
    scribble(out);
    assert_status(PTV_EMPTY, ptv_mean_interval_bounded(0, 3, 1, 1, 5, 0.95, &out));
    assert_empty_estimate(out);
}

static void interval_without_spread(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_DEGENERATE, ptv_mean_interval(1, 3, 0, 0.95, &out));
    assert_status(PTV_DEGENERATE, out.status);
    assert_exact(out.value, 3);
    assert_nan(out.std_error);
    assert_nan(out.lower);
    assert_nan(out.upper);
    assert_true(out.n == 1);
    assert_status(PTV_DEGENERATE, ptv_mean_interval(50, 5, 0, 0.95, &out));
    assert_exact(out.value, 5);
    assert_exact(out.std_error, 0);
    assert_nan(out.lower);
    assert_nan(out.upper);
}

/* The variance of one answer does not exist: whatever is passed is ignored. */
static void variance_of_one_answer_is_ignored(void **unused) {
    (void)unused;
    ptv_estimate out;
    for (size_t i = 0; i < COUNT_OF(no_variances); i++) {
        assert_status(PTV_DEGENERATE, ptv_mean_interval(1, 3, no_variances[i], 0.95, &out));
        assert_ok(ptv_mean_interval_bounded(1, 3, no_variances[i], 1, 5, 0.95, &out));
        assert_int_equal(out.method, PTV_METHOD_SCORE_BOUNDED);
    }
    assert_status(PTV_ERR_ARGUMENT, ptv_mean_interval(2, 3, NAN, 0.95, &out));
    ptv_comparison difference;
    assert_status(PTV_DEGENERATE, ptv_mean_compare(1, 3, NAN, 5, 2, 1, 0.95, &difference));
}

static void interval_says_how_it_was_made(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_ok(ptv_mean_interval(4, 10, 9, 0.9, &out));
    double half = ptv_student_t_isf(0.05, 3) * 1.5;
    assert_exact(out.value, 10);
    assert_exact(out.std_error, 1.5);
    assert_close(out.lower, 10 - half, 1e-14);
    assert_close(out.upper, 10 + half, 1e-14);
    assert_exact(out.confidence, 0.9);
    assert_true(out.n == 4);
    assert_exact(out.n_eff, 4);
    assert_int_equal(out.method, PTV_METHOD_STUDENT_T);
    assert_status(PTV_OK, out.status);
}

static void bounded_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_estimate out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_mean_interval_bounded(5, 3, 1, 1, 5, 0.95, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval_bounded(5, 3, 1, 1, 5, wrong_confidences[i], &out));
    for (size_t i = 0; i < COUNT_OF(no_variances); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval_bounded(5, 3, no_variances[i], 1, 5, 0.95, &out));
    for (size_t i = 0; i < COUNT_OF(not_finite); i++) {
        double x = not_finite[i];
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval_bounded(5, x, 1, 1, 5, 0.95, &out));
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval_bounded(5, 3, 1, x, 5, 0.95, &out));
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_interval_bounded(5, 3, 1, 1, x, 0.95, &out));
    }
    /* A scale whose ends are finite, and its length is not. */
    assert_untouched(out, PTV_ERR_ARGUMENT,
                     ptv_mean_interval_bounded(5, 3, 1, -1e308, 1e308, 0.95, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_mean_interval_bounded(5, 3, 1, 5, 1, 0.95, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_mean_interval_bounded(5, 3, 1, 3, 3, 0.95, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT,
                     ptv_mean_interval_bounded(5, next_below(1), 1, 1, 5, 0.95, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT,
                     ptv_mean_interval_bounded(5, next_above(5), 1, 1, 5, 0.95, &out));
}

static void bounded_is_student_t_where_there_is_spread(void **unused) {
    (void)unused;
    ptv_estimate plain, bounded;
    assert_ok(ptv_mean_interval(9, 4.5, 0.7, 0.95, &plain));
    assert_ok(ptv_mean_interval_bounded(9, 4.5, 0.7, 1, 5, 0.95, &bounded));
    assert_same_bytes(plain, bounded);
    /* Not clamped: that is for readings. */
    assert_ok(ptv_mean_interval_bounded(2, 4.5, 0.5, 1, 5, 0.95, &bounded));
    assert_less(5, bounded.upper);
}

static void bounded_is_wilson_where_there_is_none(void **unused) {
    (void)unused;
    ptv_estimate mean, share;
    assert_ok(ptv_mean_interval_bounded(50, 5, 0, 1, 5, 0.95, &mean));
    assert_ok(ptv_share_interval(50, 50, 0.95, 0, &share));
    assert_int_equal(mean.method, PTV_METHOD_SCORE_BOUNDED);
    assert_exact(mean.upper, 5);
    assert_close(mean.lower, 1 + 4 * share.lower, 1e-14);
    assert_exact(mean.std_error, 0);
    assert_ok(ptv_mean_interval_bounded(50, 1, 0, 1, 5, 0.95, &mean));
    assert_exact(mean.lower, 1);
    assert_close(mean.upper, 5 - 4 * share.lower, 1e-14);
    assert_ok(ptv_mean_interval_bounded(1, 5, 0, 1, 5, 0.95, &mean));
    assert_exact(mean.upper, 5);
    assert_less(mean.lower, 5);
    assert_exact(mean.std_error, 0);
}

static void compare_refuses_wrong_arguments(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_ERR_NULL, ptv_mean_compare(5, 3, 1, 5, 2, 1, 0.95, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong_confidences); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_compare(5, 3, 1, 5, 2, 1, wrong_confidences[i], &out));
    for (size_t i = 0; i < COUNT_OF(not_finite); i++) {
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_compare(5, not_finite[i], 1, 5, 2, 1, 0.95, &out));
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_compare(5, 3, 1, 5, not_finite[i], 1, 0.95, &out));
    }
    for (size_t i = 0; i < COUNT_OF(no_variances); i++) {
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_compare(5, 3, no_variances[i], 5, 2, 1, 0.95, &out));
        assert_untouched(out, PTV_ERR_ARGUMENT,
                         ptv_mean_compare(5, 3, 1, 5, 2, no_variances[i], 0.95, &out));
    }
}

static void compare_with_too_little(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_status(PTV_EMPTY, ptv_mean_compare(0, 3, 1, 5, 2, 1, 0.95, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_status(PTV_EMPTY, ptv_mean_compare(5, 3, 1, 0, 2, 1, 0.95, &out));
    assert_no_comparison(PTV_EMPTY, out);
    static const uint64_t sizes[][2] = {{1, 5}, {5, 1}, {1, 1}};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        assert_status(PTV_DEGENERATE,
                      ptv_mean_compare(sizes[i][0], 3, 1, sizes[i][1], 2, 1, 0.95, &out));
        assert_exact(out.difference, 1);
        assert_nan(out.lower);
        assert_nan(out.upper);
        assert_nan(out.p_value);
    }
    assert_status(PTV_DEGENERATE, ptv_mean_compare(5, 3, 0, 5, 2, 0, 0.95, &out));
    assert_exact(out.difference, 1);
    assert_nan(out.p_value);
    /* One side without spread is enough data for Welch. */
    assert_ok(ptv_mean_compare(5, 3, 0, 5, 2, 1, 0.95, &out));
    assert_exact(out.df, 4);
}

/* Only where neither side has spread are the intervals of the readings compared. */
static void one_answer_against_some_with_spread(void **unused) {
    (void)unused;
    const struct ptvi_bounded_sample one = {1, 3, 0, 1, 5}, some = {10, 3.5, 0.7, 1, 5},
                                     same = {10, 3.5, 0, 1, 5};
    const struct ptvi_sampling sampling = {.confidence = 0.95, .design_effect = 1};
    ptv_comparison out = ptvi_mean_difference(&one, &some, &sampling);
    assert_status(PTV_DEGENERATE, out.status);
    assert_exact(out.difference, -0.5);
    assert_nan(out.p_value);
    out = ptvi_mean_difference(&some, &one, &sampling);
    assert_status(PTV_DEGENERATE, out.status);
    assert_exact(out.difference, 0.5);
    out = ptvi_mean_difference(&one, &same, &sampling);
    assert_ok(out.status);
    assert_true(out.method == PTV_METHOD_MOVER && out.lower < -0.5 && out.upper > 0);
}

static void compare_says_how_it_was_made(void **unused) {
    (void)unused;
    ptv_comparison out;
    scribble(out);
    assert_ok(ptv_mean_compare(4, 10, 4, 4, 8, 4, 0.9, &out));
    assert_exact(out.difference, 2);
    assert_close(out.std_error, sqrt(2), 1e-15);
    assert_close(out.statistic, sqrt(2), 1e-15);
    assert_close(out.df, 6, 1e-15);
    assert_close(out.p_value, 2 * ptv_student_t_sf(sqrt(2), 6), 1e-12);
    assert_close(out.upper, 2 + sqrt(2) * ptv_student_t_isf(0.05, 6), 1e-13);
    assert_close(out.lower, 2 - sqrt(2) * ptv_student_t_isf(0.05, 6), 1e-13);
    assert_int_equal(out.method, PTV_METHOD_WELCH);
    assert_status(PTV_OK, out.status);
}

/* A design effect of 2 is half of the answers, on both sides alike. */
static void a_design_effect_is_fewer_answers(void **unused) {
    (void)unused;
    const struct ptvi_bounded_sample high = {20, 5, 0, 1, 5}, low = {30, 4, 0, 1, 5},
                                     half_high = {10, 5, 0, 1, 5}, half_low = {15, 4, 0, 1, 5};
    const struct ptvi_sampling twice = {0.95, 2, 0}, plain = {0.95, 1, 0};
    ptv_comparison got = ptvi_mean_difference(&high, &low, &twice),
                   want = ptvi_mean_difference(&half_high, &half_low, &plain);
    assert_same_bytes(got, want);
    assert_exact(got.difference, 1);
    assert_int_equal(got.method, PTV_METHOD_MOVER);
    /* With spread, four times the variance. */
    const struct ptvi_bounded_sample one = {20, 4, 0.5, 1, 5}, other = {30, 3, 2, 1, 5};
    const struct ptvi_sampling four_times = {0.95, 4, 0};
    got = ptvi_mean_difference(&one, &other, &four_times);
    want = ptvi_mean_difference(&one, &other, &plain);
    assert_exact(got.std_error, 2 * want.std_error);
    assert_exact(got.df, want.df);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interval_refuses_wrong_arguments),
        cmocka_unit_test(interval_of_nothing),
        cmocka_unit_test(interval_without_spread),
        cmocka_unit_test(variance_of_one_answer_is_ignored),
        cmocka_unit_test(interval_says_how_it_was_made),
        cmocka_unit_test(bounded_refuses_wrong_arguments),
        cmocka_unit_test(bounded_is_student_t_where_there_is_spread),
        cmocka_unit_test(bounded_is_wilson_where_there_is_none),
        cmocka_unit_test(compare_refuses_wrong_arguments),
        cmocka_unit_test(compare_with_too_little),
        cmocka_unit_test(one_answer_against_some_with_spread),
        cmocka_unit_test(compare_says_how_it_was_made),
        cmocka_unit_test(a_design_effect_is_fewer_answers),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("mean", tests, NULL, NULL);
}
