/* SPDX-License-Identifier: MIT */
#include "complaints_figures.h"

#include <math.h>
#include <stdio.h>

#include "calendar_file.h"
#include "complaints_rules.h"
#include "lapse.h"
#include "show.h"

/* ── reading ─────────────────────────────────────────────────────────────────────────────────── */

static ptv_complaints_options options_of(const struct service *service) {
    ptv_complaints_options how = PTV_COMPLAINTS_OPTIONS_INIT;
    how.confidence = service->options->confidence;
    how.share_method = service->options->share_method;
    how.exposed = service->options->complaints.exposure;
    return how;
}

static ptv_durations_options time_options_of(const struct service *service) {
    ptv_durations_options how = PTV_DURATIONS_OPTIONS_INIT;
    how.confidence = service->options->confidence;
    how.share_method = service->options->share_method;
    return how;
}

enum outcome complaints_read(const struct service *service, const struct counted *counted,
                             ptv_complaints_result *result) {
    ptv_complaints_options how = options_of(service);
    *result = (ptv_complaints_result)PTV_COMPLAINTS_RESULT_INIT;
    return states_told(ptv_complaints_read(counted->state, &how, result));
}

enum outcome complaints_prepare(struct service *service, const struct states_parts *parts) {
    struct complaints *complaints = service->context;
    ptv_complaints_result result;
    for (size_t i = 0; i < parts->n; i++) {
        if (complaints_read(service, parts->at[i].counted, &result) != DONE)
            return FAILED;
        complaints->exposed = complaints->exposed || result.exposed_end > 0;
        if (result.exposed_end == 0)
            complaints->beside += result.movement.received;
        if (parts->at[i].group == NULL)
            complaints->all = parts->at[i].counted;
    }
    return DONE;
}

/* ── rates and shares ────────────────────────────────────────────────────────────────────────── */

/* Received per thousand, so that it is rounded from its counts. */
static void exact_rate(struct listed *rate, const struct service *service,
                       const ptv_complaints_result *result) {
    bool average = service->options->complaints.exposure == PTV_EXPOSED_AVERAGE;
    uint64_t factor = average ? 2 : 1;
    uint64_t exposed = average ? result->exposed_start + result->exposed_end : result->exposed_end;
    if (exposed > 0 && exposed <= DECIMAL_RATIO_MAX)
        rate->figure.exact = (struct exact){false, factor * result->movement.received, exposed, 3};
}

static void add_rate(const struct service *service, const ptv_complaints_result *result,
                     struct figures *figures) {
    const struct complaints *complaints = service->context;
    struct listed *rate = figures_add(figures, "per_thousand", UNIT_PER_1000, &result->per_thousand,
                                      TEXT_LABEL_PER_THOUSAND, NULL);
    exact_rate(rate, service, result);
    rate->bold = true;
    detail_count(&rate->details, "exposed_start", result->exposed_start);
    detail_count(&rate->details, "exposed_end", result->exposed_end);
    if (!complaints->exposed)
        rate->place = PLACE_FORMATS;
    else
        figures_heading(rate, text(TEXT_TITLE_PER_THOUSAND));
}

static void add_shares(const struct service *service, const ptv_complaints_config *config,
                       const ptv_complaints_result *result, struct figures *figures) {
    const ptv_backlog *movement = &result->movement;
    char limit[DECIMAL_SIZE];
    struct listed *listed = figures_add(figures, "unresolved", UNIT_SHARE, &result->unresolved,
                                        TEXT_LABEL_UNRESOLVED, NULL);
    figures_exactly(listed, movement->open_end, movement->open_start + movement->received);
    figures_heading(listed, text(TEXT_TITLE_UNRESOLVED));
    listed->bold = !((const struct complaints *)service->context)->exposed;
    if (config->within_ms > 0) {
        lapse_show(limit, (double)config->within_ms);
        listed = figures_add(figures, "solved_within", UNIT_SHARE, &result->within,
                             TEXT_LABEL_SOLVED_WITHIN, limit);
        lapse_name(limit, config->within_ms);
        snprintf(listed->variant, sizeof listed->variant, "%.20s", limit);
        figures_heading(listed, text(TEXT_TITLE_SOLVED_WITHIN));
    }
}

/* ── times ───────────────────────────────────────────────────────────────────────────────────── */

