/* SPDX-License-Identifier: MIT */
/* nps.h */
#include "states.h"

static void init_is_the_scale_0_to_10(void **unused) {
    (void)unused;
    ptv_ratings acc, plain;
    assert_ok(ptv_nps_init(&acc));
    assert_ok(ptv_ratings_init(&plain, NULL));
    assert_same_bytes(acc, plain);
    assert_status(PTV_ERR_NULL, ptv_nps_init(NULL));
}

static void options_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_nps_options by_macro = PTV_NPS_OPTIONS_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_nps_options_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_status(PTV_ERR_NULL, ptv_nps_options_init(NULL));
}

static void each_score_has_its_class(void **unused) {
    (void)unused;
    for (int32_t score = 0; score <= 10; score++) {
        ptv_ratings acc;
        assert_ok(ptv_nps_init(&acc));
        assert_ok(ptv_ratings_add(&acc, score));
        ptv_nps_result r = nps_of(&acc, NULL);
        assert_true(r.promoters == (score >= 9));
        assert_true(r.passives == (score == 7 || score == 8));
        assert_true(r.detractors == (score <= 6));
        assert_true(r.n == 1);
        assert_exact(r.score.value, score >= 9 ? 100 : score >= 7 ? 0 : -100);
    }
}

static void reading_by_hand(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(5, 2, 1);
    assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 4));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 11, 3));
    static const int32_t methods[] = {0, PTV_METHOD_SCORE, PTV_METHOD_WALD};
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
        ptv_estimate want;
        opt.method = methods[i];
        opt.confidence = 0.9;
        ptv_nps_result r = nps_of(&acc, &opt);
        assert_ok(ptv_net_interval(5, 2, 1, 0.9, methods[i], &want));
        assert_exact(r.score.value, 50);
        assert_exact(r.score.lower, 100 * want.lower);
        assert_exact(r.score.upper, 100 * want.upper);
        assert_close(r.score.std_error, 100 * want.std_error, 1e-15);
        assert_int_equal(r.score.method, want.method);
        assert_exact(r.score.confidence, 0.9);
        assert_true(r.score.n == 8);
        assert_true(r.n == 8 && r.missing == 4 && r.invalid == 3);
        assert_exact(r.promoter_ratio, 0.625);
        assert_exact(r.passive_ratio, 0.25);
        assert_exact(r.detractor_ratio, 0.125);
        assert_int_equal(r.scale_min, 0);
        assert_int_equal(r.scale_max, 10);
        assert_int_equal(r.promoter_min, 9);
        assert_int_equal(r.passive_min, 7);
    }
}

static void no_score_is_beyond_100(void **unused) {
    (void)unused;
    const uint64_t many = UINT64_C(474989006356523); /* 100 times as many are not a double */
    ptv_ratings good = nps_with(many, 0, 0), bad = nps_with(0, 0, many);
    assert_exact(nps_of(&good, NULL).score.value, 100);
    assert_exact(nps_of(&good, NULL).score.upper, 100);
    assert_exact(nps_of(&bad, NULL).score.value, -100);
    assert_exact(nps_of(&bad, NULL).score.lower, -100);
}

static void adjusted_wald_is_clamped(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(1, 0, 0);
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    opt.method = PTV_METHOD_ADJUSTED_WALD;
    opt.confidence = 0.999999;
    ptv_nps_result r = nps_of(&acc, &opt);
    assert_exact(r.score.upper, 100);
    assert_exact(r.score.lower, -100);
}

