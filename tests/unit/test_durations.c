/* SPDX-License-Identifier: MIT */
/* durations.h: each function and each status. */
#include "durations.h"
#include "failing_allocator.h"
#include "states.h"

#include "time/durations.h"

enum { DAY = 86400000 };

static ptv_durations_config config_with(int32_t bits, int32_t n_limits, const int64_t *limits) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.precision_bits = bits;
    config.n_limits = n_limits;
    if (n_limits > 0)
        memcpy(config.limit_ms, limits, (size_t)n_limits * sizeof *limits);
    return config;
}

static const int64_t hour_and_day[] = {3600000, DAY};

/* 300 distinct values in buckets, two limits, a calendar, missing and rejected ones. */
static ptv_durations *many(const ptv_allocator *allocator) {
    ptv_durations_config config = config_with(0, 2, hour_and_day);
    config.calendar_id = 77;
    ptv_durations *acc = durations_new(&config, allocator);
    for (int64_t i = 0; i < 300; i++)
        assert_ok(ptv_durations_add(acc, 300 + 400000 * i));
    assert_ok(ptv_durations_add_n(acc, PTV_TIME_NONE, 4));
    assert_status(PTV_OUT_OF_SCALE, ptv_durations_add_n(acc, -1, 2));
    return acc;
}

