/* SPDX-License-Identifier: MIT */
/* The clocks of a ticket, fed with its events. What a clock shows follows from a few instants and
 * from the time that passed in states, so nothing else is kept. */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "service/ticket.h"

/* "ptvk", and the version of the layout. */
static const uint64_t TAG = UINT64_C(0x7074766B) << 32 | 1;

/* What a state is that ends a ticket. */
enum { ENDS = PTV_FLAG_RESOLVED | PTV_FLAG_CLOSED, FLAGS = 31 };

/* The words of a ptv_ticket_clock. Instants are PTV_TIME_NONE until they come.
 *
 * A ticket in a state that ENDS has ended, and one in a state that is closed is closed. One in
 * another may have ended, too, where the table has no state for that. */
struct ticket {
    uint64_t tag;
    uint64_t calendar_id;
    int32_t n_states;
    int32_t agent_created;
    uint8_t flags[PTV_TICKET_STATES];
    int64_t created;
    int64_t last;        /* the last event */
    int64_t first_reply; /* that ended the first response */
    int64_t waiting;     /* since when the customer waits for a later reply */
    int64_t first_ended;
    int64_t ended; /* when the resolution came that holds */
    int32_t by_agent;
    int32_t state;
    int32_t open_state; /* the last one that does not end a ticket */
    int32_t closed;
    int32_t resolved_by_close;
    int32_t replies;
    int32_t reopens;
    int32_t transfers;
    int32_t next_responses;
    int32_t next_unanswered;
    struct ptvi_passed active;
    struct ptvi_passed requester;
    struct ptvi_passed agent;
    struct ptvi_passed hold;
    struct ptvi_passed in_state[PTV_TICKET_STATES];
};

_Static_assert(sizeof(struct ticket) == (size_t)56 * 8, "no padding");
_Static_assert(sizeof(struct ticket) <= sizeof(ptv_ticket_clock), "room for the words");

static void seal(ptv_ticket_clock *clock, const struct ticket *own) {
    memcpy(clock->w, own, sizeof *own);
}

static ptv_status unseal(struct ticket *own, const ptv_ticket_clock *clock) {
    if (clock->w[0] != TAG)
        return PTV_ERR_STATE;
    memcpy(own, clock->w, sizeof *own);
    return PTV_OK;
}

/* ---- Rules ---- */

static const uint32_t preset[] = {
    PTV_FLAG_REQUESTER_WAITS,                    /* PTV_STATE_NEW */
    PTV_FLAG_REQUESTER_WAITS,                    /* PTV_STATE_OPEN */
    PTV_FLAG_AGENT_WAITS,                        /* PTV_STATE_PENDING */
    PTV_FLAG_REQUESTER_WAITS | PTV_FLAG_ON_HOLD, /* PTV_STATE_HOLD */
    PTV_FLAG_RESOLVED,                           /* PTV_STATE_SOLVED */
    PTV_FLAG_CLOSED,                             /* PTV_STATE_ARCHIVED */
};
enum { PRESET = sizeof preset / sizeof preset[0] };
_Static_assert((int)PRESET == PTV_STATE_ARCHIVED + 1, "each state has its flags");

/* Whether a table has flags only where it has states, only known ones, and a first state in which a
 * ticket can be created. */
static bool table_valid(const ptv_ticket_rules *rules) {
    for (int i = 0; i < PTV_TICKET_STATES; i++)
        if (rules->state[i] > (i < rules->n_states ? FLAGS : 0))
            return false;
    return (rules->state[0] & ENDS) == 0;
}

/* Rules of the caller, checked, and the preset states where they have none. */
static ptv_status rules_from(const ptv_ticket_rules *caller, ptv_ticket_rules *rules) {
    ptv_status status = caller ? ptvi_sized_in(rules, sizeof *rules, caller) : PTV_OK;
    if (status < 0)
        return status;
    bool valid = 0 <= rules->n_states && rules->n_states <= PTV_TICKET_STATES &&
                 table_valid(rules) &&
                 (rules->agent_created == PTV_AGENT_CREATED_OUT ||
                  rules->agent_created == PTV_AGENT_CREATED_SECOND);
    if (!valid)
        return PTV_ERR_ARGUMENT;
    if (rules->n_states == 0) {
        rules->n_states = PRESET;
        memcpy(rules->state, preset, sizeof preset);
    }
    return PTV_OK;
}

