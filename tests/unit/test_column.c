/* SPDX-License-Identifier: MIT */
/* column.h: what a column may be, and how its rows are read. */
#include "testing.h"

#include "base/column.h"

enum { TYPES = PTV_COLUMN_FIXED_UCS4 };

/* ---- columns ready made */

static ptv_column column_of(int32_t type, const void *values, uint64_t n) {
    ptv_column column = PTV_COLUMN_INIT;
    column.type = type;
    column.values = values;
    column.n = n;
    return column;
}

static ptv_column in_unit(ptv_column column, int32_t num, int32_t den) {
    column.unit_num = num;
    column.unit_den = den;
    return column;
}

/* A column of one row of each type, valid as anything that the type can be read as. */
static ptv_column one_of_type(int32_t type) {
    static const uint64_t zeros[8] = {0};
    static const int32_t offsets[] = {0, 0};
    static const int64_t large_offsets[] = {0, 0};
    ptv_column column = column_of(type, zeros, 1);
    if (type == PTV_COLUMN_STRING)
        column.offsets = offsets;
    if (type == PTV_COLUMN_LARGE_STRING)
        column.offsets = large_offsets;
    column.width = type >= PTV_COLUMN_FIXED_BYTES ? 2 : 0;
    return column;
}

/* What the four readers answer; what they store is checked by the tests of each. */
enum { INTEGERS, INSTANTS, DURATIONS, KEYS, READERS };

static ptv_status read_some(int reader, const ptv_column *column, size_t from, size_t n, void *out,
                            size_t *row) {
    switch (reader) {
    case INTEGERS:
        return ptv_column_integers(column, from, n, out, row);
    case INSTANTS:
        return ptv_column_instants(column, from, n, out, row);
    case DURATIONS:
        return ptv_column_durations(column, from, n, out, row);
    default:
        return ptv_column_keys(column, from, n, out, row);
    }
}

static ptv_status read_all(int reader, const ptv_column *column) {
    int64_t out[64];
    size_t row;
    assert_true(column->n <= COUNT_OF(out));
    return read_some(reader, column, 0, (size_t)column->n, out, &row);
}

/* Every reader finds the same member of the column at fault. */
static void assert_no_column(const ptv_column *column) {
    int64_t out[2];
    for (int reader = 0; reader < READERS; reader++) {
        size_t row = 5;
        assert_status(PTV_ERR_ARGUMENT, read_some(reader, column, 0, 1, out, &row));
        assert_true(row == SIZE_MAX);
        assert_status(PTV_ERR_ARGUMENT, read_some(reader, column, 0, 0, out, NULL));
    }
}

static void assert_integers(const ptv_column *column, const int64_t *want) {
    int64_t out[64];
    size_t row = 7;
    assert_true(column->n <= COUNT_OF(out));
    assert_ok(ptv_column_integers(column, 0, (size_t)column->n, out, &row));
    assert_memory_equal(out, want, (size_t)column->n * sizeof *want);
    assert_true(row == 7);
}

static int64_t instant_of(const ptv_column *column) {
    int64_t out;
    assert_ok(ptv_column_instants(column, 0, 1, &out, NULL));
    return out;
}

static int64_t duration_of(const ptv_column *column) {
    int64_t out;
    assert_ok(ptv_column_durations(column, 0, 1, &out, NULL));
    return out;
}

static uint64_t key_at(const ptv_column *column, size_t from) {
    uint64_t out;
    assert_ok(ptv_column_keys(column, from, 1, &out, NULL));
    return out;
}

static uint64_t key_of(const char *text) {
    return ptv_key_hash(text, strlen(text));
}

/* The bytes of numbers, each turned around. */
static void turn_around(void *out, const void *values, size_t size, size_t n) {
    for (size_t i = 0; i < n * size; i++)
        ((uint8_t *)out)[i] = ((const uint8_t *)values)[i / size * size + size - 1 - i % size];
}

/* ---- what a column may be */

static void init_is_the_macro(void **unused) {
    (void)unused;
    const ptv_column want = PTV_COLUMN_INIT;
    ptv_column got;
    scribble(got);
    assert_ok(ptv_column_init(&got));
    assert_same_bytes(got, want);
    assert_true(got.n == 0 && got.type == PTV_COLUMN_NULL);
    assert_status(PTV_ERR_NULL, ptv_column_init(NULL));
}

static ptv_status read_as_column(const void *input, void *reader) {
    int64_t out;
    return read_some(*(int *)reader, input, 0, 1, &out, NULL);
}

static ptv_status read_as_dictionary(const void *input, void *reader) {
    static const uint8_t index[] = {0};
    ptv_column column = column_of(PTV_COLUMN_U8, index, 1);
    column.dictionary = input;
    int64_t out;
    return read_some(*(int *)reader, &column, 0, 1, &out, NULL);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    for (int reader = 0; reader < READERS; reader++) {
        ptv_column column = one_of_type(PTV_COLUMN_I32);
        assert_input_size_checked(read_as_column, &reader, &column, sizeof column);
        assert_input_size_checked(read_as_dictionary, &reader, &column, sizeof column);
    }
}

static void members_out_of_range(void **unused) {
    (void)unused;
    static const int32_t units[][2] = {{0, 1},  {1, 0},   {-1, 1},        {1, -1},
                                       {0, -1}, {-1, -1}, {INT32_MIN, 1}, {1, INT32_MIN}};
    for (int32_t type = 1; type <= TYPES; type++) {
        ptv_column column = one_of_type(type), bad = column;
        for (size_t i = 0; i < COUNT_OF(units); i++) {
            bad = in_unit(column, units[i][0], units[i][1]);
            assert_no_column(&bad);
        }
        bad = column;
        bad.swapped = 2;
        assert_no_column(&bad);
        bad.swapped = -1;
        assert_no_column(&bad);
        bad = column;
        bad.width = -1;
        assert_no_column(&bad);
        bad.width = INT64_MAX / 4 + 1;
        assert_no_column(&bad);
        bad = column;
        bad.reserved = 1;
        assert_no_column(&bad);
        /* Rows that nothing can hold, and places that no number says. */
        bad = column;
        bad.offset = UINT64_MAX;
        assert_no_column(&bad);
        bad.offset = UINT64_MAX - 1;
        assert_no_column(&bad);
        bad = column;
        bad.n = UINT64_MAX;
        assert_no_column(&bad);
        bad.n = (uint64_t)INT64_MAX / 8;
        assert_no_column(&bad);
        bad = column;
        static const uint8_t index[] = {0};
        ptv_column indices = column_of(PTV_COLUMN_U8, index, 1);
        indices.dictionary = &bad;
        bad.swapped = 3;
        assert_no_column(&indices);
    }
}

