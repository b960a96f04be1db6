/* SPDX-License-Identifier: MIT */
#include "figures_out.h"

#include <stdlib.h>
#include <string.h>

#include "csv_out.h"
#include "groups.h"

/* What stands beside the figures is in columns behind those that all have: one for each key that
 * any of them has, in the order in which the keys first come. */

#define KEY_SIZE 64

/* The columns of a detail: one, or one for each of its counts. */
static size_t width_of(const struct detail *detail) {
    return detail->kind == DETAIL_COUNTS ? detail->n : 1;
}

static void name_of(char key[KEY_SIZE], const struct detail *detail, size_t i) {
    if (detail->kind == DETAIL_COUNTS)
        snprintf(key, KEY_SIZE, "%s_%zu", detail->key, i);
    else
        snprintf(key, KEY_SIZE, "%s", detail->key);
}

static void collect_keys(struct groups *keys, const struct details *details) {
    char key[KEY_SIZE];
    for (size_t i = 0; i < details->n; i++) {
        for (size_t j = 0; j < width_of(&details->at[i]); j++) {
            name_of(key, &details->at[i], j);
            groups_number(keys, key);
        }
    }
}

static bool is_written(const struct listed *listed) {
    return listed->place != PLACE_TABLE;
}

static void all_keys(struct groups *keys, const struct figures_report *report) {
    const struct service_sheet *sheet = report->service->command->sheet;
    for (size_t i = 0; sheet != NULL && sheet->keys[i] != NULL; i++)
        groups_number(keys, sheet->keys[i]);
    for (size_t i = 0; i < report->parts->n; i++) {
        const struct figures *figures = &report->figures[i];
        for (size_t j = 0; j < figures->n; j++)
            if (is_written(&figures->at[j]))
                collect_keys(keys, &figures->at[j].details);
    }
    for (size_t i = 0; i < report->parts->n; i++)
        collect_keys(keys, &report->figures[i].common);
}

