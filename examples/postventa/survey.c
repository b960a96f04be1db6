/* SPDX-License-Identifier: MIT */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "memory.h"
#include "merge.h"
#include "states.h"
#include "survey_csv.h"
#include "survey_json.h"
#include "survey_table.h"

enum outcome survey_count(struct count *count, const struct metric *metric) {
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    *count = (struct count){.ratings = metric->empty};
    if (metric->repeat == REPEAT_ALL)
        return DONE;
    config.scale_min = metric->min;
    config.scale_max = metric->max;
    config.polarity = metric->effort ? PTV_POLARITY_LOW_IS_GOOD : PTV_POLARITY_HIGH_IS_GOOD;
    config.policy = metric->repeat == REPEAT_FIRST ? PTV_PANEL_FIRST : PTV_PANEL_LAST;
    return states_told(ptv_panel_new(&config, NULL, &count->panel));
}

enum outcome survey_make_groups(struct survey *survey) {
    size_t n = survey->grouping.groups.n;
    enum outcome outcome = DONE;
    survey->counts = memory_grow(survey->counts, &survey->counts_capacity, n * survey->n_metrics,
                                 sizeof *survey->counts);
    for (; survey->n_groups < n; survey->n_groups++)
        for (size_t m = 0; m < survey->n_metrics; m++) {
            struct count *count = &survey->counts[survey->n_groups * survey->n_metrics + m];
            enum outcome made = survey_count(count, &survey->metrics[m]);
            outcome = made != DONE ? made : outcome;
        }
    return outcome;
}

struct count *survey_group(struct survey *survey, size_t group) {
    if (group >= survey->n_groups && survey_make_groups(survey) != DONE)
        return NULL;
    return &survey->counts[group * survey->n_metrics];
}

enum outcome survey_add(struct count *to, const struct count *from, const struct metric *metric) {
    ptv_status status = to->panel != NULL ? ptv_panel_merge(to->panel, from->panel)
                                          : ptv_ratings_merge(&to->ratings, &from->ratings);
    if (status >= 0 && from->sent > PTV_COUNT_MAX - to->sent)
        status = PTV_ERR_OVERFLOW;
    if (status < 0) {
        report_error(TEXT_CANNOT_MERGE, metric_name(metric->kind), metric->column,
                     ptv_status_message(status));
        return FAILED;
    }
    to->sent += from->sent;
    return DONE;
}

const uint64_t *survey_sent(const struct survey *survey, const struct count *count) {
    return survey->sent_known ? &count->sent : NULL;
}

/* Takes the answers that count out of a panel. */
static enum outcome settle(struct count *count) {
    return count->panel != NULL ? states_told(ptv_panel_ratings(count->panel, &count->ratings))
                                : DONE;
}

/* Adds the groups up: who is in several is one respondent. */
static enum outcome make_total(const struct survey *survey, struct parts *parts) {
    enum outcome outcome = DONE;
    parts->total = memory_new(survey->n_metrics, sizeof *parts->total);
    for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++) {
        const struct metric *metric = &survey->metrics[m];
        outcome = survey_count(&parts->total[m], metric);
        for (size_t i = 0; i < parts->n && outcome == DONE; i++)
            outcome = survey_add(&parts->total[m], &parts->at[i].counts[m], metric);
        if (outcome == DONE)
            outcome = settle(&parts->total[m]);
    }
    parts->at[parts->n++] = (struct part){NULL, parts->total};
    return outcome;
}

/* The groups in the order in which they are reported; where there are any, the total comes last. */
static enum outcome make_parts(const struct survey *survey, struct parts *parts) {
    size_t n = survey->grouping.groups.n;
    size_t *order = grouping_order(&survey->grouping);
    *parts = (struct parts){.at = memory_new(n + 1, sizeof *parts->at)};
    for (size_t i = 0; i < n; i++) {
        const char *name = grouping_name(&survey->grouping, order[i]);
        parts->at[parts->n++] = (struct part){name, &survey->counts[order[i] * survey->n_metrics]};
    }
    free(order);
    return grouping_has_total(&survey->grouping) ? make_total(survey, parts) : DONE;
}

static void free_counts(struct count *counts, size_t n) {
    for (size_t i = 0; i < n; i++)
        ptv_panel_free(counts[i].panel);
    free(counts);
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
    free_counts(parts.total, parts.total != NULL ? survey->n_metrics : 0);
    return outcome;
}

/* What tells whose answers are read, and when they were given. */
static enum outcome check_repeats(const struct options *options) {
    const struct survey_options *survey = &options->survey;
    const struct option_given of_rows[] = {{"respondent", survey->respondent != NULL},
                                           {"time", survey->time != NULL},
                                           {"time-format", options->time_format != NULL},
                                           {"zone", options->zone != NULL},
                                           {"ignore-offset", options->ignore_offset}};
    size_t n = sizeof of_rows / sizeof *of_rows;
    bool one_each = survey->repeat == REPEAT_FIRST || survey->repeat == REPEAT_LAST;
    if (options->file == NULL)
        return options_refuse(of_rows, n, TEXT_COLUMN_OF_STATES);
    if (!one_each)
        return survey->repeat == REPEAT_ALL ? DONE : options_refuse(of_rows, n, TEXT_NO_REPEAT);
    if (survey->respondent != NULL && survey->time != NULL)
        return DONE;
    report_error(TEXT_WHOSE_REPEATS);
    return MISUSED;
}

static enum outcome check(const struct options *options) {
    enum outcome outcome = options_check(options);
    if (outcome == DONE && options->figures.n + options->merge.n == 0) {
        report_error(TEXT_NOTHING_ASKED);
        outcome = MISUSED;
    }
    return outcome == DONE ? check_repeats(options) : outcome;
}

/* When all has been counted: what is read from it. A number of surveys sent is that of them all. */
static enum outcome settle_all(struct survey *survey) {
    enum outcome outcome = DONE;
    for (size_t i = 0; i < survey->n_groups * survey->n_metrics && outcome == DONE; i++) {
        struct count *count = &survey->counts[i];
        outcome = settle(count);
        if (survey->sent.by_number)
            count->sent = survey->sent.number;
    }
    return outcome;
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
    if (outcome == DONE)
        outcome = settle_all(survey);
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
    free_counts(survey->counts, survey->n_groups * survey->n_metrics);
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
