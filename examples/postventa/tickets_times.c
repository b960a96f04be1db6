/* SPDX-License-Identifier: MIT */
/* The times in the report of tickets. */
#include <math.h>
#include <stdio.h>

#include "lapse.h"
#include "show.h"
#include "tickets_figures.h"

/* The clocks as JSON and CSV call them, in the order in which they are reported. */
static const struct clock_figure {
    int32_t clock;
    const char *metric;
    enum text label;
    int level;
    bool in_full; /* people see percentiles and the mean on lines of their own */
    bool is_sum;  /* of spells, of which most tickets have none: people see the mean, too */
} clocks[] = {
    {PTV_CLOCK_FIRST_RESPONSE, "first_response_ms", TEXT_LABEL_FIRST_RESPONSE, 0, true, false},
    {PTV_CLOCK_NEXT_RESPONSE, "next_response_ms", TEXT_LABEL_NEXT_RESPONSE, 0, false, false},
    {PTV_CLOCK_RESOLUTION_LAST, "resolution_ms", TEXT_LABEL_RESOLUTION, 0, true, false},
    {PTV_CLOCK_RESOLUTION_FIRST, "resolution_first_ms", TEXT_LABEL_RESOLUTION_FIRST, 1, false,
     false},
    {PTV_CLOCK_RESOLUTION_ACTIVE, "resolution_active_ms", TEXT_LABEL_RESOLUTION_ACTIVE, 1, false,
     false},
    {PTV_CLOCK_REQUESTER_WAIT, "requester_wait_ms", TEXT_LABEL_REQUESTER_WAIT, 0, false, true},
    {PTV_CLOCK_AGENT_WAIT, "agent_wait_ms", TEXT_LABEL_AGENT_WAIT, 0, false, true},
    {PTV_CLOCK_ON_HOLD, "on_hold_ms", TEXT_LABEL_ON_HOLD, 0, false, true},
};

#define N_CLOCKS (sizeof clocks / sizeof *clocks)

/* The clocks of which open tickets are taken into account, too. */
static const struct survival_figure {
    int32_t clock;
    const char *metric, *within;
    enum text label;
} survivals[] = {
    {PTV_CLOCK_FIRST_RESPONSE, "first_response_survival_ms", "first_response_within",
     TEXT_LABEL_WITH_UNANSWERED},
    {PTV_CLOCK_RESOLUTION_LAST, "resolution_survival_ms", "resolution_within",
     TEXT_LABEL_WITH_OPEN},
};

enum outcome tickets_source(const struct ticket_tally *tally, int32_t clock,
                            struct durations_source *source) {
    *source = (struct durations_source){.sample = tally->keeping ? &tally->samples[clock] : NULL};
    return states_told(ptv_desk_durations(tally->desk, clock, &source->state));
}

static void add_details(struct details *details, const struct durations_reading *reading) {
    const ptv_durations_result *result = &reading->result;
    detail_count(details, "missing", result->missing);
    detail_count(details, "rejected", result->rejected);
    detail_bool(details, "exact", reading->exact);
    detail_estimate(details, "mean", &result->mean);
    detail_number(details, "std_dev", result->std_dev_ms);
    detail_ms(details, "min", result->min_ms);
    detail_ms(details, "max", result->max_ms);
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        char key[32];
        snprintf(key, sizeof key, "p%s", reading->percentiles[i].percentile->name);
        detail_estimate(details, key, &reading->percentiles[i].estimate);
    }
}

static struct listed *add_mean(const struct ticket_source *source, const char *metric,
                               const struct durations_reading *reading) {
    struct listed *listed = figures_add(source->figures, metric, UNIT_TIME, &reading->result.mean,
                                        TEXT_LABEL_MEAN, NULL);
    listed->level = 1;
    listed->place = PLACE_TABLE;
    return listed;
}

/* Percentiles and mean below the median; unless they were asked for, the first percentile will do. */
static void add_spread(const struct ticket_source *source, const char *metric,
                       const struct durations_reading *reading) {
    size_t n = source->options->n_percentiles > 0 ? reading->n_percentiles : 1;
    struct listed *listed;
    for (size_t i = 0; i < n; i++) {
        const struct percentile_reading *one = &reading->percentiles[i];
        listed = figures_add(source->figures, metric, UNIT_TIME, &one->estimate,
                             TEXT_LABEL_PERCENTILE, one->percentile->name);
        listed->level = 1;
        listed->place = PLACE_TABLE;
    }
    listed = add_mean(source, metric, reading);
    if (reading->result.skewness > 2)
        snprintf(listed->remark, sizeof listed->remark, "%s", text(TEXT_MEAN_MISLEADS));
}

