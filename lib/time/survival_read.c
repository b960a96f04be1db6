/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "base/wide.h"
#include "postventa/distribution.h"
#include "stats/elementary.h"
#include "stats/interval.h"
#include "stats/share.h"
#include "time/survival.h"

ptv_status ptv_survival_options_init(ptv_survival_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_survival_result_init(ptv_survival_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Options of a reading, checked, with every default filled in. */
struct reading {
    double confidence, z;
    int32_t method;
};

static ptv_status reading_from(const ptv_survival_options *caller, struct reading *reading) {
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    struct ptvi_sampling sampling;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    reading->method = opt.method == PTV_METHOD_DEFAULT ? PTV_METHOD_ROTHMAN_WILSON : opt.method;
    bool valid = ptvi_sampling_from(opt.confidence, 0, 0, &sampling) && opt.reserved2 == 0 &&
                 reading->method >= PTV_METHOD_ROTHMAN_WILSON &&
                 reading->method <= PTV_METHOD_PLAIN;
    if (!valid)
        return PTV_ERR_ARGUMENT;
    reading->confidence = sampling.confidence;
    reading->z = ptvi_z(sampling.confidence);
    return PTV_OK;
}

/* The curve at a time: what has been multiplied up to there. What was lost is summed, not had by
 * subtraction, so that a share next to 1 keeps its digits. */
struct share_left {
    double survival, lost; /* they add up to 1 */
    double greenwood;      /* sum of d / (n (n - d)), while survival is above 0 */
};

struct curve {
    uint64_t time;      /* the last time walked over; before the first: 0 */
    uint64_t at_risk;   /* after its cases */
    uint64_t risk_then; /* number at risk at it; before the first: all */
    struct share_left now;
    double effective; /* Rothman's effective number at the last time with survival above 0 */
    /* Times without censoring are one fraction, so without any the curve is exactly x / n. */
    struct share_left run;
    uint64_t run_risk;
};

static struct curve curve_start(const ptv_survival *acc) {
    const struct share_left all = {1, 0, 0};
    struct curve curve = {0, acc->n, acc->n, all, (double)acc->n, all, acc->n};
    return curve;
}

/* The number of uncensored cases that would give the same variance; without censoring, all. */
static double effective_number(const struct curve *curve) {
    const struct share_left *now = &curve->now;
    if (now->greenwood == 0)
        return (double)curve->risk_then;
    return now->lost / (now->survival * now->greenwood);
}

/* Goes over the cases of the next time. */
static void step(struct curve *curve, const struct ptvi_cases *cases) {
    uint64_t left = curve->at_risk - cases->events;
    double n = (double)curve->run_risk, gone = (double)(curve->run_risk - left);
    curve->time = cases->time;
    curve->risk_then = curve->at_risk;
    curve->at_risk = left - cases->censored;
    if (cases->events > 0) {
        curve->now.survival = curve->run.survival * ((double)left / n);
        curve->now.lost = curve->run.lost + curve->run.survival * (gone / n);
        if (left > 0)
            curve->now.greenwood = curve->run.greenwood + gone / n / (double)left;
    }
    if (left > 0)
        curve->effective = effective_number(curve);
    if (cases->censored > 0) {
        curve->run = curve->now;
        curve->run_risk = curve->at_risk;
    }
}

static struct ptvi_limits limits_by(const struct curve *curve, const struct reading *reading) {
    double s = curve->now.survival, lost = curve->now.lost, z = reading->z;
    double spread = z * ptvi_sqrt(curve->now.greenwood);
    struct ptvi_limits limits = {s, NAN, NAN};
    if (reading->method == PTV_METHOD_ROTHMAN_WILSON)
        return ptvi_wilson(curve->effective * s, curve->effective * lost, z);
    if (s == 0 || lost == 0)
        return limits;
    if (reading->method == PTV_METHOD_LOG_LOG) {
        double log_s = lost < 0.5 ? ptvi_log1p(-lost) : ptvi_log(s), shift = spread / -log_s;
        limits.lower = ptvi_exp(log_s * ptvi_exp(shift));
        limits.upper = ptvi_exp(log_s * ptvi_exp(-shift));
    } else if (reading->method == PTV_METHOD_LOG) {
        limits.lower = s * ptvi_exp(-spread);
        limits.upper = s * ptvi_exp(spread);
    } else {
        limits.lower = s - s * spread;
        limits.upper = s + s * spread;
    }
    return limits;
}

static ptv_estimate estimate_at(const struct curve *curve, const struct reading *reading) {
    double s = curve->now.survival;
    double std_error = s * ptvi_sqrt(curve->now.greenwood);
    ptv_estimate out = ptvi_estimate_of(s, std_error, curve->risk_then, curve->effective,
                                        reading->confidence, reading->method);
    struct ptvi_limits limits = limits_by(curve, reading);
    /* With more cases than a double has digits, a bound may pass the share by a rounding. */
    out.lower = ptvi_min(s, limits.lower); /* NaN stays NaN */
    out.upper = ptvi_max(s, limits.upper);
    if (ptvi_is_nan(out.lower))
        out.status = PTV_DEGENERATE;
    ptvi_clamp(&out, 0, 1);
    return out;
}

static int64_t last_time(const ptv_survival *acc) {
    const struct ptvi_cases *last = (const struct ptvi_cases *)ptvi_sorted_last(&acc->times);
    return last ? (int64_t)last->time : PTV_TIME_NONE;
}

ptv_status ptv_survival_at(const ptv_survival *acc, int64_t time, const ptv_survival_options *opt,
                           ptv_estimate *out) {
    struct reading reading;
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (time < 0)
        return PTV_ERR_ARGUMENT;

    struct curve curve = curve_start(acc);
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_cases *cases;
    while ((cases = ptvi_survival_next(acc, &place)) != NULL && cases->time <= (uint64_t)time)
        step(&curve, cases);
    if (curve.time != (uint64_t)time)
        curve.risk_then = curve.at_risk;
    if (acc->n == 0)
        *out = ptvi_no_estimate(PTV_EMPTY, reading.confidence, reading.method);
    else if (time > last_time(acc) && curve.now.survival > 0)
        *out = ptvi_no_estimate(PTV_INCOMPLETE, reading.confidence, reading.method);
    else
        *out = estimate_at(&curve, &reading);
    return out->status;
}

ptv_status ptv_survival_curve(const ptv_survival *acc, const ptv_survival_options *opt,
                              ptv_survival_point *points, size_t cap, size_t *n) {
    struct reading reading;
    if (!acc || !n || (!points && cap > 0))
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    *n = acc->times.n;
    if (!points)
        return PTV_OK;
    if (cap < *n)
        return PTV_ERR_SPACE;
    struct curve curve = curve_start(acc);
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_cases *cases;
    while ((cases = ptvi_survival_next(acc, &place)) != NULL) {
        step(&curve, cases);
        points->time = (int64_t)cases->time;
        points->at_risk = curve.risk_then;
        points->events = cases->events;
        points->censored = cases->censored;
        points->survival = estimate_at(&curve, &reading);
        points++;
    }
    return PTV_OK;
}

/* Notes the first time at which a share left is at most the level; rounding must not pass it by. */
static void note_crossing(double share, double level, uint64_t time, double *crossing) {
    if (ptvi_is_nan(*crossing) && share <= level + 1e-12)
        *crossing = (double)time;
}

static ptv_estimate quantile(const ptv_survival *acc, double level, const struct reading *reading) {
    ptv_estimate out = ptvi_no_estimate(PTV_EMPTY, reading->confidence, reading->method);
    if (acc->n == 0)
        return out;
    struct curve curve = curve_start(acc);
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_cases *cases;
    out.n = acc->n;
    out.n_eff = (double)acc->n;
    while ((cases = ptvi_survival_next(acc, &place)) != NULL) {
        step(&curve, cases);
        ptv_estimate at = estimate_at(&curve, reading);
        note_crossing(at.value, level, cases->time, &out.value);
        note_crossing(at.lower, level, cases->time, &out.lower);
        note_crossing(at.upper, level, cases->time, &out.upper);
    }
    out.status = ptvi_is_nan(out.value)   ? PTV_INCOMPLETE
                 : ptvi_is_nan(out.upper) ? PTV_UNATTAINABLE
                                          : PTV_OK;
    return out;
}

ptv_status ptv_survival_quantile(const ptv_survival *acc, uint32_t num, uint32_t den,
                                 const ptv_survival_options *opt, ptv_estimate *out) {
    struct reading reading;
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (num == 0 || num >= den)
        return PTV_ERR_ARGUMENT;
    *out = quantile(acc, (double)(den - num) / (double)den, &reading);
    return out->status;
}

ptv_status ptv_survival_read(const ptv_survival *acc, const ptv_survival_options *opt,
                             ptv_survival_result *out) {
    struct reading reading;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status == PTV_OK)
        status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    ptv_survival_result result = {0};
    result.median = quantile(acc, 0.5, &reading);
    result.n = acc->n;
    result.events = acc->events;
    result.missing = acc->missing;
    result.rejected = acc->rejected;
    result.times = acc->times.n;
    result.last = last_time(acc);
    result.calendar_id = acc->calendar_id;
    result.unit_ms = acc->unit_ms;
    ptvi_sized_out(out, &result, sizeof result);
    return result.median.status;
}

/* Area under the curve up to a limit, and its variance: the sum over the events of Greenwood's term
 * times the square of the area behind. Piece by piece from the left, without a difference. */
struct area {
    double value, variance;
    double behind; /* sum of Greenwood's term times the area behind */
    bool watched;  /* somebody was, up to the limit, or nobody was left */
};

static void add_piece(struct area *area, const struct curve *curve, uint64_t until) {
    double piece = curve->now.survival * (double)(until - curve->time);
    double behind = piece * curve->now.greenwood;
    area->value += piece;
    area->variance += piece * (2 * area->behind + behind);
    area->behind += behind;
}

static struct area area_until(const ptv_survival *acc, uint64_t limit) {
    struct area area = {0, 0, 0, false};
    struct curve curve = curve_start(acc);
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_cases *cases;
    while ((cases = ptvi_survival_next(acc, &place)) != NULL && cases->time < limit) {
        add_piece(&area, &curve, cases->time);
        step(&curve, cases);
    }
    add_piece(&area, &curve, limit);
    area.watched = curve.at_risk > 0 || curve.now.survival == 0;
    return area;
}

ptv_status ptv_survival_restricted_mean(const ptv_survival *acc, int64_t limit,
                                        const ptv_survival_options *opt, ptv_estimate *out) {
    struct reading reading;
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (limit <= 0)
        return PTV_ERR_ARGUMENT;
    *out = ptvi_no_estimate(PTV_EMPTY, reading.confidence, PTV_METHOD_PLAIN);
    if (acc->n == 0)
        return out->status;
    struct area area = area_until(acc, (uint64_t)limit);
    out->n = acc->n;
    out->n_eff = (double)acc->n;
    if (!area.watched) {
        out->status = PTV_INCOMPLETE;
        return out->status;
    }
    out->value = ptvi_min(area.value, (double)limit);
    out->std_error = ptvi_sqrt(area.variance);
    out->status = out->std_error > 0 ? PTV_OK : PTV_DEGENERATE;
    if (out->status == PTV_OK) {
        out->lower = out->value - reading.z * out->std_error;
        out->upper = out->value + reading.z * out->std_error;
        ptvi_clamp(out, 0, (double)limit);
    }
    return out->status;
}

/* Observed less expected events of the first of two states, and the variance of it. At each time
 * d1 - d n1 / n = (d1 n2 - d2 n1) / n: changes sign, and nothing else, when the states change
 * places. */
static void log_rank(const ptv_survival *first, const ptv_survival *second, double *excess,
                     double *variance) {
    struct ptvi_sorted_place at1 = {0, 0}, at2 = {0, 0};
    const struct ptvi_cases *a = ptvi_survival_next(first, &at1);
    const struct ptvi_cases *b = ptvi_survival_next(second, &at2);
    uint64_t risk1 = first->n, risk2 = second->n;
    *excess = *variance = 0;
    while (a || b) {
        bool has_a = a && (!b || a->time <= b->time), has_b = b && (!a || b->time <= a->time);
        uint64_t d1 = has_a ? a->events : 0, d2 = has_b ? b->events : 0;
        uint64_t n = risk1 + risk2, d = d1 + d2;
        if (d > 0)
            *excess += ptvi_product_difference(d1, risk2, d2, risk1) / (double)n;
        if (d > 0 && n > 1)
            *variance += (double)risk1 / (double)n * ((double)risk2 / (double)n) * (double)d *
                         ((double)(n - d) / (double)(n - 1));
        if (has_a) {
            risk1 -= a->events + a->censored;
            a = ptvi_survival_next(first, &at1);
        }
        if (has_b) {
            risk2 -= b->events + b->censored;
            b = ptvi_survival_next(second, &at2);
        }
    }
}

ptv_status ptv_survival_compare(const ptv_survival *now, const ptv_survival *before,
                                const ptv_survival_options *opt, ptv_comparison *out) {
    struct reading reading;
    double excess, variance;
    if (!now || !before || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (now->calendar_id != before->calendar_id || now->unit_ms != before->unit_ms)
        return PTV_ERR_MISMATCH;
    *out = ptvi_no_comparison(PTV_EMPTY, reading.confidence, PTV_METHOD_LOG_RANK);
    if (now->n == 0 || before->n == 0)
        return out->status;
    log_rank(now, before, &excess, &variance);
    out->status = variance > 0 ? PTV_OK : PTV_DEGENERATE;
    if (out->status != PTV_OK)
        return out->status;
    out->difference = excess / variance;
    ptvi_wald_comparison(out->difference, 1 / ptvi_sqrt(variance), reading.confidence, out);
    out->statistic = excess * (excess / variance);
    out->df = 1;
    return out->status;
}
