/* SPDX-License-Identifier: MIT */
/* Desks: how tickets get in. desk_read.c holds what comes out. */
#include "desk.h"

#include "call.h"
#include "records.h"
#include "ticket.h"
#include "values.h"

/* Counts a ticket's times, or takes them back. */
static PyObject *change(PyObject *self, PyObject *object, const char *function,
                        ptv_status (*by)(ptv_desk *, const ptv_ticket_times *)) {
    const ptv_ticket_times *times = ptvpy_record_values(object, &ptvpy_ticket_times, "times");
    if (!times || ptvpy_failed(by(ptvpy_state(self), times), function))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *times) {
    return change(self, times, "add", ptv_desk_add);
}

static PyObject *take_back(PyObject *self, PyObject *times) {
    return change(self, times, "remove", ptv_desk_remove);
}

static PyObject *add_wait(PyObject *self, PyObject *object) {
    if (object == Py_None) /* an event that ended no wait */
        Py_RETURN_NONE;
    const ptv_ticket_wait *wait = ptvpy_record_values(object, &ptvpy_ticket_wait, "wait");
    if (!wait || ptvpy_failed(ptv_desk_add_wait(ptvpy_state(self), wait), "add_wait"))
        return NULL;
    Py_RETURN_NONE;
}

/* ---- Columns ---- */

enum {
    CREATED,
    FIRST_REPLY,
    RESOLVED,
    CLOSED,
    REOPENS,
    REPLIES,
    TRANSFERS,
    BY_AGENT,
    COLUMNS,
};

struct columns {
    PyObject *column[COLUMNS], *calendar;
    int64_t as_of;
};

static const struct field update_fields[] = {
    FIELD_AS("created", struct columns, column[CREATED], FIELD_OBJECT, NULL),
    FIELD(struct columns, as_of, FIELD_INSTANT, NULL),
    FIELD_AS("first_reply", struct columns, column[FIRST_REPLY], FIELD_OBJECT, NULL),
    FIELD_AS("resolved", struct columns, column[RESOLVED], FIELD_OBJECT, NULL),
    FIELD_AS("closed", struct columns, column[CLOSED], FIELD_OBJECT, NULL),
    FIELD_AS("reopens", struct columns, column[REOPENS], FIELD_OBJECT, NULL),
    FIELD_AS("replies", struct columns, column[REPLIES], FIELD_OBJECT, NULL),
    FIELD_AS("transfers", struct columns, column[TRANSFERS], FIELD_OBJECT, NULL),
    FIELD_AS("by_agent", struct columns, column[BY_AGENT], FIELD_OBJECT, NULL),
    FIELD(struct columns, calendar, FIELD_OBJECT, NULL),
    FIELDS_END,
};

static const struct records_column columns[COLUMNS] = {
    {"created", COLUMN_INSTANTS, NULL},   {"first_reply", COLUMN_INSTANTS, NULL},
    {"resolved", COLUMN_INSTANTS, NULL},  {"closed", COLUMN_INSTANTS, NULL},
    {"reopens", COLUMN_INTEGERS, NULL},   {"replies", COLUMN_INTEGERS, NULL},
    {"transfers", COLUMN_INTEGERS, NULL}, {"by_agent", COLUMN_INTEGERS, NULL},
};

/* As of when and by which calendar rows are read. */
struct reading {
    int64_t as_of;
    uint64_t calendar_id;
    const ptv_calendar *calendar;
};

