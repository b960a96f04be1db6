/* SPDX-License-Identifier: MIT */
/* Columns: whatever the type, the byte order, the stride, the dictionary and what is missing, the
 * rows mean what they mean one by one. A column is drawn with what its rows are, said in the test's
 * own terms; each reading and each state is held against that. */
#include "durations.h"
#include "states.h"

enum { MOST_ROWS = 40, MOST_ENTRIES = 6, MOST_TEXT = 64, GROUPS = 3, ROUNDS = 30000 };

/* ---- what a row is */

struct cell {
    enum { MISSING, WHOLE, REAL, TEXT, BROKEN } kind; /* broken: an index of nothing */
    bool negative;
    uint64_t magnitude;
    double real;
    char text[MOST_TEXT];
    size_t len;
};

/* A column, where its parts lie, and what its rows are. */
struct drawn {
    ptv_column column;
    struct drawn *dictionary;
    struct cell cells[MOST_ROWS];
    void *parts[6];
    size_t n_parts;
};

static struct generator generator;

static bool one_in(uint64_t n) {
    return random_below(&generator, n) == 0;
}

static bool is_text(int32_t type) {
    return type >= PTV_COLUMN_STRING;
}
static bool is_real(int32_t type) {
    return type >= PTV_COLUMN_F16 && type <= PTV_COLUMN_F64;
}
static bool is_whole(int32_t type) {
    return type >= PTV_COLUMN_I8 && type <= PTV_COLUMN_U64;
}
static bool is_signed(int32_t type) {
    return type >= PTV_COLUMN_I8 && type <= PTV_COLUMN_I64;
}
static bool is_boolean(int32_t type) {
    return type == PTV_COLUMN_BIT || type == PTV_COLUMN_BOOL;
}

/* Memory of exactly so many bytes, so that a sanitizer sees one too many, `shift` of them before
 * what is used, so that nothing is aligned. */
static uint8_t *part_of(struct drawn *drawn, size_t size, size_t shift) {
    uint8_t *part = malloc(shift + size > 0 ? shift + size : 1);
    assert_non_null(part);
    memset(part, 0xA5, shift + size);
    assert_true(drawn->n_parts < COUNT_OF(drawn->parts));
    drawn->parts[drawn->n_parts++] = part;
    return part + shift;
}

static void free_drawn(struct drawn *drawn) {
    for (size_t i = 0; i < drawn->n_parts; i++)
        free(drawn->parts[i]);
    if (drawn->dictionary)
        free_drawn(drawn->dictionary);
    free(drawn->dictionary);
}

/* Writes the lowest bytes of a number in the order that a column has. */
static void put(uint8_t *at, uint64_t bits, size_t size, bool swapped) {
    const uint16_t one = 1;
    bool little = *(const uint8_t *)&one == 1;
    for (size_t i = 0; i < size; i++)
        at[little != swapped ? i : size - 1 - i] = (uint8_t)(bits >> 8 * i);
}

/* ---- numbers */

static size_t size_of_number(int32_t type) {
    static const size_t sizes[] = {
        [PTV_COLUMN_BOOL] = 1, [PTV_COLUMN_I8] = 1,  [PTV_COLUMN_I16] = 2, [PTV_COLUMN_I32] = 4,
        [PTV_COLUMN_I64] = 8,  [PTV_COLUMN_U8] = 1,  [PTV_COLUMN_U16] = 2, [PTV_COLUMN_U32] = 4,
        [PTV_COLUMN_U64] = 8,  [PTV_COLUMN_F16] = 2, [PTV_COLUMN_F32] = 4, [PTV_COLUMN_F64] = 8};
    return sizes[type];
}

/* Bits of a number of any magnitude, or of one near the ends of its type. */
static uint64_t draw_bits(size_t size) {
    uint64_t all = size == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * size) - 1;
    uint64_t near = random_below(&generator, 4) << (8 * size - 1);
    switch (random_below(&generator, 4)) {
    case 0:
        return random_below(&generator, 12);
    case 1:
        return (near + random_below(&generator, 5) - 2) & all;
    default:
        return (one_in(2) ? 0 - random_magnitude(&generator, 64)
                          : random_magnitude(&generator, 64)) &
               all;
    }
}

