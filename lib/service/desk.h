/* SPDX-License-Identifier: MIT */
/* The inside of a desk: which words it has, and what a ticket does to it. */
#ifndef PTVI_DESK_H
#define PTVI_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "postventa/desk.h"
#include "service/backlog.h"
#include "service/composite.h"

struct ptv_desk {
    struct ptvi_composite composite;
};

/* How a target can be attained; of a ticket to which its clock does not apply, nothing is
 * counted. */
enum {
    PTVI_TARGET_MET,
    PTVI_TARGET_BREACHED_CLOSED,
    PTVI_TARGET_BREACHED_OPEN,
    PTVI_TARGET_PENDING,
    PTVI_TARGET_OUTCOMES,
};

/* The words. A share is two: those that count, then its base. */
enum {
    PTVI_DESK_CALENDAR = 1,
    PTVI_DESK_FROM,
    PTVI_DESK_UNTIL,
    PTVI_DESK_N_TARGETS,
    PTVI_DESK_N_AGES,
    PTVI_DESK_LIMITS,
    PTVI_DESK_CLOCKS = PTVI_DESK_LIMITS + PTV_DESK_TARGETS,
    PTVI_DESK_AGES = PTVI_DESK_CLOCKS + PTV_DESK_TARGETS,
    PTVI_DESK_TICKETS = PTVI_DESK_AGES + PTV_BACKLOG_AGES,
    PTVI_DESK_OPEN,
    PTVI_DESK_UNANSWERED,
    PTVI_DESK_NO_FIRST_RESPONSE,
    PTVI_DESK_RESOLVED_BY_CLOSE,
    PTVI_DESK_REOPENS,
    PTVI_DESK_TRANSFERS,
    PTVI_DESK_REPLIES,
    PTVI_DESK_NEXT_UNANSWERED,
    PTVI_DESK_REOPENED,
    PTVI_DESK_TRANSFERRED = PTVI_DESK_REOPENED + 2,
    PTVI_DESK_ONE_TOUCH = PTVI_DESK_TRANSFERRED + 2,
    PTVI_DESK_OUTCOMES = PTVI_DESK_ONE_TOUCH + 2,
    PTVI_DESK_BACKLOG = PTVI_DESK_OUTCOMES + PTV_DESK_TARGETS * PTVI_TARGET_OUTCOMES,
    PTVI_DESK_WORDS = PTVI_DESK_BACKLOG + PTVI_BACKLOG_WORDS,
};

/* The clocks of which censored times are kept: the parts of survival, in their order. */
enum { PTVI_DESK_SURVIVAL = 2 };
extern const int32_t ptvi_desk_survival_clock[PTVI_DESK_SURVIVAL];

/* What is declared: as words, and back from words that may be anybody's. */
bool ptvi_desk_config_valid(const ptv_desk_config *config);
void ptvi_desk_define(const ptv_desk_config *config, uint64_t *w);
ptv_desk_config ptvi_desk_config_of(const uint64_t *w);
struct ptvi_backlog_period ptvi_desk_period_of(const ptv_desk_config *config);
bool ptvi_desk_has_period(const ptv_desk_config *config);

/* Configs of the parts; those of durations are by clock. */
void ptvi_desk_durations_config(const uint64_t *w, int part, ptv_durations_config *config);
void ptvi_desk_survival_config(const uint64_t *w, int part, ptv_survival_config *config);

/* What a ticket does to a desk with such words: PTV_OK; PTV_ERR_ARGUMENT; PTV_ERR_MISMATCH. */
ptv_status ptvi_desk_ticket_change(const uint64_t *w, const ptv_ticket_times *times,
                                   struct ptvi_change *change);

/* Whether words, and words and parts together, can be those of a desk. */
bool ptvi_desk_words_possible(const uint64_t *w);
bool ptvi_desk_possible(const struct ptvi_composite *composite);

#endif
