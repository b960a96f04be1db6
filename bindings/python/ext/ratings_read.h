/* SPDX-License-Identifier: MIT */
#ifndef RATINGS_READ_H
#define RATINGS_READ_H

#include "state.h"

extern const char ptvpy_ratings_read_doc[], ptvpy_ratings_compare_doc[], ptvpy_nps_read_doc[],
    ptvpy_nps_compare_doc[];

PyObject *ptvpy_ratings_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_ratings_compare(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_nps_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_nps_compare(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_csat_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_csat_compare(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_ces_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_ces_compare(PyObject *self, PyObject *args, PyObject *kwargs);

/* Adds the records of the results; 0 or -1. */
int ptvpy_add_ratings_results(PyObject *module);

#endif
