/* SPDX-License-Identifier: MIT */
#include "tickets_collect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_file.h"
#include "flag.h"
#include "input.h"
#include "lapse.h"
#include "memory.h"
#include "number.h"
#include "sample.h"
#include "tickets_rules.h"

/* ── what they are counted for ───────────────────────────────────────────────────────────────── */

/* The instant of the reading: as the options say, else the latest of the file. */
static enum outcome make_as_of(struct ticket_collector *collector) {
    const struct options *options = collector->service->options;
    const struct moments *moments = &collector->tickets->moments;
    int64_t open;
    if (options->as_of == NULL) {
        collector->as_of = collector->latest != PTV_TIME_NONE ? collector->latest : 0;
        return DONE;
    }
    enum outcome outcome = moments_option(moments, "as-of", options->as_of, &collector->as_of);
    if (outcome != DONE || moments->calendar == NULL ||
        ptv_calendar_open_ms(moments->calendar, collector->as_of, collector->as_of, &open) >= 0)
        return outcome;
    report_error(TEXT_BAD_INSTANT, "as-of", options->as_of);
    return MISUSED;
}

/* The period of the backlog, if one is asked for: without --from, it begins with the first ticket;
 * without --until, it ends just after the last instant. */
static enum outcome make_period(const struct ticket_collector *collector, ptv_desk_config *config) {
    const struct options *options = collector->service->options;
    enum outcome outcome = DONE;
    bool stored = config->from != 0 || config->until != 0;
    if (options->from == NULL && options->n_ages == 0 && !stored)
        return DONE;
    if (options->from != NULL)
        outcome =
            moments_option(&collector->tickets->moments, "from", options->from, &config->from);
    else if (!stored)
        config->from = collector->earliest;
    if (options->as_of != NULL)
        config->until = collector->as_of;
    else if (!stored)
        config->until = collector->as_of + 1;
    if (outcome == DONE && config->from == PTV_TIME_NONE) {
        report_error(TEXT_NO_TICKET);
        return FAILED;
    }
    if (outcome == DONE && config->until <= config->from) {
        report_error(TEXT_BAD_PERIOD);
        return MISUSED;
    }
    return outcome;
}

/* Whether tickets that have ended cannot be counted before the file was read: the period of the
 * backlog comes from it, or targets whose time goes on until the reading. */
static bool needs_file(const struct ticket_collector *collector) {
    const struct options *options = collector->service->options;
    const struct ticket_tally *stored = states_stored(&collector->service->states);
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    if (stored != NULL && ptv_desk_config_read(stored->desk, &config) < 0)
        return true;
    bool targets = options->tickets.sla != NULL || config.n_targets > 0;
    bool period = options->from != NULL || options->n_ages > 0;
    bool known = config.from != 0 || config.until != 0;
    return options->as_of == NULL ? targets || (period && !known)
                                  : options->from == NULL && options->n_ages > 0 && !known;
}

/* What the options say goes before what was stored. */
static enum outcome make_config(const struct ticket_collector *collector, ptv_desk_config *config) {
    const struct options *options = collector->service->options;
    const struct ticket_tally *stored = states_stored(&collector->service->states);
    enum outcome outcome = DONE;
    if (stored != NULL)
        outcome = states_told(ptv_desk_config_read(stored->desk, config));
    config->calendar_id = collector->calendar_id;
    if (outcome == DONE && options->tickets.sla != NULL)
        outcome = tickets_targets(options->tickets.sla, config);
    if (outcome == DONE)
        outcome = make_period(collector, config);
    if (options->n_ages == 0)
        return outcome;
    memset(config->age_ms, 0, sizeof config->age_ms);
    config->n_ages = (int32_t)options->n_ages;
    for (size_t i = 0; i < options->n_ages; i++)
        config->age_ms[i] = options->ages[i].ms;
    return outcome;
}

/* The columns that tickets come from, with commas between. */
static char *name_columns(const struct options *options) {
    const struct ticket_options *given = &options->tickets;
    const char *const names[] = {given->log_time, given->opened,           given->first_reply,
                                 given->resolved, options->closed,         given->event,
                                 given->state,    given->first_reply_when, given->reopens,
                                 given->replies,  given->transfers,        given->by_agent,
                                 given->met};
    size_t size = 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        size += names[i] != NULL ? strlen(names[i]) + 1 : 0;
    char *out = memory_new(size, 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i] != NULL)
            strcat(strcat(out, *out != '\0' ? "," : ""), names[i]);
    return out;
}

