/* SPDX-License-Identifier: MIT */
/* The wrong numbers that others print of surveys, one test each; those of tickets, calls and contacts
 * are in test_definitions_service.c. */
#include "states.h"

/* 26 days, 27 answers: 13 days of one promoter alone, one of a promoter and a passive, 12 of one
 * passive. The days add up to 1350; the truth is 14 of 27. */
static void daily_nps_is_merged_not_summed(void **unused) {
    (void)unused;
    ptv_ratings month = nps_with(0, 0, 0);
    double sum_of_days = 0;
    for (int day = 1; day <= 26; day++) {
        ptv_ratings today = nps_with(day <= 14, day >= 14, 0);
        sum_of_days += nps_of(&today, NULL).score.value;
        assert_ok(ptv_ratings_merge(&month, &today));
    }
    assert_exact(sum_of_days, 1350);
    ptv_nps_result r = nps_of(&month, NULL);
    assert_true(r.n == 27);
    assert_close(r.score.value, 100.0 * 14 / 27, 1e-15);
    assert_in(51.85, r.score.value, 51.86);

    /* Days of unlike sizes: the mean of the days is wrong too. */
    ptv_ratings large = nps_with(14, 0, 0), small = nps_with(13, 1, 26);
    double mean_of_days = (nps_of(&large, NULL).score.value + nps_of(&small, NULL).score.value) / 2;
    ptv_ratings both = large;
    assert_ok(ptv_ratings_merge(&both, &small));
    assert_close(nps_of(&both, NULL).score.value, 100.0 * (27 - 26) / 54, 1e-15);
    assert_less(nps_of(&both, NULL).score.value + 10, mean_of_days);
}

/* Every class is a range of whole levels, so nothing falls between: a fraction is counted, as
 * invalid. */
static void fractions_are_invalid_not_lost(void **unused) {
    (void)unused;
    static const double answers[] = {6, 6.5, 7, 8, 8.5, 9, 10};
    ptv_ratings acc = nps_with(0, 0, 0);
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_f64(&acc, answers, NULL, 0, COUNT_OF(answers)));
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_true(r.invalid == 2 && r.n == 5);
    assert_true(r.promoters + r.passives + r.detractors == r.n);
    assert_exact(r.score.value, 20);
}

/* One satisfied answer, one dismissed survey: 100 % in every view, never 50 %. */
static void dismissed_answers_are_not_in_the_base(void **unused) {
    (void)unused;
    ptv_ratings acc;
    assert_ok(ptv_csat_init(&acc, NULL));
    assert_ok(ptv_ratings_add(&acc, 5));
    assert_ok(ptv_ratings_add(&acc, PTV_SCORE_MISSING));
    ptv_csat_result r = csat_of(&acc, NULL);
    assert_exact(r.top_box.value, 1);
    assert_exact(r.net.value, 100);
    assert_exact(r.mean.value, 5);
    assert_true(r.n == 1 && r.missing == 1);
    ptv_proportion share = proportion_with(1, 0, 1);
    assert_exact(share_of(&share, NULL).share.value, 1);
}

static void empty_is_neither_0_nor_100(void **unused) {
    (void)unused;
    ptv_ratings acc;
    assert_ok(ptv_csat_init(&acc, NULL));
    ptv_csat_result r = csat_of(&acc, NULL);
    assert_empty_estimate(r.score);
    ptv_proportion none = proportion_with(0, 0, 0);
    assert_empty_estimate(share_of(&none, NULL).share);
}

/* A join repeats rows, and still no mean can leave the scale: every random state, also with
 * counters near their limit. */
static void mean_is_inside_the_scale(void **unused) {
    (void)unused;
    struct generator generator = {10};
    for (int round = 0; round < 3000; round++) {
        int32_t min = (int32_t)random_below(&generator, 21) - 15;
        int32_t max = min + 1 + (int32_t)random_below(&generator, 10);
        ptv_ratings acc = ratings_on(min, max, (int32_t)random_below(&generator, 2));
        int32_t lowest = max, highest = min;
        for (int32_t level = min; level <= max; level++) {
            uint64_t n = random_below(&generator, 2) ? random_magnitude(&generator, 60) : 0;
            assert_ok(ptv_ratings_add_n(&acc, level, n));
            if (n > 0) {
                lowest = level < lowest ? level : lowest;
                highest = level;
            }
        }
        ptv_ratings_result r = reading_of(&acc, NULL);
        if (r.n == 0)
            continue;
        assert_in(lowest, r.mean.value, highest);
        assert_in(lowest, r.median, highest);
        assert_in(min, r.mean.lower, r.mean.value);
        assert_in(r.mean.value, r.mean.upper, max);
    }
}

