/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/wide.h"
#include "stats/elementary.h"
#include "stats/net.h"

/* A sample as the formulas want it: real-valued, so that an effective size may take the place of a
 * count. d is the net share, v the variance of one answer. */
struct sample {
    double positive, negative, n;
    double d, v;
};

static uint64_t size_of(struct ptvi_net net) {
    return net.positive + net.neutral + net.negative;
}

/* |positive - negative|, subtracted before it becomes a double. */
static uint64_t magnitude(struct ptvi_net net) {
    return net.positive >= net.negative ? net.positive - net.negative : net.negative - net.positive;
}

static double difference(struct ptvi_net net) {
    double distance = (double)magnitude(net);
    return net.positive < net.negative ? -distance : distance;
}

static struct sample sample_of(struct ptvi_net net, double n_eff) {
    uint64_t n = size_of(net);
    double factor = n_eff / (double)n;
    /* ((p + m) n - (p - m)^2) / n^2 = ((p + m) z + 4 p m) / n^2, where nothing cancels. */
    double spread = ((double)net.positive + (double)net.negative) * (double)net.neutral +
                    4 * (double)net.positive * (double)net.negative;
    struct sample sample = {(double)net.positive * factor, (double)net.negative * factor, n_eff,
                            difference(net) / (double)n, spread / (double)n / (double)n};
    return sample;
}

/* The sample with the sign of every answer changed. */
static struct sample reversed(struct sample at) {
    struct sample other = {at.negative, at.positive, at.n, -at.d, at.v};
    return other;
}

/* Tango's score statistic of the hypothesis that the net share is D, 0 <= D <= 1. */
static double score_statistic(const struct sample *at, double D) {
    double a = 2 * at->n;
    double b = (a + at->negative - at->positive) * D - at->negative - at->positive;
    double c = -at->negative * D * (1 - D);
    double root = ptvi_sqrt(b * b - 4 * a * c);
    /* The likeliest share of negative answers, in the form that does not cancel. */
    double q = b > 0 ? -2 * c / (b + root) : (root - b) / (2 * a);
    return at->n * (at->d - D) / ptvi_sqrt(at->n * (2 * q + D * (1 - D)));
}

/* The statistic of any D: below 0, that of the reversed sample, so that no term cancels. */
static double score_at(const struct sample *at, double D) {
    if (D >= 0)
        return score_statistic(at, D);
    struct sample other = reversed(*at);
    return -score_statistic(&other, -D);
}

struct critical {
    struct sample at;
    double z;
};

static double excess_below(const void *ctx, double D) {
    const struct critical *critical = (const struct critical *)ctx;
    return critical->z - score_at(&critical->at, D);
}

/* Tango's lower bound: the D whose statistic is z. */
static double score_lower(struct sample at, double z) {
    struct critical critical = {at, z};
    return ptvi_bisect(excess_below, &critical, at.d, -1);
}

static struct ptvi_limits score_limits(const void *sample, double z) {
    const struct sample *at = (const struct sample *)sample;
    struct ptvi_limits limits = {at->d, score_lower(*at, z), -score_lower(reversed(*at), z)};
    return limits;
}

/* A sample with pseudo-answers added to each class: for the adjusted Wald methods. */
static struct sample adjusted(struct sample at, double classes, double neutral) {
    double n = at.n + 2 * classes + neutral;
    double positive = at.positive + classes, negative = at.negative + classes;
    double d = (at.positive - at.negative) / n;
    double centre = (n - positive - negative) / n;
    struct sample more = {positive, negative, n, d,
                          (positive + negative) / n * centre + 4 * (positive / n) * (negative / n)};
    return more;
}

static struct ptvi_limits wald_limits(const struct sample *at, double z) {
    double half = z * ptvi_sqrt(at->v / at->n);
    struct ptvi_limits limits = {at->d, at->d - half, at->d + half};
    return limits;
}

static struct ptvi_limits limits_by(int32_t method, struct sample at, double z) {
    struct sample more = adjusted(at, 0.75, 1.5);
    switch (method) {
    case PTV_METHOD_ADJUSTED_WALD:
        return wald_limits(&more, z);
    case PTV_METHOD_WALD:
        return wald_limits(&at, z);
    default:
        return score_limits(&at, z);
    }
}

bool ptvi_net_method_valid(int32_t method) {
    return method == PTV_METHOD_DEFAULT ||
           (method >= PTV_METHOD_SCORE && method <= PTV_METHOD_WALD);
}

static int32_t method_or_default(int32_t method) {
    return method == PTV_METHOD_DEFAULT ? PTV_METHOD_SCORE : method;
}

/* The net share on -1..1, not clamped. */
static ptv_estimate estimate(struct ptvi_net net, const struct ptvi_sampling *sampling,
                             int32_t method) {
    method = method_or_default(method);
    uint64_t n = size_of(net);
    if (n == 0)
        return ptvi_no_estimate(PTV_EMPTY, sampling->confidence, method);
    double n_eff = ptvi_effective_n(n, sampling);
    struct sample at = sample_of(net, n_eff);
    ptv_estimate out = ptvi_estimate_of(at.d, ptvi_sqrt(at.v) / ptvi_sqrt(n_eff), n, n_eff,
                                        sampling->confidence, method);
    if (ptvi_wants_interval(&out) && method == PTV_METHOD_WALD && at.v == 0)
        out.status = PTV_DEGENERATE;
    if (ptvi_wants_interval(&out)) {
        struct ptvi_limits limits = limits_by(method, at, ptvi_z(sampling->confidence));
        out.lower = limits.lower;
        out.upper = limits.upper;
    }
    return out;
}

