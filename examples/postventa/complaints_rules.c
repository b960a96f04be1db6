/* SPDX-License-Identifier: MIT */
#include "complaints_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_file.h"
#include "instant.h"
#include "lapse.h"
#include "memory.h"

#define UNSOLVED "/received" /* nobody said when they were solved */

/* The part that the config has. */
static void define(char *out, size_t size, const ptv_complaints_config *config) {
    char from[INSTANT_SIZE], until[INSTANT_SIZE], time[DECIMAL_SIZE];
    instant_name(from, config->from);
    instant_name(until, config->until);
    size_t used = (size_t)snprintf(out, size, COMPLAINTS_NAME "/%s..%s", from, until);
    if (config->within_ms > 0) {
        lapse_name(time, config->within_ms);
        used += (size_t)snprintf(out + used, size - used, "/within=%.30s", time);
    }
    for (int32_t i = 0; i < config->n_ages; i++) {
        lapse_name(time, config->age_ms[i]);
        used += (size_t)snprintf(out + used, size - used, "%s%.30s", i == 0 ? "/ages=" : ",", time);
    }
}

char *complaints_define(const ptv_complaints_config *config, bool solved, const char *calendar) {
    size_t size = DECIMAL_SIZE + (calendar != NULL ? strlen(calendar) : 0);
    char *out = memory_new(size, 1);
    define(out, size, config);
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s%s", solved ? "" : UNSOLVED,
             calendar != NULL ? CALENDAR_PART : "", calendar != NULL ? calendar : "");
    return out;
}

bool complaints_solved(const char *definition) {
    const char *part = strstr(definition, UNSOLVED), *calendar = calendar_of(definition);
    return part == NULL || (calendar != NULL && part > calendar);
}

bool complaints_fit(const void *state, const char *definition) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    const char *calendar = calendar_of(definition);
    if (ptv_complaints_config_read(state, &config) < 0)
        return false;
    char *own = complaints_define(&config, complaints_solved(definition), calendar);
    bool same = strcmp(own, definition) == 0;
    free(own);
    return same && config.calendar_id == calendar_number(calendar);
}
