/* SPDX-License-Identifier: MIT */
/* Estimate and Comparison: the two records that all readings are made of. */
#include "call.h"
#include "record.h"
#include "values.h"

static PyTypeObject *estimate_type, *comparison_type;

static double estimate_value(const void *values) {
    return ((const ptv_estimate *)values)->value;
}

static double comparison_difference(const void *values) {
    return ((const ptv_comparison *)values)->difference;
}

static PyObject *timedeltas(double value, double lower, double upper, double unit_ms) {
    PyObject *tuple = PyTuple_New(3);
    const double figures[] = {value, lower, upper};
    for (int i = 0; tuple && i < 3; i++) {
        PyObject *item = ptvpy_give_duration_of(figures[i] * unit_ms);
        if (!item || PyTuple_SetItem(tuple, i, item) < 0)
            Py_CLEAR(tuple);
    }
    return tuple;
}

struct unit {
    double ms;
};

static PyObject *estimate_timedeltas(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                     PyObject *names) {
    static const struct field fields[] = {
        FIELD_AS("unit", struct unit, ms, FIELD_SPAN, NULL),
        FIELDS_END,
    };
    const struct call call = {"timedeltas", fields, 1, 0, args, n, names};
    const ptv_estimate *estimate = ptvpy_record_values(self, &ptvpy_estimate, "self");
    struct unit unit = {1};
    if (!estimate || ptvpy_call_take(&call, &unit) < 0)
        return NULL;
    return timedeltas(estimate->value, estimate->lower, estimate->upper, unit.ms);
}

static PyObject *comparison_timedeltas(PyObject *self, PyObject *unused) {
    (void)unused;
    const ptv_comparison *comparison = ptvpy_record_values(self, &ptvpy_comparison, "self");
    return comparison ? timedeltas(comparison->difference, comparison->lower, comparison->upper, 1)
                      : NULL;
}

/* "0.85 [0.79, 0.89]" in the format that is asked for; the figure alone, where there is no
 * interval. Without a format, what str() gives. */
static PyObject *format(PyObject *self, PyObject *spec, double value, double lower, double upper) {
    const double figures[] = {value, lower, upper};
    static const char *const patterns[] = {"%U%U", "%U [%U", "%U, %U]"};
    int n = lower != lower && upper != upper ? 1 : 3;
    if (!PyUnicode_Check(spec)) {
        PyErr_Format(PyExc_TypeError, "__format__() takes a str, not %R", spec);
        return NULL;
    }
    if (PyUnicode_GetLength(spec) == 0)
        return PyObject_Str(self);
    PyObject *text = PyUnicode_FromString("");
    for (int i = 0; text && i < n; i++) {
        PyObject *number = PyFloat_FromDouble(figures[i]);
        PyObject *part = number ? PyObject_Format(number, spec) : NULL;
        ptvpy_set(&text, part ? PyUnicode_FromFormat(patterns[i], text, part) : NULL);
        Py_XDECREF(part);
        Py_XDECREF(number);
    }
    return text;
}

static PyObject *estimate_format(PyObject *self, PyObject *spec) {
    const ptv_estimate *estimate = ptvpy_record_values(self, &ptvpy_estimate, "self");
    return estimate ? format(self, spec, estimate->value, estimate->lower, estimate->upper) : NULL;
}

static PyObject *comparison_format(PyObject *self, PyObject *spec) {
    const ptv_comparison *comparison = ptvpy_record_values(self, &ptvpy_comparison, "self");
    return comparison
               ? format(self, spec, comparison->difference, comparison->lower, comparison->upper)
               : NULL;
}

