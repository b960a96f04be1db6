/* SPDX-License-Identifier: MIT */
/* cohorts.h: movements, retention between two periods, second activity. */
#include "cohorts.h"

#include "failing_allocator.h"

static void assert_movement(const ptv_cohort_movement *got, int64_t period, const uint64_t *want,
                            ptv_status status) {
    assert_true(got->period == period && got->reserved == 0);
    assert_status(status, got->status);
    const uint64_t counts[] = {got->active, got->retained, got->fresh, got->back, got->lost};
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        assert_int_equal(counts[i], want[i]);
}

static void customers_come_stay_leave_and_come_back(void **unused) {
    (void)unused;
    ptv_cohort_movement movements[8];
    ptv_cohorts *acc = three_cohorts();
    size_t n;
    /* active, retained, fresh, back, lost; after 13 nobody was active, and the window ends with 17 */
    static const uint64_t want[8][5] = {
        {9, 0, 9, 0, 0}, {9, 3, 6, 0, 6}, {3, 0, 0, 3, 9}, {15, 3, 7, 5, 0}, {0, 0, 0, 0, 15}};
    for (int64_t end = 9; end < 20; end++) {
        ptv_cohorts_options opt = options_until(end);
        int periods = end < 14 ? 4 : end < 18 ? (int)end - 10 : 8;
        scribble(movements);
        assert_ok(ptv_cohorts_movements(acc, &opt, movements, 8, &n));
        assert_int_equal(n, periods);
        for (int i = 0; i < periods; i++)
            assert_movement(&movements[i], 10 + i, want[i], 10 + i < end ? PTV_OK : PTV_INCOMPLETE);
    }
    scribble(movements);
    assert_ok(ptv_cohorts_movements(acc, NULL, movements, 8, &n));
    assert_int_equal(n, 4);
    for (int i = 0; i < 4; i++)
        assert_movement(&movements[i], 10 + i, want[i], PTV_OK);
    ptv_cohorts_free(acc);
}

/* Before the window's first period there is none: who is active in it is new, or came earlier. */
static void the_first_period_of_the_window_has_none_before(void **unused) {
    (void)unused;
    ptv_cohort_movement movements[64];
    ptv_cohorts_config config = window_of(INT64_MAX - 63, 64);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    size_t n;
    add_customers(acc, 0, 4, INT64_MAX - 63, "x");
    assert_ok(ptv_cohorts_add(acc, 0, 5));
    assert_ok(ptv_cohorts_add(acc, 1, INT64_MAX));
    assert_ok(ptv_cohorts_movements(acc, NULL, movements, 64, &n));
    assert_int_equal(n, 64);
    static const uint64_t first[] = {4, 0, 3, 1, 0}, second[] = {0, 0, 0, 0, 4},
                          last[] = {1, 0, 0, 1, 0};
    assert_movement(&movements[0], INT64_MAX - 63, first, PTV_OK);
    assert_movement(&movements[1], INT64_MAX - 62, second, PTV_OK);
    assert_movement(&movements[63], INT64_MAX, last, PTV_OK);
    ptv_cohorts_free(acc);
}

/* In a window of several words: from the middle of one on, with a word without anybody, and one
 * customer of whom only an earlier activity is known. */
static void movements_over_many_periods(void **unused) {
    (void)unused;
    static ptv_cohort_movement movements[200];
    ptv_cohorts_config config = window_of(0, 200);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    size_t n;
    add_customers(acc, 0, 300, 10, "xx");
    for (int64_t at = 72; at < 76; at++)
        add_customers(acc, 0, 2, at, "x");
    add_customers(acc, 1000, 3, 196, "x");
    assert_ok(ptv_cohorts_add_earlier(acc, 2000));
    assert_ok(ptv_cohorts_movements(acc, NULL, movements, 200, &n));
    assert_int_equal(n, 187);
    static const struct {
        int64_t period;
        uint64_t want[5];
    } of[] = {
        {10, {300, 0, 300, 0, 0}}, {11, {300, 300, 0, 0, 0}}, {12, {0, 0, 0, 0, 300}},
        {71, {0, 0, 0, 0, 0}},     {72, {2, 0, 0, 2, 0}},     {73, {2, 2, 0, 0, 0}},
        {74, {2, 2, 0, 0, 0}},     {75, {2, 2, 0, 0, 0}},     {76, {0, 0, 0, 0, 2}},
        {195, {0, 0, 0, 0, 0}},    {196, {3, 0, 3, 0, 0}},
    };
    for (size_t i = 0; i < COUNT_OF(of); i++)
        assert_movement(&movements[of[i].period - 10], of[i].period, of[i].want, PTV_OK);
    ptv_cohorts_free(acc);
}

