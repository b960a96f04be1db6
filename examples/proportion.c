/* SPDX-License-Identifier: MIT */
/* Any share, x of n: here, of repairs that held for 30 days.
 *
 * Repairs younger than that cannot be judged yet. They are excluded: counted, but in no base, so
 * that they make the share neither better nor worse. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

static void print_share(const char *name, const ptv_proportion *repairs,
                        const ptv_proportion_options *options) {
    ptv_proportion_result held = PTV_PROPORTION_RESULT_INIT;
    check(ptv_proportion_read(repairs, options, &held));
    printf("%-9s %3u of %3u  %5.1f %%  [%5.1f, %5.1f]  %-15s  %2u too young\n", name,
           (unsigned)held.hits, (unsigned)held.n, 100 * held.share.value, 100 * held.share.lower,
           100 * held.share.upper, ptv_method_name(held.share.method), (unsigned)held.excluded);
}

int main(void) {
    ptv_proportion north, south;
    check(ptv_proportion_init(&north));
    check(ptv_proportion_add_n(&north, PTV_OUTCOME_HIT, 131));
    check(ptv_proportion_add_n(&north, PTV_OUTCOME_MISS, 14));
    check(ptv_proportion_add_n(&north, PTV_OUTCOME_EXCLUDED, 22));

    check(ptv_proportion_init(&south));
    check(ptv_proportion_add_n(&south, PTV_OUTCOME_HIT, 40));
    check(ptv_proportion_add_n(&south, PTV_OUTCOME_EXCLUDED, 6));

    print_share("north", &north, NULL);
    print_share("south", &south, NULL); /* 40 of 40 is no certainty: see the lower bound */

    /* A contract may ask for coverage that is guaranteed. */
    ptv_proportion_options options = PTV_PROPORTION_OPTIONS_INIT;
    options.method = PTV_METHOD_CLOPPER_PEARSON;
    print_share("north", &north, &options);

    ptv_comparison difference;
    check(ptv_proportion_compare(&south, &north, NULL, &difference));
    printf("\nsouth - north %+.1f points [%+.1f, %+.1f], p = %.3f\n", 100 * difference.difference,
           100 * difference.lower, 100 * difference.upper, difference.p_value);
    return 0;
}
