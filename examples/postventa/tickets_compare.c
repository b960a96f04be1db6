/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>

#include "tickets_figures.h"
#include "tickets_rules.h"

/* What is compared. */
struct pair {
    struct service *service;
    const struct ticket_tally *a, *b;
    struct differences *differences;
};

/* ── times ───────────────────────────────────────────────────────────────────────────────────── */

static enum outcome compare_medians(const struct pair *pair, int32_t clock, const char *name,
                                    enum text label) {
    struct durations_source a, b;
    ptv_comparison comparison;
    if (tickets_source(pair->a, clock, &a) != DONE || tickets_source(pair->b, clock, &b) != DONE ||
        durations_compare_medians(&comparison, pair->service->options, &a, &b) != DONE)
        return FAILED;
    differences_add(pair->differences, name, UNIT_TIME, &comparison, label, NULL);
    return DONE;
}

/* The ratio of the rates at which it happens, with those that still wait: the library compares
 * their logarithms. */
static enum outcome compare_rates(const struct pair *pair, int32_t clock, const char *name,
                                  enum text label) {
    const ptv_survival *a, *b;
    ptv_survival_options how = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_comparison comparison;
    how.confidence = pair->service->options->confidence;
    ptv_status status = ptv_desk_survival(pair->a->desk, clock, &a);
    if (status >= 0)
        status = ptv_desk_survival(pair->b->desk, clock, &b);
    if (status >= 0)
        status = ptv_survival_compare(a, b, &how, &comparison);
    if (status < 0)
        return states_told(status);
    comparison.difference = exp(comparison.difference);
    comparison.lower = exp(comparison.lower);
    comparison.upper = exp(comparison.upper);
    comparison.std_error = NAN;
    differences_add(pair->differences, name, UNIT_SCALE, &comparison, label, NULL)->ratio = true;
    return DONE;
}

static enum outcome compare_clock(const struct pair *pair, int32_t clock) {
    bool first = clock == PTV_CLOCK_FIRST_RESPONSE;
    enum outcome outcome = compare_medians(
        pair, clock, first ? "first_response_ms_difference" : "resolution_ms_difference",
        first ? TEXT_LABEL_FIRST_RESPONSE : TEXT_LABEL_RESOLUTION);
    if (outcome != DONE)
        return outcome;
    return compare_rates(pair, clock, first ? "first_response_rate_ratio" : "resolution_rate_ratio",
                         first ? TEXT_RATE_OF_RESPONSE : TEXT_RATE_OF_RESOLUTION);
}

/* ── shares ──────────────────────────────────────────────────────────────────────────────────── */

static enum outcome compare_targets(const struct pair *pair, int32_t n) {
    for (int32_t i = 0; i < n; i++) {
        ptv_desk_target_result a, b;
        ptv_comparison comparison;
        char label[FIGURES_LABEL], name[DECIMAL_SIZE];
        if (tickets_target_read(pair->service, pair->a, i, &a) != DONE ||
            tickets_target_read(pair->service, pair->b, i, &b) != DONE ||
            states_told(
                figures_compare(pair->service->options,
                                (const uint64_t[]){a.met, a.attainment.n, b.met, b.attainment.n},
                                &comparison)) != DONE)
            return FAILED;
        tickets_target_label(label, &a.target);
        tickets_target_name(name, &a.target);
        struct listed_difference *added = differences_add(
            pair->differences, "sla_difference", UNIT_SHARE, &comparison, TEXT_LABEL_TARGET, label);
        snprintf(added->variant, sizeof added->variant, "%.*s", FIGURES_VARIANT - 1, name);
    }
    return DONE;
}

static enum outcome compare_met(const struct pair *pair) {
    ptv_proportion_options how = PTV_PROPORTION_OPTIONS_INIT;
    ptv_comparison comparison;
    how.confidence = pair->service->options->confidence;
    ptv_status status = ptv_proportion_compare(&pair->a->met, &pair->b->met, &how, &comparison);
    if (status < 0)
        return states_told(status);
    if (status != PTV_EMPTY)
        differences_add(pair->differences, "met_difference", UNIT_SHARE, &comparison,
                        TEXT_LABEL_MET, NULL);
    return DONE;
}

static enum outcome compare_reopened(const struct pair *pair, const ptv_desk_result *a,
                                     const ptv_desk_result *b) {
    const ptv_estimate *first = &a->reopened, *second = &b->reopened;
    ptv_comparison comparison;
    if (first->n == 0 || second->n == 0)
        return DONE;
    enum outcome outcome = states_told(figures_compare(
        pair->service->options,
        (const uint64_t[]){figures_part(first), first->n, figures_part(second), second->n},
        &comparison));
    if (outcome == DONE)
        differences_add(pair->differences, "reopened_difference", UNIT_SHARE, &comparison,
                        TEXT_LABEL_REOPENED, NULL);
    return outcome;
}

enum outcome tickets_compare(struct service *service, const struct counted *a,
                             const struct counted *b, struct differences *differences) {
    const struct tickets *tickets = service->context;
    const struct pair pair = {service, a->state, b->state, differences};
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk_result first = PTV_DESK_RESULT_INIT, second = PTV_DESK_RESULT_INIT;
    enum outcome outcome = states_told(ptv_desk_config_read(pair.a->desk, &config));
    if (outcome == DONE)
        outcome = states_told(ptv_desk_read(pair.a->desk, NULL, &first));
    if (outcome == DONE)
        outcome = states_told(ptv_desk_read(pair.b->desk, NULL, &second));
    if (outcome == DONE && tickets->has_resolution)
        outcome = compare_clock(&pair, PTV_CLOCK_RESOLUTION_LAST);
    if (outcome == DONE && tickets->has_first_response)
        outcome = compare_clock(&pair, PTV_CLOCK_FIRST_RESPONSE);
    if (outcome == DONE)
        outcome = compare_targets(&pair, config.n_targets);
    if (outcome == DONE)
        outcome = compare_met(&pair);
    return outcome == DONE ? compare_reopened(&pair, &first, &second) : outcome;
}
