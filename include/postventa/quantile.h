/* SPDX-License-Identifier: MIT */
/** @file
 * Quantiles: which answers of a sorted sample they lie between, and how sure one is. Pure functions
 * of sample size and probability; the probability is a fraction of whole numbers, so that 29 of 100
 * is 29 of 100. */
#ifndef POSTVENTA_QUANTILE_H
#define POSTVENTA_QUANTILE_H

#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_QUANTILE_DEFAULT      0 /**< The default of the function that takes it. */
#define PTV_QUANTILE_NEAREST_RANK 1 /**< Type 1: an observed value, the inverse of the ECDF. */
#define PTV_QUANTILE_MIDPOINT                                                                      \
    2 /**< Type 2: as 1, but the mean of two at a step. Textbook median. */
#define PTV_QUANTILE_EXCLUSIVE 6 /**< Type 6: spreadsheets' EXC, Minitab. */
#define PTV_QUANTILE_INCLUSIVE 7 /**< Type 7: spreadsheets' INC, R, NumPy, SQL percentile_cont. */
#define PTV_QUANTILE_UNBIASED  8 /**< Type 8: approximately median-unbiased. */

/** Where a quantile lies in a sorted sample: Q = (1 - weight) x[rank] + weight x[rank + 1].
 *
 * Ranks count from 1. At an end of the sample the weight is 0.
 * @param[in]  n       sample size, above 0
 * @param[in]  num     numerator of the probability, 0..den
 * @param[in]  den     denominator, above 0
 * @param[in]  type    PTV_QUANTILE_…; default: nearest rank
 * @param[out] rank    1..n; on an error: untouched
 * @param[out] weight  0 or more, below 1; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: one is out of range
 * O(1), in integers but for the division that gives the weight. Source: Hyndman & Fan 1996. */
PTV_API PTV_NODISCARD ptv_status ptv_quantile_position(uint64_t n, uint32_t num, uint32_t den,
                                                       int32_t type, uint64_t *rank,
                                                       double *weight);

/** Between which ranks of a sorted sample the population's quantile lies: free of any distribution.
 *
 * lower = max {r: P(B <= r - 1) <= alpha / 2}, upper = min {r: P(B >= r) <= alpha / 2}, where B is
 * binomial of n and num / den; the interval x[lower]..x[upper] covers with at least the confidence.
 * A tail that equals alpha / 2 to twelve digits fits, so that 0.8 is 80 %.
 * @param[in]  n           sample size, above 0
 * @param[in]  num         numerator of the probability, above 0, below den
 * @param[in]  den         denominator
 * @param[in]  confidence  above 0 and below 1
 * @param[out] lower       1..n; 0: the sample is too small for a lower bound
 * @param[out] upper       1..n; n + 1: the sample is too small for an upper bound
 * @return PTV_OK; PTV_UNATTAINABLE: a bound does not exist; PTV_ERR_NULL; PTV_ERR_ARGUMENT: one is
 *         out of range
 * O(log n) tails of a binomial distribution, each a sum of O(sqrt(n)) terms, or the incomplete beta
 * function where the variance is above 2^20. Source: Conover 1999. */
PTV_API PTV_NODISCARD ptv_status ptv_quantile_ranks(uint64_t n, uint32_t num, uint32_t den,
                                                    double confidence, uint64_t *lower,
                                                    uint64_t *upper);

#ifdef __cplusplus
}
#endif

#endif
