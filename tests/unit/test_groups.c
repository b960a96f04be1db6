/* SPDX-License-Identifier: MIT */
/* groups.h */
#include "failing_allocator.h"

#include "base/groups.h"
#include "base/siphash.h"

static ptv_groups *groups_new(const ptv_allocator *allocator) {
    ptv_groups *groups = NULL;
    assert_ok(ptv_groups_new(allocator, &groups));
    return groups;
}

static size_t count_of(const ptv_groups *groups) {
    size_t n = SIZE_MAX;
    assert_ok(ptv_groups_count(groups, &n));
    return n;
}

static ptv_group key_of(const ptv_groups *groups, uint32_t code) {
    ptv_group key;
    scribble(key);
    assert_ok(ptv_groups_key(groups, code, &key));
    assert_true(key.reserved == 0 && key.bytes != NULL);
    assert_true(key.kind == PTV_GROUP_BYTES || key.len == 0);
    assert_true(key.kind == PTV_GROUP_INTEGER || key.kind == PTV_GROUP_UNSIGNED ||
                key.integer == 0);
    return key;
}

static void assert_integer(const ptv_groups *groups, uint32_t code, int64_t integer) {
    ptv_group key = key_of(groups, code);
    assert_true(key.kind == PTV_GROUP_INTEGER && key.integer == integer);
}

static void assert_text(const ptv_groups *groups, uint32_t code, const char *text) {
    ptv_group key = key_of(groups, code);
    assert_true(key.kind == PTV_GROUP_BYTES && key.len == strlen(text));
    assert_memory_equal(key.bytes, text, key.len + (key.len == 0));
}

static void assert_missing(const ptv_groups *groups, uint32_t code) {
    assert_true(key_of(groups, code).kind == PTV_GROUP_MISSING);
}

static ptv_column column_of(int32_t type, const void *values, size_t n) {
    ptv_column column = PTV_COLUMN_INIT;
    column.type = type;
    column.values = values;
    column.n = n;
    return column;
}

/* A column of an array of numbers. */
#define NUMBERS(type, array) column_of((type), (array), COUNT_OF(array))

static ptv_column strings_of(const char *bytes, const int32_t *offsets, size_t n) {
    ptv_column column = column_of(PTV_COLUMN_STRING, bytes, n);
    column.offsets = offsets;
    return column;
}

static ptv_column indices_of(int32_t type, const void *indices, size_t n,
                             const ptv_column *dictionary) {
    ptv_column column = column_of(type, indices, n);
    column.dictionary = dictionary;
    return column;
}

enum { ROWS = 2000 };

/* Numbers of all rows, which must be these. */
static void assert_codes(ptv_groups *groups, const ptv_column *keys, const uint32_t *want) {
    uint32_t codes[ROWS];
    size_t row = 77;
    assert_true(keys->n < ROWS);
    memset(codes, 0xA5, sizeof codes);
    assert_ok(ptv_groups_encode(groups, keys, 0, (size_t)keys->n, codes, &row));
    for (size_t i = 0; i < keys->n; i++)
        if (codes[i] != want[i])
            fail_msg("row %zu: group %u, want %u", i, codes[i], want[i]);
    assert_true(row == 77 && codes[keys->n] == UINT32_C(0xA5A5A5A5));
}

#define CODES(...) ((const uint32_t[]){__VA_ARGS__})

/* ---- what is one group, and what is not */

static void numbers_come_in_the_order_of_the_rows(void **unused) {
    (void)unused;
    static const int64_t values[] = {30, -7, 30, 30, 0, INT64_MIN, -7, INT64_MAX, 0};
    ptv_column keys = NUMBERS(PTV_COLUMN_I64, values);
    ptv_groups *groups = groups_new(NULL);
    assert_true(count_of(groups) == 0);
    assert_codes(groups, &keys, CODES(0, 1, 0, 0, 2, 3, 1, 4, 2));
    assert_true(count_of(groups) == 5);
    assert_integer(groups, 0, 30);
    assert_integer(groups, 1, -7);
    assert_integer(groups, 2, 0);
    assert_integer(groups, 3, INT64_MIN);
    assert_integer(groups, 4, INT64_MAX);
    ptv_groups_free(groups);
}

static void a_number_is_one_group_whatever_its_type(void **unused) {
    (void)unused;
    static const int8_t i8[] = {5, 1, 0, -3};
    static const int16_t i16[] = {5, 1, 0, -3};
    static const int32_t i32[] = {5, 1, 0, -3};
    static const int64_t i64[] = {5, 1, 0, -3};
    static const uint8_t u8[] = {5, 1, 0}, booleans[] = {0, 9, 1}, bits[] = {2};
    static const uint16_t u16[] = {5, 1, 0}, swapped[] = {0x0500, 0x0100, 0};
    static const uint32_t u32[] = {5, 1, 0};
    static const uint64_t u64[] = {5, 1, 0};
    const ptv_column columns[] = {
        NUMBERS(PTV_COLUMN_I32, i32), NUMBERS(PTV_COLUMN_I8, i8),   NUMBERS(PTV_COLUMN_I16, i16),
        NUMBERS(PTV_COLUMN_I64, i64), NUMBERS(PTV_COLUMN_U8, u8),   NUMBERS(PTV_COLUMN_U16, u16),
        NUMBERS(PTV_COLUMN_U32, u32), NUMBERS(PTV_COLUMN_U64, u64),
    };
    ptv_groups *groups = groups_new(NULL);
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        assert_codes(groups, &columns[i], CODES(0, 1, 2, 3));
    ptv_column other_order = NUMBERS(PTV_COLUMN_U16, swapped);
    other_order.swapped = 1;
    assert_codes(groups, &other_order, CODES(0, 1, 2));
    ptv_column bytes = NUMBERS(PTV_COLUMN_BOOL, booleans);
    assert_codes(groups, &bytes, CODES(2, 1, 1));
    ptv_column bitmap = column_of(PTV_COLUMN_BIT, bits, 3);
    assert_codes(groups, &bitmap, CODES(2, 1, 2));
    assert_true(count_of(groups) == 4);
    ptv_groups_free(groups);
}

