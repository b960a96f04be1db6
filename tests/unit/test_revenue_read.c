/* SPDX-License-Identifier: MIT */
/* What is read from a ptv_revenue. */
#include "revenues.h"

static void the_ratio_of_all_is_that_of_the_customers(void **unused) {
    (void)unused;
    /* Equal starts: the error of a mean. Ends 9, 12, 10, 5: mean 9, variance 26 / 3. */
    static const struct customer customers[] = {{10, 9, 0}, {10, 12, 0}, {10, 10, 0}, {10, 5, 0}};
    ptv_revenue acc = revenue_with(customers, COUNT_OF(customers));
    ptv_revenue_result r = revenue_reading(&acc, NULL);
    ptv_estimate want;
    assert_ok(ptv_mean_interval(4, 0.9, 0.26 / 3, 0.95, &want));
    assert_exact(r.net.value, 0.9);
    assert_close(r.net.std_error, want.std_error, 1e-15);
    assert_close(r.net.lower, want.lower, 1e-14);
    assert_close(r.net.upper, want.upper, 1e-14);
    assert_exact(r.gross.value, 0.85);
    assert_exact(r.gross.upper, 1); /* clamped */
}

static void no_cancellation_where_the_end_follows_the_start(void **unused) {
    (void)unused;
    /* Ends nearly proportional to the starts: of two customers the error is 2 |x1 y2 - x2 y1| /
     * (x1 + x2)^2, and of neighbours in Fibonacci's sequence the determinant is 1. */
    int64_t f[93] = {0, 1};
    for (int i = 2; i < 93; i++)
        f[i] = f[i - 1] + f[i - 2];
    for (int i = 4; i < 92; i++) {
        struct customer pair[] = {{f[i - 1], f[i - 2], 0}, {f[i], f[i - 1], 0}};
        ptv_revenue acc = revenue_with(pair, 2);
        ptv_revenue_result r = revenue_reading(&acc, NULL);
        double sum = (double)f[i + 1];
        assert_close(r.net.std_error, 2 / (sum * sum), 4e-16);
        assert_close(r.gross.std_error, 2 / (sum * sum), 4e-16);
        assert_ok(r.net.status);
    }
}

static void ratios_stay_in_their_range(void **unused) {
    (void)unused;
    static const struct customer customers[] = {{100, 0, 0}, {1, 1000, 0}, {3, 1, 0}};
    ptv_revenue acc = revenue_with(customers, 3);
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    opt.confidence = 0.999;
    ptv_revenue_result r = revenue_reading(&acc, &opt);
    assert_exact(r.gross.lower, 0);
    assert_in(r.gross.value, r.gross.upper, 1);
    assert_exact(r.net.lower, 0);
    assert_less(1, r.net.upper);
    assert_exact(r.net.confidence, 0.999);
    assert_in(0, r.gross.value, 1);
}

static void one_customer_or_no_spread(void **unused) {
    (void)unused;
    static const struct customer same[] = {{100, 90, 0}, {200, 180, 0}, {10, 9, 1}};
    ptv_revenue one = revenue_with(same, 1), proportional = revenue_with(same, 3);
    ptv_revenue_result r = revenue_reading(&one, NULL);
    assert_status(PTV_DEGENERATE, r.net.status);
    assert_exact(r.net.value, 0.9);
    assert_nan(r.net.std_error);
    assert_nan(r.net.lower);
    assert_nan(r.net.upper);
    r = revenue_reading(&proportional, NULL);
    assert_status(PTV_DEGENERATE, r.gross.status);
    assert_exact(r.gross.value, 0.9);
    assert_exact(r.gross.std_error, 0);
    assert_nan(r.gross.lower);
    /* Nobody lost anything: gross has no spread, net has. */
    static const struct customer growing[] = {{100, 110, 0}, {200, 200, 0}};
    ptv_revenue only_up = revenue_with(growing, 2);
    r = revenue_reading(&only_up, NULL);
    assert_status(PTV_DEGENERATE, r.gross.status);
    assert_exact(r.gross.value, 1);
    assert_ok(r.net.status);
    assert_less(r.net.lower, r.net.upper);
    /* Every gain a loss elsewhere: the other way round. */
    static const struct customer swapped[] = {{100, 50, 0}, {100, 150, 0}};
    ptv_revenue level = revenue_with(swapped, 2);
    r = revenue_reading(&level, NULL);
    assert_ok(r.gross.status);
    assert_exact(r.net.value, 1);
}

