/* SPDX-License-Identifier: MIT */
/* proportion.h */
#include "states.h"

enum { ROWS = 40, GROUPS = 4 };

static ptv_proportion foreign(int which) {
    ptv_proportion acc = {{0}};
    if (which == 1)
        scribble(acc);
    if (which == 2) {
        ptv_ratings ratings = nps_with(1, 2, 3);
        memcpy(&acc, &ratings, sizeof acc);
    }
    return acc;
}

/* Every verb that takes a state, with that state as the one that may be wrong. */
typedef ptv_status (*verb)(ptv_proportion *acc);

static const uint8_t column[] = {1, 0, 1};

static ptv_status do_reset(ptv_proportion *acc) {
    return ptv_proportion_reset(acc);
}
static ptv_status do_add(ptv_proportion *acc) {
    return ptv_proportion_add(acc, 1);
}
static ptv_status do_add_n(ptv_proportion *acc) {
    return ptv_proportion_add_n(acc, 1, 2);
}
static ptv_status do_add_u8(ptv_proportion *acc) {
    return ptv_proportion_add_u8(acc, column, NULL, 0, 3);
}
static ptv_status do_add_bits(ptv_proportion *acc) {
    return ptv_proportion_add_bits(acc, column, NULL, 0, 3);
}
static ptv_status do_add_no_rows(ptv_proportion *acc) {
    return ptv_proportion_add_u8(acc, NULL, NULL, 0, 0);
}
static ptv_status do_add_no_bits(ptv_proportion *acc) {
    return ptv_proportion_add_bits(acc, NULL, NULL, 0, 0);
}
static ptv_status do_remove(ptv_proportion *acc) {
    return ptv_proportion_remove(acc, 1, 0);
}
static ptv_status do_merge_into(ptv_proportion *acc) {
    ptv_proportion other = proportion_with(1, 2, 3);
    return ptv_proportion_merge(acc, &other);
}
static ptv_status do_merge_from(ptv_proportion *acc) {
    ptv_proportion other = proportion_with(1, 2, 3), before = other;
    ptv_status status = ptv_proportion_merge(&other, acc);
    if (status < 0)
        assert_same_bytes(before, other);
    return status;
}
static ptv_status do_read(ptv_proportion *acc) {
    ptv_proportion_result out;
    scribble(out);
    out.size = sizeof out;
    ptv_proportion_result before = out;
    ptv_status status = ptv_proportion_read(acc, NULL, &out);
    if (status < 0)
        assert_same_bytes(before, out);
    return status;
}
static ptv_status compare_and_check(const ptv_proportion *now, const ptv_proportion *before) {
    ptv_comparison out, untouched;
    scribble(out);
    untouched = out;
    ptv_status status = ptv_proportion_compare(now, before, NULL, &out);
    if (status < 0)
        assert_same_bytes(untouched, out);
    return status;
}
static ptv_status do_compare_now(ptv_proportion *acc) {
    ptv_proportion other = proportion_with(1, 2, 3);
    return compare_and_check(acc, &other);
}
static ptv_status do_compare_before(ptv_proportion *acc) {
    ptv_proportion other = proportion_with(1, 2, 3);
    return compare_and_check(&other, acc);
}
static ptv_status do_serialize(ptv_proportion *acc) {
    uint8_t bytes[IMAGE_MAX], before[IMAGE_MAX];
    scribble(bytes);
    memcpy(before, bytes, sizeof before);
    size_t len = 77;
    ptv_status status = ptv_proportion_serialize(acc, bytes, sizeof bytes, &len);
    if (status < 0) {
        assert_same_bytes(before, bytes);
        assert_int_equal(len, 77);
    }
    return status;
}

static const verb verbs[] = {do_reset,          do_add,         do_add_n,       do_add_u8,
                             do_add_bits,       do_add_no_rows, do_add_no_bits, do_remove,
                             do_merge_into,     do_merge_from,  do_read,        do_compare_now,
                             do_compare_before, do_serialize};

static void every_verb_refuses_null(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        assert_status(PTV_ERR_NULL, verbs[i](NULL));
    assert_status(PTV_ERR_NULL, ptv_proportion_init(NULL));
}

static void every_verb_refuses_foreign_memory(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        for (int which = 0; which < 3; which++) {
            ptv_proportion acc = foreign(which);
            assert_untouched(acc, PTV_ERR_STATE, verbs[i](&acc));
        }
}

