/* SPDX-License-Identifier: MIT */
#include "complaints_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/proportion.h>

#include "calendar_file.h"
#include "complaints_rules.h"
#include "flag.h"
#include "input.h"
#include "lapse.h"
#include "memory.h"
#include "moments.h"

#define DAY (INT64_C(24) * 60 * 60 * 1000)

/* A row. */
struct record {
    size_t group;
    unsigned long long line;
    ptv_complaint complaint;
    bool invalid; /* a time could not be read */
};

struct collector {
    struct service *service;
    struct moments moments;
    struct selection selection;
    struct faults faults;
    struct moment_column received, closed;
    struct cell_faults upheld, reversed;
    size_t upheld_column;
    struct record *records;
    size_t n, capacity;
};

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

static enum outcome take_header(void *context, const struct columns *columns) {
    struct collector *collector = context;
    struct states *states = &collector->service->states;
    const struct options *options = states->options;
    const char *upheld = options->complaints.upheld;
    enum outcome outcome =
        moment_column_find(&collector->received, columns, options->complaints.received);
    if (outcome == DONE && options->closed != NULL)
        outcome = moment_column_find(&collector->closed, columns, options->closed);
    if (outcome == DONE && upheld != NULL)
        outcome = columns_find(columns, upheld, &collector->upheld_column);
    collector->upheld.column = upheld;
    if (outcome == DONE)
        outcome = grouping_make(&states->grouping, options, columns, NULL);
    if (outcome == DONE)
        outcome = selection_make(&collector->selection, options, columns);
    return outcome;
}

/* Reads one time of a row; a missing one stays PTV_TIME_NONE. */
static enum outcome take_time(struct collector *collector, const struct row *row,
                              struct moment_column *column, int32_t edge, int64_t *time,
                              struct record *record) {
    enum moment moment;
    enum outcome outcome = moments_read(&collector->moments, &collector->faults,
                                        &collector->selection, column, row, edge, time, &moment);
    if (moment == MOMENT_INVALID) {
        record->invalid = true;
        *time = PTV_TIME_NONE;
    }
    return outcome;
}

/* Whether it was upheld; what cannot be read is told, and not decided. */
static enum outcome take_upheld(struct collector *collector, const struct row *row,
                                int32_t *upheld) {
    bool yes;
    if (selection_missing(&collector->selection, row, collector->upheld_column))
        return DONE;
    const char *cell = row_cell(row, collector->upheld_column);
    if (!flag_read(cell, &yes))
        return faults_cell(&collector->faults, &collector->upheld, TEXT_CELL_NO_FLAG, row->file,
                           row->line, cell, 0, 0);
    *upheld = yes ? PTV_OUTCOME_HIT : PTV_OUTCOME_MISS;
    return DONE;
}

static enum outcome take_row(void *context, const struct row *row) {
    struct collector *collector = context;
    const struct options *options = collector->service->options;
    struct record record = {.line = row->line, .complaint = PTV_COMPLAINT_INIT};
    record.complaint.upheld = PTV_OUTCOME_EXCLUDED;
    enum outcome outcome = faults_row(&collector->faults, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row) ||
        !grouping_of(&collector->service->states.grouping, &collector->selection, row,
                     &record.group))
        return outcome;
    outcome = take_time(collector, row, &collector->received, PTV_LOCAL_START,
                        &record.complaint.received, &record);
    if (outcome == DONE && options->closed != NULL)
        outcome = take_time(collector, row, &collector->closed, PTV_LOCAL_END,
                            &record.complaint.closed, &record);
    if (outcome == DONE && options->complaints.upheld != NULL && !row->is_long)
        outcome = take_upheld(collector, row, &record.complaint.upheld);
    collector->records = memory_grow(collector->records, &collector->capacity, collector->n + 1,
                                     sizeof *collector->records);
    collector->records[collector->n++] = record;
    return outcome;
}

/* ── what they are counted for ───────────────────────────────────────────────────────────────── */

