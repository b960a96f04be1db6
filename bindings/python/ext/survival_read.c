/* SPDX-License-Identifier: MIT */
/* What is read from survival, and how two states are compared. */
#include "survival.h"

#include <stdlib.h>

#include "call.h"
#include "quantile.h"

#define OPTIONS_TEXT                                                                               \
    "confidence is that of every interval, above 0 and below 1; method 'rothman_wilson' "          \
    "(default),\n"                                                                                 \
    "'log_log', 'log' or 'plain'."

const char ptvpy_survival_read_doc[] =
    "read($self, /, *, confidence=0.95, method=None)\n--\n\n"
    "Counts, and the median time to the event, in units.\n\n" OPTIONS_TEXT
    " Without cases n is 0, the median nan, and\n"
    "its status 'empty'; it is 'incomplete' where more than half are left at the end.";

const char ptvpy_survival_at_doc[] =
    "at($self, time, *, confidence=0.95, method=None)\n--\n\n"
    "The share to which the event has not happened up to and at a time: an Estimate, 0..1.\n\n"
    "time is a number of units or a timedelta, 0 or more. " OPTIONS_TEXT
    "\nThe status is 'incomplete', and the value nan, where nobody was watched for so long.";

const char ptvpy_survival_curve_doc[] =
    "curve($self, /, *, confidence=0.95, method=None)\n--\n\n"
    "The whole curve: a list of SurvivalPoint, one for each distinct time, rising.\n\n" OPTIONS_TEXT
    "\n\n"
    ">>> import postventa\n"
    ">>> tickets = postventa.Survival()\n"
    ">>> tickets.update([3, 5, 5], [True, True, False])\n"
    ">>> [(point.time, round(point.survival.value, 3)) for point in tickets.curve()]\n"
    "[(3, 0.667), (5, 0.333)]";

const char ptvpy_survival_quantile_doc[] =
    "quantile($self, q, *, confidence=0.95, method=None)\n--\n\n"
    "The first time at which a share q has had the event: an Estimate, in units.\n\n"
    "q is above 0 and below 1, taken as the nearest fraction with a denominator of at most a\n"
    "million. " OPTIONS_TEXT " The status is\n"
    "'incomplete', and the value nan, where the curve does not come down so far; 'unattainable'\n"
    "where it does, and its upper bound does not.";

const char ptvpy_survival_restricted_mean_doc[] =
    "restricted_mean($self, limit, *, confidence=0.95)\n--\n\n"
    "The mean time to the event, counting at most `limit` of each: an Estimate, in units.\n\n"
    "limit is a number of units or a timedelta, above 0; confidence that of the interval. The\n"
    "status is 'incomplete', and the value nan, where nobody was watched for so long.";

const char ptvpy_survival_compare_doc[] =
    "compare($self, before, /, *, confidence=0.95)\n--\n\n"
    "Whether the event comes sooner than in a state of other cases: the log-rank test.\n\n"
    "The difference is Peto's estimate of the logarithm of the hazard ratio: above 0, the event\n"
    "comes sooner now. Raises MismatchError for another unit or calendar.";

/* Options begin these structs, so that their fields have the places that they have in options. */
struct reading {
    ptv_survival_options options;
    PyObject *of; /* a time, or q */
};