static void numbers_beyond_int64_are_no_negative_ones(void **unused) {
    (void)unused;
    static const uint64_t large[] = {UINT64_MAX, (uint64_t)INT64_MAX + 1, INT64_MAX};
    static const int64_t negative[] = {-1, INT64_MIN, INT64_MAX, -2};
    ptv_column keys = NUMBERS(PTV_COLUMN_U64, large), others = NUMBERS(PTV_COLUMN_I64, negative);
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &keys, CODES(0, 1, 2));
    assert_codes(groups, &others, CODES(3, 4, 2, 5));
    assert_codes(groups, &keys, CODES(0, 1, 2));
    assert_true(key_of(groups, 0).kind == PTV_GROUP_UNSIGNED);
    assert_true((uint64_t)key_of(groups, 0).integer == UINT64_MAX);
    assert_true(key_of(groups, 1).kind == PTV_GROUP_UNSIGNED);
    assert_true((uint64_t)key_of(groups, 1).integer == large[1]);
    assert_integer(groups, 2, INT64_MAX);
    assert_integer(groups, 3, -1);
    ptv_groups_free(groups);
}

/* "Sur", "", "Peñíscola de 2026" and "a" + NUL + "b" in every form that text comes in. */
static void text_is_one_group_whatever_it_is_stored_in(void **unused) {
    (void)unused;
    static const char bytes[] = "SurPe\xC3\xB1\xC3\xADscola de 2026a\0b";
    static const int32_t offsets[] = {0, 3, 3, 22, 25};
    static const int64_t large_offsets[] = {0, 3, 3, 22, 25};
    static const char fixed[4][20] = {"Sur", "", "Pe\xC3\xB1\xC3\xADscola de 2026", "a\0b"};
    static const uint32_t characters[4][20] = {
        {'S', 'u', 'r'},
        {0},
        {'P', 'e', 0xF1, 0xED, 's', 'c', 'o', 'l', 'a', ' ', 'd', 'e', ' ', '2', '0', '2', '6'},
        {'a', 0, 'b'}};
    struct {
        uint32_t len;
        union {
            char start[12];
            struct {
                char prefix[4];
                uint32_t buffer, from;
            } far;
        } is;
    } views[4] = {{3, {"Sur"}}, {0, {""}}, {19, {""}}, {3, {"a\0b"}}};
    views[2].is.far.buffer = 0;
    views[2].is.far.from = 3;
    const void *const buffers[] = {bytes};
    ptv_column columns[5];
    columns[0] = strings_of(bytes, offsets, 4);
    columns[1] = column_of(PTV_COLUMN_LARGE_STRING, bytes, 4);
    columns[1].offsets = large_offsets;
    columns[2] = column_of(PTV_COLUMN_STRING_VIEW, views, 4);
    columns[2].buffers = buffers;
    columns[2].n_buffers = 1;
    columns[3] = column_of(PTV_COLUMN_FIXED_BYTES, fixed, 4);
    columns[3].width = 20;
    columns[4] = column_of(PTV_COLUMN_FIXED_UCS4, characters, 4);
    columns[4].width = 20;
    for (size_t first = 0; first < COUNT_OF(columns); first++) {
        ptv_groups *groups = groups_new(NULL);
        for (size_t i = 0; i < COUNT_OF(columns); i++)
            assert_codes(groups, &columns[(first + i) % COUNT_OF(columns)], CODES(0, 1, 2, 3));
        assert_true(count_of(groups) == 4);
        assert_text(groups, 0, "Sur");
        assert_text(groups, 1, "");
        assert_text(groups, 2, "Pe\xC3\xB1\xC3\xADscola de 2026");
        assert_true(key_of(groups, 3).len == 3);
        assert_memory_equal(key_of(groups, 3).bytes, "a\0b", 3);
        ptv_groups_free(groups);
    }
}

static void text_is_no_number_and_nothing_is_no_text(void **unused) {
    (void)unused;
    static const int64_t numbers[] = {5, 0};
    static const int32_t offsets[] = {0, 1, 2, 2};
    static const uint8_t first_is_missing[] = {1, 0};
    ptv_column integers = NUMBERS(PTV_COLUMN_I64, numbers), text = strings_of("50", offsets, 3);
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &integers, CODES(0, 1));
    assert_codes(groups, &text, CODES(2, 3, 4));
    integers.missing = first_is_missing;
    assert_codes(groups, &integers, CODES(5, 1));
    assert_missing(groups, 5);
    assert_text(groups, 2, "5");
    assert_text(groups, 4, "");
    ptv_groups_free(groups);
}