static ptv_durations *few(const ptv_allocator *allocator) {
    ptv_durations_config config = config_with(0, 2, hour_and_day);
    config.calendar_id = 77;
    ptv_durations *acc = durations_new(&config, allocator);
    for (int64_t i = 0; i < 12; i++)
        assert_ok(ptv_durations_add_n(acc, i * i * 1000000, (uint64_t)i + 1));
    assert_ok(ptv_durations_add(acc, PTV_TIME_NONE));
    return acc;
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_durations *acc = few(NULL), *other = NULL;
    const int64_t column[] = {1};
    const int32_t narrow[] = {1};
    const double real[] = {1};
    const uint32_t group[] = {0};
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    ptv_estimate estimate;
    ptv_comparison comparison;
    ptv_duration_cell cell;
    size_t len, position = 0;
    struct bytes image = bytes_of(acc);
    assert_status(PTV_ERR_NULL, ptv_durations_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_options_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_result_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_within_result_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_new(NULL, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_copy(NULL, NULL, &other));
    assert_status(PTV_ERR_NULL, ptv_durations_merge_bytes(NULL, image.data, image.len));
    assert_status(PTV_ERR_NULL, ptv_durations_merge_bytes(acc, NULL, image.len));
    assert_status(PTV_ERR_NULL, ptv_durations_copy(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_reset(NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_add(NULL, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_n(NULL, 1, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_i64(NULL, column, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_i32(NULL, narrow, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_f64(NULL, real, 1, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_i64(acc, NULL, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_i32(acc, NULL, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_f64(acc, NULL, 1, NULL, 0, 1));
    assert_ok(ptv_durations_add_i64(acc, NULL, NULL, 5, 0));
    assert_ok(ptv_durations_add_f64(acc, NULL, 1, NULL, 5, 0));
    assert_status(PTV_ERR_NULL, ptv_durations_add_grouped_i64(NULL, 1, group, column, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_grouped_i64(&acc, 1, NULL, column, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_add_grouped_i64(&acc, 1, group, NULL, NULL, 0, 1));
    assert_status(PTV_ERR_NULL,
                  ptv_durations_add_grouped_i64(&other, 1, group, column, NULL, 0, 1));
    assert_ok(ptv_durations_add_grouped_i64(NULL, 0, NULL, NULL, NULL, 0, 0));
    assert_status(PTV_ERR_NULL, ptv_durations_remove(NULL, 1, 1));
    assert_status(PTV_ERR_NULL, ptv_durations_merge(NULL, acc));
    assert_status(PTV_ERR_NULL, ptv_durations_merge(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_serialize(NULL, NULL, 0, &len));
    assert_status(PTV_ERR_NULL, ptv_durations_serialize(acc, NULL, 0, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_serialize(acc, NULL, 5, &len));
    assert_status(PTV_ERR_NULL, ptv_durations_deserialize(NULL, NULL, 100, &other));
    assert_status(PTV_ERR_NULL, ptv_durations_deserialize(NULL, image.data, image.len, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_read(NULL, NULL, &result));
    assert_status(PTV_ERR_NULL, ptv_durations_read(acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_percentile(NULL, 1, 2, NULL, &estimate));
    assert_status(PTV_ERR_NULL, ptv_durations_percentile(acc, 1, 2, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_within(NULL, 1, NULL, &within));
    assert_status(PTV_ERR_NULL, ptv_durations_within(acc, 1, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_compare(NULL, acc, NULL, &comparison));
    assert_status(PTV_ERR_NULL, ptv_durations_compare(acc, NULL, NULL, &comparison));
    assert_status(PTV_ERR_NULL, ptv_durations_compare(acc, acc, NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_durations_next(NULL, &position, &cell));
    assert_status(PTV_ERR_NULL, ptv_durations_next(acc, NULL, &cell));
    assert_status(PTV_ERR_NULL, ptv_durations_next(acc, &position, NULL));
    assert_null(other);
    ptv_durations_free(NULL);
    free(image.data);
    ptv_durations_free(acc);
}

static ptv_status new_with(const void *config, void *ctx) {
    (void)ctx;
    ptv_durations *acc = NULL;
    ptv_status status = ptv_durations_new(config, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_durations_free(acc);
    return status;
}

static ptv_status percentile_with(const void *opt, void *ctx) {
    ptv_estimate out;
    return ptv_durations_percentile(ctx, 1, 2, opt, &out);
}
static ptv_status read_with(const void *opt, void *ctx) {
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    return ptv_durations_read(ctx, opt, &result);
}
static ptv_status within_with(const void *opt, void *ctx) {
    ptv_durations_within_result result = PTV_DURATIONS_WITHIN_RESULT_INIT;
    return ptv_durations_within(ctx, 5, opt, &result);
}
static ptv_status compare_with(const void *opt, void *ctx) {
    ptv_comparison out;
    return ptv_durations_compare(ctx, ctx, opt, &out);
}
static ptv_status read_into(void *out, void *ctx) {
    return ptv_durations_read(ctx, NULL, out);
}
static ptv_status within_into(void *out, void *ctx) {
    return ptv_durations_within(ctx, 5, NULL, out);
}

static void sizes_are_checked(void **unused) {
    (void)unused;
    ptv_durations *acc = many(NULL);
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    assert_input_size_checked(new_with, NULL, &config, sizeof config);
    assert_input_size_checked(percentile_with, acc, &opt, sizeof opt);
    assert_input_size_checked(read_with, acc, &opt, sizeof opt);
    assert_input_size_checked(within_with, acc, &opt, sizeof opt);
    assert_input_size_checked(compare_with, acc, &opt, sizeof opt);
    assert_output_size_checked(read_into, acc, sizeof(ptv_durations_result));
    assert_output_size_checked(within_into, acc, sizeof(ptv_durations_within_result));
    ptv_durations_free(acc);
}

static void initialisers_agree(void **unused) {
    (void)unused;
    ptv_durations_config config, config_want = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations_options opt, opt_want = PTV_DURATIONS_OPTIONS_INIT;
    ptv_durations_result result, result_want = PTV_DURATIONS_RESULT_INIT;
    ptv_durations_within_result within, within_want = PTV_DURATIONS_WITHIN_RESULT_INIT;
    scribble(config);
    scribble(opt);
    scribble(result);
    scribble(within);
    assert_ok(ptv_durations_config_init(&config));
    assert_ok(ptv_durations_options_init(&opt));
    assert_ok(ptv_durations_result_init(&result));
    assert_ok(ptv_durations_within_result_init(&within));
    assert_same_bytes(config, config_want);
    assert_same_bytes(opt, opt_want);
    assert_same_bytes(result, result_want);
    assert_same_bytes(within, within_want);
}

static void the_config_is_told(void **unused) {
    (void)unused;
    ptv_durations_config given = PTV_DURATIONS_CONFIG_INIT, told = PTV_DURATIONS_CONFIG_INIT;
    given.calendar_id = 99;
    given.precision_bits = 5;
    given.n_limits = 2;
    given.limit_ms[0] = 0;
    given.limit_ms[1] = INT64_MAX;
    ptv_durations *acc;
    assert_ok(ptv_durations_new(&given, NULL, &acc));
    assert_ok(ptv_durations_config_read(acc, &told));
    assert_memory_equal(&told, &given, sizeof told);

    assert_status(PTV_ERR_NULL, ptv_durations_config_read(NULL, &told));
    assert_status(PTV_ERR_NULL, ptv_durations_config_read(acc, NULL));
    told.size = 0;
    told.n_limits = 77;
    assert_status(PTV_ERR_SIZE, ptv_durations_config_read(acc, &told));
    assert_int_equal(told.n_limits, 77);
    ptv_durations_free(acc);

    ptv_durations_config defaults = PTV_DURATIONS_CONFIG_INIT;
    assert_ok(ptv_durations_new(NULL, NULL, &acc));
    assert_ok(ptv_durations_config_read(acc, &defaults));
    assert_int_equal(defaults.precision_bits, 7);
    assert_int_equal(defaults.n_limits, 0);
    ptv_durations_free(acc);
}

static void wrong_configs_are_refused(void **unused) {
    (void)unused;
    static const int64_t rising[] = {0, 1, 2, 3, 4, 5, 6, INT64_MAX}, negative[] = {-1},
                         equal[] = {5, 5}, falling[] = {6, 5};
    ptv_durations_config good[] = {config_with(5, 0, NULL), config_with(8, 8, rising)};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_ok(new_with(&good[i], NULL));
    ptv_durations_config wrong[] = {config_with(4, 0, NULL),     config_with(9, 0, NULL),
                                    config_with(-1, 0, NULL),    config_with(7, -1, NULL),
                                    config_with(7, 1, negative), config_with(7, 2, equal),
                                    config_with(7, 2, falling),  config_with(7, 8, rising)};
    wrong[7].n_limits = 9;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_status(PTV_ERR_ARGUMENT, new_with(&wrong[i], NULL));
}

static void wrong_options_are_refused(void **unused) {
    (void)unused;
    ptv_durations *acc = many(NULL);
    ptv_durations_options wrong[12];
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_ok(ptv_durations_options_init(&wrong[i]));
    wrong[0].confidence = -0.5;
    wrong[1].confidence = 1;
    wrong[2].confidence = NAN;
    wrong[3].kind = -1;
    wrong[4].kind = 4;
    wrong[5].quantile_type = 3;
    wrong[6].quantile_type = 9;
    wrong[7].quantile_type = -1;
    wrong[8].share_method = PTV_METHOD_SCORE;
    wrong[9].share_method = -1;
    wrong[10].reserved2 = 1;
    wrong[11].confidence = INFINITY;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        assert_status(PTV_ERR_ARGUMENT, read_with(&wrong[i], acc));
        assert_status(PTV_ERR_ARGUMENT, percentile_with(&wrong[i], acc));
        assert_status(PTV_ERR_ARGUMENT, within_with(&wrong[i], acc));
        assert_status(PTV_ERR_ARGUMENT, compare_with(&wrong[i], acc));
    }
    ptv_estimate out;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    scribble(out);
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_durations_percentile(acc, 0, 2, NULL, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_durations_percentile(acc, 2, 2, NULL, &out));
    assert_untouched(out, PTV_ERR_ARGUMENT, ptv_durations_percentile(acc, 1, 0, NULL, &out));
    assert_untouched(within, PTV_ERR_ARGUMENT, ptv_durations_within(acc, -1, NULL, &within));
    assert_untouched(within, PTV_ERR_ARGUMENT,
                     ptv_durations_within(acc, PTV_TIME_NONE, NULL, &within));
    ptv_durations_free(acc);
}

static void empty_is_not_zero(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL), *other = durations_new(NULL, NULL);
    assert_ok(ptv_durations_add(other, 3));
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    ptv_duration_cell cell, untouched;
    ptv_estimate estimate;
    ptv_comparison c;
    size_t position = 0;
    for (int round = 0; round < 2; round++) {
        assert_status(PTV_EMPTY, ptv_durations_read(acc, NULL, &result));
        assert_empty_estimate(result.median);
        assert_empty_estimate(result.mean);
        assert_nan(result.std_dev_ms);
        assert_nan(result.skewness);
        assert_true(result.n == 0 && result.min_ms == PTV_TIME_NONE &&
                    result.max_ms == PTV_TIME_NONE && result.skewed == 0);
        assert_status(PTV_EMPTY, ptv_durations_percentile(acc, 9, 10, NULL, &estimate));
        assert_empty_estimate(estimate);
        assert_status(PTV_EMPTY, ptv_durations_within(acc, 0, NULL, &within));
        assert_empty_estimate(within.share);
        assert_true(within.n == 0 && within.at_least == 0 && within.at_most == 0);
        for (int32_t kind = PTV_TIME_KIND_DEFAULT; kind <= PTV_TIME_KIND_ORDER; kind++) {
            ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
            opt.kind = kind;
            assert_status(PTV_EMPTY, ptv_durations_compare(acc, other, &opt, &c));
            assert_no_comparison(PTV_EMPTY, c);
            assert_status(PTV_EMPTY, ptv_durations_compare(other, acc, &opt, &c));
            assert_status(PTV_EMPTY, ptv_durations_compare(acc, acc, &opt, &c));
        }
        scribble(cell);
        untouched = cell;
        assert_status(PTV_EMPTY, ptv_durations_next(acc, &position, &cell));
        assert_same_bytes(cell, untouched);
        /* The same once everything was removed again. */
        assert_ok(ptv_durations_add(acc, 5));
        assert_ok(ptv_durations_remove(acc, 5, 1));
    }
    ptv_durations_free(acc);
    ptv_durations_free(other);
}

static void a_reading_says_what_was_counted(void **unused) {
    (void)unused;
    ptv_durations *acc = many(NULL);
    ptv_durations_result r = durations_read(acc);
    assert_true(r.n == 300 && r.missing == 4 && r.rejected == 2 && r.calendar_id == 77);
    assert_true(r.min_ms == 300 && r.max_ms == 300 + INT64_C(400000) * 299);
    assert_true(r.exact == 0 && r.skewed == 0);
    assert_exact(r.mean.value, 300 + 400000 * 149.5);
    /* n (n + 1) / 12 times the step squared. */
    assert_close(r.std_dev_ms, 400000 * sqrt(300 * 301 / 12.0), 1e-15);
    ptv_durations_free(acc);
    acc = few(NULL);
    r = durations_read(acc);
    assert_true(r.exact == 1 && r.n == 78 && r.missing == 1 && r.min_ms == 0 &&
                r.max_ms == 121000000);
    assert_ok(ptv_durations_reset(acc));
    r = durations_read(acc);
    assert_true(r.n == 0 && r.missing == 0 && r.exact == 1 && r.calendar_id == 77);
    ptv_durations_free(acc);
}

static void a_reset_state_is_like_a_new_one(void **unused) {
    (void)unused;
    ptv_durations_config config = config_with(0, 2, hour_and_day);
    config.calendar_id = 77;
    ptv_durations *fresh = durations_new(&config, NULL), *used = many(NULL);
    assert_ok(ptv_durations_remove(used, 300, 1));
    assert_ok(ptv_durations_reset(used));
    assert_same_durations(fresh, used);
    assert_ok(ptv_durations_add(used, 9));
    assert_ok(ptv_durations_add(fresh, 9));
    assert_same_durations(fresh, used);
    ptv_durations_free(fresh);
    ptv_durations_free(used);
}

static void n_at_once_is_n_times_one(void **unused) {
    (void)unused;
    struct generator generator = {9};
    for (int i = 0; i < 200; i++) {
        int64_t value = (int64_t)random_magnitude(&generator, 63);
        uint64_t n = random_magnitude(&generator, i < 100 ? 10 : 60);
        ptv_durations *at_once = durations_new(NULL, NULL), *doubled = durations_new(NULL, NULL);
        assert_ok(ptv_durations_add_n(at_once, value, n));
        /* Bit by bit from the highest: doubling is a merge with itself. */
        for (int bit = 59; bit >= 0; bit--) {
            assert_ok(ptv_durations_merge(doubled, doubled));
            if (n >> bit & 1)
                assert_ok(ptv_durations_add(doubled, value));
        }
        assert_same_durations(at_once, doubled);
        ptv_durations_free(at_once);
        ptv_durations_free(doubled);
    }
}

static void counters_do_not_overflow(void **unused) {
    (void)unused;
    static const int64_t inputs[] = {7, PTV_TIME_NONE, -3, INT64_MAX};
    for (size_t i = 0; i < COUNT_OF(inputs); i++) {
        ptv_durations *acc = durations_new(NULL, NULL), *one = durations_new(NULL, NULL);
        ptv_status counted =
            inputs[i] < 0 && inputs[i] != PTV_TIME_NONE ? PTV_OUT_OF_SCALE : PTV_OK;
        assert_status(counted, ptv_durations_add_n(acc, inputs[i], PTV_COUNT_MAX));
        assert_status(counted, ptv_durations_add(one, inputs[i]));
        assert_durations_untouched(acc, PTV_ERR_OVERFLOW, ptv_durations_add(acc, inputs[i]));
        assert_durations_untouched(acc, PTV_ERR_OVERFLOW,
                                   ptv_durations_add_n(acc, inputs[i], UINT64_MAX));
        assert_durations_untouched(acc, PTV_ERR_OVERFLOW, ptv_durations_merge(acc, one));
        assert_durations_untouched(acc, PTV_ERR_OVERFLOW, ptv_durations_merge(acc, acc));
        assert_durations_untouched(one, PTV_ERR_OVERFLOW, ptv_durations_merge(one, acc));
        int64_t column[] = {1, inputs[i]};
        if (inputs[i] != PTV_TIME_NONE)
            assert_durations_untouched(acc, PTV_ERR_OVERFLOW,
                                       ptv_durations_add_i64(acc, column, NULL, 1, 1));
        assert_status(counted, ptv_durations_add_n(acc, inputs[i], 0));
        struct bytes image = bytes_of(acc);
        ptv_durations *back = NULL;
        assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &back));
        free(image.data);
        if (inputs[i] >= 0) {
            /* 2^60 - 1 times 2^63 - 1, and its square: the largest sums that there are. */
            ptv_durations_result r = durations_read(back);
            assert_exact(r.mean.value, (double)inputs[i]);
            assert_exact(r.std_dev_ms, 0);
            assert_ok(ptv_durations_remove(back, inputs[i], PTV_COUNT_MAX));
            assert_status(PTV_EMPTY, ptv_durations_read(back, NULL, &r));
        }
        ptv_durations_free(back);
        ptv_durations_free(acc);
        ptv_durations_free(one);
    }
}

/* A mean outside smallest and largest is a wrong number, were it by one bit. */
static void equal_values_have_themselves_as_mean(void **unused) {
    (void)unused;
    struct generator generator = {41};
    for (int i = 0; i < 3000; i++) {
        int64_t value = (int64_t)random_magnitude(&generator, 50);
        uint64_t n = 1 + random_magnitude(&generator, 60);
        ptv_durations *acc = durations_new(NULL, NULL);
        if (n > PTV_COUNT_MAX)
            n = PTV_COUNT_MAX;
        assert_ok(ptv_durations_add_n(acc, value, n));
        assert_exact(durations_read(acc).mean.value, (double)value);
        ptv_durations_free(acc);
    }
}

static void states_of_other_definitions_do_not_merge(void **unused) {
    (void)unused;
    static const int64_t other_limits[] = {3600000, DAY + 1};
    ptv_durations *acc = few(NULL);
    ptv_durations_config other[] = {
        config_with(7, 2, hour_and_day), config_with(6, 2, hour_and_day),
        config_with(7, 1, hour_and_day), config_with(7, 2, other_limits), config_with(7, 0, NULL)};
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        other[i].calendar_id = i == 0 ? 78 : 77;
        ptv_durations *wrong = durations_new(&other[i], NULL);
        ptv_comparison c;
        scribble(c);
        assert_ok(ptv_durations_add(wrong, 3));
        assert_durations_untouched(acc, PTV_ERR_MISMATCH, ptv_durations_merge(acc, wrong));
        assert_durations_untouched(wrong, PTV_ERR_MISMATCH, ptv_durations_merge(wrong, acc));
        assert_untouched(c, PTV_ERR_MISMATCH, ptv_durations_compare(acc, wrong, NULL, &c));
        ptv_durations_free(wrong);
    }
    other[0].calendar_id = 77; /* 7 bits are the default */
    ptv_durations *right = durations_new(&other[0], NULL);
    assert_ok(ptv_durations_merge(acc, right));
    ptv_durations_free(right);
    ptv_durations_free(acc);
}

static void an_empty_state_changes_nothing(void **unused) {
    (void)unused;
    for (int which = 0; which < 2; which++) {
        ptv_durations *acc = which ? many(NULL) : few(NULL), *copy = NULL;
        assert_ok(ptv_durations_copy(acc, NULL, &copy));
        ptv_durations_config config = config_with(0, 2, hour_and_day);
        config.calendar_id = 77;
        ptv_durations *none = durations_new(&config, NULL);
        assert_ok(ptv_durations_merge(acc, none));
        assert_same_durations(acc, copy);
        assert_ok(ptv_durations_merge(none, acc));
        assert_same_durations(none, copy);
        ptv_durations_free(acc);
        ptv_durations_free(copy);
        ptv_durations_free(none);
    }
}

static void self_merge_doubles(void **unused) {
    (void)unused;
    for (int which = 0; which < 3; which++) {
        ptv_durations *acc = which ? many(NULL) : few(NULL), *copy = NULL;
        if (which == 2)
            assert_ok(ptv_durations_remove(acc, 300, 1));
        assert_ok(ptv_durations_copy(acc, NULL, &copy));
        assert_same_durations(acc, copy);
        assert_ok(ptv_durations_merge(acc, acc));
        uint64_t n = durations_read(copy).n;
        assert_true(durations_read(acc).n == 2 * n);
        assert_ok(ptv_durations_merge(copy, copy));
        assert_same_durations(acc, copy);
        ptv_durations_free(acc);
        ptv_durations_free(copy);
    }
}

/* ---- columns */

static uint64_t sum_mod(const ptv_durations *acc) {
    struct bytes image = bytes_of(acc);
    uint64_t sum = 0;
    for (int i = 0; i < 8; i++)
        sum |= (uint64_t)image.data[64 + i] << 8 * i;
    free(image.data);
    return sum;
}

static void columns_are_as_one_by_one(void **unused) {
    (void)unused;
    enum { ROWS = 700 };
    static int64_t wide[ROWS];
    static int32_t narrow[ROWS];
    static double real[ROWS];
    static uint8_t validity[ROWS / 8 + 1];
    struct generator generator = {3};
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t kind = random_below(&generator, 12);
        narrow[i] = kind == 0   ? INT32_MIN
                    : kind == 1 ? -(int32_t)random_below(&generator, 100) - 1
                    : kind == 2 ? INT32_MAX
                                : (int32_t)random_magnitude(&generator, 31);
        wide[i] = kind == 0 ? PTV_TIME_NONE : narrow[i];
        real[i] = kind == 0 ? NAN : (double)narrow[i];
    }
    for (size_t i = 0; i < sizeof validity; i++)
        validity[i] = (uint8_t)random_next(&generator);
    for (size_t n = 0; n <= ROWS; n = n < 20 ? n + 1 : n + 97)
        for (size_t offset = 0; offset + n <= ROWS && offset < 20; offset += 9)
            for (int masked = 0; masked < 2; masked++)
                for (int removed = 0; removed < 2; removed++) {
                    const uint8_t *bitmap = masked ? validity : NULL;
                    ptv_durations *states[4];
                    ptv_status status = PTV_OK, one;
                    for (size_t i = 0; i < 4; i++) {
                        states[i] = removed ? many(NULL) : few(NULL);
                        if (removed)
                            assert_ok(ptv_durations_remove(states[i], 300, 1));
                    }
                    for (size_t row = offset; row < offset + n; row++) {
                        bool present = !masked || (validity[row / 8] >> row % 8 & 1);
                        one = ptv_durations_add(states[0], present ? wide[row] : PTV_TIME_NONE);
                        status = one > 0 ? one : status;
                    }
                    assert_status(status,
                                  ptv_durations_add_i64(states[1], wide, bitmap, offset, n));
                    assert_status(status,
                                  ptv_durations_add_i32(states[2], narrow, bitmap, offset, n));
                    assert_status(status,
                                  ptv_durations_add_f64(states[3], real, 1, bitmap, offset, n));
                    for (size_t i = 1; i < 4; i++)
                        assert_same_durations(states[0], states[i]);
                    for (size_t i = 0; i < 4; i++)
                        ptv_durations_free(states[i]);
                }
}

/* The last that counters of what is not counted take: few rows as well. */
static void a_few_rows_do_not_overflow(void **unused) {
    (void)unused;
    static const int64_t none[] = {PTV_TIME_NONE, -1};
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        const int64_t rows[] = {5, 6, none[i], none[i]};
        ptv_durations *acc = many(NULL), *want = many(NULL);
        ptv_status counted = none[i] == -1 ? PTV_OUT_OF_SCALE : PTV_OK;
        uint64_t room = PTV_COUNT_MAX - (i == 0 ? 4 : 2) - 1;
        assert_status(counted, ptv_durations_add_n(acc, none[i], room));
        assert_status(counted, ptv_durations_add_n(want, none[i], room));
        assert_durations_untouched(acc, PTV_ERR_OVERFLOW,
                                   ptv_durations_add_i64(acc, rows, NULL, 0, 4));
        assert_status(counted, ptv_durations_add_i64(acc, rows, NULL, 0, 3));
        for (size_t row = 0; row < 3; row++)
            (void)!ptv_durations_add(want, rows[row]);
        assert_same_durations(acc, want);
        assert_ok(ptv_durations_add_i64(acc, NULL, NULL, 0, 0));
        assert_ok(ptv_durations_add_i32(acc, NULL, NULL, 0, 0));
        assert_ok(ptv_durations_add_f64(acc, NULL, 1, NULL, 0, 0));
        assert_same_durations(acc, want);
        ptv_durations_free(acc);
        ptv_durations_free(want);
    }
}

static void doubles_are_rounded_half_to_even_in_their_unit(void **unused) {
    (void)unused;
    static const struct {
        double value, unit;
        int64_t ms; /* PTV_TIME_NONE: missing; -1: rejected */
    } cases[] = {{0.5, 1, 0},
                 {1.5, 1, 2},
                 {2.5, 1, 2},
                 {2.5000000000000004, 1, 3},
                 {0.49999999999999994, 1, 0},
                 {-0.0, 1, 0},
                 {-1e-300, 1, -1},
                 {1.5, 1000, 1500},
                 {0.0005, 1000, 0},
                 {0.0015, 1000, 2},
                 {0.5, 86400000, 43200000},
                 {1, 0x1p-1000, 0},
                 {4503599627370495.5, 1, 4503599627370496},
                 {4503599627370494.5, 1, 4503599627370494},
                 {9007199254740993.0, 1, 9007199254740992},
                 {9223372036854774784.0, 1, 9223372036854774784},
                 {9223372036854775808.0, 1, -1},
                 {1e300, 1e300, -1},
                 {INFINITY, 1, -1},
                 {-INFINITY, 1, -1},
                 {NAN, 1, PTV_TIME_NONE}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_durations *got = durations_new(NULL, NULL), *want = durations_new(NULL, NULL);
        ptv_status status = ptv_durations_add(want, cases[i].ms);
        assert_status(status,
                      ptv_durations_add_f64(got, &cases[i].value, cases[i].unit, NULL, 0, 1));
        assert_same_durations(got, want);
        ptv_durations_free(got);
        ptv_durations_free(want);
    }
    static const double wrong[] = {0, -1, NAN, INFINITY, -INFINITY, 0x1p1000};
    ptv_durations *acc = few(NULL);
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_durations_untouched(
            acc, PTV_ERR_ARGUMENT,
            ptv_durations_add_f64(acc, &cases[0].value, wrong[i], NULL, 0, 1));
    ptv_durations_free(acc);
}

static void a_grouped_column_is_as_one_by_one(void **unused) {
    (void)unused;
    enum { ROWS = 3000, GROUPS = 6 };
    static int64_t column[ROWS];
    static uint32_t group[ROWS];
    struct generator generator = {31};
    for (size_t i = 0; i < ROWS; i++) {
        column[i] = i % 50 == 0   ? PTV_TIME_NONE
                    : i % 51 == 0 ? -5
                                  : (int64_t)random_magnitude(&generator, 40);
        group[i] = (uint32_t)random_below(&generator, GROUPS - 1);
    }
    ptv_durations *got[GROUPS], *want[GROUPS];
    for (size_t i = 0; i < GROUPS; i++) {
        got[i] = i % 2 ? many(NULL) : few(NULL);
        want[i] = i % 2 ? many(NULL) : few(NULL);
    }
    ptv_durations_free(got[4]);
    got[4] = got[1]; /* two groups share a state, one has no state and no rows */
    ptv_durations_free(got[5]);
    got[5] = NULL;
    for (size_t row = 7; row < ROWS; row++)
        (void)ptv_durations_add(want[group[row] == 4 ? 1 : group[row]], column[row]);
    assert_status(PTV_OUT_OF_SCALE,
                  ptv_durations_add_grouped_i64(got, GROUPS, group, column, NULL, 7, ROWS - 7));
    for (size_t i = 0; i < 4; i++)
        assert_same_durations(got[i], want[i]);

    /* One wrong row, and none is counted. */
    struct bytes before[4];
    for (size_t i = 0; i < 4; i++)
        before[i] = bytes_of(got[i]);
    for (int what = 0; what < 2; what++) {
        uint32_t kept = group[ROWS - 1];
        group[ROWS - 1] = what == 0 ? GROUPS : 5;
        assert_status(what == 0 ? PTV_ERR_ARGUMENT : PTV_ERR_NULL,
                      ptv_durations_add_grouped_i64(got, GROUPS, group, column, NULL, 0, ROWS));
        group[ROWS - 1] = kept;
        for (size_t i = 0; i < 4; i++) {
            struct bytes after = bytes_of(got[i]);
            assert_true(same_bytes(before[i], after));
            free(after.data);
        }
    }
    for (size_t i = 0; i < 4; i++)
        free(before[i].data);
    for (size_t i = 0; i < GROUPS; i++) {
        ptv_durations_free(i < 4 ? got[i] : NULL);
        ptv_durations_free(want[i]);
    }
}

/* ---- memory */

static const int64_t spread[] = {
    5, 1000, 700000, INT64_C(1) << 33, -4, INT64_C(1) << 50, PTV_TIME_NONE, INT64_MAX};
static double spread_real[COUNT_OF(spread)];
static uint32_t spread_group[COUNT_OF(spread)];

struct call {
    ptv_durations *acc, *other, *made;
    const ptv_allocator *allocator;
    struct bytes image;
};

static ptv_status call_new(struct call *c) {
    return ptv_durations_new(NULL, c->allocator, &c->made);
}
static ptv_status call_copy(struct call *c) {
    return ptv_durations_copy(c->acc, c->allocator, &c->made);
}
static ptv_status call_deserialize(struct call *c) {
    return ptv_durations_deserialize(c->allocator, c->image.data, c->image.len, &c->made);
}
static ptv_status call_add(struct call *c) {
    return ptv_durations_add(c->acc, INT64_C(1) << 60);
}
static ptv_status call_add_n(struct call *c) {
    return ptv_durations_add_n(c->acc, 1, 5);
}
static ptv_status call_i64(struct call *c) {
    return ptv_durations_add_i64(c->acc, spread, NULL, 0, COUNT_OF(spread));
}
static ptv_status call_f64(struct call *c) {
    for (size_t i = 0; i < COUNT_OF(spread); i++)
        spread_real[i] = spread[i] == PTV_TIME_NONE ? (double)NAN : (double)spread[i];
    return ptv_durations_add_f64(c->acc, spread_real, 1, NULL, 0, COUNT_OF(spread));
}
static ptv_status call_grouped(struct call *c) {
    ptv_durations *const states[] = {c->acc, c->other, c->acc};
    for (size_t i = 0; i < COUNT_OF(spread); i++)
        spread_group[i] = (uint32_t)i % 3;
    return ptv_durations_add_grouped_i64(states, 3, spread_group, spread, NULL, 0,
                                         COUNT_OF(spread));
}
static ptv_status call_remove(struct call *c) {
    return ptv_durations_remove(c->acc, durations_read(c->acc).exact ? 1000000 : 300, 1);
}
static ptv_status call_merge(struct call *c) {
    return ptv_durations_merge(c->acc, c->other);
}

static ptv_status call_merge_bytes(struct call *c) {
    return ptv_durations_merge_bytes(c->acc, c->image.data, c->image.len);
}

/* Every allocation of every call fails once: nothing has changed, nothing is lost, and the same
 * call then does what it would have done. */
static void out_of_memory_changes_nothing(void **unused) {
    (void)unused;
    static const struct {
        const char *name;
        ptv_status (*call)(struct call *c);
    } calls[] = {{"new", call_new},
                 {"copy", call_copy},
                 {"deserialize", call_deserialize},
                 {"add", call_add},
                 {"add_n", call_add_n},
                 {"add_i64", call_i64},
                 {"add_f64", call_f64},
                 {"grouped", call_grouped},
                 {"remove", call_remove},
                 {"merge", call_merge},
                 {"merge_bytes", call_merge_bytes}};
    uint64_t failures = 0;
    for (size_t which = 0; which < COUNT_OF(calls); which++)
        for (int shape = 0; shape < 4; shape++) {
            struct failing_allocator memory;
            ptv_allocator allocator = failing_allocator(&memory);
            struct call c = {NULL, NULL, NULL, &allocator, {NULL, 0}};
            c.acc = shape & 1 ? many(&allocator) : few(&allocator);
            c.other = shape & 2 ? many(&allocator) : few(&allocator);
            c.image = bytes_of(c.acc);
            struct bytes other = bytes_of(c.other);
            ptv_status status = PTV_ERR_MEMORY;
            for (uint64_t k = 0; status == PTV_ERR_MEMORY; k++) {
                int64_t blocks = memory.blocks;
                memory.until_failure = k;
                status = calls[which].call(&c);
                memory.until_failure = UINT64_MAX;
                if (status != PTV_ERR_MEMORY)
                    break;
                failures++;
                struct bytes after = bytes_of(c.acc), other_after = bytes_of(c.other);
                assert_true(same_bytes(c.image, after) && same_bytes(other, other_after));
                assert_null(c.made);
                /* Empty pages may stay. */
                assert_true(memory.blocks >= blocks && memory.blocks <= blocks + 8);
                free(after.data);
                free(other_after.data);
            }
            assert_true(status >= 0);
            struct call plain = {shape & 1 ? many(NULL) : few(NULL),
                                 shape & 2 ? many(NULL) : few(NULL), NULL, NULL, c.image};
            assert_status(status, calls[which].call(&plain));
            assert_same_durations(c.acc, plain.acc);
            assert_same_durations(c.other, plain.other);
            assert_true(!c.made == !plain.made);
            if (c.made)
                assert_same_durations(c.made, plain.made);
            ptv_durations_free(plain.acc);
            ptv_durations_free(plain.other);
            ptv_durations_free(plain.made);
            ptv_durations_free(c.acc);
            ptv_durations_free(c.other);
            ptv_durations_free(c.made);
            assert_true(memory.blocks == 0 && memory.bytes == 0);
            free(c.image.data);
            free(other.data);
        }
    assert_in_range(failures, 100, 10000);
}

/* ---- removal */

static void removal_is_exact_but_for_the_range(void **unused) {
    (void)unused;
    ptv_durations *acc = few(NULL), *less = NULL;
    ptv_durations_result before = durations_read(acc);
    assert_ok(ptv_durations_add_n(acc, 1000003, 4));
    assert_ok(ptv_durations_remove(acc, 1000003, 4));
    ptv_durations_result after = durations_read(acc);
    assert_true(after.n == before.n && after.exact == 0);
    assert_exact(after.mean.value, before.mean.value);
    assert_exact(after.std_dev_ms, before.std_dev_ms);
    assert_true(after.min_ms == 0 && after.max_ms >= before.max_ms);
    assert_true((double)(after.max_ms - before.max_ms) <= (double)before.max_ms / 128);

    /* The flag is carried by merges, bytes and copies, and by nothing but reset taken away. */
    less = few(NULL);
    assert_ok(ptv_durations_merge(less, acc));
    assert_true(durations_read(less).exact == 0);
    struct bytes image = bytes_of(less);
    assert_true(image.data[34] == 3);
    ptv_durations *back = NULL;
    assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &back));
    /* Adding and removing go on alike on what came by bytes and on what did not. */
    for (int64_t i = 0; i < 50; i++) {
        assert_ok(ptv_durations_add(back, 12345678 + i));
        assert_ok(ptv_durations_add(less, 12345678 + i));
    }
    assert_ok(ptv_durations_remove(back, 12345678 + 9, 1));
    assert_ok(ptv_durations_remove(less, 12345678 + 9, 1));
    assert_same_durations(back, less);
    free(image.data);
    ptv_durations_free(back);
    ptv_durations_free(less);
    ptv_durations_free(acc);
}

static void more_than_was_added_cannot_be_removed(void **unused) {
    (void)unused;
    for (int which = 0; which < 2; which++) {
        ptv_durations *acc = which ? many(NULL) : few(NULL);
        int64_t there = which ? 300 : 1000000;
        uint64_t n = which ? 1 : 2;
        assert_durations_untouched(acc, PTV_ERR_UNDERFLOW, ptv_durations_remove(acc, there, n + 1));
        assert_durations_untouched(acc, PTV_ERR_UNDERFLOW, ptv_durations_remove(acc, 123, 1));
        assert_durations_untouched(acc, PTV_ERR_UNDERFLOW,
                                   ptv_durations_remove(acc, INT64_MAX, UINT64_MAX));
        assert_durations_untouched(acc, PTV_ERR_UNDERFLOW, ptv_durations_remove(acc, -7, 3));
        assert_durations_untouched(acc, PTV_ERR_UNDERFLOW,
                                   ptv_durations_remove(acc, PTV_TIME_NONE, 5));
        assert_durations_untouched(acc, PTV_OK, ptv_durations_remove(acc, 123, 0));
        assert_ok(ptv_durations_remove(acc, PTV_TIME_NONE, which ? 4 : 1));
        assert_status(which ? PTV_OUT_OF_SCALE : PTV_ERR_UNDERFLOW,
                      ptv_durations_remove(acc, -9, 2));
        assert_ok(ptv_durations_remove(acc, there, n));
        assert_durations_untouched(acc, PTV_ERR_UNDERFLOW, ptv_durations_remove(acc, there, 1));
        ptv_durations_free(acc);
    }
}

/* Neighbours of the same bucket, which are longer together than all there is, if not by their
 * squares. */
static void less_than_was_added_may_be_too_much(void **unused) {
    (void)unused;
    ptv_durations_config config = config_with(5, 0, NULL);
    ptv_durations *acc = durations_new(&config, NULL);
    assert_ok(ptv_durations_add_n(acc, 64, 200));
    assert_ok(ptv_durations_add(acc, 190));
    assert_ok(ptv_durations_add(acc, 5));
    assert_ok(ptv_durations_remove(acc, 5, 1)); /* from now on in buckets: 64..65 is one */
    assert_durations_untouched(acc, PTV_ERR_UNDERFLOW, ptv_durations_remove(acc, 65, 200));
    assert_ok(ptv_durations_remove(acc, 64, 200));
    ptv_durations_free(acc);
    struct ptvi_sums sums = {{0}, {0}};
    ptvi_sums_add(&sums, 64, 200);
    ptvi_sums_add(&sums, 190, 1);
    assert_false(ptvi_sums_take(&sums, 65, 200));
}

/* The 257th distinct value goes to buckets, and no other one. */
static void what_is_there_turns_nothing(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    for (int64_t i = 0; i < 256; i++) {
        assert_false(ptvi_durations_turns(acc, i * DAY));
        assert_ok(ptv_durations_add(acc, i * DAY));
    }
    assert_false(ptvi_durations_turns(acc, 7 * (int64_t)DAY));
    assert_false(ptvi_durations_turns(acc, -1));
    assert_true(ptvi_durations_turns(acc, 7 * (int64_t)DAY + 1));
    assert_ok(ptv_durations_add(acc, 7 * (int64_t)DAY));
    assert_true(durations_read(acc).exact == 1);
    assert_ok(ptv_durations_add(acc, 7 * (int64_t)DAY + 1));
    assert_true(durations_read(acc).exact == 0);
    ptv_durations_free(acc);
}

/* A state from which a neighbour in the same bucket was taken by mistake is still a state: its
 * bytes are read back, its variance is not below 0, its mean lies in its range. */
static void a_wrong_removal_leaves_a_possible_state(void **unused) {
    (void)unused;
    static const int64_t limits[] = {1000, 100000, 100100, 100200};
    struct generator generator = {77};
    uint64_t refused = 0, done = 0;
    for (int round = 0; round < 400; round++) {
        ptv_durations_config config = config_with(5, 4, limits);
        ptv_durations *acc = durations_new(&config, NULL), *back = NULL;
        for (int i = 0; i < 20; i++)
            assert_ok(ptv_durations_add(acc, 99000 + (int64_t)random_below(&generator, 3000)));
        assert_ok(ptv_durations_add(acc, 5));
        assert_ok(ptv_durations_remove(acc, 5, 1));
        for (int i = 0; i < 30; i++) {
            int64_t value = 99000 + (int64_t)random_below(&generator, 3000);
            struct bytes before = bytes_of(acc);
            ptv_status status = ptv_durations_remove(acc, value, 1);
            struct bytes after = bytes_of(acc);
            assert_true(status == PTV_OK || status == PTV_ERR_UNDERFLOW);
            assert_true(status == PTV_OK || same_bytes(before, after));
            *(status == PTV_OK ? &done : &refused) += 1;
            assert_ok(ptv_durations_deserialize(NULL, after.data, after.len, &back));
            ptv_durations_result r = durations_read(back);
            if (r.n > 0)
                assert_in((double)r.min_ms, r.mean.value, (double)r.max_ms);
            if (r.n > 1)
                assert_in(0, r.std_dev_ms, 4096);
            ptv_durations_free(back);
            free(before.data);
            free(after.data);
        }
        ptv_durations_free(acc);
    }
    assert_in_range(refused, 500, UINT64_MAX);
    assert_in_range(done, 500, UINT64_MAX);
}

/* Of a state with more than 2^32 durations, most of its buckets with few, and these as long as their
 * buckets allow: of none of them a shorter one was counted. */
static void a_copy_from_bytes_refuses_what_its_original_does(void **unused) {
    (void)unused;
    const int64_t octave = 1 << 20, width = octave / 128;
    ptv_durations *acc = durations_new(NULL, NULL), *copy = NULL;
    assert_ok(ptv_durations_add_n(acc, 0, UINT64_C(1) << 33));
    for (int64_t times = 1; times <= 8; times *= 2)
        for (int64_t i = 1; i <= 128; i++)
            assert_ok(ptv_durations_add_n(acc, times * (octave + i * width) - 1, 3));
    assert_ok(ptv_durations_remove(acc, 0, 1));
    struct bytes image = bytes_of(acc);
    assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &copy));
    assert_status(PTV_ERR_UNDERFLOW, ptv_durations_remove(acc, octave + width - 2, 1));
    assert_status(PTV_ERR_UNDERFLOW, ptv_durations_remove(copy, octave + width - 2, 1));
    assert_same_durations(acc, copy);
    assert_ok(ptv_durations_remove(acc, octave + width - 1, 3));
    assert_ok(ptv_durations_remove(copy, octave + width - 1, 3));
    assert_same_durations(acc, copy);
    free(image.data);
    ptv_durations_free(acc);
    ptv_durations_free(copy);
}

/* ---- readings */

static void within_is_exact_or_a_bracket(void **unused) {
    (void)unused;
    ptv_durations_within_result r = PTV_DURATIONS_WITHIN_RESULT_INIT;
    ptv_durations *acc = many(NULL);
    for (int removed = 0; removed < 2; removed++) {
        uint64_t n = 300 - (uint64_t)removed;
        static const uint64_t declared[] = {9, 216};
        for (size_t i = 0; i < 2; i++) {
            assert_ok(ptv_durations_within(acc, hour_and_day[i], NULL, &r));
            assert_true(r.n == n && r.at_least == declared[i] - (uint64_t)removed &&
                        r.at_most == r.at_least);
            assert_exact(r.share.value, (double)r.at_least / (double)n);
        }
        for (int64_t limit = 0; limit < 130000000; limit += 1234567) {
            uint64_t want = (uint64_t)(limit < 300 ? 0 : (limit - 300) / 400000 + 1);
            want = (want > 300 ? 300 : want);
            want -= want > 0 ? (uint64_t)removed : 0;
            assert_ok(ptv_durations_within(acc, limit, NULL, &r));
            assert_true(r.at_least <= want && want <= r.at_most);
            assert_true(r.at_most - r.at_least <= 3);
            assert_in(r.share.lower, r.share.value, r.share.upper);
        }
        assert_ok(ptv_durations_within(acc, INT64_MAX, NULL, &r));
        assert_true(r.at_least == n && r.at_most == n);
        if (!removed) {
            /* The range is known to the millisecond. */
            assert_ok(ptv_durations_within(acc, 299, NULL, &r));
            assert_true(r.at_least == 0 && r.at_most == 0);
            assert_ok(ptv_durations_within(acc, 300 + INT64_C(400000) * 299, NULL, &r));
            assert_true(r.at_least == 300);
            assert_ok(ptv_durations_within(acc, 299 + INT64_C(400000) * 299, NULL, &r));
            assert_true(r.at_least < 300);
            assert_ok(ptv_durations_remove(acc, 300, 1));
        }
    }
    ptv_durations_free(acc);
    acc = few(NULL);
    assert_ok(ptv_durations_within(acc, 999999, NULL, &r));
    assert_true(r.at_least == 1 && r.at_most == 1);
    assert_ok(ptv_durations_within(acc, 1000000, NULL, &r));
    assert_true(r.at_least == 3 && r.at_most == 3);
    ptv_estimate want;
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    opt.confidence = 0.9;
    opt.share_method = PTV_METHOD_CLOPPER_PEARSON;
    assert_ok(ptv_share_interval(3, 78, 0.9, PTV_METHOD_CLOPPER_PEARSON, &want));
    assert_ok(ptv_durations_within(acc, 1000000, &opt, &r));
    assert_exact(r.share.lower, want.lower);
    assert_exact(r.share.upper, want.upper);
    assert_int_equal(r.share.method, PTV_METHOD_CLOPPER_PEARSON);
    ptv_durations_free(acc);
}

static void too_few_for_an_interval_is_said(void **unused) {
    (void)unused;
    static const int64_t five[] = {1, 2, 3, 4, 5}, six[] = {6, 5, 4, 3, 2, 1};
    ptv_durations *acc = durations_of(five, 5), *more = durations_of(six, 6);
    ptv_durations_result r = PTV_DURATIONS_RESULT_INIT;
    ptv_comparison c;
    assert_status(PTV_UNATTAINABLE, ptv_durations_read(acc, NULL, &r));
    assert_exact(r.median.value, 3);
    assert_nan(r.median.lower);
    assert_nan(r.median.upper);
    assert_int_equal(r.skewed, 1);
    assert_status(PTV_OK, r.mean.status);
    assert_status(PTV_UNATTAINABLE, ptv_durations_compare(acc, more, NULL, &c));
    assert_exact(c.difference, -0.5);
    assert_nan(c.lower);
    assert_status(PTV_UNATTAINABLE, ptv_durations_compare(more, acc, NULL, &c));
    assert_ok(ptv_durations_compare(more, more, NULL, &c));
    assert_exact(c.difference, 0);
    assert_nan(c.p_value);
    assert_int_equal(c.method, PTV_METHOD_MOVER);
    assert_ok(ptv_durations_read(more, NULL, &r));
    assert_exact(r.median.lower, 1);
    assert_exact(r.median.upper, 6);
    ptv_durations_free(acc);
    ptv_durations_free(more);
}

/* A state with so many values from one on, each a step behind the one before; or with the smallest of
 * their buckets. */
static ptv_durations *steps(size_t n, int64_t first, int64_t step, bool edges) {
    ptv_durations *acc = durations_new(NULL, NULL);
    for (size_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)first + i * (uint64_t)step;
        if (edges)
            value = ptvi_bucket_lower(7, ptvi_bucket_of(7, value));
        assert_ok(ptv_durations_add(acc, (int64_t)value));
    }
    return acc;
}

/* Where either is in buckets, what shares one is tied: as values are that are equal. */
static void orders_in_buckets_are_those_of_their_edges(void **unused) {
    (void)unused;
    static const struct {
        size_t n;
        int64_t first, step;
    } sides[] = {{300, 100000, 97}, {280, 98000, 130}, {60, 99990, 501}};
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    opt.kind = PTV_TIME_KIND_ORDER;
    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 2; j++)
            for (int swapped = 0; swapped < 2; swapped++) {
                size_t a = swapped ? j : i, b = swapped ? i : j;
                ptv_comparison got, want;
                ptv_durations *states[4];
                for (size_t k = 0; k < 4; k++) {
                    size_t s = k % 2 ? b : a;
                    states[k] = steps(sides[s].n, sides[s].first, sides[s].step, k > 1);
                    assert_true(durations_read(states[k]).exact == (k > 1 || sides[s].n < 257));
                }
                assert_ok(ptv_durations_compare(states[0], states[1], &opt, &got));
                assert_ok(ptv_durations_compare(states[2], states[3], &opt, &want));
                assert_same_bytes(got, want);
                assert_true(a != b || got.difference == 0);
                for (size_t k = 0; k < 4; k++)
                    ptv_durations_free(states[k]);
            }
}

static void identical_values_say_so(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    assert_ok(ptv_durations_add_n(acc, 10000, 50));
    ptv_durations_result r = PTV_DURATIONS_RESULT_INIT;
    assert_ok(ptv_durations_read(acc, NULL, &r));
    /* Constant waits of 10 s are 10 s. */
    assert_exact(r.median.value, 10000);
    assert_exact(r.median.lower, 10000);
    assert_exact(r.median.upper, 10000);
    assert_exact(r.mean.value, 10000);
    assert_status(PTV_DEGENERATE, r.mean.status);
    assert_exact(r.std_dev_ms, 0);
    assert_nan(r.skewness);
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    ptv_comparison c;
    opt.kind = PTV_TIME_KIND_ORDER;
    assert_status(PTV_DEGENERATE, ptv_durations_compare(acc, acc, &opt, &c));
    assert_exact(c.difference, 0);
    assert_false(signbit(c.difference));
    assert_exact(c.p_value, 1);
    opt.kind = PTV_TIME_KIND_MEAN;
    assert_status(PTV_DEGENERATE, ptv_durations_compare(acc, acc, &opt, &c));
    ptv_durations_free(acc);
}

static void the_walk_shows_every_cell(void **unused) {
    (void)unused;
    for (int which = 0; which < 2; which++) {
        ptv_durations *acc = which ? many(NULL) : few(NULL);
        ptv_duration_cell cell;
        size_t position = 0;
        uint64_t n = 0;
        int64_t above = -1;
        while (ptv_durations_next(acc, &position, &cell) == PTV_OK) {
            assert_true(cell.lower_ms > above && cell.upper_ms >= cell.lower_ms && cell.count > 0);
            assert_true(which || cell.lower_ms == cell.upper_ms);
            above = cell.upper_ms;
            n += cell.count;
        }
        assert_true(n == durations_read(acc).n);
        assert_status(PTV_EMPTY, ptv_durations_next(acc, &position, &cell));
        ptv_durations_free(acc);
    }
}

/* ---- bytes */

enum {
    AT_SHAPE = 32,
    AT_N = 40,
    AT_MISSING = 48,
    AT_REJECTED = 56,
    AT_SUM = 64,
    AT_SQUARES = 80,
    AT_MIN = 104,
    AT_MAX = 112,
    AT_LIMITS = 120
};

static uint64_t get(const uint8_t *at) {
    uint64_t x = 0;
    for (int i = 0; i < 8; i++)
        x |= (uint64_t)at[i] << 8 * i;
    return x;
}

static void put(uint8_t *at, uint64_t x) {
    for (int i = 0; i < 8; i++)
        at[i] = (uint8_t)(x >> 8 * i);
}

static void assert_reads_as(ptv_status expected, const uint8_t *bytes, size_t len) {
    uint8_t *image = malloc(len);
    ptv_durations *out = NULL;
    assert_non_null(image);
    memcpy(image, bytes, len);
    repair_length(image, len);
    repair_checksum(image, len);
    assert_status(expected, ptv_durations_deserialize(NULL, image, len, &out));
    assert_true((expected == PTV_OK) == (out != NULL));
    if (out) {
        struct bytes again = bytes_of(out);
        assert_true(again.len == len && memcmp(again.data, image, len) == 0);
        free(again.data);
    }
    ptv_durations_free(out);
    free(image);
}

/* One word changed, and no durations have these contents. */
static void assert_word_refused(struct bytes image, size_t at, uint64_t word) {
    uint64_t kept = get(image.data + at);
    assert_true(kept != word);
    put(image.data + at, word);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    put(image.data + at, kept);
}

static void bytes_and_back(void **unused) {
    (void)unused;
    for (int which = 0; which < 2; which++) {
        ptv_durations *acc = which ? many(NULL) : few(NULL), *back = NULL;
        uint8_t small[150], untouched[150];
        size_t len = 0;
        memset(small, 0xA5, sizeof small);
        memcpy(untouched, small, sizeof small);
        assert_status(PTV_ERR_SPACE, ptv_durations_serialize(acc, small, which ? 150 : 100, &len));
        assert_memory_equal(small, untouched, sizeof small);
        struct bytes image = bytes_of(acc);
        assert_true(len == image.len);
        uint32_t type, version;
        uint64_t length;
        assert_ok(ptv_wire_info(image.data, image.len, &type, &version, &length));
        assert_true(type == PTV_TYPE_DURATIONS && version == 1 && length == image.len);
        assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &back));
        assert_same_durations(acc, back);
        assert_ok(ptv_durations_add(back, 4711));
        assert_ok(ptv_durations_add(acc, 4711));
        assert_same_durations(acc, back);
        ptv_durations_free(back);

        ptv_durations *target = acc;
        static const struct {
            size_t at;
            ptv_status status;
        } damage[] = {{0, PTV_ERR_WIRE_MAGIC},     {4, PTV_ERR_WIRE_TYPE},
                      {6, PTV_ERR_WIRE_VERSION},   {8, PTV_ERR_WIRE_LENGTH},
                      {16, PTV_ERR_WIRE_CHECKSUM}, {50, PTV_ERR_WIRE_CHECKSUM}};
        for (size_t i = 0; i < COUNT_OF(damage); i++) {
            image.data[damage[i].at] ^= 0x40;
            assert_status(damage[i].status,
                          ptv_durations_deserialize(NULL, image.data, image.len, &target));
            assert_ptr_equal(target, acc);
            image.data[damage[i].at] ^= 0x40;
        }
        assert_status(PTV_ERR_WIRE_LENGTH,
                      ptv_durations_deserialize(NULL, image.data, 23, &target));
        free(image.data);
        ptv_durations_free(acc);
    }
}

static void definitions_that_cannot_be_are_refused(void **unused) {
    (void)unused;
    for (int which = 0; which < 2; which++) {
        ptv_durations *acc = which ? many(NULL) : few(NULL);
        struct bytes image = bytes_of(acc);
        uint64_t shape = get(image.data + AT_SHAPE);
        assert_true(shape == (UINT64_C(0x0207) | (uint64_t)which << 16));
        static const uint64_t bits[] = {0, 1, 4, 9, 63, 255};
        for (size_t i = 0; i < COUNT_OF(bits); i++)
            assert_word_refused(image, AT_SHAPE, (shape & ~UINT64_C(0xFF)) | bits[i]);
        static const uint64_t limits[] = {0, 1, 3, 8, 9, 255};
        for (size_t i = 0; i < COUNT_OF(limits); i++)
            assert_word_refused(image, AT_SHAPE, (shape & ~UINT64_C(0xFF00)) | limits[i] << 8);
        for (int bit = 16; bit < 64; bit++)
            assert_word_refused(image, AT_SHAPE, shape ^ UINT64_C(1) << bit);
        assert_word_refused(image, AT_MISSING, UINT64_C(1) << 60);
        assert_word_refused(image, AT_REJECTED, UINT64_C(1) << 60);
        assert_word_refused(image, AT_LIMITS, DAY);     /* equal to the next */
        assert_word_refused(image, AT_LIMITS, DAY + 1); /* falling */
        assert_word_refused(image, AT_LIMITS, UINT64_C(1) << 63);
        assert_word_refused(image, AT_LIMITS + 16, UINT64_MAX);
        free(image.data);
        ptv_durations_free(acc);
    }
}

static void sums_of_exact_values_must_be_theirs(void **unused) {
    (void)unused;
    ptv_durations *acc = few(NULL);
    struct bytes image = bytes_of(acc);
    for (size_t at = AT_N; at < AT_LIMITS + 32; at += 8) {
        bool free_word =
            at == AT_MISSING || at == AT_REJECTED || at == AT_LIMITS || at == AT_LIMITS + 16;
        if (free_word)
            continue;
        assert_word_refused(image, at, get(image.data + at) + 1);
        assert_word_refused(image, at, get(image.data + at) - 1);
        assert_word_refused(image, at, get(image.data + at) ^ UINT64_C(1) << 63);
    }
    free(image.data);
    ptv_durations_free(acc);
}

static void sums_of_buckets_must_be_possible(void **unused) {
    (void)unused;
    ptv_durations *acc = many(NULL);
    struct bytes image = bytes_of(acc);
    uint64_t sum = get(image.data + AT_SUM), squares = get(image.data + AT_SQUARES),
             min = get(image.data + AT_MIN), max = get(image.data + AT_MAX);
    assert_reads_as(PTV_OK, image.data, image.len);
    assert_word_refused(image, AT_N, 299);
    assert_word_refused(image, AT_N, 301);
    assert_word_refused(image, AT_SUM, sum - sum / 100);
    assert_word_refused(image, AT_SUM, sum + sum / 100);
    assert_word_refused(image, AT_SUM + 8, 1);
    assert_word_refused(image, AT_SQUARES, squares - squares / 50);
    assert_word_refused(image, AT_SQUARES, squares + squares / 50);
    assert_word_refused(image, AT_SQUARES + 8, 1);
    assert_word_refused(image, AT_SQUARES + 16, 1);
    assert_word_refused(image, AT_MIN, min - 2); /* its bucket is 300..301 */
    assert_word_refused(image, AT_MIN, min + 2);
    assert_word_refused(image, AT_MIN, 0);
    assert_word_refused(image, AT_MIN, max);
    assert_word_refused(image, AT_MIN, max + 2);
    assert_word_refused(image, AT_MAX, min);
    assert_word_refused(image, AT_MAX, max * 2);
    assert_word_refused(image, AT_MAX, UINT64_C(1) << 63 | max);
    assert_word_refused(image, AT_LIMITS + 8, 7);
    assert_word_refused(image, AT_LIMITS + 8, 11);
    assert_word_refused(image, AT_LIMITS + 8, 217);
    assert_word_refused(image, AT_LIMITS + 24, 200);
    assert_word_refused(image, AT_LIMITS + 24, 230);
    /* The removed flag: only with smallest and largest 0. */
    assert_word_refused(image, AT_SHAPE, get(image.data + AT_SHAPE) | 2 << 16);
    put(image.data + AT_SHAPE, get(image.data + AT_SHAPE) | 2 << 16);
    put(image.data + AT_MIN, 0);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    put(image.data + AT_MAX, 0);
    assert_reads_as(PTV_OK, image.data, image.len);
    put(image.data + AT_MIN, min);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    free(image.data);
    ptv_durations_free(acc);
}

/* 2^40 and its next in one bucket, twice each, and what only their closeness forbids. */
static void what_one_wide_bucket_cannot_hold(void **unused) {
    (void)unused;
    const int64_t big = INT64_C(1) << 40, limits[] = {big + 1, big + 2};
    ptv_durations_config config = config_with(0, 2, limits);
    ptv_durations *acc = durations_new(&config, NULL);
    for (int64_t i = 0; i < 300; i++)
        assert_ok(ptv_durations_add(acc, big + i));
    struct bytes image = bytes_of(acc);
    uint64_t n = 300, sum_low = get(image.data + AT_SUM);
    assert_reads_as(PTV_OK, image.data, image.len);
    assert_word_refused(image, AT_SUM,
                        sum_low - 300 * 299 / 2 - 1); /* below n times the smallest */
    assert_word_refused(image, AT_SUM, sum_low + 300 * 299 / 2 + 1); /* above n times the largest */
    assert_word_refused(image, AT_MIN, (uint64_t)big + 299); /* one value, where many are needed */
    assert_word_refused(image, AT_MAX, (uint64_t)big + 255);
    assert_word_refused(image, AT_MIN,
                        (uint64_t)big + 100);     /* all values above: the sum is too small */
    assert_word_refused(image, AT_LIMITS + 8, 4); /* 4 up to a limit, 3 up to the next */
    assert_word_refused(image, AT_LIMITS + 24, n + 1);
    /* Where the limit is below the smallest, none; from the largest on, all. */
    put(image.data + AT_LIMITS, (uint64_t)big - 1);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    put(image.data + AT_LIMITS + 8, 0);
    assert_reads_as(PTV_OK, image.data, image.len);
    put(image.data + AT_LIMITS + 16, (uint64_t)big + 299);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    put(image.data + AT_LIMITS + 24, 300);
    assert_reads_as(PTV_OK, image.data, image.len);
    free(image.data);
    /* No spread at all: the sum of squares may not be less by 1, although the bucket is wide. */
    assert_ok(ptv_durations_reset(acc));
    assert_ok(ptv_durations_add_n(acc, big + 77, 3));
    assert_ok(ptv_durations_remove(acc, big + 77, 1));
    image = bytes_of(acc);
    uint64_t squares = get(image.data + AT_SQUARES);
    assert_reads_as(PTV_OK, image.data, image.len);
    assert_word_refused(image, AT_SQUARES, squares - 1);
    put(image.data + AT_SQUARES, squares + 1);
    assert_reads_as(PTV_OK, image.data, image.len);
    free(image.data);
    ptv_durations_free(acc);
}

/* Edges of the outermost buckets but one: all sums would be possible, too. */
static void smallest_and_largest_are_in_the_outermost_buckets(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    for (int64_t i = 1; i <= 300; i++)
        assert_ok(ptv_durations_add(acc, 1000 * i));
    struct bytes image = bytes_of(acc);
    assert_reads_as(PTV_OK, image.data, image.len);
    assert_word_refused(image, AT_MIN, 2000);   /* of 2000..2007 */
    assert_word_refused(image, AT_MAX, 299007); /* of 296960..299007 */
    free(image.data);
    ptv_durations_free(acc);
}

/* Values with buckets of their own, packed, beside one that 32 bits cannot count: sums are known,
 * and may not be more, or less. */
static void sums_of_many_in_narrow_buckets_are_theirs(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    assert_ok(ptv_durations_add_n(acc, 200, UINT64_C(1) << 33));
    for (int64_t ms = 0; ms < 128; ms++)
        assert_ok(ptv_durations_add(acc, ms));
    assert_ok(ptv_durations_remove(acc, 200, 1));
    struct bytes image = bytes_of(acc);
    uint64_t sum = get(image.data + AT_SUM), squares = get(image.data + AT_SQUARES);
    assert_reads_as(PTV_OK, image.data, image.len);
    assert_word_refused(image, AT_SUM, sum - 1);
    assert_word_refused(image, AT_SQUARES, squares - 1);
    assert_word_refused(image, AT_SQUARES, squares + 1);
    put(image.data + AT_SQUARES, squares + 1);
    assert_word_refused(image, AT_SUM, sum + 1);
    free(image.data);
    ptv_durations_free(acc);
}

/* Limits that an image says it has are not looked for behind its end. */
static void limits_are_within_the_image(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    struct bytes image = bytes_of(acc);
    uint64_t shape = get(image.data + AT_SHAPE);
    assert_int_equal(image.len, AT_LIMITS);
    for (uint64_t n = 1; n <= PTV_DURATIONS_LIMITS; n++)
        assert_word_refused(image, AT_SHAPE, shape | n << 8);
    free(image.data);
    ptv_durations_free(acc);
}

/* An image with the fixed words of one, and cells of its own. */
static void assert_cells_read_as(ptv_status expected, struct bytes image, const uint8_t *cells,
                                 size_t n) {
    uint8_t bytes[256];
    assert_true(AT_LIMITS + n <= sizeof bytes);
    memcpy(bytes, image.data, AT_LIMITS);
    memcpy(bytes + AT_LIMITS, cells, n);
    assert_reads_as(expected, bytes, AT_LIMITS + n);
}

#define assert_cells(expected, image, ...)                                                         \
    do {                                                                                           \
        const uint8_t cells_of_it[] = {__VA_ARGS__};                                               \
        assert_cells_read_as(expected, image, cells_of_it, sizeof cells_of_it);                    \
    } while (0)

/* Buckets: which of the first eight pages there are, and what is in them. */
#define assert_buckets(expected, image, pages, ...)                                                \
    assert_cells(expected, image, pages, 0, 0, 0, 0, 0, 0, 0, __VA_ARGS__)

static void cells_have_one_form(void **unused) {
    (void)unused;
    static const int64_t values[] = {5, 6, 7, 130};
    ptv_durations *acc = durations_of(values, 4);
    struct bytes image = bytes_of(acc);
    const ptv_status wrong = PTV_ERR_WIRE_CONTENT;
    assert_cells(PTV_OK, image, 5, 1, 0, 1, 0, 1, 122, 1);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 1, 122);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 1, 122, 1, 0);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 1, 122, 1, 0, 0);
    assert_cells(wrong, image, 0x85, 0, 1, 0, 1, 0, 1, 122, 1);
    assert_cells(wrong, image, 5, 0x81, 0, 0, 1, 0, 1, 122, 1);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 0, 0, 1, 121, 1);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 1, 123, 1);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 2, 122, 1);
    /* Beyond 2^63 - 1, and beyond 64 bits. */
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                 0xFF, 1, 1);
    assert_cells(wrong, image, 5, 1, 0, 1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                 0x7F, 1);
    assert_cells(wrong, image, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 0, 1);
    assert_cells(wrong, image, 5, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 1);
    free(image.data);

    assert_ok(ptv_durations_remove(acc, 130, 1));
    image = bytes_of(acc);
    assert_buckets(PTV_OK, image, 1, 0, 2, 5, 1, 6, 1, 7, 1);
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 6, 1, 7); /* cut */
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 6, 1);
    assert_buckets(wrong, image, 1, 0, 2);
    assert_buckets(wrong, image, 1, 0);
    assert_cells(wrong, image, 1, 0, 0, 0, 0, 0, 0, 0);
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 6, 1, 7, 1, 0);       /* one byte more */
    assert_buckets(wrong, image, 1, 0, 1, 5, 1, 6, 1, 7, 1);          /* fewer are announced */
    assert_buckets(wrong, image, 1, 0, 2, 6, 1, 5, 1, 7, 1);          /* not in order */
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 5, 1, 7, 1);          /* the same twice */
    assert_buckets(wrong, image, 1, 0, 3, 5, 1, 6, 1, 7, 1, 128, 1);  /* beyond the page */
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 6, 1, 128, 1);        /* the third of them, too */
    assert_buckets(wrong, image, 1, 0, 3, 5, 1, 6, 1, 7, 1, 9, 0);    /* an empty one */
    assert_buckets(wrong, image, 1, 0, 2, 5, 0x81, 0, 6, 1, 7, 1);    /* a long 1 */
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 6, 1, 8, 1);          /* other values */
    assert_buckets(wrong, image, 1, 0, 2, 5, 1, 6, 1, 7, 2);          /* other counts */
    assert_buckets(wrong, image, 2, 0, 2, 5, 1, 6, 1, 7, 1);          /* another page */
    assert_buckets(wrong, image, 3, 0, 2, 5, 1, 6, 1, 7, 1, 0, 0, 3); /* and one more */
    /* Packed, which is longer. */
    assert_buckets(wrong, image, 1, 1, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    /* A page that there is not: 57. */
    assert_cells(wrong, image, 1, 0, 0, 0, 0, 0, 0, 2, 0, 2, 5, 1, 6, 1, 7, 1, 0, 0, 1);
    assert_cells(wrong, image, 1, 0, 0, 0, 0, 0, 0);
    for (unsigned form = 1; form < 256; form++)
        assert_buckets(wrong, image, 1, (uint8_t)form, 2, 5, 1, 6, 1, 7, 1);
    assert_true(sum_mod(acc) == 18);
    free(image.data);

    /* Buckets without reason: few values, and none was removed. */
    image = bytes_of(acc);
    put(image.data + AT_SHAPE, 7 | 1 << 16);
    put(image.data + AT_MIN, 5);
    put(image.data + AT_MAX, 7);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    put(image.data + AT_SHAPE, 7 | 2 << 16); /* removed, and not in buckets */
    assert_reads_as(PTV_ERR_WIRE_CONTENT, image.data, image.len);
    free(image.data);
    ptv_durations_free(acc);
}

