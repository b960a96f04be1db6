/* SPDX-License-Identifier: MIT */
#include "survey_csv.h"

#include <string.h>

#include "csv_out.h"
#include "reading.h"

/* What the figures are that stand behind the common columns, each with _lower and _upper. */
static const char *const more[] = {"mean",       "net",     "percent_of_max",
                                   "ease_0_100", "top_box", "response_rate"};

#define N_MORE (sizeof more / sizeof *more)

static void put_header(struct csv_out *csv) {
    static const char *const names[] = {
        "metric",    "column",     "by",        "group",      "against",    "status",
        "n",         "missing",    "invalid",   "value",      "lower",      "upper",
        "std_error", "confidence", "method",    "definition", "band",       "statistic",
        "df",        "p_value",    "promoters", "passives",   "detractors", "top_k",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_text(csv, names[i]);
    for (size_t i = 0; i < N_MORE; i++) {
        char name[64];
        csv_text(csv, more[i]);
        snprintf(name, sizeof name, "%s_lower", more[i]);
        csv_text(csv, name);
        snprintf(name, sizeof name, "%s_upper", more[i]);
        csv_text(csv, name);
    }
    csv_text(csv, "sent");
    csv_end_row(csv);
}

static void blanks(struct csv_out *csv, size_t n) {
    for (size_t i = 0; i < n; i++)
        csv_text(csv, NULL);
}

/* One of the further figures of a metric; the metric's own stands under `value` already. */
static const struct figure *figure_of(const struct reading *reading, const char *name) {
    for (size_t i = 1; i < reading->n_figures; i++)
        if (strcmp(reading->figures[i].name, name) == 0)
            return &reading->figures[i];
    return NULL;
}

static void put_more(struct csv_out *csv, const struct reading *reading) {
    for (size_t i = 0; i < N_MORE; i++) {
        const struct figure *figure = figure_of(reading, more[i]);
        if (figure == NULL) {
            blanks(csv, 3);
            continue;
        }
        csv_number(csv, figure->estimate.value);
        csv_number(csv, figure->estimate.lower);
        csv_number(csv, figure->estimate.upper);
    }
}

static void put_reading(struct csv_out *csv, const struct survey *survey,
                        const struct reading *reading, const char *group) {
    const ptv_estimate *estimate = &reading->figures[0].estimate;
    csv_text(csv, metric_name(reading->metric->kind));
    csv_text(csv, reading->metric->column);
    csv_text(csv, group != NULL ? survey->grouping.by : NULL);
    csv_text(csv, group);
    csv_text(csv, NULL);
    csv_text(csv, reading_status(estimate->status));
    csv_count(csv, reading->n);
    csv_count(csv, reading->missing);
    csv_count(csv, reading->invalid);
    csv_number(csv, estimate->value);
    csv_number(csv, estimate->lower);
    csv_number(csv, estimate->upper);
    csv_number(csv, estimate->std_error);
    csv_number(csv, estimate->confidence);
    csv_text(csv, ptv_method_name(estimate->method));
    csv_text(csv, reading->metric->definition);
    csv_text(csv, reading->band);
    blanks(csv, 3);
    if (reading->metric->kind == METRIC_NPS) {
        csv_count(csv, reading->promoters);
        csv_count(csv, reading->passives);
        csv_count(csv, reading->detractors);
        blanks(csv, 1);
    } else {
        blanks(csv, 3);
        if (reading->top_k > 0)
            csv_count(csv, (uint64_t)reading->top_k);
        else
            blanks(csv, 1);
    }
    put_more(csv, reading);
    if (reading->response_rate > 0)
        csv_count(csv, reading->sent);
    else
        blanks(csv, 1);
    csv_end_row(csv);
}

static void put_difference(struct csv_out *csv, const struct survey *survey,
                           const struct metric *metric, const struct difference *difference) {
    const ptv_comparison *comparison = &difference->comparison;
    char name[32];
    snprintf(name, sizeof name, "%s_difference", metric_name(metric->kind));
    csv_text(csv, name);
    csv_text(csv, metric->column);
    csv_text(csv, survey->grouping.by);
    csv_text(csv, survey->grouping.groups.names[0]);
    csv_text(csv, survey->grouping.groups.names[1]);
    csv_text(csv, reading_status(comparison->status));
    blanks(csv, 3);
    csv_number(csv, comparison->difference);
    csv_number(csv, comparison->lower);
    csv_number(csv, comparison->upper);
    csv_number(csv, comparison->std_error);
    csv_number(csv, comparison->confidence);
    csv_text(csv, ptv_method_name(comparison->method));
    csv_text(csv, metric->definition);
    csv_text(csv, NULL);
    csv_number(csv, comparison->statistic);
    csv_number(csv, comparison->df);
    csv_number(csv, comparison->p_value);
    blanks(csv, 4 + 3 * N_MORE + 1);
    csv_end_row(csv);
}

enum outcome survey_csv(const struct survey *survey, const struct parts *parts, FILE *out) {
    struct csv_out csv = {.out = out};
    struct reading reading;
    struct difference difference;
    put_header(&csv);
    for (size_t m = 0; m < survey->n_metrics; m++) {
        const struct metric *metric = &survey->metrics[m];
        for (size_t i = 0; i < parts->n; i++) {
            const struct part *part = &parts->at[i];
            const struct count *count = &part->counts[m];
            if (reading_take(&reading, metric, &count->ratings, survey_sent(survey, count),
                             survey->options) != DONE)
                return FAILED;
            put_reading(&csv, survey, &reading, part->group);
        }
        if (!survey->grouping.comparing)
            continue;
        if (reading_compare(&difference, metric, &parts->at[0].counts[m].ratings,
                            &parts->at[1].counts[m].ratings, survey->options) != DONE)
            return FAILED;
        put_difference(&csv, survey, metric, &difference);
    }
    return DONE;
}