static void strides_out_of_range(void **unused) {
    (void)unused;
    static const int32_t without[] = {PTV_COLUMN_NULL, PTV_COLUMN_BIT, PTV_COLUMN_STRING,
                                      PTV_COLUMN_LARGE_STRING, PTV_COLUMN_STRING_VIEW};
    for (size_t i = 0; i < COUNT_OF(without); i++) {
        ptv_column column = one_of_type(without[i]);
        column.stride = 16;
        assert_no_column(&column);
    }
    static const int64_t strides[] = {INT64_MIN, INT64_MAX, INT64_MIN + 1, INT64_MAX / 3 + 1};
    for (size_t i = 0; i < COUNT_OF(strides); i++) {
        ptv_column column = one_of_type(PTV_COLUMN_I32);
        column.offset = 3;
        column.stride = strides[i];
        assert_no_column(&column);
    }
}

/* The ends of the ranges that no column can fill: what is not read need not be there. */
static void members_at_the_ends_of_their_ranges(void **unused) {
    (void)unused;
    static const int32_t values[] = {5};
    int64_t out;
    ptv_column column = column_of(PTV_COLUMN_NULL, NULL, PTRDIFF_MAX / 16);
    assert_ok(ptv_column_integers(&column, 0, 1, &out, NULL));
    column.n++;
    assert_no_column(&column);
    column.n = 1;
    column.offset = PTRDIFF_MAX / 16 - 1;
    assert_ok(ptv_column_integers(&column, 0, 1, &out, NULL));
    column.offset++;
    assert_no_column(&column);
    for (int32_t type = PTV_COLUMN_FIXED_BYTES; type <= PTV_COLUMN_FIXED_UCS4; type++) {
        column = column_of(type, NULL, 0);
        column.width = INT64_MAX / 4;
        assert_ok(read_all(KEYS, &column));
    }
    for (uint64_t n = 1; n <= 3; n++) {
        column = column_of(PTV_COLUMN_I32, values, n);
        for (int64_t sign = -1; sign <= 1; sign += 2) {
            column.stride = sign * (INT64_MAX / (int64_t)n);
            assert_ok(ptv_column_integers(&column, 0, 1, &out, NULL));
            assert_true(out == 5);
        }
    }
}

static void a_dictionary_has_none(void **unused) {
    (void)unused;
    static const uint8_t index[] = {0};
    ptv_column inner = column_of(PTV_COLUMN_U8, index, 1), middle = inner, outer = inner;
    middle.dictionary = &inner;
    outer.dictionary = &middle;
    assert_no_column(&outer);
}

static void what_is_not_there(void **unused) {
    (void)unused;
    int64_t out[1];
    for (int reader = 0; reader < READERS; reader++) {
        assert_status(PTV_ERR_NULL, read_some(reader, NULL, 0, 0, out, NULL));
        for (int32_t type = PTV_COLUMN_BIT; type <= TYPES; type++) {
            ptv_column column = one_of_type(type);
            if (read_all(reader, &column) == PTV_ERR_COLUMN)
                continue;
            assert_status(PTV_ERR_NULL, read_some(reader, &column, 0, 1, NULL, NULL));
            assert_ok(read_some(reader, &column, 0, 0, NULL, NULL));
            bool offsets = column.offsets;
            column.values = column.offsets = NULL;
            assert_status(PTV_ERR_NULL, read_some(reader, &column, 0, 1, out, NULL));
            assert_status(PTV_ERR_NULL, read_some(reader, &column, 0, 0, out, NULL));
            column.n = 0;
            assert_ok(read_some(reader, &column, 0, 0, out, NULL));
            assert_true(offsets == (type == PTV_COLUMN_STRING || type == PTV_COLUMN_LARGE_STRING));
        }
    }
    ptv_column views = one_of_type(PTV_COLUMN_STRING_VIEW);
    views.n_buffers = 1;
    assert_status(PTV_ERR_NULL, read_all(KEYS, &views));
}

static void numbers_that_are_no_type(void **unused) {
    (void)unused;
    static const int32_t none[] = {0, -1, TYPES + 1, INT32_MAX, INT32_MIN, 256 + PTV_COLUMN_I8};
    for (size_t i = 0; i < COUNT_OF(none); i++)
        for (int reader = 0; reader < READERS; reader++) {
            ptv_column column = one_of_type(PTV_COLUMN_I8), indices = column;
            column.type = none[i];
            assert_status(PTV_ERR_COLUMN, read_all(reader, &column));
            indices.dictionary = &column;
            assert_status(PTV_ERR_COLUMN, read_all(reader, &indices));
            /* A column is looked at before its dictionary. */
            indices.swapped = 2;
            indices.dictionary = NULL;
            column.dictionary = &indices;
            assert_status(PTV_ERR_COLUMN, read_all(reader, &column));
        }
}

static void readers_take_their_types(void **unused) {
    (void)unused;
    for (int32_t type = 1; type <= TYPES; type++) {
        bool booleans = type == PTV_COLUMN_BIT || type == PTV_COLUMN_BOOL;
        bool whole = type >= PTV_COLUMN_I8 && type <= PTV_COLUMN_U64;
        bool strings = type >= PTV_COLUMN_STRING, null = type == PTV_COLUMN_NULL;
        bool takes[READERS];
        takes[INTEGERS] = !strings;
        takes[INSTANTS] = takes[DURATIONS] = !strings && !booleans;
        takes[KEYS] = null || whole || strings;
        for (int reader = 0; reader < READERS; reader++) {
            ptv_column column = one_of_type(type), indices = one_of_type(PTV_COLUMN_U16);
            ptv_status want = takes[reader] ? PTV_OK : PTV_ERR_COLUMN;
            assert_status(want, read_all(reader, &column));
            indices.dictionary = &column;
            assert_status(want, read_all(reader, &indices));
            /* Also where there is nothing to read. */
            column.n = indices.n = 0;
            assert_status(want, read_all(reader, &column));
            assert_status(want, read_all(reader, &indices));
            /* As indices only whole numbers are good. */
            ptv_column values = one_of_type(PTV_COLUMN_I8);
            column.dictionary = &values;
            assert_status(whole ? PTV_OK : PTV_ERR_COLUMN, read_all(reader, &column));
        }
    }
}

static void rows_that_are_not_there(void **unused) {
    (void)unused;
    static const int8_t values[] = {1, 2, 3, 4, 5};
    ptv_column column = column_of(PTV_COLUMN_I8, values, 3);
    column.offset = 1;
    int64_t out[5] = {0};
    for (int reader = 0; reader < READERS; reader++) {
        size_t row = 0;
        assert_ok(read_some(reader, &column, 1, 2, out, &row));
        assert_true(out[0] == 3 && out[1] == 4 && row == 0);
        assert_ok(read_some(reader, &column, 3, 0, out, &row));
        assert_status(PTV_ERR_ARGUMENT, read_some(reader, &column, 1, 3, out, &row));
        assert_true(row == 3);
        assert_status(PTV_ERR_ARGUMENT, read_some(reader, &column, 4, 0, out, &row));
        assert_true(row == 4);
        assert_status(PTV_ERR_ARGUMENT, read_some(reader, &column, 2, SIZE_MAX, out, &row));
        assert_true(row == 3);
        assert_status(PTV_ERR_ARGUMENT, read_some(reader, &column, SIZE_MAX, 2, out, NULL));
    }
}