static void all_that_is_missing_is_one_group(void **unused) {
    (void)unused;
    static const int8_t small[] = {9, 9, 9};
    static const int64_t large[] = {9, 9, 9};
    static const uint8_t validity[] = {5}, missing[] = {0, 7, 0};
    static const int32_t offsets[] = {0, 1, 2, 3};
    static const int16_t indices[] = {0, 1, 2};
    ptv_groups *groups = groups_new(NULL);
    ptv_column nothing = column_of(PTV_COLUMN_NULL, NULL, 4);
    assert_codes(groups, &nothing, CODES(0, 0, 0, 0));
    ptv_column columns[] = {NUMBERS(PTV_COLUMN_I64, large), NUMBERS(PTV_COLUMN_I8, small)};
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        columns[i].validity = validity;
        assert_codes(groups, &columns[i], CODES(1, 0, 1));
        columns[i].validity = NULL;
        columns[i].missing = missing;
        assert_codes(groups, &columns[i], CODES(1, 0, 1));
    }
    ptv_column text = strings_of("xyx", offsets, 3);
    text.validity = validity;
    assert_codes(groups, &text, CODES(2, 0, 2));
    /* A row that stands for an entry which is missing, and a row that is missing itself. */
    ptv_column rows = indices_of(PTV_COLUMN_I16, indices, 3, &text);
    assert_codes(groups, &rows, CODES(2, 0, 2));
    rows.missing = (const uint8_t[]){0, 0, 1};
    assert_codes(groups, &rows, CODES(2, 0, 0));
    assert_true(count_of(groups) == 3);
    ptv_groups_free(groups);
}

/* ---- dictionaries */

/* As many rows as entries and more, fewer, and none. */
static void entries_count_where_rows_name_them(void **unused) {
    (void)unused;
    static const int32_t offsets[] = {0, 1, 2, 3, 4, 5};
    static const uint32_t indices[] = {4, 1, 4, 3, 3, 0, 1, 0};
    ptv_column entries = strings_of("ababc", offsets, 5);
    ptv_column rows = indices_of(PTV_COLUMN_U32, indices, 8, &entries);
    for (size_t step = 1; step <= 8; step++) {
        ptv_groups *groups = groups_new(NULL);
        uint32_t codes[8];
        for (size_t from = 0; from < 8; from += step)
            assert_ok(ptv_groups_encode(groups, &rows, from, step < 8 - from ? step : 8 - from,
                                        codes + from, NULL));
        assert_memory_equal(codes, CODES(0, 1, 0, 1, 1, 2, 1, 2), sizeof codes);
        assert_true(count_of(groups) == 3);
        assert_text(groups, 0, "c");
        assert_text(groups, 1, "b");
        assert_text(groups, 2, "a");
        ptv_groups_free(groups);
    }
    ptv_groups *groups = groups_new(NULL);
    rows.n = 0;
    assert_ok(ptv_groups_encode(groups, &rows, 0, 0, NULL, NULL));
    assert_true(count_of(groups) == 0);
    ptv_groups_free(groups);
}

static void a_dictionary_of_numbers_is_as_good_as_numbers(void **unused) {
    (void)unused;
    static const int64_t values[] = {40, -1, 40};
    static const uint8_t indices[] = {2, 1, 0, 1};
    ptv_column entries = NUMBERS(PTV_COLUMN_I64, values);
    ptv_column rows = indices_of(PTV_COLUMN_U8, indices, 4, &entries);
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &rows, CODES(0, 1, 0, 1));
    assert_codes(groups, &entries, CODES(0, 1, 0));
    ptv_groups_free(groups);
}

/* ---- keys */

static void keys_are_the_groups_own(void **unused) {
    (void)unused;
    char bytes[] = "northsouth";
    static const int32_t offsets[] = {0, 5, 10};
    ptv_column keys = strings_of(bytes, offsets, 2);
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &keys, CODES(0, 1));
    memset(bytes, 'z', sizeof bytes);
    assert_text(groups, 0, "north");
    assert_text(groups, 1, "south");
    assert_codes(groups, &keys, CODES(2, 2));
    ptv_groups_free(groups);
}

/* So many keys that everything grows, short ones and some that are long; where their bytes lie, they
 * stay. */
static void keys_stay_where_they_are(void **unused) {
    (void)unused;
    enum { MANY = 40000, LONG = 3000000 };
    char *bytes = malloc(LONG);
    const char **where = malloc(MANY * sizeof *where);
    assert_true(bytes && where);
    memset(bytes, 'q', LONG);
    ptv_groups *groups = groups_new(NULL);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < MANY; i++) {
            memset(bytes, 'q', 20);
            int digits = snprintf(bytes, 20, "%u:", i);
            int32_t offsets[] = {0, i % 10000 == 77 ? LONG : digits};
            ptv_column keys = strings_of(bytes, offsets, 1);
            uint32_t code = 0;
            bytes[digits] = 'q';
            assert_ok(ptv_groups_encode(groups, &keys, 0, 1, &code, NULL));
            assert_true(code == i);
            ptv_group key = key_of(groups, code);
            assert_true(key.len == (uint64_t)offsets[1] && memcmp(key.bytes, bytes, key.len) == 0);
            if (pass == 0)
                where[i] = key.bytes;
            assert_ptr_equal(where[i], key.bytes);
        }
    assert_true(count_of(groups) == MANY);
    ptv_groups_free(groups);
    free(where);
    free(bytes);
}

/* Keys of so many bytes together that some just fit beside one another, and some do not: a byte too
 * many is seen by a sanitizer. */
static void keys_of_any_length_have_room(void **unused) {
    (void)unused;
    static char bytes[4096];
    memset(bytes, 'q', sizeof bytes);
    for (int32_t first = 0; first < 2100; first++) {
        const int32_t offsets[] = {0, first, first + 7, first + 20};
        ptv_column keys = strings_of(bytes, offsets, 3);
        ptv_groups *groups = groups_new(NULL);
        uint32_t codes[3];
        assert_ok(ptv_groups_encode(groups, &keys, 0, 3, codes, NULL));
        for (size_t i = 0; i < 3; i++) {
            ptv_group key = key_of(groups, codes[i]);
            assert_true(key.len == (uint64_t)(offsets[i + 1] - offsets[i]));
            assert_true(memcmp(key.bytes, bytes, key.len) == 0);
        }
        ptv_groups_free(groups);
    }
}

