/* SPDX-License-Identifier: MIT */
/* From rows to tallies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/key.h>
#include <postventa/revenue.h>
#include <postventa/zone.h>

#include "input.h"
#include "memory.h"
#include "retention.h"

#define USUAL_UNITS 100

struct collector {
    struct service *service;
    struct retention_rules rules;
    struct selection selection;
    struct faults faults;
    struct moment_column time;
    struct cell_faults amounts;
    size_t customer, amount; /* columns */
    int64_t first, last;     /* periods, of all groups; PTV_PERIOD_NONE: none yet */
};

/* ── what is counted ─────────────────────────────────────────────────────────────────────────── */

/* As the options have it, and, where they do not say, the stored states. */
static struct retention_rules make_rules(const struct service *service) {
    const struct retention_options *given = &service->options->retention;
    const struct retention_tally *stored = states_stored(&service->states);
    struct retention_rules rules = {PTV_PERIOD_MONTH, 0,
                                    retention_zone_number(service->options->zone)};
    if (given->period != 0)
        rules.unit = given->period;
    else if (stored != NULL)
        rules.unit = stored->rules.unit;
    if (given->amount == NULL)
        return rules;
    if (given->units != 0)
        rules.units = given->units;
    else
        rules.units = stored != NULL && stored->rules.units > 0 ? stored->rules.units : USUAL_UNITS;
    return rules;
}

/* "customer", or "customer+amount". */
static char *name_columns(const struct retention_options *given) {
    const char *amount = given->amount != NULL ? given->amount : "";
    size_t size = strlen(given->customer) + strlen(amount) + 2;
    char *name = memory_new(size, 1);
    snprintf(name, size, "%s%s%s", given->customer, *amount != '\0' ? "+" : "", amount);
    return name;
}

static void define(const struct collector *collector) {
    struct service *service = collector->service;
    char *definition = retention_define(&collector->rules, service->options->zone);
    char *column = name_columns(&service->options->retention);
    states_define(&service->states, retention_tally_new(&collector->rules), definition, column);
    free(definition);
    free(column);
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct collector *collector = context;
    struct states *states = &collector->service->states;
    const struct retention_options *given = &states->options->retention;
    enum outcome outcome = columns_find(columns, given->customer, &collector->customer);
    if (outcome == DONE)
        outcome = moment_column_find(&collector->time, columns, given->time);
    if (outcome == DONE && given->amount != NULL)
        outcome = columns_find(columns, given->amount, &collector->amount);
    collector->amounts.column = given->amount;
    if (outcome == DONE)
        outcome = grouping_make(&states->grouping, states->options, columns, NULL);
    if (outcome == DONE)
        outcome = selection_make(&collector->selection, states->options, columns);
    return outcome;
}

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

/* Of all groups together, so that the total holds all of them. */
static enum outcome check_periods(struct collector *collector, const struct row *row,
                                  int64_t period) {
    char first[PERIOD_SIZE], last[PERIOD_SIZE];
    bool any = collector->first != PTV_PERIOD_NONE;
    if (!any || period < collector->first)
        collector->first = period;
    if (!any || period > collector->last)
        collector->last = period;
    if (retention_periods_fit(collector->first, collector->last))
        return DONE;
    period_name(first, collector->rules.unit, collector->first);
    period_name(last, collector->rules.unit, collector->last);
    report_error(TEXT_TOO_MANY_PERIODS, row->file, row->line, first, last, PTV_COHORTS_PERIODS);
    return FAILED;
}

/* The amount of a row; one that is blank or cannot be read is missing. */
static enum outcome take_amount(struct collector *collector, const struct row *row,
                                int64_t *amount) {
    int decimals = 0;
    *amount = PTV_AMOUNT_MISSING;
    if (collector->rules.units == 0 ||
        selection_missing(&collector->selection, row, collector->amount))
        return DONE;
    const char *cell = row_cell(row, collector->amount);
    if (money_read(cell, collector->rules.units, amount))
        return DONE;
    for (int32_t units = collector->rules.units; units > 1; units /= 10)
        decimals++;
    return faults_cell(&collector->faults, &collector->amounts, TEXT_CELL_NO_AMOUNT, row->file,
                       row->line, cell, decimals, 0);
}

/* A row whose customer is known and whose time can be read. */
static enum outcome count(struct collector *collector, const struct row *row,
                          struct retention_tally *tally, int64_t period) {
    const char *customer = row_cell(row, collector->customer);
    struct payment payment = {ptv_key_hash(customer, strlen(customer)), period, 0};
    enum outcome outcome = check_periods(collector, row, period);
    if (outcome == DONE)
        outcome = take_amount(collector, row, &payment.amount);
    if (outcome == DONE)
        outcome = states_told(retention_tally_add(tally, &payment));
    return outcome;
}

/* The period of a row's time. */
static enum outcome take_period(struct collector *collector, const struct row *row, int64_t *time,
                                int64_t *period, enum moment *moment) {
    const struct retention *retention = collector->service->context;
    enum outcome outcome =
        moments_read(&retention->moments, &collector->faults, &collector->selection,
                     &collector->time, row, PTV_LOCAL_START, time, moment);
    if (outcome != DONE || *moment != MOMENT_READ ||
        ptv_zone_period(retention->moments.zone, collector->rules.unit, *time, period) >= 0)
        return outcome;
    *moment = MOMENT_INVALID;
    return faults_cell(&collector->faults, &collector->time.faults, TEXT_CELL_NO_TIME, row->file,
                       row->line, row_cell(row, collector->time.column[0]), 0, 0);
}

static enum outcome take_row(void *context, const struct row *row) {
    struct collector *collector = context;
    struct states *states = &collector->service->states;
    size_t group;
    enum moment moment;
    int64_t time, period;
    enum outcome outcome = faults_row(&collector->faults, row);
    if (outcome != DONE || !selection_holds(&collector->selection, row) ||
        !grouping_of(&states->grouping, &collector->selection, row, &group))
        return outcome;
    struct counted *counted = states_of(states, group);
    if (counted == NULL)
        return FAILED;
    struct retention_tally *tally = counted->state;
    outcome = take_period(collector, row, &time, &period, &moment);
    if (outcome != DONE || moment == MOMENT_INVALID) {
        counted->invalid++;
        return outcome;
    }
    bool known = !selection_missing(&collector->selection, row, collector->customer);
    tally->rows++;
    tally->no_customer += !known;
    tally->no_time += known && moment == MOMENT_MISSING;
    if (moment == MOMENT_MISSING)
        return DONE;
    if (tally->latest == PTV_TIME_NONE || time > tally->latest)
        tally->latest = time;
    return known ? count(collector, row, tally, period) : DONE;
}

enum outcome retention_collect(struct service *service) {
    struct retention *retention = service->context;
    const struct options *options = service->options;
    struct collector collector = {.service = service,
                                  .rules = make_rules(service),
                                  .faults = {.strict = options->strict},
                                  .first = PTV_PERIOD_NONE};
    struct input_reader reader = {&collector, take_header, take_row};
    enum outcome outcome = moments_open(&retention->moments, options);
    retention->moments.dates = true;
    define(&collector);
    if (outcome == DONE)
        outcome = input_read(options->file, options->separator, &reader);
    selection_free(&collector.selection);
    if (outcome != DONE)
        return outcome;
    faults_tell_cells(&collector.time.faults, TEXT_INVALID_REST, input_name(options->file));
    faults_tell_cells(&collector.amounts, TEXT_INVALID_REST, input_name(options->file));
    faults_tell_rows(&collector.faults, input_name(options->file));
    return DONE;
}
