/* SPDX-License-Identifier: MIT */
/* Columns from any iterable: its items are copied, chunk by chunk. The items of a chunk are of one
 * kind; where another kind follows, another chunk begins. */
#include "column_item.h"

#include <stdlib.h>
#include <string.h>

/* Rows of a chunk: few at first, for most lists are short; then twice as many each time. */
enum { ROWS_MIN = 1 << 8, ROWS_MAX = 1 << 16 };

struct items {
    PyObject *iterator;
    PyObject *held; /* an item that is not of the kind of the chunk before it, or NULL */
    /* The current chunk. */
    size_t n, capacity;  /* rows */
    enum item_kind kind; /* MISSING, as long as all rows are */
    bool complete;       /* no row is missing */
    union {
        int64_t *whole;
        uint64_t *beyond;
        double *real;
        uint8_t *truth;
        int64_t *ends; /* of texts, in `text`, after the start of the first */
    };
    uint8_t *present;
    char *text;
    size_t room; /* in `text` */
};

static void release(void *data) {
    struct items *items = data;
    Py_XDECREF(items->iterator);
    Py_XDECREF(items->held);
    free(items->whole);
    free(items->present);
    free(items->text);
}

/* ---- chunks */

#define EXACT (INT64_C(1) << 53) /* whole numbers up to here are doubles as well */

/* Whether an item can stand in the current chunk; a number is turned into the chunk's kind where
 * it loses nothing. */
static bool fits(const struct items *items, struct item *item) {
    if (item->kind == items->kind || item->kind == ITEM_MISSING || items->kind == ITEM_MISSING)
        return true;
    if (items->kind == ITEM_WHOLE && item->kind == ITEM_REAL) {
        bool exact = item->real > -EXACT && item->real < EXACT;
        if (!exact || (double)(int64_t)item->real != item->real)
            return false;
        item->whole = (int64_t)item->real;
        return true;
    }
    if (items->kind == ITEM_REAL && item->kind == ITEM_WHOLE) {
        if (item->whole <= -EXACT || item->whole >= EXACT)
            return false;
        item->real = (double)item->whole;
        return true;
    }
    return items->kind == ITEM_BEYOND && item->kind == ITEM_WHOLE && item->whole >= 0;
}

static int put_text(struct items *items, const struct item *item) {
    size_t used = (size_t)items->ends[items->n], len = (size_t)item->len;
    if (len > items->room - used) {
        size_t room = 2 * items->room > used + len ? 2 * items->room : used + len;
        char *text = realloc(items->text, room);
        if (!text)
            return PyErr_NoMemory(), -1;
        items->text = text;
        items->room = room;
    }
    if (len > 0)
        memcpy(items->text + used, item->text, len);
    items->ends[items->n + 1] = (int64_t)(used + len);
    return 0;
}

static int put_value(struct items *items, const struct item *item) {
    switch (items->kind) {
    case ITEM_REAL:
        items->real[items->n] = item->real;
        return 0;
    case ITEM_TRUTH:
        items->truth[items->n] = item->whole != 0;
        return 0;
    case ITEM_TEXT:
        return put_text(items, item);
    default:
        items->whole[items->n] = item->whole;
        return 0;
    }
}

/* Where a row is missing there is a value all the same: nothing. */
static int put_missing(struct items *items) {
    static const struct item nothing = {ITEM_MISSING, {0}};
    items->complete = false;
    return put_value(items, &nothing);
}

/* Makes a chunk in which all rows are missing so far one of a kind. */
static void settle(struct items *items, enum item_kind kind) {
    items->kind = kind;
    if (kind == ITEM_TEXT)
        memset(items->ends, 0, (items->n + 1) * sizeof items->ends[0]);
}

/* Puts an item that fits into the next row. */
static int put(struct items *items, const struct item *item) {
    bool is_missing = item->kind == ITEM_MISSING;
    if (!is_missing && items->kind == ITEM_MISSING)
        settle(items, item->kind);
    if ((is_missing ? put_missing(items) : put_value(items, item)) < 0)
        return -1;
    uint8_t *present = &items->present[items->n / 8];
    if (items->n % 8 == 0)
        *present = 0;
    *present |= (uint8_t)(!is_missing << items->n % 8);
    items->n++;
    return 0;
}

/* Begins a chunk; after a full one with more room. */
static int begin(struct items *items) {
    if (items->n == items->capacity && items->capacity < ROWS_MAX) {
        items->capacity = items->capacity == 0 ? ROWS_MIN : 2 * items->capacity;
        free(items->whole);
        free(items->present);
        items->whole = malloc((items->capacity + 1) * sizeof *items->whole);
        items->present = malloc(items->capacity / 8);
        if (!items->whole || !items->present)
            return PyErr_NoMemory(), -1;
    }
    items->n = 0;
    items->kind = ITEM_MISSING;
    items->complete = true;
    return 0;
}

/* Fills the current chunk: 0 or -1. */
static int fill(struct column *column) {
    struct items *items = column->data;
    struct item item;
    if (begin(items) < 0)
        return -1;
    while (items->n < items->capacity) {
        PyObject *value = items->held ? items->held : PyIter_Next(items->iterator);
        items->held = NULL;
        if (!value)
            return PyErr_Occurred() ? -1 : 0;
        int failed = ptvpy_item_take(column, column->rows + items->n, value, &item);
        if (failed == 0 && !fits(items, &item)) {
            items->held = value;
            return 0;
        }
        if (failed == 0)
            failed = put(items, &item);
        Py_DECREF(value);
        if (failed < 0)
            return -1;
    }
    return 0;
}

static int next(struct column *column) {
    static const int32_t types[] = {
        [ITEM_MISSING] = PTV_COLUMN_NULL, [ITEM_WHOLE] = PTV_COLUMN_I64,
        [ITEM_BEYOND] = PTV_COLUMN_U64,   [ITEM_REAL] = PTV_COLUMN_F64,
        [ITEM_TRUTH] = PTV_COLUMN_BOOL,   [ITEM_MS] = PTV_COLUMN_I64,
        [ITEM_DATE] = PTV_COLUMN_I64,     [ITEM_TEXT] = PTV_COLUMN_LARGE_STRING,
    };
    struct items *items = column->data;
    if (fill(column) < 0)
        return -1;
    bool in_ms = items->kind == ITEM_MS || items->kind == ITEM_DATE;
    bool is_text = items->kind == ITEM_TEXT;
    ptv_column chunk = PTV_COLUMN_INIT;
    chunk.type = types[items->kind];
    chunk.n = items->n;
    chunk.values = is_text ? (const void *)items->text : items->whole;
    chunk.offsets = is_text ? items->ends : NULL;
    chunk.validity = items->complete ? NULL : items->present;
    chunk.unit_num = in_ms ? 1 : column->how.unit.num;
    chunk.unit_den = in_ms ? 1 : column->how.unit.den;
    column->chunk = chunk;
    column->family = items->kind == ITEM_DATE ? FAMILY_DATES : FAMILY_NOTHING;
    return items->n > 0;
}

static const struct column_source source = {next, release};

int ptvpy_open_items(struct column *column, PyObject *object) {
    PyObject *iterator = PyObject_GetIter(object);
    if (!iterator) {
        if (!PyErr_ExceptionMatches(PyExc_TypeError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    struct items *items = ptvpy_column_data(column, &source, sizeof *items);
    if (!items) {
        Py_DECREF(iterator);
        return -1;
    }
    items->iterator = iterator;
    PyOS_snprintf(column->type, sizeof column->type, "items");
    return 1;
}