/* The pieces of memory that keys lie in double from a kilobyte to a megabyte, and are filled to
 * their last byte. */
static void keys_lie_in_pieces_that_double(void **unused) {
    (void)unused;
    enum { LEN = 512, FIRST = 1 << 10, LARGEST = 1 << 20, PIECES = 13 };
    static char bytes[LEN];
    const int32_t offsets[] = {0, LEN};
    ptv_column keys = strings_of(bytes, offsets, 1);
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_groups *groups = groups_new(&allocator);
    assert_true(memory.calls == 1 && memory.bytes == sizeof *groups);
    uint32_t want = 0;
    size_t before = 0, head = 0, size = FIRST, capacity = 8;
    for (int piece = 0; piece < PIECES; piece++) {
        for (size_t at = 0; at < size; at += LEN, want++) {
            memcpy(bytes, &want, sizeof want);
            assert_codes(groups, &keys, &want);
            assert_int_equal(groups->capacity, want == capacity ? 2 * capacity : capacity);
            capacity = groups->capacity;
            size_t others = sizeof *groups + groups->capacity * sizeof *groups->group +
                            groups->chains.capacity * groups->chains.record_size;
            size_t grown = memory.bytes - others - before;
            head = want == 0 ? grown - size : head;
            assert_true(grown == (at == 0 ? head + size : 0));
            before += grown;
        }
        size = size < LARGEST ? 2 * size : LARGEST;
    }
    assert_true(head < 100);
    ptv_groups_free(groups);
    assert_true(memory.blocks == 0);
}

/* What x times an odd number was. */
static uint64_t divided_by(uint64_t product, uint64_t odd) {
    uint64_t inverse = odd;
    for (int i = 0; i < 6; i++)
        inverse *= 2 - odd * inverse;
    return product * inverse;
}

static uint64_t rotated(uint64_t x, int bits) {
    return x << bits | x >> (64 - bits);
}

/* Texts of 16 bytes with one XXH64: what the first half makes of the hash, the second undoes. Anybody
 * can make them, by the thousand, so that hash would not do. */
static void texts_made_to_crowd_do_not(void **unused) {
    (void)unused;
    const uint64_t prime1 = UINT64_C(0x9E3779B185EBCA87), prime2 = UINT64_C(0xC2B2AE3D27D4EB4F);
    const uint64_t prime4 = UINT64_C(0x85EBCA77C2B2AE63), prime5 = UINT64_C(0x27D4EB2F165667C5);
    uint64_t words[3][2] = {{1, 0}, {2, 0}, {3, 0}};
    uint8_t bytes[48];
    for (int i = 0; i < 3; i++) {
        uint64_t first = rotated(words[i][0] * prime2, 31) * prime1;
        uint64_t hash = rotated((prime5 + 16) ^ first, 27) * prime1 + prime4;
        words[i][1] = divided_by(rotated(divided_by(hash ^ 12345, prime1), 33), prime2);
        for (int j = 0; j < 16; j++)
            bytes[16 * i + j] = (uint8_t)(words[i][j / 8] >> 8 * (j % 8));
    }
    assert_true(ptv_key_hash(bytes, 16) == ptv_key_hash(bytes + 16, 16));
    assert_true(ptv_key_hash(bytes, 16) == ptv_key_hash(bytes + 32, 16));
    ptv_column keys = column_of(PTV_COLUMN_FIXED_BYTES, bytes, 3);
    keys.width = 16;
    ptv_groups *groups = groups_new(NULL), *others = groups_new(NULL);
    assert_codes(groups, &keys, CODES(0, 1, 2));
    assert_int_equal(groups->chains.n, 3);
    assert_true(groups->secret[0] != others->secret[0] && groups->secret[1] != others->secret[1]);
    assert_true(groups->secret[0] != groups->secret[1]);
    ptv_groups_free(others);
    ptv_groups_free(groups);
}

static void text_and_number_with_one_hash_are_two_groups(void **unused) {
    (void)unused;
    ptv_groups *groups = groups_new(NULL);
    const uint64_t number = ptvi_siphash(groups->secret, "desk", 4);
    ptv_column text = column_of(PTV_COLUMN_FIXED_BYTES, "desk", 1);
    ptv_column numbers = column_of(PTV_COLUMN_U64, &number, 1);
    text.width = 4;
    for (int again = 0; again < 2; again++) {
        assert_codes(groups, &text, CODES(0));
        assert_codes(groups, &numbers, CODES(1));
    }
    assert_int_equal(groups->chains.n, 1);
    assert_text(groups, 0, "desk");
    ptv_groups_free(groups);
}

/* No chain is by the hash PTV_KEY_NONE: its groups are with those of the hash below. */
static void the_hash_that_is_no_key_is_another(void **unused) {
    (void)unused;
    static const int64_t values[] = {-1, -2, -1};
    ptv_column keys = NUMBERS(PTV_COLUMN_I64, values);
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &keys, CODES(0, 1, 0));
    assert_int_equal(groups->chains.n, 1);
    ptv_groups_free(groups);
}

/* ---- errors */

