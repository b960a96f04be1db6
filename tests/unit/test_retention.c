/* SPDX-License-Identifier: MIT */
/* retention.h */
#include "testing.h"

static ptv_customer_counts counts(uint64_t start, uint64_t fresh, uint64_t back, uint64_t lost,
                                  uint64_t lost_fresh, uint64_t end) {
    ptv_customer_counts counts = PTV_CUSTOMER_COUNTS_INIT;
    counts.start = start;
    counts.fresh = fresh;
    counts.back = back;
    counts.lost = lost;
    counts.lost_fresh = lost_fresh;
    counts.end = end;
    return counts;
}

/* A reading, which must not fail. */
static ptv_retention_result reading(const ptv_customer_counts *at, int32_t base) {
    ptv_retention_options opt = PTV_RETENTION_OPTIONS_INIT;
    ptv_retention_result result;
    scribble(result);
    result.size = (uint32_t)sizeof result;
    opt.churn_base = base;
    ptv_status status = ptv_retention_read(at, &opt, &result);
    assert_status(result.retention.status, status);
    assert_int_equal(result.churn_base, base);
    return result;
}

static void retention_is_who_stayed_of_the_start(void **unused) {
    (void)unused;
    /* 200 at the start, 50 new and 10 back, 40 lost of whom 15 had come in the period. */
    ptv_customer_counts at = counts(200, 50, 10, 40, 15, 220);
    ptv_retention_result r = reading(&at, PTV_CHURN_BASE_START);
    ptv_estimate want;
    assert_ok(ptv_share_interval(175, 200, 0.95, 0, &want));
    assert_same_bytes(r.retention, want);
    assert_exact(r.retention.value, 0.875);
    /* (end - new - back + lost of these) / start */
    assert_exact(r.retention.value, (220.0 - 50 - 10 + 15) / 200);
    assert_ok(r.movement_status);
    assert_ok(ptv_retention_read(&at, NULL, &r));
    assert_same_bytes(r.retention, want);
}

static void churn_is_its_reflection(void **unused) {
    (void)unused;
    static const int32_t methods[] = {PTV_METHOD_WILSON, PTV_METHOD_CLOPPER_PEARSON,
                                      PTV_METHOD_AGRESTI_COULL, PTV_METHOD_JEFFREYS};
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        for (uint64_t lost = 0; lost <= 40; lost++) {
            ptv_customer_counts at = counts(40, 7, 0, lost, 0, 47 - lost);
            ptv_retention_options opt = PTV_RETENTION_OPTIONS_INIT;
            ptv_retention_result r = PTV_RETENTION_RESULT_INIT;
            opt.method = methods[i];
            opt.confidence = 0.9;
            assert_ok(ptv_retention_read(&at, &opt, &r));
            assert_close(r.churn.value, 1 - r.retention.value, 1e-15);
            assert_close_floor(r.churn.lower, 1 - r.retention.upper, 1e-14, 1);
            assert_close_floor(r.churn.upper, 1 - r.retention.lower, 1e-14, 1);
            assert_exact(r.churn.std_error, r.retention.std_error);
            assert_int_equal(r.churn.method, methods[i]);
            assert_int_equal(r.retention.method, methods[i]);
            assert_exact(r.churn.confidence, 0.9);
        }
}

