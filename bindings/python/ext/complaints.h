/* SPDX-License-Identifier: MIT */
/* Complaints: complaints.c holds how they get in, complaints_read.c what comes out. */
#ifndef COMPLAINTS_H
#define COMPLAINTS_H

#include "record.h"
#include "state.h"

/* The methods that read, with their documentation. */
PyObject *ptvpy_complaints_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_complaints_compare(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_complaints_durations(PyObject *self, PyObject *unused);
PyObject *ptvpy_complaints_survival(PyObject *self, PyObject *unused);
extern const char ptvpy_complaints_read_doc[], ptvpy_complaints_compare_doc[],
    ptvpy_complaints_durations_doc[], ptvpy_complaints_survival_doc[];

/* Adds the record of the result; 0 or -1. */
int ptvpy_add_complaints_results(PyObject *module);

#endif
