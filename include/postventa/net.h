/* SPDX-License-Identifier: MIT */
/** @file
 * Net shares, (positive - negative) / n: the statistic behind NPS and every other "net" figure.
 * Pure functions, on -1..1. */
#ifndef POSTVENTA_NET_H
#define POSTVENTA_NET_H

#include <stdint.h>

#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Interval of a net share.
 *
 * value = (positive - negative) / n, n = positive + neutral + negative;
 * std_error = sqrt((positive + negative) / n - value^2) / sqrt(n).
 * @param[in]  positive    answers that count +1
 * @param[in]  neutral     answers that count 0
 * @param[in]  negative    answers that count -1
 * @param[in]  confidence  above 0 and below 1
 * @param[in]  method      PTV_METHOD_SCORE (default), _ADJUSTED_WALD or _WALD (neither clamped to
 *                         -1..1)
 * @param[out] out         net share, -1..1; untouched on an error
 * @return PTV_OK; PTV_EMPTY: no answers; PTV_DEGENERATE: Wald, and all answers of one class;
 *         PTV_ERR_NULL; PTV_ERR_ARGUMENT: confidence or method out of range; PTV_ERR_OVERFLOW: n
 *         passes 2^64 - 1
 * O(1), about 10^2 steps. Source: Tango 1998; Rocks 2016. */
PTV_API PTV_NODISCARD ptv_status ptv_net_interval(uint64_t positive, uint64_t neutral,
                                                  uint64_t negative, double confidence,
                                                  int32_t method, ptv_estimate *out);

/** Difference of two independent net shares, first minus second.
 *
 * With PTV_METHOD_SCORE, the default, by MOVER on the two score intervals; `statistic` is the z at
 * which a bound becomes 0, so that interval and p_value agree; `method` is PTV_METHOD_MOVER. With
 * _ADJUSTED_WALD, 3/8, 3/4, 3/8 are added to each sample, and interval and z test are around the
 * adjusted difference. With _WALD, the plain z test.
 * @param[in]  positive1   first sample: answers that count +1
 * @param[in]  neutral1    first sample: answers that count 0
 * @param[in]  negative1   first sample: answers that count -1
 * @param[in]  positive2   second sample: answers that count +1
 * @param[in]  neutral2    second sample: answers that count 0
 * @param[in]  negative2   second sample: answers that count -1
 * @param[in]  confidence  above 0 and below 1
 * @param[in]  method      PTV_METHOD_SCORE (default), _ADJUSTED_WALD or _WALD
 * @param[out] out         difference, -2..2; untouched on an error
 * @return PTV_OK; PTV_EMPTY: one sample has no answers; PTV_DEGENERATE: Wald, and neither sample
 *         has spread; PTV_ERR_NULL; PTV_ERR_ARGUMENT: confidence or method out of range;
 *         PTV_ERR_OVERFLOW: a sample passes 2^64 - 1
 * O(1), about 10^4 steps. Source: Zou & Donner 2008; Tango 1998; Rocks 2016. */
PTV_API PTV_NODISCARD ptv_status ptv_net_compare(uint64_t positive1, uint64_t neutral1,
                                                 uint64_t negative1, uint64_t positive2,
                                                 uint64_t neutral2, uint64_t negative2,
                                                 double confidence, int32_t method,
                                                 ptv_comparison *out);

#ifdef __cplusplus
}
#endif

#endif
