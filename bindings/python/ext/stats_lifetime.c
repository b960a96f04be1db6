/* SPDX-License-Identifier: MIT */
/* How long customers stay, and what that is worth. */
#include <stdlib.h>

#include "call.h"
#include "record.h"
#include "stats.h"
#include "values.h"

static PyTypeObject *sbg_type;
static const struct record_class sbg;

/* A figure of the model for one period. */
static PyObject *at_period(PyObject *self, PyObject *number, const char *function,
                           ptv_status (*read)(const ptv_sbg *, int64_t, double *)) {
    int64_t period;
    double out;
    if (ptvpy_take_i64(number, "period", &period) < 0 ||
        ptvpy_failed(read(ptvpy_record_values(self, &sbg, "self"), period, &out), function))
        return NULL;
    return PyFloat_FromDouble(out);
}

static PyObject *survival(PyObject *self, PyObject *period) {
    return at_period(self, period, "survival", ptv_sbg_survival);
}

static PyObject *retention(PyObject *self, PyObject *period) {
    return at_period(self, period, "retention", ptv_sbg_retention);
}

struct residual {
    int64_t renewals;
    double discount;
};

static const struct field residual_arguments[] = {
    FIELD(struct residual, renewals, FIELD_I64, NULL),
    FIELD(struct residual, discount, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

static PyObject *residual_lifetime(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                   PyObject *names) {
    const struct call call = {"residual_lifetime", residual_arguments, 2, 2, args, n, names};
    const ptv_sbg *fit = ptvpy_record_values(self, &sbg, "self");
    struct residual of;
    double out;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_call_refused(&call, ptv_sbg_residual_lifetime(fit, of.renewals, of.discount, &out)))
        return NULL;
    return PyFloat_FromDouble(out);
}

static PyMethodDef sbg_methods[] = {
    {"survival", survival, METH_O,
     "survival($self, period, /)\n--\n\n"
     "Share of customers who are still there after so many periods, 0 or more: 0..1."},
    {"retention", retention, METH_O,
     "retention($self, period, /)\n--\n\n"
     "Share of those there before a renewal, counted from 1, who renew: 0..1. It rises with age."},
    {"residual_lifetime", CALLED_FAST(residual_lifetime), METH_FASTCALL | METH_KEYWORDS,
     "residual_lifetime($self, /, renewals, discount)\n--\n\n"
     "The renewals still to come, in payments of today, of a customer who has renewed so often, 0\n"
     "or more, and is just before the next renewal; discount is a rate a period, above 0."},
    {NULL, NULL, 0, NULL},
};

static const struct field sbg_fields[] = {
    FIELD(ptv_sbg, alpha, FIELD_DOUBLE, "First parameter; inf where status is 'not_identified'."),
    FIELD(ptv_sbg, beta, FIELD_DOUBLE, "Second parameter; inf where status is 'not_identified'."),
    FIELD_QUIET(ptv_sbg, log_likelihood, FIELD_DOUBLE, "At the maximum."),
    FIELD(ptv_sbg, first_churn, FIELD_DOUBLE, "Share lost in the first period, 0..1."),
    FIELD(ptv_sbg, mean_periods, FIELD_DOUBLE,
          "Expected periods that a customer stays; inf where alpha is not above 1."),
    FIELD(ptv_sbg, n, FIELD_COUNT, "Customers."),
    FIELD_QUIET(ptv_sbg, periods, FIELD_I32, "Periods that were seen."),
    FIELD(ptv_sbg, status, FIELD_STATUS, "'ok', 'empty' or 'not_identified'."),
    FIELDS_END,
};

static const struct record_class sbg = {
    .name = "postventa.stats.SBG",
    .doc =
        "The shifted beta-geometric model of contracts that are renewed or not; sbg_fit() gives\n"
        "it. Where it is 'not_identified', it is the geometric model: every renewal alike.\n\n"
        ">>> from postventa import stats\n"
        ">>> model = stats.sbg_fit([369, 163, 86, 56, 37, 27, 21], 241)\n"
        ">>> [round(model.survival(period), 3) for period in (1, 2, 12)]\n"
        "[0.627, 0.474, 0.17]\n"
        ">>> round(model.residual_lifetime(4, 0.1), 2)\n"
        "5.89",
    .size = sizeof(ptv_sbg),
    .sized = true,
    .fields = sbg_fields,
    .methods = sbg_methods,
    .type = &sbg_type,
};

/* Counts of Python in an array, to be given back by free(); NULL with an exception. */
static uint64_t *take_counts(PyObject *object, const char *name, Py_ssize_t *n) {
    PyObject *items = ptvpy_take_items(object, name);
    if (!items)
        return NULL;
    *n = PyTuple_Size(items);
    uint64_t *counts = calloc((size_t)*n + 1, sizeof *counts);
    if (!counts)
        PyErr_NoMemory();
    for (Py_ssize_t i = 0; counts && i < *n; i++)
        if (ptvpy_take_count(PyTuple_GetItem(items, i), name, &counts[i]) < 0) {
            free(counts);
            counts = NULL;
        }
    Py_DECREF(items);
    return counts;
}

/* The counts of who was still there: of one cohort a single number, after the last period. */
static uint64_t *take_censored(PyObject *object, Py_ssize_t periods, Py_ssize_t *n) {
    if (!PyIndex_Check(object))
        return take_counts(object, "censored", n);
    uint64_t *counts = calloc((size_t)periods + 1, sizeof *counts);
    *n = periods;
    if (!counts)
        PyErr_NoMemory();
    else if (ptvpy_take_count(object, "censored", &counts[periods > 0 ? periods - 1 : 0]) < 0) {
        free(counts);
        counts = NULL;
    }
    return counts;
}

static PyObject *fit(const uint64_t *lost, Py_ssize_t n_lost, const uint64_t *censored,
                     Py_ssize_t n_censored) {
    if (n_lost != n_censored) {
        PyErr_Format(PyExc_ValueError, "sbg_fit: lost has %zd periods, and censored %zd", n_lost,
                     n_censored);
        return NULL;
    }
    ptv_sbg out = PTV_SBG_INIT;
    if (ptvpy_failed(ptv_sbg_fit(lost, censored, (size_t)n_lost, &out),
                     "sbg_fit: the number of periods"))
        return NULL;
    return ptvpy_record_new(&sbg, &out);
}

static PyObject *sbg_fit(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    (void)module;
    if (n != 2) {
        PyErr_Format(PyExc_TypeError, "sbg_fit() takes 2 positional arguments, not %zd", n);
        return NULL;
    }
    Py_ssize_t n_lost, n_censored;
    uint64_t *lost = take_counts(args[0], "lost", &n_lost);
    uint64_t *censored = lost ? take_censored(args[1], n_lost, &n_censored) : NULL;
    PyObject *result = censored ? fit(lost, n_lost, censored, n_censored) : NULL;
    free(censored);
    free(lost);
    return result;
}

struct value {
    double margin, retention, discount;
};

static const struct field value_arguments[] = {
    FIELD(struct value, margin, FIELD_DOUBLE, NULL),
    FIELD(struct value, retention, FIELD_DOUBLE, NULL),
    FIELD(struct value, discount, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

static PyObject *lifetime_value(const struct call *call,
                                ptv_status (*function)(double, double, double, double *)) {
    struct value of;
    double out;
    if (ptvpy_call_take(call, &of) < 0 ||
        ptvpy_call_refused(call, function(of.margin, of.retention, of.discount, &out)))
        return NULL;
    return PyFloat_FromDouble(out);
}

static PyObject *clv_begin(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"clv_begin", value_arguments, 3, 3, args, n, names};
    (void)module;
    return lifetime_value(&call, ptv_clv_begin);
}

static PyObject *clv_renewals(PyObject *module, PyObject *const *args, Py_ssize_t n,
                              PyObject *names) {
    const struct call call = {"clv_renewals", value_arguments, 3, 3, args, n, names};
    (void)module;
    return lifetime_value(&call, ptv_clv_renewals);
}

static PyMethodDef functions[] = {
    {"sbg_fit", CALLED_FAST(sbg_fit), METH_FASTCALL,
     "sbg_fit($module, lost, censored, /)\n--\n\n"
     "Fits the shifted beta-geometric model to one cohort, or to several together: an SBG.\n\n"
     "lost are the customers lost in the 1st, 2nd, ... period of their contract, added up over\n"
     "cohorts; censored those who were seen for 1, 2, ... periods and were still there, likewise;\n"
     "of one cohort a single number: who was there after the last period. 'empty' without\n"
     "customers; 'not_identified' where there are losses in fewer than two periods, or retention\n"
     "does not rise with age: then it is the geometric model. Raises ArgumentError for no "
     "periods,\n"
     "and for more than 10,000."},
    {"clv_begin", CALLED_FAST(clv_begin), METH_FASTCALL | METH_KEYWORDS,
     "clv_begin($module, /, margin, retention, discount)\n--\n\n"
     "Lifetime value at constant retention, of a margin at the beginning of each period, the "
     "first\n"
     "at once: margin * (1 + discount) / (1 + discount - retention).\n\n"
     "retention is 0..1, discount a rate a period, 0 or more; inf where retention is 1 and "
     "discount\n"
     "0. Raises ArgumentError for what is out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.clv_begin(100, 0.75, 0.25)\n"
     "250.0"},
    {"clv_renewals", CALLED_FAST(clv_renewals), METH_FASTCALL | METH_KEYWORDS,
     "clv_renewals($module, /, margin, retention, discount)\n--\n\n"
     "The same without the first payment: margin * retention / (1 + discount - retention).\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.clv_renewals(100, 0.75, 0.25)\n"
     "150.0"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_lifetime(PyObject *module) {
    const struct record_class *added[] = {&sbg, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : PyModule_AddFunctions(module, functions);
}
