/* SPDX-License-Identifier: MIT */
/* What a ticket does to a desk. */
#include "base/platform.h"

#include "service/desk.h"

/* What a clock shows in the time that the desk measures in. */
struct shown {
    int64_t ms, age_ms;
    int32_t state;
};

static struct shown shown_by(const uint64_t *w, const ptv_ticket_time *clock) {
    bool business = w[PTVI_DESK_CALENDAR] != 0;
    struct shown shown = {business ? clock->business_ms : clock->ms,
                          business ? clock->business_age_ms : clock->age_ms, clock->state};
    return shown;
}

static bool waits(int32_t state) {
    return state == PTV_CLOCK_RUNNING || state == PTV_CLOCK_PAUSED;
}

/* Created, and not ended after the reading; before the creation it may have: a time that is
 * negative, and counted so. */
static bool instants_possible(const ptv_ticket_times *times) {
    bool ended = times->ended != PTV_TIME_NONE;
    return times->created != PTV_TIME_NONE && times->created <= times->as_of &&
           (ended ? times->ended <= times->as_of : times->resolved_by_close == 0);
}

static bool counts_possible(const ptv_ticket_times *times) {
    return times->replies >= -1 && times->reopens >= -1 && times->transfers >= -1 &&
           times->next_responses >= 0 && times->next_unanswered >= 0 &&
           (times->resolved_by_close == 0 || times->resolved_by_close == 1);
}

static bool states_possible(const ptv_ticket_times *times) {
    return times->n_states >= 0 && times->n_states <= PTV_TICKET_STATES &&
           times->state >= PTV_STATE_IMPLIED && times->state < PTV_TICKET_STATES;
}

static bool clocks_possible(const uint64_t *w, const ptv_ticket_times *times) {
    for (int i = 0; i < PTV_CLOCKS; i++) {
        struct shown clock = shown_by(w, &times->clock[i]);
        if (clock.state == PTV_CLOCK_ABSENT)
            continue;
        if ((!waits(clock.state) && clock.state != PTV_CLOCK_DONE) || clock.ms == PTV_TIME_NONE ||
            clock.age_ms == PTV_TIME_NONE)
            return false;
    }
    return true;
}

