/* SPDX-License-Identifier: MIT */
#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "values.h"

struct record {
    PyObject_HEAD const struct record_class *class;
    _Alignas(int64_t) _Alignas(double) char values[]; /* the library's struct */
};

static void *values_of(PyObject *self) {
    return ((struct record *)(void *)self)->values;
}

static const struct record_class *class_of(PyObject *self) {
    return ((struct record *)(void *)self)->class;
}

/* All classes, so that a type finds its own. */
enum { CLASSES = 64 };
static const struct record_class *classes[CLASSES];
static size_t n_classes;

static const struct record_class *find_class(const PyTypeObject *type) {
    for (size_t i = 0; i < n_classes; i++)
        if (*classes[i]->type == type)
            return classes[i];
    PyErr_SetString(PyExc_TypeError, "the class is no record");
    return NULL;
}

static struct record *allocate(const struct record_class *class) {
    allocfunc alloc = (allocfunc)PyType_GetSlot(*class->type, Py_tp_alloc);
    struct record *self = (struct record *)(void *)alloc(*class->type, 0);
    if (self)
        self->class = class;
    return self;
}

PyObject *ptvpy_record_new(const struct record_class *class, const void *values) {
    struct record *self = allocate(class);
    if (self)
        memcpy(self->values, values, class->size);
    return (PyObject *)self;
}

PyObject *ptvpy_record_list(const struct record_class *class, const void *array, size_t n) {
    PyObject *list = PyList_New((Py_ssize_t)n);
    for (size_t i = 0; list && i < n; i++) {
        PyObject *record = ptvpy_record_new(class, (const char *)array + i * class->size);
        if (!record || PyList_SetItem(list, (Py_ssize_t)i, record) < 0)
            Py_CLEAR(list);
    }
    return list;
}

const void *ptvpy_record_values(PyObject *object, const struct record_class *class,
                                const char *what) {
    if (Py_TYPE(object) == *class->type)
        return values_of(object);
    PyErr_Format(PyExc_TypeError, "%s: a %s is wanted, not %R", what, class->name, object);
    return NULL;
}

/* Whether a field is None where it is not given, and not 0. */
static bool can_be_none(enum field_kind kind) {
    return kind == FIELD_INSTANT || kind == FIELD_DURATION || kind == FIELD_OPTIONAL ||
           kind == FIELD_KNOWN || kind == FIELD_OUTCOME;
}

static int put_nones(const struct field *fields, void *values) {
    for (; fields->name; fields++)
        if (can_be_none(fields->kind) && ptvpy_field_take(fields, Py_None, values) < 0)
            return -1;
    return 0;
}

