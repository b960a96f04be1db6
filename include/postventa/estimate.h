/* SPDX-License-Identifier: MIT */
/** @file
 * How every figure and every difference between two figures is reported. */
#ifndef POSTVENTA_ESTIMATE_H
#define POSTVENTA_ESTIMATE_H

#include <stdint.h>

#include "api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How an interval or a comparison was computed; 0 asks for the figure's default. */
#define PTV_METHOD_DEFAULT 0 /**< The default of the function that takes it. */

#define PTV_METHOD_WILSON          10 /**< Share: score interval. Wilson 1927. */
#define PTV_METHOD_CLOPPER_PEARSON 11 /**< Share: guaranteed coverage. Clopper & Pearson 1934. */
#define PTV_METHOD_AGRESTI_COULL   12 /**< Share: adjusted Wald. Agresti & Coull 1998. */
#define PTV_METHOD_JEFFREYS                                                                        \
    13 /**< Share: Bayesian with Beta(1/2, 1/2). Brown, Cai & DasGupta 2001. */

#define PTV_METHOD_SCORE         20 /**< Net share: score interval. Tango 1998. */
#define PTV_METHOD_ADJUSTED_WALD 21 /**< Net share: adjusted Wald. Rocks 2016. */
#define PTV_METHOD_WALD          22 /**< Net share: plain Wald, to compare with other products. */

#define PTV_METHOD_STUDENT_T 30 /**< Mean: Student's t. */
#define PTV_METHOD_SCORE_BOUNDED                                                                   \
    31 /**< Mean on a bounded scale without spread: Wilson on the rescaled mean. */

#define PTV_METHOD_ORDER_STATISTICS 32 /**< Quantile: between two order statistics. Conover 1999. */

#define PTV_METHOD_MOVER 40 /**< Difference: from the two intervals. Zou & Donner 2008. */
#define PTV_METHOD_MIETTINEN_NURMINEN                                                              \
    41                               /**< Difference of shares: score. Miettinen & Nurminen 1985. */
#define PTV_METHOD_BRUNNER_MUNZEL 43 /**< Order of two samples: Brunner & Munzel 2000. */
#define PTV_METHOD_WELCH          42 /**< Difference of means: Welch 1947. */

#define PTV_METHOD_ROTHMAN_WILSON                                                                  \
    50                         /**< Survival: Wilson's on an effective number. Rothman 1978. */
#define PTV_METHOD_LOG_LOG  51 /**< Survival: on log(-log S). Kalbfleisch & Prentice 1980. */
#define PTV_METHOD_LOG      52 /**< Survival: on log S, the default of R. */
#define PTV_METHOD_PLAIN    53 /**< Survival, restricted mean: normal, Greenwood's variance. */
#define PTV_METHOD_LOG_RANK 54 /**< Difference of survival: Mantel 1966. */

#define PTV_METHOD_GARWOOD    60 /**< Rate: exact. Garwood 1936. */
#define PTV_METHOD_RATE_RATIO 61 /**< Ratio of rates: exact, given all events. Clopper & Pearson. */

/** A figure and how sure it is. The layout is frozen for ever. */
typedef struct ptv_estimate {
    double value;      /**< The estimate, never rounded; NaN when there is none. */
    double lower;      /**< Lower bound of the interval; NaN when there is none. */
    double upper;      /**< Upper bound of the interval; NaN when there is none. */
    double std_error;  /**< Standard error, in the unit of `value`. */
    double confidence; /**< Confidence of the interval, 0..1 without the ends. */
    /** Effective sample size: n, unless a design effect or a population was given. */
    double n_eff;
    uint64_t n;     /**< How many answers the estimate rests on. */
    int32_t status; /**< PTV_OK, or what the data do not allow. */
    int32_t method; /**< The PTV_METHOD_… that gave the interval. */
} ptv_estimate;

/** Initialiser of a ptv_estimate inside a result. */
#define PTV_ESTIMATE_INIT                                                                          \
    { 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** A difference between two figures, the first minus the second, and how sure it is. The layout is
 * frozen for ever. */
typedef struct ptv_comparison {
    double difference; /**< First minus second, in the unit of the figure. */
    double lower;      /**< Lower bound of the difference. */
    double upper;      /**< Upper bound of the difference. */
    double std_error;  /**< Standard error of the difference. */
    double statistic;  /**< The test's statistic; what it is follows from `method`. */
    double df;         /**< Degrees of freedom of the statistic; NaN where it has none. */
    /** Two-sided; agrees with the interval: below 1 - confidence iff 0 is outside. */
    double p_value;
    double confidence; /**< Confidence of the interval. */
    int32_t status;    /**< PTV_OK, or what the data do not allow. */
    int32_t method;    /**< The PTV_METHOD_… that gave interval and p-value. */
} ptv_comparison;

/** Name of a method, as the program and the bindings write it.
 *
 * @param[in] method  a PTV_METHOD_… constant
 * @return for example "wilson"; "default" for 0; "unknown" for a number that is none. O(1), no
 *         allocation. */
PTV_API const char *ptv_method_name(int32_t method);

#ifdef __cplusplus
}
#endif

#endif
