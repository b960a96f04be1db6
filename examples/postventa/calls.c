/* SPDX-License-Identifier: MIT */
#include "calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lapse.h"
#include "memory.h"

STATE_FUNCTIONS(queue)

char *calls_definition(const ptv_queue_config *config) {
    size_t size = 64 + (PTV_QUEUE_LIMITS + 1) * 32, used;
    char *definition = memory_new(size, 1), name[DECIMAL_SIZE];
    used = (size_t)snprintf(definition, size, "calls");
    for (int32_t i = 0; i < config->n_limits; i++) {
        lapse_name(name, config->limit_ms[i]);
        used +=
            (size_t)snprintf(definition + used, size - used, "%c%.30s", i > 0 ? ',' : '/', name);
    }
    if (config->short_ms > 0) {
        lapse_name(name, config->short_ms);
        snprintf(definition + used, size - used, "/short=%.30s", name);
    }
    return definition;
}

static bool fits(const void *state, const char *definition) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    if (ptv_queue_config_read(state, &config) < 0)
        return false;
    char *own = calls_definition(&config);
    bool same = strcmp(own, definition) == 0;
    free(own);
    return same;
}

static const struct state_kind kind = {
    .name = "calls",
    .free = queue_free,
    .like = queue_like,
    .merge = queue_merge,
    .serialize = queue_serialize,
    .deserialize = queue_deserialize,
    .fits = fits,
};

static enum outcome check(const struct options *options) {
    const struct call_options *calls = &options->calls;
    const struct option_given of_rows[] = {
        {"outcome", calls->outcome != NULL},
        {"answered", calls->answered != NULL},
        {"abandoned", calls->abandoned != NULL},
        {"flowed-out", calls->flowed_out != NULL},
        {"callback", calls->callback != NULL},
        {"unqueued", calls->unqueued != NULL},
        {"ignore", calls->ignore != NULL},
        {"wait", calls->wait != NULL},
        {"talk", calls->talk != NULL},
        {"hold", calls->hold != NULL},
        {"wrap-up", calls->wrap_up != NULL},
        {"unit", options->unit_ms != 0},
        {"count-zero-waits", calls->count_zero_waits},
    };
    const struct option_given of_files[] = {{"list", calls->list},
                                            {"input", calls->input != CALLS_ANY}};
    size_t n = sizeof of_rows / sizeof *of_rows;
    enum outcome outcome = DONE;
    if (options->n_limits > PTV_QUEUE_LIMITS) {
        report_error(TEXT_CALLS_LIMITS, PTV_QUEUE_LIMITS);
        return MISUSED;
    }
    if (calls->list && options->format == FORMAT_JSON) {
        report_error(TEXT_CALLS_LIST);
        return MISUSED;
    }
    if (options->file == NULL)
        outcome = options_refuse(of_rows, n, TEXT_COLUMN_OF_STATES);
    else if (calls->input == CALLS_ASTERISK || calls->input == CALLS_FREESWITCH)
        outcome = options_refuse(of_rows, n, TEXT_COLUMN_OF_LOGS);
    if (outcome == DONE && options->file == NULL)
        outcome =
            options_refuse(of_files, sizeof of_files / sizeof *of_files, TEXT_COLUMN_OF_STATES);
    return outcome;
}

struct call_limits calls_limits(const struct service *service, const ptv_queue *queue) {
    const struct options *options = service->options;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    struct call_limits limits = {.n = 0};
    if (options->n_limits > 0) {
        for (; limits.n < options->n_limits; limits.n++)
            limits.at[limits.n] = options->limits[limits.n];
        return limits;
    }
    if (ptv_queue_config_read(queue, &config) < 0)
        return limits;
    for (; limits.n < (size_t)config.n_limits; limits.n++) {
        struct limit *limit = &limits.at[limits.n];
        char name[DECIMAL_SIZE];
        limit->ms = config.limit_ms[limits.n];
        lapse_name(name, limit->ms);
        snprintf(limit->name, sizeof limit->name, "%.23s", name);
    }
    return limits;
}

enum outcome calls_main(int argc, char **argv) {
    static const struct service_command command = {
        .command = COMMAND_CALLS,
        .name = "calls",
        .kind = &kind,
        .title = TEXT_TITLE_CALLS,
        .check = check,
        .collect = calls_collect,
        .read = calls_read,
        .compare = calls_compare,
        .picture = calls_picture,
    };
    struct calls calls = {.counted_of = ""};
    enum outcome outcome = service_main(&command, &calls, argc, argv);
    selection_free(&calls.selection);
    return outcome;
}
