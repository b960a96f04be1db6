/* SPDX-License-Identifier: MIT */
/* arrow.h: every format that is taken, and what is refused. */
#include "testing.h"

enum { MOST_BUFFERS = 6 };

/* A column as a producer hands it over, of parts that this test owns. */
struct handed {
    struct ArrowSchema schema;
    struct ArrowArray array;
    const void *buffers[MOST_BUFFERS];
};

/* Nobody calls these here: the column stays the producer's. */
static void release_schema(struct ArrowSchema *schema) {
    (void)schema;
    fail_msg("a schema was released");
}

static void release_array(struct ArrowArray *array) {
    (void)array;
    fail_msg("an array was released");
}

static void hand_over(struct handed *handed, const char *format, int64_t length,
                      const void *validity, const void *values, const void *bytes) {
    memset(handed, 0, sizeof *handed);
    handed->schema.format = format;
    handed->schema.flags = ARROW_FLAG_NULLABLE;
    handed->schema.release = release_schema;
    handed->array.length = length;
    handed->array.null_count = validity ? -1 : 0;
    handed->array.n_buffers = bytes ? 3 : 2;
    handed->buffers[0] = validity;
    handed->buffers[1] = values;
    handed->buffers[2] = bytes;
    handed->array.buffers = handed->buffers;
    handed->array.release = release_array;
}

static const uint64_t zeros[16];

static const uint8_t all_valid[] = {0xFF, 0xFF};

/* Hands over one of a format, with as many buffers as its layout has. */
static void hand_over_one(struct handed *handed, const char *format) {
    bool view = format[0] == 'v', string = strchr("uzUZ", format[0]) != NULL;
    hand_over(handed, format, 2, all_valid, zeros, view || string ? zeros : NULL);
    if (format[0] == 'n')
        handed->array.n_buffers = 0;
}

static const struct {
    const char *format;
    int32_t type, unit_num, unit_den;
} formats[] = {
    {"n", PTV_COLUMN_NULL, 0, 0},
    {"b", PTV_COLUMN_BIT, 0, 0},
    {"c", PTV_COLUMN_I8, 0, 0},
    {"C", PTV_COLUMN_U8, 0, 0},
    {"s", PTV_COLUMN_I16, 0, 0},
    {"S", PTV_COLUMN_U16, 0, 0},
    {"i", PTV_COLUMN_I32, 0, 0},
    {"I", PTV_COLUMN_U32, 0, 0},
    {"l", PTV_COLUMN_I64, 0, 0},
    {"L", PTV_COLUMN_U64, 0, 0},
    {"e", PTV_COLUMN_F16, 0, 0},
    {"f", PTV_COLUMN_F32, 0, 0},
    {"g", PTV_COLUMN_F64, 0, 0},
    {"u", PTV_COLUMN_STRING, 0, 0},
    {"z", PTV_COLUMN_STRING, 0, 0},
    {"U", PTV_COLUMN_LARGE_STRING, 0, 0},
    {"Z", PTV_COLUMN_LARGE_STRING, 0, 0},
    {"vu", PTV_COLUMN_STRING_VIEW, 0, 0},
    {"vz", PTV_COLUMN_STRING_VIEW, 0, 0},
    {"tdD", PTV_COLUMN_I32, 86400000, 1},
    {"tdm", PTV_COLUMN_I64, 1, 1},
    {"tss:", PTV_COLUMN_I64, 1000, 1},
    {"tss:UTC", PTV_COLUMN_I64, 1000, 1},
    {"tsm:", PTV_COLUMN_I64, 1, 1},
    {"tsm:America/La_Paz", PTV_COLUMN_I64, 1, 1},
    {"tsu:", PTV_COLUMN_I64, 1, 1000},
    {"tsu:+02:00", PTV_COLUMN_I64, 1, 1000},
    {"tsn:", PTV_COLUMN_I64, 1, 1000000},
    {"tsn:Europe/Madrid", PTV_COLUMN_I64, 1, 1000000},
    {"tDs", PTV_COLUMN_I64, 1000, 1},
    {"tDm", PTV_COLUMN_I64, 1, 1},
    {"tDu", PTV_COLUMN_I64, 1, 1000},
    {"tDn", PTV_COLUMN_I64, 1, 1000000},
};

