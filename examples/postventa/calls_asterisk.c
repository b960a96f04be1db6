/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "calls_source.h"
#include "lines.h"
#include "live_calls.h"
#include "memory.h"
#include "queue_log.h"

enum { COLUMN_ID, COLUMN_QUEUE, COLUMN_AGENT, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"id", "queue", "agent"};

#define LINES_TO_KNOW  3                /* the first may be the end of one */
#define LONGEST_MENU   INT64_C(3600000) /* who is not in a queue by then never comes to one */
#define LONGEST_REPEAT INT64_C(60000)

struct log {
    struct call_sink *sink;
    struct log_counts *counts;
    struct live_calls live; /* in queues, or talking */
    struct live_calls menu; /* came, and are in no queue yet */
    struct live_calls left; /* abandoned in a way that some versions log once more */
    bool foreign;           /* a whole line is none of a log */
    struct cell_faults lines, events;
    const char *file;
    unsigned long long line;
    int64_t now_ms, latest_ms; /* of this line, and of all so far */
    char *text;                /* of the row that is given */
    size_t text_capacity;
};

/* ── calls that are over ─────────────────────────────────────────────────────────────────────── */

static enum outcome give(struct log *log, const struct live_call *live, const char *agent,
                         const ptv_call *call) {
    const char *cells[N_COLUMNS] = {live->id, live->queue, agent};
    size_t start[N_COLUMNS], size = 0;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        size_t len = strlen(cells[i]) + 1;
        start[i] = size;
        log->text = memory_grow(log->text, &log->text_capacity, size + len, 1);
        memcpy(log->text + size, cells[i], len);
        size += len;
    }
    struct row row = {
        .line = log->line, .file = log->file, .n = N_COLUMNS, .text = log->text, .start = start};
    struct seen_call seen = {&row, row_cell(&row, COLUMN_ID), row_cell(&row, COLUMN_QUEUE),
                             row_cell(&row, COLUMN_AGENT), *call};
    if (!log->sink->wanted(log->sink->context, &row))
        return DONE;
    return log->sink->call(log->sink->context, &seen);
}

/* How long it is since a call came or was answered; its beginning may not be known. */
static int64_t since(int64_t beginning_ms, int64_t end_ms) {
    return beginning_ms == PTV_TIME_NONE || end_ms == PTV_TIME_NONE ? PTV_TIME_NONE
                                                                    : end_ms - beginning_ms;
}

/* Gives a call that left the queue without an answer, and forgets it. */
static enum outcome leave(struct log *log, struct live_call *live, int32_t outcome,
                          int64_t wait_ms) {
    ptv_call call = PTV_CALL_INIT;
    call.outcome = outcome;
    call.wait_ms = wait_ms;
    call.rings = live->rings;
    enum outcome done = give(log, live, "", &call);
    live_remove(&log->live, live);
    return done;
}

/* The same of one that was answered. */
static enum outcome complete(struct log *log, struct live_call *live, int64_t talk_ms,
                             bool passed_on) {
    ptv_call call = PTV_CALL_INIT;
    call.outcome = PTV_CALL_ANSWERED;
    call.wait_ms = live->wait_ms;
    call.talk_ms = talk_ms;
    call.rings = live->rings;
    call.transfers = passed_on;
    enum outcome done = give(log, live, live->agent, &call);
    live_remove(&log->live, live);
    return done;
}

/* Ends a call of which no end was seen. One that was not seen to come may not have been there. */
static enum outcome cut(struct log *log, struct live_call *live, int64_t wait_ms) {
    if (live->phase == LIVE_TALKS)
        return complete(log, live, PTV_TIME_NONE, false);
    if (live->entered)
        return leave(log, live, PTV_CALL_WAITING, wait_ms);
    live_remove(&log->live, live);
    return DONE;
}

/* Gives those who came so long ago, and to no queue since. PTV_TIME_NONE: all of them. */
static enum outcome empty_menu(struct log *log, int64_t before_ms) {
    enum outcome outcome = DONE;
    ptv_call call = PTV_CALL_INIT;
    call.outcome = PTV_CALL_UNQUEUED;
    for (struct live_call *live; outcome == DONE && (live = log->menu.first) != NULL;) {
        if (before_ms != PTV_TIME_NONE && live->entered_ms >= before_ms)
            break;
        outcome = give(log, live, "", &call);
        live_remove(&log->menu, live);
    }
    return outcome;
}

static void forget_left(struct log *log, int64_t before_ms) {
    while (log->left.first != NULL && log->left.first->entered_ms < before_ms)
        live_remove(&log->left, log->left.first);
}

/* ── events ──────────────────────────────────────────────────────────────────────────────────── */

static struct live_call *find(const struct log *log, const struct log_line *line,
                              enum live_phase phase) {
    return live_find(&log->live, line->id, line->queue, phase);
}

/* The call that waits; one that came before the log comes to be known now. */
static struct live_call *waiting(struct log *log, const struct log_line *line) {
    struct live_call *live = find(log, line, LIVE_WAITS);
    return live != NULL ? live : live_add(&log->live, line->id, line->queue);
}

