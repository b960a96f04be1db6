/* SPDX-License-Identifier: MIT */
/* What is read from a queue of calls. */
#include "queue.h"

#include "durations.h"
#include "survival.h"
#include "values.h"

const char ptvpy_queue_read_doc[] =
    "read($self, /, *, confidence=0.95, share_method=None)\n--\n\n"
    "Counts, abandonment, mean times, occupancy, patience: a QueueResult, times in ms.\n\n"
    "confidence is that of every interval, above 0 and below 1; share_method 'wilson' (default),\n"
    "'clopper_pearson', 'agresti_coull' or 'jeffreys'. Without calls the counts are 0, the "
    "figures\n"
    "nan, and their status 'empty'. Raises ArgumentError for an option out of range.\n\n"
    ">>> import postventa\n"
    ">>> queue = postventa.Queue()\n"
    ">>> queue.update(['answered', 'answered', 'abandoned', 'waiting'], [4, 9, 31, 2], unit='s')\n"
    ">>> result = queue.read()\n"
    ">>> result.offered, result.waiting, result.asa.value\n"
    "(3, 1, 6500.0)";

const char ptvpy_queue_service_level_doc[] =
    "service_level($self, limit, /, *, confidence=0.95, base=None, count_abandoned=False,\n"
    "              keep_short=False, share_method=None)\n--\n\n"
    "The share of calls that were answered within a limit: an Estimate, 0..1.\n\n"
    "limit is one of the queue's limits; exactly so much is within. base is which calls it is a\n"
    "share of: 'answered_and_abandoned' (default), 'answered', or 'offered', which are those that\n"
    "flowed out as well. With count_abandoned, calls abandoned within the limit count too; with\n"
    "keep_short, short abandoned calls are left in the base. A call whose wait is not known is in\n"
    "no base. Raises MismatchError for a limit that was not declared.\n\n"
    ">>> import postventa\n"
    ">>> queue = postventa.Queue(limits=[20_000])\n"
    ">>> queue.update(['answered', 'answered', 'abandoned', 'flowed_out'], [20, 21, 5, 9], "
    "unit='s')\n"
    ">>> [round(queue.service_level(20_000, base=base).value, 3)\n"
    "...  for base in ('answered_and_abandoned', 'answered', 'offered')]\n"
    "[0.333, 0.5, 0.25]";

const char ptvpy_queue_durations_doc[] =
    "durations($self, kind, /)\n--\n\n"
    "The times of one kind, a Durations of its own: a copy of what the queue has counted.\n\n"
    "kind is 'wait_answered', 'wait_abandoned', 'wait_flowed_out', 'talk', 'hold', 'wrap_up' or\n"
    "'handling' (talk, hold and wrap-up together). Raises ValueError for another word.\n\n"
    ">>> import postventa\n"
    ">>> queue = postventa.Queue()\n"
    ">>> queue.update(['answered'] * 3, [4, 9, 31], unit='s')\n"
    ">>> queue.durations('wait_answered').read().median.value\n"
    "9000.0";

const char ptvpy_queue_patience_doc[] =
    "patience($self, /)\n--\n\n"
    "How long callers are willing to wait, a Survival of its own in the queue's patience_unit.\n\n"
    "Hanging up is the event; that of a call that was answered, or left otherwise, is known to be\n"
    "longer.";

static const struct word bases[] = {
    {"answered_and_abandoned", PTV_SERVICE_BASE_DEFAULT},
    {"answered", PTV_SERVICE_BASE_ANSWERED},
    {"offered", PTV_SERVICE_BASE_OFFERED},
    {NULL, 0},
};

