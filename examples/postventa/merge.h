/* SPDX-License-Identifier: MIT */
/* --merge: stored states join those of a survey. */
#ifndef MERGE_H
#define MERGE_H

#include "columns.h"
#include "state_file.h"
#include "survey.h"

/* What stored states tell to a survey that was not told otherwise: the metrics, the column that
 * they are grouped by (the caller's to free; NULL: none), the columns that there are. */
enum outcome merge_metrics(struct survey *survey, const struct state_entries *stored,
                           const struct columns *columns);
char *merge_by(const struct state_entries *stored);
void merge_columns(const struct state_entries *stored, struct columns *columns);

/* Adds the stored states to those of the survey; refuses what is of another definition. */
enum outcome merge_states(struct survey *survey, const struct state_entries *stored);

#endif
