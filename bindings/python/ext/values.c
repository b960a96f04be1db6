/* SPDX-License-Identifier: MIT */
#include "values.h"

#include <string.h>

#include "column_source.h"

#define MS_PER_DAY INT64_C(86400000)

static PyObject *date_class, *datetime_class, *timedelta_class, *utc, *epoch;

/* Names of attributes that are read of every time: looked up by the object, not by the text. */
static struct {
    const char *text;
    PyObject *object;
} names[] = {
    {"days", NULL}, {"seconds", NULL}, {"microseconds", NULL}, {"fold", NULL}, {"utcoffset", NULL},
};

enum { DAYS, SECONDS, MICROSECONDS, FOLD, UTCOFFSET, NAMES };

static int prepare_names(void) {
    for (int i = 0; i < NAMES; i++) {
        names[i].object = PyUnicode_InternFromString(names[i].text);
        if (!names[i].object)
            return -1;
    }
    return 0;
}

int ptvpy_prepare_values(void) {
    if (prepare_names() < 0)
        return -1;
    PyObject *module = PyImport_ImportModule("datetime");
    if (!module)
        return -1;
    date_class = PyObject_GetAttrString(module, "date");
    datetime_class = PyObject_GetAttrString(module, "datetime");
    timedelta_class = PyObject_GetAttrString(module, "timedelta");
    PyObject *timezone_class = PyObject_GetAttrString(module, "timezone");
    if (timezone_class)
        utc = PyObject_GetAttrString(timezone_class, "utc");
    if (datetime_class && utc)
        epoch = PyObject_CallFunction(datetime_class, "iiiiiiiO", 1970, 1, 1, 0, 0, 0, 0, utc);
    Py_XDECREF(timezone_class);
    Py_DECREF(module);
    return date_class && timedelta_class && epoch ? 0 : -1;
}

void ptvpy_set(PyObject **place, PyObject *object) {
    PyObject *old = *place;
    *place = object;
    Py_XDECREF(old);
}

int ptvpy_wrong_type(const char *what, const char *wanted, PyObject *value) {
    PyObject *name = PyType_GetName(Py_TYPE(value));
    if (name)
        PyErr_Format(PyExc_TypeError, "%s: %s is wanted, not '%U'", what, wanted, name);
    Py_XDECREF(name);
    return -1;
}

PyObject *ptvpy_take_items(PyObject *value, const char *what) {
    PyObject *iterator = PyObject_GetIter(value);
    PyObject *items = iterator ? PySequence_Tuple(iterator) : NULL;
    if (!iterator && PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        ptvpy_wrong_type(what, "a sequence", value);
    }
    Py_XDECREF(iterator);
    return items;
}

/* ---- kinds */

/* The kind of a type, from its name. */
static enum value_kind kind_of_type(PyTypeObject *type) {
    static const struct {
        const char *name;
        enum value_kind kind;
    } kinds[] = {
        {"NoneType", VALUE_MISSING},
        {"NAType", VALUE_MISSING},
        {"NaTType", VALUE_MISSING},
        {"MaskedConstant", VALUE_MISSING},
        {"bool", VALUE_TRUTH},
        {"bool_", VALUE_TRUTH},
        {"datetime64", VALUE_NUMPY_TIME},
        {"timedelta64", VALUE_NUMPY_TIME},
    };
    PyObject *name = PyType_GetName(type);
    enum value_kind kind = VALUE_OTHER;
    for (size_t i = 0; name && i < sizeof kinds / sizeof kinds[0]; i++)
        if (PyUnicode_CompareWithASCIIString(name, kinds[i].name) == 0)
            kind = kinds[i].kind;
    Py_XDECREF(name);
    PyErr_Clear();
    return kind;
}

/* Kinds of the types that came last, by where the type lies; it is held, so that no other type can
 * come to lie there. */
enum { KNOWN = 32 };
static struct {
    PyObject *type;
    enum value_kind kind;
} known[KNOWN];

