/* SPDX-License-Identifier: MIT */
#include "tickets_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_file.h"
#include "instant.h"
#include "lapse.h"
#include "memory.h"

#define ROOM 1024 /* for all the others */

/* The clocks that have targets, as --sla calls them. */
static const struct {
    const char *name;
    int32_t clock;
} clocks[] = {
    {"first", PTV_CLOCK_FIRST_RESPONSE},
    {"resolution", PTV_CLOCK_RESOLUTION_LAST},
    {"active", PTV_CLOCK_RESOLUTION_ACTIVE},
    {"requester", PTV_CLOCK_REQUESTER_WAIT},
};

#define N_CLOCKS (sizeof clocks / sizeof *clocks)

/* ── targets ─────────────────────────────────────────────────────────────────────────────────── */

/* "first=1h" */
static bool read_target(const char *given, size_t length, ptv_desk_target *target) {
    char word[DECIMAL_SIZE];
    snprintf(word, sizeof word, "%.*s", length < sizeof word ? (int)length : 0, given);
    char *limit = strchr(word, '=');
    if (limit == NULL)
        return false;
    *limit++ = '\0';
    for (size_t i = 0; i < N_CLOCKS; i++) {
        if (strcmp(word, clocks[i].name) != 0)
            continue;
        target->clock = clocks[i].clock;
        return lapse_read(limit, &target->limit_ms) && target->limit_ms > 0;
    }
    return false;
}

static int compare(const ptv_desk_target *a, const ptv_desk_target *b) {
    if (a->clock != b->clock)
        return a->clock < b->clock ? -1 : 1;
    return (a->limit_ms > b->limit_ms) - (a->limit_ms < b->limit_ms);
}

/* Puts a target in its place; false: there is one like it. */
static bool insert(ptv_desk_config *config, const ptv_desk_target *target) {
    int32_t at = config->n_targets;
    while (at > 0 && compare(target, &config->target[at - 1]) < 0)
        at--;
    if (at > 0 && compare(target, &config->target[at - 1]) == 0)
        return false;
    memmove(&config->target[at + 1], &config->target[at],
            (size_t)(config->n_targets - at) * sizeof *target);
    config->target[at] = *target;
    config->n_targets++;
    return true;
}

enum outcome tickets_targets(const char *given, ptv_desk_config *config) {
    config->n_targets = 0;
    for (const char *at = given;; at++) {
        ptv_desk_target target = {0};
        size_t length = strcspn(at, ",");
        if (config->n_targets == PTV_DESK_TARGETS || !read_target(at, length, &target) ||
            !insert(config, &target)) {
            report_error(TEXT_BAD_TARGETS, given, PTV_DESK_TARGETS);
            return MISUSED;
        }
        at += length;
        if (*at == '\0')
            return DONE;
    }
}

void tickets_target_name(char out[DECIMAL_SIZE], const ptv_desk_target *target) {
    char limit[DECIMAL_SIZE];
    const char *name = "?";
    lapse_name(limit, target->limit_ms);
    for (size_t i = 0; i < N_CLOCKS; i++)
        if (clocks[i].clock == target->clock)
            name = clocks[i].name;
    snprintf(out, DECIMAL_SIZE, "%s=%.30s", name, limit);
}

/* ── definitions ─────────────────────────────────────────────────────────────────────────────── */

/* The parts that the config has. */
static void define(char out[ROOM], const ptv_desk_config *config) {
    char name[DECIMAL_SIZE], until[INSTANT_SIZE];
    const char *clock = config->calendar_id != 0 ? "business" : "calendar";
    size_t used = (size_t)snprintf(out, ROOM, TICKETS_NAME "/%s", clock);
    for (int32_t i = 0; i < config->n_targets; i++) {
        tickets_target_name(name, &config->target[i]);
        used += (size_t)snprintf(out + used, ROOM - used, "%c%.60s", i > 0 ? ',' : '/', name);
    }
    if (config->from != 0 || config->until != 0) {
        instant_name(name, config->from);
        instant_name(until, config->until);
        used += (size_t)snprintf(out + used, ROOM - used, "/%.40s..%s", name, until);
    }
    for (int32_t i = 0; i < config->n_ages; i++) {
        lapse_name(name, config->age_ms[i]);
        used += (size_t)snprintf(out + used, ROOM - used, "%s%.30s", i == 0 ? "/ages=" : ",", name);
    }
}

char *tickets_define(const ptv_desk_config *config, const char *calendar) {
    size_t size = ROOM + sizeof CALENDAR_PART + (calendar != NULL ? strlen(calendar) : 0);
    char *out = memory_new(size, 1);
    define(out, config);
    if (calendar != NULL)
        strcat(strcat(out, CALENDAR_PART), calendar);
    return out;
}

bool tickets_fit(const ptv_desk *desk, const char *definition) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    const char *calendar = calendar_of(definition);
    if (ptv_desk_config_read(desk, &config) < 0)
        return false;
    char *own = tickets_define(&config, calendar);
    bool same = strcmp(own, definition) == 0;
    free(own);
    return same && config.calendar_id == calendar_number(calendar);
}
