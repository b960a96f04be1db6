/* SPDX-License-Identifier: MIT */
/* base/crc32c.h: the test vectors of RFC 3720, B.4, and the splitting of a message. */
#include "states.h"

#include "base/crc32c.h"
#include "base/processor.h"

static void published_values(void **unused) {
    (void)unused;
    uint8_t bytes[32];
    assert_int_equal(ptvi_crc32c(0, (const uint8_t *)"123456789", 9), 0xE3069283);
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(ptvi_crc32c(0, bytes, sizeof bytes), 0x8A9136AA);
    memset(bytes, 0xFF, sizeof bytes);
    assert_int_equal(ptvi_crc32c(0, bytes, sizeof bytes), 0x62A8AB43);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)i;
    assert_int_equal(ptvi_crc32c(0, bytes, sizeof bytes), 0x46DD794E);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(31 - i);
    assert_int_equal(ptvi_crc32c(0, bytes, sizeof bytes), 0x113FDB5C);
    assert_int_equal(ptvi_crc32c(0, bytes, 0), 0);
}

static void parts_make_the_whole(void **unused) {
    (void)unused;
    struct generator generator = {1};
    uint8_t bytes[97];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)random_next(&generator);
    uint32_t whole = ptvi_crc32c(0, bytes, sizeof bytes);
    assert_int_equal(whole, plain_crc32c(bytes, sizeof bytes));
    for (size_t split = 0; split <= sizeof bytes; split++) {
        uint32_t first = ptvi_crc32c(0, bytes, split);
        assert_int_equal(ptvi_crc32c(first, bytes + split, sizeof bytes - split), whole);
    }
}

/* Every length and alignment, by whatever the processor has. */
static void variants_agree(void **unused) {
    (void)unused;
    const unsigned variants[] = {0, ptvi_processor()};
    struct generator generator = {2};
    uint8_t bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)random_next(&generator);
    for (size_t offset = 0; offset < 9; offset++)
        for (size_t n = 0; offset + n <= sizeof bytes; n++) {
            uint32_t want = plain_crc32c(bytes + offset, n);
            for (size_t i = 0; i < COUNT_OF(variants); i++)
                assert_int_equal(ptvi_crc32c_with(variants[i], 0, bytes + offset, n), want);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values),
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(variants_agree),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("crc32c", tests, NULL, NULL);
}
