/* SPDX-License-Identifier: MIT */
/* ratings.h, but for its columns: see test_ratings_columns.c. */
#include "states.h"

static ptv_status init_with(const void *scale, void *acc) {
    return ptv_ratings_init(acc, scale);
}

static void scale_of_every_size(void **unused) {
    (void)unused;
    ptv_ratings acc;
    ptv_scale scale = PTV_SCALE_INIT;
    scale.min = 1;
    scale.max = 5;
    assert_input_size_checked(init_with, &acc, &scale, sizeof scale);
    assert_true(scale.size == 24);
}

static void scales_of_2_to_11_levels(void **unused) {
    (void)unused;
    static const int32_t scales[][2] = {{0, 1},
                                        {1, 5},
                                        {0, 10},
                                        {-5, 5},
                                        {-10, 0},
                                        {-1, 0},
                                        {7, 8},
                                        {INT32_MAX - 1, INT32_MAX},
                                        {INT32_MAX - 10, INT32_MAX},
                                        {INT32_MIN + 1, INT32_MIN + 2},
                                        {INT32_MIN + 1, INT32_MIN + 11}};
    for (size_t i = 0; i < COUNT_OF(scales); i++) {
        int32_t min = scales[i][0], max = scales[i][1];
        ptv_ratings acc = ratings_on(min, max, PTV_POLARITY_LOW_IS_GOOD);
        for (int32_t level = 0; level <= max - min; level++)
            assert_ok(ptv_ratings_add_n(&acc, min + level, (uint64_t)level + 1));
        if (max < INT32_MAX)
            assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add(&acc, max + 1));
        if (min - 1 > PTV_SCORE_MISSING)
            assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add(&acc, min - 1));
        ptv_ratings_result result = reading_of(&acc, NULL);
        assert_int_equal(result.scale_min, min);
        assert_int_equal(result.scale_max, max);
        assert_int_equal(result.polarity, PTV_POLARITY_LOW_IS_GOOD);
        for (int32_t level = 0; level < PTV_SCALE_LEVELS; level++)
            assert_true(result.count[level] == (level <= max - min ? (uint64_t)level + 1 : 0));
        assert_in(min, result.mean.value, max);
        assert_in(min, result.mean.lower, result.mean.value);
        assert_in(result.mean.value, result.mean.upper, max);
        assert_in(min, result.median, max);
    }
}

static void the_scale_is_told(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(-3, 4, PTV_POLARITY_LOW_IS_GOOD), zeros = {{0}};
    ptv_scale scale = PTV_SCALE_INIT;
    assert_ok(ptv_scale_read(&acc, &scale));
    assert_int_equal(scale.size, sizeof scale);
    assert_int_equal(scale.min, -3);
    assert_int_equal(scale.max, 4);
    assert_int_equal(scale.polarity, PTV_POLARITY_LOW_IS_GOOD);
    ptv_ratings again;
    assert_ok(ptv_ratings_init(&again, &scale));
    assert_ok(ptv_ratings_merge(&again, &acc));

    assert_status(PTV_ERR_NULL, ptv_scale_read(NULL, &scale));
    assert_status(PTV_ERR_NULL, ptv_scale_read(&acc, NULL));
    assert_status(PTV_ERR_STATE, ptv_scale_read(&zeros, &scale));
    scale.size = 0;
    scale.min = 77;
    assert_status(PTV_ERR_SIZE, ptv_scale_read(&acc, &scale));
    assert_int_equal(scale.min, 77);
}

static void other_scales_are_refused(void **unused) {
    (void)unused;
    static const ptv_scale wrong[] = {
        {sizeof(ptv_scale), 0, 0, 11, 0, 0},
        {sizeof(ptv_scale), 0, -6, 5, 0, 0},
        {sizeof(ptv_scale), 0, 5, 1, 0, 0},
        {sizeof(ptv_scale), 0, 3, 3, 0, 0},
        {sizeof(ptv_scale), 0, 1, 0, 0, 0},
        {sizeof(ptv_scale), 0, INT32_MIN, INT32_MIN + 1, 0, 0},
        {sizeof(ptv_scale), 0, INT32_MIN, INT32_MIN + 10, 0, 0},
        {sizeof(ptv_scale), 0, INT32_MIN, INT32_MAX, 0, 0},
        {sizeof(ptv_scale), 0, INT32_MAX, INT32_MIN, 0, 0},
        {sizeof(ptv_scale), 0, INT32_MAX, INT32_MAX, 0, 0},
        {sizeof(ptv_scale), 0, 1, 5, 2, 0},
        {sizeof(ptv_scale), 0, 1, 5, -1, 0},
        {sizeof(ptv_scale), 0, 0, 0, 2, 0},
        {sizeof(ptv_scale), 0, 1, 5, 0, 1},
        {sizeof(ptv_scale), 1, 1, 5, 0, 0},
    };
    ptv_ratings acc;
    scribble(acc);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_ratings_init(&acc, &wrong[i]));
}

