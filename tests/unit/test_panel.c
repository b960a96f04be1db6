/* SPDX-License-Identifier: MIT */
/* panel.h: what counts, what is counted, what is refused. test_panel_rate.c has the response rates,
 * test_panel_wire.c the bytes. */
#include "failing_allocator.h"
#include "panels.h"
#include "states.h"

static const int32_t policies[] = {PTV_PANEL_LAST, PTV_PANEL_FIRST};

static void inits_are_the_macros(void **unused) {
    (void)unused;
    ptv_panel_config config, want_config = PTV_PANEL_CONFIG_INIT;
    ptv_panel_result result, want_result = PTV_PANEL_RESULT_INIT;
    scribble(config);
    scribble(result);
    assert_ok(ptv_panel_config_init(&config));
    assert_ok(ptv_panel_result_init(&result));
    assert_same_bytes(config, want_config);
    assert_same_bytes(result, want_result);
    assert_status(PTV_ERR_NULL, ptv_panel_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_result_init(NULL));
}

static void a_fresh_panel_is_empty(void **unused) {
    (void)unused;
    ptv_panel *acc;
    ptv_panel_result want = PTV_PANEL_RESULT_INIT, result = PTV_PANEL_RESULT_INIT;
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_ratings ratings, none = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_panel_new(NULL, NULL, &acc));
    assert_status(PTV_EMPTY, ptv_panel_read(acc, &result));
    assert_same_bytes(result, want);
    assert_ok(ptv_panel_config_read(acc, &config));
    assert_true(config.scale_min == 0 && config.scale_max == 10);
    assert_true(config.polarity == PTV_POLARITY_HIGH_IS_GOOD && config.policy == PTV_PANEL_LAST);
    ratings = panel_ratings(acc);
    assert_same_bytes(ratings, none);
    ptv_panel_free(acc);
    ptv_panel_free(NULL);
}

static void config_is_kept(void **unused) {
    (void)unused;
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT, kept = PTV_PANEL_CONFIG_INIT;
    config.scale_min = -3;
    config.scale_max = 3;
    config.polarity = PTV_POLARITY_LOW_IS_GOOD;
    config.policy = PTV_PANEL_FIRST;
    ptv_panel *acc;
    assert_ok(ptv_panel_new(&config, NULL, &acc));
    panel_take(acc, (ptv_response){1, 5, 0, 2, 0});
    assert_ok(ptv_panel_reset(acc));
    assert_ok(ptv_panel_config_read(acc, &kept));
    assert_same_bytes(kept, config);
    ptv_ratings ratings = panel_ratings(acc), none = ratings_on(-3, 3, PTV_POLARITY_LOW_IS_GOOD);
    assert_same_bytes(ratings, none);
    ptv_panel_free(acc);
}

