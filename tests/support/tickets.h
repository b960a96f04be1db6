/* SPDX-License-Identifier: MIT */
/* Tickets ready made: what happened to them, in minutes since a Monday morning. */
#ifndef TESTS_TICKETS_H
#define TESTS_TICKETS_H

#include "testing.h"

/* Monday 2025-03-03, 09:00 in Madrid. */
#define MONDAY INT64_C(1740988800000)
#define MINUTE INT64_C(60000)
#define HOURS  60
#define DAYS   1440

/* The instant of a minute. */
#define WHEN(minute) (MONDAY + (int64_t)(minute)*MINUTE)

/* The number under which tests know their calendar. */
#define OFFICE UINT64_C(7)

enum { IMPLIED = PTV_STATE_IMPLIED };

struct happening {
    int64_t minute;
    int32_t kind;  /* PTV_TICKET_… */
    int32_t state; /* or IMPLIED */
};

/* Monday to Friday, 9 to 18 o'clock in Madrid; to be given back by ptv_calendar_free. */
ptv_calendar *office_hours(void);

/* Rules with the preset states and the calendar of tests. */
ptv_ticket_rules office_rules(void);

/* A table of states like that of ServiceNow. */
enum { NEW, ACTIVE, USER_INFO, VENDOR, PROBLEM, EVIDENCE, RESOLVED, CLOSED, N_STATES };
ptv_ticket_rules servicenow_rules(void);

/* A clock to which nothing has happened. */
ptv_ticket_clock ticket_new(const ptv_ticket_rules *rules);

/* Adds an event, which must not fail, and answers the wait that it ended. */
ptv_ticket_wait ticket_add(ptv_ticket_clock *clock, struct happening happening,
                           const ptv_calendar *calendar);

/* A clock to which all that has happened. */
ptv_ticket_clock ticket_after(const ptv_ticket_rules *rules, const ptv_calendar *calendar,
                              const struct happening *happenings, size_t n);
#define TICKET(rules, calendar, ...)                                                               \
    ticket_after((rules), (calendar), (const struct happening[]){__VA_ARGS__},                     \
                 sizeof((const struct happening[]){__VA_ARGS__}) / sizeof(struct happening))

/* Readings, which must not fail. */
ptv_ticket_times ticket_times(const ptv_ticket_clock *clock, int64_t minute,
                              const ptv_calendar *calendar);
ptv_ticket_times row_times(const ptv_ticket *ticket, int64_t minute, const ptv_calendar *calendar);

/* A clock shows so many minutes, and is so old. */
#define assert_clock(times, which, state, minutes, age)                                            \
    assert_clock_at(&(times)->clock[which], (state), (minutes), (age), #which, __FILE__, __LINE__)
/* The same in business time. */
#define assert_business(times, which, minutes, age)                                                \
    assert_business_at(&(times)->clock[which], (minutes), (age), #which, __FILE__, __LINE__)
/* A clock does not apply. */
#define assert_absent(times, which)                                                                \
    assert_absent_at(&(times)->clock[which], #which, __FILE__, __LINE__)
void assert_clock_at(const ptv_ticket_time *time, int32_t state, int64_t minutes, int64_t age,
                     const char *text, const char *file, int line);
void assert_business_at(const ptv_ticket_time *time, int64_t minutes, int64_t age, const char *text,
                        const char *file, int line);
void assert_absent_at(const ptv_ticket_time *time, const char *text, const char *file, int line);

/* An event ended no wait, or one of so many minutes. */
void assert_no_wait(ptv_ticket_wait wait);
void assert_wait(ptv_ticket_wait wait, int32_t clock, int64_t minutes);

#endif
