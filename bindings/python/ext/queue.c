/* SPDX-License-Identifier: MIT */
/* Queues of calls: how calls get in. queue_read.c holds what comes out. */
#include "queue.h"

#include "records.h"
#include "values.h"

static const struct word outcomes[] = {
    {"answered", PTV_CALL_ANSWERED},
    {"abandoned", PTV_CALL_ABANDONED},
    {"flowed_out", PTV_CALL_FLOWED_OUT},
    {"callback", PTV_CALL_CALLBACK},
    {"waiting", PTV_CALL_WAITING},
    {"unqueued", PTV_CALL_UNQUEUED},
    {NULL, 0},
};

static const struct field call_fields[] = {
    FIELD_WORDS(ptv_call, outcome, outcomes, NULL),
    FIELD_AS("wait", ptv_call, wait_ms, FIELD_DURATION, NULL),
    FIELD_AS("talk", ptv_call, talk_ms, FIELD_DURATION, NULL),
    FIELD_AS("hold", ptv_call, hold_ms, FIELD_DURATION, NULL),
    FIELD_AS("wrap_up", ptv_call, wrap_up_ms, FIELD_DURATION, NULL),
    FIELD(ptv_call, rings, FIELD_I32, NULL),
    FIELD(ptv_call, transfers, FIELD_I32, NULL),
    FIELDS_END,
};

/* Counts the call that the arguments tell, or takes it back. */
static PyObject *change(PyObject *self, const struct call *arguments,
                        ptv_status (*by)(ptv_queue *, const ptv_call *)) {
    ptv_call call = PTV_CALL_INIT;
    if (ptvpy_call_take(arguments, &call) < 0 ||
        ptvpy_call_refused(arguments, by(ptvpy_state(self), &call)))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"add", call_fields, 2, 2, args, n, names};
    return change(self, &arguments, ptv_queue_add);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"remove", call_fields, 2, 2, args, n, names};
    return change(self, &arguments, ptv_queue_remove);
}

enum { OUTCOMES, WAITS, TALK, HOLD, WRAP_UP, RINGS, TRANSFERS, COLUMNS };

struct columns {
    PyObject *column[COLUMNS], *unit;
};

static const struct field update_fields[] = {
    FIELD_AS("outcomes", struct columns, column[OUTCOMES], FIELD_OBJECT, NULL),
    FIELD_AS("waits", struct columns, column[WAITS], FIELD_OBJECT, NULL),
    FIELD_AS("talk", struct columns, column[TALK], FIELD_OBJECT, NULL),
    FIELD_AS("hold", struct columns, column[HOLD], FIELD_OBJECT, NULL),
    FIELD_AS("wrap_up", struct columns, column[WRAP_UP], FIELD_OBJECT, NULL),
    FIELD_AS("rings", struct columns, column[RINGS], FIELD_OBJECT, NULL),
    FIELD_AS("transfers", struct columns, column[TRANSFERS], FIELD_OBJECT, NULL),
    FIELD(struct columns, unit, FIELD_OBJECT, NULL),
    FIELDS_END,
};

static const struct records_column columns[COLUMNS] = {
    {"outcomes", COLUMN_KEYS, outcomes},  {"waits", COLUMN_DURATIONS, NULL},
    {"talk", COLUMN_DURATIONS, NULL},     {"hold", COLUMN_DURATIONS, NULL},
    {"wrap_up", COLUMN_DURATIONS, NULL},  {"rings", COLUMN_INTEGERS, NULL},
    {"transfers", COLUMN_INTEGERS, NULL},
};

static ptv_status add_row(void *state, const struct records *records, size_t row,
                          const void *context) {
    (void)context;
    ptv_call call = PTV_CALL_INIT;
    call.outcome = ptvpy_cell_i32(records, OUTCOMES, row, 0);
    call.wait_ms = ptvpy_cell(records, WAITS, row, PTV_TIME_NONE);
    call.talk_ms = ptvpy_cell(records, TALK, row, PTV_TIME_NONE);
    call.hold_ms = ptvpy_cell(records, HOLD, row, PTV_TIME_NONE);
    call.wrap_up_ms = ptvpy_cell(records, WRAP_UP, row, PTV_TIME_NONE);
    call.rings = ptvpy_cell_i32(records, RINGS, row, 0);
    call.transfers = ptvpy_cell_i32(records, TRANSFERS, row, 0);
    return ptv_queue_add(state, &call);
}

