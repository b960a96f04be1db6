/* SPDX-License-Identifier: MIT */
#ifndef CALENDAR_H
#define CALENDAR_H

#include "binding.h"

/* The calendar in an object, borrowed; NULL with an exception where it is none. */
const ptv_calendar *ptvpy_calendar(PyObject *object);

#endif
