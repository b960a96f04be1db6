/* SPDX-License-Identifier: MIT */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "memory.h"

static char *copy(const char *name) {
    return name != NULL ? memory_text(name, strlen(name)) : NULL;
}

/* The definition is one of a figure of surveys. */
static bool is_known(const char *definition) {
    for (int kind = METRIC_NPS; kind <= METRIC_CES; kind++) {
        const char *name = metric_name((enum metric_kind)kind);
        if (strncmp(definition, name, strlen(name)) == 0 && definition[strlen(name)] == '/')
            return true;
    }
    return false;
}

/* The image is of the definition that its line names: an empty count of that definition takes it. */
static bool read_image(const struct state_line *line, const struct metric *metric,
                       struct count *count) {
    ptv_ratings ratings;
    ptv_panel *panel = NULL;
    if (survey_count(count, metric) != DONE)
        return false;
    if (count->panel == NULL)
        return ptv_ratings_deserialize(&ratings, line->image, line->len) == PTV_OK &&
               ptv_ratings_merge(&count->ratings, &ratings) == PTV_OK;
    ptv_status status = ptv_panel_deserialize(NULL, line->image, line->len, &panel);
    if (status == PTV_OK)
        status = ptv_panel_merge(count->panel, panel);
    ptv_panel_free(panel);
    return memory_status(status) == PTV_OK;
}

static enum state_verdict take(void *context, const struct state_line *line) {
    struct state_entries *entries = context;
    struct metric metric;
    if (!is_known(line->definition))
        return strchr(line->definition, '/') != NULL ? STATE_OF_ANOTHER : STATE_DAMAGED;
    if (line->invalid > 0 || !metric_define(&metric, line->definition, line->column))
        return STATE_DAMAGED;
    entries->at = memory_grow(entries->at, &entries->capacity, entries->n + 1, sizeof *entries->at);
    struct state_entry *entry = &entries->at[entries->n++];
    *entry = (struct state_entry){
        .file = line->file,
        .line = line->line,
        .metric = metric,
        .by = copy(line->by),
        .group = copy(line->group),
        .sent_known = line->sent_known,
    };
    if (!read_image(line, &metric, &entry->count))
        return STATE_DAMAGED;
    entry->count.sent = line->sent;
    return STATE_TAKEN;
}

enum outcome merge_read(const char *path, struct state_entries *entries) {
    struct state_reader reader = {entries, take};
    return state_file_read(path, &reader);
}

void state_entries_free(struct state_entries *entries) {
    for (size_t i = 0; i < entries->n; i++) {
        metric_free(&entries->at[i].metric);
        ptv_panel_free(entries->at[i].count.panel);
        free(entries->at[i].by);
        free(entries->at[i].group);
    }
    free(entries->at);
}

/* The image of a count; with buf NULL only its length. */
static ptv_status serialize(const struct count *count, void *buf, size_t cap, size_t *len) {
    return count->panel != NULL ? ptv_panel_serialize(count->panel, buf, cap, len)
                                : ptv_ratings_serialize(&count->ratings, buf, cap, len);
}

static enum outcome put(struct state_writer *writer, const struct survey *survey, size_t group,
                        size_t m) {
    const struct metric *metric = &survey->metrics[m];
    const struct count *count = &survey->counts[group * survey->n_metrics + m];
    struct state_line line = {
        .definition = metric->definition,
        .column = metric->column,
        .by = survey->grouping.by,
        .group = survey->grouping.groups.names[group],
        .sent_known = survey->sent_known,
        .sent = count->sent,
    };
    ptv_status status = serialize(count, NULL, 0, &line.len);
    unsigned char *image = memory_new(line.len, 1);
    if (status >= 0)
        status = serialize(count, image, line.len, &line.len);
    line.image = image;
    if (status >= 0)
        state_put(writer, &line);
    else
        report_error(TEXT_LIBRARY, ptv_status_message(status));
    free(image);
    return status >= 0 ? DONE : FAILED;
}

