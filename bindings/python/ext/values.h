/* SPDX-License-Identifier: MIT */
/* Single values between Python and C: counts, times, keys. Who takes sets Python's exception and
 * returns -1 on what it cannot take; who gives returns a new reference, or NULL. */
#ifndef VALUES_H
#define VALUES_H

#include "binding.h"

/* Loads Python's datetime classes; 0 or -1. */
int ptvpy_prepare_values(void);

/* Puts another object, or NULL, in the place of one; takes the reference. */
void ptvpy_set(PyObject **place, PyObject *object);

/* What a value is, as far as its type's name tells: so that nothing need be imported for it. */
enum value_kind {
    VALUE_OTHER,
    VALUE_MISSING,   /* None, pandas.NA, NaT, numpy.ma.masked */
    VALUE_TRUTH,     /* a boolean, of Python or NumPy */
    VALUE_NUMPY_TIME /* numpy.datetime64 or timedelta64; NumPy's own NaT is one, too */
};

enum value_kind ptvpy_value_kind(PyObject *value);

/* Whether a value of data is missing: VALUE_MISSING, or NaN. */
bool ptvpy_is_missing(PyObject *value);

/* Sets the TypeError "what: wanted is wanted, not 'type'"; returns -1. */
int ptvpy_wrong_type(const char *what, const char *wanted, PyObject *value);

/* The items of an iterable, a tuple; a new reference. */
PyObject *ptvpy_take_items(PyObject *value, const char *what);

/* A whole number: an int, or what has __index__. `what` names it in the message. */
int ptvpy_take_i64(PyObject *value, const char *what, int64_t *out);
int ptvpy_take_i32(PyObject *value, const char *what, int32_t *out);
int ptvpy_take_u32(PyObject *value, const char *what, uint32_t *out);
int ptvpy_take_count(PyObject *value, const char *what, uint64_t *out);
int ptvpy_take_double(PyObject *value, const char *what, double *out);

/* An answer to a question: a whole number as it is, ANSWER_MISSING, and ANSWER_OTHER for any other
 * number, which is on no scale. */
#define ANSWER_MISSING INT32_MIN
#define ANSWER_OTHER   INT32_MAX
int ptvpy_take_answer(PyObject *value, const char *what, int32_t *out);

/* A boolean, of Python or NumPy, or 0 or 1; nothing else has a truth here. */
int ptvpy_take_truth(PyObject *value, const char *what, int32_t *out);

/* An instant: an aware datetime, rounded down to ms, or an int of ms since the epoch; one of
 * NumPy's is UTC; what is missing is PTV_TIME_NONE. */
int ptvpy_take_instant(PyObject *value, const char *what, int64_t *out);

/* What a clock on the wall shows: a naive datetime, as ms since 1970-01-01 00:00 on it, rounded
 * down; `fold` is 1 for the second of two equal ones. */
int ptvpy_take_local(PyObject *value, const char *what, int64_t *out, int64_t *fold);

/* A date without a time of day, by its midnight of UTC in ms since the epoch: 1; 0 where the value
 * is none, nor is a datetime; -1 with an exception. */
int ptvpy_take_date(PyObject *value, int64_t *midnight);

/* A duration: a timedelta, or a number of ms, rounded to whole ms, half to even; what is missing is
 * PTV_TIME_NONE, what is infinite or beyond 64 bits is -1, which every metric rejects. */
int ptvpy_take_duration(PyObject *value, const char *what, int64_t *out);
/* The same, where numbers are of units of so many ms, as in a column of that unit. */
int ptvpy_take_duration_in(PyObject *value, const char *what, int32_t unit_ms, int64_t *out);

/* A span of time in ms, with fractions: a timedelta, or a number of ms; whatever number it is. */
int ptvpy_take_span(PyObject *value, const char *what, double *out);

/* A key: an int is its own, str and bytes are hashed; what is missing is PTV_KEY_NONE. */
int ptvpy_take_key(PyObject *value, const char *what, uint64_t *out);

/* An aware datetime in UTC, or None. This and the following set an OverflowError for what is beyond
 * the class. */
PyObject *ptvpy_give_instant(int64_t instant);
/* The same in the time zone of another datetime (UTC, where that is a plain number). */
PyObject *ptvpy_give_instant_like(int64_t instant, PyObject *like);
/* A naive datetime; `fold` as above. */
PyObject *ptvpy_give_local(int64_t local, int64_t fold);
/* The date of a midnight of UTC. */
PyObject *ptvpy_give_date(int64_t midnight);
/* A timedelta, or None. */
PyObject *ptvpy_give_duration(int64_t ms);
/* A timedelta of a figure in ms, rounded to microseconds; None for NaN and infinities. */
PyObject *ptvpy_give_duration_of(double ms);

#endif
