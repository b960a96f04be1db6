/* SPDX-License-Identifier: MIT */
/* Which desks can arise. Every condition here is true of one ticket, and of the sum of two desks of
 * which it is true. */
#include "base/platform.h"

#include <string.h>

#include "service/desk.h"
#include "time/durations.h"
#include "time/survival.h"

/* Whether the definition is one that a config makes, in the words that it makes. */
static bool definition_possible(const uint64_t *w) {
    ptv_desk_config config = ptvi_desk_config_of(w);
    uint64_t own[PTVI_DESK_TICKETS] = {w[0]};
    if (!ptvi_desk_config_valid(&config))
        return false;
    ptvi_desk_define(&config, own);
    return memcmp(own, w, sizeof own) == 0;
}

/* Whether so many events, of which a ticket has at most INT32_MAX, can be those of so many
 * tickets. */
static bool fit(uint64_t events, uint64_t tickets) {
    return events / INT32_MAX + (events % INT32_MAX > 0) <= tickets;
}

static uint64_t ended(const uint64_t *w) {
    return w[PTVI_DESK_TICKETS] - w[PTVI_DESK_OPEN];
}

/* Not above one another as written. */
static bool counts_possible(const uint64_t *w) {
    uint64_t tickets = w[PTVI_DESK_TICKETS];
    return w[PTVI_DESK_OPEN] <= tickets &&
           w[PTVI_DESK_UNANSWERED] + w[PTVI_DESK_NO_FIRST_RESPONSE] <= tickets &&
           w[PTVI_DESK_RESOLVED_BY_CLOSE] <= ended(w) && fit(w[PTVI_DESK_NEXT_UNANSWERED], tickets);
}

/* Those that were reopened, at least once each, are in the base; the rest of it has ended. */
static bool reopened_possible(const uint64_t *w) {
    uint64_t hits = w[PTVI_DESK_REOPENED], base = w[PTVI_DESK_REOPENED + 1];
    return hits <= base && base <= w[PTVI_DESK_TICKETS] && base - hits <= ended(w) &&
           w[PTVI_DESK_REOPENS] >= hits && fit(w[PTVI_DESK_REOPENS], hits);
}

static bool transferred_possible(const uint64_t *w) {
    uint64_t hits = w[PTVI_DESK_TRANSFERRED], base = w[PTVI_DESK_TRANSFERRED + 1];
    return hits <= base && base <= w[PTVI_DESK_TICKETS] && w[PTVI_DESK_TRANSFERS] >= hits &&
           fit(w[PTVI_DESK_TRANSFERS], hits);
}

/* Those that have ended and took more than one reply had two or more; open ones any number. */
static bool one_touch_possible(const uint64_t *w) {
    uint64_t hits = w[PTVI_DESK_ONE_TOUCH], base = w[PTVI_DESK_ONE_TOUCH + 1];
    uint64_t replies = w[PTVI_DESK_REPLIES];
    if (hits > base || base > ended(w) || replies < 2 * (base - hits))
        return false;
    return fit(replies - (replies < hits ? replies : hits), base - hits + w[PTVI_DESK_OPEN]);
}

/* The tickets to which the clock of a target applied. */
static uint64_t outcomes(const uint64_t *w, uint64_t target) {
    const uint64_t *outcome = w + PTVI_DESK_OUTCOMES + target * PTVI_TARGET_OUTCOMES;
    return outcome[PTVI_TARGET_MET] + outcome[PTVI_TARGET_BREACHED_CLOSED] +
           outcome[PTVI_TARGET_BREACHED_OPEN] + outcome[PTVI_TARGET_PENDING];
}

static bool targets_possible(const uint64_t *w) {
    for (uint64_t i = 0; i < PTV_DESK_TARGETS; i++) {
        const uint64_t *outcome = w + PTVI_DESK_OUTCOMES + i * PTVI_TARGET_OUTCOMES;
        uint64_t most = i < w[PTVI_DESK_N_TARGETS] ? w[PTVI_DESK_TICKETS] : 0;
        if (outcomes(w, i) > most || outcome[PTVI_TARGET_BREACHED_OPEN] > w[PTVI_DESK_OPEN])
            return false;
    }
    return true;
}

