/* SPDX-License-Identifier: MIT */
#include "fields.h"

#include <string.h>

#include "record.h"
#include "values.h"

static PyObject *give_word(const struct word *words, int32_t number) {
    for (; words->text; words++)
        if (words->number == number)
            return PyUnicode_FromString(words->text);
    return PyLong_FromLong(number);
}

static PyObject *give_flags(const struct word *words, uint32_t flags) {
    PyObject *list = PyList_New(0);
    for (; list && words->text; words++) {
        if (!(flags & (uint32_t)words->number))
            continue;
        PyObject *text = PyUnicode_FromString(words->text);
        if (!text || PyList_Append(list, text) < 0)
            Py_CLEAR(list);
        Py_XDECREF(text);
    }
    PyObject *tuple = list ? PyList_AsTuple(list) : NULL;
    Py_XDECREF(list);
    return tuple;
}

static size_t element_size(enum field_kind kind) {
    return kind == FIELD_I32 ? sizeof(int32_t) : sizeof(int64_t);
}

static int32_t array_length(const struct field_array *array, const void *values) {
    if (array->length)
        return array->length(values);
    int32_t n = array->max;
    if (array->length_offset)
        memcpy(&n, (const char *)values + array->length_offset, sizeof n);
    return n;
}

/* A time; where Python has no class that holds it, an int of ms, if any class will do. */
static PyObject *give_time(const struct field *field, int64_t ms, bool any) {
    bool instant = field->kind == FIELD_INSTANT;
    PyObject *time = instant ? ptvpy_give_instant(ms) : ptvpy_give_duration(ms);
    if (time || !PyErr_ExceptionMatches(PyExc_OverflowError))
        return time;
    PyErr_Clear();
    if (any)
        return PyLong_FromLongLong(ms);
    PyErr_Format(PyExc_OverflowError, "%s: %lld ms%s is beyond what a %s holds", field->name,
                 (long long)ms, instant ? " since the epoch" : "",
                 instant ? "datetime" : "timedelta");
    return NULL;
}

static PyObject *give(const struct field *field, const void *values, bool any);

static PyObject *give_array(const struct field *field, const void *values, bool any) {
    int32_t n = array_length(field->array, values);
    PyObject *tuple = PyTuple_New(n);
    for (int32_t i = 0; tuple && i < n; i++) {
        struct field element = *field;
        element.kind = field->array->kind;
        element.offset += (size_t)i * element_size(element.kind);
        PyObject *item = give(&element, values, any);
        if (!item || PyTuple_SetItem(tuple, i, item) < 0)
            Py_CLEAR(tuple);
    }
    return tuple;
}

typedef PyObject *reference;

/* Reads a member of a type, which the offset alone does not tell. */
#define MEMBER(type) (*(const type *)(const void *)((const char *)values + field->offset))

static PyObject *give(const struct field *field, const void *values, bool any) {
    switch (field->kind) {
    case FIELD_COUNT:
    case FIELD_KEY:
        return PyLong_FromUnsignedLongLong(MEMBER(uint64_t));
    case FIELD_KNOWN:
        if (MEMBER(int32_t) == -1)
            Py_RETURN_NONE;
        return PyLong_FromLong(MEMBER(int32_t));
    case FIELD_FLAGS:
        return give_flags(field->words, MEMBER(uint32_t));
    case FIELD_OPTIONAL:
        if (MEMBER(int64_t) == INT64_MIN)
            Py_RETURN_NONE;
        return PyLong_FromLongLong(MEMBER(int64_t));
    case FIELD_I64:
        return PyLong_FromLongLong(MEMBER(int64_t));
    case FIELD_I32:
        return PyLong_FromLong(MEMBER(int32_t));
    case FIELD_U32:
        return PyLong_FromUnsignedLong(MEMBER(uint32_t));
    case FIELD_BOOL:
        return PyBool_FromLong(MEMBER(int32_t));
    case FIELD_OUTCOME:
        if (MEMBER(int32_t) == PTV_OUTCOME_EXCLUDED)
            Py_RETURN_NONE;
        return PyBool_FromLong(MEMBER(int32_t));
    case FIELD_DOUBLE:
    case FIELD_SPAN:
        return PyFloat_FromDouble(MEMBER(double));
    case FIELD_INSTANT:
    case FIELD_DURATION:
        return give_time(field, MEMBER(int64_t), any);
    case FIELD_WORD:
        return give_word(field->words, MEMBER(int32_t));
    case FIELD_METHOD:
        return PyUnicode_FromString(ptv_method_name(MEMBER(int32_t)));
    case FIELD_STATUS:
        return ptvpy_status_text(MEMBER(int32_t));
    case FIELD_OBJECT:
        return Py_NewRef(MEMBER(reference));
    case FIELD_RECORD:
        return ptvpy_record_new(field->record, (const char *)values + field->offset);
    case FIELD_ARRAY:
        return give_array(field, values, any);
    }
    return NULL;
}

