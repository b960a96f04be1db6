/* SPDX-License-Identifier: MIT */
/* What is measured of a ticket, and how a row of a table is read into it. */
#include "ticket.h"

#include "calendar.h"
#include "call.h"

#include <string.h>

const struct word ptvpy_clocks[] = {
    {"first_response", PTV_CLOCK_FIRST_RESPONSE},
    {"next_response", PTV_CLOCK_NEXT_RESPONSE},
    {"resolution_first", PTV_CLOCK_RESOLUTION_FIRST},
    {"resolution_last", PTV_CLOCK_RESOLUTION_LAST},
    {"resolution_active", PTV_CLOCK_RESOLUTION_ACTIVE},
    {"requester_wait", PTV_CLOCK_REQUESTER_WAIT},
    {"agent_wait", PTV_CLOCK_AGENT_WAIT},
    {"on_hold", PTV_CLOCK_ON_HOLD},
    {NULL, 0},
};

static const struct word clock_states[] = {
    {"absent", PTV_CLOCK_ABSENT},
    {"running", PTV_CLOCK_RUNNING},
    {"paused", PTV_CLOCK_PAUSED},
    {"done", PTV_CLOCK_DONE},
    {NULL, 0},
};

static PyTypeObject *time_type, *wait_type, *times_type;

static const struct field time_fields[] = {
    FIELD_AS("time", ptv_ticket_time, ms, FIELD_DURATION,
             "What it measured, or, unless it is done, so far; None: it is absent."),
    FIELD_AS("business_time", ptv_ticket_time, business_ms, FIELD_DURATION,
             "The same in business time; None without a calendar."),
    FIELD_AS("age", ptv_ticket_time, age_ms, FIELD_DURATION,
             "What it would show if it had run on since it was over, or since the ticket ended "
             "without a first response. A limit is due when this reaches it."),
    FIELD_AS("business_age", ptv_ticket_time, business_age_ms, FIELD_DURATION,
             "The same in business time; None without a calendar."),
    FIELD_WORDS(ptv_ticket_time, state, clock_states,
                "'absent' (does not apply, or is not known), 'running', 'paused' or 'done'."),
    FIELDS_END,
};

static const struct record_class time_class = {
    .name = "postventa.TicketTime",
    .doc = "What one clock of a ticket shows.\n\n"
           ">>> import postventa\n"
           ">>> postventa.read_ticket(created=0, as_of=60_000).first_response\n"
           "TicketTime(time=datetime.timedelta(seconds=60), business_time=None, "
           "age=datetime.timedelta(seconds=60), business_age=None, state='running')",
    .size = sizeof(ptv_ticket_time),
    .fields = time_fields,
    .type = &time_type,
};

static const struct field wait_fields[] = {
    FIELD_AS("time", ptv_ticket_wait, ms, FIELD_DURATION, "How long it was."),
    FIELD_AS("business_time", ptv_ticket_wait, business_ms, FIELD_DURATION,
             "The same in business time; None without a calendar."),
    FIELD_WORDS(ptv_ticket_wait, clock, ptvpy_clocks, "'first_response' or 'next_response'."),
    FIELDS_END,
};

const struct record_class ptvpy_ticket_wait = {
    .name = "postventa.TicketWait",
    .doc = "A wait of the customer that a reply ended: what TicketClock.add() gives.\n\n"
           ">>> import postventa\n"
           ">>> clock = postventa.TicketClock()\n"
           ">>> clock.add('created', 0)\n"
           ">>> clock.add('reply', 90_000)\n"
           "TicketWait(time=datetime.timedelta(seconds=90), business_time=None, "
           "clock='first_response')",
    .size = sizeof(ptv_ticket_wait),
    .fields = wait_fields,
    .type = &wait_type,
};

static const struct field_array by_state = {FIELD_DURATION, PTV_TICKET_STATES,
                                            offsetof(ptv_ticket_times, n_states), NULL};

#define CLOCK(number, name, doc)                                                                   \
    {                                                                                              \
        name, FIELD_RECORD,                                                                        \
            offsetof(ptv_ticket_times, clock) + (number) * sizeof(ptv_ticket_time), doc, NULL,     \
            &time_class, NULL, false                                                               \
    }

