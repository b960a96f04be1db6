/* SPDX-License-Identifier: MIT */
/* A line of Asterisk's queue_log, as versions 1.8 to 22 write it:
 *
 *     EPOCH|CALL|QUEUE|AGENT|EVENT|DATA…
 */
#ifndef QUEUE_LOG_H
#define QUEUE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_event {
    LOG_UNKNOWN,
    LOG_OTHER,    /* known, and it changes no call: agents that come, go and pause, the system */
    LOG_COME,     /* the call came in, to no queue yet; not all systems log it */
    LOG_ENTER,    /* it came to the queue */
    LOG_RING,     /* an agent was rung and did not answer; the call waits on */
    LOG_CONNECT,  /* an agent took it */
    LOG_ABANDON,  /* its caller hung up */
    LOG_EXIT,     /* it left the queue otherwise */
    LOG_COMPLETE, /* the talk ended */
    LOG_TRANSFER, /* the talk ended, and the call was passed on */
};

/* What a line says; texts are those of the line. */
struct log_line {
    int64_t time_ms; /* since 1970 */
    const char *id, *queue, *agent, *name;
    enum log_event event;
    int64_t wait_ms, talk_ms; /* as the line says; PTV_TIME_NONE: it does not */
    bool is_garbled;          /* where such a time should be is something else */
};

/* Takes a line apart, in place; false: it is none of a queue_log. */
bool log_line_read(char *text, size_t len, struct log_line *line);

#endif
