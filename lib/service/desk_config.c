/* SPDX-License-Identifier: MIT */
/* What a desk is made for. */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "service/desk.h"

const int32_t ptvi_desk_survival_clock[PTVI_DESK_SURVIVAL] = {PTV_CLOCK_FIRST_RESPONSE,
                                                              PTV_CLOCK_RESOLUTION_LAST};

ptv_status ptv_desk_config_init(ptv_desk_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

static bool target_valid(const ptv_desk_target *target) {
    return target->limit_ms > 0 && target->clock >= 0 && target->clock < PTV_CLOCKS &&
           target->clock != PTV_CLOCK_NEXT_RESPONSE && target->reserved == 0;
}

static bool targets_valid(const ptv_desk_target *target, int32_t n) {
    if (n < 0 || n > PTV_DESK_TARGETS)
        return false;
    for (int32_t i = 0; i < n; i++) {
        if (!target_valid(&target[i]))
            return false;
        for (int32_t j = 0; j < i; j++)
            if (target[j].clock == target[i].clock && target[j].limit_ms == target[i].limit_ms)
                return false;
    }
    return true;
}

bool ptvi_desk_has_period(const ptv_desk_config *config) {
    return config->from != 0 || config->until != 0;
}

struct ptvi_backlog_period ptvi_desk_period_of(const ptv_desk_config *config) {
    struct ptvi_backlog_period period = {config->from, config->until, config->n_ages, {0}};
    memcpy(period.age_ms, config->age_ms, sizeof period.age_ms);
    return period;
}

bool ptvi_desk_config_valid(const ptv_desk_config *config) {
    struct ptvi_backlog_period period = ptvi_desk_period_of(config);
    bool backlog =
        ptvi_desk_has_period(config) ? ptvi_backlog_period_valid(&period) : config->n_ages == 0;
    return backlog && targets_valid(config->target, config->n_targets);
}

/* Members beyond the numbers that are declared leave no trace. */
void ptvi_desk_define(const ptv_desk_config *config, uint64_t *w) {
    w[PTVI_DESK_CALENDAR] = config->calendar_id;
    w[PTVI_DESK_FROM] = (uint64_t)config->from;
    w[PTVI_DESK_UNTIL] = (uint64_t)config->until;
    w[PTVI_DESK_N_TARGETS] = (uint64_t)config->n_targets;
    w[PTVI_DESK_N_AGES] = (uint64_t)config->n_ages;
    for (int32_t i = 0; i < config->n_targets; i++) {
        w[PTVI_DESK_LIMITS + i] = (uint64_t)config->target[i].limit_ms;
        w[PTVI_DESK_CLOCKS + i] = (uint64_t)config->target[i].clock;
    }
    for (int32_t i = 0; i < config->n_ages; i++)
        w[PTVI_DESK_AGES + i] = (uint64_t)config->age_ms[i];
}

/* A number of members in a word; -1, which is never valid, where there cannot be so many. */
static int32_t number_in(uint64_t word, int32_t most) {
    return word > (uint64_t)most ? -1 : (int32_t)word;
}

ptv_desk_config ptvi_desk_config_of(const uint64_t *w) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.calendar_id = w[PTVI_DESK_CALENDAR];
    config.from = (int64_t)w[PTVI_DESK_FROM];
    config.until = (int64_t)w[PTVI_DESK_UNTIL];
    config.n_targets = number_in(w[PTVI_DESK_N_TARGETS], PTV_DESK_TARGETS);
    config.n_ages = number_in(w[PTVI_DESK_N_AGES], PTV_BACKLOG_AGES);
    for (int32_t i = 0; i < config.n_targets; i++) {
        config.target[i].limit_ms = (int64_t)w[PTVI_DESK_LIMITS + i];
        config.target[i].clock = number_in(w[PTVI_DESK_CLOCKS + i], PTV_CLOCKS - 1);
    }
    for (int32_t i = 0; i < config.n_ages; i++)
        config.age_ms[i] = (int64_t)w[PTVI_DESK_AGES + i];
    return config;
}

ptv_status ptv_desk_config_read(const ptv_desk *acc, ptv_desk_config *config) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status < 0)
        return status;
    ptv_desk_config own = ptvi_desk_config_of(acc->composite.w);
    ptvi_sized_out(config, &own, sizeof own);
    return PTV_OK;
}

/* Inserts a limit into rising ones. */
static void insert_limit(ptv_durations_config *config, int64_t limit) {
    int32_t at = config->n_limits++;
    for (; at > 0 && config->limit_ms[at - 1] > limit; at--)
        config->limit_ms[at] = config->limit_ms[at - 1];
    config->limit_ms[at] = limit;
}

_Static_assert((int)PTV_DESK_TARGETS <= (int)PTV_DURATIONS_LIMITS,
               "all targets may be of one clock");

void ptvi_desk_durations_config(const uint64_t *w, int part, ptv_durations_config *config) {
    config->calendar_id = w[PTVI_DESK_CALENDAR];
    for (uint64_t i = 0; i < w[PTVI_DESK_N_TARGETS]; i++)
        if (w[PTVI_DESK_CLOCKS + i] == (uint64_t)part)
            insert_limit(config, (int64_t)w[PTVI_DESK_LIMITS + i]);
}

void ptvi_desk_survival_config(const uint64_t *w, int part, ptv_survival_config *config) {
    (void)part;
    config->calendar_id = w[PTVI_DESK_CALENDAR];
    config->unit_ms = 1000;
}
