/* SPDX-License-Identifier: MIT */
/* Columns from Python's buffer protocol: array, memoryview, bytes, ctypes, arrays of NumPy. */
#include "column_source.h"

#include <stdlib.h>
#include <string.h>

struct buffer {
    Py_buffer values, mask; /* obj NULL: not held */
    void *copy;             /* of the values, or NULL */
    ptv_column column;
    bool given;
};

static int next(struct column *column) {
    struct buffer *buffer = column->data;
    if (buffer->given)
        return 0;
    buffer->given = true;
    column->chunk = buffer->column;
    return 1;
}

static void release(void *data) {
    struct buffer *buffer = data;
    PyBuffer_Release(&buffer->values);
    PyBuffer_Release(&buffer->mask);
    free(buffer->copy);
}

static const struct column_source source = {next, release};

/* The type for numbers of so many bytes; 0: there is none. */
static int32_t type_of_size(const int32_t types[4], Py_ssize_t size) {
    switch (size) {
    case 1:
        return types[0];
    case 2:
        return types[1];
    case 4:
        return types[2];
    case 8:
        return types[3];
    default:
        return 0;
    }
}

static const int32_t signed_types[] = {PTV_COLUMN_I8, PTV_COLUMN_I16, PTV_COLUMN_I32,
                                       PTV_COLUMN_I64};
static const int32_t unsigned_types[] = {PTV_COLUMN_U8, PTV_COLUMN_U16, PTV_COLUMN_U32,
                                         PTV_COLUMN_U64};
static const int32_t real_types[] = {0, PTV_COLUMN_F16, PTV_COLUMN_F32, PTV_COLUMN_F64};

/* The type of values in the notation of Python's struct, without the byte order. The letter says
 * what they are, and the size of one how wide. */
static enum column_family read_format(const char *format, Py_ssize_t size, ptv_column *column) {
    column->type = 0;
    const char *letter = format + strspn(format, "0123456789");
    bool one = letter == format, last = letter[0] && !letter[1];
    enum column_family family = FAMILY_OTHER;
    if (one && last && strchr("bhilqn", letter[0])) {
        family = FAMILY_WHOLE;
        column->type = type_of_size(signed_types, size);
    } else if (one && last && strchr("BHILQN", letter[0])) {
        family = FAMILY_WHOLE;
        column->type = type_of_size(unsigned_types, size);
    } else if (one && last && strchr("efd", letter[0])) {
        family = FAMILY_REALS;
        column->type = type_of_size(real_types, size);
    } else if (one && last && letter[0] == '?') {
        family = FAMILY_BOOLEANS;
        column->type = PTV_COLUMN_BOOL;
    } else if (last && strchr("cs", letter[0])) {
        family = FAMILY_STRINGS;
        column->type = PTV_COLUMN_FIXED_BYTES;
        column->width = size;
    } else if (last && letter[0] == 'w') {
        family = FAMILY_STRINGS;
        column->type = PTV_COLUMN_FIXED_UCS4;
        column->width = size / 4;
    }
    return column->type > 0 ? family : FAMILY_OTHER;
}

/* Whether a format has its numbers in the other byte order; steps over what says so. */
static bool is_swapped(const char **format) {
    if (!**format || !strchr("@=<>!", **format))
        return false;
    char order = *(*format)++;
    return PY_LITTLE_ENDIAN ? order == '>' || order == '!' : order == '<';
}

/* Where one value stands for all rows (a stride of 0), it is repeated: the library's columns, where
 * 0 means one value beside the other, have no such thing. */
static int spread(struct buffer *buffer, ptv_column *column) {
    const Py_buffer *view = &buffer->values;
    if (column->stride != 0 || column->n < 2 || view->itemsize == 0)
        return 0;
    buffer->copy = malloc((size_t)view->len);
    if (!buffer->copy)
        return PyErr_NoMemory(), -1;
    column->values = buffer->copy;
    return PyBuffer_ToContiguous(buffer->copy, view, view->len, 'C');
}

static int describe(struct column *column, const struct buffer_time *time) {
    struct buffer *buffer = column->data;
    const Py_buffer *view = &buffer->values;
    ptv_column described = PTV_COLUMN_INIT;
    if (view->ndim != 1)
        return ptvpy_column_refuse(
            PyUnicode_FromFormat("%s: an array of %d dimensions is no column; pass one column",
                                 column->how.name, view->ndim));
    const char *format = view->format ? view->format : "B", *letters = format;
    described.swapped = is_swapped(&letters);
    enum column_family family = read_format(letters, view->itemsize, &described);
    described.values = view->buf;
    described.n = (uint64_t)view->shape[0];
    described.stride = view->strides ? view->strides[0] : view->itemsize;
    described.missing = buffer->mask.buf;
    described.unit_num = time ? time->unit_num : column->how.unit.num;
    described.unit_den = time ? time->unit_den : column->how.unit.den;
    if (spread(buffer, &described) < 0)
        return -1;
    buffer->column = described;
    if (time) /* what the values are was said already */
        return 0;
    return ptvpy_column_suits(column, family, "buffer format", format, NULL);
}

int ptvpy_open_masked_buffer(struct column *column, PyObject *values, PyObject *mask,
                             const struct buffer_time *time) {
    struct buffer *buffer = ptvpy_column_data(column, &source, sizeof *buffer);
    if (!buffer || PyObject_GetBuffer(values, &buffer->values, PyBUF_RECORDS_RO) < 0)
        return -1;
    if (mask && PyObject_GetBuffer(mask, &buffer->mask, PyBUF_SIMPLE) < 0)
        return -1;
    if (describe(column, time) < 0)
        return -1;
    if (mask && buffer->mask.len != buffer->values.shape[0]) {
        PyErr_Format(PyExc_ValueError, "%s: the mask is of another length", column->how.name);
        return -1;
    }
    return 1;
}

/* Whether an object lends a buffer of values: not where it has none to lend, or one of references
 * to objects, which are then taken one by one. 1, 0, or -1 with an exception. */
static int lends(PyObject *object) {
    Py_buffer view;
    if (!PyObject_CheckBuffer(object))
        return 0;
    if (PyObject_GetBuffer(object, &view, PyBUF_RECORDS_RO) < 0) {
        if (!PyErr_ExceptionMatches(PyExc_ValueError) && !PyErr_ExceptionMatches(PyExc_BufferError))
            return -1;
        PyErr_Clear();
        return 0;
    }
    bool references = view.format && strcmp(view.format, "O") == 0;
    PyBuffer_Release(&view);
    return !references;
}

int ptvpy_open_buffer(struct column *column, PyObject *object) {
    int opened = lends(object);
    return opened > 0 ? ptvpy_open_masked_buffer(column, object, NULL, NULL) : opened;
}
