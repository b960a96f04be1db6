/* SPDX-License-Identifier: MIT */
/* Columns read as whole numbers, instants, durations and keys, and their text as bytes. */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/column.h"
#include "base/key.h"
#include "base/wide.h"
#include "postventa/key.h"

enum { UTF8_MAX = 4 };

/* ---- times */

/* A number of the column's unit, without its sign, as ms: rounded down, with the rest in parts of
 * unit_den. False beyond 64 bits. */
static bool to_ms(const ptv_column *values, uint64_t magnitude, uint64_t *ms, uint64_t *rest) {
    const uint64_t half = 0xFFFFFFFF;
    uint64_t den = (uint64_t)values->unit_den, high;
    uint64_t low = ptvi_wide_product(magnitude, (uint64_t)values->unit_num, &high);
    if (high >= den)
        return false;
    /* Long division by digits of 32 bits, of which den is one. */
    uint64_t upper = high << 32 | low >> 32;
    uint64_t lower = upper % den << 32 | (low & half);
    *ms = upper / den << 32 | lower / den;
    *rest = lower % den;
    return true;
}

/* Whether a time is missing: also as the whole number that stands for it in its type. */
static bool is_no_time(const ptv_column *values, const struct ptvi_scalar *scalar) {
    return scalar->kind == PTVI_SCALAR_MISSING ||
           (scalar->kind == PTVI_SCALAR_INTEGER &&
            ((values->type == PTV_COLUMN_I64 && scalar->integer == INT64_MIN) ||
             (values->type == PTV_COLUMN_I32 && scalar->integer == INT32_MIN)));
}

/* A whole number without its sign. */
static uint64_t magnitude_of(const struct ptvi_scalar *scalar, bool *negative) {
    *negative = scalar->kind == PTVI_SCALAR_INTEGER && scalar->integer < 0;
    return *negative ? 0 - (uint64_t)scalar->integer : scalar->beyond;
}

static double real_ms(const ptv_column *values, double x) {
    return x * values->unit_num / values->unit_den;
}

/* ---- what a row stands for, of a column of the families that the reading takes */

typedef ptv_status conversion(const ptv_column *values, const struct ptvi_scalar *scalar,
                              int64_t *out);

static ptv_status to_integer(const ptv_column *values, const struct ptvi_scalar *scalar,
                             int64_t *out) {
    (void)values;
    *out = INT64_MIN;
    if (scalar->kind == PTVI_SCALAR_MISSING)
        return PTV_OK;
    if (scalar->kind == PTVI_SCALAR_UNSIGNED)
        return PTV_ERR_ARGUMENT;
    if (scalar->kind == PTVI_SCALAR_INTEGER) {
        *out = scalar->integer;
        return PTV_OK;
    }
    if (!(scalar->real > -0x1p63 && scalar->real < 0x1p63))
        return PTV_ERR_ARGUMENT;
    *out = (int64_t)scalar->real;
    return (double)*out == scalar->real ? PTV_OK : PTV_ERR_ARGUMENT;
}

static ptv_status to_instant(const ptv_column *values, const struct ptvi_scalar *scalar,
                             int64_t *out) {
    *out = PTV_TIME_NONE;
    if (is_no_time(values, scalar))
        return PTV_OK;
    if (scalar->kind == PTVI_SCALAR_REAL) {
        double ms = real_ms(values, scalar->real);
        if (!(ms > -0x1p63 && ms < 0x1p63))
            return PTV_ERR_ARGUMENT;
        *out = (int64_t)ms;
        *out -= (double)*out > ms;
        return PTV_OK;
    }
    bool negative;
    uint64_t ms, rest, magnitude = magnitude_of(scalar, &negative);
    if (!to_ms(values, magnitude, &ms, &rest))
        return PTV_ERR_ARGUMENT;
    uint64_t down = negative && rest > 0;
    if (ms > INT64_MAX - down)
        return PTV_ERR_ARGUMENT;
    *out = negative ? -(int64_t)(ms + down) : (int64_t)ms;
    return PTV_OK;
}

static ptv_status to_duration(const ptv_column *values, const struct ptvi_scalar *scalar,
                              int64_t *out) {
    if (is_no_time(values, scalar)) {
        *out = PTV_TIME_NONE;
        return PTV_OK;
    }
    if (scalar->kind == PTVI_SCALAR_REAL) {
        *out = ptvi_duration_of(real_ms(values, scalar->real));
        return PTV_OK;
    }
    *out = -1;
    bool negative;
    uint64_t ms, rest, magnitude = magnitude_of(scalar, &negative);
    if (negative || !to_ms(values, magnitude, &ms, &rest))
        return PTV_OK;
    bool up = 2 * rest + ms % 2 > (uint64_t)values->unit_den;
    if (ms <= INT64_MAX - (uint64_t)up)
        *out = (int64_t)(ms + up);
    return PTV_OK;
}

