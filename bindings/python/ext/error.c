/* SPDX-License-Identifier: MIT */
/* Statuses of the library as exceptions of Python. */
#include "binding.h"

#include <string.h>

static PyObject *error_class; /* postventa.Error */

/* A failure that has a class of its own, which is also Python's own class for such a failure, so
 * that who knows Python catches it. */
static struct failure {
    ptv_status status;
    const char *name, *doc;
    PyObject **builtin;
    PyObject *class;
} failures[] = {
    {PTV_ERR_ARGUMENT, "postventa.ArgumentError", "An argument is outside its documented range.",
     &PyExc_ValueError, NULL},
    {PTV_ERR_COLUMN, "postventa.ColumnError", "A column is of a type that cannot be read as this.",
     &PyExc_TypeError, NULL},
    {PTV_ERR_OVERFLOW, "postventa.CountOverflowError", "A counter would pass its limit.",
     &PyExc_OverflowError, NULL},
    {PTV_ERR_UNDERFLOW, "postventa.UnderflowError", "More would be removed than was added.",
     &PyExc_ValueError, NULL},
    {PTV_ERR_ORDER, "postventa.OrderError", "An instant before one that is already settled.",
     &PyExc_ValueError, NULL},
    {PTV_ERR_MISMATCH, "postventa.MismatchError",
     "States of different definitions: scale, polarity, period, limits.", &PyExc_ValueError, NULL},
    {PTV_ERR_WIRE_CONTENT, "postventa.WireError", "Bytes that are no state.", &PyExc_ValueError,
     NULL},
};

static PyObject *class_of(ptv_status status) {
    if (status <= PTV_ERR_WIRE_LENGTH && status >= PTV_ERR_WIRE_CONTENT)
        status = PTV_ERR_WIRE_CONTENT;
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
        if (failures[i].status == status)
            return failures[i].class;
    return error_class;
}

void ptvpy_raise(ptv_status status, PyObject *message) {
    PyObject *class = class_of(status);
    PyObject *error = message ? PyObject_CallFunctionObjArgs(class, message, NULL) : NULL;
    PyObject *name = error ? PyUnicode_FromString(ptv_status_name(status)) : NULL;
    if (name && PyObject_SetAttrString(error, "status", name) == 0)
        PyErr_SetObject(class, error);
    Py_XDECREF(name);
    Py_XDECREF(error);
    Py_XDECREF(message);
}

bool ptvpy_failed(ptv_status status, const char *what) {
    if (status >= 0)
        return false;
    if (status == PTV_ERR_MEMORY) {
        PyErr_NoMemory();
        return true;
    }
    const char *message = ptv_status_message(status);
    ptvpy_raise(status, what ? PyUnicode_FromFormat("%s: %s", what, message)
                             : PyUnicode_FromString(message));
    return true;
}

PyObject *ptvpy_status_text(ptv_status status) {
    const char *name = ptv_status_name(status) + strlen("PTV_");
    char text[64];
    size_t len = 0;
    for (; name[len] && len < sizeof text - 1; len++)
        text[len] =
            (char)(name[len] >= 'A' && name[len] <= 'Z' ? name[len] + ('a' - 'A') : name[len]);
    return PyUnicode_FromStringAndSize(text, (Py_ssize_t)len);
}

static int add_class(PyObject *module, PyObject *class, const char *qualified_name) {
    return class ? PyModule_AddObjectRef(module, strchr(qualified_name, '.') + 1, class) : -1;
}

int ptvpy_add_errors(PyObject *module) {
    error_class = PyErr_NewExceptionWithDoc(
        "postventa.Error",
        "A call that failed; it changed nothing. `status` is the name of the library's status.\n\n"
        ">>> import postventa\n"
        ">>> try:\n"
        "...     postventa.NPS().remove(9)\n"
        "... except postventa.Error as error:\n"
        "...     print(error.status, error)\n"
        "PTV_ERR_UNDERFLOW more would be removed than was added",
        NULL, NULL);
    if (add_class(module, error_class, "postventa.Error") < 0)
        return -1;
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        PyObject *bases = PyTuple_Pack(2, error_class, *failures[i].builtin);
        if (!bases)
            return -1;
        failures[i].class =
            PyErr_NewExceptionWithDoc(failures[i].name, failures[i].doc, bases, NULL);
        Py_DECREF(bases);
        if (add_class(module, failures[i].class, failures[i].name) < 0)
            return -1;
    }
    return 0;
}
