/* SPDX-License-Identifier: MIT */
#include "state.h"

#include <stdlib.h>
#include <string.h>

static PyTypeObject *base_type; /* postventa.State */

enum { CLASSES = 32 };
static const struct state_class *classes[CLASSES];
static size_t n_classes;

const struct state_class *ptvpy_state_class(const PyTypeObject *type) {
    for (size_t i = 0; i < n_classes; i++)
        if (*classes[i]->python == type)
            return classes[i];
    PyErr_SetString(PyExc_TypeError, "State is what all states have in common; make one of them");
    return NULL;
}

static struct state_object *object_of(PyObject *self) {
    return (struct state_object *)(void *)self;
}

PyObject *ptvpy_state_new(const struct state_class *class, void *state) {
    allocfunc alloc = (allocfunc)PyType_GetSlot(*class->python, Py_tp_alloc);
    const ptv_verbs *verbs = ptv_verbs_find(class->type);
    struct state_object *self = object_of(alloc(*class->python, 0));
    if (!self) {
        verbs->free(state);
        return NULL;
    }
    self->class = class;
    self->verbs = verbs;
    self->state = state;
    return (PyObject *)self;
}

PyObject *ptvpy_state_copy(const struct state_class *class, const void *state) {
    void *copy = NULL;
    if (ptvpy_failed(ptv_verbs_find(class->type)->copy(state, &copy), NULL))
        return NULL;
    return ptvpy_state_new(class, copy);
}

static void dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    if (object_of(self)->verbs)
        object_of(self)->verbs->free(object_of(self)->state);
    release(self);
    Py_DECREF(type);
}

void *ptvpy_state_like(PyObject *self, PyObject *other) {
    if (Py_TYPE(other) == Py_TYPE(self))
        return object_of(other)->state;
    PyErr_Format(PyExc_TypeError, "a %s is wanted, not %R", object_of(self)->class->name, other);
    return NULL;
}

/* A type that counts nothing, such as a zone, has neither reset nor merge. */
static bool counts(PyObject *self) {
    if (object_of(self)->verbs->merge)
        return true;
    PyErr_Format(PyExc_TypeError, "a %s counts nothing", object_of(self)->class->name);
    return false;
}

