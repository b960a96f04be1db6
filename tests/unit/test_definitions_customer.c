/* SPDX-License-Identifier: MIT */
/* The wrong numbers that others print of customers: from what they did to what is read, one test
 * each. "Retention 10 % for 2 of 110" is in test_cohorts_read.c. */
#include "cohorts.h"

enum { YEAR = 12 };

/* Ten at the start, of whom six stay; six more who come and leave again, two who come and stay. */
static ptv_cohorts *a_year_with_much_movement(void) {
    ptv_cohorts_config config = window_of(0, YEAR);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 0, 6, 0, "xxxxxxxxxxxx");
    add_customers(acc, 100, 4, 0, "xxxx........");
    add_customers(acc, 200, 3, 0, ".xxx........");
    add_customers(acc, 300, 3, 0, ".....xxx....");
    add_customers(acc, 400, 2, 0, "........xxxx");
    return acc;
}

/* What movements add up to. */
static ptv_customer_counts counts_of(const ptv_cohort_movement *movements, size_t n) {
    ptv_customer_counts counts = PTV_CUSTOMER_COUNTS_INIT;
    counts.start = movements[0].active;
    counts.end = movements[n - 1].active;
    for (size_t i = 1; i < n; i++) {
        counts.fresh += movements[i].fresh;
        counts.back += movements[i].back;
        counts.lost += movements[i].lost;
    }
    return counts;
}

/* "Churn 100 % on a long range": all who left in the year, by those at its start. */
static void churn_of_a_long_range_is_of_its_start(void **unused) {
    (void)unused;
    ptv_cohorts *acc = a_year_with_much_movement();
    ptv_cohort_movement movements[YEAR];
    ptv_cohorts_retention sets = PTV_COHORTS_RETENTION_INIT;
    ptv_retention_result result = PTV_RETENTION_RESULT_INIT;
    size_t n;
    assert_ok(ptv_cohorts_retention_read(acc, 0, YEAR - 1, 0, NULL, &sets));
    assert_exact(sets.churn.value, 0.4);
    assert_true(sets.start == 10 && sets.lost == 4 && sets.end == 8 && sets.fresh == 2);

    assert_ok(ptv_cohorts_movements(acc, NULL, movements, YEAR, &n));
    assert_int_equal(n, YEAR);
    ptv_customer_counts counts = counts_of(movements, n);
    assert_int_equal(counts.lost, counts.start); /* the 100 % */
    counts.lost_fresh = 6;
    assert_ok(ptv_retention_read(&counts, NULL, &result));
    assert_same_bytes(result.churn, sets.churn);
    assert_same_bytes(result.retention, sets.retention);
    ptv_cohorts_free(acc);
}

/* The same year as (end - new) / start, which is 0: of those who are new, most have left. */
static void an_end_without_those_who_left_again_is_no_retention(void **unused) {
    (void)unused;
    ptv_cohorts *acc = a_year_with_much_movement();
    ptv_cohort_movement movements[YEAR];
    ptv_retention_result result = PTV_RETENTION_RESULT_INIT;
    size_t n;
    assert_ok(ptv_cohorts_movements(acc, NULL, movements, YEAR, &n));
    ptv_customer_counts counts = counts_of(movements, n);
    assert_int_equal(counts.end, counts.fresh);
    counts.lost_fresh = 6;
    assert_ok(ptv_retention_read(&counts, NULL, &result));
    assert_exact(result.retention.value, 0.6);
    counts.end++; /* one who is in the count of the end, and never came */
    assert_status(PTV_INCONSISTENT, ptv_retention_read(&counts, NULL, &result));
    assert_nan(result.retention.value);
    assert_nan(result.churn.value);
    ptv_cohorts_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(churn_of_a_long_range_is_of_its_start),
        cmocka_unit_test(an_end_without_those_who_left_again_is_no_retention),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
