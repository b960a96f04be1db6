/* SPDX-License-Identifier: MIT */
#include "column_source.h"

#include <stdlib.h>
#include <string.h>

#include "values.h"

/* ---- what is read as what */

static const char *const meaning_names[] = {
    [COLUMN_NUMBERS] = "numbers",     [COLUMN_INTEGERS] = "whole numbers",
    [COLUMN_TRUTHS] = "outcomes",     [COLUMN_INSTANTS] = "instants",
    [COLUMN_MOMENTS] = "instants",    [COLUMN_PERIODS] = "numbers of periods or dates",
    [COLUMN_DURATIONS] = "durations", [COLUMN_KEYS] = "keys",
    [COLUMN_GROUPS] = "keys",
};

static const char *const family_names[] = {
    [FAMILY_NOTHING] = "nothing",     [FAMILY_BOOLEANS] = "booleans",
    [FAMILY_WHOLE] = "whole numbers", [FAMILY_REALS] = "floating-point numbers",
    [FAMILY_STRINGS] = "strings",     [FAMILY_TIMESTAMPS] = "timestamps",
    [FAMILY_DATES] = "dates",         [FAMILY_DURATIONS] = "durations",
    [FAMILY_OTHER] = "another type",
};

static bool is_key(enum column_meaning meaning) {
    return meaning == COLUMN_KEYS || meaning == COLUMN_GROUPS;
}

static bool is_read_as(enum column_family family, enum column_meaning meaning) {
    switch (family) {
    case FAMILY_NOTHING:
        return true;
    case FAMILY_BOOLEANS:
        return meaning == COLUMN_INTEGERS || meaning == COLUMN_TRUTHS || meaning == COLUMN_GROUPS;
    case FAMILY_WHOLE:
        return true;
    case FAMILY_REALS:
        return !is_key(meaning);
    case FAMILY_STRINGS:
        return is_key(meaning);
    case FAMILY_TIMESTAMPS:
        return meaning == COLUMN_INSTANTS || meaning == COLUMN_MOMENTS;
    case FAMILY_DATES:
        return meaning == COLUMN_INSTANTS || meaning == COLUMN_MOMENTS || meaning == COLUMN_PERIODS;
    case FAMILY_DURATIONS:
        return meaning == COLUMN_DURATIONS;
    default:
        return false;
    }
}

int ptvpy_column_refuse(PyObject *message) {
    ptvpy_raise(PTV_ERR_COLUMN, message);
    return -1;
}

/* Refuses a column for its type. Numbers with a point are mostly pandas' whole numbers with missing
 * rows. */
static int refuse_type(const struct column *column, enum column_family family) {
    bool points = family == FAMILY_REALS && is_key(column->how.meaning);
    return ptvpy_column_refuse(PyUnicode_FromFormat(
        "%s: a column of %s cannot be read as %s%s", column->how.name, column->type,
        meaning_names[column->how.meaning],
        points ? "; make them whole numbers, such as by .astype('Int64')" : ""));
}

int ptvpy_column_suits(struct column *column, enum column_family family, const char *kind,
                       const char *format, const char *what) {
    PyOS_snprintf(column->type, sizeof column->type, "%s '%.40s' (%s)", kind, format,
                  what ? what : family_names[family]);
    column->family = family;
    return is_read_as(family, column->how.meaning) ? 0 : refuse_type(column, family);
}

/* ---- open columns */