enum value_kind ptvpy_value_kind(PyObject *value) {
    PyObject *type = (PyObject *)Py_TYPE(value);
    size_t place = ((uintptr_t)type >> 4) % KNOWN;
    if (known[place].type != type) {
        known[place].kind = kind_of_type(Py_TYPE(value));
        ptvpy_set(&known[place].type, Py_NewRef(type));
    }
    return known[place].kind;
}

/* NaN of whatever class: of float, of NumPy's, of decimal's. */
static bool is_nan(PyObject *value) {
    if (!PyFloat_Check(value) && (PyIndex_Check(value) || !PyNumber_Check(value)))
        return false;
    double number = PyFloat_AsDouble(value);
    PyErr_Clear();
    return number != number;
}

bool ptvpy_is_missing(PyObject *value) {
    enum value_kind kind = ptvpy_value_kind(value);
    return kind == VALUE_MISSING || (kind == VALUE_OTHER && is_nan(value));
}

/* ---- numbers */

/* The value as an int of Python; a new reference. */
static PyObject *whole(PyObject *value, const char *what) {
    PyObject *number = PyIndex_Check(value) ? PyNumber_Index(value) : NULL;
    if (!number && !PyErr_Occurred())
        ptvpy_wrong_type(what, "a whole number", value);
    return number;
}

static int out_of_range(const char *what, PyObject *number) {
    PyErr_Format(PyExc_OverflowError, "%s: %R is out of range", what, number);
    return -1;
}

static int in_range(PyObject *value, const char *what, int64_t lowest, int64_t highest,
                    int64_t *out) {
    PyObject *number = whole(value, what);
    if (!number)
        return -1;
    int overflow = 0;
    int64_t result = PyLong_AsLongLongAndOverflow(number, &overflow);
    if (overflow || result < lowest || result > highest)
        out_of_range(what, number);
    else
        *out = result;
    Py_DECREF(number);
    return PyErr_Occurred() ? -1 : 0;
}

int ptvpy_take_i64(PyObject *value, const char *what, int64_t *out) {
    return in_range(value, what, INT64_MIN, INT64_MAX, out);
}

int ptvpy_take_i32(PyObject *value, const char *what, int32_t *out) {
    int64_t number = 0;
    if (in_range(value, what, INT32_MIN, INT32_MAX, &number) < 0)
        return -1;
    *out = (int32_t)number;
    return 0;
}

int ptvpy_take_u32(PyObject *value, const char *what, uint32_t *out) {
    int64_t number = 0;
    if (in_range(value, what, 0, UINT32_MAX, &number) < 0)
        return -1;
    *out = (uint32_t)number;
    return 0;
}

int ptvpy_take_count(PyObject *value, const char *what, uint64_t *out) {
    PyObject *number = whole(value, what);
    if (!number)
        return -1;
    uint64_t result = PyLong_AsUnsignedLongLong(number);
    bool wrong = result == UINT64_MAX && PyErr_Occurred();
    if (wrong) {
        PyErr_Clear();
        out_of_range(what, number);
    } else {
        *out = result;
    }
    Py_DECREF(number);
    return wrong ? -1 : 0;
}

int ptvpy_take_double(PyObject *value, const char *what, double *out) {
    double number = PyFloat_AsDouble(value);
    if (number == -1.0 && PyErr_Occurred())
        return PyErr_ExceptionMatches(PyExc_TypeError)
                   ? (PyErr_Clear(), ptvpy_wrong_type(what, "a number", value))
                   : -1;
    *out = number;
    return 0;
}

static int32_t answer_of_double(double number) {
    if (number != number)
        return ANSWER_MISSING;
    bool whole = number > INT32_MIN && number < INT32_MAX && number == (double)(int32_t)number;
    return whole ? (int32_t)number : ANSWER_OTHER;
}

/* Of an int of Python, which cannot fail. */
static int32_t answer_of_int(PyObject *number) {
    int overflow;
    long value = PyLong_AsLongAndOverflow(number, &overflow);
    return !overflow && value > INT32_MIN && value < INT32_MAX ? (int32_t)value : ANSWER_OTHER;
}

