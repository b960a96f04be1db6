/* SPDX-License-Identifier: MIT */
/* What happened to one ticket, and what its clocks show: from Friday evening to Tuesday.
 *
 * A first response is a human's public reply: not the automatic one. Every later message that waits
 * for an answer runs a clock of its own, and a reopening does so, too. Beside the time that passed
 * stands the business time: a Friday evening's question is answered after 50 minutes of it. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

static const int64_t MINUTE = 60000, HOUR = 3600000, DAY = 86400000;
static const int64_t friday = 1750370400000; /* 20 June 2025, 0:00 in Madrid */
static const char hours[] = "mon-fri 09:00-18:00\n";

enum { OFFICE = 1, IMPLIED = PTV_STATE_IMPLIED };

static const struct {
    int day, hour, minute;
    int32_t kind, state;
} events[] = {
    {0, 17, 30, PTV_TICKET_CREATED, IMPLIED},
    {0, 17, 31, PTV_TICKET_AUTO_REPLY, IMPLIED},      /* "we have received your message" */
    {3, 9, 20, PTV_TICKET_REPLY, PTV_STATE_PENDING},  /* Monday: a question to the customer */
    {3, 12, 0, PTV_TICKET_MESSAGE, PTV_STATE_OPEN},   /* who answers it, and waits again */
    {3, 12, 45, PTV_TICKET_REPLY, PTV_STATE_SOLVED},  /* solved */
    {3, 17, 40, PTV_TICKET_MESSAGE, PTV_STATE_OPEN},  /* not solved after all */
    {4, 10, 10, PTV_TICKET_REPLY, PTV_STATE_OPEN},    /* Tuesday */
    {4, 11, 0, PTV_TICKET_RESOLVED, PTV_STATE_SOLVED} /* solved for good */
};
enum { EVENTS = sizeof events / sizeof events[0] };

static const char *const names[PTV_CLOCKS] = {
    "first response",    "next response",  "resolution first", "resolution last",
    "resolution active", "requester wait", "agent wait",       "on hold",
};

static void print_times(const char *name, int64_t ms, int64_t business_ms) {
    printf("%-18s %3d:%02d  %3d:%02d\n", name, (int)(ms / HOUR), (int)(ms / MINUTE % 60),
           (int)(business_ms / HOUR), (int)(business_ms / MINUTE % 60));
}

int main(void) {
    ptv_zone *madrid;
    ptv_calendar *office;
    check(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &madrid));
    check(ptv_calendar_new(hours, strlen(hours), madrid, NULL, NULL, &office));

    ptv_ticket_rules rules = PTV_TICKET_RULES_INIT; /* the preset states */
    ptv_ticket_clock clock;
    rules.calendar_id = OFFICE;
    check(ptv_ticket_clock_init(&clock, &rules));

    printf("each wait, as a reply ends it\n");
    for (int i = 0; i < EVENTS; i++) {
        int64_t day = friday + events[i].day * DAY;
        ptv_ticket_event event = {day + events[i].hour * HOUR + events[i].minute * MINUTE,
                                  events[i].kind, events[i].state};
        ptv_ticket_wait wait;
        check(ptv_ticket_clock_add(&clock, &event, office, &wait));
        if (wait.ms != PTV_TIME_NONE)
            print_times(names[wait.clock], wait.ms, wait.business_ms);
    }

    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    check(ptv_ticket_clock_read(&clock, friday + 5 * DAY, office, &times));
    printf("\nas of Wednesday\n");
    for (int i = 0; i < PTV_CLOCKS; i++)
        if (times.clock[i].state == PTV_CLOCK_DONE)
            print_times(names[i], times.clock[i].ms, times.clock[i].business_ms);
    printf("%d replies, reopened %d time\n", (int)times.replies, (int)times.reopens);

    ptv_calendar_free(office);
    ptv_zone_free(madrid);
    return 0;
}