static void other_cut_points(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    ptv_ratings acc = ratings_with(0, 10, counts);
    for (int32_t passive = -2; passive <= 12; passive++)
        for (int32_t promoter = -2; promoter <= 12; promoter++) {
            ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
            opt.passive_min = passive;
            opt.promoter_min = promoter;
            bool defaults = passive == 0 && promoter == 0;
            bool partition = defaults || (0 < passive && passive <= promoter && promoter <= 10);
            ptv_nps_result out;
            scribble(out);
            out.size = sizeof out;
            ptv_comparison difference;
            scribble(difference);
            if (!partition) {
                assert_untouched(out, PTV_ERR_MISMATCH, ptv_nps_read(&acc, &opt, &out));
                assert_untouched(difference, PTV_ERR_MISMATCH,
                                 ptv_nps_compare(&acc, &acc, &opt, &difference));
                continue;
            }
            assert_ok(ptv_nps_read(&acc, &opt, &out));
            uint64_t want[3] = {0};
            for (int32_t score = 0; score <= 10; score++)
                want[score >= (defaults ? 9 : promoter)  ? 2
                     : score >= (defaults ? 7 : passive) ? 1
                                                         : 0] += counts[score];
            assert_true(out.detractors == want[0] && out.passives == want[1] &&
                        out.promoters == want[2]);
            assert_int_equal(out.passive_min, defaults ? 7 : passive);
            assert_int_equal(out.promoter_min, defaults ? 9 : promoter);
            assert_ok(ptv_nps_compare(&acc, &acc, &opt, &difference));
            assert_exact(difference.difference, 0);
        }
}

static void scale_1_to_10(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    ptv_ratings acc = ratings_with(1, 10, counts);
    ptv_nps_result r = nps_of(&acc, NULL);
    assert_true(r.promoters == 2 && r.passives == 2 && r.detractors == 6);
    assert_exact(r.score.value, -40);
    assert_int_equal(r.scale_min, 1);
    assert_int_equal(r.scale_max, 10);
    /* It is another scale: never merged with 0..10, never compared. */
    ptv_ratings other = nps_with(1, 1, 1);
    ptv_comparison out;
    scribble(out);
    assert_untouched(acc, PTV_ERR_MISMATCH, ptv_ratings_merge(&acc, &other));
    assert_untouched(out, PTV_ERR_MISMATCH, ptv_nps_compare(&acc, &other, NULL, &out));
}

static void scales_without_nps(void **unused) {
    (void)unused;
    ptv_ratings unfit[] = {
        ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD), ratings_on(0, 8, PTV_POLARITY_HIGH_IS_GOOD),
        ratings_on(7, 11, PTV_POLARITY_HIGH_IS_GOOD), ratings_on(0, 10, PTV_POLARITY_LOW_IS_GOOD),
        ratings_on(-5, 5, PTV_POLARITY_HIGH_IS_GOOD)};
    for (size_t i = 0; i < COUNT_OF(unfit); i++) {
        ptv_nps_result out;
        ptv_comparison difference;
        scribble(out);
        scribble(difference);
        out.size = sizeof out;
        assert_untouched(out, PTV_ERR_MISMATCH, ptv_nps_read(&unfit[i], NULL, &out));
        assert_untouched(difference, PTV_ERR_MISMATCH,
                         ptv_nps_compare(&unfit[i], &unfit[i], NULL, &difference));
    }
    /* With cut points of its own, a five-point scale has one. */
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    opt.promoter_min = 5;
    opt.passive_min = 4;
    assert_ok(ptv_ratings_add(&unfit[0], 5));
    assert_exact(nps_of(&unfit[0], &opt).score.value, 100);
}

static void wrong_states_and_pointers(void **unused) {
    (void)unused;
    ptv_ratings good = nps_with(3, 2, 1);
    ptv_nps_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    assert_untouched(out, PTV_ERR_NULL, ptv_nps_read(NULL, NULL, &out));
    assert_status(PTV_ERR_NULL, ptv_nps_read(&good, NULL, NULL));
    assert_untouched(difference, PTV_ERR_NULL, ptv_nps_compare(NULL, &good, NULL, &difference));
    assert_untouched(difference, PTV_ERR_NULL, ptv_nps_compare(&good, NULL, NULL, &difference));
    assert_status(PTV_ERR_NULL, ptv_nps_compare(&good, &good, NULL, NULL));
    for (int which = 0; which < FOREIGN_RATINGS; which++) {
        ptv_ratings foreign = foreign_ratings(which);
        assert_untouched(out, PTV_ERR_STATE, ptv_nps_read(&foreign, NULL, &out));
        assert_untouched(difference, PTV_ERR_STATE,
                         ptv_nps_compare(&foreign, &good, NULL, &difference));
        assert_untouched(difference, PTV_ERR_STATE,
                         ptv_nps_compare(&good, &foreign, NULL, &difference));
    }
}