/* ---- whole numbers */

#define ENDS(type, ...)                                                                            \
    {                                                                                              \
        const type values[] = {__VA_ARGS__};                                                       \
        type turned[COUNT_OF(values)];                                                             \
        int64_t want[COUNT_OF(values)];                                                            \
        for (size_t i = 0; i < COUNT_OF(values); i++)                                              \
            want[i] = (int64_t)values[i];                                                          \
        ptv_column column = column_of(of_##type, values, COUNT_OF(values));                        \
        assert_integers(&column, want);                                                            \
        turn_around(turned, values, sizeof *values, COUNT_OF(values));                             \
        column.values = turned;                                                                    \
        column.swapped = 1;                                                                        \
        assert_integers(&column, want);                                                            \
    }

enum {
    of_int8_t = PTV_COLUMN_I8,
    of_int16_t = PTV_COLUMN_I16,
    of_int32_t = PTV_COLUMN_I32,
    of_int64_t = PTV_COLUMN_I64,
    of_uint8_t = PTV_COLUMN_U8,
    of_uint16_t = PTV_COLUMN_U16,
    of_uint32_t = PTV_COLUMN_U32,
    of_uint64_t = PTV_COLUMN_U64,
    of_float = PTV_COLUMN_F32,
    of_double = PTV_COLUMN_F64,
};

static void integers_of_every_type(void **unused) {
    (void)unused;
    ENDS(int8_t, INT8_MIN, -1, 0, 1, INT8_MAX)
    ENDS(int16_t, INT16_MIN, -1, 0, 1, 0x1234, INT16_MAX)
    ENDS(int32_t, INT32_MIN, -1, 0, 1, 0x12345678, INT32_MAX)
    ENDS(int64_t, INT64_MIN, INT64_MIN + 1, -1, 0, 0x123456789ABCDEF0, INT64_MAX)
    ENDS(uint8_t, 0, 1, 127, 128, UINT8_MAX)
    ENDS(uint16_t, 0, 1, 0x1234, 0x8000, UINT16_MAX)
    ENDS(uint32_t, 0, 1, 0x12345678, 0x80000000, UINT32_MAX)
    ENDS(uint64_t, 0, 1, 0x123456789ABCDEF0, INT64_MAX)
    ENDS(float, 0, -0.0f, 1, -1, 16777216, -0x1p62f)
    ENDS(double, 0, -0.0, 1, -1, 0x1p53, 9007199254740991, -0x1p62, 0x1.fffffffffffffp62)

    static const uint8_t booleans[] = {0, 1, 2, 128, 255, 0};
    static const int64_t as_bytes[] = {0, 1, 1, 1, 1, 0},
                         as_bits[] = {1, 0, 1, 1, 0, 0, 0, 1, 0, 1};
    ptv_column column = column_of(PTV_COLUMN_BOOL, booleans, 6);
    assert_integers(&column, as_bytes);
    static const uint8_t bits[] = {0x8D, 0xFE};
    column = column_of(PTV_COLUMN_BIT, bits, 10);
    assert_integers(&column, as_bits);
    column = column_of(PTV_COLUMN_NULL, NULL, 2);
    static const int64_t none[] = {INT64_MIN, INT64_MIN};
    assert_integers(&column, none);
}

static void numbers_that_are_not_whole(void **unused) {
    (void)unused;
    static const double doubles[] = {0.5,    -0.5,    1e-300, INFINITY,   -INFINITY,
                                     0x1p63, -0x1p63, 1e300,  -0x1p-1074, 4503599627370495.5};
    static const float floats[] = {0.5f, 0x1p63f, INFINITY, -INFINITY, 0x1p-149f};
    static const uint64_t integers[] = {(uint64_t)INT64_MAX + 1, UINT64_MAX};
    const struct {
        ptv_column column;
    } columns[] = {
        {column_of(PTV_COLUMN_F64, doubles, COUNT_OF(doubles))},
        {column_of(PTV_COLUMN_F32, floats, COUNT_OF(floats))},
        {column_of(PTV_COLUMN_U64, integers, COUNT_OF(integers))},
    };
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        for (size_t at = 0; at < columns[i].column.n; at++) {
            int64_t out;
            size_t row = 77;
            assert_status(PTV_ERR_ARGUMENT,
                          ptv_column_integers(&columns[i].column, at, 1, &out, &row));
            assert_true(row == at);
        }
}

/* Every binary16 there is. */
static void halves(void **unused) {
    (void)unused;
    for (uint32_t bits = 0; bits < 65536; bits++) {
        uint16_t half = (uint16_t)bits, turned = (uint16_t)(bits << 8 | bits >> 8);
        int exponent = bits >> 10 & 31, fraction = bits & 1023;
        double value = exponent == 0 ? ldexp(fraction, -24) : ldexp(1024 + fraction, exponent - 25);
        if (exponent == 31)
            value = fraction == 0 ? INFINITY : NAN;
        if (bits >> 15)
            value = -value;
        ptv_column column = column_of(PTV_COLUMN_F16, &half, 1);
        for (column.swapped = 0; column.swapped < 2; column.swapped++) {
            int64_t out;
            ptv_status status = ptv_column_integers(&column, 0, 1, &out, NULL);
            bool whole = value == floor(value) && !isinf(value);
            assert_status(whole || isnan(value) ? PTV_OK : PTV_ERR_ARGUMENT, status);
            assert_true(status < 0 || out == (isnan(value) ? INT64_MIN : (int64_t)value));
            /* The smallest is 2^-24: in this unit they are all whole. */
            ptv_column scaled = in_unit(column, 1 << 24, 1);
            status = ptv_column_instants(&scaled, 0, 1, &out, NULL);
            assert_status(isinf(value) ? PTV_ERR_ARGUMENT : PTV_OK, status);
            assert_true(status < 0 ||
                        out == (isnan(value) ? PTV_TIME_NONE : (int64_t)(value * 0x1p24)));
            column.values = &turned;
        }
    }
}

static void rows_that_are_missing(void **unused) {
    (void)unused;
    static const int16_t values[] = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    static const uint8_t validity[] = {0xF6, 0x03}, mask[] = {0, 0, 1, 0, 255, 0, 0, 0, 0, 0};
    const int64_t none = INT64_MIN;
    ptv_column column = column_of(PTV_COLUMN_I16, values + 2, 8);
    const int64_t by_validity[] = {none, 12 + 1, 12 + 2, none, 12 + 4, 12 + 5, 12 + 6, 12 + 7};
    column.validity = validity;
    assert_integers(&column, by_validity);
    /* Values, bitmap and mask all count from row 0. */
    column = column_of(PTV_COLUMN_I16, values, 8);
    column.offset = 2;
    column.validity = validity;
    const int64_t from_two[] = {12, none, 14, 15, 16, 17, 18, 19};
    assert_integers(&column, from_two);
    column.missing = mask;
    const int64_t by_both[] = {none, none, none, 15, 16, 17, 18, 19};
    assert_integers(&column, by_both);
    column.validity = NULL;
    const int64_t by_mask[] = {none, 13, none, 15, 16, 17, 18, 19};
    assert_integers(&column, by_mask);
    static const double reals[] = {1, NAN, -NAN, 2};
    const int64_t by_nan[] = {1, none, none, 2};
    column = column_of(PTV_COLUMN_F64, reals, 4);
    assert_integers(&column, by_nan);
}

static void strides_go_anywhere(void **unused) {
    (void)unused;
    struct record {
        uint8_t pad;
        uint8_t score[4]; /* an int32_t that is aligned nowhere */
        uint8_t more[2];
    } records[5];
    for (int32_t i = 0; i < 5; i++)
        memcpy(records[i].score, &i, 4);
    ptv_column column = column_of(PTV_COLUMN_I32, records[0].score, 5);
    column.stride = sizeof *records;
    const int64_t forwards[] = {0, 1, 2, 3, 4}, backwards[] = {4, 3, 2, 1, 0};
    assert_integers(&column, forwards);
    column.stride = -column.stride;
    column.values = records[4].score;
    assert_integers(&column, backwards);
    column.offset = 1;
    column.n = 4;
    assert_integers(&column, backwards + 1);
    column.offset = 0;
    column.n = 3;
    column.stride *= 2;
    const int64_t every_other[] = {4, 2, 0};
    assert_integers(&column, every_other);
}

/* ---- dictionaries */

static void dictionaries(void **unused) {
    (void)unused;
    static const int16_t values[] = {99, 5, 6, 7, 98};
    static const uint8_t present[] = {0x1B}; /* not the third */
    ptv_column dictionary = column_of(PTV_COLUMN_I16, values, 3);
    dictionary.offset = 1;
    dictionary.validity = present;
    static const int32_t index[] = {2, 0, -1, 0, 1, 2};
    static const uint8_t mask[] = {0, 0, 1, 0, 0, 0};
    ptv_column column = column_of(PTV_COLUMN_I32, index, 6);
    column.dictionary = &dictionary;
    column.missing = mask;
    const int64_t want[] = {7, 5, INT64_MIN, 5, INT64_MIN, 7};
    assert_integers(&column, want);
    /* The unit is that of the values. */
    int64_t ms[6];
    dictionary = in_unit(dictionary, 1000, 1);
    column = in_unit(column, 1, 1000);
    assert_ok(ptv_column_instants(&column, 0, 6, ms, NULL));
    assert_true(ms[0] == 7000 && ms[2] == PTV_TIME_NONE && ms[4] == PTV_TIME_NONE);
    assert_ok(ptv_column_durations(&column, 0, 6, ms, NULL));
    assert_true(ms[1] == 5000 && ms[2] == PTV_TIME_NONE && ms[4] == PTV_TIME_NONE);
}

static void indices_that_are_not_there(void **unused) {
    (void)unused;
    static const int8_t values[] = {1, 2, 3};
    ptv_column dictionary = column_of(PTV_COLUMN_I8, values, 3);
    static const int64_t wrong[] = {3, -1, INT64_MIN, INT64_MAX, 256};
    for (size_t i = 0; i < COUNT_OF(wrong) + 1; i++)
        for (size_t at = 0; at < 5; at++)
            for (int reader = 0; reader < READERS; reader++) {
                int64_t index[5] = {0, 1, 2, 1, 0}, out[5];
                index[at] = i < COUNT_OF(wrong) ? wrong[i] : -2;
                /* As uint64_t, the last is nearly 2^64. */
                int32_t type = i < COUNT_OF(wrong) ? PTV_COLUMN_I64 : PTV_COLUMN_U64;
                ptv_column column = column_of(type, index, 5);
                column.dictionary = &dictionary;
                size_t row = 99;
                assert_status(PTV_ERR_ARGUMENT, read_some(reader, &column, 0, 5, out, &row));
                assert_true(row == at);
                assert_status(PTV_ERR_ARGUMENT, read_some(reader, &column, at, 1, out, NULL));
                assert_ok(read_some(reader, &column, 0, at, out, &row));
                /* A row that is missing may have any. */
                uint8_t mask[5] = {0};
                mask[at] = 1;
                column.missing = mask;
                assert_ok(read_some(reader, &column, 0, 5, out, &row));
            }
    ptv_column empty = dictionary;
    empty.n = 0;
    static const uint8_t zero[] = {0};
    ptv_column column = column_of(PTV_COLUMN_U8, zero, 1);
    column.dictionary = &empty;
    for (int reader = 0; reader < READERS; reader++)
        assert_status(PTV_ERR_ARGUMENT, read_all(reader, &column));
}

/* ---- times */

static void instants_are_rounded_down(void **unused) {
    (void)unused;
    static const struct {
        int64_t value;
        int32_t num, den;
        int64_t ms;
    } rows[] = {
        {5, 0, 0, 5},
        {-5, 0, 0, -5},
        {5, 1000, 1, 5000},
        {-5, 1000, 1, -5000},
        {1999, 1, 1000, 1},
        {1000, 1, 1000, 1},
        {999, 1, 1000, 0},
        {0, 1, 1000, 0},
        {-1, 1, 1000, -1},
        {-1000, 1, 1000, -1},
        {-1001, 1, 1000, -2},
        {-1, 1, 1000000, -1},
        {1700000000123456789, 1, 1000000, 1700000000123},
        {-1700000000123456789, 1, 1000000, -1700000000124},
        {19000, 86400000, 1, 1641600000000},
        {-1, 86400000, 1, -86400000},
        {7, 2, 3, 4},
        {-7, 2, 3, -5},
        {9, 2, 3, 6},
        {INT64_MAX, 1, 1, INT64_MAX},
        {-INT64_MAX, 1, 1, -INT64_MAX},
        {INT64_MIN, 1, 1, PTV_TIME_NONE},
        {INT64_MIN, 1000, 1, PTV_TIME_NONE},
        {INT64_MAX, INT32_MAX, INT32_MAX, INT64_MAX},
        {INT64_MAX, INT32_MAX - 1, INT32_MAX, INT64_C(9223372032559808508)},
        {-INT64_MAX, INT32_MAX - 1, INT32_MAX, INT64_C(-9223372032559808509)},
        {INT64_MAX / 1000, 1000, 1, INT64_C(9223372036854775000)},
        {INT64_MAX, 1, INT32_MAX, INT64_C(4294967298)},
        {INT64_C(6148914691236517204), 3, 2, INT64_C(9223372036854775806)},
        {INT64_C(-6148914691236517204), 3, 2, INT64_C(-9223372036854775806)},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_column column =
            in_unit(column_of(PTV_COLUMN_I64, &rows[i].value, 1), rows[i].num, rows[i].den);
        int64_t ms = instant_of(&column);
        if (ms != rows[i].ms)
            fail_msg("row %d: %lld", (int)i, (long long)ms);
    }
    const int32_t none = INT32_MIN, day = INT32_MIN + 1;
    const int16_t low = INT16_MIN;
    ptv_column column = in_unit(column_of(PTV_COLUMN_I32, &none, 1), 86400000, 1);
    assert_true(instant_of(&column) == PTV_TIME_NONE);
    column.values = &day;
    assert_true(instant_of(&column) == INT64_C(-185542587100800000));
    column = column_of(PTV_COLUMN_I16, &low, 1);
    assert_true(instant_of(&column) == INT16_MIN);
}

static void instants_beyond_64_bits(void **unused) {
    (void)unused;
    static const struct {
        int64_t value;
        int32_t num, den;
    } rows[] = {
        {INT64_MAX, 2, 1},
        {-INT64_MAX, 2, 1},
        {INT64_C(1) << 62, 4, 1},  /* 2^64, of which 64 bits are 0 */
        {INT64_C(1) << 62, 12, 3}, /* likewise, in thirds */
        {INT64_MAX / 1000 + 1, 1000, 1},
        {-INT64_MAX / 1000 - 1, 1000, 1},
        {INT64_MAX, INT32_MAX, 1},
        {INT64_MAX, INT32_MAX, INT32_MAX - 1},
        {INT64_C(-4611686018427387904), 2, 1}, /* which would be PTV_TIME_NONE */
        {INT64_C(-6148914691236517205), 3, 2}, /* likewise, after rounding down */
        {INT64_C(6148914691236517206), 3, 2},  /* 2^63 + 1 */
    };
    int64_t ms;
    size_t row;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_column column =
            in_unit(column_of(PTV_COLUMN_I64, &rows[i].value, 1), rows[i].num, rows[i].den);
        row = 9;
        assert_status(PTV_ERR_ARGUMENT, ptv_column_instants(&column, 0, 1, &ms, &row));
        assert_true(row == 0);
    }
    static const uint64_t large[] = {INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX};
    ptv_column column = column_of(PTV_COLUMN_U64, large, 3);
    assert_ok(ptv_column_instants(&column, 0, 1, &ms, &row));
    assert_status(PTV_ERR_ARGUMENT, ptv_column_instants(&column, 1, 1, &ms, &row));
    column = in_unit(column, 1, 2);
    assert_ok(ptv_column_instants(&column, 0, 3, (int64_t[3]){0}, &row));
    /* A rest above the largest instant does not make it a larger one. */
    static const int64_t last[] = {INT64_C(6148914691236517205)};
    column = in_unit(column_of(PTV_COLUMN_I64, last, 1), 3, 2);
    assert_true(instant_of(&column) == INT64_MAX);
    static const double reals[] = {INFINITY, -INFINITY, 0x1p63, -0x1p63, 1e300};
    column = column_of(PTV_COLUMN_F64, reals, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_status(PTV_ERR_ARGUMENT, ptv_column_instants(&column, i, 1, &ms, &row));
        assert_true(row == i);
    }
}

