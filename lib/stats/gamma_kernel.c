/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>
#include <stddef.h>

#include "stats/elementary.h"
#include "stats/gamma_kernel.h"
#include "stats/quadrature.h"

/* (a + 1/2) log(1 + 1/a) - 1: what Stirling's error loses from a to a + 1. */
static double stirling_step(double a) {
    if (a < 1)
        return (a + 0.5) * ptvi_log1p(1 / a) - 1;
    double square = 1 / ((2 * a + 1) * (2 * a + 1));
    double sum = 0;
    for (int i = 41; i >= 3; i -= 2)
        sum = (sum + 1.0 / i) * square;
    return sum;
}

double ptvi_stirling_error(double a) {
    double shifted = 0;
    for (; a < 16; a += 1)
        shifted += stirling_step(a);
    /* DLMF 5.11.1: the terms are B(2k) / (2k (2k - 1) a^(2k - 1)). */
    static const double terms[] = {1.0 / 156,  -691.0 / 360360, 1.0 / 1188, -1.0 / 1680,
                                   1.0 / 1260, -1.0 / 360,      1.0 / 12};
    double inverse = 1 / a;
    double square = inverse * inverse;
    double sum = 0;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        sum = sum * square + terms[i];
    return shifted + sum * inverse;
}

double ptvi_log_power(double k, double x, double mean, double excess) {
    double u = excess / k, ratio = x / mean;
    if (u > -0.29 && u < 0.41)
        return k * ptvi_log1pmx(u);
    /* One logarithm is more precise than two; but the ratio may leave the range of a double. */
    bool in_range = ratio >= 0x1p-1022 && ratio < INFINITY;
    return k * (in_range ? ptvi_log(ratio) : ptvi_log(x) - ptvi_log(mean)) - excess;
}

double ptvi_log_tail_integral(double (*log_density)(const void *ctx, double w), const void *ctx,
                              double width) {
    enum { PANELS = 6 };
    const double enough = 40; /* exp(-40) is below half a bit of the whole */
    double top = log_density(ctx, 0);

    /* The point at which the density has fallen enough, but not so much that panels are wasted. */
    double near = 0, end = width;
    for (int i = 0; i < 200; i++) {
        double fall = top - log_density(ctx, end);
        if (fall >= enough && fall <= 2 * enough)
            break;
        double next = fall < enough ? 2 * end : 0.5 * (near + end);
        if (fall < enough)
            near = end;
        end = next;
    }

    double half = end / (2 * PANELS);
    double sum = 0;
    for (int panel = PANELS - 1; panel >= 0; panel--) {
        double centre = (2 * panel + 1) * half;
        for (size_t i = 0; i < PTVI_GAUSS_PAIRS; i++) {
            double offset = half * ptvi_gauss[i][0];
            double value = ptvi_exp(log_density(ctx, centre + offset) - top) +
                           ptvi_exp(log_density(ctx, centre - offset) - top);
            sum += ptvi_gauss[i][1] * value;
        }
    }
    return top + ptvi_log(sum * half);
}

double ptvi_log_tail_root(double (*log_tail)(const void *ctx, double s),
                          double (*log_slope)(const void *ctx, double s), const void *ctx,
                          struct ptvi_search search) {
    /* Newton's method on log(-log tail): a straight line where the tail is that of an extreme
     * value, and gently curved elsewhere. A step that leaves what is known to enclose the root is
     * replaced by halving that. */
    double low = search.low, high = search.high;
    double s = ptvi_max(low, ptvi_min(high, search.start));
    for (int i = 0; i < 200; i++) {
        double value = log_tail(ctx, s);
        if (value == search.target)
            return s;
        if (value > search.target)
            high = s;
        else
            low = s;
        double slope = ptvi_exp(log_slope(ctx, s) - value);
        double next = s + value * ptvi_log(search.target / value) / slope;
        /* Logarithms so large have no digits left for a slope. */
        bool inside = next > low && next < high, blind = !(value > -1e13) || !inside;
        /* Convergence is quadratic: the next move would be below the last bit. */
        bool close = ptvi_abs(next - s) <= 1e-9 * ptvi_min(search.spread, 1) + 0x1p-52 &&
                     ptvi_abs(value - search.target) <= 1e-3 * -search.target;
        if (blind && !close)
            next = 0.5 * (low + high);
        s = next;
        if (close || high - low < 0x1p-60)
            break;
    }
    if (low == search.low && s - low < 1e-6 && log_tail(ctx, low) > search.target)
        return -INFINITY;
    if (high == search.high && high - s < 1e-6 && log_tail(ctx, high) < search.target)
        return INFINITY;
    return s;
}
