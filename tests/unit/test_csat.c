/* SPDX-License-Identifier: MIT */
/* csat.h */
#include "states.h"

static ptv_status init_with(const void *scale, void *acc) {
    return ptv_csat_init(acc, scale);
}

static void init_on_scales_of_numbers_from_0(void **unused) {
    (void)unused;
    ptv_ratings acc, want = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_scale scale = PTV_SCALE_INIT;
    assert_ok(ptv_csat_init(&acc, NULL));
    assert_same_bytes(acc, want);
    assert_ok(ptv_csat_init(&acc, &scale));
    assert_same_bytes(acc, want);
    scale.max = 10;
    assert_ok(ptv_csat_init(&acc, &scale));
    want = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
    assert_same_bytes(acc, want);
    assert_input_size_checked(init_with, &acc, &scale, sizeof scale);
    assert_status(PTV_ERR_NULL, ptv_csat_init(NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_csat_init(NULL, &scale));
    static const ptv_scale wrong[] = {
        {sizeof(ptv_scale), 0, -1, 5, 0, 0}, {sizeof(ptv_scale), 0, -5, 0, 0, 0},
        {sizeof(ptv_scale), 0, 1, 5, 1, 0},  {sizeof(ptv_scale), 0, 0, 0, 1, 0},
        {sizeof(ptv_scale), 0, 1, 5, 2, 0},  {sizeof(ptv_scale), 0, 0, 11, 0, 0},
        {sizeof(ptv_scale), 0, 5, 5, 0, 0},  {sizeof(ptv_scale), 0, 1, 5, 0, 1}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_csat_init(&acc, &wrong[i]));
}

static const uint64_t counts[] = {1, 2, 3, 4, 9};

static void four_kinds_four_figures(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_with(1, 5, counts);
    assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 4));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 0, 3));
    ptv_csat_result r = csat_of(&acc, NULL);
    ptv_ratings_result plain = reading_of(&acc, NULL);
    assert_same_bytes(r.top_box, plain.top_box);
    assert_same_bytes(r.mean, plain.mean);
    assert_same_bytes(r.net, plain.net);
    assert_close(r.percent_of_max.value, 100 * (75.0 / 19) / 5, 1e-15);
    assert_close(r.percent_of_max.lower, 20 * r.mean.lower, 1e-15);
    assert_close(r.percent_of_max.upper, 20 * r.mean.upper, 1e-15);
    assert_close(r.percent_of_max.std_error, 20 * r.mean.std_error, 1e-15);
    assert_same_bytes(r.score, r.top_box);
    assert_int_equal(r.kind, PTV_KIND_TOP_BOX);
    assert_true(r.n == 19 && r.missing == 4 && r.invalid == 3);
    assert_int_equal(r.scale_min, 1);
    assert_int_equal(r.scale_max, 5);
    assert_int_equal(r.top_k, 2);
    assert_int_equal(r.bottom_k, 2);
    const ptv_estimate *figures[] = {&r.mean, &r.top_box, &r.net, &r.percent_of_max};
    static const int32_t kinds[] = {PTV_KIND_MEAN, PTV_KIND_TOP_BOX, PTV_KIND_NET,
                                    PTV_KIND_PERCENT_OF_MAX};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        opt.kind = kinds[i];
        ptv_csat_result chosen = csat_of(&acc, &opt);
        assert_same_bytes(chosen.score, *figures[i]);
        assert_int_equal(chosen.kind, kinds[i]);
    }
}

/* top_k by number of levels; for other numbers the caller must say. */
static void usual_boxes_by_number_of_levels(void **unused) {
    (void)unused;
    static const int32_t usual[12] = {0, 0, 1, 1, 2, 2, 0, 2, 0, 0, 2, 0};
    for (int32_t levels = 2; levels <= 11; levels++) {
        ptv_ratings acc = ratings_on(1, levels, PTV_POLARITY_HIGH_IS_GOOD);
        assert_ok(ptv_ratings_add(&acc, levels));
        assert_ok(ptv_ratings_add(&acc, 1));
        ptv_csat_result r = csat_of(&acc, NULL);
        ptv_status want = usual[levels] ? PTV_OK : PTV_UNDEFINED;
        assert_int_equal(r.top_k, usual[levels]);
        assert_status(want, r.score.status);
        assert_status(want, r.net.status);
        assert_status(PTV_OK, r.mean.status);
        assert_status(PTV_OK, r.percent_of_max.status);
        ptv_comparison out;
        assert_status(want, ptv_csat_compare(&acc, &acc, NULL, &out));
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        opt.top_k = 1;
        assert_exact(csat_of(&acc, &opt).score.value, 0.5);
    }
}