static void churn_by_each_base(void **unused) {
    (void)unused;
    ptv_customer_counts at = counts(200, 50, 10, 40, 15, 220);
    ptv_estimate want;
    assert_ok(ptv_share_interval(25, 200, 0.95, 0, &want));
    ptv_retention_result r = reading(&at, PTV_CHURN_BASE_START);
    assert_same_bytes(r.churn, want);
    assert_ok(ptv_share_interval(40, 260, 0.95, 0, &want));
    r = reading(&at, PTV_CHURN_BASE_SERVED);
    assert_same_bytes(r.churn, want);
    r = reading(&at, PTV_CHURN_BASE_MEAN);
    assert_status(PTV_DEGENERATE, r.churn.status);
    assert_close(r.churn.value, 40.0 / 210, 1e-15);
    assert_nan(r.churn.lower);
    assert_nan(r.churn.upper);
    assert_nan(r.churn.std_error);
    assert_true(r.churn.n == 210);
    assert_exact(r.churn.n_eff, 210);
    assert_ok(r.retention.status);
    /* A mean rounded up, so that somebody is there. */
    at = counts(1, 0, 0, 1, 0, 0);
    r = reading(&at, PTV_CHURN_BASE_MEAN);
    assert_exact(r.churn.value, 2); /* a ratio, not a share */
    assert_true(r.churn.n == 1);
    assert_exact(r.churn.n_eff, 0.5);
}

static void assert_no_share(const uint64_t n[6], ptv_status movement) {
    ptv_customer_counts at = counts(n[0], n[1], n[2], n[3], n[4], n[5]);
    ptv_retention_result r = reading(&at, PTV_CHURN_BASE_START);
    assert_status(movement, r.movement_status);
    assert_status(PTV_INCONSISTENT, r.retention.status);
    assert_status(PTV_INCONSISTENT, r.churn.status);
    assert_nan(r.retention.value);
    assert_nan(r.retention.lower);
    assert_nan(r.churn.value);
    assert_nan(r.churn.upper);
    assert_true(r.retention.n == 0 && r.churn.n == 0);
}

