/* SPDX-License-Identifier: MIT */
/* durations.h: long columns, of one state and of many, are as their rows one by one; percentiles of
 * an array are exact. */
#include "durations.h"
#include "failing_allocator.h"

enum { ROWS = 200000, GROUPS = 1000, MINUTE = 60000 };

static int64_t column[ROWS];
static uint32_t group[ROWS];

/* Narrow ones, and one in fifty that is missing, rejected or long. */
static void draw(uint64_t seed) {
    struct generator generator = {seed};
    for (size_t i = 0; i < ROWS; i++) {
        uint64_t kind = random_below(&generator, 100);
        column[i] = kind == 0   ? PTV_TIME_NONE
                    : kind == 1 ? (int64_t)(random_next(&generator) << (i % 3)) >> 1
                                : (int64_t)random_magnitude(&generator, 28);
    }
}

/* How groups may lie in a column. */
static uint32_t evenly(struct generator *generator, size_t row) {
    (void)row;
    return (uint32_t)random_below(generator, GROUPS - 1);
}

static uint32_t mostly_one(struct generator *generator, size_t row) {
    return row % 3000 == 0 ? evenly(generator, row) : 5;
}

static uint32_t sorted(struct generator *generator, size_t row) {
    (void)generator;
    return (uint32_t)(row * GROUPS / ROWS);
}

static uint32_t in_long_runs(struct generator *generator, size_t row) {
    (void)generator;
    return (uint32_t)(row / 1700 * 13 % GROUPS);
}

static uint32_t the_first(struct generator *generator, size_t row) {
    return (uint32_t)(random_below(generator, GROUPS - 1) * (row % 2) / 200);
}

typedef uint32_t draw_group(struct generator *generator, size_t row);

static draw_group *const patterns[] = {evenly, mostly_one, sorted, in_long_runs, the_first};

static void draw_groups(draw_group *pattern) {
    struct generator generator = {5};
    for (size_t i = 0; i < ROWS; i++)
        group[i] = pattern(&generator, i);
}

/* States of groups: of different precisions, some with limits, some in buckets before. */
static ptv_durations *state_of(size_t i) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.precision_bits = i % 7 == 0 ? 5 : i % 7 == 1 ? 8 : 7;
    config.n_limits = i % 3 == 0;
    config.limit_ms[0] = 10 * MINUTE;
    ptv_durations *acc = durations_new(&config, NULL);
    for (int64_t k = 0; i % 2 == 0 && k < 300; k++)
        assert_ok(ptv_durations_add(acc, k * MINUTE));
    return acc;
}

static void make_states(ptv_durations *states[GROUPS]) {
    for (size_t i = 0; i < GROUPS; i++)
        states[i] = state_of(i);
}

static void free_states(ptv_durations *states[GROUPS]) {
    for (size_t i = 0; i < GROUPS; i++)
        ptv_durations_free(states[i]);
}

static void groups_are_as_one_by_one(void **unused) {
    (void)unused;
    static ptv_durations *got[GROUPS], *want[GROUPS];
    static const size_t lengths[] = {ROWS, ROWS - 1, GROUPS * 64, GROUPS * 64 - 1, 513};
    draw(51);
    for (size_t p = 0; p < COUNT_OF(patterns); p++) {
        size_t n = lengths[p], offset = ROWS - n;
        draw_groups(patterns[p]);
        make_states(got);
        make_states(want);
        for (size_t row = offset; row < ROWS; row++)
            (void)ptv_durations_add(want[group[row]], column[row]);
        assert_status(PTV_OUT_OF_SCALE,
                      ptv_durations_add_grouped_i64(got, GROUPS, group, column, NULL, offset, n));
        for (size_t i = 0; i < GROUPS; i++)
            assert_same_durations(got[i], want[i]);
        free_states(got);
        free_states(want);
    }
}

static void wrong_rows_change_no_group(void **unused) {
    (void)unused;
    static ptv_durations *states[GROUPS];
    static struct bytes before[GROUPS];
    draw(52);
    make_states(states);
    for (size_t i = 0; i < GROUPS; i++)
        before[i] = bytes_of(states[i]);
    for (size_t p = 0; p < COUNT_OF(patterns); p++)
        for (size_t row = 0; row < ROWS; row += ROWS / 2 - 1)
            for (int what = 0; what < 2; what++) {
                ptv_durations *kept = states[GROUPS - 1];
                draw_groups(patterns[p]);
                for (size_t i = 0; what == 1 && i < ROWS; i++)
                    group[i] -= group[i] == GROUPS - 1;
                group[row] = what == 0 ? GROUPS : GROUPS - 1;
                states[GROUPS - 1] = what == 0 ? kept : NULL;
                assert_status(
                    what == 0 ? PTV_ERR_ARGUMENT : PTV_ERR_NULL,
                    ptv_durations_add_grouped_i64(states, GROUPS, group, column, NULL, 0, ROWS));
                states[GROUPS - 1] = kept;
            }
    for (size_t i = 0; i < GROUPS; i++) {
        struct bytes after = bytes_of(states[i]);
        assert_true(same_bytes(before[i], after));
        free(after.data);
        free(before[i].data);
    }
    free_states(states);
}