static bool is_whole(int32_t type) {
    return type >= PTV_COLUMN_I8 && type <= PTV_COLUMN_U64;
}

/* The columns that a format must give, member by member. */
static void every_format(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct handed handed;
        hand_over_one(&handed, formats[i].format);
        handed.array.offset = 3;
        ptv_column want = PTV_COLUMN_INIT, got = want;
        want.type = formats[i].type;
        want.unit_num = formats[i].unit_num;
        want.unit_den = formats[i].unit_den;
        want.n = 2;
        want.offset = 3;
        if (want.type != PTV_COLUMN_NULL) {
            want.validity = all_valid;
            want.values = zeros;
        }
        if (want.type == PTV_COLUMN_STRING || want.type == PTV_COLUMN_LARGE_STRING)
            want.offsets = zeros;
        assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &got, NULL));
        assert_same_bytes(got, want);
    }
}

static void formats_that_are_not_taken(void **unused) {
    (void)unused;
    static const char *const others[] = {
        "",    "x",    "d:19,10", "w:42", "tts",   "ttm", "ttu",  "ttn", "tiM", "tiD",
        "tin", "+l",   "+s",      "+r",   "+m",    "+L",  "+vl",  "t",   "td",  "tdX",
        "ts",  "tss",  "tsX:",    "tD",   "tDsx",  "v",   "vx",   "vuu", "ll",  "l:",
        "cc",  "tdD:", "tsn",     "nn",   "tdms:", "N",   "+us:", "G",   "tsz:"};
    ptv_column out = PTV_COLUMN_INIT, dictionary = PTV_COLUMN_INIT;
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        struct handed handed, values;
        hand_over_one(&handed, others[i]);
        assert_untouched(out, PTV_ERR_COLUMN,
                         ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
        /* Nor as indices, nor as what they are indices of. */
        hand_over_one(&values, "l");
        handed.schema.dictionary = &values.schema;
        handed.array.dictionary = &values.array;
        assert_untouched(out, PTV_ERR_COLUMN,
                         ptv_arrow_column(&handed.schema, &handed.array, &out, &dictionary));
        handed.schema.dictionary = NULL;
        handed.array.dictionary = NULL;
        values.schema.dictionary = &handed.schema;
        values.array.dictionary = &handed.array;
        assert_untouched(out, PTV_ERR_COLUMN,
                         ptv_arrow_column(&values.schema, &values.array, &out, &dictionary));
    }
}

static void dictionaries(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (size_t j = 0; j < COUNT_OF(formats); j++) {
            struct handed indices, values;
            hand_over_one(&indices, formats[i].format);
            hand_over_one(&values, formats[j].format);
            values.array.offset = 1;
            ptv_column want = PTV_COLUMN_INIT, alone = want, got = want, dictionary = want;
            assert_ok(ptv_arrow_column(&values.schema, &values.array, &want, NULL));
            assert_ok(ptv_arrow_column(&indices.schema, &indices.array, &alone, NULL));
            indices.schema.dictionary = &values.schema;
            indices.array.dictionary = &values.array;
            ptv_column before = got;
            if (!is_whole(formats[i].type) || formats[i].unit_num != 0) {
                assert_status(PTV_ERR_COLUMN,
                              ptv_arrow_column(&indices.schema, &indices.array, &got, &dictionary));
                assert_same_bytes(got, before);
                assert_same_bytes(dictionary, before);
                continue;
            }
            assert_ok(ptv_arrow_column(&indices.schema, &indices.array, &got, &dictionary));
            assert_same_bytes(dictionary, want);
            alone.dictionary = &dictionary;
            assert_same_bytes(got, alone);
        }
}

