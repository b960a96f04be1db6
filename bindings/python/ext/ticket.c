/* SPDX-License-Identifier: MIT */
/* The clock of one ticket: how events get in. ticket_read.c holds what comes out. */
#include "ticket.h"

#include "calendar.h"
#include "call.h"
#include "values.h"

static const struct word events[] = {
    {"created", PTV_TICKET_CREATED},
    {"created_by_agent", PTV_TICKET_CREATED_BY_AGENT},
    {"reply", PTV_TICKET_REPLY},
    {"auto_reply", PTV_TICKET_AUTO_REPLY},
    {"note", PTV_TICKET_NOTE},
    {"message", PTV_TICKET_MESSAGE},
    {"moved", PTV_TICKET_MOVED},
    {"resolved", PTV_TICKET_RESOLVED},
    {"reopened", PTV_TICKET_REOPENED},
    {"closed", PTV_TICKET_CLOSED},
    {"transferred", PTV_TICKET_TRANSFERRED},
    {NULL, 0},
};

static const struct word flags[] = {
    {"requester_waits", PTV_FLAG_REQUESTER_WAITS},
    {"agent_waits", PTV_FLAG_AGENT_WAITS},
    {"on_hold", PTV_FLAG_ON_HOLD},
    {"resolved", PTV_FLAG_RESOLVED},
    {"closed", PTV_FLAG_CLOSED},
    {NULL, 0},
};

static const struct word agent_created[] = {
    {"out", PTV_AGENT_CREATED_OUT},
    {"second", PTV_AGENT_CREATED_SECOND},
    {NULL, 0},
};

static const char *const preset_states[] = {"new", "open", "pending", "hold", "solved", "archived"};

/* A clock, with the calendar that its rules name. It has no definition that could be read from it,
 * and none that could be stored: so it keeps its rules beside it, and is no State. */
struct ticket_clock {
    PyObject_HEAD ptv_ticket_clock clock;
    ptv_ticket_rules rules;
    PyObject *states;   /* names, a tuple */
    PyObject *calendar; /* or NULL */
};

static PyTypeObject *clock_type;

static struct ticket_clock *clock_of(PyObject *self) {
    return (struct ticket_clock *)(void *)self;
}

/* The calendar for the library; it was checked when the clock was made. */
static const ptv_calendar *calendar_of(const struct ticket_clock *self) {
    return self->calendar ? ptvpy_calendar(self->calendar) : NULL;
}

static struct ticket_clock *allocate(PyObject *states, PyObject *calendar) {
    allocfunc alloc = (allocfunc)PyType_GetSlot(clock_type, Py_tp_alloc);
    struct ticket_clock *self = clock_of(alloc(clock_type, 0));
    if (self) {
        self->states = Py_NewRef(states);
        self->calendar = Py_XNewRef(calendar);
    }
    return self;
}

static void dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    Py_XDECREF(clock_of(self)->states);
    Py_XDECREF(clock_of(self)->calendar);
    release(self);
    Py_DECREF(type);
}

static PyObject *preset_names(void) {
    enum { PRESET = sizeof preset_states / sizeof preset_states[0] };
    PyObject *names = PyTuple_New(PRESET);
    for (Py_ssize_t i = 0; names && i < PRESET; i++) {
        PyObject *name = PyUnicode_FromString(preset_states[i]);
        if (!name || PyTuple_SetItem(names, i, name) < 0)
            Py_CLEAR(names);
    }
    return names;
}

/* The flags of each state, from the values of the mapping. */
static int take_flags(PyObject *values, ptv_ticket_rules *rules) {
    Py_ssize_t n = PyTuple_Size(values);
    if (n < 1 || n > PTV_TICKET_STATES) {
        PyErr_Format(PyExc_ValueError, "states: 1 to %d are possible, not %zd", PTV_TICKET_STATES,
                     n);
        return -1;
    }
    struct field state = {
        "states", FIELD_FLAGS, offsetof(ptv_ticket_rules, state), NULL, flags, NULL, NULL, false};
    for (Py_ssize_t i = 0; i < n; i++, state.offset += sizeof rules->state[0])
        if (ptvpy_field_take(&state, PyTuple_GetItem(values, i), rules) < 0)
            return -1;
    rules->n_states = (int32_t)n;
    return 0;
}

static int all_text(PyObject *names) {
    for (Py_ssize_t i = 0; i < PyTuple_Size(names); i++)
        if (!PyUnicode_Check(PyTuple_GetItem(names, i))) {
            PyErr_Format(PyExc_TypeError, "states: a str is wanted as a name, not %R",
                         PyTuple_GetItem(names, i));
            return -1;
        }
    return 0;
}

