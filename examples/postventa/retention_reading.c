/* SPDX-License-Identifier: MIT */
#include "retention_reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/share.h>

#include "memory.h"

#define USUAL_CONFIDENCE 0.95

ptv_cohorts_options retention_how(const struct service *service) {
    const struct options *options = service->options;
    const struct retention *retention = service->context;
    const struct retention_options *given = &options->retention;
    ptv_cohorts_options how = PTV_COHORTS_OPTIONS_INIT;
    how.confidence = options->confidence;
    how.method = options->share_method;
    how.bounded = 1;
    how.until_period = retention->until_period;
    how.kind = given->kind;
    how.n_brackets = given->n_edges > 0 ? (int32_t)given->n_edges - 1 : 0;
    memcpy(how.bracket, given->edges, given->n_edges * sizeof *given->edges);
    return how;
}

bool retention_has_pair(const struct retention *retention) {
    return retention->before_last != PTV_PERIOD_NONE;
}

/* All groups are read as far as the last period of any. The library goes as far as the group's own
 * last activity and the last period that is over; so with these all are, and those that are not
 * must be marked. */
static ptv_cohorts_options to_the_last(const struct service *service) {
    const struct retention *retention = service->context;
    ptv_cohorts_options how = retention_how(service);
    how.until_period = retention->last + 1;
    return how;
}

/* ── the table of cohorts ────────────────────────────────────────────────────────────────────── */

static ptv_status take_table(const ptv_cohorts *cohorts, const ptv_cohorts_options *how,
                             ptv_cohort_cell **cells, size_t *n) {
    ptv_status status = ptv_cohorts_table(cohorts, how, NULL, 0, n);
    if (status < 0)
        return status;
    *cells = memory_new(*n + 1, sizeof **cells);
    return ptv_cohorts_table(cohorts, how, *cells, *n, n);
}

/* Puts a table in the place of its part in one that goes further. The other cells of that are of
 * periods that are not over, and nobody of the group has been active in them. */
static void put_part(const struct service *service, const ptv_cohort_cell *part, size_t n_part,
                     struct retention_reading *reading) {
    ptv_estimate not_over = retention_nothing(service, PTV_METHOD_WILSON);
    not_over.status = PTV_INCOMPLETE;
    for (size_t i = 0, at = 0; i < reading->n_cells; i++) {
        ptv_cohort_cell *cell = &reading->cells[i];
        if (at < n_part && part[at].cohort == cell->cohort && part[at].age == cell->age)
            *cell = part[at++];
        else
            cell->rate = not_over;
    }
}

static ptv_status read_cells(const struct service *service, const struct retention_tally *tally,
                             struct retention_reading *reading) {
    const struct retention *retention = service->context;
    ptv_cohorts_options how = retention_how(service);
    ptv_status status = take_table(tally->cohorts, &how, &reading->cells, &reading->n_cells);
    bool whole =
        reading->held.last_active >= retention->last || retention->until_period > retention->last;
    if (status < 0 || whole)
        return status;
    ptv_cohort_cell *part = reading->cells;
    size_t n_part = reading->n_cells;
    how = to_the_last(service);
    reading->cells = NULL;
    status = take_table(tally->cohorts, &how, &reading->cells, &reading->n_cells);
    if (status >= 0)
        put_part(service, part, n_part, reading);
    free(part);
    return status;
}

static ptv_status read_table(const struct service *service, const struct retention_tally *tally,
                             struct retention_reading *reading) {
    ptv_cohorts_options how = retention_how(service);
    ptv_status status = read_cells(service, tally, reading);
    if (status >= 0)
        status = ptv_cohorts_averages(reading->cells, reading->n_cells, &how, NULL, 0,
                                      &reading->n_averages);
    if (status < 0)
        return status;
    reading->averages = memory_new(reading->n_averages + 1, sizeof *reading->averages);
    return ptv_cohorts_averages(reading->cells, reading->n_cells, &how, reading->averages,
                                reading->n_averages, &reading->n_averages);
}

