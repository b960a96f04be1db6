/* SPDX-License-Identifier: MIT */
#include "durations_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_file.h"
#include "faults.h"
#include "input.h"
#include "lapse.h"
#include "memory.h"
#include "number.h"
#include "select.h"
#include "stamp.h"
#include "zones.h"

#define FROM 0 /* the time columns: a record begins at the first and ends at the last; */
#define TO   1 /* a value has only the last */

/* What a row, or all rows of one id, tell. */
struct record {
    size_t group;
    unsigned long long line; /* of its first row */
    int64_t time[2];         /* PTV_TIME_NONE: not told */
    bool unreadable[2];      /* a cell of that column could not be read */
};

struct collector {
    struct durations *durations;
    struct selection selection;
    struct faults faults;
    struct cell_faults cells[2];
    struct cell_faults rejected;
    size_t column[2], id_column;
    struct stamp_reader stamps;
    ptv_zone *zone;
    ptv_calendar *calendar;
    struct groups ids;
    struct record *records; /* by number of the id */
    size_t records_capacity;
};

/* ── setting up ──────────────────────────────────────────────────────────────────────────────── */

static char *copy(const char *text) {
    return memory_text(text, strlen(text));
}

static enum outcome make_timing(struct durations *durations) {
    const struct options *options = durations->options;
    struct timing *timing = &durations->timing, stored = {0};
    const char *definition = states_stored_definition(&durations->states);
    ptv_durations *model;
    if (definition != NULL) /* it was understood when the state was read */
        timing_parse(&stored, definition, states_stored_column(&durations->states));
    if (options->value != NULL) {
        *timing = (struct timing){.column = copy(options->value), .clock = copy("value")};
    } else {
        size_t size = strlen(options->from) + strlen(options->to) + 3;
        timing->column = memory_new(size, 1);
        snprintf(timing->column, size, "%s..%s", options->from, options->to);
        timing->clock = copy(options->calendar != NULL ? "business" : "calendar");
        if (options->calendar != NULL)
            timing->calendar = copy(calendar_name(options->calendar));
    }
    bool stored_limits = definition != NULL && options->n_limits == 0;
    timing->n_limits = stored_limits ? stored.n_limits : options->n_limits;
    memcpy(timing->limits, stored_limits ? stored.limits : options->limits, sizeof timing->limits);
    timing_free(&stored);
    timing_define(timing);
    enum outcome outcome = timing_state(timing, &model);
    if (outcome == DONE)
        states_define(&durations->states, model, timing->definition, timing->column);
    return outcome;
}

/* The columns of the times, and how they are read. */
static enum outcome make_times(struct collector *collector, const struct columns *columns) {
    const struct options *options = collector->durations->options;
    const char *names[] = {options->from, options->value != NULL ? options->value : options->to};
    enum outcome outcome = DONE;
    for (int i = FROM; i <= TO && outcome == DONE; i++) {
        collector->cells[i].column = names[i];
        if (names[i] != NULL)
            outcome = columns_find(columns, names[i], &collector->column[i]);
    }
    if (outcome == DONE && options->id != NULL)
        outcome = columns_find(columns, options->id, &collector->id_column);
    if (outcome == DONE)
        outcome = stamp_format(&collector->stamps, options->time_format);
    if (outcome == DONE)
        outcome = zone_open(options->zone, &collector->zone);
    if (outcome == DONE && options->calendar != NULL)
        outcome = calendar_read(options->calendar, collector->zone, &collector->calendar);
    collector->stamps.zone = options->zone != NULL ? collector->zone : NULL;
    collector->stamps.ignore_offset = options->ignore_offset;
    collector->rejected.column = collector->durations->timing.column;
    return outcome;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct collector *collector = context;
    struct durations *durations = collector->durations;
    enum outcome outcome = make_times(collector, columns);
    if (outcome == DONE)
        outcome = grouping_make(&durations->states.grouping, durations->options, columns, NULL);
    if (outcome == DONE)
        outcome = selection_make(&collector->selection, durations->options, columns);
    return outcome;
}

/* ── cells ───────────────────────────────────────────────────────────────────────────────────── */

/* Why a cell is no time; with `*time` set, it is one. */
static enum text read_time(const struct collector *collector, const char *cell, int which,
                           int64_t *time) {
    const struct options *options = collector->durations->options;
    double number;
    int64_t instant, open;
    if (options->value != NULL) {
        if (!number_read(cell, &number))
            return TEXT_CELL_NO_NUMBER;
        number = nearbyint(number * (double)options->unit_ms);
        if (!(fabs(number) < 9e18))
            return TEXT_CELL_TOO_LONG;
        *time = (int64_t)number;
        return TEXT_CELL_NO_TIME;
    }
    int32_t edge = which == FROM ? PTV_LOCAL_START : PTV_LOCAL_END;
    if (!stamp_read(&collector->stamps, cell, edge, &instant))
        return stamp_mistakable(&collector->stamps, cell) ? TEXT_CELL_OPEN_TIME : TEXT_CELL_NO_TIME;
    if (collector->calendar != NULL &&
        ptv_calendar_open_ms(collector->calendar, instant, instant, &open) < 0)
        return TEXT_CELL_BEYOND;
    *time = instant;
    return TEXT_CELL_NO_TIME;
}

