/* SPDX-License-Identifier: MIT */
/* What the report of tickets is made of, shared by its figures, differences and pictures. */
#ifndef TICKETS_FIGURES_H
#define TICKETS_FIGURES_H

#include "durations_reading.h"
#include "figures.h"
#include "tickets.h"

/* What figures are read from. */
struct ticket_source {
    const struct service *service;
    const struct tickets *tickets;
    const struct options *options;
    const struct ticket_tally *tally;
    struct figures *figures;
    ptv_desk_config config;
    ptv_desk_result result;
    bool exact; /* so far */
};

/* Sets a figure apart from those above, unless it is the first that people see. */
void tickets_gap(const struct figures *figures, struct listed *listed);

/* Lists the times of all clocks. */
enum outcome tickets_times(struct ticket_source *source);

/* How many times of the two main clocks were below 0. */
enum outcome tickets_rejected(const struct ticket_source *source, uint64_t *rejected);

/* What the durations of a clock are read from. */
enum outcome tickets_source(const struct ticket_tally *tally, int32_t clock,
                            struct durations_source *source);

/* How a target was attained, and what people call it. */
enum outcome tickets_target_read(const struct service *service, const struct ticket_tally *tally,
                                 int32_t index, ptv_desk_target_result *result);
void tickets_target_label(char out[FIGURES_LABEL], const ptv_desk_target *target);

/* What people call a band of age. */

/* The time in all states of a log. */
uint64_t tickets_time_in_states(const struct tickets *tickets, const struct ticket_tally *tally);

#endif
