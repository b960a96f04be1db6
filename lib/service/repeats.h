/* SPDX-License-Identifier: MIT */
/* The inside of a state of repeats: contacts by customer, issue and instant.
 *
 * A subject is a customer with an issue. Its contacts form chains: each but the opener of a chain
 * is at most a window behind the one before it, so only neighbours decide whether a contact opens
 * and whether it is followed.
 *
 * A contact is settled when its window was over before the cutoff: whatever comes, comes later, so
 * what it counts for is known. Counters keep that, and the contact is forgotten. It may only matter
 * to the first contact of its subject that is kept, which follows it or opens a chain: a link
 * before that contact says that it follows. What comes after the cutoff cannot be in a settled
 * window. So what is kept depends on the contacts and the last cutoff, not on the cutoffs before. */
#ifndef PTVI_REPEATS_H
#define PTVI_REPEATS_H

#include <stdbool.h>

#include "base/sorted.h"
#include "postventa/repeats.h"

/* An element of the sequence; all of it is the key. */
struct ptvi_contact {
    uint64_t customer;
    uint64_t issue;
    uint64_t instant; /* as ptvi_instant has it; 0: not a contact, the link of the subject */
};

/* What settled contacts count for. */
struct ptvi_settled {
    uint64_t contacts;
    uint64_t repeat_free; /* of them, those without a repeat */
    uint64_t openers;
    uint64_t resolved; /* of the openers, those without a repeat */
    uint64_t short_history;
};

struct ptv_repeats {
    uint64_t window;
    int64_t since;   /* 0: the earliest contact */
    uint64_t cutoff; /* 0: none */
    uint64_t excluded;
    struct ptvi_settled settled;
    uint64_t links; /* among the elements */
    struct ptvi_sorted contacts;
};

/* Instants as unsigned numbers in the same order; PTV_TIME_NONE is 0, before all. */
static inline uint64_t ptvi_instant(int64_t time) {
    return (uint64_t)time ^ UINT64_C(1) << 63;
}

static inline int64_t ptvi_time(uint64_t instant) {
    return (int64_t)(instant ^ UINT64_C(1) << 63);
}

static inline bool ptvi_contact_settled(const ptv_repeats *acc, uint64_t instant) {
    return instant < acc->cutoff && acc->cutoff - instant > acc->window;
}

/* Whether records go back from an instant less than a window. */
static inline bool ptvi_history_short(uint64_t instant, uint64_t since, uint64_t window) {
    return instant < since || instant - since < window;
}

/* Contacts in all, settled or kept. */
uint64_t ptvi_repeats_contacts(const ptv_repeats *acc);

/* An empty state. */
ptv_repeats *ptvi_repeats_allocate(const ptv_allocator *allocator, uint64_t window, int64_t since);

/* Walks the contacts and links with their neighbours:
 *
 *     struct ptvi_contact_walk walk = ptvi_contact_walk_start(acc);
 *     while (ptvi_contact_walk_next(&walk)) … walk.contact … */
struct ptvi_contact_walk {
    const ptv_repeats *acc;
    struct ptvi_sorted_place place;
    const struct ptvi_contact *contact, *next;
    bool follows;  /* another of the subject, in the window before it */
    bool followed; /* by another of the subject, in the window after it */
};

struct ptvi_contact_walk ptvi_contact_walk_start(const ptv_repeats *acc);
bool ptvi_contact_walk_next(struct ptvi_contact_walk *walk);

#endif
