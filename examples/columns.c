/* SPDX-License-Identifier: MIT */
/* A table's columns, counted where they lie: no copy, no row objects.
 *
 * Presence comes as an Arrow validity bitmap, one bit a row, the least significant bit first. With
 * a column of group numbers, every row goes to the state of its group: one state an agent. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { ROWS = 16, AGENTS = 3 };

static const char *const names[AGENTS] = {"Ana", "Luis", "Marta"};

/* Three columns of one table; rows 4 and 11 have no score. */
static const uint8_t scores[ROWS] = {10, 9, 6, 10, 0, 8, 9, 3, 10, 7, 9, 0, 10, 8, 5, 9};
static const uint8_t validity[] = {0xEF, 0xF7};
static const uint32_t agents[ROWS] = {0, 1, 1, 0, 2, 2, 0, 1, 0, 2, 2, 1, 0, 1, 1, 2};

static void print_state(const char *name, const ptv_ratings *ratings) {
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_nps_read(ratings, NULL, &nps));
    printf("%-6s n %2u  missing %u  NPS %+6.1f  [%+6.1f, %+6.1f]\n", name, (unsigned)nps.n,
           (unsigned)nps.missing, nps.score.value, nps.score.lower, nps.score.upper);
}

int main(void) {
    ptv_ratings all, half, by_agent[AGENTS];
    check(ptv_nps_init(&all));
    check(ptv_nps_init(&half));

    /* The column as a whole, and a slice of it: rows 8 to 15. */
    check(ptv_ratings_add_u8(&all, scores, validity, 0, ROWS));
    check(ptv_ratings_add_u8(&half, scores, validity, 8, 8));
    print_state("all", &all);
    print_state("half", &half);

    for (int i = 0; i < AGENTS; i++)
        check(ptv_nps_init(&by_agent[i]));
    check(ptv_ratings_add_grouped_u8(by_agent, AGENTS, agents, scores, validity, 0, ROWS));
    printf("\n");
    for (int i = 0; i < AGENTS; i++)
        print_state(names[i], &by_agent[i]);

    /* The total is merged from its parts, never averaged. */
    ptv_ratings total;
    check(ptv_nps_init(&total));
    for (int i = 0; i < AGENTS; i++)
        check(ptv_ratings_merge(&total, &by_agent[i]));
    print_state("total", &total);
    return 0;
}
