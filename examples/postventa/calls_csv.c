/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "calls_source.h"
#include "memory.h"
#include "number.h"

/* A word in the column of outcomes, and what it means; 0: the row is no call. */
struct meaning {
    char *word;
    int32_t outcome;
};

/* The columns of times, each of which may be left out. */
enum call_time { CALL_WAIT, CALL_TALK, CALL_HOLD, CALL_WRAP_UP, N_CALL_TIMES };

struct time_column {
    bool given;
    size_t column;
    struct cell_faults faults, negative;
};

struct csv_calls {
    struct call_sink *sink;
    struct meaning *meanings;
    size_t n_meanings, meanings_capacity;
    size_t outcome;
    struct cell_faults outcomes;
    struct time_column times[N_CALL_TIMES];
    unsigned long long missing, ignored, never_queued;
};

static const struct {
    int32_t outcome;
    const char *name;
} names[] = {
    {PTV_CALL_ANSWERED, "answered"},     {PTV_CALL_ABANDONED, "abandoned"},
    {PTV_CALL_FLOWED_OUT, "flowed_out"}, {PTV_CALL_CALLBACK, "callback"},
    {PTV_CALL_WAITING, "waiting"},       {PTV_CALL_UNQUEUED, "unqueued"},
};

#define N_NAMES (sizeof names / sizeof *names)

const char *call_outcome_name(int32_t outcome) {
    for (size_t i = 0; i < N_NAMES; i++)
        if (names[i].outcome == outcome)
            return names[i].name;
    return "";
}

/* ── what the options say ────────────────────────────────────────────────────────────────────── */

static enum outcome add_meaning(struct csv_calls *calls, const char *word, size_t len,
                                int32_t outcome) {
    char *own = memory_text(word, len);
    for (size_t i = 0; i < calls->n_meanings; i++) {
        if (strcmp(calls->meanings[i].word, own) == 0) {
            report_error(TEXT_OUTCOME_TWICE, own);
            free(own);
            return MISUSED;
        }
    }
    calls->meanings = memory_grow(calls->meanings, &calls->meanings_capacity, calls->n_meanings + 1,
                                  sizeof *calls->meanings);
    calls->meanings[calls->n_meanings++] = (struct meaning){own, outcome};
    return DONE;
}

/* V[,V…]; NULL: none was given. */
static enum outcome add_meanings(struct csv_calls *calls, const char *list, int32_t outcome) {
    enum outcome done = DONE;
    while (list != NULL && done == DONE) {
        size_t len = strcspn(list, ",");
        done = add_meaning(calls, list, len, outcome);
        list = list[len] == ',' ? list + len + 1 : NULL;
    }
    return done;
}

/* Where no word is given, they are those of --list. */
static enum outcome make_meanings(struct csv_calls *calls) {
    const struct call_options *options = &calls->sink->options->calls;
    const struct {
        const char *list;
        int32_t outcome;
    } given[] = {
        {options->answered, PTV_CALL_ANSWERED},     {options->abandoned, PTV_CALL_ABANDONED},
        {options->flowed_out, PTV_CALL_FLOWED_OUT}, {options->callback, PTV_CALL_CALLBACK},
        {options->unqueued, PTV_CALL_UNQUEUED},     {options->ignore, 0},
    };
    enum outcome outcome = DONE;
    for (size_t i = 0; i < sizeof given / sizeof *given && outcome == DONE; i++)
        outcome = add_meanings(calls, given[i].list, given[i].outcome);
    bool none = true;
    for (size_t i = 0; i < calls->n_meanings; i++)
        none = none && calls->meanings[i].outcome == 0;
    for (size_t i = 0; i < N_NAMES && none && outcome == DONE; i++)
        outcome = add_meaning(calls, names[i].name, strlen(names[i].name), names[i].outcome);
    return outcome;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct csv_calls *calls = context;
    const struct call_options *options = &calls->sink->options->calls;
    const char *const times[N_CALL_TIMES] = {options->wait, options->talk, options->hold,
                                             options->wrap_up};
    enum outcome outcome = make_meanings(calls);
    calls->outcomes.column = options->outcome;
    if (outcome == DONE)
        outcome = columns_find(columns, options->outcome, &calls->outcome);
    for (size_t i = 0; i < N_CALL_TIMES && outcome == DONE; i++) {
        struct time_column *time = &calls->times[i];
        time->given = times[i] != NULL;
        time->faults.column = time->negative.column = times[i];
        if (time->given)
            outcome = columns_find(columns, times[i], &time->column);
    }
    return outcome == DONE ? calls->sink->columns(calls->sink->context, columns) : outcome;
}

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