/* ── movement ────────────────────────────────────────────────────────────────────────────────── */

static ptv_status read_between(const struct service *service, const struct retention_tally *tally,
                               int64_t first, int64_t last, ptv_cohorts_retention *between) {
    ptv_cohorts_options how = retention_how(service);
    *between = (ptv_cohorts_retention)PTV_COHORTS_RETENTION_INIT;
    return ptv_cohorts_retention_read(tally->cohorts, first, last, 0, &how, between);
}

/* Which share stayed, and which did not. */
static ptv_status read_shares(const struct service *service, struct retention_step *step,
                              const struct retention_step *before) {
    const ptv_cohort_movement *movement = &step->movement;
    int32_t method = service->options->share_method;
    step->kept = step->churn = retention_nothing(service, PTV_METHOD_WILSON);
    step->start = before != NULL ? before->movement.active : 0;
    if (movement->status == PTV_INCOMPLETE)
        step->kept.status = step->churn.status = PTV_INCOMPLETE;
    if (movement->status == PTV_INCOMPLETE || step->start == 0)
        return PTV_OK;
    double confidence = step->kept.confidence;
    ptv_status status =
        ptv_share_interval(movement->retained, step->start, confidence, method, &step->kept);
    if (status >= 0)
        status = ptv_share_interval(movement->lost, step->start, confidence, method, &step->churn);
    return status;
}

static ptv_status read_steps(const struct service *service, const struct retention_tally *tally,
                             struct retention_reading *reading) {
    const struct retention *retention = service->context;
    ptv_cohorts_options further = to_the_last(service);
    size_t n;
    ptv_status status = ptv_cohorts_movements(tally->cohorts, &further, NULL, 0, &n);
    if (status < 0)
        return status;
    ptv_cohort_movement *movements = memory_new(n + 1, sizeof *movements);
    status = ptv_cohorts_movements(tally->cohorts, &further, movements, n, &n);
    reading->n_steps = n;
    reading->steps = memory_new(n + 1, sizeof *reading->steps);
    for (size_t i = 0; i < n && status >= 0; i++) {
        struct retention_step *step = &reading->steps[i];
        step->movement = movements[i];
        if (step->movement.period >= retention->until_period)
            step->movement.status = PTV_INCOMPLETE;
        status = read_shares(service, step, i > 0 ? step - 1 : NULL);
    }
    free(movements);
    return status;
}

/* ── all of a group ──────────────────────────────────────────────────────────────────────────── */

enum outcome retention_reading_take(const struct service *service,
                                    const struct retention_tally *tally,
                                    struct retention_reading *reading) {
    *reading = (struct retention_reading){.held = PTV_COHORTS_RESULT_INIT};
    if (tally->cohorts == NULL)
        return DONE;
    ptv_status status = ptv_cohorts_read(tally->cohorts, &reading->held);
    if (status == PTV_EMPTY)
        return DONE;
    if (status >= 0)
        status = read_table(service, tally, reading);
    if (status >= 0)
        status = read_steps(service, tally, reading);
    if (status < 0)
        retention_reading_free(reading);
    return states_told(status);
}

void retention_reading_free(struct retention_reading *reading) {
    free(reading->cells);
    free(reading->averages);
    free(reading->steps);
    *reading = (struct retention_reading){.held = PTV_COHORTS_RESULT_INIT};
}

/* ── single figures ──────────────────────────────────────────────────────────────────────────── */

ptv_estimate retention_nothing(const struct service *service, int32_t usual_method) {
    const struct options *options = service->options;
    bool chosen = usual_method == PTV_METHOD_WILSON && options->share_method != PTV_METHOD_DEFAULT;
    return (ptv_estimate){
        .value = NAN,
        .lower = NAN,
        .upper = NAN,
        .std_error = NAN,
        .confidence = options->confidence > 0 ? options->confidence : USUAL_CONFIDENCE,
        .status = PTV_EMPTY,
        .method = chosen ? options->share_method : usual_method,
    };
}

