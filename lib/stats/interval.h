/* SPDX-License-Identifier: MIT */
/* What all intervals and comparisons share. */
#ifndef PTVI_INTERVAL_H
#define PTVI_INTERVAL_H

#include <stdbool.h>

#include "postventa/estimate.h"
#include "postventa/status.h"

/* How the answers were come by: what turns n into an effective n. */
struct ptvi_sampling {
    double confidence;
    double design_effect; /* 1: independent answers */
    uint64_t population;  /* 0: infinite */
};

/* Whether a confidence lies in (0, 1). */
bool ptvi_confidence_valid(double confidence);

/* The plain case: independent answers from an infinite population. */
struct ptvi_sampling ptvi_plain_sampling(double confidence);

/* The options of a reading, where 0 means the default: false if one is out of range. */
bool ptvi_sampling_from(double confidence, double design_effect, uint64_t population,
                        struct ptvi_sampling *sampling);

/* Effective size of a sample of n > 0; infinite when it is the whole population. NaN when it is
 * larger than the population. */
double ptvi_effective_n(uint64_t n, const struct ptvi_sampling *sampling);

/* The z that leaves half of 1 - confidence above it. */
double ptvi_z(double confidence);

/* P(|Z| > |z|). */
double ptvi_two_sided_p(double z);

/* An estimate with every number NaN: what an empty sample gives. */
ptv_estimate ptvi_no_estimate(ptv_status status, double confidence, int32_t method);
ptv_comparison ptvi_no_comparison(ptv_status status, double confidence, int32_t method);

/* An estimate whose interval is still NaN; n > 0. On PTV_INCONSISTENT (n above the population) all
 * of it is. When the sample is the whole population, the interval is the value. */
ptv_estimate ptvi_estimate_of(double value, double std_error, uint64_t n, double n_eff,
                              double confidence, int32_t method);

/* Whether the interval of an estimate is still to be computed. */
bool ptvi_wants_interval(const ptv_estimate *estimate);

/* Keeps the bounds inside a range. */
void ptvi_clamp(ptv_estimate *estimate, double min, double max);

/* The same estimate in another unit, (x - origin) * numerator / denominator: written so that the
 * ends of a scale are met exactly. A negative factor swaps the bounds. */
ptv_estimate ptvi_rescaled(ptv_estimate estimate, double origin, double numerator,
                           double denominator);

/* The same comparison in another unit. */
ptv_comparison ptvi_rescaled_comparison(ptv_comparison comparison, double numerator,
                                        double denominator);

/* Where a function that falls from `inside` to `outside` crosses 0, to the last bit. */
double ptvi_bisect(double (*f)(const void *ctx, double x), const void *ctx, double inside,
                   double outside);

/* The interval of a sample at a given z, and its estimate. */
struct ptvi_limits {
    double value, lower, upper;
};

/* Two samples whose limits are known at every z, for MOVER. */
struct ptvi_pair {
    struct ptvi_limits (*limits)(const void *sample, double z);
    const void *first;
    const void *second;
    double difference; /* exact where the two estimates are equal */
};

/* Zou and Donner's interval of a difference, and the statistic and p-value that agree with it; what
 * else is in `out` stays. */
void ptvi_mover(const struct ptvi_pair *pair, double confidence, ptv_comparison *out);

/* A normal interval of a difference and its z test. */
void ptvi_wald_comparison(double centre, double std_error, double confidence, ptv_comparison *out);

#endif
