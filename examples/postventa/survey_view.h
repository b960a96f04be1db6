/* SPDX-License-Identifier: MIT */
/* What the two kinds of report have in common: one sample in full, or a row for each group. */
#ifndef SURVEY_VIEW_H
#define SURVEY_VIEW_H

#include <stdint.h>

#include "survey.h"
#include "term.h"

#define VIEW_INDENT       2
#define VIEW_SMALL_SAMPLE 30
#define VIEW_METHODS_SIZE 128

struct view {
    const struct survey *survey;
    const struct options *options;
    struct term term;
};

void view_newline(const struct view *view);
void view_indent(const struct view *view);

/* Levels from one to another: "4-5", or "5". */
void view_levels(char out[32], int32_t from, int32_t to);

/* The best, or the worst, k levels of a scale, such as "4-5". */
void view_box(char out[32], const struct metric *metric, int32_t k, bool best);

/* Adds a method's name to a list that does not have it yet. */
void view_add_method(char list[VIEW_METHODS_SIZE], int32_t method);

/* Writes which intervals these are, faintly. */
void view_methods(const struct view *view, double confidence, const char *methods);

/* Writes a metric of one sample: figures, base, distribution. */
enum outcome survey_sample(const struct view *view, const struct metric *metric,
                           const ptv_ratings *state);

/* Writes a metric of all parts, a row each; for --compare, the difference below. */
enum outcome survey_groups(const struct view *view, const struct parts *parts, size_t m);

#endif
