/* SPDX-License-Identifier: MIT */
/* base/mixing.h */
#include "mixing.h"
#include "testing.h"

static const uint64_t seeds[] = {0, 1, UINT64_MAX, UINT64_C(0x0123456789ABCDEF)};

static void nobody_is_zero(void **unused) {
    (void)unused;
    struct generator generator = {71};
    for (int round = 0; round < 1000; round++) {
        struct ptvi_mixing mixing = ptvi_mixing_of(random_next(&generator));
        assert_true(ptvi_mixed(&mixing, PTV_KEY_NONE) == 0);
        assert_true(ptvi_mixed(&mixing, random_next(&generator)) != 0);
    }
}

static void it_is_one_to_one(void **unused) {
    (void)unused;
    struct generator generator = {72};
    for (int round = 0; round < 100000; round++) {
        struct ptvi_mixing mixing = ptvi_mixing_of(random_magnitude(&generator, 64));
        uint64_t key = random_magnitude(&generator, 64);
        assert_true(unmixed(&mixing, ptvi_mixed(&mixing, key)) == key);
    }
}

/* Keys in steps of any power of two fall evenly on the homes that the upper bits give. */
static void keys_in_steps_spread(void **unused) {
    (void)unused;
    enum { HOMES = 4096, KEYS = 16 * HOMES };
    for (size_t i = 0; i < COUNT_OF(seeds); i++) {
        struct ptvi_mixing mixing = ptvi_mixing_of(seeds[i]);
        for (int step = 0; step < 48; step++) {
            unsigned count[HOMES] = {0};
            double chi_square = 0;
            for (uint64_t k = 0; k < KEYS; k++)
                count[ptvi_mixed(&mixing, k << step) >> 52]++;
            for (size_t home = 0; home < HOMES; home++)
                chi_square += (count[home] - 16.0) * (count[home] - 16.0) / 16.0;
            double spread = 6 * sqrt(2 * (double)HOMES);
            assert_in(HOMES - 1 - spread, chi_square, HOMES - 1 + spread);
        }
    }
}

/* A change of one bit of key or seed changes each bit of the result every second time. */
static void every_bit_counts(void **unused) {
    (void)unused;
    enum { ROUNDS = 4000 };
    struct generator generator = {73};
    for (int in = 0; in < 64; in++) {
        unsigned by_key[64] = {0}, by_seed[64] = {0};
        for (int round = 0; round < ROUNDS; round++) {
            uint64_t seed = random_next(&generator), key = random_next(&generator);
            uint64_t bit = UINT64_C(1) << in;
            struct ptvi_mixing mixing = ptvi_mixing_of(seed), other = ptvi_mixing_of(seed ^ bit);
            uint64_t x = ptvi_mixed(&mixing, key);
            uint64_t key_change = x ^ ptvi_mixed(&mixing, key ^ bit);
            uint64_t seed_change = x ^ ptvi_mixed(&other, key);
            for (int out = 0; out < 64; out++) {
                by_key[out] += key_change >> out & 1;
                by_seed[out] += seed_change >> out & 1;
            }
        }
        for (int out = 0; out < 64; out++) {
            assert_in(0.4 * (double)ROUNDS, by_key[out], 0.6 * (double)ROUNDS);
            assert_in(0.4 * (double)ROUNDS, by_seed[out], 0.6 * (double)ROUNDS);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_zero),
        cmocka_unit_test(it_is_one_to_one),
        cmocka_unit_test(keys_in_steps_spread),
        cmocka_unit_test(every_bit_counts),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("mixing", tests, NULL, NULL);
}