/* Few distinct values, then many: wherever a state goes to buckets. */
static void a_column_goes_to_buckets_anywhere(void **unused) {
    (void)unused;
    enum { SOME = 6000 };
    static const uint64_t few[] = {0, 100, 255, 256, 257, 600, 1100, 5000, SOME};
    for (size_t f = 0; f < COUNT_OF(few); f++) {
        ptv_durations *got = durations_new(NULL, NULL), *want = durations_new(NULL, NULL);
        for (uint64_t i = 0; i < SOME; i++) {
            column[i] = (int64_t)(i < few[f] ? i % 256 : i * i);
            assert_ok(ptv_durations_add(want, column[i]));
        }
        assert_ok(ptv_durations_add_i64(got, column, NULL, 0, SOME));
        assert_same_durations(got, want);
        ptv_durations_free(got);
        ptv_durations_free(want);
    }
}

/* So many groups, nearly all without rows, that a piece is longer than it is usually, and the column
 * longer still. */
static void more_groups_than_fit_a_cache(void **unused) {
    (void)unused;
    enum { MOST = 9000, LONG = 600000 };
    static ptv_durations *states[MOST];
    static int64_t durations[LONG];
    static uint32_t groups[LONG];
    static const uint32_t some[] = {3, MOST - 1};
    ptv_durations *want[2];
    for (size_t i = 0; i < 2; i++) {
        states[some[i]] = durations_new(NULL, NULL);
        want[i] = durations_new(NULL, NULL);
    }
    for (size_t i = 0; i < LONG; i++) {
        durations[i] = (int64_t)(i % 5000) * MINUTE;
        groups[i] = some[i % 2];
        assert_ok(ptv_durations_add(want[i % 2], durations[i]));
    }
    assert_ok(ptv_durations_add_grouped_i64(states, MOST, groups, durations, NULL, 0, LONG));
    for (size_t i = 0; i < 2; i++) {
        assert_same_durations(states[some[i]], want[i]);
        ptv_durations_free(states[some[i]]);
        ptv_durations_free(want[i]);
    }
}

/* Numbers that stand for something else than ms. */
static void columns_are_in_their_unit(void **unused) {
    (void)unused;
    enum { SOME = 700 };
    static const struct {
        int32_t type, num, den;
    } units[] = {
        {PTV_COLUMN_I64, 1000, 1}, {PTV_COLUMN_I64, 1, 1000000}, {PTV_COLUMN_I32, 60000, 1},
        {PTV_COLUMN_I32, 1, 1000}, {PTV_COLUMN_F64, 1000, 1},    {PTV_COLUMN_F64, 1, 1000},
        {PTV_COLUMN_I64, 0, 0},    {PTV_COLUMN_I32, 1, 1},
    };
    static int64_t wide[SOME];
    static int32_t narrow[SOME];
    static double real[SOME];
    for (size_t i = 0; i < SOME; i++) {
        narrow[i] = (int32_t)(i * i) * 1000;
        wide[i] = (int64_t)narrow[i] * 1000;
        real[i] = narrow[i];
    }
    for (size_t u = 0; u < COUNT_OF(units); u++) {
        ptv_column rows = PTV_COLUMN_INIT;
        ptv_durations *acc = durations_new(NULL, NULL), *want = durations_new(NULL, NULL);
        rows.type = units[u].type;
        rows.values = rows.type == PTV_COLUMN_I64   ? (const void *)wide
                      : rows.type == PTV_COLUMN_I32 ? (const void *)narrow
                                                    : (const void *)real;
        rows.n = SOME;
        rows.unit_num = units[u].num;
        rows.unit_den = units[u].den;
        for (size_t i = 0; i < SOME; i++) {
            int64_t value = rows.type == PTV_COLUMN_I64 ? wide[i] : narrow[i];
            int64_t num = units[u].num > 0 ? units[u].num : 1, den = units[u].den;
            assert_ok(ptv_durations_add(want, den > 1 ? value / den : value * num));
        }
        assert_ok(ptv_durations_add_column(acc, &rows));
        assert_same_durations(acc, want);
        ptv_durations_free(acc);
        ptv_durations_free(want);
    }
}

