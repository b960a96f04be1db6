/* SPDX-License-Identifier: MIT */
/* A year's complaints of two areas: how many per thousand customers, and what became of them.
 *
 * The movement must add up: what was open, plus what came, less what went, is what is open; and it
 * begins with what the year before left open. The areas are merged, not averaged. The ratio to the
 * year before has an interval, too: 1 is no difference. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { AREAS = 2, COMPLAINTS = 8, OPEN = -1 };

static const int64_t DAY = 86400000;

/* Customers, and the days of the year on which complaints came in and were closed. */
static const struct {
    uint64_t customers;
    int days[COMPLAINTS][2];
} areas[AREAS] = {
    {2400,
     {{-20, 12}, {-3, 40}, {8, 30}, {51, 70}, {130, 220}, {201, 210}, {280, 301}, {352, OPEN}}},
    {1750,
     {{-50, 2}, {33, 41}, {90, 104}, {151, 163}, {240, OPEN}, {260, 285}, {322, 340}, {361, OPEN}}},
};

static ptv_complaints *complaints_of(int area) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    config.until = 365 * DAY; /* from day 0 */
    config.within_ms = 30 * DAY;
    config.n_ages = 1;
    config.age_ms[0] = 90 * DAY;
    ptv_complaints *complaints;
    check(ptv_complaints_new(&config, NULL, &complaints));
    for (int i = 0; i < COMPLAINTS; i++) {
        ptv_complaint complaint = PTV_COMPLAINT_INIT;
        complaint.received = areas[area].days[i][0] * DAY;
        if (areas[area].days[i][1] != OPEN)
            complaint.closed = areas[area].days[i][1] * DAY;
        check(ptv_complaints_add(complaints, &complaint));
    }
    check(ptv_complaints_add_exposed(complaints, 0, areas[area].customers));
    return complaints;
}

static void print_figure(const char *name, const ptv_estimate *e, double unit) {
    printf("%-18s %6.2f  [%.2f, %.2f] of %u\n", name, unit * e->value, unit * e->lower,
           unit * e->upper, (unsigned)e->n);
}

int main(void) {
    ptv_complaints *year = complaints_of(0), *other = complaints_of(1);
    check(ptv_complaints_merge(year, other));

    ptv_complaints_options options = PTV_COMPLAINTS_OPTIONS_INIT;
    ptv_complaints_result result = PTV_COMPLAINTS_RESULT_INIT;
    options.check_start = 1;
    options.open_start = 3; /* what the year before left */
    ptv_status status = check(ptv_complaints_read(year, &options, &result));
    const ptv_backlog *movement = &result.movement;
    printf("open %u + received %u - closed %u = open %u, %u of them for 90 days: %s\n",
           (unsigned)movement->open_start, (unsigned)movement->received, (unsigned)movement->closed,
           (unsigned)movement->open_end, (unsigned)movement->band[1],
           status == PTV_OK ? "it adds up" : "it does not add up");
    print_figure("per 1,000", &result.per_thousand, 1);
    print_figure("unresolved, %", &result.unresolved, 100);
    print_figure("within 30 days, %", &result.within, 100);

    ptv_comparison change; /* the year before: 24 complaints of 4,020 customers */
    check(ptv_rate_compare(movement->received, result.exposed_end, 24, 4020, 0.95, 0, &change));
    printf("to the year before %6.2f  [%.2f, %.2f], p = %.3f\n", change.difference, change.lower,
           change.upper, change.p_value);

    ptv_complaints_free(other);
    ptv_complaints_free(year);
    return 0;
}
