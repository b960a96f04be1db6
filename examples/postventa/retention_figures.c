/* SPDX-License-Identifier: MIT */
/* The figures of a group, and the differences between two. */
#include <stdio.h>

#include "instant.h"
#include "retention_reading.h"
#include "show.h"

static int32_t unit_of(const struct service *service) {
    return ((const struct retention_tally *)service->states.model)->rules.unit;
}

static void name_period(const struct service *service, char out[PERIOD_SIZE], int64_t period) {
    period_name(out, unit_of(service), period);
}

/* ── figures ─────────────────────────────────────────────────────────────────────────────────── */

static ptv_estimate pooled_of(const struct service *service,
                              const struct retention_reading *reading) {
    const ptv_cohort_average *average = retention_headline(reading);
    return average != NULL ? average->pooled : retention_nothing(service, PTV_METHOD_WILSON);
}

/* "after 1 month", of the first column behind that of the first period. */
static void show_age(const struct service *service, const struct retention_reading *reading,
                     char out[DECIMAL_SIZE]) {
    const struct retention_options *given = &service->options->retention;
    const ptv_cohort_average *average = retention_headline(reading);
    int32_t from, to;
    int32_t age = 1;
    if (average != NULL)
        age = average->age;
    else if (given->n_edges > 0)
        age = given->edges[given->edges[0] == 0 && given->n_edges > 2];
    retention_ages(service, age, &from, &to);
    period_show_age(out, unit_of(service), from, to);
}

static void add_pooled(const struct service *service, const struct retention_reading *reading,
                       struct figures *figures) {
    static const char *const kinds[] = {[PTV_COHORTS_ON] = "on",
                                        [PTV_COHORTS_ON_OR_AFTER] = "on_or_after",
                                        [PTV_COHORTS_BRACKET] = "bracket"};
    char age[DECIMAL_SIZE], heading[2 * DECIMAL_SIZE];
    ptv_estimate pooled = pooled_of(service, reading);
    bool after = service->options->retention.kind == PTV_COHORTS_ON_OR_AFTER;
    const ptv_cohort_average *average = retention_headline(reading);
    show_age(service, reading, age);
    struct listed *listed =
        figures_add(figures, "retention", UNIT_SHARE, &pooled,
                    after ? TEXT_LABEL_POOLED_OR_LATER : TEXT_LABEL_POOLED, age);
    figures_exactly(listed, figures_part(&pooled), pooled.n);
    snprintf(heading, sizeof heading, text(TEXT_TITLE_POOLED), age);
    figures_heading(listed, heading);
    listed->bold = true;
    detail_text(&listed->details, "unit", period_unit_name(unit_of(service)));
    detail_text(&listed->details, "kind", kinds[service->options->retention.kind]);
    if (average != NULL)
        detail_count(&listed->details, "age", (uint64_t)average->age);
    else
        detail_text(&listed->details, "age", NULL);
    detail_count(&listed->details, "customers", reading->held.customers);
    figures->base = pooled.n;
    listed =
        figures_count(figures, "customers", reading->held.customers, TEXT_LABEL_CUSTOMERS, NULL);
    listed->place = PLACE_TABLE;
    figures_heading(listed, text(TEXT_LABEL_CUSTOMERS));
}

/* "2011-10..2011-11" and "2011-10 – 2011-11" */
static void name_span(const struct service *service, int64_t first, int64_t last, char *variant,
                      size_t variant_size, char *shown, size_t shown_size) {
    char from[PERIOD_SIZE], to[PERIOD_SIZE];
    *variant = '\0';
    snprintf(shown, shown_size, "-");
    if (!retention_has_pair(service->context))
        return;
    name_period(service, from, first);
    name_period(service, to, last);
    snprintf(variant, variant_size, "%s..%s", from, to);
    snprintf(shown, shown_size, "%s – %s", from, to);
}

static void add_counts(struct details *details, const ptv_cohorts_retention *between) {
    detail_count(details, "start", between->start);
    detail_count(details, "end", between->end);
    detail_count(details, "kept", between->kept);
    detail_count(details, "lost", between->lost);
    detail_count(details, "new", between->fresh);
    detail_count(details, "back", between->back);
}