static enum outcome complain(const struct csv_calls *calls, struct cell_faults *faults,
                             enum text what, const struct row *row, const char *cell) {
    return faults_cell(&calls->sink->faults, faults, what, row->file, row->line, cell, 0, 0);
}

/* A time that cannot be read is not known; what is negative is the library's to reject. */
static enum outcome take_time(struct csv_calls *calls, const struct row *row,
                              struct time_column *time, int64_t *ms) {
    const char *cell = row_cell(row, time->column);
    double number;
    if (!time->given || selection_missing(calls->sink->selection, row, time->column))
        return DONE;
    if (!number_read(cell, &number))
        return complain(calls, &time->faults, TEXT_CELL_NO_NUMBER, row, cell);
    number = nearbyint(number * (double)calls->sink->options->unit_ms);
    if (!(fabs(number) < 9e15))
        return complain(calls, &time->faults, TEXT_CELL_TOO_LONG, row, cell);
    *ms = (int64_t)number;
    return *ms < 0 ? complain(calls, &time->negative, TEXT_NEGATIVE_VALUE, row, cell) : DONE;
}

/* Those who hung up before they had to wait never were in the queue. */
static void settle_zero_wait(struct csv_calls *calls, ptv_call *call) {
    if (calls->sink->options->calls.count_zero_waits || call->outcome != PTV_CALL_ABANDONED ||
        call->wait_ms != 0)
        return;
    call->outcome = PTV_CALL_UNQUEUED;
    calls->never_queued++;
}

static enum outcome take_call(struct csv_calls *calls, const struct row *row, int32_t result) {
    struct seen_call seen = {row, "", "", "", PTV_CALL_INIT};
    int64_t *const into[N_CALL_TIMES] = {&seen.call.wait_ms, &seen.call.talk_ms, &seen.call.hold_ms,
                                         &seen.call.wrap_up_ms};
    enum outcome outcome = DONE;
    seen.call.outcome = result;
    for (size_t i = 0; i < N_CALL_TIMES && outcome == DONE; i++)
        outcome = take_time(calls, row, &calls->times[i], into[i]);
    settle_zero_wait(calls, &seen.call);
    return outcome == DONE ? calls->sink->call(calls->sink->context, &seen) : outcome;
}

static enum outcome refuse(struct csv_calls *calls, const struct row *row, enum text what) {
    enum outcome outcome =
        complain(calls, &calls->outcomes, what, row, row_cell(row, calls->outcome));
    return outcome == DONE ? calls->sink->invalid(calls->sink->context, row) : outcome;
}

static enum outcome take_row(void *context, const struct row *row) {
    struct csv_calls *calls = context;
    enum outcome outcome = faults_row(&calls->sink->faults, row);
    if (outcome != DONE || !calls->sink->wanted(calls->sink->context, row))
        return outcome;
    if (row->is_long)
        return refuse(calls, row, TEXT_CELL_SHIFTED);
    if (selection_missing(calls->sink->selection, row, calls->outcome)) {
        calls->missing++;
        return DONE;
    }
    for (size_t i = 0; i < calls->n_meanings; i++) {
        const struct meaning *meaning = &calls->meanings[i];
        if (strcmp(meaning->word, row_cell(row, calls->outcome)) != 0)
            continue;
        calls->ignored += meaning->outcome == 0;
        return meaning->outcome != 0 ? take_call(calls, row, meaning->outcome) : DONE;
    }
    return refuse(calls, row, TEXT_CELL_NO_OUTCOME);
}

static void tell(const struct csv_calls *calls, const char *file) {
    faults_tell_cells(&calls->outcomes, TEXT_INVALID_REST, file);
    for (size_t i = 0; i < N_CALL_TIMES; i++) {
        faults_tell_cells(&calls->times[i].faults, TEXT_INVALID_REST, file);
        faults_tell_cells(&calls->times[i].negative, TEXT_REJECTED_REST, file);
    }
    faults_tell_rows(&calls->sink->faults, file);
    if (calls->missing > 0)
        report_note(TEXT_CALLS_MISSING, file, calls->missing);
    if (calls->ignored > 0)
        report_note(TEXT_CALLS_IGNORED, file, calls->ignored);
    if (calls->never_queued > 0)
        report_note(TEXT_CALLS_NEVER_QUEUED, file, calls->never_queued);
}

enum outcome calls_csv(struct stream *stream, struct call_sink *sink) {
    struct csv_calls calls = {.sink = sink};
    struct input_reader reader = {&calls, take_header, take_row};
    enum outcome outcome = input_read_stream(stream, sink->options->separator, &reader);
    if (outcome == DONE)
        tell(&calls, stream->name);
    for (size_t i = 0; i < calls.n_meanings; i++)
        free(calls.meanings[i].word);
    free(calls.meanings);
    return outcome;
}
