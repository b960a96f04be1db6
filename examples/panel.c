/* SPDX-License-Identifier: MIT */
/* One answer a respondent: two exports of a survey overlap, and some answered twice.
 *
 * Added up, whoever is in both exports counts twice, and who answers often, often for a reason,
 * weighs more. A panel keeps one answer of each, by default the last; a merge is a union, so that
 * exports may overlap as they like. What was sent is a count, and adds up: each is told once. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <string.h>

#include "check.h"

enum { DAY = 86400000, MAIL = 0, APP = 1, EXPORTS = 2, ROWS = 8 };

static const struct {
    const char *name;
    int day, score, channel;
} answers[EXPORTS][ROWS] = {
    {{"ana", 1, 9, MAIL},
     {"bruno", 1, 3, APP},
     {"bruno", 2, 2, APP},
     {"carmen", 2, 10, MAIL},
     {"diego", 3, 8, APP},
     {"bruno", 3, 0, APP},
     {"elena", 4, 10, MAIL},
     {"farid", 4, 9, MAIL}},
    {{"elena", 4, 10, MAIL}, /* in both exports */
     {"farid", 4, 9, MAIL},
     {"grace", 5, 7, APP},
     {"bruno", 6, 7, APP}, /* whose problem was solved at last */
     {"hugo", 6, PTV_SCORE_MISSING, MAIL},
     {"ines", 6, 10, APP},
     {"hugo", 7, 6, MAIL},
     {"ana", 7, PTV_SCORE_MISSING, MAIL}}, /* skipped it, the second time: the 9 stays */
};

static void print_nps(const char *name, const ptv_ratings *ratings) {
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_nps_read(ratings, NULL, &nps));
    printf("%-14s NPS %+.1f  [%+.1f, %+.1f] of %u\n", name, nps.score.value, nps.score.lower,
           nps.score.upper, (unsigned)nps.n);
}

static void print_rate(const char *name, const ptv_panel *panel, int32_t channel) {
    ptv_estimate rate;
    check(ptv_panel_response_rate(panel, channel, NULL, &rate));
    printf("%-14s %.1f %%  [%.1f, %.1f] of %u\n", name, 100 * rate.value, 100 * rate.lower,
           100 * rate.upper, (unsigned)rate.n);
}

int main(void) {
    ptv_panel *exports[EXPORTS];
    ptv_ratings rows, respondents;
    check(ptv_nps_init(&rows));
    for (int e = 0; e < EXPORTS; e++) {
        check(ptv_panel_new(NULL, NULL, &exports[e])); /* a scale of 0 to 10; the last counts */
        for (uint64_t i = 0; i < ROWS; i++) {
            const char *name = answers[e][i].name;
            ptv_response response = {ptv_key_hash(name, strlen(name)),
                                     answers[e][i].day * (int64_t)DAY, i, answers[e][i].score,
                                     answers[e][i].channel};
            check(ptv_panel_add(exports[e], &response));
            check(ptv_ratings_add(&rows, response.score));
        }
    }
    check(ptv_panel_merge(exports[0], exports[1]));
    check(ptv_panel_add_sent(exports[0], MAIL, 14));
    check(ptv_panel_add_sent(exports[0], APP, 9));

    check(ptv_panel_ratings(exports[0], &respondents));
    print_nps("rows", &rows);
    print_nps("respondents", &respondents);
    print_rate("answered", exports[0], -1);
    print_rate("  by mail", exports[0], MAIL);
    print_rate("  in the app", exports[0], APP);
    for (int e = 0; e < EXPORTS; e++)
        ptv_panel_free(exports[e]);
    return 0;
}