static ptv_status to_key(const ptv_column *values, const struct ptvi_scalar *scalar, int64_t *out) {
    (void)values;
    switch (scalar->kind) {
    case PTVI_SCALAR_MISSING:
        *out = (int64_t)PTV_KEY_NONE;
        return PTV_OK;
    case PTVI_SCALAR_INTEGER:
    case PTVI_SCALAR_UNSIGNED:
        *out = scalar->integer;
        return PTV_OK;
    default:
        *out = (int64_t)ptvi_scalar_hash(scalar);
        return PTV_OK;
    }
}

/* ---- rows */

static ptv_status convert_rows(const struct ptvi_column *column, size_t from, size_t n,
                               conversion *convert, int64_t *out, size_t *row) {
    const ptv_column *values = column->rows.dictionary ? &column->dictionary : &column->rows;
    for (size_t i = 0; i < n; i++) {
        struct ptvi_scalar scalar;
        ptv_status status = ptvi_column_scalar(column, from + i, &scalar);
        if (status == PTV_OK)
            status = convert(values, &scalar, &out[i]);
        if (status < 0) {
            *row = from + i;
            return status;
        }
    }
    return PTV_OK;
}

static ptv_status read_rows(const ptv_column *caller, unsigned families, size_t from, size_t n,
                            conversion *convert, int64_t *out, size_t *row) {
    struct ptvi_column column;
    size_t at_fault = SIZE_MAX;
    ptv_status status = out || n == 0 ? ptvi_column_open(&column, caller, families) : PTV_ERR_NULL;
    if (status == PTV_OK && !ptvi_column_has(&column, from, n, &at_fault))
        status = PTV_ERR_ARGUMENT;
    if (status == PTV_OK)
        status = convert_rows(&column, from, n, convert, out, &at_fault);
    if (status == PTV_ERR_ARGUMENT && row)
        *row = at_fault;
    return status;
}

ptv_status ptv_column_integers(const ptv_column *column, size_t from, size_t n, int64_t *out,
                               size_t *row) {
    return read_rows(column, PTVI_BOOLEANS | PTVI_NUMBERS, from, n, to_integer, out, row);
}

ptv_status ptv_column_instants(const ptv_column *column, size_t from, size_t n, int64_t *out,
                               size_t *row) {
    return read_rows(column, PTVI_NUMBERS, from, n, to_instant, out, row);
}

ptv_status ptv_column_durations(const ptv_column *column, size_t from, size_t n, int64_t *out,
                                size_t *row) {
    return read_rows(column, PTVI_NUMBERS, from, n, to_duration, out, row);
}

ptv_status ptvi_column_durations(const struct ptvi_column *column, size_t from, size_t n,
                                 int64_t *out, size_t *row) {
    return convert_rows(column, from, n, to_duration, out, row);
}

ptv_status ptv_column_keys(const ptv_column *column, size_t from, size_t n, uint64_t *out,
                           size_t *row) {
    return read_rows(column, PTVI_WHOLE | PTVI_STRINGS, from, n, to_key, (int64_t *)out, row);
}

/* ---- text */

/* Writes a character as UTF-8; returns how many bytes, at most UTF8_MAX. */
static size_t put_utf8(uint32_t character, uint8_t *out) {
    size_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    for (size_t i = more; i > 0; i--, character >>= 6)
        out[i] = (uint8_t)(0x80 | (character & 0x3F));
    out[0] = (uint8_t)(lead[more] | character);
    return more + 1;
}

static size_t put_character(const struct ptvi_scalar *text, size_t i, uint8_t *out) {
    return put_utf8(ptvi_load32(text->bytes + 4 * i, text->swapped), out);
}

size_t ptvi_characters_size(const struct ptvi_scalar *text) {
    uint8_t one[UTF8_MAX];
    size_t size = 0;
    for (size_t i = 0; i < text->len; i++)
        size += put_character(text, i, one);
    return size;
}

void ptvi_characters_put(const struct ptvi_scalar *text, uint8_t *out) {
    for (size_t i = 0; i < text->len; i++)
        out += put_character(text, i, out);
}

uint64_t ptvi_scalar_hash(const struct ptvi_scalar *text) {
    uint8_t part[PTVI_KEY_STRIPE + UTF8_MAX];
    struct ptvi_key key;
    size_t filled = 0;
    if (text->kind == PTVI_SCALAR_BYTES)
        return ptv_key_hash(text->bytes, text->len);
    ptvi_key_begin(&key);
    for (size_t i = 0; i < text->len; i++) {
        filled += put_character(text, i, part + filled);
        if (filled >= PTVI_KEY_STRIPE) {
            ptvi_key_add(&key, part, 1);
            filled -= PTVI_KEY_STRIPE;
            memcpy(part, part + PTVI_KEY_STRIPE, filled);
        }
    }
    return ptvi_key_end(&key, part, filled);
}
