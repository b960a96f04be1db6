/* SPDX-License-Identifier: MIT */
/* A log of events: the rows of one id are one ticket, wherever they stand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "instant.h"
#include "memory.h"
#include "tickets_collect.h"

#define NOT_SAID 0 /* what happened is not said */

static const struct {
    const char *word;
    int32_t kind;
} kinds[] = {
    {"created", PTV_TICKET_CREATED},   {"created_by_agent", PTV_TICKET_CREATED_BY_AGENT},
    {"reply", PTV_TICKET_REPLY},       {"auto_reply", PTV_TICKET_AUTO_REPLY},
    {"note", PTV_TICKET_NOTE},         {"message", PTV_TICKET_MESSAGE},
    {"resolved", PTV_TICKET_RESOLVED}, {"reopened", PTV_TICKET_REOPENED},
    {"closed", PTV_TICKET_CLOSED},     {"transferred", PTV_TICKET_TRANSFERRED},
};

/* ── columns ─────────────────────────────────────────────────────────────────────────────────── */

/* What each preset state does to the clocks. */
static uint32_t flags_of(int32_t preset) {
    static const uint32_t flags[] = {
        [PTV_STATE_NEW] = PTV_FLAG_REQUESTER_WAITS,
        [PTV_STATE_OPEN] = PTV_FLAG_REQUESTER_WAITS,
        [PTV_STATE_PENDING] = PTV_FLAG_AGENT_WAITS,
        [PTV_STATE_HOLD] = PTV_FLAG_REQUESTER_WAITS | PTV_FLAG_ON_HOLD,
        [PTV_STATE_SOLVED] = PTV_FLAG_RESOLVED,
        [PTV_STATE_ARCHIVED] = PTV_FLAG_CLOSED,
    };
    return flags[preset];
}

static void make_rules(ptv_ticket_rules *rules, const struct state_words *words) {
    *rules = (ptv_ticket_rules)PTV_TICKET_RULES_INIT;
    rules->n_states = (int32_t)words->n;
    for (size_t i = 0; i < words->n; i++)
        rules->state[i] = flags_of(words->at[i].preset);
}

enum outcome tickets_log_header(struct ticket_collector *collector, const struct columns *columns) {
    struct event_log *log = &collector->log;
    const struct options *options = collector->service->options;
    const struct ticket_options *given = &options->tickets;
    enum outcome outcome = moment_column_find(&log->time, columns, given->log_time);
    log->before.column = given->log_time;
    log->twice.column = log->contradictory.column = given->event;
    make_rules(&log->rules, &collector->tickets->words);
    if (outcome == DONE)
        outcome = tickets_find_cell(&log->id, columns, options->id);
    if (outcome == DONE)
        outcome = tickets_find_cell(&log->state, columns, given->state);
    if (outcome == DONE)
        outcome = tickets_find_cell(&log->event, columns, given->event);
    if (outcome == DONE && given->first_reply_when != NULL) {
        const char *condition = given->first_reply_when;
        struct options only = {.where = {&condition, 1, 1}};
        outcome = selection_make(&log->replies, &only, columns);
    }
    return outcome;
}

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

static enum outcome take_state(struct ticket_collector *collector, const struct row *row,
                               int32_t *state) {
    struct cell_column *column = &collector->log.state;
    const struct state_words *words = &collector->tickets->words;
    *state = PTV_STATE_IMPLIED;
    if (column->faults.column == NULL ||
        selection_missing(&collector->selection, row, column->column))
        return DONE;
    const char *cell = row_cell(row, column->column);
    for (size_t i = 0; i < words->n; i++) {
        if (words->at[i].word != NULL && strcmp(words->at[i].word, cell) == 0) {
            *state = (int32_t)i;
            return DONE;
        }
    }
    collector->tickets->log.unknown_states++;
    return faults_cell(&collector->faults, &column->faults, TEXT_CELL_NO_STATE, row->file,
                       row->line, cell, 0, 0);
}