static ptv_status new_with(const void *input, void *ctx) {
    (void)ctx;
    ptv_panel *acc = NULL;
    ptv_status status = ptv_panel_new(input, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_panel_free(acc);
    return status;
}

static ptv_status config_into(void *output, void *ctx) {
    return ptv_panel_config_read(ctx, output);
}

static void config_is_checked(void **unused) {
    (void)unused;
    static const ptv_panel_config wrong[] = {
        {.scale_min = 5, .scale_max = 5},
        {.scale_min = 5, .scale_max = 4},
        {.scale_min = 0, .scale_max = 11},
        {.scale_min = INT32_MIN, .scale_max = INT32_MIN + 1},
        {.scale_min = INT32_MIN, .scale_max = INT32_MAX},
        {.polarity = 2},
        {.polarity = -1},
        {.policy = 2},
        {.policy = -1},
        {.policy = INT32_MIN},
    };
    ptv_panel_config config = {sizeof config, 0, 1, 5, PTV_POLARITY_LOW_IS_GOOD, PTV_PANEL_FIRST};
    ptv_panel *acc = NULL;
    assert_input_size_checked(new_with, NULL, &config, sizeof config);
    assert_status(PTV_ERR_NULL, ptv_panel_new(&config, NULL, NULL));
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        config = wrong[i];
        config.size = sizeof config;
        assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_panel_new(&config, NULL, &acc));
    }
    acc = panel_of(PTV_PANEL_LAST);
    assert_output_size_checked(config_into, acc, sizeof config);
    assert_status(PTV_ERR_NULL, ptv_panel_config_read(NULL, &config));
    assert_status(PTV_ERR_NULL, ptv_panel_config_read(acc, NULL));
    ptv_panel_free(acc);
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST), *out = NULL;
    ptv_response response = {1, 2, 3, 4, 5};
    ptv_panel_result result = PTV_PANEL_RESULT_INIT;
    ptv_ratings ratings;
    ptv_estimate rate;
    assert_status(PTV_ERR_NULL, ptv_panel_copy(NULL, NULL, &out));
    assert_status(PTV_ERR_NULL, ptv_panel_copy(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_add(NULL, &response));
    assert_status(PTV_ERR_NULL, ptv_panel_add(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_add_records(NULL, &response, sizeof response, 1));
    assert_status(PTV_ERR_NULL, ptv_panel_add_records(acc, NULL, sizeof response, 1));
    assert_ok(ptv_panel_add_records(acc, NULL, sizeof response, 0));
    assert_status(PTV_ERR_NULL, ptv_panel_add_sent(NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_panel_merge(NULL, acc));
    assert_status(PTV_ERR_NULL, ptv_panel_merge(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_ratings(NULL, &ratings));
    assert_status(PTV_ERR_NULL, ptv_panel_ratings(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_read(NULL, &result));
    assert_status(PTV_ERR_NULL, ptv_panel_read(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_panel_response_rate(NULL, -1, NULL, &rate));
    assert_status(PTV_ERR_NULL, ptv_panel_response_rate(acc, -1, NULL, NULL));
    assert_status(PTV_EMPTY, ptv_panel_read(acc, &result));
    ptv_panel_free(acc);
}

/* Two answers of one respondent, and which one counts: the one to the left, whoever comes first. */
struct duel {
    int32_t policy;
    ptv_response counts, does_not;
};
enum { LAST = PTV_PANEL_LAST, FIRST = PTV_PANEL_FIRST, MISSING = PTV_SCORE_MISSING };
static const struct duel duels[] = {
    /* by time */
    {LAST, {1, 20, 1, 3, 0}, {1, 10, 9, 9, 7}},
    {FIRST, {1, 10, 9, 9, 7}, {1, 20, 1, 3, 0}},
    {LAST, {1, INT64_MAX, 0, 3, 0}, {1, INT64_MIN + 1, 1, 3, 0}},
    {FIRST, {1, INT64_MIN + 1, 1, 3, 0}, {1, INT64_MAX, 0, 3, 0}},
    {LAST, {1, 0, 0, 3, 0}, {1, -1, 0, 3, 0}},
    /* then by record */
    {LAST, {1, 10, 2, 3, 0}, {1, 10, 1, 9, 7}},
    {FIRST, {1, 10, 1, 9, 7}, {1, 10, 2, 3, 0}},
    {LAST, {1, 10, UINT64_MAX, 3, 0}, {1, 10, 0, 3, 0}},
    /* then by score */
    {LAST, {1, 10, 1, 9, 0}, {1, 10, 1, 3, 7}},
    {FIRST, {1, 10, 1, 3, 7}, {1, 10, 1, 9, 0}},
    /* then by channel */
    {LAST, {1, 10, 1, 3, 7}, {1, 10, 1, 3, 6}},
    {FIRST, {1, 10, 1, 3, 6}, {1, 10, 1, 3, 7}},
    /* a level before one off the scale before a missing one, whenever */
    {LAST, {1, 10, 1, 3, 0}, {1, 20, 2, 11, 0}},
    {LAST, {1, 10, 1, 3, 0}, {1, 20, 2, MISSING, 0}},
    {LAST, {1, 10, 1, 11, 0}, {1, 20, 2, MISSING, 0}},
    {FIRST, {1, 20, 1, 3, 0}, {1, 10, 2, 11, 0}},
    {FIRST, {1, 20, 1, 3, 0}, {1, 10, 2, MISSING, 0}},
    {FIRST, {1, 20, 1, -1, 0}, {1, 10, 2, MISSING, 0}},
    /* two off the scale, two missing ones */
    {LAST, {1, 20, 1, -5, 0}, {1, 10, 1, 999, 0}},
    {FIRST, {1, 10, 1, 999, 0}, {1, 20, 1, -5, 0}},
    {LAST, {1, 10, 1, MISSING, 5}, {1, 10, 1, MISSING, 4}},
    {FIRST, {1, 10, 1, MISSING, 4}, {1, 10, 1, MISSING, 5}},
};

static void one_answer_goes_before_another(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(duels); i++) {
        const struct duel *duel = &duels[i];
        ptv_panel *alone = panel_of(duel->policy), *here = panel_of(duel->policy);
        ptv_panel *there = panel_of(duel->policy), *loser = panel_of(duel->policy);
        panel_take(alone, duel->counts);
        panel_take(here, duel->counts);
        panel_take(here, duel->does_not);
        panel_take(there, duel->does_not);
        panel_take(there, duel->counts);
        panel_take(loser, duel->does_not);
        assert_same_panels(here, alone);
        assert_same_panels(there, alone);
        assert_ok(ptv_panel_merge(here, loser));
        assert_same_panels(here, alone);
        assert_ok(ptv_panel_merge(loser, alone));
        assert_same_panels(loser, alone);
        ptv_panel_free(alone);
        ptv_panel_free(here);
        ptv_panel_free(there);
        ptv_panel_free(loser);
    }
}

static void the_same_answer_twice_counts_once(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    panel_take(acc, (ptv_response){1, 10, 1, 3, 2});
    ptv_response again = {1, 10, 1, 3, 2};
    assert_panel_untouched(acc, PTV_OK, ptv_panel_add(acc, &again));
    ptv_panel_free(acc);
}

static void what_counts_is_counted(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(policies); i++) {
        ptv_panel *acc = panel_of(policies[i]);
        ptv_response of_ada[] = {{7, 10, 1, 2, 0}, {7, 20, 2, 10, 1}};
        ptv_response off = {8, 10, 3, 11, 1}, skipped = {9, 10, 4, MISSING, 1};
        ptv_response nobody = {PTV_KEY_NONE, 10, 5, 10, 2},
                     nobody_off = {PTV_KEY_NONE, 9, 6, -1, 2};
        ptv_response nobody_skipped = {PTV_KEY_NONE, 8, 7, MISSING, 2};
        assert_ok(ptv_panel_add(acc, &of_ada[0]));
        assert_ok(ptv_panel_add(acc, &of_ada[1]));
        assert_status(PTV_OUT_OF_SCALE, ptv_panel_add(acc, &off));
        assert_ok(ptv_panel_add(acc, &skipped));
        for (int twice = 0; twice < 2; twice++) {
            assert_ok(ptv_panel_add(acc, &nobody));
            assert_status(PTV_OUT_OF_SCALE, ptv_panel_add(acc, &nobody_off));
            assert_ok(ptv_panel_add(acc, &nobody_skipped));
        }
        assert_ok(ptv_panel_add_sent(acc, 1, 3));
        assert_ok(ptv_panel_add_sent(acc, 1, 4));
        assert_ok(ptv_panel_add_sent(acc, 7, 1));

        bool last = policies[i] == PTV_PANEL_LAST;
        ptv_panel_result want = {
            sizeof want, 0, 3, 6, {last ? 0 : 1, last ? 2 : 1, 4}, {0, 7, 0, 0, 0, 0, 0, 1}};
        ptv_panel_result got = panel_read(acc);
        assert_same_bytes(got, want);
        ptv_ratings ratings = panel_ratings(acc),
                    counted = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
        assert_ok(ptv_ratings_add_n(&counted, 10, last ? 3 : 2));
        assert_ok(ptv_ratings_add_n(&counted, 2, last ? 0 : 1));
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&counted, 11, 3));
        assert_ok(ptv_ratings_add_n(&counted, MISSING, 3));
        assert_same_bytes(ratings, counted);
        ptv_panel_free(acc);
    }
}

/* Who is off the scale is told so, also where the answer does not count. */
static void off_the_scale_is_told_whether_it_counts_or_not(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_on(1, 5, PTV_PANEL_LAST);
    ptv_response level = {1, 10, 1, 5, 0}, off = {1, 20, 2, 6, 0};
    assert_ok(ptv_panel_add(acc, &level));
    assert_panel_untouched(acc, PTV_OUT_OF_SCALE, ptv_panel_add(acc, &off));
    ptv_panel_free(acc);
}

static void wrong_answers_are_refused(void **unused) {
    (void)unused;
    static const ptv_response wrong[] = {
        {1, 10, 1, 5, -1},
        {1, 10, 1, 5, PTV_PANEL_CHANNELS},
        {1, 10, 1, 5, INT32_MIN},
        {1, 10, 1, 5, INT32_MAX},
        {1, PTV_TIME_NONE, 1, 5, 0},
        {PTV_KEY_NONE, 10, 1, 5, -1},
        {PTV_KEY_NONE, 10, 1, 5, PTV_PANEL_CHANNELS},
        {PTV_KEY_NONE, PTV_TIME_NONE, 1, 5, 0},
    };
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    panel_take(acc, (ptv_response){1, 10, 1, 3, 2});
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        const ptv_response two[] = {{2, 10, 1, 5, 0}, wrong[i]};
        assert_panel_untouched(acc, PTV_ERR_ARGUMENT, ptv_panel_add(acc, &wrong[i]));
        assert_panel_untouched(acc, PTV_ERR_ARGUMENT,
                               ptv_panel_add_records(acc, two, sizeof two[0], 2));
    }
    assert_panel_untouched(acc, PTV_ERR_ARGUMENT, ptv_panel_add_sent(acc, -1, 1));
    assert_panel_untouched(acc, PTV_ERR_ARGUMENT, ptv_panel_add_sent(acc, PTV_PANEL_CHANNELS, 1));
    ptv_panel_free(acc);
}

