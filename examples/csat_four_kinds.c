/* SPDX-License-Identifier: MIT */
/* "CSAT is 87": of what? Four figures go by that name, and the same answers give four numbers.
 *
 * The state keeps the counts of all levels, so that the choice is one of the reading and can be
 * made late, or changed. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

static void print_figure(const char *name, const ptv_estimate *figure, double unit) {
    printf("%-28s %6.2f  [%6.2f, %6.2f]  %s\n", name, unit * figure->value, unit * figure->lower,
           unit * figure->upper, ptv_method_name(figure->method));
}

int main(void) {
    static const uint64_t counts[] = {1, 2, 3, 4, 9}; /* of the levels 1 to 5 */

    ptv_ratings ratings;
    check(ptv_csat_init(&ratings, NULL));
    for (int32_t level = 1; level <= 5; level++)
        check(ptv_ratings_add_n(&ratings, level, counts[level - 1]));

    ptv_csat_result csat = PTV_CSAT_RESULT_INIT;
    check(ptv_csat_read(&ratings, NULL, &csat));
    printf("%u answers on a scale of %d to %d\n", (unsigned)csat.n, (int)csat.scale_min,
           (int)csat.scale_max);
    print_figure("top box: 4 and 5, %", &csat.top_box, 100);
    print_figure("mean", &csat.mean, 1);
    print_figure("net: 4, 5 less 1, 2, points", &csat.net, 1);
    print_figure("percent of maximum", &csat.percent_of_max, 1);

    /* Only a 5 is good enough, at 99 % confidence. */
    ptv_ratings_options strict = PTV_RATINGS_OPTIONS_INIT;
    strict.top_k = 1;
    strict.confidence = 0.99;
    check(ptv_csat_read(&ratings, &strict, &csat));
    printf("\nonly 5 counts, 99 %% confidence\n");
    print_figure("top box: 5, %", &csat.top_box, 100);
    return 0;
}
