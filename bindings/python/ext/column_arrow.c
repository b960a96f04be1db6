/* SPDX-License-Identifier: MIT */
/* Columns that come through Arrow's C data interface, in PyCapsules. */
#include "column_source.h"

#include <errno.h>
#include <string.h>

struct arrow {
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowArrayStream stream; /* release NULL: there is the one array only */
    ptv_column dictionary;
    bool given;
};

static void release_array(struct arrow *arrow) {
    if (arrow->array.release)
        arrow->array.release(&arrow->array);
    arrow->array.release = NULL;
}

static void release(void *data) {
    struct arrow *arrow = data;
    release_array(arrow);
    if (arrow->schema.release)
        arrow->schema.release(&arrow->schema);
    if (arrow->stream.release)
        arrow->stream.release(&arrow->stream);
}

/* ---- types */

/* What a format is of; where it is not of a column of values, `what` says so in words. */
static enum column_family family_of(const char *format, const char **what) {
    static const struct {
        const char *start;
        enum column_family family;
        const char *what;
    } formats[] = {
        {"n", FAMILY_NOTHING, NULL},
        {"b", FAMILY_BOOLEANS, NULL},
        {"vu", FAMILY_STRINGS, NULL},
        {"vz", FAMILY_STRINGS, "binary"},
        {"td", FAMILY_DATES, NULL},
        {"ts", FAMILY_TIMESTAMPS, NULL},
        {"tD", FAMILY_DURATIONS, NULL},
        {"tt", FAMILY_OTHER, "times of day"},
        {"ti", FAMILY_OTHER, "calendar intervals"},
        {"d:", FAMILY_OTHER, "decimals"},
        {"w:", FAMILY_OTHER, "binary of a fixed size"},
        {"+s", FAMILY_OTHER, "a table"},
        {"+m", FAMILY_OTHER, "maps"},
        {"+u", FAMILY_OTHER, "unions"},
        {"+r", FAMILY_OTHER, "run-end encoded"},
        {"+", FAMILY_OTHER, "lists"},
    };
    *what = NULL;
    if (format[0] && !format[1] && strchr("cCsSiIlL", format[0]))
        return FAMILY_WHOLE;
    if (format[0] && !format[1] && strchr("efg", format[0]))
        return FAMILY_REALS;
    if (format[0] && !format[1] && strchr("uUzZ", format[0]))
        return FAMILY_STRINGS;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strncmp(format, formats[i].start, strlen(formats[i].start)) != 0)
            continue;
        *what = formats[i].what;
        return formats[i].family;
    }
    return FAMILY_OTHER;
}

static const char *read_length(const char *at, int32_t *length) {
    memcpy(length, at, sizeof *length);
    return at + sizeof *length;
}

/* The name of an extension, which gives a meaning of its own to the values: its length, and where
 * it is in the metadata, which are lengths and texts in turn; NULL: there is none. */
static const char *extension_of(const struct ArrowSchema *schema, int32_t *length) {
    static const char wanted[] = "ARROW:extension:name";
    int32_t pairs = 0, key_length;
    const char *at = schema->metadata ? read_length(schema->metadata, &pairs) : NULL;
    for (int32_t i = 0; i < pairs; i++) {
        const char *key = read_length(at, &key_length);
        const char *value = read_length(key + key_length, length);
        if ((size_t)key_length == strlen(wanted) && memcmp(key, wanted, strlen(wanted)) == 0)
            return value;
        at = value + *length;
    }
    return NULL;
}

/* Numbers of an extension are not what they seem: months since 1970, say. Text is text. */
static int check_extension(struct column *column, const struct ArrowSchema *schema,
                           enum column_family family) {
    int32_t length;
    const char *extension = family == FAMILY_STRINGS ? NULL : extension_of(schema, &length);
    if (!extension)
        return 0;
    char name[64];
    PyOS_snprintf(name, sizeof name, "%.*s", (int)length, extension);
    return ptvpy_column_suits(column, FAMILY_OTHER, "Arrow extension", name, "its own type");
}

/* Whether the column of a type can be read as what is wanted: 0 or -1. */
static int check_type(struct column *column, const struct ArrowSchema *schema) {
    const struct ArrowSchema *values = schema->dictionary ? schema->dictionary : schema;
    const char *format = values->format ? values->format : "", *what;
    enum column_family family = family_of(format, &what);
    if (strcmp(format, "+s") == 0)
        return ptvpy_column_refuse(
            PyUnicode_FromFormat("%s: a table is no column; pass one column", column->how.name));
    if (check_extension(column, schema, family) < 0)
        return -1;
    return ptvpy_column_suits(column, family, "Arrow format", format, what);
}

/* ---- chunks */

/* Plain numbers are in the unit that the caller says. */
static void set_unit(const struct column *column, ptv_column *values) {
    if (values->unit_num != 0)
        return;
    values->unit_num = column->how.unit.num;
    values->unit_den = column->how.unit.den;
}