PyObject *ptvpy_attribute_if_any(PyObject *object, const char *name) {
    PyObject *attribute = PyObject_GetAttrString(object, name);
    if (!attribute && PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_Clear();
    return attribute;
}

void *ptvpy_column_data(struct column *column, const struct column_source *source, size_t size) {
    column->data = calloc(1, size);
    column->source = source;
    if (!column->data)
        PyErr_NoMemory();
    return column->data;
}

/* Objects that can be iterated, and are no column all the same: a single key is not one. */
static bool is_no_column(PyObject *object, enum column_meaning meaning) {
    return PyUnicode_Check(object) || PyDict_Check(object) ||
           (is_key(meaning) && PyBytes_Check(object));
}

static int refuse_object(PyObject *object, const struct column_reading *how) {
    char wanted[40];
    PyOS_snprintf(wanted, sizeof wanted, "a column of %s", meaning_names[how->meaning]);
    return ptvpy_wrong_type(how->name, wanted, object);
}

static int open_any(struct column *column, PyObject *object) {
    static int (*const attempts[])(struct column *, PyObject *) = {
        ptvpy_open_arrow,       ptvpy_open_numpy, ptvpy_open_buffer,
        ptvpy_open_convertible, ptvpy_open_items,
    };
    if (PyList_CheckExact(object) || PyTuple_CheckExact(object))
        return ptvpy_open_items(column, object);
    int opened = 0;
    for (size_t i = 0; opened == 0 && i < sizeof attempts / sizeof attempts[0]; i++)
        opened = attempts[i](column, object);
    return opened == 0 ? refuse_object(object, &column->how) : opened;
}

struct column *ptvpy_column_open(PyObject *object, const struct column_reading *how) {
    if (is_no_column(object, how->meaning)) {
        refuse_object(object, how);
        return NULL;
    }
    struct column *column = calloc(1, sizeof *column);
    if (!column) {
        PyErr_NoMemory();
        return NULL;
    }
    column->how = *how;
    if (open_any(column, object) <= 0) {
        ptvpy_column_close(column);
        return NULL;
    }
    return column;
}

int ptvpy_column_next(struct column *column, ptv_column *chunk) {
    column->rows += column->chunk.n;
    column->chunk.n = 0;
    int more = column->source->next(column);
    *chunk = column->chunk;
    return more;
}

void ptvpy_column_close(struct column *column) {
    if (column && column->data) {
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        column->source->release(column->data);
        free(column->data);
        PyErr_Restore(type, value, traceback);
    }
    free(column);
}

/* What is wrong with a row that the library cannot read. */
static const char *fault(const struct column *column) {
    switch (column->how.meaning) {
    case COLUMN_NUMBERS:
    case COLUMN_INTEGERS:
    case COLUMN_TRUTHS:
    case COLUMN_PERIODS:
        return "no whole number of 64 bits";
    case COLUMN_INSTANTS:
    case COLUMN_MOMENTS:
        return "no instant of 64 bits";
    default:
        return "a value that is not there";
    }
}

bool ptvpy_column_failed(const struct column *column, ptv_status status, size_t row) {
    if (status >= 0)
        return false;
    if (status == PTV_ERR_COLUMN)
        refuse_type(column, FAMILY_OTHER);
    else if (status == PTV_ERR_ARGUMENT && row != SIZE_MAX)
        ptvpy_raise(status,
                    PyUnicode_FromFormat("%s, row %llu: %s", column->how.name,
                                         (unsigned long long)(column->rows + row), fault(column)));
    else
        ptvpy_failed(status, column->how.name);
    return true;
}

/* ---- whole columns as arrays */

typedef ptv_status (*convert_function)(const ptv_column *column, size_t from, size_t n,
                                       int64_t *out, size_t *row);

struct array {
    int64_t *values;
    size_t n, capacity;
    bool dates, others; /* whether there were dates, and other values */
};

/* Dates and what is none are not read together: to the others, a zone may mean something. */
static int check_dates(const struct column *column, const ptv_column *chunk, struct array *array) {
    bool dates = column->family == FAMILY_DATES;
    array->dates = array->dates || dates;
    array->others = array->others || (!dates && chunk->type != PTV_COLUMN_NULL);
    if (!array->dates || !array->others)
        return 0;
    PyErr_Format(PyExc_TypeError, "%s, row %llu: dates and other values are mixed",
                 column->how.name, (unsigned long long)column->rows);
    return -1;
}

/* Makes room for more values. */
static int lengthen(struct array *array, uint64_t more) {
    if (array->values && more <= array->capacity - array->n)
        return 0;
    size_t capacity = 2 * array->capacity;
    if (capacity - array->n < more)
        capacity = array->n + (size_t)more;
    if (capacity == 0)
        capacity = 1;
    int64_t *values = more > PY_SSIZE_T_MAX / (2 * sizeof *values)
                          ? NULL
                          : realloc(array->values, capacity * sizeof *values);
    if (!values) {
        PyErr_NoMemory();
        return -1;
    }
    array->values = values;
    array->capacity = capacity;
    return 0;
}

static int convert_chunk(const struct column *column, const ptv_column *chunk,
                         convert_function convert, struct array *array) {
    if (check_dates(column, chunk, array) < 0 || lengthen(array, chunk->n) < 0)
        return -1;
    size_t row = SIZE_MAX, n = (size_t)chunk->n;
    PyThreadState *thread = n >= COLUMN_LONG ? PyEval_SaveThread() : NULL;
    ptv_status status = convert(chunk, 0, n, array->values + array->n, &row);
    if (thread)
        PyEval_RestoreThread(thread);
    array->n += n;
    return ptvpy_column_failed(column, status, row) ? -1 : 0;
}

static ptv_status convert_keys(const ptv_column *column, size_t from, size_t n, int64_t *out,
                               size_t *row) {
    return ptv_column_keys(column, from, n, (uint64_t *)out, row);
}

static convert_function function_of(const struct column *column) {
    switch (column->how.meaning) {
    case COLUMN_INSTANTS:
    case COLUMN_MOMENTS:
        return ptv_column_instants;
    case COLUMN_PERIODS:
        return column->family == FAMILY_DATES ? ptv_column_instants : ptv_column_integers;
    case COLUMN_DURATIONS:
        return ptv_column_durations;
    case COLUMN_KEYS:
    case COLUMN_GROUPS:
        return convert_keys;
    default:
        return ptv_column_integers;
    }
}

int64_t *ptvpy_column_array(PyObject *object, const struct column_reading *how, size_t *n,
                            bool *dates) {
    struct array array = {NULL, 0, 0, false, false};
    struct column *column = ptvpy_column_open(object, how);
    int more = column ? lengthen(&array, 0) : -1;
    ptv_column chunk;
    while (more >= 0 && (more = ptvpy_column_next(column, &chunk)) > 0)
        more = convert_chunk(column, &chunk, function_of(column), &array);
    ptvpy_column_close(column);
    *n = array.n;
    if (dates)
        *dates = array.dates;
    if (more == 0)
        return array.values;
    free(array.values);
    return NULL;
}

/* ---- units */

int ptvpy_take_unit(PyObject *value, struct column_unit *unit) {
    static const struct {
        const char *name;
        struct column_unit unit;
    } units[] = {
        {"ns", {1, 1000000}}, {"us", {1, 1000}},   {"ms", {1, 1}},       {"s", {1000, 1}},
        {"min", {60000, 1}},  {"h", {3600000, 1}}, {"d", {86400000, 1}},
    };
    unit->num = unit->den = 1;
    if (!value || value == Py_None)
        return 0;
    for (size_t i = 0; PyUnicode_Check(value) && i < sizeof units / sizeof units[0]; i++) {
        if (PyUnicode_CompareWithASCIIString(value, units[i].name) != 0)
            continue;
        *unit = units[i].unit;
        return 0;
    }
    PyErr_Format(PyUnicode_Check(value) ? PyExc_ValueError : PyExc_TypeError,
                 "unit: 'ns', 'us', 'ms', 's', 'min', 'h' or 'd' is wanted, not %R", value);
    return -1;
}
