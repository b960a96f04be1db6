/* SPDX-License-Identifier: MIT */
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_file.h"
#include "lapse.h"
#include "memory.h"

void timing_define(struct timing *timing) {
    size_t size = strlen(timing->clock) + DECIMAL_SIZE * (MOST_LIMITS + 1);
    if (timing->calendar != NULL)
        size += strlen(timing->calendar);
    char *text = memory_new(size, 1);
    sprintf(text, DURATIONS_NAME "/%s/", timing->clock);
    for (size_t i = 0; i < timing->n_limits; i++) {
        char name[DECIMAL_SIZE];
        lapse_name(name, timing->limits[i].ms);
        strcat(strcat(text, i > 0 ? "," : ""), name);
    }
    if (timing->calendar != NULL)
        strcat(strcat(text, "/"), timing->calendar);
    free(timing->definition);
    timing->definition = text;
}

void timing_free(struct timing *timing) {
    free(timing->column);
    free(timing->clock);
    free(timing->calendar);
    free(timing->definition);
    *timing = (struct timing){0};
}

/* Reads a part of a definition up to a slash or the end, and moves on behind it. */
static char *next_part(const char **at) {
    size_t length = strcspn(*at, "/");
    char *part = memory_text(*at, length);
    *at += length;
    *at += **at == '/';
    return part;
}

static bool parse_limits(struct timing *timing, char *list) {
    for (char *name = list; *name != '\0';) {
        struct limit *limit = &timing->limits[timing->n_limits];
        size_t length = strcspn(name, ",");
        char *next = name + length + (name[length] == ',');
        name[length] = '\0';
        if (timing->n_limits == MOST_LIMITS || length >= sizeof limit->name ||
            !lapse_read(name, &limit->ms))
            return false;
        strcpy(limit->name, name);
        timing->n_limits++;
        name = next;
    }
    return true;
}

bool timing_parse(struct timing *timing, const char *definition, const char *column) {
    static const char *const clocks[] = {"calendar", "business", "value"};
    const char *at = definition;
    *timing = (struct timing){.column = memory_text(column, strlen(column))};
    char *name = next_part(&at);
    bool known = strcmp(name, DURATIONS_NAME) == 0;
    free(name);
    timing->clock = next_part(&at);
    char *limits = next_part(&at);
    bool sound = parse_limits(timing, limits);
    free(limits);
    if (*at != '\0')
        timing->calendar = memory_text(at, strlen(at));
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks && sound && known; i++) {
        if (strcmp(timing->clock, clocks[i]) != 0)
            continue;
        timing_define(timing);
        return strcmp(timing->definition, definition) == 0 &&
               (timing->calendar != NULL) == (strcmp(timing->clock, "business") == 0);
    }
    return false;
}

enum outcome timing_state(const struct timing *timing, ptv_durations **state) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.calendar_id = calendar_number(timing->calendar);
    config.n_limits = (int32_t)timing->n_limits;
    for (size_t i = 0; i < timing->n_limits; i++)
        config.limit_ms[i] = timing->limits[i].ms;
    ptv_status status = ptv_durations_new(&config, NULL, state);
    if (status >= 0)
        return DONE;
    report_error(TEXT_LIBRARY, ptv_status_message(status));
    return FAILED;
}
