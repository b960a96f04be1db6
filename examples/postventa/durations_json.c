/* SPDX-License-Identifier: MIT */
#include "durations_json.h"

#include <postventa/version.h>

#include "comparison_json.h"
#include "durations_reading.h"
#include "json.h"
#include "reading.h"

static void put_bounds(struct json *json, const ptv_estimate *estimate) {
    json_number(json, "value", estimate->value);
    json_number(json, "lower", estimate->lower);
    json_number(json, "upper", estimate->upper);
}

static void put_definition(struct json *json, const struct timing *timing) {
    char definition[64];
    snprintf(definition, sizeof definition, DURATIONS_NAME "/%s", timing->clock);
    json_text(json, "definition", definition);
    json_text(json, "calendar", timing->calendar);
}

static void put_time(struct json *json, const char *key, int64_t ms) {
    if (ms >= 0)
        json_count(json, key, (uint64_t)ms);
    else
        json_text(json, key, NULL);
}

static void put_percentiles(struct json *json, const struct durations_reading *reading) {
    json_open(json, "percentiles", '{');
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        json_open(json, reading->percentiles[i].percentile->name, '{');
        put_bounds(json, &reading->percentiles[i].estimate);
        json_close(json, '}');
    }
    json_close(json, '}');
}

/* A count that is only known to be between two is null, and the two stand beside it. */
static void put_limits(struct json *json, const struct durations_reading *reading) {
    json_open(json, "within", '{');
    for (size_t i = 0; i < reading->n_limits; i++) {
        const struct limit_reading *one = &reading->limits[i];
        json_open(json, one->limit->name, '{');
        if (one->at_least == one->at_most) {
            json_count(json, "count", one->at_least);
        } else {
            json_text(json, "count", NULL);
            json_count(json, "at_least", one->at_least);
            json_count(json, "at_most", one->at_most);
        }
        put_bounds(json, &one->share);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void put_reading(struct json *json, const struct durations *durations,
                        const struct durations_reading *reading, const char *group) {
    const ptv_durations_result *result = &reading->result;
    json_line(json);
    json_open(json, NULL, '{');
    json_text(json, "metric", DURATIONS_NAME);
    json_text(json, "column", durations->timing.column);
    json_text(json, "by", group != NULL ? durations->states.grouping.by : NULL);
    json_text(json, "group", group);
    json_text(json, "status", reading_status(result->median.status));
    json_count(json, "n", result->n);
    json_count(json, "missing", result->missing);
    json_count(json, "rejected", result->rejected);
    json_count(json, "invalid", reading->invalid);
    put_bounds(json, &result->median);
    json_number(json, "std_error", result->median.std_error);
    json_number(json, "confidence", result->median.confidence);
    json_text(json, "method", ptv_method_name(result->median.method));
    put_definition(json, &durations->timing);
    json_bool(json, "exact", reading->exact);
    json_number(json, "mean", result->mean.value);
    json_number(json, "mean_lower", result->mean.lower);
    json_number(json, "mean_upper", result->mean.upper);
    json_number(json, "std_dev", result->std_dev_ms);
    json_number(json, "skewness", result->skewness);
    json_bool(json, "skewed", result->skewed != 0);
    put_time(json, "min", result->min_ms);
    put_time(json, "max", result->max_ms);
    put_percentiles(json, reading);
    put_limits(json, reading);
    json_close(json, '}');
}

static void put_difference(struct json *json, const struct durations *durations, const char *name,
                           const ptv_comparison *comparison) {
    json_line(json);
    comparison_json_open(json, &durations->states.grouping, name, durations->timing.column,
                         comparison);
    put_definition(json, &durations->timing);
    json_close(json, '}');
}

enum outcome durations_json(const struct durations *durations, const struct duration_parts *parts,
                            FILE *out) {
    struct json json = {.out = out};
    struct durations_reading reading;
    struct durations_differences differences;
    json_open(&json, NULL, '{');
    json_text(&json, "postventa", ptv_version());
    json_open(&json, "metrics", '[');
    for (size_t i = 0; i < parts->n; i++) {
        if (durations_read(&reading, durations, parts->at[i].tally) != DONE)
            return FAILED;
        put_reading(&json, durations, &reading, parts->at[i].group);
    }
    if (durations->states.grouping.comparing) {
        if (durations_compare(&differences, durations, parts) != DONE)
            return FAILED;
        put_difference(&json, durations, "durations_difference", &differences.median);
        put_difference(&json, durations, "durations_order", &differences.order);
    }
    fputc('\n', out);
    json_close(&json, ']');
    json_close(&json, '}');
    fputc('\n', out);
    return DONE;
}
