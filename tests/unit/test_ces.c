/* SPDX-License-Identifier: MIT */
/* ces.h */
#include "states.h"

static ptv_status init_with(const void *scale, void *acc) {
    return ptv_ces_init(acc, scale);
}

static void init_is_ease_1_to_7_or_effort_1_to_5(void **unused) {
    (void)unused;
    ptv_ratings acc, want = ratings_on(1, 7, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_scale scale = PTV_SCALE_INIT;
    assert_ok(ptv_ces_init(&acc, NULL));
    assert_same_bytes(acc, want);
    assert_ok(ptv_ces_init(&acc, &scale));
    assert_same_bytes(acc, want);
    scale.polarity = PTV_POLARITY_LOW_IS_GOOD;
    assert_ok(ptv_ces_init(&acc, &scale));
    want = ratings_on(1, 5, PTV_POLARITY_LOW_IS_GOOD);
    assert_same_bytes(acc, want);
    scale.min = -3;
    scale.max = 3;
    assert_ok(ptv_ces_init(&acc, &scale));
    want = ratings_on(-3, 3, PTV_POLARITY_LOW_IS_GOOD);
    assert_same_bytes(acc, want);
    assert_input_size_checked(init_with, &acc, &scale, sizeof scale);
    assert_status(PTV_ERR_NULL, ptv_ces_init(NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_ces_init(NULL, &scale));
    static const ptv_scale wrong[] = {{sizeof(ptv_scale), 0, 1, 5, 2, 0},
                                      {sizeof(ptv_scale), 0, 0, 0, -1, 0},
                                      {sizeof(ptv_scale), 0, 0, 11, 0, 0},
                                      {sizeof(ptv_scale), 0, 5, 1, 0, 0},
                                      {sizeof(ptv_scale), 0, 1, 5, 0, 1}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_ces_init(&acc, &wrong[i]));
}

static const uint64_t ease_counts[] = {1, 2, 3, 4, 5, 6, 7}; /* 28 answers, sum 140 */

static void ease_by_hand(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_with(1, 7, ease_counts);
    assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 4));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 8, 3));
    ptv_ces_result r = ces_of(&acc, NULL);
    assert_exact(r.mean.value, 5);
    assert_same_bytes(r.score, r.mean);
    assert_close(r.ease_0_100.value, 100 * 4.0 / 6, 1e-15);
    assert_close(r.ease_0_100.lower, 100 * (r.mean.lower - 1) / 6, 1e-15);
    assert_close(r.ease_0_100.upper, 100 * (r.mean.upper - 1) / 6, 1e-15);
    assert_close(r.ease_0_100.std_error, 100 * r.mean.std_error / 6, 1e-15);
    assert_close(r.top_box.value, 18.0 / 28, 1e-15);
    assert_close(r.net.value, 100 * 12.0 / 28, 1e-15);
    assert_true(r.n == 28 && r.missing == 4 && r.invalid == 3);
    assert_int_equal(r.kind, PTV_KIND_MEAN);
    assert_int_equal(r.top_k, 3);
    assert_int_equal(r.bottom_k, 3);
    assert_int_equal(r.polarity, PTV_POLARITY_HIGH_IS_GOOD);
    assert_int_equal(r.scale_min, 1);
    assert_int_equal(r.scale_max, 7);
    /* Strict: 6 and 7. */
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.top_k = 2;
    assert_close(ces_of(&acc, &opt).top_box.value, 13.0 / 28, 1e-15);
    const ptv_estimate *figures[] = {&r.mean, &r.ease_0_100, &r.top_box, &r.net};
    static const int32_t kinds[] = {PTV_KIND_MEAN, PTV_KIND_EASE_0_100, PTV_KIND_TOP_BOX,
                                    PTV_KIND_NET};
    opt.top_k = 0;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        opt.kind = kinds[i];
        ptv_ces_result chosen = ces_of(&acc, &opt);
        assert_same_bytes(chosen.score, *figures[i]);
        assert_int_equal(chosen.kind, kinds[i]);
    }
}

/* The same answers on the mirrored scale: every figure of ease is the same, the mean is as
 * answered. */