static void percent_of_max_meets_both_ends(void **unused) {
    (void)unused;
    static const int32_t maxima[] = {1, 3, 5, 7, 9, 10};
    for (size_t i = 0; i < COUNT_OF(maxima); i++) {
        ptv_ratings acc = ratings_on(0, maxima[i], PTV_POLARITY_HIGH_IS_GOOD);
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        opt.kind = PTV_KIND_PERCENT_OF_MAX;
        assert_ok(ptv_ratings_add_n(&acc, maxima[i], 3));
        ptv_csat_result r = csat_of(&acc, &opt);
        assert_exact(r.score.value, 100);
        assert_exact(r.score.upper, 100);
        assert_ok(ptv_ratings_reset(&acc));
        assert_ok(ptv_ratings_add_n(&acc, 0, 3));
        r = csat_of(&acc, &opt);
        assert_exact(r.score.value, 0);
        assert_exact(r.score.lower, 0);
    }
}

static void scales_without_csat(void **unused) {
    (void)unused;
    ptv_ratings unfit[] = {ratings_on(-1, 5, PTV_POLARITY_HIGH_IS_GOOD),
                           ratings_on(1, 5, PTV_POLARITY_LOW_IS_GOOD)};
    for (size_t i = 0; i < COUNT_OF(unfit); i++) {
        ptv_csat_result out;
        ptv_comparison difference;
        scribble(out);
        scribble(difference);
        out.size = sizeof out;
        assert_untouched(out, PTV_ERR_MISMATCH, ptv_csat_read(&unfit[i], NULL, &out));
        assert_untouched(difference, PTV_ERR_MISMATCH,
                         ptv_csat_compare(&unfit[i], &unfit[i], NULL, &difference));
    }
}

static void wrong_states_and_pointers(void **unused) {
    (void)unused;
    ptv_ratings good = ratings_with(1, 5, counts), seven = ratings_on(1, 7, 0);
    ptv_csat_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    assert_untouched(out, PTV_ERR_NULL, ptv_csat_read(NULL, NULL, &out));
    assert_status(PTV_ERR_NULL, ptv_csat_read(&good, NULL, NULL));
    assert_untouched(difference, PTV_ERR_NULL, ptv_csat_compare(NULL, &good, NULL, &difference));
    assert_untouched(difference, PTV_ERR_NULL, ptv_csat_compare(&good, NULL, NULL, &difference));
    assert_status(PTV_ERR_NULL, ptv_csat_compare(&good, &good, NULL, NULL));
    assert_untouched(difference, PTV_ERR_MISMATCH,
                     ptv_csat_compare(&good, &seven, NULL, &difference));
    for (int which = 0; which < FOREIGN_RATINGS; which++) {
        ptv_ratings foreign = foreign_ratings(which);
        assert_untouched(out, PTV_ERR_STATE, ptv_csat_read(&foreign, NULL, &out));
        assert_untouched(difference, PTV_ERR_STATE,
                         ptv_csat_compare(&foreign, &good, NULL, &difference));
        assert_untouched(difference, PTV_ERR_STATE,
                         ptv_csat_compare(&good, &foreign, NULL, &difference));
    }
}

static void result_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_csat_result by_macro = PTV_CSAT_RESULT_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_csat_result_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_int_equal(by_call.size, sizeof by_call);
    assert_status(PTV_ERR_NULL, ptv_csat_result_init(NULL));
}

