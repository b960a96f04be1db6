/* SPDX-License-Identifier: MIT */
/* The table of cohorts, its averages and how customers moved: in JSON and CSV. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "retention_reading.h"

static void name_period(const struct service *service, char out[PERIOD_SIZE], int64_t period) {
    const struct retention_tally *model = service->states.model;
    period_name(out, model->rules.unit, period);
}

/* ── JSON ────────────────────────────────────────────────────────────────────────────────────── */

static void put_counts(struct json *json, const char *key, const ptv_cohort_cell *cells, size_t n) {
    json_open(json, key, '[');
    for (size_t i = 0; i < n; i++)
        json_count(json, NULL, cells[i].retained);
    json_close(json, ']');
}

/* A column of the cells' estimates: where it begins in one. */
static void put_numbers(struct json *json, const char *key, const ptv_estimate *first,
                        size_t stride, size_t member, size_t n) {
    json_open(json, key, '[');
    for (size_t i = 0; i < n; i++) {
        double value;
        memcpy(&value, (const char *)first + i * stride + member, sizeof value);
        json_number(json, NULL, value);
    }
    json_close(json, ']');
}

static void put_cohort(struct json *json, const struct service *service,
                       const ptv_cohort_cell *cells, size_t n) {
    char name[PERIOD_SIZE];
    name_period(service, name, cells->cohort);
    json_line(json);
    json_open(json, NULL, '{');
    json_text(json, "cohort", name);
    json_count(json, "size", cells->size);
    put_counts(json, "retained", cells, n);
    put_numbers(json, "rate", &cells->rate, sizeof *cells, offsetof(ptv_estimate, value), n);
    put_numbers(json, "lower", &cells->rate, sizeof *cells, offsetof(ptv_estimate, lower), n);
    put_numbers(json, "upper", &cells->rate, sizeof *cells, offsetof(ptv_estimate, upper), n);
    json_open(json, "complete", '[');
    for (size_t i = 0; i < n; i++)
        json_bool(json, NULL, cells[i].rate.status != PTV_INCOMPLETE);
    json_close(json, ']');
    json_close(json, '}');
}

/* How many cells the first cohort of some has. */
static size_t row_length(const ptv_cohort_cell *cells, size_t n) {
    size_t length = 0;
    while (length < n && cells[length].cohort == cells->cohort)
        length++;
    return length;
}

static void put_cohorts(struct json *json, const struct service *service,
                        const struct retention_reading *reading) {
    json_open(json, "cohorts", '[');
    for (size_t i = 0, length; i < reading->n_cells; i += length) {
        length = row_length(&reading->cells[i], reading->n_cells - i);
        put_cohort(json, service, &reading->cells[i], length);
    }
    json_close(json, ']');
}

static void put_averages(struct json *json, const struct retention_reading *reading) {
    const ptv_cohort_average *averages = reading->averages;
    size_t n = reading->n_averages, stride = sizeof *averages;
    const ptv_estimate *pooled = n > 0 ? &averages->pooled : NULL; /* of nobody there are none */
    json_line(json);
    json_open(json, "ages", '[');
    for (size_t i = 0; i < n; i++)
        json_count(json, NULL, (uint64_t)averages[i].age);
    json_close(json, ']');
    put_numbers(json, "average", pooled, stride, offsetof(ptv_estimate, value), n);
    put_numbers(json, "average_lower", pooled, stride, offsetof(ptv_estimate, lower), n);
    put_numbers(json, "average_upper", pooled, stride, offsetof(ptv_estimate, upper), n);
    json_open(json, "average_n", '[');
    for (size_t i = 0; i < n; i++)
        json_count(json, NULL, averages[i].pooled.n);
    json_close(json, ']');
    json_open(json, "average_simple", '[');
    for (size_t i = 0; i < n; i++)
        json_number(json, NULL, averages[i].simple);
    json_close(json, ']');
}

static void put_share(struct json *json, const char *key, const ptv_estimate *share) {
    char bound[32];
    json_number(json, key, share->value);
    snprintf(bound, sizeof bound, "%s_lower", key);
    json_number(json, bound, share->lower);
    snprintf(bound, sizeof bound, "%s_upper", key);
    json_number(json, bound, share->upper);
}

static void put_step(struct json *json, const struct service *service,
                     const struct retention_step *step) {
    const ptv_cohort_movement *movement = &step->movement;
    char name[PERIOD_SIZE];
    name_period(service, name, movement->period);
    json_line(json);
    json_open(json, NULL, '{');
    json_text(json, "period", name);
    json_bool(json, "complete", movement->status == PTV_OK);
    json_count(json, "active", movement->active);
    json_count(json, "new", movement->fresh);
    json_count(json, "back", movement->back);
    json_count(json, "lost", movement->lost);
    json_count(json, "retained", movement->retained);
    put_share(json, "crr", &step->kept);
    put_share(json, "churn", &step->churn);
    json_close(json, '}');
}

