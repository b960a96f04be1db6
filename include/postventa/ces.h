/* SPDX-License-Identifier: MIT */
/** @file
 * Customer effort score (CES): ease 1..7, high is easy; or effort 1..5, low is easy. */
#ifndef POSTVENTA_CES_H
#define POSTVENTA_CES_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "ratings.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Customer effort: the mean, and three other ways to look at it. */
typedef struct ptv_ces_result {
    uint32_t size;      /**< sizeof(ptv_ces_result), set by the caller. */
    uint32_t reserved;  /**< 0 */
    ptv_estimate score; /**< The figure that options.kind names: by default the mean. */
    ptv_estimate mean;  /**< In scale units, as answered: nothing is reversed. */
    /** Mean rescaled: 0 the hardest, 100 the easiest answer. No equivalence of wordings. */
    ptv_estimate ease_0_100;
    ptv_estimate top_box; /**< Share of the easiest top_k levels, 0..1. */
    ptv_estimate net;     /**< Easiest top_k minus hardest bottom_k levels, in points, -100..100. */
    uint64_t n;           /**< Answers on the scale. */
    uint64_t missing;     /**< Answers that were missing. */
    uint64_t invalid;     /**< Answers off the scale. */
    int32_t scale_min;    /**< The state's lowest level. */
    int32_t scale_max;    /**< The state's highest level. */
    int32_t polarity;     /**< The state's polarity. */
    int32_t kind;         /**< The kind that `score` is. */
    int32_t top_k;        /**< The top_k that was used; 0: none is usual for this scale. */
    int32_t bottom_k;     /**< The bottom_k that was used; 0: likewise. */
} ptv_ces_result;

/** Initialiser of a ptv_ces_result: its size, and zeros to be overwritten. */
#define PTV_CES_RESULT_INIT                                                                        \
    {                                                                                              \
        (uint32_t)sizeof(ptv_ces_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT,                 \
            PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0     \
    }

/** Prepares ratings for CES.
 *
 * @param[out] acc    ratings; on an error: untouched
 * @param[in]  scale  range and polarity: PTV_POLARITY_HIGH_IS_GOOD for ease, _LOW_IS_GOOD for
 *                    effort; without a range, 1..7 for ease and 1..5 for effort; NULL: ease 1..7
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: no scale of 2 to 11 levels, or no
 *         polarity
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ces_init(ptv_ratings *acc, const ptv_scale *scale);

/** Makes a result ready to be read into; the same as PTV_CES_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_ces_result_init(ptv_ces_result *out);

/** Customer effort of everything added so far.
 *
 * mean = sum / n. Boxes by default: of 7 levels the easiest 3 (5..7) against the hardest 3; of any
 * other number as in ptv_ratings_options.
 * @param[in]  acc  ratings on any scale
 * @param[in]  opt  confidence, boxes, methods; kind MEAN (default), EASE_0_100, TOP_BOX or NET;
 *                  NULL: the defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: n 0, every ratio NaN; on an error:
 *                  untouched
 * @return the status of `score`: PTV_OK; PTV_EMPTY; PTV_UNDEFINED: a box was asked for and no top_k
 *         is usual for this number of levels; PTV_DEGENERATE: net_method Wald, all answers of one
 *         class; PTV_INCONSISTENT: more answers than the population; or PTV_ERR_NULL;
 *         PTV_ERR_STATE; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: an option out of range
 * O(1), no allocation. Source: Dixon, Freeman & Toman 2010 (effort); intervals: Student 1908,
 * Wilson 1927, Tango 1998. */
PTV_API PTV_NODISCARD ptv_status ptv_ces_read(const ptv_ratings *acc,
                                              const ptv_ratings_options *opt, ptv_ces_result *out);

/** Difference in customer effort, now minus before, in the unit of the kind.
 *
 * @param[in]  now     ratings
 * @param[in]  before  ratings on the same scale, of other people
 * @param[in]  opt     as in ptv_ces_read; NULL: the defaults
 * @param[out] out     on PTV_EMPTY: NaN; on an error: untouched
 * @return as ptv_ratings_compare
 * O(1), no allocation. Source: Welch 1947; Miettinen & Nurminen 1985; Zou & Donner 2008. */
PTV_API PTV_NODISCARD ptv_status ptv_ces_compare(const ptv_ratings *now, const ptv_ratings *before,
                                                 const ptv_ratings_options *opt,
                                                 ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
