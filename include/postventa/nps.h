/* SPDX-License-Identifier: MIT */
/** @file
 * Net Promoter Score. */
#ifndef POSTVENTA_NPS_H
#define POSTVENTA_NPS_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "ratings.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a Net Promoter Score is read. 0 in any member but size means the default. */
typedef struct ptv_nps_options {
    uint32_t size;        /**< sizeof(ptv_nps_options); PTV_NPS_OPTIONS_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    double confidence;    /**< Of the interval, above 0 and below 1; default 0.95. */
    double design_effect; /**< Variance relative to independent answers, above 0; default 1. */
    /** How many could have answered; no effect on comparisons; default: infinitely many. */
    uint64_t population;
    int32_t promoter_min; /**< Lowest score of a promoter. Both cut points 0: 9 and 7. */
    int32_t passive_min;  /**< Lowest score of a passive; below it are detractors. */
    int32_t method;       /**< PTV_METHOD_SCORE (default), _ADJUSTED_WALD or _WALD. */
    int32_t reserved2;    /**< 0 */
} ptv_nps_options;

/** Initialiser of a ptv_nps_options: every member its default. */
#define PTV_NPS_OPTIONS_INIT                                                                       \
    { (uint32_t)sizeof(ptv_nps_options), 0, 0, 0, 0, 0, 0, 0, 0 }

/** A Net Promoter Score and what it is made of. */
typedef struct ptv_nps_result {
    uint32_t size;          /**< sizeof(ptv_nps_result), set by the caller. */
    uint32_t reserved;      /**< 0 */
    ptv_estimate score;     /**< NPS in points, -100..100. */
    uint64_t promoters;     /**< Answers from promoter_min on. */
    uint64_t passives;      /**< Answers from passive_min to below promoter_min. */
    uint64_t detractors;    /**< Answers below passive_min. */
    uint64_t n;             /**< The base: all three. */
    uint64_t missing;       /**< Answers that were missing. */
    uint64_t invalid;       /**< Answers off the scale. */
    double promoter_ratio;  /**< promoters / n */
    double passive_ratio;   /**< passives / n */
    double detractor_ratio; /**< detractors / n */
    int32_t scale_min;      /**< The state's lowest level. */
    int32_t scale_max;      /**< The state's highest level. */
    int32_t promoter_min;   /**< The cut point that was used. */
    int32_t passive_min;    /**< The cut point that was used. */
} ptv_nps_result;

/** Initialiser of a ptv_nps_result: its size, and zeros to be overwritten. */
#define PTV_NPS_RESULT_INIT                                                                        \
    {                                                                                              \
        (uint32_t)sizeof(ptv_nps_result), 0, PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,   \
            0, 0                                                                                   \
    }

/** Prepares ratings for NPS: the scale 0..10.
 *
 * For another scale, such as 1..10, use ptv_ratings_init.
 * @param[out] acc  ratings
 * @return PTV_OK; PTV_ERR_NULL
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_nps_init(ptv_ratings *acc);

/** Sets options to their defaults; the same as PTV_NPS_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_nps_options_init(ptv_nps_options *opt);

/** Makes a result ready to be read into; the same as PTV_NPS_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_nps_result_init(ptv_nps_result *out);

/** Net Promoter Score of everything added so far.
 *
 * score = 100 * (promoters - detractors) / n; promoters 9..10, detractors 0..6; missing and invalid
 * answers are not in n.
 * @param[in]  acc  ratings on a scale that the cut points partition, high is good
 * @param[in]  opt  cut points, confidence, interval method; NULL: 9 and 7, 95 %, score
 * @param[out] out  size set by the caller; on PTV_EMPTY: n 0, every ratio NaN; on an error:
 *                  untouched
 * @return PTV_OK; PTV_EMPTY; PTV_DEGENERATE: Wald, and all answers of one class; PTV_INCONSISTENT:
 *         more answers than the population; or PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT: an option out of range; PTV_ERR_MISMATCH: the cut points do not
 *         partition the scale, or a low score is good on it
 * O(1), no allocation. Source: Reichheld 2003; interval: Tango 1998. */
PTV_API PTV_NODISCARD ptv_status ptv_nps_read(const ptv_ratings *acc, const ptv_nps_options *opt,
                                              ptv_nps_result *out);

/** Difference between two Net Promoter Scores, now minus before, in points.
 *
 * @param[in]  now     ratings
 * @param[in]  before  ratings on the same scale, of other people
 * @param[in]  opt     as in ptv_nps_read; NULL: the defaults
 * @param[out] out     in points, -200..200; on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: one side has no answers; PTV_DEGENERATE: Wald, and neither side has
 *         spread; or PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_ARGUMENT; PTV_ERR_MISMATCH:
 *         as in ptv_nps_read, or the two scales differ
 * O(1), about 10^4 steps, no allocation. Source: MOVER, Zou & Donner 2008, on Tango's limits. */
PTV_API PTV_NODISCARD ptv_status ptv_nps_compare(const ptv_ratings *now, const ptv_ratings *before,
                                                 const ptv_nps_options *opt, ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
