/* SPDX-License-Identifier: MIT */
/* base/bits.h */
#include "testing.h"

#include "base/bits.h"

static void one_bit(void **unused) {
    (void)unused;
    for (int bit = 0; bit < 64; bit++) {
        uint64_t x = UINT64_C(1) << bit;
        assert_int_equal(ptvi_count_bits(x), 1);
        assert_int_equal(ptvi_lowest_set(x), bit);
        assert_int_equal(ptvi_highest_set(x), bit);
        assert_int_equal(ptvi_count_bits(x - 1), bit);
        assert_int_equal(ptvi_lowest_set(0 - x), bit);
        assert_int_equal(ptvi_highest_set(x | (x - 1)), bit);
    }
    assert_int_equal(ptvi_count_bits(UINT64_MAX), 64);
}

static void any_bits(void **unused) {
    (void)unused;
    struct generator generator = {70};
    for (int round = 0; round < 100000; round++) {
        uint64_t x = random_magnitude(&generator, 64) | 1;
        x <<= random_below(&generator, 64);
        if (x == 0)
            continue;
        int count = 0, lowest = -1, highest = -1;
        for (int bit = 0; bit < 64; bit++)
            if (x >> bit & 1) {
                count++;
                lowest = lowest < 0 ? bit : lowest;
                highest = bit;
            }
        assert_int_equal(ptvi_count_bits(x), count);
        assert_int_equal(ptvi_lowest_set(x), lowest);
        assert_int_equal(ptvi_highest_set(x), highest);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_bit),
        cmocka_unit_test(any_bits),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("bits", tests, NULL, NULL);
}
