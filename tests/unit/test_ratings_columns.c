/* SPDX-License-Identifier: MIT */
/* ratings.h, the columns: each type, alone and grouped, is exactly its answers one by one. */
#include "states.h"

enum { ROWS = 100, BITMAP = (ROWS + 7) / 8, GROUPS = 5 };

/* What a row means, said once more by the tests: a score that ptv_ratings_add takes. */
static const int32_t off_scale = 12345;

static int32_t score_i8(int8_t value) {
    return value;
}

static int32_t score_u8(uint8_t value) {
    return value;
}

static int32_t score_i32(int32_t value) {
    return value;
}

static int32_t score_i64(int64_t value) {
    if (value == INT64_MIN || value == INT32_MIN)
        return PTV_SCORE_MISSING;
    return value < INT32_MIN || value > INT32_MAX ? off_scale : (int32_t)value;
}

static int32_t score_f64(double value) {
    if (isnan(value))
        return PTV_SCORE_MISSING;
    for (int32_t level = -20; level <= 20; level++)
        if (value == level)
            return level;
    return off_scale;
}

static const int8_t values_i8[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1, -128, 127, 10, 0};
static const uint8_t values_u8[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 128, 255, 254, 10, 0};
static const int32_t values_i32[] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1, INT32_MIN, INT32_MIN + 1, INT32_MAX, 256, 65536 + 5};
static const int64_t values_i64[] = {0,
                                     1,
                                     5,
                                     9,
                                     10,
                                     11,
                                     -1,
                                     INT64_MIN,
                                     INT64_MIN + 1,
                                     INT64_MAX,
                                     INT32_MIN,
                                     (int64_t)INT32_MIN - 1,
                                     (int64_t)INT32_MAX + 1,
                                     (int64_t)UINT32_MAX + 1,
                                     (int64_t)UINT32_MAX + 6,
                                     -(int64_t)UINT32_MAX - 1};
static const double values_f64[] = {
    0,        -0.0,      1,      2,       9,         10,         11,
    -1,       NAN,       -NAN,   0.5,     6.5,       8.5,        9.999999999999999,
    INFINITY, -INFINITY, 1e300,  -1e300,  0x1p-1074, -0x1p-1074, 4294967296.0,
    1e19,     -1e19,     0x1p63, -0x1p63, 5,         7,          10.000000000000002};

static struct generator generator;

/* Whether the row is valid, from the bitmap's definition in the Arrow format. */
static bool valid(const uint8_t *bitmap, size_t row) {
    return !bitmap || (bitmap[row >> 3] & (1u << (row & 7)));
}

