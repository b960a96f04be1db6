/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>

#include "postventa/distribution.h"
#include "stats/beta.h"
#include "stats/elementary.h"
#include "stats/gamma_kernel.h"
#include "stats/normal.h"

static const double log_two_pi = 1.8378770664093454836;

static struct ptvi_point mirrored(struct ptvi_point at) {
    struct ptvi_point mirror = {at.y, at.x};
    return mirror;
}

/* log(x^a y^b / B(a, b)): the density of log(x / y). In the saddle-point form the powers are taken
 * of the ratios to the mean, so nothing large cancels. `excess` is x b - a y. */
static double log_density_at(struct ptvi_point at, double excess, double a, double b) {
    double sum = a + b;
    double stirling = ptvi_stirling_error(sum) - ptvi_stirling_error(a) - ptvi_stirling_error(b);
    double scale = 0.5 * (ptvi_log(a / sum * b) - log_two_pi);
    return scale + stirling + ptvi_log_power(a, at.x, a / sum, excess) +
           ptvi_log_power(b, at.y, b / sum, -excess);
}

/* x * y = product + the returned error, exactly (Veltkamp's splitting, Dekker's product). */
static double product_error(double x, double y, double product) {
    const double splitter = 0x1p27 + 1;
    double x_high = x * splitter - (x * splitter - x);
    double y_high = y * splitter - (y * splitter - y);
    double x_low = x - x_high, y_low = y - y_high;
    return x_low * y_low - (((product - x_high * y_high) - x_low * y_high) - x_high * y_low);
}

/* x (a + b) - a as if computed exactly: near the mean of large shapes almost everything cancels. */
static double excess_of_smaller(double x, double a, double b) {
    double sum = a + b;
    double sum_error = a > b ? b - (sum - a) : a - (sum - b);
    double product = x * sum;
    return (product - a) + (product_error(x, sum, product) + x * sum_error);
}

/* x b - a y: how far a point lies right of the mean. The smaller of x and y is the more precise. */
static double excess_at(struct ptvi_point at, double a, double b) {
    return at.x <= at.y ? excess_of_smaller(at.x, a, b) : -excess_of_smaller(at.y, b, a);
}

/* P(X <= x) a / density of log(x / y) by its continued fraction (DLMF 8.17.22), Lentz's way. Left of
 * the mean the terms are a chain sequence times x or above 0, so that c and 1 / d are above 0. Below
 * PTVI_LARGE_SHAPE a few hundred are enough, but next to 1 where b is far below 1. */
static double lower_fraction(struct ptvi_point at, double a, double b) {
    double value = 1, c = 1, d = 0;
    for (int i = 0; i < 20000; i++) {
        double m = i / 2;
        double twice = a + 2 * m;
        double term = i == 0       ? 1
                      : i % 2 == 0 ? m * (b - m) * at.x / ((twice - 1) * twice)
                                   : -(a + m) * (a + b + m) * at.x / (twice * (twice + 1));
        d = 1 / (1 + term * d);
        c = i == 0 ? 1e300 : 1 + term / c;
        double change = i == 0 ? d : c * d;
        value *= change;
        if (i > 0 && ptvi_abs(change - 1) <= 0x1p-53)
            break;
    }
    return value;
}

/* The density left of a point, for the quadrature: w is the distance in log(x / y). */
struct lower_tail {
    struct ptvi_point at;
    double excess, a, b;
};

static double lower_density(const void *ctx, double w) {
    const struct lower_tail *tail = (const struct lower_tail *)ctx;
    double shrink = -ptvi_expm1(-w);
    double rest = 1 - tail->at.x * shrink;
    struct ptvi_point at = {tail->at.x * ptvi_exp(-w) / rest, tail->at.y / rest};
    double excess = (tail->excess - tail->at.x * tail->b * shrink) / rest;
    return log_density_at(at, excess, tail->a, tail->b);
}

