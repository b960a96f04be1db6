/* SPDX-License-Identifier: MIT */
/* First response within an hour, promised by two teams: how many tickets met the target?
 *
 * Of the answered, most were fast. But of the tickets whose hour is over some were never answered,
 * and they are in the base: attainment is of all that was due. A ticket whose hour is not over yet
 * is pending, even one that was answered at once: else only the fast ones of the last hour would
 * count. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { MINUTE = 60000, TEAMS = 2, TICKETS = 8, NONE = -1 };

static const int64_t as_of = 600 * MINUTE; /* ten hours after the log begins */

/* Minutes since the log begins. */
static const struct {
    int opened, replied;
} tickets[TEAMS][TICKETS] = {
    {{5, 17}, {40, 95}, {60, NONE}, {130, 151}, {300, 412}, {480, NONE}, {570, 575}, {590, NONE}},
    {{0, 60}, {20, 49}, {75, NONE}, {200, 203}, {330, 371}, {410, 498}, {560, NONE}, {585, 596}},
};

static ptv_desk *desk_of(int team) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.n_targets = 1;
    config.target[0].clock = PTV_CLOCK_FIRST_RESPONSE;
    config.target[0].limit_ms = 60 * MINUTE;
    ptv_desk *desk;
    check(ptv_desk_new(&config, NULL, &desk));
    for (int i = 0; i < TICKETS; i++) {
        ptv_ticket row = PTV_TICKET_INIT;
        ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
        row.created = tickets[team][i].opened * (int64_t)MINUTE;
        if (tickets[team][i].replied != NONE)
            row.first_reply = tickets[team][i].replied * (int64_t)MINUTE;
        check(ptv_ticket_read(&row, as_of, 0, NULL, &times));
        check(ptv_desk_add(desk, &times));
    }
    return desk;
}

static void print_share(const char *name, const ptv_estimate *share) {
    printf("%-22s %5.1f %%  [%.1f, %.1f] of %u\n", name, 100 * share->value, 100 * share->lower,
           100 * share->upper, (unsigned)share->n);
}

int main(void) {
    ptv_desk *both = desk_of(0), *other = desk_of(1);
    check(ptv_desk_merge(both, other));

    ptv_desk_target_result target = PTV_DESK_TARGET_RESULT_INIT;
    check(ptv_desk_target_read(both, 0, NULL, &target));
    printf("met %u, late %u, late and still unanswered %u, not due yet %u\n", (unsigned)target.met,
           (unsigned)target.breached_closed, (unsigned)target.breached_open,
           (unsigned)target.pending);
    print_share("attainment", &target.attainment);

    const ptv_durations *answered;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    check(ptv_desk_durations(both, PTV_CLOCK_FIRST_RESPONSE, &answered));
    check(ptv_durations_within(answered, target.target.limit_ms, NULL, &within));
    print_share("of the answered", &within.share);

    /* The third way, which uses every ticket: those that wait are censored. */
    const ptv_survival *waits;
    ptv_estimate waiting;
    check(ptv_desk_survival(both, PTV_CLOCK_FIRST_RESPONSE, &waits));
    check(ptv_survival_at(waits, 60 * 60, NULL, &waiting));
    printf("%-22s %5.1f %%  [%.1f, %.1f] by Kaplan and Meier\n", "answered in an hour",
           100 * (1 - waiting.value), 100 * (1 - waiting.upper), 100 * (1 - waiting.lower));

    ptv_desk_free(other);
    ptv_desk_free(both);
    return 0;
}