static void result_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_nps_result by_macro = PTV_NPS_RESULT_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_nps_result_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_int_equal(by_call.size, sizeof by_call);
    assert_status(PTV_ERR_NULL, ptv_nps_result_init(NULL));
}

static ptv_status read_into(void *output, void *acc) {
    return ptv_nps_read(acc, NULL, output);
}
static ptv_status read_with(const void *options, void *acc) {
    ptv_nps_result out = {.size = sizeof out};
    return ptv_nps_read(acc, options, &out);
}
static ptv_status compare_with(const void *options, void *acc) {
    ptv_comparison out;
    return ptv_nps_compare(acc, acc, options, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(3, 2, 1);
    ptv_nps_options options = PTV_NPS_OPTIONS_INIT;
    assert_output_size_checked(read_into, &acc, sizeof(ptv_nps_result));
    assert_input_size_checked(read_with, &acc, &options, sizeof options);
    assert_input_size_checked(compare_with, &acc, &options, sizeof options);
}

#define OPTIONS .size = sizeof(ptv_nps_options)

static void options_out_of_range(void **unused) {
    (void)unused;
    static const ptv_nps_options wrong[] = {{OPTIONS, .confidence = 1},
                                            {OPTIONS, .confidence = -0.5},
                                            {OPTIONS, .confidence = NAN},
                                            {OPTIONS, .confidence = 95},
                                            {OPTIONS, .design_effect = -1},
                                            {OPTIONS, .design_effect = NAN},
                                            {OPTIONS, .design_effect = INFINITY},
                                            {OPTIONS, .method = -1},
                                            {OPTIONS, .method = 1},
                                            {OPTIONS, .method = PTV_METHOD_WILSON},
                                            {OPTIONS, .method = PTV_METHOD_MOVER},
                                            {OPTIONS, .reserved = 1},
                                            {OPTIONS, .reserved2 = 1}};
    ptv_ratings acc = nps_with(3, 2, 1);
    ptv_nps_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_nps_read(&acc, &wrong[i], &out));
        assert_untouched(difference, PTV_ERR_ARGUMENT,
                         ptv_nps_compare(&acc, &acc, &wrong[i], &difference));
    }
}

