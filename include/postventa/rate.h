/* SPDX-License-Identifier: MIT */
/** @file
 * Rates: events per unit of what was exposed to them, such as complaints per customer. Pure
 * functions of counts. */
#ifndef POSTVENTA_RATE_H
#define POSTVENTA_RATE_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Interval of a rate of independent events.
 *
 * value = events / exposure, of one unit of exposure: multiply by 1,000 for a rate per thousand.
 * std_error = sqrt(events) / exposure. Garwood's bounds are gamma quantiles that leave half of 1 -
 * confidence on each side; the lower one is 0 for no events.
 * @param[in]  events      how many there were
 * @param[in]  exposure    how many customers, orders or units of time could have had one; above 0
 * @param[in]  confidence  above 0 and below 1
 * @param[in]  method      PTV_METHOD_GARWOOD (default) or _JEFFREYS
 * @param[out] out         0 or more; n is `events`, n_eff too; untouched on an error
 * @return PTV_OK; PTV_EMPTY: exposure is 0; PTV_ERR_NULL; PTV_ERR_ARGUMENT: confidence or method
 *         out of range
 * O(1), a few microseconds. Source: Garwood 1936. */
PTV_API PTV_NODISCARD ptv_status ptv_rate_interval(uint64_t events, uint64_t exposure,
                                                   double confidence, int32_t method,
                                                   ptv_estimate *out);

/** Ratio of two independent rates, the first over the second.
 *
 * Exact: given events1 + events2, events1 is binomial; Clopper and Pearson's bounds of its share
 * are carried over to the ratio. `difference` holds the ratio, of which 1 is no difference; p_value
 * is the double of the smaller tail, so it agrees with the interval: below 1 - confidence iff 1 is
 * outside. std_error, statistic and df are NaN.
 * @param[in]  events1     events in the first sample
 * @param[in]  exposure1   what was exposed there; above 0
 * @param[in]  events2     events in the second sample
 * @param[in]  exposure2   what was exposed there; above 0
 * @param[in]  confidence  above 0 and below 1
 * @param[in]  method      PTV_METHOD_RATE_RATIO or 0
 * @param[out] out         0 to infinity; no events at all: NaN in 0..infinity, p_value 1; untouched
 *                         on an error
 * @return PTV_OK; PTV_EMPTY: an exposure is 0; PTV_DEGENERATE: no events at all; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: confidence or method out of range
 * O(1), a few microseconds. Source: Clopper & Pearson 1934; Przyborowski & Wilenski 1940. */
PTV_API PTV_NODISCARD ptv_status ptv_rate_compare(uint64_t events1, uint64_t exposure1,
                                                  uint64_t events2, uint64_t exposure2,
                                                  double confidence, int32_t method,
                                                  ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