static const struct records_table table = {columns, COLUMNS, add_row};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"update", update_fields, 2, 2, args, n, names};
    struct columns given = {{NULL}, NULL};
    if (ptvpy_call_take(&arguments, &given) < 0)
        return NULL;
    return ptvpy_records_update(self, &table, given.column, given.unit, NULL);
}

static PyObject *add_ready(PyObject *self, PyObject *duration) {
    int64_t ms;
    if (ptvpy_take_duration(duration, "duration", &ms) < 0 ||
        ptvpy_failed(ptv_queue_add_ready(ptvpy_state(self), ms), "add_ready"))
        return NULL;
    Py_RETURN_NONE;
}

static const struct field_array limits = {FIELD_DURATION, PTV_QUEUE_LIMITS,
                                          offsetof(ptv_queue_config, n_limits), NULL};

static const struct field config_fields[] = {
    {"limits", FIELD_ARRAY, offsetof(ptv_queue_config, limit_ms), NULL, NULL, NULL, &limits, false},
    FIELD_AS("short", ptv_queue_config, short_ms, FIELD_DURATION, NULL),
    FIELD_OPTION_AS("patience_unit", ptv_queue_config, patience_unit_ms, FIELD_DURATION),
    FIELD(ptv_queue_config, calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs);

static PyObject *get_of_config(PyObject *self, void *field) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    if (ptvpy_failed(ptv_queue_config_read(ptvpy_state(self), &config), NULL))
        return NULL;
    if (config.short_ms == 0)
        config.short_ms = PTV_TIME_NONE;
    return ptvpy_field_give(field, &config);
}