static void reading_of_nothing(void **unused) {
    (void)unused;
    ptv_ratings none = nps_with(0, 0, 0), some = nps_with(1, 1, 1);
    assert_ok(ptv_ratings_add_n(&none, PTV_SCORE_MISSING, 5));
    ptv_nps_result r = nps_of(&none, NULL);
    assert_empty_estimate(r.score);
    assert_true(r.n == 0 && r.missing == 5);
    assert_nan(r.promoter_ratio);
    assert_nan(r.passive_ratio);
    assert_nan(r.detractor_ratio);
    ptv_comparison out;
    assert_status(PTV_EMPTY, ptv_nps_compare(&none, &some, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_status(PTV_EMPTY, ptv_nps_compare(&some, &none, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
}

static void wald_of_one_class(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(9, 0, 0), other = nps_with(0, 0, 4), mixed = nps_with(1, 1, 1);
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    opt.method = PTV_METHOD_WALD;
    ptv_nps_result r = nps_of(&acc, &opt);
    assert_status(PTV_DEGENERATE, r.score.status);
    assert_exact(r.score.value, 100);
    assert_nan(r.score.lower);
    ptv_comparison out;
    assert_status(PTV_DEGENERATE, ptv_nps_compare(&acc, &other, &opt, &out));
    assert_exact(out.difference, 200);
    assert_nan(out.lower);
    assert_ok(ptv_nps_compare(&acc, &mixed, &opt, &out));
}

static void population_and_design_effect(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(5, 2, 1), twice = nps_with(10, 4, 2);
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    opt.population = 8;
    ptv_nps_result r = nps_of(&acc, &opt);
    assert_status(PTV_OK, r.score.status);
    assert_exact(r.score.lower, 50);
    assert_exact(r.score.upper, 50);
    assert_exact(r.score.std_error, 0);
    opt.population = 7;
    r = nps_of(&acc, &opt);
    assert_status(PTV_INCONSISTENT, r.score.status);
    assert_nan(r.score.value);
    assert_nan(r.score.lower);
    assert_true(r.promoters == 5 && r.n == 8);
    opt.population = 0;
    opt.design_effect = 2;
    r = nps_of(&twice, &opt);
    ptv_nps_result want = nps_of(&acc, NULL);
    assert_exact(r.score.value, 50);
    assert_close(r.score.lower, want.score.lower, 1e-13);
    assert_close(r.score.upper, want.score.upper, 1e-13);
    assert_close(r.score.std_error, want.score.std_error, 1e-14);
    assert_exact(r.score.n_eff, 8);
}

static void population_has_no_effect_on_comparisons(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(5, 2, 1), small = nps_with(1, 1, 1);
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    ptv_comparison plain, out;
    assert_ok(ptv_nps_compare(&acc, &small, &opt, &plain));
    for (opt.population = 1; opt.population < 20; opt.population++) {
        assert_ok(ptv_nps_compare(&acc, &small, &opt, &out));
        assert_same_bytes(out, plain);
    }
}

static void comparison_is_that_of_the_pure_function(void **unused) {
    (void)unused;
    ptv_ratings now = nps_with(8, 1, 2), before = nps_with(5, 4, 6);
    static const int32_t methods[] = {0, PTV_METHOD_SCORE, PTV_METHOD_ADJUSTED_WALD,
                                      PTV_METHOD_WALD};
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
        ptv_comparison got, want;
        opt.method = methods[i];
        opt.confidence = 0.9;
        assert_ok(ptv_nps_compare(&now, &before, &opt, &got));
        assert_ok(ptv_net_compare(8, 1, 2, 5, 4, 6, 0.9, methods[i], &want));
        assert_exact(got.difference, 100 * want.difference);
        assert_exact(got.lower, 100 * want.lower);
        assert_exact(got.upper, 100 * want.upper);
        assert_close(got.std_error, 100 * want.std_error, 1e-15);
        assert_exact(got.statistic, want.statistic);
        assert_exact(got.p_value, want.p_value);
        assert_int_equal(got.method, want.method);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_is_the_scale_0_to_10),
        cmocka_unit_test(options_init_is_the_macro),
        cmocka_unit_test(each_score_has_its_class),
        cmocka_unit_test(reading_by_hand),
        cmocka_unit_test(no_score_is_beyond_100),
        cmocka_unit_test(adjusted_wald_is_clamped),
        cmocka_unit_test(other_cut_points),
        cmocka_unit_test(scale_1_to_10),
        cmocka_unit_test(scales_without_nps),
        cmocka_unit_test(wrong_states_and_pointers),
        cmocka_unit_test(result_init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
        cmocka_unit_test(reading_of_nothing),
        cmocka_unit_test(wald_of_one_class),
        cmocka_unit_test(population_and_design_effect),
        cmocka_unit_test(population_has_no_effect_on_comparisons),
        cmocka_unit_test(comparison_is_that_of_the_pure_function),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("nps", tests, NULL, NULL);
}
