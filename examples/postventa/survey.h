/* SPDX-License-Identifier: MIT */
/* The subcommand `survey`: answers to NPS, CSAT and CES from a file of respondents. */
#ifndef SURVEY_H
#define SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include <postventa/ratings.h>

#include "grouping.h"
#include "metric.h"
#include "options.h"

/* What has been collected: one state for each metric in each group. */
struct survey {
    const struct options *options;
    struct metric *metrics;
    size_t n_metrics;
    struct grouping grouping;
    ptv_ratings *states; /* [group * n_metrics + metric] */
    size_t n_groups;     /* that have states */
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

/* Makes empty states for the groups that have none. */
void survey_make_groups(struct survey *survey);

/* The states of a group. */
ptv_ratings *survey_group(struct survey *survey, size_t group);

/* Adds one state to another of the same definition. */
enum outcome survey_add(ptv_ratings *to, const ptv_ratings *from, const struct metric *metric);

#endif
