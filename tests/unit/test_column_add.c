/* SPDX-License-Identifier: MIT */
/* ratings_columns.h, proportion.h and durations.h, what takes a ptv_column: which columns, and all
 * or nothing. That the rows mean what they should is for tests/property/test_columns.c. */
#include "durations.h"
#include "failing_allocator.h"
#include "states.h"

/* More than two of the blocks that columns are read in. */
enum { ROWS = 2500, TYPES = PTV_COLUMN_FIXED_UCS4 };

static int16_t scores[ROWS];
static uint8_t outcomes[ROWS];
static int64_t ms[ROWS];
static uint32_t group[ROWS];

static ptv_column column_of(int32_t type, const void *values, uint64_t n) {
    ptv_column column = PTV_COLUMN_INIT;
    column.type = type;
    column.values = values;
    column.n = n;
    return column;
}

/* Rows of every kind; groups 0 and 1. */
static void fill(void) {
    struct generator generator = {12};
    for (size_t i = 0; i < ROWS; i++) {
        scores[i] = (int16_t)random_below(&generator, 11);
        outcomes[i] = (uint8_t)random_below(&generator, 2);
        ms[i] = (int64_t)random_magnitude(&generator, 40);
        group[i] = (uint32_t)random_below(&generator, 2);
    }
}

/* ---- which columns */

/* Each function, counting a column in states that were not counted in before. */
enum {
    RATINGS,
    RATINGS_GROUPED,
    PROPORTION,
    PROPORTION_GROUPED,
    DURATIONS,
    DURATIONS_GROUPED,
    ADDERS
};

static ptv_status add_afresh(int adder, const ptv_column *column) {
    static const uint32_t zeros[ROWS];
    ptv_ratings ratings = nps_with(0, 0, 0);
    ptv_proportion proportion = proportion_with(0, 0, 0);
    ptv_durations *durations = durations_new(NULL, NULL);
    ptv_status status = PTV_OK;
    switch (adder) {
    case RATINGS:
        status = ptv_ratings_add_column(&ratings, column);
        break;
    case RATINGS_GROUPED:
        status = ptv_ratings_add_grouped_column(&ratings, 1, zeros, column);
        break;
    case PROPORTION:
        status = ptv_proportion_add_column(&proportion, column);
        break;
    case PROPORTION_GROUPED:
        status = ptv_proportion_add_grouped_column(&proportion, 1, zeros, column);
        break;
    case DURATIONS:
        status = ptv_durations_add_column(durations, column);
        break;
    default:
        status = ptv_durations_add_grouped_column(&durations, 1, zeros, column);
    }
    ptv_durations_free(durations);
    return status;
}

static ptv_status add_as_column(const void *input, void *adder) {
    return add_afresh(*(int *)adder, input);
}

static void columns_of_every_size(void **unused) {
    (void)unused;
    for (int adder = 0; adder < ADDERS; adder++) {
        ptv_column column = column_of(PTV_COLUMN_U8, outcomes, 5);
        assert_input_size_checked(add_as_column, &adder, &column, sizeof column);
    }
}

static void functions_take_their_types(void **unused) {
    (void)unused;
    static const uint64_t zeros[4];
    for (int32_t type = -1; type <= TYPES + 1; type++)
        for (int adder = 0; adder < ADDERS; adder++) {
            bool booleans = type == PTV_COLUMN_BIT || type == PTV_COLUMN_BOOL;
            bool whole = type >= PTV_COLUMN_I8 && type <= PTV_COLUMN_U64;
            bool reals = type >= PTV_COLUMN_F16 && type <= PTV_COLUMN_F64;
            bool proportion = adder == PROPORTION || adder == PROPORTION_GROUPED;
            bool takes = type == PTV_COLUMN_NULL || whole || reals || (proportion && booleans);
            ptv_column column = column_of(type, zeros, 2);
            column.offsets = zeros;
            assert_status(takes ? PTV_OK : PTV_ERR_COLUMN, add_afresh(adder, &column));
            ptv_column indices = column_of(PTV_COLUMN_U8, zeros, 3);
            indices.dictionary = &column;
            assert_status(takes ? PTV_OK : PTV_ERR_COLUMN, add_afresh(adder, &indices));
        }
}

static void columns_that_cannot_be(void **unused) {
    (void)unused;
    for (int adder = 0; adder < ADDERS; adder++) {
        assert_status(PTV_ERR_NULL, add_afresh(adder, NULL));
        ptv_column column = column_of(PTV_COLUMN_U8, NULL, 1);
        assert_status(PTV_ERR_NULL, add_afresh(adder, &column));
        column.n = 0;
        assert_ok(add_afresh(adder, &column));
        column = column_of(PTV_COLUMN_U8, outcomes, 3);
        column.unit_num = -1;
        assert_status(PTV_ERR_ARGUMENT, add_afresh(adder, &column));
        column.unit_num = 0;
        column.offset = UINT64_MAX;
        assert_status(PTV_ERR_ARGUMENT, add_afresh(adder, &column));
    }
}

/* ---- states that are not */