PyObject *ptvpy_field_give(const struct field *field, const void *values) {
    return give(field, values, false);
}

PyObject *ptvpy_field_give_any(const struct field *field, const void *values) {
    return give(field, values, true);
}

PyObject *ptvpy_words_text(const struct word *words) {
    PyObject *list = PyUnicode_FromString("");
    for (const struct word *word = words; list && word->text; word++)
        ptvpy_set(&list,
                  PyUnicode_FromFormat("%U%s'%s'", list, word == words ? "" : ", ", word->text));
    return list;
}

/* Sets the exception: the value is none of the words, which are listed. */
static void no_such_word(const char *name, PyObject *value, PyObject *known) {
    PyErr_Format(PyExc_ValueError, "%s: %R is none of %U", name, value, known);
    Py_DECREF(known);
}

/* The text of a str; NULL of what no word and no name of ours can be. */
static const char *plain_text(PyObject *value) {
    Py_ssize_t len = 0;
    const char *text = PyUnicode_Check(value) ? PyUnicode_AsUTF8AndSize(value, &len) : NULL;
    if (text && strlen(text) == (size_t)len)
        return text;
    PyErr_Clear();
    return NULL;
}

static const struct word *find_word(PyObject *value, const struct word *words) {
    const char *text = plain_text(value);
    for (; text && words->text; words++)
        if (strcmp(words->text, text) == 0)
            return words;
    return NULL;
}

int ptvpy_take_word(PyObject *value, const char *what, const struct word *words, int32_t *out) {
    const struct word *word = find_word(value, words);
    if (word) {
        *out = word->number;
        return 0;
    }
    PyObject *known = ptvpy_words_text(words);
    if (known)
        no_such_word(what, value, known);
    return -1;
}

/* A word, or any number of them. */
static int take_flags(const struct field *field, PyObject *value, uint32_t *out) {
    PyObject *words =
        PyUnicode_Check(value) ? PyTuple_Pack(1, value) : ptvpy_take_items(value, field->name);
    if (!words)
        return -1;
    uint32_t flags = 0;
    int32_t flag = 0;
    int result = 0;
    for (Py_ssize_t i = 0; result == 0 && i < PyTuple_Size(words); i++) {
        result = ptvpy_take_word(PyTuple_GetItem(words, i), field->name, field->words, &flag);
        flags |= (uint32_t)flag;
    }
    if (result == 0)
        *out = flags;
    Py_DECREF(words);
    return result;
}

/* Numbers of methods lie below this; the library names those it knows. */
#define METHODS 100