/* The keys or the values of a mapping, as a tuple. */
static PyObject *tuple_of(PyObject *list) {
    PyObject *tuple = list ? PyList_AsTuple(list) : NULL;
    Py_XDECREF(list);
    return tuple;
}

/* Takes the states, a mapping of names to flags, into the rules; gives the names. */
static PyObject *take_states(PyObject *states, ptv_ticket_rules *rules) {
    if (!states)
        return preset_names();
    if (!PyObject_HasAttrString(states, "keys")) {
        PyErr_Format(PyExc_TypeError, "states: a mapping of names to flags is wanted, not %R",
                     states);
        return NULL;
    }
    PyObject *names = tuple_of(PyMapping_Keys(states));
    PyObject *values = names ? tuple_of(PyMapping_Values(states)) : NULL;
    if (!values || all_text(names) < 0 || take_flags(values, rules) < 0)
        Py_CLEAR(names);
    Py_XDECREF(values);
    return names;
}

struct rules {
    ptv_ticket_rules rules;
    PyObject *states, *calendar;
};

static const struct field rule_fields[] = {
    FIELD(struct rules, states, FIELD_OBJECT, NULL),
    {"agent_created", FIELD_WORD, offsetof(struct rules, rules.agent_created), NULL, agent_created,
     NULL, NULL, false},
    FIELD(struct rules, calendar, FIELD_OBJECT, NULL),
    FIELD_AS("calendar_id", struct rules, rules.calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    struct rules given = {PTV_TICKET_RULES_INIT, NULL, NULL};
    const ptv_calendar *calendar;
    if (ptvpy_take_arguments("TicketClock", args, kwargs, NULL, 0, rule_fields, &given) < 0 ||
        ptvpy_take_calendar(given.calendar, given.rules.calendar_id, &calendar) < 0)
        return NULL;
    PyObject *names = take_states(given.states, &given.rules);
    struct ticket_clock *self = names ? allocate(names, given.calendar) : NULL;
    Py_XDECREF(names);
    if (!self)
        return NULL;
    self->rules = given.rules;
    if (ptvpy_call_failed(ptv_ticket_clock_init(&self->clock, &given.rules), "TicketClock", kwargs))
        Py_CLEAR(self);
    return (PyObject *)self;
}

/* ---- Events ---- */

struct event {
    ptv_ticket_event event;
    PyObject *state;
};

static const struct field event_fields[] = {
    {"event", FIELD_WORD, offsetof(struct event, event.kind), NULL, events, NULL, NULL, false},
    FIELD_AS("time", struct event, event.time, FIELD_INSTANT, NULL),
    FIELD(struct event, state, FIELD_OBJECT, NULL),
    FIELDS_END,
};

/* The number of a state, by its name or as it is. */
static int take_state(const struct ticket_clock *self, PyObject *state, int32_t *number) {
    if (!PyUnicode_Check(state))
        return ptvpy_take_i32(state, "state", number);
    for (Py_ssize_t i = 0; i < PyTuple_Size(self->states); i++)
        if (PyUnicode_Compare(PyTuple_GetItem(self->states, i), state) == 0) {
            *number = (int32_t)i;
            return 0;
        }
    PyErr_Format(PyExc_ValueError, "state: %R is none of %R", state, self->states);
    return -1;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"add", event_fields, 3, 2, args, n, names};
    struct event given = {{PTV_TIME_NONE, 0, PTV_STATE_IMPLIED}, NULL};
    struct ticket_clock *own = clock_of(self);
    ptv_ticket_wait wait;
    if (ptvpy_call_take(&call, &given) < 0 ||
        (given.state && take_state(own, given.state, &given.event.state) < 0) ||
        ptvpy_call_refused(
            &call, ptv_ticket_clock_add(&own->clock, &given.event, calendar_of(own), &wait)))
        return NULL;
    if (wait.ms == PTV_TIME_NONE)
        Py_RETURN_NONE;
    return ptvpy_record_new(&ptvpy_ticket_wait, &wait);
}

static PyObject *read_clock(PyObject *self, PyObject *as_of) {
    const struct ticket_clock *own = clock_of(self);
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    int64_t instant;
    if (ptvpy_take_instant(as_of, "as_of", &instant) < 0 ||
        ptvpy_failed(ptv_ticket_clock_read(&own->clock, instant, calendar_of(own), &times), "read"))
        return NULL;
    return ptvpy_ticket_times_new(&times);
}

/* ---- The rest of the class ---- */

static PyObject *copy(PyObject *self, PyObject *unused) {
    (void)unused;
    struct ticket_clock *twin = allocate(clock_of(self)->states, clock_of(self)->calendar);
    if (twin) {
        twin->clock = clock_of(self)->clock;
        twin->rules = clock_of(self)->rules;
    }
    return (PyObject *)twin;
}