/* The same, where this is what makes it count. */
static struct live_call *leaving(struct log *log, const struct log_line *line) {
    struct live_call *live = waiting(log, line);
    log->counts->begun_before += !live->entered;
    return live;
}

static void come(struct log *log, const struct log_line *line) {
    if (live_find(&log->menu, line->id, "", LIVE_WAITS) == NULL)
        live_add(&log->menu, line->id, "")->entered_ms = line->time_ms;
}

static enum outcome enter(struct log *log, const struct log_line *line) {
    struct live_call *former = find(log, line, LIVE_WAITS);
    struct live_call *came = live_find(&log->menu, line->id, "", LIVE_WAITS);
    if (came != NULL)
        live_remove(&log->menu, came);
    enum outcome outcome = DONE;
    if (former != NULL) {
        log->counts->lost_ends += former->entered;
        outcome = cut(log, former, PTV_TIME_NONE);
    }
    struct live_call *live = live_add(&log->live, line->id, line->queue);
    live->entered = true;
    live->entered_ms = line->time_ms;
    return outcome;
}

static void ring(struct log *log, const struct log_line *line) {
    struct live_call *live = find(log, line, LIVE_WAITS);
    if (live == NULL)
        live = find(log, line, LIVE_TALKS); /* the others, when one has taken it */
    if (live == NULL)
        live = live_add(&log->live, line->id, line->queue);
    if (live->rings < INT32_MAX)
        live->rings++;
}

static int64_t wait_of(const struct live_call *live, const struct log_line *line) {
    return line->wait_ms != PTV_TIME_NONE ? line->wait_ms : since(live->entered_ms, line->time_ms);
}

static enum outcome connect(struct log *log, const struct log_line *line) {
    struct live_call *former = find(log, line, LIVE_TALKS);
    enum outcome outcome = DONE;
    if (former != NULL) {
        log->counts->lost_ends++;
        outcome = cut(log, former, PTV_TIME_NONE);
    }
    struct live_call *live = leaving(log, line);
    live->wait_ms = wait_of(live, line);
    live->left_ms = line->time_ms;
    live_answer(live, line->agent);
    return outcome;
}

/* Some versions log it twice when a caller hangs up on an agent's answer: the agent tells first. */
static bool is_repeated(struct log *log, const struct log_line *line) {
    if (find(log, line, LIVE_WAITS) != NULL)
        return false;
    struct live_call *left = live_find(&log->left, line->id, line->queue, LIVE_WAITS);
    if (left == NULL)
        return false;
    live_remove(&log->left, left);
    return true;
}

static enum outcome give_up(struct log *log, const struct log_line *line, int32_t outcome) {
    if (outcome == PTV_CALL_ABANDONED && is_repeated(log, line))
        return DONE;
    if (outcome == PTV_CALL_ABANDONED && *line->agent != '\0')
        live_add(&log->left, line->id, line->queue)->entered_ms = line->time_ms;
    struct live_call *live = leaving(log, line);
    return leave(log, live, outcome, wait_of(live, line));
}

/* One that was answered before the log began counts in the log in which it was. */
static enum outcome end_talk(struct log *log, const struct log_line *line) {
    struct live_call *live = find(log, line, LIVE_TALKS);
    int64_t talk_ms = line->talk_ms;
    if (live == NULL) {
        live = find(log, line, LIVE_WAITS);
        if (live == NULL || !live->entered) {
            if (live != NULL)
                live_remove(&log->live, live);
            log->counts->answered_before++;
            return DONE;
        }
        live_answer(live, line->agent);
    } else if (talk_ms == PTV_TIME_NONE) {
        talk_ms = since(live->left_ms, line->time_ms);
    }
    if (live->wait_ms == PTV_TIME_NONE)
        live->wait_ms = line->wait_ms;
    return complete(log, live, talk_ms, line->event == LOG_TRANSFER);
}

static enum outcome take_event(struct log *log, const struct log_line *line) {
    switch (line->event) {
    case LOG_COME:
        come(log, line);
        return DONE;
    case LOG_ENTER:
        return enter(log, line);
    case LOG_RING:
        ring(log, line);
        return DONE;
    case LOG_CONNECT:
        return connect(log, line);
    case LOG_ABANDON:
        return give_up(log, line, PTV_CALL_ABANDONED);
    case LOG_EXIT:
        return give_up(log, line, PTV_CALL_FLOWED_OUT);
    case LOG_COMPLETE:
    case LOG_TRANSFER:
        return end_talk(log, line);
    default:
        return DONE;
    }
}

/* ── lines ───────────────────────────────────────────────────────────────────────────────────── */

static enum outcome unreadable(struct log *log, const char *shown, enum text complaint) {
    log->counts->unreadable++;
    return faults_cell(&log->sink->faults, &log->lines, complaint, log->file, log->line, shown, 0,
                       0);
}

