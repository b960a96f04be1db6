/* SPDX-License-Identifier: MIT */
#include "durations_csv.h"

#include "csv_out.h"
#include "durations_reading.h"
#include "reading.h"

/* A column of a percentile or a limit: p90, p90_lower … */
static void put_name(struct csv_out *csv, const char *before, const char *name, const char *after) {
    char column[64];
    snprintf(column, sizeof column, "%s%s%s", before, name, after);
    csv_text(csv, column);
}

static void put_header(struct csv_out *csv, const struct durations_reading *reading) {
    static const char *const names[] = {
        "metric",     "column",    "by",         "group",   "against",    "status",
        "n",          "missing",   "rejected",   "invalid", "value",      "lower",
        "upper",      "std_error", "confidence", "method",  "definition", "calendar",
        "statistic",  "df",        "p_value",    "exact",   "mean",       "mean_lower",
        "mean_upper", "std_dev",   "skewness",   "skewed",  "min",        "max",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_text(csv, names[i]);
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        const char *name = reading->percentiles[i].percentile->name;
        put_name(csv, "p", name, "");
        put_name(csv, "p", name, "_lower");
        put_name(csv, "p", name, "_upper");
    }
    for (size_t i = 0; i < reading->n_limits; i++) {
        const char *name = reading->limits[i].limit->name;
        put_name(csv, "within_", name, "_count");
        put_name(csv, "within_", name, "");
        put_name(csv, "within_", name, "_lower");
        put_name(csv, "within_", name, "_upper");
    }
    csv_end_row(csv);
}

static void blanks(struct csv_out *csv, size_t n) {
    for (size_t i = 0; i < n; i++)
        csv_text(csv, NULL);
}

static void put_bounds(struct csv_out *csv, const ptv_estimate *estimate) {
    csv_number(csv, estimate->value);
    csv_number(csv, estimate->lower);
    csv_number(csv, estimate->upper);
}

static void put_definition(struct csv_out *csv, const struct timing *timing) {
    put_name(csv, DURATIONS_NAME "/", timing->clock, "");
    csv_text(csv, timing->calendar);
}

static void put_time(struct csv_out *csv, int64_t ms) {
    if (ms >= 0)
        csv_count(csv, (uint64_t)ms);
    else
        csv_text(csv, NULL);
}

static void put_reading(struct csv_out *csv, const struct durations *durations,
                        const struct durations_reading *reading, const char *group) {
    const ptv_durations_result *result = &reading->result;
    csv_text(csv, DURATIONS_NAME);
    csv_text(csv, durations->timing.column);
    csv_text(csv, group != NULL ? durations->states.grouping.by : NULL);
    csv_text(csv, group);
    csv_text(csv, NULL);
    csv_text(csv, reading_status(result->median.status));
    csv_count(csv, result->n);
    csv_count(csv, result->missing);
    csv_count(csv, result->rejected);
    csv_count(csv, reading->invalid);
    put_bounds(csv, &result->median);
    csv_number(csv, result->median.std_error);
    csv_number(csv, result->median.confidence);
    csv_text(csv, ptv_method_name(result->median.method));
    put_definition(csv, &durations->timing);
    blanks(csv, 3);
    csv_text(csv, reading->exact ? "true" : "false");
    put_bounds(csv, &result->mean);
    csv_number(csv, result->std_dev_ms);
    csv_number(csv, result->skewness);
    csv_text(csv, result->skewed != 0 ? "true" : "false");
    put_time(csv, result->min_ms);
    put_time(csv, result->max_ms);
    for (size_t i = 0; i < reading->n_percentiles; i++)
        put_bounds(csv, &reading->percentiles[i].estimate);
    for (size_t i = 0; i < reading->n_limits; i++) {
        const struct limit_reading *one = &reading->limits[i];
        if (one->at_least == one->at_most)
            csv_count(csv, one->at_least);
        else
            csv_text(csv, NULL);
        put_bounds(csv, &one->share);
    }
    csv_end_row(csv);
}

static void put_difference(struct csv_out *csv, const struct durations *durations,
                           const struct durations_reading *reading, const char *name,
                           const ptv_comparison *comparison) {
    csv_text(csv, name);
    csv_text(csv, durations->timing.column);
    csv_text(csv, durations->states.grouping.by);
    csv_text(csv, durations->states.grouping.groups.names[0]);
    csv_text(csv, durations->states.grouping.groups.names[1]);
    csv_text(csv, reading_status(comparison->status));
    blanks(csv, 4);
    csv_number(csv, comparison->difference);
    csv_number(csv, comparison->lower);
    csv_number(csv, comparison->upper);
    csv_number(csv, comparison->std_error);
    csv_number(csv, comparison->confidence);
    csv_text(csv, ptv_method_name(comparison->method));
    put_definition(csv, &durations->timing);
    csv_number(csv, comparison->statistic);
    csv_number(csv, comparison->df);
    csv_number(csv, comparison->p_value);
    blanks(csv, 9 + 3 * reading->n_percentiles + 4 * reading->n_limits);
    csv_end_row(csv);
}

enum outcome durations_csv(const struct durations *durations, const struct duration_parts *parts,
                           FILE *out) {
    struct csv_out csv = {.out = out};
    struct durations_reading reading;
    struct durations_differences differences;
    for (size_t i = 0; i < parts->n; i++) {
        if (durations_read(&reading, durations, parts->at[i].tally) != DONE)
            return FAILED;
        if (i == 0)
            put_header(&csv, &reading);
        put_reading(&csv, durations, &reading, parts->at[i].group);
    }
    if (!durations->states.grouping.comparing)
        return DONE;
    if (durations_compare(&differences, durations, parts) != DONE)
        return FAILED;
    put_difference(&csv, durations, &reading, "durations_difference", &differences.median);
    put_difference(&csv, durations, &reading, "durations_order", &differences.order);
    return DONE;
}