static void no_money_at_the_start(void **unused) {
    (void)unused;
    static const int kinds[] = {FRESH, BACK, IDLE, MISSING, REJECTED};
    ptv_revenue acc = revenue_of_nobody(), some = revenue_of_each_kind();
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        assert_true(add_customer(&acc, customer_of_kind[kinds[i]]) >= 0);
    ptv_revenue_result r = revenue_reading(&acc, NULL);
    assert_empty_estimate(r.gross);
    assert_empty_estimate(r.net);
    assert_exact(r.start, 0);
    assert_exact(r.end, 120);
    assert_true(r.n == 0 && r.n_fresh == 1 && r.n_reactivated == 1);
    ptv_comparison out;
    assert_status(PTV_EMPTY, ptv_revenue_compare(&acc, &some, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_status(PTV_EMPTY, ptv_revenue_compare(&some, &acc, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
}

static void comparison_is_welch(void **unused) {
    (void)unused;
    /* Equal starts: that of two means. */
    static const struct customer now[] = {{10, 9, 0}, {10, 12, 0}, {10, 10, 0}, {10, 5, 0}};
    static const struct customer before[] = {{20, 24, 0}, {20, 20, 0}, {20, 10, 0}};
    ptv_revenue a = revenue_with(now, 4), b = revenue_with(before, 3);
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    opt.confidence = 0.9;
    ptv_comparison got, want;
    assert_ok(ptv_revenue_compare(&a, &b, &opt, &got));
    assert_ok(ptv_mean_compare(4, 0.9, 0.26 / 3, 3, 0.9, 0.13, 0.9, &want));
    assert_exact(got.difference, 0);
    assert_close(got.std_error, want.std_error, 1e-14);
    assert_close(got.df, want.df, 1e-14);
    assert_close(got.lower, want.lower, 1e-14);
    assert_close(got.upper, want.upper, 1e-14);
    assert_exact(got.p_value, 1);
    assert_exact(got.confidence, 0.9);
    assert_int_equal(got.method, PTV_METHOD_WELCH);
}

static void equal_ratios_differ_by_nothing(void **unused) {
    (void)unused;
    /* Sums of more digits than a double has. */
    static const struct customer now[] = {{INT64_MAX / 3, INT64_MAX / 7, 0}, {5, 1, 0}};
    ptv_revenue a = revenue_with(now, 2), b = a;
    for (int i = 0; i < 5; i++) {
        assert_ok(ptv_revenue_merge(&b, &a));
        ptv_comparison out;
        assert_ok(ptv_revenue_compare(&a, &b, NULL, &out));
        assert_exact(out.difference, 0);
        assert_exact(out.statistic, 0);
        assert_exact(out.p_value, 1);
    }
}

static void comparison_without_spread(void **unused) {
    (void)unused;
    static const struct customer same[] = {{100, 90, 0}, {200, 180, 0}};
    ptv_revenue flat = revenue_with(same, 2), one = revenue_with(customer_of_kind, 1),
                some = revenue_of_each_kind();
    ptv_comparison out;
    assert_status(PTV_DEGENERATE, ptv_revenue_compare(&flat, &flat, NULL, &out));
    assert_exact(out.difference, 0);
    assert_nan(out.p_value);
    assert_status(PTV_DEGENERATE, ptv_revenue_compare(&one, &some, NULL, &out));
    assert_close(out.difference, 1 - 0.47, 1e-15);
    assert_nan(out.lower);
    assert_status(PTV_DEGENERATE, ptv_revenue_compare(&some, &one, NULL, &out));
    assert_close(out.difference, 0.47 - 1, 1e-15);
    assert_ok(ptv_revenue_compare(&flat, &some, NULL, &out));
    assert_less(out.lower, out.difference);
}

static void options_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_revenue_options by_macro = PTV_REVENUE_OPTIONS_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_revenue_options_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_status(PTV_ERR_NULL, ptv_revenue_options_init(NULL));
}

static void result_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_revenue_result by_macro = PTV_REVENUE_RESULT_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_revenue_result_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_int_equal(by_call.size, sizeof by_call);
    assert_status(PTV_ERR_NULL, ptv_revenue_result_init(NULL));
}

static ptv_status read_into(void *output, void *acc) {
    return ptv_revenue_read(acc, NULL, output);
}
static ptv_status read_with(const void *options, void *acc) {
    ptv_revenue_result out = PTV_REVENUE_RESULT_INIT;
    return ptv_revenue_read(acc, options, &out);
}
static ptv_status compare_with(const void *options, void *acc) {
    ptv_comparison out;
    return ptv_revenue_compare(acc, acc, options, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_revenue acc = revenue_of_each_kind();
    ptv_revenue_options options = PTV_REVENUE_OPTIONS_INIT;
    assert_output_size_checked(read_into, &acc, sizeof(ptv_revenue_result));
    assert_input_size_checked(read_with, &acc, &options, sizeof options);
    assert_input_size_checked(compare_with, &acc, &options, sizeof options);
}

static void options_out_of_range(void **unused) {
    (void)unused;
    static const double wrong[] = {1, -0.5, -0x1p-1074, 95, NAN, INFINITY};
    ptv_revenue acc = revenue_of_each_kind();
    ptv_revenue_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
        opt.confidence = wrong[i];
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_revenue_read(&acc, &opt, &out));
        assert_untouched(difference, PTV_ERR_ARGUMENT,
                         ptv_revenue_compare(&acc, &acc, &opt, &difference));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ratio_of_all_is_that_of_the_customers),
        cmocka_unit_test(no_cancellation_where_the_end_follows_the_start),
        cmocka_unit_test(ratios_stay_in_their_range),
        cmocka_unit_test(one_customer_or_no_spread),
        cmocka_unit_test(no_money_at_the_start),
        cmocka_unit_test(comparison_is_welch),
        cmocka_unit_test(equal_ratios_differ_by_nothing),
        cmocka_unit_test(comparison_without_spread),
        cmocka_unit_test(options_init_is_the_macro),
        cmocka_unit_test(result_init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("revenue read", tests, NULL, NULL);
}
