/* SPDX-License-Identifier: MIT */
#include "survey_json.h"

#include <postventa/version.h>

#include "comparison_json.h"
#include "json.h"
#include "reading.h"

static void put_figure(struct json *json, const struct figure *figure) {
    char key[64];
    json_number(json, figure->name, figure->estimate.value);
    snprintf(key, sizeof key, "%s_lower", figure->name);
    json_number(json, key, figure->estimate.lower);
    snprintf(key, sizeof key, "%s_upper", figure->name);
    json_number(json, key, figure->estimate.upper);
}

/* The size of a box; null on a scale that has no usual one. */
static void put_levels(struct json *json, const char *key, int32_t levels) {
    if (levels > 0)
        json_count(json, key, (uint64_t)levels);
    else
        json_text(json, key, NULL);
}

static void put_counts(struct json *json, const struct reading *reading) {
    const struct metric *metric = reading->metric;
    json_open(json, "counts", '{');
    for (int32_t level = metric->min; level <= metric->max; level++) {
        char key[16];
        snprintf(key, sizeof key, "%d", (int)level);
        json_count(json, key, reading->counts[level - metric->min]);
    }
    json_close(json, '}');
}

static void put_reading(struct json *json, const struct survey *survey,
                        const struct reading *reading, const char *group) {
    const ptv_estimate *estimate = &reading->figures[0].estimate;
    json_open(json, NULL, '{');
    json_text(json, "metric", metric_name(reading->metric->kind));
    json_text(json, "column", reading->metric->column);
    json_text(json, "by", group != NULL ? survey->grouping.by : NULL);
    json_text(json, "group", group);
    json_text(json, "status", reading_status(estimate->status));
    json_count(json, "n", reading->n);
    json_count(json, "missing", reading->missing);
    json_count(json, "invalid", reading->invalid);
    json_number(json, "value", estimate->value);
    json_number(json, "lower", estimate->lower);
    json_number(json, "upper", estimate->upper);
    json_number(json, "std_error", estimate->std_error);
    json_number(json, "confidence", estimate->confidence);
    json_text(json, "method", ptv_method_name(estimate->method));
    json_text(json, "definition", reading->metric->definition);
    json_text(json, "band", reading->band);
    if (reading->metric->kind == METRIC_NPS) {
        json_count(json, "promoters", reading->promoters);
        json_count(json, "passives", reading->passives);
        json_count(json, "detractors", reading->detractors);
    } else {
        put_levels(json, "top_k", reading->top_k);
        put_levels(json, "bottom_k", reading->bottom_k);
    }
    for (size_t i = 1; i < reading->n_figures; i++)
        put_figure(json, &reading->figures[i]);
    if (reading->response_rate > 0) {
        const struct figure *rate = &reading->figures[reading->response_rate];
        json_text(json, "response_rate_status", reading_status(rate->estimate.status));
        json_count(json, "sent", reading->sent);
    }
    put_counts(json, reading);
    json_close(json, '}');
}

static void put_difference(struct json *json, const struct survey *survey,
                           const struct metric *metric, const struct difference *difference) {
    const ptv_comparison *comparison = &difference->comparison;
    char name[32];
    snprintf(name, sizeof name, "%s_difference", metric_name(metric->kind));
    comparison_json_open(json, &survey->grouping, name, metric->column, comparison);
    json_text(json, "definition", metric->definition);
    json_close(json, '}');
}

static enum outcome put_metric(struct json *json, const struct survey *survey,
                               const struct parts *parts, size_t m) {
    const struct metric *metric = &survey->metrics[m];
    struct reading reading;
    struct difference difference;
    for (size_t i = 0; i < parts->n; i++) {
        const struct count *count = &parts->at[i].counts[m];
        if (reading_take(&reading, metric, &count->ratings, survey_sent(survey, count),
                         survey->options) != DONE)
            return FAILED;
        json_line(json);
        put_reading(json, survey, &reading, parts->at[i].group);
    }
    if (!survey->grouping.comparing)
        return DONE;
    if (reading_compare(&difference, metric, &parts->at[0].counts[m].ratings,
                        &parts->at[1].counts[m].ratings, survey->options) != DONE)
        return FAILED;
    json_line(json);
    put_difference(json, survey, metric, &difference);
    return DONE;
}

enum outcome survey_json(const struct survey *survey, const struct parts *parts, FILE *out) {
    struct json json = {.out = out};
    enum outcome outcome = DONE;
    json_open(&json, NULL, '{');
    json_text(&json, "postventa", ptv_version());
    json_open(&json, "metrics", '[');
    for (size_t m = 0; m < survey->n_metrics && outcome == DONE; m++)
        outcome = put_metric(&json, survey, parts, m);
    fputc('\n', out);
    json_close(&json, ']');
    json_close(&json, '}');
    fputc('\n', out);
    return outcome;
}