static PyObject *not_stored(PyObject *self, PyObject *unused) {
    (void)self;
    (void)unused;
    PyErr_SetString(PyExc_TypeError,
                    "a TicketClock cannot be pickled: keep the events, and feed another with them");
    return NULL;
}

static PyObject *get_states(PyObject *self, void *unused) {
    (void)unused;
    return Py_NewRef(clock_of(self)->states);
}

static PyObject *get_calendar(PyObject *self, void *unused) {
    (void)unused;
    PyObject *calendar = clock_of(self)->calendar;
    return Py_NewRef(calendar ? calendar : Py_None);
}

static PyObject *get_calendar_id(PyObject *self, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(clock_of(self)->rules.calendar_id);
}

static PyGetSetDef getters[] = {
    {"states", get_states, NULL, "The names of the states, in the order of their numbers.", NULL},
    {"calendar", get_calendar, NULL, "The Calendar of the business time; None: there is none.",
     NULL},
    {"calendar_id", get_calendar_id, NULL,
     "Your own number of the calendar; 0: there is no business time.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, event, time, state=None)\n--\n\n"
     "Lets something happen to the ticket; gives the TicketWait that it ended with a reply, or\n"
     "None.\n\n"
     "event is 'created', 'created_by_agent', 'reply' (a human's, public), 'auto_reply', 'note'\n"
     "(or anything that moves no clock), 'message' (of the customer), 'moved' (to `state`),\n"
     "'resolved', 'reopened', 'closed' or 'transferred'; the first is a creation. time is an "
     "aware\n"
     "datetime or ms since the epoch, not before the last event's. state is the one after the\n"
     "event, by name or number; None: the same, or what the event implies. Raises OrderError for\n"
     "an event before the last one or a second creation, ValueError for no such event or state.\n\n"
     ">>> import postventa\n"
     ">>> clock = postventa.TicketClock()\n"
     ">>> clock.add('created', 0)\n"
     ">>> clock.add('reply', 60_000, state='pending').clock\n"
     "'first_response'"},
    {"read", read_clock, METH_O,
     "read($self, as_of, /)\n--\n\n"
     "What the clocks show as of an instant: TicketTimes.\n\n"
     "Before the creation every clock is 'absent'. Raises OrderError for an instant before the\n"
     "last event."},
    {"copy", copy, METH_NOARGS,
     "copy($self, /)\n--\n\nA clock to which the same has happened, such as one to try out what "
     "may."},
    {"__copy__", copy, METH_NOARGS, NULL},
    {"__deepcopy__", copy, METH_O, NULL},
    {"__reduce__", not_stored, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const char doc[] =
    "TicketClock(*, states=None, agent_created='out', calendar=None, calendar_id=0)\n--\n\n"
    "The clocks of one ticket, fed with its events in the order of time.\n\n"
    "states are the ticket's: a mapping of at most 16 names to what each does, a word or several\n"
    "of 'requester_waits', 'agent_waits', 'on_hold', 'resolved' and 'closed'; the first is that "
    "of\n"
    "a new ticket. Default: new and open (the requester waits), pending (the agent waits), hold\n"
    "(the requester waits, on hold), solved (resolved), archived (closed). agent_created tells\n"
    "what the first response of a ticket by an agent is: 'out', none, or 'second', the second\n"
    "reply. With a calendar, and its number calendar_id of your own, there is business time too.\n"
    "\n"
    ">>> import postventa\n"
    ">>> from datetime import datetime, timedelta, timezone\n"
    ">>> friday = datetime(2025, 6, 20, 15, 30, tzinfo=timezone.utc)\n"
    ">>> clock = postventa.TicketClock()\n"
    ">>> clock.add('created', friday)\n"
    ">>> wait = clock.add('reply', friday + timedelta(hours=2))\n"
    ">>> clock.add('resolved', friday + timedelta(hours=3))\n"
    ">>> times = clock.read(friday + timedelta(days=1))\n"
    ">>> str(wait.time), str(times.resolution_last.time), times.replies\n"
    "('2:00:00', '3:00:00', 1)";

static PyType_Slot slots[] = {
    {Py_tp_doc, (void *)(uintptr_t)doc},
    {Py_tp_new, (void *)(uintptr_t)make},
    {Py_tp_dealloc, (void *)(uintptr_t)dealloc},
    {Py_tp_methods, methods},
    {Py_tp_getset, getters},
    {0, NULL},
};

int ptvpy_add_tickets(PyObject *module) {
    PyType_Spec spec = {"postventa.TicketClock", sizeof(struct ticket_clock), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    if (ptvpy_add_ticket_results(module) < 0)
        return -1;
    clock_type = (PyTypeObject *)(void *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return clock_type ? PyModule_AddType(module, clock_type) : -1;
}
