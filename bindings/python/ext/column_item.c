/* SPDX-License-Identifier: MIT */
#include "column_item.h"

#include <math.h>

#include "values.h"

/* Who takes an item answers 1; 0 if it is of another kind, or of one that is not wanted; -1 with an
 * exception. `where` names the row in messages. */

static bool is_time(enum column_meaning meaning) {
    return meaning == COLUMN_INSTANTS || meaning == COLUMN_MOMENTS || meaning == COLUMN_DURATIONS;
}

static bool is_key(enum column_meaning meaning) {
    return meaning == COLUMN_KEYS || meaning == COLUMN_GROUPS;
}

/* What is of no type that is wanted is refused in the words of this file. */
static int no_type_error(void) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return -1;
    PyErr_Clear();
    return 0;
}

static int missing(struct item *item) {
    item->kind = ITEM_MISSING;
    return 1;
}

static int take_real(double number, struct item *item) {
    item->kind = number != number ? ITEM_MISSING : ITEM_REAL;
    item->real = number;
    return 1;
}

static int take_truth(PyObject *value, enum column_meaning meaning, struct item *item) {
    int truth = PyObject_IsTrue(value);
    if (truth < 0)
        return -1;
    bool number = meaning == COLUMN_INTEGERS || meaning == COLUMN_TRUTHS;
    item->kind = number ? ITEM_WHOLE : ITEM_TRUTH;
    item->whole = truth;
    return number || meaning == COLUMN_GROUPS;
}

/* An int beyond int64_t. What is beyond 64 bits cannot be a key, and as a number is as good as its
 * double. */
static int take_huge(PyObject *number, const char *where, enum column_meaning meaning,
                     struct item *item) {
    item->kind = ITEM_BEYOND;
    item->beyond = PyLong_AsUnsignedLongLong(number);
    if (item->beyond != UINT64_MAX || !PyErr_Occurred())
        return 1;
    PyErr_Clear();
    if (is_key(meaning)) {
        PyErr_Format(PyExc_OverflowError, "%s: %R is out of range", where, number);
        return -1;
    }
    double real = PyLong_AsDouble(number);
    if (real == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        real = HUGE_VAL;
    }
    return take_real(real, item);
}

static int take_whole(PyObject *number, const char *where, enum column_meaning meaning,
                      struct item *item) {
    int overflow;
    item->kind = ITEM_WHOLE;
    item->whole = PyLong_AsLongLongAndOverflow(number, &overflow);
    if (item->whole == -1 && PyErr_Occurred())
        return -1;
    if (overflow)
        return take_huge(number, where, meaning, item);
    return 1;
}

static int take_text(PyObject *value, struct item *item) {
    char *bytes;
    item->kind = ITEM_TEXT;
    if (PyUnicode_Check(value)) {
        item->text = PyUnicode_AsUTF8AndSize(value, &item->len);
        return item->text ? 1 : -1;
    }
    if (!PyBytes_Check(value))
        return 0;
    int failed = PyBytes_AsStringAndSize(value, &bytes, &item->len);
    item->text = bytes;
    return failed < 0 ? -1 : 1;
}

/* A time of NumPy's, in its own unit. */
static int take_numpy_time(PyObject *value, const char *where, enum column_meaning meaning,
                           struct item *item) {
    item->kind = ITEM_MS;
    return ptvpy_take_numpy_time(value, where,
                                 meaning == COLUMN_DURATIONS ? FAMILY_DURATIONS : FAMILY_TIMESTAMPS,
                                 &item->whole);
}

/* A time of Python's own. */
static int take_time(enum column_meaning meaning, const char *where, PyObject *value,
                     struct item *item) {
    item->kind = ITEM_MS;
    int failed = meaning == COLUMN_DURATIONS ? ptvpy_take_duration(value, where, &item->whole)
                                             : ptvpy_take_instant(value, where, &item->whole);
    return failed < 0 ? no_type_error() : 1;
}

