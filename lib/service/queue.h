/* SPDX-License-Identifier: MIT */
/* The inside of a queue, for its verbs and its readings.
 *
 * Beside the counters it holds durations of each kind PTV_QUEUE_…, of which those of waits know the
 * declared limits, and the patience. How many calls with a known wait were within a limit, how
 * many have talk recorded, and the like, follow from the durations and are not counted again. */
#ifndef PTVI_QUEUE_H
#define PTVI_QUEUE_H

#include "postventa/queue.h"
#include "service/composite.h"

/* Words of a queue. */
enum {
    PTVI_QUEUE_CALENDAR = 1,
    PTVI_QUEUE_SHORT_MS,
    PTVI_QUEUE_PATIENCE_UNIT,
    PTVI_QUEUE_N_LIMITS,
    PTVI_QUEUE_LIMIT,
    PTVI_QUEUE_ANSWERED = PTVI_QUEUE_LIMIT + PTV_QUEUE_LIMITS,
    PTVI_QUEUE_ABANDONED,
    PTVI_QUEUE_SHORT, /* of the abandoned */
    PTVI_QUEUE_FLOWED_OUT,
    PTVI_QUEUE_CALLBACKS, /* of those that flowed out */
    PTVI_QUEUE_WAITING,
    PTVI_QUEUE_UNQUEUED,
    PTVI_QUEUE_RINGS,
    PTVI_QUEUE_TRANSFERS,
    PTVI_QUEUE_READY_TIMES, /* how often ready time was added: 0 is not known, not none */
    PTVI_QUEUE_READY,
    PTVI_QUEUE_READY_LIMBS = 2,
    PTVI_QUEUE_WORDS = PTVI_QUEUE_READY + PTVI_QUEUE_READY_LIMBS,
};

/* Parts beside the durations. */
enum { PTVI_QUEUE_PATIENCE, PTVI_QUEUE_SURVIVAL };

struct ptv_queue {
    struct ptvi_composite composite;
};

#endif
