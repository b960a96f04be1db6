/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "calls.h"
#include "draw.h"
#include "lapse.h"
#include "layout.h"
#include "show.h"

#define S   INT64_C(1000)
#define MIN (60 * S)

#define WIDEST_BAR     48
#define FEWEST_AT_RISK 10 /* of fewer, a share says nothing */

/* ── what became of the calls ────────────────────────────────────────────────────────────────── */

static ptv_status draw_outcomes(const struct term *term, const struct service *service,
                                const ptv_queue *queue, const ptv_queue_result *result) {
    struct call_limits limits = calls_limits(service, queue);
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    const ptv_durations *waits;
    char shown[DECIMAL_SIZE], first[DECIMAL_SIZE];
    if (limits.n == 0 || result->offered == 0)
        return PTV_OK;
    ptv_status status = ptv_queue_durations(queue, PTV_QUEUE_WAIT_ANSWERED, &waits);
    if (status >= 0)
        status = ptv_durations_within(waits, limits.at[0].ms, NULL, &within);
    if (status < 0)
        return status;
    lapse_show(shown, (double)limits.at[0].ms);
    snprintf(first, sizeof first, text(TEXT_WITHIN_FIRST), shown);
    const struct layout_share all[] = {
        {first, within.at_least, STYLE_GOOD},
        {text(TEXT_ANSWERED_LATER), within.n - within.at_least, STYLE_MIDDLE},
        {text(TEXT_ANSWERED_SOMETIME), result->answered - within.n, STYLE_PLAIN},
        {text(TEXT_LABEL_ABANDONED), result->abandoned, STYLE_BAD},
        {text(TEXT_LABEL_FLOWED_OUT), result->flowed_out, STYLE_DIM},
    };
    struct layout_share shares[sizeof all / sizeof *all];
    size_t n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].count > 0)
            shares[n++] = all[i];
    layout_stack(term, shares, n);
    return PTV_OK;
}

/* ── how long callers are willing to wait ────────────────────────────────────────────────────── */

static const int64_t steps[] = {
    5 * S,   10 * S,  20 * S,  30 * S,   45 * S,   MIN,      90 * S,   2 * MIN,
    3 * MIN, 5 * MIN, 8 * MIN, 10 * MIN, 15 * MIN, 20 * MIN, 30 * MIN, 60 * MIN,
};

#define N_STEPS (sizeof steps / sizeof *steps)

/* The share that would wait longer than each step, as long as there is somebody to tell it. */
struct curve {
    ptv_estimate at[N_STEPS];
    size_t n;
};

static ptv_status read_curve(const ptv_queue *queue, struct curve *curve) {
    ptv_survival_result patience = PTV_SURVIVAL_RESULT_INIT;
    const ptv_survival *state;
    curve->n = 0;
    ptv_status status = ptv_queue_patience(queue, &state);
    if (status >= 0)
        status = ptv_survival_read(state, NULL, &patience);
    while (status >= 0 && patience.events > 0 && curve->n < N_STEPS) {
        ptv_estimate *left = &curve->at[curve->n];
        *left = (ptv_estimate)PTV_ESTIMATE_INIT;
        status = ptv_survival_at(state, steps[curve->n] / patience.unit_ms, NULL, left);
        if (status < 0 || left->n < FEWEST_AT_RISK)
            break;
        curve->n++;
    }
    return status;
}

static ptv_status draw_patience(const struct term *term, const struct options *options,
                                const ptv_queue *queue) {
    struct curve curve;
    char label[DECIMAL_SIZE], share[DECIMAL_SIZE];
    int label_width = 0, share_width = 0;
    ptv_status status = read_curve(queue, &curve);
    if (status < 0 || curve.n < 2)
        return status;
    for (size_t i = 0; i < curve.n; i++) {
        lapse_show(label, (double)steps[i]);
        show_number(share, curve.at[i].value, UNIT_SHARE, options);
        int columns = term_columns(term, label), share_columns = term_columns(term, share);
        label_width = columns > label_width ? columns : label_width;
        share_width = share_columns > share_width ? share_columns : share_width;
    }
    int room = term->width - 2 * LAYOUT_INDENT - label_width - share_width - 3;
    int width = room < WIDEST_BAR ? room : WIDEST_BAR;
    layout_newline(term);
    layout_note(term, STYLE_PLAIN, text(TEXT_PATIENCE_CURVE));
    for (size_t i = 0; i < curve.n; i++) {
        lapse_show(label, (double)steps[i]);
        show_number(share, curve.at[i].value, UNIT_SHARE, options);
        layout_indent(term);
        term_right(term, label, label_width);
        fputc(' ', term->stream);
        int used = draw_bar(term, curve.at[i].value, width, STYLE_PLAIN);
        term_right(term, share, width - used + 2 + share_width);
        layout_newline(term);
    }
    return PTV_OK;
}

enum outcome calls_picture(struct service *service, const struct term *term,
                           const struct counted *counted) {
    ptv_queue_result result = PTV_QUEUE_RESULT_INIT;
    ptv_status status = ptv_queue_read(counted->state, NULL, &result);
    if (status >= 0)
        status = draw_outcomes(term, service, counted->state, &result);
    if (status >= 0)
        status = draw_patience(term, service->options, counted->state);
    return states_told(status);
}
