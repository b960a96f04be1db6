/* SPDX-License-Identifier: MIT */
/* Response times of two teams, merged: median and percentiles with intervals, the share within the
 * limit that was promised, and the tickets that nobody has answered yet.
 *
 * A limit that is declared when the state is made is counted exactly as data come in. An unanswered
 * ticket is no fast one and no slow one: it is censored at the time it has waited so far. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { MINUTE = 60000, TEAMS = 2, TICKETS = 12 };

static const int64_t answered_after[TEAMS][TICKETS] = {
    {3, 5, 8, 11, 12, 16, 21, 24, 35, 58, 74, 190},
    {1, 2, 4, 9, 10, 14, 15, 27, 33, 41, 66, 95},
};
static const int64_t waiting_for[] = {6, 40, 260};

int main(void) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.n_limits = 1;
    config.limit_ms[0] = 30 * MINUTE;
    ptv_durations *teams[TEAMS];
    ptv_survival *waits;
    check(ptv_survival_new(NULL, NULL, &waits));
    for (int team = 0; team < TEAMS; team++) {
        check(ptv_durations_new(&config, NULL, &teams[team]));
        for (int i = 0; i < TICKETS; i++) {
            check(ptv_durations_add(teams[team], answered_after[team][i] * MINUTE));
            check(ptv_survival_add(waits, answered_after[team][i], PTV_EVENT));
        }
    }
    check(ptv_durations_merge(teams[0], teams[1]));

    ptv_durations_result times = PTV_DURATIONS_RESULT_INIT;
    check(ptv_durations_read(teams[0], NULL, &times));
    printf("%u answers\n", (unsigned)times.n);
    printf("median %6.1f min  [%.0f, %.0f]\n", times.median.value / (double)MINUTE,
           times.median.lower / (double)MINUTE, times.median.upper / (double)MINUTE);
    printf("mean   %6.1f min  [%.0f, %.0f]%s\n", times.mean.value / (double)MINUTE,
           times.mean.lower / (double)MINUTE, times.mean.upper / (double)MINUTE,
           times.skewed ? "  skewed: it misleads" : "");

    ptv_estimate p90;
    ptv_status status = check(ptv_durations_percentile(teams[0], 90, 100, NULL, &p90));
    printf("p90    %6.1f min  from %.0f  (%s)\n", p90.value / (double)MINUTE,
           p90.lower / (double)MINUTE, ptv_status_message(status));

    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    check(ptv_durations_within(teams[0], config.limit_ms[0], NULL, &within));
    printf("within 30 min: %u of %u, %.3f [%.3f, %.3f]\n", (unsigned)within.at_least,
           (unsigned)within.n, within.share.value, within.share.lower, within.share.upper);

    /* With the three that still wait. */
    ptv_survival_result all = PTV_SURVIVAL_RESULT_INIT;
    for (size_t i = 0; i < sizeof waiting_for / sizeof waiting_for[0]; i++)
        check(ptv_survival_add(waits, waiting_for[i], PTV_CENSORED));
    check(ptv_survival_read(waits, NULL, &all));
    printf("with those that wait: %u tickets, median %.0f min [%.0f, %.0f]\n", (unsigned)all.n,
           all.median.value, all.median.lower, all.median.upper);

    ptv_survival_free(waits);
    for (int team = 0; team < TEAMS; team++)
        ptv_durations_free(teams[team]);
    return 0;
}
