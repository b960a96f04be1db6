/* SPDX-License-Identifier: MIT */
/** @file
 * Retention and churn from counts: the arithmetic forms, for who has no list of customers. Pure
 * functions. With a list, the sets of a ptv_cohorts are better: counts cannot tell who stayed. */
#ifndef POSTVENTA_RETENTION_H
#define POSTVENTA_RETENTION_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_CHURN_BASE_START  0 /**< Lost of the start / start: the default. */
#define PTV_CHURN_BASE_SERVED 1 /**< All lost / (start + new + back). */
#define PTV_CHURN_BASE_MEAN   2 /**< All lost / mean of start and end: a ratio, not a share. */

/** Customers of a period, counted. */
typedef struct ptv_customer_counts {
    uint32_t size;       /**< sizeof(ptv_customer_counts); PTV_CUSTOMER_COUNTS_INIT sets it. */
    uint32_t reserved;   /**< 0 */
    uint64_t start;      /**< At the start of the period. */
    uint64_t fresh;      /**< New in it. */
    uint64_t back;       /**< Came back in it. */
    uint64_t lost;       /**< Left in it. */
    uint64_t lost_fresh; /**< Of them, those who came in it, new or back: not of the start. */
    uint64_t end; /**< At its end: membership is half-open, who leaves on the last day is out. */
} ptv_customer_counts;

/** Initialiser of a ptv_customer_counts: nobody. */
#define PTV_CUSTOMER_COUNTS_INIT                                                                   \
    { (uint32_t)sizeof(ptv_customer_counts), 0, 0, 0, 0, 0, 0, 0 }

/** How counts are read. 0 in any member but size means the default. */
typedef struct ptv_retention_options {
    uint32_t size;      /**< sizeof(ptv_retention_options); PTV_RETENTION_OPTIONS_INIT sets it. */
    uint32_t reserved;  /**< 0 */
    double confidence;  /**< Of every interval, above 0 and below 1; default 0.95. */
    int32_t method;     /**< As in ptv_proportion_options; default PTV_METHOD_WILSON. */
    int32_t churn_base; /**< PTV_CHURN_BASE_START (default), _SERVED or _MEAN. */
} ptv_retention_options;

/** Initialiser of a ptv_retention_options: every member its default. */
#define PTV_RETENTION_OPTIONS_INIT                                                                 \
    { (uint32_t)sizeof(ptv_retention_options), 0, 0, 0, 0 }

/** What counts say of customers. */
typedef struct ptv_retention_result {
    uint32_t size;          /**< sizeof(ptv_retention_result), set by the caller. */
    uint32_t reserved;      /**< 0 */
    ptv_estimate retention; /**< (end - new - back + lost of these) / start, 0..1. */
    /** By the base that was asked for; with PTV_CHURN_BASE_MEAN it has no interval:
     * PTV_DEGENERATE. */
    ptv_estimate churn;
    int32_t churn_base; /**< The base that was used. */
    int32_t
        movement_status; /**< PTV_OK, or PTV_INCONSISTENT: end is not start + new + back - lost. */
} ptv_retention_result;

/** Initialiser of a ptv_retention_result: its size, and zeros to be overwritten. */
#define PTV_RETENTION_RESULT_INIT                                                                  \
    { (uint32_t)sizeof(ptv_retention_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0 }

/** Sets counts to nobody; the same as PTV_CUSTOMER_COUNTS_INIT.
 *
 * @param[out] counts  counts
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_customer_counts_init(ptv_customer_counts *counts);

/** Sets options to their defaults; the same as PTV_RETENTION_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_retention_options_init(ptv_retention_options *opt);

/** Makes a result ready to be read into; the same as PTV_RETENTION_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_retention_result_init(ptv_retention_result *out);

/** Retention and churn from counts.
 *
 * retention = 1 - (lost - lost_fresh) / start. Numbers that no customers can have (more left than
 * there were, an end that does not follow) are no share: NaN.
 * @param[in]  counts  customers of a period
 * @param[in]  opt     base, confidence and method; NULL: the defaults
 * @param[out] out     size set by the caller; on PTV_INCONSISTENT: NaN; on PTV_EMPTY: retention
 *                     NaN, and churn where its base is 0 as well; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: nobody at the start; PTV_INCONSISTENT; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT; PTV_ERR_OVERFLOW: with PTV_CHURN_BASE_SERVED, its base passes 64 bits
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_retention_read(const ptv_customer_counts *counts,
                                                    const ptv_retention_options *opt,
                                                    ptv_retention_result *out);

/** The churn of several periods from that of one, if it stays what it is: 1 - (1 - churn)^periods.
 *
 * @param[in]  churn    churn of one period, 0..1
 * @param[in]  periods  how many periods; a fraction such as 1 / 12 turns a year into a month; above
 *                      0, finite
 * @param[out] out      may be churn; value and bounds transformed, std_error by the delta method;
 *                      the rest as it was; on an error: untouched
 * @return PTV_OK; the status of the churn where that is above 0; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_churn_compound(const ptv_estimate *churn, double periods,
                                                    ptv_estimate *out);

#ifdef __cplusplus
}
#endif

#endif
