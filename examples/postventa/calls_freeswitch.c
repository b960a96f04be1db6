/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calls_source.h"
#include "memory.h"
#include "number.h"

/* The columns that are looked at, as the channel's variables are called; a table may have them with
 * the prefix of events, too. */
enum leg_column {
    LEG_SIDE,
    LEG_QUEUE,
    LEG_AGENT,
    LEG_JOINED,
    LEG_ANSWERED,
    LEG_CANCELED,
    LEG_TERMINATED,
    LEG_CAUSE,
    LEG_REASON,
    LEG_ID,
    N_LEG_COLUMNS,
};

static const char *const variables[N_LEG_COLUMNS] = {
    "cc_side",
    "cc_queue",
    "cc_agent",
    "cc_queue_joined_epoch",
    "cc_queue_answered_epoch",
    "cc_queue_canceled_epoch",
    "cc_queue_terminated_epoch",
    "cc_cause",
    "cc_cancel_reason",
    "uuid",
};

/* Other names of what tells calls apart, the best first. */
static const char *const other_ids[] = {"xml_cdr_uuid", "cc_member_session_uuid", "cc_member_uuid"};

#define PREFIX      "variable_"
#define N_OTHER_IDS (sizeof other_ids / sizeof *other_ids)

/* Short names of columns, for --by and --where. */
static const struct {
    const char *name;
    enum leg_column column;
} aliases[] = {{"queue", LEG_QUEUE}, {"agent", LEG_AGENT}};

#define N_ALIASES (sizeof aliases / sizeof *aliases)

struct legs {
    struct call_sink *sink;
    bool given[N_LEG_COLUMNS];
    size_t column[N_LEG_COLUMNS];
    struct cell_faults faults[N_LEG_COLUMNS];
    size_t n_columns; /* of the file */
    size_t *start;    /* of a row, with aliases behind */
    bool added[N_ALIASES];
    unsigned long long others; /* legs that are no callers */
};

/* ── columns ─────────────────────────────────────────────────────────────────────────────────── */

static bool find(const struct columns *columns, const char *variable, size_t *index) {
    for (size_t i = 0; i < columns->n; i++) {
        const char *name = columns->names[i];
        if (strncmp(name, PREFIX, strlen(PREFIX)) == 0)
            name += strlen(PREFIX);
        if (strcmp(name, variable) != 0)
            continue;
        *index = i;
        return true;
    }
    return false;
}

bool calls_look_like_freeswitch(const struct columns *columns) {
    size_t index;
    return find(columns, variables[LEG_QUEUE], &index) &&
           find(columns, variables[LEG_JOINED], &index);
}

static enum outcome find_columns(struct legs *legs, const struct columns *columns) {
    static const enum leg_column needed[] = {LEG_QUEUE, LEG_JOINED, LEG_ANSWERED, LEG_CANCELED};
    for (int i = 0; i < N_LEG_COLUMNS; i++) {
        legs->given[i] = find(columns, variables[i], &legs->column[i]);
        legs->faults[i].column = variables[i];
    }
    for (size_t i = 0; i < N_OTHER_IDS && !legs->given[LEG_ID]; i++)
        legs->given[LEG_ID] = find(columns, other_ids[i], &legs->column[LEG_ID]);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!legs->given[needed[i]])
            return columns_find(columns, variables[needed[i]], &legs->column[needed[i]]);
    return DONE;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct legs *legs = context;
    struct columns all = {0};
    enum outcome outcome = find_columns(legs, columns);
    legs->n_columns = columns->n;
    legs->start = memory_new(columns->n + N_ALIASES, sizeof *legs->start);
    for (size_t i = 0; i < columns->n; i++)
        columns_add(&all, columns->names[i], strlen(columns->names[i]));
    for (size_t i = 0; i < N_ALIASES; i++) {
        legs->added[i] = legs->given[aliases[i].column] && !columns_have(columns, aliases[i].name);
        if (legs->added[i])
            columns_add(&all, aliases[i].name, strlen(aliases[i].name));
    }
    if (outcome == DONE)
        outcome = legs->sink->columns(legs->sink->context, &all);
    columns_free(&all);
    return outcome;
}

/* The row with the cells of the short names behind its own. A variable stays on a channel: of a call
 * that was not answered, the agent is that of an earlier visit. */
