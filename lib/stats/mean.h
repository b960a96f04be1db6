/* SPDX-License-Identifier: MIT */
/* Means for the readings of states: with a design effect and a population, clamped to the scale. */
#ifndef PTVI_MEAN_H
#define PTVI_MEAN_H

#include "postventa/mean.h"
#include "stats/interval.h"

/* Answers on a scale with two ends. */
struct ptvi_bounded_sample {
    uint64_t n;
    double mean;
    double variance; /* n - 1 in the denominator; 0 for n < 2 */
    double min, max;
};

ptv_estimate ptvi_mean_read(const struct ptvi_bounded_sample *sample,
                            const struct ptvi_sampling *sampling);
ptv_comparison ptvi_mean_difference(const struct ptvi_bounded_sample *first,
                                    const struct ptvi_bounded_sample *second,
                                    const struct ptvi_sampling *sampling);

#endif