static void null_is_refused(void **unused) {
    (void)unused;
    static const int64_t values[] = {1};
    ptv_column keys = NUMBERS(PTV_COLUMN_I64, values);
    ptv_groups *groups = groups_new(NULL);
    ptv_group key;
    uint32_t code;
    size_t n;
    scribble(key);
    scribble(code);
    scribble(n);
    assert_status(PTV_ERR_NULL, ptv_groups_new(NULL, NULL));
    assert_status(PTV_ERR_NULL, ptv_groups_encode(NULL, &keys, 0, 1, &code, NULL));
    assert_status(PTV_ERR_NULL, ptv_groups_encode(groups, NULL, 0, 1, &code, NULL));
    assert_status(PTV_ERR_NULL, ptv_groups_encode(groups, &keys, 0, 1, NULL, NULL));
    keys.values = NULL;
    assert_status(PTV_ERR_NULL, ptv_groups_encode(groups, &keys, 0, 1, &code, NULL));
    assert_untouched(n, PTV_ERR_NULL, ptv_groups_count(NULL, &n));
    assert_status(PTV_ERR_NULL, ptv_groups_count(groups, NULL));
    assert_untouched(key, PTV_ERR_NULL, ptv_groups_key(NULL, 0, &key));
    assert_status(PTV_ERR_NULL, ptv_groups_key(groups, 0, NULL));
    assert_untouched(key, PTV_ERR_ARGUMENT, ptv_groups_key(groups, 0, &key));
    assert_true(count_of(groups) == 0);
    ptv_groups_free(groups);
    ptv_groups_free(NULL);
}

static void columns_that_are_no_keys_are_refused(void **unused) {
    (void)unused;
    static const double fractions[] = {1, 2};
    static const int8_t indices[] = {0, 1};
    ptv_groups *groups = groups_new(NULL);
    uint32_t codes[2];
    static const int32_t types[] = {PTV_COLUMN_F16, PTV_COLUMN_F32, PTV_COLUMN_F64, 0, -1, 99};
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        ptv_column keys = column_of(types[i], fractions, 2);
        assert_status(PTV_ERR_COLUMN, ptv_groups_encode(groups, &keys, 0, 2, codes, NULL));
    }
    ptv_column entries = NUMBERS(PTV_COLUMN_F64, fractions);
    ptv_column rows = indices_of(PTV_COLUMN_I8, indices, 2, &entries);
    assert_status(PTV_ERR_COLUMN, ptv_groups_encode(groups, &rows, 0, 2, codes, NULL));
    entries.size = 0;
    assert_status(PTV_ERR_SIZE, ptv_groups_encode(groups, &rows, 0, 2, codes, NULL));
    rows.size--;
    assert_status(PTV_ERR_SIZE, ptv_groups_encode(groups, &rows, 0, 2, codes, NULL));
    assert_true(count_of(groups) == 0);
    ptv_groups_free(groups);
}

/* The row that is wrong is told, and the groups go on. */
static void assert_wrong_row(const ptv_column *keys, size_t from, size_t n, size_t wrong) {
    static const int64_t good[] = {INT64_MAX, 5};
    ptv_column others = NUMBERS(PTV_COLUMN_I64, good);
    ptv_groups *groups = groups_new(NULL);
    uint32_t codes[16], first;
    size_t row = 77;
    assert_true(n <= COUNT_OF(codes));
    assert_status(PTV_ERR_ARGUMENT, ptv_groups_encode(groups, keys, from, n, codes, &row));
    assert_true(row == wrong);
    assert_status(PTV_ERR_ARGUMENT, ptv_groups_encode(groups, keys, from, n, codes, NULL));
    first = (uint32_t)count_of(groups);
    assert_codes(groups, &others, CODES(first, first + 1));
    ptv_groups_free(groups);
}

static void wrong_rows_are_told(void **unused) {
    (void)unused;
    static const int16_t values[] = {1, 2, 3};
    static const int32_t offsets[] = {0, 2, 1, 3}, backwards[] = {0, 1, 2, 3};
    static const uint32_t character[] = {'a', 'b', 0xD800};
    static const int8_t indices[] = {0, 1, 2, 3, -1};
    ptv_column keys = NUMBERS(PTV_COLUMN_I16, values);
    assert_wrong_row(&keys, 0, 4, 3);
    assert_wrong_row(&keys, 2, 2, 3);
    assert_wrong_row(&keys, 4, 1, 4);
    assert_wrong_row(&keys, 1, SIZE_MAX > 16 ? 16 : 1, 3);
    ptv_column text = strings_of("abc", offsets, 3);
    assert_wrong_row(&text, 0, 3, 1);
    assert_wrong_row(&text, 1, 1, 1);
    ptv_column characters = NUMBERS(PTV_COLUMN_FIXED_UCS4, character);
    characters.width = 1;
    assert_wrong_row(&characters, 0, 3, 2);
    ptv_column entries = strings_of("abc", backwards, 3);
    ptv_column rows = indices_of(PTV_COLUMN_I8, indices, 5, &entries);
    assert_wrong_row(&rows, 0, 5, 3);
    assert_wrong_row(&rows, 2, 2, 3);
    assert_wrong_row(&rows, 4, 1, 4);
    rows.missing = (const uint8_t[]){1, 0, 0, 0, 0};
    assert_wrong_row(&rows, 0, 5, 3);
    entries = characters;
    assert_wrong_row(&rows, 0, 3, 2);
}

/* ---- memory */