static void dictionaries_that_cannot_be(void **unused) {
    (void)unused;
    struct handed indices, values, more;
    ptv_column out = PTV_COLUMN_INIT, dictionary = PTV_COLUMN_INIT;
    hand_over_one(&indices, "c");
    hand_over_one(&values, "i");
    hand_over_one(&more, "u");
#define REFUSED(status)                                                                            \
    do {                                                                                           \
        assert_untouched(out, status,                                                              \
                         ptv_arrow_column(&indices.schema, &indices.array, &out, &dictionary));    \
        assert_untouched(dictionary, status,                                                       \
                         ptv_arrow_column(&indices.schema, &indices.array, &out, &dictionary));    \
    } while (0)
    indices.schema.dictionary = &values.schema;
    REFUSED(PTV_ERR_ARGUMENT); /* a type without values */
    indices.array.dictionary = &values.array;
    assert_status(PTV_ERR_NULL, ptv_arrow_column(&indices.schema, &indices.array, &out, NULL));
    indices.schema.dictionary = NULL;
    REFUSED(PTV_ERR_ARGUMENT); /* values without a type */
    indices.schema.dictionary = &values.schema;
    values.schema.dictionary = &more.schema;
    REFUSED(PTV_ERR_COLUMN); /* a dictionary of a dictionary */
    values.array.dictionary = &more.array;
    REFUSED(PTV_ERR_COLUMN);
    values.schema.dictionary = NULL;
    REFUSED(PTV_ERR_ARGUMENT);
    values.array.dictionary = NULL;
    values.array.release = NULL;
    REFUSED(PTV_ERR_ARGUMENT);
    values.array.release = release_array;
    values.schema.release = NULL;
    REFUSED(PTV_ERR_ARGUMENT);
    values.schema.release = release_schema;
    values.array.length = -1;
    REFUSED(PTV_ERR_ARGUMENT);
    values.array.length = 2;
    dictionary.size--;
    REFUSED(PTV_ERR_SIZE);
    dictionary.size++;
    assert_ok(ptv_arrow_column(&indices.schema, &indices.array, &out, &dictionary));
    assert_true(out.dictionary == &dictionary);
    /* Where there is none, it is left alone. */
    assert_untouched(dictionary, PTV_OK,
                     ptv_arrow_column(&more.schema, &more.array, &out, &dictionary));
    assert_true(!out.dictionary);
}

static void what_is_missing(void **unused) {
    (void)unused;
    struct handed handed;
    ptv_column out = PTV_COLUMN_INIT;
    hand_over_one(&handed, "l");
    assert_untouched(out, PTV_ERR_NULL, ptv_arrow_column(NULL, &handed.array, &out, NULL));
    assert_untouched(out, PTV_ERR_NULL, ptv_arrow_column(&handed.schema, NULL, &out, NULL));
    assert_status(PTV_ERR_NULL, ptv_arrow_column(&handed.schema, &handed.array, NULL, NULL));
    handed.schema.format = NULL;
    assert_untouched(out, PTV_ERR_NULL,
                     ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
}

static ptv_status describe(void *output, void *handed) {
    const struct handed *given = handed;
    return ptv_arrow_column(&given->schema, &given->array, output, NULL);
}

static void structs_of_every_size(void **unused) {
    (void)unused;
    struct handed handed;
    hand_over_one(&handed, "vu");
    assert_output_size_checked(describe, &handed, sizeof(ptv_column));
}

/* The call is refused with one member as it should not be, and accepted without that. */
#define assert_refused(handed, member, value)                                                      \
    do {                                                                                           \
        struct handed *bad = &(handed);                                                            \
        ptv_column out = PTV_COLUMN_INIT;                                                          \
        assert_ok(ptv_arrow_column(&bad->schema, &bad->array, &out, NULL));                        \
        __typeof__(bad->member) kept = bad->member;                                                \
        bad->member = (value);                                                                     \
        assert_untouched(out, PTV_ERR_ARGUMENT,                                                    \
                         ptv_arrow_column(&bad->schema, &bad->array, &out, NULL));                 \
        bad->member = kept;                                                                        \
    } while (0)

static void arrays_that_cannot_be(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct handed handed;
        hand_over_one(&handed, formats[i].format);
        assert_refused(handed, schema.release, NULL);
        assert_refused(handed, array.release, NULL);
        assert_refused(handed, array.length, -1);
        assert_refused(handed, array.length, INT64_MIN);
        assert_refused(handed, array.offset, -1);
        assert_refused(handed, array.offset, INT64_MAX - 1);
        assert_refused(handed, array.n_buffers, -1);
        if (formats[i].type == PTV_COLUMN_NULL)
            continue;
        for (int64_t n = 0; n < handed.array.n_buffers; n++)
            assert_refused(handed, array.n_buffers, n);
        if (formats[i].type != PTV_COLUMN_STRING_VIEW)
            assert_refused(handed, array.n_buffers, handed.array.n_buffers + 1);
        assert_refused(handed, array.buffers, NULL);
        assert_refused(handed, buffers[1], NULL);
        /* Missing rows without a bitmap of which. */
        handed.array.null_count = 1;
        assert_refused(handed, buffers[0], NULL);
    }
}