/* Every allocation of a long column fails once, in states that are exact and in buckets. */
static void without_memory_no_group_changes(void **unused) {
    (void)unused;
    enum { FEW = 5, SOME = 3000 };
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_durations *states[FEW];
    struct bytes before[FEW];
    draw(56);
    for (size_t i = 0; i < SOME; i++)
        group[i] = (uint32_t)(i < 2000 ? i % FEW : 2);
    for (int64_t i = 0; i < FEW; i++) {
        states[i] = durations_new(NULL, &allocator);
        for (int64_t k = 0; k < 100 * i; k++)
            assert_ok(ptv_durations_add(states[i], k * MINUTE));
        before[i] = bytes_of(states[i]);
    }
    uint64_t failures = 0;
    for (;; failures++) {
        memory.until_failure = failures;
        ptv_status status =
            ptv_durations_add_grouped_i64(states, FEW, group, column, NULL, 0, SOME);
        memory.until_failure = UINT64_MAX;
        if (status >= 0)
            break;
        assert_status(PTV_ERR_MEMORY, status);
        for (size_t i = 0; i < FEW; i++)
            assert_state_bytes(PTV_TYPE_DURATIONS, states[i], before[i]);
    }
    assert_in_range(failures, 20, 1000);
    for (size_t i = 0; i < FEW; i++) {
        ptv_durations_free(states[i]);
        free(before[i].data);
    }
    assert_true(memory.blocks == 0);
}

/* Few values, then more than are kept; so many of one that its cell runs over; long ones. */
static void without_memory_no_long_column_counts(void **unused) {
    (void)unused;
    enum { LONG = 4 * 512 };
    for (size_t i = 0; i < LONG; i++)
        column[i] = i < 512    ? (int64_t)(i % 100)
                    : i < 1024 ? (int64_t)((i - 500) * (i - 500) * 100)
                    : i < 1536 ? 7000000
                    : i % 2    ? (int64_t)i << 45
                               : 50;
    for (int64_t already = 0; already <= 300; already += 300) {
        struct failing_allocator memory;
        ptv_allocator allocator = failing_allocator(&memory);
        ptv_durations *acc = durations_new(NULL, &allocator), *want = durations_new(NULL, NULL);
        for (int64_t k = 0; k < already; k++) {
            assert_ok(ptv_durations_add(acc, k));
            assert_ok(ptv_durations_add(want, k));
        }
        for (size_t i = 0; i < LONG; i++)
            assert_ok(ptv_durations_add(want, column[i]));
        struct bytes before = bytes_of(acc);
        uint64_t failures = 0;
        for (;; failures++) {
            memory.until_failure = failures;
            ptv_status status = ptv_durations_add_i64(acc, column, NULL, 0, LONG);
            memory.until_failure = UINT64_MAX;
            if (status == PTV_OK)
                break;
            assert_status(PTV_ERR_MEMORY, status);
            assert_state_bytes(PTV_TYPE_DURATIONS, acc, before);
        }
        assert_in_range(failures, 8, 100);
        assert_same_durations(acc, want);
        ptv_durations_free(acc);
        ptv_durations_free(want);
        free(before.data);
        assert_true(memory.blocks == 0);
    }
}

/* ---- percentiles of an array */