static void states_that_are_not_there(void **unused) {
    (void)unused;
    ptv_column column = column_of(PTV_COLUMN_I16, scores, 3), empty = column;
    empty.n = 0;
    assert_status(PTV_ERR_NULL, ptv_ratings_add_column(NULL, &column));
    assert_status(PTV_ERR_NULL, ptv_proportion_add_column(NULL, &column));
    assert_status(PTV_ERR_NULL, ptv_durations_add_column(NULL, &column));
    assert_status(PTV_ERR_NULL, ptv_ratings_add_column(NULL, &empty));
    assert_status(PTV_ERR_NULL, ptv_proportion_add_column(NULL, &empty));
    assert_status(PTV_ERR_NULL, ptv_durations_add_column(NULL, &empty));

    ptv_ratings ratings = nps_with(1, 2, 3);
    ptv_proportion proportion = proportion_with(1, 2, 3);
    ptv_durations *durations = durations_of(ms, 5);
#define GROUPED_STATUS(expected, ratings, proportion, durations, n, group, column)                 \
    do {                                                                                           \
        assert_status(expected, ptv_ratings_add_grouped_column(ratings, n, group, column));        \
        assert_status(expected, ptv_proportion_add_grouped_column(proportion, n, group, column));  \
        assert_status(expected, ptv_durations_add_grouped_column(durations, n, group, column));    \
    } while (0)
    GROUPED_STATUS(PTV_ERR_NULL, NULL, NULL, NULL, 1, group, &column);
    GROUPED_STATUS(PTV_ERR_NULL, NULL, NULL, NULL, 1, group, &empty);
    GROUPED_STATUS(PTV_ERR_NULL, &ratings, &proportion, &durations, 1, NULL, &column);
    GROUPED_STATUS(PTV_ERR_NULL, &ratings, &proportion, &durations, 1, group, NULL);
    GROUPED_STATUS(PTV_OK, &ratings, &proportion, &durations, 1, NULL, &empty);
    GROUPED_STATUS(PTV_OK, NULL, NULL, NULL, 0, NULL, &empty);
    GROUPED_STATUS(PTV_ERR_ARGUMENT, NULL, NULL, NULL, 0, group, &column);
    ptv_durations *none = NULL;
    assert_status(PTV_ERR_NULL,
                  ptv_durations_add_grouped_column(&none, 1, (uint32_t[3]){0}, &column));
    ptv_durations_free(durations);
}

static void states_of_others(void **unused) {
    (void)unused;
    ptv_column column = column_of(PTV_COLUMN_I16, scores, 3), empty = column;
    empty.n = 0;
    for (int which = 0; which < FOREIGN_RATINGS; which++) {
        ptv_ratings foreign[2] = {nps_with(1, 2, 3), foreign_ratings(which)};
        assert_untouched(foreign, PTV_ERR_STATE, ptv_ratings_add_column(&foreign[1], &column));
        assert_untouched(foreign, PTV_ERR_STATE, ptv_ratings_add_column(&foreign[1], &empty));
        uint32_t of_row[] = {0, 0, 1};
        assert_untouched(foreign, PTV_ERR_STATE,
                         ptv_ratings_add_grouped_column(foreign, 2, of_row, &column));
    }
    ptv_proportion foreign[2] = {proportion_with(1, 2, 3), proportion_with(0, 0, 0)};
    foreign[1].w[0]++;
    uint32_t of_row[] = {0, 0, 1};
    assert_untouched(foreign, PTV_ERR_STATE, ptv_proportion_add_column(&foreign[1], &column));
    assert_untouched(foreign, PTV_ERR_STATE, ptv_proportion_add_column(&foreign[1], &empty));
    assert_untouched(foreign, PTV_ERR_STATE,
                     ptv_proportion_add_grouped_column(foreign, 2, of_row, &column));
}

/* ---- all or nothing */

/* Two states of durations, exact or in buckets, and their bytes. */
struct pair {
    ptv_durations *of[2];
    struct bytes before[2];
};

static struct pair pair_of(bool bucketed, const ptv_allocator *allocator) {
    struct pair pair;
    for (int i = 0; i < 2; i++) {
        pair.of[i] = durations_new(NULL, allocator);
        for (int64_t j = 0; j < (bucketed ? 400 : 20); j++)
            assert_ok(ptv_durations_add(pair.of[i], j * j * (i + 1)));
        pair.before[i] = bytes_of(pair.of[i]);
    }
    return pair;
}

static void assert_pair_untouched(const struct pair *pair) {
    for (int i = 0; i < 2; i++) {
        struct bytes after = bytes_of(pair->of[i]);
        assert_true(same_bytes(pair->before[i], after));
        free(after.data);
    }
}

static void free_pair(struct pair *pair) {
    for (int i = 0; i < 2; i++) {
        ptv_durations_free(pair->of[i]);
        free(pair->before[i].data);
    }
}

/* Rows at which something fails: in every block, first and last. */
static const size_t places[] = {0, 1, 1000, 1023, 1024, 1025, 2047, 2048, ROWS - 1};

static void assert_all_refused(const ptv_column *column, const struct pair *pair) {
    ptv_ratings ratings[2] = {nps_with(1, 2, 3), nps_with(3, 2, 1)};
    ptv_proportion proportion[2] = {proportion_with(1, 2, 3), proportion_with(3, 2, 1)};
    assert_untouched(ratings, PTV_ERR_ARGUMENT, ptv_ratings_add_column(&ratings[0], column));
    assert_untouched(ratings, PTV_ERR_ARGUMENT,
                     ptv_ratings_add_grouped_column(ratings, 2, group, column));
    assert_untouched(proportion, PTV_ERR_ARGUMENT,
                     ptv_proportion_add_column(&proportion[0], column));
    assert_untouched(proportion, PTV_ERR_ARGUMENT,
                     ptv_proportion_add_grouped_column(proportion, 2, group, column));
    assert_status(PTV_ERR_ARGUMENT, ptv_durations_add_column(pair->of[0], column));
    assert_pair_untouched(pair);
    assert_status(PTV_ERR_ARGUMENT, ptv_durations_add_grouped_column(pair->of, 2, group, column));
    assert_pair_untouched(pair);
}