static void records_are_taken_at_any_stride(void **unused) {
    (void)unused;
    enum { N = 200 };
    struct generator generator = {71};
    static ptv_response responses[N];
    static unsigned char bytes[N * 64];
    ptv_panel *want = panel_of(PTV_PANEL_FIRST);
    panel_take(want, (ptv_response){3, 40, 1, 3, 2});
    ptv_panel *start = NULL;
    assert_ok(ptv_panel_copy(want, NULL, &start));
    for (size_t i = 0; i < N; i++) {
        uint64_t who = random_below(&generator, 50);
        responses[i] =
            (ptv_response){who < 5 ? PTV_KEY_NONE : who, (int64_t)random_below(&generator, 90), i,
                           (int32_t)random_below(&generator, 13) - 1,
                           (int32_t)random_below(&generator, PTV_PANEL_CHANNELS)};
        panel_take(want, responses[i]);
    }
    for (size_t stride = sizeof *responses; stride <= 64; stride += stride < 40 ? 1 : 8) {
        ptv_panel *acc = NULL;
        assert_ok(ptv_panel_copy(start, NULL, &acc));
        for (size_t i = 0; i < N; i++)
            memcpy(bytes + i * stride, &responses[i], sizeof responses[i]);
        assert_status(
            PTV_OUT_OF_SCALE,
            ptv_panel_add_records(acc, (const ptv_response *)(const void *)bytes, stride, N));
        assert_same_panels(acc, want);
        ptv_panel_free(acc);
    }
    for (size_t stride = 0; stride < sizeof *responses; stride++) {
        assert_panel_untouched(want, PTV_ERR_ARGUMENT,
                               ptv_panel_add_records(want, responses, stride, 1));
        assert_panel_untouched(want, PTV_ERR_ARGUMENT,
                               ptv_panel_add_records(want, NULL, stride, 0));
    }
    assert_panel_untouched(want, PTV_OK, ptv_panel_add_records(want, responses, 64, 0));
    ptv_panel_free(want);
    ptv_panel_free(start);
}