/* Bits of a score, a time or any double. */
static uint64_t draw_double_bits(void) {
    double x = (double)random_below(&generator, 12);
    uint64_t bits = random_next(&generator);
    if (one_in(3)) {
        int exponent = (int)random_below(&generator, 24) - 12;
        x = ldexp((double)random_magnitude(&generator, 53), exponent);
    }
    if (one_in(8))
        x = -x;
    if (one_in(16))
        x = one_in(2) ? NAN : INFINITY;
    if (!one_in(8))
        memcpy(&bits, &x, sizeof bits);
    return bits;
}

static uint64_t draw_number(int32_t type) {
    uint64_t bits = draw_double_bits();
    if (type == PTV_COLUMN_F64)
        return bits;
    if (type == PTV_COLUMN_F32 && !one_in(8)) {
        double x;
        memcpy(&x, &bits, sizeof x);
        float narrow = isnan(x) || fabs(x) < 1e38 ? (float)x : INFINITY;
        uint32_t narrow_bits;
        memcpy(&narrow_bits, &narrow, sizeof narrow_bits);
        return narrow_bits;
    }
    return draw_bits(size_of_number(type));
}

static double half_of(uint64_t bits) {
    int exponent = (int)(bits >> 10 & 31), fraction = (int)(bits & 1023);
    double x = exponent == 0    ? ldexp(fraction, -24)
               : exponent == 31 ? (fraction ? NAN : INFINITY)
                                : ldexp(1 + fraction / 1024.0, exponent - 15);
    return bits >> 15 ? -x : x;
}

/* What bits of a type are. */
static struct cell number_of(int32_t type, uint64_t bits) {
    struct cell cell = {.kind = WHOLE, .magnitude = bits};
    if (is_real(type)) {
        uint32_t low = (uint32_t)bits;
        float narrow;
        memcpy(&narrow, &low, sizeof narrow);
        memcpy(&cell.real, &bits, sizeof cell.real);
        cell.real = type == PTV_COLUMN_F16   ? half_of(bits)
                    : type == PTV_COLUMN_F32 ? (double)narrow
                                             : cell.real;
        cell.kind = isnan(cell.real) ? MISSING : REAL;
    } else if (is_signed(type) && bits >> (8 * size_of_number(type) - 1)) {
        cell.negative = true;
        cell.magnitude = 0 - bits;
        if (size_of_number(type) < 8)
            cell.magnitude &= (UINT64_C(1) << 8 * size_of_number(type)) - 1;
    } else if (type == PTV_COLUMN_BOOL) {
        cell.magnitude = bits != 0;
    }
    return cell;
}

/* ---- text */

static const struct {
    uint32_t character;
    const char *utf8;
} alphabet[] = {{'a', "a"},
                {'Z', "Z"},
                {0xF1, "\xC3\xB1"},
                {0x20AC, "\xE2\x82\xAC"},
                {0xFFFD, "\xEF\xBF\xBD"},
                {0x1F600, "\xF0\x9F\x98\x80"}};

/* A text of up to so many characters, which are stored too. */
static struct cell draw_text(size_t most, uint32_t *characters, size_t *n) {
    struct cell cell = {.kind = TEXT};
    *n = (size_t)random_below(&generator, most + 1);
    for (size_t i = 0; i < *n; i++) {
        size_t which = (size_t)random_below(&generator, COUNT_OF(alphabet));
        size_t len = strlen(alphabet[which].utf8);
        assert_true(cell.len + len <= sizeof cell.text);
        memcpy(cell.text + cell.len, alphabet[which].utf8, len);
        cell.len += len;
        characters[i] = alphabet[which].character;
    }
    return cell;
}

/* Strings between offsets, after bytes of rows that are not read. */
static void draw_strings(struct drawn *drawn, size_t rows) {
    ptv_column *column = &drawn->column;
    size_t size = column->type == PTV_COLUMN_STRING ? 4 : 8, used = 3;
    uint8_t *offsets = part_of(drawn, (rows + 1) * size, (size_t)random_below(&generator, 3));
    uint32_t characters[8];
    size_t n;
    for (size_t row = 0; row < rows; row++) {
        drawn->cells[row] = draw_text(8, characters, &n);
        put(offsets + row * size, used, size, column->swapped);
        used += drawn->cells[row].len;
    }
    put(offsets + rows * size, used, size, column->swapped);
    uint8_t *bytes = part_of(drawn, used, 0);
    used = 3;
    for (size_t row = 0; row < rows; used += drawn->cells[row++].len)
        memcpy(bytes + used, drawn->cells[row].text, drawn->cells[row].len);
    column->values = bytes;
    column->offsets = offsets;
}