ptv_status ptv_ticket_clock_init(ptv_ticket_clock *clock, const ptv_ticket_rules *caller) {
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    if (!clock)
        return PTV_ERR_NULL;
    ptv_status status = rules_from(caller, &rules);
    if (status < 0)
        return status;

    struct ticket own = {0};
    const struct ptvi_passed nothing = {0, rules.calendar_id ? 0 : PTV_TIME_NONE};
    own.tag = TAG;
    own.calendar_id = rules.calendar_id;
    own.n_states = rules.n_states;
    own.agent_created = rules.agent_created;
    own.created = own.last = own.first_reply = PTV_TIME_NONE;
    own.waiting = own.first_ended = own.ended = PTV_TIME_NONE;
    own.active = own.requester = own.agent = own.hold = nothing;
    for (int i = 0; i < PTV_TICKET_STATES; i++) {
        own.flags[i] = (uint8_t)rules.state[i];
        own.in_state[i] = nothing;
    }
    memset(clock, 0, sizeof *clock);
    seal(clock, &own);
    return PTV_OK;
}

/* ---- What an event is ---- */

static bool exists(const struct ticket *own) {
    return own->created != PTV_TIME_NONE;
}

static bool has_ended(const struct ticket *own) {
    return own->ended != PTV_TIME_NONE;
}

static bool creates(int32_t kind) {
    return kind == PTV_TICKET_CREATED || kind == PTV_TICKET_CREATED_BY_AGENT;
}

/* The first state with a flag, or the present one if the table has none. */
static int32_t state_with(const struct ticket *own, uint8_t flag) {
    for (int32_t i = 0; i < own->n_states; i++)
        if (own->flags[i] & flag)
            return i;
    return own->state;
}

/* The state after an event: that which it names, or which its kind implies. */
static int32_t state_after(const struct ticket *own, const ptv_ticket_event *event) {
    if (event->state != PTV_STATE_IMPLIED)
        return event->state;
    if (event->kind == PTV_TICKET_RESOLVED && !has_ended(own))
        return state_with(own, PTV_FLAG_RESOLVED);
    if (event->kind == PTV_TICKET_CLOSED && !own->closed)
        return state_with(own, PTV_FLAG_CLOSED);
    if (event->kind == PTV_TICKET_REOPENED)
        return own->open_state;
    return own->state;
}

/* Whether the kind of an event and the state that it names go together. */
static bool consistent(const struct ticket *own, const ptv_ticket_event *event) {
    if (event->kind < PTV_TICKET_CREATED || event->kind > PTV_TICKET_TRANSFERRED)
        return false;
    if (event->state == PTV_STATE_IMPLIED)
        return event->kind != PTV_TICKET_MOVED;
    if (event->state < 0 || event->state >= own->n_states)
        return false;
    uint8_t flags = own->flags[event->state];
    switch (event->kind) {
    case PTV_TICKET_RESOLVED:
        return (flags & PTV_FLAG_RESOLVED) != 0;
    case PTV_TICKET_CLOSED:
        return (flags & PTV_FLAG_CLOSED) != 0;
    case PTV_TICKET_REOPENED:
        return (flags & ENDS) == 0;
    default:
        return true;
    }
}

/* An event adds at most one to each count. */
static bool is_full(const struct ticket *own) {
    return own->replies == INT32_MAX || own->reopens == INT32_MAX || own->transfers == INT32_MAX ||
           own->next_responses == INT32_MAX || own->next_unanswered == INT32_MAX;
}

static ptv_status check(const struct ticket *own, const ptv_ticket_event *event,
                        const ptv_calendar *calendar) {
    if (!consistent(own, event))
        return PTV_ERR_ARGUMENT;
    ptv_status status = ptvi_instant_check(event->time, own->calendar_id, calendar);
    if (status < 0)
        return status;
    if (creates(event->kind) == exists(own) || event->time < own->last)
        return PTV_ERR_ORDER;
    return is_full(own) ? PTV_ERR_OVERFLOW : PTV_OK;
}

/* ---- What an event does ---- */

/* Lets the clocks run until an instant. */
static void run(struct ticket *own, struct ptvi_meter *meter, int64_t until) {
    struct ptvi_passed passed = ptvi_measure(meter, own->last, until);
    uint8_t flags = own->flags[own->state];
    own->last = until;
    if (own->closed)
        return;
    ptvi_passed_add(&own->in_state[own->state], passed);
    if (has_ended(own))
        return;
    ptvi_passed_add(&own->active, passed);
    if (flags & PTV_FLAG_REQUESTER_WAITS)
        ptvi_passed_add(&own->requester, passed);
    if (flags & PTV_FLAG_AGENT_WAITS)
        ptvi_passed_add(&own->agent, passed);
    if (flags & PTV_FLAG_ON_HOLD)
        ptvi_passed_add(&own->hold, passed);
}

