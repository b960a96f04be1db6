/* SPDX-License-Identifier: MIT */
/* What is read from durations, and how two sets of them are compared. */
#include "durations.h"

#include "call.h"
#include "quantile.h"

const char ptvpy_durations_read_doc[] =
    "read($self, /, *, confidence=0.95)\n--\n\n"
    "Median, mean, spread and range of everything counted so far.\n\n"
    "confidence is that of every interval, above 0 and below 1. The median's interval is free of\n"
    "any distribution; at 95 % it needs 6 durations, and with fewer its status is 'unattainable'.\n"
    "Without durations n is 0, every figure nan, and the status 'empty'.";

const char ptvpy_durations_quantile_doc[] =
    "quantile($self, q, *, confidence=0.95, quantile_type=None)\n--\n\n"
    "The time within which a share q of all was done: an Estimate, in ms.\n\n"
    "q is above 0 and below 1, taken as the nearest fraction with a denominator of at most a\n"
    "million: 0.9 is 9 of 10. quantile_type is 'nearest_rank' (default: a value that was "
    "observed),\n"
    "'midpoint', 'exclusive', 'inclusive' (as numpy.quantile) or 'unbiased'. The interval lies\n"
    "between two order statistics; where the durations are too few for it, the status is\n"
    "'unattainable'; without durations the value is nan, and the status 'empty'.\n\n"
    ">>> import postventa\n"
    ">>> answers = postventa.Durations()\n"
    ">>> for minutes in range(1, 101):\n"
    "...     answers.add(minutes * 60_000)\n"
    ">>> answers.quantile(0.9).timedeltas()[0]\n"
    "datetime.timedelta(seconds=5400)";

const char ptvpy_durations_within_doc[] =
    "within($self, limit, *, confidence=0.95, share_method=None)\n--\n\n"
    "The share of the durations that were at most as long as a limit: a WithinResult.\n\n"
    "limit is a timedelta or ms, 0 or more; share_method 'wilson' (default), 'clopper_pearson',\n"
    "'agresti_coull' or 'jeffreys'. Exact for declared limits and while the values are kept\n"
    "exactly; else the counts say between what and what it lies. Without durations the share is\n"
    "nan, and its status 'empty'.";

const char ptvpy_durations_compare_doc[] =
    "compare($self, before, /, *, kind='median', confidence=0.95)\n--\n\n"
    "The difference to durations of other cases, now minus before: a Comparison.\n\n"
    "kind 'median' (in ms, without a test) and 'mean' (in ms, by Welch) say how much longer; "
    "'order'\n"
    "(by Brunner and Munzel) says which tends to be shorter: 0 is neither, 0.5 that all of now "
    "are\n"
    "shorter. Raises MismatchError for other limits, precision or calendar.";

const char ptvpy_durations_cells_doc[] =
    "cells($self, /)\n--\n\n"
    "The histogram, for plots: a list of DurationCell, rising, without the empty ones.\n\n"
    ">>> import postventa\n"
    ">>> answers = postventa.Durations()\n"
    ">>> answers.add(250, 3)\n"
    ">>> [(cell.lower, cell.count) for cell in answers.cells()]\n"
    "[(datetime.timedelta(microseconds=250000), 3)]";

static const struct word kinds[] = {
    {"median", PTV_TIME_KIND_MEDIAN},
    {"mean", PTV_TIME_KIND_MEAN},
    {"order", PTV_TIME_KIND_ORDER},
    {NULL, 0},
};

static const struct field read_options[] = {
    FIELD_OPTION(ptv_durations_options, confidence, FIELD_DOUBLE),
    FIELDS_END,
};

/* Options begin these structs, so that their fields have the places that they have in options. */
struct quantile {
    ptv_durations_options options;
    PyObject *q;
};

struct within {
    ptv_durations_options options;
    int64_t limit;
};

static const struct field quantile_arguments[] = {
    FIELD(struct quantile, q, FIELD_OBJECT, NULL),
    FIELD_OPTION(ptv_durations_options, confidence, FIELD_DOUBLE),
    FIELD_WORDS(ptv_durations_options, quantile_type, ptvpy_quantile_types, NULL),
    FIELDS_END,
};