static void draw_views(struct drawn *drawn, size_t rows) {
    enum { BUFFERS = 2 };
    ptv_column *column = &drawn->column;
    bool swapped = column->swapped;
    uint8_t *views = part_of(drawn, rows * 16, (size_t)random_below(&generator, 3));
    uint8_t *buffers[BUFFERS];
    size_t used[BUFFERS] = {1, 0}, n;
    const void **list = (const void **)(void *)part_of(drawn, sizeof buffers, 0);
    uint32_t characters[12];
    for (size_t i = 0; i < BUFFERS; i++)
        list[i] = buffers[i] = part_of(drawn, rows * MOST_TEXT + 1, 0);
    for (size_t row = 0; row < rows; row++) {
        struct cell *cell = &drawn->cells[row];
        uint8_t *view = views + 16 * row;
        *cell = draw_text(12, characters, &n);
        size_t which = (size_t)random_below(&generator, BUFFERS);
        put(view, cell->len, 4, swapped);
        memset(view + 4, 0, 12);
        memcpy(view + 4, cell->text, cell->len < 4 ? cell->len : 4);
        if (cell->len <= 12) {
            memcpy(view + 4, cell->text, cell->len);
            continue;
        }
        put(view + 8, which, 4, swapped);
        put(view + 12, used[which], 4, swapped);
        memcpy(buffers[which] + used[which], cell->text, cell->len);
        used[which] += cell->len;
    }
    column->values = views;
    column->buffers = list;
    column->n_buffers = BUFFERS;
}

/* ---- where values lie */

/* Room for rows of a size, at a stride of either sign or the default; row 0 is not always first. */
static uint8_t *draw_places(struct drawn *drawn, size_t size, size_t rows, int64_t *stride) {
    ptv_column *column = &drawn->column;
    size_t gap = one_in(2) ? 0 : (size_t)random_below(&generator, 9);
    size_t distance = size + gap, shift = one_in(2) ? 0 : (size_t)random_below(&generator, 8);
    uint8_t *first = part_of(drawn, rows == 0 ? 0 : (rows - 1) * distance + size, shift);
    *stride = (int64_t)distance;
    if (one_in(3)) {
        *stride = -*stride;
        first += rows == 0 ? 0 : (rows - 1) * distance;
    }
    column->stride = gap == 0 && *stride >= 0 && one_in(2) ? 0 : *stride;
    column->values = first;
    return first;
}

static void draw_numbers(struct drawn *drawn, size_t rows) {
    int32_t type = drawn->column.type;
    size_t size = size_of_number(type);
    int64_t stride;
    uint8_t *first = draw_places(drawn, size, rows, &stride);
    for (size_t row = 0; row < rows; row++) {
        uint64_t bits = draw_number(type);
        put(first + (int64_t)row * stride, bits, size, drawn->column.swapped);
        drawn->cells[row] = number_of(type, bits);
    }
}

static void draw_bit_rows(struct drawn *drawn, size_t rows) {
    uint8_t *bits = part_of(drawn, (rows + 7) / 8, 0);
    for (size_t i = 0; i < (rows + 7) / 8; i++)
        bits[i] = (uint8_t)random_next(&generator);
    for (size_t row = 0; row < rows; row++)
        drawn->cells[row] = (struct cell){.kind = WHOLE, .magnitude = bits[row / 8] >> row % 8 & 1};
    drawn->column.values = bits;
}

