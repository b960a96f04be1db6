/* SPDX-License-Identifier: MIT */
/* An item of an iterable: what it is, where a column of such a meaning is wanted. */
#ifndef COLUMN_ITEM_H
#define COLUMN_ITEM_H

#include "column_source.h"

enum item_kind {
    ITEM_MISSING,
    ITEM_WHOLE,  /* `whole` */
    ITEM_BEYOND, /* a whole number beyond int64_t: `beyond` */
    ITEM_REAL,   /* `real`; never NaN */
    ITEM_TRUTH,  /* `whole`: 0 or 1 */
    ITEM_MS,     /* a time in ms: `whole` */
    ITEM_DATE,   /* a date, by its midnight of UTC in ms: `whole` */
    ITEM_TEXT    /* `len` bytes at `text`, as long as the object lives */
};

struct item {
    enum item_kind kind;
    union {
        int64_t whole;
        uint64_t beyond;
        double real;
        struct {
            const char *text;
            Py_ssize_t len;
        };
    };
};

/* Takes an item in a row of a column: 0, or -1 with an exception that names the row. */
int ptvpy_item_take(const struct column *column, uint64_t row, PyObject *value, struct item *item);

#endif