static const struct field within_arguments[] = {
    FIELD(struct within, limit, FIELD_DURATION, NULL),
    FIELD_OPTION(ptv_durations_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_durations_options, share_method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field compare_options[] = {
    FIELD_WORDS(ptv_durations_options, kind, kinds, NULL),
    FIELD_OPTION(ptv_durations_options, confidence, FIELD_DOUBLE),
    FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_durations_result, median, "In ms; between two values their mean."),
    FIELD_ESTIMATE(ptv_durations_result, mean, "In ms; misleading where `skewed`."),
    FIELD(ptv_durations_result, std_dev_ms, FIELD_DOUBLE, "With n - 1, in ms; nan for n < 2."),
    FIELD_QUIET(ptv_durations_result, skewness, FIELD_DOUBLE, "Of the sample; nan without spread."),
    FIELD(ptv_durations_result, n, FIELD_COUNT, "Durations that were counted: the base."),
    FIELD(ptv_durations_result, missing, FIELD_COUNT, "Durations that were missing."),
    FIELD(ptv_durations_result, rejected, FIELD_COUNT, "Negative durations."),
    FIELD_AS("min", ptv_durations_result, min_ms, FIELD_DURATION,
             "Shortest; after a removal, the lower edge of its bucket; None without durations."),
    FIELD_AS("max", ptv_durations_result, max_ms, FIELD_DURATION,
             "Longest; after a removal, the upper edge of its bucket; None without durations."),
    FIELD_QUIET(ptv_durations_result, calendar_id, FIELD_COUNT,
                "The caller's own number of the calendar; 0: none."),
    FIELD_QUIET(ptv_durations_result, exact, FIELD_BOOL,
                "Whether the values are kept exactly, not in buckets."),
    FIELD(ptv_durations_result, skewed, FIELD_BOOL,
          "Whether skewness is above 2 or n below 30: the interval of the mean is too narrow."),
    FIELDS_END,
};

static const struct field within_fields[] = {
    FIELD_ESTIMATE(ptv_durations_within_result, share, "Share of n within the limit, 0..1."),
    FIELD(ptv_durations_within_result, n, FIELD_COUNT, "The base."),
    FIELD(ptv_durations_within_result, at_least, FIELD_COUNT, "Certainly so many are within."),
    FIELD(ptv_durations_within_result, at_most, FIELD_COUNT, "Certainly no more are."),
    FIELDS_END,
};

static const struct field cell_fields[] = {
    FIELD_AS("lower", ptv_duration_cell, lower_ms, FIELD_DURATION,
             "Shortest duration that it holds."),
    FIELD_AS("upper", ptv_duration_cell, upper_ms, FIELD_DURATION,
             "Longest duration that it holds."),
    FIELD(ptv_duration_cell, count, FIELD_COUNT, "How many it holds, above 0."),
    FIELDS_END,
};

static PyTypeObject *result_type, *within_type, *cell_type;

static const struct record_class result_class = {
    .name = "postventa.DurationsResult",
    .doc = "What Durations.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> times = postventa.Durations()\n"
           ">>> times.add(1000)\n"
           ">>> times.add(2500)\n"
           ">>> result = times.read()\n"
           ">>> result.mean.value, result.max, result.exact\n"
           "(1750.0, datetime.timedelta(seconds=2, microseconds=500000), True)",
    .size = sizeof(ptv_durations_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static const struct record_class within_class = {
    .name = "postventa.WithinResult",
    .doc = "What Durations.within() gives.\n\n"
           ">>> import postventa\n"
           ">>> times = postventa.Durations()\n"
           ">>> times.add(1000)\n"
           ">>> times.add(2500)\n"
           ">>> result = times.within(1000)\n"
           ">>> result.share.value, result.at_least, result.at_most\n"
           "(0.5, 1, 1)",
    .size = sizeof(ptv_durations_within_result),
    .sized = true,
    .fields = within_fields,
    .type = &within_type,
};

static const struct record_class cell_class = {
    .name = "postventa.DurationCell",
    .doc = "A cell of the histogram of Durations: one exact value, or a bucket.\n\n"
           ">>> import postventa\n"
           ">>> times = postventa.Durations()\n"
           ">>> times.add(2500, 4)\n"
           ">>> times.cells()[0].count\n"
           "4",
    .size = sizeof(ptv_duration_cell),
    .fields = cell_fields,
    .type = &cell_type,
};

PyObject *ptvpy_durations_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    ptv_durations_result out = PTV_DURATIONS_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, read_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_durations_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

PyObject *ptvpy_durations_quantile(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                   PyObject *names) {
    const struct call call = {"quantile", quantile_arguments, 1, 1, args, n, names};
    struct quantile in = {PTV_DURATIONS_OPTIONS_INIT, NULL};
    ptv_estimate out;
    uint32_t num, den;
    if (ptvpy_call_take(&call, &in) < 0 || ptvpy_take_fraction(in.q, "q", &num, &den) < 0 ||
        ptvpy_call_refused(
            &call, ptv_durations_percentile(ptvpy_state(self), num, den, &in.options, &out)))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

PyObject *ptvpy_durations_within(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                 PyObject *names) {
    const struct call call = {"within", within_arguments, 1, 1, args, n, names};
    struct within in = {PTV_DURATIONS_OPTIONS_INIT, PTV_TIME_NONE};
    ptv_durations_within_result out = PTV_DURATIONS_WITHIN_RESULT_INIT;
    if (ptvpy_call_take(&call, &in) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_durations_within(ptvpy_state(self), in.limit, &in.options, &out)))
        return NULL;
    return ptvpy_record_new(&within_class, &out);
}

PyObject *ptvpy_durations_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, compare_options, &opt) < 0)
        return NULL;
    const ptv_durations *other = ptvpy_state_like(self, before);
    if (!other || ptvpy_call_failed(ptv_durations_compare(ptvpy_state(self), other, &opt, &out),
                                    "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

PyObject *ptvpy_durations_cells(PyObject *self, PyObject *unused) {
    (void)unused;
    PyObject *list = PyList_New(0);
    size_t position = 0;
    ptv_duration_cell cell;
    while (list && ptv_durations_next(ptvpy_state(self), &position, &cell) == PTV_OK) {
        PyObject *item = ptvpy_record_new(&cell_class, &cell);
        if (!item || PyList_Append(list, item) < 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

int ptvpy_add_durations_results(PyObject *module) {
    static const struct record_class *const added[] = {&result_class, &within_class, &cell_class,
                                                       NULL};
    return ptvpy_add_records(module, added);
}
