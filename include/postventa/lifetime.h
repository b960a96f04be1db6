/* SPDX-License-Identifier: MIT */
/** @file
 * How long customers stay beyond what was seen, and what that is worth: the shifted
 * beta-geometric model of contracts that are renewed or not, and customer lifetime value. Pure
 * functions; what they give is what the model says. */
#ifndef POSTVENTA_LIFETIME_H
#define POSTVENTA_LIFETIME_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most periods that a fit takes. */
#define PTV_SBG_PERIODS 10000

/** A fit of the shifted beta-geometric model. */
typedef struct ptv_sbg {
    uint32_t size;         /**< sizeof(ptv_sbg), set by the caller. */
    uint32_t reserved;     /**< 0 */
    double alpha;          /**< First parameter, above 0; infinite on PTV_NOT_IDENTIFIED. */
    double beta;           /**< Second parameter, above 0; infinite on PTV_NOT_IDENTIFIED. */
    double log_likelihood; /**< At the maximum. */
    /** Share lost in the first period, alpha / (alpha + beta); on PTV_NOT_IDENTIFIED, in every
     * period: the geometric model. */
    double first_churn;
    double mean_periods; /**< Expected periods that a customer stays; infinite where alpha <= 1. */
    uint64_t n;          /**< Customers. */
    int32_t periods;     /**< Periods that were seen. */
    int32_t status;      /**< PTV_OK, PTV_EMPTY or PTV_NOT_IDENTIFIED. */
} ptv_sbg;

/** Initialiser of a ptv_sbg: its size, and zeros to be overwritten. */
#define PTV_SBG_INIT                                                                               \
    { (uint32_t)sizeof(ptv_sbg), 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** Makes a fit ready to be read into; the same as PTV_SBG_INIT.
 *
 * @param[out] out  fit
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_sbg_init(ptv_sbg *out);

/** Fits the model by maximum likelihood, to one cohort or to several together.
 *
 * @param[in]  lost      customers lost in the 1st, 2nd, … period of their contract, added up over
 *                       cohorts
 * @param[in]  censored  customers who were seen for 1, 2, … periods and were still there, likewise;
 *                       of one cohort, 0 but for the last
 * @param[in]  periods   how many periods, 1 to PTV_SBG_PERIODS
 * @param[out] out       size set by the caller; on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: no customers; PTV_NOT_IDENTIFIED: losses in fewer than two periods, or
 *         retention that does not rise with age: then the geometric model; PTV_ERR_NULL;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT: the number of periods; PTV_ERR_OVERFLOW: the counts
 * O(periods) times a few hundred, no allocation. Source: Fader & Hardie 2007. */
PTV_API PTV_NODISCARD ptv_status ptv_sbg_fit(const uint64_t *lost, const uint64_t *censored,
                                             size_t periods, ptv_sbg *out);

/** Share of customers who are still there after so many periods: B(alpha, beta + t) / B(alpha,
 * beta).
 *
 * @param[in]  fit     alpha and beta, or a geometric model's first_churn
 * @param[in]  period  0 or more
 * @param[out] out     0..1; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: parameters or period
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_sbg_survival(const ptv_sbg *fit, int64_t period, double *out);

/** Share of those there before a renewal who renew: (beta + t - 1) / (alpha + beta + t - 1).
 *
 * @param[in]  fit     as in ptv_sbg_survival
 * @param[in]  period  the renewal, from 1
 * @param[out] out     0..1; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_sbg_retention(const ptv_sbg *fit, int64_t period, double *out);

/** Discounted expected residual lifetime: the renewals still to come, in payments of today.
 *
 * Sum over s >= 1 of S(renewals + s) / S(renewals) / (1 + discount)^(s - 1): of a customer who has
 * renewed so often, just before the next renewal.
 * @param[in]  fit       as in ptv_sbg_survival
 * @param[in]  renewals  how often the customer has renewed, 0 or more
 * @param[in]  discount  rate a period, above 0
 * @param[out] out       in payments; on an error: untouched
 * @return PTV_OK; PTV_NOT_CONVERGED: not known to 1e-12, with discounts below about 1e-10;
 *         PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1 / sqrt(discount)). Source: Fader & Hardie 2010. */
PTV_API PTV_NODISCARD ptv_status ptv_sbg_residual_lifetime(const ptv_sbg *fit, int64_t renewals,
                                                           double discount, double *out);

/** Lifetime value at constant retention, a margin paid at the beginning of each period, the first
 * at once: margin (1 + discount) / (1 + discount - retention).
 *
 * @param[in]  margin     margin of a period, finite
 * @param[in]  retention  share that stays from one period to the next, 0..1
 * @param[in]  discount   rate a period, 0 or more, finite
 * @param[out] out        in the unit of the margin; infinite where retention is 1 and discount 0;
 *                        on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(1). Source: Fader & Hardie 2010. */
PTV_API PTV_NODISCARD ptv_status ptv_clv_begin(double margin, double retention, double discount,
                                               double *out);

/** The same without the first payment: only renewals, margin retention / (1 + discount -
 * retention).
 *
 * @param[in]  margin     as in ptv_clv_begin
 * @param[in]  retention  as in ptv_clv_begin
 * @param[in]  discount   as in ptv_clv_begin
 * @param[out] out        as in ptv_clv_begin
 * @return as ptv_clv_begin
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_clv_renewals(double margin, double retention, double discount,
                                                  double *out);

#ifdef __cplusplus
}
#endif

#endif
