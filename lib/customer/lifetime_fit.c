/* SPDX-License-Identifier: MIT */
/* The maximum likelihood of the shifted beta-geometric model.
 *
 * In the period with k periods before it, each of those at risk is lost with the share
 * alpha / (alpha + beta + k). With odds = alpha / beta and u = 1 / (alpha + beta),
 *
 *     share lost = p / (1 + u k),   share left = (q + u k) / (1 + u k),   p / q = odds, p + q = 1
 *
 * u says how much customers differ: at 0 not at all, which is the geometric model. For a given u
 * the likelihood has one maximum over the odds, where the expected losses are as many as the
 * observed ones. What is left is a function of u alone, the profile; where its slope falls through
 * 0, it has a maximum, nearly always only one. u is looked for on a grid, then by bisection. */
#include "base/platform.h"

#include "base/sized.h"
#include "base/state.h"
#include "postventa/lifetime.h"
#include "stats/elementary.h"
#include "stats/interval.h"

struct cohort {
    const uint64_t *lost, *censored;
    size_t periods;
    uint64_t n;      /* customers */
    uint64_t losses; /* of them, lost */
};

struct model {
    double u, odds;
};

/* A period: how many periods came before, how many customers were lost in it and left after it. */
struct period {
    double before, lost, left;
};

/* Steps through the periods. `at_risk` starts as the number of customers. */
static struct period take_period(const struct cohort *cohort, size_t i, uint64_t *at_risk) {
    uint64_t left = *at_risk - cohort->lost[i];
    struct period period = {(double)i, (double)cohort->lost[i], (double)left};
    *at_risk = left - cohort->censored[i];
    return period;
}

/* Odds at which as many losses are expected as were seen: Newton's method on
 *
 *     sum of left odds / (1 + u k (1 + odds)) = losses,
 *
 * concave in the odds: once below the root, it rises to it. With all losses as likely as in the
 * first period there would be more of them, so the root is at least losses / sum of left. */
static double likeliest_odds(const struct cohort *cohort, double u, double odds) {
    enum { STEPS_MAX = 200 };
    for (int step = 0; step < STEPS_MAX; step++) {
        double expected = 0, slope = 0, left = 0;
        uint64_t at_risk = cohort->n;
        for (size_t i = 0; i < cohort->periods; i++) {
            struct period period = take_period(cohort, i, &at_risk);
            double uk = u * period.before;
            double divisor = 1 / (1 + uk * (1 + odds));
            left += period.left;
            expected += period.left * divisor;
            slope += period.left * (1 + uk) * divisor * divisor;
        }
        double losses = (double)cohort->losses;
        double next = ptvi_max(odds + (losses - odds * expected) / slope, losses / left);
        if (ptvi_abs(next - odds) <= 0x1p-50 * odds)
            return next;
        odds = next;
    }
    return odds;
}

/* What a search over u carries along: the odds of the last u are a good start for the next. */
struct profile {
    const struct cohort *cohort;
    double *odds;
};

/* Slope of the profile in u: sum of k (left p - lost (q + u k)) / ((q + u k) (1 + u k)). */
static double profile_slope(const void *ctx, double u) {
    const struct profile *profile = (const struct profile *)ctx;
    const struct cohort *cohort = profile->cohort;
    double odds = *profile->odds = likeliest_odds(cohort, u, *profile->odds);
    double p = odds / (1 + odds), q = 1 / (1 + odds), slope = 0;
    uint64_t at_risk = cohort->n;
    for (size_t i = 0; i < cohort->periods; i++) {
        struct period period = take_period(cohort, i, &at_risk);
        double uk = u * period.before;
        double excess = period.left * p - period.lost * (q + uk);
        slope += period.before * excess / ((q + uk) * (1 + uk));
    }
    return slope;
}

/* Of so many customers with one share; those of a share of 0 are none. */
static double log_of(double customers, double log_share) {
    return customers > 0 ? customers * log_share : 0;
}

static double log_likelihood(const struct cohort *cohort, struct model at) {
    double sum = 0;
    uint64_t at_risk = cohort->n;
    for (size_t i = 0; i < cohort->periods; i++) {
        struct period period = take_period(cohort, i, &at_risk);
        double left = 1 + at.u * period.before * (1 + at.odds);
        double lost_share = at.odds / (left + at.odds);
        sum += log_of(period.lost, ptvi_log(lost_share));
        sum += log_of(period.left, lost_share < 0.5 ? ptvi_log1p(-lost_share)
                                                    : ptvi_log(left / (left + at.odds)));
    }
    return sum;
}