static enum outcome make_states(struct ticket_collector *collector) {
    struct states *states = &collector->service->states;
    const struct options *options = states->options;
    const char *calendar = options->calendar != NULL ? calendar_name(options->calendar) : NULL;
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    struct ticket_tally *model;
    collector->calendar_id = calendar_number(calendar);
    enum outcome outcome = make_as_of(collector);
    if (outcome == DONE)
        outcome = make_config(collector, &config);
    if (outcome == DONE)
        outcome = states_told(ticket_tally_new(&config, &model));
    if (outcome != DONE)
        return outcome;
    char *definition = tickets_define(&config, calendar), *column = name_columns(options);
    states_define(states, model, definition, column);
    free(definition);
    free(column);
    return DONE;
}

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

void tickets_see(struct ticket_collector *collector, int64_t time) {
    if (collector->latest == PTV_TIME_NONE || time > collector->latest)
        collector->latest = time;
}

static struct ticket_record new_record(const struct row *row, size_t group) {
    return (struct ticket_record){.group = group,
                                  .line = row->line,
                                  .ticket = PTV_TICKET_INIT,
                                  .met = PTV_OUTCOME_EXCLUDED,
                                  .last_event = PTV_TIME_NONE};
}

static struct ticket_record *keep_record(struct ticket_collector *collector,
                                         const struct ticket_record *record) {
    collector->records = memory_grow(collector->records, &collector->capacity, collector->n + 1,
                                     sizeof *collector->records);
    collector->records[collector->n] = *record;
    return &collector->records[collector->n++];
}

struct ticket_record *tickets_record(struct ticket_collector *collector, const struct row *row,
                                     size_t group) {
    if (collector->service->options->id == NULL ||
        selection_missing(&collector->selection, row, collector->id))
        return NULL;
    size_t before = collector->ids.n;
    size_t number = groups_number(&collector->ids, row_cell(row, collector->id));
    collector->by_id = memory_grow(collector->by_id, &collector->by_id_capacity, collector->ids.n,
                                   sizeof *collector->by_id);
    if (number < before)
        return &collector->records[collector->by_id[number]];
    collector->by_id[number] = collector->n;
    struct ticket_record record = new_record(row, group);
    return keep_record(collector, &record);
}

enum outcome tickets_take_time(struct ticket_collector *collector, const struct row *row,
                               struct moment_column *column, int64_t *time, enum moment *moment) {
    bool begins = column == &collector->times[OPENED] || column == &collector->log.time;
    enum outcome outcome =
        moments_read(&collector->tickets->moments, &collector->faults, &collector->selection,
                     column, row, begins ? PTV_LOCAL_START : PTV_LOCAL_END, time, moment);
    if (outcome == DONE && *moment == MOMENT_READ)
        tickets_see(collector, *time);
    return outcome;
}

/* Reads one time of a row into its record, where the earliest stays. */
static enum outcome take_time(struct ticket_collector *collector, const struct row *row,
                              enum ticket_time which, struct ticket_record *record) {
    ptv_ticket *ticket = &record->ticket;
    int64_t *const times[] = {
        [OPENED] = &ticket->created,
        [FIRST_REPLY] = &ticket->first_reply,
        [RESOLVED] = &ticket->resolved,
        [CLOSED] = &ticket->closed,
    };
    enum moment moment;
    int64_t time;
    if (collector->times[which].faults.column == NULL)
        return DONE;
    enum outcome outcome =
        tickets_take_time(collector, row, &collector->times[which], &time, &moment);
    if (moment == MOMENT_INVALID)
        record->unreadable[which] = true;
    if (outcome == DONE && moment == MOMENT_READ &&
        (*times[which] == PTV_TIME_NONE || time < *times[which]))
        *times[which] = time;
    return outcome;
}

/* Reads a count; of several rows, the last that has one tells. */
static enum outcome take_number(struct ticket_collector *collector, const struct row *row,
                                struct cell_column *column, int32_t *count) {
    double number;
    if (column->faults.column == NULL || row->is_long ||
        selection_missing(&collector->selection, row, column->column))
        return DONE;
    const char *cell = row_cell(row, column->column);
    enum text complaint = TEXT_CELL_NO_NUMBER;
    if (number_read(cell, &number)) {
        if (number >= 0 && number <= INT32_MAX && number == floor(number)) {
            *count = (int32_t)number;
            return DONE;
        }
        complaint = TEXT_CELL_NO_COUNT;
    }
    return faults_cell(&collector->faults, &column->faults, complaint, row->file, row->line, cell,
                       0, 0);
}

enum outcome tickets_take_flag(struct ticket_collector *collector, const struct row *row,
                               struct cell_column *column, int32_t *outcome) {
    bool yes;
    if (column->faults.column == NULL || row->is_long ||
        selection_missing(&collector->selection, row, column->column))
        return DONE;
    const char *cell = row_cell(row, column->column);
    if (!flag_read(cell, &yes))
        return faults_cell(&collector->faults, &column->faults, TEXT_CELL_NO_FLAG, row->file,
                           row->line, cell, 0, 0);
    *outcome = yes ? PTV_OUTCOME_HIT : PTV_OUTCOME_MISS;
    return DONE;
}