static void every_verb_takes_a_fresh_state(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        ptv_proportion acc;
        assert_ok(ptv_proportion_init(&acc));
        assert_true(verbs[i](&acc) >= 0);
    }
}

static void outcomes_are_hit_miss_excluded(void **unused) {
    (void)unused;
    ptv_proportion acc;
    assert_ok(ptv_proportion_init(&acc));
    assert_ok(ptv_proportion_add(&acc, PTV_OUTCOME_HIT));
    assert_ok(ptv_proportion_add(&acc, PTV_OUTCOME_MISS));
    assert_ok(ptv_proportion_add(&acc, PTV_OUTCOME_MISS));
    assert_ok(ptv_proportion_add(&acc, PTV_OUTCOME_EXCLUDED));
    static const int32_t other[] = {-1, 2, 100, INT32_MAX, INT32_MIN + 1};
    for (size_t i = 0; i < COUNT_OF(other); i++)
        assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add(&acc, other[i]));
    ptv_proportion_result r = share_of(&acc, NULL);
    assert_true(r.hits == 1 && r.n == 3 && r.excluded == 1 + COUNT_OF(other));
    assert_close(r.share.value, 1.0 / 3, 1e-15);
}

static void add_n_is_n_times_add(void **unused) {
    (void)unused;
    static const int32_t outcomes[] = {0, 1, 2, PTV_OUTCOME_EXCLUDED};
    for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
        ptv_proportion once = proportion_with(1, 2, 3), many = once;
        ptv_status status = ptv_proportion_add_n(&once, outcomes[i], 9);
        for (int j = 0; j < 9; j++)
            assert_status(status, ptv_proportion_add(&many, outcomes[i]));
        assert_same_bytes(once, many);
        assert_status(status, ptv_proportion_remove(&once, outcomes[i], 9));
        ptv_proportion before = proportion_with(1, 2, 3);
        assert_same_bytes(once, before);
        assert_untouched(once, status, ptv_proportion_add_n(&once, outcomes[i], 0));
        assert_untouched(once, status, ptv_proportion_remove(&once, outcomes[i], 0));
    }
}

static void counters_stop_at_their_limits(void **unused) {
    (void)unused;
    static const int32_t outcomes[] = {0, 1, 2, PTV_OUTCOME_EXCLUDED};
    for (size_t i = 0; i < COUNT_OF(outcomes); i++) {
        ptv_proportion acc;
        assert_ok(ptv_proportion_init(&acc));
        assert_true(ptv_proportion_add_n(&acc, outcomes[i], PTV_COUNT_MAX - 1) >= 0);
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_proportion_add_n(&acc, outcomes[i], 2));
        assert_untouched(acc, PTV_ERR_OVERFLOW,
                         ptv_proportion_add_n(&acc, outcomes[i], UINT64_MAX));
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_proportion_merge(&acc, &acc));
        assert_untouched(acc, PTV_ERR_UNDERFLOW,
                         ptv_proportion_remove(&acc, outcomes[i], PTV_COUNT_MAX));
        assert_true(ptv_proportion_add(&acc, outcomes[i]) >= 0);
        assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_proportion_add(&acc, outcomes[i]));
    }
    ptv_proportion acc = proportion_with(PTV_COUNT_MAX, PTV_COUNT_MAX, PTV_COUNT_MAX);
    ptv_proportion_result r = share_of(&acc, NULL);
    assert_exact(r.share.value, 0.5);
    assert_true(r.n == 2 * PTV_COUNT_MAX);
}

static void remove_of_more_than_was_added(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(1, 2, 3);
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_proportion_remove(&acc, PTV_OUTCOME_HIT, 2));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_proportion_remove(&acc, PTV_OUTCOME_MISS, 3));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_proportion_remove(&acc, PTV_OUTCOME_EXCLUDED, 4));
    assert_untouched(acc, PTV_ERR_UNDERFLOW, ptv_proportion_remove(&acc, 7, 4));
}

static void reset_is_init_again(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(1, 2, 3), fresh = proportion_with(0, 0, 0);
    assert_ok(ptv_proportion_reset(&acc));
    assert_same_bytes(acc, fresh);
}