/* The earliest complaint, and the instant just after the latest of all times. */
static bool find_period(const struct collector *collector, ptv_complaints_config *config) {
    bool any = false;
    for (size_t i = 0; i < collector->n; i++) {
        const ptv_complaint *one = &collector->records[i].complaint;
        if (collector->records[i].invalid || one->received == PTV_TIME_NONE)
            continue;
        int64_t last = one->closed != PTV_TIME_NONE && one->closed > one->received ? one->closed
                                                                                   : one->received;
        if (!any || one->received < config->from)
            config->from = one->received;
        if (!any || last >= config->until)
            config->until = last + 1;
        any = true;
    }
    return any;
}

/* What the options say goes before what was stored, and that before what the file tells. */
static enum outcome make_period(const struct collector *collector, const ptv_complaints *stored,
                                ptv_complaints_config *config) {
    const struct options *options = collector->service->options;
    const struct moments *moments = &collector->moments;
    enum outcome outcome = DONE;
    bool told = stored != NULL || (options->from != NULL && options->as_of != NULL);
    if (!told && !find_period(collector, config)) {
        report_error(TEXT_NO_PERIOD);
        return FAILED;
    }
    if (options->from != NULL)
        outcome = moments_option(moments, "from", options->from, &config->from);
    if (outcome == DONE && options->as_of != NULL)
        outcome = moments_option(moments, "until", options->as_of, &config->until);
    if (outcome == DONE && config->until <= config->from) {
        report_error(TEXT_BAD_PERIOD);
        return MISUSED;
    }
    return outcome;
}

static void make_limits(const struct options *options, bool stored, ptv_complaints_config *config) {
    static const int64_t usual[] = {7 * DAY, 30 * DAY, 90 * DAY};
    if (options->n_limits > 0)
        config->within_ms = options->limits[0].ms;
    if (options->n_ages == 0 && stored)
        return;
    size_t n = options->n_ages > 0 ? options->n_ages : sizeof usual / sizeof *usual;
    config->n_ages = (int32_t)n;
    for (size_t i = 0; i < PTV_BACKLOG_AGES; i++)
        config->age_ms[i] = i >= n ? 0 : options->n_ages > 0 ? options->ages[i].ms : usual[i];
}

/* "received..closed", or the one column there is. */
static char *name_columns(const struct options *options) {
    const char *closed = options->closed != NULL ? options->closed : "";
    size_t size = strlen(options->complaints.received) + strlen(closed) + 3;
    char *name = memory_new(size, 1);
    snprintf(name, size, "%s%s%s", options->complaints.received, *closed != '\0' ? ".." : "",
             closed);
    return name;
}

static enum outcome make_states(struct collector *collector, const char *column) {
    struct states *states = &collector->service->states;
    const struct options *options = states->options;
    const ptv_complaints *stored = states_stored(states);
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints *model;
    const char *calendar = options->calendar != NULL ? calendar_name(options->calendar) : NULL;
    enum outcome outcome = DONE;
    if (stored != NULL)
        outcome = states_told(ptv_complaints_config_read(stored, &config));
    if (outcome == DONE)
        outcome = make_period(collector, stored, &config);
    make_limits(options, stored != NULL, &config);
    config.calendar_id = calendar_number(calendar);
    if (outcome == DONE)
        outcome = states_told(ptv_complaints_new(&config, NULL, &model));
    if (outcome != DONE)
        return outcome;
    char *definition = complaints_define(&config, options->closed != NULL, calendar);
    states_define(states, model, definition, column);
    free(definition);
    return DONE;
}

/* ── who was exposed ─────────────────────────────────────────────────────────────────────────── */

static bool read_count(const char *digits, uint64_t *count) {
    size_t length = strspn(digits, "0123456789");
    if (length == 0 || length > 18 || digits[length] != '\0')
        return false;
    *count = strtoull(digits, NULL, 10);
    return true;
}

