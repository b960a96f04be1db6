/* SPDX-License-Identifier: MIT */
/* What durations are, and so which of them can be merged. */
#ifndef TIMING_H
#define TIMING_H

#include <stdbool.h>
#include <stddef.h>

#include <postventa/durations.h>

#include "options.h"
#include "report.h"

#define DURATIONS_NAME "durations" /* as JSON, CSV and state files call the figure */

/* Where the durations are from, on what clock, held against what. */
struct timing {
    char *column;   /* "opened..resolved", or the column of the values */
    char *clock;    /* "calendar", "business", or "value": as somebody else measured */
    char *calendar; /* business time: the name of the calendar's file; else NULL */
    struct limit limits[MOST_LIMITS]; /* declared, rising */
    size_t n_limits;
    char *definition; /* all of it but the column, as a state file has it */
};

/* Completes a timing of which the rest is known: writes its definition. */
void timing_define(struct timing *timing);

/* Understands a definition, as a state file has it. False: it is none. */
bool timing_parse(struct timing *timing, const char *definition, const char *column);

/* Makes an empty state. */
enum outcome timing_state(const struct timing *timing, ptv_durations **state);

void timing_free(struct timing *timing);

#endif
