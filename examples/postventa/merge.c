/* SPDX-License-Identifier: MIT */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* The same figure of the same column, whatever its definition. */
static bool same_figure(const struct metric *a, const struct metric *b) {
    return a->kind == b->kind && strcmp(a->column, b->column) == 0;
}

static bool same_definition(const struct metric *a, const struct metric *b) {
    return strcmp(a->definition, b->definition) == 0;
}

static enum outcome refuse(const struct state_entry *entry, const struct metric *metric) {
    report_error(TEXT_OTHER_DEFINITION, entry->file, entry->line, metric_name(metric->kind),
                 metric->column, entry->metric.definition, metric->definition);
    return FAILED;
}

/* Takes an entry's metric into the survey, if it is not there yet. */
static enum outcome learn(struct survey *survey, const struct state_entry *entry,
                          const struct columns *columns) {
    for (size_t m = 0; m < survey->n_metrics; m++) {
        const struct metric *known = &survey->metrics[m];
        if (same_figure(known, &entry->metric))
            return same_definition(known, &entry->metric) ? DONE : refuse(entry, known);
    }
    struct metric *metric = &survey->metrics[survey->n_metrics++];
    *metric = entry->metric;
    metric->column = memory_text(metric->column, strlen(metric->column));
    return columns_find(columns, metric->column, &metric->index);
}

enum outcome merge_metrics(struct survey *survey, const struct state_entries *stored,
                           const struct columns *columns) {
    enum outcome outcome = DONE;
    survey->metrics = memory_new(stored->n, sizeof *survey->metrics);
    for (size_t i = 0; i < stored->n && outcome == DONE; i++)
        outcome = learn(survey, &stored->at[i], columns);
    if (outcome == DONE && survey->n_metrics == 0) {
        report_error(TEXT_NOTHING_STORED);
        outcome = FAILED;
    }
    return outcome;
}

char *merge_by(const struct state_entries *stored) {
    const char *by = stored->n > 0 ? stored->at[0].by : NULL;
    return by != NULL ? memory_text(by, strlen(by)) : NULL;
}

static void add_once(struct columns *columns, const char *name) {
    if (name != NULL && !columns_have(columns, name))
        columns_add(columns, name, strlen(name));
}

void merge_columns(const struct state_entries *stored, struct columns *columns) {
    for (size_t i = 0; i < stored->n; i++) {
        add_once(columns, stored->at[i].metric.column);
        add_once(columns, stored->at[i].by);
    }
}

/* States are merged only with states that are grouped by the same column, or not at all. */
static enum outcome check_groups(const struct survey *survey, const struct state_entry *entry) {
    const char *here = survey->by, *there = entry->by;
    if (here == NULL && there == NULL)
        return DONE;
    if (here != NULL && there != NULL && strcmp(here, there) == 0)
        return DONE;
    const char *none = text(TEXT_NOT_GROUPED);
    report_error(TEXT_OTHER_GROUPS, entry->file, entry->line, there != NULL ? there : none,
                 here != NULL ? here : none);
    return FAILED;
}

/* Every metric that was asked for must be in every file that holds any, by the same definition. */
static enum outcome check_file(const struct survey *survey, const struct metric *metric,
                               const struct state_entry *first, size_t n) {
    const struct state_entry *other = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!same_figure(&first[i].metric, metric))
            continue;
        if (same_definition(&first[i].metric, metric))
            return DONE;
        other = &first[i];
    }
    if (other != NULL)
        return refuse(other, metric);
    if (survey->options->figures.n == 0)
        return DONE;
    report_error(TEXT_NOT_STORED, first->file, metric_name(metric->kind), metric->column);
    return FAILED;
}

static enum outcome check_files(const struct survey *survey, const struct state_entries *stored) {
    enum outcome outcome = DONE;
    for (size_t begin = 0, end; begin < stored->n && outcome == DONE; begin = end) {
        for (end = begin; end < stored->n && stored->at[end].file == stored->at[begin].file; end++)
            if (check_groups(survey, &stored->at[end]) != DONE)
                return FAILED;
        for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
            outcome = check_file(survey, &survey->metrics[m], &stored->at[begin], end - begin);
    }
    return outcome;
}

/* Where an entry's group goes; NULL: --compare does not want it. */
static ptv_ratings *target(struct survey *survey, const struct state_entry *entry) {
    const char *group = entry->group != NULL ? entry->group : "";
    size_t number;
    if (survey->comparing && !groups_find(&survey->groups, group, &number))
        return NULL;
    return survey_group(survey, group);
}

enum outcome merge_states(struct survey *survey, const struct state_entries *stored) {
    enum outcome outcome = check_files(survey, stored);
    for (size_t i = 0; i < stored->n && outcome == DONE; i++) {
        const struct state_entry *entry = &stored->at[i];
        ptv_ratings *states = target(survey, entry);
        for (size_t m = 0; m < survey->n_metrics && states != NULL && outcome == DONE; m++) {
            const struct metric *metric = &survey->metrics[m];
            if (same_figure(&entry->metric, metric) && same_definition(&entry->metric, metric))
                outcome = survey_add(&states[m], &entry->state, metric);
        }
    }
    return outcome;
}
