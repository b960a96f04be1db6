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

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(the_default_is_the_nearest_rank),
        cmocka_unit_test(the_29th_of_100_is_the_29th),
        cmocka_unit_test(a_higher_probability_lies_no_lower),
        cmocka_unit_test(intervals_are_nested_and_mirrored),
        cmocka_unit_test(the_sizes_that_95_percent_needs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
