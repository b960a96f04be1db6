/* SPDX-License-Identifier: MIT */
/* What is read from a tally, in one shape for all output formats. */
#ifndef DURATIONS_READING_H
#define DURATIONS_READING_H

#include "durations.h"

struct percentile_reading {
    const struct percentile *percentile;
    ptv_estimate estimate;
};

struct limit_reading {
    const struct limit *limit;
    ptv_estimate share;
    uint64_t at_least, at_most; /* the same, where it is exactly known */
};

struct durations_reading {
    ptv_durations_result
        result; /* the median, mean and their like; the median exactly, if it can be */
    uint64_t invalid;
    bool exact; /* median and percentiles are those of the values, not of buckets */
    struct percentile_reading percentiles[MOST_PERCENTILES];
    size_t n_percentiles;
    struct limit_reading limits[MOST_LIMITS];
    size_t n_limits;
};

/* The differences between two tallies, the first minus the second. */
struct durations_differences {
    ptv_comparison median;
    ptv_comparison order;
};

/* What durations are read from, whichever command counted them. */
struct durations_source {
    const ptv_durations *state;
    const struct sample *sample; /* the same durations, sorted; NULL: they are not all kept */
    const struct limit *limits;  /* to be read where the options have none */
    size_t n_limits;
};

enum outcome durations_read_source(struct durations_reading *reading, const struct options *options,
                                   const struct durations_source *source);

/* The difference of two medians. */
enum outcome durations_compare_medians(ptv_comparison *comparison, const struct options *options,
                                       const struct durations_source *a,
                                       const struct durations_source *b);

/* What a tally of this command is read from. */
struct durations_source durations_source(const struct durations *durations,
                                         const struct tally *tally);

enum outcome durations_read(struct durations_reading *reading, const struct durations *durations,
                            const struct tally *tally);

enum outcome durations_compare(struct durations_differences *differences,
                               const struct durations *durations,
                               const struct duration_parts *parts);

#endif
