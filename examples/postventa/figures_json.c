/* SPDX-License-Identifier: MIT */
#include "figures_out.h"

#include <string.h>

#include <postventa/version.h>

#include "comparison_json.h"
#include "json.h"

static void put_counts(struct json *json, const struct detail *detail) {
    json_open(json, detail->key, '[');
    for (size_t i = 0; i < detail->n; i++)
        json_count(json, NULL, detail->is.counts[i]);
    json_close(json, ']');
}

static void put_details(struct json *json, const struct details *details) {
    for (size_t i = 0; i < details->n; i++) {
        const struct detail *detail = &details->at[i];
        switch (detail->kind) {
        case DETAIL_COUNT:
            json_count(json, detail->key, detail->is.count);
            break;
        case DETAIL_NUMBER:
            json_number(json, detail->key, detail->is.number);
            break;
        case DETAIL_BOOL:
            json_bool(json, detail->key, detail->is.truth);
            break;
        case DETAIL_COUNTS:
            put_counts(json, detail);
            break;
        default:
            json_text(json, detail->key, detail->is.text);
            break;
        }
    }
}

static void put_estimate(struct json *json, const ptv_estimate *estimate) {
    json_number(json, "value", estimate->value);
    json_number(json, "lower", estimate->lower);
    json_number(json, "upper", estimate->upper);
    json_number(json, "std_error", estimate->std_error);
    json_number(json, "confidence", estimate->confidence);
    json_text(json, "method", ptv_method_name(estimate->method));
}

static const char *or_null(const char *text) {
    return *text != '\0' ? text : NULL;
}

/* What of the command's sheet belongs to a figure. */
static enum outcome put_sheet(struct json *json, struct service *service,
                              const struct listed *listed, const struct counted *counted) {
    const struct service_sheet *sheet = service->command->sheet;
    if (sheet == NULL || strcmp(sheet->figure, listed->figure.name) != 0)
        return DONE;
    return sheet->members(service, json, counted);
}

static enum outcome put_figure(struct json *json, const struct figures_report *report, size_t part,
                               const struct listed *listed) {
    const struct states *states = &report->service->states;
    const struct figures *figures = &report->figures[part];
    const char *group = report->parts->at[part].group;
    const ptv_estimate *estimate = &listed->figure.estimate;
    bool is_count = listed->figure.unit == UNIT_COUNT;
    json_line(json);
    json_open(json, NULL, '{');
    json_text(json, "metric", listed->figure.name);
    json_text(json, "variant", or_null(listed->variant));
    json_text(json, "column", states->column);
    json_text(json, "by", group != NULL ? states->grouping.by : NULL);
    json_text(json, "group", group);
    json_text(json, "status", reading_status(estimate->status));
    if (!is_count)
        json_count(json, "n", estimate->n);
    json_count(json, "invalid", figures->invalid);
    if (is_count)
        json_count(json, "value", estimate->n);
    else
        put_estimate(json, estimate);
    json_text(json, "definition", states->definition);
    put_details(json, &listed->details);
    put_details(json, &figures->common);
    enum outcome outcome =
        put_sheet(json, report->service, listed, report->parts->at[part].counted);
    json_close(json, '}');
    return outcome;
}

static void put_difference(struct json *json, const struct states *states,
                           const struct listed_difference *one) {
    json_line(json);
    comparison_json_open(json, &states->grouping, one->name, states->column, &one->comparison);
    json_text(json, "variant", or_null(one->variant));
    json_text(json, "definition", states->definition);
    json_close(json, '}');
}

enum outcome figures_json(const struct figures_report *report, FILE *out) {
    const struct states *states = &report->service->states;
    struct json json = {.out = out};
    enum outcome outcome = DONE;
    json_open(&json, NULL, '{');
    json_text(&json, "postventa", ptv_version());
    json_open(&json, "metrics", '[');
    for (size_t i = 0; i < report->parts->n; i++) {
        const struct figures *figures = &report->figures[i];
        for (size_t j = 0; j < figures->n && outcome == DONE; j++)
            if (figures->at[j].place != PLACE_TABLE)
                outcome = put_figure(&json, report, i, &figures->at[j]);
    }
    for (size_t i = 0; i < report->differences.n; i++)
        put_difference(&json, states, &report->differences.at[i]);
    fputc('\n', out);
    json_close(&json, ']');
    json_close(&json, '}');
    fputc('\n', out);
    return outcome;
}
