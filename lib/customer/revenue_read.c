/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "base/wide.h"
#include "customer/revenue.h"
#include "stats/elementary.h"
#include "stats/mean.h"

/* Two amounts of the customers with a start, x at the start and y: their sums, and those of their
 * squares and products. */
struct amounts {
    uint64_t n;
    uint64_t x[2], y[2];
    uint64_t xx[3], xy[3], yy[3];
};

/* out = a + b - 2 c, where the result is not below 0 and no sum leaves three words. */
static void combine(uint64_t out[3], const uint64_t a[3], const uint64_t b[3],
                    const uint64_t c[3]) {
    uint64_t sum[3];
    memcpy(sum, a, sizeof sum);
    ptvi_wide_add(sum, b, 3);
    ptvi_wide_sub(sum, c, 3);
    ptvi_wide_sub(sum, c, 3);
    memcpy(out, sum, sizeof sum);
}

/* min(end, start) = start - loss. */
static struct amounts gross_amounts(const uint64_t *w) {
    struct amounts at;
    at.n = ptvi_revenue_customers(w);
    memcpy(at.x, w + PTVI_REVENUE_START, sizeof at.x);
    memcpy(at.y, at.x, sizeof at.y);
    ptvi_wide_sub(at.y, w + PTVI_REVENUE_LEFT, 2);
    ptvi_wide_sub(at.y, w + PTVI_REVENUE_CONTRACTION, 2);
    memcpy(at.xx, w + PTVI_REVENUE_START_START, sizeof at.xx);
    memcpy(at.xy, at.xx, sizeof at.xy);
    ptvi_wide_sub(at.xy, w + PTVI_REVENUE_START_LOSS, 3);
    combine(at.yy, at.xx, w + PTVI_REVENUE_LOSS_LOSS, w + PTVI_REVENUE_START_LOSS);
    return at;
}

/* end = min(end, start) + gain; where there is a gain, min(end, start) is the start. */
static struct amounts net_amounts(const uint64_t *w) {
    struct amounts at = gross_amounts(w);
    ptvi_wide_add(at.y, w + PTVI_REVENUE_EXPANSION, 2);
    ptvi_wide_add(at.xy, w + PTVI_REVENUE_START_GAIN, 3);
    ptvi_wide_add(at.yy, w + PTVI_REVENUE_GAIN_GAIN, 3);
    ptvi_wide_add(at.yy, w + PTVI_REVENUE_START_GAIN, 3);
    ptvi_wide_add(at.yy, w + PTVI_REVENUE_START_GAIN, 3);
    return at;
}

/* X^2 times the sum of (y - R x)^2, where R = Y / X: X^2 Syy - 2 X Y Sxy + Y^2 Sxx, in integers
 * until the one rounding, for it cancels where y is nearly proportional to x. */
static double scaled_deviation(const struct amounts *at) {
    uint64_t square[4], sum[7], term[7];
    ptvi_wide_mul(square, at->x, 2, at->x, 2);
    ptvi_wide_mul(sum, square, 4, at->yy, 3);
    ptvi_wide_mul(square, at->y, 2, at->y, 2);
    ptvi_wide_mul(term, square, 4, at->xx, 3);
    ptvi_wide_add(sum, term, 7);
    ptvi_wide_mul(square, at->x, 2, at->y, 2);
    ptvi_wide_mul(term, square, 4, at->xy, 3);
    ptvi_wide_sub(sum, term, 7);
    ptvi_wide_sub(sum, term, 7);
    return ptvi_wide_to_double(sum, 7);
}

/* A ratio of sums as the mean of n linearised values: its variance is theirs over n. */
struct ratio {
    uint64_t n;
    double value;
    double variance;
};

static struct ratio ratio_of(const struct amounts *at) {
    struct ratio ratio = {at->n, NAN, 0};
    double x = ptvi_wide_to_double(at->x, 2), n = (double)at->n;
    if (at->n > 0)
        ratio.value = ptvi_wide_to_double(at->y, 2) / x;
    if (at->n > 1) {
        double per_customer = n / x;
        double deviation = scaled_deviation(at) / (x * x);
        ratio.variance = per_customer * per_customer * deviation / (double)(at->n - 1);
    }
    return ratio;
}

static ptv_estimate estimate(const struct amounts *at, double confidence, double highest) {
    struct ratio ratio = ratio_of(at);
    ptv_estimate out;
    /* No argument is out of range, so the status is one of the estimate. */
    out.status =
        ptv_mean_interval(ratio.n, at->n > 0 ? ratio.value : 0, ratio.variance, confidence, &out);
    ptvi_clamp(&out, 0, highest);
    return out;
}

