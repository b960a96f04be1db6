/* SPDX-License-Identifier: MIT */
/* Queues: queue.c holds how calls get in, queue_read.c what comes out. */
#ifndef QUEUE_H
#define QUEUE_H

#include "call.h"
#include "record.h"
#include "state.h"

/* The methods that read, with their documentation. */
PyObject *ptvpy_queue_read(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_queue_service_level(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_queue_durations(PyObject *self, PyObject *kind);
PyObject *ptvpy_queue_patience(PyObject *self, PyObject *unused);
extern const char ptvpy_queue_read_doc[], ptvpy_queue_service_level_doc[],
    ptvpy_queue_durations_doc[], ptvpy_queue_patience_doc[];

/* Adds the record of the result; 0 or -1. */
int ptvpy_add_queue_results(PyObject *module);

#endif
