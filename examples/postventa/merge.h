/* SPDX-License-Identifier: MIT */
/* --save-state and --merge: the states of a survey go to a file, and stored ones join them. */
#ifndef MERGE_H
#define MERGE_H

#include "columns.h"
#include "state_file.h"
#include "survey.h"

/* A stored state. */
struct state_entry {
    const char *file;
    unsigned long long line;
    struct metric metric;
    char *by, *group; /* NULL: not grouped */
    struct count count;
    bool sent_known;
};

struct state_entries {
    struct state_entry *at;
    size_t n, capacity;
};

/* Reads a file's states behind those that are there. */
enum outcome merge_read(const char *path, struct state_entries *entries);

void state_entries_free(struct state_entries *entries);

/* Writes all states of a survey. */
enum outcome merge_save(const char *path, const struct survey *survey);

/* What stored states tell to a survey that was not told otherwise: the metrics, the column that
 * they are grouped by (NULL: none), the columns that there are. */
enum outcome merge_metrics(struct survey *survey, const struct state_entries *stored,
                           const struct columns *columns);
const char *merge_by(const struct state_entries *stored);

/* Which answers of a metric count: what was asked, or, of states alone, what is stored. */
enum repeat merge_repeat(const struct options *options, const struct state_entries *stored,
                         const struct metric *metric);
void merge_columns(const struct state_entries *stored, struct columns *columns);

/* Adds the stored states to those of the survey; refuses what is of another definition. */
enum outcome merge_states(struct survey *survey, const struct state_entries *stored);

#endif