static int take_method(PyObject *value, const char *name, int32_t *out) {
    PyObject *known = PyUnicode_FromString("");
    for (int32_t method = PTV_METHOD_DEFAULT; known && method < METHODS; method++) {
        const char *text = ptv_method_name(method);
        if (strcmp(text, "unknown") == 0)
            continue;
        if (PyUnicode_Check(value) && PyUnicode_CompareWithASCIIString(value, text) == 0) {
            *out = method;
            Py_DECREF(known);
            return 0;
        }
        ptvpy_set(&known, PyUnicode_FromFormat("%U%s'%s'", known, method ? ", " : "", text));
    }
    if (known)
        no_such_word(name, value, known);
    return -1;
}

/* The status with a name such as "ok"; the inverse of ptvpy_status_text. */
static int take_status(PyObject *value, const char *name, int32_t *out) {
    for (ptv_status status = PTV_ERR_WIRE_CONTENT; status <= PTV_UNDEFINED; status++) {
        PyObject *text = ptvpy_status_text(status);
        if (!text)
            return -1;
        bool same = PyUnicode_Check(value) && PyUnicode_Compare(value, text) == 0;
        Py_DECREF(text);
        if (same) {
            *out = status;
            return 0;
        }
    }
    PyErr_Format(PyExc_ValueError, "%s: %R is no status", name, value);
    return -1;
}

static int take_array(const struct field *field, PyObject *value, void *values) {
    PyObject *items = ptvpy_take_items(value, field->name);
    if (!items)
        return -1;
    Py_ssize_t n = PyTuple_Size(items);
    int result = 0;
    if (n > field->array->max) {
        PyErr_Format(PyExc_ValueError, "%s: at most %d are possible, not %zd", field->name,
                     field->array->max, n);
        result = -1;
    }
    for (Py_ssize_t i = 0; result == 0 && i < n; i++) {
        struct field element = *field;
        element.kind = field->array->kind;
        element.offset += (size_t)i * element_size(element.kind);
        result = ptvpy_field_take(&element, PyTuple_GetItem(items, i), values);
    }
    int32_t length = (int32_t)n;
    if (result == 0 && field->array->length_offset)
        memcpy((char *)values + field->array->length_offset, &length, sizeof length);
    Py_DECREF(items);
    return result;
}

static int take_record(const struct field *field, PyObject *value, void *into) {
    const void *values = ptvpy_record_values(value, field->record, field->name);
    if (!values)
        return -1;
    memcpy(into, values, field->record->size);
    return 0;
}

int ptvpy_field_take(const struct field *field, PyObject *value, void *values) {
    void *into = (char *)values + field->offset;
    switch (field->kind) {
    case FIELD_COUNT:
        return ptvpy_take_count(value, field->name, into);
    case FIELD_OPTIONAL:
        *(int64_t *)into = INT64_MIN;
        return ptvpy_is_missing(value) ? 0 : ptvpy_take_i64(value, field->name, into);
    case FIELD_I64:
        return ptvpy_take_i64(value, field->name, into);
    case FIELD_I32:
        return ptvpy_take_i32(value, field->name, into);
    case FIELD_U32:
        return ptvpy_take_u32(value, field->name, into);
    case FIELD_BOOL:
        return ptvpy_take_truth(value, field->name, into);
    case FIELD_OUTCOME:
        *(int32_t *)into = PTV_OUTCOME_EXCLUDED;
        return ptvpy_is_missing(value) ? 0 : ptvpy_take_truth(value, field->name, into);
    case FIELD_DOUBLE:
        return ptvpy_take_double(value, field->name, into);
    case FIELD_INSTANT:
        return ptvpy_take_instant(value, field->name, into);
    case FIELD_DURATION:
        return ptvpy_take_duration(value, field->name, into);
    case FIELD_SPAN:
        return ptvpy_take_span(value, field->name, into);
    case FIELD_WORD:
        return ptvpy_take_word(value, field->name, field->words, into);
    case FIELD_FLAGS:
        return take_flags(field, value, into);
    case FIELD_KEY:
        return ptvpy_take_key(value, field->name, into);
    case FIELD_KNOWN:
        *(int32_t *)into = -1;
        return ptvpy_is_missing(value) ? 0 : ptvpy_take_i32(value, field->name, into);
    case FIELD_METHOD:
        return take_method(value, field->name, into);
    case FIELD_STATUS:
        return take_status(value, field->name, into);
    case FIELD_OBJECT:
        *(PyObject **)into = value;
        return 0;
    case FIELD_RECORD:
        return take_record(field, value, into);
    case FIELD_ARRAY:
        return take_array(field, value, values);
    }
    return -1;
}

