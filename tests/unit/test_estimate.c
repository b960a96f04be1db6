/* SPDX-License-Identifier: MIT */
/* estimate.h: two layouts that are frozen for ever, and the names of the methods. */
#include "testing.h"

static void layouts_are_frozen(void **unused) {
    (void)unused;
    assert_int_equal(sizeof(ptv_estimate), 64);
    assert_int_equal(offsetof(ptv_estimate, value), 0);
    assert_int_equal(offsetof(ptv_estimate, lower), 8);
    assert_int_equal(offsetof(ptv_estimate, upper), 16);
    assert_int_equal(offsetof(ptv_estimate, std_error), 24);
    assert_int_equal(offsetof(ptv_estimate, confidence), 32);
    assert_int_equal(offsetof(ptv_estimate, n_eff), 40);
    assert_int_equal(offsetof(ptv_estimate, n), 48);
    assert_int_equal(offsetof(ptv_estimate, status), 56);
    assert_int_equal(offsetof(ptv_estimate, method), 60);
    assert_int_equal(sizeof(ptv_comparison), 72);
    assert_int_equal(offsetof(ptv_comparison, difference), 0);
    assert_int_equal(offsetof(ptv_comparison, lower), 8);
    assert_int_equal(offsetof(ptv_comparison, upper), 16);
    assert_int_equal(offsetof(ptv_comparison, std_error), 24);
    assert_int_equal(offsetof(ptv_comparison, statistic), 32);
    assert_int_equal(offsetof(ptv_comparison, df), 40);
    assert_int_equal(offsetof(ptv_comparison, p_value), 48);
    assert_int_equal(offsetof(ptv_comparison, confidence), 56);
    assert_int_equal(offsetof(ptv_comparison, status), 64);
    assert_int_equal(offsetof(ptv_comparison, method), 68);
}

static void every_method_has_its_name(void **unused) {
    (void)unused;
    assert_string_equal(ptv_method_name(PTV_METHOD_DEFAULT), "default");
    assert_string_equal(ptv_method_name(PTV_METHOD_WILSON), "wilson");
    assert_string_equal(ptv_method_name(PTV_METHOD_CLOPPER_PEARSON), "clopper_pearson");
    assert_string_equal(ptv_method_name(PTV_METHOD_AGRESTI_COULL), "agresti_coull");
    assert_string_equal(ptv_method_name(PTV_METHOD_JEFFREYS), "jeffreys");
    assert_string_equal(ptv_method_name(PTV_METHOD_SCORE), "score");
    assert_string_equal(ptv_method_name(PTV_METHOD_ADJUSTED_WALD), "adjusted_wald");
    assert_string_equal(ptv_method_name(PTV_METHOD_WALD), "wald");
    assert_string_equal(ptv_method_name(PTV_METHOD_STUDENT_T), "student_t");
    assert_string_equal(ptv_method_name(PTV_METHOD_SCORE_BOUNDED), "score_bounded");
    assert_string_equal(ptv_method_name(PTV_METHOD_MOVER), "mover");
    assert_string_equal(ptv_method_name(PTV_METHOD_MIETTINEN_NURMINEN), "miettinen_nurminen");
    assert_string_equal(ptv_method_name(PTV_METHOD_WELCH), "welch");
    assert_string_equal(ptv_method_name(PTV_METHOD_ORDER_STATISTICS), "order_statistics");
    assert_string_equal(ptv_method_name(PTV_METHOD_BRUNNER_MUNZEL), "brunner_munzel");
    assert_string_equal(ptv_method_name(PTV_METHOD_ROTHMAN_WILSON), "rothman_wilson");
    assert_string_equal(ptv_method_name(PTV_METHOD_LOG_LOG), "log_log");
    assert_string_equal(ptv_method_name(PTV_METHOD_LOG), "log");
    assert_string_equal(ptv_method_name(PTV_METHOD_PLAIN), "plain");
    assert_string_equal(ptv_method_name(PTV_METHOD_LOG_RANK), "log_rank");
    assert_string_equal(ptv_method_name(PTV_METHOD_GARWOOD), "garwood");
    assert_string_equal(ptv_method_name(PTV_METHOD_RATE_RATIO), "rate_ratio");
}

static void other_numbers_are_unknown(void **unused) {
    (void)unused;
    int known = 0;
    for (int32_t method = -1000; method <= 1000; method++)
        known += strcmp(ptv_method_name(method), "unknown") != 0;
    assert_int_equal(known, 22);
    assert_string_equal(ptv_method_name(INT32_MIN), "unknown");
    assert_string_equal(ptv_method_name(INT32_MAX), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts_are_frozen),
        cmocka_unit_test(every_method_has_its_name),
        cmocka_unit_test(other_numbers_are_unknown),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("estimate", tests, NULL, NULL);
}