/* The median of all, where those that are open have lasted at least until now. */
static enum outcome add_median_of_all(const struct service *service, const ptv_complaints *state,
                                      struct figures *figures) {
    const ptv_survival *survival;
    ptv_survival_options how = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    how.confidence = service->options->confidence;
    ptv_status status = ptv_complaints_survival(state, &survival);
    if (status >= 0)
        status = ptv_survival_read(survival, &how, &result);
    if (status < 0)
        return states_told(status);
    ptv_estimate median = figures_in_ms(result.median, result.unit_ms);
    struct listed *listed = figures_add(figures, "time_to_solve_with_open", UNIT_TIME, &median,
                                        TEXT_LABEL_TIME_WITH_OPEN, NULL);
    detail_count(&listed->details, "events", result.events);
    listed->level = 1;
    if (calendar_of(service->states.definition) != NULL)
        snprintf(listed->remark, sizeof listed->remark, "%s", text(TEXT_CALENDAR_TIME));
    return DONE;
}

static enum outcome add_times(const struct service *service, const ptv_complaints *state,
                              struct figures *figures) {
    const ptv_durations *durations;
    ptv_durations_options how = time_options_of(service);
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_estimate p90;
    ptv_status status = ptv_complaints_durations(state, &durations);
    if (status >= 0)
        status = ptv_durations_read(durations, &how, &result);
    if (status >= 0)
        status = ptv_durations_percentile(durations, 90, 100, &how, &p90);
    if (status < 0)
        return states_told(status);
    struct listed *listed = figures_add(figures, "time_to_solve", UNIT_TIME, &result.median,
                                        TEXT_LABEL_TIME_TO_SOLVE, NULL);
    figures_heading(listed, text(TEXT_TITLE_TIME_TO_SOLVE));
    detail_estimate(&listed->details, "p90", &p90);
    detail_estimate(&listed->details, "mean", &result.mean);
    detail_ms(&listed->details, "min", result.min_ms);
    detail_ms(&listed->details, "max", result.max_ms);
    detail_bool(&listed->details, "exact", result.exact != 0);
    if (result.n > 0 && result.exact == 0)
        figures_line(figures, text(TEXT_FROM_BUCKETS));
    return add_median_of_all(service, state, figures);
}

/* ── the movement ────────────────────────────────────────────────────────────────────────────── */

static void add_movement(const ptv_complaints_config *config, const ptv_complaints_result *result,
                         bool solved, struct figures *figures) {
    const ptv_backlog *movement = &result->movement;
    struct listed *listed;
    uint64_t edges[PTV_BACKLOG_AGES];
    if (solved) {
        listed =
            figures_count(figures, "open_start", movement->open_start, TEXT_LABEL_OPEN_START, NULL);
        listed->gap = true;
    }
    listed = figures_count(figures, "received", movement->received,
                           solved ? TEXT_LABEL_PLUS_RECEIVED : TEXT_LABEL_RECEIVED, NULL);
    figures_heading(listed, text(TEXT_TITLE_RECEIVED));
    if (!solved)
        return;
    figures_count(figures, "closed", movement->closed, TEXT_LABEL_MINUS_SOLVED, NULL);
    listed = figures_count(figures, "open_end", movement->open_end, TEXT_LABEL_OPEN_END, NULL);
    figures_heading(listed, text(TEXT_TITLE_OPEN_END));
    for (int32_t i = 0; i < config->n_ages; i++)
        edges[i] = (uint64_t)config->age_ms[i];
    detail_counts(&listed->details, "age_edges", edges, (size_t)config->n_ages);
    detail_counts(&listed->details, "ages", movement->band, (size_t)config->n_ages + 1);
    detail_bool(&listed->details, "adds_up", result->movement_status == PTV_OK);
}

static void add_upheld(const ptv_complaints_result *result, struct figures *figures) {
    struct listed *listed =
        figures_add(figures, "upheld", UNIT_SHARE, &result->upheld, TEXT_LABEL_UPHELD, NULL);
    listed->gap = true;
    if (result->upheld.n == 0)
        listed->place = PLACE_FORMATS;
    else
        figures_heading(listed, text(TEXT_TITLE_UPHELD));
}

/* The total divides all complaints by those who are known to have been exposed. */
static void note_unexposed(const struct service *service, const struct counted *counted,
                           struct figures *figures) {
    const struct complaints *complaints = service->context;
    char number[DECIMAL_SIZE];
    if (!complaints->exposed || complaints->beside == 0 || counted != complaints->all)
        return;
    show_count(number, complaints->beside);
    figures_note(figures, TEXT_NOTE_UNEXPOSED, number);
}