static enum outcome put_members(struct service *service, struct json *json,
                                const struct counted *counted) {
    struct retention_reading reading;
    if (retention_reading_take(service, counted->state, &reading) != DONE)
        return FAILED;
    put_cohorts(json, service, &reading);
    put_averages(json, &reading);
    json_line(json);
    json_open(json, "movement", '[');
    for (size_t i = 0; i < reading.n_steps; i++)
        put_step(json, service, &reading.steps[i]);
    json_close(json, ']');
    retention_reading_free(&reading);
    return DONE;
}

/* ── CSV ─────────────────────────────────────────────────────────────────────────────────────── */

#define ROW_DETAILS 8

/* Who takes the rows. */
struct taker {
    void (*put)(void *context, const struct listed *row);
    void *context;
};

/* A row with at most ROW_DETAILS details. */
static void put_row(const struct taker *taker, const char *metric, const ptv_estimate *share,
                    struct detail *details, size_t n) {
    struct listed row = {.figure = {.name = metric, .unit = UNIT_SHARE, .estimate = *share},
                         .details = {.at = details, .n = n}};
    taker->put(taker->context, &row);
}

static struct detail count_of(const char *key, uint64_t count) {
    struct detail detail = {.kind = DETAIL_COUNT, .is.count = count};
    snprintf(detail.key, sizeof detail.key, "%s", key);
    return detail;
}

static struct detail text_of(const char *key, char *text) {
    struct detail detail = {.kind = DETAIL_TEXT, .is.text = text};
    snprintf(detail.key, sizeof detail.key, "%s", key);
    return detail;
}

static struct detail truth_of(const char *key, bool truth) {
    struct detail detail = {.kind = DETAIL_BOOL, .is.truth = truth};
    snprintf(detail.key, sizeof detail.key, "%s", key);
    return detail;
}

static void put_cell(const struct service *service, const ptv_cohort_cell *cell,
                     const struct taker *taker) {
    char name[PERIOD_SIZE];
    bool complete = cell->rate.status != PTV_INCOMPLETE;
    ptv_estimate rate = cell->rate;
    name_period(service, name, cell->cohort);
    rate.n = cell->size; /* of a period that is not over, too */
    struct detail details[ROW_DETAILS] = {
        text_of("cohort", name), count_of("age", (uint64_t)cell->age),
        count_of("retained", cell->retained), truth_of("complete", complete)};
    put_row(taker, "cell", &rate, details, 4);
}

static void put_average(const ptv_cohort_average *average, const struct taker *taker) {
    struct detail details[ROW_DETAILS] = {count_of("age", (uint64_t)average->age),
                                          count_of("retained", figures_part(&average->pooled)),
                                          count_of("cohorts", (uint64_t)average->cohorts)};
    put_row(taker, "average", &average->pooled, details, 3);
}

static void put_movement(const struct service *service, const struct retention_step *step,
                         const struct taker *taker) {
    const ptv_cohort_movement *movement = &step->movement;
    char name[PERIOD_SIZE];
    ptv_estimate share = step->kept;
    share.n = step->start; /* of a period that is not over, too */
    name_period(service, name, movement->period);
    struct detail details[ROW_DETAILS] = {text_of("period", name),
                                          truth_of("complete", movement->status == PTV_OK),
                                          count_of("active", movement->active),
                                          count_of("new", movement->fresh),
                                          count_of("back", movement->back),
                                          count_of("lost", movement->lost),
                                          count_of("retained", movement->retained)};
    put_row(taker, "movement", &share, details, 7);
}

static enum outcome put_rows(struct service *service, const struct counted *counted,
                             void (*put)(void *context, const struct listed *row), void *context) {
    const struct taker taker = {put, context};
    struct retention_reading reading;
    if (retention_reading_take(service, counted->state, &reading) != DONE)
        return FAILED;
    for (size_t i = 0; i < reading.n_cells; i++)
        put_cell(service, &reading.cells[i], &taker);
    for (size_t i = 0; i < reading.n_averages; i++)
        put_average(&reading.averages[i], &taker);
    for (size_t i = 0; i < reading.n_steps; i++)
        put_movement(service, &reading.steps[i], &taker);
    retention_reading_free(&reading);
    return DONE;
}

static const char *const keys[] = {"cohort", "age", "retained", "complete", "cohorts", "period",
                                   "active", "new", "back",     "lost",     NULL};

const struct service_sheet retention_sheet = {
    .draw = retention_draw,
    .figure = "retention",
    .members = put_members,
    .keys = keys,
    .rows = put_rows,
};