static int take_any_answer(PyObject *value, const char *what, int32_t *out) {
    enum value_kind kind = ptvpy_value_kind(value);
    *out = ANSWER_MISSING;
    if (kind == VALUE_MISSING)
        return 0;
    if (kind == VALUE_TRUTH)
        return ptvpy_wrong_type(what, "a number", value);
    if (PyIndex_Check(value)) {
        PyObject *number = whole(value, what);
        if (number)
            *out = answer_of_int(number);
        Py_XDECREF(number);
        return number ? 0 : -1;
    }
    double number;
    if (ptvpy_take_double(value, what, &number) < 0)
        return -1;
    *out = answer_of_double(number);
    return 0;
}

int ptvpy_take_answer(PyObject *value, const char *what, int32_t *out) {
    if (PyLong_CheckExact(value))
        *out = answer_of_int(value);
    else if (value == Py_None)
        *out = ANSWER_MISSING;
    else if (PyFloat_CheckExact(value))
        *out = answer_of_double(PyFloat_AsDouble(value));
    else
        return take_any_answer(value, what, out);
    return 0;
}

int ptvpy_take_truth(PyObject *value, const char *what, int32_t *out) {
    if (ptvpy_value_kind(value) == VALUE_TRUTH) {
        int truth = PyObject_IsTrue(value);
        *out = truth > 0;
        return truth < 0 ? -1 : 0;
    }
    if (!PyIndex_Check(value))
        return ptvpy_wrong_type(what, "True or False", value);
    int64_t number;
    if (in_range(value, what, INT64_MIN, INT64_MAX, &number) < 0)
        return -1;
    if (number != 0 && number != 1) {
        PyErr_Format(PyExc_ValueError, "%s: %R is neither 0 nor 1", what, value);
        return -1;
    }
    *out = (int32_t)number;
    return 0;
}

/* ---- times */

/* A whole number of 32 bits that an attribute holds: a class that is derived from one of Python's
 * may say anything. */
static int attribute(PyObject *value, int name, int64_t *out) {
    int32_t part = 0;
    PyObject *number = PyObject_GetAttr(value, names[name].object);
    int result = number ? ptvpy_take_i32(number, names[name].text, &part) : -1;
    Py_XDECREF(number);
    *out = part;
    return result;
}

/* Whole ms of a timedelta and the microseconds beyond, 0..999. */
static int split(PyObject *timedelta, int64_t *ms, int64_t *us) {
    int64_t days, seconds, micros;
    if (attribute(timedelta, DAYS, &days) < 0 || attribute(timedelta, SECONDS, &seconds) < 0 ||
        attribute(timedelta, MICROSECONDS, &micros) < 0)
        return -1;
    *ms = days * MS_PER_DAY + seconds * 1000 + micros / 1000;
    *us = micros % 1000;
    return 0;
}

/* date.toordinal() of 1970-01-01. */
#define EPOCH_ORDINAL 719163

int ptvpy_take_date(PyObject *value, int64_t *midnight) {
    int is_date = PyObject_IsInstance(value, date_class);
    if (is_date > 0 && PyObject_IsInstance(value, datetime_class))
        is_date = 0;
    if (is_date <= 0)
        return is_date;
    int32_t since_year_1 = 0;
    PyObject *ordinal = PyObject_CallMethod(value, "toordinal", NULL);
    int failed = ordinal ? ptvpy_take_i32(ordinal, "toordinal()", &since_year_1) : -1;
    Py_XDECREF(ordinal);
    *midnight = ((int64_t)since_year_1 - EPOCH_ORDINAL) * MS_PER_DAY;
    return failed < 0 ? -1 : 1;
}

PyObject *ptvpy_give_date(int64_t midnight) {
    PyObject *date = PyObject_CallMethod(date_class, "fromordinal", "L",
                                         (long long)(midnight / MS_PER_DAY) + EPOCH_ORDINAL);
    if (!date &&
        (PyErr_ExceptionMatches(PyExc_ValueError) || PyErr_ExceptionMatches(PyExc_OverflowError)))
        PyErr_Format(PyExc_OverflowError, "%lld ms since the epoch is beyond what a date holds",
                     (long long)midnight);
    return date;
}

