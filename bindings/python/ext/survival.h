/* SPDX-License-Identifier: MIT */
/* Survival: survival.c holds how cases get in, survival_read.c what comes out. */
#ifndef SURVIVAL_H
#define SURVIVAL_H

#include "record.h"
#include "state.h"

extern const struct state_class ptvpy_survival_class;

/* A time in whole units of a state: a number of units, or a timedelta, rounded to ms and down to
 * units; None and NaN are PTV_TIME_NONE. 0, or -1 with an exception. */
int ptvpy_take_survival_time(const ptv_survival *state, PyObject *value, const char *what,
                             int64_t *out);

/* The methods that read, with their documentation. */
PyObject *ptvpy_survival_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_survival_at(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names);
PyObject *ptvpy_survival_curve(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_survival_quantile(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                  PyObject *names);
PyObject *ptvpy_survival_restricted_mean(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                         PyObject *names);
PyObject *ptvpy_survival_compare(PyObject *self, PyObject *args, PyObject *kwargs);
extern const char ptvpy_survival_read_doc[], ptvpy_survival_at_doc[], ptvpy_survival_curve_doc[],
    ptvpy_survival_quantile_doc[], ptvpy_survival_restricted_mean_doc[],
    ptvpy_survival_compare_doc[];

/* Adds the records of the results; 0 or -1. */
int ptvpy_add_survival_results(PyObject *module);

#endif