static ptv_status add_row(void *state, const struct records *records, size_t row,
                          const void *context) {
    const struct reading *reading = context;
    ptv_ticket ticket = PTV_TICKET_INIT;
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    ticket.created = ptvpy_cell(records, CREATED, row, PTV_TIME_NONE);
    ticket.first_reply = ptvpy_cell(records, FIRST_REPLY, row, PTV_TIME_NONE);
    ticket.resolved = ptvpy_cell(records, RESOLVED, row, PTV_TIME_NONE);
    ticket.closed = ptvpy_cell(records, CLOSED, row, PTV_TIME_NONE);
    ticket.reopens = ptvpy_cell_i32(records, REOPENS, row, -1);
    ticket.replies = ptvpy_cell_i32(records, REPLIES, row, -1);
    ticket.transfers = ptvpy_cell_i32(records, TRANSFERS, row, -1);
    /* Where nobody knows when tickets were answered, they have no such clock, as those by agents. */
    int32_t unknown_reply = !records->column[FIRST_REPLY];
    ticket.by_agent = unknown_reply | ptvpy_cell_i32(records, BY_AGENT, row, 0);
    if (ticket.created == PTV_TIME_NONE)
        return PTV_ERR_ARGUMENT;
    ptv_status status =
        ptv_ticket_read(&ticket, reading->as_of, reading->calendar_id, reading->calendar, &times);
    /* Empty: there is no such ticket yet. */
    return status == PTV_OK ? ptv_desk_add(state, &times) : status;
}

static const struct records_table table = {columns, COLUMNS, add_row};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", update_fields, 1, 2, args, n, names};
    struct columns given = {{NULL}, NULL, 0};
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    struct reading reading;
    if (ptvpy_call_take(&call, &given) < 0 ||
        ptvpy_failed(ptv_desk_config_read(ptvpy_state(self), &config), NULL) ||
        ptvpy_take_calendar(given.calendar, config.calendar_id, &reading.calendar) < 0)
        return NULL;
    if (given.as_of == PTV_TIME_NONE) {
        PyErr_SetString(PyExc_ValueError, "as_of: an instant is wanted, not None");
        return NULL;
    }
    reading.as_of = given.as_of;
    reading.calendar_id = config.calendar_id;
    return ptvpy_records_update(self, &table, given.column, NULL, &reading);
}

/* ---- The definition ---- */

int ptvpy_take_target(PyObject *pair, ptv_desk_target *target) {
    PyObject *both = ptvpy_take_items(pair, "target");
    if (both && PyTuple_Size(both) != 2) {
        PyErr_Format(PyExc_ValueError, "a target is a clock and a limit, not %R", pair);
        Py_CLEAR(both);
    }
    if (!both)
        return -1;
    target->reserved = 0;
    int result = ptvpy_take_word(PyTuple_GetItem(both, 0), "clock", ptvpy_clocks, &target->clock);
    if (result == 0)
        result = ptvpy_take_duration(PyTuple_GetItem(both, 1), "limit", &target->limit_ms);
    Py_DECREF(both);
    return result;
}

static int take_targets(PyObject *targets, ptv_desk_config *config) {
    PyObject *pairs = ptvpy_take_items(targets, "targets");
    if (!pairs)
        return -1;
    Py_ssize_t n = PyTuple_Size(pairs);
    int result = 0;
    if (n > PTV_DESK_TARGETS) {
        PyErr_Format(PyExc_ValueError, "targets: at most %d are possible, not %zd",
                     PTV_DESK_TARGETS, n);
        result = -1;
    }
    for (Py_ssize_t i = 0; result == 0 && i < n; i++)
        result = ptvpy_take_target(PyTuple_GetItem(pairs, i), &config->target[i]);
    config->n_targets = (int32_t)n;
    Py_DECREF(pairs);
    return result;
}

struct definition {
    ptv_desk_config config;
    PyObject *targets;
};

static const struct field_array ages = {FIELD_DURATION, PTV_BACKLOG_AGES,
                                        offsetof(struct definition, config.n_ages), NULL};

