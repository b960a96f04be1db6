/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/wide.h"
#include "stats/beta.h"
#include "stats/elementary.h"
#include "stats/share.h"

/* A sample as the formulas want it: x hits and y misses, real-valued, so that an effective size may
 * take the place of a count. */
struct sample {
    double x, y, n;
};

static struct sample sample_of(struct ptvi_share share, double n_eff) {
    double factor = n_eff / (double)share.n;
    struct sample sample = {(double)share.x * factor, (double)(share.n - share.x) * factor, n_eff};
    return sample;
}

struct ptvi_limits ptvi_wilson(double x, double y, double z) {
    /* The bounds of the smaller part keep their digits; those of the other are its mirror image. */
    double small = ptvi_min(x, y);
    double n = x + y;
    double p = small / n;
    double root = z * ptvi_sqrt(z * z + 4 * small * (1 - p));
    double numerator = 2 * small + z * z + root;
    double upper = numerator / (2 * (n + z * z));
    double lower = small == 0 ? 0 : 2 * small * p / numerator;
    struct ptvi_limits of_small = {p, lower, upper};
    struct ptvi_limits of_large = {1 - p, 1 - upper, 1 - lower};
    return x <= y ? of_small : of_large;
}

static struct ptvi_limits agresti_coull(struct sample at, double z) {
    double n = at.n + z * z;
    double p = (at.x + 0.5 * z * z) / n;
    double q = (at.y + 0.5 * z * z) / n;
    double half = z * ptvi_sqrt(p * q / n);
    struct ptvi_limits limits = {p, p - half, p + half};
    return limits;
}

/* Bounds by beta quantiles: Clopper and Pearson's take their halves from x of n + 1 outwards,
 * Jeffreys' from x + 1/2 of n + 1. */
static struct ptvi_limits beta_limits(struct sample at, double confidence, double outwards) {
    double log_tail = ptvi_log(0.5 * (1 - confidence));
    double inwards = 1 - outwards;
    struct ptvi_limits limits = {at.x / at.n, 0, 1};
    if (at.x > 0)
        limits.lower = ptvi_beta_quantile_log(log_tail, at.x + inwards, at.y + outwards).x;
    if (at.y > 0)
        limits.upper = ptvi_beta_quantile_log(log_tail, at.y + inwards, at.x + outwards).y;
    return limits;
}

static struct ptvi_limits limits_by(int32_t method, struct sample at, double confidence) {
    switch (method) {
    case PTV_METHOD_CLOPPER_PEARSON:
        return beta_limits(at, confidence, 1);
    case PTV_METHOD_JEFFREYS:
        return beta_limits(at, confidence, 0.5);
    case PTV_METHOD_AGRESTI_COULL:
        return agresti_coull(at, ptvi_z(confidence));
    default:
        return ptvi_wilson(at.x, at.y, ptvi_z(confidence));
    }
}

bool ptvi_share_method_valid(int32_t method) {
    return method == PTV_METHOD_DEFAULT ||
           (method >= PTV_METHOD_WILSON && method <= PTV_METHOD_JEFFREYS);
}

/* The share, not clamped. */
static ptv_estimate estimate(struct ptvi_share share, const struct ptvi_sampling *sampling,
                             int32_t method) {
    if (method == PTV_METHOD_DEFAULT)
        method = PTV_METHOD_WILSON;
    if (share.n == 0)
        return ptvi_no_estimate(PTV_EMPTY, sampling->confidence, method);
    double n_eff = ptvi_effective_n(share.n, sampling);
    double p = (double)share.x / (double)share.n;
    double q = (double)(share.n - share.x) / (double)share.n;
    ptv_estimate out =
        ptvi_estimate_of(p, ptvi_sqrt(p * q / n_eff), share.n, n_eff, sampling->confidence, method);
    if (ptvi_wants_interval(&out)) {
        struct ptvi_limits limits =
            limits_by(method, sample_of(share, n_eff), sampling->confidence);
        /* With more digits than a double has, a bound may pass the share by a rounding. */
        out.lower = ptvi_min(limits.lower, p);
        out.upper = ptvi_max(limits.upper, p);
    }
    return out;
}

ptv_estimate ptvi_share_read(struct ptvi_share share, const struct ptvi_sampling *sampling,
                             int32_t method) {
    ptv_estimate out = estimate(share, sampling, method);
    ptvi_clamp(&out, 0, 1);
    return out;
}

ptv_status ptv_share_interval(uint64_t x, uint64_t n, double confidence, int32_t method,
                              ptv_estimate *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (x > n || !ptvi_confidence_valid(confidence) || !ptvi_share_method_valid(method))
        return PTV_ERR_ARGUMENT;
    struct ptvi_share share = {x, n};
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = estimate(share, &sampling, method);
    return out->status;
}

/* Two samples, for the score test of hypotheses that their shares differ by a `difference` >= 0. */
struct score {
    struct sample high, low; /* the hypothesis: share of high = share of low + difference */
    double observed;         /* observed difference */
    double correction;       /* N / (N - 1) */
    double z;
};

/* The slope of the likelihood at a share p of `low`, given the difference: falls as p rises. Inside
 * the range of p, so that nothing is divided by 0. */
static double likelihood_slope(const struct score *score, double p, double difference) {
    const struct sample *high = &score->high, *low = &score->low;
    double q_high = 1 - difference - p;
    return low->x / p + high->x / (p + difference) - low->y / (q_high + difference) -
           high->y / q_high;
}