/* A date, where one is wanted. */
static int take_date(enum column_meaning meaning, PyObject *value, struct item *item) {
    item->kind = ITEM_DATE;
    if (meaning != COLUMN_MOMENTS && meaning != COLUMN_PERIODS)
        return 0;
    return ptvpy_take_date(value, &item->whole);
}

/* A number of another package's: of NumPy, decimal, fractions. */
static int take_number(PyObject *value, const char *where, enum column_meaning meaning,
                       struct item *item) {
    if (PyIndex_Check(value)) {
        PyObject *number = PyNumber_Index(value);
        int taken = number ? take_whole(number, where, meaning, item) : no_type_error();
        Py_XDECREF(number);
        return taken;
    }
    double number = PyFloat_AsDouble(value);
    return number == -1 && PyErr_Occurred() ? no_type_error() : take_real(number, item);
}

/* An object of no class of Python's own numbers and texts. */
static int take_other(enum column_meaning meaning, const char *where, PyObject *value,
                      struct item *item) {
    switch (ptvpy_value_kind(value)) {
    case VALUE_MISSING:
        return missing(item);
    case VALUE_TRUTH:
        return take_truth(value, meaning, item);
    case VALUE_NUMPY_TIME:
        return is_time(meaning) ? take_numpy_time(value, where, meaning, item) : 0;
    default:
        if (PyNumber_Check(value))
            return take_number(value, where, meaning, item);
        int taken = take_date(meaning, value, item);
        return taken == 0 && is_time(meaning) ? take_time(meaning, where, value, item) : taken;
    }
}

static int take_any(const struct column *column, const char *where, PyObject *value,
                    struct item *item) {
    enum column_meaning meaning = column->how.meaning;
    if (value == Py_None)
        return missing(item);
    if (PyBool_Check(value))
        return take_truth(value, meaning, item);
    if (PyLong_Check(value))
        return take_whole(value, where, meaning, item);
    if (PyFloat_Check(value))
        return take_real(PyFloat_AsDouble(value), item);
    int taken = is_key(meaning) ? take_text(value, item) : 0;
    return taken != 0 ? taken : take_other(meaning, where, value, item);
}

static int refuse(const struct column *column, const char *where, PyObject *value) {
    static const char *const wanted[] = {
        [COLUMN_NUMBERS] = "a number or None",
        [COLUMN_INTEGERS] = "a whole number or None",
        [COLUMN_TRUTHS] = "a bool, a number or None",
        [COLUMN_INSTANTS] = "an aware datetime, a number or None",
        [COLUMN_MOMENTS] = "an aware datetime, a date, a number or None",
        [COLUMN_PERIODS] = "a whole number, a date or None",
        [COLUMN_DURATIONS] = "a timedelta, a number or None",
        [COLUMN_KEYS] = "an int, a str, bytes or None",
        [COLUMN_GROUPS] = "an int, a bool, a str, bytes or None",
    };
    return ptvpy_wrong_type(where, wanted[column->how.meaning], value);
}

static int take_here(const struct column *column, const char *where, PyObject *value,
                     struct item *item) {
    enum column_meaning meaning = column->how.meaning;
    int taken = take_any(column, where, value, item);
    if (taken == 0 || (taken > 0 && item->kind == ITEM_REAL && is_key(meaning)))
        return refuse(column, where, value);
    return taken;
}

/* Takes an item; where that fails, once more, so that the message names the row: to have the name
 * ready for each would cost more than most items do. */
int ptvpy_item_take(const struct column *column, uint64_t row, PyObject *value, struct item *item) {
    if (take_here(column, column->how.name, value, item) > 0)
        return 0;
    if (!PyErr_ExceptionMatches(PyExc_TypeError) && !PyErr_ExceptionMatches(PyExc_ValueError) &&
        !PyErr_ExceptionMatches(PyExc_OverflowError))
        return -1;
    PyErr_Clear();
    char where[120];
    PyOS_snprintf(where, sizeof where, "%.80s, row %llu", column->how.name,
                  (unsigned long long)row);
    return take_here(column, where, value, item) > 0 ? 0 : -1;
}