static void effort_is_ease_mirrored(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {9, 4, 3, 2, 1};
    ptv_ratings effort = ratings_on(1, 5, PTV_POLARITY_LOW_IS_GOOD);
    ptv_ratings ease = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    for (int32_t i = 0; i < 5; i++) {
        assert_ok(ptv_ratings_add_n(&effort, 1 + i, counts[i]));
        assert_ok(ptv_ratings_add_n(&ease, 5 - i, counts[i]));
    }
    ptv_ces_result a = ces_of(&effort, NULL), b = ces_of(&ease, NULL);
    assert_close(a.mean.value, 6 - b.mean.value, 1e-15);
    assert_close(a.mean.lower, 6 - b.mean.upper, 1e-14);
    assert_close(a.mean.upper, 6 - b.mean.lower, 1e-14);
    assert_close(a.ease_0_100.value, b.ease_0_100.value, 1e-14);
    assert_close(a.ease_0_100.lower, b.ease_0_100.lower, 1e-14);
    assert_close(a.ease_0_100.upper, b.ease_0_100.upper, 1e-14);
    assert_close(a.ease_0_100.std_error, b.ease_0_100.std_error, 1e-14);
    assert_same_bytes(a.top_box, b.top_box);
    assert_same_bytes(a.net, b.net);
    assert_close(a.top_box.value, 13.0 / 19, 1e-15); /* effort 1..2 */
    assert_int_equal(a.top_k, 2);
    assert_int_equal(a.polarity, PTV_POLARITY_LOW_IS_GOOD);
}

static void ease_0_100_meets_both_ends(void **unused) {
    (void)unused;
    for (int32_t polarity = 0; polarity <= 1; polarity++)
        for (int32_t levels = 2; levels <= 11; levels++)
            for (int32_t min = -7; min <= 7; min += 7) {
                int32_t max = min + levels - 1;
                ptv_ratings acc = ratings_on(min, max, polarity);
                assert_ok(ptv_ratings_add_n(&acc, min, 3));
                ptv_ces_result r = ces_of(&acc, NULL);
                assert_exact(r.ease_0_100.value, polarity == 0 ? 0 : 100);
                assert_in(0, r.ease_0_100.lower, r.ease_0_100.value);
                assert_in(r.ease_0_100.value, r.ease_0_100.upper, 100);
                assert_less(r.ease_0_100.lower, r.ease_0_100.upper);
                assert_ok(ptv_ratings_reset(&acc));
                assert_ok(ptv_ratings_add_n(&acc, max, 3));
                assert_exact(ces_of(&acc, NULL).ease_0_100.value, polarity == 0 ? 100 : 0);
            }
}

static void usual_boxes_by_number_of_levels(void **unused) {
    (void)unused;
    static const int32_t usual[12] = {0, 0, 1, 1, 2, 2, 0, 3, 0, 0, 2, 0};
    for (int32_t levels = 2; levels <= 11; levels++) {
        ptv_ratings acc = ratings_on(1, levels, PTV_POLARITY_HIGH_IS_GOOD);
        assert_ok(ptv_ratings_add(&acc, levels));
        assert_ok(ptv_ratings_add(&acc, 1));
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        assert_status(PTV_OK, ces_of(&acc, &opt).score.status);
        opt.kind = PTV_KIND_TOP_BOX;
        ptv_ces_result r = ces_of(&acc, &opt);
        assert_int_equal(r.top_k, usual[levels]);
        assert_int_equal(r.bottom_k, usual[levels]);
        assert_status(usual[levels] ? PTV_OK : PTV_UNDEFINED, r.score.status);
        ptv_comparison out;
        assert_status(usual[levels] ? PTV_OK : PTV_UNDEFINED,
                      ptv_ces_compare(&acc, &acc, &opt, &out));
    }
}

static void wrong_states_and_pointers(void **unused) {
    (void)unused;
    ptv_ratings good = ratings_with(1, 7, ease_counts);
    ptv_ratings mirrored = ratings_on(1, 7, PTV_POLARITY_LOW_IS_GOOD);
    ptv_ces_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    assert_untouched(out, PTV_ERR_NULL, ptv_ces_read(NULL, NULL, &out));
    assert_status(PTV_ERR_NULL, ptv_ces_read(&good, NULL, NULL));
    assert_untouched(difference, PTV_ERR_NULL, ptv_ces_compare(NULL, &good, NULL, &difference));
    assert_untouched(difference, PTV_ERR_NULL, ptv_ces_compare(&good, NULL, NULL, &difference));
    assert_status(PTV_ERR_NULL, ptv_ces_compare(&good, &good, NULL, NULL));
    assert_untouched(difference, PTV_ERR_MISMATCH,
                     ptv_ces_compare(&good, &mirrored, NULL, &difference));
    for (int which = 0; which < FOREIGN_RATINGS; which++) {
        ptv_ratings foreign = foreign_ratings(which);
        assert_untouched(out, PTV_ERR_STATE, ptv_ces_read(&foreign, NULL, &out));
        assert_untouched(difference, PTV_ERR_STATE,
                         ptv_ces_compare(&foreign, &good, NULL, &difference));
        assert_untouched(difference, PTV_ERR_STATE,
                         ptv_ces_compare(&good, &foreign, NULL, &difference));
    }
}

static void result_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_ces_result by_macro = PTV_CES_RESULT_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_ces_result_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_int_equal(by_call.size, sizeof by_call);
    assert_status(PTV_ERR_NULL, ptv_ces_result_init(NULL));
}