bool ptvpy_field_is_refused(const struct field *field, const void *values) {
    if (field->note != FIELD_NOT_0)
        return false;
    if (field->kind == FIELD_DOUBLE || field->kind == FIELD_SPAN)
        return MEMBER(double) == 0;
    bool many = field->kind == FIELD_ARRAY;
    size_t size = element_size(many ? field->array->kind : field->kind) *
                  (many ? (size_t)field->array->max : 1);
    const char *bytes = (const char *)values + field->offset;
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static void unexpected(const char *function, PyObject *name, const struct field *fields) {
    PyObject *known = PyUnicode_FromString(fields && fields->name ? "; it takes " : "");
    for (; known && fields && fields->name; fields++)
        ptvpy_set(&known,
                  PyUnicode_FromFormat("%U%s%s", known, fields->name, fields[1].name ? ", " : ""));
    if (known)
        PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%S'%U", function,
                     name, known);
    Py_XDECREF(known);
}

const struct field *ptvpy_field_find(const char *function, const struct field *fields,
                                     PyObject *name) {
    const char *text = plain_text(name);
    for (const struct field *field = fields; text && field && field->name; field++)
        if (strcmp(field->name, text) == 0)
            return field;
    unexpected(function, name, fields);
    return NULL;
}

int ptvpy_take_arguments(const char *function, PyObject *args, PyObject *kwargs,
                         PyObject **positional, Py_ssize_t n_positional, const struct field *fields,
                         void *values) {
    Py_ssize_t n = PyTuple_Size(args);
    if (n != n_positional) {
        PyErr_Format(PyExc_TypeError, "%s() takes %zd positional argument%s, not %zd", function,
                     n_positional, n_positional == 1 ? "" : "s", n);
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        positional[i] = PyTuple_GetItem(args, i);
    PyObject *name, *value;
    Py_ssize_t position = 0;
    while (kwargs && PyDict_Next(kwargs, &position, &name, &value)) {
        const struct field *field = ptvpy_field_find(function, fields, name);
        if (!field || (value != Py_None && ptvpy_field_take(field, value, values) < 0))
            return -1;
        if (value != Py_None && ptvpy_field_is_refused(field, values)) {
            ptvpy_call_failed(PTV_ERR_ARGUMENT, function, kwargs);
            return -1;
        }
    }
    return 0;
}

/* "read(confidence=2)": a call as it was written; "read()" where that cannot be told. */
static PyObject *call_text(const char *function, PyObject *kwargs) {
    PyObject *text = PyUnicode_FromFormat("%s(", function);
    PyObject *name, *value;
    Py_ssize_t position = 0;
    const char *separator = "";
    while (text && kwargs && PyDict_Next(kwargs, &position, &name, &value)) {
        ptvpy_set(&text, PyUnicode_FromFormat("%U%s%U=%R", text, separator, name, value));
        separator = ", ";
    }
    if (text)
        ptvpy_set(&text, PyUnicode_FromFormat("%U)", text));
    return text;
}

bool ptvpy_call_failed(ptv_status status, const char *function, PyObject *kwargs) {
    if (status != PTV_ERR_ARGUMENT)
        return ptvpy_failed(status, NULL);
    PyObject *text = call_text(function, kwargs);
    const char *utf8 = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
    if (utf8)
        ptvpy_failed(status, utf8);
    Py_XDECREF(text);
    return true;
}