static ptv_status check(const uint64_t *w, const ptv_ticket_times *times) {
    uint64_t calendar_id = w[PTVI_DESK_CALENDAR];
    if (!instants_possible(times) || !counts_possible(times) || !states_possible(times))
        return PTV_ERR_ARGUMENT;
    if (calendar_id != 0 && times->calendar_id != calendar_id)
        return PTV_ERR_MISMATCH;
    return clocks_possible(w, times) ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* -1, not known, is nothing. */
static void count_events(struct ptvi_change *change, int word, int32_t n) {
    ptvi_change_count(change, word, n > 0 ? (uint64_t)n : 0);
}

static void count_share(struct ptvi_change *change, int word, bool in_base, bool hit) {
    ptvi_change_count(change, word, in_base && hit);
    ptvi_change_count(change, word + 1, in_base);
}

static void count_ticket(const ptv_ticket_times *times, struct ptvi_change *change) {
    int32_t first_response = times->clock[PTV_CLOCK_FIRST_RESPONSE].state;
    bool ended = times->ended != PTV_TIME_NONE;
    ptvi_change_count(change, PTVI_DESK_TICKETS, 1);
    ptvi_change_count(change, PTVI_DESK_OPEN, !ended);
    ptvi_change_count(change, PTVI_DESK_UNANSWERED, waits(first_response));
    ptvi_change_count(change, PTVI_DESK_NO_FIRST_RESPONSE, first_response == PTV_CLOCK_ABSENT);
    count_events(change, PTVI_DESK_RESOLVED_BY_CLOSE, times->resolved_by_close);
    count_events(change, PTVI_DESK_REOPENS, times->reopens);
    count_events(change, PTVI_DESK_TRANSFERS, times->transfers);
    count_events(change, PTVI_DESK_REPLIES, times->replies);
    count_events(change, PTVI_DESK_NEXT_UNANSWERED, times->next_unanswered);
    /* What was reopened has ended at least once, whether or not it has again. */
    count_share(change, PTVI_DESK_REOPENED, times->reopens > 0 || (times->reopens == 0 && ended),
                times->reopens > 0);
    count_share(change, PTVI_DESK_TRANSFERRED, times->transfers >= 0, times->transfers > 0);
    count_share(change, PTVI_DESK_ONE_TOUCH, ended && times->replies >= 0, times->replies <= 1);
}

static void count_durations(const uint64_t *w, const ptv_ticket_times *times,
                            struct ptvi_change *change) {
    for (int i = 0; i < PTV_CLOCKS; i++) {
        struct shown clock = shown_by(w, &times->clock[i]);
        /* Of next responses the times show only the one going on: see ptv_desk_add_wait. */
        if (clock.state == PTV_CLOCK_DONE && i != PTV_CLOCK_NEXT_RESPONSE)
            ptvi_change_durations(change, i, clock.ms);
    }
}

static void count_survival(const uint64_t *w, const ptv_ticket_times *times,
                           struct ptvi_change *change) {
    for (int i = 0; i < PTVI_DESK_SURVIVAL; i++) {
        struct shown clock = shown_by(w, &times->clock[ptvi_desk_survival_clock[i]]);
        /* Division rounds towards 0, and must not make a negative time one. */
        int64_t seconds = clock.ms < 0 ? -1 : clock.ms / 1000;
        if (clock.state != PTV_CLOCK_ABSENT)
            ptvi_change_survival(change, i, seconds,
                                 clock.state == PTV_CLOCK_DONE ? PTV_EVENT : PTV_CENSORED);
    }
}

/* The outcome of a target; PTVI_TARGET_OUTCOMES: its clock does not apply, or went wrong. */
static int outcome_of(const struct shown *clock, int64_t limit_ms, bool ended) {
    bool done = clock->state == PTV_CLOCK_DONE;
    if (clock->state == PTV_CLOCK_ABSENT || (done && clock->ms < 0))
        return PTVI_TARGET_OUTCOMES;
    /* What stands still below its limit may yet be done within it; beyond, nothing mends it. */
    bool held = clock->state == PTV_CLOCK_PAUSED && !ended && clock->ms <= limit_ms;
    if (clock->age_ms < limit_ms || held)
        return PTVI_TARGET_PENDING;
    if (done && clock->ms <= limit_ms)
        return PTVI_TARGET_MET;
    return done || ended ? PTVI_TARGET_BREACHED_CLOSED : PTVI_TARGET_BREACHED_OPEN;
}

static void count_targets(const uint64_t *w, const ptv_ticket_times *times,
                          struct ptvi_change *change) {
    for (int i = 0; i < (int)w[PTVI_DESK_N_TARGETS]; i++) {
        struct shown clock = shown_by(w, &times->clock[w[PTVI_DESK_CLOCKS + i]]);
        int outcome =
            outcome_of(&clock, (int64_t)w[PTVI_DESK_LIMITS + i], times->ended != PTV_TIME_NONE);
        if (outcome < PTVI_TARGET_OUTCOMES)
            ptvi_change_count(change, PTVI_DESK_OUTCOMES + i * PTVI_TARGET_OUTCOMES + outcome, 1);
    }
}

static void count_backlog(const uint64_t *w, const ptv_ticket_times *times,
                          struct ptvi_change *change) {
    if (w[PTVI_DESK_FROM] == 0 && w[PTVI_DESK_UNTIL] == 0)
        return; /* no backlog, as mostly: then the rest of what the desk is need not be read */
    ptv_desk_config config = ptvi_desk_config_of(w);
    struct ptvi_backlog_period period = ptvi_desk_period_of(&config);
    ptvi_backlog_change(&period, times->created, times->ended, PTVI_DESK_BACKLOG, change);
}

/* Counters and sums of a ticket, its targets, its movement. */
_Static_assert((PTVI_DESK_OUTCOMES - PTVI_DESK_TICKETS) + PTV_DESK_TARGETS + 4 <=
                   (int)PTVI_CHANGE_COUNTS,
               "a ticket's counts fit a change");

ptv_status ptvi_desk_ticket_change(const uint64_t *w, const ptv_ticket_times *times,
                                   struct ptvi_change *change) {
    ptv_status status = check(w, times);
    if (status < 0)
        return status;
    count_ticket(times, change);
    count_durations(w, times, change);
    count_survival(w, times, change);
    count_targets(w, times, change);
    count_backlog(w, times, change);
    return PTV_OK;
}
