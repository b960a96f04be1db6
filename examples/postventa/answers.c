/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"
#include "input.h"
#include "memory.h"
#include "number.h"
#include "respondents.h"
#include "select.h"

struct collector {
    struct survey *survey;
    const struct state_entries *stored;
    struct selection selection;
    struct faults faults;
    struct respondents respondents;
    struct cell_faults *cells; /* by metric */
};

/* What a cell says: a score, none, or one on no scale where it cannot be read. */
static int32_t score_of(const struct collector *collector, const struct row *row,
                        const struct metric *metric, enum text *complaint) {
    double value;
    *complaint = TEXT_CELL_OFF_SCALE;
    if (row->is_long)
        *complaint = TEXT_CELL_SHIFTED;
    else if (selection_missing(&collector->selection, row, metric->index))
        return PTV_SCORE_MISSING;
    else if (!number_read(row_cell(row, metric->index), &value))
        *complaint = TEXT_CELL_NO_NUMBER;
    else if (value != floor(value))
        *complaint = TEXT_CELL_FRACTION;
    else if (fabs(value) < INT32_MAX)
        return (int32_t)value;
    return INT32_MAX;
}

/* Counts one cell: as an answer, as missing, or as invalid. Without a place in time, no answer is
 * valid; that has been told. */
static enum outcome count(struct collector *collector, const struct row *row, size_t m,
                          struct count *count, const ptv_response *whose, bool placed) {
    const struct metric *metric = &collector->survey->metrics[m];
    enum text complaint;
    ptv_response response = *whose;
    response.score = score_of(collector, row, metric, &complaint);
    if (!placed && response.score != PTV_SCORE_MISSING)
        response.score = INT32_MAX;
    ptv_status status = count->panel != NULL ? ptv_panel_add(count->panel, &response)
                                             : ptv_ratings_add(&count->ratings, response.score);
    if (status < 0) {
        report_error(TEXT_LIBRARY, ptv_status_message(status));
        return FAILED;
    }
    if (status != PTV_OUT_OF_SCALE || !placed)
        return DONE;
    return faults_cell(&collector->faults, &collector->cells[m], complaint, row->file, row->line,
                       row_cell(row, metric->index), (int)metric->min, (int)metric->max);
}

/* Adds what a row says of surveys sent to all metrics of its group. */
static enum outcome count_sent(struct collector *collector, const struct row *row,
                               struct count *counts) {
    uint64_t sent;
    enum outcome outcome =
        sent_of(&collector->survey->sent, &collector->selection, &collector->faults, row, &sent);
    for (size_t m = 0; m < collector->survey->n_metrics && outcome == DONE; m++) {
        if (sent > PTV_COUNT_MAX - counts[m].sent) {
            report_error(TEXT_LIBRARY, ptv_status_message(PTV_ERR_OVERFLOW));
            return FAILED;
        }
        counts[m].sent += sent;
    }
    return outcome;
}

static enum outcome take_row(void *context, const struct row *row) {
    struct collector *collector = context;
    struct survey *survey = collector->survey;
    size_t group;
    ptv_response whose;
    bool placed;
    enum outcome outcome = faults_row(&collector->faults, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row) ||
        !grouping_of(&survey->grouping, &collector->selection, row, &group))
        return outcome;
    struct count *counts = survey_group(survey, group);
    if (counts == NULL)
        return FAILED;
    outcome = respondents_of(&collector->respondents, &collector->selection, &collector->faults,
                             row, &whose, &placed);
    for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
        outcome = count(collector, row, m, &counts[m], &whose, placed);
    return outcome == DONE ? count_sent(collector, row, counts) : outcome;
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
        metric_set_repeat(metric, merge_repeat(survey->options, stored, metric));
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
        outcome = sent_make(&survey->sent, options, columns, survey->grouping.by != NULL);
    if (outcome == DONE)
        outcome = survey_make_groups(survey);
    collector->cells = memory_new(survey->n_metrics, sizeof *collector->cells);
    for (size_t m = 0; m < survey->n_metrics; m++)
        collector->cells[m].column = survey->metrics[m].column;
    return outcome;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct collector *collector = context;
    enum outcome outcome = resolve(collector, columns);
    if (outcome == DONE)
        outcome = respondents_make(&collector->respondents, collector->survey->options, columns);
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
    respondents_tell(&collector->respondents, file);
    sent_tell(&survey->sent, file);
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
    respondents_free(&collector.respondents);
    selection_free(&collector.selection);
    free(collector.cells);
    return outcome;
}
