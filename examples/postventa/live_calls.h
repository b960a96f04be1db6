/* SPDX-License-Identifier: MIT */
/* The calls of a queue log that are not over: found by call and queue, listed in the order in which
 * they came. One that is over leaves nothing behind. */
#ifndef LIVE_CALLS_H
#define LIVE_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum live_phase { LIVE_WAITS, LIVE_TALKS };

/* A visit of a call to a queue. */
struct live_call {
    const char *id, *queue;
    char *agent; /* who took it; NULL: nobody yet */
    enum live_phase phase;
    bool entered;       /* it was seen to come to the queue */
    int64_t entered_ms; /* when it came; PTV_TIME_NONE: before the log */
    int64_t left_ms;    /* when it was answered */
    int64_t wait_ms;    /* until it was answered */
    int32_t rings;
    struct live_call *next_in_slot, *before, *after;
    uint64_t hash;
};

struct live_calls {
    struct live_call **slots;
    size_t n, n_slots;
    struct live_call *first, *last;
};

/* The latest visit of that call to that queue which is in that phase; NULL: there is none. */
struct live_call *live_find(const struct live_calls *calls, const char *id, const char *queue,
                            enum live_phase phase);

/* Adds one, of which nothing more is known. It waits. */
struct live_call *live_add(struct live_calls *calls, const char *id, const char *queue);

void live_answer(struct live_call *call, const char *agent);

void live_remove(struct live_calls *calls, struct live_call *call);

void live_free(struct live_calls *calls);

#endif
