/* SPDX-License-Identifier: MIT */
/* Churn is of those who were there at the start, and of nobody else.
 *
 * From customers: who was active in the first month and not in the last one. A grace says for how
 * long one may be away: who comes back within it never left. From counts, who has nothing better:
 * in a year more may leave than there were at its start, for new ones leave as well. All who left
 * by those at the start would be a churn of 100 % here, and 60 % of them have stayed. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { MONTHS = 5, DECEMBER = -1 };

/* From January to May; an x is a month with activity. */
static const char *const customers[] = {
    "xxxxx", "xxxxx", "xx...", "xxx.x", "x....", "x.xxx", ".xxxx", ".xx..", "...xx", "....x",
};
enum { CUSTOMERS = sizeof customers / sizeof customers[0] };

static void print_churn(const char *name, const ptv_estimate *churn) {
    printf("%-26s %5.1f %%  [%.1f, %.1f] of %u\n", name, 100 * churn->value, 100 * churn->lower,
           100 * churn->upper, (unsigned)churn->n);
}

static void print_movements(const ptv_cohorts *cohorts) {
    ptv_cohort_movement movements[MONTHS];
    size_t n;
    check(ptv_cohorts_movements(cohorts, NULL, movements, MONTHS, &n));
    printf("month   active before + new + back - lost = active\n");
    for (size_t i = 1; i < n; i++)
        printf("%5d %15u %5u %6u %6u %8u\n", (int)movements[i].period + 1,
               (unsigned)movements[i - 1].active, (unsigned)movements[i].fresh,
               (unsigned)movements[i].back, (unsigned)movements[i].lost,
               (unsigned)movements[i].active);
}

static void print_counts(void) {
    ptv_customer_counts year = {sizeof year, 0, 10, 12, 0, 10, 6, 12};
    ptv_retention_result result = PTV_RETENTION_RESULT_INIT;
    check(ptv_retention_read(&year, NULL, &result));
    printf("\n");
    print_churn("a year, from counts", &result.churn);
    year.end = 13; /* one more than follows from who came and left */
    ptv_status status = check(ptv_retention_read(&year, NULL, &result));
    printf("with an end of %u: %s\n", (unsigned)year.end, ptv_status_message(status));
}

int main(void) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *cohorts;
    config.n_periods = MONTHS;
    check(ptv_cohorts_new(&config, NULL, &cohorts));
    for (uint64_t i = 0; i < CUSTOMERS; i++)
        for (int month = 0; month < MONTHS; month++)
            if (customers[i][month] == 'x')
                check(ptv_cohorts_add(cohorts, i, month));
    check(ptv_cohorts_add(cohorts, 8, DECEMBER)); /* the ninth is not new in April, but back */

    print_movements(cohorts);
    ptv_cohorts_retention result = PTV_COHORTS_RETENTION_INIT;
    check(ptv_cohorts_retention_read(cohorts, 0, 3, 0, NULL, &result));
    printf("\n");
    print_churn("January to April", &result.churn);
    check(ptv_cohorts_retention_read(cohorts, 0, 3, 1, NULL, &result));
    print_churn("a month away is no churn", &result.churn);
    print_counts();
    ptv_cohorts_free(cohorts);
    return 0;
}
