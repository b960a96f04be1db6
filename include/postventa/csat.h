/* SPDX-License-Identifier: MIT */
/** @file
 * Customer satisfaction (CSAT), in its four kinds: top box, mean, net, percent of maximum. */
#ifndef POSTVENTA_CSAT_H
#define POSTVENTA_CSAT_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "ratings.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Customer satisfaction: the four figures that go by this name. */
typedef struct ptv_csat_result {
    uint32_t size;               /**< sizeof(ptv_csat_result), set by the caller. */
    uint32_t reserved;           /**< 0 */
    ptv_estimate score;          /**< The figure that options.kind names: by default the top box. */
    ptv_estimate top_box;        /**< Share of the highest top_k levels, 0..1. */
    ptv_estimate mean;           /**< In scale units. */
    ptv_estimate net;            /**< Top box minus bottom box, in points, -100..100. */
    ptv_estimate percent_of_max; /**< 100 * mean / highest level, 0..100. */
    uint64_t n;                  /**< Answers on the scale. */
    uint64_t missing;            /**< Answers that were missing. */
    uint64_t invalid;            /**< Answers off the scale. */
    int32_t scale_min;           /**< The state's lowest level. */
    int32_t scale_max;           /**< The state's highest level. */
    int32_t kind;                /**< The kind that `score` is. */
    int32_t top_k;               /**< The top_k that was used; 0: none is usual for this scale. */
    int32_t bottom_k;            /**< The bottom_k that was used; 0: likewise. */
    int32_t reserved2;           /**< 0 */
} ptv_csat_result;

/** Initialiser of a ptv_csat_result: its size, and zeros to be overwritten. */
#define PTV_CSAT_RESULT_INIT                                                                       \
    {                                                                                              \
        (uint32_t)sizeof(ptv_csat_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT,                \
            PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0     \
    }

/** Prepares ratings for CSAT.
 *
 * @param[out] acc    ratings; on an error: untouched
 * @param[in]  scale  a scale of numbers from 0 on, high is good; NULL: 1..5
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: no scale of 2 to 11 levels, a
 *         negative level, or low is good
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_csat_init(ptv_ratings *acc, const ptv_scale *scale);

/** Makes a result ready to be read into; the same as PTV_CSAT_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_csat_result_init(ptv_csat_result *out);

/** Customer satisfaction of everything added so far.
 *
 * top_box = answers in the highest top_k levels / n; the default is the top 2 of 5.
 * @param[in]  acc  ratings on a scale of numbers from 0 on, high is good
 * @param[in]  opt  confidence, boxes, methods; kind TOP_BOX (default), MEAN, NET or PERCENT_OF_MAX;
 *                  NULL: the defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: n 0, every ratio NaN; on an error:
 *                  untouched
 * @return the status of `score`: PTV_OK; PTV_EMPTY; PTV_UNDEFINED: no top_k is usual for this
 *         number of levels: give one; PTV_DEGENERATE: net_method Wald, all answers of one class;
 *         PTV_INCONSISTENT: more answers than the population; or PTV_ERR_NULL; PTV_ERR_STATE;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT: an option out of range; PTV_ERR_MISMATCH: not such a
 *         scale
 * O(1), no allocation. Source: usual practice; intervals: Wilson 1927, Student 1908, Tango 1998. */
PTV_API PTV_NODISCARD ptv_status ptv_csat_read(const ptv_ratings *acc,
                                               const ptv_ratings_options *opt,
                                               ptv_csat_result *out);

/** Difference in customer satisfaction, now minus before, in the unit of the kind.
 *
 * @param[in]  now     ratings
 * @param[in]  before  ratings on the same scale, of other people
 * @param[in]  opt     as in ptv_csat_read; NULL: the defaults
 * @param[out] out     on PTV_EMPTY: NaN; on an error: untouched
 * @return as ptv_ratings_compare
 * O(1), no allocation. Source: Miettinen & Nurminen 1985; Welch 1947; Zou & Donner 2008. */
PTV_API PTV_NODISCARD ptv_status ptv_csat_compare(const ptv_ratings *now, const ptv_ratings *before,
                                                  const ptv_ratings_options *opt,
                                                  ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
