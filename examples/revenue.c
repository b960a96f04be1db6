/* SPDX-License-Identifier: MIT */
/* Of the money that customers paid a month a year ago, how much is still there?
 *
 * Gross retention counts what was lost and never passes 100 %; net retention also counts what the
 * same customers pay more, and may. New customers are in neither. Both rest on few large
 * customers, and the interval says so: one who leaves moves everything. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

/* Euros a month, at the start and at the end; 1: paid before the start. */
static const struct {
    int start, end, before;
} customers[] = {
    {900, 1260, 0}, {120, 120, 0}, {80, 0, 0},    {240, 180, 0}, {60, 60, 0},   {300, 390, 0},
    {45, 0, 0},     {150, 150, 0}, {500, 500, 0}, {75, 90, 0},   {210, 140, 0}, {30, 30, 0},
    {0, 250, 0},    {0, 60, 0},    {0, 95, 1}, /* two that are new, one that is back */
};
enum { CUSTOMERS = sizeof customers / sizeof customers[0] };

static void print_share(const char *name, const ptv_estimate *share) {
    printf("%-6s %5.1f %%  [%.1f, %.1f] of %u customers\n", name, 100 * share->value,
           100 * share->lower, 100 * share->upper, (unsigned)share->n);
}

int main(void) {
    ptv_revenue revenue;
    ptv_revenue_result result = PTV_REVENUE_RESULT_INIT;
    check(ptv_revenue_init(&revenue));
    for (int i = 0; i < CUSTOMERS; i++) /* whole cents: sums are exact */
        check(ptv_revenue_add(&revenue, INT64_C(100) * customers[i].start,
                              INT64_C(100) * customers[i].end, customers[i].before));

    check(ptv_revenue_read(&revenue, NULL, &result));
    printf("%.2f + expansion %.2f - contraction %.2f - churned %.2f\n", result.start / 100,
           result.expansion / 100, result.contraction / 100, result.churned / 100);
    printf("     + new %.2f + back %.2f = %.2f\n", result.fresh / 100, result.reactivated / 100,
           result.end / 100);
    print_share("GRR", &result.gross);
    print_share("NRR", &result.net);

    /* Without the largest customer: taken back exactly. */
    check(ptv_revenue_remove(&revenue, 90000, 126000, 0));
    check(ptv_revenue_read(&revenue, NULL, &result));
    printf("without the largest one:\n");
    print_share("NRR", &result.net);
    return 0;
}