static void an_index_that_is_not_there(void **unused) {
    (void)unused;
    static uint16_t index[ROWS];
    for (int bucketed = 0; bucketed < 2; bucketed++) {
        struct pair pair = pair_of(bucketed, NULL);
        ptv_column values = column_of(PTV_COLUMN_I64, ms, ROWS);
        ptv_column column = column_of(PTV_COLUMN_U16, index, ROWS);
        column.dictionary = &values;
        for (size_t i = 0; i < COUNT_OF(places); i++) {
            for (uint16_t row = 0; row < ROWS; row++)
                index[row] = (uint16_t)(ROWS - 1 - row);
            index[places[i]] = ROWS;
            assert_all_refused(&column, &pair);
        }
        free_pair(&pair);
    }
}

static void a_group_that_is_not_there(void **unused) {
    (void)unused;
    ptv_column columns[] = {column_of(PTV_COLUMN_I16, scores, ROWS),
                            column_of(PTV_COLUMN_U8, outcomes, ROWS),
                            column_of(PTV_COLUMN_I64, ms, ROWS)};
    for (int bucketed = 0; bucketed < 2; bucketed++) {
        struct pair pair = pair_of(bucketed, NULL);
        for (size_t c = 0; c < COUNT_OF(columns); c++)
            for (size_t i = 0; i < COUNT_OF(places); i++) {
                const ptv_column *column = &columns[c];
                ptv_ratings ratings[2] = {nps_with(1, 2, 3), nps_with(3, 2, 1)};
                ptv_proportion proportion[2] = {proportion_with(1, 2, 3), proportion_with(3, 2, 1)};
                uint32_t kept = group[places[i]];
                group[places[i]] = 2;
                assert_untouched(ratings, PTV_ERR_ARGUMENT,
                                 ptv_ratings_add_grouped_column(ratings, 2, group, column));
                assert_untouched(proportion, PTV_ERR_ARGUMENT,
                                 ptv_proportion_add_grouped_column(proportion, 2, group, column));
                assert_status(PTV_ERR_ARGUMENT,
                              ptv_durations_add_grouped_column(pair.of, 2, group, column));
                assert_pair_untouched(&pair);
                group[places[i]] = kept;
            }
        free_pair(&pair);
    }
}

static void counters_at_their_limits(void **unused) {
    (void)unused;
    static const uint8_t three_in[] = {1, 1, 0, 1};
    ptv_column column = column_of(PTV_COLUMN_BOOL, three_in, 4);
    ptv_proportion proportion[2] = {proportion_with(PTV_COUNT_MAX - 2, 0, 0),
                                    proportion_with(0, 0, 0)};
    assert_untouched(proportion, PTV_ERR_OVERFLOW,
                     ptv_proportion_add_column(&proportion[0], &column));
    const uint32_t of_row[] = {0, 0, 1, 0};
    assert_untouched(proportion, PTV_ERR_OVERFLOW,
                     ptv_proportion_add_grouped_column(proportion, 2, of_row, &column));
    column.n = 3;
    assert_ok(ptv_proportion_add_grouped_column(proportion, 2, of_row, &column));
    assert_true(share_of(&proportion[0], NULL).hits == PTV_COUNT_MAX);
    /* As bits, and missing. */
    static const uint8_t bits[] = {0x0F}, none[] = {0};
    column = column_of(PTV_COLUMN_BIT, bits, 1);
    assert_untouched(proportion, PTV_ERR_OVERFLOW,
                     ptv_proportion_add_column(&proportion[0], &column));
    column.validity = none;
    assert_ok(ptv_proportion_add_n(&proportion[0], PTV_OUTCOME_EXCLUDED, PTV_COUNT_MAX));
    assert_untouched(proportion, PTV_ERR_OVERFLOW,
                     ptv_proportion_add_column(&proportion[0], &column));

    static const int16_t fives[] = {5, 9, 5, 5};
    ptv_ratings ratings[2] = {nps_with(0, 0, 0), nps_with(0, 0, 0)};
    column = column_of(PTV_COLUMN_I16, fives, 4);
    assert_ok(ptv_ratings_add_n(&ratings[0], 5, PTV_COUNT_MAX - 2));
    assert_untouched(ratings, PTV_ERR_OVERFLOW, ptv_ratings_add_column(&ratings[0], &column));
    assert_untouched(ratings, PTV_ERR_OVERFLOW,
                     ptv_ratings_add_grouped_column(ratings, 2, (uint32_t[4]){0, 1}, &column));

    for (int bucketed = 0; bucketed < 2; bucketed++) {
        struct pair pair = pair_of(bucketed, NULL);
        for (int i = 0; i < 2; i++)
            free(pair.before[i].data);
        uint64_t room = 3;
        assert_ok(ptv_durations_add_n(pair.of[0], 7,
                                      PTV_COUNT_MAX - room - durations_read(pair.of[0]).n));
        for (int i = 0; i < 2; i++)
            pair.before[i] = bytes_of(pair.of[i]);
        assert_status(PTV_ERR_OVERFLOW, ptv_durations_add_column(pair.of[0], &column));
        assert_pair_untouched(&pair);
        assert_status(PTV_ERR_OVERFLOW,
                      ptv_durations_add_grouped_column(pair.of, 2, (uint32_t[4]){0}, &column));
        assert_pair_untouched(&pair);
        column.n = room;
        assert_ok(ptv_durations_add_column(pair.of[0], &column));
        column.n = 4;
        free_pair(&pair);
    }
}

