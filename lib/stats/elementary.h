/* SPDX-License-Identifier: MIT */
/* exp, log, the square root and their kin without libm: the same bits on every machine. */
#ifndef PTVI_ELEMENTARY_H
#define PTVI_ELEMENTARY_H

#include "base/platform.h"

/* Only for NAN and INFINITY. */
#include <math.h>
#include <stdbool.h>

#include "stats/square_root.h"

double ptvi_exp(double x);
double ptvi_expm1(double x);
double ptvi_log(double x);
double ptvi_log1p(double x);

/* exp(x) - 1 - x without cancellation near 0. */
double ptvi_expm1mx(double x);

/* log(1 + x) - x without cancellation near 0; x > -1. */
double ptvi_log1pmx(double x);

/* log(1 - exp(x)) for x <= 0. */
double ptvi_log1mexp(double x);

static inline bool ptvi_is_nan(double x) {
    return x != x;
}

static inline bool ptvi_is_finite(double x) {
    return x - x == 0;
}

static inline bool ptvi_is_probability(double x) {
    return x >= 0 && x <= 1;
}

static inline double ptvi_abs(double x) {
    return x < 0 ? -x : x;
}

static inline double ptvi_min(double a, double b) {
    return a < b ? a : b;
}

static inline double ptvi_max(double a, double b) {
    return a > b ? a : b;
}

#endif
