/* SPDX-License-Identifier: MIT */
/* --save-state and --merge: what has been counted goes to a file, and what is stored joins it. */
#ifndef DURATIONS_STATE_H
#define DURATIONS_STATE_H

#include "durations.h"

/* A stored state. */
struct stored_tally {
    const char *file;
    unsigned long long line;
    struct timing timing;
    char *by, *group; /* NULL: not grouped */
    struct tally tally;
};

struct stored_tallies {
    struct stored_tally *at;
    size_t n, capacity;
};

/* Reads a file's states behind those that are there. */
enum outcome durations_state_read(const char *path, struct stored_tallies *stored);

/* Adds the stored states to what has been counted; refuses what is of another definition. */
enum outcome durations_state_merge(struct durations *durations,
                                   const struct stored_tallies *stored);

enum outcome durations_state_save(struct durations *durations, const char *path);

void stored_tallies_free(struct stored_tallies *stored);

#endif