/* As many rows before the first as can be counted with those of the array. */
static void the_largest_offset(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct handed handed;
        ptv_column out = PTV_COLUMN_INIT;
        hand_over_one(&handed, formats[i].format);
        handed.array.offset = INT64_MAX - 2;
        assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
        assert_true(out.offset == INT64_MAX - 2 && out.n == 2);
    }
}

static void validity_that_need_not_be(void **unused) {
    (void)unused;
    static const uint8_t none_valid[] = {0};
    static const int8_t scores[] = {9, 10};
    struct handed handed;
    ptv_column out = PTV_COLUMN_INIT;
    hand_over(&handed, "c", 2, none_valid, scores, NULL);
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
    assert_true(out.validity == none_valid);
    /* Nothing is missing, whatever the bitmap says. */
    handed.array.null_count = 0;
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
    assert_true(!out.validity);
    /* Not counted, and no bitmap: nothing is missing. */
    handed.buffers[0] = NULL;
    handed.array.null_count = -1;
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
    assert_true(!out.validity);
    handed.array.null_count = INT64_MIN;
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
    /* A column of nothing has no buffers; older producers name one. */
    hand_over(&handed, "n", 2, NULL, NULL, NULL);
    handed.array.null_count = 2;
    for (handed.array.n_buffers = 0; handed.array.n_buffers < 2; handed.array.n_buffers++) {
        assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
        assert_true(out.type == PTV_COLUMN_NULL && out.n == 2 && !out.validity);
    }
    handed.array.n_buffers = 0;
    handed.array.buffers = NULL;
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
}

/* Without rows any buffer may be NULL. */
static void columns_without_rows(void **unused) {
    (void)unused;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct handed handed;
        ptv_column out = PTV_COLUMN_INIT;
        hand_over_one(&handed, formats[i].format);
        handed.array.length = handed.array.null_count = 0;
        memset(handed.buffers, 0, sizeof handed.buffers);
        assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &out, NULL));
        assert_true(out.n == 0 && out.type == formats[i].type);
    }
}

static void reads(const struct handed *handed, const char *const *texts, size_t n) {
    ptv_column column = PTV_COLUMN_INIT, dictionary = PTV_COLUMN_INIT;
    uint64_t keys[8];
    assert_true(n <= COUNT_OF(keys));
    assert_ok(ptv_arrow_column(&handed->schema, &handed->array, &column, &dictionary));
    assert_ok(ptv_column_keys(&column, 0, n, keys, NULL));
    for (size_t i = 0; i < n; i++)
        assert_true(keys[i] ==
                    (texts[i] ? ptv_key_hash(texts[i], strlen(texts[i])) : PTV_KEY_NONE));
}