static const struct field times_fields[] = {
    FIELD(ptv_ticket_times, as_of, FIELD_INSTANT, "The instant of the reading."),
    FIELD(ptv_ticket_times, created, FIELD_INSTANT, "When it was opened; None: not yet."),
    FIELD(ptv_ticket_times, ended, FIELD_INSTANT,
          "When it was resolved or, unresolved, closed; None: it is open."),
    CLOCK(PTV_CLOCK_FIRST_RESPONSE, "first_response",
          "Created to the first public reply of a human."),
    CLOCK(PTV_CLOCK_NEXT_RESPONSE, "next_response",
          "The later wait of the customer for a reply that is going on."),
    CLOCK(PTV_CLOCK_RESOLUTION_FIRST, "resolution_first",
          "Created to resolved for the first time."),
    CLOCK(PTV_CLOCK_RESOLUTION_LAST, "resolution_last", "Created to resolved for the last time."),
    CLOCK(PTV_CLOCK_RESOLUTION_ACTIVE, "resolution_active",
          "The same, less what passed while it was resolved."),
    CLOCK(PTV_CLOCK_REQUESTER_WAIT, "requester_wait", "In states in which the requester waits."),
    CLOCK(PTV_CLOCK_AGENT_WAIT, "agent_wait", "In states in which the agent waits."),
    CLOCK(PTV_CLOCK_ON_HOLD, "on_hold", "In states that are on hold."),
    FIELD(ptv_ticket_times, replies, FIELD_KNOWN, "Public replies of humans; None: not known."),
    FIELD(ptv_ticket_times, reopens, FIELD_KNOWN, "How often it was reopened; None: not known."),
    FIELD(ptv_ticket_times, transfers, FIELD_KNOWN, "How often it changed hands; None: not known."),
    FIELD(ptv_ticket_times, next_responses, FIELD_I32, "How many later waits a reply ended."),
    FIELD(ptv_ticket_times, next_unanswered, FIELD_I32,
          "How many ended without one: resolved or closed."),
    FIELD(ptv_ticket_times, resolved_by_close, FIELD_BOOL,
          "Whether it was closed without having been resolved."),
    FIELD(ptv_ticket_times, state, FIELD_KNOWN,
          "The state it is in, by its place in TicketClock.states; None: not known."),
    {"time_in_state", FIELD_ARRAY, offsetof(ptv_ticket_times, state_ms),
     "Time in each state while it was not closed, in the order of TicketClock.states; of a row, "
     "empty.",
     NULL, NULL, &by_state, false},
    {"business_time_in_state", FIELD_ARRAY, offsetof(ptv_ticket_times, state_business_ms),
     "The same in business time; without a calendar, of None.", NULL, NULL, &by_state, true},
    FIELD_QUIET(ptv_ticket_times, calendar_id, FIELD_COUNT,
                "Your own number of the calendar; 0: there is no business time."),
    FIELDS_END,
};

const struct record_class ptvpy_ticket_times = {
    .name = "postventa.TicketTimes",
    .doc = "Everything that is measured of a ticket, as of an instant: what TicketClock.read() and "
           "read_ticket() give.\n\n"
           ">>> import postventa\n"
           ">>> times = postventa.read_ticket(created=0, first_reply=60_000, as_of=90_000)\n"
           ">>> times.first_response.time, times.first_response.state, times.ended\n"
           "(datetime.timedelta(seconds=60), 'done', None)",
    .size = sizeof(ptv_ticket_times),
    .sized = true,
    .fields = times_fields,
    .type = &times_type,
};

PyObject *ptvpy_ticket_times_new(ptv_ticket_times *times) {
    /* Behind the states that there are is nothing: so a record made of the fields is the same. */
    for (int32_t i = times->n_states; i < PTV_TICKET_STATES; i++) {
        times->state_ms[i] = 0;
        times->state_business_ms[i] = 0;
    }
    return ptvpy_record_new(&ptvpy_ticket_times, times);
}