/* log P(X <= x) for an x not right of the mean. */
static double log_lower(struct ptvi_point at, double a, double b) {
    double excess = excess_at(at, a, b);
    if (a < PTVI_LARGE_SHAPE)
        return log_density_at(at, excess, a, b) - ptvi_log(a) + ptvi_log(lower_fraction(at, a, b));
    struct lower_tail tail = {at, excess, a, b};
    double curvature = (a + b) * at.x * at.y;
    double width = 80 / (ptvi_sqrt(excess * excess + 80 * curvature) - excess);
    return ptvi_log_tail_integral(lower_density, &tail, width);
}

double ptvi_beta_log_density(struct ptvi_point at, double a, double b) {
    return log_density_at(at, excess_at(at, a, b), a, b);
}

double ptvi_beta_log_cdf(struct ptvi_point at, double a, double b) {
    if (at.x <= 0)
        return -INFINITY;
    if (at.y <= 0)
        return 0;
    if (excess_at(at, a, b) <= 0)
        return log_lower(at, a, b);
    return ptvi_log1mexp(log_lower(mirrored(at), b, a));
}

struct shapes {
    double a, b;
};

static struct ptvi_point from_logit(double s) {
    double e = ptvi_exp(-ptvi_abs(s));
    struct ptvi_point low = {e / (1 + e), 1 / (1 + e)};
    return s < 0 ? low : mirrored(low);
}

static double log_cdf_of_logit(const void *ctx, double s) {
    const struct shapes *shape = (const struct shapes *)ctx;
    return ptvi_beta_log_cdf(from_logit(s), shape->a, shape->b);
}

static double log_density_of_logit(const void *ctx, double s) {
    const struct shapes *shape = (const struct shapes *)ctx;
    return ptvi_beta_log_density(from_logit(s), shape->a, shape->b);
}

struct ptvi_point ptvi_beta_quantile_log(double log_p, double a, double b) {
    struct shapes shape = {a, b};
    double spread = ptvi_sqrt(1 / a + 1 / b);
    double start = ptvi_log(a) - ptvi_log(b) - spread * ptvi_min(ptvi_normal_isf_log(log_p), 40);
    struct ptvi_search search = {log_p, -745, 745, start, spread};
    return from_logit(ptvi_log_tail_root(log_cdf_of_logit, log_density_of_logit, &shape, search));
}

static bool valid_shapes(double a, double b) {
    return a >= PTVI_SHAPE_MIN && b >= PTVI_SHAPE_MIN && a <= PTVI_SHAPE_MAX && b <= PTVI_SHAPE_MAX;
}

double ptv_beta_cdf(double x, double a, double b) {
    struct ptvi_point at = {x, 1 - x};
    if (!valid_shapes(a, b) || !ptvi_is_probability(x))
        return NAN;
    return ptvi_exp(ptvi_beta_log_cdf(at, a, b));
}

double ptv_beta_sf(double x, double a, double b) {
    struct ptvi_point at = {1 - x, x};
    if (!valid_shapes(a, b) || !ptvi_is_probability(x))
        return NAN;
    return ptvi_exp(ptvi_beta_log_cdf(at, b, a));
}

double ptv_beta_quantile(double p, double a, double b) {
    if (!valid_shapes(a, b) || !ptvi_is_probability(p))
        return NAN;
    if (p == 0)
        return 0;
    if (p > 0.5)
        return ptv_beta_isf(1 - p, a, b);
    return ptvi_beta_quantile_log(ptvi_log(p), a, b).x;
}

double ptv_beta_isf(double q, double a, double b) {
    if (!valid_shapes(a, b) || !ptvi_is_probability(q))
        return NAN;
    if (q == 0)
        return 1;
    if (q > 0.5)
        return ptv_beta_quantile(1 - q, a, b);
    return ptvi_beta_quantile_log(ptvi_log(q), b, a).y;
}