/* Reads one time of a row into its record, where the earliest stays; of values, the first. */
static enum outcome take_time(struct collector *collector, const struct row *row, int which,
                              struct record *record) {
    const char *cell = row_cell(row, collector->column[which]);
    int64_t time = PTV_TIME_NONE;
    enum text complaint = TEXT_CELL_SHIFTED;
    if (!row->is_long) {
        if (selection_missing(&collector->selection, row, collector->column[which]))
            return DONE;
        complaint = read_time(collector, cell, which, &time);
    }
    if (time == PTV_TIME_NONE) {
        record->unreadable[which] = true;
        return faults_cell(&collector->faults, &collector->cells[which], complaint, row->file,
                           row->line, cell, 0, 0);
    }
    bool value = collector->durations->options->value != NULL;
    if (record->time[which] == PTV_TIME_NONE || (!value && time < record->time[which]))
        record->time[which] = time;
    return DONE;
}

/* ── records ─────────────────────────────────────────────────────────────────────────────────── */

/* Counts a record: what it lacks, or how long it took. */
static enum outcome settle(struct collector *collector, const struct record *record) {
    struct durations *durations = collector->durations;
    bool value = durations->options->value != NULL;
    int64_t from = value ? 0 : record->time[FROM], to = record->time[TO], ms;
    if ((from == PTV_TIME_NONE && record->unreadable[FROM]) ||
        (to == PTV_TIME_NONE && record->unreadable[TO])) {
        struct counted *counted = states_of(&durations->states, record->group);
        if (counted == NULL)
            return FAILED;
        counted->invalid++;
        return DONE;
    }
    if (from == PTV_TIME_NONE || to == PTV_TIME_NONE)
        return durations_count(durations, record->group, PTV_TIME_NONE);
    ms = to - from;
    if (ms < 0) { /* also where the calendar has no open time between the two */
        char amount[DECIMAL_SIZE];
        lapse_show_difference(amount, (double)ms);
        enum outcome outcome =
            faults_cell(&collector->faults, &collector->rejected,
                        value ? TEXT_NEGATIVE_VALUE : TEXT_ENDS_BEFORE,
                        input_name(durations->options->file), record->line, amount, 0, 0);
        if (outcome != DONE)
            return outcome;
    } else if (collector->calendar != NULL) {
        ptv_status status = ptv_calendar_open_ms(collector->calendar, from, to, &ms);
        if (status < 0) {
            report_error(TEXT_LIBRARY, ptv_status_message(status));
            return FAILED;
        }
    }
    return durations_count(durations, record->group, ms);
}

static struct record new_record(const struct row *row, size_t group) {
    return (struct record){
        .group = group, .line = row->line, .time = {PTV_TIME_NONE, PTV_TIME_NONE}};
}

/* The record that a row belongs to; NULL: a row without an id is a record of its own. */
static struct record *record_of(struct collector *collector, const struct row *row, size_t group) {
    if (collector->durations->options->id == NULL ||
        selection_missing(&collector->selection, row, collector->id_column))
        return NULL;
    size_t before = collector->ids.n;
    size_t number = groups_number(&collector->ids, row_cell(row, collector->id_column));
    collector->records = memory_grow(collector->records, &collector->records_capacity,
                                     collector->ids.n, sizeof *collector->records);
    if (collector->ids.n > before)
        collector->records[number] = new_record(row, group);
    return &collector->records[number];
}

static enum outcome take_row(void *context, const struct row *row) {
    struct collector *collector = context;
    struct durations *durations = collector->durations;
    size_t group;
    enum outcome outcome = faults_row(&collector->faults, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row) ||
        !grouping_of(&durations->states.grouping, &collector->selection, row, &group))
        return outcome;
    struct record own = new_record(row, group);
    struct record *shared = record_of(collector, row, group);
    struct record *record = shared != NULL ? shared : &own;
    if (durations->options->value == NULL)
        outcome = take_time(collector, row, FROM, record);
    if (outcome == DONE)
        outcome = take_time(collector, row, TO, record);
    if (outcome == DONE && shared == NULL)
        outcome = settle(collector, &own);
    return outcome;
}

/* ── all together ────────────────────────────────────────────────────────────────────────────── */

static enum outcome from_file(struct collector *collector) {
    const struct options *options = collector->durations->options;
    struct input_reader reader = {collector, take_header, take_row};
    enum outcome outcome = input_read(options->file, options->separator, &reader);
    for (size_t i = 0; i < collector->ids.n && outcome == DONE; i++)
        outcome = settle(collector, &collector->records[i]);
    if (outcome != DONE)
        return outcome;
    const char *file = input_name(options->file);
    faults_tell_cells(&collector->cells[FROM], TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->cells[TO], TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->rejected, TEXT_REJECTED_REST, file);
    faults_tell_rows(&collector->faults, file);
    return DONE;
}

static enum outcome from_states(struct durations *durations) {
    const struct states *states = &durations->states;
    enum outcome outcome = states_define_as_stored(&durations->states);
    if (outcome == DONE)
        timing_parse(&durations->timing, states->definition, states->column);
    return outcome;
}

enum outcome durations_collect(struct durations *durations) {
    const struct options *options = durations->options;
    struct collector collector = {.durations = durations, .faults = {.strict = options->strict}};
    if (options->file == NULL)
        return from_states(durations);
    enum outcome outcome = make_timing(durations);
    if (outcome == DONE)
        outcome = from_file(&collector);
    selection_free(&collector.selection);
    groups_free(&collector.ids);
    free(collector.records);
    ptv_calendar_free(collector.calendar);
    ptv_zone_free(collector.zone);
    return outcome;
}
