/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>

#include "base/certain.h"
#include "postventa/distribution.h"
#include "stats/elementary.h"
#include "stats/gamma_kernel.h"
#include "stats/normal.h"

static const double log_two_pi = 1.8378770664093454836;

/* log(x^a exp(-x) / Gamma(a)): the density of log x. `excess` is x - a. */
static double log_density_at(double x, double excess, double a) {
    return 0.5 * (ptvi_log(a) - log_two_pi) - ptvi_stirling_error(a) +
           ptvi_log_power(a, x, a, excess);
}

/* P(X <= x) a / density of log x by its series (DLMF 8.11.4), for x up to about a. */
static double lower_series(double x, double a) {
    double term = 1, sum = 1;
    for (double k = a + 1; term > sum * 0x1p-60; k += 1) {
        term *= x / k;
        sum += term;
    }
    return sum;
}

/* P(X > x) / density of log x by its continued fraction (DLMF 8.9.2), for x from a + 1 on: c and 1 / d
 * are at least i + 1 then, for one follows from the other; and a few hundred terms are enough below
 * PTVI_LARGE_SHAPE. A number times its inverse, which the last factors are for a large x, is 1 or 2^-53
 * less. */
static double upper_fraction(double x, double a) {
    double b = x + 1 - a;
    double c = 1e300, d = 1 / b;
    double value = d;
    for (int i = 1; PTVI_ALWAYS(i < 20000); i++) {
        double term = -i * (i - a);
        b += 2;
        d = 1 / (term * d + b);
        c = b + term / c;
        double change = c * d;
        value *= change;
        if (ptvi_abs(change - 1) <= 0x1p-53)
            break;
    }
    return value;
}

/* The density on one side of a point, for the quadrature: w is the distance in log x. */
struct tail {
    double x, excess, a;
    int side; /* -1: left, 1: right */
};

static double density(const void *ctx, double w) {
    const struct tail *tail = (const struct tail *)ctx;
    double growth = ptvi_expm1(tail->side * w);
    return log_density_at(tail->x * (1 + growth), tail->excess + tail->x * growth, tail->a);
}

static double log_tail_by_quadrature(double x, double a, int side) {
    struct tail tail = {x, x - a, a, side};
    double fall = side * tail.excess;
    double width = 80 / (fall + ptvi_sqrt(fall * fall + 80 * x));
    return ptvi_log_tail_integral(density, &tail, width);
}

/* log P(X <= x) for an x not right of the mean. */
static double log_lower(double x, double a) {
    if (a >= PTVI_LARGE_SHAPE)
        return log_tail_by_quadrature(x, a, -1);
    return log_density_at(x, x - a, a) - ptvi_log(a) + ptvi_log(lower_series(x, a));
}

/* log P(X > x) for an x right of the mean. */
static double log_upper(double x, double a) {
    if (a >= PTVI_LARGE_SHAPE)
        return log_tail_by_quadrature(x, a, 1);
    /* The fraction is good from a + 1 on; between, the lower tail is not yet near 1. */
    if (x < a + 1)
        return ptvi_log1mexp(log_density_at(x, x - a, a) - ptvi_log(a) +
                             ptvi_log(lower_series(x, a)));
    return log_density_at(x, x - a, a) + ptvi_log(upper_fraction(x, a));
}

static double log_cdf(double x, double a) {
    if (x <= 0)
        return -INFINITY;
    return x <= a ? log_lower(x, a) : ptvi_log1mexp(log_upper(x, a));
}

static double log_sf(double x, double a) {
    if (x <= 0)
        return 0;
    if (x == INFINITY)
        return -INFINITY;
    return x > a ? log_upper(x, a) : ptvi_log1mexp(log_lower(x, a));
}

/* Both tails as functions that rise with s: of log x, or of its negative. */
static double log_cdf_of_log(const void *ctx, double s) {
    const double *a = (const double *)ctx;
    return log_cdf(ptvi_exp(s), *a);
}

static double log_sf_of_log(const void *ctx, double s) {
    const double *a = (const double *)ctx;
    return log_sf(ptvi_exp(-s), *a);
}

static double log_density_of_log(const void *ctx, double s) {
    const double *a = (const double *)ctx;
    double x = ptvi_exp(s);
    return log_density_at(x, x - *a, *a);
}

static double log_density_of_minus_log(const void *ctx, double s) {
    return log_density_of_log(ctx, -s);
}

static bool valid_shape(double shape) {
    return shape >= PTVI_SHAPE_MIN && shape <= PTVI_SHAPE_MAX;
}

double ptv_gamma_cdf(double x, double shape) {
    if (!(x >= 0) || !valid_shape(shape))
        return NAN;
    return x == INFINITY ? 1 : ptvi_exp(log_cdf(x, shape));
}

double ptv_gamma_sf(double x, double shape) {
    if (!(x >= 0) || !valid_shape(shape))
        return NAN;
    return ptvi_exp(log_sf(x, shape));
}

double ptv_gamma_quantile(double p, double shape) {
    if (!ptvi_is_probability(p) || !valid_shape(shape))
        return NAN;
    if (p == 0)
        return 0;
    if (p > 0.5)
        return ptv_gamma_isf(1 - p, shape);
    double spread = 1 / ptvi_sqrt(shape);
    double start = ptvi_log(shape) - spread * ptv_normal_isf(p);
    struct ptvi_search search = {ptvi_log(p), -745, 709, start, spread};
    return ptvi_exp(ptvi_log_tail_root(log_cdf_of_log, log_density_of_log, &shape, search));
}

double ptv_gamma_isf(double q, double shape) {
    if (!ptvi_is_probability(q) || !valid_shape(shape))
        return NAN;
    if (q == 0)
        return INFINITY;
    if (q > 0.5)
        return ptv_gamma_quantile(1 - q, shape);
    double spread = 1 / ptvi_sqrt(shape);
    double start = -ptvi_log(shape) - spread * ptv_normal_isf(q);
    struct ptvi_search search = {ptvi_log(q), -709, 745, start, spread};
    return ptvi_exp(-ptvi_log_tail_root(log_sf_of_log, log_density_of_minus_log, &shape, search));
}
