/* SPDX-License-Identifier: MIT */
/* panel.h: response rates. */
#include "panels.h"

enum { MISSING = PTV_SCORE_MISSING };

static void rates_are_shares_of_what_was_sent(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    ptv_estimate rate, want;
    for (uint64_t who = 0; who < 40; who++)
        panel_take(acc, (ptv_response){who, 10, who,
                                       who < 30   ? 9
                                       : who < 33 ? 99
                                                  : MISSING,
                                       who % 3 == 0});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 10, 0, 5, 1});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 10, 0, MISSING, 1});
    assert_ok(ptv_panel_add_sent(acc, 0, 60));
    assert_ok(ptv_panel_add_sent(acc, 1, 12));
    /* 33 respondents, of them 11 through channel 1, and one more whom nobody knows. */
    assert_ok(ptv_panel_response_rate(acc, 0, NULL, &rate));
    assert_ok(ptv_share_interval(22, 60, 0.95, PTV_METHOD_WILSON, &want));
    assert_same_bytes(rate, want);
    assert_ok(ptv_panel_response_rate(acc, 1, NULL, &rate));
    assert_exact(rate.value, 1);
    assert_ok(ptv_panel_response_rate(acc, -1, NULL, &rate));
    assert_ok(ptv_share_interval(34, 72, 0.95, PTV_METHOD_WILSON, &want));
    assert_same_bytes(rate, want);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    opt.confidence = 0.8;
    opt.method = PTV_METHOD_JEFFREYS;
    assert_ok(ptv_panel_response_rate(acc, -1, &opt, &rate));
    assert_ok(ptv_share_interval(34, 72, 0.8, PTV_METHOD_JEFFREYS, &want));
    assert_same_bytes(rate, want);
    assert_status(PTV_EMPTY, ptv_panel_response_rate(acc, 2, NULL, &rate));
    assert_empty_estimate(rate);
    ptv_panel_free(acc);
}

static void more_answers_than_surveys_contradict(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    ptv_estimate rate;
    panel_take(acc, (ptv_response){1, 10, 1, 5, 0});
    panel_take(acc, (ptv_response){2, 10, 1, 5, 0});
    assert_status(PTV_EMPTY, ptv_panel_response_rate(acc, 0, NULL, &rate)); /* none was sent */
    assert_empty_estimate(rate);
    assert_ok(ptv_panel_add_sent(acc, 0, 1));
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    opt.confidence = 0.9;
    for (int32_t channel = -1; channel <= 0; channel++) {
        assert_status(PTV_INCONSISTENT, ptv_panel_response_rate(acc, channel, &opt, &rate));
        assert_status(PTV_INCONSISTENT, rate.status);
        assert_nan(rate.value);
        assert_nan(rate.lower);
        assert_nan(rate.upper);
        assert_nan(rate.std_error);
        assert_true(rate.n == 1 && rate.confidence == 0.9 && rate.method == PTV_METHOD_WILSON);
    }
    opt.confidence = 1;
    assert_untouched(rate, PTV_ERR_ARGUMENT, ptv_panel_response_rate(acc, 0, &opt, &rate));
    ptv_panel_free(acc);
}

static ptv_status rate_with(const void *input, void *ctx) {
    ptv_estimate rate;
    ptv_status status = ptv_panel_response_rate(ctx, -1, input, &rate);
    return status < 0 ? status : PTV_OK;
}

static void rates_check_their_arguments(void **unused) {
    (void)unused;
    static const int32_t channels[] = {-2, PTV_PANEL_CHANNELS, INT32_MIN, INT32_MAX};
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_estimate rate;
    scribble(rate);
    panel_take(acc, (ptv_response){1, 10, 1, 5, 0});
    assert_ok(ptv_panel_add_sent(acc, 0, 9));
    assert_input_size_checked(rate_with, acc, &opt, sizeof opt);
    for (size_t i = 0; i < COUNT_OF(channels); i++)
        assert_untouched(rate, PTV_ERR_ARGUMENT,
                         ptv_panel_response_rate(acc, channels[i], NULL, &rate));
    opt.method = PTV_METHOD_LOG_RANK;
    assert_untouched(rate, PTV_ERR_ARGUMENT, ptv_panel_response_rate(acc, 0, &opt, &rate));
    ptv_panel_free(acc);
}

/* Nobody answered, but surveys were sent: no data, and what there is can be read. */
static void nobody_is_told(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    ptv_panel_result result = PTV_PANEL_RESULT_INIT;
    ptv_estimate rate;
    assert_ok(ptv_panel_add_sent(acc, 2, 8));
    assert_status(PTV_EMPTY, ptv_panel_read(acc, &result));
    assert_true(result.sent[2] == 8);
    assert_ok(ptv_panel_response_rate(acc, -1, NULL, &rate));
    assert_exact(rate.value, 0);
    panel_take(acc, (ptv_response){1, 10, 1, MISSING, 0});
    assert_ok(ptv_panel_read(acc, &result));
    ptv_panel_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_shares_of_what_was_sent),
        cmocka_unit_test(more_answers_than_surveys_contradict),
        cmocka_unit_test(rates_check_their_arguments),
        cmocka_unit_test(nobody_is_told),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("panel rate", tests, NULL, NULL);
}