/* Makes the array that is held the current chunk: 1 or -1. */
static int give_array(struct column *column) {
    struct arrow *arrow = column->data;
    ptv_column chunk = PTV_COLUMN_INIT;
    arrow->dictionary = chunk;
    ptv_status status = ptv_arrow_column(&arrow->schema, &arrow->array, &chunk, &arrow->dictionary);
    if (status == PTV_ERR_ARGUMENT || status == PTV_ERR_NULL) {
        PyErr_Format(PyExc_ValueError, "%s: the array does not fit its type, %s", column->how.name,
                     column->type);
        return -1;
    }
    if (ptvpy_column_failed(column, status, SIZE_MAX))
        return -1;
    set_unit(column, &chunk);
    set_unit(column, &arrow->dictionary);
    column->chunk = chunk;
    return 1;
}

/* What a stream answered as an exception. */
static int stream_failed(const struct column *column, struct ArrowArrayStream *stream, int error) {
    const char *message = stream->get_last_error(stream);
    PyObject *class = error == EINVAL   ? PyExc_ValueError
                      : error == ENOMEM ? PyExc_MemoryError
                      : error == ENOSYS ? PyExc_NotImplementedError
                                        : PyExc_OSError;
    PyErr_Format(class, "%s: the Arrow stream failed: %s", column->how.name,
                 message ? message : strerror(error));
    return -1;
}

/* A producer may compute for long, and may want the GIL in threads of its own. */
static int next_of_stream(struct column *column) {
    struct arrow *arrow = column->data;
    release_array(arrow);
    PyThreadState *thread = PyEval_SaveThread();
    int error = arrow->stream.get_next(&arrow->stream, &arrow->array);
    PyEval_RestoreThread(thread);
    if (error != 0) {
        arrow->array.release = NULL;
        return stream_failed(column, &arrow->stream, error);
    }
    return arrow->array.release ? give_array(column) : 0;
}

static int next(struct column *column) {
    struct arrow *arrow = column->data;
    if (arrow->stream.release)
        return next_of_stream(column);
    if (arrow->given)
        return 0;
    arrow->given = true;
    return give_array(column);
}

static const struct column_source source = {next, release};

/* ---- capsules */

/* What is in a capsule; NULL with an exception. */
static void *contents(const struct column *column, PyObject *capsule, const char *name) {
    if (capsule && PyCapsule_IsValid(capsule, name))
        return PyCapsule_GetPointer(capsule, name);
    PyErr_Format(PyExc_TypeError, "%s: the object's Arrow interface gave no capsule '%s'",
                 column->how.name, name);
    return NULL;
}

static int consumed(const struct column *column) {
    PyErr_Format(PyExc_ValueError, "%s: the Arrow capsule was consumed before", column->how.name);
    return -1;
}

/* Takes over what is in the capsules of an array: their contents count as released then. */
static int take_array(struct column *column, PyObject *capsules) {
    struct arrow *arrow = column->data;
    bool two = PyTuple_Check(capsules) && PyTuple_Size(capsules) == 2;
    struct ArrowSchema *schema =
        contents(column, two ? PyTuple_GetItem(capsules, 0) : NULL, "arrow_schema");
    struct ArrowArray *array =
        schema ? contents(column, PyTuple_GetItem(capsules, 1), "arrow_array") : NULL;
    if (!array)
        return -1;
    if (!schema->release || !array->release)
        return consumed(column);
    arrow->schema = *schema;
    schema->release = NULL;
    arrow->array = *array;
    array->release = NULL;
    return check_type(column, &arrow->schema) < 0 ? -1 : 1;
}

static int incomplete(const struct column *column) {
    PyErr_Format(PyExc_ValueError, "%s: the Arrow stream is incomplete", column->how.name);
    return -1;
}

static int take_stream(struct column *column, PyObject *capsule) {
    struct arrow *arrow = column->data;
    struct ArrowArrayStream *stream = contents(column, capsule, "arrow_array_stream");
    if (!stream)
        return -1;
    if (!stream->release)
        return consumed(column);
    if (!stream->get_schema || !stream->get_next || !stream->get_last_error)
        return incomplete(column);
    arrow->stream = *stream;
    stream->release = NULL;
    PyThreadState *thread = PyEval_SaveThread();
    int error = arrow->stream.get_schema(&arrow->stream, &arrow->schema);
    PyEval_RestoreThread(thread);
    if (error != 0) {
        arrow->schema.release = NULL;
        return stream_failed(column, &arrow->stream, error);
    }
    if (!arrow->schema.release)
        return incomplete(column);
    return check_type(column, &arrow->schema) < 0 ? -1 : 1;
}

/* Opens a column by a method that gives capsules, if the object has it; not by one that wants a
 * package which is not there. */
static int open_by(struct column *column, PyObject *object, const char *method,
                   int (*take)(struct column *column, PyObject *capsules)) {
    PyObject *give = ptvpy_attribute_if_any(object, method);
    if (!give)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *capsules = PyObject_CallFunctionObjArgs(give, Py_None, NULL); /* as it is */
    Py_DECREF(give);
    if (!capsules) {
        if (!PyErr_ExceptionMatches(PyExc_ImportError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    int opened =
        ptvpy_column_data(column, &source, sizeof(struct arrow)) ? take(column, capsules) : -1;
    Py_DECREF(capsules);
    return opened;
}

int ptvpy_open_arrow(struct column *column, PyObject *object) {
    int objects = ptvpy_holds_objects(object);
    if (objects != 0)
        return objects < 0 ? -1 : 0;
    int opened = open_by(column, object, "__arrow_c_array__", take_array);
    return opened == 0 ? open_by(column, object, "__arrow_c_stream__", take_stream) : opened;
}
