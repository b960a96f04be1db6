/* SPDX-License-Identifier: MIT */
/* The parts of Erlang's models: what becomes of the calls that find no agent free. */
#ifndef PTVI_ERLANG_H
#define PTVI_ERLANG_H

/* A load in mean handling times. */
struct ptvi_load {
    double erlang;   /* agents that it would keep busy */
    double agents;   /* how many there are */
    double patience; /* mean time that callers are willing to wait */
    double within;   /* limit of the service level */
};

/* The calls that find no agent free; times in mean handling times. */
struct ptvi_waiting {
    double log_odds;      /* how much likelier they are than calls that find just one agent free */
    double answered;      /* share of them that is answered */
    double within;        /* share of them that is answered within the limit */
    double abandoned;     /* share of them that hangs up */
    double answered_wait; /* what the answered ones waited, per call of all of them */
};

/* Erlang A: callers hang up when their patience, exponentially distributed, is over. Load and
 * patience from 1e-100 to 1e100. */
struct ptvi_waiting ptvi_waiting_with_patience(const struct ptvi_load *load);

#endif