static void fractional_instants(void **unused) {
    (void)unused;
    static const struct {
        double value;
        int32_t num, den;
        int64_t ms;
    } rows[] = {
        {1.5, 1, 1, 1},
        {-1.5, 1, 1, -2},
        {-0.0, 1, 1, 0},
        {-1e-300, 1, 1, -1},
        {0.999, 1, 1, 0},
        {1700000000.123, 1000, 1, 1700000000123},
        {-1700000000.123, 1000, 1, -1700000000123},
        {3e6, 1, 1000000, 3},
        {2999999, 1, 1000000, 2},
        {7, 1, 1000, 0},
        {0x1.fffffffffffffp62, 1, 1, INT64_MAX - 1023},
        {-0x1.fffffffffffffp62, 1, 1, -(INT64_MAX - 1023)},
        {0x1p62, 3, 2, INT64_C(6917529027641081856)},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_column column =
            in_unit(column_of(PTV_COLUMN_F64, &rows[i].value, 1), rows[i].num, rows[i].den);
        int64_t ms = instant_of(&column);
        if (ms != rows[i].ms)
            fail_msg("row %d: %lld", (int)i, (long long)ms);
    }
}

static void durations_are_rounded_half_to_even(void **unused) {
    (void)unused;
    static const struct {
        int64_t value;
        int32_t num, den;
        int64_t ms;
    } rows[] = {
        {5, 0, 0, 5},
        {0, 1, 1000, 0},
        {499, 1, 1000, 0},
        {500, 1, 1000, 0},
        {501, 1, 1000, 1},
        {1499, 1, 1000, 1},
        {1500, 1, 1000, 2},
        {2500, 1, 1000, 2},
        {2501, 1, 1000, 3},
        {1, 1, 3, 0},
        {2, 1, 3, 1},
        {4, 1, 3, 1},
        {5, 1, 3, 2},
        {1, INT32_MAX, 2, 1073741824}, /* 1073741823.5 */
        {3, INT32_MAX, 2, 3221225470}, /* 3221225470.5 */
        {90, 60000, 1, 5400000},
        {-1, 1, 1, -1},
        {-5, 1, 1, -1},
        {-1, 1, 1000000, -1}, /* never taken for 0 */
        {INT64_MIN, 1, 1, PTV_TIME_NONE},
        {INT64_MIN, 1, 1000, PTV_TIME_NONE},
        {INT64_MIN + 1, 1, 1000, -1},
        {INT64_MAX, 1, 1, INT64_MAX},
        {INT64_MAX, 1000, 1, -1},
        {INT64_C(1) << 62, 4, 1, -1}, /* 2^64, of which 64 bits are 0 */
        {INT64_MAX / 1000, 1000, 1, INT64_C(9223372036854775000)},
        {INT64_MAX / 1000 + 1, 1000, 1, -1},
        {INT64_C(6148914691236517204), 3, 2, INT64_MAX - 1},
        {INT64_C(6148914691236517205), 3, 2, -1}, /* 2^63 - 1/2, to 2^63 */
        {INT64_MAX, INT32_MAX, 1, -1},
        {INT64_MAX, INT32_MAX, INT32_MAX, INT64_MAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_column column =
            in_unit(column_of(PTV_COLUMN_I64, &rows[i].value, 1), rows[i].num, rows[i].den);
        int64_t ms = duration_of(&column);
        if (ms != rows[i].ms)
            fail_msg("row %d: %lld", (int)i, (long long)ms);
    }
    const int32_t none = INT32_MIN;
    ptv_column column = column_of(PTV_COLUMN_I32, &none, 1);
    assert_true(duration_of(&column) == PTV_TIME_NONE);
    static const uint64_t large[] = {INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX};
    int64_t ms[3];
    column = column_of(PTV_COLUMN_U64, large, 3);
    assert_ok(ptv_column_durations(&column, 0, 3, ms, NULL));
    assert_true(ms[0] == INT64_MAX && ms[1] == -1 && ms[2] == -1);
    column = in_unit(column, 1, 2);
    assert_ok(ptv_column_durations(&column, 0, 3, ms, NULL));
    assert_true(ms[0] == INT64_C(1) << 62 && ms[1] == INT64_C(1) << 62 && ms[2] == -1);
    column = in_unit(column, 1, INT32_MAX);
    assert_ok(ptv_column_durations(&column, 0, 3, ms, NULL));
    assert_true(ms[2] == INT64_C(8589934596));
}

static void fractional_durations(void **unused) {
    (void)unused;
    static const struct {
        double value;
        int32_t num, den;
        int64_t ms;
    } rows[] = {
        {0.5, 1, 1, 0},
        {1.5, 1, 1, 2},
        {2.5, 1, 1, 2},
        {2.500001, 1, 1, 3},
        {1.2345, 1000, 1, 1234},
        {1500, 1, 1000, 2},
        {2500, 1, 1000, 2},
        {-0.0, 1, 1, 0},
        {-0.25, 1, 1, -1},
        {-7, 1, 1, -1},
        {NAN, 1, 1, PTV_TIME_NONE},
        {INFINITY, 1, 1, -1},
        {-INFINITY, 1, 1, -1},
        {0x1p63, 1, 1, -1},
        {0x1p63, 1, 2, INT64_C(1) << 62},
        {0x1.fffffffffffffp62, 1, 1, INT64_MAX - 1023},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_column column =
            in_unit(column_of(PTV_COLUMN_F64, &rows[i].value, 1), rows[i].num, rows[i].den);
        int64_t ms = duration_of(&column);
        if (ms != rows[i].ms)
            fail_msg("row %d: %lld", (int)i, (long long)ms);
    }
}

/* ---- keys */

static void whole_numbers_are_their_own_keys(void **unused) {
    (void)unused;
    static const int8_t small[] = {0, 1, 127, -1, -128};
    static const uint64_t large[] = {0, (uint64_t)INT64_MAX + 1, UINT64_MAX};
    ptv_column column = column_of(PTV_COLUMN_I8, small, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(key_at(&column, i) == (uint64_t)small[i]);
    assert_true(key_at(&column, 3) == PTV_KEY_NONE);
    column = column_of(PTV_COLUMN_U64, large, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(key_at(&column, i) == large[i]);
    column = column_of(PTV_COLUMN_NULL, NULL, 1);
    assert_true(key_at(&column, 0) == PTV_KEY_NONE);
}

static void strings_between_offsets(void **unused) {
    (void)unused;
    static const char bytes[] = "AnaLuisMarta";
    static const char *const names[] = {"Ana", "", "Luis", "Marta"};
    static const int32_t offsets[] = {-7, 0, 3, 3, 7, 12};
    static const int64_t large[] = {-7, 0, 3, 3, 7, 12};
    ptv_column column = column_of(PTV_COLUMN_STRING, bytes, 4);
    column.offset = 1;
    column.offsets = offsets;
    ptv_column other = column;
    other.type = PTV_COLUMN_LARGE_STRING;
    other.offsets = large;
    int32_t turned[6];
    int64_t large_turned[6];
    turn_around(turned, offsets, 4, 6);
    turn_around(large_turned, large, 8, 6);
    for (int swapped = 0; swapped < 2; swapped++) {
        for (size_t i = 0; i < 4; i++) {
            assert_true(key_at(&column, i) == key_of(names[i]));
            assert_true(key_at(&other, i) == key_of(names[i]));
        }
        column.swapped = other.swapped = 1;
        column.offsets = turned;
        other.offsets = large_turned;
    }
    static const uint8_t validity[] = {0x1B}; /* not the second of them */
    column.validity = validity;
    assert_true(key_at(&column, 0) == key_of("Ana") && key_at(&column, 1) == PTV_KEY_NONE);
}

static void offsets_that_cannot_be(void **unused) {
    (void)unused;
    static const char bytes[] = "abcdefgh";
    static const int64_t wrong[][2] = {{-1, 3}, {5, 4}, {0, -1}, {-2, -1}, {INT32_MAX, 0}};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        uint64_t key;
        size_t row = 8;
        int64_t large[] = {0, wrong[i][0], wrong[i][1], INT64_MAX};
        int32_t offsets[] = {0, (int32_t)wrong[i][0], (int32_t)wrong[i][1], INT32_MAX};
        ptv_column column = column_of(PTV_COLUMN_STRING, bytes, 3);
        column.offsets = offsets;
        assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, 1, 1, &key, &row));
        assert_true(row == 1);
        column.type = PTV_COLUMN_LARGE_STRING;
        column.offsets = large;
        assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, 1, 1, &key, &row));
        assert_true(row == 1);
    }
    /* Bytes may be none where there are none to read. */
    static const int32_t empty[] = {3, 3, 3}, some[] = {3, 3, 4};
    ptv_column column = column_of(PTV_COLUMN_STRING, NULL, 2);
    column.offsets = empty;
    assert_true(key_at(&column, 0) == key_of("") && key_at(&column, 1) == key_of(""));
    column.offsets = some;
    assert_status(PTV_ERR_ARGUMENT, read_all(KEYS, &column));
}