/* 2^63 - 1 is the longest duration; the next one, with words that agree, is none. */
static void nothing_is_longer_than_the_longest(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    assert_ok(ptv_durations_add(acc, INT64_MAX));
    struct bytes image = bytes_of(acc);
    assert_cells(PTV_OK, image, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1);
    put(image.data + AT_N, 2);
    put(image.data + AT_SUM, UINT64_MAX);
    put(image.data + AT_SQUARES, 1); /* 2^127 - 2^64 + 1 */
    put(image.data + AT_SQUARES + 8, INT64_MAX);
    put(image.data + AT_MAX, UINT64_C(1) << 63);
    assert_cells(PTV_ERR_WIRE_CONTENT, image, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F,
                 1, 0, 1);
    free(image.data);
    ptv_durations_free(acc);
}

/* The image is read back, and taking away goes on alike on what came by bytes: sums of edges are
 * theirs. */
static void check_back(ptv_durations *acc, int64_t there) {
    for (int removed = 0; removed < 2; removed++) {
        struct bytes image = bytes_of(acc);
        ptv_durations *back = NULL;
        assert_ok(ptv_durations_deserialize(NULL, image.data, image.len, &back));
        assert_same_durations(back, acc);
        assert_ok(ptv_durations_remove(back, there, 1));
        assert_ok(ptv_durations_remove(acc, there, 1));
        assert_same_durations(back, acc);
        assert_ok(ptv_durations_remove(back, there, 1));
        ptv_durations_free(back);
        free(image.data);
    }
}