static bool is_before(int64_t time, int64_t created) {
    return time != PTV_TIME_NONE && time < created;
}

/* Instants that were not seen yet may come after these, but, without targets, change nothing of a
 * ticket that ended, or of one that cannot be measured. What has its times the wrong way round is
 * told at the end. */
static bool is_settled(const struct ticket_collector *collector,
                       const struct ticket_record *record) {
    const ptv_ticket *ticket = &record->ticket;
    int64_t created = ticket->created;
    bool ended = ticket->resolved != PTV_TIME_NONE || ticket->closed != PTV_TIME_NONE;
    if (tickets_invalid(record) || created == PTV_TIME_NONE)
        return true;
    return (ended || collector->service->options->as_of != NULL) &&
           !is_before(ticket->first_reply, created) && !is_before(ticket->resolved, created) &&
           !is_before(ticket->closed, created);
}

/* Takes a ticket that has one row: it is counted at once, if the rest of the file cannot change how,
 * so that most tickets take no memory. */
static enum outcome take_whole(struct ticket_collector *collector, struct ticket_record *record) {
    if (!collector->counting || !is_settled(collector, record)) {
        keep_record(collector, record);
        return DONE;
    }
    bool given = collector->service->options->as_of != NULL;
    enum outcome outcome = given ? DONE : make_as_of(collector);
    if (outcome == DONE && record->group != NOT_COMPARED)
        outcome = tickets_count_record(collector, record);
    return outcome;
}

/* One row of a ticket. */
static enum outcome take_ticket(struct ticket_collector *collector, const struct row *row,
                                size_t group) {
    struct ticket_record own = new_record(row, group);
    struct ticket_record *shared = tickets_record(collector, row, group);
    struct ticket_record *record = shared != NULL ? shared : &own;
    ptv_ticket *ticket = &record->ticket;
    int32_t *const numbers[] = {&ticket->reopens, &ticket->replies, &ticket->transfers};
    int32_t by_agent = ticket->by_agent;
    enum outcome outcome = DONE;
    for (int i = 0; i < N_TICKET_TIMES && outcome == DONE; i++)
        outcome = take_time(collector, row, (enum ticket_time)i, record);
    for (int i = 0; i < N_TICKET_NUMBERS && outcome == DONE; i++)
        outcome = take_number(collector, row, &collector->numbers[i], numbers[i]);
    if (outcome == DONE)
        outcome = tickets_take_flag(collector, row, &collector->met, &record->met);
    if (outcome == DONE)
        outcome = tickets_take_flag(collector, row, &collector->by_agent, &by_agent);
    ticket->by_agent = by_agent == PTV_OUTCOME_HIT;
    return outcome == DONE && shared == NULL ? take_whole(collector, &own) : outcome;
}

static enum outcome take_row(void *context, const struct row *row) {
    struct ticket_collector *collector = context;
    struct states *states = &collector->service->states;
    size_t group;
    enum outcome outcome = faults_row(&collector->faults, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row))
        return outcome;
    /* a ticket is of the group of its first row, and of its other rows none is left out */
    if (!grouping_of(&states->grouping, &collector->selection, row, &group))
        group = NOT_COMPARED;
    return collector->tickets->is_log ? tickets_log_row(collector, row, group)
                                      : take_ticket(collector, row, group);
}

/* ── columns ─────────────────────────────────────────────────────────────────────────────────── */

enum outcome tickets_find_cell(struct cell_column *column, const struct columns *columns,
                               const char *name) {
    column->faults.column = name;
    return name != NULL ? columns_find(columns, name, &column->column) : DONE;
}

