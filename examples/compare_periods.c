/* SPDX-License-Identifier: MIT */
/* Has it become better? Two months compared, now minus before.
 *
 * A difference has an interval and a p-value of its own, and the two agree: p is below 0.05 exactly
 * when the 95 % interval leaves out 0. That the two scores' intervals overlap proves nothing. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

/* How often each score was given, from the lowest level on. */
static const uint64_t nps_march[] = {9, 2, 5, 6, 8, 18, 22, 45, 88, 92, 105};
static const uint64_t nps_april[] = {5, 1, 3, 4, 6, 14, 17, 44, 95, 112, 141};
static const uint64_t csat_march[] = {14, 21, 62, 171, 132};
static const uint64_t csat_april[] = {10, 18, 61, 193, 160};

static void fill(ptv_ratings *ratings, int32_t lowest, const uint64_t *counts, int levels) {
    for (int i = 0; i < levels; i++)
        check(ptv_ratings_add_n(ratings, lowest + i, counts[i]));
}

/* unit: 1 for points, 100 to print a share in percentage points. */
static void print_change(const char *name, const ptv_comparison *change, double unit) {
    printf("%-14s %+6.2f  [%+6.2f, %+6.2f]  p = %.3f  %s\n", name, unit * change->difference,
           unit * change->lower, unit * change->upper, change->p_value,
           ptv_method_name(change->method));
}

int main(void) {
    ptv_ratings march, april;
    ptv_comparison change;
    printf("April - March           95 %% interval\n");

    check(ptv_nps_init(&march));
    check(ptv_nps_init(&april));
    fill(&march, 0, nps_march, 11);
    fill(&april, 0, nps_april, 11);
    check(ptv_nps_compare(&april, &march, NULL, &change));
    print_change("NPS", &change, 1);

    check(ptv_csat_init(&march, NULL));
    check(ptv_csat_init(&april, NULL));
    fill(&march, 1, csat_march, 5);
    fill(&april, 1, csat_april, 5);
    check(ptv_csat_compare(&april, &march, NULL, &change));
    print_change("CSAT top box %", &change, 100);

    /* Another figure of the same answers: options, not another state. */
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    options.kind = PTV_KIND_MEAN;
    check(ptv_csat_compare(&april, &march, &options, &change));
    print_change("CSAT mean", &change, 1);
    return 0;
}