static void draw_fixed(struct drawn *drawn, size_t rows) {
    ptv_column *column = &drawn->column;
    bool bytes = column->type == PTV_COLUMN_FIXED_BYTES;
    size_t most = (size_t)random_below(&generator, 11), unit = bytes ? 1 : 4;
    column->width = (int64_t)(bytes ? most * 4 : most);
    size_t size = (size_t)column->width * unit;
    int64_t stride;
    uint8_t *first = draw_places(drawn, size, rows, &stride);
    for (size_t row = 0; row < rows; row++) {
        uint32_t characters[11];
        size_t n;
        struct cell *cell = &drawn->cells[row];
        uint8_t *at = first + (int64_t)row * stride;
        *cell = draw_text(most, characters, &n);
        if (size > 0)
            memset(at, 0, size);
        if (bytes)
            memcpy(at, cell->text, cell->len);
        for (size_t i = 0; !bytes && i < n; i++)
            put(at + 4 * i, characters[i], 4, column->swapped);
    }
}

/* Makes rows missing, by a bitmap, by a mask, by both. */
static void draw_missing(struct drawn *drawn, size_t rows) {
    if (one_in(2)) {
        uint8_t *validity = part_of(drawn, (rows + 7) / 8, 0);
        for (size_t i = 0; i < (rows + 7) / 8; i++)
            validity[i] = (uint8_t)(random_next(&generator) | random_next(&generator));
        for (size_t row = 0; row < rows; row++)
            if (!(validity[row >> 3] & 1u << (row & 7)))
                drawn->cells[row].kind = MISSING;
        drawn->column.validity = validity;
    }
    if (one_in(2)) {
        uint8_t *mask = part_of(drawn, rows, 0);
        for (size_t row = 0; row < rows; row++) {
            mask[row] = one_in(4) ? (uint8_t)(1 + random_below(&generator, 255)) : 0;
            if (mask[row] != 0)
                drawn->cells[row].kind = MISSING;
        }
        drawn->column.missing = mask;
    }
}

/* Units of Arrow, and others. */
static void draw_unit(ptv_column *column) {
    static const int32_t units[][2] = {
        {0, 0},       {1, 1},        {1000, 1}, {1, 1000},
        {1, 1000000}, {86400000, 1}, {2, 3},    {INT32_MAX, INT32_MAX - 1},
        {1, 2},       {60000, 7},    {0, 0},    {0, 0}};
    size_t which = (size_t)random_below(&generator, COUNT_OF(units));
    column->unit_num = units[which][0];
    column->unit_den = units[which][1];
}

/* Draws a column of a type without a dictionary; its cells begin with its first row. */
static void draw_plain(struct drawn *drawn, int32_t type, size_t most) {
    const ptv_column none = PTV_COLUMN_INIT;
    memset(drawn, 0, sizeof *drawn);
    drawn->column = none;
    ptv_column *column = &drawn->column;
    size_t offset = (size_t)random_below(&generator, most / 2);
    size_t rows = offset + (size_t)random_below(&generator, most - offset + 1);
    column->type = type;
    column->offset = offset;
    column->n = rows - offset;
    draw_unit(column);
    column->swapped = one_in(3);
    if (type == PTV_COLUMN_BIT)
        draw_bit_rows(drawn, rows);
    else if (type == PTV_COLUMN_STRING || type == PTV_COLUMN_LARGE_STRING)
        draw_strings(drawn, rows);
    else if (type == PTV_COLUMN_STRING_VIEW)
        draw_views(drawn, rows);
    else if (is_text(type))
        draw_fixed(drawn, rows);
    else if (type != PTV_COLUMN_NULL)
        draw_numbers(drawn, rows);
    draw_missing(drawn, rows);
    memmove(drawn->cells, drawn->cells + offset, (size_t)column->n * sizeof *drawn->cells);
}

/* Replaces what the rows of whole numbers are by the entries of a dictionary. Most indices are of
 * one, since those drawn rarely are. */
static void draw_dictionary(struct drawn *drawn, int32_t type) {
    ptv_column *column = &drawn->column;
    drawn->dictionary = malloc(sizeof *drawn->dictionary);
    assert_non_null(drawn->dictionary);
    draw_plain(drawn->dictionary, type, MOST_ENTRIES);
    uint64_t entries = drawn->dictionary->column.n;
    size_t size = size_of_number(column->type);
    int64_t stride = column->stride != 0 ? column->stride : (int64_t)size;
    bool broken = one_in(5);
    for (size_t row = 0; row < column->n; row++) {
        struct cell *cell = &drawn->cells[row];
        uint8_t *at = (uint8_t *)(uintptr_t)column->values +
                      ((int64_t)column->offset + (int64_t)row) * stride;
        if (entries > 0 && !(broken && one_in(20))) {
            uint64_t index = random_below(&generator, entries);
            put(at, index, size, column->swapped);
            if (cell->kind != MISSING)
                *cell = drawn->dictionary->cells[index];
        } else if (cell->kind != MISSING) {
            bool found = !cell->negative && cell->magnitude < entries;
            if (found)
                *cell = drawn->dictionary->cells[cell->magnitude];
            else
                cell->kind = BROKEN;
        }
    }
    column->dictionary = &drawn->dictionary->column;
}