static PyMethodDef estimate_methods[] = {
    {"__format__", estimate_format, METH_O,
     "__format__($self, format_spec, /)\n--\n\n"
     "The figure and its interval, each in a format for floats: f'{score:+.1f}'."},
    {"timedeltas", CALLED_FAST(estimate_timedeltas), METH_FASTCALL | METH_KEYWORDS,
     "timedeltas($self, unit=None)\n--\n\n"
     "Value, lower and upper as timedeltas, of an estimate in ms; None where there is none.\n\n"
     "unit is what 1 stands for where that is no ms: a Survival's is in its unit.\n\n"
     ">>> import postventa\n"
     ">>> times = postventa.Durations()\n"
     ">>> times.update([60_000, 90_000, 120_000])\n"
     ">>> times.read().median.timedeltas()[0]\n"
     "datetime.timedelta(seconds=90)\n"
     ">>> tickets = postventa.Survival(unit=60_000)\n"
     ">>> tickets.update([5, 7, 9])\n"
     ">>> tickets.read().median.timedeltas(tickets.unit)[0]\n"
     "datetime.timedelta(seconds=420)"},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef comparison_methods[] = {
    {"__format__", comparison_format, METH_O,
     "__format__($self, format_spec, /)\n--\n\n"
     "The difference and its interval, each in a format for floats: f'{change:+.1f}'."},
    {"timedeltas", comparison_timedeltas, METH_NOARGS,
     "timedeltas($self, /)\n--\n\n"
     "Difference, lower and upper as timedeltas, of a comparison in ms; None where there is none."},
    {NULL, NULL, 0, NULL},
};

static const struct field estimate_fields[] = {
    FIELD(ptv_estimate, value, FIELD_DOUBLE, "The estimate; nan where there are no data."),
    FIELD(ptv_estimate, lower, FIELD_DOUBLE, "Lower end of the interval; nan where there is none."),
    FIELD(ptv_estimate, upper, FIELD_DOUBLE, "Upper end of the interval; nan where there is none."),
    FIELD_QUIET(ptv_estimate, std_error, FIELD_DOUBLE, "Standard error; nan where there is none."),
    FIELD_QUIET(ptv_estimate, confidence, FIELD_DOUBLE, "Confidence of the interval, 0..1."),
    FIELD_QUIET(ptv_estimate, n_eff, FIELD_DOUBLE,
                "How many independent cases the interval is worth."),
    FIELD(ptv_estimate, n, FIELD_COUNT, "Cases in the base."),
    FIELD(ptv_estimate, status, FIELD_STATUS,
          "'ok', or what is to be said of the data: 'empty', 'degenerate', ..."),
    FIELD(ptv_estimate, method, FIELD_METHOD, "Method of the interval, such as 'wilson'."),
    FIELDS_END,
};

static const struct field comparison_fields[] = {
    FIELD(ptv_comparison, difference, FIELD_DOUBLE, "Now minus before."),
    FIELD(ptv_comparison, lower, FIELD_DOUBLE, "Lower end of the difference's interval."),
    FIELD(ptv_comparison, upper, FIELD_DOUBLE, "Upper end of the difference's interval."),
    FIELD_QUIET(ptv_comparison, std_error, FIELD_DOUBLE, "Standard error; nan where none."),
    FIELD_QUIET(ptv_comparison, statistic, FIELD_DOUBLE, "Statistic of the test."),
    FIELD_QUIET(ptv_comparison, df, FIELD_DOUBLE, "Degrees of freedom; nan where none."),
    FIELD(ptv_comparison, p_value, FIELD_DOUBLE, "Two-sided p; nan where there is no test."),
    FIELD_QUIET(ptv_comparison, confidence, FIELD_DOUBLE, "Confidence of the interval, 0..1."),
    FIELD(ptv_comparison, status, FIELD_STATUS, "As of an Estimate."),
    FIELD(ptv_comparison, method, FIELD_METHOD, "Method, such as 'mover'."),
    FIELDS_END,
};

const struct record_class ptvpy_estimate = {
    .name = "postventa.Estimate",
    .doc = "A figure and how sure it is; float() gives the figure.\n\n"
           ">>> import postventa\n"
           ">>> nps = postventa.NPS()\n"
           ">>> nps.update([10, 9, 9, 7, 3])\n"
           ">>> score = nps.read().score\n"
           ">>> score.value, score.n, score.status, score.method\n"
           "(40.0, 5, 'ok', 'score')\n"
           ">>> f'NPS {score:+.0f}'\n"
           "'NPS +40 [-35, +83]'",
    .size = sizeof(ptv_estimate),
    .fields = estimate_fields,
    .methods = estimate_methods,
    .number = estimate_value,
    .type = &estimate_type,
};

const struct record_class ptvpy_comparison = {
    .name = "postventa.Comparison",
    .doc = "A difference, now minus before, and how sure it is; float() gives the difference.\n\n"
           ">>> import postventa\n"
           ">>> now, before = postventa.NPS(), postventa.NPS()\n"
           ">>> now.update([10, 10, 9, 9, 8])\n"
           ">>> before.update([10, 9, 7, 6, 2])\n"
           ">>> now.compare(before).difference\n"
           "80.0",
    .size = sizeof(ptv_comparison),
    .fields = comparison_fields,
    .methods = comparison_methods,
    .number = comparison_difference,
    .type = &comparison_type,
};

int ptvpy_add_estimates(PyObject *module) {
    const struct record_class *added[] = {&ptvpy_estimate, &ptvpy_comparison, NULL};
    return ptvpy_add_records(module, added);
}
