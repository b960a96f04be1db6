/* SPDX-License-Identifier: MIT */
/* The inside of a state of survival: cases by time, rising. */
#ifndef PTVI_SURVIVAL_H
#define PTVI_SURVIVAL_H

#include "base/sorted.h"
#include "postventa/survival.h"

/* An element of the sequence of times. */
struct ptvi_cases {
    uint64_t time; /* the key */
    uint64_t events;
    uint64_t censored;
};

struct ptv_survival {
    uint64_t calendar_id;
    int64_t unit_ms;
    uint64_t n, events, missing, rejected;
    struct ptvi_sorted times;
};

/* Walks the times upwards; a walk starts at {0, 0}. */
const struct ptvi_cases *ptvi_survival_next(const ptv_survival *acc,
                                            struct ptvi_sorted_place *place);

/* Sees to it that adding one case at a time cannot fail, if that is the next change: it has its
 * memory, and no counter is at its end. PTV_OK, PTV_ERR_OVERFLOW or PTV_ERR_MEMORY; the state is as
 * it was. */
ptv_status ptvi_survival_prepare_add(ptv_survival *acc, int64_t time);

#endif