/* The model without differences between customers: all lost / all customer-periods at risk. */
static ptv_sbg geometric_fit(const struct cohort *cohort) {
    ptv_sbg fit = PTV_SBG_INIT;
    uint64_t at_risk = cohort->n;
    double lost = (double)cohort->losses, left = 0;
    for (size_t i = 0; i < cohort->periods; i++)
        left += take_period(cohort, i, &at_risk).left;
    fit.alpha = fit.beta = INFINITY;
    fit.first_churn = lost / (lost + left);
    fit.mean_periods = lost > 0 ? (lost + left) / lost : INFINITY;
    fit.log_likelihood =
        log_of(lost, ptvi_log(fit.first_churn)) + log_of(left, ptvi_log(left / (lost + left)));
    fit.status = PTV_NOT_IDENTIFIED;
    return fit;
}

static ptv_sbg sbg_fit(struct model at, double log_likelihood) {
    ptv_sbg fit = PTV_SBG_INIT;
    fit.alpha = at.odds / (1 + at.odds) / at.u;
    fit.beta = 1 / (1 + at.odds) / at.u;
    fit.first_churn = at.odds / (1 + at.odds);
    fit.mean_periods = fit.alpha > 1 ? 1 + fit.beta / (fit.alpha - 1) : INFINITY;
    fit.log_likelihood = log_likelihood;
    return fit;
}

/* The best maximum of the profile, or the geometric fit where there is no better one.
 *
 * With alpha + beta of 2^30 the model is the geometric one to nine digits. Beyond u = 2^66 the
 * slope is negative: at least one loss after the first period outweighs 2^60 customers. */
static ptv_sbg best_fit(const struct cohort *cohort) {
    const double first = 0x1p-30, last = 0x1p66, ratio = 4;
    ptv_sbg best = geometric_fit(cohort);
    double odds = (double)cohort->losses / (double)cohort->n;
    struct profile profile = {cohort, &odds};
    double inside = first, slope = profile_slope(&profile, first);
    /* A profile that rises from the geometric model has a better maximum. */
    bool rises = slope > 0;
    for (double u = first * ratio; u <= last; u *= ratio) {
        double next = profile_slope(&profile, u);
        if (slope > 0 && next <= 0) {
            struct model at;
            at.u = ptvi_bisect(profile_slope, &profile, inside, u);
            at.odds = likeliest_odds(cohort, at.u, odds);
            double height = log_likelihood(cohort, at);
            if (rises || height > best.log_likelihood)
                best = sbg_fit(at, height);
            rises = false;
        }
        inside = u;
        slope = next;
    }
    return best;
}

/* Whether losses fall into two periods or more: those of one say nothing of differences. */
static bool has_losses_in_two_periods(const struct cohort *cohort) {
    size_t with_losses = 0;
    for (size_t i = 0; i < cohort->periods; i++)
        with_losses += cohort->lost[i] > 0;
    return with_losses > 1;
}

static ptv_sbg empty_fit(void) {
    ptv_sbg fit = PTV_SBG_INIT;
    fit.alpha = fit.beta = fit.log_likelihood = fit.first_churn = fit.mean_periods = NAN;
    fit.status = PTV_EMPTY;
    return fit;
}

/* Counts the customers. */
static ptv_status count(struct cohort *cohort) {
    ptv_status status = PTV_OK;
    for (size_t i = 0; i < cohort->periods && status == PTV_OK; i++) {
        status = ptvi_count_add(&cohort->n, cohort->lost[i]);
        if (status == PTV_OK)
            status = ptvi_count_add(&cohort->n, cohort->censored[i]);
        if (status == PTV_OK)
            cohort->losses += cohort->lost[i];
    }
    return status;
}

ptv_status ptv_sbg_fit(const uint64_t *lost, const uint64_t *censored, size_t periods,
                       ptv_sbg *out) {
    struct cohort cohort = {lost, censored, periods, 0, 0};
    if (!lost || !censored)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    if (periods < 1 || periods > PTV_SBG_PERIODS)
        return PTV_ERR_ARGUMENT;
    status = count(&cohort);
    if (status < 0)
        return status;
    ptv_sbg fit = cohort.n == 0                        ? empty_fit()
                  : has_losses_in_two_periods(&cohort) ? best_fit(&cohort)
                                                       : geometric_fit(&cohort);
    fit.n = cohort.n;
    fit.periods = (int32_t)periods;
    ptvi_sized_out(out, &fit, sizeof fit);
    return fit.status;
}