static void draw(struct drawn *drawn) {
    int32_t type = (int32_t)random_below(&generator, PTV_COLUMN_FIXED_UCS4) + 1;
    draw_plain(drawn, type, MOST_ROWS);
    if (is_whole(type) && one_in(3))
        draw_dictionary(drawn, (int32_t)random_below(&generator, PTV_COLUMN_FIXED_UCS4) + 1);
}

/* The column whose values the rows are. */
static const ptv_column *values_of(const struct drawn *drawn) {
    return drawn->dictionary ? &drawn->dictionary->column : &drawn->column;
}

/* ---- what rows mean, one by one */

/* -1: such a row is at fault */
static int integer_of(const struct cell *cell, int64_t *out) {
    *out = INT64_MIN;
    switch (cell->kind) {
    case MISSING:
        return 0;
    case WHOLE:
        if (cell->magnitude > (uint64_t)INT64_MAX + cell->negative)
            return -1;
        *out = cell->negative ? -(int64_t)(cell->magnitude - 1) - 1 : (int64_t)cell->magnitude;
        return 0;
    case REAL:
        if (fabs(cell->real) >= 0x1p63 || cell->real != trunc(cell->real))
            return -1;
        *out = (int64_t)cell->real;
        return 0;
    default:
        return -1;
    }
}

/* Whether a whole number stands for none where it is a time. */
static bool no_time(const struct drawn *drawn, const struct cell *cell) {
    int32_t type = values_of(drawn)->type;
    return cell->kind == MISSING ||
           (cell->kind == WHOLE && cell->negative &&
            ((type == PTV_COLUMN_I64 && cell->magnitude == UINT64_C(1) << 63) ||
             (type == PTV_COLUMN_I32 && cell->magnitude == UINT64_C(1) << 31)));
}

/* magnitude * num / den without a wide product: whole units of den first. False beyond 64 bits;
 * `rest` is in parts of den. */
static bool scaled(const ptv_column *values, uint64_t magnitude, uint64_t *ms, uint64_t *rest) {
    uint64_t num = values->unit_num == 0 ? 1 : (uint64_t)values->unit_num;
    uint64_t den = values->unit_den == 0 ? 1 : (uint64_t)values->unit_den;
    uint64_t units = magnitude / den, part = magnitude % den * num;
    if (units > UINT64_MAX / num || units * num > UINT64_MAX - part / den)
        return false;
    *ms = units * num + part / den;
    *rest = part % den;
    return true;
}

static double scaled_real(const ptv_column *values, double x) {
    return values->unit_num == 0 ? x : x * values->unit_num / values->unit_den;
}

static int instant_of(const struct drawn *drawn, const struct cell *cell, int64_t *out) {
    const ptv_column *values = values_of(drawn);
    uint64_t ms, rest;
    *out = PTV_TIME_NONE;
    if (no_time(drawn, cell))
        return 0;
    if (cell->kind == REAL) {
        double x = floor(scaled_real(values, cell->real));
        if (!(scaled_real(values, cell->real) > -0x1p63 && x < 0x1p63))
            return -1;
        *out = (int64_t)x;
        return 0;
    }
    if (cell->kind != WHOLE || !scaled(values, cell->magnitude, &ms, &rest))
        return -1;
    if (ms > INT64_MAX || (cell->negative && rest > 0 && ms == INT64_MAX))
        return -1;
    *out = cell->negative ? -(int64_t)ms - (rest > 0) : (int64_t)ms;
    return 0;
}

/* Half to even, of a double from 0 to 2^63. */
static double nearest(double x) {
    double down = floor(x), rest = x - down;
    return rest > 0.5 || (rest == 0.5 && fmod(down, 2) != 0) ? down + 1 : down;
}

