/* SPDX-License-Identifier: MIT */
/* What an open column is inside, for those who open one: a source of values per kind of object. */
#ifndef COLUMN_SOURCE_H
#define COLUMN_SOURCE_H

#include "column.h"

/* What values are by their own type, before a meaning is given to them. */
enum column_family {
    FAMILY_NOTHING, /* every row is missing */
    FAMILY_BOOLEANS,
    FAMILY_WHOLE,
    FAMILY_REALS,
    FAMILY_STRINGS,
    FAMILY_TIMESTAMPS,
    FAMILY_DATES,
    FAMILY_DURATIONS,
    FAMILY_OTHER /* what no column is read from */
};

struct column_source {
    /* Puts the next chunk into column->chunk: 1; 0 at the end; -1 with an exception. */
    int (*next)(struct column *column);
    void (*release)(void *data);
};

struct column {
    struct column_reading how;
    const struct column_source *source;
    void *data;                /* the source's own, given back by its release; NULL: nothing */
    enum column_family family; /* of the values, or of those of the current chunk */
    ptv_column chunk;          /* the current one */
    uint64_t rows;             /* of the chunks before it */
    char type[80];             /* of the values, for messages: "Arrow format 'u' (strings)" */
};

/* Each opens a column over an object, if that is of its kind: 1; 0 if it is not; -1 with an
 * exception. */
int ptvpy_open_arrow(struct column *column, PyObject *object);
int ptvpy_open_numpy(struct column *column, PyObject *object);
int ptvpy_open_buffer(struct column *column, PyObject *object);
int ptvpy_open_convertible(struct column *column, PyObject *object);
int ptvpy_open_items(struct column *column, PyObject *object);

/* What the values of a buffer are where they are no plain numbers. */
struct buffer_time {
    enum column_family family;
    int32_t unit_num, unit_den;
};

/* Opens a column over the buffer of `values`. Besides: the buffer of `mask`, a byte a row, other
 * than 0 where the row is missing, or NULL; and what whole numbers stand for, or NULL. */
int ptvpy_open_masked_buffer(struct column *column, PyObject *values, PyObject *mask,
                             const struct buffer_time *time);

/* Room for a source's own data, all zero; NULL with an exception. */
void *ptvpy_column_data(struct column *column, const struct column_source *source, size_t size);

/* Says what the values are: `kind` and `format` name their type, such as "Arrow format" and "l",
 * `what` their family in words, NULL for the usual ones. 0, or -1 with an exception where they
 * cannot be read as what is wanted. */
int ptvpy_column_suits(struct column *column, enum column_family family, const char *kind,
                       const char *format, const char *what);

/* Sets a ColumnError of this message; returns -1. */
int ptvpy_column_refuse(PyObject *message);

/* An attribute; NULL without an exception where there is none. */
PyObject *ptvpy_attribute_if_any(PyObject *object, const char *name);

/* Whether an array of NumPy, or a column of pandas over one, only refers to objects: they are taken
 * one by one. 1, 0, or -1 with an exception. */
int ptvpy_holds_objects(PyObject *values);

/* Takes a numpy.datetime64 or timedelta64 as ms, where it is a time of that family: 1; 0 where it
 * is of the other; -1 with an exception. */
int ptvpy_take_numpy_time(PyObject *value, const char *what, enum column_family family,
                          int64_t *out);

#endif
