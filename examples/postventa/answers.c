/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "memory.h"
#include "merge.h"
#include "number.h"
#include "select.h"

#define MOST_TOLD  3 /* invalid cells of a column that are shown one by one */
#define CELL_SHOWN 40

struct collector {
    struct survey *survey;
    const struct state_entries *stored;
    struct selection selection;
    size_t by;                   /* column of the groups */
    unsigned long long *invalid; /* by metric */
    unsigned long long long_rows, short_rows;
};

/* The beginning of a cell, not cut inside a character. */
static void cut(const char *cell, char out[CELL_SHOWN + 4]) {
    size_t length = strlen(cell);
    if (length > CELL_SHOWN) {
        length = CELL_SHOWN;
        while (length > 0 && ((unsigned char)cell[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(out, cell, length);
    strcpy(out + length, cell[length] != '\0' ? "..." : "");
}

/* Tells an invalid cell: the first few of a column, or, under --strict, the first at all. */
static enum outcome complain(struct collector *collector, const struct row *row, size_t m,
                             enum text what) {
    const struct metric *metric = &collector->survey->metrics[m];
    bool strict = collector->survey->options->strict;
    char cell[CELL_SHOWN + 4];
    if (++collector->invalid[m] > MOST_TOLD && !strict)
        return DONE;
    cut(row_cell(row, metric->index), cell);
    if (strict)
        report_error(what, row->file, row->line, metric->column, cell, (int)metric->min,
                     (int)metric->max);
    else
        report_note(what, row->file, row->line, metric->column, cell, (int)metric->min,
                    (int)metric->max);
    return strict ? FAILED : DONE;
}

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
    return status == PTV_OUT_OF_SCALE ? complain(collector, row, m, complaint) : DONE;
}

/* A row that does not have the header's number of cells. */
static enum outcome check_shape(struct collector *collector, const struct row *row) {
    if (!row->is_short && !row->is_long)
        return DONE;
    collector->short_rows += row->is_short;
    collector->long_rows += row->is_long;
    if (!collector->survey->options->strict)
        return DONE;
    report_error(row->is_long ? TEXT_STRICT_LONG_ROW : TEXT_STRICT_SHORT_ROW, row->file, row->line);
    return FAILED;
}

/* The states that a row's answers go to; NULL: it is of no group that is wanted. */
static ptv_ratings *states_of(struct collector *collector, const struct row *row) {
    struct survey *survey = collector->survey;
    size_t group;
    if (survey->by == NULL)
        return survey->states;
    bool missing = selection_missing(&collector->selection, row, collector->by);
    const char *name = missing ? "" : row_cell(row, collector->by);
    if (survey->comparing && !groups_find(&survey->groups, name, &group))
        return NULL;
    return survey_group(survey, name);
}

static enum outcome take_row(void *context, const struct row *row) {
    struct collector *collector = context;
    enum outcome outcome = check_shape(collector, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row))
        return outcome;
    ptv_ratings *states = states_of(collector, row);
    if (states == NULL)
        return DONE;
    for (size_t m = 0; m < collector->survey->n_metrics && outcome == DONE; m++)
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

/* --compare COL=A,B: two groups, in this order. */
static enum outcome make_comparison(struct survey *survey, const struct columns *columns) {
    const char *given = survey->options->compare;
    const char *values;
    if (!columns_split(columns, given, &survey->by, &values, NULL)) {
        report_error(TEXT_BAD_COMPARE, given);
        return MISUSED;
    }
    const char *comma = strchr(values, ',');
    if (comma == NULL || strchr(comma + 1, ',') != NULL ||
        ((size_t)(comma - values) == strlen(comma + 1) &&
         strncmp(values, comma + 1, (size_t)(comma - values)) == 0)) {
        report_error(TEXT_BAD_COMPARE, given);
        return MISUSED;
    }
    char *a = memory_text(values, (size_t)(comma - values));
    survey->comparing = true;
    survey_group(survey, a);
    survey_group(survey, comma + 1);
    free(a);
    return DONE;
}

static enum outcome resolve(struct collector *collector, const struct columns *columns) {
    struct survey *survey = collector->survey;
    const struct options *options = survey->options;
    enum outcome outcome = make_metrics(survey, collector->stored, columns);
    if (outcome == DONE && options->compare != NULL)
        outcome = make_comparison(survey, columns);
    else if (options->by != NULL)
        survey->by = memory_text(options->by, strlen(options->by));
    else if (options->file == NULL)
        survey->by = merge_by(collector->stored);
    if (outcome == DONE && survey->by != NULL)
        outcome = columns_find(columns, survey->by, &collector->by);
    else if (outcome == DONE)
        survey_group(survey, "");
    collector->invalid = memory_new(survey->n_metrics, sizeof *collector->invalid);
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
        if (collector->invalid[m] > MOST_TOLD)
            report_note(TEXT_INVALID_REST, file, survey->metrics[m].column,
                        collector->invalid[m] - MOST_TOLD, collector->invalid[m]);
    if (collector->long_rows > 0)
        report_note(TEXT_LONG_ROWS, file, collector->long_rows);
    if (collector->short_rows > 0)
        report_note(TEXT_SHORT_ROWS, file, collector->short_rows);
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
    struct collector collector = {.survey = survey, .stored = stored};
    const struct options *options = survey->options;
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
    free(collector.invalid);
    return outcome;
}