static const struct field definition_fields[] = {
    FIELD(struct definition, targets, FIELD_OBJECT, NULL),
    FIELD_AS("start", struct definition, config.from, FIELD_INSTANT, NULL),
    FIELD_AS("until", struct definition, config.until, FIELD_INSTANT, NULL),
    {"ages", FIELD_ARRAY, offsetof(struct definition, config.age_ms), NULL, NULL, NULL, &ages,
     false},
    FIELD_AS("calendar_id", struct definition, config.calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static bool read_definition(PyObject *self, struct definition *definition) {
    definition->config = (ptv_desk_config)PTV_DESK_CONFIG_INIT;
    return !ptvpy_failed(ptv_desk_config_read(ptvpy_state(self), &definition->config), NULL);
}

static PyObject *get_of_definition(PyObject *self, void *field) {
    struct definition definition;
    if (!read_definition(self, &definition))
        return NULL;
    ptv_desk_config *config = &definition.config;
    if (config->from == 0 && config->until == 0)
        config->from = config->until = PTV_TIME_NONE;
    return ptvpy_field_give(field, &definition);
}

static PyObject *give_target(const ptv_desk_target *target) {
    static const struct field clock = FIELD_WORDS(ptv_desk_target, clock, ptvpy_clocks, NULL),
                              limit = FIELD_AS("limit", ptv_desk_target, limit_ms, FIELD_DURATION,
                                               NULL);
    PyObject *word = ptvpy_field_give(&clock, target);
    PyObject *duration = word ? ptvpy_field_give(&limit, target) : NULL;
    PyObject *pair = duration ? PyTuple_Pack(2, word, duration) : NULL;
    Py_XDECREF(duration);
    Py_XDECREF(word);
    return pair;
}

static PyObject *get_targets(PyObject *self, void *unused) {
    (void)unused;
    struct definition definition;
    if (!read_definition(self, &definition))
        return NULL;
    PyObject *targets = PyTuple_New(definition.config.n_targets);
    for (int32_t i = 0; targets && i < definition.config.n_targets; i++) {
        PyObject *target = give_target(&definition.config.target[i]);
        if (!target || PyTuple_SetItem(targets, i, target) < 0)
            Py_CLEAR(targets);
    }
    return targets;
}

static PyGetSetDef getters[] = {
    {"targets", get_targets, NULL, "The targets: a tuple of (clock, limit).", NULL},
    {"start", get_of_definition, NULL, "Start of the period of the backlog; None: there is none.",
     (void *)(uintptr_t)&definition_fields[1]},
    {"until", get_of_definition, NULL, "Its end, which is not in it; None: there is none.",
     (void *)(uintptr_t)&definition_fields[2]},
    {"ages", get_of_definition, NULL, "Edges between bands of age: a tuple of timedeltas.",
     (void *)(uintptr_t)&definition_fields[3]},
    {"calendar_id", get_of_definition, NULL,
     "Your own number of the calendar in which the desk measures; 0: calendar time.",
     (void *)(uintptr_t)&definition_fields[4]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *describe(const void *state) {
    ptv_desk_result result = PTV_DESK_RESULT_INIT;
    if (ptvpy_failed(ptv_desk_read(state, NULL, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat("n=%llu, open=%llu", (unsigned long long)result.n,
                                (unsigned long long)result.open);
}

static PyMethodDef methods[] = {
    {"add", add, METH_O,
     "add($self, times, /)\n--\n\n"
     "Counts a ticket, as TicketClock.read() or read_ticket() gave its times.\n\n"
     "Of each clock that is done counts the time; of a first response and a last resolution that\n"
     "are not, that they took longer. Raises ArgumentError for a ticket that was not created, and\n"
     "MismatchError where the desk measures by another calendar."},
    {"add_wait", add_wait, METH_O,
     "add_wait($self, wait, /)\n--\n\n"
     "Counts a later wait that ended with a reply: what TicketClock.add() gives.\n\n"
     "None, and the wait for the first response, which the ticket itself tells, are left alone."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, /, created, *, as_of, first_reply=None, resolved=None, closed=None,\n"
     "       reopens=None, replies=None, transfers=None, by_agent=None, calendar=None)\n--\n\n"
     "Counts a table with a row for each ticket: columns of one length, or None for those that\n"
     "there are not; Arrow, NumPy, pandas, polars, or any iterables.\n\n"
     "The same as add(read_ticket()) of each row, all or none; but without a column first_reply\n"
     "nobody knows when tickets were answered, and none has a first response. Tickets that were\n"
     "created after as_of are left out: as of then there are none. A desk with a calendar_id needs "
     "the calendar\n"
     "too. Raises ValueError for columns of different lengths, and for a row without a creation "
     "or\n"
     "with a negative count, which it names.\n\n"
     ">>> import postventa\n"
     ">>> desk = postventa.Desk(targets=[('first_response', 60_000)])\n"
     ">>> desk.update([0, 10_000, 20_000], first_reply=[50_000, 90_000, None], as_of=200_000)\n"
     ">>> desk.target(0).attainment.value, desk.read().unanswered\n"
     "(0.3333333333333333, 1)"},
    {"remove", take_back, METH_O,
     "remove($self, times, /)\n--\n\n"
     "Takes back a ticket with the times it was counted with, such as one that will be counted\n"
     "anew.\n\n"
     "Its later waits stay: they happened. Durations are in buckets from then on. Raises\n"
     "UnderflowError where no such ticket was counted."},
    {"read", CALLED_FAST(ptvpy_desk_read), METH_VARARGS | METH_KEYWORDS, ptvpy_desk_read_doc},
    {"target", CALLED_FAST(ptvpy_desk_target), METH_VARARGS | METH_KEYWORDS, ptvpy_desk_target_doc},
    {"durations", ptvpy_desk_durations, METH_O, ptvpy_desk_durations_doc},
    {"survival", ptvpy_desk_survival, METH_O, ptvpy_desk_survival_doc},
    {NULL, NULL, 0, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs);

static PyTypeObject *desk_type;

static const struct state_class desk_class = {
    .name = "postventa.Desk",
    .doc = "Desk(*, targets=(), start=None, until=None, ages=(), calendar_id=0)\n--\n\n"
           "Every figure of many tickets: how long replies and solutions took, the targets that\n"
           "were met, what came back, what is open.\n\n"
           "targets are at most 8 pairs of a clock ('first_response', 'resolution_first',\n"
           "'resolution_last', 'resolution_active', 'requester_wait', 'agent_wait' or 'on_hold')\n"
           "and a limit, exactly on which it is met. start and until are the period of the\n"
           "backlog, until not in it; ages at most 7 rising edges between bands of age. With\n"
           "calendar_id, your own number of a calendar, the desk measures in its business time;\n"
           "for both, take two desks. Raises ArgumentError for what is out of range.\n\n"
           ">>> import postventa\n"
           ">>> from datetime import datetime, timedelta, timezone\n"
           ">>> hour, monday = timedelta(hours=1), datetime(2025, 6, 2, tzinfo=timezone.utc)\n"
           ">>> desk = postventa.Desk(targets=[('first_response', hour)])\n"
           ">>> desk.add(postventa.read_ticket(\n"
           "...     created=monday, first_reply=monday + hour / 2, as_of=monday + 24 * hour))\n"
           ">>> desk.target(('first_response', hour)).met, desk.read().open\n"
           "(1, 1)",
    .type = PTV_TYPE_DESK,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .python = &desk_type,
};

/* No period is written as 0 and 0, which is none at all; half of one would begin or end at the
 * epoch. */
static int take_period(ptv_desk_config *config, PyObject *kwargs) {
    bool none = config->from == PTV_TIME_NONE && config->until == PTV_TIME_NONE;
    if (!none && (config->from == PTV_TIME_NONE || config->until == PTV_TIME_NONE)) {
        PyErr_SetString(PyExc_ValueError, "start and until are a period together");
        return -1;
    }
    if (config->from == 0 && config->until == 0) {
        ptvpy_call_failed(PTV_ERR_ARGUMENT, "Desk", kwargs);
        return -1;
    }
    if (none && config->n_ages > 0) {
        PyErr_SetString(PyExc_ValueError, "ages: give the period of the backlog, too");
        return -1;
    }
    if (none)
        config->from = config->until = 0;
    return 0;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    struct definition given = {PTV_DESK_CONFIG_INIT, NULL};
    ptv_desk *desk = NULL;
    given.config.from = given.config.until = PTV_TIME_NONE;
    if (ptvpy_take_arguments("Desk", args, kwargs, NULL, 0, definition_fields, &given) < 0 ||
        (given.targets && take_targets(given.targets, &given.config) < 0) ||
        take_period(&given.config, kwargs) < 0 ||
        ptvpy_call_failed(ptv_desk_new(&given.config, NULL, &desk), "Desk", kwargs))
        return NULL;
    return ptvpy_state_new(&desk_class, desk);
}

int ptvpy_add_desk(PyObject *module) {
    return ptvpy_add_desk_results(module) < 0 ? -1 : ptvpy_add_state(module, &desk_class);
}