struct view {
    int32_t len;
    union {
        char text[12];
        struct {
            char prefix[4];
            int32_t buffer, from;
        };
    };
};

static struct view view_of(const char *text) {
    struct view view = {(int32_t)strlen(text), {{0}}};
    memcpy(view.text, text, strlen(text));
    return view;
}

static struct view long_view(int32_t len, int32_t buffer, int32_t from) {
    struct view view = {len, {{0}}};
    view.buffer = buffer;
    view.from = from;
    return view;
}

static void views(void **unused) {
    (void)unused;
    static const char first[] = "0123456789abcdefghij", second[] = "..the quick brown fox";
    const void *const buffers[] = {first, NULL, second};
    const struct view rows[] = {view_of(""), view_of("Ana"), view_of("twelve bytes"),
                                long_view(13, 0, 0), long_view(19, 2, 2)};
    static const char *const texts[] = {"", "Ana", "twelve bytes", "0123456789abc",
                                        "the quick brown fox"};
    ptv_column column = column_of(PTV_COLUMN_STRING_VIEW, rows, 5);
    column.buffers = buffers;
    column.n_buffers = 3;
    for (size_t i = 0; i < 5; i++)
        assert_true(key_at(&column, i) == key_of(texts[i]));
    /* Without long strings no buffers are wanted. */
    column.buffers = NULL;
    column.n_buffers = 0;
    column.n = 3;
    assert_ok(read_all(KEYS, &column));
    /* Not aligned, and in the other byte order. */
    uint8_t shifted[5 * 16 + 1];
    memcpy(shifted + 1, rows, sizeof rows);
    for (size_t i = 0; i < 5; i++) {
        uint8_t *at = shifted + 1 + 16 * i;
        turn_around(at, &rows[i], 4, 1);
        if (i > 2)
            turn_around(at + 8, (const uint8_t *)&rows[i] + 8, 4, 2);
    }
    column = column_of(PTV_COLUMN_STRING_VIEW, shifted + 1, 5);
    column.buffers = buffers;
    column.n_buffers = 3;
    column.swapped = 1;
    for (size_t i = 0; i < 5; i++)
        assert_true(key_at(&column, i) == key_of(texts[i]));
}

