/* SPDX-License-Identifier: MIT */
#include "tickets.h"

ptv_calendar *office_hours(void) {
    static const char rule[] = "CET-1CEST,M3.5.0,M10.5.0/3", text[] = "mon-fri 09:00-18:00";
    ptv_calendar *calendar;
    ptv_zone *zone;
    assert_ok(ptv_zone_new_posix(rule, NULL, &zone));
    assert_ok(ptv_calendar_new(text, strlen(text), zone, NULL, NULL, &calendar));
    ptv_zone_free(zone);
    return calendar;
}

ptv_ticket_rules office_rules(void) {
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    rules.calendar_id = OFFICE;
    return rules;
}

ptv_ticket_rules servicenow_rules(void) {
    const uint32_t waits = PTV_FLAG_REQUESTER_WAITS, held = waits | PTV_FLAG_ON_HOLD;
    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT;
    rules.n_states = N_STATES;
    rules.state[NEW] = waits;
    rules.state[ACTIVE] = waits;
    rules.state[USER_INFO] = PTV_FLAG_AGENT_WAITS | PTV_FLAG_ON_HOLD;
    rules.state[VENDOR] = held;
    rules.state[PROBLEM] = held;
    rules.state[EVIDENCE] = held;
    rules.state[RESOLVED] = PTV_FLAG_RESOLVED;
    rules.state[CLOSED] = PTV_FLAG_CLOSED;
    return rules;
}

ptv_ticket_clock ticket_new(const ptv_ticket_rules *rules) {
    ptv_ticket_clock clock;
    scribble(clock);
    assert_ok(ptv_ticket_clock_init(&clock, rules));
    return clock;
}

ptv_ticket_wait ticket_add(ptv_ticket_clock *clock, struct happening happening,
                           const ptv_calendar *calendar) {
    ptv_ticket_event event = {WHEN(happening.minute), happening.kind, happening.state};
    ptv_ticket_wait wait;
    scribble(wait);
    assert_ok(ptv_ticket_clock_add(clock, &event, calendar, &wait));
    return wait;
}

ptv_ticket_clock ticket_after(const ptv_ticket_rules *rules, const ptv_calendar *calendar,
                              const struct happening *happenings, size_t n) {
    ptv_ticket_clock clock = ticket_new(rules);
    for (size_t i = 0; i < n; i++)
        (void)ticket_add(&clock, happenings[i], calendar);
    return clock;
}

ptv_ticket_times ticket_times(const ptv_ticket_clock *clock, int64_t minute,
                              const ptv_calendar *calendar) {
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_ok(ptv_ticket_clock_read(clock, WHEN(minute), calendar, &times));
    assert_true(times.as_of == WHEN(minute) && times.calendar_id == (calendar ? OFFICE : 0));
    return times;
}

ptv_ticket_times row_times(const ptv_ticket *ticket, int64_t minute, const ptv_calendar *calendar) {
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    assert_ok(ptv_ticket_read(ticket, WHEN(minute), calendar ? OFFICE : 0, calendar, &times));
    assert_true(times.as_of == WHEN(minute) && times.calendar_id == (calendar ? OFFICE : 0));
    return times;
}

static void assert_spans(int64_t ms, int64_t age_ms, int64_t minutes, int64_t age, const char *text,
                         const char *file, int line) {
    if (ms == minutes * MINUTE && age_ms == age * MINUTE)
        return;
    print_error("%s: got %.3f and %.3f minutes, want %lld and %lld\n", text,
                (double)ms / (double)MINUTE, (double)age_ms / (double)MINUTE, (long long)minutes,
                (long long)age);
    _fail(file, line);
}

void assert_clock_at(const ptv_ticket_time *time, int32_t state, int64_t minutes, int64_t age,
                     const char *text, const char *file, int line) {
    assert_spans(time->ms, time->age_ms, minutes, age, text, file, line);
    if (time->state != state || time->reserved != 0) {
        print_error("%s: got state %d, want %d\n", text, (int)time->state, (int)state);
        _fail(file, line);
    }
}

void assert_business_at(const ptv_ticket_time *time, int64_t minutes, int64_t age, const char *text,
                        const char *file, int line) {
    assert_spans(time->business_ms, time->business_age_ms, minutes, age, text, file, line);
}

void assert_absent_at(const ptv_ticket_time *time, const char *text, const char *file, int line) {
    bool absent = time->state == PTV_CLOCK_ABSENT && time->reserved == 0 &&
                  time->ms == PTV_TIME_NONE && time->business_ms == PTV_TIME_NONE &&
                  time->age_ms == PTV_TIME_NONE && time->business_age_ms == PTV_TIME_NONE;
    if (!absent) {
        print_error("%s is not absent\n", text);
        _fail(file, line);
    }
}

void assert_no_wait(ptv_ticket_wait wait) {
    const ptv_ticket_wait none = {PTV_TIME_NONE, PTV_TIME_NONE, 0, 0};
    assert_same_bytes(wait, none);
}

void assert_wait(ptv_ticket_wait wait, int32_t clock, int64_t minutes) {
    assert_true(wait.ms == minutes * MINUTE && wait.clock == clock && wait.reserved == 0);
}