static void default_scale_is_0_to_10(void **unused) {
    (void)unused;
    ptv_ratings by_null, by_zero, by_name = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_scale scale = PTV_SCALE_INIT;
    assert_ok(ptv_ratings_init(&by_null, NULL));
    assert_ok(ptv_ratings_init(&by_zero, &scale));
    assert_same_bytes(by_null, by_name);
    assert_same_bytes(by_zero, by_name);
    assert_status(PTV_ERR_NULL, ptv_ratings_init(NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_ratings_init(NULL, &scale));
}

/* Every verb that takes a state, with that state as the one that may be wrong. */
typedef ptv_status (*verb)(ptv_ratings *acc);

static ptv_status do_reset(ptv_ratings *acc) {
    return ptv_ratings_reset(acc);
}
static ptv_status do_add(ptv_ratings *acc) {
    return ptv_ratings_add(acc, 3);
}
static ptv_status do_add_n(ptv_ratings *acc) {
    return ptv_ratings_add_n(acc, 3, 2);
}
static ptv_status do_remove(ptv_ratings *acc) {
    return ptv_ratings_remove(acc, 3, 0);
}
static ptv_status do_merge_into(ptv_ratings *acc) {
    ptv_ratings other;
    assert_ok(ptv_ratings_init(&other, NULL));
    return ptv_ratings_merge(acc, &other);
}
static ptv_status do_merge_from(ptv_ratings *acc) {
    ptv_ratings other;
    assert_ok(ptv_ratings_init(&other, NULL));
    ptv_ratings before = other;
    ptv_status status = ptv_ratings_merge(&other, acc);
    assert_same_bytes(before, other);
    return status;
}
static ptv_status do_merge_itself(ptv_ratings *acc) {
    return ptv_ratings_merge(acc, acc);
}
static ptv_status do_read(ptv_ratings *acc) {
    ptv_ratings_result out;
    scribble(out);
    out.size = sizeof out;
    ptv_ratings_result before = out;
    ptv_status status = ptv_ratings_read(acc, NULL, &out);
    if (status < 0)
        assert_same_bytes(before, out);
    return status;
}
static ptv_status compare_and_check(const ptv_ratings *now, const ptv_ratings *before) {
    ptv_comparison out, untouched;
    scribble(out);
    untouched = out;
    ptv_status status = ptv_ratings_compare(now, before, NULL, &out);
    if (status < 0)
        assert_same_bytes(untouched, out);
    return status;
}
static ptv_status do_compare_now(ptv_ratings *acc) {
    ptv_ratings other;
    assert_ok(ptv_ratings_init(&other, NULL));
    return compare_and_check(acc, &other);
}
static ptv_status do_compare_before(ptv_ratings *acc) {
    ptv_ratings other;
    assert_ok(ptv_ratings_init(&other, NULL));
    return compare_and_check(&other, acc);
}
static ptv_status do_serialize(ptv_ratings *acc) {
    uint8_t bytes[IMAGE_MAX], before[IMAGE_MAX];
    scribble(bytes);
    memcpy(before, bytes, sizeof before);
    size_t len = 77;
    ptv_status status = ptv_ratings_serialize(acc, bytes, sizeof bytes, &len);
    if (status < 0) {
        assert_same_bytes(before, bytes);
        assert_int_equal(len, 77);
    }
    return status;
}

static const verb verbs[] = {
    do_reset,        do_add,  do_add_n,       do_remove,         do_merge_into, do_merge_from,
    do_merge_itself, do_read, do_compare_now, do_compare_before, do_serialize};

static void every_verb_refuses_null(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        assert_status(PTV_ERR_NULL, verbs[i](NULL));
}

static void every_verb_refuses_foreign_memory(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        for (int which = 0; which < FOREIGN_RATINGS; which++) {
            ptv_ratings foreign = foreign_ratings(which);
            assert_untouched(foreign, PTV_ERR_STATE, verbs[i](&foreign));
        }
}

static void every_verb_takes_a_fresh_state(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        ptv_ratings acc;
        assert_ok(ptv_ratings_init(&acc, NULL));
        assert_true(verbs[i](&acc) >= 0);
    }
}

static void add_counts_levels_missing_invalid(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_ratings_add(&acc, 1));
    assert_ok(ptv_ratings_add(&acc, 5));
    assert_ok(ptv_ratings_add(&acc, 5));
    assert_ok(ptv_ratings_add(&acc, PTV_SCORE_MISSING));
    static const int32_t off[] = {0, 6, -1, 100, INT32_MAX, INT32_MIN + 1};
    for (size_t i = 0; i < COUNT_OF(off); i++)
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add(&acc, off[i]));
    ptv_ratings_result result = reading_of(&acc, NULL);
    assert_true(result.n == 3 && result.missing == 1 && result.invalid == COUNT_OF(off));
    assert_true(result.count[0] == 1 && result.count[4] == 2);
}

static void add_n_is_n_times_add(void **unused) {
    (void)unused;
    static const int32_t scores[] = {0, 7, 10, 11, -3, PTV_SCORE_MISSING};
    for (size_t i = 0; i < COUNT_OF(scores); i++) {
        ptv_ratings once, many;
        assert_ok(ptv_ratings_init(&once, NULL));
        assert_ok(ptv_ratings_init(&many, NULL));
        ptv_status status = ptv_ratings_add_n(&once, scores[i], 17);
        for (int j = 0; j < 17; j++)
            assert_status(status, ptv_ratings_add(&many, scores[i]));
        assert_same_bytes(once, many);
    }
}

static void add_n_of_none_changes_nothing(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(1, 2, 3);
    assert_untouched(acc, PTV_OK, ptv_ratings_add_n(&acc, 3, 0));
    assert_untouched(acc, PTV_OK, ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 0));
    assert_untouched(acc, PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 30, 0));
    assert_untouched(acc, PTV_OK, ptv_ratings_remove(&acc, 3, 0));
}

static void counters_stop_at_their_limit(void **unused) {
    (void)unused;
    static const int32_t scores[] = {0, 5, 10, 11, PTV_SCORE_MISSING};
    for (size_t i = 0; i < COUNT_OF(scores); i++) {
        ptv_ratings acc;
        assert_ok(ptv_ratings_init(&acc, NULL));
        assert_true(ptv_ratings_add_n(&acc, scores[i], PTV_COUNT_MAX - 1) >= 0);
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_ratings_add_n(&acc, scores[i], 2));
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_ratings_add_n(&acc, scores[i], UINT64_MAX));
        assert_true(ptv_ratings_add(&acc, scores[i]) >= 0);
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_ratings_add(&acc, scores[i]));
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_ratings_merge(&acc, &acc));
        /* The other counters have room. */
        assert_ok(ptv_ratings_add(&acc, 7));
    }
}