static void put_header(struct csv_out *csv, const struct groups *keys) {
    static const char *const names[] = {
        "metric", "variant",    "column",    "by",    "group",   "against",   "status",
        "n",      "invalid",    "value",     "lower", "upper",   "std_error", "confidence",
        "method", "definition", "statistic", "df",    "p_value",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_text(csv, names[i]);
    for (size_t i = 0; i < keys->n; i++)
        csv_text(csv, keys->names[i]);
    csv_end_row(csv);
}

static void blanks(struct csv_out *csv, size_t n) {
    for (size_t i = 0; i < n; i++)
        csv_text(csv, NULL);
}

static void put_detail(struct csv_out *csv, const struct detail *detail, size_t i) {
    switch (detail->kind) {
    case DETAIL_COUNT:
        csv_count(csv, detail->is.count);
        break;
    case DETAIL_NUMBER:
        csv_number(csv, detail->is.number);
        break;
    case DETAIL_BOOL:
        csv_text(csv, detail->is.truth ? "true" : "false");
        break;
    case DETAIL_COUNTS:
        csv_count(csv, detail->is.counts[i]);
        break;
    default:
        csv_text(csv, detail->is.text);
        break;
    }
}

/* Writes the detail of that key, if there is one. */
static bool put_key(struct csv_out *csv, const struct details *details, const char *wanted) {
    char key[KEY_SIZE];
    for (size_t i = 0; i < details->n; i++) {
        for (size_t j = 0; j < width_of(&details->at[i]); j++) {
            name_of(key, &details->at[i], j);
            if (strcmp(key, wanted) != 0)
                continue;
            put_detail(csv, &details->at[i], j);
            return true;
        }
    }
    return false;
}

static void put_estimate(struct csv_out *csv, const ptv_estimate *estimate) {
    csv_number(csv, estimate->value);
    csv_number(csv, estimate->lower);
    csv_number(csv, estimate->upper);
    csv_number(csv, estimate->std_error);
    csv_number(csv, estimate->confidence);
    csv_text(csv, ptv_method_name(estimate->method));
}

static void put_figure(struct csv_out *csv, const struct figures_report *report, size_t part,
                       const struct listed *listed, const struct groups *keys) {
    const struct states *states = &report->service->states;
    const struct figures *figures = &report->figures[part];
    const ptv_estimate *estimate = &listed->figure.estimate;
    const char *group = report->parts->at[part].group;
    bool is_count = listed->figure.unit == UNIT_COUNT;
    csv_text(csv, listed->figure.name);
    csv_text(csv, listed->variant);
    csv_text(csv, states->column);
    csv_text(csv, group != NULL ? states->grouping.by : NULL);
    csv_text(csv, group);
    csv_text(csv, NULL);
    csv_text(csv, reading_status(estimate->status));
    if (is_count)
        csv_text(csv, NULL);
    else
        csv_count(csv, estimate->n);
    csv_count(csv, figures->invalid);
    if (is_count) {
        csv_count(csv, estimate->n);
        blanks(csv, 5);
    } else {
        put_estimate(csv, estimate);
    }
    csv_text(csv, states->definition);
    blanks(csv, 3);
    for (size_t i = 0; i < keys->n; i++)
        if (!put_key(csv, &listed->details, keys->names[i]) &&
            !put_key(csv, &figures->common, keys->names[i]))
            csv_text(csv, NULL);
    csv_end_row(csv);
}

static void put_difference(struct csv_out *csv, const struct states *states,
                           const struct listed_difference *one, const struct groups *keys) {
    const ptv_comparison *comparison = &one->comparison;
    csv_text(csv, one->name);
    csv_text(csv, one->variant);
    csv_text(csv, states->column);
    csv_text(csv, states->grouping.by);
    csv_text(csv, states->grouping.groups.names[0]);
    csv_text(csv, states->grouping.groups.names[1]);
    csv_text(csv, reading_status(comparison->status));
    blanks(csv, 2);
    csv_number(csv, comparison->difference);
    csv_number(csv, comparison->lower);
    csv_number(csv, comparison->upper);
    csv_number(csv, comparison->std_error);
    csv_number(csv, comparison->confidence);
    csv_text(csv, ptv_method_name(comparison->method));
    csv_text(csv, states->definition);
    csv_number(csv, comparison->statistic);
    csv_number(csv, comparison->df);
    csv_number(csv, comparison->p_value);
    blanks(csv, keys->n);
    csv_end_row(csv);
}

/* Where the rows of a sheet go. */
struct sheet_writer {
    struct csv_out *csv;
    const struct figures_report *report;
    const struct groups *keys;
    size_t part;
};

static void put_row(void *context, const struct listed *row) {
    const struct sheet_writer *writer = context;
    put_figure(writer->csv, writer->report, writer->part, row, writer->keys);
}

static enum outcome put_sheet(struct csv_out *csv, const struct figures_report *report, size_t part,
                              const struct groups *keys) {
    struct service *service = report->service;
    const struct service_sheet *sheet = service->command->sheet;
    struct sheet_writer writer = {csv, report, keys, part};
    if (sheet == NULL)
        return DONE;
    return sheet->rows(service, report->parts->at[part].counted, put_row, &writer);
}

enum outcome figures_csv(const struct figures_report *report, FILE *out) {
    struct csv_out csv = {.out = out};
    struct groups keys = {0};
    enum outcome outcome = DONE;
    all_keys(&keys, report);
    put_header(&csv, &keys);
    for (size_t i = 0; i < report->parts->n && outcome == DONE; i++) {
        const struct figures *figures = &report->figures[i];
        for (size_t j = 0; j < figures->n; j++)
            if (is_written(&figures->at[j]))
                put_figure(&csv, report, i, &figures->at[j], &keys);
        outcome = put_sheet(&csv, report, i, &keys);
    }
    for (size_t i = 0; i < report->differences.n; i++)
        put_difference(&csv, &report->service->states, &report->differences.at[i], &keys);
    groups_free(&keys);
    return outcome;
}