/* With a period, a ticket was open at its start, received in it, or outside. */
static bool backlog_possible(const uint64_t *w) {
    ptv_desk_config config = ptvi_desk_config_of(w);
    const uint64_t *backlog = w + PTVI_DESK_BACKLOG;
    uint64_t counted = ptvi_desk_has_period(&config) ? w[PTVI_DESK_TICKETS] : 0;
    return ptvi_backlog_possible(backlog, config.n_ages) && backlog[PTVI_BACKLOG_OPEN_START] +
                                                                    backlog[PTVI_BACKLOG_RECEIVED] +
                                                                    backlog[PTVI_BACKLOG_OUTSIDE] ==
                                                                counted;
}

bool ptvi_desk_words_possible(const uint64_t *w) {
    return definition_possible(w) && counts_possible(w) && reopened_possible(w) &&
           transferred_possible(w) && one_touch_possible(w) && targets_possible(w) &&
           backlog_possible(w);
}

/* A clock that is done is done once a ticket; later waits are no tickets. */
static bool durations_possible(const struct ptvi_composite *composite) {
    for (int i = 0; i < PTV_CLOCKS; i++) {
        const ptv_durations *done = composite->durations[i];
        uint64_t most =
            i == PTV_CLOCK_NEXT_RESPONSE ? 2 * PTV_COUNT_MAX : composite->w[PTVI_DESK_TICKETS];
        if (done->missing != 0 || done->n + done->rejected > most)
            return false;
    }
    return true;
}

/* Tickets of which a clock is not done, where survival is kept of it. */
static uint64_t waiting(const struct ptvi_composite *composite, int part) {
    const ptv_survival *all = composite->survival[part];
    const ptv_durations *done = composite->durations[ptvi_desk_survival_clock[part]];
    return all->n + all->rejected - done->n - done->rejected;
}

/* The events are the durations; the rest waits. */
static bool survival_possible(const struct ptvi_composite *composite) {
    const uint64_t *w = composite->w;
    for (int i = 0; i < PTVI_DESK_SURVIVAL; i++) {
        const ptv_survival *all = composite->survival[i];
        const ptv_durations *done = composite->durations[ptvi_desk_survival_clock[i]];
        if (all->missing != 0 || all->events != done->n || all->rejected < done->rejected ||
            all->n + all->rejected > w[PTVI_DESK_TICKETS])
            return false;
    }
    uint64_t first_responses = composite->survival[0]->n + composite->survival[0]->rejected;
    return waiting(composite, 0) == w[PTVI_DESK_UNANSWERED] &&
           first_responses + w[PTVI_DESK_NO_FIRST_RESPONSE] == w[PTVI_DESK_TICKETS];
}

/* How many durations were within a limit that was declared. */
static uint64_t within(const ptv_durations *done, uint64_t limit) {
    int32_t i = 0;
    while (done->limit[i] != limit)
        i++;
    return done->within[i];
}

/* Who met a target is among the durations within it; of a clock that is done the outcome is known,
 * unless its time is negative. */
static bool target_fits(const struct ptvi_composite *composite, uint64_t target) {
    const uint64_t *w = composite->w;
    int clock = (int)w[PTVI_DESK_CLOCKS + target];
    const ptv_durations *done = composite->durations[clock];
    uint64_t met = w[PTVI_DESK_OUTCOMES + target * PTVI_TARGET_OUTCOMES + PTVI_TARGET_MET];
    uint64_t applies = outcomes(w, target);
    if (met > within(done, w[PTVI_DESK_LIMITS + target]) || applies < done->n ||
        applies + done->rejected > w[PTVI_DESK_TICKETS])
        return false;
    for (int i = 0; i < PTVI_DESK_SURVIVAL; i++)
        if (clock == ptvi_desk_survival_clock[i] && applies != done->n + waiting(composite, i))
            return false;
    return true;
}

bool ptvi_desk_possible(const struct ptvi_composite *composite) {
    if (!durations_possible(composite) || !survival_possible(composite))
        return false;
    for (uint64_t i = 0; i < composite->w[PTVI_DESK_N_TARGETS]; i++)
        if (!target_fits(composite, i))
            return false;
    return true;
}
