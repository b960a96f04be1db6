/* SPDX-License-Identifier: MIT */
/** @file
 * Shares, x of n: how sure one is, and how two differ. Pure functions, for any share whatsoever. */
#ifndef POSTVENTA_SHARE_H
#define POSTVENTA_SHARE_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Interval of a share.
 *
 * value = x / n; std_error = sqrt(value (1 - value) / n). Sampling error only, of independent
 * answers.
 * @param[in]  x           how many of them count, 0..n
 * @param[in]  n           how many there are
 * @param[in]  confidence  above 0 and below 1
 * @param[in]  method      PTV_METHOD_WILSON (default), _CLOPPER_PEARSON, _AGRESTI_COULL (not
 *                         clamped to 0..1) or _JEFFREYS
 * @param[out] out         share as a fraction 0..1; untouched on an error
 * @return PTV_OK; PTV_EMPTY: n is 0; PTV_ERR_NULL; PTV_ERR_ARGUMENT: x > n, or confidence or method
 *         out of range
 * O(1); Clopper–Pearson and Jeffreys a few microseconds. Source: Wilson 1927; Clopper & Pearson
 * 1934; Agresti & Coull 1998; Brown, Cai & DasGupta 2001. */
PTV_API PTV_NODISCARD ptv_status ptv_share_interval(uint64_t x, uint64_t n, double confidence,
                                                    int32_t method, ptv_estimate *out);

/** Difference of two independent shares, x1 / n1 - x2 / n2.
 *
 * Interval: Miettinen & Nurminen's score interval. Test: the N-1 chi-square, `statistic`, with one
 * degree of freedom. They agree: the interval leaves out 0 exactly when p_value < 1 - confidence.
 * @param[in]  x1          how many count in the first sample, 0..n1
 * @param[in]  n1          size of the first sample
 * @param[in]  x2          how many count in the second sample, 0..n2
 * @param[in]  n2          size of the second sample
 * @param[in]  confidence  above 0 and below 1
 * @param[in]  method      PTV_METHOD_MIETTINEN_NURMINEN or 0
 * @param[out] out         difference of fractions, -1..1; untouched on an error
 * @return PTV_OK; PTV_EMPTY: n1 or n2 is 0; PTV_ERR_NULL; PTV_ERR_ARGUMENT: x > n, or confidence or
 *         method out of range
 * O(1), about 10^4 steps. Source: Miettinen & Nurminen 1985; Campbell 2007. */
PTV_API PTV_NODISCARD ptv_status ptv_share_compare(uint64_t x1, uint64_t n1, uint64_t x2,
                                                   uint64_t n2, double confidence, int32_t method,
                                                   ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