static void full_counters_still_read(void **unused) {
    (void)unused;
    ptv_ratings acc;
    assert_ok(ptv_ratings_init(&acc, NULL));
    for (int32_t score = 0; score <= 10; score++)
        assert_ok(ptv_ratings_add_n(&acc, score, PTV_COUNT_MAX));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 11, PTV_COUNT_MAX));
    assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, PTV_COUNT_MAX));
    ptv_ratings_result result = reading_of(&acc, NULL);
    assert_true(result.n == 11 * PTV_COUNT_MAX);
    assert_exact(result.mean.value, 5);
    assert_close(result.std_dev, sqrt(10), 1e-15);
    assert_exact(result.median, 5);
    assert_in(4.9, result.mean.lower, 5);
    assert_in(5, result.mean.upper, 5.1);
    assert_true(result.missing == PTV_COUNT_MAX && result.invalid == PTV_COUNT_MAX);
}

/* Sums beyond 64 bits, on both sides of 0. */
static void full_counters_have_a_mean_above_0(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(-5, 5, PTV_POLARITY_HIGH_IS_GOOD);
    for (int32_t score = 0; score <= 5; score++)
        assert_ok(ptv_ratings_add_n(&acc, score, PTV_COUNT_MAX));
    assert_exact(reading_of(&acc, NULL).mean.value, 2.5);
}

static void two_answers_have_a_deviation(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_ratings_add(&acc, 0));
    assert_nan(reading_of(&acc, NULL).std_dev);
    assert_ok(ptv_ratings_add(&acc, 10));
    assert_close(reading_of(&acc, NULL).std_dev, sqrt(50), 1e-15);
}

static void remove_undoes_add(void **unused) {
    (void)unused;
    static const int32_t scores[] = {0, 10, 11, -7, PTV_SCORE_MISSING};
    for (size_t i = 0; i < COUNT_OF(scores); i++) {
        ptv_ratings acc = nps_with(5, 4, 3), before = acc;
        ptv_status status = ptv_ratings_add_n(&acc, scores[i], 9);
        assert_status(status, ptv_ratings_remove(&acc, scores[i], 9));
        assert_same_bytes(acc, before);
    }
}

static void remove_of_more_than_was_added(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(0, 2, 0); /* one 7, one 8 */
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_ratings_remove(&acc, 7, 2));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_ratings_remove(&acc, 7, UINT64_MAX));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_ratings_remove(&acc, 9, 1));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_ratings_remove(&acc, 11, 1));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_ratings_remove(&acc, PTV_SCORE_MISSING, 1));
    assert_ok(ptv_ratings_remove(&acc, 7, 1));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_ratings_remove(&acc, 7, 1));
}

static void reset_is_init_again(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(-2, 2, PTV_POLARITY_LOW_IS_GOOD), fresh = acc;
    assert_ok(ptv_ratings_add_n(&acc, -2, 5));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add(&acc, 5));
    assert_ok(ptv_ratings_add(&acc, PTV_SCORE_MISSING));
    assert_ok(ptv_ratings_reset(&acc));
    assert_same_bytes(acc, fresh);
}

static void merge_is_as_if_counted_in_one(void **unused) {
    (void)unused;
    ptv_ratings a = nps_with(3, 2, 1), b = nps_with(10, 20, 30), part = b;
    assert_ok(ptv_ratings_merge(&a, &b));
    assert_same_bytes(b, part);
    ptv_nps_result result = nps_of(&a, NULL);
    assert_true(result.promoters == 13 && result.passives == 22 && result.detractors == 31);
    assert_ok(ptv_ratings_merge(&a, &a));
    result = nps_of(&a, NULL);
    assert_true(result.promoters == 26 && result.passives == 44 && result.detractors == 62);
}

static void merge_of_unlike_scales(void **unused) {
    (void)unused;
    ptv_ratings a = ratings_on(0, 10, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_ratings others[] = {
        ratings_on(1, 10, PTV_POLARITY_HIGH_IS_GOOD), ratings_on(0, 9, PTV_POLARITY_HIGH_IS_GOOD),
        ratings_on(1, 11, PTV_POLARITY_HIGH_IS_GOOD), ratings_on(0, 10, PTV_POLARITY_LOW_IS_GOOD)};
    assert_ok(ptv_ratings_add(&a, 5));
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        ptv_comparison out;
        scribble(out);
        assert_untouched(a, PTV_ERR_MISMATCH, ptv_ratings_merge(&a, &others[i]));
        assert_untouched(others[i], PTV_ERR_MISMATCH, ptv_ratings_merge(&others[i], &a));
        assert_untouched(out, PTV_ERR_MISMATCH, ptv_ratings_compare(&a, &others[i], NULL, &out));
    }
}

static void merge_overflow_changes_nothing(void **unused) {
    (void)unused;
    ptv_ratings full, one;
    assert_ok(ptv_ratings_init(&one, NULL));
    for (int32_t score = 0; score <= 11; score++)
        assert_true(ptv_ratings_add(&one, score) >= 0);
    assert_ok(ptv_ratings_add(&one, PTV_SCORE_MISSING));
    for (int32_t score = 0; score <= 12; score++) {
        assert_ok(ptv_ratings_init(&full, NULL));
        assert_true(
            ptv_ratings_add_n(&full, score == 12 ? PTV_SCORE_MISSING : score, PTV_COUNT_MAX) >= 0);
        assert_untouched(full, PTV_ERR_OVERFLOW, ptv_ratings_merge(&full, &one));
    }
}