enum outcome merge_save(const char *path, const struct survey *survey) {
    enum outcome outcome = DONE;
    struct state_writer writer;
    state_begin(&writer);
    size_t *order = groups_order(&survey->grouping.groups);
    for (size_t g = 0; g < survey->grouping.groups.n && outcome == DONE; g++)
        for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
            outcome = put(&writer, survey, order[g], m);
    free(order);
    return state_end(&writer, outcome, path);
}

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
static enum outcome learn(struct survey *survey, const struct state_entries *stored, size_t i,
                          const struct columns *columns) {
    const struct state_entry *entry = &stored->at[i];
    for (size_t m = 0; m < survey->n_metrics; m++) {
        const struct metric *known = &survey->metrics[m];
        if (same_figure(known, &entry->metric))
            return same_definition(known, &entry->metric) ? DONE : refuse(entry, known);
    }
    struct metric *metric = &survey->metrics[survey->n_metrics++];
    *metric = entry->metric;
    metric->column = memory_text(metric->column, strlen(metric->column));
    metric_set_repeat(metric, merge_repeat(survey->options, stored, metric));
    return columns_find(columns, metric->column, &metric->index);
}

enum outcome merge_metrics(struct survey *survey, const struct state_entries *stored,
                           const struct columns *columns) {
    enum outcome outcome = DONE;
    survey->metrics = memory_new(stored->n, sizeof *survey->metrics);
    for (size_t i = 0; i < stored->n && outcome == DONE; i++)
        outcome = learn(survey, stored, i, columns);
    if (outcome == DONE && survey->n_metrics == 0) {
        report_error(TEXT_NOTHING_STORED);
        outcome = FAILED;
    }
    return outcome;
}

const char *merge_by(const struct state_entries *stored) {
    return stored->n > 0 ? stored->at[0].by : NULL;
}

enum repeat merge_repeat(const struct options *options, const struct state_entries *stored,
                         const struct metric *metric) {
    if (options->survey.repeat != REPEAT_UNSAID)
        return (enum repeat)options->survey.repeat;
    for (size_t i = 0; i < stored->n && options->file == NULL; i++)
        if (same_figure(&stored->at[i].metric, metric))
            return stored->at[i].metric.repeat;
    return REPEAT_ALL;
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
            if (grouping_check(&survey->grouping, stored->at[end].file, stored->at[end].line,
                               stored->at[end].by) != DONE)
                return FAILED;
        for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
            outcome = check_file(survey, &survey->metrics[m], &stored->at[begin], end - begin);
    }
    return outcome;
}

/* How many surveys were sent is known if all that was counted says so; what says nothing is told. */
static void check_sent(struct survey *survey, const struct state_entries *stored) {
    const char *file = survey->options->file;
    const struct state_entry *silent = NULL;
    size_t known = 0;
    for (size_t i = 0; i < stored->n; i++) {
        known += stored->at[i].sent_known;
        if (!stored->at[i].sent_known && silent == NULL)
            silent = &stored->at[i];
    }
    bool here = survey->sent.by_column || (file == NULL && known > 0);
    survey->sent_known = survey->sent.by_number || (here && silent == NULL);
    if (survey->sent.by_number)
        return;
    if (here && silent != NULL)
        report_note(TEXT_SENT_UNKNOWN, silent->file, silent->line);
    else if (!here && known > 0)
        report_note(TEXT_SENT_UNKNOWN_HERE, input_name(file));
}

enum outcome merge_states(struct survey *survey, const struct state_entries *stored) {
    enum outcome outcome = check_files(survey, stored);
    if (outcome == DONE)
        check_sent(survey, stored);
    for (size_t i = 0; i < stored->n && outcome == DONE; i++) {
        const struct state_entry *entry = &stored->at[i];
        size_t group;
        if (!grouping_number(&survey->grouping, entry->group != NULL ? entry->group : "", &group))
            continue;
        struct count *counts = survey_group(survey, group);
        if (counts == NULL)
            return FAILED;
        for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++) {
            const struct metric *metric = &survey->metrics[m];
            if (same_figure(&entry->metric, metric) && same_definition(&entry->metric, metric))
                outcome = survey_add(&counts[m], &entry->count, metric);
        }
    }
    return outcome;
}