static bool has_first_response(const struct ticket *own) {
    return !own->by_agent || own->agent_created == PTV_AGENT_CREATED_SECOND;
}

static bool awaits_first_response(const struct ticket *own) {
    return has_first_response(own) && own->first_reply == PTV_TIME_NONE;
}

static void create(struct ticket *own, const ptv_ticket_event *event) {
    own->created = own->last = event->time;
    own->by_agent = event->kind == PTV_TICKET_CREATED_BY_AGENT;
}

/* A customer begins to wait for a later reply, unless he does already. */
static void begin_wait(struct ticket *own, int64_t time) {
    if (!has_ended(own) && !awaits_first_response(own) && own->waiting == PTV_TIME_NONE)
        own->waiting = time;
}

static ptv_ticket_wait wait_of(int32_t clock, struct ptvi_passed span) {
    ptv_ticket_wait wait = {span.ms, span.business_ms, clock, 0};
    return wait;
}

/* Counts a reply, and tells which wait it ended. */
static ptv_ticket_wait reply(struct ticket *own, struct ptvi_meter *meter, int64_t time) {
    const struct ptvi_passed none = {PTV_TIME_NONE, PTV_TIME_NONE};
    own->replies++;
    if (awaits_first_response(own) && own->replies > own->by_agent) {
        own->first_reply = time;
        return wait_of(PTV_CLOCK_FIRST_RESPONSE, ptvi_measure(meter, own->created, time));
    }
    if (own->waiting == PTV_TIME_NONE)
        return wait_of(0, none);
    struct ptvi_passed waited = ptvi_measure(meter, own->waiting, time);
    own->waiting = PTV_TIME_NONE;
    own->next_responses++;
    return wait_of(PTV_CLOCK_NEXT_RESPONSE, waited);
}

/* The ticket is resolved, or closed without that. */
static void end(struct ticket *own, int64_t time, bool resolved) {
    own->ended = time;
    if (own->first_ended == PTV_TIME_NONE)
        own->first_ended = time;
    own->resolved_by_close = !resolved;
    if (own->waiting != PTV_TIME_NONE)
        own->next_unanswered++;
    own->waiting = PTV_TIME_NONE;
}

static void reopen(struct ticket *own, const ptv_ticket_event *event) {
    own->ended = PTV_TIME_NONE;
    own->closed = 0;
    own->resolved_by_close = 0;
    own->reopens++;
    /* Who reopens with a reply has answered. */
    if (event->kind != PTV_TICKET_REPLY)
        begin_wait(own, event->time);
}

/* The ticket enters a state, or stays in its own, and ends or is reopened by that. */
static void enter(struct ticket *own, const ptv_ticket_event *event, int32_t state) {
    uint8_t left = own->flags[own->state], entered = own->flags[state];
    bool resolves = event->kind == PTV_TICKET_RESOLVED || (entered & PTV_FLAG_RESOLVED);
    bool closes = event->kind == PTV_TICKET_CLOSED || (entered & PTV_FLAG_CLOSED);
    bool reopens = event->kind == PTV_TICKET_REOPENED || (left & ENDS);

    own->state = state;
    if ((entered & ENDS) == 0)
        own->open_state = state;
    own->closed = closes || (own->closed && (left & PTV_FLAG_CLOSED) == 0);
    if (resolves || closes) {
        if (!has_ended(own))
            end(own, event->time, resolves);
    } else if (reopens && has_ended(own)) {
        reopen(own, event);
    }
}

/* Lets an event happen that was checked. A reply answers before it moves the ticket; a message
 * comes after, since it may have reopened it. */
static ptv_ticket_wait happen(struct ticket *own, struct ptvi_meter *meter,
                              const ptv_ticket_event *event) {
    ptv_ticket_wait ended = {PTV_TIME_NONE, PTV_TIME_NONE, 0, 0};
    if (creates(event->kind))
        create(own, event);
    run(own, meter, event->time);
    if (event->kind == PTV_TICKET_REPLY)
        ended = reply(own, meter, event->time);
    enter(own, event, state_after(own, event));
    if (event->kind == PTV_TICKET_MESSAGE)
        begin_wait(own, event->time);
    if (event->kind == PTV_TICKET_TRANSFERRED)
        own->transfers++;
    return ended;
}