static void serialize_says_how_long(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(1, 2, 3);
    uint8_t bytes[IMAGE_MAX];
    size_t len = 0;
    assert_ok(ptv_ratings_serialize(&acc, NULL, 0, &len));
    assert_int_equal(len, 136);
    scribble(bytes);
    for (size_t cap = 0; cap < 136; cap++) {
        len = 0;
        assert_untouched(bytes, PTV_ERR_SPACE, ptv_ratings_serialize(&acc, bytes, cap, &len));
        assert_int_equal(len, 136);
    }
    assert_ok(ptv_ratings_serialize(&acc, bytes, 136, &len));
    for (size_t i = 136; i < sizeof bytes; i++)
        assert_int_equal(bytes[i], 0xA5);
    scribble(bytes);
    assert_untouched(bytes, PTV_ERR_NULL, ptv_ratings_serialize(&acc, bytes, 136, NULL));
    len = 5;
    assert_untouched(len, PTV_ERR_NULL, ptv_ratings_serialize(&acc, NULL, 136, &len));
    assert_status(PTV_ERR_NULL, ptv_ratings_serialize(&acc, NULL, 0, NULL));
}

static void deserialize_overwrites_anything(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(1, 2, 3);
    struct image image = ratings_image(&acc);
    for (int which = 0; which < FOREIGN_RATINGS; which++) {
        ptv_ratings target = foreign_ratings(which);
        assert_ok(ptv_ratings_deserialize(&target, image.bytes, image.len));
        assert_same_bytes(target, acc);
    }
}

/* A scale word that no init would have written, counters beyond the scale: sealed, and refused. */
static void deserialize_refuses_impossible_scales(void **unused) {
    (void)unused;
    static const struct {
        uint32_t min;
        uint8_t levels, polarity, rest[2];
    } impossible[] = {
        {0, 0, 0, {0, 0}},          {0, 1, 0, {0, 0}},          {0, 12, 0, {0, 0}},
        {0, 255, 0, {0, 0}},        {0, 5, 2, {0, 0}},          {0, 5, 0x80, {0, 0}},
        {0, 5, 0, {1, 0}},          {0, 5, 0, {0, 1}},          {0x80000000, 5, 0, {0, 0}},
        {0x7FFFFFFF, 2, 0, {0, 0}}, {0x7FFFFFF6, 11, 0, {0, 0}}};
    ptv_ratings acc, target = nps_with(1, 2, 3);
    assert_ok(ptv_ratings_init(&acc, NULL));
    for (size_t i = 0; i < COUNT_OF(impossible); i++) {
        struct image image = ratings_image(&acc);
        uint8_t *scale = image.bytes + IMAGE_HEADER;
        for (int byte = 0; byte < 4; byte++)
            scale[byte] = (uint8_t)(impossible[i].min >> 8 * byte);
        scale[4] = impossible[i].levels;
        scale[5] = impossible[i].polarity;
        memcpy(scale + 6, impossible[i].rest, 2);
        repair_checksum(image.bytes, image.len);
        assert_untouched(target, PTV_ERR_WIRE_CONTENT,
                         ptv_ratings_deserialize(&target, image.bytes, image.len));
    }
    ptv_ratings five = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    for (size_t level = 0; level < PTV_SCALE_LEVELS; level++) {
        struct image image = ratings_image(&five);
        image.bytes[IMAGE_HEADER + 8 + 8 * level] = 1;
        repair_checksum(image.bytes, image.len);
        ptv_ratings back;
        assert_status(level < 5 ? PTV_OK : PTV_ERR_WIRE_CONTENT,
                      ptv_ratings_deserialize(&back, image.bytes, image.len));
    }
}

static void options_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_ratings_options by_macro = PTV_RATINGS_OPTIONS_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_ratings_options_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_status(PTV_ERR_NULL, ptv_ratings_options_init(NULL));
}

static void scale_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_scale by_macro = PTV_SCALE_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_scale_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_status(PTV_ERR_NULL, ptv_scale_init(NULL));
}

static void result_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_ratings_result by_macro = PTV_RATINGS_RESULT_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_ratings_result_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_int_equal(by_call.size, sizeof by_call);
    assert_status(PTV_ERR_NULL, ptv_ratings_result_init(NULL));
}

static ptv_status read_into(void *output, void *acc) {
    return ptv_ratings_read(acc, NULL, output);
}

static ptv_status read_with(const void *options, void *acc) {
    ptv_ratings_result out = {.size = sizeof out};
    return ptv_ratings_read(acc, options, &out);
}

static ptv_status compare_with(const void *options, void *acc) {
    ptv_comparison out;
    return ptv_ratings_compare(acc, acc, options, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_ratings acc = nps_with(3, 2, 1);
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    assert_output_size_checked(read_into, &acc, sizeof(ptv_ratings_result));
    assert_input_size_checked(read_with, &acc, &options, sizeof options);
    assert_input_size_checked(compare_with, &acc, &options, sizeof options);
}

static void options_out_of_range(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    for (size_t i = 0; i < n_wrong_ratings_options; i++) {
        const ptv_ratings_options *opt = &wrong_ratings_options[i];
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_ratings_read(&acc, opt, &out));
        assert_untouched(difference, PTV_ERR_ARGUMENT,
                         ptv_ratings_compare(&acc, &acc, opt, &difference));
    }
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_PERCENT_OF_MAX;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_ratings_read(&acc, &opt, &out));
    opt.kind = PTV_KIND_EASE_0_100;
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_ratings_read(&acc, &opt, &out));
    assert_status(PTV_ERR_NULL, ptv_ratings_read(&acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_ratings_compare(&acc, &acc, NULL, NULL));
}

