/* SPDX-License-Identifier: MIT */
/* base/wide.h. Products are checked against addition: a product is a sum of shifted terms. */
#include "testing.h"

#include "base/wide.h"

enum { LIMBS = 8 };

struct number {
    uint64_t limb[LIMBS];
};

static const uint64_t edges[] = {
    0,
    1,
    2,
    3,
    10,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
    UINT64_C(0x100000000),
    UINT64_C(0x1FFFFFFFF),
    UINT64_C(0x7FFFFFFFFFFFFFFF),
    UINT64_C(0x8000000000000000),
    UINT64_C(0xFFFFFFFF00000000),
    UINT64_C(0xFFFFFFFF00000001),
    UINT64_C(0xFFFFFFFFFFFFFFFE),
    UINT64_MAX,
};

static struct number doubled(struct number a) {
    for (size_t i = LIMBS; i-- > 0;)
        a.limb[i] = a.limb[i] << 1 | (i > 0 ? a.limb[i - 1] >> 63 : 0);
    return a;
}

static struct number slow_sum(struct number a, struct number b) {
    struct number sum = {{0}};
    unsigned carry = 0;
    for (size_t bit = 0; bit < 64 * LIMBS; bit++) {
        unsigned total = (unsigned)(a.limb[bit / 64] >> bit % 64 & 1) +
                         (unsigned)(b.limb[bit / 64] >> bit % 64 & 1) + carry;
        sum.limb[bit / 64] |= (uint64_t)(total & 1) << bit % 64;
        carry = total >> 1;
    }
    return sum;
}

static struct number slow_product(struct number a, struct number b) {
    struct number product = {{0}};
    for (size_t bit = 0; bit < 64 * LIMBS; bit++, a = doubled(a))
        if (b.limb[bit / 64] >> bit % 64 & 1)
            product = slow_sum(product, a);
    return product;
}

static struct number small(uint64_t x) {
    struct number number = {{x}};
    return number;
}

static void product_of_two_limbs(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(edges); i++)
        for (size_t j = 0; j < COUNT_OF(edges); j++) {
            struct number want = slow_product(small(edges[i]), small(edges[j]));
            uint64_t high;
            uint64_t low = ptvi_wide_product(edges[i], edges[j], &high);
            assert_true(low == want.limb[0] && high == want.limb[1]);
        }
}

static void products_of_all_lengths(void **unused) {
    (void)unused;
    struct generator generator = {2};
    for (int round = 0; round < 60; round++)
        for (size_t na = 1; na <= 4; na++)
            for (size_t nb = 1; nb <= 4; nb++) {
                struct number a = {{0}}, b = {{0}}, out;
                for (size_t i = 0; i < na; i++)
                    a.limb[i] = edges[random_below(&generator, COUNT_OF(edges))];
                for (size_t i = 0; i < nb; i++)
                    b.limb[i] = round % 2 ? random_next(&generator)
                                          : edges[random_below(&generator, COUNT_OF(edges))];
                struct number want = slow_product(a, b);
                scribble(out);
                ptvi_wide_mul(out.limb, a.limb, na, b.limb, nb);
                assert_memory_equal(out.limb, want.limb, (na + nb) * 8);
                for (size_t i = na + nb; i < LIMBS; i++)
                    assert_true(out.limb[i] == UINT64_C(0xA5A5A5A5A5A5A5A5));
            }
}

static void sum_and_difference_undo_each_other(void **unused) {
    (void)unused;
    struct generator generator = {3};
    for (int round = 0; round < 2000; round++) {
        size_t n = 1 + random_below(&generator, 4);
        struct number a = {{0}}, b = {{0}};
        for (size_t i = 0; i < n; i++) {
            a.limb[i] = edges[random_below(&generator, COUNT_OF(edges))];
            b.limb[i] = edges[random_below(&generator, COUNT_OF(edges))];
        }
        struct number want = slow_sum(a, b), sum = a;
        bool carry = ptvi_wide_add(sum.limb, b.limb, n);
        assert_memory_equal(sum.limb, want.limb, n * 8);
        assert_true(carry == (want.limb[n] != 0));
        bool borrow = ptvi_wide_sub(sum.limb, b.limb, n);
        assert_memory_equal(sum.limb, a.limb, n * 8);
        assert_true(borrow == carry);
        struct number difference = a;
        assert_true(ptvi_wide_sub(difference.limb, b.limb, n) ==
                    (ptvi_wide_compare(a.limb, b.limb, n) < 0));
    }
}

static void comparison_looks_at_the_highest_limb_first(void **unused) {
    (void)unused;
    const uint64_t low[2] = {UINT64_MAX, 1}, high[2] = {0, 2};
    assert_int_equal(ptvi_wide_compare(low, high, 2), -1);
    assert_int_equal(ptvi_wide_compare(high, low, 2), 1);
    assert_int_equal(ptvi_wide_compare(low, low, 2), 0);
    assert_int_equal(ptvi_wide_compare(low, high, 1), 1);
}