/* Retention and churn from one period to another. */
static enum outcome add_between(const struct service *service, const struct counted *counted,
                                int64_t first, int64_t last, bool heading,
                                struct figures *figures) {
    char variant[2 * PERIOD_SIZE + 4], shown[3 * PERIOD_SIZE];
    ptv_cohorts_retention between;
    if (retention_between(service, counted->state, first, last, &between) != DONE)
        return FAILED;
    name_span(service, first, last, variant, sizeof variant, shown, sizeof shown);
    const struct {
        const char *name;
        const ptv_estimate *share;
        uint64_t part;
        enum text label;
    } both[] = {
        {"crr", &between.retention, between.kept, TEXT_LABEL_CRR},
        {"churn", &between.churn, between.lost, TEXT_LABEL_CHURN},
    };
    for (int i = 0; i < 2; i++) {
        struct listed *listed = figures_add(figures, both[i].name, UNIT_SHARE, both[i].share,
                                            both[i].label, i == 0 ? shown : NULL);
        figures_exactly(listed, both[i].part, between.start);
        snprintf(listed->variant, sizeof listed->variant, "%.23s", variant);
        listed->level = i;
        listed->gap = i == 0 && heading;
        add_counts(&listed->details, &between);
        if (heading && i == 0)
            figures_heading(listed, text(TEXT_TITLE_KEPT));
    }
    return DONE;
}

static enum outcome add_second(const struct service *service, const struct counted *counted,
                               struct figures *figures) {
    ptv_survival_result second;
    if (retention_second(service, counted->state, &second) != DONE)
        return FAILED;
    const char *units = period_units(unit_of(service));
    struct listed *listed = figures_add(figures, "second_activity", UNIT_PERIODS, &second.median,
                                        TEXT_LABEL_SECOND, units);
    listed->gap = true;
    detail_text(&listed->details, "unit", period_unit_name(unit_of(service)));
    detail_count(&listed->details, "events", second.events);
    detail_count(&listed->details, "censored", second.n - second.events);
    return DONE;
}

/* ── money ───────────────────────────────────────────────────────────────────────────────────── */

static void add_sums(struct details *details, const ptv_revenue_result *money, int32_t units) {
    const struct {
        const char *key;
        double sum;
    } sums[] = {
        {"start", money->start},
        {"end", money->end},
        {"expansion", money->expansion},
        {"contraction", money->contraction},
        {"churned", money->churned},
        {"new", money->fresh},
        {"reactivated", money->reactivated},
    };
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        detail_number(details, sums[i].key, sums[i].sum / units);
}