static enum outcome take_kind(struct ticket_collector *collector, const struct row *row,
                              int32_t *kind) {
    struct cell_column *column = &collector->log.event;
    *kind = NOT_SAID;
    if (column->faults.column == NULL ||
        selection_missing(&collector->selection, row, column->column))
        return DONE;
    const char *cell = row_cell(row, column->column);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].word, cell) == 0) {
            *kind = kinds[i].kind;
            return DONE;
        }
    }
    collector->tickets->log.unknown_events++;
    return faults_cell(&collector->faults, &column->faults, TEXT_CELL_NO_EVENT, row->file,
                       row->line, cell, 0, 0);
}

/* What the row says beside its time. */
static enum outcome take_event(struct ticket_collector *collector, const struct row *row,
                               struct log_event *event) {
    struct event_log *log = &collector->log;
    event->met = PTV_OUTCOME_EXCLUDED;
    enum outcome outcome = take_state(collector, row, &event->state);
    if (outcome == DONE)
        outcome = take_kind(collector, row, &event->kind);
    if (outcome == DONE)
        outcome = tickets_take_flag(collector, row, &collector->met, &event->met);
    event->replies = log->replies.n_conditions > 0 && selection_holds(&log->replies, row);
    return outcome;
}

/* The opening, which any row of the ticket may tell; the earliest stays. */
static enum outcome take_opening(struct ticket_collector *collector, const struct row *row,
                                 struct ticket_record *record) {
    int64_t time, *created = &record->ticket.created;
    enum moment moment;
    if (collector->times[OPENED].faults.column == NULL)
        return DONE;
    enum outcome outcome =
        tickets_take_time(collector, row, &collector->times[OPENED], &time, &moment);
    record->unreadable[OPENED] = record->unreadable[OPENED] || moment == MOMENT_INVALID;
    if (outcome == DONE && moment == MOMENT_READ && (*created == PTV_TIME_NONE || time < *created))
        *created = time;
    return outcome;
}

enum outcome tickets_log_row(struct ticket_collector *collector, const struct row *row,
                             size_t group) {
    struct event_log *log = &collector->log;
    struct event_counts *counts = &collector->tickets->log;
    struct log_event event = {.line = row->line};
    enum moment moment;
    counts->events++;
    if (selection_missing(&collector->selection, row, collector->id)) {
        counts->without_id++;
        return DONE;
    }
    struct ticket_record *record = tickets_record(collector, row, group);
    event.record = (size_t)(record - collector->records);
    enum outcome outcome = take_opening(collector, row, record);
    if (outcome == DONE)
        outcome = tickets_take_time(collector, row, &log->time, &event.time, &moment);
    if (outcome != DONE || moment != MOMENT_READ) {
        counts->without_time++;
        return outcome;
    }
    outcome = take_event(collector, row, &event);
    if (record->last_event != PTV_TIME_NONE && event.time < record->last_event)
        counts->out_of_order++;
    record->last_event = event.time;
    log->events = memory_grow(log->events, &log->capacity, log->n + 1, sizeof *log->events);
    log->events[log->n++] = event;
    return outcome;
}

/* ── letting it happen ───────────────────────────────────────────────────────────────────────── */