/* "p90 3 d · mean 2 d 4 h" */
static void add_remark(struct listed *listed, const struct durations_reading *reading) {
    const struct percentile_reading *one = &reading->percentiles[0];
    char percentile[DECIMAL_SIZE], mean[DECIMAL_SIZE];
    lapse_show(percentile, one->estimate.value);
    lapse_show(mean, reading->result.mean.value);
    snprintf(listed->remark, sizeof listed->remark, text(TEXT_REMARK_SPREAD), one->percentile->name,
             percentile, mean);
}

static void add_within(const struct ticket_source *source, const char *metric,
                       const struct durations_reading *reading) {
    for (size_t i = 0; i < reading->n_limits; i++) {
        const struct limit_reading *one = &reading->limits[i];
        char limit[DECIMAL_SIZE];
        lapse_show(limit, (double)one->limit->ms);
        struct listed *listed =
            figures_add(source->figures, metric, UNIT_SHARE, &one->share, TEXT_LABEL_WITHIN, limit);
        snprintf(listed->variant, sizeof listed->variant, "%s", one->limit->name);
        listed->level = 1;
        detail_ms(&listed->details, "limit_ms", one->limit->ms);
        detail_count(&listed->details, "at_least", one->at_least);
        detail_count(&listed->details, "at_most", one->at_most);
        if (one->at_least == one->at_most)
            figures_exactly(listed, one->at_least, one->share.n);
        if (one->share.n == 0)
            listed->place = PLACE_FORMATS;
    }
}

/* The median with those that still wait, which have waited at least until now. */
static enum outcome add_survival(const struct ticket_source *source,
                                 const struct survival_figure *what) {
    ptv_survival_options how = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    const ptv_survival *survival;
    how.confidence = source->options->confidence;
    ptv_status status = ptv_desk_survival(source->tally->desk, what->clock, &survival);
    if (status >= 0)
        status = ptv_survival_read(survival, &how, &result);
    if (status < 0)
        return states_told(status);
    ptv_estimate median = figures_in_ms(result.median, result.unit_ms);
    struct listed *listed =
        figures_add(source->figures, what->metric, UNIT_TIME, &median, what->label, NULL);
    detail_count(&listed->details, "events", result.events);
    detail_count(&listed->details, "censored", result.n - result.events);
    listed->level = 1;
    if (result.events == result.n || result.events == 0)
        listed->place = PLACE_FORMATS;
    return DONE;
}

/* Solutions of first and active time are those of the last one where nothing came back. */
static bool is_shown(const struct ticket_source *source, const struct clock_figure *what,
                     uint64_t n) {
    bool once =
        what->clock == PTV_CLOCK_RESOLUTION_FIRST || what->clock == PTV_CLOCK_RESOLUTION_ACTIVE;
    return n > 0 && (!once || (source->tickets->is_log && source->result.reopens > 0));
}

static enum outcome add_clock(struct ticket_source *source, const struct clock_figure *what) {
    struct durations_source durations;
    struct durations_reading reading;
    if (tickets_source(source->tally, what->clock, &durations) != DONE ||
        durations_read_source(&reading, source->options, &durations) != DONE)
        return FAILED;
    struct listed *listed = figures_add(source->figures, what->metric, UNIT_TIME,
                                        &reading.result.median, what->label, NULL);
    listed->level = what->level;
    listed->bold = what->in_full;
    if (what->in_full || what->clock == PTV_CLOCK_REQUESTER_WAIT)
        tickets_gap(source->figures, listed);
    add_details(&listed->details, &reading);
    source->exact = source->exact && (reading.exact || reading.result.n == 0);
    if (!is_shown(source, what, reading.result.n))
        listed->place = PLACE_FORMATS;
    else if (what->in_full)
        add_spread(source, what->metric, &reading);
    else if (what->is_sum)
        add_mean(source, what->metric, &reading);
    else
        add_remark(listed, &reading);
    for (size_t i = 0; i < sizeof survivals / sizeof *survivals; i++) {
        if (survivals[i].clock != what->clock)
            continue;
        add_within(source, survivals[i].within, &reading);
        return add_survival(source, &survivals[i]);
    }
    return DONE;
}

enum outcome tickets_times(struct ticket_source *source) {
    enum outcome outcome = DONE;
    for (size_t i = 0; i < N_CLOCKS && outcome == DONE; i++)
        outcome = add_clock(source, &clocks[i]);
    return outcome;
}

enum outcome tickets_rejected(const struct ticket_source *source, uint64_t *rejected) {
    *rejected = 0;
    for (size_t i = 0; i < sizeof survivals / sizeof *survivals; i++) {
        ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
        const ptv_survival *survival;
        ptv_status status = ptv_desk_survival(source->tally->desk, survivals[i].clock, &survival);
        if (status >= 0)
            status = ptv_survival_read(survival, NULL, &result);
        if (status < 0)
            return states_told(status);
        *rejected += result.rejected;
    }
    return DONE;
}