/* Columns of every kind that memory is needed for. */
static ptv_status encode_everything(ptv_groups *groups, bool *right) {
    static char bytes[4 * 700 + 1];
    static int32_t offsets[701];
    static int64_t numbers[700];
    static int8_t small[700];
    static uint32_t characters[700][4];
    static const char *const name = "Torrelodones";
    for (int32_t i = 0; i < 700; i++) {
        snprintf(bytes + 4 * i, 5, "%04d", (int)(i * 7 % 500));
        offsets[i + 1] = 4 * (i + 1);
        numbers[i] = i % 300;
        small[i] = (int8_t)i;
        for (int j = 0; j < 4; j++)
            characters[i][j] = (uint32_t)bytes[4 * i + j] + (i % 5 == 0 ? 0x100 : 0);
    }
    ptv_column text = strings_of(bytes, offsets, 700), entries = strings_of(name, offsets, 3);
    ptv_column columns[] = {NUMBERS(PTV_COLUMN_I64, numbers), NUMBERS(PTV_COLUMN_I8, small), text,
                            NUMBERS(PTV_COLUMN_FIXED_UCS4, characters),
                            indices_of(PTV_COLUMN_I64, numbers, 3, &entries)};
    columns[3].width = 4;
    static uint32_t codes[700];
    *right = true;
    for (size_t i = 0; i < COUNT_OF(columns); i++) {
        ptv_status status =
            ptv_groups_encode(groups, &columns[i], 0, (size_t)columns[i].n, codes, NULL);
        if (status < 0)
            return status;
        for (size_t row = 0; i < 2 && row < 700; row++) {
            int64_t want = i == 0 ? numbers[row] : small[row];
            ptv_group key = key_of(groups, codes[row]);
            *right = *right && key.kind == PTV_GROUP_INTEGER && key.integer == want;
        }
        for (size_t row = 0; i == 2 && row < 700; row++) {
            ptv_group key = key_of(groups, codes[row]);
            *right = *right && key.kind == PTV_GROUP_BYTES && key.len == 4 &&
                     memcmp(key.bytes, bytes + 4 * row, 4) == 0;
        }
    }
    return PTV_OK;
}

/* 300 numbers, 128 more that are negative, 500 texts, 100 of other characters, 3 of a dictionary. */
enum { EVERYTHING = 300 + 128 + 500 + 100 + 3 };

/* After a failure every number that was given stands, and the same call does what is left. */
static ptv_status new_and_encode(const ptv_allocator *allocator, void *ctx) {
    (void)ctx;
    ptv_groups *groups = NULL;
    bool right;
    ptv_status status = ptv_groups_new(allocator, &groups);
    if (status < 0) {
        assert_null(groups);
        return status;
    }
    status = encode_everything(groups, &right);
    size_t n = count_of(groups);
    assert_true(status == PTV_OK ? n == EVERYTHING : n < EVERYTHING);
    for (uint32_t code = 0; code < n; code++)
        key_of(groups, code);
    if (status < 0)
        assert_ok(encode_everything(groups, &right));
    assert_true(right && count_of(groups) == EVERYTHING);
    ptv_groups_free(groups);
    return status;
}

static void every_allocation_may_fail(void **unused) {
    (void)unused;
    assert_true(for_each_failure(new_and_encode, NULL) > 20);
}

/* Characters need memory before they are known to be a new key. */
static ptv_status encode_characters(const ptv_allocator *allocator, void *ctx) {
    static const uint32_t characters[] = {0x2C, 0xE9, 0x20AC, 0x1F600};
    ptv_column keys = NUMBERS(PTV_COLUMN_FIXED_UCS4, characters);
    ptv_groups *groups = NULL;
    uint32_t codes[4];
    (void)ctx;
    keys.width = 1;
    ptv_status status = ptv_groups_new(allocator, &groups);
    if (status < 0)
        return status;
    status = ptv_groups_encode(groups, &keys, 0, 4, codes, NULL);
    assert_true(count_of(groups) == (status < 0 ? 0 : 4));
    if (status == PTV_OK)
        assert_text(groups, codes[3], "\xF0\x9F\x98\x80");
    ptv_groups_free(groups);
    return status;
}

static void there_may_be_no_memory_for_characters(void **unused) {
    (void)unused;
    assert_true(for_each_failure(encode_characters, NULL) == 4);
}

/* Bytes that a call needs for so long as it lasts, when it meets no new key. */
static size_t needed_for(const ptv_column *keys, size_t n) {
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_groups *groups = groups_new(&allocator);
    uint32_t codes[ROWS];
    assert_true(n <= ROWS);
    assert_ok(ptv_groups_encode(groups, keys, 0, n, codes, NULL));
    size_t before = memory.most = memory.bytes;
    assert_ok(ptv_groups_encode(groups, keys, 0, n, codes, NULL));
    assert_true(memory.bytes == before);
    ptv_groups_free(groups);
    return memory.most - before;
}

/* The codes of bytes, and of the entries of a dictionary, are noted while a call lasts, and that of
 * what is missing; if there are as many rows, or it would be no gain. */
static void codes_are_noted_for_as_many_rows(void **unused) {
    (void)unused;
    static const int32_t bytes[] = {PTV_COLUMN_BIT, PTV_COLUMN_BOOL, PTV_COLUMN_I8, PTV_COLUMN_U8};
    static const uint64_t zeros[ROWS];
    for (size_t i = 0; i < COUNT_OF(bytes); i++) {
        ptv_column keys = column_of(bytes[i], zeros, ROWS);
        assert_int_equal(needed_for(&keys, 255), 0);
        assert_int_equal(needed_for(&keys, 256), 257 * sizeof(uint32_t));
    }
    ptv_column longer = column_of(PTV_COLUMN_I16, zeros, ROWS);
    assert_int_equal(needed_for(&longer, ROWS), 0);
    ptv_column entries = column_of(PTV_COLUMN_U16, zeros, 300);
    ptv_column rows = indices_of(PTV_COLUMN_U8, zeros, ROWS, &entries);
    assert_int_equal(needed_for(&rows, 299), 0);
    assert_int_equal(needed_for(&rows, 300), 301 * sizeof(uint32_t));
}

