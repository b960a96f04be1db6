/* SPDX-License-Identifier: MIT */
/* Calls whose arguments have names and may be given by position too, as functions written in Python
 * take them: described as fields, taken without a tuple or a dict. */
#ifndef CALL_H
#define CALL_H

#include "fields.h"

struct call {
    const char *function;
    const struct field *fields; /* all arguments: first those that may be given by position */
    Py_ssize_t n_positional;
    Py_ssize_t n_required; /* the first so many must be given, in either way */
    PyObject *const *args; /* as METH_FASTCALL | METH_KEYWORDS hands them over */
    Py_ssize_t n;
    PyObject *names;
};

/* Takes the arguments into the fields of the struct `values`; None leaves a field that need not be
 * given as it is, unless it is an outcome. 0, or -1 with an exception. */
int ptvpy_call_take(const struct call *call, void *values);

/* The arguments of add() and remove() of what is counted n times; the fields are those of this
 * struct, the first by the name that it has in the call. */
struct counted {
    PyObject *what; /* borrowed */
    uint64_t n;
};

/* How often: a case that counts is not counted as one because nobody knows how often it was. */
#define FIELD_TIMES(type, member)                                                                  \
    { #member, FIELD_COUNT, offsetof(type, member), NULL, NULL, NULL, NULL, FIELD_NOT_NONE }

#define COUNTED_FIELDS(name)                                                                       \
    {                                                                                              \
        FIELD_AS(name, struct counted, what, FIELD_OBJECT, NULL), FIELD_TIMES(struct counted, n),  \
            FIELDS_END,                                                                            \
    }

/* Takes them; 0, or -1 with an exception. */
int ptvpy_call_take_counted(const char *function, const struct field *fields, PyObject *const *args,
                            Py_ssize_t n, PyObject *names, struct counted *counted);

/* The same; what comes most often, a single one by position, at once. */
static inline int ptvpy_take_counted(const char *function, const struct field *fields,
                                     PyObject *const *args, Py_ssize_t n, PyObject *names,
                                     struct counted *counted) {
    if (n != 1 || names)
        return ptvpy_call_take_counted(function, fields, args, n, names, counted);
    counted->what = args[0];
    counted->n = 1;
    return 0;
}

/* As ptvpy_call_failed. */
bool ptvpy_call_refused(const struct call *call, ptv_status status);

/* Functions called so have another type than the tables of methods. */
#define CALLED_FAST(function) ((PyCFunction)(void (*)(void))(function))

#endif
