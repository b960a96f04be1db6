/* SPDX-License-Identifier: MIT */
/** @file
 * The movement of what is open over a period: what was open, came, went, and is open. */
#ifndef POSTVENTA_BACKLOG_H
#define POSTVENTA_BACKLOG_H

#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most edges between bands of age. */
#define PTV_BACKLOG_AGES 7

/** A movement. The layout is frozen for ever. */
typedef struct ptv_backlog {
    uint64_t open_start; /**< Open at the start of the period: came before, had not gone. */
    uint64_t received;   /**< Came in the period. */
    uint64_t closed;     /**< Went in the period. */
    uint64_t open_end;   /**< Open at its end. */
    uint64_t outside;    /**< Came after the period, or went before it: in none of the four. */
    /** Of those open at the end, how many are younger than the first edge of age, from the first to
     * below the second, and so on. */
    uint64_t band[PTV_BACKLOG_AGES + 1];
    int32_t n_bands;  /**< How many bands there are: one more than edges; the others are 0. */
    int32_t reserved; /**< 0 */
} ptv_backlog;

/** Whether a movement adds up, from whatever source its four numbers are.
 *
 * open_end = open_start + received - closed; and the bands, unless all are 0, add up to open_end,
 * however many n_bands says there are.
 * @param[in] backlog  movement
 * @return PTV_OK; PTV_INCONSISTENT: it does not; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_backlog_check(const ptv_backlog *backlog);

#ifdef __cplusplus
}
#endif

#endif
