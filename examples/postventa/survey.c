/* SPDX-License-Identifier: MIT */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "memory.h"
#include "merge.h"
#include "survey_csv.h"
#include "survey_json.h"
#include "survey_table.h"

void survey_make_groups(struct survey *survey) {
    size_t n = survey->grouping.groups.n;
    survey->states = memory_grow(survey->states, &survey->states_capacity, n * survey->n_metrics,
                                 sizeof(ptv_ratings));
    for (; survey->n_groups < n; survey->n_groups++)
        for (size_t m = 0; m < survey->n_metrics; m++)
            survey->states[survey->n_groups * survey->n_metrics + m] = survey->metrics[m].empty;
}

ptv_ratings *survey_group(struct survey *survey, size_t group) {
    if (group >= survey->n_groups)
        survey_make_groups(survey);
    return &survey->states[group * survey->n_metrics];
}

enum outcome survey_add(ptv_ratings *to, const ptv_ratings *from, const struct metric *metric) {
    ptv_status status = ptv_ratings_merge(to, from);
    if (status < 0) {
        report_error(TEXT_CANNOT_MERGE, metric_name(metric->kind), metric->column,
                     ptv_status_message(status));
        return FAILED;
    }
    return DONE;
}

/* The groups in the order in which they are reported; where there are any, the total comes last. */
static enum outcome make_parts(const struct survey *survey, struct parts *parts) {
    size_t n = survey->grouping.groups.n;
    size_t *order = grouping_order(&survey->grouping);
    bool with_total = grouping_has_total(&survey->grouping);
    *parts = (struct parts){.at = memory_new(n + 1, sizeof *parts->at)};
    for (size_t i = 0; i < n; i++) {
        const char *name = grouping_name(&survey->grouping, order[i]);
        parts->at[parts->n++] = (struct part){name, &survey->states[order[i] * survey->n_metrics]};
    }
    free(order);
    parts->total = memory_new(survey->n_metrics, sizeof *parts->total);
    for (size_t m = 0; m < survey->n_metrics && with_total; m++) {
        parts->total[m] = survey->metrics[m].empty;
        for (size_t i = 0; i < n; i++)
            if (survey_add(&parts->total[m], &parts->at[i].states[m], &survey->metrics[m]) != DONE)
                return FAILED;
    }
    if (with_total)
        parts->at[parts->n++] = (struct part){NULL, parts->total};
    return DONE;
}

static enum outcome write_report(const struct survey *survey) {
    struct parts parts;
    enum outcome outcome = make_parts(survey, &parts);
    if (outcome == DONE) {
        switch (survey->options->format) {
        case FORMAT_JSON:
            outcome = survey_json(survey, &parts, stdout);
            break;
        case FORMAT_CSV:
            outcome = survey_csv(survey, &parts, stdout);
            break;
        default:
            outcome = survey_table(survey, &parts);
            break;
        }
    }
    free(parts.at);
    free(parts.total);
    return outcome;
}

static enum outcome check(const struct options *options) {
    enum outcome outcome = options_check(options);
    if (outcome != DONE || options->figures.n + options->merge.n > 0)
        return outcome;
    report_error(TEXT_NOTHING_ASKED);
    return MISUSED;
}

static enum outcome run(struct survey *survey) {
    const struct options *options = survey->options;
    struct state_entries stored = {0};
    enum outcome outcome = DONE;
    for (size_t i = 0; i < options->merge.n && outcome == DONE; i++)
        outcome = merge_read(options->merge.at[i], &stored);
    if (outcome == DONE)
        outcome = answers_collect(survey, &stored);
    if (outcome == DONE)
        outcome = merge_states(survey, &stored);
    if (outcome == DONE && options->save_state != NULL)
        outcome = merge_save(options->save_state, survey);
    if (outcome == DONE)
        outcome = write_report(survey);
    state_entries_free(&stored);
    return outcome;
}

static void survey_free(struct survey *survey) {
    for (size_t i = 0; i < survey->n_metrics; i++)
        metric_free(&survey->metrics[i]);
    free(survey->metrics);
    grouping_free(&survey->grouping);
    free(survey->states);
}

enum outcome survey_main(int argc, char **argv) {
    struct options options;
    bool finished;
    enum outcome outcome = options_read(COMMAND_SURVEY, argc, argv, &options, &finished);
    if (outcome == DONE && !finished)
        outcome = check(&options);
    if (outcome == DONE && !finished) {
        struct survey survey = {.options = &options};
        outcome = run(&survey);
        survey_free(&survey);
    }
    if (outcome == MISUSED)
        report_error(TEXT_TRY_HELP, "postventa survey --help");
    options_free(&options);
    return outcome;
}
