/* SPDX-License-Identifier: MIT */
/* The command `durations`: how long things took, from two columns of time stamps or one of times. */
#ifndef DURATIONS_H
#define DURATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/durations.h>

#include "options.h"
#include "sample.h"
#include "states.h"
#include "timing.h"

struct durations {
    const struct options *options;
    struct timing timing;
    struct states states;
    struct sample *samples; /* by group: the same durations, as long as they are kept */
    size_t n_samples, samples_capacity;
    size_t kept;  /* values in all samples */
    bool keeping; /* every value that was counted is in its sample */
};

/* What has been counted in a group, or in all. */
struct tally {
    const ptv_durations *state;
    struct sample sample; /* the same durations, as long as they are kept */
    uint64_t invalid;     /* records with a time that could not be read */
};

/* A line of the report: a group, or the total of all. */
struct duration_part {
    const char *group; /* NULL: the total */
    struct tally *tally;
};

struct duration_parts {
    struct duration_part *at;
    size_t n;
    struct tally *tallies; /* by part */
    struct states_parts states;
};

/* Runs the command on argv[2] and the rest; answers how to exit. */
enum outcome durations_main(int argc, char **argv);

/* Counts a duration, PTV_TIME_NONE being a missing and any other negative one a rejected one. */
enum outcome durations_count(struct durations *durations, size_t group, int64_t ms);

/* Gives up the samples: from now on, states are all there is. */
void durations_forget_samples(struct durations *durations);

#endif
