/* SPDX-License-Identifier: MIT */
/* version.h */
#include "testing.h"

static void text_is_the_three_numbers(void **unused) {
    (void)unused;
    char expected[64];
    snprintf(expected, sizeof expected, "%d.%d.%d", PTV_VERSION_MAJOR, PTV_VERSION_MINOR,
             PTV_VERSION_PATCH);
    assert_string_equal(ptv_version(), expected);
}

static void number_orders_versions(void **unused) {
    (void)unused;
    assert_int_equal(ptv_version_number(),
                     PTV_VERSION_MAJOR * 1000000 + PTV_VERSION_MINOR * 1000 + PTV_VERSION_PATCH);
    assert_true(PTV_VERSION_MINOR < 1000 && PTV_VERSION_PATCH < 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_the_three_numbers),
        cmocka_unit_test(number_orders_versions),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