/* The same beyond 2^53 answers, where n is no double any more. */
static void mean_of_equal_answers_is_that_answer(void **unused) {
    (void)unused;
    for (int bits = 40; bits < 60; bits++)
        for (uint64_t more = 1; more < 100; more++)
            for (int32_t level = 0; level <= 10; level++) {
                ptv_ratings acc = nps_with(0, 0, 0);
                assert_ok(ptv_ratings_add_n(&acc, level, (UINT64_C(1) << bits) + more));
                ptv_estimate mean = reading_of(&acc, NULL).mean;
                assert_exact(mean.value, level);
                assert_in(0, mean.lower, level);
                assert_in(level, mean.upper, 10);
            }
}

static void nan_cannot_block_a_merge(void **unused) {
    (void)unused;
    static const double answers[] = {NAN, 9, INFINITY, -INFINITY, NAN, 10};
    ptv_ratings acc = nps_with(0, 0, 0), other = nps_with(1, 1, 1);
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_f64(&acc, answers, NULL, 0, COUNT_OF(answers)));
    assert_ok(ptv_ratings_merge(&acc, &other));
    assert_ok(ptv_ratings_merge(&acc, &other));
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_true(r.n == 8 && r.missing == 2 && r.invalid == 2);
    assert_exact(r.score.value, 25);
}

/* Ten thousand million tens: the sum passes 32 and 36 bits, the mean stays 10. */
static void average_is_never_negative_by_overflow(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(0, 0, 0);
    assert_ok(ptv_ratings_add_n(&acc, 10, UINT64_C(10000000000)));
    assert_exact(reading_of(&acc, NULL).mean.value, 10);
    assert_ok(ptv_ratings_add_n(&acc, 9, UINT64_C(10000000000)));
    assert_exact(reading_of(&acc, NULL).mean.value, 9.5);
    /* INT32_MAX itself as an answer, more than twice. */
    ptv_ratings high = ratings_on(INT32_MAX - 4, INT32_MAX, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_ratings_add_n(&high, INT32_MAX, UINT64_C(1) << 40));
    assert_exact(reading_of(&high, NULL).mean.value, INT32_MAX);
}

static void vendor_examples_are_executed(void **unused) {
    (void)unused;
    static const uint8_t scores[] = {10, 2, 7, 8, 6};
    ptv_ratings nps = nps_with(0, 0, 0);
    assert_ok(ptv_ratings_add_u8(&nps, scores, NULL, 0, 5));
    assert_exact(nps_of(&nps, NULL).score.value, -20); /* printed: +20 */
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings csat = ratings_with(1, 5, counts);
    assert_close(csat_of(&csat, NULL).mean.value, 3.9473684210526316, 1e-15);     /* 4.12 */
    assert_close(csat_of(&csat, NULL).top_box.value, 0.68421052631578949, 1e-15); /* 76.5 % */
    ptv_ratings mean = nps_with(0, 0, 0);
    assert_ok(ptv_ratings_add_n(&mean, 7, 17));
    assert_ok(ptv_ratings_add_n(&mean, 6, 3));
    assert_exact(reading_of(&mean, NULL).mean.value, 6.85); /* 6.7 */
}

static void numerator_is_inside_the_base(void **unused) {
    (void)unused;
    ptv_estimate out;
    assert_status(PTV_ERR_ARGUMENT, ptv_share_interval(3, 2, 0.95, 0, &out));
    ptv_proportion acc = proportion_with(7, 0, 0);
    ptv_proportion_result r = share_of(&acc, NULL);
    assert_true(r.hits <= r.n);
    assert_exact(r.share.value, 1);
    assert_exact(r.share.upper, 1);
}

static void wording_of_two_scales_never_mixes(void **unused) {
    (void)unused;
    ptv_ratings ease, effort, five;
    ptv_scale low = PTV_SCALE_INIT;
    low.polarity = PTV_POLARITY_LOW_IS_GOOD;
    assert_ok(ptv_ces_init(&ease, NULL));
    assert_ok(ptv_ces_init(&effort, &low));
    assert_ok(ptv_csat_init(&five, NULL));
    assert_untouched(ease, PTV_ERR_MISMATCH, ptv_ratings_merge(&ease, &effort));
    assert_untouched(five, PTV_ERR_MISMATCH, ptv_ratings_merge(&five, &effort));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(daily_nps_is_merged_not_summed),
        cmocka_unit_test(fractions_are_invalid_not_lost),
        cmocka_unit_test(dismissed_answers_are_not_in_the_base),
        cmocka_unit_test(empty_is_neither_0_nor_100),
        cmocka_unit_test(mean_is_inside_the_scale),
        cmocka_unit_test(mean_of_equal_answers_is_that_answer),
        cmocka_unit_test(nan_cannot_block_a_merge),
        cmocka_unit_test(average_is_never_negative_by_overflow),
        cmocka_unit_test(vendor_examples_are_executed),
        cmocka_unit_test(numerator_is_inside_the_base),
        cmocka_unit_test(wording_of_two_scales_never_mixes),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("definitions", tests, NULL, NULL);
}