static void merge_adds(void **unused) {
    (void)unused;
    ptv_proportion a = proportion_with(1, 2, 3), b = proportion_with(10, 20, 30);
    ptv_proportion whole = proportion_with(11, 22, 33), twice = proportion_with(22, 44, 66);
    assert_ok(ptv_proportion_merge(&a, &b));
    assert_same_bytes(a, whole);
    assert_ok(ptv_proportion_merge(&a, &a));
    assert_same_bytes(a, twice);
    ptv_proportion nearly = proportion_with(5, PTV_COUNT_MAX, 5);
    assert_untouched(nearly, PTV_ERR_OVERFLOW, ptv_proportion_merge(&nearly, &b));
}

static bool valid(const uint8_t *bitmap, size_t row) {
    return !bitmap || (bitmap[row >> 3] & (1u << (row & 7)));
}

static void *exact_copy(const void *bytes, size_t size) {
    void *copy = malloc(size > 0 ? size : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    return copy;
}

/* Bytes: mostly hits and misses, now and then another number. */
static void columns_are_one_by_one(void **unused) {
    (void)unused;
    struct generator generator = {8};
    for (size_t offset = 0; offset < 18; offset++)
        for (size_t n = 0; offset + n <= ROWS; n++) {
            uint8_t bytes[ROWS], bitmap[ROWS / 8 + 1];
            size_t rows = offset + n;
            for (size_t i = 0; i < ROWS; i++)
                bytes[i] =
                    (uint8_t)(random_below(&generator, 9) == 0 ? random_next(&generator)
                                                               : random_below(&generator, 2));
            for (size_t i = 0; i < sizeof bitmap; i++)
                bitmap[i] = (uint8_t)random_next(&generator);
            uint8_t *values = exact_copy(bytes, rows), *bits = exact_copy(bytes, (rows + 7) / 8);
            uint8_t *validity = n % 3 == 0 ? NULL : exact_copy(bitmap, (rows + 7) / 8);
            ptv_proportion whole = proportion_with(1, 2, 3), single = whole, bitwise = whole;
            ptv_proportion single_bits = whole;
            ptv_status status = PTV_OK;
            for (size_t row = offset; row < rows; row++) {
                bool present = valid(validity, row);
                if (ptv_proportion_add(&single, present ? values[row] : PTV_OUTCOME_EXCLUDED) > 0)
                    status = PTV_OUT_OF_SCALE;
                assert_ok(ptv_proportion_add(&single_bits, !present           ? PTV_OUTCOME_EXCLUDED
                                                           : valid(bits, row) ? PTV_OUTCOME_HIT
                                                                              : PTV_OUTCOME_MISS));
            }
            assert_status(status, ptv_proportion_add_u8(&whole, values, validity, offset, n));
            assert_same_bytes(whole, single);
            assert_ok(ptv_proportion_add_bits(&bitwise, bits, validity, offset, n));
            assert_same_bytes(bitwise, single_bits);
            free(values);
            free(bits);
            free(validity);
        }
}

static void columns_refuse(void **unused) {
    (void)unused;
    const uint8_t hits[] = {1, 1, 0}, all_bits[] = {7};
    ptv_proportion acc = proportion_with(1, 2, 3);
    assert_untouched(acc, PTV_OK, ptv_proportion_add_u8(&acc, NULL, NULL, 5, 0));
    assert_untouched(acc, PTV_OK, ptv_proportion_add_bits(&acc, NULL, NULL, 5, 0));
    assert_untouched(acc, PTV_ERR_NULL, ptv_proportion_add_u8(&acc, NULL, NULL, 0, 1));
    assert_untouched(acc, PTV_ERR_NULL, ptv_proportion_add_bits(&acc, NULL, NULL, 0, 1));
    acc = proportion_with(PTV_COUNT_MAX - 1, 0, 0);
    assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_proportion_add_u8(&acc, hits, NULL, 0, 3));
    assert_untouched(acc, PTV_ERR_OVERFLOW, ptv_proportion_add_bits(&acc, all_bits, NULL, 0, 3));
    assert_ok(ptv_proportion_add_u8(&acc, hits, NULL, 1, 2));
}

