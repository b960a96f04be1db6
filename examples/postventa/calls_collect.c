/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "memory.h"

#define USUAL_LIMIT_MS INT64_C(20000)

/* A reading of one file, or of the parts of one log. */
struct collector {
    struct service *service;
    struct calls *calls;
    struct call_sink sink;
    struct stream *streams;
    size_t n;
};

/* ── what is counted ─────────────────────────────────────────────────────────────────────────── */

/* What nobody said is as the stored states have it. */
static ptv_queue_config config_of(const struct service *service) {
    const struct options *options = service->options;
    const ptv_queue *stored = states_stored(&service->states);
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT, known = PTV_QUEUE_CONFIG_INIT;
    bool has_known = stored != NULL && ptv_queue_config_read(stored, &known) >= 0;
    config.short_ms = options->calls.short_ms > 0 ? options->calls.short_ms : known.short_ms;
    if (options->n_limits == 0 && has_known) {
        config.n_limits = known.n_limits;
        memcpy(config.limit_ms, known.limit_ms, sizeof config.limit_ms);
        return config;
    }
    config.n_limits = (int32_t)options->n_limits;
    for (size_t i = 0; i < options->n_limits; i++)
        config.limit_ms[i] = options->limits[i].ms;
    if (config.n_limits == 0)
        config.limit_ms[config.n_limits++] = USUAL_LIMIT_MS;
    return config;
}

static enum outcome define(struct collector *collector) {
    struct service *service = collector->service;
    ptv_queue_config config = config_of(service);
    ptv_queue *model = NULL;
    enum outcome outcome = states_told(ptv_queue_new(&config, NULL, &model));
    if (outcome != DONE)
        return outcome;
    char *definition = calls_definition(&config);
    states_define(&service->states, model, definition, collector->calls->counted_of);
    free(definition);
    return DONE;
}

static void begin_list(struct csv_out *list) {
    static const char *const columns[] = {"id",      "queue",    "agent",   "outcome",
                                          "wait_ms", "talk_ms",  "hold_ms", "wrap_up_ms",
                                          "rings",   "transfers"};
    list->out = stdout;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        csv_text(list, columns[i]);
    csv_end_row(list);
}

static enum outcome take_columns(void *context, const struct columns *columns) {
    struct collector *collector = context;
    struct service *service = collector->service;
    enum outcome outcome =
        grouping_make(&service->states.grouping, service->options, columns, NULL);
    if (outcome == DONE)
        outcome = selection_make(&collector->calls->selection, service->options, columns);
    if (outcome == DONE)
        outcome = define(collector);
    service->silent = service->options->calls.list;
    if (outcome == DONE && service->silent)
        begin_list(&collector->calls->list);
    return outcome;
}

/* ── calls ───────────────────────────────────────────────────────────────────────────────────── */

static bool wanted(void *context, const struct row *row) {
    const struct collector *collector = context;
    return selection_holds(&collector->calls->selection, row);
}

static void list_time(struct csv_out *list, int64_t ms) {
    if (ms == PTV_TIME_NONE)
        csv_text(list, NULL);
    else
        csv_number(list, (double)ms);
}

static void list_call(struct csv_out *list, const struct seen_call *seen) {
    csv_text(list, seen->id);
    csv_text(list, seen->queue);
    csv_text(list, seen->agent);
    csv_text(list, call_outcome_name(seen->call.outcome));
    list_time(list, seen->call.wait_ms);
    list_time(list, seen->call.talk_ms);
    list_time(list, seen->call.hold_ms);
    list_time(list, seen->call.wrap_up_ms);
    csv_count(list, (uint64_t)seen->call.rings);
    csv_count(list, (uint64_t)seen->call.transfers);
    csv_end_row(list);
}

static enum outcome take_call(void *context, const struct seen_call *seen) {
    struct collector *collector = context;
    struct states *states = &collector->service->states;
    size_t group;
    if (!grouping_of(&states->grouping, &collector->calls->selection, seen->row, &group))
        return DONE;
    if (collector->service->options->calls.list)
        list_call(&collector->calls->list, seen);
    struct counted *counted = states_of(states, group);
    return counted != NULL ? states_told(ptv_queue_add(counted->state, &seen->call)) : FAILED;
}

static enum outcome take_invalid(void *context, const struct row *row) {
    struct collector *collector = context;
    struct states *states = &collector->service->states;
    size_t group;
    if (!grouping_of(&states->grouping, &collector->calls->selection, row, &group))
        return DONE;
    struct counted *counted = states_of(states, group);
    if (counted == NULL)
        return FAILED;
    counted->invalid++;
    return DONE;
}

/* ── files ───────────────────────────────────────────────────────────────────────────────────── */

static enum outcome open_all(struct collector *collector) {
    const struct options *options = collector->service->options;
    enum outcome outcome = stream_open(&collector->streams[0], options->file);
    collector->n = 1;
    for (size_t i = 0; i < options->more_files.n && outcome == DONE; i++)
        outcome = stream_open(&collector->streams[collector->n++], options->more_files.at[i]);
    return outcome;
}

