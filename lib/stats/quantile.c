/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/wide.h"
#include "postventa/distribution.h"
#include "postventa/quantile.h"
#include "stats/beta.h"
#include "stats/elementary.h"
#include "stats/interval.h"

/* (n * times + plus) / den as a whole number and a rest. The quotient must fit 64 bits. */
static uint64_t divided(uint64_t n, uint64_t times, uint64_t plus, uint64_t den, uint64_t *rest) {
    uint64_t wide[2], more[2] = {plus, 0};
    wide[0] = ptvi_wide_product(n, times, &wide[1]);
    ptvi_wide_add(wide, more, 2);
    return ptvi_wide_divide(wide, den, rest);
}

ptv_status ptv_quantile_position(uint64_t n, uint32_t num, uint32_t den, int32_t type,
                                 uint64_t *rank, double *weight) {
    if (!rank || !weight)
        return PTV_ERR_NULL;
    if (n == 0 || den == 0 || num > den || type < PTV_QUANTILE_DEFAULT ||
        type > PTV_QUANTILE_UNBIASED ||
        (type > PTV_QUANTILE_MIDPOINT && type < PTV_QUANTILE_EXCLUSIVE))
        return PTV_ERR_ARGUMENT;
    if (num == den) {
        *rank = n;
        *weight = 0;
        return PTV_OK;
    }
    uint64_t p = num, whole, rest, divisor = den;
    double part;
    if (type == PTV_QUANTILE_EXCLUSIVE) {
        whole = divided(n, p, p, den, &rest);
    } else if (type == PTV_QUANTILE_INCLUSIVE) {
        whole = divided(n - 1, p, den, den, &rest);
    } else if (type == PTV_QUANTILE_UNBIASED) {
        divisor = 3 * (uint64_t)den;
        whole = divided(n, 3 * p, p + den, divisor, &rest);
    } else {
        whole = divided(n, p, 0, den, &rest);
    }
    if (type >= PTV_QUANTILE_EXCLUSIVE)
        part = (double)rest / (double)divisor;
    else
        part = rest > 0 ? 1 : type == PTV_QUANTILE_MIDPOINT ? 0.5 : 0;
    /* A weight of 1 is the next answer itself. */
    whole += part == 1;
    part = part == 1 ? 0 : part;
    bool outside = whole < 1 || whole >= n;
    *rank = whole < 1 ? 1 : whole >= n ? n : whole;
    *weight = outside ? 0 : part;
    return PTV_OK;
}

/* A binomial number of answers. */
struct binomial {
    uint64_t n;
    double p;
};

/* P(B = k). */
static double exactly(const struct binomial *b, double k) {
    struct ptvi_point at = {b->p, 1 - b->p};
    double n = (double)b->n;
    return ptvi_exp(ptvi_beta_log_density(at, k + 1, n - k + 1)) / ((n + 1) * at.x * at.y);
}

/* P(B <= r - 1), for r from 1 to n. Up to the mean it is summed from its largest term downwards,
 * some seven standard deviations, unless the beta function is quicker than so many terms. */
static double below(const struct binomial *b, uint64_t r) {
    const double large = 0x1p20;
    double n = (double)b->n, last = (double)(r - 1), odds = (1 - b->p) / b->p, term = 1, sum = 1;
    if (n * b->p * (1 - b->p) > large || last > n * b->p)
        return ptv_beta_sf(b->p, (double)r, n - (double)r + 1);
    for (double k = last; k > 0 && term > 0x1p-60 * sum; k--) {
        term *= odds * k / (n - k + 1);
        sum += term;
    }
    return exactly(b, last) * sum;
}

/* The rank where a normal number would pass z, within 1..n; corrected for whole numbers, and for
 * the skewness. */
static uint64_t guess(const struct binomial *b, double z) {
    double n = (double)b->n, skew = (1 - 2 * b->p) * (z * z - 1) / 6;
    double rank = n * b->p + z * ptvi_sqrt(n * b->p * (1 - b->p)) + skew + 0.5;
    return rank < 1 ? 1 : rank >= n ? b->n : (uint64_t)rank;
}

/* The largest rank r of 1..n with P(B <= r - 1) <= tail, which is that of a normal number below z;
 * 0 where there is none. The guess is good, so the search goes from it in steps that double, and is
 * then halved. */
static uint64_t largest_below(const struct binomial *b, double tail, double z) {
    uint64_t fits = 0, beyond = b->n + 1, step = 1;
    uint64_t start = guess(b, z);
    if (below(b, start) <= tail) {
        for (fits = start; beyond - fits > step && below(b, fits + step) <= tail; step *= 2)
            fits += step;
        beyond = beyond - fits > step ? fits + step : beyond;
    } else {
        for (beyond = start; beyond > step && below(b, beyond - step) > tail; step *= 2)
            beyond -= step;
        fits = beyond > step ? beyond - step : 0;
    }
    while (beyond - fits > 1) {
        uint64_t middle = fits + (beyond - fits) / 2;
        if (below(b, middle) <= tail)
            fits = middle;
        else
            beyond = middle;
    }
    return fits;
}

ptv_status ptv_quantile_ranks(uint64_t n, uint32_t num, uint32_t den, double confidence,
                              uint64_t *lower, uint64_t *upper) {
    if (!lower || !upper)
        return PTV_ERR_NULL;
    if (n == 0 || n == UINT64_MAX || num == 0 || num >= den || !ptvi_confidence_valid(confidence))
        return PTV_ERR_ARGUMENT;
    /* A tail that equals what is left of the confidence fits: 10 % at 80 %, whatever the last bits of
     * 0.8 and of the beta function are. */
    double tail = 0.5 * (1 - confidence) * (1 + 0x1p-40), z = -ptv_normal_isf(tail);
    /* Answers not counted are binomial of n and 1 - p: the upper bound is a lower one, mirrored. */
    struct binomial counted = {n, (double)num / (double)den};
    struct binomial others = {n, (double)(den - num) / (double)den};
    *lower = largest_below(&counted, tail, z);
    *upper = n + 1 - largest_below(&others, tail, z);
    return *lower == 0 || *upper == n + 1 ? PTV_UNATTAINABLE : PTV_OK;
}
