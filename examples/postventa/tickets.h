/* SPDX-License-Identifier: MIT */
/* The command `tickets`: how long replies and solutions took, targets, reopenings, backlog; from
 * one row a ticket, or from a log with one row an event. */
#ifndef TICKETS_H
#define TICKETS_H

#include <postventa/ticket.h>

#include "moments.h"
#include "service.h"
#include "tickets_tally.h"

/* What a state of a log is called there, and what it does. */
struct state_word {
    char *word;     /* as the log has it; NULL: nobody named the state of the new */
    int32_t preset; /* PTV_STATE_NEW … */
};

struct state_words {
    struct state_word at[PTV_TICKET_STATES];
    size_t n;
};

/* What a log had beside what is counted: the same for all groups. */
struct event_counts {
    uint64_t events;         /* rows that were asked for */
    uint64_t without_id;     /* left out: whose, nobody knows */
    uint64_t without_time;   /* left out: missing or unreadable */
    uint64_t before_opening; /* left out */
    uint64_t contradictory;  /* left out: event and state do not go together */
    uint64_t unknown_states; /* the state is left out */
    uint64_t unknown_events; /* what happened is left out */
    uint64_t out_of_order;   /* put in order of time */
};

/* What the command has beside its states. */
struct tickets {
    struct moments moments;
    struct state_words words; /* of a log */
    struct event_counts log;
    bool is_log;
    bool knows_ends;                         /* something says when tickets ended */
    bool has_first_response, has_resolution; /* somewhere in the report */
};

/* Runs the command on argv[2] and the rest; answers how to exit. */
enum outcome tickets_main(int argc, char **argv);

/* Reads the file that the options name. */
enum outcome tickets_collect(struct service *service);

/* Looks at all that was counted, before anything is read of it. */
enum outcome tickets_prepare(struct service *service, const struct states_parts *parts);

/* Lists the figures of a group, and the differences between two. */
enum outcome tickets_read(struct service *service, const struct counted *counted,
                          struct figures *figures);
enum outcome tickets_compare(struct service *service, const struct counted *a,
                             const struct counted *b, struct differences *differences);

/* Draws how long it took, how the targets were met, and which states the time was spent in. */
enum outcome tickets_picture(struct service *service, const struct term *term,
                             const struct counted *counted);

/* What people call a state. */
const char *tickets_state_name(const struct state_word *word);

/* What the meaning of a state is called, on the command line and in JSON. */
const char *tickets_preset_name(int32_t preset);

/* Understands --states; without it, the states are called as their meanings are. */
enum outcome tickets_states_read(struct state_words *words, const char *given);
void tickets_states_free(struct state_words *words);

#endif
