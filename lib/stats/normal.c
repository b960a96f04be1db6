/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "postventa/distribution.h"
#include "stats/elementary.h"
#include "stats/normal.h"

static const double half_log_two_pi = 0.91893853320467274178;
static const double one_over_sqrt_two_pi = 0.39894228040143267794;

/* From here on the continued fraction is used, below it the series. */
static const double far = 2.5;

/* exp(-x^2 / 2), with the rounding of x^2 made good: it would cost 1e-13 in the far tail. */
static double bell(double x) {
    double coarse = (double)(float)x;
    double fine = (x - coarse) * (x + coarse);
    return ptvi_exp(-0.5 * coarse * coarse) * ptvi_exp(-0.5 * fine);
}

/* P(0 < Z < x) by a series of positive terms (DLMF 7.6.2), for 0 <= x <= far. */
static double central(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; term > sum * 0x1p-60; i += 2) {
        term *= x * x / i;
        sum += term;
    }
    return one_over_sqrt_two_pi * bell(x) * sum;
}

/* P(Z > x) / density(x) by its continued fraction (DLMF 7.9.1), for x >= far. */
static double mills_ratio(double x) {
    double value = x;
    for (int i = 160; i >= 1; i--)
        value = x + i / value;
    return 1 / value;
}

double ptv_normal_sf(double x) {
    if (x < 0)
        return x >= -far ? 0.5 + central(-x) : 1 - ptv_normal_sf(-x);
    if (x <= far)
        return 0.5 - central(x);
    return ptvi_is_nan(x) ? x : x > 40 ? 0 : one_over_sqrt_two_pi * bell(x) * mills_ratio(x);
}

double ptv_normal_cdf(double x) {
    return ptv_normal_sf(-x);
}

double ptvi_normal_log_sf(double x) {
    if (x <= far)
        return ptvi_log(ptv_normal_sf(x));
    return -0.5 * x * x - half_log_two_pi + ptvi_log(mills_ratio(x));
}

/* The x >= 0 with P(0 < Z < x) = c, for c up to 0.3: Newton's method, which rises to the root from
 * below because the function is concave. */
static double central_inverse(double c) {
    double x = c / one_over_sqrt_two_pi;
    for (int i = 0; i < 60; i++) {
        double step = (c - central(x)) / (one_over_sqrt_two_pi * bell(x));
        x += step;
        if (ptvi_abs(step) <= 0x1p-53 * x)
            break;
    }
    return x;
}

double ptvi_normal_isf_log(double log_q) {
    if (log_q > -1.6)
        return central_inverse(0.5 - ptvi_exp(log_q));
    /* Newton's method on the logarithm of the tail, which is concave and nearly a parabola. */
    double x = ptvi_sqrt(-2 * log_q);
    for (int i = 0; i < 60; i++) {
        double log_sf = ptvi_normal_log_sf(x);
        double log_density = -0.5 * x * x - half_log_two_pi;
        double step = (log_sf - log_q) * ptvi_exp(log_sf - log_density);
        x += step;
        if (ptvi_abs(step) <= 0x1p-52 * x)
            break;
    }
    return x;
}

double ptv_normal_isf(double q) {
    if (ptvi_is_nan(q) || q < 0 || q > 1)
        return NAN;
    if (q == 0)
        return INFINITY;
    if (q > 0.5)
        return -ptv_normal_isf(1 - q);
    return q > 0.2 ? central_inverse(0.5 - q) : ptvi_normal_isf_log(ptvi_log(q));
}

double ptv_normal_quantile(double p) {
    return -ptv_normal_isf(p);
}