static void add_payers(struct details *details, const ptv_revenue_result *money) {
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {
        {"n_churned", money->n_churned},
        {"n_expanded", money->n_expanded},
        {"n_contracted", money->n_contracted},
        {"n_new", money->n_fresh},
        {"n_reactivated", money->n_reactivated},
        {"n_idle", money->n_idle},
        {"missing", money->missing},
        {"rejected", money->rejected},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        detail_count(details, counts[i].key, counts[i].count);
}

static void add_money_notes(struct figures *figures, const ptv_revenue_result *money) {
    char missing[DECIMAL_SIZE], rejected[DECIMAL_SIZE];
    if (money->missing + money->rejected == 0)
        return;
    show_count(missing, money->missing);
    show_count(rejected, money->rejected);
    figures_note(figures, TEXT_NOTE_MONEY, missing, rejected);
}

static enum outcome add_money(const struct service *service, const struct counted *counted,
                              struct figures *figures) {
    const struct retention *retention = service->context;
    const struct retention_tally *tally = counted->state;
    char variant[2 * PERIOD_SIZE + 4], shown[3 * PERIOD_SIZE];
    ptv_revenue_result money;
    if (tally->rules.units == 0)
        return DONE;
    if (retention_money(service, tally, &money) != DONE)
        return FAILED;
    name_span(service, retention->before_last, retention->last_over, variant, sizeof variant, shown,
              sizeof shown);
    for (int i = 0; i < 2; i++) {
        struct listed *listed = figures_add(figures, i == 0 ? "grr" : "nrr", UNIT_SHARE,
                                            i == 0 ? &money.gross : &money.net,
                                            i == 0 ? TEXT_LABEL_GRR : TEXT_LABEL_NRR, shown);
        snprintf(listed->variant, sizeof listed->variant, "%.23s", variant);
        listed->gap = i == 0;
        figures_heading(listed, text(i == 0 ? TEXT_TITLE_GRR : TEXT_TITLE_NRR));
        add_sums(&listed->details, &money, tally->rules.units);
        add_payers(&listed->details, &money);
    }
    add_money_notes(figures, &money);
    return DONE;
}

/* ── below the table ─────────────────────────────────────────────────────────────────────────── */

static void add_common(const struct service *service, const struct retention_tally *tally,
                       struct figures *figures) {
    const struct retention *retention = service->context;
    detail_count(&figures->common, "rows", tally->rows);
    detail_count(&figures->common, "no_customer", tally->no_customer);
    detail_count(&figures->common, "no_time", tally->no_time);
    detail_instant(&figures->common, "until", retention->until);
}

static void add_until(const struct service *service, struct figures *figures) {
    const struct retention *retention = service->context;
    char until[INSTANT_SIZE], period[PERIOD_SIZE];
    if (retention->first == PTV_PERIOD_NONE)
        return;
    instant_show(until, retention->until, retention->moments.zone);
    bool open = retention->last_over < retention->last;
    name_period(service, period, retention->until_period);
    if (!open)
        figures_note(figures, TEXT_NOTE_UNTIL, until);
    else
        figures_note(figures, TEXT_NOTE_NOT_OVER, until, period);
}

static void add_notes(const struct service *service, const struct retention_tally *tally,
                      struct figures *figures) {
    const struct retention *retention = service->context;
    char a[DECIMAL_SIZE], b[DECIMAL_SIZE], c[DECIMAL_SIZE];
    show_count(a, tally->rows);
    show_count(b, tally->no_customer);
    show_count(c, tally->no_time);
    figures_note(figures, TEXT_NOTE_ROWS, a, b, c);
    add_until(service, figures);
    if (service->states.grouping.by != NULL && retention_has_pair(retention)) {
        char variant[2 * PERIOD_SIZE + 4], shown[3 * PERIOD_SIZE];
        name_span(service, retention->before_last, retention->last_over, variant, sizeof variant,
                  shown, sizeof shown);
        figures_note(figures, TEXT_NOTE_SPAN, shown);
    }
    if (retention->shared == 0)
        return;
    show_count(a, retention->shared);
    figures_note(figures,
                 service->states.grouping.comparing ? TEXT_NOTE_IN_BOTH : TEXT_NOTE_IN_SEVERAL, a);
}

enum outcome retention_read(struct service *service, const struct counted *counted,
                            struct figures *figures) {
    const struct retention *retention = service->context;
    struct retention_reading reading;
    if (retention_reading_take(service, counted->state, &reading) != DONE)
        return FAILED;
    int64_t first = retention->first, before = retention->before_last, last = retention->last_over;
    add_pooled(service, &reading, figures);
    enum outcome outcome = add_between(service, counted, before, last, true, figures);
    if (outcome == DONE && first < before)
        outcome = add_between(service, counted, first, last, false, figures);
    if (outcome == DONE)
        outcome = add_second(service, counted, figures);
    if (outcome == DONE)
        outcome = add_money(service, counted, figures);
    add_common(service, counted->state, figures);
    add_notes(service, counted->state, figures);
    retention_reading_free(&reading);
    return outcome;
}

/* ── differences ─────────────────────────────────────────────────────────────────────────────── */

static enum outcome add_difference(const struct service *service, const char *name,
                                   const ptv_estimate *a, const ptv_estimate *b, enum text label,
                                   const char *argument, const char *variant,
                                   struct differences *differences) {
    const uint64_t counts[] = {figures_part(a), a->n, figures_part(b), b->n};
    ptv_comparison comparison;
    if (states_told(figures_compare(service->options, counts, &comparison)) != DONE)
        return FAILED;
    struct listed_difference *one =
        differences_add(differences, name, UNIT_SHARE, &comparison, label, argument);
    snprintf(one->variant, sizeof one->variant, "%.23s", variant);
    return DONE;
}

static enum outcome compare_pooled(const struct service *service, const struct counted *a,
                                   const struct counted *b, struct differences *differences) {
    char age[DECIMAL_SIZE];
    struct retention_reading first, second = {0};
    enum outcome outcome = retention_reading_take(service, a->state, &first);
    if (outcome == DONE)
        outcome = retention_reading_take(service, b->state, &second);
    if (outcome == DONE) {
        ptv_estimate one = pooled_of(service, &first), other = pooled_of(service, &second);
        show_age(service, &first, age);
        outcome = add_difference(service, "retention_difference", &one, &other, TEXT_TITLE_POOLED,
                                 age, "", differences);
    }
    retention_reading_free(&first);
    retention_reading_free(&second);
    return outcome;
}

enum outcome retention_compare(struct service *service, const struct counted *a,
                               const struct counted *b, struct differences *differences) {
    const struct retention *retention = service->context;
    char variant[2 * PERIOD_SIZE + 4], shown[3 * PERIOD_SIZE];
    ptv_cohorts_retention first, second;
    int64_t before = retention->before_last, last = retention->last_over;
    enum outcome outcome = compare_pooled(service, a, b, differences);
    if (outcome == DONE)
        outcome = retention_between(service, a->state, before, last, &first);
    if (outcome == DONE)
        outcome = retention_between(service, b->state, before, last, &second);
    if (outcome != DONE)
        return outcome;
    name_span(service, before, last, variant, sizeof variant, shown, sizeof shown);
    return add_difference(service, "crr_difference", &first.retention, &second.retention,
                          TEXT_LABEL_CRR, shown, variant, differences);
}
