/* SPDX-License-Identifier: MIT */
/* base/sized.h, on a struct of its own: the API's are tested where they are used. */
#include "testing.h"

#include "base/sized.h"

struct options {
    uint32_t size;
    uint32_t reserved;
    uint64_t value;
};

static ptv_status take(const void *input, void *ctx) {
    struct options own;
    scribble(own);
    ptv_status status = ptvi_sized_in(&own, sizeof own, input);
    if (status == PTV_OK)
        assert_int_equal(own.value, 42);
    else
        assert_int_equal(own.value, UINT64_C(0xA5A5A5A5A5A5A5A5));
    (void)ctx;
    return status;
}

static void input_of_every_size(void **unused) {
    (void)unused;
    struct options valid = {sizeof valid, 0, 42};
    assert_input_size_checked(take, NULL, &valid, sizeof valid);
}

static ptv_status give(void *output, void *ctx) {
    struct options own = {7, 7, 42};
    ptv_status status = ptvi_sized_out_check(output, sizeof own);
    if (status == PTV_OK)
        ptvi_sized_out(output, &own, sizeof own);
    (void)ctx;
    return status;
}

static void output_of_every_size(void **unused) {
    (void)unused;
    assert_output_size_checked(give, NULL, sizeof(struct options));
}

static void no_output(void **unused) {
    (void)unused;
    assert_status(PTV_ERR_NULL, ptvi_sized_out_check(NULL, sizeof(struct options)));
}

/* Callers from other languages do not always align. */
static void unaligned_input(void **unused) {
    (void)unused;
    struct options valid = {sizeof valid, 0, 42};
    unsigned char bytes[sizeof valid + 1];
    memcpy(bytes + 1, &valid, sizeof valid);
    assert_ok(take(bytes + 1, NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_of_every_size),
        cmocka_unit_test(output_of_every_size),
        cmocka_unit_test(no_output),
        cmocka_unit_test(unaligned_input),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("sized", tests, NULL, NULL);
}