/* What is described is what is read, through every layout of strings. */
static void strings_are_read(void **unused) {
    (void)unused;
    static const char *const want[] = {"Ana", NULL, "a name of thirty characters...", "Luis"};
    static const char bytes[] = "xxAnaa name of thirty characters...Luis";
    static const int32_t offsets[] = {0, 2, 5, 5, 35, 39};
    static const int64_t large[] = {0, 2, 5, 5, 35, 39};
    static const uint8_t validity[] = {0x1B};
    struct handed handed;
    hand_over(&handed, "u", 4, validity, offsets, bytes);
    handed.array.offset = 1;
    reads(&handed, want, 4);
    hand_over(&handed, "U", 4, validity, large, bytes);
    handed.array.offset = 1;
    reads(&handed, want, 4);

    /* Two buffers of long strings, and the one with their sizes. */
    struct {
        int32_t len;
        char prefix[4];
        int32_t buffer, from;
    } views[5] = {
        {0, "", 0, 0}, {3, "Ana", 0, 0}, {99, "", 99, 99}, {30, "a na", 1, 5}, {4, "Luis", 0, 0}};
    static const int64_t sizes[] = {1, sizeof bytes - 1};
    hand_over(&handed, "vu", 4, validity, views, "?");
    handed.array.offset = 1;
    handed.array.n_buffers = 5;
    handed.buffers[3] = bytes;
    handed.buffers[4] = sizes;
    reads(&handed, want, 4);
    ptv_column column = PTV_COLUMN_INIT;
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &column, NULL));
    assert_true(column.n_buffers == 2 && column.buffers == handed.buffers + 2);
    /* The buffer of sizes is none of theirs. */
    views[3].buffer = 2;
    uint64_t key;
    assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, 2, 1, &key, NULL));
    /* One buffer of long strings, then none. */
    views[3].buffer = 0;
    handed.buffers[2] = bytes;
    handed.array.n_buffers = 4;
    reads(&handed, want, 4);
    handed.array.n_buffers = 3;
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &column, NULL));
    assert_true(column.n_buffers == 0 && !column.buffers);
    assert_status(PTV_ERR_ARGUMENT, ptv_column_keys(&column, 2, 1, &key, NULL));

    /* Indices of entries, of which one is missing, and a row that is. */
    static const uint8_t index[] = {3, 99, 0, 1, 2}, no_second[] = {0xFD};
    static const char *const by_index[] = {"Luis", NULL, "Ana", NULL,
                                           "a name of thirty characters..."};
    struct handed indices;
    hand_over(&handed, "u", 4, validity, offsets, bytes);
    handed.array.offset = 1;
    hand_over(&indices, "C", 5, no_second, index, NULL);
    indices.schema.dictionary = &handed.schema;
    indices.array.dictionary = &handed.array;
    reads(&indices, by_index, 5);
}

static void times_are_read(void **unused) {
    (void)unused;
    static const int32_t days[] = {0, 19000};
    static const int64_t seconds[] = {0, -1}, nanoseconds[] = {1999999, -1};
    static const struct {
        const char *format;
        const void *values;
        int64_t ms[2];
    } rows[] = {
        {"tdD", days, {0, INT64_C(1641600000000)}},
        {"tdm", seconds, {0, -1}},
        {"tss:", seconds, {0, -1000}},
        {"tsm:UTC", seconds, {0, -1}},
        {"tsu:", nanoseconds, {1999, -1}},
        {"tsn:Asia/Tokyo", nanoseconds, {1, -1}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct handed handed;
        ptv_column column = PTV_COLUMN_INIT;
        int64_t ms[2];
        hand_over(&handed, rows[i].format, 2, NULL, rows[i].values, NULL);
        assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &column, NULL));
        assert_ok(ptv_column_instants(&column, 0, 2, ms, NULL));
        assert_memory_equal(ms, rows[i].ms, sizeof ms);
    }
    struct handed handed;
    ptv_column column = PTV_COLUMN_INIT;
    int64_t ms[2];
    hand_over(&handed, "tDn", 2, NULL, nanoseconds, NULL);
    assert_ok(ptv_arrow_column(&handed.schema, &handed.array, &column, NULL));
    assert_ok(ptv_column_durations(&column, 0, 2, ms, NULL));
    assert_true(ms[0] == 2 && ms[1] == -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format),
        cmocka_unit_test(formats_that_are_not_taken),
        cmocka_unit_test(dictionaries),
        cmocka_unit_test(dictionaries_that_cannot_be),
        cmocka_unit_test(what_is_missing),
        cmocka_unit_test(structs_of_every_size),
        cmocka_unit_test(arrays_that_cannot_be),
        cmocka_unit_test(the_largest_offset),
        cmocka_unit_test(validity_that_need_not_be),
        cmocka_unit_test(columns_without_rows),
        cmocka_unit_test(strings_are_read),
        cmocka_unit_test(times_are_read),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("arrow", tests, NULL, NULL);
}