static void views_that_cannot_be(void **unused) {
    (void)unused;
    static const char bytes[] = "0123456789abcdefghij";
    const void *const buffers[] = {bytes, NULL};
    const struct view rows[] = {long_view(13, 2, 0),         long_view(13, 1, 0),
                                long_view(13, -1, 0),        long_view(13, 0, -1),
                                long_view(-1, 0, 0),         long_view(INT32_MIN, 0, 0),
                                long_view(13, INT32_MAX, 0), long_view(13, 0, INT32_MIN)};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ptv_column column = column_of(PTV_COLUMN_STRING_VIEW, rows, COUNT_OF(rows));
        uint64_t key;
        size_t row = 99;
        column.buffers = buffers;
        column.n_buffers = 2;
        assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, i, 1, &key, &row));
        assert_true(row == i);
    }
}

/* The largest length, and the farthest place in a buffer, that a view can have: nothing is read
 * there. */
static void views_of_the_largest_numbers(void **unused) {
    (void)unused;
    static const uint8_t byte = 7;
    const void *const buffers[] = {&byte};
    const struct view rows[] = {long_view(INT32_MAX, 0, 0), long_view(13, 0, INT32_MAX)};
    ptv_column views = column_of(PTV_COLUMN_STRING_VIEW, rows, 2);
    views.buffers = buffers;
    views.n_buffers = 1;
    struct ptvi_column column;
    struct ptvi_scalar scalar;
    assert_ok(ptvi_column_open(&column, &views, PTVI_STRINGS));
    assert_ok(ptvi_column_scalar(&column, 0, &scalar));
    assert_true(scalar.kind == PTVI_SCALAR_BYTES && scalar.bytes == &byte);
    assert_true(scalar.len == INT32_MAX);
    assert_ok(ptvi_column_scalar(&column, 1, &scalar));
    assert_true(scalar.kind == PTVI_SCALAR_BYTES && scalar.len == 13);
    assert_true((uintptr_t)scalar.bytes - (uintptr_t)&byte == INT32_MAX);
}

