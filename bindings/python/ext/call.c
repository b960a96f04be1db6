/* SPDX-License-Identifier: MIT */
#include "call.h"

#include "values.h"

static Py_ssize_t n_names(const struct call *call) {
    return call->names ? PyTuple_Size(call->names) : 0;
}

static int too_many(const struct call *call) {
    PyErr_Format(PyExc_TypeError, "%s() takes %zd positional argument%s, not %zd", call->function,
                 call->n_positional, call->n_positional == 1 ? "" : "s", call->n);
    return -1;
}

static int given_twice(const struct call *call, const char *name) {
    PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%s'", call->function,
                 name);
    return -1;
}

/* Whether a value leaves the field as it is. */
static bool stands_for_default(const struct call *call, Py_ssize_t place, PyObject *value) {
    const struct field *field = &call->fields[place];
    return value == Py_None && place >= call->n_required && field->kind != FIELD_OUTCOME &&
           field->note != FIELD_NOT_NONE;
}

/* Takes the value of the argument in a place. */
static int take_at(const struct call *call, Py_ssize_t place, PyObject *value, void *values) {
    const struct field *field = &call->fields[place];
    if (stands_for_default(call, place, value))
        return 0;
    if (ptvpy_field_take(field, value, values) < 0)
        return -1;
    if (!ptvpy_field_is_refused(field, values))
        return 0;
    ptvpy_call_refused(call, PTV_ERR_ARGUMENT);
    return -1;
}

static int take_named(const struct call *call, PyObject *name, PyObject *value, uint64_t *given,
                      void *values) {
    const struct field *field = ptvpy_field_find(call->function, call->fields, name);
    if (!field)
        return -1;
    Py_ssize_t place = field - call->fields;
    if (*given >> place & 1)
        return given_twice(call, field->name);
    *given |= UINT64_C(1) << place;
    return take_at(call, place, value, values);
}

static int all_given(const struct call *call, uint64_t given) {
    for (Py_ssize_t i = 0; i < call->n_required; i++)
        if (!(given >> i & 1)) {
            PyErr_Format(PyExc_TypeError, "%s() is missing the argument '%s'", call->function,
                         call->fields[i].name);
            return -1;
        }
    return 0;
}

int ptvpy_call_take(const struct call *call, void *values) {
    if (call->n > call->n_positional)
        return too_many(call);
    for (Py_ssize_t i = 0; i < call->n; i++)
        if (take_at(call, i, call->args[i], values) < 0)
            return -1;
    uint64_t given = (UINT64_C(1) << call->n) - 1;
    for (Py_ssize_t i = 0; i < n_names(call); i++)
        if (take_named(call, PyTuple_GetItem(call->names, i), call->args[call->n + i], &given,
                       values) < 0)
            return -1;
    return all_given(call, given);
}

int ptvpy_call_take_counted(const char *function, const struct field *fields, PyObject *const *args,
                            Py_ssize_t n, PyObject *names, struct counted *counted) {
    const struct call call = {function, fields, 2, 1, args, n, names};
    counted->n = 1;
    if (n != 2 || names)
        return ptvpy_call_take(&call, counted);
    counted->what = args[0];
    return ptvpy_take_count(args[1], fields[1].name, &counted->n);
}

/* The arguments with their names, as ptvpy_call_failed shows them. */
static PyObject *named(const struct call *call) {
    PyObject *dict = PyDict_New();
    for (Py_ssize_t i = 0; dict && i < call->n; i++)
        if (PyDict_SetItemString(dict, call->fields[i].name, call->args[i]) < 0)
            Py_CLEAR(dict);
    for (Py_ssize_t i = 0; dict && i < n_names(call); i++)
        if (PyDict_SetItem(dict, PyTuple_GetItem(call->names, i), call->args[call->n + i]) < 0)
            Py_CLEAR(dict);
    return dict;
}

bool ptvpy_call_refused(const struct call *call, ptv_status status) {
    if (status != PTV_ERR_ARGUMENT)
        return ptvpy_failed(status, NULL);
    PyObject *arguments = named(call);
    if (arguments)
        ptvpy_call_failed(status, call->function, arguments);
    Py_XDECREF(arguments);
    return true;
}