enum outcome retention_between(const struct service *service, const struct retention_tally *tally,
                               int64_t first, int64_t last, ptv_cohorts_retention *between) {
    *between = (ptv_cohorts_retention)PTV_COHORTS_RETENTION_INIT;
    between->retention = between->churn = retention_nothing(service, PTV_METHOD_WILSON);
    if (tally->cohorts == NULL || !retention_has_pair(service->context))
        return DONE;
    return states_told(read_between(service, tally, first, last, between));
}

enum outcome retention_second(const struct service *service, const struct retention_tally *tally,
                              ptv_survival_result *second) {
    ptv_cohorts_options how = retention_how(service);
    ptv_survival_options reading = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival *survival;
    reading.confidence = service->options->confidence;
    *second = (ptv_survival_result)PTV_SURVIVAL_RESULT_INIT;
    second->median = retention_nothing(service, PTV_METHOD_ROTHMAN_WILSON);
    if (tally->cohorts == NULL)
        return DONE;
    ptv_status status = ptv_survival_new(NULL, NULL, &survival);
    if (status < 0)
        return states_told(status);
    status = ptv_cohorts_second_activity(tally->cohorts, &how, survival);
    if (status >= 0)
        status = ptv_survival_read(survival, &reading, second);
    ptv_survival_free(survival);
    return states_told(status);
}

/* What a customer paid in the last two periods that are over, and before. */
static ptv_status add_customer(ptv_revenue *revenue, const struct payment *payments, size_t n,
                               int64_t last) {
    int64_t start = 0, end = 0;
    int32_t before = 0;
    for (size_t i = 0; i < n; i++) {
        if (payments[i].period == last - 1)
            start = payments[i].amount;
        else if (payments[i].period == last)
            end = payments[i].amount;
        else if (payments[i].period < last && payments[i].amount > 0)
            before = 1;
    }
    return ptv_revenue_add(revenue, start, end, before);
}

static ptv_status add_customers(ptv_revenue *revenue, const struct money *money, int64_t last) {
    ptv_status status = PTV_OK;
    for (size_t i = 0, n; i < money->n && status >= 0; i += n) {
        n = 1;
        while (i + n < money->n && money->at[i + n].customer == money->at[i].customer)
            n++;
        status = add_customer(revenue, &money->at[i], n, last);
    }
    return status;
}

enum outcome retention_money(const struct service *service, const struct retention_tally *tally,
                             ptv_revenue_result *result) {
    const struct retention *retention = service->context;
    ptv_revenue_options how = PTV_REVENUE_OPTIONS_INIT;
    ptv_revenue revenue;
    struct money money = {0};
    how.confidence = service->options->confidence;
    *result = (ptv_revenue_result)PTV_REVENUE_RESULT_INIT;
    ptv_status status = ptv_revenue_init(&revenue);
    if (status >= 0)
        status = money_join(&money, &tally->money);
    if (status >= 0)
        status = money_settle(&money);
    if (status >= 0 && retention_has_pair(retention))
        status = add_customers(&revenue, &money, retention->last_over);
    if (status >= 0)
        status = ptv_revenue_read(&revenue, &how, result);
    money_free(&money);
    return states_told(status);
}

/* ── ages ────────────────────────────────────────────────────────────────────────────────────── */

const ptv_cohort_average *retention_headline(const struct retention_reading *reading) {
    for (size_t i = 0; i < reading->n_averages; i++)
        if (reading->averages[i].age > 0)
            return &reading->averages[i];
    return NULL;
}

void retention_ages(const struct service *service, int32_t age, int32_t *from, int32_t *to) {
    const struct retention_options *given = &service->options->retention;
    *from = *to = age;
    for (size_t i = 0; i + 1 < given->n_edges; i++)
        if (given->edges[i] == age)
            *to = given->edges[i + 1] - 1;
}
