/* SPDX-License-Identifier: MIT */
/* Tickets: their clocks, fed with events or read from a row of a table. */
#ifndef TICKET_H
#define TICKET_H

#include "record.h"

extern const struct record_class ptvpy_ticket_times, ptvpy_ticket_wait;

/* The clocks by name. */
extern const struct word ptvpy_clocks[];

/* The calendar that an object of Python holds, borrowed; NULL for NULL and None. Only both of
 * calendar and number, or neither, are right. 0, or -1 with an exception. */
int ptvpy_take_calendar(PyObject *object, uint64_t calendar_id, const ptv_calendar **calendar);

/* Times as a record. */
PyObject *ptvpy_ticket_times_new(ptv_ticket_times *times);

/* Adds the records of tickets; 0 or -1. */
int ptvpy_add_ticket_results(PyObject *module);

#endif