/* By ticket, then by time, then as the file has them. */
static int compare(const void *a, const void *b) {
    const struct log_event *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static bool creates(int32_t kind) {
    return kind == PTV_TICKET_CREATED || kind == PTV_TICKET_CREATED_BY_AGENT;
}

/* A ticket on its way through its events. */
struct life {
    struct ticket_collector *collector;
    const struct ticket_record *record;
    struct ticket_tally *tally;
    const struct log_event *events;
    size_t n;
    const struct log_event *opening; /* the event that opened it; NULL: a time in a column */
    int64_t created;
    ptv_ticket_clock clock;
    bool replied; /* the condition of the first reply has held */
    int32_t met;
};

/* Lets one thing happen. */
static ptv_status happen(struct life *life, int64_t time, int32_t kind, int32_t state) {
    struct ticket_collector *collector = life->collector;
    const ptv_ticket_event event = {time, kind, state};
    ptv_ticket_wait wait = {.ms = PTV_TIME_NONE};
    ptv_status status =
        ptv_ticket_clock_add(&life->clock, &event, collector->tickets->moments.calendar, &wait);
    collector->kept += status >= 0 && wait.ms != PTV_TIME_NONE;
    return status < 0 ? status : ticket_tally_add_wait(life->tally, &wait);
}

/* The event that opened a ticket: the first that says so, or the first of all. */
static const struct log_event *find_opening(const struct life *life) {
    for (size_t i = 0; i < life->n; i++)
        if (creates(life->events[i].kind))
            return &life->events[i];
    return life->n > 0 ? &life->events[0] : NULL;
}

static bool opened_by_agent(const struct life *life) {
    for (size_t i = 0; i < life->n; i++)
        if (life->events[i].kind == PTV_TICKET_CREATED_BY_AGENT)
            return true;
    return false;
}

/* It is opened: in the state of that event, where this is all that it says. */
static ptv_status open_ticket(struct life *life) {
    const struct log_event *opening = life->opening;
    bool silent = opening != NULL && (opening->kind == NOT_SAID || creates(opening->kind));
    ptv_ticket_rules rules = life->collector->log.rules;
    rules.calendar_id = life->collector->calendar_id;
    ptv_status status = ptv_ticket_clock_init(&life->clock, &rules);
    if (status < 0)
        return status;
    return happen(life, life->created,
                  opened_by_agent(life) ? PTV_TICKET_CREATED_BY_AGENT : PTV_TICKET_CREATED,
                  silent ? opening->state : PTV_STATE_IMPLIED);
}

/* Tells an event that is left out. */
static enum outcome leave_out(struct life *life, const struct log_event *event,
                              struct cell_faults *faults, enum text why, uint64_t *count) {
    struct ticket_collector *collector = life->collector;
    char shown[INSTANT_SIZE];
    instant_show(shown, event->time, collector->tickets->moments.stamps.zone);
    ++*count;
    return faults_cell(&collector->faults, faults, why,
                       input_name(collector->service->options->file), event->line, shown, 0, 0);
}

/* What is left of an event when the reply that it is has been taken. */
static enum outcome follow(struct life *life, const struct log_event *event) {
    struct ticket_collector *collector = life->collector;
    int32_t kind = event->kind;
    bool again = creates(kind);
    if (event == life->opening && (again || kind == NOT_SAID))
        return DONE;
    if (again && life->opening != NULL)
        return leave_out(life, event, &collector->log.twice, TEXT_EVENT_TWICE,
                         &collector->tickets->log.contradictory);
    if (again || kind == NOT_SAID) /* the opening itself is in another column */
        kind = event->state != PTV_STATE_IMPLIED ? PTV_TICKET_MOVED : PTV_TICKET_NOTE;
    ptv_status status = happen(life, event->time, kind, event->state);
    if (status == PTV_ERR_ARGUMENT)
        return leave_out(life, event, &collector->log.contradictory, TEXT_EVENT_CONTRADICTORY,
                         &collector->tickets->log.contradictory);
    return states_told(status);
}

static enum outcome live_through(struct life *life, const struct log_event *event) {
    struct ticket_collector *collector = life->collector;
    bool replies = event->replies && !life->replied;
    life->replied = life->replied || event->replies;
    if (event->time < life->created)
        return leave_out(life, event, &collector->log.before, TEXT_EVENT_BEFORE,
                         &collector->tickets->log.before_opening);
    if (event->met != PTV_OUTCOME_EXCLUDED)
        life->met = event->met;
    if (replies && event->kind != PTV_TICKET_REPLY) {
        enum outcome outcome =
            states_told(happen(life, event->time, PTV_TICKET_REPLY, PTV_STATE_IMPLIED));
        if (outcome != DONE)
            return outcome;
    }
    return follow(life, event);
}

static void forget_time(ptv_ticket_time *time) {
    *time = (ptv_ticket_time){PTV_TIME_NONE, PTV_TIME_NONE,    PTV_TIME_NONE,
                              PTV_TIME_NONE, PTV_CLOCK_ABSENT, 0};
}

/* What such a log does not tell is not 0, but unknown. */
static void forget_unknown(const struct event_log *log, ptv_ticket_times *times) {
    bool first_replies = log->replies.n_conditions > 0;
    if (log->event.faults.column != NULL)
        return;
    times->replies = times->transfers = -1;
    times->next_unanswered = 0;
    forget_time(&times->clock[PTV_CLOCK_NEXT_RESPONSE]);
    if (!first_replies)
        forget_time(&times->clock[PTV_CLOCK_FIRST_RESPONSE]);
}

static enum outcome read_clocks(struct life *life) {
    struct ticket_collector *collector = life->collector;
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    ptv_status status = ptv_ticket_clock_read(&life->clock, collector->as_of,
                                              collector->tickets->moments.calendar, &times);
    if (status < 0)
        return states_told(status);
    forget_unknown(&collector->log, &times);
    return tickets_count(collector, life->record, &times, life->met);
}

/* Counts a ticket, or why it cannot be. */
static enum outcome live(struct life *life) {
    struct ticket_collector *collector = life->collector;
    bool in_column = collector->times[OPENED].faults.column != NULL;
    life->opening = in_column ? NULL : find_opening(life);
    life->created = in_column               ? life->record->ticket.created
                    : life->opening != NULL ? life->opening->time
                                            : PTV_TIME_NONE;
    if (life->created == PTV_TIME_NONE || life->created > collector->as_of) {
        life->tally->missing += life->created == PTV_TIME_NONE;
        life->tally->later += life->created != PTV_TIME_NONE;
        return DONE;
    }
    enum outcome outcome = states_told(open_ticket(life));
    for (size_t i = 0; i < life->n && outcome == DONE; i++)
        if (life->events[i].time <= collector->as_of)
            outcome = live_through(life, &life->events[i]);
    return outcome == DONE ? read_clocks(life) : outcome;
}

static enum outcome count_record(struct ticket_collector *collector, size_t number,
                                 const struct log_event *events, size_t n) {
    const struct ticket_record *record = &collector->records[number];
    struct counted *counted = states_of(&collector->service->states, record->group);
    if (counted == NULL)
        return FAILED;
    if (record->unreadable[OPENED] && record->ticket.created == PTV_TIME_NONE) {
        counted->invalid++;
        return DONE;
    }
    struct life life = {.collector = collector,
                        .record = record,
                        .tally = counted->state,
                        .events = events,
                        .n = n,
                        .met = PTV_OUTCOME_EXCLUDED};
    return live(&life);
}

enum outcome tickets_log_count(struct ticket_collector *collector) {
    struct event_log *log = &collector->log;
    enum outcome outcome = DONE;
    if (log->n > 1)
        qsort(log->events, log->n, sizeof *log->events, compare);
    for (size_t record = 0, from = 0; record < collector->n && outcome == DONE; record++) {
        size_t to = from;
        while (to < log->n && log->events[to].record == record)
            to++;
        if (collector->records[record].group != NOT_COMPARED)
            outcome =
                count_record(collector, record, log->n > 0 ? &log->events[from] : NULL, to - from);
        from = to;
    }
    return outcome;
}

/* ── at the end ──────────────────────────────────────────────────────────────────────────────── */

static void tell_count(enum text what, const char *file, uint64_t n) {
    if (n > 0)
        report_note(what, file, (unsigned long long)n);
}

void tickets_log_tell(const struct ticket_collector *collector, const char *file) {
    const struct event_log *log = &collector->log;
    const struct event_counts *counts = &collector->tickets->log;
    faults_tell_cells(&log->time.faults, TEXT_INVALID_REST, file);
    faults_tell_cells(&log->state.faults, TEXT_STATES_REST, file);
    faults_tell_cells(&log->event.faults, TEXT_EVENTS_REST, file);
    faults_tell_cells(&log->before, TEXT_LEFT_OUT_REST, file);
    faults_tell_cells(&log->twice, TEXT_LEFT_OUT_REST, file);
    faults_tell_cells(&log->contradictory, TEXT_LEFT_OUT_REST, file);
    tell_count(TEXT_EVENTS_WITHOUT_ID, file, counts->without_id);
    tell_count(TEXT_EVENTS_WITHOUT_TIME, file, counts->without_time - log->time.faults.n);
    tell_count(TEXT_EVENTS_OUT_OF_ORDER, file, counts->out_of_order);
}

void tickets_log_free(struct event_log *log) {
    selection_free(&log->replies);
    free(log->events);
}
