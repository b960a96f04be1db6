/* SPDX-License-Identifier: MIT */
/* Records: the library's results as small immutable objects of Python. An object holds the struct
 * itself; its attributes are the fields. */
#ifndef RECORD_H
#define RECORD_H

#include "fields.h"

struct record_class {
    const char *name; /* such as "postventa.NPSResult" */
    const char *doc;
    size_t size;                          /* of the struct */
    bool sized;                           /* it begins with its size */
    const struct field *fields;           /* until FIELDS_END */
    PyMethodDef *methods;                 /* besides those of all records; NULL: none */
    double (*number)(const void *values); /* what float() gives; NULL: no number */
    PyTypeObject **type;                  /* where the type is kept */
};

/* Makes the classes' types and adds them to the module; `classes` ends with NULL. 0 or -1. */
int ptvpy_add_records(PyObject *module, const struct record_class *const *classes);

/* A record with a copy of a struct's values; NULL with an exception. */
PyObject *ptvpy_record_new(const struct record_class *class, const void *values);

/* A list of records of an array of structs; NULL with an exception. */
PyObject *ptvpy_record_list(const struct record_class *class, const void *array, size_t n);

/* The struct in a record, borrowed; NULL with an exception where the object is none of the class,
 * in which `what` names it. */
const void *ptvpy_record_values(PyObject *object, const struct record_class *class,
                                const char *what);

extern const struct record_class ptvpy_estimate, ptvpy_comparison;

/* Adds Estimate and Comparison; 0 or -1. */
int ptvpy_add_estimates(PyObject *module);

#endif