/* Counts that take more than a byte, packed; and durations whose sums take more than 64 bits. */
static void large_buckets_and_large_sums_come_back(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    for (int64_t ms = 0; ms < 512; ms++)
        assert_ok(ptv_durations_add_n(acc, ms, 1000 + (uint64_t)ms * 37));
    struct bytes image = bytes_of(acc);
    assert_true(image.len < AT_LIMITS + 8 + 512 * 2); /* a list takes three bytes of each */
    free(image.data);
    check_back(acc, 100);
    assert_ok(ptv_durations_reset(acc));
    for (int64_t i = 0; i < 300; i++)
        assert_ok(ptv_durations_add_n(acc, INT64_MAX - (i << 52), 20));
    check_back(acc, INT64_MAX);
    ptv_durations_free(acc);
}

/* Ten buckets in a page: a list would be longer than their bits. */
static void packed_buckets_have_one_form(void **unused) {
    (void)unused;
    static const int64_t values[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 300};
    const ptv_status wrong = PTV_ERR_WIRE_CONTENT;
    ptv_durations *acc = durations_of(values, 11);
    assert_ok(ptv_durations_remove(acc, 300, 1));
    struct bytes image = bytes_of(acc);
    assert_buckets(PTV_OK, image, 1, 1, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_buckets(wrong, image, 1, 1, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_buckets(wrong, image, 1, 1, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_buckets(wrong, image, 1, 1, 0xFF, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_buckets(wrong, image, 1, 1, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    /* Two bits, where one will do; a list; a page without any. */
    assert_buckets(wrong, image, 1, 2, 0x55, 0x55, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assert_buckets(wrong, image, 1, 0, 9, 0, 1, 1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1, 8, 1, 9,
                   1);
    assert_buckets(wrong, image, 3, 1, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
                   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    free(image.data);
    ptv_durations_free(acc);
}

static void more_than_256_exact_values_are_refused(void **unused) {
    (void)unused;
    ptv_durations *acc = durations_new(NULL, NULL);
    for (int64_t i = 0; i < 256; i++)
        assert_ok(ptv_durations_add(acc, i));
    struct bytes image = bytes_of(acc);
    assert_true(get(image.data + AT_SHAPE) == 7);
    /* 257 as 0..256 would be, with all sums right, but not in buckets. */
    uint8_t bytes[AT_LIMITS + 2 * 257];
    memcpy(bytes, image.data, image.len);
    assert_true(image.len == AT_LIMITS + 2 * 256);
    bytes[image.len] = 0;
    bytes[image.len + 1] = 1;
    put(bytes + AT_N, 257);
    put(bytes + AT_SUM, 256 * 257 / 2);
    put(bytes + AT_SQUARES, 256 * 257 * 513 / 6);
    put(bytes + AT_MAX, 256);
    assert_reads_as(PTV_ERR_WIRE_CONTENT, bytes, sizeof bytes);
    assert_ok(ptv_durations_add(acc, 256));
    free(image.data);
    image = bytes_of(acc);
    assert_true(get(image.data + AT_SHAPE) == (7 | 1 << 16));
    assert_true(get(image.data + AT_SQUARES) == 256 * 257 * 513 / 6);
    free(image.data);
    ptv_durations_free(acc);
}

int main(void) {
    use_environment_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(sizes_are_checked),
        cmocka_unit_test(initialisers_agree),
        cmocka_unit_test(the_config_is_told),
        cmocka_unit_test(wrong_configs_are_refused),
        cmocka_unit_test(wrong_options_are_refused),
        cmocka_unit_test(empty_is_not_zero),
        cmocka_unit_test(a_reading_says_what_was_counted),
        cmocka_unit_test(a_reset_state_is_like_a_new_one),
        cmocka_unit_test(n_at_once_is_n_times_one),
        cmocka_unit_test(counters_do_not_overflow),
        cmocka_unit_test(equal_values_have_themselves_as_mean),
        cmocka_unit_test(states_of_other_definitions_do_not_merge),
        cmocka_unit_test(an_empty_state_changes_nothing),
        cmocka_unit_test(self_merge_doubles),
        cmocka_unit_test(columns_are_as_one_by_one),
        cmocka_unit_test(a_few_rows_do_not_overflow),
        cmocka_unit_test(doubles_are_rounded_half_to_even_in_their_unit),
        cmocka_unit_test(a_grouped_column_is_as_one_by_one),
        cmocka_unit_test(out_of_memory_changes_nothing),
        cmocka_unit_test(removal_is_exact_but_for_the_range),
        cmocka_unit_test(more_than_was_added_cannot_be_removed),
        cmocka_unit_test(less_than_was_added_may_be_too_much),
        cmocka_unit_test(what_is_there_turns_nothing),
        cmocka_unit_test(a_wrong_removal_leaves_a_possible_state),
        cmocka_unit_test(a_copy_from_bytes_refuses_what_its_original_does),
        cmocka_unit_test(within_is_exact_or_a_bracket),
        cmocka_unit_test(too_few_for_an_interval_is_said),
        cmocka_unit_test(orders_in_buckets_are_those_of_their_edges),
        cmocka_unit_test(identical_values_say_so),
        cmocka_unit_test(the_walk_shows_every_cell),
        cmocka_unit_test(bytes_and_back),
        cmocka_unit_test(definitions_that_cannot_be_are_refused),
        cmocka_unit_test(sums_of_exact_values_must_be_theirs),
        cmocka_unit_test(sums_of_buckets_must_be_possible),
        cmocka_unit_test(what_one_wide_bucket_cannot_hold),
        cmocka_unit_test(smallest_and_largest_are_in_the_outermost_buckets),
        cmocka_unit_test(sums_of_many_in_narrow_buckets_are_theirs),
        cmocka_unit_test(limits_are_within_the_image),
        cmocka_unit_test(cells_have_one_form),
        cmocka_unit_test(nothing_is_longer_than_the_longest),
        cmocka_unit_test(large_buckets_and_large_sums_come_back),
        cmocka_unit_test(packed_buckets_have_one_form),
        cmocka_unit_test(more_than_256_exact_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
