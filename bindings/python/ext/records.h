/* SPDX-License-Identifier: MIT */
/* Records that come as several columns, one beside the other: each row is counted. */
#ifndef RECORDS_H
#define RECORDS_H

#include "fields.h"
#include "state.h"

/* A column of records. It is described as an argument of update() is, by its name. */
struct records_column {
    const char *name;
    enum column_meaning meaning; /* not of GROUPS */
    const struct word *words;    /* of KEYS: it holds these, or their numbers; else NULL */
};

enum { RECORDS_COLUMNS = 12 };

/* Columns of one length, read whole. */
struct records {
    const struct records_column *columns;
    int n_columns;
    size_t n;                         /* rows */
    bool dates;                       /* whether the last column that was read is of dates */
    int64_t *column[RECORDS_COLUMNS]; /* NULL: not given */
};

/* Reads columns of a call: one that is NULL or None was not given, the first always is. `unit` is
 * that of plain numbers that are durations, NULL: ms. 0, or -1 with an exception that names the
 * column; in either case the records are to be given back. */
int ptvpy_records_read(struct records *records, const struct records_column *columns, int n_columns,
                       PyObject *const *objects, const struct column_unit *unit);

/* Gives back what the records hold. */
void ptvpy_records_free(struct records *records);

/* What a row holds; `otherwise` where it is missing, or the whole column. */
static inline int64_t ptvpy_cell(const struct records *records, int column, size_t row,
                                 int64_t otherwise) {
    const int64_t *values = records->column[column];
    return values && values[row] != INT64_MIN ? values[row] : otherwise;
}

/* The same of whole numbers; INT32_MIN, which counts nothing, where 32 bits do not hold it. */
static inline int32_t ptvpy_cell_i32(const struct records *records, int column, size_t row,
                                     int32_t otherwise) {
    int64_t value = ptvpy_cell(records, column, row, otherwise);
    return value >= INT32_MIN && value <= INT32_MAX ? (int32_t)value : INT32_MIN;
}

/* The same of keys. */
static inline uint64_t ptvpy_cell_key(const struct records *records, int column, size_t row,
                                      uint64_t otherwise) {
    const int64_t *values = records->column[column];
    return values && (uint64_t)values[row] != PTV_KEY_NONE ? (uint64_t)values[row] : otherwise;
}

/* Counts a row in a state, as the library's function for one record does. */
typedef ptv_status (*ptvpy_add_record)(void *state, const struct records *records, size_t row,
                                       const void *context);

/* Counts all rows or none: in a state of their own, without the GIL where there are many, which is
 * then merged into self's. The exception names the row. None, or NULL with an exception. */
PyObject *ptvpy_records_add(PyObject *self, const struct records *records, ptvpy_add_record add,
                            const void *context);

/* What is counted in a class by rows. */
struct records_table {
    const struct records_column *columns;
    int n_columns;
    ptvpy_add_record add;
};

/* Reads the columns of a call to update() and counts their rows; `unit` is the name of the unit, as
 * ptvpy_take_unit takes it. None, or NULL with an exception. */
PyObject *ptvpy_records_update(PyObject *self, const struct records_table *table,
                               PyObject *const *objects, PyObject *unit, const void *context);

#endif