int ptvpy_take_calendar(PyObject *object, uint64_t calendar_id, const ptv_calendar **calendar) {
    bool given = object && object != Py_None;
    *calendar = given ? ptvpy_calendar(object) : NULL;
    if (given && !*calendar)
        return -1;
    if (given == (calendar_id != 0))
        return 0;
    PyErr_SetString(PyExc_ValueError,
                    given ? "calendar: give it a number of your own too, calendar_id, above 0"
                          : "calendar_id: give the calendar that it is the number of, too");
    return -1;
}

struct row {
    ptv_ticket ticket;
    int64_t as_of;
    uint64_t calendar_id;
    PyObject *calendar;
};

static const struct field row_fields[] = {
    FIELD_AS("created", struct row, ticket.created, FIELD_INSTANT, NULL),
    FIELD(struct row, as_of, FIELD_INSTANT, NULL),
    FIELD_AS("first_reply", struct row, ticket.first_reply, FIELD_INSTANT, NULL),
    FIELD_AS("resolved", struct row, ticket.resolved, FIELD_INSTANT, NULL),
    FIELD_AS("closed", struct row, ticket.closed, FIELD_INSTANT, NULL),
    FIELD_AS("reopens", struct row, ticket.reopens, FIELD_KNOWN, NULL),
    FIELD_AS("replies", struct row, ticket.replies, FIELD_KNOWN, NULL),
    FIELD_AS("transfers", struct row, ticket.transfers, FIELD_KNOWN, NULL),
    FIELD_AS("by_agent", struct row, ticket.by_agent, FIELD_BOOL, NULL),
    FIELD(struct row, calendar, FIELD_OBJECT, NULL),
    FIELD(struct row, calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *read_ticket(PyObject *module, PyObject *const *args, Py_ssize_t n,
                             PyObject *names) {
    (void)module;
    const struct call call = {"read_ticket", row_fields, 0, 2, args, n, names};
    struct row row = {PTV_TICKET_INIT, PTV_TIME_NONE, 0, NULL};
    const ptv_calendar *calendar;
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    if (ptvpy_call_take(&call, &row) < 0 ||
        ptvpy_take_calendar(row.calendar, row.calendar_id, &calendar) < 0 ||
        ptvpy_call_refused(
            &call, ptv_ticket_read(&row.ticket, row.as_of, row.calendar_id, calendar, &times)))
        return NULL;
    return ptvpy_ticket_times_new(&times);
}

static PyMethodDef functions[] = {
    {"read_ticket", CALLED_FAST(read_ticket), METH_FASTCALL | METH_KEYWORDS,
     "read_ticket($module, /, *, created, as_of, first_reply=None, resolved=None, closed=None,\n"
     "            reopens=None, replies=None, transfers=None, by_agent=False, calendar=None,\n"
     "            calendar_id=0)\n--\n\n"
     "What is known of a ticket from its row in a table, as of an instant: TicketTimes.\n\n"
     "Instants are aware datetimes or ms since the epoch; None is not, or not known. What lies\n"
     "after as_of has not happened yet. first_reply is the first public reply of a human, "
     "resolved\n"
     "the last time; reopens, replies and transfers are counts, None where they are not known.\n"
     "by_agent tells that an agent opened it: it has no first response. With a calendar, and its\n"
     "number calendar_id of your own, there is business time too. An end before the creation is a\n"
     "negative time. Raises ArgumentError for an instant out of range or a negative count.\n\n"
     ">>> import postventa\n"
     ">>> from datetime import datetime, timedelta, timezone\n"
     ">>> monday = datetime(2025, 6, 2, 9, tzinfo=timezone.utc)\n"
     ">>> times = postventa.read_ticket(\n"
     "...     created=monday, first_reply=monday + timedelta(hours=2), as_of=monday + "
     "timedelta(days=1))\n"
     ">>> str(times.first_response.time), times.resolution_last.state\n"
     "('2:00:00', 'running')"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_ticket_results(PyObject *module) {
    const struct record_class *added[] = {&time_class, &ptvpy_ticket_wait, &ptvpy_ticket_times,
                                          NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : PyModule_AddFunctions(module, functions);
}