static struct row with_aliases(struct legs *legs, const struct row *row) {
    struct row all = *row;
    size_t n = row->n < legs->n_columns ? row->n : legs->n_columns;
    size_t blank = n > 0 ? row->start[n - 1] + strlen(row->text + row->start[n - 1]) : 0;
    all.text = n > 0 ? row->text : "";
    all.start = legs->start;
    all.n = legs->n_columns;
    for (size_t i = 0; i < legs->n_columns; i++)
        legs->start[i] = i < n ? row->start[i] : blank;
    bool stale =
        legs->given[LEG_CAUSE] && strcmp(row_cell(&all, legs->column[LEG_CAUSE]), "cancel") == 0;
    for (size_t i = 0; i < N_ALIASES; i++) {
        size_t column = legs->column[aliases[i].column];
        bool none = stale && aliases[i].column == LEG_AGENT;
        if (legs->added[i])
            legs->start[all.n++] = none ? blank : legs->start[column];
    }
    return all;
}

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

static const char *cell_of(const struct legs *legs, const struct row *row, enum leg_column column) {
    bool told =
        legs->given[column] && !selection_missing(legs->sink->selection, row, legs->column[column]);
    return told ? row_cell(row, legs->column[column]) : "";
}

static enum outcome complain(struct legs *legs, const struct row *row, enum leg_column column,
                             enum text what, const char *cell) {
    return faults_cell(&legs->sink->faults, &legs->faults[column], what, row->file, row->line, cell,
                       0, 0);
}

/* Reads an instant; a blank cell and 0 tell none. */
static enum outcome take_epoch(struct legs *legs, const struct row *row, enum leg_column column,
                               int64_t *instant, bool *unreadable) {
    const char *cell = cell_of(legs, row, column);
    double seconds;
    *instant = PTV_TIME_NONE;
    if (*cell == '\0')
        return DONE;
    if (!number_read(cell, &seconds) || !(fabs(seconds) < 1e12)) {
        *unreadable = true;
        return complain(legs, row, column, TEXT_CELL_NO_TIME, cell);
    }
    if (seconds != 0)
        *instant = (int64_t)nearbyint(1000 * seconds);
    return DONE;
}

static int64_t between(int64_t from, int64_t to) {
    return from == PTV_TIME_NONE || to == PTV_TIME_NONE ? PTV_TIME_NONE : to - from;
}

struct leg_times {
    int64_t joined, answered, canceled, terminated;
    bool unreadable; /* one of them was complained about */
};

static enum outcome take_times(struct legs *legs, const struct row *row, struct leg_times *times) {
    const struct {
        enum leg_column column;
        int64_t *into;
    } all[] = {
        {LEG_JOINED, &times->joined},
        {LEG_ANSWERED, &times->answered},
        {LEG_CANCELED, &times->canceled},
        {LEG_TERMINATED, &times->terminated},
    };
    enum outcome outcome = DONE;
    for (size_t i = 0; i < sizeof all / sizeof *all && outcome == DONE; i++)
        outcome = take_epoch(legs, row, all[i].column, all[i].into, &times->unreadable);
    return outcome;
}

/* How a caller who was not answered left: hung up, or otherwise; 0: nobody knows. */
static int32_t outcome_of(const char *reason) {
    static const char *const hung_up[] = {"", "NONE", "BREAK_OUT"};
    static const char *const otherwise[] = {"TIMEOUT", "NO_AGENT_TIMEOUT", "EXIT_WITH_KEY"};
    for (size_t i = 0; i < sizeof hung_up / sizeof *hung_up; i++)
        if (strcmp(reason, hung_up[i]) == 0)
            return PTV_CALL_ABANDONED;
    for (size_t i = 0; i < sizeof otherwise / sizeof *otherwise; i++)
        if (strcmp(reason, otherwise[i]) == 0)
            return PTV_CALL_FLOWED_OUT;
    return 0;
}

/* The cause is the last word; without it, the later of the two instants is. */
static bool was_answered(const char *cause, const struct leg_times *times) {
    if (strcmp(cause, "answered") == 0 || strcmp(cause, "cancel") == 0)
        return *cause == 'a';
    return times->answered != PTV_TIME_NONE &&
           (times->canceled == PTV_TIME_NONE || times->answered > times->canceled);
}

