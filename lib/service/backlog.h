/* SPDX-License-Identifier: MIT */
/* The movement of what is open, for the states that count it: in which words of a composite a thing
 * is counted that came and, perhaps, went. */
#ifndef PTVI_BACKLOG_H
#define PTVI_BACKLOG_H

#include <stdbool.h>
#include <stdint.h>

#include "postventa/backlog.h"
#include "service/composite.h"

/* The words of a movement, from wherever a state has them: all of them counters. */
enum {
    PTVI_BACKLOG_OPEN_START,
    PTVI_BACKLOG_RECEIVED,
    PTVI_BACKLOG_CLOSED,
    PTVI_BACKLOG_OPEN_END,
    PTVI_BACKLOG_OUTSIDE,
    PTVI_BACKLOG_BANDS,
    PTVI_BACKLOG_WORDS = PTVI_BACKLOG_BANDS + PTV_BACKLOG_AGES + 1,
};

/* A period [from, until), and the edges between bands of age at its end. */
struct ptvi_backlog_period {
    int64_t from, until;
    int32_t n_ages;
    int64_t age_ms[PTV_BACKLOG_AGES];
};

/* Whether there are not too many edges, and they are above 0 and rise. */
bool ptvi_backlog_ages_valid(const int64_t *age_ms, int32_t n);

/* Whether a period has a length, and its edges are valid. */
bool ptvi_backlog_period_valid(const struct ptvi_backlog_period *period);

/* Counts, in the words from first_word on, a thing that came at an instant, and went at another or
 * has not, PTV_TIME_NONE. At most four counts. Whatever the two are, the movement adds up. */
void ptvi_backlog_change(const struct ptvi_backlog_period *period, int64_t came, int64_t went,
                         int first_word, struct ptvi_change *change);

/* The movement in PTVI_BACKLOG_WORDS words, with so many bands. */
ptv_backlog ptvi_backlog_of(const uint64_t *words, int32_t n_bands);

/* Whether such words can arise: they add up, and only bands that the edges make are used. */
bool ptvi_backlog_possible(const uint64_t *words, int32_t n_ages);

#endif