static enum outcome find_columns(struct ticket_collector *collector,
                                 const struct columns *columns) {
    const struct options *options = collector->service->options;
    const struct ticket_options *given = &options->tickets;
    const char *const times[] = {
        [OPENED] = given->opened,
        [FIRST_REPLY] = given->first_reply,
        [RESOLVED] = given->resolved,
        [CLOSED] = options->closed,
    };
    const char *const numbers[] = {
        [REOPENS] = given->reopens, [REPLIES] = given->replies, [TRANSFERS] = given->transfers};
    enum outcome outcome = DONE;
    for (int i = 0; i < N_TICKET_TIMES && outcome == DONE; i++) {
        collector->reversed[i].column = times[i];
        if (times[i] != NULL)
            outcome = moment_column_find(&collector->times[i], columns, times[i]);
    }
    for (int i = 0; i < N_TICKET_NUMBERS && outcome == DONE; i++)
        outcome = tickets_find_cell(&collector->numbers[i], columns, numbers[i]);
    if (outcome == DONE)
        outcome = tickets_find_cell(&collector->met, columns, given->met);
    if (outcome == DONE)
        outcome = tickets_find_cell(&collector->by_agent, columns, given->by_agent);
    if (outcome == DONE && options->id != NULL)
        outcome = columns_find(columns, options->id, &collector->id);
    return outcome;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct ticket_collector *collector = context;
    struct states *states = &collector->service->states;
    enum outcome outcome = find_columns(collector, columns);
    if (outcome == DONE && collector->tickets->is_log)
        outcome = tickets_log_header(collector, columns);
    if (outcome == DONE)
        outcome = grouping_make(&states->grouping, states->options, columns, NULL);
    if (outcome == DONE)
        outcome = selection_make(&collector->selection, states->options, columns);
    collector->counting = !collector->tickets->is_log && !needs_file(collector);
    return outcome == DONE && collector->counting ? make_states(collector) : outcome;
}

/* ── all together ────────────────────────────────────────────────────────────────────────────── */

/* The first opening of all. */
static void find_earliest(struct ticket_collector *collector) {
    for (size_t i = 0; i < collector->n; i++) {
        int64_t created = collector->records[i].ticket.created;
        if (created != PTV_TIME_NONE &&
            (collector->earliest == PTV_TIME_NONE || created < collector->earliest))
            collector->earliest = created;
    }
    /* of a log, any event may be an opening */
    for (size_t i = 0; i < collector->log.n && collector->times[OPENED].faults.column == NULL; i++)
        if (collector->earliest == PTV_TIME_NONE ||
            collector->log.events[i].time < collector->earliest)
            collector->earliest = collector->log.events[i].time;
}

static void tell_rest(const struct ticket_collector *collector) {
    const char *file = input_name(collector->service->options->file);
    for (int i = 0; i < N_TICKET_TIMES; i++)
        faults_tell_cells(&collector->times[i].faults, TEXT_INVALID_REST, file);
    for (int i = 0; i < N_TICKET_NUMBERS; i++)
        faults_tell_cells(&collector->numbers[i].faults, TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->met.faults, TEXT_INVALID_REST, file);
    faults_tell_cells(&collector->by_agent.faults, TEXT_INVALID_REST, file);
    for (int i = 0; i < N_TICKET_TIMES; i++)
        faults_tell_cells(&collector->reversed[i], TEXT_REJECTED_REST, file);
    if (collector->tickets->is_log)
        tickets_log_tell(collector, file);
    faults_tell_rows(&collector->faults, file);
}

/* Counts what has waited for the end of the file. */
static enum outcome count_rest(struct ticket_collector *collector) {
    struct states *states = &collector->service->states;
    enum outcome outcome = collector->counting ? make_as_of(collector) : make_states(collector);
    for (size_t i = 0; i < states->n && outcome == DONE; i++)
        ticket_tally_read_at(states->at[i].state, collector->as_of);
    if (outcome != DONE)
        return outcome;
    if (collector->tickets->is_log)
        outcome = tickets_log_count(collector);
    else
        for (size_t i = 0; i < collector->n && outcome == DONE; i++)
            if (collector->records[i].group != NOT_COMPARED)
                outcome = tickets_count_record(collector, &collector->records[i]);
    if (outcome == DONE)
        tell_rest(collector);
    return outcome;
}

enum outcome tickets_collect(struct service *service) {
    const struct options *options = service->options;
    struct tickets *tickets = service->context;
    struct ticket_collector collector = {
        .service = service,
        .tickets = tickets,
        .faults = {.strict = options->strict},
        .earliest = PTV_TIME_NONE,
        .latest = PTV_TIME_NONE,
    };
    struct input_reader reader = {&collector, take_header, take_row};
    tickets->is_log = options->tickets.log_time != NULL;
    tickets->knows_ends =
        tickets->is_log || options->tickets.resolved != NULL || options->closed != NULL;
    enum outcome outcome = moments_open(&tickets->moments, options);
    if (outcome == DONE && tickets->is_log)
        outcome = tickets_states_read(&tickets->words, options->tickets.states);
    if (outcome == DONE)
        outcome = input_read(options->file, options->separator, &reader);
    if (outcome == DONE) {
        find_earliest(&collector);
        outcome = count_rest(&collector);
    }
    selection_free(&collector.selection);
    tickets_log_free(&collector.log);
    groups_free(&collector.ids);
    free(collector.by_id);
    free(collector.records);
    return outcome;
}
