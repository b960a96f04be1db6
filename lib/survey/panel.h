/* SPDX-License-Identifier: MIT */
/* The inside of a panel: the counting answer of each respondent, and counters for the rest. */
#ifndef PTVI_PANEL_H
#define PTVI_PANEL_H

#include <stdbool.h>

#include "base/keymap.h"
#include "postventa/panel.h"

/* The answer of a respondent that counts. */
struct ptvi_answer {
    uint64_t respondent;
    int64_t time;
    uint64_t record;
    int32_t score;
    int32_t channel;
};

struct ptv_panel {
    int32_t policy;
    ptv_ratings anonymous; /* answers without a respondent; its scale is the panel's */
    uint64_t
        anonymous_answered[PTV_PANEL_CHANNELS]; /* those on or off the scale, not the missing */
    uint64_t sent[PTV_PANEL_CHANNELS];          /* at most PTV_COUNT_MAX in all */
    struct ptvi_keymap answers;                 /* of struct ptvi_answer */
};

/* A panel with everything 0 but its allocator; NULL: no memory. */
ptv_panel *ptvi_panel_allocate(const ptv_allocator *allocator);

/* Whether a time and a channel are such as an answer may have. */
static inline bool ptvi_answer_valid(int64_t time, int64_t channel) {
    return time != PTV_TIME_NONE && channel >= 0 && channel < PTV_PANEL_CHANNELS;
}

/* Answers without a respondent, those who skipped the question included. */
uint64_t ptvi_panel_anonymous(const ptv_panel *acc);

/* The sum of a counter over the channels. */
uint64_t ptvi_panel_channels(const uint64_t counts[PTV_PANEL_CHANNELS]);

#endif
