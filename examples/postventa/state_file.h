/* SPDX-License-Identifier: MIT */
/* States in a file, to be merged by a later run. A text of lines:
 *
 *     postventa-state 1
 *     nps/0-10/9-7 column=NETPRO by=AREA group=A state=505456…
 *     end 1 0123456789abcdef
 *
 * A line for each metric and group: its definition, its column, the column and the value that it is
 * grouped by (both left out where it is not), and the library's image of the state in hexadecimal.
 * In names, every byte that is not a visible ASCII character, and "%", is written as %XX. The last
 * line tells how many states there are, and the FNV-1a hash of all bytes before it. */
#ifndef STATE_FILE_H
#define STATE_FILE_H

#include <postventa/ratings.h>

#include "metric.h"
#include "survey.h"

/* One line of a file. */
struct state_entry {
    const char *file;
    unsigned long long line;
    struct metric metric;
    char *by;    /* NULL: not grouped */
    char *group; /* NULL: not grouped */
    ptv_ratings state;
};

struct state_entries {
    struct state_entry *at;
    size_t n, capacity;
};

/* Reads a file's states behind those that are there; refuses a damaged file by name and line. */
enum outcome state_file_read(const char *path, struct state_entries *entries);

/* Writes all states of a survey; a file of that name is replaced at once or not at all. */
enum outcome state_file_write(const char *path, const struct survey *survey);

void state_entries_free(struct state_entries *entries);

#endif
