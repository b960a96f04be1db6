/* SPDX-License-Identifier: MIT */
/* Durations: durations.c holds how they get in, durations_read.c what comes out. */
#ifndef DURATIONS_H
#define DURATIONS_H

#include "record.h"
#include "state.h"

extern const struct state_class ptvpy_durations_class;

/* The methods that read, with their documentation. */
PyObject *ptvpy_durations_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_durations_quantile(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                   PyObject *names);
PyObject *ptvpy_durations_within(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                 PyObject *names);
PyObject *ptvpy_durations_compare(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_durations_cells(PyObject *self, PyObject *unused);
extern const char ptvpy_durations_read_doc[], ptvpy_durations_quantile_doc[],
    ptvpy_durations_within_doc[], ptvpy_durations_compare_doc[], ptvpy_durations_cells_doc[];

/* Adds the records of the results; 0 or -1. */
int ptvpy_add_durations_results(PyObject *module);

#endif