static void grouped_is_one_by_one(void **unused) {
    (void)unused;
    struct generator generator = {9};
    for (size_t offset = 0; offset < 10; offset++)
        for (size_t n = 0; offset + n <= ROWS; n++) {
            uint8_t bytes[ROWS], bitmap[ROWS / 8];
            uint32_t group[ROWS];
            ptv_proportion whole[GROUPS], single[GROUPS];
            for (size_t i = 0; i < GROUPS; i++)
                whole[i] = single[i] = proportion_with(i, i, i);
            for (size_t i = 0; i < ROWS; i++) {
                bytes[i] = (uint8_t)random_below(&generator, n % 2 ? 3 : 2);
                group[i] = (uint32_t)random_below(&generator, GROUPS);
            }
            for (size_t i = 0; i < sizeof bitmap; i++)
                bitmap[i] = (uint8_t)random_next(&generator);
            const uint8_t *validity = n % 3 == 0 ? NULL : bitmap;
            ptv_status status = PTV_OK;
            for (size_t row = offset; row < offset + n; row++) {
                int32_t outcome = valid(validity, row) ? bytes[row] : PTV_OUTCOME_EXCLUDED;
                if (ptv_proportion_add(&single[group[row]], outcome) == PTV_OUT_OF_SCALE)
                    status = PTV_OUT_OF_SCALE;
            }
            assert_status(status, ptv_proportion_add_grouped_u8(whole, GROUPS, group, bytes,
                                                                validity, offset, n));
            assert_same_bytes(whole, single);
        }
}

static void grouped_is_all_or_nothing(void **unused) {
    (void)unused;
    for (size_t bad = 0; bad < 12; bad++) {
        uint8_t bytes[12] = {1, 0, 1, 1, 0, 7, 1, 1, 0, 0, 1, 1};
        uint32_t group[12] = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2};
        ptv_proportion states[GROUPS];
        for (size_t i = 0; i < GROUPS; i++)
            states[i] = proportion_with(i, i, i);
        static const uint32_t beyond[] = {GROUPS, INT32_MAX, UINT32_MAX};
        for (size_t i = 0; i < COUNT_OF(beyond); i++) {
            group[bad] = beyond[i];
            assert_untouched(
                states, PTV_ERR_ARGUMENT,
                ptv_proportion_add_grouped_u8(states, GROUPS, group, bytes, NULL, 0, 12));
        }
        group[bad] = 3;
        for (int which = 0; which < 3; which++) {
            states[3] = foreign(which);
            assert_untouched(
                states, PTV_ERR_STATE,
                ptv_proportion_add_grouped_u8(states, GROUPS, group, bytes, NULL, 0, 12));
        }
        states[3] = proportion_with(PTV_COUNT_MAX, PTV_COUNT_MAX, PTV_COUNT_MAX);
        assert_untouched(states, PTV_ERR_OVERFLOW,
                         ptv_proportion_add_grouped_u8(states, GROUPS, group, bytes, NULL, 0, 12));
    }
}

static void grouped_refuses(void **unused) {
    (void)unused;
    const uint32_t group[] = {0, 1, 0};
    ptv_proportion s[2] = {proportion_with(1, 2, 3), proportion_with(4, 5, 6)};
    assert_untouched(s, PTV_ERR_NULL,
                     ptv_proportion_add_grouped_u8(s, 2, NULL, column, NULL, 0, 3));
    assert_untouched(s, PTV_ERR_NULL, ptv_proportion_add_grouped_u8(s, 2, group, NULL, NULL, 0, 3));
    assert_status(PTV_ERR_NULL, ptv_proportion_add_grouped_u8(NULL, 2, group, column, NULL, 0, 3));
    assert_untouched(s, PTV_OK, ptv_proportion_add_grouped_u8(s, 2, NULL, NULL, NULL, 0, 0));
    assert_ok(ptv_proportion_add_grouped_u8(NULL, 0, NULL, NULL, NULL, 0, 0));
    assert_status(PTV_ERR_ARGUMENT,
                  ptv_proportion_add_grouped_u8(NULL, 0, group, column, NULL, 0, 3));
}

static void serialize_says_how_long(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(1, 2, 3);
    uint8_t bytes[IMAGE_MAX];
    size_t len = 0;
    assert_ok(ptv_proportion_serialize(&acc, NULL, 0, &len));
    assert_int_equal(len, 48);
    scribble(bytes);
    for (size_t cap = 0; cap < 48; cap++) {
        len = 0;
        assert_untouched(bytes, PTV_ERR_SPACE, ptv_proportion_serialize(&acc, bytes, cap, &len));
        assert_int_equal(len, 48);
    }
    assert_ok(ptv_proportion_serialize(&acc, bytes, 48, &len));
    for (size_t i = 48; i < sizeof bytes; i++)
        assert_int_equal(bytes[i], 0xA5);
    assert_untouched(bytes, PTV_ERR_NULL, ptv_proportion_serialize(&acc, bytes, 48, NULL));
    len = 5;
    assert_untouched(len, PTV_ERR_NULL, ptv_proportion_serialize(&acc, NULL, 48, &len));
    for (int which = 0; which < 3; which++) {
        ptv_proportion target = foreign(which);
        assert_ok(ptv_proportion_deserialize(&target, bytes, 48));
        assert_same_bytes(target, acc);
    }
}

