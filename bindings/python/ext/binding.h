/* SPDX-License-Identifier: MIT */
/* What every source of the extension shares: Python's limited API, the library, errors. */
#ifndef BINDING_H
#define BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/postventa.h>

/* Whether a call failed; then Python's exception is set, with the library's message. `what` says
 * what was being done and may be NULL. A positive status is no failure: it says something about the
 * data, and stands in the result. */
bool ptvpy_failed(ptv_status status, const char *what);

/* Sets the exception of a failure with a message of one's own, whose reference is taken; where that
 * is NULL, an exception is set already. */
void ptvpy_raise(ptv_status status, PyObject *message);

/* A status as Python shows it: "ok", "empty", "degenerate". A new reference. */
PyObject *ptvpy_status_text(ptv_status status);

/* Adds the exceptions to the module; 0 or -1. */
int ptvpy_add_errors(PyObject *module);

/* What each concept adds to the module: its classes, its functions. 0 or -1. */
int ptvpy_add_by(PyObject *module);
int ptvpy_add_ratings(PyObject *module);
int ptvpy_add_proportion(PyObject *module);
int ptvpy_add_durations(PyObject *module);
int ptvpy_add_survival(PyObject *module);
int ptvpy_add_zone(PyObject *module);
int ptvpy_add_calendar(PyObject *module);
int ptvpy_add_stats(PyObject *module);
int ptvpy_add_bands(PyObject *module);
int ptvpy_add_revenue(PyObject *module);
int ptvpy_add_queue(PyObject *module);
int ptvpy_add_repeats(PyObject *module);
int ptvpy_add_tickets(PyObject *module);
int ptvpy_add_backlog(PyObject *module);
int ptvpy_add_desk(PyObject *module);
int ptvpy_add_complaints(PyObject *module);
int ptvpy_add_cohorts(PyObject *module);
int ptvpy_add_panel(PyObject *module);

#endif
