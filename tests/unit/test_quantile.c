/* SPDX-License-Identifier: MIT */
/* quantile.h; test_durations_vectors.c has its reference numbers. */
#include "testing.h"

static const int32_t types[] = {PTV_QUANTILE_NEAREST_RANK, PTV_QUANTILE_MIDPOINT,
                                PTV_QUANTILE_EXCLUSIVE, PTV_QUANTILE_INCLUSIVE,
                                PTV_QUANTILE_UNBIASED};

static void wrong_arguments_are_refused(void **unused) {
    (void)unused;
    uint64_t rank = 77, upper = 78;
    double weight = 0.25;
    assert_status(PTV_ERR_NULL, ptv_quantile_position(1, 1, 2, 0, NULL, &weight));
    assert_status(PTV_ERR_NULL, ptv_quantile_position(1, 1, 2, 0, &rank, NULL));
    static const struct {
        uint64_t n;
        uint32_t num, den;
        int32_t type;
    } wrong[] = {{0, 1, 2, 0},         {1, 0, 0, 0},        {1, 3, 2, 0}, {1, 1, 2, -1},
                 {1, 1, 2, 3},         {1, 1, 2, 4},        {1, 1, 2, 5}, {1, 1, 2, 9},
                 {1, 1, 2, INT32_MIN}, {1, 1, 2, INT32_MAX}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_status(PTV_ERR_ARGUMENT,
                      ptv_quantile_position(wrong[i].n, wrong[i].num, wrong[i].den, wrong[i].type,
                                            &rank, &weight));
    assert_status(PTV_ERR_NULL, ptv_quantile_ranks(1, 1, 2, 0.95, NULL, &upper));
    assert_status(PTV_ERR_NULL, ptv_quantile_ranks(1, 1, 2, 0.95, &rank, NULL));
    static const struct {
        uint64_t n;
        uint32_t num, den;
        double confidence;
    } wrong_ranks[] = {{0, 1, 2, .95},  {UINT64_MAX, 1, 2, .95}, {1, 0, 2, .95},     {1, 2, 2, .95},
                       {1, 3, 2, .95},  {1, 1, 0, .95},          {1, 1, 2, 0},       {1, 1, 2, 1},
                       {1, 1, 2, -0.1}, {1, 1, 2, NAN},          {1, 1, 2, INFINITY}};
    for (size_t i = 0; i < COUNT_OF(wrong_ranks); i++)
        assert_status(PTV_ERR_ARGUMENT,
                      ptv_quantile_ranks(wrong_ranks[i].n, wrong_ranks[i].num, wrong_ranks[i].den,
                                         wrong_ranks[i].confidence, &rank, &upper));
    assert_true(rank == 77 && upper == 78);
    assert_exact(weight, 0.25);
}

static void the_default_is_the_nearest_rank(void **unused) {
    (void)unused;
    for (uint64_t n = 1; n < 40; n++)
        for (uint32_t p = 0; p <= 20; p++) {
            uint64_t rank, want;
            double weight;
            assert_ok(ptv_quantile_position(n, p, 20, PTV_QUANTILE_DEFAULT, &rank, &weight));
            want = (n * p + 19) / 20;
            assert_true(rank == (want < 1 ? 1 : want));
            assert_exact(weight, 0);
        }
}

/* 0.29 * 100 is below 29 in doubles: a percentile that comes from a double is one rank off. */
static void the_29th_of_100_is_the_29th(void **unused) {
    (void)unused;
    uint64_t rank;
    double weight;
    assert_ok(ptv_quantile_position(100, 29, 100, PTV_QUANTILE_NEAREST_RANK, &rank, &weight));
    assert_true(rank == 29);
    assert_ok(ptv_quantile_position(100, 29, 100, PTV_QUANTILE_MIDPOINT, &rank, &weight));
    assert_true(rank == 29);
    assert_exact(weight, 0.5);
}

static void a_higher_probability_lies_no_lower(void **unused) {
    (void)unused;
    static const uint64_t sizes[] = {1, 2, 3, 10, 99, 100, 101, UINT64_MAX};
    for (size_t t = 0; t < COUNT_OF(types); t++)
        for (size_t s = 0; s < COUNT_OF(sizes); s++) {
            uint64_t before = 1, rank;
            double before_weight = 0, weight;
            for (uint32_t p = 0; p <= 997; p++) {
                assert_ok(ptv_quantile_position(sizes[s], p, 997, types[t], &rank, &weight));
                assert_true(rank >= 1 && rank <= sizes[s] && weight >= 0 && weight < 1);
                assert_true(rank > before || (rank == before && weight >= before_weight));
                assert_true(rank < sizes[s] || weight == 0);
                before = rank;
                before_weight = weight;
            }
            assert_true(rank == sizes[s]);
        }
}

static void intervals_are_nested_and_mirrored(void **unused) {
    (void)unused;
    static const double confidences[] = {0.001, 0.5, 0.8, 0.95, 0.999, 1 - 1e-15};
    static const uint64_t sizes[] = {
        1, 2, 6, 100, 12345, UINT64_C(1) << 40, PTV_COUNT_MAX, UINT64_MAX - 1};
    static const uint32_t probabilities[] = {1, 50, 900, 999};
    for (size_t s = 0; s < COUNT_OF(sizes); s++)
        for (size_t p = 0; p < COUNT_OF(probabilities); p++) {
            uint64_t n = sizes[s], inner_lower = n, inner_upper = 1;
            for (size_t c = 0; c < COUNT_OF(confidences); c++) {
                uint64_t lower = 77, upper = 77, mirror_lower, mirror_upper;
                ptv_status status =
                    ptv_quantile_ranks(n, probabilities[p], 1000, confidences[c], &lower, &upper);
                assert_true(lower <= n && upper >= 1 && upper <= n + 1);
                assert_status(lower == 0 || upper == n + 1 ? PTV_UNATTAINABLE : PTV_OK, status);
                assert_true(c == 0 || (lower <= inner_lower && upper >= inner_upper));
                inner_lower = lower;
                inner_upper = upper;
                assert_status(status,
                              ptv_quantile_ranks(n, 1000 - probabilities[p], 1000, confidences[c],
                                                 &mirror_lower, &mirror_upper));
                assert_true(mirror_lower == n + 1 - upper && mirror_upper == n + 1 - lower);
            }
        }
}

static void the_sizes_that_95_percent_needs(void **unused) {
    (void)unused;
    static const struct {
        uint32_t num, den;
        uint64_t n;
    } needed[] = {{1, 2, 6}, {95, 100, 72}, {99, 100, 368}};
    for (size_t i = 0; i < COUNT_OF(needed); i++) {
        uint64_t lower, upper;
        assert_status(PTV_UNATTAINABLE, ptv_quantile_ranks(needed[i].n - 1, needed[i].num,
                                                           needed[i].den, 0.95, &lower, &upper));
        assert_true(upper == needed[i].n);
        assert_ok(
            ptv_quantile_ranks(needed[i].n, needed[i].num, needed[i].den, 0.95, &lower, &upper));
        assert_true(upper == needed[i].n);
    }
}

/* Where the confidence leaves each tail just what is below a rank, but for the 2^-40 that is let
 * pass, the rank fits; with the next double it does not. What is below it is an exact sum. */
static void a_tail_that_just_fits(void **unused) {
    (void)unused;
    static const struct {
        uint64_t n;
        uint32_t num, den;
        uint64_t lower;
        double confidence, below;
    } cases[] = {
        {2, 1, 2, 1, 0x1.0000000001002p-1, 0.25},
        {3, 1, 4, 1, 0x1.4000000006c02p-3, 0.421875},
        {4, 1, 2, 2, 0x1.8000000002801p-2, 0.3125},
        {5, 1, 3, 2, 0x1.40436c82b0fdbp-4, 0.460905349794238683},
        {8, 1, 4, 1, 0x1.997c000000668p-1, 0.1001129150390625},
        {30, 2, 3, 17, 0x1.a41317d89a01p-1, 0.0897709154174560205},
        {100, 1, 10, 7, 0x1.88085bbca46fep-1, 0.117155615435884164},
        {1000, 1, 4, 236, 0x1.6be654c67b6d3p-1, 0.144629168878316649},
        {1000, 9, 10, 890, 0x1.75fd26f3880ep-1, 0.134776488672397795},
        {100000, 1, 2, 49836, 0x1.6757b3a0cd9fp-1, 0.149079507170194182},
        {4194304, 1, 2, 2096091, 0x1.6671df2694a84p-1, 0.149956239004484152},
        {4194305, 1, 2, 2096091, 0x1.668fb1f1f4995p-1, 0.149842471701959029},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        uint64_t n = cases[i].n, lower, upper;
        uint32_t num = cases[i].num, den = cases[i].den;
        double confidence = cases[i].confidence;
        assert_close(0.5 * (1 - confidence) * (1 + 0x1p-40), cases[i].below, 2e-14);
        assert_true(ptv_quantile_ranks(n, num, den, confidence, &lower, &upper) >= 0);
        assert_true(lower == cases[i].lower);
        assert_true(ptv_quantile_ranks(n, num, den, next_above(confidence), &lower, &upper) >= 0);
        assert_true(lower == cases[i].lower - 1);
        assert_true(ptv_quantile_ranks(n, den - num, den, confidence, &lower, &upper) >= 0);
        assert_true(upper == n + 1 - cases[i].lower);
    }
}

/* Far out, where the rank that a normal number would have is some ranks off: of 20 answers, each
 * with a chance of 1/1000, six or more are 38760e-18, and seven or more 77520e-21. */
static void ranks_that_are_no_good_guess(void **unused) {
    (void)unused;
    uint64_t lower, upper;
    assert_status(PTV_UNATTAINABLE, ptv_quantile_ranks(20, 1, 1000, 1 - 1e-12, &lower, &upper));
    assert_true(lower == 0 && upper == 6);
    assert_status(PTV_UNATTAINABLE, ptv_quantile_ranks(20, 1, 1000, 1 - 1e-15, &lower, &upper));
    assert_true(lower == 0 && upper == 7);
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(the_default_is_the_nearest_rank),
        cmocka_unit_test(the_29th_of_100_is_the_29th),
        cmocka_unit_test(a_higher_probability_lies_no_lower),
        cmocka_unit_test(intervals_are_nested_and_mirrored),
        cmocka_unit_test(the_sizes_that_95_percent_needs),
        cmocka_unit_test(a_tail_that_just_fits),
        cmocka_unit_test(ranks_that_are_no_good_guess),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