static void bytes_of_a_width(void **unused) {
    (void)unused;
    static const char bytes[] = "Ana\0\0Luis\0Marta\0\0\0\0\0a\0b\0";
    static const char *const names[] = {"Ana", "Luis", "Marta", ""};
    ptv_column column = column_of(PTV_COLUMN_FIXED_BYTES, bytes, 5);
    column.width = 5;
    for (size_t i = 0; i < 4; i++)
        assert_true(key_at(&column, i) == key_of(names[i]));
    assert_true(key_at(&column, 4) == ptv_key_hash("a\0b", 3));
    column.stride = -5;
    column.values = bytes + 15;
    column.n = 4;
    for (size_t i = 0; i < 4; i++)
        assert_true(key_at(&column, i) == key_of(names[3 - i]));
    column.width = 0;
    assert_true(key_at(&column, 1) == key_of(""));
    column.stride = 0;
    assert_true(key_at(&column, 3) == key_of(""));
}

/* Characters with what they are in UTF-8. */
static const struct {
    uint32_t character;
    const char *utf8;
} known[] = {
    {'a', "a"},
    {0x7F, "\x7F"},
    {0x80, "\xC2\x80"},
    {0xF1, "\xC3\xB1"},
    {0x7FF, "\xDF\xBF"},
    {0x800, "\xE0\xA0\x80"},
    {0x20AC, "\xE2\x82\xAC"},
    {0xD7FF, "\xED\x9F\xBF"},
    {0xE000, "\xEE\x80\x80"},
    {0xFFFF, "\xEF\xBF\xBF"},
    {0x10000, "\xF0\x90\x80\x80"},
    {0x1F600, "\xF0\x9F\x98\x80"},
    {0x10FFFF, "\xF4\x8F\xBF\xBF"},
};

/* Texts of every length, so that each character comes to lie across the end of each stripe of the
 * hash; the same in the other byte order, aligned nowhere. */
static void characters_are_hashed_as_utf8(void **unused) {
    (void)unused;
    enum { LONGEST = 200 };
    struct generator generator = {8};
    for (size_t len = 0; len <= LONGEST; len++)
        for (int round = 0; round < 4; round++) {
            uint32_t text[LONGEST + 2] = {0};
            uint8_t turned[4 * (LONGEST + 2) + 1];
            char utf8[4 * LONGEST + 1] = "";
            size_t bytes = 0;
            for (size_t i = 0; i < len; i++) {
                size_t which = (size_t)random_below(&generator, COUNT_OF(known));
                text[i] = known[which].character;
                memcpy(utf8 + bytes, known[which].utf8, strlen(known[which].utf8));
                bytes += strlen(known[which].utf8);
            }
            turn_around(turned + 1, text, 4, LONGEST + 2);
            ptv_column column = column_of(PTV_COLUMN_FIXED_UCS4, text, 1);
            column.width = (int64_t)len + round % 3;
            assert_true(key_at(&column, 0) == ptv_key_hash(utf8, bytes));
            column.values = turned + 1;
            column.swapped = 1;
            assert_true(key_at(&column, 0) == ptv_key_hash(utf8, bytes));
        }
    static const uint32_t within[] = {'a', 0, 'b', 0};
    ptv_column column = column_of(PTV_COLUMN_FIXED_UCS4, within, 1);
    column.width = 4;
    assert_true(key_at(&column, 0) == ptv_key_hash("a\0b", 3));
}

static void characters_that_are_none(void **unused) {
    (void)unused;
    static const uint32_t none[] = {0xD800,   0xDBFF,     0xDC00,     0xDFFF,    0x110000,
                                    0x1F6000, 0x80000061, UINT32_MAX, 0x61000000};
    for (size_t i = 0; i < COUNT_OF(none); i++)
        for (size_t at = 0; at < 3; at++) {
            uint32_t text[2 * 3] = {'a', 'b', 'c', 'a', 'b', 'c'}, turned[2 * 3];
            text[3 + at] = none[i];
            ptv_column column = column_of(PTV_COLUMN_FIXED_UCS4, text, 2);
            uint64_t keys[2];
            size_t row = 9;
            column.width = 3;
            assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, 0, 2, keys, &row));
            assert_true(row == 1);
            turn_around(turned, text, 4, 6);
            column.values = turned;
            column.swapped = 1;
            assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, 0, 2, keys, &row));
        }
}

