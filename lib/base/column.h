/* SPDX-License-Identifier: MIT */
/* A caller's column, one row at a time: whatever its type, byte order, stride or dictionary, a row
 * is missing, a number, or text. */
#ifndef PTVI_COLUMN_H
#define PTVI_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "postventa/column.h"

enum ptvi_scalar_kind {
    PTVI_SCALAR_MISSING,
    PTVI_SCALAR_INTEGER,    /* a whole number, or a boolean as 0 or 1: `integer` */
    PTVI_SCALAR_UNSIGNED,   /* a whole number beyond int64_t: `beyond` */
    PTVI_SCALAR_REAL,       /* `real`; never NaN, which is missing */
    PTVI_SCALAR_BYTES,      /* `len` bytes, where they lie; NULL only with len 0 */
    PTVI_SCALAR_CHARACTERS, /* `len` characters of 4 bytes, each of which exists, likewise */
};

struct ptvi_scalar {
    enum ptvi_scalar_kind kind;
    bool swapped; /* of characters: they are in the other byte order */
    union {
        int64_t integer;
        uint64_t beyond;
        double real;
        struct {
            const uint8_t *bytes;
            size_t len;
        };
    };
};

/* Families of types; a set of them is what a reader takes. */
enum {
    PTVI_BOOLEANS = 1,
    PTVI_WHOLE = 2,
    PTVI_REALS = 4,
    PTVI_STRINGS = 8,
    PTVI_NUMBERS = PTVI_WHOLE | PTVI_REALS,
};

/* A column that was checked. Members as the caller gave them, but that strides and units are never
 * the default, and that `rows.dictionary` only says whether there is one. */
struct ptvi_column {
    ptv_column rows;
    ptv_column dictionary;
};

/* Checks a caller's column: PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_COLUMN: its values are of
 * none of these families; PTV_ERR_ARGUMENT. A column of PTV_COLUMN_NULL is of any family. */
ptv_status ptvi_column_open(struct ptvi_column *column, const ptv_column *caller,
                            unsigned families);

/* Whether the column has n rows from one on; else stores in `row`, unless that is NULL, the first
 * that is not there. */
bool ptvi_column_has(const struct ptvi_column *column, size_t from, size_t n, size_t *row);

/* A row, which is below rows.n and counted from the column's first: PTV_OK, or PTV_ERR_ARGUMENT for
 * an index, a buffer or a character that is none. */
ptv_status ptvi_column_scalar(const struct ptvi_column *column, size_t row,
                              struct ptvi_scalar *scalar);

/* No entry of a dictionary. */
#define PTVI_NO_ENTRY UINT64_MAX

/* Of a column with a dictionary: the entry that a row stands for, or PTVI_NO_ENTRY where the row is
 * missing; and the value of an entry, which may be missing itself. As ptvi_column_scalar. */
ptv_status ptvi_column_entry(const struct ptvi_column *column, size_t row, uint64_t *entry);
ptv_status ptvi_column_entry_scalar(const struct ptvi_column *column, uint64_t entry,
                                    struct ptvi_scalar *scalar);

/* As ptvi_column_entry, of n rows from one on. */
ptv_status ptvi_column_entries(const struct ptvi_column *column, size_t from, size_t n,
                               uint64_t *entries);

/* Copies n numbers of 1, 2, 4 or 8 bytes, one beside the other in this machine's order of bytes;
 * also those that are missing, whatever they are. */
void ptvi_column_pack(const struct ptvi_column *column, size_t from, size_t n, void *out);

/* Whether the values lie as those of an array in C: typed loops may take rows.values as it is, from
 * rows.offset on; and whether, besides, rows.validity alone says which are missing. */
bool ptvi_column_is_array(const struct ptvi_column *column);
bool ptvi_column_dense(const struct ptvi_column *column);

/* Reads n rows, which are there, as ptv_column_durations does. */
ptv_status ptvi_column_durations(const struct ptvi_column *column, size_t from, size_t n,
                                 int64_t *out, size_t *row);

/* The duration of so many ms: rounded half to even; PTV_TIME_NONE for NaN; -1, which is rejected,
 * for one that is negative or beyond 64 bits. */
static inline int64_t ptvi_duration_of(double ms) {
    if (ms != ms)
        return PTV_TIME_NONE;
    if (!(ms >= 0 && ms < 0x1p63))
        return -1;
    int64_t whole = (int64_t)ms;
    double rest = ms - (double)whole;
    bool up = rest > 0.5 || (rest == 0.5 && whole % 2 != 0);
    return up ? whole + 1 : whole;
}

/* How many bytes characters are as UTF-8; writes those bytes. */
size_t ptvi_characters_size(const struct ptvi_scalar *text);
void ptvi_characters_put(const struct ptvi_scalar *text, uint8_t *out);

/* The ptv_key_hash of bytes, or of characters as UTF-8: the same text has the same, whatever it is
 * stored in. */
uint64_t ptvi_scalar_hash(const struct ptvi_scalar *text);

#endif