static int duration_of(const struct drawn *drawn, const struct cell *cell, int64_t *out) {
    const ptv_column *values = values_of(drawn);
    uint64_t den = values->unit_den == 0 ? 1 : (uint64_t)values->unit_den, ms, rest;
    *out = PTV_TIME_NONE;
    if (no_time(drawn, cell))
        return 0;
    if (cell->kind == BROKEN)
        return -1;
    *out = -1;
    if (cell->kind == REAL) {
        double x = scaled_real(values, cell->real);
        if (x >= 0 && x < 0x1p63)
            *out = (int64_t)nearest(x);
    } else if (!cell->negative && scaled(values, cell->magnitude, &ms, &rest) && ms <= INT64_MAX) {
        uint64_t below = rest, above = den - rest;
        ms += below > above || (below == above && ms % 2 == 1);
        *out = ms <= INT64_MAX ? (int64_t)ms : -1;
    }
    return 0;
}

static int key_of(const struct cell *cell, int64_t *out) {
    uint64_t key = PTV_KEY_NONE;
    if (cell->kind == BROKEN)
        return -1;
    if (cell->kind == WHOLE)
        key = cell->negative ? 0 - cell->magnitude : cell->magnitude;
    if (cell->kind == TEXT)
        key = ptv_key_hash(cell->text, cell->len);
    *out = (int64_t)key;
    return 0;
}

/* A score that ptv_ratings_add takes; one off any scale here. */
static int32_t score_of(const struct cell *cell) {
    int64_t whole;
    if (cell->kind == MISSING || (cell->kind == REAL && integer_of(cell, &whole) < 0))
        return cell->kind == MISSING ? PTV_SCORE_MISSING : 12345;
    if (integer_of(cell, &whole) < 0)
        return 12345;
    if (cell->kind == WHOLE && (whole == INT64_MIN || whole == INT32_MIN))
        return PTV_SCORE_MISSING;
    return whole < -100 || whole > 100 ? 12345 : (int32_t)whole;
}

/* An outcome that ptv_proportion_add takes; 12345 for any other number. */
static int32_t outcome_of(const struct cell *cell) {
    int64_t whole;
    if (cell->kind == MISSING)
        return PTV_OUTCOME_EXCLUDED;
    if (integer_of(cell, &whole) < 0)
        return 12345;
    if (cell->kind == WHOLE && (whole == INT64_MIN || whole == INT32_MIN))
        return PTV_OUTCOME_EXCLUDED;
    return whole == 0 || whole == 1 ? (int32_t)whole : 12345;
}

/* ---- readings */

enum { INTEGERS, INSTANTS, DURATIONS, KEYS, READERS };

static int mean_row(int reader, const struct drawn *drawn, const struct cell *cell, int64_t *out) {
    switch (reader) {
    case INTEGERS:
        return integer_of(cell, out);
    case INSTANTS:
        return instant_of(drawn, cell, out);
    case DURATIONS:
        return duration_of(drawn, cell, out);
    default:
        return key_of(cell, out);
    }
}

static ptv_status read_rows(int reader, const ptv_column *column, size_t from, size_t n,
                            int64_t *out, size_t *row) {
    switch (reader) {
    case INTEGERS:
        return ptv_column_integers(column, from, n, out, row);
    case INSTANTS:
        return ptv_column_instants(column, from, n, out, row);
    case DURATIONS:
        return ptv_column_durations(column, from, n, out, row);
    default:
        return ptv_column_keys(column, from, n, (uint64_t *)out, row);
    }
}

static bool reader_takes(int reader, int32_t type) {
    if (type == PTV_COLUMN_NULL)
        return true;
    if (reader == KEYS)
        return is_whole(type) || is_text(type);
    return is_whole(type) || is_real(type) || (reader == INTEGERS && is_boolean(type));
}