/* To read it again would need memory, for no more fits where the first key lies. */
static void an_entry_is_read_once(void **unused) {
    (void)unused;
    enum { FITS = 1024 };
    static uint32_t characters[FITS];
    static const uint8_t indices[] = {0, 0, 0, 0}, missing[] = {0, 1, 0, 0};
    for (size_t i = 0; i < FITS; i++)
        characters[i] = 'q';
    ptv_column entries = column_of(PTV_COLUMN_FIXED_UCS4, characters, 1);
    ptv_column rows = indices_of(PTV_COLUMN_U8, indices, 4, &entries);
    entries.width = FITS;
    rows.missing = missing;
    struct failing_allocator memory;
    ptv_allocator allocator = failing_allocator(&memory);
    ptv_groups *groups = groups_new(&allocator);
    assert_codes(groups, &rows, CODES(0, 1, 0, 0));
    assert_int_equal(memory.calls, 5); /* groups, codes, bytes of keys, keys, chains */
    ptv_groups_free(groups);
}

/* A key needs memory for its bytes, were it for one. */
static ptv_status encode_byte(const ptv_allocator *allocator, void *ctx) {
    ptv_column keys = column_of(PTV_COLUMN_FIXED_BYTES, "q", 1);
    ptv_groups *groups = NULL;
    uint32_t code;
    (void)ctx;
    keys.width = 1;
    ptv_status status = ptv_groups_new(allocator, &groups);
    if (status < 0)
        return status;
    status = ptv_groups_encode(groups, &keys, 0, 1, &code, NULL);
    assert_true(count_of(groups) == (status == PTV_OK));
    ptv_groups_free(groups);
    return status;
}

static void there_may_be_no_memory_for_a_byte(void **unused) {
    (void)unused;
    assert_true(for_each_failure(encode_byte, NULL) == 4);
}

/* 2^32 - 1 groups, all but one of which are only said to be there. */
static void there_is_an_end_of_numbers(void **unused) {
    (void)unused;
    static const int64_t first[] = {7}, both[] = {7, 8};
    ptv_column one = NUMBERS(PTV_COLUMN_I64, first), two = NUMBERS(PTV_COLUMN_I64, both);
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &one, CODES(0));
    groups->n = UINT32_MAX;
    assert_codes(groups, &one, CODES(0));
    uint32_t codes[2];
    size_t row = 77;
    assert_status(PTV_ERR_OVERFLOW, ptv_groups_encode(groups, &two, 0, 2, codes, &row));
    assert_true(row == 77 && groups->n == UINT32_MAX);
    groups->n = 1;
    assert_codes(groups, &two, CODES(0, 1));
    ptv_groups_free(groups);
}

/* Of bytes there are fewer than of these rows, so the numbers of some are known by then. */
static void bytes_that_are_missing_are_one_group(void **unused) {
    (void)unused;
    static uint8_t bytes[600], missing[600];
    uint32_t want[600];
    for (size_t i = 0; i < 600; i++) {
        bytes[i] = (uint8_t)i;
        missing[i] = i == 1 || i == 300 || i == 599;
        want[i] = missing[i] ? 1 : bytes[i] == 1 ? 256 : bytes[i];
    }
    ptv_column keys = NUMBERS(PTV_COLUMN_U8, bytes);
    keys.missing = missing;
    ptv_groups *groups = groups_new(NULL);
    assert_codes(groups, &keys, want);
    assert_missing(groups, 1);
    assert_integer(groups, 256, 1);
    ptv_groups_free(groups);
}

/* ---- any keys, against a list that is searched from its start */

struct model_key {
    int32_t kind;
    int64_t integer;
    const char *text;
};

struct model {
    struct model_key keys[ROWS];
    uint32_t n;
};

static uint32_t model_code(struct model *model, struct model_key key) {
    uint32_t code = 0;
    for (; code < model->n; code++) {
        const struct model_key *known = &model->keys[code];
        if (known->kind == key.kind && known->integer == key.integer &&
            (!key.text || strcmp(known->text, key.text) == 0))
            return code;
    }
    assert_true(code < ROWS);
    model->keys[model->n++] = key;
    return code;
}

static const char *const texts[] = {
    "",
    "a",
    "b",
    "aa",
    "ab",
    "5",
    "-1",
    "norte",
    "sur",
    "este",
    "oeste",
    "0123456789ab",
    "nort",
    "norte ",
    "0123456789abc",
    "0123456789abd",
    "Madrid capital y alrededores",
    "Madrid capital y alrededoret",
};

/* A column of random keys, some of them missing; its rows' keys are told to the model. */
struct random_column {
    ptv_column column, entries;
    int64_t numbers[ROWS];
    uint8_t bytes[ROWS], missing[ROWS], entry_missing[COUNT_OF(texts)];
    char text[ROWS * 32];
    uint32_t characters[ROWS][32];
    int32_t offsets[ROWS + 1];
};

enum { FORMS = 7 };

static void put_text(struct random_column *random, size_t row, const char *text) {
    size_t len = strlen(text), at = (size_t)random->offsets[row];
    memcpy(random->text + at, text, len);
    random->offsets[row + 1] = (int32_t)(at + len);
    memset(random->characters[row], 0, sizeof random->characters[row]);
    for (size_t i = 0; i < len; i++)
        random->characters[row][i] = (uint8_t)text[i];
}