static PyGetSetDef getters[] = {
    {"limits", get_of_config, NULL, "Limits of service levels, rising: a tuple of timedeltas.",
     (void *)(uintptr_t)&config_fields[0]},
    {"short", get_of_config, NULL,
     "An abandoned call that waited no longer is a short one; None: there are none.",
     (void *)(uintptr_t)&config_fields[1]},
    {"patience_unit", get_of_config, NULL, "Whole units in which patience is kept.",
     (void *)(uintptr_t)&config_fields[2]},
    {"calendar_id", get_of_config, NULL,
     "Your own number of the calendar that the waits were measured in; 0: calendar time.",
     (void *)(uintptr_t)&config_fields[3]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *describe(const void *state) {
    ptv_queue_result result = PTV_QUEUE_RESULT_INIT;
    if (ptvpy_failed(ptv_queue_read(state, NULL, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat(
        "offered=%llu, answered=%llu, abandoned=%llu", (unsigned long long)result.offered,
        (unsigned long long)result.answered, (unsigned long long)result.abandoned);
}

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, outcome, wait, *, talk=None, hold=None, wrap_up=None, rings=0, transfers=0)\n"
     "--\n\n"
     "Counts a call.\n\n"
     "outcome is 'answered', 'abandoned', 'flowed_out' (left the queue otherwise), 'callback'\n"
     "(flowed out, to be called back), 'waiting' (still, when the log ended) or 'unqueued' (hung\n"
     "up before the queue). wait is a timedelta or a number of ms, None where it is not known. Of\n"
     "an answered call count talk (without hold), hold and wrap_up, None where they are not\n"
     "recorded. rings is how many agents it rang without being answered, transfers how often it\n"
     "was passed on. A negative time is no error: it is counted as rejected. Raises ValueError "
     "for\n"
     "another outcome or a negative number.\n\n"
     ">>> import postventa\n"
     ">>> queue = postventa.Queue()\n"
     ">>> queue.add('answered', 12_000, talk=180_000, rings=1)\n"
     ">>> queue\n"
     "<Queue: offered=1, answered=1, abandoned=0>"},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, /, outcomes, waits, *, talk=None, hold=None, wrap_up=None, rings=None,\n"
     "       transfers=None, unit='ms')\n--\n\n"
     "Counts columns of calls: Arrow, NumPy, pandas, polars, or any iterables of one length.\n\n"
     "The same as add() of each row, all or none; a missing row is None. outcomes may hold the\n"
     "words, or 1 to 6 in the order in which add() names them. unit is that of plain numbers:\n"
     "'ns', 'us', 'ms', 's', 'min', 'h' or 'd'. Raises ValueError for columns of different\n"
     "lengths, and for a row that add() would not take, which it names.\n\n"
     ">>> import postventa\n"
     ">>> queue = postventa.Queue()\n"
     ">>> queue.update(['answered', 'answered', 'abandoned'], [4, 9, 31], unit='s')\n"
     ">>> queue.read().asa.timedeltas()[0]\n"
     "datetime.timedelta(seconds=6, microseconds=500000)"},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, /, outcome, wait, *, talk=None, hold=None, wrap_up=None, rings=0,\n"
     "       transfers=0)\n--\n\n"
     "Takes back a call that was counted, with the arguments that it was counted with.\n\n"
     "Durations are in buckets from then on: quantiles of a coarser resolution. Raises\n"
     "UnderflowError where no such call was counted."},
    {"add_ready", add_ready, METH_O,
     "add_ready($self, duration, /)\n--\n\n"
     "Counts time in which agents were ready for a call, for the occupancy: a timedelta or a\n"
     "number of ms, 0 or more, of one agent or of all together."},
    {"read", CALLED_FAST(ptvpy_queue_read), METH_VARARGS | METH_KEYWORDS, ptvpy_queue_read_doc},
    {"service_level", CALLED_FAST(ptvpy_queue_service_level), METH_VARARGS | METH_KEYWORDS,
     ptvpy_queue_service_level_doc},
    {"durations", ptvpy_queue_durations, METH_O, ptvpy_queue_durations_doc},
    {"patience", ptvpy_queue_patience, METH_NOARGS, ptvpy_queue_patience_doc},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject *queue_type;

static const struct state_class queue_class = {
    .name = "postventa.Queue",
    .doc =
        "Queue(*, limits=(), short=None, patience_unit=None, calendar_id=0)\n--\n\n"
        "A queue of calls, chats or other work: service level, abandonment, waits, handling.\n\n"
        "limits are those of service levels, at most 7, rising: timedeltas or numbers of ms. "
        "short\n"
        "is how long an abandoned call waited at most to be a short one, which service levels\n"
        "leave out; by default, and with 0, there are none. patience_unit is the unit in which\n"
        "patience is kept, a second by default; calendar_id your own number of the calendar that\n"
        "the waits were\n"
        "measured in. Raises ArgumentError for limits that do not rise, or are negative.\n\n"
        ">>> import postventa\n"
        ">>> from datetime import timedelta\n"
        ">>> within = timedelta(seconds=20)\n"
        ">>> queue = postventa.Queue(limits=[within], short=timedelta(seconds=5))\n"
        ">>> queue.update(['answered'] * 4 + ['abandoned'] * 2, [3, 12, 20, 41, 2, 55], unit='s')\n"
        ">>> queue.service_level(within).value, queue.read().abandoned\n"
        "(0.6, 2)",
    .type = PTV_TYPE_QUEUE,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .python = &queue_type,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue *queue = NULL;
    if (ptvpy_take_arguments("Queue", args, kwargs, NULL, 0, config_fields, &config) < 0 ||
        ptvpy_call_failed(ptv_queue_new(&config, NULL, &queue), "Queue", kwargs))
        return NULL;
    return ptvpy_state_new(&queue_class, queue);
}

int ptvpy_add_queue(PyObject *module) {
    return ptvpy_add_queue_results(module) < 0 ? -1 : ptvpy_add_state(module, &queue_class);
}