static void merge_is_a_union(void **unused) {
    (void)unused;
    ptv_panel *a = panel_of(PTV_PANEL_LAST), *b = panel_of(PTV_PANEL_LAST);
    panel_take(a, (ptv_response){1, 10, 1, 3, 0});
    panel_take(a, (ptv_response){2, 10, 1, 4, 0});
    panel_take(a, (ptv_response){PTV_KEY_NONE, 10, 1, 5, 1});
    panel_take(b, (ptv_response){2, 20, 1, 9, 3});
    panel_take(b, (ptv_response){3, 20, 1, MISSING, 3});
    panel_take(b, (ptv_response){PTV_KEY_NONE, 20, 1, MISSING, 1});
    assert_ok(ptv_panel_add_sent(a, 0, 10));
    assert_ok(ptv_panel_add_sent(b, 0, 5));
    assert_ok(ptv_panel_merge(a, b));
    ptv_panel_result want = {sizeof want, 0, 3, 2, {1, 1, 0, 1}, {15}}, got = panel_read(a);
    assert_same_bytes(got, want);
    assert_ok(ptv_panel_merge(a, a)); /* who was there is there; what adds up doubles */
    ptv_panel_result twice = {sizeof twice, 0, 3, 4, {1, 2, 0, 1}, {30}};
    got = panel_read(a);
    assert_same_bytes(got, twice);
    ptv_panel_free(a);
    ptv_panel_free(b);
}

