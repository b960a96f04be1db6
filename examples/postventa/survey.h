/* SPDX-License-Identifier: MIT */
/* The subcommand `survey`: answers to NPS, CSAT and CES from a file of respondents. */
#ifndef SURVEY_H
#define SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include <postventa/ratings.h>

#include "groups.h"
#include "metric.h"
#include "options.h"

/* What has been collected: one state for each metric in each group. Rows that are not grouped are
 * one group without a name. */
struct survey {
    const struct options *options;
    struct metric *metrics;
    size_t n_metrics;
    char *by;       /* the column of the groups; NULL: not grouped */
    bool comparing; /* groups 0 and 1 are A and B of --compare, and there are no others */
    struct groups groups;
    ptv_ratings *states; /* [group * n_metrics + metric] */
    size_t states_capacity;
};

/* A line of the report: a group, or the total of all. */
struct part {
    const char *group; /* NULL: the total */
    const ptv_ratings *states;
};

struct parts {
    struct part *at;
    size_t n;
    ptv_ratings *total;
};

/* Runs the subcommand on argv[2] and the rest; answers how to exit. */
enum outcome survey_main(int argc, char **argv);

/* The states of a group, which comes to be if it is new. */
ptv_ratings *survey_group(struct survey *survey, const char *name);

/* Adds one state to another of the same definition. */
enum outcome survey_add(ptv_ratings *to, const ptv_ratings *from, const struct metric *metric);

#endif