static PyObject *new_from_keywords(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    const struct record_class *class = find_class(type);
    struct record *self = class ? allocate(class) : NULL;
    if (!self)
        return NULL;
    uint32_t size = (uint32_t) class->size;
    if (class->sized)
        memcpy(self->values, &size, sizeof size);
    if (put_nones(class->fields, self->values) < 0 ||
        ptvpy_take_arguments(class->name, args, kwargs, NULL, 0, class->fields, self->values) < 0)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

static PyObject *get(PyObject *self, void *field) {
    return ptvpy_field_give(field, values_of(self));
}

/* The fields in a dict, whatever they hold; records among them as they are, or as dicts. */
static PyObject *dict_of(PyObject *self, bool deep) {
    PyObject *dict = PyDict_New();
    for (const struct field *field = class_of(self)->fields; dict && field->name; field++) {
        PyObject *value = ptvpy_field_give_any(field, values_of(self));
        if (value && deep && field->kind == FIELD_RECORD)
            ptvpy_set(&value, dict_of(value, true));
        if (!value || PyDict_SetItemString(dict, field->name, value) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(value);
    }
    return dict;
}

static PyObject *as_dict(PyObject *self, PyObject *unused) {
    (void)unused;
    return dict_of(self, true);
}

/* What pickle and copy make an equal record of: they call the class with its fields. */
static PyObject *new_arguments(PyObject *self, PyObject *unused) {
    (void)unused;
    PyObject *fields = dict_of(self, false);
    return fields ? Py_BuildValue("()N", fields) : NULL;
}

static bool is_time(enum field_kind kind) {
    return kind == FIELD_INSTANT || kind == FIELD_DURATION;
}

/* A value as repr shows it: floats short, for the eye; the attributes have all digits. */
static PyObject *short_text(const struct field *field, PyObject *value) {
    if (is_time(field->kind) && PyLong_Check(value))
        return PyUnicode_FromFormat("%S ms", value);
    if (field->kind != FIELD_DOUBLE)
        return PyObject_Repr(value);
    char *text = PyOS_double_to_string(PyFloat_AsDouble(value), 'g', 6, 0, NULL);
    PyObject *result = text ? PyUnicode_FromString(text) : PyErr_NoMemory();
    PyMem_Free(text);
    return result;
}

static PyObject *repr(PyObject *self) {
    const struct record_class *class = class_of(self);
    PyObject *text = PyUnicode_FromFormat("%s(", strrchr(class->name, '.') + 1);
    const char *separator = "";
    for (const struct field *field = class->fields; text && field->name; field++) {
        if (field->note == FIELD_NOT_SHOWN)
            continue;
        PyObject *value = ptvpy_field_give_any(field, values_of(self));
        PyObject *shown = value ? short_text(field, value) : NULL;
        ptvpy_set(&text,
                  shown ? PyUnicode_FromFormat("%U%s%s=%U", text, separator, field->name, shown)
                        : NULL);
        separator = ", ";
        Py_XDECREF(shown);
        Py_XDECREF(value);
    }
    if (text)
        ptvpy_set(&text, PyUnicode_FromFormat("%U)", text));
    return text;
}

/* Equal figures, bit for bit: so a NaN equals itself, and a copy its original. */
static PyObject *compare(PyObject *self, PyObject *other, int operation) {
    if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(self) != Py_TYPE(other))
        Py_RETURN_NOTIMPLEMENTED;
    bool equal = memcmp(values_of(self), values_of(other), class_of(self)->size) == 0;
    return PyBool_FromLong(equal == (operation == Py_EQ));
}

static Py_hash_t hash(PyObject *self) {
    Py_hash_t value = (Py_hash_t)ptv_key_hash(values_of(self), class_of(self)->size);
    return value == -1 ? -2 : value;
}

static PyObject *number(PyObject *self) {
    return PyFloat_FromDouble(class_of(self)->number(values_of(self)));
}

static PyMethodDef common[] = {
    {"as_dict", as_dict, METH_NOARGS,
     "as_dict($self, /)\n--\n\n"
     "The fields in a dict; those that are records as dicts themselves.\n\n"
     "A time that no timedelta and no datetime holds, for which the attribute raises "
     "OverflowError,\n"
     "is an int of ms, as every argument takes it."},
    {"__getnewargs_ex__", new_arguments, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static size_t n_fields(const struct field *fields) {
    size_t n = 0;
    while (fields[n].name)
        n++;
    return n;
}

static size_t n_methods(const PyMethodDef *methods) {
    size_t n = 0;
    while (methods && methods[n].ml_name)
        n++;
    return n;
}

/* Types live as long as the process, and so does what they point to. */
static PyTypeObject *make_type(PyObject *module, const struct record_class *class) {
    size_t n = n_fields(class->fields), own = n_methods(class->methods);
    PyGetSetDef *getters = calloc(n + 1, sizeof *getters);
    PyMethodDef *methods = calloc(own + sizeof common / sizeof common[0], sizeof *methods);
    if (!getters || !methods) {
        free(getters);
        free(methods);
        PyErr_NoMemory();
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        const struct field *field = &class->fields[i];
        getters[i] = (PyGetSetDef){field->name, get, NULL, field->doc, (void *)(uintptr_t)field};
    }
    if (own > 0)
        memcpy(methods, class->methods, own * sizeof *methods);
    memcpy(methods + own, common, sizeof common);
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)(uintptr_t) class->doc},
        {Py_tp_new, (void *)(uintptr_t)new_from_keywords},
        {Py_tp_dealloc, (void *)(uintptr_t)dealloc},
        {Py_tp_repr, (void *)(uintptr_t)repr},
        {Py_tp_richcompare, (void *)(uintptr_t)compare},
        {Py_tp_hash, (void *)(uintptr_t)hash},
        {Py_tp_getset, getters},
        {Py_tp_methods, methods},
        {class->number ? Py_nb_float : 0, (void *)(uintptr_t)(class->number ? number : NULL)},
        {0, NULL},
    };
    PyType_Spec spec = {class->name, (int)(sizeof(struct record) + class->size), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    return (PyTypeObject *)(void *)PyType_FromModuleAndSpec(module, &spec, NULL);
}

int ptvpy_add_records(PyObject *module, const struct record_class *const *added) {
    for (; *added; added++) {
        const struct record_class *class = *added;
        if (n_classes == CLASSES) {
            PyErr_SetString(PyExc_SystemError, "too many classes of records");
            return -1;
        }
        *class->type = make_type(module, class);
        if (!*class->type || PyModule_AddType(module, *class->type) < 0)
            return -1;
        classes[n_classes++] = class;
    }
    return 0;
}