static const struct field options[] = {
    FIELD_OPTION(ptv_survival_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_survival_options, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field at_arguments[] = {
    FIELD_AS("time", struct reading, of, FIELD_OBJECT, NULL),
    FIELD_OPTION(ptv_survival_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_survival_options, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field quantile_arguments[] = {
    FIELD_AS("q", struct reading, of, FIELD_OBJECT, NULL),
    FIELD_OPTION(ptv_survival_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_survival_options, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field restricted_mean_arguments[] = {
    FIELD_AS("limit", struct reading, of, FIELD_OBJECT, NULL),
    FIELD_OPTION(ptv_survival_options, confidence, FIELD_DOUBLE),
    FIELDS_END,
};

static const struct field compare_options[] = {
    FIELD_OPTION(ptv_survival_options, confidence, FIELD_DOUBLE),
    FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_survival_result, median, "First time at which at most half are left."),
    FIELD(ptv_survival_result, n, FIELD_COUNT, "Cases: events and censored."),
    FIELD(ptv_survival_result, events, FIELD_COUNT, "Cases in which the event happened."),
    FIELD(ptv_survival_result, missing, FIELD_COUNT, "Cases without a time."),
    FIELD(ptv_survival_result, rejected, FIELD_COUNT, "Cases with a negative time."),
    FIELD(ptv_survival_result, times, FIELD_COUNT, "Distinct times."),
    FIELD(ptv_survival_result, last, FIELD_OPTIONAL, "Longest time, in units; None without cases."),
    FIELD_QUIET(ptv_survival_result, calendar_id, FIELD_COUNT,
                "The caller's own number of the calendar; 0: none."),
    FIELD_AS("unit", ptv_survival_result, unit_ms, FIELD_DURATION,
             "What a time of 1 stands for, a timedelta."),
    FIELDS_END,
};

static const struct field point_fields[] = {
    FIELD(ptv_survival_point, time, FIELD_I64, "The time, in units."),
    FIELD(ptv_survival_point, at_risk, FIELD_COUNT, "Cases still watched just before it."),
    FIELD(ptv_survival_point, events, FIELD_COUNT, "Events at it."),
    FIELD(ptv_survival_point, censored, FIELD_COUNT, "Cases censored at it, after its events."),
    FIELD_ESTIMATE(ptv_survival_point, survival,
                   "Share to which the event has not happened up to and at this time, 0..1."),
    FIELDS_END,
};

static PyTypeObject *result_type, *point_type;

static const struct record_class result_class = {
    .name = "postventa.SurvivalResult",
    .doc = "What Survival.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> result = postventa.Survival().read()\n"
           ">>> result.last, result.median.status\n"
           "(None, 'empty')",
    .size = sizeof(ptv_survival_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static const struct record_class point_class = {
    .name = "postventa.SurvivalPoint",
    .doc = "A step of the curve of Survival.\n\n"
           ">>> import postventa\n"
           ">>> tickets = postventa.Survival()\n"
           ">>> tickets.add(4)\n"
           ">>> tickets.add(9, event=False)\n"
           ">>> point = tickets.curve()[1]\n"
           ">>> point.time, point.at_risk, point.events, point.censored\n"
           "(9, 1, 0, 1)",
    .size = sizeof(ptv_survival_point),
    .fields = point_fields,
    .type = &point_type,
};

PyObject *ptvpy_survival_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival_result out = PTV_SURVIVAL_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, options, &opt) < 0 ||
        ptvpy_call_failed(ptv_survival_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

PyObject *ptvpy_survival_at(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"at", at_arguments, 1, 1, args, n, names};
    struct reading in = {PTV_SURVIVAL_OPTIONS_INIT, NULL};
    ptv_estimate out;
    int64_t time;
    if (ptvpy_call_take(&call, &in) < 0 ||
        ptvpy_take_survival_time(ptvpy_state(self), in.of, "time", &time) < 0 ||
        ptvpy_call_refused(&call, ptv_survival_at(ptvpy_state(self), time, &in.options, &out)))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

PyObject *ptvpy_survival_quantile(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                  PyObject *names) {
    const struct call call = {"quantile", quantile_arguments, 1, 1, args, n, names};
    struct reading in = {PTV_SURVIVAL_OPTIONS_INIT, NULL};
    ptv_estimate out;
    uint32_t num, den;
    if (ptvpy_call_take(&call, &in) < 0 || ptvpy_take_fraction(in.of, "q", &num, &den) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_survival_quantile(ptvpy_state(self), num, den, &in.options, &out)))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

PyObject *ptvpy_survival_restricted_mean(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                         PyObject *names) {
    const struct call call = {"restricted_mean", restricted_mean_arguments, 1, 1, args, n, names};
    struct reading in = {PTV_SURVIVAL_OPTIONS_INIT, NULL};
    ptv_estimate out;
    int64_t limit;
    if (ptvpy_call_take(&call, &in) < 0 ||
        ptvpy_take_survival_time(ptvpy_state(self), in.of, "limit", &limit) < 0 ||
        ptvpy_call_refused(
            &call, ptv_survival_restricted_mean(ptvpy_state(self), limit, &in.options, &out)))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

PyObject *ptvpy_survival_curve(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    size_t n = 0;
    if (ptvpy_take_arguments("curve", args, kwargs, NULL, 0, options, &opt) < 0 ||
        ptvpy_call_failed(ptv_survival_curve(ptvpy_state(self), &opt, NULL, 0, &n), "curve",
                          kwargs))
        return NULL;
    ptv_survival_point *points = malloc((n > 0 ? n : 1) * sizeof *points);
    if (!points)
        return PyErr_NoMemory();
    ptv_status status = ptv_survival_curve(ptvpy_state(self), &opt, points, n, &n);
    PyObject *list = ptvpy_failed(status, NULL) ? NULL : ptvpy_record_list(&point_class, points, n);
    free(points);
    return list;
}

PyObject *ptvpy_survival_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, compare_options, &opt) < 0)
        return NULL;
    const ptv_survival *other = ptvpy_state_like(self, before);
    if (!other || ptvpy_call_failed(ptv_survival_compare(ptvpy_state(self), other, &opt, &out),
                                    "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

int ptvpy_add_survival_results(PyObject *module) {
    static const struct record_class *const added[] = {&result_class, &point_class, NULL};
    return ptvpy_add_records(module, added);
}
