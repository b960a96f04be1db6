/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"
#include "input.h"
#include "memory.h"
#include "number.h"
#include "select.h"

struct collector {
    struct survey *survey;
    const struct state_entries *stored;
    struct selection selection;
    struct faults faults;
    struct cell_faults *cells; /* by metric */
};

/* Counts one cell: as an answer, as missing, or as invalid. */
static enum outcome count(struct collector *collector, const struct row *row, size_t m,
                          ptv_ratings *state) {
    const struct metric *metric = &collector->survey->metrics[m];
    int32_t score = INT32_MAX; /* on no scale: what cannot be read is invalid */
    enum text complaint = TEXT_CELL_OFF_SCALE;
    double value;
    if (row->is_long)
        complaint = TEXT_CELL_SHIFTED;
    else if (selection_missing(&collector->selection, row, metric->index))
        score = PTV_SCORE_MISSING;
    else if (!number_read(row_cell(row, metric->index), &value))
        complaint = TEXT_CELL_NO_NUMBER;
    else if (value != floor(value))
        complaint = TEXT_CELL_FRACTION;
    else if (fabs(value) < INT32_MAX)
        score = (int32_t)value;
    ptv_status status = ptv_ratings_add(state, score);
    if (status < 0) {
        report_error(TEXT_LIBRARY, ptv_status_message(status));
        return FAILED;
    }
    if (status != PTV_OUT_OF_SCALE)
        return DONE;
    return faults_cell(&collector->faults, &collector->cells[m], complaint, row->file, row->line,
                       row_cell(row, metric->index), (int)metric->min, (int)metric->max);
}

static enum outcome take_row(void *context, const struct row *row) {
    struct collector *collector = context;
    struct survey *survey = collector->survey;
    size_t group;
    enum outcome outcome = faults_row(&collector->faults, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row) ||
        !grouping_of(&survey->grouping, &collector->selection, row, &group))
        return outcome;
    ptv_ratings *states = survey_group(survey, group);
    for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
        outcome = count(collector, row, m, &states[m]);
    return outcome;
}

/* Which metrics: those that were asked for, or else those that are stored. */
static enum outcome make_metrics(struct survey *survey, const struct state_entries *stored,
                                 const struct columns *columns) {
    const struct figure_wishes *wishes = &survey->options->figures;
    if (wishes->n == 0)
        return merge_metrics(survey, stored, columns);
    survey->metrics = memory_new(wishes->n, sizeof *survey->metrics);
    for (size_t i = 0; i < wishes->n; i++) {
        struct metric *metric = &survey->metrics[survey->n_metrics++];
        enum outcome outcome =
            metric_parse(metric, wishes->at[i].kind, wishes->at[i].column, columns);
        if (outcome != DONE)
            return outcome;
        for (size_t j = 0; j < i; j++) {
            if (strcmp(metric->definition, survey->metrics[j].definition) == 0 &&
                strcmp(metric->column, survey->metrics[j].column) == 0) {
                report_error(TEXT_FIGURE_TWICE, metric_name(metric->kind), wishes->at[i].column);
                return MISUSED;
            }
        }
    }
    return DONE;
}

static enum outcome resolve(struct collector *collector, const struct columns *columns) {
    struct survey *survey = collector->survey;
    const struct options *options = survey->options;
    enum outcome outcome = make_metrics(survey, collector->stored, columns);
    if (outcome == DONE)
        outcome = grouping_make(&survey->grouping, options, columns, merge_by(collector->stored));
    if (outcome == DONE)
        survey_make_groups(survey);
    collector->cells = memory_new(survey->n_metrics, sizeof *collector->cells);
    for (size_t m = 0; m < survey->n_metrics; m++)
        collector->cells[m].column = survey->metrics[m].column;
    return outcome;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct collector *collector = context;
    enum outcome outcome = resolve(collector, columns);
    if (outcome == DONE)
        outcome = selection_make(&collector->selection, collector->survey->options, columns);
    return outcome;
}

/* What was counted as it could be, and should be known. */
static void tell_rest(const struct collector *collector) {
    const struct survey *survey = collector->survey;
    const char *file = input_name(survey->options->file);
    for (size_t m = 0; m < survey->n_metrics; m++)
        faults_tell_cells(&collector->cells[m], TEXT_INVALID_REST, file);
    faults_tell_rows(&collector->faults, file);
}

static enum outcome from_states(struct collector *collector) {
    struct columns columns = {0};
    if (collector->stored->n == 0) {
        report_error(TEXT_NOTHING_STORED);
        return FAILED;
    }
    merge_columns(collector->stored, &columns);
    enum outcome outcome = resolve(collector, &columns);
    columns_free(&columns);
    return outcome;
}

enum outcome answers_collect(struct survey *survey, const struct state_entries *stored) {
    const struct options *options = survey->options;
    struct collector collector = {
        .survey = survey, .stored = stored, .faults = {.strict = options->strict}};
    enum outcome outcome;
    if (options->file != NULL) {
        struct input_reader reader = {&collector, take_header, take_row};
        outcome = input_read(options->file, options->separator, &reader);
        if (outcome == DONE)
            tell_rest(&collector);
    } else {
        outcome = from_states(&collector);
    }
    selection_free(&collector.selection);
    free(collector.cells);
    return outcome;
}