static PyObject *merge(PyObject *self, PyObject *other) {
    void *from = counts(self) ? ptvpy_state_like(self, other) : NULL;
    if (!from || ptvpy_failed(object_of(self)->verbs->merge(ptvpy_state(self), from), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *copy(PyObject *self, PyObject *unused) {
    (void)unused;
    return ptvpy_state_copy(object_of(self)->class, ptvpy_state(self));
}

static bool are_states(PyObject *left, PyObject *right) {
    return Py_TYPE(left) == Py_TYPE(right) && PyObject_TypeCheck(left, base_type);
}

/* What sum() begins with. */
static bool is_zero(PyObject *object) {
    return PyLong_CheckExact(object) && PyLong_AsLong(object) == 0 && !PyErr_Occurred();
}

static PyObject *add(PyObject *left, PyObject *right) {
    if (is_zero(left) && PyObject_TypeCheck(right, base_type))
        return copy(right, NULL);
    PyErr_Clear(); /* of a number that is too long */
    if (!are_states(left, right))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *sum = copy(left, NULL);
    PyObject *done = sum ? merge(sum, right) : NULL;
    if (!done)
        Py_CLEAR(sum);
    Py_XDECREF(done);
    return sum;
}

static PyObject *add_in_place(PyObject *self, PyObject *other) {
    if (!are_states(self, other))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *done = merge(self, other);
    if (!done)
        return NULL;
    Py_DECREF(done);
    return Py_NewRef(self);
}

static PyObject *reset(PyObject *self, PyObject *unused) {
    (void)unused;
    if (!counts(self) || ptvpy_failed(object_of(self)->verbs->reset(ptvpy_state(self)), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *to_bytes(PyObject *self, PyObject *unused) {
    (void)unused;
    const ptv_verbs *verbs = object_of(self)->verbs;
    size_t len = 0;
    if (ptvpy_failed(verbs->serialize(ptvpy_state(self), NULL, 0, &len), NULL))
        return NULL;
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)len);
    if (bytes &&
        ptvpy_failed(verbs->serialize(ptvpy_state(self), PyBytes_AsString(bytes), len, &len), NULL))
        Py_CLEAR(bytes);
    return bytes;
}

static PyObject *read_bytes(const struct state_class *class, PyObject *data) {
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    void *state = NULL;
    ptv_status status = ptv_verbs_find(class->type)
                            ->deserialize(view.buf ? view.buf : "", (size_t)view.len, &state);
    PyBuffer_Release(&view);
    if (ptvpy_failed(status, NULL))
        return NULL;
    if (!class->holds || class->holds(state))
        return ptvpy_state_new(class, state);
    ptv_verbs_find(class->type)->free(state);
    ptvpy_failed(PTV_ERR_MISMATCH, class->name);
    return NULL;
}

static PyObject *from_bytes(PyObject *type, PyObject *data) {
    const struct state_class *class = ptvpy_state_class((PyTypeObject *)(void *)type);
    return class ? read_bytes(class, data) : NULL;
}

/* The class for bytes of a type; NULL with an exception. */
static const struct state_class *class_of_type(uint32_t type) {
    for (size_t i = 0; i < n_classes; i++)
        if (classes[i]->type == type && classes[i]->preferred)
            return classes[i];
    ptvpy_failed(PTV_ERR_WIRE_TYPE, NULL);
    return NULL;
}

static PyObject *any_from_bytes(PyObject *module, PyObject *data) {
    (void)module;
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    uint32_t type = 0;
    ptv_status status =
        ptv_wire_info(view.buf ? view.buf : "", (size_t)view.len, &type, NULL, NULL);
    PyBuffer_Release(&view);
    const struct state_class *class = ptvpy_failed(status, NULL) ? NULL : class_of_type(type);
    return class ? read_bytes(class, data) : NULL;
}

static PyObject *reduce(PyObject *self, PyObject *unused) {
    (void)unused;
    PyObject *restore = PyObject_GetAttrString((PyObject *)Py_TYPE(self), "from_bytes");
    PyObject *bytes = restore ? to_bytes(self, NULL) : NULL;
    PyObject *result = bytes ? Py_BuildValue("O(O)", restore, bytes) : NULL;
    Py_XDECREF(bytes);
    Py_XDECREF(restore);
    return result;
}

/* Equal states have equal bytes. */
static PyObject *compare(PyObject *self, PyObject *other, int operation) {
    if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(self) != Py_TYPE(other))
        Py_RETURN_NOTIMPLEMENTED;
    PyObject *left = to_bytes(self, NULL);
    PyObject *right = left ? to_bytes(other, NULL) : NULL;
    PyObject *result = right ? PyObject_RichCompare(left, right, operation) : NULL;
    Py_XDECREF(right);
    Py_XDECREF(left);
    return result;
}

static PyObject *repr(PyObject *self) {
    const struct state_class *class = object_of(self)->class;
    const char *name = strchr(class->name, '.') + 1;
    if (!class->describe)
        return PyUnicode_FromFormat("<%s>", name);
    PyObject *text = class->describe(ptvpy_state(self));
    PyObject *result = text ? PyUnicode_FromFormat("<%s: %U>", name, text) : NULL;
    Py_XDECREF(text);
    return result;
}

void *ptvpy_state_fresh(PyObject *self) {
    const ptv_verbs *verbs = object_of(self)->verbs;
    const struct state_class *class = object_of(self)->class;
    void *fresh = NULL;
    if (class->fresh)
        return ptvpy_failed(class->fresh(ptvpy_state(self), &fresh), NULL) ? NULL : fresh;
    if (ptvpy_failed(verbs->copy(ptvpy_state(self), &fresh), NULL))
        return NULL;
    if (!ptvpy_failed(verbs->reset(fresh), NULL))
        return fresh;
    verbs->free(fresh);
    return NULL;
}

/* Counts the chunks of an open column in `state`. */
static int add_chunks(void *state, struct column *column, ptvpy_add_column add_column) {
    ptv_column chunk;
    int more;
    while ((more = ptvpy_column_next(column, &chunk)) > 0) {
        PyThreadState *thread = chunk.n >= COLUMN_LONG ? PyEval_SaveThread() : NULL;
        ptv_status status = add_column(state, &chunk);
        if (thread)
            PyEval_RestoreThread(thread);
        if (ptvpy_column_failed(column, status, SIZE_MAX))
            return -1;
    }
    return more;
}

PyObject *ptvpy_state_update(PyObject *self, PyObject *object, const struct column_reading *how,
                             ptvpy_add_column add_column) {
    const ptv_verbs *verbs = object_of(self)->verbs;
    struct column *column = ptvpy_column_open(object, how);
    if (!column)
        return NULL;
    void *counted = ptvpy_state_fresh(self);
    bool failed = !counted || add_chunks(counted, column, add_column) < 0 ||
                  ptvpy_failed(verbs->merge(ptvpy_state(self), counted), NULL);
    verbs->free(counted);
    ptvpy_column_close(column);
    if (failed)
        return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef common[] = {
    {"merge", merge, METH_O,
     "merge($self, other, /)\n--\n\n"
     "Adds what another state of the same class and definition has counted, as if all had been\n"
     "counted in this one.\n\n"
     "Raises MismatchError where the definitions differ (scale, limits, period), TypeError for\n"
     "another class. `a + b` gives a new state, sum() that of many, `a += b` is a.merge(b)."},
    {"reset", reset, METH_NOARGS,
     "reset($self, /)\n--\n\nForgets what was counted; the definition stays."},
    {"copy", copy, METH_NOARGS, "copy($self, /)\n--\n\nA state with the same contents."},
    {"__copy__", copy, METH_NOARGS, NULL},
    {"__deepcopy__", copy, METH_O, NULL},
    {"__bytes__", to_bytes, METH_NOARGS,
     "__bytes__($self, /)\n--\n\n"
     "The state as bytes, which any machine and language reads; equal states, equal bytes."},
    {"from_bytes", from_bytes, METH_O | METH_CLASS,
     "from_bytes($type, data, /)\n--\n\n"
     "The state that bytes(state) wrote, checked whole.\n\n"
     "Raises WireError for any other bytes, MismatchError for ratings on a scale that is none of\n"
     "the class's."},
    {"__reduce__", reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyObject *not_made(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)args;
    (void)kwargs;
    ptvpy_state_class(type);
    return NULL;
}

static PyMethodDef functions[] = {
    {"from_bytes", any_from_bytes, METH_O,
     "from_bytes($module, data, /)\n--\n\n"
     "The state that bytes(state) wrote, of whatever class it is; of ratings, a Ratings.\n\n"
     "Raises WireError for bytes that are no state.\n\n"
     ">>> import postventa\n"
     ">>> postventa.from_bytes(bytes(postventa.Durations()))\n"
     "<Durations: n=0>"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_state_base(PyObject *module) {
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)(uintptr_t) "What all states have in common: they merge, add up, are "
                                        "copied, stored as bytes and pickled.\n\n"
                                        ">>> import copy, pickle, postventa\n"
                                        ">>> a, b = postventa.NPS(), postventa.NPS()\n"
                                        ">>> a.add(10)\n"
                                        ">>> b.add(3, 2)\n"
                                        ">>> (a + b).read().n\n"
                                        "3\n"
                                        ">>> pickle.loads(pickle.dumps(a)) == a == copy.copy(a)\n"
                                        "True"},
        {Py_tp_new, (void *)(uintptr_t)not_made},
        {Py_tp_dealloc, (void *)(uintptr_t)dealloc},
        {Py_tp_repr, (void *)(uintptr_t)repr},
        {Py_tp_richcompare, (void *)(uintptr_t)compare},
        {Py_tp_hash, (void *)(uintptr_t)PyObject_HashNotImplemented},
        {Py_tp_methods, common},
        {Py_nb_add, (void *)(uintptr_t)add},
        {Py_nb_inplace_add, (void *)(uintptr_t)add_in_place},
        {0, NULL},
    };
    PyType_Spec spec = {"postventa.State", sizeof(struct state_object), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE, slots};
    base_type = (PyTypeObject *)(void *)PyType_FromModuleAndSpec(module, &spec, NULL);
    if (!base_type || PyModule_AddType(module, base_type) < 0)
        return -1;
    return PyModule_AddFunctions(module, functions);
}

int ptvpy_add_state(PyObject *module, const struct state_class *class) {
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)(uintptr_t) class->doc},
        {Py_tp_new, (void *)(uintptr_t) class->make},
        {Py_tp_methods, class->methods},
        {class->getters ? Py_tp_getset : 0, class->getters},
        {0, NULL},
    };
    PyType_Spec spec = {class->name, sizeof(struct state_object), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    if (n_classes == CLASSES) {
        PyErr_SetString(PyExc_SystemError, "too many classes of states");
        return -1;
    }
    PyTypeObject *type =
        (PyTypeObject *)(void *)PyType_FromModuleAndSpec(module, &spec, (PyObject *)base_type);
    if (!type || PyModule_AddType(module, type) < 0)
        return -1;
    *class->python = type;
    classes[n_classes++] = class;
    return 0;
}
