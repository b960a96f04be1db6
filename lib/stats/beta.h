/* SPDX-License-Identifier: MIT */
/* The beta distribution with both x and 1 - x given, so that neither end loses digits. */
#ifndef PTVI_BETA_H
#define PTVI_BETA_H

/* A point of 0..1 and its distance from 1. */
struct ptvi_point {
    double x;
    double y; /* 1 - x */
};

/* log of x^a y^b / B(a, b), the density of log(x / y) for X of Beta(a, b). */
double ptvi_beta_log_density(struct ptvi_point at, double a, double b);

/* log P(X <= x) for X of Beta(a, b). */
double ptvi_beta_log_cdf(struct ptvi_point at, double a, double b);

/* The point with log P(X <= x) = log_p, which is at most log(1/2). */
struct ptvi_point ptvi_beta_quantile_log(double log_p, double a, double b);

#endif
