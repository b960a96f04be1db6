/* SPDX-License-Identifier: MIT */
/* A table of cohorts: of those who first bought in a month, how many bought again, and when?
 *
 * April is not over. Its cells have a count so far, and no rate: in an average they would be a bad
 * month every time. And an average of rates lets ten customers weigh as much as a hundred: 2 of 110
 * who came back after a month are 1.8 %, not the 10 % between 0 of 100 and 2 of 10. */
#include <postventa/postventa.h>
#include <stdio.h>

#include "check.h"

enum { MONTHS = 4, APRIL = 3, CELLS = MONTHS * (MONTHS + 1) / 2 };

/* Customers, and the months in which they bought: from January on, an x each. */
static const struct {
    int customers;
    const char *months;
} groups[] = {
    {96, "x..."}, {3, "x.x."}, {1, "x..x"}, /* of January, a hundred */
    {8, ".x.."},  {2, ".xx."},              /* of February, ten */
    {17, "..x."}, {4, "..xx"},              /* of March */
    {5, "...x"},                            /* of April, so far */
};

static void add_group(ptv_cohorts *cohorts, uint64_t first, int customers, const char *months) {
    for (uint64_t i = 0; i < (uint64_t)customers; i++)
        for (int month = 0; month < MONTHS; month++)
            if (months[month] == 'x')
                check(ptv_cohorts_add(cohorts, first + i, month));
}

static void print_cell(const ptv_cohort_cell *cell) {
    static const char *const names[MONTHS] = {"January", "February", "March", "April"};
    if (cell->age == 0)
        printf("%s%-9s %4u", cell->cohort > 0 ? "\n" : "", names[cell->cohort],
               (unsigned)cell->size);
    if (cell->rate.status == PTV_INCOMPLETE)
        printf("     (%2u)", (unsigned)cell->retained);
    else
        printf("  %5.1f %%", 100 * cell->rate.value);
}

int main(void) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts_options options = PTV_COHORTS_OPTIONS_INIT;
    ptv_cohort_cell cells[CELLS];
    ptv_cohort_average averages[MONTHS];
    ptv_cohorts *cohorts;
    size_t n_cells, ages;

    config.n_periods = MONTHS; /* from period 0, January */
    check(ptv_cohorts_new(&config, NULL, &cohorts));
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        add_group(cohorts, 1000 * i, groups[i].customers, groups[i].months);

    options.bounded = 1;
    options.until_period = APRIL;
    check(ptv_cohorts_table(cohorts, &options, cells, CELLS, &n_cells));
    check(ptv_cohorts_averages(cells, n_cells, &options, averages, MONTHS, &ages));
    for (size_t i = 0; i < n_cells; i++)
        print_cell(&cells[i]);

    printf("\n\nafter a month, of %d cohorts: %.1f %% [%.1f, %.1f] of %u\n",
           (int)averages[1].cohorts, 100 * averages[1].pooled.value, 100 * averages[1].pooled.lower,
           100 * averages[1].pooled.upper, (unsigned)averages[1].pooled.n);
    printf("mean of their rates:          %.1f %%\n", 100 * averages[1].simple);
    ptv_cohorts_free(cohorts);
    return 0;
}