ptv_estimate ptvi_net_read(struct ptvi_net net, const struct ptvi_sampling *sampling,
                           int32_t method) {
    ptv_estimate out = ptvi_rescaled(estimate(net, sampling, method), 0, 100, 1);
    /* From the counts: what 100 * (positive - negative) / n is elsewhere, too, but that more counts
     * than a double has digits do not round it past 100. A bound that is as near as that to the
     * figure does not pass it. */
    if (out.value == out.value) {
        double value = 100 * difference(net) / (double)out.n;
        out.value = ptvi_max(-100, ptvi_min(100, value));
        /* In this order bounds that are NaN stay so. */
        out.lower = ptvi_min(out.value, out.lower);
        out.upper = ptvi_max(out.value, out.upper);
    }
    ptvi_clamp(&out, -100, 100);
    return out;
}

/* Whether the sum of three counts passes 64 bits. */
static bool overflows(uint64_t a, uint64_t b, uint64_t c) {
    return a > UINT64_MAX - b || a + b > UINT64_MAX - c;
}

ptv_status ptv_net_interval(uint64_t positive, uint64_t neutral, uint64_t negative,
                            double confidence, int32_t method, ptv_estimate *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) || !ptvi_net_method_valid(method))
        return PTV_ERR_ARGUMENT;
    if (overflows(positive, neutral, negative))
        return PTV_ERR_OVERFLOW;
    struct ptvi_net net = {positive, neutral, negative};
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = estimate(net, &sampling, method);
    return out->status;
}

/* d1 - d2, rounded once, so exactly 0 where the two are the same fraction. */
static double exact_difference(struct ptvi_net first, struct ptvi_net second) {
    uint64_t n1 = size_of(first), n2 = size_of(second);
    uint64_t m1 = magnitude(first), m2 = magnitude(second);
    bool minus1 = first.positive < first.negative, minus2 = second.positive < second.negative;
    double cross = minus1 == minus2 ? ptvi_product_difference(m1, n2, m2, n1)
                                    : (double)m1 * (double)n2 + (double)m2 * (double)n1;
    return (minus1 ? -cross : cross) / (double)n1 / (double)n2;
}

/* The difference on -2..2, not clamped. */
static ptv_comparison comparison(struct ptvi_net first, struct ptvi_net second,
                                 const struct ptvi_sampling *sampling, int32_t method) {
    double confidence = sampling->confidence;
    method = method_or_default(method);
    int32_t reported = method == PTV_METHOD_SCORE ? PTV_METHOD_MOVER : method;
    uint64_t n1 = size_of(first), n2 = size_of(second);
    if (n1 == 0 || n2 == 0)
        return ptvi_no_comparison(PTV_EMPTY, confidence, reported);

    ptv_comparison out = ptvi_no_comparison(PTV_OK, confidence, reported);
    struct sample one = sample_of(first, (double)n1 / sampling->design_effect);
    struct sample two = sample_of(second, (double)n2 / sampling->design_effect);
    out.difference = exact_difference(first, second);
    out.std_error = ptvi_sqrt(one.v / one.n + two.v / two.n);
    if (method == PTV_METHOD_SCORE) {
        struct ptvi_pair pair = {score_limits, &one, &two, out.difference};
        ptvi_mover(&pair, confidence, &out);
    } else if (method == PTV_METHOD_ADJUSTED_WALD) {
        struct sample more1 = adjusted(one, 0.375, 0.75), more2 = adjusted(two, 0.375, 0.75);
        double std_error = ptvi_sqrt(more1.v / more1.n + more2.v / more2.n);
        ptvi_wald_comparison(more1.d - more2.d, std_error, confidence, &out);
    } else if (out.std_error == 0) {
        out.status = PTV_DEGENERATE;
    } else {
        ptvi_wald_comparison(out.difference, out.std_error, confidence, &out);
    }
    return out;
}

ptv_comparison ptvi_net_difference(struct ptvi_net first, struct ptvi_net second,
                                   const struct ptvi_sampling *sampling, int32_t method) {
    return ptvi_rescaled_comparison(comparison(first, second, sampling, method), 100, 1);
}

ptv_status ptv_net_compare(uint64_t positive1, uint64_t neutral1, uint64_t negative1,
                           uint64_t positive2, uint64_t neutral2, uint64_t negative2,
                           double confidence, int32_t method, ptv_comparison *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) || !ptvi_net_method_valid(method))
        return PTV_ERR_ARGUMENT;
    if (overflows(positive1, neutral1, negative1) || overflows(positive2, neutral2, negative2))
        return PTV_ERR_OVERFLOW;
    struct ptvi_net first = {positive1, neutral1, negative1};
    struct ptvi_net second = {positive2, neutral2, negative2};
    struct ptvi_sampling sampling = ptvi_plain_sampling(confidence);
    *out = comparison(first, second, &sampling, method);
    return out->status;
}
