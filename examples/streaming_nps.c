/* SPDX-License-Identifier: MIT */
/* A Net Promoter Score that is up to date after every answer.
 *
 * The state has a fixed size however many answers it has seen, and reading it changes nothing: read
 * as often as you like. The interval says how far to trust the score; see how slowly it narrows. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

static const int32_t answers[] = {
    10, 9, 6,  8, 10, 7, 3, 9, 10, PTV_SCORE_MISSING, 10, 8, 5, 9, 10, 8, 9, 2, 10,
    9,  7, 11, 8, 10, 9, 6, 9, 10,
};

static void print_line(const ptv_ratings *ratings) {
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    ptv_status status = check(ptv_nps_read(ratings, NULL, &nps));
    if (status == PTV_EMPTY)
        printf("%7u  %s\n", 0u, ptv_status_message(status));
    else
        printf("%7u  %+6.1f  [%+6.1f, %+6.1f]\n", (unsigned)nps.n, nps.score.value, nps.score.lower,
               nps.score.upper);
}

int main(void) {
    ptv_ratings ratings;
    check(ptv_nps_init(&ratings));

    printf("answers     NPS  95 %% interval\n");
    print_line(&ratings);
    const size_t n = sizeof answers / sizeof answers[0];
    for (size_t i = 0; i < n; i++) {
        /* 11 is off the scale: it is counted as invalid, and the status says so. */
        if (check(ptv_ratings_add(&ratings, answers[i])) == PTV_OUT_OF_SCALE)
            printf("         %d is no answer on a scale of 0 to 10\n", (int)answers[i]);
        if ((i + 1) % 7 == 0)
            print_line(&ratings);
    }

    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_nps_read(&ratings, NULL, &nps));
    printf("\n%u promoters, %u passives, %u detractors; %u missing, %u invalid\n",
           (unsigned)nps.promoters, (unsigned)nps.passives, (unsigned)nps.detractors,
           (unsigned)nps.missing, (unsigned)nps.invalid);
    return 0;
}