static void reading_by_hand(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_result r = reading_of(&acc, NULL);
    ptv_estimate want;
    assert_true(r.n == 19);
    assert_memory_equal(r.count, counts, sizeof counts);
    assert_close(r.mean.value, 75.0 / 19, 1e-15);
    assert_same_bytes(r.score, r.mean);
    assert_close(r.std_dev, sqrt(550.0 / 342), 1e-15);
    assert_exact(r.median, 4);
    assert_ok(ptv_mean_interval(19, 75.0 / 19, 550.0 / 342, 0.95, &want));
    assert_close(r.mean.lower, want.lower, 1e-14);
    assert_close(r.mean.upper, want.upper, 1e-14);
    assert_close(r.mean.std_error, want.std_error, 1e-14);
    assert_ok(ptv_share_interval(13, 19, 0.95, 0, &want));
    assert_same_bytes(r.top_box, want);
    assert_ok(ptv_share_interval(3, 19, 0.95, 0, &want));
    assert_same_bytes(r.bottom_box, want);
    assert_ok(ptv_net_interval(13, 3, 3, 0.95, 0, &want));
    assert_close(r.net.value, 1000.0 / 19, 1e-15);
    assert_close(r.net.lower, 100 * want.lower, 1e-15);
    assert_close(r.net.upper, 100 * want.upper, 1e-15);
    assert_close(r.net.std_error, 100 * want.std_error, 1e-15);
    assert_int_equal(r.kind, PTV_KIND_MEAN);
    assert_int_equal(r.top_k, 2);
    assert_int_equal(r.bottom_k, 2);
}

static void options_choose_figure_boxes_methods(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_TOP_BOX;
    opt.top_k = 1;
    opt.bottom_k = 3;
    opt.confidence = 0.8;
    opt.share_method = PTV_METHOD_JEFFREYS;
    opt.net_method = PTV_METHOD_ADJUSTED_WALD;
    ptv_ratings_result r = reading_of(&acc, &opt);
    ptv_estimate want;
    assert_ok(ptv_share_interval(9, 19, 0.8, PTV_METHOD_JEFFREYS, &want));
    assert_same_bytes(r.top_box, want);
    assert_same_bytes(r.score, want);
    assert_ok(ptv_share_interval(6, 19, 0.8, PTV_METHOD_JEFFREYS, &want));
    assert_same_bytes(r.bottom_box, want);
    assert_close(r.net.value, 300.0 / 19, 1e-15);
    assert_int_equal(r.net.method, PTV_METHOD_ADJUSTED_WALD);
    assert_int_equal(r.kind, PTV_KIND_TOP_BOX);
    assert_int_equal(r.top_k, 1);
    assert_int_equal(r.bottom_k, 3);
    opt.kind = PTV_KIND_NET;
    r = reading_of(&acc, &opt);
    assert_same_bytes(r.score, r.net);
    /* The bottom box is what a large top box leaves. */
    opt.top_k = 4;
    opt.bottom_k = 0;
    r = reading_of(&acc, &opt);
    assert_int_equal(r.bottom_k, 1);
    assert_close(r.bottom_box.value, 1.0 / 19, 1e-15);
}

/* On a scale where low is good, the best levels are the lowest. */
static void polarity_turns_the_boxes_around(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(1, 5, PTV_POLARITY_LOW_IS_GOOD);
    assert_ok(ptv_ratings_add_n(&acc, 1, 10));
    assert_ok(ptv_ratings_add_n(&acc, 2, 5));
    assert_ok(ptv_ratings_add_n(&acc, 5, 5));
    ptv_ratings_result r = reading_of(&acc, NULL);
    assert_exact(r.top_box.value, 0.75);
    assert_exact(r.bottom_box.value, 0.25);
    assert_exact(r.net.value, 50);
    assert_exact(r.mean.value, 2.25);
}

static void usual_boxes_by_number_of_levels(void **unused) {
    (void)unused;
    static const int32_t usual[12] = {0, 0, 1, 1, 2, 2, 0, 2, 0, 0, 2, 0};
    for (int32_t levels = 2; levels <= 11; levels++) {
        ptv_ratings acc = ratings_on(1, levels, PTV_POLARITY_HIGH_IS_GOOD);
        assert_ok(ptv_ratings_add(&acc, levels));
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        ptv_ratings_result r = reading_of(&acc, &opt);
        assert_int_equal(r.top_k, usual[levels]);
        assert_int_equal(r.bottom_k, usual[levels]);
        static const int32_t kinds[] = {PTV_KIND_TOP_BOX, PTV_KIND_NET};
        for (size_t i = 0; i < 2; i++) {
            opt.kind = kinds[i];
            opt.top_k = 0;
            ptv_status want = usual[levels] ? PTV_OK : PTV_UNDEFINED;
            r = reading_of(&acc, &opt);
            assert_status(want, r.score.status);
            assert_status(want, r.top_box.status);
            assert_status(want, r.bottom_box.status);
            assert_status(want, r.net.status);
            assert_status(PTV_OK, r.mean.status);
            if (want == PTV_UNDEFINED)
                assert_nan(r.top_box.value);
            ptv_comparison out;
            scribble(out);
            assert_status(want, ptv_ratings_compare(&acc, &acc, &opt, &out));
            if (want == PTV_UNDEFINED)
                assert_no_comparison(PTV_UNDEFINED, out);
            opt.top_k = 1;
            assert_status(PTV_OK, reading_of(&acc, &opt).score.status);
        }
    }
}

