/* SPDX-License-Identifier: MIT */
/* Retention and churn from counts. */
#include "call.h"
#include "record.h"
#include "stats.h"

struct retention {
    ptv_customer_counts counts;
    ptv_retention_options options;
};

static const struct word churn_bases[] = {
    {"start", PTV_CHURN_BASE_START},
    {"served", PTV_CHURN_BASE_SERVED},
    {"mean", PTV_CHURN_BASE_MEAN},
    {NULL, 0},
};

#define COUNTED(name) FIELD_AS(#name, struct retention, counts.name, FIELD_COUNT, NULL)

static const struct field retention_arguments[] = {
    COUNTED(start),
    COUNTED(end),
    COUNTED(fresh),
    COUNTED(back),
    COUNTED(lost),
    COUNTED(lost_fresh),
    {"churn_base", FIELD_WORD, offsetof(struct retention, options.churn_base), NULL, churn_bases,
     NULL, NULL, false},
    FIELD_OPTION_AS("confidence", struct retention, options.confidence, FIELD_DOUBLE),
    FIELD_AS("method", struct retention, options.method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field retention_fields[] = {
    FIELD_ESTIMATE(ptv_retention_result, retention, "Those of the start who stayed, 0..1."),
    FIELD_ESTIMATE(ptv_retention_result, churn,
                   "By the base that was asked for; with 'mean' it has no interval."),
    FIELD_WORDS(ptv_retention_result, churn_base, churn_bases, "'start', 'served' or 'mean'."),
    FIELD(ptv_retention_result, movement_status, FIELD_STATUS,
          "'ok', or 'inconsistent': end is not start + fresh + back - lost."),
    FIELDS_END,
};

static PyTypeObject *retention_type;

static const struct record_class retention_result = {
    .name = "postventa.stats.RetentionResult",
    .doc = "What stats.retention() gives.\n\n"
           ">>> from postventa import stats\n"
           ">>> result = stats.retention(start=100, end=104, fresh=24, lost=20)\n"
           ">>> result.retention.value, result.churn.value, result.movement_status\n"
           "(0.8, 0.2, 'ok')",
    .size = sizeof(ptv_retention_result),
    .sized = true,
    .fields = retention_fields,
    .type = &retention_type,
};

static PyObject *retention(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"retention", retention_arguments, 0, 2, args, n, names};
    struct retention of = {PTV_CUSTOMER_COUNTS_INIT, PTV_RETENTION_OPTIONS_INIT};
    ptv_retention_result out = PTV_RETENTION_RESULT_INIT;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_call_refused(&call, ptv_retention_read(&of.counts, &of.options, &out)))
        return NULL;
    return ptvpy_record_new(&retention_result, &out);
}

struct compound {
    ptv_estimate churn;
    double periods;
};

static const struct field compound_arguments[] = {
    FIELD_ESTIMATE(struct compound, churn, NULL),
    FIELD(struct compound, periods, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

static PyObject *churn_compound(PyObject *module, PyObject *const *args, Py_ssize_t n,
                                PyObject *names) {
    const struct call call = {"churn_compound", compound_arguments, 2, 2, args, n, names};
    struct compound of;
    ptv_estimate out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_call_refused(&call, ptv_churn_compound(&of.churn, of.periods, &out)))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

static PyMethodDef functions[] = {
    {"retention", CALLED_FAST(retention), METH_FASTCALL | METH_KEYWORDS,
     "retention($module, /, *, start, end, fresh=0, back=0, lost=0, lost_fresh=0,\n"
     "          churn_base='start', confidence=0.95, method='wilson')\n--\n\n"
     "Retention and churn of a period, from how many customers there were at its start and at its\n"
     "end, who came in it (fresh), came back, and left (lost); lost_fresh of the lost are not of\n"
     "the start.\n\n"
     "With a list of customers, Cohorts are better: counts cannot tell who stayed. churn_base is\n"
     "'start', 'served' (all lost of start + fresh + back) or 'mean' (all lost by the mean of\n"
     "start and end: a ratio). Numbers that no customers can have give nan and 'inconsistent', a\n"
     "start of 0 'empty'. Raises ArgumentError for a confidence or method out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.retention(start=200, end=190, fresh=15, lost=25).churn\n"
     "Estimate(value=0.125, lower=0.0861197, upper=0.178014, n=200, status='ok', method='wilson')"},
    {"churn_compound", CALLED_FAST(churn_compound), METH_FASTCALL | METH_KEYWORDS,
     "churn_compound($module, /, churn, periods)\n--\n\n"
     "The churn of several periods from that of one, an Estimate, if it stays what it is:\n"
     "1 - (1 - churn) ** periods, with its bounds.\n\n"
     "A fraction such as 1 / 12 turns a year into a month. Raises ArgumentError for periods that\n"
     "are not above 0 and finite, and for an estimate that is no share.\n\n"
     ">>> from postventa import stats\n"
     ">>> monthly = stats.share_interval(20, 1000)\n"
     ">>> round(stats.churn_compound(monthly, 12).value, 4)\n"
     "0.2153"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_retention(PyObject *module) {
    const struct record_class *added[] = {&retention_result, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : PyModule_AddFunctions(module, functions);
}