static void settle(const struct legs *legs, const struct row *row, const struct leg_times *times,
                   ptv_call *call) {
    if (was_answered(cell_of(legs, row, LEG_CAUSE), times)) {
        call->outcome = PTV_CALL_ANSWERED;
        call->wait_ms = between(times->joined, times->answered);
        call->talk_ms = times->terminated < times->joined /* of an earlier visit */
                            ? PTV_TIME_NONE
                            : between(times->answered, times->terminated);
    } else if (times->canceled != PTV_TIME_NONE || *cell_of(legs, row, LEG_CAUSE) != '\0') {
        call->outcome = outcome_of(cell_of(legs, row, LEG_REASON));
        call->wait_ms = between(times->joined, times->canceled);
    } else {
        call->outcome = PTV_CALL_WAITING; /* the record was written before it was over */
    }
}

static enum outcome check_order(struct legs *legs, const struct row *row, const ptv_call *call) {
    enum outcome outcome = DONE;
    if (call->wait_ms != PTV_TIME_NONE && call->wait_ms < 0)
        outcome = complain(legs, row, LEG_JOINED, TEXT_ENDS_BEFORE, cell_of(legs, row, LEG_JOINED));
    if (outcome == DONE && call->talk_ms != PTV_TIME_NONE && call->talk_ms < 0)
        outcome = complain(legs, row, LEG_TERMINATED, TEXT_ENDS_BEFORE,
                           cell_of(legs, row, LEG_TERMINATED));
    return outcome;
}

static enum outcome take_leg(struct legs *legs, const struct row *row) {
    struct call_sink *sink = legs->sink;
    struct seen_call seen = {row, cell_of(legs, row, LEG_ID), cell_of(legs, row, LEG_QUEUE),
                             cell_of(legs, row, LEG_AGENT), PTV_CALL_INIT};
    struct leg_times times = {.unreadable = false};
    enum outcome outcome = take_times(legs, row, &times);
    if (outcome != DONE)
        return outcome;
    settle(legs, row, &times, &seen.call);
    if (seen.call.outcome != PTV_CALL_ANSWERED)
        seen.agent = "";
    if (times.joined == PTV_TIME_NONE || seen.call.outcome == 0) {
        enum leg_column which = times.joined == PTV_TIME_NONE ? LEG_JOINED : LEG_REASON;
        if (!times.unreadable) /* else it has been told */
            outcome = complain(legs, row, which, TEXT_CELL_NO_OUTCOME, cell_of(legs, row, which));
        return outcome == DONE ? sink->invalid(sink->context, row) : outcome;
    }
    outcome = check_order(legs, row, &seen.call);
    return outcome == DONE ? sink->call(sink->context, &seen) : outcome;
}

static enum outcome take_row(void *context, const struct row *row) {
    struct legs *legs = context;
    struct call_sink *sink = legs->sink;
    struct row all = with_aliases(legs, row);
    enum outcome outcome = faults_row(&sink->faults, row);
    if (outcome != DONE)
        return outcome;
    bool is_member = legs->given[LEG_SIDE] ? strcmp(cell_of(legs, &all, LEG_SIDE), "member") == 0
                                           : *cell_of(legs, &all, LEG_QUEUE) != '\0';
    if (!is_member) {
        legs->others++;
        return DONE;
    }
    if (!sink->wanted(sink->context, &all))
        return DONE;
    if (!row->is_long)
        return take_leg(legs, &all);
    outcome = complain(legs, &all, LEG_QUEUE, TEXT_CELL_SHIFTED, cell_of(legs, &all, LEG_QUEUE));
    return outcome == DONE ? sink->invalid(sink->context, &all) : outcome;
}

enum outcome calls_freeswitch(struct stream *stream, struct call_sink *sink) {
    struct legs legs = {.sink = sink};
    struct input_reader reader = {&legs, take_header, take_row};
    enum outcome outcome = input_read_stream(stream, sink->options->separator, &reader);
    for (int i = 0; i < N_LEG_COLUMNS && outcome == DONE; i++)
        faults_tell_cells(&legs.faults[i], TEXT_INVALID_REST, stream->name);
    if (outcome == DONE) {
        faults_tell_rows(&sink->faults, stream->name);
        if (legs.others > 0)
            report_note(TEXT_CALLS_OTHER_LEGS, stream->name, legs.others);
    }
    free(legs.start);
    return outcome;
}