static void text_has_one_key(void **unused) {
    (void)unused;
    static const char utf8[] = "Espa\xC3\xB1"
                               "a y Espa\xC3\xB1"
                               "a";
    enum { BYTES = sizeof utf8 - 1 };
    static const uint32_t ucs4[] = {'E', 's', 'p', 'a', 0xF1, 'a', ' ', 'y', ' ',
                                    'E', 's', 'p', 'a', 0xF1, 'a', 0,   0};
    static const int32_t offsets[] = {0, BYTES};
    static const int64_t large[] = {0, BYTES};
    const void *const buffers[] = {utf8};
    const struct view view = long_view(BYTES, 0, 0);
    ptv_column columns[5] = {
        column_of(PTV_COLUMN_STRING, utf8, 1),       column_of(PTV_COLUMN_LARGE_STRING, utf8, 1),
        column_of(PTV_COLUMN_STRING_VIEW, &view, 1), column_of(PTV_COLUMN_FIXED_BYTES, utf8, 1),
        column_of(PTV_COLUMN_FIXED_UCS4, ucs4, 1),
    };
    columns[0].offsets = offsets;
    columns[1].offsets = large;
    columns[2].buffers = buffers;
    columns[2].n_buffers = 1;
    columns[3].width = BYTES + 1;
    columns[4].width = COUNT_OF(ucs4);
    static const uint8_t index[] = {0};
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        assert_true(key_at(&columns[i], 0) == key_of(utf8));
        ptv_column indices = column_of(PTV_COLUMN_U8, index, 1);
        indices.dictionary = &columns[i];
        assert_true(key_at(&indices, 0) == key_of(utf8));
    }
}

/* ---- as the library takes it over */

static size_t size_of(int32_t type) {
    static const size_t sizes[] = {0, 1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 4, 8};
    return sizes[type - PTV_COLUMN_BIT];
}

static void assert_array(const ptv_column *caller, bool is_array, bool is_dense) {
    struct ptvi_column column;
    assert_ok(ptvi_column_open(&column, caller, PTVI_BOOLEANS | PTVI_NUMBERS));
    assert_true(ptvi_column_is_array(&column) == is_array);
    assert_true(ptvi_column_dense(&column) == is_dense);
}

static void defaults_are_filled_in(void **unused) {
    (void)unused;
    for (int32_t type = 1; type <= TYPES; type++) {
        const ptv_column caller = one_of_type(type);
        const int64_t stride = type == PTV_COLUMN_STRING_VIEW   ? 16
                               : type == PTV_COLUMN_FIXED_BYTES ? caller.width
                               : type == PTV_COLUMN_FIXED_UCS4  ? 4 * caller.width
                               : type >= PTV_COLUMN_BIT && type <= PTV_COLUMN_F64
                                   ? (int64_t)size_of(type)
                                   : 0; /* no row has a place of its own */
        struct ptvi_column column;
        assert_ok(ptvi_column_open(&column, &caller, PTVI_BOOLEANS | PTVI_NUMBERS | PTVI_STRINGS));
        assert_true(column.rows.stride == stride);
        assert_true(column.rows.unit_num == 1 && column.rows.unit_den == 1);
    }
}

static void arrays_of_c_are_known(void **unused) {
    (void)unused;
    static const _Alignas(8) uint64_t zeros[4] = {0};
    static const uint8_t none[3] = {0};
    for (int32_t type = PTV_COLUMN_BIT; type <= PTV_COLUMN_F64; type++) {
        const size_t size = size_of(type);
        const ptv_column array = column_of(type, zeros, 2);
        ptv_column column = array;
        assert_array(&column, true, true);
        column.validity = none;
        column.offset = 1;
        assert_array(&column, true, true);
        column.missing = none;
        assert_array(&column, true, false);
        /* Where no such number is aligned. */
        for (size_t shift = 1; shift <= 8; shift++) {
            bool aligned = size == 0 || shift % size == 0;
            column = column_of(type, (const uint8_t *)zeros + shift, 2);
            assert_array(&column, aligned, aligned);
        }
        column = array;
        column.swapped = 1;
        assert_array(&column, false, false);
        if (size > 0) {
            column = array;
            column.stride = (int64_t)size;
            assert_array(&column, true, true);
            column.stride *= 2;
            assert_array(&column, false, false);
            column.stride = -(int64_t)size;
            assert_array(&column, false, false);
        }
        if (type >= PTV_COLUMN_I8 && type <= PTV_COLUMN_U64) {
            column = array;
            column.dictionary = &array;
            assert_array(&column, false, false);
        }
    }
}

/* Exactly the bytes of the numbers are read, however far apart, and exactly as many written. */
static void numbers_are_packed(void **unused) {
    (void)unused;
    enum { N = 5 };
    for (int32_t type = PTV_COLUMN_I8; type <= PTV_COLUMN_F64; type++)
        for (size_t gap = 0; gap < 4; gap += 3)
            for (int swapped = 0; swapped < 2; swapped++) {
                const size_t size = size_of(type), stride = size + gap;
                uint8_t *values = malloc((N - 1) * stride + size), *packed = malloc(N * size);
                assert_true(values && packed);
                for (size_t i = 0; i < (N - 1) * stride + size; i++)
                    values[i] = (uint8_t)(i + 1);
                ptv_column caller = column_of(type, values, N - 1);
                caller.offset = 1;
                caller.stride = (int64_t)stride;
                caller.swapped = swapped;
                struct ptvi_column column;
                assert_ok(ptvi_column_open(&column, &caller, PTVI_NUMBERS));
                ptvi_column_pack(&column, 0, N - 1, packed + size);
                caller.offset = 0;
                assert_ok(ptvi_column_open(&column, &caller, PTVI_NUMBERS));
                ptvi_column_pack(&column, 0, 1, packed);
                for (size_t i = 0; i < N * size; i++) {
                    size_t byte = swapped ? size - 1 - i % size : i % size;
                    assert_int_equal(packed[i], i / size * stride + byte + 1);
                }
                free(values);
                free(packed);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_is_the_macro),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(members_out_of_range),
        cmocka_unit_test(strides_out_of_range),
        cmocka_unit_test(members_at_the_ends_of_their_ranges),
        cmocka_unit_test(a_dictionary_has_none),
        cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(numbers_that_are_no_type),
        cmocka_unit_test(readers_take_their_types),
        cmocka_unit_test(rows_that_are_not_there),
        cmocka_unit_test(integers_of_every_type),
        cmocka_unit_test(numbers_that_are_not_whole),
        cmocka_unit_test(halves),
        cmocka_unit_test(rows_that_are_missing),
        cmocka_unit_test(strides_go_anywhere),
        cmocka_unit_test(dictionaries),
        cmocka_unit_test(indices_that_are_not_there),
        cmocka_unit_test(instants_are_rounded_down),
        cmocka_unit_test(instants_beyond_64_bits),
        cmocka_unit_test(fractional_instants),
        cmocka_unit_test(durations_are_rounded_half_to_even),
        cmocka_unit_test(fractional_durations),
        cmocka_unit_test(whole_numbers_are_their_own_keys),
        cmocka_unit_test(strings_between_offsets),
        cmocka_unit_test(offsets_that_cannot_be),
        cmocka_unit_test(views),
        cmocka_unit_test(views_that_cannot_be),
        cmocka_unit_test(views_of_the_largest_numbers),
        cmocka_unit_test(bytes_of_a_width),
        cmocka_unit_test(characters_are_hashed_as_utf8),
        cmocka_unit_test(characters_that_are_none),
        cmocka_unit_test(text_has_one_key),
        cmocka_unit_test(defaults_are_filled_in),
        cmocka_unit_test(arrays_of_c_are_known),
        cmocka_unit_test(numbers_are_packed),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("column", tests, NULL, NULL);
}