/* The names of the columns that a CSV file's calls come from, with commas between. */
static char *name_columns(const struct call_options *options) {
    const char *const names[] = {options->outcome, options->wait, options->talk, options->hold,
                                 options->wrap_up};
    size_t size = 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        size += names[i] != NULL ? strlen(names[i]) + 1 : 0;
    char *all = memory_new(size, 1), *end = all;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] != NULL)
            end +=
                snprintf(end, size - (size_t)(end - all), "%s%s", end > all ? "," : "", names[i]);
    return all;
}

static enum outcome check_csv(const struct options *options) {
    const struct call_options *calls = &options->calls;
    bool times =
        calls->wait != NULL || calls->talk != NULL || calls->hold != NULL || calls->wrap_up != NULL;
    if (calls->outcome == NULL) {
        report_error(TEXT_NOT_ASKED, "outcome", text(TEXT_WHAT_BECAME));
        return MISUSED;
    }
    if (times && options->unit_ms == 0) {
        report_error(TEXT_NOT_ASKED, "unit", text(TEXT_WHAT_TIMES_COUNT));
        return MISUSED;
    }
    return DONE;
}

static enum outcome read_csv(struct collector *collector) {
    const struct options *options = collector->service->options;
    enum outcome outcome = check_csv(options);
    char *columns = outcome == DONE ? name_columns(&options->calls) : NULL;
    collector->calls->counted_of = columns;
    if (outcome == DONE)
        outcome = calls_csv(&collector->streams[0], &collector->sink);
    free(columns);
    collector->calls->counted_of = "";
    return outcome;
}

/* The columns of the first row, if all of it is among the first bytes of a file. */
static bool first_row_is_freeswitch(const char *bytes, size_t len, char separator) {
    const char *feed = len > 0 ? memchr(bytes, '\n', len) : NULL;
    const char *end = feed != NULL ? feed : bytes + len;
    struct columns columns = {0};
    while (bytes < end) {
        const char *stop = memchr(bytes, separator, (size_t)(end - bytes));
        size_t length = (size_t)((stop != NULL ? stop : end) - bytes);
        const char *next = bytes + length + 1;
        for (; length > 0 && strchr("\" \r", *bytes) != NULL; length--)
            bytes++;
        while (length > 0 && strchr("\" \r", bytes[length - 1]) != NULL)
            length--;
        columns_add(&columns, bytes, length);
        bytes = stop != NULL ? next : end;
    }
    bool is = calls_look_like_freeswitch(&columns);
    columns_free(&columns);
    return is;
}

static enum outcome recognise(struct collector *collector, int32_t *input) {
    const struct options *options = collector->service->options;
    const char *bytes;
    size_t len;
    *input = options->calls.input;
    if (*input != CALLS_ANY)
        return DONE;
    enum outcome outcome = stream_look(&collector->streams[0], &bytes, &len);
    if (outcome != DONE)
        return outcome;
    *input = CALLS_CSV;
    if (options->calls.outcome != NULL)
        return DONE;
    if (calls_look_like_asterisk(bytes, len))
        *input = CALLS_ASTERISK;
    else if (first_row_is_freeswitch(bytes, len, options->separator))
        *input = CALLS_FREESWITCH;
    return DONE;
}

static enum outcome read_all(struct collector *collector) {
    struct calls *calls = collector->calls;
    int32_t input;
    enum outcome outcome = recognise(collector, &input);
    if (outcome != DONE)
        return outcome;
    if (input != CALLS_ASTERISK && collector->n > 1) {
        report_error(TEXT_TWO_FILES, collector->streams[0].name, collector->streams[1].name);
        return MISUSED;
    }
    calls->is_log = input == CALLS_ASTERISK;
    switch (input) {
    case CALLS_ASTERISK:
        calls->counted_of = "queue_log";
        return calls_asterisk(collector->streams, collector->n, &collector->sink, &calls->log);
    case CALLS_FREESWITCH:
        calls->counted_of = "mod_callcenter";
        return calls_freeswitch(&collector->streams[0], &collector->sink);
    default:
        return read_csv(collector);
    }
}

enum outcome calls_collect(struct service *service) {
    const struct options *options = service->options;
    struct calls *calls = service->context;
    struct collector collector = {
        .service = service,
        .calls = calls,
        .sink = {.options = options,
                 .selection = &calls->selection,
                 .faults = {.strict = options->strict},
                 .columns = take_columns,
                 .wanted = wanted,
                 .call = take_call,
                 .invalid = take_invalid},
        .streams = memory_new(1 + options->more_files.n, sizeof *collector.streams),
    };
    collector.sink.context = &collector;
    enum outcome outcome = open_all(&collector);
    if (outcome == DONE)
        outcome = read_all(&collector);
    for (size_t i = 0; i < collector.n; i++)
        stream_close(&collector.streams[i]);
    free(collector.streams);
    return outcome;
}