static const struct field options[] = {
    FIELD_OPTION(ptv_queue_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_queue_options, share_method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field service_level_options[] = {
    FIELD_OPTION(ptv_queue_options, confidence, FIELD_DOUBLE),
    FIELD_WORDS(ptv_queue_options, base, bases, NULL),
    FIELD(ptv_queue_options, count_abandoned, FIELD_BOOL, NULL),
    FIELD(ptv_queue_options, keep_short, FIELD_BOOL, NULL),
    FIELD(ptv_queue_options, share_method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct word parts[] = {{"talk", 1}, {"hold", 2}, {"wrap_up", 4}, {NULL, 0}};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_queue_result, abandonment, "abandoned / offered, short ones included."),
    FIELD_ESTIMATE(ptv_queue_result, asa, "Mean wait of the answered, zeros included, in ms."),
    FIELD_ESTIMATE(ptv_queue_result, wait, "Mean wait of all offered calls, in ms."),
    FIELD_ESTIMATE(ptv_queue_result, aht,
                   "Mean handling time of the answered, in ms, of the `parts` that are recorded."),
    FIELD_ESTIMATE(ptv_queue_result, patience,
                   "Median wait that callers are willing to make, in ms."),
    FIELD(ptv_queue_result, occupancy_ratio, FIELD_DOUBLE,
          "Handling / (handling + ready), 0..1; nan without ready time."),
    FIELD(ptv_queue_result, offered, FIELD_COUNT, "Answered, abandoned and flowed out."),
    FIELD(ptv_queue_result, answered, FIELD_COUNT, "Taken by an agent."),
    FIELD(ptv_queue_result, abandoned, FIELD_COUNT, "Hung up while waiting."),
    FIELD(ptv_queue_result, short_abandoned, FIELD_COUNT,
          "Of them, those that waited no longer than the queue's `short`."),
    FIELD(ptv_queue_result, flowed_out, FIELD_COUNT,
          "Left the queue otherwise, callbacks included."),
    FIELD(ptv_queue_result, callbacks, FIELD_COUNT, "Of them, those to be called back."),
    FIELD(ptv_queue_result, waiting, FIELD_COUNT, "Still waited when the log ended: not offered."),
    FIELD(ptv_queue_result, unqueued, FIELD_COUNT, "Hung up before the queue: not offered."),
    FIELD(ptv_queue_result, rings, FIELD_COUNT, "Times that an agent was rung and did not answer."),
    FIELD(ptv_queue_result, transfers, FIELD_COUNT, "Times that an answered call was passed on."),
    {"parts", FIELD_FLAGS, offsetof(ptv_queue_result, parts),
     "Which parts of handling are recorded: of 'talk', 'hold', 'wrap_up'.", parts, NULL, NULL,
     false},
    FIELDS_END,
};

static PyTypeObject *result_type;

static const struct record_class result_class = {
    .name = "postventa.QueueResult",
    .doc = "What Queue.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> queue = postventa.Queue()\n"
           ">>> queue.add('answered', 8_000, talk=90_000, wrap_up=30_000)\n"
           ">>> result = queue.read()\n"
           ">>> result.aht.value, result.parts\n"
           "(120000.0, ('talk', 'wrap_up'))",
    .size = sizeof(ptv_queue_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

PyObject *ptvpy_queue_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    ptv_queue_result out = PTV_QUEUE_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, options, &opt) < 0 ||
        ptvpy_call_failed(ptv_queue_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

PyObject *ptvpy_queue_service_level(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    ptv_estimate out;
    PyObject *limit;
    int64_t limit_ms;
    if (ptvpy_take_arguments("service_level", args, kwargs, &limit, 1, service_level_options,
                             &opt) < 0 ||
        ptvpy_take_duration(limit, "limit", &limit_ms) < 0 ||
        ptvpy_call_failed(ptv_queue_service_level(ptvpy_state(self), limit_ms, &opt, &out),
                          "service_level", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

static const struct word kinds[] = {
    {"wait_answered", PTV_QUEUE_WAIT_ANSWERED},
    {"wait_abandoned", PTV_QUEUE_WAIT_ABANDONED},
    {"wait_flowed_out", PTV_QUEUE_WAIT_FLOWED_OUT},
    {"talk", PTV_QUEUE_TALK},
    {"hold", PTV_QUEUE_HOLD},
    {"wrap_up", PTV_QUEUE_WRAP_UP},
    {"handling", PTV_QUEUE_HANDLING},
    {NULL, 0},
};

PyObject *ptvpy_queue_durations(PyObject *self, PyObject *kind) {
    int32_t number;
    const ptv_durations *durations;
    if (ptvpy_take_word(kind, "kind", kinds, &number) < 0 ||
        ptvpy_failed(ptv_queue_durations(ptvpy_state(self), number, &durations), NULL))
        return NULL;
    return ptvpy_state_copy(&ptvpy_durations_class, durations);
}

PyObject *ptvpy_queue_patience(PyObject *self, PyObject *unused) {
    (void)unused;
    const ptv_survival *patience;
    if (ptvpy_failed(ptv_queue_patience(ptvpy_state(self), &patience), NULL))
        return NULL;
    return ptvpy_state_copy(&ptvpy_survival_class, patience);
}

int ptvpy_add_queue_results(PyObject *module) {
    const struct record_class *added[] = {&result_class, NULL};
    return ptvpy_add_records(module, added);
}