static void another_definition_does_not_mix(void **unused) {
    (void)unused;
    static const ptv_panel_config others[] = {
        {.policy = PTV_PANEL_FIRST},
        {.polarity = PTV_POLARITY_LOW_IS_GOOD},
        {.scale_min = 1, .scale_max = 10},
        {.scale_min = 0, .scale_max = 9},
    };
    ptv_panel *acc = panel_of(PTV_PANEL_LAST), *other;
    panel_take(acc, (ptv_response){1, 10, 1, 3, 0});
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        ptv_panel_config config = others[i];
        config.size = sizeof config;
        assert_ok(ptv_panel_new(&config, NULL, &other));
        assert_panel_untouched(acc, PTV_ERR_MISMATCH, ptv_panel_merge(acc, other));
        ptv_panel_free(other);
    }
    ptv_panel *same = panel_on(0, 10, PTV_PANEL_LAST); /* the default, in words */
    assert_ok(ptv_panel_merge(acc, same));
    ptv_panel_free(same);
    ptv_panel_free(acc);
}

static void sent_does_not_overflow(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST), *one = panel_of(PTV_PANEL_LAST);
    assert_ok(ptv_panel_add_sent(acc, 0, PTV_COUNT_MAX - 1));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_add_sent(acc, 0, 2));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_add_sent(acc, 5, 2));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_add_sent(acc, 5, UINT64_MAX));
    assert_panel_untouched(acc, PTV_OK, ptv_panel_add_sent(acc, 5, 0));
    assert_ok(ptv_panel_add_sent(acc, 5, 1));
    assert_ok(ptv_panel_add_sent(one, 3, 1));
    panel_take(one, (ptv_response){1, 10, 1, 3, 0});
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_merge(acc, one));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_merge(acc, acc));
    ptv_panel_free(acc);
    ptv_panel_free(one);
}

/* Doubling an anonymous answer 60 times: 2^59 of them, and then all but one of what can be. */
static ptv_panel *with_almost_all_anonymous(void) {
    ptv_panel *acc = panel_of(PTV_PANEL_LAST), *power = panel_of(PTV_PANEL_LAST);
    panel_take(power, (ptv_response){PTV_KEY_NONE, 0, 0, 3, 0});
    for (int bit = 0; bit < 60; bit++) {
        if (bit > 0) /* 2^60 - 1 - 2^0 in all */
            assert_ok(ptv_panel_merge(acc, power));
        if (bit < 59)
            assert_ok(ptv_panel_merge(power, power));
    }
    ptv_panel_free(power);
    return acc;
}

