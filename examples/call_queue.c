/* SPDX-License-Identifier: MIT */
/* "Our service level is 80 %": of which calls? The same twenty calls by each definition.
 *
 * The state counts what happened, so that the definition is one of the reading. What counts as
 * served is always part of the base: no service level is above 100 %. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { SECOND = 1000, A = PTV_CALL_ANSWERED, H = PTV_CALL_ABANDONED, F = PTV_CALL_FLOWED_OUT };

/* Outcome, and wait in seconds. */
static const struct {
    int32_t outcome;
    int wait;
} calls[] = {
    {A, 4}, {A, 8}, {H, 3}, {A, 0},  {A, 12}, {F, 120}, {A, 19},  {H, 35}, {A, 20}, {A, 26},
    {H, 2}, {A, 7}, {A, 3}, {H, 14}, {A, 41}, {A, 11},  {F, 120}, {A, 16}, {H, 61}, {A, 9},
};
enum { CALLS = sizeof calls / sizeof calls[0] };

static const struct {
    const char *name;
    int32_t base, count_abandoned, keep_short;
} definitions[] = {
    {"default: no short calls", PTV_SERVICE_BASE_DEFAULT, 0, 0},
    {"short calls kept", PTV_SERVICE_BASE_DEFAULT, 0, 1},
    {"abandoned in time count", PTV_SERVICE_BASE_DEFAULT, 1, 0},
    {"of the answered only", PTV_SERVICE_BASE_ANSWERED, 0, 0},
    {"of all offered", PTV_SERVICE_BASE_OFFERED, 0, 0},
};

static void print_service_levels(const ptv_queue *queue, int64_t limit_ms) {
    for (size_t i = 0; i < sizeof definitions / sizeof definitions[0]; i++) {
        ptv_queue_options options = PTV_QUEUE_OPTIONS_INIT;
        ptv_estimate level;
        options.base = definitions[i].base;
        options.count_abandoned = definitions[i].count_abandoned;
        options.keep_short = definitions[i].keep_short;
        check(ptv_queue_service_level(queue, limit_ms, &options, &level));
        printf("%-24s %5.1f %%  [%.1f, %.1f] of %u\n", definitions[i].name, 100 * level.value,
               100 * level.lower, 100 * level.upper, (unsigned)level.n);
    }
}

int main(void) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    config.short_ms = 5 * SECOND;
    config.n_limits = 1;
    config.limit_ms[0] = 20 * SECOND;
    ptv_queue *queue;
    check(ptv_queue_new(&config, NULL, &queue));
    for (int i = 0; i < CALLS; i++) {
        ptv_call call = PTV_CALL_INIT;
        call.outcome = calls[i].outcome;
        call.wait_ms = calls[i].wait * SECOND;
        check(ptv_queue_add(queue, &call));
    }

    ptv_queue_result result = PTV_QUEUE_RESULT_INIT;
    check(ptv_queue_read(queue, NULL, &result));
    printf("offered %u = answered %u + abandoned %u + flowed out %u; short %u\n\n",
           (unsigned)result.offered, (unsigned)result.answered, (unsigned)result.abandoned,
           (unsigned)result.flowed_out, (unsigned)result.short_abandoned);
    printf("within 20 s\n");
    print_service_levels(queue, config.limit_ms[0]);
    printf("\nabandonment %.1f %%  [%.1f, %.1f], mean wait of the answered %.1f s\n",
           100 * result.abandonment.value, 100 * result.abandonment.lower,
           100 * result.abandonment.upper, result.asa.value / (double)SECOND);

    ptv_queue_free(queue);
    return 0;
}
