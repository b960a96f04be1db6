/* SPDX-License-Identifier: MIT */
/** @file
 * The probability distributions behind the intervals: normal, Student's t, beta and gamma.
 *
 * For each: `_cdf` is P(X <= x), `_sf` is P(X > x), `_quantile` inverts the first and `_isf` the
 * second. Each side is computed for itself, never as 1 minus the other, so that small
 * probabilities keep their digits. All are pure functions of their arguments, use no libm, and
 * give the same bits on every machine with IEEE doubles. A NaN, or an argument outside its range,
 * gives NaN. Relative error at most 1e-12 where the result is not below 1e-280.
 *
 * O(1) for the normal; for the others at most a few hundred terms, however large the parameters.
 * Source: DLMF chapters 7 and 8; Loader 2000 for the saddle-point form. */
#ifndef POSTVENTA_DISTRIBUTION_H
#define POSTVENTA_DISTRIBUTION_H

#include "api.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Standard normal distribution: P(Z <= x).
 *
 * @param[in] x  any number
 * @return 0..1 */
PTV_API double ptv_normal_cdf(double x);

/** Standard normal distribution: P(Z > x).
 *
 * @param[in] x  any number
 * @return 0..1 */
PTV_API double ptv_normal_sf(double x);

/** Standard normal distribution: the x with P(Z <= x) = p.
 *
 * @param[in] p  lower tail, 0..1
 * @return any number; -infinity for 0, infinity for 1 */
PTV_API double ptv_normal_quantile(double p);

/** Standard normal distribution: the x with P(Z > x) = q.
 *
 * @param[in] q  upper tail, 0..1
 * @return any number; infinity for 0, -infinity for 1 */
PTV_API double ptv_normal_isf(double q);

/** Student's t distribution: P(T <= t).
 *
 * @param[in] t   any number
 * @param[in] df  degrees of freedom, 1e-30 or more, need not be whole; infinity: the normal
 * @return 0..1 */
PTV_API double ptv_student_t_cdf(double t, double df);

/** Student's t distribution: P(T > t).
 *
 * @param[in] t   any number
 * @param[in] df  degrees of freedom, 1e-30 or more; infinity: the normal
 * @return 0..1 */
PTV_API double ptv_student_t_sf(double t, double df);

/** Student's t distribution: the t with P(T <= t) = p.
 *
 * @param[in] p   lower tail, 0..1
 * @param[in] df  degrees of freedom, 1e-30 or more; infinity: the normal
 * @return any number */
PTV_API double ptv_student_t_quantile(double p, double df);

/** Student's t distribution: the t with P(T > t) = q.
 *
 * @param[in] q   upper tail, 0..1
 * @param[in] df  degrees of freedom, 1e-30 or more; infinity: the normal
 * @return any number */
PTV_API double ptv_student_t_isf(double q, double df);

/** Beta distribution (the regularised incomplete beta function): P(X <= x). With a shape below 1e-7,
 * x nearer than that to the end where the other shape has its mass has fewer digits.
 *
 * @param[in] x  0..1
 * @param[in] a  first shape, 1e-30 to 1e20
 * @param[in] b  second shape, 1e-30 to 1e20
 * @return 0..1 */
PTV_API double ptv_beta_cdf(double x, double a, double b);

/** Beta distribution: P(X > x).
 *
 * @param[in] x  0..1
 * @param[in] a  first shape, 1e-30 to 1e20
 * @param[in] b  second shape, 1e-30 to 1e20
 * @return 0..1 */
PTV_API double ptv_beta_sf(double x, double a, double b);

/** Beta distribution: the x with P(X <= x) = p.
 *
 * @param[in] p  lower tail, 0..1
 * @param[in] a  first shape, 1e-30 to 1e20
 * @param[in] b  second shape, 1e-30 to 1e20
 * @return 0..1 */
PTV_API double ptv_beta_quantile(double p, double a, double b);

/** Beta distribution: the x with P(X > x) = q.
 *
 * @param[in] q  upper tail, 0..1
 * @param[in] a  first shape, 1e-30 to 1e20
 * @param[in] b  second shape, 1e-30 to 1e20
 * @return 0..1 */
PTV_API double ptv_beta_isf(double q, double a, double b);

/** Gamma distribution with unit rate (the regularised incomplete gamma function): P(X <= x).
 *
 * @param[in] x      >= 0
 * @param[in] shape  1e-30 to 1e20
 * @return 0..1 */
PTV_API double ptv_gamma_cdf(double x, double shape);

/** Gamma distribution with unit rate: P(X > x).
 *
 * @param[in] x      >= 0
 * @param[in] shape  1e-30 to 1e20
 * @return 0..1 */
PTV_API double ptv_gamma_sf(double x, double shape);

/** Gamma distribution with unit rate: the x with P(X <= x) = p.
 *
 * @param[in] p      lower tail, 0..1
 * @param[in] shape  1e-30 to 1e20
 * @return >= 0 */
PTV_API double ptv_gamma_quantile(double p, double shape);

/** Gamma distribution with unit rate: the x with P(X > x) = q.
 *
 * @param[in] q      upper tail, 0..1
 * @param[in] shape  1e-30 to 1e20
 * @return >= 0 */
PTV_API double ptv_gamma_isf(double q, double shape);

#ifdef __cplusplus
}
#endif

#endif