/* ---- more rows than are read at a time */

static void long_ratings_are_one_by_one(void **unused) {
    (void)unused;
    static int8_t i8[ROWS];
    static uint8_t u8[ROWS], validity[ROWS / 8 + 1];
    static int32_t i32[ROWS];
    static int64_t i64[ROWS];
    static double f64[ROWS];
    enum { FROM = 3, N = ROWS - FROM };
    ptv_ratings want = nps_with(1, 2, 3), want_grouped[2] = {want, want};
    for (size_t row = 0; row < ROWS; row++) {
        i8[row] = (int8_t)scores[row];
        i64[row] = i32[row] = u8[row] = (uint8_t)scores[row];
        f64[row] = scores[row];
        validity[row / 8] |= (uint8_t)((row % 7 != 0) << row % 8);
        int32_t score = row % 7 != 0 ? scores[row] : PTV_SCORE_MISSING;
        if (row >= FROM) {
            assert_ok(ptv_ratings_add(&want, score));
            assert_ok(ptv_ratings_add(&want_grouped[group[row]], score));
        }
    }
#define LONG_RATINGS(suffix)                                                                       \
    {                                                                                              \
        ptv_ratings acc = nps_with(1, 2, 3), grouped[2] = {acc, acc};                              \
        assert_ok(ptv_ratings_add_##suffix(&acc, suffix, validity, FROM, N));                      \
        assert_same_bytes(acc, want);                                                              \
        assert_ok(ptv_ratings_add_grouped_##suffix(grouped, 2, group, suffix, validity, FROM, N)); \
        assert_same_bytes(grouped, want_grouped);                                                  \
    }
    LONG_RATINGS(i8)
    LONG_RATINGS(u8)
    LONG_RATINGS(i32)
    LONG_RATINGS(i64)
    LONG_RATINGS(f64)
    ptv_column columns[] = {column_of(PTV_COLUMN_I8, i8, N), column_of(PTV_COLUMN_I16, scores, N),
                            column_of(PTV_COLUMN_F64, f64, N)};
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        ptv_ratings acc = nps_with(1, 2, 3), grouped[2] = {acc, acc};
        columns[i].offset = FROM;
        columns[i].validity = validity;
        assert_ok(ptv_ratings_add_column(&acc, &columns[i]));
        assert_same_bytes(acc, want);
        assert_ok(ptv_ratings_add_grouped_column(grouped, 2, group + FROM, &columns[i]));
        assert_same_bytes(grouped, want_grouped);
    }
}

static void long_proportions_are_one_by_one(void **unused) {
    (void)unused;
    enum { FROM = 5, N = ROWS - FROM };
    static uint8_t bits[ROWS / 8 + 1], validity[ROWS / 8 + 1];
    ptv_proportion want = proportion_with(1, 2, 3), want_grouped[2] = {want, want};
    for (size_t row = 0; row < ROWS; row++) {
        bits[row / 8] |= (uint8_t)(outcomes[row] << row % 8);
        validity[row / 8] |= (uint8_t)((row % 5 != 0) << row % 8);
        int32_t outcome = row % 5 != 0 ? outcomes[row] : PTV_OUTCOME_EXCLUDED;
        if (row >= FROM) {
            assert_ok(ptv_proportion_add(&want, outcome));
            assert_ok(ptv_proportion_add(&want_grouped[group[row]], outcome));
        }
    }
    ptv_proportion acc = proportion_with(1, 2, 3), grouped[2] = {acc, acc};
    assert_ok(ptv_proportion_add_u8(&acc, outcomes, validity, FROM, N));
    assert_same_bytes(acc, want);
    acc = proportion_with(1, 2, 3);
    assert_ok(ptv_proportion_add_bits(&acc, bits, validity, FROM, N));
    assert_same_bytes(acc, want);
    assert_ok(ptv_proportion_add_grouped_u8(grouped, 2, group, outcomes, validity, FROM, N));
    assert_same_bytes(grouped, want_grouped);
    static int64_t wide[ROWS];
    static double reals[ROWS];
    for (size_t row = 0; row < ROWS; row++)
        reals[row] = (double)(wide[row] = outcomes[row]);
    ptv_column columns[] = {
        column_of(PTV_COLUMN_BIT, bits, N), column_of(PTV_COLUMN_BOOL, outcomes, N),
        column_of(PTV_COLUMN_U8, outcomes, N), column_of(PTV_COLUMN_I64, wide, N),
        column_of(PTV_COLUMN_F64, reals, N)};
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        acc = grouped[0] = grouped[1] = proportion_with(1, 2, 3);
        columns[i].offset = FROM;
        columns[i].validity = validity;
        assert_ok(ptv_proportion_add_column(&acc, &columns[i]));
        assert_same_bytes(acc, want);
        assert_ok(ptv_proportion_add_grouped_column(grouped, 2, group + FROM, &columns[i]));
        assert_same_bytes(grouped, want_grouped);
    }
}

/* ---- however the rows lie */

