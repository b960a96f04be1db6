/* SPDX-License-Identifier: MIT */
/* How long will they stay? Seven renewals were seen, and customers unlike one another.
 *
 * Retention rises from renewal to renewal: not because customers grow loyal, but because those who
 * leave early are gone. A constant rate, the usual extrapolation, has everybody gone soon; the
 * shifted beta-geometric model says what differing customers do. The cohort is the published one of
 * Fader and Hardie (2007), "Regular"; years 8 to 12 were seen later, and the fit never saw them. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { SEEN = 7, YEARS = 12 };

/* Of 1,000 customers, those who are left after each year. */
static const int left[YEARS + 1] = {1000, 631, 468, 382, 326, 289, 262,
                                    241,  223, 207, 194, 183, 173};

int main(void) {
    uint64_t lost[SEEN], censored[SEEN] = {0};
    for (int i = 0; i < SEEN; i++)
        lost[i] = (uint64_t)(left[i] - left[i + 1]);
    censored[SEEN - 1] = (uint64_t)left[SEEN];

    ptv_sbg fit = PTV_SBG_INIT, constant = PTV_SBG_INIT;
    check(ptv_sbg_fit(lost, censored, SEEN, &fit));
    printf("alpha %.3f, beta %.3f, log-likelihood %.1f\n\n", fit.alpha, fit.beta,
           fit.log_likelihood);

    /* Everybody alike: of all who could leave in some year, how many did? */
    uint64_t losses = 0, renewals_seen = 0;
    for (int i = 1; i <= SEEN; i++) {
        losses += lost[i - 1];
        renewals_seen += (uint64_t)left[i];
    }
    check(ptv_sbg_fit(&losses, &renewals_seen, 1, &constant));
    printf("year  left  model  constant  retention\n");
    for (int year = 1; year <= YEARS; year++) {
        double model, alike, retention;
        check(ptv_sbg_survival(&fit, year, &model));
        check(ptv_sbg_survival(&constant, year, &alike));
        check(ptv_sbg_retention(&fit, year, &retention));
        printf("%4d  %4d  %5.0f  %8.0f  %7.1f %%%s\n", year, left[year], 1000 * model, 1000 * alike,
               100 * retention, year == SEEN ? "  <- the last one seen" : "");
    }

    /* In payments of today, at 10 % a year: who has renewed often is worth more. */
    double payments = 0, value;
    printf("\n");
    for (int renewals = 4; renewals >= 0; renewals -= 2) {
        check(ptv_sbg_residual_lifetime(&fit, renewals, 0.1, &payments));
        printf("renewed %d times: %.2f payments to come\n", renewals, payments);
    }
    check(ptv_clv_begin(100, 1 - constant.first_churn, 0.1, &value));
    printf("a new customer of 100 a year: %.0f, at constant retention %.0f\n", 100 * (1 + payments),
           value);
    return 0;
}
