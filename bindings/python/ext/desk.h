/* SPDX-License-Identifier: MIT */
/* Desks: desk.c holds how tickets get in, desk_read.c what comes out. */
#ifndef DESK_H
#define DESK_H

#include "record.h"
#include "state.h"

/* The methods that read, with their documentation. */
PyObject *ptvpy_desk_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_desk_target(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_desk_durations(PyObject *self, PyObject *clock);
PyObject *ptvpy_desk_survival(PyObject *self, PyObject *clock);
extern const char ptvpy_desk_read_doc[], ptvpy_desk_target_doc[], ptvpy_desk_durations_doc[],
    ptvpy_desk_survival_doc[];

/* Takes a target, a pair of a clock's name and a limit; 0, or -1 with an exception. */
int ptvpy_take_target(PyObject *pair, ptv_desk_target *target);

/* Adds the records of the results; 0 or -1. */
int ptvpy_add_desk_results(PyObject *module);

#endif