static void add_notes(const ptv_complaints_result *result, struct figures *figures) {
    char a[DECIMAL_SIZE], b[DECIMAL_SIZE];
    show_count(a, result->exposed_start);
    show_count(b, result->exposed_end);
    if (result->exposed_start > 0)
        figures_note(figures, TEXT_NOTE_EXPOSED_BOTH, a, b);
    else if (result->exposed_end > 0)
        figures_note(figures, TEXT_NOTE_EXPOSED, b);
    show_count(a, result->movement.outside);
    if (result->movement.outside > 0)
        figures_note(figures, TEXT_NOTE_OUTSIDE, a);
    if (result->movement_status != PTV_OK)
        figures_note(figures, TEXT_NOTE_INCONSISTENT);
}

enum outcome complaints_list(struct service *service, const struct counted *counted,
                             struct figures *figures) {
    const ptv_complaints *state = counted->state;
    bool solved = complaints_solved(service->states.definition);
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints_result result;
    if (complaints_read(service, counted, &result) != DONE ||
        states_told(ptv_complaints_config_read(state, &config)) != DONE)
        return FAILED;
    add_rate(service, &result, figures);
    if (solved) {
        add_shares(service, &config, &result, figures);
        if (add_times(service, state, figures) != DONE)
            return FAILED;
    }
    add_movement(&config, &result, solved, figures);
    if (solved)
        add_upheld(&result, figures);
    add_notes(&result, figures);
    note_unexposed(service, counted, figures);
    detail_count(&figures->common, "outside", result.movement.outside);
    detail_instant(&figures->common, "from", config.from);
    detail_instant(&figures->common, "until", config.until);
    detail_text(&figures->common, "calendar", calendar_of(service->states.definition));
    figures->invalid += result.invalid;
    figures->base = UINT64_MAX;
    return DONE;
}

/* ── differences ─────────────────────────────────────────────────────────────────────────────── */

static enum outcome compare_unresolved(struct service *service, const struct counted *a,
                                       const struct counted *b, struct differences *differences) {
    ptv_complaints_result first, second;
    ptv_comparison comparison;
    if (complaints_read(service, a, &first) != DONE || complaints_read(service, b, &second) != DONE)
        return FAILED;
    const ptv_backlog *one = &first.movement, *other = &second.movement;
    const uint64_t counts[] = {one->open_end, one->open_start + one->received, other->open_end,
                               other->open_start + other->received};
    enum outcome outcome = states_told(figures_compare(service->options, counts, &comparison));
    if (outcome == DONE)
        differences_add(differences, "unresolved_difference", UNIT_SHARE, &comparison,
                        TEXT_LABEL_UNRESOLVED, NULL);
    return outcome;
}

static enum outcome compare_times(struct service *service, const struct counted *a,
                                  const struct counted *b, struct differences *differences) {
    const ptv_durations *first, *second;
    ptv_durations_options how = time_options_of(service);
    ptv_comparison comparison;
    how.kind = PTV_TIME_KIND_MEDIAN;
    ptv_status status = ptv_complaints_durations(a->state, &first);
    if (status >= 0)
        status = ptv_complaints_durations(b->state, &second);
    if (status >= 0)
        status = ptv_durations_compare(first, second, &how, &comparison);
    if (status < 0)
        return states_told(status);
    differences_add(differences, "time_to_solve_difference", UNIT_TIME, &comparison,
                    TEXT_LABEL_TIME_TO_SOLVE, NULL);
    return DONE;
}

enum outcome complaints_compare(struct service *service, const struct counted *a,
                                const struct counted *b, struct differences *differences) {
    const struct complaints *complaints = service->context;
    ptv_complaints_options how = options_of(service);
    ptv_comparison comparison;
    if (complaints->exposed) {
        ptv_status status = ptv_complaints_compare(a->state, b->state, &how, &comparison);
        if (status < 0)
            return states_told(status);
        differences_add(differences, "per_thousand_ratio", UNIT_PER_1000, &comparison,
                        TEXT_LABEL_PER_THOUSAND, NULL)
            ->ratio = true;
    }
    if (!complaints_solved(service->states.definition))
        return DONE;
    enum outcome outcome = compare_unresolved(service, a, b, differences);
    return outcome == DONE ? compare_times(service, a, b, differences) : outcome;
}
