/* SPDX-License-Identifier: MIT */
/* The sizes in abi.md. */
#include <postventa/postventa.h>
#include <stdio.h>

#define ROW(type, purpose) printf("| `" #type "` | %s | %u |\n", purpose, (unsigned)sizeof(type))

int main(void) {
    printf("| struct | what it is | bytes |\n| --- | --- | --- |\n");
    ROW(ptv_ratings, "state");
    ROW(ptv_proportion, "state");
    ROW(ptv_estimate, "frozen");
    ROW(ptv_comparison, "frozen");
    ROW(ptv_scale, "config");
    ROW(ptv_ratings_options, "options");
    ROW(ptv_nps_options, "options");
    ROW(ptv_proportion_options, "options");
    ROW(ptv_ratings_result, "result");
    ROW(ptv_nps_result, "result");
    ROW(ptv_csat_result, "result");
    ROW(ptv_ces_result, "result");
    ROW(ptv_proportion_result, "result");
    ROW(ptv_durations_config, "config");
    ROW(ptv_durations_options, "options");
    ROW(ptv_durations_result, "result");
    ROW(ptv_durations_within_result, "result");
    ROW(ptv_duration_cell, "frozen");
    ROW(ptv_survival_config, "config");
    ROW(ptv_survival_options, "options");
    ROW(ptv_survival_result, "result");
    ROW(ptv_survival_point, "frozen");
    ROW(ptv_calendar_error, "result");
    return 0;
}
