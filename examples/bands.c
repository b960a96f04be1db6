/* SPDX-License-Identifier: MIT */
/* What to call a number: the usual bands, or your own.
 *
 * Bands are data, with edges that say which side they close and a source. A value in a gap between
 * bands has none, and that is an answer too. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

static void print_band(double value, const ptv_band *bands, size_t n) {
    const ptv_band *band;
    check(ptv_band_find(bands, n, value, &band));
    printf("%6.2f  %s\n", value, band ? band->name : "(no band)");
}

int main(void) {
    const ptv_band *usual;
    size_t n;

    printf("NPS, the usual bands\n");
    check(ptv_band_defaults(PTV_METRIC_NPS, &usual, &n));
    print_band(-12, usual, n);
    print_band(0, usual, n);
    print_band(49.99, usual, n);
    print_band(50, usual, n);

    printf("CSAT, the usual band\n");
    check(ptv_band_defaults(PTV_METRIC_CSAT, &usual, &n));
    print_band(0.74, usual, n);
    print_band(0.85, usual, n);

    printf("CSAT, a house's own bands\n");
    const ptv_band own[] = {
        {"act", "service charter", NULL, 0, 0.80, PTV_BAND_CLOSED_LOWER, 0},
        {"keep", "service charter", NULL, 0.80, 1, PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER,
         0},
    };
    print_band(0.74, own, sizeof own / sizeof own[0]);
    print_band(0.85, own, sizeof own / sizeof own[0]);
    return 0;
}
