/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "postventa/distribution.h"
#include "stats/elementary.h"
#include "stats/interval.h"

bool ptvi_confidence_valid(double confidence) {
    return confidence > 0 && confidence < 1;
}

struct ptvi_sampling ptvi_plain_sampling(double confidence) {
    struct ptvi_sampling sampling = {confidence, 1, 0};
    return sampling;
}

bool ptvi_sampling_from(double confidence, double design_effect, uint64_t population,
                        struct ptvi_sampling *sampling) {
    sampling->confidence = confidence == 0 ? 0.95 : confidence;
    sampling->design_effect = design_effect == 0 ? 1 : design_effect;
    sampling->population = population;
    return ptvi_confidence_valid(sampling->confidence) && sampling->design_effect > 0 &&
           ptvi_is_finite(sampling->design_effect);
}

double ptvi_effective_n(uint64_t n, const struct ptvi_sampling *sampling) {
    double independent = (double)n / sampling->design_effect;
    if (sampling->population == 0)
        return independent;
    if (n > sampling->population)
        return NAN;
    if (n == sampling->population)
        return INFINITY;
    return independent * (double)(sampling->population - 1) / (double)(sampling->population - n);
}

double ptvi_z(double confidence) {
    return ptv_normal_isf(0.5 * (1 - confidence));
}

double ptvi_two_sided_p(double z) {
    return 2 * ptv_normal_sf(ptvi_abs(z));
}

ptv_estimate ptvi_no_estimate(ptv_status status, double confidence, int32_t method) {
    ptv_estimate none = {NAN, NAN, NAN, NAN, confidence, 0, 0, status, method};
    return none;
}

ptv_comparison ptvi_no_comparison(ptv_status status, double confidence, int32_t method) {
    ptv_comparison none = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, confidence, status, method};
    return none;
}

ptv_estimate ptvi_estimate_of(double value, double std_error, uint64_t n, double n_eff,
                              double confidence, int32_t method) {
    ptv_estimate estimate = ptvi_no_estimate(PTV_OK, confidence, method);
    estimate.n = n;
    estimate.n_eff = n_eff;
    if (ptvi_is_nan(n_eff)) {
        estimate.status = PTV_INCONSISTENT;
        return estimate;
    }
    estimate.value = value;
    estimate.std_error = std_error;
    if (n_eff == INFINITY) {
        estimate.std_error = 0;
        estimate.lower = estimate.upper = value;
    }
    return estimate;
}

bool ptvi_wants_interval(const ptv_estimate *estimate) {
    return estimate->status == PTV_OK && ptvi_is_nan(estimate->lower);
}

void ptvi_clamp(ptv_estimate *estimate, double min, double max) {
    /* Written so that a NaN stays one. */
    if (estimate->lower < min)
        estimate->lower = min;
    if (estimate->upper > max)
        estimate->upper = max;
}

static void swap(double *a, double *b) {
    double kept = *a;
    *a = *b;
    *b = kept;
}

ptv_estimate ptvi_rescaled(ptv_estimate estimate, double origin, double numerator,
                           double denominator) {
    estimate.value = (estimate.value - origin) * numerator / denominator;
    estimate.lower = (estimate.lower - origin) * numerator / denominator;
    estimate.upper = (estimate.upper - origin) * numerator / denominator;
    estimate.std_error *= ptvi_abs(numerator / denominator);
    if (numerator / denominator < 0)
        swap(&estimate.lower, &estimate.upper);
    return estimate;
}

ptv_comparison ptvi_rescaled_comparison(ptv_comparison comparison, double numerator,
                                        double denominator) {
    comparison.difference = comparison.difference * numerator / denominator;
    comparison.lower = comparison.lower * numerator / denominator;
    comparison.upper = comparison.upper * numerator / denominator;
    comparison.std_error *= ptvi_abs(numerator / denominator);
    if (numerator / denominator < 0) {
        comparison.statistic = -comparison.statistic;
        swap(&comparison.lower, &comparison.upper);
    }
    return comparison;
}

double ptvi_bisect(double (*f)(const void *ctx, double x), const void *ctx, double inside,
                   double outside) {
    for (;;) {
        double middle = inside + 0.5 * (outside - inside);
        if (middle == inside || middle == outside)
            return outside;
        if (f(ctx, middle) > 0)
            inside = middle;
        else
            outside = middle;
    }
}

static double square(double x) {
    return x * x;
}

/* MOVER's lower bound of first - second at a z, which is how the upper one is had as well: of
 * second - first, with its sign changed. */
static double mover_bound(const struct ptvi_pair *pair, double z, bool lower) {
    struct ptvi_limits first = pair->limits(pair->first, z);
    struct ptvi_limits second = pair->limits(pair->second, z);
    if (lower)
        return pair->difference -
               ptvi_sqrt(square(first.value - first.lower) + square(second.upper - second.value));
    return pair->difference +
           ptvi_sqrt(square(first.upper - first.value) + square(second.value - second.lower));
}

/* How far the bound nearest to 0 is still from it, at a z: positive while 0 is outside. */
static double distance_from_zero(const void *ctx, double z) {
    const struct ptvi_pair *pair = (const struct ptvi_pair *)ctx;
    return pair->difference > 0 ? mover_bound(pair, z, true) : -mover_bound(pair, z, false);
}

/* The z at which the bound nearest to 0 becomes 0. */
static double mover_statistic(const struct ptvi_pair *pair) {
    double inside = 0, outside = 1;
    /* The bounds end at the far ends of the scale, beyond 0, so the loop ends; the limit is for
     * samples so large that rounding hides it. */
    while (distance_from_zero(pair, outside) > 0 && outside < 1e150) {
        inside = outside;
        outside *= 2;
    }
    return ptvi_bisect(distance_from_zero, pair, inside, outside);
}

void ptvi_mover(const struct ptvi_pair *pair, double confidence, ptv_comparison *out) {
    double z = ptvi_z(confidence);
    out->lower = mover_bound(pair, z, true);
    out->upper = mover_bound(pair, z, false);
    out->statistic = 0;
    if (pair->difference != 0)
        out->statistic = pair->difference > 0 ? mover_statistic(pair) : -mover_statistic(pair);
    out->p_value = ptvi_two_sided_p(out->statistic);
}

void ptvi_wald_comparison(double centre, double std_error, double confidence, ptv_comparison *out) {
    double half = ptvi_z(confidence) * std_error;
    out->std_error = std_error;
    out->lower = centre - half;
    out->upper = centre + half;
    out->statistic = centre / std_error;
    out->p_value = ptvi_two_sided_p(out->statistic);
}