/* An event of somebody's own is no fault. */
static void unknown(struct log *log, const char *name) {
    struct faults lenient = {.strict = false};
    log->counts->unknown++;
    (void)faults_cell(&lenient, &log->events, TEXT_LOG_EVENT, log->file, log->line, name, 0, 0);
}

static void keep_time(struct log *log, int64_t time_ms) {
    if (log->now_ms != PTV_TIME_NONE && time_ms < log->now_ms)
        log->counts->backwards++;
    log->now_ms = time_ms;
    if (log->latest_ms == PTV_TIME_NONE || time_ms > log->latest_ms)
        log->latest_ms = time_ms;
}

static enum outcome take_line(void *context, struct line *line) {
    struct log *log = context;
    struct log_line read;
    enum outcome outcome = DONE;
    log->line = line->number;
    if (line->len == 0)
        return DONE;
    if (line->is_open)
        report_note(TEXT_LOG_OPEN_LINE, log->file, log->line);
    if (line->is_cut || !log_line_read(line->text, line->len, &read)) {
        log->foreign = log->foreign || !line->is_open;
        return unreadable(log, line->text, TEXT_LOG_LINE);
    }
    keep_time(log, read.time_ms);
    if (read.is_garbled)
        outcome = unreadable(log, read.name, TEXT_LOG_NUMBER);
    if (read.event == LOG_UNKNOWN)
        unknown(log, read.name);
    forget_left(log, read.time_ms - LONGEST_REPEAT);
    if (outcome == DONE)
        outcome = empty_menu(log, read.time_ms - LONGEST_MENU);
    return outcome == DONE ? take_event(log, &read) : outcome;
}

static enum outcome give_columns(struct call_sink *sink) {
    struct columns columns = {0};
    for (size_t i = 0; i < N_COLUMNS; i++)
        columns_add(&columns, column_names[i], strlen(column_names[i]));
    enum outcome outcome = sink->columns(sink->context, &columns);
    columns_free(&columns);
    return outcome;
}

/* The calls that are still there when the log ends: those that talk were answered. */
static enum outcome end_log(struct log *log) {
    enum outcome outcome = DONE;
    while (outcome == DONE && log->live.first != NULL) {
        struct live_call *live = log->live.first;
        log->counts->cut_talks += live->phase == LIVE_TALKS;
        outcome = cut(log, live, since(live->entered_ms, log->latest_ms));
    }
    return outcome == DONE ? empty_menu(log, PTV_TIME_NONE) : outcome;
}

static void tell(unsigned long long n, enum text what, const char *file) {
    if (n > 0)
        report_note(what, file, n);
}

static void tell_counts(const struct log *log, const char *file) {
    const struct log_counts *counts = log->counts;
    faults_tell_cells(&log->lines, TEXT_LOG_LINES_REST, file);
    faults_tell_cells(&log->events, TEXT_LOG_EVENTS_REST, file);
    tell(counts->backwards, TEXT_LOG_BACKWARDS, file);
    tell(counts->begun_before, TEXT_LOG_BEGUN_BEFORE, file);
    tell(counts->answered_before, TEXT_LOG_ANSWERED_BEFORE, file);
    tell(counts->lost_ends, TEXT_LOG_LOST_ENDS, file);
    tell(counts->cut_talks, TEXT_LOG_CUT_TALKS, file);
}

enum outcome calls_asterisk(struct stream *streams, size_t n, struct call_sink *sink,
                            struct log_counts *counts) {
    struct log log = {.sink = sink,
                      .counts = counts,
                      .lines = {.column = "queue_log"},
                      .events = {.column = "queue_log"},
                      .now_ms = PTV_TIME_NONE,
                      .latest_ms = PTV_TIME_NONE};
    struct line_reader reader = {&log, take_line};
    enum outcome outcome = give_columns(sink);
    for (size_t i = 0; i < n && outcome == DONE; i++) {
        log.file = streams[i].name;
        outcome = lines_read(&streams[i], &reader);
    }
    if (outcome == DONE && log.latest_ms == PTV_TIME_NONE && log.foreign) {
        report_error(TEXT_NO_LOG, log.file);
        outcome = FAILED;
    }
    if (outcome == DONE)
        outcome = end_log(&log);
    if (outcome == DONE)
        tell_counts(&log, n > 0 ? streams[n - 1].name : "");
    live_free(&log.live);
    live_free(&log.menu);
    live_free(&log.left);
    free(log.text);
    return outcome;
}

bool calls_look_like_asterisk(const char *bytes, size_t len) {
    struct log_line read;
    for (int i = 0; i < LINES_TO_KNOW && len > 0; i++) {
        const char *feed = memchr(bytes, '\n', len);
        size_t length = feed != NULL ? (size_t)(feed - bytes) : len;
        char *copy = memory_text(bytes, length);
        bool is_line = log_line_read(copy, length, &read);
        free(copy);
        if (is_line)
            return true;
        bytes += feed != NULL ? length + 1 : length;
        len -= feed != NULL ? length + 1 : length;
    }
    return false;
}
