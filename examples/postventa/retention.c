/* SPDX-License-Identifier: MIT */
#include "retention.h"

#include <stdio.h>
#include <string.h>

#include <postventa/zone.h>

#include "instant.h"

/* ── until when ──────────────────────────────────────────────────────────────────────────────── */

/* Without a file, the states say in which zone their periods are. */
static enum outcome open_zone(struct service *service) {
    struct retention *retention = service->context;
    struct options options = *service->options;
    if (retention->moments.zone != NULL)
        return DONE;
    options.zone = retention_zone(service->states.definition);
    return moments_open(&retention->moments, &options);
}

static enum outcome find_until(struct service *service, const struct states_parts *parts) {
    struct retention *retention = service->context;
    const struct retention_tally *model = service->states.model;
    const char *given = service->options->as_of;
    enum outcome outcome = DONE;
    retention->until = PTV_TIME_NONE;
    for (size_t i = 0; i < parts->n; i++) {
        const struct retention_tally *tally = parts->at[i].counted->state;
        if (tally->latest > retention->until)
            retention->until = tally->latest;
    }
    if (given != NULL)
        outcome = moments_option(&retention->moments, "until", given, &retention->until);
    if (outcome != DONE || retention->until == PTV_TIME_NONE)
        return outcome;
    return states_told(ptv_zone_period(retention->moments.zone, model->rules.unit, retention->until,
                                       &retention->until_period));
}

/* ── which periods ───────────────────────────────────────────────────────────────────────────── */

static enum outcome held_by(const struct retention_tally *tally, ptv_cohorts_result *held) {
    *held = (ptv_cohorts_result)PTV_COHORTS_RESULT_INIT;
    held->first_active = held->last_active = PTV_PERIOD_NONE;
    return tally->cohorts != NULL ? states_told(ptv_cohorts_read(tally->cohorts, held)) : DONE;
}

static enum outcome find_periods(struct service *service, const struct states_parts *parts) {
    struct retention *retention = service->context;
    const struct retention_tally *model = service->states.model;
    retention->first = retention->last = PTV_PERIOD_NONE;
    retention->last_over = retention->before_last = PTV_PERIOD_NONE;
    for (size_t i = 0; i < parts->n; i++) {
        ptv_cohorts_result held;
        if (held_by(parts->at[i].counted->state, &held) != DONE)
            return FAILED;
        if (held.first_active == PTV_PERIOD_NONE)
            continue;
        if (retention->first == PTV_PERIOD_NONE || held.first_active < retention->first)
            retention->first = held.first_active;
        if (held.last_active > retention->last)
            retention->last = held.last_active;
    }
    if (retention->first == PTV_PERIOD_NONE)
        return DONE;
    if (retention->until_period > retention->first)
        retention->last_over = retention->until_period - 1;
    if (retention->last_over > retention->first)
        retention->before_last = retention->last_over - 1;
    if (retention->last_over > retention->last)
        retention->last = retention->last_over;
    if (retention_periods_fit(retention->first, retention->last))
        return DONE;
    char first[PERIOD_SIZE], last[PERIOD_SIZE];
    period_name(first, model->rules.unit, retention->first);
    period_name(last, model->rules.unit, retention->last);
    report_error(TEXT_TOO_MANY_PERIODS_UNTIL, first, last, PTV_COHORTS_PERIODS);
    return FAILED;
}

/* All groups are read over the same periods. */
static enum outcome widen_all(const struct retention *retention, const struct states_parts *parts) {
    enum outcome outcome = DONE;
    for (size_t i = 0; i < parts->n && retention->first != PTV_PERIOD_NONE && outcome == DONE; i++)
        outcome = states_told(
            retention_tally_widen(parts->at[i].counted->state, retention->first, retention->last));
    return outcome;
}

/* ── who is in several groups ────────────────────────────────────────────────────────────────── */

static enum outcome customers_of(const struct retention_tally *tally, uint64_t *customers) {
    ptv_cohorts_result held;
    enum outcome outcome = held_by(tally, &held);
    *customers = held.customers;
    return outcome;
}