/* What is wrong with a datetime that has no distance from the epoch, for which an exception is set:
 * that of a naive one does not say what to do. */
static int no_instant(PyObject *datetime, const char *what) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return -1;
    PyErr_Clear();
    PyObject *offset = PyObject_CallMethodObjArgs(datetime, names[UTCOFFSET].object, NULL);
    if (offset == Py_None)
        PyErr_Format(PyExc_ValueError,
                     "%s: the datetime is naive; give it a time zone, such as tzinfo=timezone.utc",
                     what);
    else if (offset)
        PyErr_Format(PyExc_TypeError, "%s: %R is no instant", what, datetime);
    Py_XDECREF(offset);
    return -1;
}

static int instant_of_datetime(PyObject *datetime, const char *what, int64_t *out) {
    PyObject *since = PyNumber_Subtract(datetime, epoch);
    if (!since)
        return no_instant(datetime, what);
    int64_t us;
    int result = split(since, out, &us);
    Py_DECREF(since);
    return result;
}

/* One of NumPy's, or of a class derived from Python's, or a number of another class. */
static int take_any_instant(PyObject *value, const char *what, int64_t *out) {
    enum value_kind kind = ptvpy_value_kind(value);
    int taken = kind == VALUE_NUMPY_TIME
                    ? ptvpy_take_numpy_time(value, what, FAMILY_TIMESTAMPS, out)
                    : PyObject_IsInstance(value, datetime_class);
    if (taken < 0)
        return -1;
    if (taken > 0)
        return kind == VALUE_NUMPY_TIME ? 0 : instant_of_datetime(value, what, out);
    if (kind == VALUE_OTHER && PyIndex_Check(value))
        return ptvpy_take_i64(value, what, out);
    return ptvpy_wrong_type(what, "an aware datetime, or ms since the epoch", value);
}

static bool is_exactly(PyObject *value, PyObject *class) {
    return (PyObject *)Py_TYPE(value) == class;
}

int ptvpy_take_instant(PyObject *value, const char *what, int64_t *out) {
    if (PyLong_CheckExact(value))
        return ptvpy_take_i64(value, what, out);
    if (is_exactly(value, datetime_class))
        return instant_of_datetime(value, what, out);
    *out = PTV_TIME_NONE;
    return ptvpy_is_missing(value) ? 0 : take_any_instant(value, what, out);
}

/* The datetime with another value of one attribute; a new reference. */
static PyObject *replace(PyObject *datetime, const char *name, PyObject *value) {
    PyObject *method = PyObject_GetAttrString(datetime, "replace");
    PyObject *args = method ? PyTuple_New(0) : NULL;
    PyObject *kwargs = args ? Py_BuildValue("{s:O}", name, value) : NULL;
    PyObject *result = kwargs ? PyObject_Call(method, args, kwargs) : NULL;
    Py_XDECREF(kwargs);
    Py_XDECREF(args);
    Py_XDECREF(method);
    return result;
}

/* 0, or -1 with an exception where the value is no datetime without a time zone. */
static int check_naive(PyObject *value, const char *what) {
    int is_datetime = PyObject_IsInstance(value, datetime_class);
    if (is_datetime <= 0)
        return is_datetime < 0 ? -1 : ptvpy_wrong_type(what, "a naive datetime", value);
    PyObject *zone = PyObject_GetAttrString(value, "tzinfo");
    if (zone && zone != Py_None)
        PyErr_Format(PyExc_ValueError, "%s: a naive datetime is wanted, not one in %R", what, zone);
    Py_XDECREF(zone);
    return zone == Py_None ? 0 : -1;
}

int ptvpy_take_local(PyObject *value, const char *what, int64_t *out, int64_t *fold) {
    if (check_naive(value, what) < 0)
        return -1;
    PyObject *as_if_utc = attribute(value, FOLD, fold) < 0 ? NULL : replace(value, "tzinfo", utc);
    int result = as_if_utc ? ptvpy_take_instant(as_if_utc, what, out) : -1;
    Py_XDECREF(as_if_utc);
    return result;
}