static void reading_of_nothing(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_ratings_add_n(&acc, PTV_SCORE_MISSING, 3));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&acc, 9, 4));
    ptv_ratings_result r = reading_of(&acc, NULL);
    assert_true(r.n == 0 && r.missing == 3 && r.invalid == 4);
    assert_empty_estimate(r.score);
    assert_empty_estimate(r.mean);
    assert_empty_estimate(r.top_box);
    assert_empty_estimate(r.bottom_box);
    assert_empty_estimate(r.net);
    assert_nan(r.std_dev);
    assert_nan(r.median);
    ptv_ratings some = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_ratings_add_n(&some, 4, 3));
    static const int32_t kinds[] = {PTV_KIND_MEAN, PTV_KIND_TOP_BOX, PTV_KIND_NET};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
        ptv_comparison out;
        opt.kind = kinds[i];
        assert_status(PTV_EMPTY, ptv_ratings_compare(&acc, &some, &opt, &out));
        assert_no_comparison(PTV_EMPTY, out);
        assert_status(PTV_EMPTY, ptv_ratings_compare(&some, &acc, &opt, &out));
        assert_no_comparison(PTV_EMPTY, out);
        assert_status(PTV_EMPTY, ptv_ratings_compare(&acc, &acc, &opt, &out));
        assert_no_comparison(PTV_EMPTY, out);
    }
}

static void reading_of_one_answer(void **unused) {
    (void)unused;
    ptv_ratings acc = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
    assert_ok(ptv_ratings_add(&acc, 4));
    ptv_ratings_result r = reading_of(&acc, NULL);
    assert_status(PTV_OK, r.mean.status);
    assert_int_equal(r.mean.method, PTV_METHOD_SCORE_BOUNDED);
    assert_exact(r.mean.value, 4);
    assert_less(r.mean.lower, 4);
    assert_less(4, r.mean.upper);
    assert_nan(r.std_dev);
    assert_exact(r.median, 4);
    assert_exact(r.top_box.value, 1);
}

static void reading_of_identical_answers(void **unused) {
    (void)unused;
    for (int32_t level = 1; level <= 5; level++) {
        ptv_ratings acc = ratings_on(1, 5, PTV_POLARITY_HIGH_IS_GOOD);
        assert_ok(ptv_ratings_add_n(&acc, level, 20));
        ptv_ratings_result r = reading_of(&acc, NULL);
        assert_int_equal(r.mean.method, PTV_METHOD_SCORE_BOUNDED);
        assert_exact(r.mean.value, level);
        assert_exact(r.std_dev, 0);
        assert_exact(r.median, level);
        assert_less(r.mean.lower, r.mean.upper);
        assert_in(1, r.mean.lower, level);
        assert_in(level, r.mean.upper, 5);
        assert_less(r.top_box.lower, r.top_box.upper);
        assert_less(r.net.lower, r.net.upper);
    }
}

static void median_is_the_mean_of_the_middle_two(void **unused) {
    (void)unused;
    static const struct {
        uint64_t counts[5];
        double median;
    } cases[] = {{{1, 1, 0, 0, 0}, 1.5}, {{2, 0, 0, 0, 2}, 3}, {{1, 0, 0, 0, 2}, 5},
                 {{0, 0, 3, 3, 0}, 3.5}, {{0, 0, 3, 2, 0}, 3}, {{1, 1, 1, 1, 1}, 3},
                 {{1, 1, 1, 1, 0}, 2.5}, {{0, 0, 0, 0, 1}, 5}, {{5, 0, 0, 1, 4}, 2.5},
                 {{4, 0, 0, 1, 5}, 4.5}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_ratings acc = ratings_with(1, 5, cases[i].counts);
        assert_exact(reading_of(&acc, NULL).median, cases[i].median);
    }
}

/* A negative scale shifts the mean and nothing else. */
static void mean_of_negative_levels(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {3, 1, 4, 1, 5};
    ptv_ratings base = ratings_with(1, 5, counts);
    ptv_ratings_result want = reading_of(&base, NULL);
    static const int32_t minima[] = {-2, -5, -4, -3, -1, 7, -1000000};
    for (size_t i = 0; i < COUNT_OF(minima); i++) {
        ptv_ratings acc = ratings_with(minima[i], minima[i] + 4, counts);
        ptv_ratings_result r = reading_of(&acc, NULL);
        double shift = minima[i] - 1;
        assert_close(r.mean.value, (3 * 1 + 1 * 2 + 4 * 3 + 4 + 25) / 14.0 + shift, 1e-15);
        assert_close(r.std_dev, want.std_dev, 1e-15);
        assert_close(r.mean.std_error, want.mean.std_error, 1e-15);
        assert_exact(r.median, want.median + shift);
        assert_close_floor(r.mean.lower, want.mean.lower + shift, 1e-14, 5);
    }
}

static void readings_are_clamped_to_the_scale(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {0, 0, 0, 1, 1};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.share_method = PTV_METHOD_AGRESTI_COULL;
    opt.net_method = PTV_METHOD_ADJUSTED_WALD;
    opt.confidence = 0.9999;
    ptv_ratings_result r = reading_of(&acc, &opt);
    assert_exact(r.mean.lower, 1);
    assert_exact(r.mean.upper, 5);
    assert_exact(r.top_box.upper, 1);
    assert_exact(r.bottom_box.lower, 0);
    assert_exact(r.net.upper, 100);
}