static int rising(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static const uint32_t percents[] = {50, 1, 99, 95, 50, 90, 10};
enum { PERCENTS = COUNT_OF(percents) };

/* Of n rows of the column, by ranks of the sorted values. */
static void check_percentiles(size_t n) {
    static int64_t sorted_column[ROWS];
    ptv_durations *acc = durations_new(NULL, NULL);
    ptv_estimate got[PERCENTS];
    size_t kept = 0;
    (void)!ptv_durations_add_i64(acc, column, NULL, 0, n);
    for (size_t i = 0; i < n; i++)
        if (column[i] >= 0)
            sorted_column[kept++] = column[i];
    qsort(sorted_column, kept, sizeof *sorted_column, rising);
    assert_true(ptv_durations_percentiles_i64(acc, column, NULL, 0, n, percents, 100, PERCENTS,
                                              NULL, got) >= 0);
    for (size_t i = 0; i < PERCENTS; i++) {
        uint64_t lower, upper;
        ptv_status status =
            ptv_quantile_ranks(kept, percents[i], 100, got[i].confidence, &lower, &upper);
        assert_true(got[i].status == status && got[i].n == kept);
        assert_true(got[i].value == (double)sorted_column[(kept * percents[i] + 99) / 100 - 1]);
        if (lower > 0)
            assert_true(got[i].lower == (double)sorted_column[lower - 1]);
        if (upper <= kept)
            assert_true(got[i].upper == (double)sorted_column[upper - 1]);
    }
    ptv_durations_free(acc);
}

static void percentiles_of_an_array_are_exact(void **unused) {
    (void)unused;
    draw(53);
    for (size_t i = 0; i < 3; i++)
        for (size_t n = 5; n <= ROWS; n = n * 7 + i)
            check_percentiles(n);
    for (size_t i = 0; i < ROWS; i++)
        column[i] = (int64_t)(i % 200) * MINUTE;
    check_percentiles(ROWS);
    for (size_t i = 0; i < ROWS; i++)
        column[i] = (int64_t)1 << (i % 62);
    for (size_t i = 0; i < 1000; i++)
        column[i] = (int64_t)(i * i * i);
    check_percentiles(ROWS);
}

/* Another array than was counted. */
static void another_array_is_refused(void **unused) {
    (void)unused;
    ptv_estimate got = {0}, untouched = {0};
    const uint32_t half = 50;
    draw(54);
    ptv_durations *acc = durations_new(NULL, NULL);
    (void)!ptv_durations_add_i64(acc, column, NULL, 0, ROWS);
    for (size_t row = 0; row < ROWS; row += ROWS / 3) {
        static const int64_t wrong[] = {0, PTV_TIME_NONE, -1, INT64_MAX};
        int64_t kept = column[row];
        for (size_t i = 0; i < COUNT_OF(wrong); i++) {
            column[row] = wrong[i];
            assert_status(kept == wrong[i] ? PTV_OK : PTV_ERR_MISMATCH,
                          ptv_durations_percentiles_i64(acc, column, NULL, 0, ROWS, &half, 100, 1,
                                                        NULL, &got));
        }
        column[row] = kept;
    }
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(acc, column, NULL, 0, ROWS - 1,
                                                                  &half, 100, 1, NULL, &got));
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(acc, column, NULL, 0, 0, &half,
                                                                  100, 1, NULL, &got));
    assert_memory_equal(&got, &untouched, sizeof got);
    ptv_durations_free(acc);
}

/* As many rows, but more of them in the bucket that is wanted, or missing instead of rejected, or
 * fewer than were missing. */
static void a_similar_array_is_refused(void **unused) {
    (void)unused;
    enum { SOME = 2000 };
    static const int64_t counted[] = {5, 6, 7, PTV_TIME_NONE, -1};
    static const int64_t others[] = {5, 6, 7, PTV_TIME_NONE, PTV_TIME_NONE};
    const uint32_t half = 50;
    ptv_estimate got;
    ptv_durations *acc = durations_new(NULL, NULL), *few = durations_new(NULL, NULL);
    for (size_t i = 0; i < SOME; i++)
        column[i] = (int64_t)i * MINUTE;
    assert_ok(ptv_durations_add_i64(acc, column, NULL, 0, SOME));
    for (size_t i = 0; i < SOME; i++)
        column[i] = SOME / 2 * MINUTE;
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(acc, column, NULL, 0, SOME, &half,
                                                                  100, 1, NULL, &got));
    /* Three in the middle have the sum of three others, and of squares as well. */
    static const int64_t three[] = {1, 5, 6}, as_much[] = {2, 3, 7};
    assert_ok(ptv_durations_reset(acc));
    for (size_t i = 0; i < 303; i++)
        column[i] = i < 150 ? (int64_t)i : i < 300 ? (int64_t)i << 30 : three[i - 300] << 20;
    assert_ok(ptv_durations_add_i64(acc, column, NULL, 0, 303));
    assert_true(
        ptv_durations_percentiles_i64(acc, column, NULL, 0, 303, &half, 100, 1, NULL, &got) >= 0);
    for (size_t i = 0; i < 3; i++)
        column[300 + i] = as_much[i] << 20;
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(acc, column, NULL, 0, 303, &half,
                                                                  100, 1, NULL, &got));
    assert_status(PTV_OUT_OF_SCALE, ptv_durations_add_i64(few, counted, NULL, 0, 5));
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(few, others, NULL, 0, 5, &half,
                                                                  100, 1, NULL, &got));
    assert_ok(ptv_durations_add_n(few, PTV_TIME_NONE, 10));
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(few, counted, NULL, 0, 5, &half,
                                                                  100, 1, NULL, &got));
    ptv_durations_free(acc);
    ptv_durations_free(few);
}