/* The share of `low` that makes the likelihood largest, in the lower half of its range, where it
 * keeps its digits. */
static double likeliest_low(const struct score *score, double difference) {
    double low = 0, high = 0.5 * (1 - difference);
    if (score->low.x == 0 && likelihood_slope(score, 0x1p-1000, difference) <= 0)
        return 0;
    for (;;) {
        double middle = 0.5 * (low + high);
        if (middle == low || middle == high)
            return middle;
        if (likelihood_slope(score, middle, difference) > 0)
            low = middle;
        else
            high = middle;
    }
}

/* The same two samples with hits and misses exchanged, which turns the difference around. */
static struct score complement(const struct score *score) {
    struct sample high = {score->low.y, score->low.x, score->low.n};
    struct sample low = {score->high.y, score->high.x, score->high.n};
    struct score other = {high, low, score->observed, score->correction, score->z};
    return other;
}

/* Variance of the observed difference under the hypothesis. */
static double score_variance(const struct score *score, double difference) {
    bool upper_half = likelihood_slope(score, 0.5 * (1 - difference), difference) > 0;
    struct score side = upper_half ? complement(score) : *score;
    double p = likeliest_low(&side, difference);
    double low = p * (1 - p) / side.low.n;
    double high = (p + difference) * (1 - difference - p) / side.high.n;
    return (low + high) * side.correction;
}

/* How far the statistic of a difference >= 0 is from the critical z, taken from above. */
static double excess_above(const void *ctx, double difference) {
    const struct score *score = (const struct score *)ctx;
    double deviation = difference - score->observed;
    return score->z * ptvi_sqrt(score_variance(score, difference)) - deviation;
}

/* The same from below. */
static double excess_below(const void *ctx, double difference) {
    const struct score *score = (const struct score *)ctx;
    double deviation = score->observed - difference;
    return score->z * ptvi_sqrt(score_variance(score, difference)) - deviation;
}

/* Upper bound of p1 - p2. Where it is negative, it is the lower bound of p2 - p1, sign changed: so
 * hypotheses are always of differences >= 0, and no share is had by subtraction. */
static double upper_bound(const struct score *score) {
    if (score->observed >= 1)
        return 1;
    double start = ptvi_max(score->observed, 0);
    if (excess_above(score, start) >= 0)
        return ptvi_bisect(excess_above, score, start, 1);
    struct score swapped = {score->low, score->high, -score->observed, score->correction, score->z};
    double outside = 0, inside = swapped.observed;
    return -ptvi_bisect(excess_below, &swapped, inside, outside);
}

/* Miettinen and Nurminen's correction of the variance. */
static double correction_of(double n) {
    return n / (n - 1);
}

/* The N-1 chi-square of two real-valued samples: 0 when all answers are alike. */
static double chi_square(const struct score *score) {
    const struct sample *a = &score->high, *b = &score->low;
    double hits = a->x + b->x, misses = a->y + b->y, n = a->n + b->n;
    if (hits == 0 || misses == 0)
        return 0;
    return (n - 1) * (score->observed * a->n / hits) * (score->observed * b->n / misses);
}

ptv_comparison ptvi_share_difference(struct ptvi_share first, struct ptvi_share second,
                                     const struct ptvi_sampling *sampling) {
    const int32_t method = PTV_METHOD_MIETTINEN_NURMINEN;
    if (first.n == 0 || second.n == 0)
        return ptvi_no_comparison(PTV_EMPTY, sampling->confidence, method);
    ptv_comparison out = ptvi_no_comparison(PTV_OK, sampling->confidence, method);
    uint64_t misses1 = first.n - first.x, misses2 = second.n - second.x;
    double cross = ptvi_product_difference(first.x, misses2, second.x, misses1);
    out.difference = cross / (double)first.n / (double)second.n;

    double n1 = (double)first.n / sampling->design_effect;
    double n2 = (double)second.n / sampling->design_effect;
    struct score score = {sample_of(first, n1), sample_of(second, n2), out.difference,
                          correction_of(n1 + n2), ptvi_z(sampling->confidence)};
    double p1 = score.high.x / n1, q1 = score.high.y / n1;
    double p2 = score.low.x / n2, q2 = score.low.y / n2;
    out.std_error = ptvi_sqrt(p1 * q1 / n1 + p2 * q2 / n2);
    struct score mirrored = {score.low, score.high, -score.observed, score.correction, score.z};
    out.upper = upper_bound(&score);
    out.lower = -upper_bound(&mirrored);
    out.statistic = chi_square(&score);
    out.df = 1;
    out.p_value = ptvi_two_sided_p(ptvi_sqrt(out.statistic));
    return out;
}

ptv_status ptv_share_compare(uint64_t x1, uint64_t n1, uint64_t x2, uint64_t n2, double confidence,
                             int32_t method, ptv_comparison *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (x1 > n1 || x2 > n2 || !ptvi_confidence_valid(confidence) ||
        (method != PTV_METHOD_DEFAULT && method != PTV_METHOD_MIETTINEN_NURMINEN))
        return PTV_ERR_ARGUMENT;
    struct ptvi_share first = {x1, n1}, second = {x2, n2};
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = ptvi_share_difference(first, second, &sampling);
    return out->status;
}
