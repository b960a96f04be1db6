/* SPDX-License-Identifier: MIT */
/* States as objects of Python. What all have in common is written once, over the library's own
 * table of verbs: merge, +, reset, copy, bytes, pickle, ==. A concept adds its class, with what is
 * its own: how it is made, fed and read. */
#ifndef STATE_H
#define STATE_H

#include "binding.h"
#include "column.h"

struct state_class {
    const char *name; /* such as "postventa.NPS" */
    const char *doc;
    uint32_t type;  /* PTV_TYPE_… */
    bool preferred; /* of several classes over one type: from_bytes() of the module makes this */
    newfunc make;
    PyMethodDef *methods;
    PyGetSetDef *getters;                     /* NULL: none */
    PyObject *(*describe)(const void *state); /* what repr says in parentheses; NULL: nothing */
    /* Whether the class is for states of such a definition; NULL: for all of the type. */
    bool (*holds)(const void *state);
    /* Makes an empty state of the same definition; NULL: by emptying a copy. */
    ptv_status (*fresh)(const void *state, void **out);
    PyTypeObject **python; /* where the type is kept */
};

/* Any state of the library; `state` is what its functions take. */
struct state_object {
    PyObject_HEAD const struct state_class *class;
    const ptv_verbs *verbs;
    void *state;
};

/* Adds the class State, which all others derive from; 0 or -1. */
int ptvpy_add_state_base(PyObject *module);

/* Makes the class's type and adds it to the module; 0 or -1. */
int ptvpy_add_state(PyObject *module, const struct state_class *class);

/* An object that owns a state, which is given back if there is no memory for it: with NULL an
 * exception is set. */
PyObject *ptvpy_state_new(const struct state_class *class, void *state);

/* The same with a copy of a state that the library keeps to itself, or of a fixed one. */
PyObject *ptvpy_state_copy(const struct state_class *class, const void *state);

/* The state of another object of the same class as self; NULL with an exception. */
void *ptvpy_state_like(PyObject *self, PyObject *other);

/* The class of a type of Python, or NULL with an exception. */
const struct state_class *ptvpy_state_class(const PyTypeObject *type);

static inline void *ptvpy_state(PyObject *self) {
    return ((struct state_object *)(void *)self)->state;
}

/* A state of self's definition with nothing counted, to be given back by self's verbs; NULL with an
 * exception. */
void *ptvpy_state_fresh(PyObject *self);

/* Counts a column: `add` is the library's function for one chunk of it, and may run without the
 * GIL. All chunks or none: they are counted in a state of their own, which is then merged. */
typedef ptv_status (*ptvpy_add_column)(void *state, const ptv_column *column);
PyObject *ptvpy_state_update(PyObject *self, PyObject *column, const struct column_reading *how,
                             ptvpy_add_column add);

#endif
