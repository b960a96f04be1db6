/* SPDX-License-Identifier: MIT */
/* What the beta and the gamma distribution share: the error of Stirling's formula, which keeps
 * their densities exact for any shape; and the tail of a log-concave density by quadrature, which
 * takes the same few steps whether a shape is 10^4 or 10^18. */
#ifndef PTVI_GAMMA_KERNEL_H
#define PTVI_GAMMA_KERNEL_H

/* From this shape on the tail comes from quadrature: series and continued fractions need a number
 * of terms that grows with the square root of the shape. */
#define PTVI_LARGE_SHAPE 1e4

/* Smallest and largest shape: beyond, a double no longer tells a point from its neighbours. */
#define PTVI_SHAPE_MIN 1e-30
#define PTVI_SHAPE_MAX 1e20

/* log Gamma(a) - ((a - 1/2) log a - a + log(2 pi) / 2), a > 0: Stirling's error. */
double ptvi_stirling_error(double a);

/* k log(x / mean) - excess, where excess = k (x / mean - 1) is known without cancellation. */
double ptvi_log_power(double k, double x, double mean, double excess);

/* log of the integral over w > 0 of exp(log_density(w)), where log_density falls from w = 0 on,
 * ever more steeply or at a constant rate. `width` is a guess of where it has fallen by 40. */
double ptvi_log_tail_integral(double (*log_density)(const void *ctx, double w), const void *ctx,
                              double width);

/* What is searched, and where. */
struct ptvi_search {
    double target;    /* logarithm of a tail, at most log(1/2) */
    double low, high; /* beyond them s stands for a number that no double is */
    double start;     /* a guess */
    double spread;    /* about the standard deviation of s */
};

/* The s with log_tail(s) = target, where the tail is that of a log-concave density of s, growing
 * with s, and log_slope(s) is the logarithm of that density. Infinite where s is beyond its ends. */
double ptvi_log_tail_root(double (*log_tail)(const void *ctx, double s),
                          double (*log_slope)(const void *ctx, double s), const void *ctx,
                          struct ptvi_search search);

#endif