static ptv_cohorts_retention between(const ptv_cohorts *acc, int64_t first, int64_t last,
                                     int32_t grace, const ptv_cohorts_options *opt,
                                     ptv_status want) {
    ptv_cohorts_retention r;
    scribble(r);
    r.size = sizeof r;
    assert_status(want, ptv_cohorts_retention_read(acc, first, last, grace, opt, &r));
    assert_status(want, r.retention.status);
    assert_status(want, r.churn.status);
    assert_true(r.start == r.kept + r.lost);
    if (want == PTV_OK) {
        ptv_estimate kept, lost;
        assert_ok(ptv_share_interval(r.kept, r.start, 0.95, 0, &kept));
        assert_ok(ptv_share_interval(r.lost, r.start, 0.95, 0, &lost));
        assert_same_bytes(r.retention, kept);
        assert_same_bytes(r.churn, lost);
        assert_close(r.churn.lower, 1 - r.retention.upper, 1e-14);
        assert_close(r.churn.upper, 1 - r.retention.lower, 1e-14);
    } else {
        assert_nan(r.retention.value);
        assert_nan(r.churn.value);
        assert_nan(r.churn.lower);
    }
    return r;
}

static void retention_is_of_two_sets(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_retention r = between(acc, 10, 13, 0, NULL, PTV_OK);
    assert_true(r.start == 9 && r.end == 15 && r.kept == 2 && r.lost == 7);
    assert_true(r.fresh == 12 && r.back == 1);
    r = between(acc, 11, 13, 0, NULL, PTV_OK);
    assert_true(r.start == 9 && r.end == 15 && r.kept == 5 && r.lost == 4);
    assert_true(r.fresh == 7 && r.back == 3);
    r = between(acc, 9, 10, 0, NULL, PTV_EMPTY);
    assert_true(r.start == 0 && r.end == 9 && r.fresh == 9 && r.back == 0);
    assert_int_equal(r.retention.n, 0);
    ptv_cohorts_free(acc);
}

static void away_within_the_grace_gap_is_no_churn(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(0, 12);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 100, 3, 2, "xx");    /* stayed */
    add_customers(acc, 200, 4, 2, "x.x");   /* away for one period */
    add_customers(acc, 300, 5, 2, "x..x");  /* for two */
    add_customers(acc, 400, 6, 2, "x");     /* for good */
    add_customers(acc, 500, 7, 3, "xxxxx"); /* came later */
    static const uint64_t kept[] = {3, 7, 12, 12, 12};
    for (int32_t grace = 0; grace < 5; grace++) {
        ptv_cohorts_retention r = between(acc, 2, 3, grace, NULL, PTV_OK);
        assert_true(r.start == 18 && r.end == 10 && r.kept == kept[grace]);
        assert_true(r.lost == 18 - kept[grace] && r.fresh == 7 && r.back == 0);
    }
    ptv_cohorts_free(acc);
}

static void what_is_not_over_has_no_retention(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_options opt = options_until(14);
    between(acc, 11, 13, 0, &opt, PTV_OK);
    between(acc, 11, 13, 1, &opt, PTV_INCOMPLETE);
    opt = options_until(13);
    ptv_cohorts_retention r = between(acc, 11, 13, 0, &opt, PTV_INCOMPLETE);
    assert_true(r.start == 9 && r.end == 15 && r.kept == 5);
    between(acc, 11, 12, 0, &opt, PTV_OK);
    between(acc, 11, 12, 1, &opt, PTV_INCOMPLETE);
    /* The window ends with 17: what comes after it is not known. */
    between(acc, 11, 17, 0, NULL, PTV_OK);
    between(acc, 11, 17, 1, NULL, PTV_INCOMPLETE);
    between(acc, 11, 13, 4, NULL, PTV_OK);
    between(acc, 11, 13, 5, NULL, PTV_INCOMPLETE);
    between(acc, 11, 13, INT32_MAX, NULL, PTV_INCOMPLETE);
    /* Nor is it known that nobody was there in a period that is not over. */
    opt = options_until(9);
    between(acc, 9, 10, 0, &opt, PTV_INCOMPLETE);
    ptv_cohorts_free(acc);
}

static void retention_checks_its_periods(void **unused) {
    (void)unused;
    static const struct {
        int64_t first, last;
        int32_t grace;
    } wrong[] = {{10, 10, 0},        {11, 10, 0},        {7, 10, 0},  {10, 18, 0},
                 {INT64_MIN, 10, 0}, {10, INT64_MAX, 0}, {8, 17, -1}, {8, 17, INT32_MIN}};
    ptv_cohorts *acc = three_cohorts();
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ptv_cohorts_retention r = PTV_COHORTS_RETENTION_INIT;
        assert_untouched(r, PTV_ERR_ARGUMENT,
                         ptv_cohorts_retention_read(acc, wrong[i].first, wrong[i].last,
                                                    wrong[i].grace, NULL, &r));
    }
    ptv_cohorts_free(acc);
}

static ptv_survival *second_activity(const ptv_cohorts *acc, const ptv_cohorts_options *opt) {
    ptv_survival *survival;
    assert_ok(ptv_survival_new(NULL, NULL, &survival));
    assert_ok(ptv_cohorts_second_activity(acc, opt, survival));
    return survival;
}

