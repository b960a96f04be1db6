/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "postventa/distribution.h"
#include "stats/elementary.h"
#include "stats/mean.h"
#include "stats/share.h"

/* Whether answers differ, without which Student's t has nothing to go by. */
static bool has_spread(uint64_t n, double variance) {
    return n > 1 && variance > 0;
}

static double t_of(double confidence, double df) {
    return ptv_student_t_isf(0.5 * (1 - confidence), df);
}

/* Wilson's limits of the mean as a share of its scale, for answers without spread. */
static struct ptvi_limits bounded_limits(const struct ptvi_bounded_sample *sample, double n_eff,
                                         double z) {
    double range = sample->max - sample->min;
    double x = n_eff * ((sample->mean - sample->min) / range);
    double y = n_eff * ((sample->max - sample->mean) / range);
    struct ptvi_limits share = ptvi_wilson(x, y, z);
    /* Scaled back, a bound may pass the mean by a rounding. */
    double lower = sample->min + range * share.lower;
    double upper = sample->max - range * (1 - share.upper);
    struct ptvi_limits limits = {sample->mean, ptvi_min(lower, sample->mean),
                                 ptvi_max(upper, sample->mean)};
    return limits;
}

/* Student's t where there is spread, else NaN: the part that both kinds of mean share. */
static ptv_estimate estimate(uint64_t n, double mean, double variance,
                             const struct ptvi_sampling *sampling) {
    if (n == 0)
        return ptvi_no_estimate(PTV_EMPTY, sampling->confidence, PTV_METHOD_STUDENT_T);
    double n_eff = ptvi_effective_n(n, sampling);
    double std_error = n > 1 ? ptvi_sqrt(variance) / ptvi_sqrt(n_eff) : NAN;
    ptv_estimate out =
        ptvi_estimate_of(mean, std_error, n, n_eff, sampling->confidence, PTV_METHOD_STUDENT_T);
    if (ptvi_wants_interval(&out) && has_spread(n, variance)) {
        double half = t_of(sampling->confidence, (double)(n - 1)) * std_error;
        out.lower = mean - half;
        out.upper = mean + half;
    }
    return out;
}

/* The bounded mean, not clamped. */
static ptv_estimate bounded_estimate(const struct ptvi_bounded_sample *sample,
                                     const struct ptvi_sampling *sampling) {
    ptv_estimate out = estimate(sample->n, sample->mean, sample->variance, sampling);
    if (ptvi_wants_interval(&out)) {
        struct ptvi_limits limits = bounded_limits(sample, out.n_eff, ptvi_z(sampling->confidence));
        out.method = PTV_METHOD_SCORE_BOUNDED;
        out.std_error = 0;
        out.lower = limits.lower;
        out.upper = limits.upper;
    }
    return out;
}

ptv_estimate ptvi_mean_read(const struct ptvi_bounded_sample *sample,
                            const struct ptvi_sampling *sampling) {
    ptv_estimate out = bounded_estimate(sample, sampling);
    ptvi_clamp(&out, sample->min, sample->max);
    return out;
}

static bool valid_sample(double mean, double variance) {
    return ptvi_is_finite(mean) && variance >= 0 && ptvi_is_finite(variance);
}

ptv_status ptv_mean_interval(uint64_t n, double mean, double variance, double confidence,
                             ptv_estimate *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) || !valid_sample(mean, n < 2 ? 0 : variance))
        return PTV_ERR_ARGUMENT;
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = estimate(n, mean, variance, &sampling);
    if (ptvi_wants_interval(out))
        out->status = PTV_DEGENERATE;
    return out->status;
}

ptv_status ptv_mean_interval_bounded(uint64_t n, double mean, double variance, double min,
                                     double max, double confidence, ptv_estimate *out) {
    struct ptvi_bounded_sample sample = {n, mean, n < 2 ? 0 : variance, min, max};
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) || !valid_sample(mean, sample.variance) ||
        !ptvi_is_finite(min) || !ptvi_is_finite(max - min) || !(min < max) || mean < min ||
        mean > max)
        return PTV_ERR_ARGUMENT;
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = bounded_estimate(&sample, &sampling);
    return out->status;
}

/* A side of a comparison of means. */
struct side {
    uint64_t n;
    double mean;
    double variance;
};

/* Welch's comparison; n and variance as in has_spread, on at least one side. */
static ptv_comparison welch(struct side first, struct side second,
                            const struct ptvi_sampling *sampling) {
    double confidence = sampling->confidence;
    if (first.n == 0 || second.n == 0)
        return ptvi_no_comparison(PTV_EMPTY, confidence, PTV_METHOD_WELCH);
    ptv_comparison out = ptvi_no_comparison(PTV_OK, confidence, PTV_METHOD_WELCH);
    out.difference = first.mean - second.mean;
    bool spread = has_spread(first.n, first.variance) || has_spread(second.n, second.variance);
    if (first.n < 2 || second.n < 2 || !spread) {
        out.status = PTV_DEGENERATE;
        return out;
    }
    double v1 = first.variance / (double)first.n * sampling->design_effect;
    double v2 = second.variance / (double)second.n * sampling->design_effect;
    double w1 = v1 / (v1 + v2), w2 = v2 / (v1 + v2);
    out.std_error = ptvi_sqrt(v1 + v2);
    out.df = 1 / (w1 * w1 / (double)(first.n - 1) + w2 * w2 / (double)(second.n - 1));
    out.statistic = out.difference / out.std_error;
    out.p_value = 2 * ptv_student_t_sf(ptvi_abs(out.statistic), out.df);
    double half = t_of(confidence, out.df) * out.std_error;
    out.lower = out.difference - half;
    out.upper = out.difference + half;
    return out;
}

/* A bounded sample with its effective size, for MOVER. */
struct mover_sample {
    const struct ptvi_bounded_sample *sample;
    double n_eff;
};

static struct ptvi_limits mover_limits(const void *ctx, double z) {
    const struct mover_sample *mover = (const struct mover_sample *)ctx;
    return bounded_limits(mover->sample, mover->n_eff, z);
}

ptv_comparison ptvi_mean_difference(const struct ptvi_bounded_sample *first,
                                    const struct ptvi_bounded_sample *second,
                                    const struct ptvi_sampling *sampling) {
    struct side one = {first->n, first->mean, first->variance};
    struct side two = {second->n, second->mean, second->variance};
    ptv_comparison out = welch(one, two, sampling);
    /* Where neither side has spread, the intervals of the readings still compare. */
    if (out.status == PTV_DEGENERATE && first->variance == 0 && second->variance == 0) {
        struct mover_sample a = {first, (double)first->n / sampling->design_effect};
        struct mover_sample b = {second, (double)second->n / sampling->design_effect};
        struct ptvi_pair pair = {mover_limits, &a, &b, out.difference};
        out.status = PTV_OK;
        out.method = PTV_METHOD_MOVER;
        ptvi_mover(&pair, sampling->confidence, &out);
    }
    return out;
}

ptv_status ptv_mean_compare(uint64_t n1, double mean1, double variance1, uint64_t n2, double mean2,
                            double variance2, double confidence, ptv_comparison *out) {
    struct side first = {n1, mean1, n1 < 2 ? 0 : variance1};
    struct side second = {n2, mean2, n2 < 2 ? 0 : variance2};
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) || !valid_sample(first.mean, first.variance) ||
        !valid_sample(second.mean, second.variance))
        return PTV_ERR_ARGUMENT;
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = welch(first, second, &sampling);
    return out->status;
}
