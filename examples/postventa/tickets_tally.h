/* SPDX-License-Identifier: MIT */
/* What is counted of tickets: a desk, the product's own flag, what was left out; and, beside the
 * desk, the times themselves, so that percentiles are exact as long as they are not too many. */
#ifndef TICKETS_TALLY_H
#define TICKETS_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include <postventa/desk.h>
#include <postventa/proportion.h>

#include "sample.h"
#include "states.h"

/* What was spent in a state of a log. */
struct state_time {
    uint64_t ms;
    uint64_t tickets; /* that spent time in it */
    uint64_t now;     /* that are in it as of the reading */
};

struct ticket_tally {
    ptv_desk *desk;
    ptv_proportion met;  /* a product's own flag */
    uint64_t missing;    /* tickets of which nobody knows when they were opened */
    uint64_t later;      /* tickets that were opened after the reading */
    int64_t as_of, last; /* first and last instant of the readings; PTV_TIME_NONE: none */
    bool of_log;         /* some of it comes from a log of events */
    bool whole;          /* all was counted in this run: what follows is of all of it */
    bool keeping;        /* so is this, and every time is in its sample */
    struct sample samples[PTV_CLOCKS];
    struct state_time states[PTV_TICKET_STATES];
};

/* How tallies are made, merged and stored. */
extern const struct state_kind ticket_tally_kind;

/* Makes an empty one. */
ptv_status ticket_tally_new(const ptv_desk_config *config, struct ticket_tally **tally);

/* Counts a ticket; `met`: PTV_OUTCOME_… of the product's flag. */
ptv_status ticket_tally_add(struct ticket_tally *tally, const ptv_ticket_times *times, int32_t met);

/* Counts a later wait that ended with a reply. */
ptv_status ticket_tally_add_wait(struct ticket_tally *tally, const ptv_ticket_wait *wait);

/* What was counted was as of this instant. */
void ticket_tally_read_at(struct ticket_tally *tally, int64_t as_of);

/* How many times the samples hold. */
size_t ticket_tally_kept(const struct ticket_tally *tally);

/* Gives up the samples: from now on, the desk is all there is. */
void ticket_tally_forget(struct ticket_tally *tally);

/* Makes the samples ready to be read. */
void ticket_tally_sort(struct ticket_tally *tally);

#endif