/* Options of a reading, checked. */
static ptv_status confidence_from(const ptv_revenue_options *caller, double *confidence) {
    struct ptvi_sampling sampling;
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (!ptvi_sampling_from(opt.confidence, 0, 0, &sampling))
        return PTV_ERR_ARGUMENT;
    *confidence = sampling.confidence;
    return PTV_OK;
}

static double amount(const uint64_t *w, int sum) {
    return ptvi_wide_to_double(w + sum, 2);
}

/* The sum at the end, of all. */
static double end_of_all(const uint64_t *w, const struct amounts *net) {
    uint64_t end[2];
    memcpy(end, net->y, sizeof end);
    ptvi_wide_add(end, w + PTVI_REVENUE_NEW, 2);
    ptvi_wide_add(end, w + PTVI_REVENUE_BACK, 2);
    return ptvi_wide_to_double(end, 2);
}

static ptv_revenue_result result_of(const uint64_t *w, double confidence) {
    struct amounts gross = gross_amounts(w), net = net_amounts(w);
    ptv_revenue_result out = PTV_REVENUE_RESULT_INIT;
    out.gross = estimate(&gross, confidence, 1);
    out.net = estimate(&net, confidence, INFINITY);
    out.start = amount(w, PTVI_REVENUE_START);
    out.end = end_of_all(w, &net);
    out.expansion = amount(w, PTVI_REVENUE_EXPANSION);
    out.contraction = amount(w, PTVI_REVENUE_CONTRACTION);
    out.churned = amount(w, PTVI_REVENUE_LEFT);
    out.fresh = amount(w, PTVI_REVENUE_NEW);
    out.reactivated = amount(w, PTVI_REVENUE_BACK);
    out.n = gross.n;
    out.n_churned = w[PTVI_REVENUE_CHURNED];
    out.n_expanded = w[PTVI_REVENUE_EXPANDED];
    out.n_contracted = w[PTVI_REVENUE_CONTRACTED];
    out.n_fresh = w[PTVI_REVENUE_FRESH];
    out.n_reactivated = w[PTVI_REVENUE_REACTIVATED];
    out.n_idle = w[PTVI_REVENUE_IDLE];
    out.missing = w[PTVI_REVENUE_MISSING];
    out.rejected = w[PTVI_REVENUE_REJECTED];
    return out;
}

ptv_status ptv_revenue_read(const ptv_revenue *acc, const ptv_revenue_options *opt,
                            ptv_revenue_result *out) {
    double confidence;
    ptv_status status = ptvi_revenue_check(acc);
    if (status < 0)
        return status;
    status = confidence_from(opt, &confidence);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    ptv_revenue_result result = result_of(acc->w, confidence);
    ptvi_sized_out(out, &result, sizeof result);
    return result.gross.status != PTV_OK ? result.gross.status : result.net.status;
}

/* y1 / x1 - y2 / x2, with one rounding where it cancels. */
static double difference(const struct amounts *first, const struct amounts *second) {
    uint64_t left[4], right[4];
    double denominator = ptvi_wide_to_double(first->x, 2) * ptvi_wide_to_double(second->x, 2);
    ptvi_wide_mul(left, first->y, 2, second->x, 2);
    ptvi_wide_mul(right, second->y, 2, first->x, 2);
    if (ptvi_wide_compare(left, right, 4) >= 0) {
        ptvi_wide_sub(left, right, 4);
        return ptvi_wide_to_double(left, 4) / denominator;
    }
    ptvi_wide_sub(right, left, 4);
    return -ptvi_wide_to_double(right, 4) / denominator;
}

ptv_status ptv_revenue_compare(const ptv_revenue *now, const ptv_revenue *before,
                               const ptv_revenue_options *opt, ptv_comparison *out) {
    double confidence;
    ptv_status status = ptvi_revenue_check(now);
    if (status < 0)
        return status;
    status = ptvi_revenue_check(before);
    if (status < 0)
        return status;
    status = confidence_from(opt, &confidence);
    if (status < 0)
        return status;
    if (!out)
        return PTV_ERR_NULL;
    struct amounts first = net_amounts(now->w), second = net_amounts(before->w);
    struct ratio one = ratio_of(&first), two = ratio_of(&second);
    bool both = one.n > 0 && two.n > 0;
    /* Welch's test wants the difference of the means, and here it is more exact than the means. */
    return ptv_mean_compare(one.n, both ? difference(&first, &second) : 0, one.variance, two.n, 0,
                            two.variance, confidence, out);
}
