/* SPDX-License-Identifier: MIT */
/* The parts of postventa.stats: pure functions, each concept in a source of its own. */
#ifndef STATS_H
#define STATS_H

#include "binding.h"

/* Each adds its functions, and the records they give; 0 or -1. */
int ptvpy_add_distributions(PyObject *module);
int ptvpy_add_intervals(PyObject *module);
int ptvpy_add_quantiles(PyObject *module);
int ptvpy_add_retention(PyObject *module);
int ptvpy_add_lifetime(PyObject *module);
int ptvpy_add_erlang(PyObject *module);

#endif
