/* SPDX-License-Identifier: MIT */
/* status.h */
#include "testing.h"

/* Written out, because the numbers are ABI. */
static const struct {
    ptv_status status;
    int32_t number;
    const char *name;
} all[] = {
    {PTV_OK, 0, "PTV_OK"},
    {PTV_EMPTY, 1, "PTV_EMPTY"},
    {PTV_OUT_OF_SCALE, 2, "PTV_OUT_OF_SCALE"},
    {PTV_DEGENERATE, 3, "PTV_DEGENERATE"},
    {PTV_UNATTAINABLE, 4, "PTV_UNATTAINABLE"},
    {PTV_INCOMPLETE, 5, "PTV_INCOMPLETE"},
    {PTV_INCONSISTENT, 6, "PTV_INCONSISTENT"},
    {PTV_NOT_IDENTIFIED, 7, "PTV_NOT_IDENTIFIED"},
    {PTV_NOT_CONVERGED, 8, "PTV_NOT_CONVERGED"},
    {PTV_UNDEFINED, 9, "PTV_UNDEFINED"},
    {PTV_ERR_NULL, -1, "PTV_ERR_NULL"},
    {PTV_ERR_ARGUMENT, -2, "PTV_ERR_ARGUMENT"},
    {PTV_ERR_SIZE, -3, "PTV_ERR_SIZE"},
    {PTV_ERR_COLUMN, -4, "PTV_ERR_COLUMN"},
    {PTV_ERR_OVERFLOW, -20, "PTV_ERR_OVERFLOW"},
    {PTV_ERR_UNDERFLOW, -21, "PTV_ERR_UNDERFLOW"},
    {PTV_ERR_ORDER, -22, "PTV_ERR_ORDER"},
    {PTV_ERR_STATE, -40, "PTV_ERR_STATE"},
    {PTV_ERR_MISMATCH, -41, "PTV_ERR_MISMATCH"},
    {PTV_ERR_SPACE, -60, "PTV_ERR_SPACE"},
    {PTV_ERR_MEMORY, -61, "PTV_ERR_MEMORY"},
    {PTV_ERR_WIRE_LENGTH, -80, "PTV_ERR_WIRE_LENGTH"},
    {PTV_ERR_WIRE_MAGIC, -81, "PTV_ERR_WIRE_MAGIC"},
    {PTV_ERR_WIRE_TYPE, -82, "PTV_ERR_WIRE_TYPE"},
    {PTV_ERR_WIRE_VERSION, -83, "PTV_ERR_WIRE_VERSION"},
    {PTV_ERR_WIRE_CHECKSUM, -84, "PTV_ERR_WIRE_CHECKSUM"},
    {PTV_ERR_WIRE_CONTENT, -85, "PTV_ERR_WIRE_CONTENT"},
};

static void numbers_never_change(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        assert_int_equal(all[i].status, all[i].number);
    assert_true(PTV_COUNT_MAX == (UINT64_C(1) << 60) - 1);
}

static void every_status_has_its_own_name(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        assert_string_equal(ptv_status_name(all[i].status), all[i].name);
}

static void every_status_has_its_own_message(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        const char *message = ptv_status_message(all[i].status);
        assert_non_null(message);
        size_t length = strlen(message);
        assert_true(length > 0);
        assert_int_not_equal(message[length - 1], '.');
        assert_string_not_equal(message, ptv_status_message(1000));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(message, ptv_status_message(all[j].status));
    }
}

/* Over a range that holds all families: a name exactly for the statuses listed here. */
static void other_numbers_are_unknown(void **unused) {
    (void)unused;
    size_t known = 0;
    for (int32_t status = -2000; status <= 2000; status++) {
        assert_non_null(ptv_status_message(status));
        known += strcmp(ptv_status_name(status), "PTV_UNKNOWN") != 0;
    }
    assert_int_equal(known, COUNT_OF(all));
    assert_string_equal(ptv_status_name(INT32_MIN), "PTV_UNKNOWN");
    assert_string_equal(ptv_status_name(INT32_MAX), "PTV_UNKNOWN");
    assert_non_null(ptv_status_message(INT32_MIN));
    assert_non_null(ptv_status_message(INT32_MAX));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_never_change),
        cmocka_unit_test(every_status_has_its_own_name),
        cmocka_unit_test(every_status_has_its_own_message),
        cmocka_unit_test(other_numbers_are_unknown),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
