/* SPDX-License-Identifier: MIT */
/** @file
 * Bands: what a report calls a value ("very good"), as data that the caller may replace. */
#ifndef POSTVENTA_BAND_H
#define POSTVENTA_BAND_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_BAND_CLOSED_LOWER 1 /**< The lower edge belongs to the band. */
#define PTV_BAND_CLOSED_UPPER 2 /**< The upper edge belongs to the band. */

#define PTV_METRIC_NPS                   1 /**< Net Promoter Score, in points. */
#define PTV_METRIC_CSAT                  2 /**< CSAT top box, 0..1. */
#define PTV_METRIC_RETENTION             3 /**< Customer retention rate, 0..1. */
#define PTV_METRIC_RETENTION_CONTRACT    4 /**< Customer retention rate of subscriptions, 0..1. */
#define PTV_METRIC_CHURN                 5 /**< Churn rate, 0..1. */
#define PTV_METRIC_FIRST_RESPONSE_CHAT   6 /**< First response by chat, in ms. */
#define PTV_METRIC_FIRST_RESPONSE_SOCIAL 7 /**< First response on social networks, in ms. */
#define PTV_METRIC_FIRST_RESPONSE_EMAIL  8 /**< First response by e-mail, in ms. */

/** One band. Bands of a metric may leave gaps: a value in a gap has no band. */
typedef struct ptv_band {
    const char *name;   /**< Stable English identifier, such as "very_good". */
    const char *source; /**< Where the edges come from. */
    const char *period; /**< For rates, the period they hold for, such as "year"; NULL: none. */
    double lower;       /**< Lower edge, in the metric's unit; -infinity: none. */
    double upper;       /**< Upper edge, in the metric's unit; infinity: none. */
    int32_t closed;     /**< PTV_BAND_CLOSED_…, or both added. */
    int32_t reserved;   /**< 0 */
} ptv_band;

/** The usual bands of a metric.
 *
 * @param[in]  metric  a PTV_METRIC_… constant
 * @param[out] bands   array in rising order, constant, lives as long as the library; on an error:
 *                     untouched
 * @param[out] n       how many there are
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such metric
 * O(1). Source: each band's own. */
PTV_API PTV_NODISCARD ptv_status ptv_band_defaults(int32_t metric, const ptv_band **bands,
                                                   size_t *n);

/** The band that a value is in.
 *
 * @param[in]  bands  the caller's, or those of ptv_band_defaults
 * @param[in]  n      how many there are; with 0, bands may be NULL
 * @param[in]  value  in the metric's unit; NaN is in no band
 * @param[out] band   the first band that holds the value; NULL: none does
 * @return PTV_OK; PTV_ERR_NULL
 * O(n). */
PTV_API PTV_NODISCARD ptv_status ptv_band_find(const ptv_band *bands, size_t n, double value,
                                               const ptv_band **band);

#ifdef __cplusplus
}
#endif

#endif