/* deff = 2 is as if half as many had answered. */
static void design_effect_divides_n(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {2, 4, 6, 8, 18}, half[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts), halved = ratings_with(1, 5, half);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.design_effect = 2;
    ptv_ratings_result r = reading_of(&acc, &opt), want = reading_of(&halved, NULL);
    assert_true(r.n == 38 && r.top_box.n == 38);
    assert_exact(r.top_box.n_eff, 19);
    assert_exact(r.net.n_eff, 19);
    assert_exact(r.mean.n_eff, 19);
    assert_close(r.top_box.lower, want.top_box.lower, 1e-14);
    assert_close(r.top_box.upper, want.top_box.upper, 1e-14);
    assert_close(r.net.lower, want.net.lower, 1e-12);
    assert_close(r.net.upper, want.net.upper, 1e-12);
    opt.design_effect = 1;
    ptv_ratings_result plain = reading_of(&acc, &opt);
    assert_close(r.mean.std_error, sqrt(2) * plain.mean.std_error, 1e-14);
    opt.kind = PTV_KIND_TOP_BOX;
    ptv_comparison plain_difference, wider;
    assert_ok(ptv_ratings_compare(&acc, &halved, &opt, &plain_difference));
    opt.design_effect = 2;
    assert_ok(ptv_ratings_compare(&acc, &halved, &opt, &wider));
    assert_less(plain_difference.upper - plain_difference.lower, wider.upper - wider.lower);
}

static void whole_population_has_no_sampling_error(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.population = 19;
    static const int32_t methods[][2] = {{0, 0},
                                         {PTV_METHOD_CLOPPER_PEARSON, PTV_METHOD_WALD},
                                         {PTV_METHOD_JEFFREYS, PTV_METHOD_ADJUSTED_WALD},
                                         {PTV_METHOD_AGRESTI_COULL, PTV_METHOD_SCORE}};
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        opt.share_method = methods[i][0];
        opt.net_method = methods[i][1];
        ptv_ratings_result r = reading_of(&acc, &opt);
        const ptv_estimate *figures[] = {&r.score, &r.mean, &r.top_box, &r.bottom_box, &r.net};
        for (size_t j = 0; j < COUNT_OF(figures); j++) {
            assert_status(PTV_OK, figures[j]->status);
            assert_exact(figures[j]->lower, figures[j]->value);
            assert_exact(figures[j]->upper, figures[j]->value);
            assert_exact(figures[j]->std_error, 0);
            assert_exact(figures[j]->n_eff, INFINITY);
        }
    }
    /* A larger one narrows the interval, a huge one hardly. */
    ptv_ratings_result infinite = reading_of(&acc, NULL);
    opt.population = 38;
    ptv_ratings_result r = reading_of(&acc, &opt);
    assert_close(r.top_box.n_eff, 19.0 * 37 / 19, 1e-15);
    assert_less(r.top_box.upper - r.top_box.lower, infinite.top_box.upper - infinite.top_box.lower);
    assert_less(r.mean.upper - r.mean.lower, infinite.mean.upper - infinite.mean.lower);
    assert_less(r.net.upper - r.net.lower, infinite.net.upper - infinite.net.lower);
}

/* status.h: "The inputs contradict one another; the estimate is NaN." */
static void more_answers_than_people(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings acc = ratings_with(1, 5, counts);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.population = 18;
    ptv_ratings_result r = reading_of(&acc, &opt);
    const ptv_estimate *figures[] = {&r.score, &r.mean, &r.top_box, &r.bottom_box, &r.net};
    for (size_t i = 0; i < COUNT_OF(figures); i++) {
        assert_status(PTV_INCONSISTENT, figures[i]->status);
        assert_nan(figures[i]->value);
        assert_nan(figures[i]->lower);
        assert_nan(figures[i]->upper);
        assert_nan(figures[i]->std_error);
    }
}

/* A comparison asks about processes, of which the people are a sample, however many there are. */
static void population_has_no_effect_on_comparisons(void **unused) {
    (void)unused;
    static const uint64_t counts[] = {1, 2, 3, 4, 9}, before_counts[] = {5, 4, 3, 2, 1};
    static const int32_t kinds[] = {PTV_KIND_MEAN, PTV_KIND_TOP_BOX, PTV_KIND_NET};
    static const uint64_t populations[] = {1, 18, 19, 20, UINT64_MAX};
    ptv_ratings now = ratings_with(1, 5, counts), before = ratings_with(1, 5, before_counts);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        for (size_t j = 0; j < COUNT_OF(populations); j++) {
            ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
            ptv_comparison plain, out;
            opt.kind = kinds[i];
            assert_ok(ptv_ratings_compare(&now, &before, &opt, &plain));
            opt.population = populations[j];
            assert_ok(ptv_ratings_compare(&now, &before, &opt, &out));
            assert_same_bytes(out, plain);
        }
}

static void comparison_is_that_of_the_pure_functions(void **unused) {
    (void)unused;
    static const uint64_t now_counts[] = {1, 2, 3, 4, 9}, before_counts[] = {5, 4, 3, 2, 1};
    ptv_ratings now = ratings_with(1, 5, now_counts), before = ratings_with(1, 5, before_counts);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_comparison got, want;
    assert_ok(ptv_ratings_compare(&now, &before, NULL, &got));
    assert_ok(ptv_mean_compare(19, 75.0 / 19, 550.0 / 342, 15, 35.0 / 15,
                               (15.0 * 105 - 35 * 35) / 210, 0.95, &want));
    assert_int_equal(got.method, PTV_METHOD_WELCH);
    assert_close(got.difference, want.difference, 1e-14);
    assert_close(got.lower, want.lower, 1e-13);
    assert_close(got.p_value, want.p_value, 1e-12);
    assert_close(got.df, want.df, 1e-13);
    opt.kind = PTV_KIND_TOP_BOX;
    opt.confidence = 0.9;
    assert_ok(ptv_ratings_compare(&now, &before, &opt, &got));
    assert_ok(ptv_share_compare(13, 19, 3, 15, 0.9, 0, &want));
    assert_same_bytes(got, want);
    opt.kind = PTV_KIND_NET;
    opt.net_method = PTV_METHOD_WALD;
    assert_ok(ptv_ratings_compare(&now, &before, &opt, &got));
    assert_ok(ptv_net_compare(13, 3, 3, 3, 3, 9, 0.9, PTV_METHOD_WALD, &want));
    assert_close(got.difference, 100 * want.difference, 1e-15);
    assert_close(got.lower, 100 * want.lower, 1e-15);
    assert_close(got.upper, 100 * want.upper, 1e-15);
    assert_close(got.std_error, 100 * want.std_error, 1e-15);
    assert_exact(got.p_value, want.p_value);
    assert_exact(got.statistic, want.statistic);
}

