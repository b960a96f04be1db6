/* SPDX-License-Identifier: MIT */
/* Columns of Python: from whatever holds values, chunk by chunk as the library reads them. Tried in
 * this order: Arrow's C data interface (__arrow_c_array__, __arrow_c_stream__), NumPy's arrays,
 * masked ones and those of datetime64 and timedelta64 among them, the buffer protocol, what turns
 * into an array of NumPy (pandas without Arrow, __array__), and at last any iterable, whose items
 * are copied. Bytes are a buffer of numbers from 0 to 255, but a single key where keys are wanted;
 * a str and a dict are no columns. Instants without a zone are UTC in columns of a type of their
 * own, and refused as objects of Python's. */
#ifndef COLUMN_H
#define COLUMN_H

#include "binding.h"

/* What a column is read as; it decides what the values may be, and the messages. None, NaN,
 * pandas.NA, NaT and numpy.ma.masked are missing in all of them. */
enum column_meaning {
    COLUMN_NUMBERS,   /* scores, amounts: numbers */
    COLUMN_INTEGERS,  /* counts, codes, flags: whole numbers, or booleans as 0 and 1 */
    COLUMN_TRUTHS,    /* outcomes: booleans, or numbers, of which 0 and 1 tell something */
    COLUMN_INSTANTS,  /* aware datetimes, or numbers in `unit` since the epoch */
    COLUMN_MOMENTS,   /* the same; or dates, of which it is the midnight of UTC */
    COLUMN_PERIODS,   /* whole numbers; or dates, likewise */
    COLUMN_DURATIONS, /* timedeltas, or numbers in `unit` */
    COLUMN_KEYS,      /* ints, str, bytes */
    COLUMN_GROUPS     /* the same, or booleans */
};

/* What plain numbers that are times are in, num / den ms; both 0: ms. */
struct column_unit {
    int32_t num, den;
};

struct column_reading {
    const char *name; /* of the argument, for messages */
    enum column_meaning meaning;
    struct column_unit unit;
};

struct column; /* an open column */

/* Opens a column; NULL with an exception that names what cannot be read. */
struct column *ptvpy_column_open(PyObject *object, const struct column_reading *how);

/* The next chunk, valid until the next call: 1; 0 at the end; -1 with an exception. */
int ptvpy_column_next(struct column *column, ptv_column *chunk);

/* Closes a column; NULL is fine. Leaves an exception that is set as it is. */
void ptvpy_column_close(struct column *column);

/* Whether a reading of a chunk failed; then an exception is set, which names the column, its format
 * where that is the fault, and the row, counted over all chunks. */
bool ptvpy_column_failed(const struct column *column, ptv_status status, size_t row);

/* A whole column as an array of what it means: whole numbers, times in ms or keys, which are the
 * same bits; to be given back by free(); NULL with an exception. An empty column gives an array as
 * well. `dates` says whether it is one of dates; NULL: not wanted. */
int64_t *ptvpy_column_array(PyObject *object, const struct column_reading *how, size_t *n,
                            bool *dates);

/* Takes the name of a unit ('ns', 'us', 'ms', 's', 'min', 'h', 'd'; NULL and None: ms); 0 or -1. */
int ptvpy_take_unit(PyObject *value, struct column_unit *unit);

/* Rows from which on the GIL is released while the library reads them. */
enum { COLUMN_LONG = 4096 };

#endif
