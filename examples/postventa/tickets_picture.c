/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "draw.h"
#include "durations_table.h"
#include "layout.h"
#include "lapse.h"
#include "show.h"
#include "tickets_figures.h"

#define WIDEST_BAR   40
#define NARROWEST    8
#define WIDEST_STATE 24

static void title(const struct term *term, const char *name) {
    layout_newline(term);
    layout_note(term, STYLE_BOLD, name);
}

/* ── how long it took ────────────────────────────────────────────────────────────────────────── */

/* Of resolutions, or, where there are none, of first responses. */
static enum outcome draw_times(const struct service *service, const struct term *term,
                               const struct ticket_tally *tally) {
    static const int32_t clocks[] = {PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_FIRST_RESPONSE};
    static const enum text titles[] = {TEXT_PICTURE_RESOLUTION, TEXT_PICTURE_RESPONSE};
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        struct durations_source source;
        struct durations_reading reading;
        if (tickets_source(tally, clocks[i], &source) != DONE ||
            durations_read_source(&reading, service->options, &source) != DONE)
            return FAILED;
        if (reading.result.n == 0)
            continue;
        title(term, text(titles[i]));
        durations_picture(term, &source, &reading);
        break;
    }
    return DONE;
}

/* ── targets ─────────────────────────────────────────────────────────────────────────────────── */

static enum outcome draw_target(const struct service *service, const struct term *term,
                                const struct ticket_tally *tally, int32_t index) {
    ptv_desk_target_result result;
    char label[FIGURES_LABEL];
    if (tickets_target_read(service, tally, index, &result) != DONE)
        return FAILED;
    const struct layout_share all[] = {
        {text(TEXT_TARGET_MET), result.met, STYLE_GOOD},
        {text(TEXT_TARGET_BREACHED_CLOSED), result.breached_closed, STYLE_BAD},
        {text(TEXT_TARGET_BREACHED_OPEN), result.breached_open, STYLE_MIDDLE},
        {text(TEXT_TARGET_PENDING), result.pending, STYLE_DIM},
    };
    struct layout_share shares[sizeof all / sizeof *all];
    size_t n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].count > 0)
            shares[n++] = all[i];
    if (n == 0)
        return DONE;
    tickets_target_label(label, &result.target);
    title(term, label);
    layout_stack(term, shares, n);
    return DONE;
}

static enum outcome draw_targets(const struct service *service, const struct term *term,
                                 const struct ticket_tally *tally) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    enum outcome outcome = states_told(ptv_desk_config_read(tally->desk, &config));
    for (int32_t i = 0; i < config.n_targets && outcome == DONE; i++)
        outcome = draw_target(service, term, tally, i);
    return outcome;
}

/* ── states ──────────────────────────────────────────────────────────────────────────────────── */

/* The cells of a state's line. */
struct line {
    char share[DECIMAL_SIZE], total[DECIMAL_SIZE], tickets[DECIMAL_SIZE];
};

static void fill(struct line *line, const struct state_time *time, uint64_t all) {
    char number[DECIMAL_SIZE];
    show_percent(line->share, time->ms, all);
    lapse_show(line->total, (double)time->ms);
    show_count(number, time->tickets);
    snprintf(line->tickets, sizeof line->tickets, "n %.200s", number);
}

static int wider(const struct term *term, const char *text, int width) {
    int columns = term_columns(term, text);
    return columns > width ? columns : width;
}

static enum term_style style_of(int32_t preset) {
    return preset == PTV_STATE_PENDING || preset == PTV_STATE_HOLD ? STYLE_MIDDLE
           : preset == PTV_STATE_SOLVED                            ? STYLE_GOOD
                                                                   : STYLE_PLAIN;
}

/* How wide the columns of the picture are. */
struct widths {
    int name, bar, share, total, tickets;
    uint64_t most; /* the longest bar's time */
};

static struct widths measure(const struct state_words *words, const struct term *term,
                             const struct ticket_tally *tally, uint64_t all) {
    struct widths widths = {.most = 1};
    struct line line;
    for (size_t i = 0; i < words->n; i++) {
        fill(&line, &tally->states[i], all);
        widths.name = wider(term, tickets_state_name(&words->at[i]), widths.name);
        widths.share = wider(term, line.share, widths.share);
        widths.total = wider(term, line.total, widths.total);
        widths.tickets = wider(term, line.tickets, widths.tickets);
        widths.most = tally->states[i].ms > widths.most ? tally->states[i].ms : widths.most;
    }
    widths.name = widths.name < WIDEST_STATE ? widths.name : WIDEST_STATE;
    int room = term->width - 2 * LAYOUT_INDENT - widths.name - widths.share - widths.total - 6;
    if (room - widths.tickets - 2 >= NARROWEST)
        room -= widths.tickets + 2;
    else
        widths.tickets = 0;
    widths.bar = room < NARROWEST ? NARROWEST : room < WIDEST_BAR ? room : WIDEST_BAR;
    return widths;
}

static void draw_state(const struct term *term, const struct widths *widths,
                       const struct state_word *state, const struct state_time *time,
                       uint64_t all) {
    const char *word = tickets_state_name(state);
    int columns = term_columns(term, word), shown = columns < widths->name ? columns : widths->name;
    struct line line;
    fill(&line, time, all);
    layout_indent(term);
    term_left(term, word, shown);
    term_repeat(term, " ", ' ', widths->name - shown + 1);
    int used = draw_bar(term, (double)time->ms / (double)widths->most, widths->bar,
                        style_of(state->preset));
    term_right(term, line.share, widths->bar - used + 1 + widths->share);
    term_right(term, line.total, 2 + widths->total);
    if (widths->tickets > 0)
        term_right(term, line.tickets, 2 + widths->tickets);
    layout_newline(term);
}

static void draw_states(const struct tickets *tickets, const struct term *term,
                        const struct ticket_tally *tally) {
    const struct state_words *words = &tickets->words;
    uint64_t all = tickets_time_in_states(tickets, tally);
    if (all == 0 || !tally->whole)
        return;
    struct widths widths = measure(words, term, tally, all);
    title(term, text(TEXT_PICTURE_STATES));
    layout_newline(term);
    for (size_t i = 0; i < words->n; i++)
        if (tally->states[i].ms > 0)
            draw_state(term, &widths, &words->at[i], &tally->states[i], all);
}

enum outcome tickets_picture(struct service *service, const struct term *term,
                             const struct counted *counted) {
    const struct ticket_tally *tally = counted->state;
    enum outcome outcome = draw_times(service, term, tally);
    if (outcome == DONE)
        outcome = draw_targets(service, term, tally);
    if (outcome == DONE)
        draw_states(service->context, term, tally);
    return outcome;
}
