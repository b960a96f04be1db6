/* SPDX-License-Identifier: MIT */
/* cohorts.h: life and adding. */
#include "cohorts.h"

#include "failing_allocator.h"

#define DAY INT64_C(86400000)

static void inits_are_the_macros(void **unused) {
    (void)unused;
    ptv_cohorts_config config, want_config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts_options options, want_options = PTV_COHORTS_OPTIONS_INIT;
    ptv_cohorts_result result, want_result = PTV_COHORTS_RESULT_INIT;
    ptv_cohorts_retention retention, want_retention = PTV_COHORTS_RETENTION_INIT;
    scribble(config);
    scribble(options);
    scribble(result);
    scribble(retention);
    assert_ok(ptv_cohorts_config_init(&config));
    assert_ok(ptv_cohorts_options_init(&options));
    assert_ok(ptv_cohorts_result_init(&result));
    assert_ok(ptv_cohorts_retention_init(&retention));
    assert_same_bytes(config, want_config);
    assert_same_bytes(options, want_options);
    assert_same_bytes(result, want_result);
    assert_same_bytes(retention, want_retention);
    assert_status(PTV_ERR_NULL, ptv_cohorts_config_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_options_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_result_init(NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_retention_init(NULL));
}

static void a_fresh_state_is_empty(void **unused) {
    (void)unused;
    ptv_cohorts *acc = cohorts_new(NULL, NULL);
    ptv_cohorts_result r = cohorts_read(acc);
    assert_true(r.customers == 0 && r.earlier == 0 && r.active == 0);
    assert_true(r.first_active == PTV_PERIOD_NONE && r.last_active == PTV_PERIOD_NONE);
    assert_true(r.size == sizeof r && r.reserved == 0);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(NULL);
}

static ptv_status new_with(const void *input, void *ctx) {
    (void)ctx;
    ptv_cohorts *acc = NULL;
    ptv_status status = ptv_cohorts_new(input, NULL, &acc);
    assert_true((status == PTV_OK) == (acc != NULL));
    ptv_cohorts_free(acc);
    return status;
}

static void config_is_checked(void **unused) {
    (void)unused;
    ptv_cohorts_config good = window_of(-7, 36);
    good.unit = PTV_PERIOD_MONTH;
    good.zone_id = good.seed = good.n_dense = UINT64_MAX;
    assert_input_size_checked(new_with, NULL, &good, sizeof good);
    assert_ok(new_with(NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_new(&good, NULL, NULL));
    static const struct {
        int64_t first;
        int32_t n, unit;
        ptv_status want;
    } cases[] = {
        {0, 1, 0, PTV_OK},
        {0, PTV_COHORTS_PERIODS, PTV_PERIOD_YEAR, PTV_OK},
        {0, PTV_COHORTS_PERIODS + 1, 0, PTV_ERR_ARGUMENT},
        {0, -1, 0, PTV_ERR_ARGUMENT},
        {0, INT32_MIN, 0, PTV_ERR_ARGUMENT},
        {0, INT32_MAX, 0, PTV_ERR_ARGUMENT},
        {0, 1, -1, PTV_ERR_ARGUMENT},
        {0, 1, PTV_PERIOD_YEAR + 1, PTV_ERR_ARGUMENT},
        {PTV_PERIOD_NONE, 1, 0, PTV_ERR_ARGUMENT},
        {PTV_PERIOD_NONE + 1, 1, 0, PTV_OK},
        {INT64_MAX, 1, 0, PTV_OK},
        {INT64_MAX, 2, 0, PTV_ERR_ARGUMENT},
        {INT64_MAX - 63, 0, 0, PTV_OK},
        {INT64_MAX - 62, 0, 0, PTV_ERR_ARGUMENT},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_cohorts_config config = window_of(cases[i].first, cases[i].n);
        config.unit = cases[i].unit;
        assert_status(cases[i].want, new_with(&config, NULL));
    }
    good.reserved = 1;
    assert_status(PTV_ERR_ARGUMENT, new_with(&good, NULL));
}

static ptv_status read_config(void *output, void *ctx) {
    return ptv_cohorts_config_read(ctx, output);
}

static void config_is_told(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(-7, 0), got = PTV_COHORTS_CONFIG_INIT;
    config.unit = PTV_PERIOD_WEEK;
    config.zone_id = 11;
    config.n_dense = 12;
    config.seed = 13;
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    assert_ok(ptv_cohorts_config_read(acc, &got));
    config.n_periods = 64;
    assert_same_bytes(got, config);
    assert_output_size_checked(read_config, acc, sizeof got);
    assert_status(PTV_ERR_NULL, ptv_cohorts_config_read(NULL, &got));
    assert_status(PTV_ERR_NULL, ptv_cohorts_config_read(acc, NULL));
    assert_ok(ptv_cohorts_add(acc, 3, 0));
    assert_ok(ptv_cohorts_reset(acc));
    assert_ok(ptv_cohorts_config_read(acc, &got));
    assert_same_bytes(got, config);
    ptv_cohorts_free(acc);

    /* A longer config of a later version whose tail says nothing is the same. */
    struct {
        ptv_cohorts_config config;
        uint64_t later;
    } longer = {config, 0};
    longer.config.size = sizeof longer;
    acc = cohorts_new(&longer.config, NULL);
    assert_ok(ptv_cohorts_config_read(acc, &got));
    assert_same_bytes(got, config);
    ptv_cohorts_free(acc);
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_cohorts *acc = cohorts_new(NULL, NULL), *copy = NULL;
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    ptv_zone *zone;
    const uint64_t customers[1] = {1};
    const int64_t periods[1] = {1};
    size_t n = 5;
    uint8_t byte = 0;
    assert_ok(ptv_zone_new_fixed(0, NULL, &zone));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add(NULL, 1, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_earlier(NULL, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_periods(NULL, customers, periods, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_periods(acc, NULL, periods, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_periods(acc, customers, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_instants(NULL, zone, customers, periods, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_instants(acc, NULL, customers, periods, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_instants(acc, zone, NULL, periods, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_add_instants(acc, zone, customers, NULL, 0, 1));
    assert_status(PTV_ERR_NULL, ptv_cohorts_merge(NULL, acc));
    assert_status(PTV_ERR_NULL, ptv_cohorts_merge(acc, NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_reset(NULL));
    assert_untouched(copy, PTV_ERR_NULL, ptv_cohorts_copy(NULL, NULL, &copy));
    assert_status(PTV_ERR_NULL, ptv_cohorts_copy(acc, NULL, NULL));
    assert_untouched(result, PTV_ERR_NULL, ptv_cohorts_read(NULL, &result));
    assert_status(PTV_ERR_NULL, ptv_cohorts_read(acc, NULL));
    assert_untouched(n, PTV_ERR_NULL, ptv_cohorts_serialize(NULL, NULL, 0, &n));
    assert_untouched(n, PTV_ERR_NULL, ptv_cohorts_serialize(acc, NULL, 1, &n));
    assert_status(PTV_ERR_NULL, ptv_cohorts_serialize(acc, &byte, 1, NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_deserialize(NULL, &byte, 1, NULL));
    assert_untouched(copy, PTV_ERR_NULL, ptv_cohorts_deserialize(NULL, NULL, 80, &copy));
    ptv_zone_free(zone);
    ptv_cohorts_free(acc);
}

static ptv_status read_into(void *output, void *ctx) {
    return ptv_cohorts_read(ctx, output);
}

static void activity_is_counted(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(100, 70);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 1, 1, 100, "x.x");
    add_customers(acc, 7, 1, 165, "x...x");
    assert_ok(ptv_cohorts_add(acc, 0, 101));
    assert_ok(ptv_cohorts_add_earlier(acc, 8));
    assert_ok(ptv_cohorts_add(acc, 8, 104));
    assert_ok(ptv_cohorts_add_earlier(acc, 9));
    ptv_cohorts_result r = cohorts_read(acc);
    assert_true(r.customers == 5 && r.earlier == 2 && r.active == 6);
    assert_true(r.first_active == 100 && r.last_active == 169);
    assert_output_size_checked(read_into, acc, sizeof r);
    ptv_cohorts_free(acc);
}

static void once_or_often_is_the_same(void **unused) {
    (void)unused;
    for (uint64_t n_dense = 0; n_dense <= 50; n_dense += 50) {
        ptv_cohorts_config config = window_of(0, 3);
        config.n_dense = n_dense;
        ptv_cohorts *acc = cohorts_new(&config, NULL);
        add_customers(acc, 0, 50, 0, "x.x");
        assert_ok(ptv_cohorts_add_earlier(acc, 11));
        struct bytes image = cohorts_image(acc);
        add_customers(acc, 0, 50, 0, "x.x");
        assert_ok(ptv_cohorts_add_earlier(acc, 11));
        assert_ok(ptv_cohorts_add(acc, 11, -1));
        assert_cohorts_image(acc, image);
        ptv_cohorts_free(acc);
    }
}

static void what_came_before_the_window_is_earlier(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(10, 5);
    ptv_cohorts *acc = cohorts_new(&config, NULL), *other = cohorts_new(&config, NULL);
    assert_ok(ptv_cohorts_add(acc, 1, 9));
    assert_ok(ptv_cohorts_add(acc, 1, INT64_MIN + 1));
    assert_ok(ptv_cohorts_add_earlier(other, 1));
    assert_same_cohorts(acc, other);
    assert_ok(ptv_cohorts_add(acc, 1, 10));
    ptv_cohorts_result r = cohorts_read(acc);
    assert_true(r.customers == 1 && r.earlier == 1 && r.active == 1 && r.first_active == 10);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(other);
}

static void what_comes_after_the_window_is_refused(void **unused) {
    (void)unused;
    static const int64_t firsts[] = {INT64_MIN + 1, -3, 0, 10, INT64_MAX - 4};
    for (size_t i = 0; i < COUNT_OF(firsts); i++) {
        ptv_cohorts_config config = window_of(firsts[i], 5);
        ptv_cohorts *acc = cohorts_new(&config, NULL);
        assert_ok(ptv_cohorts_add(acc, 1, firsts[i]));
        assert_ok(ptv_cohorts_add(acc, 1, firsts[i] + 4));
        if (firsts[i] < INT64_MAX - 4) {
            assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT, ptv_cohorts_add(acc, 2, firsts[i] + 5));
            assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT, ptv_cohorts_add(acc, 1, INT64_MAX));
        }
        ptv_cohorts_free(acc);
    }
}

static void what_is_missing_is_left_alone(void **unused) {
    (void)unused;
    for (uint64_t n_dense = 0; n_dense <= 5; n_dense += 5) {
        ptv_cohorts_config config = window_of(0, 5);
        config.n_dense = n_dense;
        ptv_cohorts *acc = cohorts_new(&config, NULL);
        assert_cohorts_untouched(acc, PTV_OK, ptv_cohorts_add(acc, PTV_KEY_NONE, 1));
        assert_cohorts_untouched(acc, PTV_OK, ptv_cohorts_add(acc, PTV_KEY_NONE, 99));
        assert_cohorts_untouched(acc, PTV_OK, ptv_cohorts_add(acc, 1, PTV_PERIOD_NONE));
        assert_cohorts_untouched(acc, PTV_OK, ptv_cohorts_add(acc, 99, PTV_PERIOD_NONE));
        assert_cohorts_untouched(acc, PTV_OK, ptv_cohorts_add_earlier(acc, PTV_KEY_NONE));
        const uint64_t customers[] = {PTV_KEY_NONE, PTV_KEY_NONE, 1, 99};
        const int64_t periods[] = {1, 99, PTV_PERIOD_NONE, PTV_PERIOD_NONE};
        assert_cohorts_untouched(acc, PTV_OK,
                                 ptv_cohorts_add_periods(acc, customers, periods, 0, 4));
        ptv_cohorts_free(acc);
    }
}

static void dense_keys_have_an_end(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(0, 5);
    config.n_dense = 1000;
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    assert_ok(ptv_cohorts_add(acc, 999, 4));
    assert_ok(ptv_cohorts_add(acc, 0, -4));
    const uint64_t customers[] = {1, 2, 1000};
    const int64_t periods[] = {0, 0, 0};
    assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT, ptv_cohorts_add(acc, 1000, 4));
    assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT, ptv_cohorts_add(acc, 1000, -4));
    assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT, ptv_cohorts_add_earlier(acc, UINT64_MAX - 1));
    assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT,
                             ptv_cohorts_add_periods(acc, customers, periods, 0, 3));
    ptv_cohorts_result r = cohorts_read(acc);
    assert_true(r.customers == 2 && r.earlier == 1 && r.active == 1);
    ptv_cohorts_free(acc);
}

/* Memory goes by the highest key seen; one that no memory reaches is refused as such. */
static void dense_keys_grow_as_they_come(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_cohorts_config config = window_of(0, 64);
    config.n_dense = UINT64_MAX;
    ptv_cohorts *acc = cohorts_new(&config, &allocator);
    for (uint64_t key = 0; key < 1000; key++)
        assert_ok(ptv_cohorts_add(acc, key, 0));
    assert_in_range(memory.bytes, 8000, 18000);
    static const uint64_t keys[] = {UINT64_MAX - 1, UINT64_MAX / 2, UINT64_C(1) << 62,
                                    UINT64_C(1) << 60};
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const int64_t period = 1;
        assert_cohorts_untouched(acc, PTV_ERR_MEMORY, ptv_cohorts_add(acc, keys[i], period));
        assert_cohorts_untouched(acc, PTV_ERR_MEMORY, ptv_cohorts_add_earlier(acc, keys[i]));
        assert_cohorts_untouched(acc, PTV_ERR_MEMORY,
                                 ptv_cohorts_add_periods(acc, &keys[i], &period, 0, 1));
    }
    ptv_cohorts_free(acc);
}

/* A slot is two words and a bit, and from three of eight to three of four slots are taken. */
static void a_customer_costs_little(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_cohorts *acc = cohorts_new(NULL, &allocator);
    double sum = 0;
    int n = 0;
    for (uint64_t key = 0; key < 100000; key++) {
        assert_ok(ptv_cohorts_add(acc, key * 1000, 0));
        if (key < 1000)
            continue;
        double bytes = (double)memory.bytes / (double)(key + 1);
        assert_true(bytes >= 21 && bytes <= 44);
        sum += bytes;
        n++;
    }
    assert_true(sum / n >= 25 && sum / n <= 35);
    ptv_cohorts_free(acc);
}

enum { ROWS = 3000 };
static uint64_t keys[ROWS];
static int64_t periods[ROWS];

static void make_rows(uint64_t n_customers) {
    struct generator generator = {60};
    for (size_t i = 0; i < ROWS; i++) {
        bool missing = random_below(&generator, 20) == 0;
        keys[i] = missing ? PTV_KEY_NONE : random_below(&generator, n_customers);
        missing = random_below(&generator, 20) == 0;
        periods[i] = missing ? PTV_PERIOD_NONE : (int64_t)random_below(&generator, 25) - 5;
    }
}

static ptv_cohorts *rows_one_by_one(const ptv_cohorts_config *config, size_t from, size_t n) {
    ptv_cohorts *acc = cohorts_new(config, NULL);
    for (size_t i = from; i < from + n; i++)
        assert_ok(ptv_cohorts_add(acc, keys[i], periods[i]));
    return acc;
}

/* In columns of any length, which find many or few of their customers there, or none. */
static void a_column_is_its_rows(void **unused) {
    (void)unused;
    for (uint64_t n_dense = 0; n_dense <= 700; n_dense += 700) {
        static const size_t lengths[] = {1, 2, 7, 255, 256, 257, 1000, ROWS};
        ptv_cohorts_config config = window_of(0, 20);
        config.n_dense = n_dense;
        make_rows(700);
        ptv_cohorts *want = rows_one_by_one(&config, 0, ROWS);
        for (size_t j = 0; j < COUNT_OF(lengths); j++) {
            ptv_cohorts *acc = cohorts_new(&config, NULL);
            for (size_t i = 0; i < ROWS; i += lengths[j]) {
                size_t n = lengths[j] < ROWS - i ? lengths[j] : ROWS - i;
                assert_ok(ptv_cohorts_add_periods(acc, keys, periods, i, n));
            }
            assert_same_cohorts(acc, want);
            ptv_cohorts_free(acc);
        }
        assert_cohorts_untouched(want, PTV_OK, ptv_cohorts_add_periods(want, NULL, NULL, 0, 0));
        assert_cohorts_untouched(want, PTV_OK, ptv_cohorts_add_periods(want, NULL, NULL, 9, 0));
        ptv_cohorts_free(want);
    }
}

static void a_column_counts_whole_or_not_at_all(void **unused) {
    (void)unused;
    static const size_t places[] = {0, 1, 255, 256, 257, ROWS - 1};
    make_rows(700);
    for (size_t already = 0; already <= ROWS; already += ROWS / 2)
        for (size_t i = 0; i < COUNT_OF(places); i++) {
            ptv_cohorts_config config = window_of(0, 20);
            ptv_cohorts *acc = rows_one_by_one(&config, 0, already);
            uint64_t key = keys[places[i]];
            int64_t period = periods[places[i]];
            keys[places[i]] = 12345;
            periods[places[i]] = 20;
            assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT,
                                     ptv_cohorts_add_periods(acc, keys, periods, 0, ROWS));
            keys[places[i]] = key;
            periods[places[i]] = period;
            ptv_cohorts_free(acc);
        }
}

/* Midnight in Madrid: the last instant of a month and the first of the next. */
static void instants_are_of_the_zones_periods(void **unused) {
    (void)unused;
    const int64_t march = INT64_C(1740783600000); /* 2025-03-01 00:00 CET */
    ptv_cohorts_config config = window_of(662, 4);
    config.unit = PTV_PERIOD_MONTH;
    ptv_cohorts *acc = cohorts_new(&config, NULL), *want = cohorts_new(&config, NULL);
    ptv_zone *zone;
    assert_ok(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    const uint64_t customers[] = {77, 1, 2, 3, PTV_KEY_NONE, 4, PTV_KEY_NONE};
    const int64_t instants[] = {PTV_TIME_NONE,    march - 1, march,    march + 31 * DAY - 3600001,
                                march + 31 * DAY, 0,         INT64_MAX};
    assert_ok(ptv_cohorts_add_instants(acc, zone, customers, instants, 1, 6));
    assert_ok(ptv_cohorts_add(want, 1, 661));
    assert_ok(ptv_cohorts_add(want, 2, 662));
    assert_ok(ptv_cohorts_add(want, 3, 662));
    assert_ok(ptv_cohorts_add_earlier(want, 4));
    assert_same_cohorts(acc, want);
    assert_cohorts_untouched(acc, PTV_OK,
                             ptv_cohorts_add_instants(acc, zone, customers, instants, 0, 7));

    const uint64_t one = 5;
    int64_t instant = INT64_MAX;
    assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT,
                             ptv_cohorts_add_instants(acc, zone, &one, &instant, 0, 1));
    instant = march + 200 * DAY;
    assert_cohorts_untouched(acc, PTV_ERR_ARGUMENT,
                             ptv_cohorts_add_instants(acc, zone, &one, &instant, 0, 1));
    assert_cohorts_untouched(acc, PTV_OK, ptv_cohorts_add_instants(acc, zone, NULL, NULL, 0, 0));
    ptv_cohorts_free(want);
    want = cohorts_new(NULL, NULL);
    assert_cohorts_untouched(want, PTV_ERR_ARGUMENT,
                             ptv_cohorts_add_instants(want, zone, customers, instants, 0, 1));
    ptv_zone_free(zone);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(want);
}

static void many_instants_are_their_periods(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(0, 20);
    config.unit = PTV_PERIOD_DAY;
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    ptv_zone *zone;
    static int64_t instants[ROWS];
    make_rows(300);
    for (size_t i = 0; i < ROWS; i++)
        instants[i] =
            periods[i] == PTV_PERIOD_NONE ? PTV_TIME_NONE : periods[i] * DAY + (int64_t)i - 7200000;
    assert_ok(ptv_zone_new_fixed(7200000, NULL, &zone));
    assert_ok(ptv_cohorts_add_instants(acc, zone, keys, instants, 0, ROWS));
    ptv_cohorts *want = rows_one_by_one(&config, 0, ROWS);
    assert_same_cohorts(acc, want);
    ptv_zone_free(zone);
    ptv_cohorts_free(acc);
    ptv_cohorts_free(want);
}

/* In columns shorter and longer than the window; what is after the window, or no instant, is
 * refused, unless it is nobody's. */
static void instants_after_the_window_are_refused(void **unused) {
    (void)unused;
    static const int64_t wrong[] = {20 * DAY, INT64_MAX, INT64_MIN + 1};
    ptv_cohorts_config config = window_of(0, 20);
    config.unit = PTV_PERIOD_DAY;
    ptv_zone *zone;
    assert_ok(ptv_zone_new_fixed(0, NULL, &zone));
    for (size_t n = 2; n <= 40; n += 38)
        for (size_t i = 0; i < COUNT_OF(wrong); i++) {
            ptv_cohorts *acc = cohorts_new(&config, NULL), *want = cohorts_new(&config, NULL);
            uint64_t customers[40];
            int64_t instants[40];
            for (size_t row = 0; row < n; row++) {
                customers[row] = row;
                instants[row] = (int64_t)(row % 20) * DAY;
                if (row != n - 1)
                    assert_ok(ptv_cohorts_add(want, row, (int64_t)(row % 20)));
            }
            instants[n - 1] = wrong[i];
            assert_cohorts_untouched(
                acc, PTV_ERR_ARGUMENT,
                ptv_cohorts_add_instants(acc, zone, customers, instants, 0, n));
            customers[n - 1] = PTV_KEY_NONE;
            assert_ok(ptv_cohorts_add_instants(acc, zone, customers, instants, 0, n));
            assert_same_cohorts(acc, want);
            ptv_cohorts_free(acc);
            ptv_cohorts_free(want);
        }
    ptv_zone_free(zone);
}

/* A window so late that no instant is in it: all came earlier. */
static void instants_before_a_window_that_no_zone_reaches(void **unused) {
    (void)unused;
    ptv_cohorts_config config = window_of(INT64_MAX - 3, 4);
    config.unit = PTV_PERIOD_DAY;
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    ptv_zone *zone;
    uint64_t customers[10];
    int64_t instants[10];
    for (size_t i = 0; i < COUNT_OF(customers); i++) {
        customers[i] = i;
        instants[i] = (int64_t)i * DAY;
    }
    customers[4] = PTV_KEY_NONE;
    instants[4] = INT64_MAX;
    assert_ok(ptv_zone_new_fixed(0, NULL, &zone));
    assert_ok(ptv_cohorts_add_instants(acc, zone, customers, instants, 0, 10));
    ptv_cohorts_result r = cohorts_read(acc);
    assert_true(r.customers == 9 && r.earlier == 9 && r.active == 0);
    ptv_zone_free(zone);
    ptv_cohorts_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inits_are_the_macros),
        cmocka_unit_test(a_fresh_state_is_empty),
        cmocka_unit_test(config_is_checked),
        cmocka_unit_test(config_is_told),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(activity_is_counted),
        cmocka_unit_test(once_or_often_is_the_same),
        cmocka_unit_test(what_came_before_the_window_is_earlier),
        cmocka_unit_test(what_comes_after_the_window_is_refused),
        cmocka_unit_test(what_is_missing_is_left_alone),
        cmocka_unit_test(dense_keys_have_an_end),
        cmocka_unit_test(dense_keys_grow_as_they_come),
        cmocka_unit_test(a_customer_costs_little),
        cmocka_unit_test(a_column_is_its_rows),
        cmocka_unit_test(a_column_counts_whole_or_not_at_all),
        cmocka_unit_test(instants_are_of_the_zones_periods),
        cmocka_unit_test(many_instants_are_their_periods),
        cmocka_unit_test(instants_after_the_window_are_refused),
        cmocka_unit_test(instants_before_a_window_that_no_zone_reaches),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts", tests, NULL, NULL);
}
