/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/wide.h"
#include "postventa/distribution.h"
#include "postventa/rate.h"
#include "stats/beta.h"
#include "stats/elementary.h"
#include "stats/interval.h"

/* Bounds of the expected number of events by gamma quantiles: Garwood's take their halves from x
 * and x + 1, Jeffreys' both from x + 1/2. */
static struct ptvi_limits gamma_limits(double events, double confidence, double outwards) {
    double tail = 0.5 * (1 - confidence);
    struct ptvi_limits limits = {events, 0, ptv_gamma_isf(tail, events + outwards)};
    if (events > 0)
        limits.lower = ptv_gamma_quantile(tail, events + (1 - outwards));
    return limits;
}

ptv_status ptv_rate_interval(uint64_t events, uint64_t exposure, double confidence, int32_t method,
                             ptv_estimate *out) {
    if (method == PTV_METHOD_DEFAULT)
        method = PTV_METHOD_GARWOOD;
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) ||
        (method != PTV_METHOD_GARWOOD && method != PTV_METHOD_JEFFREYS))
        return PTV_ERR_ARGUMENT;
    if (exposure == 0) {
        *out = ptvi_no_estimate(PTV_EMPTY, confidence, method);
        return PTV_EMPTY;
    }
    double x = (double)events, exposed = (double)exposure;
    double outwards = method == PTV_METHOD_GARWOOD ? 1 : 0.5;
    struct ptvi_limits limits = gamma_limits(x, confidence, outwards);
    *out = ptvi_estimate_of(x / exposed, ptvi_sqrt(x) / exposed, events, x, confidence, method);
    /* With more digits than a double has, a bound may pass the rate by a rounding. */
    out->lower = ptvi_min(limits.lower / exposed, out->value);
    out->upper = ptvi_max(limits.upper / exposed, out->value);
    return PTV_OK;
}

/* The product of two counts, rounded once: equal products are equal doubles. */
static double product(uint64_t a, uint64_t b) {
    uint64_t limbs[2];
    limbs[0] = ptvi_wide_product(a, b, &limbs[1]);
    return ptvi_wide_to_double(limbs, 2);
}

/* Clopper and Pearson's lower bound of the share of x in x + y, as odds. */
static double lower_odds(double x, double y, double log_tail) {
    if (x == 0)
        return 0;
    struct ptvi_point bound = ptvi_beta_quantile_log(log_tail, x, y + 1);
    return bound.x / bound.y;
}

/* log P(X >= x) of a binomial X of x + y, `share` its probability. */
static double log_upper_tail(struct ptvi_point share, double x, double y) {
    return x == 0 ? 0 : ptvi_beta_log_cdf(share, x, y + 1);
}

/* Twice the smaller tail of x1 of x1 + x2, if the rates are alike. */
static double central_p(double x1, double exposure1, double x2, double exposure2) {
    double sum = exposure1 + exposure2;
    struct ptvi_point first = {exposure1 / sum, exposure2 / sum};
    struct ptvi_point second = {first.y, first.x};
    double log_smaller = ptvi_min(log_upper_tail(first, x1, x2), log_upper_tail(second, x2, x1));
    return ptvi_min(1, 2 * ptvi_exp(log_smaller));
}

/* The ratio of two rates, at least one of which is above 0. */
static void ratio_of_rates(uint64_t events1, uint64_t exposure1, uint64_t events2,
                           uint64_t exposure2, ptv_comparison *out) {
    double x1 = (double)events1, x2 = (double)events2;
    double scale = (double)exposure2 / (double)exposure1;
    double log_tail = ptvi_log(0.5 * (1 - out->confidence));
    double ratio = INFINITY, upper = INFINITY;
    if (events2 > 0) {
        ratio = product(events1, exposure2) / product(events2, exposure1);
        upper = scale / lower_odds(x2, x1, log_tail);
    }
    out->difference = ratio;
    /* With more digits than a double has, a bound may pass the ratio by a rounding. */
    out->lower = ptvi_min(scale * lower_odds(x1, x2, log_tail), ratio);
    out->upper = ptvi_max(upper, ratio);
    out->p_value = central_p(x1, (double)exposure1, x2, (double)exposure2);
}

ptv_status ptv_rate_compare(uint64_t events1, uint64_t exposure1, uint64_t events2,
                            uint64_t exposure2, double confidence, int32_t method,
                            ptv_comparison *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_confidence_valid(confidence) ||
        (method != PTV_METHOD_DEFAULT && method != PTV_METHOD_RATE_RATIO))
        return PTV_ERR_ARGUMENT;
    bool exposed = exposure1 > 0 && exposure2 > 0, any = events1 > 0 || events2 > 0;
    ptv_status status = !exposed ? PTV_EMPTY : any ? PTV_OK : PTV_DEGENERATE;
    *out = ptvi_no_comparison(status, confidence, PTV_METHOD_RATE_RATIO);
    if (status == PTV_OK)
        ratio_of_rates(events1, exposure1, events2, exposure2, out);
    if (status == PTV_DEGENERATE) {
        out->lower = 0;
        out->upper = INFINITY;
        out->p_value = 1;
    }
    return status;
}
