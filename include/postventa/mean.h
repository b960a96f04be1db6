/* SPDX-License-Identifier: MIT */
/** @file
 * Means: how sure one is, and how two differ. Pure functions of n, mean and variance. */
#ifndef POSTVENTA_MEAN_H
#define POSTVENTA_MEAN_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Student's t interval of a mean.
 *
 * mean -+ t(n - 1) sqrt(variance / n).
 * @param[in]  n           sample size
 * @param[in]  mean        the sample's mean, finite
 * @param[in]  variance    the sample's variance with n - 1 in the denominator, >= 0, finite;
 *                         ignored for n < 2
 * @param[in]  confidence  above 0 and below 1
 * @param[out] out         in the unit of the mean; untouched on an error
 * @return PTV_OK; PTV_EMPTY: n is 0; PTV_DEGENERATE: n is 1 or the variance 0, the interval is NaN;
 *         PTV_ERR_NULL; PTV_ERR_ARGUMENT: an argument out of range
 * O(1), a few microseconds. Source: Student 1908. */
PTV_API PTV_NODISCARD ptv_status ptv_mean_interval(uint64_t n, double mean, double variance,
                                                   double confidence, ptv_estimate *out);

/** Interval of a mean on a scale with two ends, also where the answers show no spread.
 *
 * Student's t as above; where n is 1 or the variance 0, Wilson's interval on
 * (mean - min) / (max - min), scaled back (PTV_METHOD_SCORE_BOUNDED): identical answers never give
 * an interval of no width. Not clamped to the scale.
 * @param[in]  n           sample size
 * @param[in]  mean        the sample's mean, min..max
 * @param[in]  variance    the sample's variance with n - 1 in the denominator, >= 0, finite;
 *                         ignored for n < 2
 * @param[in]  min         lower end of the scale, finite
 * @param[in]  max         upper end of the scale, finite, above min
 * @param[in]  confidence  above 0 and below 1
 * @param[out] out         in the unit of the scale; untouched on an error
 * @return PTV_OK; PTV_EMPTY: n is 0; PTV_ERR_NULL; PTV_ERR_ARGUMENT: an argument out of range
 * O(1), a few microseconds. Source: Student 1908; Wilson 1927. */
PTV_API PTV_NODISCARD ptv_status ptv_mean_interval_bounded(uint64_t n, double mean, double variance,
                                                           double min, double max,
                                                           double confidence, ptv_estimate *out);

/** Difference of two independent means, first minus second: Welch's t.
 *
 * Degrees of freedom by Satterthwaite; interval and p_value agree.
 * @param[in]  n1          size of the first sample
 * @param[in]  mean1       its mean, finite
 * @param[in]  variance1   its variance with n - 1 in the denominator, >= 0, finite
 * @param[in]  n2          size of the second sample
 * @param[in]  mean2       its mean, finite
 * @param[in]  variance2   its variance with n - 1 in the denominator, >= 0, finite
 * @param[in]  confidence  above 0 and below 1
 * @param[out] out         in the unit of the means; untouched on an error
 * @return PTV_OK; PTV_EMPTY: n1 or n2 is 0; PTV_DEGENERATE: n1 or n2 is 1, or both variances are 0:
 *         the difference alone; PTV_ERR_NULL; PTV_ERR_ARGUMENT: an argument out of range
 * O(1), a few microseconds. Source: Welch 1947. */
PTV_API PTV_NODISCARD ptv_status ptv_mean_compare(uint64_t n1, double mean1, double variance1,
                                                  uint64_t n2, double mean2, double variance2,
                                                  double confidence, ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