static void options_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_proportion_options by_macro = PTV_PROPORTION_OPTIONS_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_proportion_options_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_status(PTV_ERR_NULL, ptv_proportion_options_init(NULL));
}

static void result_init_is_the_macro(void **unused) {
    (void)unused;
    ptv_proportion_result by_macro = PTV_PROPORTION_RESULT_INIT, by_call;
    scribble(by_call);
    assert_ok(ptv_proportion_result_init(&by_call));
    assert_same_bytes(by_call, by_macro);
    assert_int_equal(by_call.size, sizeof by_call);
    assert_status(PTV_ERR_NULL, ptv_proportion_result_init(NULL));
}

static ptv_status read_into(void *output, void *acc) {
    return ptv_proportion_read(acc, NULL, output);
}
static ptv_status read_with(const void *options, void *acc) {
    ptv_proportion_result out = {.size = sizeof out};
    return ptv_proportion_read(acc, options, &out);
}
static ptv_status compare_with(const void *options, void *acc) {
    ptv_comparison out;
    return ptv_proportion_compare(acc, acc, options, &out);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(3, 2, 1);
    ptv_proportion_options options = PTV_PROPORTION_OPTIONS_INIT;
    assert_output_size_checked(read_into, &acc, sizeof(ptv_proportion_result));
    assert_input_size_checked(read_with, &acc, &options, sizeof options);
    assert_input_size_checked(compare_with, &acc, &options, sizeof options);
}

#define OPTIONS .size = sizeof(ptv_proportion_options)

static void options_out_of_range(void **unused) {
    (void)unused;
    static const ptv_proportion_options wrong[] = {
        {OPTIONS, .confidence = 1},
        {OPTIONS, .confidence = -0.5},
        {OPTIONS, .confidence = NAN},
        {OPTIONS, .confidence = 95},
        {OPTIONS, .design_effect = -1},
        {OPTIONS, .design_effect = NAN},
        {OPTIONS, .design_effect = INFINITY},
        {OPTIONS, .method = -1},
        {OPTIONS, .method = 1},
        {OPTIONS, .method = PTV_METHOD_SCORE},
        {OPTIONS, .method = PTV_METHOD_MIETTINEN_NURMINEN},
        {OPTIONS, .reserved = 1},
        {OPTIONS, .reserved2 = 1}};
    ptv_proportion acc = proportion_with(3, 2, 1);
    ptv_proportion_result out;
    ptv_comparison difference;
    scribble(out);
    scribble(difference);
    out.size = sizeof out;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_untouched(out, PTV_ERR_ARGUMENT, ptv_proportion_read(&acc, &wrong[i], &out));
        assert_untouched(difference, PTV_ERR_ARGUMENT,
                         ptv_proportion_compare(&acc, &acc, &wrong[i], &difference));
    }
    assert_status(PTV_ERR_NULL, ptv_proportion_read(&acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_proportion_compare(&acc, &acc, NULL, NULL));
}

static void reading_is_that_of_the_pure_function(void **unused) {
    (void)unused;
    static const int32_t methods[] = {0, PTV_METHOD_WILSON, PTV_METHOD_CLOPPER_PEARSON,
                                      PTV_METHOD_JEFFREYS};
    ptv_proportion acc = proportion_with(7, 3, 2);
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
        ptv_estimate want;
        opt.method = methods[i];
        opt.confidence = 0.99;
        ptv_proportion_result r = share_of(&acc, &opt);
        assert_ok(ptv_share_interval(7, 10, 0.99, methods[i], &want));
        assert_same_bytes(r.share, want);
        assert_true(r.hits == 7 && r.n == 10 && r.excluded == 2);
    }
    ptv_proportion all = proportion_with(5, 0, 0);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    opt.method = PTV_METHOD_AGRESTI_COULL;
    assert_exact(share_of(&all, &opt).share.upper, 1); /* clamped */
}