/* One row in one form; returns its key. */
static struct model_key put_row(struct random_column *random, int form, size_t row, uint64_t x) {
    struct model_key key = {PTV_GROUP_INTEGER, 0, NULL};
    random->missing[row] = x % 9 == 0;
    switch (form) {
    case 0: /* 64 bits, near to one another or not */
        key.integer = x % 2 ? (int64_t)(x / 2 % 40) - 20 : (int64_t)(x << 60);
        random->numbers[row] = key.integer;
        break;
    case 1: /* 8 bits */
        random->bytes[row] = (uint8_t)x;
        key.integer = (int8_t)(uint8_t)x;
        break;
    case 2: /* booleans */
        random->bytes[row] = x >> 20 & 1 ? (uint8_t)x : 0;
        key.integer = random->bytes[row] != 0;
        break;
    case 3: /* strings */
    case 4: /* characters */
        key = (struct model_key){PTV_GROUP_BYTES, 0, texts[x % COUNT_OF(texts)]};
        put_text(random, row, key.text);
        break;
    default: /* entries of a dictionary of strings, or of numbers */
        random->numbers[row] = (int64_t)(x % COUNT_OF(texts));
        key = form == 5
                  ? (struct model_key){PTV_GROUP_BYTES, 0, texts[x % COUNT_OF(texts)]}
                  : (struct model_key){PTV_GROUP_INTEGER, (int64_t)(x % COUNT_OF(texts) / 2), NULL};
        random->missing[row] |= random->entry_missing[x % COUNT_OF(texts)];
    }
    return random->missing[row] ? (struct model_key){PTV_GROUP_MISSING, 0, NULL} : key;
}

static void describe(struct random_column *random, int form, size_t n) {
    static const int32_t types[FORMS] = {PTV_COLUMN_I64,    PTV_COLUMN_I8,         PTV_COLUMN_BOOL,
                                         PTV_COLUMN_STRING, PTV_COLUMN_FIXED_UCS4, PTV_COLUMN_I64,
                                         PTV_COLUMN_I64};
    const void *values[FORMS] = {random->numbers,    random->bytes,   random->bytes,  random->text,
                                 random->characters, random->numbers, random->numbers};
    random->column = column_of(types[form], values[form], n);
    random->column.missing = random->missing;
    random->column.offsets = form == 3 ? random->offsets : NULL;
    random->column.width = form == 4 ? 32 : 0;
    random->column.dictionary = form >= 5 ? &random->entries : NULL;
}

static void make_entries(struct random_column *random, int form) {
    static int64_t halves[COUNT_OF(texts)];
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        put_text(random, i, texts[i]);
        halves[i] = (int64_t)i / 2;
        random->entry_missing[i] = i % 6 == 4;
    }
    random->entries = form == 5 ? strings_of(random->text, random->offsets, COUNT_OF(texts))
                                : NUMBERS(PTV_COLUMN_I64, halves);
    random->entries.missing = random->entry_missing;
}

static void any_keys_are_numbered_like_a_list(void **unused) {
    (void)unused;
    static struct random_column random;
    static struct model model;
    struct generator generator = {31};
    for (int round = 0; round < 40; round++) {
        ptv_groups *groups = groups_new(NULL);
        model.n = 0;
        for (int columns = 0; columns < 10; columns++) {
            int form = (int)random_below(&generator, FORMS);
            size_t n = (size_t)random_below(&generator, 400), step = 1 + n / 3;
            uint32_t want[ROWS], codes[ROWS];
            uint64_t x = 0;
            if (form >= 5)
                make_entries(&random, form);
            for (size_t i = 0; i < n; i++) {
                x = random_below(&generator, 3) > 0 ? random_next(&generator) : x;
                struct model_key key = put_row(&random, form, i, x);
                want[i] = model_code(&model, key);
            }
            describe(&random, form, n);
            for (size_t from = 0; from < n; from += step)
                assert_ok(ptv_groups_encode(groups, &random.column, from,
                                            step < n - from ? step : n - from, codes + from, NULL));
            for (size_t i = 0; i < n; i++)
                assert_true(codes[i] == want[i]);
            assert_true(count_of(groups) == model.n);
        }
        for (uint32_t code = 0; code < model.n; code++) {
            ptv_group key = key_of(groups, code);
            const struct model_key *known = &model.keys[code];
            assert_true(key.kind == known->kind && key.integer == known->integer);
            if (known->text)
                assert_text(groups, code, known->text);
        }
        ptv_groups_free(groups);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_in_the_order_of_the_rows),
        cmocka_unit_test(a_number_is_one_group_whatever_its_type),
        cmocka_unit_test(numbers_beyond_int64_are_no_negative_ones),
        cmocka_unit_test(text_is_one_group_whatever_it_is_stored_in),
        cmocka_unit_test(text_is_no_number_and_nothing_is_no_text),
        cmocka_unit_test(all_that_is_missing_is_one_group),
        cmocka_unit_test(entries_count_where_rows_name_them),
        cmocka_unit_test(a_dictionary_of_numbers_is_as_good_as_numbers),
        cmocka_unit_test(keys_are_the_groups_own),
        cmocka_unit_test(keys_stay_where_they_are),
        cmocka_unit_test(keys_of_any_length_have_room),
        cmocka_unit_test(keys_lie_in_pieces_that_double),
        cmocka_unit_test(texts_made_to_crowd_do_not),
        cmocka_unit_test(text_and_number_with_one_hash_are_two_groups),
        cmocka_unit_test(the_hash_that_is_no_key_is_another),
        cmocka_unit_test(null_is_refused),
        cmocka_unit_test(columns_that_are_no_keys_are_refused),
        cmocka_unit_test(wrong_rows_are_told),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(there_may_be_no_memory_for_characters),
        cmocka_unit_test(codes_are_noted_for_as_many_rows),
        cmocka_unit_test(an_entry_is_read_once),
        cmocka_unit_test(there_may_be_no_memory_for_a_byte),
        cmocka_unit_test(there_is_an_end_of_numbers),
        cmocka_unit_test(bytes_that_are_missing_are_one_group),
        cmocka_unit_test(any_keys_are_numbered_like_a_list),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