static void comparison_of_few_answers(void **unused) {
    (void)unused;
    static const uint64_t one_five[] = {0, 0, 0, 0, 1}, one_two[] = {0, 1, 0, 0, 0};
    static const uint64_t spread[] = {1, 1, 1, 1, 1}, fives[] = {0, 0, 0, 0, 50};
    ptv_ratings five = ratings_with(1, 5, one_five), two = ratings_with(1, 5, one_two);
    ptv_ratings various = ratings_with(1, 5, spread), all_five = ratings_with(1, 5, fives);
    ptv_comparison out;
    assert_status(PTV_DEGENERATE, ptv_ratings_compare(&five, &various, NULL, &out));
    assert_exact(out.difference, 2);
    assert_nan(out.p_value);
    /* Where neither side has spread, MOVER on the two bounded intervals. */
    assert_ok(ptv_ratings_compare(&five, &two, NULL, &out));
    assert_int_equal(out.method, PTV_METHOD_MOVER);
    assert_exact(out.difference, 3);
    assert_less(0, out.p_value);
    assert_at_most(out.p_value, 1);
    assert_ok(ptv_ratings_compare(&all_five, &five, NULL, &out));
    assert_exact(out.difference, 0);
    assert_exact(out.p_value, 1);
    assert_ok(ptv_ratings_compare(&all_five, &various, NULL, &out));
    assert_int_equal(out.method, PTV_METHOD_WELCH);
}

static void wald_net_of_one_class(void **unused) {
    (void)unused;
    static const uint64_t fives[] = {0, 0, 0, 0, 50};
    ptv_ratings acc = ratings_with(1, 5, fives);
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    opt.kind = PTV_KIND_NET;
    opt.net_method = PTV_METHOD_WALD;
    ptv_ratings_result r = reading_of(&acc, &opt);
    assert_status(PTV_DEGENERATE, r.score.status);
    assert_exact(r.score.value, 100);
    assert_nan(r.score.lower);
    assert_status(PTV_OK, r.mean.status);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scale_of_every_size),
        cmocka_unit_test(scales_of_2_to_11_levels),
        cmocka_unit_test(the_scale_is_told),
        cmocka_unit_test(other_scales_are_refused),
        cmocka_unit_test(default_scale_is_0_to_10),
        cmocka_unit_test(every_verb_refuses_null),
        cmocka_unit_test(every_verb_refuses_foreign_memory),
        cmocka_unit_test(every_verb_takes_a_fresh_state),
        cmocka_unit_test(add_counts_levels_missing_invalid),
        cmocka_unit_test(add_n_is_n_times_add),
        cmocka_unit_test(add_n_of_none_changes_nothing),
        cmocka_unit_test(counters_stop_at_their_limit),
        cmocka_unit_test(full_counters_still_read),
        cmocka_unit_test(full_counters_have_a_mean_above_0),
        cmocka_unit_test(two_answers_have_a_deviation),
        cmocka_unit_test(remove_undoes_add),
        cmocka_unit_test(remove_of_more_than_was_added),
        cmocka_unit_test(reset_is_init_again),
        cmocka_unit_test(merge_is_as_if_counted_in_one),
        cmocka_unit_test(merge_of_unlike_scales),
        cmocka_unit_test(merge_overflow_changes_nothing),
        cmocka_unit_test(serialize_says_how_long),
        cmocka_unit_test(deserialize_overwrites_anything),
        cmocka_unit_test(deserialize_refuses_impossible_scales),
        cmocka_unit_test(options_init_is_the_macro),
        cmocka_unit_test(scale_init_is_the_macro),
        cmocka_unit_test(result_init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
        cmocka_unit_test(reading_by_hand),
        cmocka_unit_test(options_choose_figure_boxes_methods),
        cmocka_unit_test(polarity_turns_the_boxes_around),
        cmocka_unit_test(usual_boxes_by_number_of_levels),
        cmocka_unit_test(reading_of_nothing),
        cmocka_unit_test(reading_of_one_answer),
        cmocka_unit_test(reading_of_identical_answers),
        cmocka_unit_test(median_is_the_mean_of_the_middle_two),
        cmocka_unit_test(mean_of_negative_levels),
        cmocka_unit_test(readings_are_clamped_to_the_scale),
        cmocka_unit_test(design_effect_divides_n),
        cmocka_unit_test(whole_population_has_no_sampling_error),
        cmocka_unit_test(more_answers_than_people),
        cmocka_unit_test(population_has_no_effect_on_comparisons),
        cmocka_unit_test(comparison_is_that_of_the_pure_functions),
        cmocka_unit_test(comparison_of_few_answers),
        cmocka_unit_test(wald_net_of_one_class),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("ratings", tests, NULL, NULL);
}
