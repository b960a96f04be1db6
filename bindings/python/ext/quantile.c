/* SPDX-License-Identifier: MIT */
#include "quantile.h"

#include "values.h"

const struct word ptvpy_quantile_types[] = {
    {"nearest_rank", PTV_QUANTILE_NEAREST_RANK}, {"midpoint", PTV_QUANTILE_MIDPOINT},
    {"exclusive", PTV_QUANTILE_EXCLUSIVE},       {"inclusive", PTV_QUANTILE_INCLUSIVE},
    {"unbiased", PTV_QUANTILE_UNBIASED},         {NULL, 0},
};

#define LARGEST_DENOMINATOR 1000000

/* What Fraction says of a value does not name the argument; what the value itself raised stays. */
static void explain(PyObject *value, const char *what) {
    if (PyErr_ExceptionMatches(PyExc_TypeError))
        PyErr_Format(PyExc_TypeError, "%s: a number is wanted, not %R", what, value);
    else if (PyErr_ExceptionMatches(PyExc_ValueError) ||
             PyErr_ExceptionMatches(PyExc_OverflowError))
        PyErr_Format(PyExc_ValueError, "%s: %R is not between 0 and 1", what, value);
}

/* The value as a fractions.Fraction; a new reference. */
static PyObject *fraction_of(PyObject *value, const char *what) {
    if (PyUnicode_Check(value)) { /* which Fraction would take, and no other function does */
        PyErr_Format(PyExc_TypeError, "%s: a number is wanted, not %R", what, value);
        return NULL;
    }
    PyObject *module = PyImport_ImportModule("fractions");
    if (!module)
        return NULL;
    PyObject *exact = PyObject_CallMethod(module, "Fraction", "O", value);
    if (!exact)
        explain(value, what);
    PyObject *fraction =
        exact ? PyObject_CallMethod(exact, "limit_denominator", "i", LARGEST_DENOMINATOR) : NULL;
    Py_XDECREF(exact);
    Py_DECREF(module);
    return fraction;
}

static int take_part(PyObject *fraction, const char *name, int64_t *out) {
    PyObject *part = PyObject_GetAttrString(fraction, name);
    int result = part ? ptvpy_take_i64(part, name, out) : -1;
    Py_XDECREF(part);
    return result;
}

int ptvpy_take_fraction(PyObject *value, const char *what, uint32_t *num, uint32_t *den) {
    int64_t numerator = 0, denominator = 0;
    PyObject *fraction = fraction_of(value, what);
    bool taken = fraction && take_part(fraction, "numerator", &numerator) == 0 &&
                 take_part(fraction, "denominator", &denominator) == 0;
    Py_XDECREF(fraction);
    if (!taken)
        return -1;
    if (numerator <= 0 || numerator >= denominator) {
        PyErr_Format(PyExc_ValueError, "%s: %R is not between 0 and 1", what, value);
        return -1;
    }
    *num = (uint32_t)numerator;
    *den = (uint32_t)denominator;
    return 0;
}
