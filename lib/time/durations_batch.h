/* SPDX-License-Identifier: MIT */
/* Rows of a column, counted beside the states that they are for. When all could be counted, the
 * batches are merged into their states, which cannot fail any more; else they are thrown away, and
 * the states are as they were.
 *
 * A batch of many rows counts narrow durations in cells of one byte, once it is in buckets: all
 * cells of a state fit the nearest cache, and those of a thousand states the next. A byte that is
 * full is carried into its bucket. */
#ifndef PTVI_DURATIONS_BATCH_H
#define PTVI_DURATIONS_BATCH_H

#include "time/durations.h"
#include "time/durations_block.h"

struct ptvi_batch {
    /* Of narrow durations, as ptvi_cell_of has it; NULL: there are none. */
    uint8_t *cells;
    /* All but what is in cells, and in the state itself. */
    ptv_durations counted;
    ptv_durations *acc; /* of which `batch` is this */
    struct ptvi_batch *next;
    bool many; /* so many rows that cells are worth their while */
};

/* The batch of a state: the one that it has, or a new one in front of a list, with the list as its
 * next. NULL: there is no memory. */
struct ptvi_batch *ptvi_batch_of(ptv_durations *acc, struct ptvi_batch **list, bool many);

/* Counts a row. */
ptv_status ptvi_batch_add(struct ptvi_batch *batch, int64_t ms);

/* Counts rows of one state, at most a block. */
ptv_status ptvi_batch_add_block(struct ptvi_batch *batch, unsigned processor, const int64_t *ms,
                                size_t n);

/* Ends all batches: with a status that is no failure, and if there
 * is memory, each is merged into its state; else none. */
ptv_status ptvi_batches_close(struct ptvi_batch *list, ptv_status status);

#endif