static void signed_sums_say_when_they_leave_the_range(void **unused) {
    (void)unused;
    const uint64_t max[2] = {UINT64_MAX, INT64_MAX}, min[2] = {0, UINT64_C(1) << 63};
    const uint64_t one[2] = {1, 0}, minus_one[2] = {UINT64_MAX, UINT64_MAX};
    uint64_t a[2];
    memcpy(a, max, sizeof a);
    assert_true(ptvi_wide_add_signed(a, one, 2));
    memcpy(a, min, sizeof a);
    assert_true(ptvi_wide_add_signed(a, minus_one, 2));
    memcpy(a, max, sizeof a);
    assert_false(ptvi_wide_add_signed(a, minus_one, 2));
    memcpy(a, min, sizeof a);
    assert_false(ptvi_wide_add_signed(a, max, 2));
    assert_memory_equal(a, minus_one, sizeof a);
    assert_true(ptvi_wide_negative(a, 2));
    assert_false(ptvi_wide_add_signed(a, one, 2));
    assert_false(ptvi_wide_negative(a, 2));
    assert_true(a[0] == 0 && a[1] == 0);
}

/* A power of two as a double, from additions alone. */
static double power_of_two(size_t exponent) {
    double power = 1;
    for (size_t i = 0; i < exponent; i++)
        power += power;
    return power;
}

static void rounding_to_the_nearest_double(void **unused) {
    (void)unused;
    assert_exact(ptvi_wide_to_double(small(0).limb, LIMBS), 0);
    for (size_t bit = 0; bit < 256; bit++) {
        uint64_t a[4] = {0};
        a[bit / 64] = UINT64_C(1) << bit % 64;
        assert_exact(ptvi_wide_to_double(a, 4), power_of_two(bit));
    }
    /* A tie goes to the even neighbour; one unit more, however far below, goes up. */
    for (size_t shift = 0; shift + 54 < 256; shift++) {
        struct number even = small((UINT64_C(1) << 53) + 1), odd = small((UINT64_C(1) << 53) + 3);
        for (size_t i = 0; i < shift; i++) {
            even = doubled(even);
            odd = doubled(odd);
        }
        double unit = power_of_two(shift);
        assert_exact(ptvi_wide_to_double(even.limb, 4), 0x1p53 * unit);
        assert_exact(ptvi_wide_to_double(odd.limb, 4), (0x1p53 + 4) * unit);
        if (shift > 0) {
            even.limb[0] |= 1;
            assert_exact(ptvi_wide_to_double(even.limb, 4), (0x1p53 + 2) * unit);
        }
    }
    uint64_t all_ones[4] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};
    assert_exact(ptvi_wide_to_double(all_ones, 1), 0x1p64);
    assert_exact(ptvi_wide_to_double(all_ones, 2), 0x1p128);
    assert_exact(ptvi_wide_to_double(all_ones, 3), 0x1p192);
    assert_exact(ptvi_wide_to_double(all_ones, 4), 0x1p256);
    struct generator generator = {4};
    for (int round = 0; round < 2000; round++) {
        uint64_t x = random_magnitude(&generator, 64);
        assert_exact(ptvi_wide_to_double(&x, 1), (double)x);
    }
}

/* A tie, but for one bit in a limb between others: rounded up, whichever limb it is in. */
static void each_lower_limb_breaks_a_tie(void **unused) {
    (void)unused;
    for (size_t n = 2; n <= 5; n++)
        for (size_t low = 0; low + 1 < n; low++) {
            uint64_t around[9] = {0}, *limb = around + 4; /* zeros before it, too */
            limb[n - 1] = UINT64_C(1) << 63 | 1 << 10;
            double tie = ptvi_wide_to_double(limb, n);
            limb[low] = 1;
            assert_less(tie, ptvi_wide_to_double(limb, n));
        }
}

static void difference_of_products_is_exact(void **unused) {
    (void)unused;
    const uint64_t big = UINT64_MAX;
    assert_exact(ptvi_product_difference(3, 5, 2, 7), 1);
    assert_exact(ptvi_product_difference(2, 7, 3, 5), -1);
    assert_exact(ptvi_product_difference(big, big, big, big), 0);
    assert_false(signbit(ptvi_product_difference(big, big, big, big)));
    /* (2^64 - 1)^2 - 2^64 (2^64 - 2) = 1, of terms near 2^128: here with b - 1 and b + 1. */
    uint64_t b = UINT64_C(1) << 60;
    assert_exact(ptvi_product_difference(b, b, b - 1, b + 1), 1);
    assert_exact(ptvi_product_difference(b - 1, b + 1, b, b), -1);
    assert_exact(ptvi_product_difference(big, 1, 0, big), 0x1p64);
    assert_exact(ptvi_product_difference(0, big, big, big), -0x1p128);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product_of_two_limbs),
        cmocka_unit_test(products_of_all_lengths),
        cmocka_unit_test(sum_and_difference_undo_each_other),
        cmocka_unit_test(comparison_looks_at_the_highest_limb_first),
        cmocka_unit_test(signed_sums_say_when_they_leave_the_range),
        cmocka_unit_test(rounding_to_the_nearest_double),
        cmocka_unit_test(each_lower_limb_breaks_a_tie),
        cmocka_unit_test(difference_of_products_is_exact),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