static void assert_points(const ptv_survival *survival, const uint64_t (*want)[3], size_t n_want) {
    ptv_survival_point points[20];
    size_t n;
    assert_true(ptv_survival_curve(survival, NULL, points, COUNT_OF(points), &n) >= 0);
    assert_int_equal(n, n_want);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(points[i].time, want[i][0]);
        assert_int_equal(points[i].events, want[i][1]);
        assert_int_equal(points[i].censored, want[i][2]);
    }
}

static void second_activity_is_an_event_or_censored(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    /* Time, events, censored. Activity ends with 13, the window with 17. */
    static const uint64_t all[][3] = {{1, 3, 0}, {2, 7, 0}, {4, 0, 7}, {6, 0, 1}, {7, 0, 4}};
    static const uint64_t to_13[][3] = {{1, 3, 6}, {2, 2, 4}};
    ptv_survival *survival = second_activity(acc, NULL);
    assert_points(survival, all, COUNT_OF(all));
    ptv_survival_free(survival);
    ptv_cohorts_options opt = options_until(13);
    survival = second_activity(acc, &opt);
    assert_points(survival, to_13, COUNT_OF(to_13));
    /* Added to what is there. */
    static const uint64_t twice[][3] = {{1, 6, 12}, {2, 4, 8}};
    assert_ok(ptv_cohorts_second_activity(acc, &opt, survival));
    assert_points(survival, twice, COUNT_OF(twice));
    ptv_survival_free(survival);
    opt = options_until(10);
    survival = second_activity(acc, &opt);
    assert_points(survival, NULL, 0);
    ptv_survival_free(survival);
    ptv_cohorts_free(acc);
}

/* After the last period of the window none is known. */
static void who_came_last_has_no_second_activity(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(0, 64);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 1, 5, 63, "x");
    add_customers(acc, 10, 2, 62, "xx");
    static const uint64_t want[][3] = {{0, 0, 5}, {1, 2, 0}};
    ptv_survival *survival = second_activity(acc, NULL);
    assert_points(survival, want, COUNT_OF(want));
    ptv_survival_free(survival);
    ptv_cohorts_free(acc);
}

static ptv_status tries_second_activity(const ptv_allocator *allocator, void *ctx) {
    ptv_survival *survival, *copy;
    ptv_status status = ptv_survival_new(NULL, allocator, &survival);
    if (status < 0)
        return status;
    assert_ok(ptv_survival_new(NULL, NULL, &copy));
    status = ptv_survival_add(survival, 3, PTV_EVENT);
    if (status == PTV_OK) {
        assert_ok(ptv_survival_add(copy, 3, PTV_EVENT));
        status = ptv_cohorts_second_activity(ctx, NULL, survival);
    }
    if (status == PTV_OK)
        assert_ok(ptv_cohorts_second_activity(ctx, NULL, copy));
    uint8_t a[500], b[500];
    size_t a_len, b_len;
    assert_ok(ptv_survival_serialize(survival, a, sizeof a, &a_len));
    assert_ok(ptv_survival_serialize(copy, b, sizeof b, &b_len));
    assert_int_equal(a_len, b_len);
    assert_memory_equal(a, b, a_len);
    ptv_survival_free(survival);
    ptv_survival_free(copy);
    return status;
}

static void second_activity_counts_whole_or_not_at_all(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    assert_true(for_each_failure(tries_second_activity, acc) > 5);
    ptv_survival *full;
    assert_ok(ptv_survival_new(NULL, NULL, &full));
    assert_ok(ptv_survival_add_n(full, 1, PTV_EVENT, PTV_COUNT_MAX - 21));
    assert_status(PTV_ERR_OVERFLOW, ptv_cohorts_second_activity(acc, NULL, full));
    assert_points(full, (const uint64_t[][3]){{1, PTV_COUNT_MAX - 21, 0}}, 1);
    assert_status(PTV_ERR_NULL, ptv_cohorts_second_activity(NULL, NULL, full));
    assert_status(PTV_ERR_NULL, ptv_cohorts_second_activity(acc, NULL, NULL));
    ptv_survival_free(full);
    ptv_cohorts_free(acc);
}

static ptv_status read_retention(void *output, void *ctx) {
    return ptv_cohorts_retention_read(ctx, 10, 13, 0, NULL, output);
}

static void the_result_of_retention_may_grow(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    assert_output_size_checked(read_retention, acc, sizeof(ptv_cohorts_retention));
    ptv_cohorts_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_come_stay_leave_and_come_back),
        cmocka_unit_test(the_first_period_of_the_window_has_none_before),
        cmocka_unit_test(movements_over_many_periods),
        cmocka_unit_test(retention_is_of_two_sets),
        cmocka_unit_test(away_within_the_grace_gap_is_no_churn),
        cmocka_unit_test(what_is_not_over_has_no_retention),
        cmocka_unit_test(retention_checks_its_periods),
        cmocka_unit_test(second_activity_is_an_event_or_censored),
        cmocka_unit_test(who_came_last_has_no_second_activity),
        cmocka_unit_test(second_activity_counts_whole_or_not_at_all),
        cmocka_unit_test(the_result_of_retention_may_grow),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts, movements", tests, NULL, NULL);
}
