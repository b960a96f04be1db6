/* SPDX-License-Identifier: MIT */
/* Cohorts: cohorts.c makes them and takes customers one by one, cohorts_columns.c takes columns,
 * cohorts_period.c says how periods are told, cohorts_read.c what comes out, as the records of
 * cohorts_results.c. */
#ifndef COHORTS_H
#define COHORTS_H

#include "record.h"
#include "state.h"

extern const struct state_class ptvpy_cohorts_class;

/* The config of a state. */
ptv_cohorts_config ptvpy_cohorts_config(const ptv_cohorts *state);

/* The number of the period that a value tells: an int is its own, a date is in one of the unit,
 * None is PTV_PERIOD_NONE; with a zone, an instant is in one as well. The zone is NULL or what
 * Zone() takes. 0, or -1 with an exception. */
int ptvpy_take_period(int32_t unit, PyObject *value, PyObject *zone, const char *what,
                      int64_t *out);

/* The same, where there must be one. */
int ptvpy_take_known_period(int32_t unit, PyObject *value, PyObject *zone, const char *what,
                            int64_t *out);

/* Dates are the same everywhere: the zone in which they are at their midnight of UTC. */
const ptv_zone *ptvpy_zone_of_dates(void);

/* Whether periods have a unit, of which instants can be told; else an exception is set. */
bool ptvpy_has_unit(int32_t unit, const char *what);

/* Sets the exception for an activity that a state refused; `where` is "" or says the row. */
void ptvpy_cohorts_refuse(const ptv_cohorts *state, const char *where, uint64_t customer,
                          int64_t period);

/* The methods over columns and over periods, and those that read, with their documentation. */
PyObject *ptvpy_cohorts_of(PyObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names);
PyObject *ptvpy_cohorts_update(PyObject *self, PyObject *const *args, Py_ssize_t n,
                               PyObject *names);
PyObject *ptvpy_cohorts_period(PyObject *self, PyObject *const *args, Py_ssize_t n,
                               PyObject *names);
PyObject *ptvpy_cohorts_first_day(PyObject *self, PyObject *period);
PyObject *ptvpy_cohorts_read(PyObject *self, PyObject *unused);
PyObject *ptvpy_cohorts_table(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_cohorts_averages(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_cohorts_movements(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *ptvpy_cohorts_retention(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                  PyObject *names);
PyObject *ptvpy_cohorts_second_activity(PyObject *self, PyObject *args, PyObject *kwargs);
extern const char ptvpy_cohorts_of_doc[], ptvpy_cohorts_update_doc[], ptvpy_cohorts_period_doc[],
    ptvpy_cohorts_first_day_doc[], ptvpy_cohorts_read_doc[], ptvpy_cohorts_table_doc[],
    ptvpy_cohorts_averages_doc[], ptvpy_cohorts_movements_doc[], ptvpy_cohorts_retention_doc[],
    ptvpy_cohorts_second_activity_doc[];

extern const struct record_class ptvpy_cohorts_result, ptvpy_cohort_cell, ptvpy_cohort_average,
    ptvpy_cohort_movement, ptvpy_cohorts_retained;

/* Prepares the telling of periods, and adds the records of the results; 0 or -1. */
int ptvpy_prepare_periods(void);
int ptvpy_add_cohorts_results(PyObject *module);

#endif