/* Counts of which no array has as many take no memory. */
static void no_array_is_so_long(void **unused) {
    (void)unused;
    enum { LENGTH = 5000 };
    const uint32_t half = 50;
    ptv_estimate got;
    ptv_durations *acc = durations_new(NULL, NULL);
    assert_ok(ptv_durations_add_n(acc, MINUTE, (UINT64_C(1) << 32) - 511));
    for (int64_t i = 0; i < 300; i++)
        assert_ok(ptv_durations_add(acc, i));
    for (size_t i = 0; i < LENGTH; i++)
        column[i] = MINUTE;
    assert_status(PTV_ERR_MISMATCH, ptv_durations_percentiles_i64(acc, column, NULL, 0, LENGTH,
                                                                  &half, 100, 1, NULL, &got));
    ptv_durations_free(acc);
}

static void what_makes_no_sense_is_refused(void **unused) {
    (void)unused;
    static const int64_t three[] = {1, 2, 3};
    ptv_durations *acc = durations_of(three, 3), *empty = durations_new(NULL, NULL);
    ptv_durations_options size = {0};
    ptv_estimate e;
    const uint32_t half = 50, none = 0, all = 100;
    assert_status(PTV_ERR_NULL,
                  ptv_durations_percentiles_i64(NULL, three, NULL, 0, 3, &half, 100, 1, NULL, &e));
    assert_status(PTV_ERR_NULL,
                  ptv_durations_percentiles_i64(acc, NULL, NULL, 0, 3, &half, 100, 1, NULL, &e));
    assert_status(PTV_ERR_NULL,
                  ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, NULL, 100, 1, NULL, &e));
    assert_status(PTV_ERR_NULL,
                  ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, &half, 100, 1, NULL, NULL));
    assert_status(PTV_ERR_ARGUMENT,
                  ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, &none, 100, 1, NULL, &e));
    assert_status(PTV_ERR_ARGUMENT,
                  ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, &all, 100, 1, NULL, &e));
    assert_status(PTV_ERR_SIZE,
                  ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, &half, 100, 1, &size, &e));
    assert_status(PTV_ERR_MEMORY, ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, &half, 100,
                                                                SIZE_MAX / 2, NULL, &e));
    assert_ok(ptv_durations_percentiles_i64(acc, three, NULL, 0, 3, NULL, 0, 0, NULL, NULL));
    assert_status(PTV_EMPTY,
                  ptv_durations_percentiles_i64(empty, NULL, NULL, 0, 0, &half, 100, 1, NULL, &e));
    assert_true(e.n == 0 && e.status == PTV_EMPTY);
    ptv_durations_free(acc);
    ptv_durations_free(empty);
}

static void without_memory_there_are_no_percentiles(void **unused) {
    (void)unused;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_durations *acc = durations_new(NULL, &allocator);
    ptv_estimate got[PERCENTS];
    draw(55);
    (void)!ptv_durations_add_i64(acc, column, NULL, 0, ROWS);
    uint64_t failures = 0;
    int64_t blocks = memory.blocks;
    for (;; failures++) {
        memory.until_failure = failures;
        ptv_status status = ptv_durations_percentiles_i64(acc, column, NULL, 0, ROWS, percents, 100,
                                                          PERCENTS, NULL, got);
        memory.until_failure = UINT64_MAX;
        assert_true(memory.blocks == blocks);
        if (status == PTV_OK)
            break;
        assert_status(PTV_ERR_MEMORY, status);
    }
    assert_true(failures == 3);
    ptv_durations_free(acc);
    assert_true(memory.blocks == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_as_one_by_one),
        cmocka_unit_test(wrong_rows_change_no_group),
        cmocka_unit_test(a_column_goes_to_buckets_anywhere),
        cmocka_unit_test(more_groups_than_fit_a_cache),
        cmocka_unit_test(columns_are_in_their_unit),
        cmocka_unit_test(without_memory_no_group_changes),
        cmocka_unit_test(without_memory_no_long_column_counts),
        cmocka_unit_test(percentiles_of_an_array_are_exact),
        cmocka_unit_test(another_array_is_refused),
        cmocka_unit_test(a_similar_array_is_refused),
        cmocka_unit_test(no_array_is_so_long),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(without_memory_there_are_no_percentiles),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("durations_columns", tests, NULL, NULL);
}