static void an_impossible_movement_is_a_status(void **unused) {
    (void)unused;
    /* The end does not follow; 2^64 is not 0. */
    static const uint64_t wrong[][6] = {
        {100, 10, 0, 5, 0, 104},
        {100, 10, 0, 5, 0, 106},
        {0, 0, 0, 0, 0, 1},
        {100, 10, 0, 200, 0, 0},
        {UINT64_MAX, 1, 0, 0, 0, 0},
        {0, 0, 0, UINT64_MAX, 0, 1},
        {1, UINT64_MAX, UINT64_MAX, 0, 0, UINT64_MAX},
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_no_share(wrong[i], PTV_INCONSISTENT);
    /* It does, but more left than were there: of the start, of those who came, of both. */
    static const uint64_t impossible[][6] = {
        {10, 100, 0, 50, 0, 60},  {100, 10, 0, 50, 11, 60}, {100, 10, 5, 50, 16, 65},
        {100, 100, 0, 5, 6, 195}, {0, 5, 0, 1, 0, 4},       {0, 0, 5, 1, 0, 4},
    };
    for (size_t i = 0; i < COUNT_OF(impossible); i++)
        assert_no_share(impossible[i], PTV_OK);
}

static void an_end_that_new_customers_alone_pass(void **unused) {
    (void)unused;
    /* E - N > S by the arithmetic form: a retention above 1 is none. */
    ptv_customer_counts at = counts(100, 20, 0, 0, 0, 130);
    assert_status(PTV_INCONSISTENT, reading(&at, PTV_CHURN_BASE_START).retention.status);
    /* N > E: below 0. */
    at = counts(100, 130, 0, 110, 0, 120);
    ptv_retention_result r = reading(&at, PTV_CHURN_BASE_START);
    assert_status(PTV_INCONSISTENT, r.retention.status);
    assert_ok(r.movement_status);
}

static void nobody_at_the_start(void **unused) {
    (void)unused;
    ptv_customer_counts nobody = PTV_CUSTOMER_COUNTS_INIT, opened = counts(0, 100, 0, 10, 10, 90);
    for (int32_t base = PTV_CHURN_BASE_START; base <= PTV_CHURN_BASE_MEAN; base++) {
        ptv_retention_result r = reading(&nobody, base);
        assert_empty_estimate(r.retention);
        assert_empty_estimate(r.churn);
        assert_ok(r.movement_status);
        r = reading(&opened, base);
        assert_empty_estimate(r.retention);
        if (base == PTV_CHURN_BASE_START)
            assert_empty_estimate(r.churn);
        if (base == PTV_CHURN_BASE_SERVED)
            assert_exact(r.churn.value, 0.1);
        if (base == PTV_CHURN_BASE_MEAN)
            assert_close(r.churn.value, 10.0 / 45, 1e-15);
    }
}

static void counts_of_64_bits(void **unused) {
    (void)unused;
    const uint64_t most = UINT64_MAX;
    ptv_customer_counts all = counts(most, 0, 0, 0, 0, most), gone = counts(most, 0, 0, most, 0, 0);
    assert_exact(reading(&all, PTV_CHURN_BASE_START).retention.value, 1);
    ptv_retention_result r = reading(&all, PTV_CHURN_BASE_MEAN);
    assert_true(r.churn.n == most);
    assert_exact(r.churn.value, 0);
    assert_exact(r.churn.n_eff, 0x1p64);
    /* A sum of 2^64, whose lower half is nobody. */
    const uint64_t half = UINT64_C(1) << 63;
    ptv_customer_counts halves = counts(half, half, 0, half, 0, half);
    r = reading(&halves, PTV_CHURN_BASE_MEAN);
    assert_status(PTV_DEGENERATE, r.churn.status);
    assert_true(r.churn.n == half);
    assert_exact(r.churn.value, 1);
    assert_exact(reading(&gone, PTV_CHURN_BASE_START).churn.value, 1);
    assert_exact(reading(&gone, PTV_CHURN_BASE_SERVED).churn.value, 1);
    /* A sum that passes 64 bits, where both sides do. */
    ptv_customer_counts more = counts(most, most, 0, most, most, most);
    r = reading(&more, PTV_CHURN_BASE_START);
    assert_ok(r.movement_status);
    assert_exact(r.retention.value, 1);
    assert_exact(reading(&more, PTV_CHURN_BASE_MEAN).churn.value, 1);
    ptv_retention_options opt = PTV_RETENTION_OPTIONS_INIT;
    opt.churn_base = PTV_CHURN_BASE_SERVED;
    scribble(r);
    r.size = sizeof r;
    assert_untouched(r, PTV_ERR_OVERFLOW, ptv_retention_read(&more, &opt, &r));
    more = counts(most - 1, 1, 0, most, 1, 0);
    assert_exact(reading(&more, PTV_CHURN_BASE_SERVED).churn.value, 1);
}

static void init_is_the_macro(void **unused) {
    (void)unused;
    ptv_customer_counts counts_macro = PTV_CUSTOMER_COUNTS_INIT, counts_call;
    ptv_retention_options options_macro = PTV_RETENTION_OPTIONS_INIT, options_call;
    ptv_retention_result result_macro = PTV_RETENTION_RESULT_INIT, result_call;
    scribble(counts_call);
    scribble(options_call);
    scribble(result_call);
    assert_ok(ptv_customer_counts_init(&counts_call));
    assert_ok(ptv_retention_options_init(&options_call));
    assert_ok(ptv_retention_result_init(&result_call));
    assert_same_bytes(counts_call, counts_macro);
    assert_same_bytes(options_call, options_macro);
    assert_same_bytes(result_call, result_macro);
    assert_status(PTV_ERR_NULL, ptv_customer_counts_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_retention_options_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_retention_result_init(NULL));
}

static ptv_status read_into(void *output, void *at) {
    return ptv_retention_read(at, NULL, output);
}
static ptv_status read_with(const void *options, void *at) {
    ptv_retention_result out = PTV_RETENTION_RESULT_INIT;
    return ptv_retention_read(at, options, &out);
}
static ptv_status read_of(const void *input, void *unused) {
    (void)unused;
    ptv_retention_result out = PTV_RETENTION_RESULT_INIT;
    return ptv_retention_read(input, NULL, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_customer_counts at = counts(200, 50, 10, 40, 15, 220);
    ptv_retention_options options = PTV_RETENTION_OPTIONS_INIT;
    assert_output_size_checked(read_into, &at, sizeof(ptv_retention_result));
    assert_input_size_checked(read_with, &at, &options, sizeof options);
    assert_input_size_checked(read_of, NULL, &at, sizeof at);
}

#define OPTIONS .size = sizeof(ptv_retention_options)

static void options_out_of_range(void **unused) {
    (void)unused;
    static const ptv_retention_options wrong[] = {
        {OPTIONS, .confidence = 1},
        {OPTIONS, .confidence = -0.5},
        {OPTIONS, .confidence = NAN},
        {OPTIONS, .confidence = 95},
        {OPTIONS, .method = -1},
        {OPTIONS, .method = 1},
        {OPTIONS, .method = PTV_METHOD_SCORE},
        {OPTIONS, .churn_base = -1},
        {OPTIONS, .churn_base = PTV_CHURN_BASE_MEAN + 1},
        {OPTIONS, .churn_base = INT32_MIN},
        {OPTIONS, .reserved = 1},
    };
    ptv_customer_counts at = counts(200, 50, 10, 40, 15, 220);
    ptv_retention_result out;
    scribble(out);
    out.size = sizeof out;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_retention_read(&at, &wrong[i], &out));
    assert_untouched(out, PTV_ERR_NULL, ptv_retention_read(NULL, NULL, &out));
    assert_status(PTV_ERR_NULL, ptv_retention_read(&at, NULL, NULL));
}

static ptv_estimate churn_of(uint64_t lost, uint64_t start) {
    ptv_estimate churn;
    assert_ok(ptv_share_interval(lost, start, 0.95, 0, &churn));
    return churn;
}

static void compound_churn(void **unused) {
    (void)unused;
    ptv_estimate month = churn_of(50, 1000), year, back;
    assert_ok(ptv_churn_compound(&month, 12, &year));
    assert_close(year.value, 0.45963991233736334, 1e-14); /* 1 - 0.95^12 */
    assert_close(year.lower, 1 - pow(1 - month.lower, 12), 1e-13);
    assert_close(year.upper, 1 - pow(1 - month.upper, 12), 1e-13);
    assert_close(year.std_error, 12 * pow(0.95, 11) * month.std_error, 1e-13);
    assert_true(year.n == 1000 && year.method == month.method);
    assert_exact(year.confidence, 0.95);
    assert_ok(ptv_churn_compound(&year, 1.0 / 12, &back));
    assert_close(back.value, month.value, 1e-14);
    assert_close(back.lower, month.lower, 1e-14);
    assert_close(back.upper, month.upper, 1e-14);
    assert_close(back.std_error, month.std_error, 1e-14);
    assert_ok(ptv_churn_compound(&month, 1, &back));
    assert_close(back.value, month.value, 1e-15);
    assert_exact(back.std_error, month.std_error);
    /* In place. */
    assert_ok(ptv_churn_compound(&month, 12, &month));
    assert_same_bytes(month, year);
}

static void compound_churn_of_none_and_of_all(void **unused) {
    (void)unused;
    static const double periods[] = {1e-300, 1.0 / 12, 0.5, 1, 2, 12, 1e300};
    ptv_estimate none = churn_of(0, 100), all = churn_of(100, 100), out;
    for (size_t i = 0; i < COUNT_OF(periods); i++) {
        assert_ok(ptv_churn_compound(&none, periods[i], &out));
        assert_exact(out.value, 0);
        assert_exact(out.lower, 0);
        assert_exact(out.std_error, 0);
        assert_ok(ptv_churn_compound(&all, periods[i], &out));
        assert_exact(out.value, 1);
        assert_exact(out.upper, 1);
        assert_exact(out.std_error, 0);
        assert_in(0, out.lower, 1);
    }
    all.std_error = 0.25; /* where the slope is vertical, level, or 1 */
    assert_ok(ptv_churn_compound(&all, 0.5, &out));
    assert_exact(out.std_error, INFINITY);
    assert_ok(ptv_churn_compound(&all, 1.5, &out));
    assert_exact(out.std_error, 0);
    assert_ok(ptv_churn_compound(&all, 1, &out));
    assert_exact(out.std_error, 0.25);
}

static void compound_churn_keeps_the_status(void **unused) {
    (void)unused;
    ptv_customer_counts at = counts(200, 50, 10, 40, 15, 220), none = PTV_CUSTOMER_COUNTS_INIT;
    ptv_estimate out;
    ptv_retention_result r = reading(&at, PTV_CHURN_BASE_MEAN);
    assert_status(PTV_DEGENERATE, ptv_churn_compound(&r.churn, 2, &out));
    assert_close(out.value, 1 - pow(1 - 40.0 / 210, 2), 1e-14);
    assert_nan(out.lower);
    assert_nan(out.upper);
    assert_nan(out.std_error);
    assert_status(PTV_DEGENERATE, out.status);
    r = reading(&none, PTV_CHURN_BASE_START);
    assert_status(PTV_EMPTY, ptv_churn_compound(&r.churn, 2, &out));
    assert_empty_estimate(out);
}

static void compound_churn_brings_bounds_back(void **unused) {
    (void)unused;
    ptv_estimate churn, out;
    assert_ok(ptv_share_interval(1, 3, 0.999, PTV_METHOD_AGRESTI_COULL, &churn));
    churn.lower = -0.1;
    churn.upper = 1.1;
    assert_ok(ptv_churn_compound(&churn, 3, &out));
    assert_exact(out.lower, 0);
    assert_exact(out.upper, 1);
}

static void compound_churn_refuses(void **unused) {
    (void)unused;
    static const double wrong_periods[] = {0, -1, NAN, INFINITY, -INFINITY};
    static const double wrong_churn[] = {-0x1p-1074, 1.0000000000000002, NAN, INFINITY, -1};
    ptv_estimate churn = churn_of(1, 10), out;
    scribble(out);
    for (size_t i = 0; i < COUNT_OF(wrong_periods); i++)
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_churn_compound(&churn, wrong_periods[i], &out));
    for (size_t i = 0; i < COUNT_OF(wrong_churn); i++) {
        churn.value = wrong_churn[i];
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_churn_compound(&churn, 2, &out));
    }
    churn = churn_of(1, 10);
    churn.status = PTV_DEGENERATE; /* excuses NaN, and nothing else */
    for (churn.value = -0.5; churn.value < 2; churn.value += 2)
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_churn_compound(&churn, 2, &out));
    churn = churn_of(1, 10);
    churn.status = PTV_ERR_ARGUMENT;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_churn_compound(&churn, 2, &out));
    assert_untouched(out, PTV_ERR_NULL, ptv_churn_compound(NULL, 2, &out));
    assert_status(PTV_ERR_NULL, ptv_churn_compound(&churn, 2, NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(retention_is_who_stayed_of_the_start),
        cmocka_unit_test(churn_is_its_reflection),
        cmocka_unit_test(churn_by_each_base),
        cmocka_unit_test(an_impossible_movement_is_a_status),
        cmocka_unit_test(an_end_that_new_customers_alone_pass),
        cmocka_unit_test(nobody_at_the_start),
        cmocka_unit_test(counts_of_64_bits),
        cmocka_unit_test(init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
        cmocka_unit_test(compound_churn),
        cmocka_unit_test(compound_churn_of_none_and_of_all),
        cmocka_unit_test(compound_churn_keeps_the_status),
        cmocka_unit_test(compound_churn_brings_bounds_back),
        cmocka_unit_test(compound_churn_refuses),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("retention", tests, NULL, NULL);
}
