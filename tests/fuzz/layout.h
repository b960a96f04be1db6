/* SPDX-License-Identifier: MIT */
/* Rows of small numbers, laid out as a column of any type, stride and order of bytes, with missing
 * rows told in any way, directly or by a dictionary. */
#ifndef FUZZ_LAYOUT_H
#define FUZZ_LAYOUT_H

#include "sequence.h"

enum { ROWS = 16, SKIPPED = 3, WIDEST = 8, MOST_PADDING = 5 };

struct rows {
    size_t n;
    int64_t value[ROWS];
    bool missing[ROWS];
};

/* What a byte of the input asks for. */
enum {
    WIDE_STRIDE = 1,
    BACKWARDS = 2,
    SWAPPED = 4,
    WITH_OFFSET = 8,
    BY_DICTIONARY = 16,
    MISSING_BYTES = 32,
};

struct layout {
    ptv_column column, dictionary;
    uint8_t places[(ROWS + SKIPPED) * (WIDEST + MOST_PADDING) + 1];
    uint8_t entries[ROWS * WIDEST];
    uint8_t validity[(ROWS + SKIPPED + 7) / 8], missing[ROWS + SKIPPED];
};

/* Any type of numbers. */
static inline int32_t next_type(struct input *in) {
    enum { FIRST = PTV_COLUMN_I8, TYPES = PTV_COLUMN_F64 - FIRST + 1 };
    return FIRST + next_byte(in) % TYPES;
}

/* Up to 15 rows of numbers from -16 to 15 that the type can hold. */
static inline struct rows next_rows(struct input *in, int32_t type) {
    struct rows rows = {.n = next_byte(in) & 15};
    bool is_unsigned = type >= PTV_COLUMN_U8 && type <= PTV_COLUMN_U64;
    for (size_t i = 0; i < rows.n; i++) {
        int byte = next_byte(in);
        rows.value[i] = (byte >> 3) - (is_unsigned ? 0 : 16);
        rows.missing[i] = (byte & 7) == 7;
        if (type == PTV_COLUMN_BOOL)
            rows.value[i] = rows.value[i] != 0;
    }
    return rows;
}

static inline size_t width_of(int32_t type) {
    static const uint8_t widths[] = {
        [PTV_COLUMN_BOOL] = 1, [PTV_COLUMN_I8] = 1,  [PTV_COLUMN_I16] = 2, [PTV_COLUMN_I32] = 4,
        [PTV_COLUMN_I64] = 8,  [PTV_COLUMN_U8] = 1,  [PTV_COLUMN_U16] = 2, [PTV_COLUMN_U32] = 4,
        [PTV_COLUMN_U64] = 8,  [PTV_COLUMN_F16] = 2, [PTV_COLUMN_F32] = 4, [PTV_COLUMN_F64] = 8,
    };
    return widths[type];
}

/* A small whole number as an IEEE 754 binary16. */
static inline uint16_t half_of(int64_t x) {
    uint32_t magnitude = (uint32_t)(x < 0 ? -x : x), exponent = 0;
    if (magnitude == 0)
        return 0;
    while (magnitude >> (exponent + 1) != 0)
        exponent++;
    uint32_t fraction = (magnitude << (10 - exponent)) & 0x3FF;
    return (uint16_t)((x < 0 ? 0x8000u : 0) | (exponent + 15) << 10 | fraction);
}

static inline void put_number(uint8_t *at, int32_t type, int64_t x, bool swapped) {
    size_t width = width_of(type);
    uint8_t bytes[WIDEST];
    int8_t i8 = (int8_t)x;
    int16_t i16 = (int16_t)x;
    int32_t i32 = (int32_t)x;
    uint16_t f16 = half_of(x);
    float f32 = (float)x;
    double f64 = (double)x;
    const void *from = type == PTV_COLUMN_F16   ? (const void *)&f16
                       : type == PTV_COLUMN_F32 ? (const void *)&f32
                       : type == PTV_COLUMN_F64 ? (const void *)&f64
                       : width == 1             ? (const void *)&i8
                       : width == 2             ? (const void *)&i16
                       : width == 4             ? (const void *)&i32
                                                : (const void *)&x;
    memcpy(bytes, from, width);
    for (size_t i = 0; i < width; i++)
        at[i] = bytes[swapped ? width - 1 - i : i];
}

static inline void lay_missing(struct layout *out, const struct rows *rows, uint8_t how) {
    for (size_t i = 0; i < rows->n; i++) {
        size_t row = out->column.offset + i;
        out->missing[row] = rows->missing[i] ? 3 : 0;
        if (!rows->missing[i])
            out->validity[row / 8] |= (uint8_t)(1 << row % 8);
    }
    if (how & MISSING_BYTES)
        out->column.missing = out->missing;
    else
        out->column.validity = out->validity;
}

/* The numbers as entries, and the rows as their indices from the last to the first. */
static inline void lay_dictionary(struct layout *out, struct rows *rows, int32_t type) {
    out->dictionary = (ptv_column)PTV_COLUMN_INIT;
    out->dictionary.type = type;
    out->dictionary.n = rows->n;
    out->dictionary.values = out->entries;
    for (size_t i = 0; i < rows->n; i++) {
        size_t entry = rows->n - 1 - i;
        put_number(out->entries + entry * width_of(type), type, rows->value[i], false);
        rows->value[i] = (int64_t)entry;
    }
    out->column.dictionary = &out->dictionary;
}

/* The layout must stay where it is: its column points into it. */
static inline void lay(struct layout *out, struct rows rows, int32_t type, uint8_t how) {
    *out = (struct layout){.column = PTV_COLUMN_INIT};
    out->column.n = rows.n;
    out->column.offset = how & WITH_OFFSET ? SKIPPED : 0;
    out->column.swapped = (how & SWAPPED) != 0;
    lay_missing(out, &rows, how);
    if (how & BY_DICTIONARY) {
        lay_dictionary(out, &rows, type);
        type = PTV_COLUMN_I16;
    }
    out->column.type = type;
    size_t step = width_of(type) + (how & WIDE_STRIDE ? MOST_PADDING : 0);
    size_t all = rows.n + (size_t)out->column.offset;
    bool back = (how & BACKWARDS) && all > 0;
    uint8_t *first = out->places + 1 + (back ? (all - 1) * step : 0);
    out->column.values = first;
    out->column.stride = back ? -(int64_t)step : how & WIDE_STRIDE ? (int64_t)step : 0;
    for (size_t i = 0; i < rows.n; i++) {
        ptrdiff_t place = (ptrdiff_t)((i + (size_t)out->column.offset) * step);
        put_number(back ? first - place : first + place, type, rows.value[i], how & SWAPPED);
    }
}

/* Rows of any type, laid out in any way; returns the byte that says how. */
static inline uint8_t next_layout(struct input *in, struct layout *out, struct rows *rows) {
    int32_t type = next_type(in);
    uint8_t how = next_byte(in);
    *rows = next_rows(in, type);
    lay(out, *rows, type, how);
    return how;
}

#endif