/* Numbers as a column of them holds them: one rule for both, the library's. */
static int duration_of(const void *number, int32_t type, int32_t unit_ms, int64_t *out) {
    ptv_column column = PTV_COLUMN_INIT;
    column.values = number;
    column.type = type;
    column.n = 1;
    column.unit_num = unit_ms;
    column.unit_den = 1;
    return ptvpy_failed(ptv_column_durations(&column, 0, 1, out, NULL), NULL) ? -1 : 0;
}

static int duration_of_int(PyObject *value, const char *what, int32_t unit_ms, int64_t *out) {
    int64_t number;
    if (ptvpy_take_i64(value, what, &number) == 0) {
        *out = number;
        return unit_ms == 1 ? 0 : duration_of(&number, PTV_COLUMN_I64, unit_ms, out);
    }
    if (!PyErr_ExceptionMatches(PyExc_OverflowError))
        return -1;
    PyErr_Clear();
    *out = -1;
    return 0;
}

static int duration_of_timedelta(PyObject *timedelta, int64_t *out) {
    int64_t us;
    if (split(timedelta, out, &us) < 0)
        return -1;
    if (*out >= 0) /* what is below 0 stays so, as in a column */
        *out += us > 500 || (us == 500 && (*out & 1));
    return 0;
}

static int no_duration(PyObject *value, const char *what, int32_t unit_ms) {
    return ptvpy_wrong_type(
        what, unit_ms == 1 ? "a timedelta, or a number of ms" : "a timedelta, or a number of units",
        value);
}

static int take_any_duration(PyObject *value, const char *what, int32_t unit_ms, int64_t *out) {
    enum value_kind kind = ptvpy_value_kind(value);
    int taken = kind == VALUE_NUMPY_TIME ? ptvpy_take_numpy_time(value, what, FAMILY_DURATIONS, out)
                                         : PyObject_IsInstance(value, timedelta_class);
    if (taken < 0)
        return -1;
    if (taken > 0)
        return kind == VALUE_NUMPY_TIME ? 0 : duration_of_timedelta(value, out);
    if (kind != VALUE_OTHER)
        return no_duration(value, what, unit_ms);
    if (PyIndex_Check(value))
        return duration_of_int(value, what, unit_ms, out);
    double number;
    if (ptvpy_take_double(value, what, &number) == 0)
        return duration_of(&number, PTV_COLUMN_F64, unit_ms, out);
    if (!PyErr_ExceptionMatches(PyExc_TypeError))
        return -1;
    PyErr_Clear();
    return no_duration(value, what, unit_ms);
}

int ptvpy_take_duration_in(PyObject *value, const char *what, int32_t unit_ms, int64_t *out) {
    if (PyLong_CheckExact(value))
        return duration_of_int(value, what, unit_ms, out);
    if (is_exactly(value, timedelta_class))
        return duration_of_timedelta(value, out);
    *out = PTV_TIME_NONE;
    return ptvpy_value_kind(value) == VALUE_MISSING ? 0
                                                    : take_any_duration(value, what, unit_ms, out);
}

int ptvpy_take_duration(PyObject *value, const char *what, int64_t *out) {
    return ptvpy_take_duration_in(value, what, 1, out);
}

int ptvpy_take_span(PyObject *value, const char *what, double *out) {
    int is_timedelta = PyObject_IsInstance(value, timedelta_class);
    if (is_timedelta < 0)
        return -1;
    if (is_timedelta) {
        int64_t ms, us;
        if (split(value, &ms, &us) < 0)
            return -1;
        *out = (double)ms + (double)us / 1000;
        return 0;
    }
    if (ptvpy_take_double(value, what, out) == 0)
        return 0;
    if (PyErr_ExceptionMatches(PyExc_TypeError)) {
        PyErr_Clear();
        ptvpy_wrong_type(what, "a timedelta, or a number of ms", value);
    }
    return -1;
}