/* The column ends where memory does, so that a sanitizer sees one byte read too many. */
static void *exact_copy(const void *bytes, size_t size) {
    void *copy = malloc(size > 0 ? size : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    return copy;
}

static uint8_t *random_bitmap(size_t rows) {
    uint8_t bitmap[BITMAP + 1];
    for (size_t i = 0; i < sizeof bitmap; i++)
        bitmap[i] = (uint8_t)random_next(&generator);
    return exact_copy(bitmap, (rows + 7) / 8);
}

static ptv_ratings scale_of_group(size_t group) {
    static const int32_t scales[GROUPS][2] = {{0, 10}, {1, 5}, {1, 7}, {-5, 5}, {0, 1}};
    return ratings_on(scales[group][0], scales[group][1], (int32_t)(group % 2));
}

#define COLUMN_TESTS(suffix, type)                                                                 \
    static type *random_column_##suffix(size_t rows) {                                             \
        type column[ROWS];                                                                         \
        for (size_t i = 0; i < ROWS; i++)                                                          \
            column[i] = values_##suffix[random_below(&generator, COUNT_OF(values_##suffix))];      \
        return exact_copy(column, rows * sizeof *column);                                          \
    }                                                                                              \
                                                                                                   \
    /* Every offset and length, with and without a bitmap. */                                      \
    static void column_##suffix##_is_one_by_one(void **unused) {                                   \
        (void)unused;                                                                              \
        generator.state = 5;                                                                       \
        for (size_t offset = 0; offset < 20; offset++)                                             \
            for (size_t n = 0; offset + n <= ROWS; n++) {                                          \
                type *column = random_column_##suffix(offset + n);                                 \
                uint8_t *bitmap = n % 3 == 0 ? NULL : random_bitmap(offset + n);                   \
                ptv_ratings whole = scale_of_group(n % GROUPS), single = whole;                    \
                bool invalid = false;                                                              \
                for (size_t row = offset; row < offset + n; row++) {                               \
                    int32_t score =                                                                \
                        valid(bitmap, row) ? score_##suffix(column[row]) : PTV_SCORE_MISSING;      \
                    invalid = ptv_ratings_add(&single, score) == PTV_OUT_OF_SCALE || invalid;      \
                }                                                                                  \
                assert_status(invalid ? PTV_OUT_OF_SCALE : PTV_OK,                                 \
                              ptv_ratings_add_##suffix(&whole, column, bitmap, offset, n));        \
                assert_same_bytes(whole, single);                                                  \
                free(column);                                                                      \
                free(bitmap);                                                                      \
            }                                                                                      \
    }                                                                                              \
                                                                                                   \
    static void column_##suffix##_refuses(void **unused) {                                         \
        (void)unused;                                                                              \
        const type column[] = {5, 5, 6};                                                           \
        ptv_ratings acc = nps_with(1, 2, 3);                                                       \
        assert_untouched(acc, PTV_OK, ptv_ratings_add_##suffix(&acc, NULL, NULL, 0, 0));           \
        assert_untouched(acc, PTV_OK, ptv_ratings_add_##suffix(&acc, NULL, NULL, 99, 0));          \
        assert_untouched(acc, PTV_OK, ptv_ratings_add_##suffix(&acc, column, NULL, 1, 0));         \
        assert_untouched(acc, PTV_ERR_NULL, ptv_ratings_add_##suffix(&acc, NULL, NULL, 0, 1));     \
        assert_status(PTV_ERR_NULL, ptv_ratings_add_##suffix(NULL, column, NULL, 0, 3));           \
        assert_status(PTV_ERR_NULL, ptv_ratings_add_##suffix(NULL, NULL, NULL, 0, 0));             \
        for (int which = 0; which < FOREIGN_RATINGS; which++) {                                    \
            ptv_ratings foreign = foreign_ratings(which);                                          \
            assert_untouched(foreign, PTV_ERR_STATE,                                               \
                             ptv_ratings_add_##suffix(&foreign, column, NULL, 0, 3));              \
            assert_untouched(foreign, PTV_ERR_STATE,                                               \
                             ptv_ratings_add_##suffix(&foreign, NULL, NULL, 0, 0));                \
        }                                                                                          \
        /* The counter of 5 has room for one, the column holds two; 6 must not stay either. */     \
        assert_ok(ptv_ratings_add_n(&acc, 5, PTV_COUNT_MAX - 1));                                  \
        assert_untouched(acc, PTV_ERR_OVERFLOW,                                                    \
                         ptv_ratings_add_##suffix(&acc, column, NULL, 0, 3));                      \
        assert_ok(ptv_ratings_add_##suffix(&acc, column, NULL, 1, 2));                             \
        assert_untouched(acc, PTV_ERR_OVERFLOW,                                                    \
                         ptv_ratings_add_##suffix(&acc, column, NULL, 0, 1));                      \
        /* Missing and invalid answers have counters too. */                                       \
        const uint8_t none_valid[] = {0};                                                          \
        ptv_ratings missing = nps_with(1, 2, 3);                                                   \
        assert_ok(ptv_ratings_add_n(&missing, PTV_SCORE_MISSING, PTV_COUNT_MAX - 2));              \
        assert_untouched(missing, PTV_ERR_OVERFLOW,                                                \
                         ptv_ratings_add_##suffix(&missing, column, none_valid, 0, 3));            \
        assert_ok(ptv_ratings_add_##suffix(&missing, column, none_valid, 0, 2));                   \
    }                                                                                              \
                                                                                                   \
    static void grouped_##suffix##_is_one_by_one(void **unused) {                                  \
        (void)unused;                                                                              \
        generator.state = 6;                                                                       \
        for (size_t offset = 0; offset < 17; offset++)                                             \
            for (size_t n = 0; offset + n <= ROWS; n += 1 + n / 8) {                               \
                type *column = random_column_##suffix(offset + n);                                 \
                uint8_t *bitmap = n % 2 == 0 ? NULL : random_bitmap(offset + n);                   \
                uint32_t group[ROWS];                                                              \
                ptv_ratings whole[GROUPS], single[GROUPS];                                         \
                for (size_t i = 0; i < GROUPS; i++)                                                \
                    whole[i] = single[i] = scale_of_group(i);                                      \
                bool invalid = false;                                                              \
                for (size_t row = 0; row < ROWS; row++)                                            \
                    group[row] = (uint32_t)random_below(&generator, GROUPS);                       \
                for (size_t row = offset; row < offset + n; row++) {                               \
                    int32_t score =                                                                \
                        valid(bitmap, row) ? score_##suffix(column[row]) : PTV_SCORE_MISSING;      \
                    ptv_status status = ptv_ratings_add(&single[group[row]], score);               \
                    invalid = status == PTV_OUT_OF_SCALE || invalid;                               \
                }                                                                                  \
                uint32_t *groups = exact_copy(group, (offset + n) * sizeof *group);                \
                assert_status(invalid ? PTV_OUT_OF_SCALE : PTV_OK,                                 \
                              ptv_ratings_add_grouped_##suffix(whole, GROUPS, groups, column,      \
                                                               bitmap, offset, n));                \
                assert_same_bytes(whole, single);                                                  \
                free(column);                                                                      \
                free(bitmap);                                                                      \
                free(groups);                                                                      \
            }                                                                                      \
    }                                                                                              \
                                                                                                   \
    /* A row that fails, at every place in the column: all states are as they were. */             \
    static void grouped_##suffix##_is_all_or_nothing(void **unused) {                              \
        (void)unused;                                                                              \
        generator.state = 7;                                                                       \
        for (size_t bad = 3; bad < 15; bad++) {                                                    \
            type *column = random_column_##suffix(15);                                             \
            uint8_t *bitmap = bad % 2 == 0 ? NULL : random_bitmap(15);                             \
            uint32_t group[15];                                                                    \
            ptv_ratings states[GROUPS];                                                            \
            for (size_t i = 0; i < GROUPS; i++)                                                    \
                states[i] = scale_of_group(i);                                                     \
            for (size_t row = 0; row < 15; row++)                                                  \
                group[row] = (uint32_t)random_below(&generator, GROUPS - 1);                       \
            static const uint32_t beyond[] = {GROUPS, GROUPS + 1, INT32_MAX, UINT32_MAX};          \
            for (size_t i = 0; i < COUNT_OF(beyond); i++) {                                        \
                group[bad] = beyond[i];                                                            \
                assert_untouched(states, PTV_ERR_ARGUMENT,                                         \
                                 ptv_ratings_add_grouped_##suffix(states, GROUPS, group, column,   \
                                                                  bitmap, 3, 12));                 \
            }                                                                                      \
            group[bad] = GROUPS - 1;                                                               \
            for (int which = 0; which < FOREIGN_RATINGS; which++) {                                \
                states[GROUPS - 1] = foreign_ratings(which);                                       \
                assert_untouched(states, PTV_ERR_STATE,                                            \
                                 ptv_ratings_add_grouped_##suffix(states, GROUPS, group, column,   \
                                                                  bitmap, 3, 12));                 \
            }                                                                                      \
            states[GROUPS - 1] = scale_of_group(0);                                                \
            column[bad] = 5;                                                                       \
            assert_ok(ptv_ratings_add_n(&states[GROUPS - 1], 5, PTV_COUNT_MAX));                   \
            assert_ok(ptv_ratings_add_n(&states[GROUPS - 1], PTV_SCORE_MISSING, PTV_COUNT_MAX));   \
            assert_untouched(                                                                      \
                states, PTV_ERR_OVERFLOW,                                                          \
                ptv_ratings_add_grouped_##suffix(states, GROUPS, group, column, bitmap, 3, 12));   \
            free(column);                                                                          \
            free(bitmap);                                                                          \
        }                                                                                          \
    }                                                                                              \
                                                                                                   \
    static void grouped_##suffix##_refuses(void **unused) {                                        \
        (void)unused;                                                                              \
        const type column[] = {5, 5, 6};                                                           \
        const uint32_t group[] = {0, 1, 0};                                                        \
        ptv_ratings s[2] = {nps_with(1, 2, 3), nps_with(3, 2, 1)};                                 \
        assert_untouched(s, PTV_ERR_NULL,                                                          \
                         ptv_ratings_add_grouped_##suffix(s, 2, NULL, column, NULL, 0, 3));        \
        assert_untouched(s, PTV_ERR_NULL,                                                          \
                         ptv_ratings_add_grouped_##suffix(s, 2, group, NULL, NULL, 0, 3));         \
        assert_status(PTV_ERR_NULL,                                                                \
                      ptv_ratings_add_grouped_##suffix(NULL, 2, group, column, NULL, 0, 3));       \
        assert_status(PTV_ERR_NULL,                                                                \
                      ptv_ratings_add_grouped_##suffix(NULL, 2, NULL, NULL, NULL, 0, 0));          \
        assert_untouched(s, PTV_OK,                                                                \
                         ptv_ratings_add_grouped_##suffix(s, 2, NULL, NULL, NULL, 0, 0));          \
        assert_ok(ptv_ratings_add_grouped_##suffix(NULL, 0, NULL, NULL, NULL, 0, 0));              \
        assert_status(PTV_ERR_ARGUMENT,                                                            \
                      ptv_ratings_add_grouped_##suffix(NULL, 0, group, column, NULL, 0, 3));       \
    }

COLUMN_TESTS(i8, int8_t)
COLUMN_TESTS(u8, uint8_t)
COLUMN_TESTS(i32, int32_t)
COLUMN_TESTS(i64, int64_t)
COLUMN_TESTS(f64, double)

/* A fraction so small that subtracting the lowest level swallows it is still a fraction. */
static void tiny_fractions_are_invalid_on_a_negative_scale(void **unused) {
    (void)unused;
    static const double tiny[] = {1e-17, -1e-17, 0x1p-1074, -0x1p-1074, 1e-300, 1e-16};
    for (int32_t min = -10; min < 0; min++)
        for (size_t i = 0; i < COUNT_OF(tiny); i++) {
            ptv_ratings acc = ratings_on(min, 0, PTV_POLARITY_HIGH_IS_GOOD);
            assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_f64(&acc, &tiny[i], NULL, 0, 1));
        }
}

static void doubles_at_the_ends_of_int32(void **unused) {
    (void)unused;
    ptv_ratings high = ratings_on(INT32_MAX - 10, INT32_MAX, PTV_POLARITY_HIGH_IS_GOOD);
    ptv_ratings low = ratings_on(INT32_MIN + 1, INT32_MIN + 11, PTV_POLARITY_HIGH_IS_GOOD);
    const double in_high[] = {2147483637.0, 2147483647.0},
                 in_low[] = {-2147483647.0, -2147483637.0};
    const double off[] = {2147483648.0, 2147483646.5, -2147483648.0, -2147483646.5, 0};
    assert_ok(ptv_ratings_add_f64(&high, in_high, NULL, 0, 2));
    assert_ok(ptv_ratings_add_f64(&low, in_low, NULL, 0, 2));
    for (size_t i = 0; i < COUNT_OF(off); i++) {
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_f64(&high, off, NULL, i, 1));
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_f64(&low, off, NULL, i, 1));
    }
    ptv_ratings_result r = reading_of(&high, NULL);
    assert_true(r.n == 2 && r.invalid == 5 && r.count[0] == 1 && r.count[10] == 1);
    r = reading_of(&low, NULL);
    assert_true(r.n == 2 && r.invalid == 5 && r.count[0] == 1 && r.count[10] == 1);
}

static void columns_of_integers_at_the_ends_of_int32(void **unused) {
    (void)unused;
    ptv_ratings high = ratings_on(INT32_MAX - 10, INT32_MAX, PTV_POLARITY_HIGH_IS_GOOD);
    const int32_t i32[] = {INT32_MAX, INT32_MAX - 10, INT32_MIN, INT32_MIN + 1, INT32_MAX - 11};
    const int64_t i64[] = {INT32_MAX, (int64_t)INT32_MAX + 1, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_i32(&high, i32, NULL, 0, 5));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_i64(&high, i64, NULL, 0, 5));
    ptv_ratings_result r = reading_of(&high, NULL);
    assert_true(r.n == 3 && r.missing == 2 && r.invalid == 5);
}

#define TESTS_OF(suffix)                                                                           \
    cmocka_unit_test(column_##suffix##_is_one_by_one),                                             \
        cmocka_unit_test(column_##suffix##_refuses),                                               \
        cmocka_unit_test(grouped_##suffix##_is_one_by_one),                                        \
        cmocka_unit_test(grouped_##suffix##_is_all_or_nothing),                                    \
        cmocka_unit_test(grouped_##suffix##_refuses)

int main(void) {
    const struct CMUnitTest tests[] = {
        TESTS_OF(i8),
        TESTS_OF(u8),
        TESTS_OF(i32),
        TESTS_OF(i64),
        TESTS_OF(f64),
        cmocka_unit_test(tiny_fractions_are_invalid_on_a_negative_scale),
        cmocka_unit_test(doubles_at_the_ends_of_int32),
        cmocka_unit_test(columns_of_integers_at_the_ends_of_int32),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("ratings_columns", tests, NULL, NULL);
}
