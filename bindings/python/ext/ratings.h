/* SPDX-License-Identifier: MIT */
/* Classes over the library's ratings: one state, several readings. */
#ifndef RATINGS_H
#define RATINGS_H

#include "fields.h"
#include "state.h"

/* The ends of a scale, and its polarity. */
extern const struct field_array ptvpy_scale_ends;
extern const struct word ptvpy_polarities[];

/* Ratings as an object of a class over them, Ratings, NPS, CSAT or CES; NULL with an exception,
 * also where their scale is none of the class's. */
PyObject *ptvpy_ratings_as(const ptv_ratings *ratings, PyObject *type);

extern const struct state_class ptvpy_ratings_class;

#endif