static void readings_are_row_by_row(void **unused) {
    (void)unused;
    generator.state = 100;
    size_t read = 0, faults = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn drawn;
        draw(&drawn);
        size_t rows = (size_t)drawn.column.n;
        size_t from = (size_t)random_below(&generator, rows + 1);
        size_t n = (size_t)random_below(&generator, rows - from + 1);
        for (int reader = 0; reader < READERS; reader++) {
            int64_t got[MOST_ROWS], want[MOST_ROWS];
            size_t fault = SIZE_MAX, row = SIZE_MAX;
            for (size_t i = n; i-- > 0;)
                if (mean_row(reader, &drawn, &drawn.cells[from + i], &want[i]) < 0)
                    fault = from + i;
            bool takes = reader_takes(reader, values_of(&drawn)->type);
            ptv_status status = read_rows(reader, &drawn.column, from, n, got, &row);
            if (!takes) {
                assert_status(PTV_ERR_COLUMN, status);
                continue;
            }
            assert_status(fault == SIZE_MAX ? PTV_OK : PTV_ERR_ARGUMENT, status);
            assert_true(row == fault);
            size_t good = fault == SIZE_MAX ? n : fault - from;
            for (size_t i = 0; i < good; i++)
                if (got[i] != want[i])
                    fail_msg("round %d, reader %d, type %d, row %d: %lld, not %lld", round, reader,
                             (int)values_of(&drawn)->type, (int)(from + i), (long long)got[i],
                             (long long)want[i]);
            read += good;
            faults += fault != SIZE_MAX;
        }
        free_drawn(&drawn);
    }
    print_message("%zu rows, %zu faults\n", read, faults);
    assert_true(read > 100000 && faults > 1000);
}

/* ---- states */

static bool is_broken(const struct drawn *drawn) {
    bool broken = false;
    for (size_t row = 0; row < drawn->column.n; row++)
        broken = broken || drawn->cells[row].kind == BROKEN;
    return broken;
}

/* A group for each row, no byte more than there are rows. */
static uint32_t *draw_groups(size_t rows) {
    uint32_t *group = malloc(rows * sizeof *group + 1);
    assert_non_null(group);
    for (size_t row = 0; row < rows; row++)
        group[row] = (uint32_t)random_below(&generator, GROUPS);
    return group;
}

static ptv_ratings some_ratings(size_t which) {
    static const int32_t scales[GROUPS][2] = {{0, 10}, {1, 5}, {-5, 5}};
    ptv_ratings acc = ratings_on(scales[which][0], scales[which][1], (int32_t)(which % 2));
    assert_ok(ptv_ratings_add_n(&acc, 3, 5));
    return acc;
}

static void ratings_are_row_by_row(void **unused) {
    (void)unused;
    generator.state = 200;
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn drawn;
        draw(&drawn);
        int32_t type = values_of(&drawn)->type;
        size_t rows = (size_t)drawn.column.n;
        uint32_t *group = draw_groups(rows);
        ptv_ratings one[1] = {some_ratings(0)}, want_one = one[0], states[GROUPS], want[GROUPS];
        for (size_t i = 0; i < GROUPS; i++)
            states[i] = want[i] = some_ratings(i);
        ptv_status status = PTV_OK, grouped = PTV_OK;
        for (size_t row = 0; row < rows; row++) {
            int32_t score = score_of(&drawn.cells[row]);
            if (ptv_ratings_add(&want_one, score) == PTV_OUT_OF_SCALE)
                status = PTV_OUT_OF_SCALE;
            if (ptv_ratings_add(&want[group[row]], score) == PTV_OUT_OF_SCALE)
                grouped = PTV_OUT_OF_SCALE;
        }
        bool takes = type == PTV_COLUMN_NULL || is_whole(type) || is_real(type);
        if (!takes || is_broken(&drawn)) {
            ptv_status refused = takes ? PTV_ERR_ARGUMENT : PTV_ERR_COLUMN;
            assert_untouched(one, refused, ptv_ratings_add_column(one, &drawn.column));
            assert_untouched(states, refused,
                             ptv_ratings_add_grouped_column(states, GROUPS, group, &drawn.column));
        } else {
            assert_status(status, ptv_ratings_add_column(one, &drawn.column));
            assert_same_bytes(one[0], want_one);
            assert_status(grouped,
                          ptv_ratings_add_grouped_column(states, GROUPS, group, &drawn.column));
            assert_same_bytes(states, want);
        }
        free(group);
        free_drawn(&drawn);
    }
}