/* Answers of 0 to 11 as numbers of a type, however far apart and in whichever order of bytes. */
static const int32_t of_numbers[] = {PTV_COLUMN_I8,  PTV_COLUMN_I16, PTV_COLUMN_I32, PTV_COLUMN_I64,
                                     PTV_COLUMN_U8,  PTV_COLUMN_U16, PTV_COLUMN_U32, PTV_COLUMN_U64,
                                     PTV_COLUMN_F16, PTV_COLUMN_F32, PTV_COLUMN_F64};

static size_t size_of(int32_t type) {
    static const size_t sizes[] = {1, 2, 4, 8, 1, 2, 4, 8, 2, 4, 8};
    return sizes[type - PTV_COLUMN_I8];
}

static void put_number(uint8_t *at, int32_t type, uint8_t number, bool swapped) {
    static const uint16_t halves[] = {0,      0x3C00, 0x4000, 0x4200, 0x4400, 0x4500,
                                      0x4600, 0x4700, 0x4800, 0x4880, 0x4900, 0x4980};
    const uint16_t u16 = type == PTV_COLUMN_F16 ? halves[number] : number;
    const uint32_t u32 = number;
    const uint64_t u64 = number;
    const float f32 = number;
    const double f64 = number;
    const size_t size = size_of(type);
    uint8_t bytes[8];
    memcpy(bytes,
           type == PTV_COLUMN_F32   ? (const void *)&f32
           : type == PTV_COLUMN_F64 ? (const void *)&f64
           : size == 1              ? (const void *)&number
           : size == 2              ? (const void *)&u16
           : size == 4              ? (const void *)&u32
                                    : (const void *)&u64,
           size);
    for (size_t i = 0; i < size; i++)
        at[i] = bytes[swapped ? size - 1 - i : i];
}

/* More than two of the largest blocks. */
enum { MANY = 8200, WIDEST = 11 };

/* Rows of which some are missing, by a bitmap and by bytes, and what they come to. */
struct answers {
    uint8_t number[MANY], validity[MANY / 8 + 1], missing[MANY];
    uint32_t group[MANY];
    ptv_ratings want, want_grouped[3];
};

/* Scales that differ at the lower end, at the upper end, and not. */
static ptv_ratings empty_on(size_t scale) {
    static const int32_t ends[][2] = {{0, 10}, {1, 10}, {0, 5}};
    return ratings_on(ends[scale][0], ends[scale][1], 0);
}

static void fill_answers(struct answers *answers) {
    struct generator generator = {13};
    memset(answers, 0, sizeof *answers);
    answers->want = empty_on(0);
    for (size_t i = 0; i < 3; i++)
        answers->want_grouped[i] = empty_on(i);
    for (size_t row = 0; row < MANY; row++) {
        bool unset = random_below(&generator, 9) == 0, missing = random_below(&generator, 9) == 0;
        answers->number[row] = (uint8_t)random_below(&generator, 12);
        answers->validity[row / 8] |= (uint8_t)(!unset << row % 8);
        answers->missing[row] = missing;
        answers->group[row] = (uint32_t)random_below(&generator, 3);
        int32_t score = unset || missing ? PTV_SCORE_MISSING : answers->number[row];
        assert_true(ptv_ratings_add(&answers->want, score) >= 0);
        assert_true(ptv_ratings_add(&answers->want_grouped[answers->group[row]], score) >= 0);
    }
}

static void assert_answers(const struct answers *answers, ptv_column column) {
    ptv_ratings acc = empty_on(0), grouped[] = {empty_on(0), empty_on(1), empty_on(2)};
    column.validity = answers->validity;
    column.missing = answers->missing;
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_column(&acc, &column));
    assert_same_bytes(acc, answers->want);
    assert_status(PTV_OUT_OF_SCALE,
                  ptv_ratings_add_grouped_column(grouped, 3, answers->group, &column));
    assert_memory_equal(grouped, answers->want_grouped, sizeof grouped);
}

static void ratings_count_wherever_they_lie(void **unused) {
    (void)unused;
    static struct answers answers;
    static uint8_t room[MANY * WIDEST + 1];
    fill_answers(&answers);
    for (size_t i = 0; i < COUNT_OF(of_numbers); i++)
        for (int swapped = 0; swapped <= 1; swapped++)
            for (size_t gap = 0; gap < 2; gap++)
                for (size_t shift = 0; shift < 2; shift++) {
                    const size_t stride = size_of(of_numbers[i]) + 3 * gap;
                    for (size_t row = 0; row < MANY; row++)
                        put_number(room + shift + row * stride, of_numbers[i], answers.number[row],
                                   swapped);
                    ptv_column column = column_of(of_numbers[i], room + shift, MANY);
                    column.stride = (int64_t)stride;
                    column.swapped = swapped;
                    assert_answers(&answers, column);
                }
}