static void answers_do_not_overflow(void **unused) {
    (void)unused;
    ptv_panel *acc = with_almost_all_anonymous(), *two = panel_of(PTV_PANEL_LAST), *one = NULL;
    assert_true(panel_read(acc).anonymous == PTV_COUNT_MAX - 1);
    panel_take(two, (ptv_response){1, 10, 1, 3, 0});
    panel_take(two, (ptv_response){2, 10, 1, 3, 0});
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_merge(acc, two));
    panel_take(acc, (ptv_response){1, 10, 1, 3, 0});
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_merge(acc, two));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_merge(acc, acc));
    ptv_response someone = {2, 10, 1, 3, 0}, nobody = {PTV_KEY_NONE, 10, 1, MISSING, 0};
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_add(acc, &someone));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW, ptv_panel_add(acc, &nobody));
    assert_panel_untouched(acc, PTV_ERR_OVERFLOW,
                           ptv_panel_add_records(acc, &someone, sizeof someone, 1));
    someone.respondent = 1; /* who is there may answer again, and be merged again */
    someone.time = 20;
    assert_ok(ptv_panel_add(acc, &someone));
    assert_ok(ptv_panel_copy(two, NULL, &one));
    assert_ok(ptv_panel_reset(one));
    panel_take(one, someone);
    assert_panel_untouched(acc, PTV_OK, ptv_panel_merge(acc, one));
    assert_ok(ptv_panel_add_sent(acc, 0, PTV_COUNT_MAX));
    ptv_ratings ratings = panel_ratings(acc);
    assert_true(reading_of(&ratings, NULL).n == PTV_COUNT_MAX);
    ptv_panel_free(acc);
    ptv_panel_free(two);
    ptv_panel_free(one);
}

static ptv_status result_into(void *output, void *ctx) {
    return ptv_panel_read(ctx, output);
}

static void result_size_is_checked(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    panel_take(acc, (ptv_response){1, 10, 1, 5, 0});
    assert_output_size_checked(result_into, acc, sizeof(ptv_panel_result));
    ptv_panel_free(acc);
}

static void copies_are_independent(void **unused) {
    (void)unused;
    ptv_panel *acc = panel_of(PTV_PANEL_FIRST), *copy = NULL, *empty = NULL;
    assert_ok(ptv_panel_copy(acc, NULL, &empty));
    assert_same_panels(acc, empty);
    for (uint64_t who = 0; who < 100; who++)
        panel_take(acc, (ptv_response){who, 10, 1, 5, 0});
    panel_take(acc, (ptv_response){PTV_KEY_NONE, 10, 1, 5, 4});
    assert_ok(ptv_panel_add_sent(acc, 2, 8));
    assert_ok(ptv_panel_copy(acc, NULL, &copy));
    assert_same_panels(acc, copy);
    struct bytes before = panel_bytes(acc);
    panel_take(copy, (ptv_response){5, 1, 1, 2, 0});
    panel_take(copy, (ptv_response){PTV_KEY_NONE, 1, 1, 2, 0});
    assert_panel_bytes(acc, before);
    assert_ok(ptv_panel_reset(acc));
    assert_same_panels(acc, empty);
    panel_take(acc, (ptv_response){5, 1, 1, 2, 0});
    assert_true(panel_read(acc).respondents == 1 && panel_read(copy).respondents == 100);
    free(before.data);
    ptv_panel_free(acc);
    ptv_panel_free(copy);
    ptv_panel_free(empty);
}

/* A panel in memory that may fail; NULL with PTV_ERR_MEMORY. */
static ptv_status filled(const ptv_allocator *allocator, uint64_t from, uint64_t to,
                         ptv_panel **out) {
    ptv_panel *acc = NULL;
    ptv_status status = ptv_panel_new(NULL, allocator, &acc);
    for (uint64_t who = from; who < to && status == PTV_OK; who++) {
        ptv_response response = {who, 10, 1, 5, 0};
        ptv_panel *before = NULL;
        assert_ok(ptv_panel_copy(acc, NULL, &before));
        status = ptv_panel_add(acc, &response);
        if (status < 0)
            assert_same_panels(acc, before);
        ptv_panel_free(before);
    }
    if (status < 0) {
        ptv_panel_free(acc);
        return status;
    }
    *out = acc;
    return PTV_OK;
}