static void proportions_are_row_by_row(void **unused) {
    (void)unused;
    generator.state = 300;
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn drawn;
        draw(&drawn);
        int32_t type = values_of(&drawn)->type;
        size_t rows = (size_t)drawn.column.n;
        uint32_t *group = draw_groups(rows);
        ptv_proportion one[1] = {proportion_with(1, 2, 3)}, want_one = one[0];
        ptv_proportion states[GROUPS], want[GROUPS];
        for (size_t i = 0; i < GROUPS; i++)
            states[i] = want[i] = proportion_with(i, 1, 7);
        ptv_status status = PTV_OK;
        for (size_t row = 0; row < rows; row++) {
            int32_t outcome = outcome_of(&drawn.cells[row]);
            ptv_status added = ptv_proportion_add(&want_one, outcome);
            assert_status(added, ptv_proportion_add(&want[group[row]], outcome));
            status = added > 0 ? added : status;
        }
        bool takes = !is_text(type);
        if (!takes || is_broken(&drawn)) {
            ptv_status refused = takes ? PTV_ERR_ARGUMENT : PTV_ERR_COLUMN;
            assert_untouched(one, refused, ptv_proportion_add_column(one, &drawn.column));
            assert_untouched(
                states, refused,
                ptv_proportion_add_grouped_column(states, GROUPS, group, &drawn.column));
        } else {
            assert_status(status, ptv_proportion_add_column(one, &drawn.column));
            assert_same_bytes(one[0], want_one);
            assert_status(status,
                          ptv_proportion_add_grouped_column(states, GROUPS, group, &drawn.column));
            assert_same_bytes(states, want);
        }
        free(group);
        free_drawn(&drawn);
    }
}

/* The first GROUPS - 1 states differ, exact and in buckets; the last group shares the first. */
static void some_durations(ptv_durations **states) {
    for (int64_t i = 0; i + 1 < GROUPS; i++) {
        states[i] = durations_new(NULL, NULL);
        for (int64_t j = 0; j < (i == 0 ? 20 : 300); j++)
            assert_ok(ptv_durations_add(states[i], j * j));
    }
    states[GROUPS - 1] = states[0];
}

static void free_durations(ptv_durations **states) {
    for (size_t i = 0; i + 1 < GROUPS; i++)
        ptv_durations_free(states[i]);
}

static void durations_are_row_by_row(void **unused) {
    (void)unused;
    generator.state = 400;
    for (int round = 0; round < ROUNDS / 10; round++) {
        struct drawn drawn;
        draw(&drawn);
        int32_t type = values_of(&drawn)->type;
        size_t rows = (size_t)drawn.column.n, which = (size_t)round % (GROUPS - 1);
        uint32_t *group = draw_groups(rows);
        ptv_durations *one[GROUPS], *want_one[GROUPS], *states[GROUPS], *want[GROUPS];
        some_durations(one);
        some_durations(want_one);
        some_durations(states);
        some_durations(want);
        bool takes = type == PTV_COLUMN_NULL || is_whole(type) || is_real(type);
        ptv_status status = takes ? PTV_OK : PTV_ERR_COLUMN;
        if (takes && is_broken(&drawn))
            status = PTV_ERR_ARGUMENT;
        for (size_t row = 0; row < rows && status >= 0; row++) {
            int64_t ms;
            assert_true(duration_of(&drawn, &drawn.cells[row], &ms) == 0);
            ptv_status added = ptv_durations_add(want_one[which], ms);
            assert_status(added, ptv_durations_add(want[group[row]], ms));
            status = added > 0 ? added : status;
        }
        assert_status(status, ptv_durations_add_column(one[which], &drawn.column));
        assert_status(status,
                      ptv_durations_add_grouped_column(states, GROUPS, group, &drawn.column));
        for (size_t i = 0; i + 1 < GROUPS; i++) {
            assert_same_durations(one[i], want_one[i]);
            assert_same_durations(states[i], want[i]);
        }
        free_durations(one);
        free_durations(want_one);
        free_durations(states);
        free_durations(want);
        free(group);
        free_drawn(&drawn);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_are_row_by_row),
        cmocka_unit_test(ratings_are_row_by_row),
        cmocka_unit_test(proportions_are_row_by_row),
        cmocka_unit_test(durations_are_row_by_row),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
