/* SPDX-License-Identifier: MIT */
/* Calls, one by one, whatever file they are in. */
#ifndef CALLS_SOURCE_H
#define CALLS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include <postventa/queue.h>

#include "faults.h"
#include "input.h"
#include "options.h"
#include "select.h"
#include "stream.h"

/* One call; valid during the call that gets it. */
struct seen_call {
    const struct row *row;          /* what --by and --where look at */
    const char *id, *queue, *agent; /* "": not known */
    ptv_call call;
};

/* Who gets the calls. A function that does not answer DONE ends the reading, and tells why itself. */
struct call_sink {
    void *context;
    const struct options *options;
    const struct selection *selection; /* made when the columns are known */
    struct faults faults;
    /* The columns that the rows have: before the first call. */
    enum outcome (*columns)(void *context, const struct columns *columns);
    /* Is the row wanted at all? Before any of its cells is complained about. */
    bool (*wanted)(void *context, const struct row *row);
    enum outcome (*call)(void *context, const struct seen_call *call);
    /* A row that is wanted is no call that can be counted. */
    enum outcome (*invalid)(void *context, const struct row *row);
};

/* What a log said of lines instead of calls; 0 where the file is no log. */
struct log_counts {
    unsigned long long unreadable; /* lines that are no line of a log, or whose numbers are none */
    unsigned long long unknown;    /* events that nobody knows */
    unsigned long long backwards;  /* lines that are earlier than the one before */
    unsigned long long begun_before; /* calls that came before the log began */
    unsigned long long
        answered_before;          /* calls that were answered before it, and are not counted */
    unsigned long long cut_talks; /* calls that had no end when it ended, their talk not known */
    unsigned long long lost_ends; /* visits that came again without having left */
};

/* Rows of a CSV file whose columns the options name. */
enum outcome calls_csv(struct stream *stream, struct call_sink *sink);

/* Detail records of FreeSWITCH's mod_callcenter as CSV, one row a leg. */
enum outcome calls_freeswitch(struct stream *stream, struct call_sink *sink);

/* A queue_log of Asterisk: one line an event. The streams are read in order as one log; they are
 * open, and stay so. */
enum outcome calls_asterisk(struct stream *streams, size_t n, struct call_sink *sink,
                            struct log_counts *counts);

/* The beginning of a file can be nothing but a queue_log. */
bool calls_look_like_asterisk(const char *bytes, size_t len);

/* Columns can be nothing but those of mod_callcenter. */
bool calls_look_like_freeswitch(const struct columns *columns);

/* How calls end, in one word: "answered", "flowed_out" … */
const char *call_outcome_name(int32_t outcome);

#endif