/* Adds "N", or "GROUP=N", to the group's state. */
static enum outcome add_exposed(struct states *states, const char *option, const char *given,
                                bool at_start) {
    const char *equals = strrchr(given, '=');
    bool grouped = states->grouping.by != NULL;
    uint64_t n;
    size_t group;
    if (grouped != (equals != NULL) || !read_count(equals != NULL ? equals + 1 : given, &n)) {
        report_error(grouped ? TEXT_BAD_EXPOSED_GROUP : TEXT_BAD_EXPOSED, option, given);
        return MISUSED;
    }
    char *name = memory_text(given, equals != NULL ? (size_t)(equals - given) : 0);
    bool wanted = grouping_number(&states->grouping, name, &group);
    free(name);
    if (!wanted) {
        report_error(TEXT_BAD_EXPOSED_GROUP, option, given);
        return MISUSED;
    }
    struct counted *counted = states_of(states, group);
    if (counted == NULL)
        return FAILED;
    return states_told(
        ptv_complaints_add_exposed(counted->state, at_start ? n : 0, at_start ? 0 : n));
}

static enum outcome add_all_exposed(struct states *states) {
    const struct complaint_options *given = &states->options->complaints;
    enum outcome outcome = DONE;
    for (size_t i = 0; i < given->exposed.n && outcome == DONE; i++)
        outcome = add_exposed(states, "exposed", given->exposed.at[i], false);
    for (size_t i = 0; i < given->exposed_start.n && outcome == DONE; i++)
        outcome = add_exposed(states, "exposed-start", given->exposed_start.at[i], true);
    return outcome;
}

/* ── counting ────────────────────────────────────────────────────────────────────────────────── */

/* Tells a complaint that was solved before it came in. */
static enum outcome tell_reversed(struct collector *collector, const struct record *record) {
    char amount[DECIMAL_SIZE];
    lapse_show_difference(amount,
                          (double)record->complaint.closed - (double)record->complaint.received);
    return faults_cell(&collector->faults, &collector->reversed, TEXT_ENDS_BEFORE,
                       input_name(collector->service->options->file), record->line, amount, 0, 0);
}

static enum outcome count(struct collector *collector, struct record *record) {
    struct counted *counted = states_of(&collector->service->states, record->group);
    ptv_complaint *one = &record->complaint;
    if (counted == NULL)
        return FAILED;
    if (record->invalid) {
        counted->invalid++;
        return DONE;
    }
    bool known = one->received != PTV_TIME_NONE && one->closed != PTV_TIME_NONE;
    if (known && one->closed < one->received) {
        enum outcome outcome = tell_reversed(collector, record);
        if (outcome != DONE)
            return outcome;
    } else if (known && collector->moments.calendar != NULL) {
        ptv_status status = ptv_calendar_open_ms(collector->moments.calendar, one->received,
                                                 one->closed, &one->solved_ms);
        if (status < 0)
            return states_told(status);
    }
    return states_told(ptv_complaints_add(counted->state, one));
}

static void tell_rest(const struct collector *collector) {
    const char *file = input_name(collector->service->options->file);
    faults_tell_cells(&collector->received.faults, TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->closed.faults, TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->upheld, TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->reversed, TEXT_REJECTED_REST, file);
    faults_tell_rows(&collector->faults, file);
}

static enum outcome count_all(struct collector *collector) {
    enum outcome outcome = DONE;
    for (size_t i = 0; i < collector->n && outcome == DONE; i++)
        outcome = count(collector, &collector->records[i]);
    if (outcome == DONE)
        outcome = add_all_exposed(&collector->service->states);
    if (outcome == DONE)
        tell_rest(collector);
    return outcome;
}

enum outcome complaints_collect(struct service *service) {
    const struct options *options = service->options;
    struct collector collector = {.service = service, .faults = {.strict = options->strict}};
    struct input_reader reader = {&collector, take_header, take_row};
    char *column = name_columns(options);
    collector.reversed.column = column;
    enum outcome outcome = moments_open(&collector.moments, options);
    if (outcome == DONE)
        outcome = input_read(options->file, options->separator, &reader);
    if (outcome == DONE)
        outcome = make_states(&collector, column);
    if (outcome == DONE)
        outcome = count_all(&collector);
    free(column);
    free(collector.records);
    selection_free(&collector.selection);
    moments_free(&collector.moments);
    return outcome;
}
