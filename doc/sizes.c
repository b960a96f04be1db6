/* SPDX-License-Identifier: MIT */
/* The sizes in abi.md. */
#include <postventa/postventa.h>
#include <stdio.h>

#define ROW(type, purpose) printf("| `" #type "` | %s | %u |\n", purpose, (unsigned)sizeof(type))

int main(void) {
    printf("| struct | what it is | bytes |\n| --- | --- | --- |\n");
    ROW(ptv_ratings, "state");
    ROW(ptv_proportion, "state");
    ROW(ptv_revenue, "state");
    ROW(ptv_ticket_clock, "state");
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
    ROW(ptv_response, "record");
    ROW(ptv_panel_config, "config");
    ROW(ptv_panel_result, "result");
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
    ROW(ptv_ticket_event, "frozen");
    ROW(ptv_ticket_time, "frozen");
    ROW(ptv_ticket_wait, "frozen");
    ROW(ptv_ticket, "record");
    ROW(ptv_ticket_rules, "config");
    ROW(ptv_ticket_times, "result");
    ROW(ptv_backlog, "frozen");
    ROW(ptv_desk_target, "frozen");
    ROW(ptv_desk_config, "config");
    ROW(ptv_desk_result, "result");
    ROW(ptv_desk_target_result, "result");
    ROW(ptv_call, "record");
    ROW(ptv_queue_config, "config");
    ROW(ptv_queue_options, "options");
    ROW(ptv_queue_result, "result");
    ROW(ptv_contact, "record");
    ROW(ptv_repeats_config, "config");
    ROW(ptv_repeats_options, "options");
    ROW(ptv_repeats_result, "result");
    ROW(ptv_complaint, "record");
    ROW(ptv_complaints_config, "config");
    ROW(ptv_complaints_options, "options");
    ROW(ptv_complaints_result, "result");
    ROW(ptv_erlang_load, "options");
    ROW(ptv_erlang_result, "result");
    ROW(ptv_cohort_cell, "frozen");
    ROW(ptv_cohort_average, "frozen");
    ROW(ptv_cohort_movement, "frozen");
    ROW(ptv_cohorts_config, "config");
    ROW(ptv_cohorts_options, "options");
    ROW(ptv_cohorts_result, "result");
    ROW(ptv_cohorts_retention, "result");
    ROW(ptv_customer_counts, "options");
    ROW(ptv_retention_options, "options");
    ROW(ptv_retention_result, "result");
    ROW(ptv_revenue_options, "options");
    ROW(ptv_revenue_result, "result");
    ROW(ptv_sbg, "result");
    ROW(ptv_column, "description, with pointers");
    ROW(ptv_group, "frozen, with pointers");
    ROW(ptv_band, "frozen, with pointers");
    ROW(ptv_allocator, "frozen, pointers");
    ROW(ptv_verbs, "table, with pointers");
    return 0;
}
