/* SPDX-License-Identifier: MIT */
/* The inside of a state of survival: cases by time, rising, in blocks. A new time moves at most a
 * block, and the list of blocks when one is split; so a million distinct times come in quickly in
 * any order. How they lie in blocks is not part of the state. */
#ifndef PTVI_SURVIVAL_H
#define PTVI_SURVIVAL_H

#include <stdbool.h>

#include "base/allocator.h"
#include "postventa/survival.h"

enum { PTVI_SURVIVAL_BLOCK = 128 };

struct ptvi_cases {
    uint64_t time;
    uint64_t events;
    uint64_t censored;
};

struct ptvi_case_block {
    size_t n; /* above 0 */
    struct ptvi_cases cases[PTVI_SURVIVAL_BLOCK];
};

struct ptv_survival {
    ptv_allocator allocator;
    uint64_t calendar_id;
    int64_t unit_ms;
    uint64_t n, events, missing, rejected;
    size_t n_times;
    size_t n_blocks, capacity;
    struct ptvi_case_block **blocks;
};

/* Walks the times upwards; a walk starts at {0, 0}. */
struct ptvi_case_position {
    size_t block, index;
};

const struct ptvi_cases *ptvi_survival_next(const ptv_survival *acc,
                                            struct ptvi_case_position *position);

#endif
