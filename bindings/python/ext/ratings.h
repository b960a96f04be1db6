/* SPDX-License-Identifier: MIT */
/* Classes over the library's ratings: one state, several readings. */
#ifndef RATINGS_H
#define RATINGS_H

#include "fields.h"
#include "state.h"

/* The ends of a scale, and its polarity. */
extern const struct field_array ptvpy_scale_ends;
extern const struct word ptvpy_polarities[];

/* A scale as keyword arguments: scale=(lowest, highest), polarity=. */
extern const struct field ptvpy_scale_fields[];

/* Ratings as an object of a class over them, Ratings, NPS, CSAT or CES; NULL with an exception,
 * also where their scale is none of the class's. */
PyObject *ptvpy_ratings_as(const ptv_ratings *ratings, PyObject *type);

/* Methods that every class of ratings has: add, remove, update. */
PyObject *ptvpy_ratings_add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names);
PyObject *ptvpy_ratings_remove(PyObject *self, PyObject *const *args, Py_ssize_t n,
                               PyObject *names);
PyObject *ptvpy_ratings_update(PyObject *self, PyObject *scores);

extern const struct state_class ptvpy_ratings_class;

#endif