/* Of the two groups that are compared; elsewhere there is a total already. */
static enum outcome unite(const struct states *states, const struct states_parts *parts,
                          uint64_t *customers) {
    void *both = NULL;
    ptv_status status = states->kind->like(states->model, &both);
    for (size_t i = 0; i < parts->n && status >= 0; i++)
        status = states->kind->merge(both, parts->at[i].counted->state);
    enum outcome outcome = states_told(status);
    if (outcome == DONE)
        outcome = customers_of(both, customers);
    states->kind->free(both);
    return outcome;
}

static enum outcome find_shared(struct service *service, const struct states_parts *parts) {
    struct retention *retention = service->context;
    const struct states *states = &service->states;
    uint64_t all = 0, one, sum = 0;
    bool total = grouping_has_total(&states->grouping);
    if (states->grouping.by == NULL)
        return DONE;
    for (size_t i = 0; i < parts->n; i++) {
        if (customers_of(parts->at[i].counted->state, &one) != DONE)
            return FAILED;
        if (parts->at[i].group == NULL)
            all = one;
        else
            sum += one;
    }
    if (!total && unite(states, parts, &all) != DONE)
        return FAILED;
    retention->shared = sum - all;
    return DONE;
}

enum outcome retention_prepare(struct service *service, const struct states_parts *parts) {
    enum outcome outcome = open_zone(service);
    if (outcome == DONE)
        outcome = find_until(service, parts);
    if (outcome == DONE)
        outcome = find_periods(service, parts);
    if (outcome == DONE)
        outcome = widen_all(service->context, parts);
    if (outcome == DONE)
        outcome = find_shared(service, parts);
    return outcome;
}

/* ── the command ─────────────────────────────────────────────────────────────────────────────── */

static void about(const struct service *service, char *out, size_t size) {
    static const enum text kinds[] = {
        [PTV_COHORTS_ON] = TEXT_ABOUT_ON,
        [PTV_COHORTS_ON_OR_AFTER] = TEXT_ABOUT_ON_OR_AFTER,
        [PTV_COHORTS_BRACKET] = TEXT_ABOUT_BRACKET,
    };
    const struct retention_tally *model = service->states.model;
    snprintf(out, size, text(kinds[service->options->retention.kind]),
             period_one(model->rules.unit));
}

static enum outcome check(const struct options *options) {
    const struct retention_options *given = &options->retention;
    const struct option_given of_files[] = {
        {"customer", given->customer != NULL},  {"time", given->time != NULL},
        {"period", given->period != 0},         {"amount", given->amount != NULL},
        {"amount-decimals", given->units != 0}, {"time-format", options->time_format != NULL},
        {"zone", options->zone != NULL},        {"ignore-offset", options->ignore_offset},
    };
    if (options->file == NULL)
        return options_refuse(of_files, sizeof of_files / sizeof *of_files, TEXT_COLUMN_OF_STATES);
    if (given->customer == NULL || given->time == NULL) {
        bool customer = given->customer == NULL;
        report_error(TEXT_NOT_ASKED, customer ? "customer" : "time",
                     text(customer ? TEXT_WHO_CONTACTED : TEXT_WHEN_CONTACTED));
        return MISUSED;
    }
    if (given->amount == NULL && given->units != 0) {
        report_error(TEXT_DECIMALS_OF_NOTHING);
        return MISUSED;
    }
    return DONE;
}

enum outcome retention_main(int argc, char **argv) {
    static const struct service_command command = {
        .command = COMMAND_RETENTION,
        .name = RETENTION_NAME,
        .kind = &retention_tally_kind,
        .title = TEXT_TITLE_RETENTION,
        .check = check,
        .collect = retention_collect,
        .prepare = retention_prepare,
        .read = retention_read,
        .compare = retention_compare,
        .about = about,
        .sheet = &retention_sheet,
    };
    struct retention retention = {0};
    enum outcome outcome = service_main(&command, &retention, argc, argv);
    moments_free(&retention.moments);
    return outcome;
}
