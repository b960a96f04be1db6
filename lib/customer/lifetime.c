/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "postventa/lifetime.h"
#include "stats/elementary.h"
#include "stats/gamma_kernel.h"

ptv_status ptv_sbg_init(ptv_sbg *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Whether customers all leave at one rate, which is what both parameters infinite stand for. */
static bool is_geometric(const ptv_sbg *fit) {
    return fit->alpha == INFINITY && fit->beta == INFINITY;
}

static bool valid_model(const ptv_sbg *fit) {
    if (is_geometric(fit))
        return fit->first_churn >= 0 && fit->first_churn <= 1;
    return fit->alpha > 0 && fit->beta > 0 && ptvi_is_finite(fit->alpha + fit->beta);
}

/* The caller's model and where its answer goes, checked. */
static ptv_status open_model(const ptv_sbg *caller, const double *out, ptv_sbg *fit) {
    if (!caller || !out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_in(fit, sizeof *fit, caller);
    if (status < 0)
        return status;
    return valid_model(fit) ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* log of Gamma(x + a) Gamma(x + n) / (Gamma(x) Gamma(x + a + n)), x not small: by Stirling's
 * formula, arranged so that every term is as small as the result. */
static double log_gamma_cross(double x, double a, double n) {
    double by_x = a / x, n_by_x = n / x;
    double error = ptvi_stirling_error(x + a) - ptvi_stirling_error(x) +
                   (ptvi_stirling_error(x + n) - ptvi_stirling_error(x + a + n));
    return (x - 0.5) * ptvi_log1p(by_x * (n_by_x / (1 + by_x + n_by_x))) -
           a * ptvi_log1p(n_by_x / (1 + by_x)) - n * ptvi_log1p(by_x / (1 + n_by_x)) + error;
}

/* The share that is left of sBG customers after some periods: a few factors one by one, the rest
 * through gamma functions. */
static double share_left(const ptv_sbg *fit, double periods) {
    const double large = 16;
    double share = 1, beta = fit->beta;
    for (; periods > 0 && beta < large; periods -= 1, beta += 1)
        share *= beta / (fit->alpha + beta);
    if (periods > 0)
        share *= ptvi_exp(log_gamma_cross(beta, fit->alpha, periods));
    return ptvi_min(share, 1);
}

static double geometric_left(double churn, double periods) {
    if (periods == 0)
        return 1;
    return churn == 1 ? 0 : ptvi_exp(periods * ptvi_log1p(-churn));
}

ptv_status ptv_sbg_survival(const ptv_sbg *fit, int64_t period, double *out) {
    ptv_sbg model;
    ptv_status status = open_model(fit, out, &model);
    if (status < 0)
        return status;
    if (period < 0)
        return PTV_ERR_ARGUMENT;
    *out = is_geometric(&model) ? geometric_left(model.first_churn, (double)period)
                                : share_left(&model, (double)period);
    return PTV_OK;
}

/* The share that renews, of those who have renewed so often. */
static double renewing(const ptv_sbg *fit, double renewals) {
    if (is_geometric(fit))
        return 1 - fit->first_churn;
    return 1 / (1 + fit->alpha / (fit->beta + renewals));
}

ptv_status ptv_sbg_retention(const ptv_sbg *fit, int64_t period, double *out) {
    ptv_sbg model;
    ptv_status status = open_model(fit, out, &model);
    if (status < 0)
        return status;
    if (period < 1)
        return PTV_ERR_ARGUMENT;
    *out = renewing(&model, (double)(period - 1));
    return PTV_OK;
}

/* Numerator i, from 1, of Gauss's continued fraction for 2F1(1, alpha; s + 1; -y), where
 * s = alpha + beta and beta counts the renewals. */
static double numerator(double alpha, double beta, double y, int32_t i) {
    double s = alpha + beta, m = i / 2;
    if (i == 1)
        return y * (alpha / (s + 1));
    if (i % 2 == 0)
        return y * (m / (s + i - 1)) * ((beta + m) / (s + i));
    return y * ((alpha + m) / (s + i)) * ((s + m) / (s + i - 1));
}

/* The fraction 1 / (1 + k1 / (1 + k2 / …)) cut after n numerators. */
static double fraction(double alpha, double beta, double y, int32_t n) {
    double value = 1;
    for (int32_t i = n; i > 0; i--)
        value = 1 + numerator(alpha, beta, y, i) / value;
    return 1 / value;
}

/* Renewals to come, discounted: (beta + k) / (s + k) 2F1(1, beta + k + 1; s + k + 1; 1 / (1 + d)),
 * where the transformation z / (z - 1) makes all parts of the fraction positive. Neighbouring cuts
 * then enclose it, and it takes the square root of the terms that the sum does. */
static ptv_status discounted(const ptv_sbg *fit, double renewals, double discount, double *out) {
    const double precision = 1e-13;
    const int32_t most = 8000000;
    double beta = fit->beta + renewals, y = ptvi_min(1 / discount, 1e300);
    double factor = renewing(fit, renewals) * (1 + y);
    double one = 0, two = 1;
    for (int32_t n = 16; n <= most && ptvi_abs(one - two) > precision * one; n *= 2) {
        one = fraction(fit->alpha, beta, y, n);
        two = fraction(fit->alpha, beta, y, n + 1);
    }
    *out = factor * (0.5 * (one + two));
    return ptvi_abs(one - two) <= 1e-12 * one ? PTV_OK : PTV_NOT_CONVERGED;
}

ptv_status ptv_sbg_residual_lifetime(const ptv_sbg *fit, int64_t renewals, double discount,
                                     double *out) {
    ptv_sbg model;
    ptv_status status = open_model(fit, out, &model);
    if (status < 0)
        return status;
    if (renewals < 0 || !(discount > 0) || !ptvi_is_finite(discount))
        return PTV_ERR_ARGUMENT;
    if (!is_geometric(&model))
        return discounted(&model, (double)renewals, discount, out);
    double stays = 1 - model.first_churn;
    *out = stays * (1 + discount) / (discount + model.first_churn);
    return PTV_OK;
}

/* The sum of payments: the margin times `payments`, at constant retention. */
static ptv_status value_of(double margin, double retention, double discount, bool begin,
                           double *out) {
    if (!out)
        return PTV_ERR_NULL;
    if (!ptvi_is_finite(margin) || !ptvi_is_probability(retention) || !(discount >= 0) ||
        !ptvi_is_finite(discount))
        return PTV_ERR_ARGUMENT;
    double payments = (begin ? 1 + discount : retention) / (discount + (1 - retention));
    *out = margin == 0 ? 0 : margin * payments;
    return PTV_OK;
}

ptv_status ptv_clv_begin(double margin, double retention, double discount, double *out) {
    return value_of(margin, retention, discount, true, out);
}

ptv_status ptv_clv_renewals(double margin, double retention, double discount, double *out) {
    return value_of(margin, retention, discount, false, out);
}