/* ---- keys */

static int key_of_text(PyObject *text, uint64_t *out) {
    Py_ssize_t len;
    const char *utf8 = PyUnicode_AsUTF8AndSize(text, &len);
    if (utf8)
        *out = ptv_key_hash(utf8, (size_t)len);
    return utf8 ? 0 : -1;
}

static int key_of_bytes(PyObject *object, uint64_t *out) {
    char *bytes;
    Py_ssize_t len;
    if (PyBytes_AsStringAndSize(object, &bytes, &len) < 0)
        return -1;
    *out = ptv_key_hash(bytes, (size_t)len);
    return 0;
}

static int key_of_int(PyObject *value, const char *what, uint64_t *out) {
    int64_t number;
    if (ptvpy_take_i64(value, what, &number) == 0) {
        *out = (uint64_t)number;
        return 0;
    }
    if (!PyErr_ExceptionMatches(PyExc_OverflowError))
        return -1;
    PyErr_Clear();
    return ptvpy_take_count(value, what, out);
}

int ptvpy_take_key(PyObject *value, const char *what, uint64_t *out) {
    if (PyUnicode_Check(value))
        return key_of_text(value, out);
    if (PyLong_CheckExact(value))
        return key_of_int(value, what, out);
    if (PyBytes_Check(value))
        return key_of_bytes(value, out);
    *out = PTV_KEY_NONE;
    if (ptvpy_is_missing(value))
        return 0;
    if (PyIndex_Check(value) && ptvpy_value_kind(value) == VALUE_OTHER)
        return key_of_int(value, what, out);
    return ptvpy_wrong_type(what, "an int, str or bytes", value);
}

/* ---- what is given */

PyObject *ptvpy_give_duration(int64_t ms) {
    if (ms == PTV_TIME_NONE)
        Py_RETURN_NONE;
    int64_t days = ms / MS_PER_DAY, rest = ms % MS_PER_DAY;
    return PyObject_CallFunction(timedelta_class, "LiL", (long long)days, 0,
                                 (long long)rest * 1000);
}

PyObject *ptvpy_give_duration_of(double ms) {
    if (ms != ms || ms - ms != 0)
        Py_RETURN_NONE;
    PyObject *timedelta = PyObject_CallFunction(timedelta_class, "iiid", 0, 0, 0, ms);
    if (!timedelta && PyErr_ExceptionMatches(PyExc_OverflowError)) {
        PyObject *number = PyFloat_FromDouble(ms);
        if (number)
            PyErr_Format(PyExc_OverflowError, "%R ms is beyond what a timedelta holds", number);
        Py_XDECREF(number);
    }
    return timedelta;
}

PyObject *ptvpy_give_instant(int64_t instant) {
    PyObject *since = ptvpy_give_duration(instant);
    if (!since || since == Py_None)
        return since;
    PyObject *result = PyNumber_Add(epoch, since);
    Py_DECREF(since);
    return result;
}

PyObject *ptvpy_give_instant_like(int64_t instant, PyObject *like) {
    PyObject *result = ptvpy_give_instant(instant);
    if (!result || result == Py_None || PyIndex_Check(like))
        return result;
    PyObject *zone = PyObject_GetAttrString(like, "tzinfo");
    PyObject *local = zone ? PyObject_CallMethod(result, "astimezone", "O", zone) : NULL;
    Py_XDECREF(zone);
    Py_DECREF(result);
    return local;
}

PyObject *ptvpy_give_local(int64_t local, int64_t fold) {
    PyObject *as_if_utc = ptvpy_give_instant(local);
    PyObject *naive = as_if_utc ? replace(as_if_utc, "tzinfo", Py_None) : NULL;
    Py_XDECREF(as_if_utc);
    PyObject *number = naive && fold ? PyLong_FromLongLong(fold) : NULL;
    if (number)
        ptvpy_set(&naive, replace(naive, "fold", number));
    Py_XDECREF(number);
    return naive;
}