static void reading_of_nothing(void **unused) {
    (void)unused;
    ptv_proportion none = proportion_with(0, 0, 7), some = proportion_with(1, 2, 3);
    ptv_proportion_result r = share_of(&none, NULL);
    assert_empty_estimate(r.share);
    assert_true(r.n == 0 && r.hits == 0 && r.excluded == 7);
    ptv_comparison out;
    assert_status(PTV_EMPTY, ptv_proportion_compare(&none, &some, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
    assert_status(PTV_EMPTY, ptv_proportion_compare(&some, &none, NULL, &out));
    assert_no_comparison(PTV_EMPTY, out);
}

static void population_and_design_effect(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(7, 3, 2);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    opt.population = 10;
    ptv_proportion_result r = share_of(&acc, &opt);
    assert_status(PTV_OK, r.share.status);
    assert_exact(r.share.lower, 0.7);
    assert_exact(r.share.upper, 0.7);
    assert_exact(r.share.std_error, 0);
    opt.population = 9;
    r = share_of(&acc, &opt);
    assert_status(PTV_INCONSISTENT, r.share.status);
    assert_nan(r.share.value);
    assert_nan(r.share.lower);
    assert_true(r.hits == 7 && r.n == 10);
    ptv_proportion twice = proportion_with(14, 6, 0);
    opt.population = 0;
    opt.design_effect = 2;
    r = share_of(&twice, &opt);
    ptv_estimate want;
    assert_ok(ptv_share_interval(7, 10, 0.95, 0, &want));
    assert_close(r.share.lower, want.lower, 1e-14);
    assert_close(r.share.upper, want.upper, 1e-14);
    assert_exact(r.share.n_eff, 10);
    assert_true(r.share.n == 20);
}

static void population_has_no_effect_on_comparisons(void **unused) {
    (void)unused;
    ptv_proportion acc = proportion_with(7, 3, 2), small = proportion_with(1, 1, 0);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_comparison plain, out;
    assert_ok(ptv_proportion_compare(&acc, &small, &opt, &plain));
    for (opt.population = 1; opt.population < 20; opt.population++) {
        assert_ok(ptv_proportion_compare(&acc, &small, &opt, &out));
        assert_same_bytes(out, plain);
    }
}

static void comparison_is_that_of_the_pure_function(void **unused) {
    (void)unused;
    ptv_proportion now = proportion_with(7, 3, 2), before = proportion_with(2, 9, 0);
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_comparison got, want;
    assert_ok(ptv_proportion_compare(&now, &before, NULL, &got));
    assert_ok(ptv_share_compare(7, 10, 2, 11, 0.95, 0, &want));
    assert_same_bytes(got, want);
    opt.confidence = 0.8;
    opt.method = PTV_METHOD_CLOPPER_PEARSON; /* of the intervals only */
    assert_ok(ptv_proportion_compare(&now, &before, &opt, &got));
    assert_ok(ptv_share_compare(7, 10, 2, 11, 0.8, 0, &want));
    assert_same_bytes(got, want);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verb_refuses_null),
        cmocka_unit_test(every_verb_refuses_foreign_memory),
        cmocka_unit_test(every_verb_takes_a_fresh_state),
        cmocka_unit_test(outcomes_are_hit_miss_excluded),
        cmocka_unit_test(add_n_is_n_times_add),
        cmocka_unit_test(counters_stop_at_their_limits),
        cmocka_unit_test(remove_of_more_than_was_added),
        cmocka_unit_test(reset_is_init_again),
        cmocka_unit_test(merge_adds),
        cmocka_unit_test(columns_are_one_by_one),
        cmocka_unit_test(columns_refuse),
        cmocka_unit_test(grouped_is_one_by_one),
        cmocka_unit_test(grouped_is_all_or_nothing),
        cmocka_unit_test(grouped_refuses),
        cmocka_unit_test(serialize_says_how_long),
        cmocka_unit_test(options_init_is_the_macro),
        cmocka_unit_test(result_init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(options_out_of_range),
        cmocka_unit_test(reading_is_that_of_the_pure_function),
        cmocka_unit_test(reading_of_nothing),
        cmocka_unit_test(population_and_design_effect),
        cmocka_unit_test(population_has_no_effect_on_comparisons),
        cmocka_unit_test(comparison_is_that_of_the_pure_function),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("proportion", tests, NULL, NULL);
}
