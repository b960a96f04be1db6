/* SPDX-License-Identifier: MIT */
/* The smallest program that uses libpostventa; valid C99 and C++98. */
#include <postventa/postventa.h>
#include <stdio.h>

int main(void) {
    static const int8_t answers[] = {10, 2, 7, 8, 6};
    ptv_ratings ratings;
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;

    ptv_status status = ptv_nps_init(&ratings);
    if (status == PTV_OK)
        status = ptv_ratings_add_i8(&ratings, answers, NULL, 0, sizeof answers);
    if (status == PTV_OK)
        status = ptv_nps_read(&ratings, NULL, &nps);
    if (status != PTV_OK) {
        fprintf(stderr, "%s\n", ptv_status_message(status));
        return 1;
    }
    printf("libpostventa %s: NPS %.0f of %u answers\n", ptv_version(), nps.score.value,
           (unsigned)nps.n);
    return 0;
}
