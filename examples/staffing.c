/* SPDX-License-Identifier: MIT */
/* How many agents answer 80 % of the calls within 20 seconds? By Erlang C, and by Erlang A.
 *
 * With 360 calls an hour of four minutes each, 24 agents would be busy without a break, and in
 * Erlang C, where everybody waits for ever, their queue grows without end. People do hang up:
 * Erlang A knows how patient they are, which a queue's survival tells. What models say has no
 * interval. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { SECOND = 1000, MINUTE = 60000 };

static void print_row(const ptv_erlang_load *patient, const ptv_erlang_load *real, int agents) {
    ptv_erlang_result c = PTV_ERLANG_RESULT_INIT, a = PTV_ERLANG_RESULT_INIT;
    check(ptv_erlang_read(patient, agents, &c)); /* PTV_DEGENERATE: the queue grows for ever */
    check(ptv_erlang_read(real, agents, &a));
    printf("%6d   %5.1f %%  %6.1f s   %5.1f %%  %6.1f s  %5.1f %%  %5.1f %%\n", agents,
           100 * c.service_level_ratio, c.asa_ms / (double)SECOND, 100 * a.service_level_ratio,
           a.asa_ms / (double)SECOND, 100 * a.abandonment_ratio, 100 * a.occupancy_ratio);
}

int main(void) {
    ptv_erlang_load patient = PTV_ERLANG_LOAD_INIT;
    patient.arrivals_per_hour = 360;
    patient.handling_ms = 4 * MINUTE;
    patient.within_ms = 20 * SECOND;
    ptv_erlang_load real = patient;
    real.patience_ms = 3 * MINUTE;

    printf("agents  Erlang C            Erlang A\n");
    printf("         in 20 s      ASA    in 20 s      ASA  hang up    busy\n");
    for (int agents = 22; agents <= 30; agents++)
        print_row(&patient, &real, agents);

    ptv_erlang_result enough = PTV_ERLANG_RESULT_INIT;
    check(ptv_erlang_agents(&patient, 0.8, &enough));
    printf("\n80 %% in 20 s: %d agents by Erlang C", (int)enough.agents);
    check(ptv_erlang_agents(&real, 0.8, &enough));
    printf(", %d by Erlang A\n", (int)enough.agents);
    return 0;
}
