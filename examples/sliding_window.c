/* SPDX-License-Identifier: MIT */
/* The score of the last three days, day by day.
 *
 * What leaves the window is taken back with remove, exactly: the state is then the one that would
 * have been had the old answers never been there. To take back more than was added is an error. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { DAYS = 8, WINDOW = 3, A_DAY = 5 };

static const int32_t days[DAYS][A_DAY] = {
    {10, 9, 9, 8, 10}, {9, 7, 10, 6, 9}, {10, 9, 8, 9, 9}, {5, 3, 8, 6, 9}, /* a bad day */
    {9, 10, 7, 9, 8},  {10, 9, 9, 6, 7}, {9, 9, 10, 8, 9}, {10, 9, 10, 9, 7},
};

int main(void) {
    ptv_ratings window;
    check(ptv_nps_init(&window));

    printf("day  answers     NPS  95 %% interval\n");
    for (int day = 0; day < DAYS; day++) {
        for (int i = 0; i < A_DAY; i++)
            check(ptv_ratings_add(&window, days[day][i]));
        if (day >= WINDOW)
            for (int i = 0; i < A_DAY; i++)
                check(ptv_ratings_remove(&window, days[day - WINDOW][i], 1));

        ptv_nps_result nps = PTV_NPS_RESULT_INIT;
        check(ptv_nps_read(&window, NULL, &nps));
        printf("%3d  %7u  %+6.1f  [%+6.1f, %+6.1f]\n", day + 1, (unsigned)nps.n, nps.score.value,
               nps.score.lower, nps.score.upper);
    }

    /* The window holds no 3 any more: the state refuses, and stays as it was. */
    ptv_status status = ptv_ratings_remove(&window, 3, 1);
    printf("\ntaking back a 3: %s\n", ptv_status_message(status));
    return status == PTV_ERR_UNDERFLOW ? 0 : 1;
}