static void ratings_count_by_the_entries_of_a_dictionary(void **unused) {
    (void)unused;
    static struct answers answers;
    static uint8_t room[MANY * WIDEST];
    static const uint8_t numbers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    static uint8_t more_numbers[4097], most_numbers[MANY + 1];
    memcpy(more_numbers, numbers, sizeof numbers);
    memcpy(most_numbers, numbers, sizeof numbers);
    /* A few entries, more than are worth turning around, and more than there are rows. */
    const ptv_column dictionaries[] = {column_of(PTV_COLUMN_U8, numbers, COUNT_OF(numbers)),
                                       column_of(PTV_COLUMN_U8, more_numbers, 4097),
                                       column_of(PTV_COLUMN_U8, most_numbers, MANY + 1)};
    fill_answers(&answers);
    for (int32_t type = PTV_COLUMN_I8; type <= PTV_COLUMN_U64; type++)
        for (int swapped = 0; swapped <= 1; swapped++)
            for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
                for (size_t row = 0; row < MANY; row++)
                    put_number(room + row * size_of(type), type, answers.number[row], swapped);
                ptv_column column = column_of(type, room, MANY);
                column.swapped = swapped;
                column.dictionary = &dictionaries[i];
                assert_answers(&answers, column);
            }
    /* Fewer rows than a dictionary has entries, which is not turned around then. */
    static const uint8_t indices[] = {3, 11, 3};
    ptv_column few = column_of(PTV_COLUMN_U8, indices, COUNT_OF(indices));
    few.dictionary = &dictionaries[0];
    ptv_ratings acc = empty_on(0), want = acc;
    assert_ok(ptv_ratings_add_n(&want, 3, 2));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_n(&want, 11, 1));
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_column(&acc, &few));
    assert_same_bytes(acc, want);
}

/* As many levels on both scales, not the same ones; and not a byte behind the dictionary is read. */
static void groups_on_two_scales_share_a_dictionary(void **unused) {
    (void)unused;
    enum { ENTRIES = 7, SOME = 20 };
    uint8_t *numbers = malloc(ENTRIES);
    assert_non_null(numbers);
    uint8_t indices[SOME];
    uint32_t of_state[SOME];
    ptv_ratings states[] = {ratings_on(1, 5, 0), ratings_on(0, 4, 0)}, want[2];
    memcpy(want, states, sizeof want);
    for (uint8_t i = 0; i < ENTRIES; i++)
        numbers[i] = i;
    for (size_t row = 0; row < SOME; row++) {
        indices[row] = (uint8_t)(row * 3 % ENTRIES);
        of_state[row] = (uint32_t)(row % 2);
        assert_true(ptv_ratings_add(&want[row % 2], indices[row]) >= 0);
    }
    const ptv_column dictionary = column_of(PTV_COLUMN_U8, numbers, ENTRIES);
    ptv_column column = column_of(PTV_COLUMN_U8, indices, SOME);
    column.dictionary = &dictionary;
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_grouped_column(states, 2, of_state, &column));
    assert_same_bytes(states, want);
    free(numbers);
}

static void groups_of_no_state_are_refused(void **unused) {
    (void)unused;
    static const uint8_t few[] = {1, 2, 3, 4, 5, 6};
    static const uint32_t of_state[COUNT_OF(few)] = {0, 1, 0, 1, 0, 1};
    ptv_ratings states[2];
    memset(states, 0, sizeof states);
    ptv_column column = column_of(PTV_COLUMN_U8, few, COUNT_OF(few));
    assert_untouched(states, PTV_ERR_STATE,
                     ptv_ratings_add_grouped_column(states, 2, of_state, &column));
    column.n = 1;
    states[0] = states[1] = ratings_on(0, 10, 0);
    assert_untouched(states, PTV_ERR_NULL,
                     ptv_ratings_add_grouped_column(states, 2, NULL, &column));
}

/* Not the indices, though they may lie as an array of C. */
static void outcomes_and_durations_are_entries_of_a_dictionary(void **unused) {
    (void)unused;
    static const int64_t entries[] = {1, 0, 7}, counted[] = {1, 0, 1, 7};
    static const uint8_t indices[] = {0, 1, 0, 2};
    static const uint32_t zeros[4];
    const ptv_column dictionary = column_of(PTV_COLUMN_I64, entries, 3);
    const ptv_proportion want = proportion_with(2, 1, 1);
    ptv_durations *want_durations = durations_of(counted, 4);
    for (int32_t type = PTV_COLUMN_I8; type <= PTV_COLUMN_U64; type++) {
        uint64_t room[4];
        for (size_t row = 0; row < 4; row++)
            put_number((uint8_t *)room + row * size_of(type), type, indices[row], false);
        ptv_column column = column_of(type, room, 4);
        column.dictionary = &dictionary;
        ptv_proportion acc = proportion_with(0, 0, 0), grouped = acc;
        assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add_column(&acc, &column));
        assert_same_bytes(acc, want);
        assert_status(PTV_OUT_OF_SCALE,
                      ptv_proportion_add_grouped_column(&grouped, 1, zeros, &column));
        assert_same_bytes(grouped, want);
        ptv_durations *durations = durations_new(NULL, NULL);
        assert_ok(ptv_durations_add_column(durations, &column));
        assert_same_durations(want_durations, durations);
        ptv_durations_free(durations);
    }
    ptv_durations_free(want_durations);
}

/* In a dictionary that is not turned around, because it is large or there are few rows. */
static void an_index_that_is_met_late(void **unused) {
    (void)unused;
    static const uint8_t numbers[5000];
    static uint16_t indices[6000];
    const ptv_column dictionary = column_of(PTV_COLUMN_U8, numbers, COUNT_OF(numbers));
    for (size_t n = 3; n <= COUNT_OF(indices); n += COUNT_OF(indices) - 3) {
        ptv_column column = column_of(PTV_COLUMN_U16, indices, n);
        ptv_ratings acc = ratings_on(0, 10, 0);
        column.dictionary = &dictionary;
        indices[n - 1] = COUNT_OF(numbers);
        assert_untouched(acc, PTV_ERR_ARGUMENT, ptv_ratings_add_column(&acc, &column));
        indices[n - 1] = COUNT_OF(numbers) - 1;
        assert_ok(ptv_ratings_add_column(&acc, &column));
        assert_true(reading_of(&acc, NULL).count[0] == n);
    }
}