static ptv_status read_into(void *output, void *acc) {
    return ptv_ces_read(acc, NULL, output);
}
static ptv_status read_with(const void *options, void *acc) {
    ptv_ces_result out = {.size = sizeof out};
    return ptv_ces_read(acc, options, &out);
}
static ptv_status compare_with(const void *options, void *acc) {
    ptv_comparison out;
    return ptv_ces_compare(acc, acc, options, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_with(1, 7, ease_counts);
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    assert_output_size_checked(read_into, &acc, sizeof(ptv_ces_result));
    assert_input_size_checked(read_with, &acc, &options, sizeof options);
    assert_input_size_checked(compare_with, &acc, &options, sizeof options);
}

static void options_out_of_range(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(1, 5, PTV_POLARITY_LOW_IS_GOOD);
    ptv_ces_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    for (size_t i = 0; i < n_wrong_ratings_options; i++) {
        const ptv_ratings_options *opt = &wrong_ratings_options[i];
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_ces_read(&acc, opt, &out));
        assert_untouched(difference, PTV_ERR_ARGUMENT,
                         ptv_ces_compare(&acc, &acc, opt, &difference));
    }
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_PERCENT_OF_MAX;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_ces_read(&acc, &opt, &out));
}

static void reading_of_nothing(void **unused) {
    (void)unused;
    ptv_ratings none = ratings_on(1, 7, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_ces_result r = ces_of(&none, NULL);
    assert_empty_estimate(r.score);
    assert_empty_estimate(r.mean);
    assert_empty_estimate(r.ease_0_100);
    assert_empty_estimate(r.top_box);
    assert_empty_estimate(r.net);
    ptv_comparison out;
    assert_status(PTV_EMPTY, ptv_ces_compare(&none, &none, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
}

static void degenerate_and_inconsistent(void **unused) {
    (void)unused;
    static const uint64_t sevens[] = {0, 0, 0, 0, 0, 0, 9};
    ptv_ratings acc = ratings_with(1, 7, sevens);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_NET;
    opt.net_method = PTV_METHOD_WALD;
    assert_status(PTV_DEGENERATE, ces_of(&acc, &opt).score.status);
    opt.kind = 0;
    opt.population = 8;
    ptv_ces_result r = ces_of(&acc, &opt);
    assert_status(PTV_INCONSISTENT, r.score.status);
    assert_nan(r.score.value);
    assert_nan(r.ease_0_100.value);
}

/* Effort that falls is ease that rises: the sign of the difference turns, the evidence does not. */
static void comparison_of_ease_and_of_effort(void **unused) {
    (void)unused;
    ptv_comparison mean, ease;
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    for (int32_t polarity = 0; polarity <= 1; polarity++) {
        ptv_ratings now = ratings_on(1, 5, polarity), before = now;
        for (int32_t i = 0; i < 5; i++) {
            assert_ok(ptv_ratings_add_n(&now, 1 + i, (uint64_t)i * 2 + 1));
            assert_ok(ptv_ratings_add_n(&before, 1 + i, (uint64_t)(5 - i)));
        }
        opt.kind = 0;
        assert_ok(ptv_ces_compare(&now, &before, &opt, &mean));
        opt.kind = PTV_KIND_EASE_0_100;
        assert_ok(ptv_ces_compare(&now, &before, &opt, &ease));
        double factor = polarity == 0 ? 25 : -25;
        assert_less(0, mean.difference);
        assert_close(ease.difference, factor * mean.difference, 1e-15);
        assert_close(ease.lower, factor * (polarity == 0 ? mean.lower : mean.upper), 1e-15);
        assert_close(ease.upper, factor * (polarity == 0 ? mean.upper : mean.lower), 1e-15);
        assert_exact(ease.p_value, mean.p_value);
        assert_exact(ease.statistic, polarity == 0 ? mean.statistic : -mean.statistic);
        opt.kind = PTV_KIND_TOP_BOX;
        assert_ok(ptv_ces_compare(&now, &before, &opt, &ease));
        assert_close(ease.difference, polarity == 0 ? 16.0 / 25 - 3.0 / 15 : 4.0 / 25 - 9.0 / 15,
                     1e-14);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_is_ease_1_to_7_or_effort_1_to_5),
        cmocka_unit_test(ease_by_hand),
        cmocka_unit_test(effort_is_ease_mirrored),
        cmocka_unit_test(ease_0_100_meets_both_ends),
        cmocka_unit_test(usual_boxes_by_number_of_levels),
        cmocka_unit_test(wrong_states_and_pointers),
        cmocka_unit_test(result_init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
        cmocka_unit_test(reading_of_nothing),
        cmocka_unit_test(degenerate_and_inconsistent),
        cmocka_unit_test(comparison_of_ease_and_of_effort),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("ces", tests, NULL, NULL);
}