static ptv_status read_into(void *output, void *acc) {
    return ptv_csat_read(acc, NULL, output);
}
static ptv_status read_with(const void *options, void *acc) {
    ptv_csat_result out = {.size = sizeof out};
    return ptv_csat_read(acc, options, &out);
}
static ptv_status compare_with(const void *options, void *acc) {
    ptv_comparison out;
    return ptv_csat_compare(acc, acc, options, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    assert_output_size_checked(read_into, &acc, sizeof(ptv_csat_result));
    assert_input_size_checked(read_with, &acc, &options, sizeof options);
    assert_input_size_checked(compare_with, &acc, &options, sizeof options);
}

static void options_out_of_range(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_csat_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    for (size_t i = 0; i < n_wrong_ratings_options; i++) {
        const ptv_ratings_options *opt = &wrong_ratings_options[i];
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_csat_read(&acc, opt, &out));
        assert_untouched(difference, PTV_ERR_ARGUMENT,
                         ptv_csat_compare(&acc, &acc, opt, &difference));
    }
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_EASE_0_100;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_csat_read(&acc, &opt, &out));
}

static void reading_of_nothing(void **unused) {
    (void)unused;
    ptv_ratings none = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_csat_result r = csat_of(&none, NULL);
    assert_empty_estimate(r.score);
    assert_empty_estimate(r.top_box);
    assert_empty_estimate(r.mean);
    assert_empty_estimate(r.net);
    assert_empty_estimate(r.percent_of_max);
    ptv_comparison out;
    assert_status(PTV_EMPTY, ptv_csat_compare(&none, &none, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
}

static void degenerate_and_inconsistent(void **unused) {
    (void)unused;
    static const uint64_t fives[] = {0, 0, 0, 0, 9};
    ptv_ratings acc = ratings_with(1, 5, fives);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_NET;
    opt.net_method = PTV_METHOD_WALD;
    assert_status(PTV_DEGENERATE, csat_of(&acc, &opt).score.status);
    opt.kind = 0;
    opt.population = 8;
    ptv_csat_result r = csat_of(&acc, &opt);
    assert_status(PTV_INCONSISTENT, r.score.status);
    assert_nan(r.score.value);
    assert_nan(r.percent_of_max.value);
}

static void comparison_in_the_unit_of_its_kind(void **unused) {
    (void)unused;
    static const uint64_t before_counts[] = {5, 4, 3, 2, 1};
    ptv_ratings now = ratings_with(1, 5, counts), before = ratings_with(1, 5, before_counts);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_comparison got, want, mean;
    assert_ok(ptv_csat_compare(&now, &before, NULL, &got));
    assert_ok(ptv_share_compare(13, 19, 3, 15, 0.95, 0, &want));
    assert_same_bytes(got, want);
    opt.kind = PTV_KIND_MEAN;
    assert_ok(ptv_csat_compare(&now, &before, &opt, &mean));
    assert_close(mean.difference, 75.0 / 19 - 35.0 / 15, 1e-14);
    opt.kind = PTV_KIND_PERCENT_OF_MAX;
    assert_ok(ptv_csat_compare(&now, &before, &opt, &got));
    assert_close(got.difference, 20 * mean.difference, 1e-15);
    assert_close(got.lower, 20 * mean.lower, 1e-15);
    assert_close(got.upper, 20 * mean.upper, 1e-15);
    assert_close(got.std_error, 20 * mean.std_error, 1e-15);
    assert_exact(got.p_value, mean.p_value);
    opt.kind = PTV_KIND_NET;
    assert_ok(ptv_csat_compare(&now, &before, &opt, &got));
    assert_close(got.difference, 100 * (10.0 / 19 + 6.0 / 15), 1e-14);
    assert_int_equal(got.method, PTV_METHOD_MOVER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_on_scales_of_numbers_from_0),
        cmocka_unit_test(four_kinds_four_figures),
        cmocka_unit_test(usual_boxes_by_number_of_levels),
        cmocka_unit_test(percent_of_max_meets_both_ends),
        cmocka_unit_test(scales_without_csat),
        cmocka_unit_test(wrong_states_and_pointers),
        cmocka_unit_test(result_init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
        cmocka_unit_test(reading_of_nothing),
        cmocka_unit_test(degenerate_and_inconsistent),
        cmocka_unit_test(comparison_in_the_unit_of_its_kind),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("csat", tests, NULL, NULL);
}
