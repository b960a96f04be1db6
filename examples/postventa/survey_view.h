/* SPDX-License-Identifier: MIT */
/* What the two kinds of report have in common: one sample in full, or a row for each group. */
#ifndef SURVEY_VIEW_H
#define SURVEY_VIEW_H

#include <stdint.h>

#include "layout.h"
#include "survey.h"
#include "term.h"

struct view {
    const struct survey *survey;
    const struct options *options;
    struct term term;
};

/* Levels from one to another: "4-5", or "5". */
void view_levels(char out[32], int32_t from, int32_t to);

/* The best, or the worst, k levels of a scale, such as "4-5". */
void view_box(char out[32], const struct metric *metric, int32_t k, bool best);

/* Writes a metric of one sample: figures, base, distribution. */
enum outcome survey_sample(const struct view *view, const struct metric *metric,
                           const struct count *count);

/* Writes a metric of all parts, a row each; for --compare, the difference below. */
enum outcome survey_groups(const struct view *view, const struct parts *parts, size_t m);

#endif