static ptv_status everything(const ptv_allocator *allocator, void *ctx) {
    (void)ctx;
    static const ptv_response more[] = {{11, 9, 9, 9, 0}, {90, 9, 9, 9, 0}, {91, 9, 9, 9, 0}};
    ptv_panel *a = NULL, *b = NULL, *copy = NULL;
    ptv_status status = filled(allocator, 0, 12, &a);
    if (status == PTV_OK)
        status = filled(NULL, 5, 60, &b);
    ptv_panel *before = NULL;
    if (a)
        assert_ok(ptv_panel_copy(a, NULL, &before));
    if (status == PTV_OK) {
        status = ptv_panel_add_records(a, more, sizeof more[0], COUNT_OF(more));
        if (status < 0)
            assert_same_panels(a, before);
    }
    if (status == PTV_OK) {
        assert_ok(ptv_panel_merge(before, a));
        status = ptv_panel_merge(a, b);
        if (status < 0)
            assert_same_panels(a, before);
    }
    if (status == PTV_OK) {
        status = ptv_panel_copy(a, allocator, &copy);
        assert_true((copy != NULL) == (status == PTV_OK));
    }
    if (status == PTV_OK) {
        uint8_t image[4096], untouched[4096];
        size_t len = 0;
        scribble(image);
        scribble(untouched);
        status = ptv_panel_serialize(copy, image, sizeof image, &len);
        if (status < 0)
            assert_same_bytes(image, untouched);
        ptv_panel *read = NULL;
        if (status == PTV_OK)
            status = ptv_panel_deserialize(allocator, image, len, &read);
        assert_true((read != NULL) == (status == PTV_OK));
        ptv_panel_free(read);
    }
    ptv_panel_free(a);
    ptv_panel_free(b);
    ptv_panel_free(copy);
    ptv_panel_free(before);
    return status;
}

static void every_allocation_fails_once(void **unused) {
    (void)unused;
    /* A panel of 12 and its table, twice: 3. The same for records, and one table more: 3. A merge:
     * 1. A copy: 2. Sorting: 2. Reading: 6, with a table that grows from 8 to 128. */
    assert_true(for_each_failure(everything, NULL) == 17);
}

static void many_respondents(void **unused) {
    (void)unused;
    enum { MANY = 100000 };
    ptv_panel *acc = panel_of(PTV_PANEL_LAST);
    for (int pass = 0; pass < 2; pass++)
        for (uint64_t i = 0; i < MANY; i++) {
            ptv_response response = {i * UINT64_C(4294967296), pass, i, (int32_t)i % 11, 0};
            if (ptv_panel_add(acc, &response) != PTV_OK)
                fail();
        }
    assert_true(panel_read(acc).respondents == MANY);
    ptv_ratings ratings = panel_ratings(acc);
    assert_true(reading_of(&ratings, NULL).n == MANY);
    ptv_panel_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inits_are_the_macros),
        cmocka_unit_test(a_fresh_panel_is_empty),
        cmocka_unit_test(config_is_kept),
        cmocka_unit_test(config_is_checked),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(one_answer_goes_before_another),
        cmocka_unit_test(the_same_answer_twice_counts_once),
        cmocka_unit_test(what_counts_is_counted),
        cmocka_unit_test(off_the_scale_is_told_whether_it_counts_or_not),
        cmocka_unit_test(wrong_answers_are_refused),
        cmocka_unit_test(records_are_taken_at_any_stride),
        cmocka_unit_test(merge_is_a_union),
        cmocka_unit_test(another_definition_does_not_mix),
        cmocka_unit_test(sent_does_not_overflow),
        cmocka_unit_test(answers_do_not_overflow),
        cmocka_unit_test(result_size_is_checked),
        cmocka_unit_test(copies_are_independent),
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(many_respondents),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("panel", tests, NULL, NULL);
}
