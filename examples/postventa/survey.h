/* SPDX-License-Identifier: MIT */
/* The subcommand `survey`: answers to NPS, CSAT and CES from a file of respondents. */
#ifndef SURVEY_H
#define SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include <postventa/panel.h>
#include <postventa/ratings.h>

#include "grouping.h"
#include "metric.h"
#include "options.h"
#include "sent.h"

/* What has been counted of a metric in a group. */
struct count {
    ptv_ratings ratings; /* with a panel: what it holds in the end */
    ptv_panel *panel;    /* one answer a respondent; NULL: every answer counts */
    uint64_t sent;       /* surveys, if it is known */
};

/* What has been collected: a count for each metric in each group. */
struct survey {
    const struct options *options;
    struct metric *metrics;
    size_t n_metrics;
    struct grouping grouping;
    struct count *counts; /* [group * n_metrics + metric] */
    size_t n_groups;      /* that have counts */
    size_t counts_capacity;
    struct sent sent;
    bool sent_known; /* how many surveys were sent, for all that was counted */
};

/* A line of the report: a group, or the total of all. */
struct part {
    const char *group; /* NULL: the total */
    const struct count *counts;
};

struct parts {
    struct part *at;
    size_t n;
    struct count *total; /* NULL: there is none */
};

/* Runs the subcommand on argv[2] and the rest; answers how to exit. */
enum outcome survey_main(int argc, char **argv);

/* Makes empty counts for the groups that have none. */
enum outcome survey_make_groups(struct survey *survey);

/* The counts of a group, by metric. NULL: told why not. */
struct count *survey_group(struct survey *survey, size_t group);

/* An empty count of a metric. */
enum outcome survey_count(struct count *count, const struct metric *metric);

/* Adds one count to another of the same definition. */
enum outcome survey_add(struct count *to, const struct count *from, const struct metric *metric);

/* How many surveys were sent; NULL: not known. */
const uint64_t *survey_sent(const struct survey *survey, const struct count *count);

#endif