ptv_status ptv_ticket_clock_add(ptv_ticket_clock *clock, const ptv_ticket_event *event,
                                const ptv_calendar *calendar, ptv_ticket_wait *ended) {
    struct ptvi_meter meter = {calendar, PTV_OK};
    struct ticket own;
    if (!clock || !event)
        return PTV_ERR_NULL;
    ptv_status status = unseal(&own, clock);
    if (status < 0)
        return status;
    status = check(&own, event, calendar);
    if (status < 0)
        return status;
    ptv_ticket_wait wait = happen(&own, &meter, event);
    if (meter.status < 0)
        return meter.status;
    seal(clock, &own);
    if (ended)
        *ended = wait;
    return PTV_OK;
}

/* ---- Reading ---- */

/* A clock that sums the time in some states, and whether it does so in the present one. */
static ptv_ticket_time sum_shown(const struct ticket *own, struct ptvi_meter *meter,
                                 struct ptvi_passed sum, bool runs) {
    struct ptvi_passed age = sum;
    if (!has_ended(own))
        return ptvi_time_shown(runs ? PTV_CLOCK_RUNNING : PTV_CLOCK_PAUSED, sum, age);
    ptvi_passed_add(&age, ptvi_measure(meter, own->ended, own->last));
    return ptvi_time_shown(PTV_CLOCK_DONE, sum, age);
}

/* Shows every clock as of the instant until which they ran. */
static void show_clocks(const struct ticket *own, struct ptvi_meter *meter,
                        ptv_ticket_time clock[PTV_CLOCKS]) {
    int64_t created = own->created, as_of = own->last;
    uint8_t flags = own->flags[own->state];
    if (has_first_response(own))
        clock[PTV_CLOCK_FIRST_RESPONSE] =
            ptvi_first_response(meter, created, own->first_reply, own->ended, as_of);
    if (own->waiting != PTV_TIME_NONE)
        clock[PTV_CLOCK_NEXT_RESPONSE] = ptvi_time_until(meter, own->waiting, PTV_TIME_NONE, as_of);
    clock[PTV_CLOCK_RESOLUTION_FIRST] = ptvi_time_until(meter, created, own->first_ended, as_of);
    clock[PTV_CLOCK_RESOLUTION_LAST] = ptvi_time_until(meter, created, own->ended, as_of);
    clock[PTV_CLOCK_RESOLUTION_ACTIVE] = sum_shown(own, meter, own->active, true);
    clock[PTV_CLOCK_REQUESTER_WAIT] =
        sum_shown(own, meter, own->requester, flags & PTV_FLAG_REQUESTER_WAITS);
    clock[PTV_CLOCK_AGENT_WAIT] = sum_shown(own, meter, own->agent, flags & PTV_FLAG_AGENT_WAITS);
    clock[PTV_CLOCK_ON_HOLD] = sum_shown(own, meter, own->hold, flags & PTV_FLAG_ON_HOLD);
}

static void show(const struct ticket *own, struct ptvi_meter *meter, ptv_ticket_times *times) {
    times->created = own->created;
    times->ended = own->ended;
    show_clocks(own, meter, times->clock);
    times->replies = own->replies;
    times->reopens = own->reopens;
    times->transfers = own->transfers;
    times->next_responses = own->next_responses;
    times->next_unanswered = own->next_unanswered;
    times->resolved_by_close = own->resolved_by_close;
    times->state = own->state;
    for (int i = 0; i < PTV_TICKET_STATES; i++) {
        times->state_ms[i] = own->in_state[i].ms;
        times->state_business_ms[i] = own->in_state[i].business_ms;
    }
}

ptv_status ptv_ticket_clock_read(const ptv_ticket_clock *clock, int64_t as_of,
                                 const ptv_calendar *calendar, ptv_ticket_times *out) {
    struct ptvi_meter meter = {calendar, PTV_OK};
    struct ticket own;
    if (!clock || !out)
        return PTV_ERR_NULL;
    ptv_status status = unseal(&own, clock);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    status = ptvi_instant_check(as_of, own.calendar_id, calendar);
    if (status < 0)
        return status;
    if (as_of < own.last)
        return PTV_ERR_ORDER;

    ptv_ticket_times times = ptvi_times_blank(as_of, own.calendar_id);
    times.n_states = own.n_states;
    if (exists(&own)) {
        run(&own, &meter, as_of);
        show(&own, &meter, &times);
        if (meter.status < 0)
            return meter.status;
    }
    ptvi_sized_out(out, &times, sizeof times);
    return exists(&own) ? PTV_OK : PTV_EMPTY;
}
