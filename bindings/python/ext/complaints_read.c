/* SPDX-License-Identifier: MIT */
/* What is read from complaints. */
#include "complaints.h"

#include "backlog.h"
#include "durations.h"
#include "survival.h"

const char ptvpy_complaints_read_doc[] =
    "read($self, /, *, confidence=0.95, share_method=None, rate_method=None, exposed='at_end',\n"
    "     open_start=None)\n--\n\n"
    "Rate, shares and movement: a ComplaintsResult.\n\n"
    "share_method is 'wilson' (default), 'clopper_pearson', 'agresti_coull' or 'jeffreys';\n"
    "rate_method 'garwood' (default) or 'jeffreys'; exposed whom the rate is of: 'at_end' of the\n"
    "period, or the 'average' of its start and end. open_start is what was open according to the\n"
    "period before: where the movement does not begin with it, or does not add up, its\n"
    "movement_status is 'inconsistent'. The rate's status is 'empty' where nobody is exposed,\n"
    "that of `within` 'undefined' where there is no limit. Raises ArgumentError for an option out\n"
    "of range.";

const char ptvpy_complaints_compare_doc[] =
    "compare($self, before, /, *, confidence=0.95, exposed='at_end')\n--\n\n"
    "The rate relative to that of another period or of other customers: a Comparison, whose\n"
    "difference is the ratio, now over before; 1 is no difference.\n\n"
    "The rates are per thousand exposed in their period, however long it is: let the two be of\n"
    "one length.\n\n"
    ">>> import postventa\n"
    ">>> before = postventa.Complaints(start=0, until=1_000)\n"
    ">>> now = postventa.Complaints(start=1_000, until=2_000)\n"
    ">>> before.update(range(100, 108))\n"
    ">>> now.update(range(1_100, 1_104))\n"
    ">>> before.add_exposed(500, 500)\n"
    ">>> now.add_exposed(500, 500)\n"
    ">>> now.compare(before).difference\n"
    "0.5";

const char ptvpy_complaints_durations_doc[] =
    "durations($self, /)\n--\n\n"
    "How long it took to solve those that were closed in the period: a Durations of its own, in\n"
    "which the limit is declared.";

const char ptvpy_complaints_survival_doc[] =
    "survival($self, /)\n--\n\n"
    "How long it took to solve those that came in in the period: a Survival of its own, in\n"
    "seconds; those that were open at its end are censored.";

static const struct word bases[] = {
    {"at_end", PTV_EXPOSED_AT_END},
    {"average", PTV_EXPOSED_AVERAGE},
    {NULL, 0},
};

static const struct field read_fields[] = {
    FIELD_OPTION(ptv_complaints_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_complaints_options, share_method, FIELD_METHOD, NULL),
    FIELD(ptv_complaints_options, rate_method, FIELD_METHOD, NULL),
    FIELD_WORDS(ptv_complaints_options, exposed, bases, NULL),
    FIELD(ptv_complaints_options, open_start, FIELD_COUNT, NULL),
    FIELDS_END,
};

static const struct field compare_fields[] = {
    FIELD_OPTION(ptv_complaints_options, confidence, FIELD_DOUBLE),
    FIELD_WORDS(ptv_complaints_options, exposed, bases, NULL),
    FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_complaints_result, per_thousand, "Received per 1,000 exposed."),
    FIELD_ESTIMATE(ptv_complaints_result, unresolved, "open_end / (open_start + received), 0..1."),
    FIELD_ESTIMATE(ptv_complaints_result, within,
                   "Of those closed in the period, share within the limit, 0..1."),
    FIELD_ESTIMATE(ptv_complaints_result, upheld,
                   "Of those closed in the period and decided, share upheld, 0..1."),
    FIELD(ptv_complaints_result, exposed_start, FIELD_COUNT,
          "Who could have complained at the start of the period."),
    FIELD(ptv_complaints_result, exposed_end, FIELD_COUNT, "Who could have complained at its end."),
    FIELD(ptv_complaints_result, invalid, FIELD_COUNT,
          "Complaints closed before they came in, or never received."),
    FIELD_OF(ptv_complaints_result, movement, &ptvpy_backlog,
             "What was open, came, went, and is open."),
    FIELD(ptv_complaints_result, movement_status, FIELD_STATUS,
          "'ok', or 'inconsistent': the movement does not add up, or does not begin with "
          "open_start."),
    FIELDS_END,
};

static PyTypeObject *result_type;

static const struct record_class result_class = {
    .name = "postventa.ComplaintsResult",
    .doc = "What Complaints.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> complaints = postventa.Complaints(start=0, until=1_000, ages=[500])\n"
           ">>> complaints.update([-100, 200, 300], [50, None, 600])\n"
           ">>> result = complaints.read(open_start=1)\n"
           ">>> result.movement\n"
           "Backlog(open_start=1, received=2, closed=2, open_end=1, outside=0, bands=(0, 1))\n"
           ">>> result.movement_status, complaints.read(open_start=5).movement_status\n"
           "('ok', 'inconsistent')",
    .size = sizeof(ptv_complaints_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

PyObject *ptvpy_complaints_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    ptv_complaints_result out = PTV_COMPLAINTS_RESULT_INIT;
    opt.open_start = UINT64_MAX; /* more than any state counts: it was not given */
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, read_fields, &opt) < 0)
        return NULL;
    opt.check_start = opt.open_start != UINT64_MAX;
    if (!opt.check_start)
        opt.open_start = 0;
    if (ptvpy_call_failed(ptv_complaints_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

PyObject *ptvpy_complaints_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_complaints_options opt = PTV_COMPLAINTS_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, compare_fields, &opt) < 0)
        return NULL;
    const ptv_complaints *other = ptvpy_state_like(self, before);
    if (!other || ptvpy_call_failed(ptv_complaints_compare(ptvpy_state(self), other, &opt, &out),
                                    "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

PyObject *ptvpy_complaints_durations(PyObject *self, PyObject *unused) {
    (void)unused;
    const ptv_durations *durations;
    if (ptvpy_failed(ptv_complaints_durations(ptvpy_state(self), &durations), NULL))
        return NULL;
    return ptvpy_state_copy(&ptvpy_durations_class, durations);
}

PyObject *ptvpy_complaints_survival(PyObject *self, PyObject *unused) {
    (void)unused;
    const ptv_survival *survival;
    if (ptvpy_failed(ptv_complaints_survival(ptvpy_state(self), &survival), NULL))
        return NULL;
    return ptvpy_state_copy(&ptvpy_survival_class, survival);
}

int ptvpy_add_complaints_results(PyObject *module) {
    const struct record_class *added[] = {&result_class, NULL};
    return ptvpy_add_records(module, added);
}