static void integers_beyond_64_bits_are_off_scale(void **unused) {
    (void)unused;
    static const uint64_t beyond[] = {5, UINT64_MAX, (uint64_t)INT64_MAX + 1, 10};
    const ptv_column column = column_of(PTV_COLUMN_U64, beyond, COUNT_OF(beyond));
    ptv_ratings acc = ratings_on(0, 10, 0);
    assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_column(&acc, &column));
    ptv_ratings_result r = reading_of(&acc, NULL);
    assert_true(r.invalid == 2 && r.n == 2 && r.count[5] == 1 && r.count[10] == 1);
}

/* Many rows, so that all states are looked at beforehand: all as they were, or counted. */
static void a_state_that_is_none_among_many_rows(void **unused) {
    (void)unused;
    const ptv_column column = column_of(PTV_COLUMN_I16, scores, ROWS);
    for (size_t bad = 0; bad < 3; bad++) {
        ptv_ratings states[3] = {nps_with(1, 2, 3), nps_with(1, 2, 3), nps_with(1, 2, 3)};
        states[bad] = foreign_ratings(0);
        if (bad < 2)
            assert_untouched(states, PTV_ERR_STATE,
                             ptv_ratings_add_grouped_column(states, 3, group, &column));
        else /* nobody is in the third group */
            assert_ok(ptv_ratings_add_grouped_column(states, 3, group, &column));
    }
}

/* A row that is off its scale is told of, in whichever block it lies. */
static void one_row_off_scale_is_told(void **unused) {
    (void)unused;
    static uint8_t bytes[ROWS];
    static int64_t times[ROWS];
    static const uint32_t zeros[ROWS];
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        size_t at = places[i];
        bytes[at] = 99;
        times[at] = -1;
        ptv_ratings ratings = nps_with(0, 0, 0);
        ptv_proportion proportion = proportion_with(0, 0, 0);
        ptv_durations *acc = durations_new(NULL, NULL);
        ptv_column column = column_of(PTV_COLUMN_U8, bytes, ROWS);
        assert_status(PTV_OUT_OF_SCALE, ptv_ratings_add_column(&ratings, &column));
        assert_status(PTV_OUT_OF_SCALE,
                      ptv_ratings_add_grouped_column(&ratings, 1, zeros, &column));
        assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add_u8(&proportion, bytes, NULL, 0, ROWS));
        assert_status(PTV_OUT_OF_SCALE,
                      ptv_proportion_add_grouped_u8(&proportion, 1, zeros, bytes, NULL, 0, ROWS));
        assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add_column(&proportion, &column));
        assert_status(PTV_OUT_OF_SCALE,
                      ptv_proportion_add_grouped_column(&proportion, 1, zeros, &column));
        column = column_of(PTV_COLUMN_I64, times, ROWS);
        assert_status(PTV_OUT_OF_SCALE, ptv_durations_add_column(acc, &column));
        assert_status(PTV_OUT_OF_SCALE, ptv_durations_add_grouped_column(&acc, 1, zeros, &column));
        assert_true(reading_of(&ratings, NULL).invalid == 2);
        assert_true(share_of(&proportion, NULL).excluded == 4);
        assert_true(durations_read(acc).rejected == 2);
        ptv_durations_free(acc);
        bytes[at] = 0;
        times[at] = 0;
    }
}

/* 1 is a hit and 0 a miss, in whichever type; of booleans any byte but 0 is true. */
static void other_numbers_are_excluded_and_told(void **unused) {
    (void)unused;
    static const uint8_t bytes[] = {0, 1, 2, 255, 1};
    static const int8_t narrow[] = {0, 1, -1, -128, 1};
    static const int32_t codes[] = {0, 1, INT32_MAX, 100, 1};
    static const int64_t wide[] = {0, 1, INT64_C(1) << 32, (INT64_C(1) << 32) + 1, 1};
    static const uint64_t beyond[] = {0, 1, UINT64_MAX, (uint64_t)INT64_MAX + 1, 1};
    static const uint16_t halves[] = {0x8000, 0x3C00, 0x3800, 0x7C00, 0x3C00};
    static const float floats[] = {0, 1, 0.5f, -1, 1};
    static const double reals[] = {-0.0, 1, 0x1.0000000000001p0, 0x1p-1074, 1};
    const ptv_column columns[] = {
        column_of(PTV_COLUMN_U8, bytes, 5),   column_of(PTV_COLUMN_I8, narrow, 5),
        column_of(PTV_COLUMN_I32, codes, 5),  column_of(PTV_COLUMN_I64, wide, 5),
        column_of(PTV_COLUMN_U64, beyond, 5), column_of(PTV_COLUMN_F16, halves, 5),
        column_of(PTV_COLUMN_F32, floats, 5), column_of(PTV_COLUMN_F64, reals, 5)};
    const ptv_proportion want = proportion_with(2, 1, 2);
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        ptv_proportion acc = proportion_with(0, 0, 0), grouped[2] = {acc, acc};
        assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add_column(&acc, &columns[i]));
        assert_same_bytes(acc, want);
        assert_status(PTV_OUT_OF_SCALE, ptv_proportion_add_grouped_column(
                                            grouped, 2, (uint32_t[5]){1, 1, 1, 1, 1}, &columns[i]));
        assert_same_bytes(grouped[1], want);
    }
    const ptv_column booleans = column_of(PTV_COLUMN_BOOL, bytes, 5);
    const ptv_proportion true_or_false = proportion_with(4, 1, 0);
    ptv_proportion acc = proportion_with(0, 0, 0);
    assert_ok(ptv_proportion_add_column(&acc, &booleans));
    assert_same_bytes(acc, true_or_false);
}

static void missing_outcomes_are_excluded(void **unused) {
    (void)unused;
    static const int32_t codes[] = {0, 1, PTV_OUTCOME_EXCLUDED};
    static const int64_t wide[] = {PTV_OUTCOME_EXCLUDED, 1, 0}, times[] = {0, INT64_MIN, 1};
    static const double reals[] = {NAN, 0, 1};
    static const uint8_t bytes[] = {1, 9, 0}, second[] = {0, 1, 0}, valid[] = {0x05};
    ptv_column columns[] = {
        column_of(PTV_COLUMN_I32, codes, 3), column_of(PTV_COLUMN_I64, wide, 3),
        column_of(PTV_COLUMN_I64, times, 3), column_of(PTV_COLUMN_F64, reals, 3),
        column_of(PTV_COLUMN_U8, bytes, 3),  column_of(PTV_COLUMN_BOOL, bytes, 3)};
    columns[4].missing = second;
    columns[5].validity = valid;
    const ptv_proportion want = proportion_with(1, 1, 1);
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        ptv_proportion acc = proportion_with(0, 0, 0), grouped = acc;
        assert_ok(ptv_proportion_add_column(&acc, &columns[i]));
        assert_same_bytes(acc, want);
        assert_ok(
            ptv_proportion_add_grouped_column(&grouped, 1, (uint32_t[3]){0, 0, 0}, &columns[i]));
        assert_same_bytes(grouped, want);
    }
}

/* ---- memory */

struct plan {
    bool bucketed, grouped;
    const ptv_column *column;
};

static ptv_status add_short_of_memory(const ptv_allocator *allocator, void *ctx) {
    const struct plan *plan = ctx;
    struct failing_allocator *memory = allocator->ctx;
    uint64_t until = memory->until_failure;
    memory->until_failure = UINT64_MAX;
    struct pair pair = pair_of(plan->bucketed, allocator);
    memory->calls = 0;
    memory->until_failure = until;
    ptv_status status = plan->grouped
                            ? ptv_durations_add_grouped_column(pair.of, 2, group, plan->column)
                            : ptv_durations_add_column(pair.of[0], plan->column);
    memory->until_failure = UINT64_MAX;
    uint64_t calls = memory->calls;
    if (status < 0) {
        assert_pair_untouched(&pair);
    } else {
        struct pair want = pair_of(plan->bucketed, NULL);
        for (size_t row = 0; row < ROWS; row++)
            assert_ok(ptv_durations_add(want.of[plan->grouped ? group[row] : 0], ms[row]));
        for (int i = 0; i < 2; i++)
            assert_same_durations(want.of[i], pair.of[i]);
        free_pair(&want);
    }
    free_pair(&pair);
    memory->calls = calls;
    return status;
}

static void out_of_memory_changes_nothing(void **unused) {
    (void)unused;
    static int64_t turned[ROWS];
    for (size_t i = 0; i < ROWS; i++)
        for (size_t byte = 0; byte < 8; byte++)
            ((uint8_t *)&turned[i])[byte] = ((const uint8_t *)&ms[i])[7 - byte];
    ptv_column columns[] = {column_of(PTV_COLUMN_I64, ms, ROWS),
                            column_of(PTV_COLUMN_I64, turned, ROWS)};
    columns[1].swapped = 1;
    for (int which = 0; which < 8; which++) {
        struct plan plan = {which & 1, which & 2, &columns[which / 4]};
        size_t failures = for_each_failure(add_short_of_memory, &plan);
        assert_true(failures > 5);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_every_size),
        cmocka_unit_test(functions_take_their_types),
        cmocka_unit_test(columns_that_cannot_be),
        cmocka_unit_test(states_that_are_not_there),
        cmocka_unit_test(states_of_others),
        cmocka_unit_test(an_index_that_is_not_there),
        cmocka_unit_test(a_group_that_is_not_there),
        cmocka_unit_test(counters_at_their_limits),
        cmocka_unit_test(long_ratings_are_one_by_one),
        cmocka_unit_test(long_proportions_are_one_by_one),
        cmocka_unit_test(ratings_count_wherever_they_lie),
        cmocka_unit_test(ratings_count_by_the_entries_of_a_dictionary),
        cmocka_unit_test(groups_on_two_scales_share_a_dictionary),
        cmocka_unit_test(groups_of_no_state_are_refused),
        cmocka_unit_test(outcomes_and_durations_are_entries_of_a_dictionary),
        cmocka_unit_test(an_index_that_is_met_late),
        cmocka_unit_test(integers_beyond_64_bits_are_off_scale),
        cmocka_unit_test(a_state_that_is_none_among_many_rows),
        cmocka_unit_test(one_row_off_scale_is_told),
        cmocka_unit_test(other_numbers_are_excluded_and_told),
        cmocka_unit_test(missing_outcomes_are_excluded),
        cmocka_unit_test(out_of_memory_changes_nothing),
    };
    use_environment_locale();
    fill();
    return cmocka_run_group_tests_name("column_add", tests, NULL, NULL);
}
