/* SPDX-License-Identifier: MIT */
/* The layout of every public struct, the same on every target: bindings in other languages count on
 * it, and a member that moves would break programs without a word. doc/abi.md has the rules. */
#include "base/platform.h"

#include <stddef.h>
#include <stdint.h>

#include "postventa/postventa.h"

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has changed its size")
#define AT(type, member, offset)                                                                   \
    _Static_assert(offsetof(type, member) == (offset), #type "." #member " has moved")

AT(ptv_estimate, value, 0);
AT(ptv_estimate, lower, 8);
AT(ptv_estimate, upper, 16);
AT(ptv_estimate, std_error, 24);
AT(ptv_estimate, confidence, 32);
AT(ptv_estimate, n_eff, 40);
AT(ptv_estimate, n, 48);
AT(ptv_estimate, status, 56);
AT(ptv_estimate, method, 60);
SIZE(ptv_estimate, 64);

AT(ptv_comparison, difference, 0);
AT(ptv_comparison, lower, 8);
AT(ptv_comparison, upper, 16);
AT(ptv_comparison, std_error, 24);
AT(ptv_comparison, statistic, 32);
AT(ptv_comparison, df, 40);
AT(ptv_comparison, p_value, 48);
AT(ptv_comparison, confidence, 56);
AT(ptv_comparison, status, 64);
AT(ptv_comparison, method, 68);
SIZE(ptv_comparison, 72);

AT(ptv_ratings, w, 0);
SIZE(ptv_ratings, 128);

AT(ptv_scale, size, 0);
AT(ptv_scale, reserved, 4);
AT(ptv_scale, min, 8);
AT(ptv_scale, max, 12);
AT(ptv_scale, polarity, 16);
AT(ptv_scale, reserved2, 20);
SIZE(ptv_scale, 24);

AT(ptv_ratings_options, size, 0);
AT(ptv_ratings_options, reserved, 4);
AT(ptv_ratings_options, confidence, 8);
AT(ptv_ratings_options, design_effect, 16);
AT(ptv_ratings_options, population, 24);
AT(ptv_ratings_options, kind, 32);
AT(ptv_ratings_options, top_k, 36);
AT(ptv_ratings_options, bottom_k, 40);
AT(ptv_ratings_options, share_method, 44);
AT(ptv_ratings_options, net_method, 48);
AT(ptv_ratings_options, reserved2, 52);
SIZE(ptv_ratings_options, 56);

AT(ptv_ratings_result, size, 0);
AT(ptv_ratings_result, reserved, 4);
AT(ptv_ratings_result, n, 8);
AT(ptv_ratings_result, missing, 16);
AT(ptv_ratings_result, invalid, 24);
AT(ptv_ratings_result, count, 32);
AT(ptv_ratings_result, score, 120);
AT(ptv_ratings_result, mean, 184);
AT(ptv_ratings_result, top_box, 248);
AT(ptv_ratings_result, bottom_box, 312);
AT(ptv_ratings_result, net, 376);
AT(ptv_ratings_result, std_dev, 440);
AT(ptv_ratings_result, median, 448);
AT(ptv_ratings_result, scale_min, 456);
AT(ptv_ratings_result, scale_max, 460);
AT(ptv_ratings_result, polarity, 464);
AT(ptv_ratings_result, kind, 468);
AT(ptv_ratings_result, top_k, 472);
AT(ptv_ratings_result, bottom_k, 476);
SIZE(ptv_ratings_result, 480);

AT(ptv_nps_options, size, 0);
AT(ptv_nps_options, reserved, 4);
AT(ptv_nps_options, confidence, 8);
AT(ptv_nps_options, design_effect, 16);
AT(ptv_nps_options, population, 24);
AT(ptv_nps_options, promoter_min, 32);
AT(ptv_nps_options, passive_min, 36);
AT(ptv_nps_options, method, 40);
AT(ptv_nps_options, reserved2, 44);
SIZE(ptv_nps_options, 48);

AT(ptv_nps_result, size, 0);
AT(ptv_nps_result, reserved, 4);
AT(ptv_nps_result, score, 8);
AT(ptv_nps_result, promoters, 72);
AT(ptv_nps_result, passives, 80);
AT(ptv_nps_result, detractors, 88);
AT(ptv_nps_result, n, 96);
AT(ptv_nps_result, missing, 104);
AT(ptv_nps_result, invalid, 112);
AT(ptv_nps_result, promoter_ratio, 120);
AT(ptv_nps_result, passive_ratio, 128);
AT(ptv_nps_result, detractor_ratio, 136);
AT(ptv_nps_result, scale_min, 144);
AT(ptv_nps_result, scale_max, 148);
AT(ptv_nps_result, promoter_min, 152);
AT(ptv_nps_result, passive_min, 156);
SIZE(ptv_nps_result, 160);

AT(ptv_csat_result, size, 0);
AT(ptv_csat_result, reserved, 4);
AT(ptv_csat_result, score, 8);
AT(ptv_csat_result, top_box, 72);
AT(ptv_csat_result, mean, 136);
AT(ptv_csat_result, net, 200);
AT(ptv_csat_result, percent_of_max, 264);
AT(ptv_csat_result, n, 328);
AT(ptv_csat_result, missing, 336);
AT(ptv_csat_result, invalid, 344);
AT(ptv_csat_result, scale_min, 352);
AT(ptv_csat_result, scale_max, 356);
AT(ptv_csat_result, kind, 360);
AT(ptv_csat_result, top_k, 364);
AT(ptv_csat_result, bottom_k, 368);
AT(ptv_csat_result, reserved2, 372);
SIZE(ptv_csat_result, 376);

AT(ptv_ces_result, size, 0);
AT(ptv_ces_result, reserved, 4);
AT(ptv_ces_result, score, 8);
AT(ptv_ces_result, mean, 72);
AT(ptv_ces_result, ease_0_100, 136);
AT(ptv_ces_result, top_box, 200);
AT(ptv_ces_result, net, 264);
AT(ptv_ces_result, n, 328);
AT(ptv_ces_result, missing, 336);
AT(ptv_ces_result, invalid, 344);
AT(ptv_ces_result, scale_min, 352);
AT(ptv_ces_result, scale_max, 356);
AT(ptv_ces_result, polarity, 360);
AT(ptv_ces_result, kind, 364);
AT(ptv_ces_result, top_k, 368);
AT(ptv_ces_result, bottom_k, 372);
SIZE(ptv_ces_result, 376);

AT(ptv_panel_config, size, 0);
AT(ptv_panel_config, reserved, 4);
AT(ptv_panel_config, scale_min, 8);
AT(ptv_panel_config, scale_max, 12);
AT(ptv_panel_config, polarity, 16);
AT(ptv_panel_config, policy, 20);
SIZE(ptv_panel_config, 24);

AT(ptv_response, respondent, 0);
AT(ptv_response, time, 8);
AT(ptv_response, record, 16);
AT(ptv_response, score, 24);
AT(ptv_response, channel, 28);
SIZE(ptv_response, 32);

AT(ptv_panel_result, size, 0);
AT(ptv_panel_result, reserved, 4);
AT(ptv_panel_result, respondents, 8);
AT(ptv_panel_result, anonymous, 16);
AT(ptv_panel_result, answered, 24);
AT(ptv_panel_result, sent, 88);
SIZE(ptv_panel_result, 152);

AT(ptv_proportion, w, 0);
SIZE(ptv_proportion, 64);

AT(ptv_proportion_options, size, 0);
AT(ptv_proportion_options, reserved, 4);
AT(ptv_proportion_options, confidence, 8);
AT(ptv_proportion_options, design_effect, 16);
AT(ptv_proportion_options, population, 24);
AT(ptv_proportion_options, method, 32);
AT(ptv_proportion_options, reserved2, 36);
SIZE(ptv_proportion_options, 40);

AT(ptv_proportion_result, size, 0);
AT(ptv_proportion_result, reserved, 4);
AT(ptv_proportion_result, share, 8);
AT(ptv_proportion_result, hits, 72);
AT(ptv_proportion_result, n, 80);
AT(ptv_proportion_result, excluded, 88);
SIZE(ptv_proportion_result, 96);

AT(ptv_durations_config, size, 0);
AT(ptv_durations_config, reserved, 4);
AT(ptv_durations_config, calendar_id, 8);
AT(ptv_durations_config, precision_bits, 16);
AT(ptv_durations_config, n_limits, 20);
AT(ptv_durations_config, limit_ms, 24);
SIZE(ptv_durations_config, 88);

AT(ptv_durations_options, size, 0);
AT(ptv_durations_options, reserved, 4);
AT(ptv_durations_options, confidence, 8);
AT(ptv_durations_options, kind, 16);
AT(ptv_durations_options, quantile_type, 20);
AT(ptv_durations_options, share_method, 24);
AT(ptv_durations_options, reserved2, 28);
SIZE(ptv_durations_options, 32);

AT(ptv_durations_result, size, 0);
AT(ptv_durations_result, reserved, 4);
AT(ptv_durations_result, median, 8);
AT(ptv_durations_result, mean, 72);
AT(ptv_durations_result, std_dev_ms, 136);
AT(ptv_durations_result, skewness, 144);
AT(ptv_durations_result, n, 152);
AT(ptv_durations_result, missing, 160);
AT(ptv_durations_result, rejected, 168);
AT(ptv_durations_result, min_ms, 176);
AT(ptv_durations_result, max_ms, 184);
AT(ptv_durations_result, calendar_id, 192);
AT(ptv_durations_result, exact, 200);
AT(ptv_durations_result, skewed, 204);
SIZE(ptv_durations_result, 208);

AT(ptv_durations_within_result, size, 0);
AT(ptv_durations_within_result, reserved, 4);
AT(ptv_durations_within_result, share, 8);
AT(ptv_durations_within_result, n, 72);
AT(ptv_durations_within_result, at_least, 80);
AT(ptv_durations_within_result, at_most, 88);
SIZE(ptv_durations_within_result, 96);

AT(ptv_duration_cell, lower_ms, 0);
AT(ptv_duration_cell, upper_ms, 8);
AT(ptv_duration_cell, count, 16);
SIZE(ptv_duration_cell, 24);

AT(ptv_survival_config, size, 0);
AT(ptv_survival_config, reserved, 4);
AT(ptv_survival_config, calendar_id, 8);
AT(ptv_survival_config, unit_ms, 16);
SIZE(ptv_survival_config, 24);

AT(ptv_survival_options, size, 0);
AT(ptv_survival_options, reserved, 4);
AT(ptv_survival_options, confidence, 8);
AT(ptv_survival_options, method, 16);
AT(ptv_survival_options, reserved2, 20);
SIZE(ptv_survival_options, 24);

AT(ptv_survival_result, size, 0);
AT(ptv_survival_result, reserved, 4);
AT(ptv_survival_result, median, 8);
AT(ptv_survival_result, n, 72);
AT(ptv_survival_result, events, 80);
AT(ptv_survival_result, missing, 88);
AT(ptv_survival_result, rejected, 96);
AT(ptv_survival_result, times, 104);
AT(ptv_survival_result, last, 112);
AT(ptv_survival_result, calendar_id, 120);
AT(ptv_survival_result, unit_ms, 128);
SIZE(ptv_survival_result, 136);

AT(ptv_survival_point, time, 0);
AT(ptv_survival_point, at_risk, 8);
AT(ptv_survival_point, events, 16);
AT(ptv_survival_point, censored, 24);
AT(ptv_survival_point, survival, 32);
SIZE(ptv_survival_point, 96);

AT(ptv_calendar_error, size, 0);
AT(ptv_calendar_error, reserved, 4);
AT(ptv_calendar_error, line, 8);
AT(ptv_calendar_error, column, 12);
AT(ptv_calendar_error, reason, 16);
AT(ptv_calendar_error, reserved2, 20);
SIZE(ptv_calendar_error, 24);

AT(ptv_erlang_load, size, 0);
AT(ptv_erlang_load, reserved, 4);
AT(ptv_erlang_load, arrivals_per_hour, 8);
AT(ptv_erlang_load, handling_ms, 16);
AT(ptv_erlang_load, patience_ms, 24);
AT(ptv_erlang_load, within_ms, 32);
SIZE(ptv_erlang_load, 40);

AT(ptv_erlang_result, size, 0);
AT(ptv_erlang_result, reserved, 4);
AT(ptv_erlang_result, offered_erlang, 8);
AT(ptv_erlang_result, occupancy_ratio, 16);
AT(ptv_erlang_result, wait_ratio, 24);
AT(ptv_erlang_result, service_level_ratio, 32);
AT(ptv_erlang_result, abandonment_ratio, 40);
AT(ptv_erlang_result, asa_ms, 48);
AT(ptv_erlang_result, wait_ms, 56);
AT(ptv_erlang_result, queue_mean, 64);
AT(ptv_erlang_result, agents, 72);
AT(ptv_erlang_result, reserved2, 76);
SIZE(ptv_erlang_result, 80);

AT(ptv_backlog, open_start, 0);
AT(ptv_backlog, received, 8);
AT(ptv_backlog, closed, 16);
AT(ptv_backlog, open_end, 24);
AT(ptv_backlog, outside, 32);
AT(ptv_backlog, band, 40);
AT(ptv_backlog, n_bands, 104);
AT(ptv_backlog, reserved, 108);
SIZE(ptv_backlog, 112);

AT(ptv_ticket_rules, size, 0);
AT(ptv_ticket_rules, reserved, 4);
AT(ptv_ticket_rules, calendar_id, 8);
AT(ptv_ticket_rules, n_states, 16);
AT(ptv_ticket_rules, agent_created, 20);
AT(ptv_ticket_rules, state, 24);
SIZE(ptv_ticket_rules, 88);

AT(ptv_ticket_event, time, 0);
AT(ptv_ticket_event, kind, 8);
AT(ptv_ticket_event, state, 12);
SIZE(ptv_ticket_event, 16);

AT(ptv_ticket, created, 0);
AT(ptv_ticket, first_reply, 8);
AT(ptv_ticket, resolved, 16);
AT(ptv_ticket, closed, 24);
AT(ptv_ticket, reopens, 32);
AT(ptv_ticket, replies, 36);
AT(ptv_ticket, transfers, 40);
AT(ptv_ticket, by_agent, 44);
SIZE(ptv_ticket, 48);

AT(ptv_ticket_time, ms, 0);
AT(ptv_ticket_time, business_ms, 8);
AT(ptv_ticket_time, age_ms, 16);
AT(ptv_ticket_time, business_age_ms, 24);
AT(ptv_ticket_time, state, 32);
AT(ptv_ticket_time, reserved, 36);
SIZE(ptv_ticket_time, 40);

AT(ptv_ticket_times, size, 0);
AT(ptv_ticket_times, reserved, 4);
AT(ptv_ticket_times, calendar_id, 8);
AT(ptv_ticket_times, as_of, 16);
AT(ptv_ticket_times, created, 24);
AT(ptv_ticket_times, ended, 32);
AT(ptv_ticket_times, clock, 40);
AT(ptv_ticket_times, replies, 360);
AT(ptv_ticket_times, reopens, 364);
AT(ptv_ticket_times, transfers, 368);
AT(ptv_ticket_times, next_responses, 372);
AT(ptv_ticket_times, next_unanswered, 376);
AT(ptv_ticket_times, resolved_by_close, 380);
AT(ptv_ticket_times, state, 384);
AT(ptv_ticket_times, n_states, 388);
AT(ptv_ticket_times, state_ms, 392);
AT(ptv_ticket_times, state_business_ms, 520);
SIZE(ptv_ticket_times, 648);

AT(ptv_ticket_clock, w, 0);
SIZE(ptv_ticket_clock, 640);

AT(ptv_ticket_wait, ms, 0);
AT(ptv_ticket_wait, business_ms, 8);
AT(ptv_ticket_wait, clock, 16);
AT(ptv_ticket_wait, reserved, 20);
SIZE(ptv_ticket_wait, 24);

AT(ptv_desk_target, limit_ms, 0);
AT(ptv_desk_target, clock, 8);
AT(ptv_desk_target, reserved, 12);
SIZE(ptv_desk_target, 16);

AT(ptv_desk_config, size, 0);
AT(ptv_desk_config, reserved, 4);
AT(ptv_desk_config, calendar_id, 8);
AT(ptv_desk_config, from, 16);
AT(ptv_desk_config, until, 24);
AT(ptv_desk_config, n_targets, 32);
AT(ptv_desk_config, n_ages, 36);
AT(ptv_desk_config, target, 40);
AT(ptv_desk_config, age_ms, 168);
SIZE(ptv_desk_config, 224);

AT(ptv_desk_result, size, 0);
AT(ptv_desk_result, reserved, 4);
AT(ptv_desk_result, reopened, 8);
AT(ptv_desk_result, transferred, 72);
AT(ptv_desk_result, one_touch, 136);
AT(ptv_desk_result, n, 200);
AT(ptv_desk_result, open, 208);
AT(ptv_desk_result, unanswered, 216);
AT(ptv_desk_result, no_first_response, 224);
AT(ptv_desk_result, resolved_by_close, 232);
AT(ptv_desk_result, reopens, 240);
AT(ptv_desk_result, transfers, 248);
AT(ptv_desk_result, replies, 256);
AT(ptv_desk_result, next_unanswered, 264);
AT(ptv_desk_result, calendar_id, 272);
AT(ptv_desk_result, backlog, 280);
SIZE(ptv_desk_result, 392);

AT(ptv_desk_target_result, size, 0);
AT(ptv_desk_target_result, reserved, 4);
AT(ptv_desk_target_result, attainment, 8);
AT(ptv_desk_target_result, met, 72);
AT(ptv_desk_target_result, breached_closed, 80);
AT(ptv_desk_target_result, breached_open, 88);
AT(ptv_desk_target_result, pending, 96);
AT(ptv_desk_target_result, absent, 104);
AT(ptv_desk_target_result, target, 112);
SIZE(ptv_desk_target_result, 128);

AT(ptv_repeats_config, size, 0);
AT(ptv_repeats_config, reserved, 4);
AT(ptv_repeats_config, window_ms, 8);
AT(ptv_repeats_config, since, 16);
SIZE(ptv_repeats_config, 24);

AT(ptv_contact, time, 0);
AT(ptv_contact, customer, 8);
AT(ptv_contact, issue, 16);
SIZE(ptv_contact, 24);

AT(ptv_repeats_options, size, 0);
AT(ptv_repeats_options, reserved, 4);
AT(ptv_repeats_options, confidence, 8);
AT(ptv_repeats_options, as_of, 16);
AT(ptv_repeats_options, method, 24);
AT(ptv_repeats_options, reserved2, 28);
SIZE(ptv_repeats_options, 32);

AT(ptv_repeats_result, size, 0);
AT(ptv_repeats_result, reserved, 4);
AT(ptv_repeats_result, fcr, 8);
AT(ptv_repeats_result, repeat_free, 72);
AT(ptv_repeats_result, contacts, 136);
AT(ptv_repeats_result, openers, 144);
AT(ptv_repeats_result, eligible, 152);
AT(ptv_repeats_result, resolved, 160);
AT(ptv_repeats_result, not_yet_eligible, 168);
AT(ptv_repeats_result, short_history, 176);
AT(ptv_repeats_result, excluded, 184);
AT(ptv_repeats_result, later, 192);
AT(ptv_repeats_result, since, 200);
AT(ptv_repeats_result, as_of, 208);
AT(ptv_repeats_result, window_ms, 216);
SIZE(ptv_repeats_result, 224);

AT(ptv_queue_config, size, 0);
AT(ptv_queue_config, reserved, 4);
AT(ptv_queue_config, calendar_id, 8);
AT(ptv_queue_config, short_ms, 16);
AT(ptv_queue_config, patience_unit_ms, 24);
AT(ptv_queue_config, n_limits, 32);
AT(ptv_queue_config, reserved2, 36);
AT(ptv_queue_config, limit_ms, 40);
SIZE(ptv_queue_config, 96);

AT(ptv_call, wait_ms, 0);
AT(ptv_call, talk_ms, 8);
AT(ptv_call, hold_ms, 16);
AT(ptv_call, wrap_up_ms, 24);
AT(ptv_call, outcome, 32);
AT(ptv_call, rings, 36);
AT(ptv_call, transfers, 40);
AT(ptv_call, reserved, 44);
SIZE(ptv_call, 48);

AT(ptv_queue_options, size, 0);
AT(ptv_queue_options, reserved, 4);
AT(ptv_queue_options, confidence, 8);
AT(ptv_queue_options, share_method, 16);
AT(ptv_queue_options, base, 20);
AT(ptv_queue_options, count_abandoned, 24);
AT(ptv_queue_options, keep_short, 28);
SIZE(ptv_queue_options, 32);

AT(ptv_queue_result, size, 0);
AT(ptv_queue_result, reserved, 4);
AT(ptv_queue_result, abandonment, 8);
AT(ptv_queue_result, asa, 72);
AT(ptv_queue_result, wait, 136);
AT(ptv_queue_result, aht, 200);
AT(ptv_queue_result, patience, 264);
AT(ptv_queue_result, occupancy_ratio, 328);
AT(ptv_queue_result, offered, 336);
AT(ptv_queue_result, answered, 344);
AT(ptv_queue_result, abandoned, 352);
AT(ptv_queue_result, short_abandoned, 360);
AT(ptv_queue_result, flowed_out, 368);
AT(ptv_queue_result, callbacks, 376);
AT(ptv_queue_result, waiting, 384);
AT(ptv_queue_result, unqueued, 392);
AT(ptv_queue_result, rings, 400);
AT(ptv_queue_result, transfers, 408);
AT(ptv_queue_result, parts, 416);
AT(ptv_queue_result, reserved2, 420);
SIZE(ptv_queue_result, 424);

AT(ptv_complaints_config, size, 0);
AT(ptv_complaints_config, reserved, 4);
AT(ptv_complaints_config, calendar_id, 8);
AT(ptv_complaints_config, from, 16);
AT(ptv_complaints_config, until, 24);
AT(ptv_complaints_config, within_ms, 32);
AT(ptv_complaints_config, n_ages, 40);
AT(ptv_complaints_config, reserved2, 44);
AT(ptv_complaints_config, age_ms, 48);
SIZE(ptv_complaints_config, 104);

AT(ptv_complaint, received, 0);
AT(ptv_complaint, closed, 8);
AT(ptv_complaint, solved_ms, 16);
AT(ptv_complaint, upheld, 24);
AT(ptv_complaint, reserved, 28);
SIZE(ptv_complaint, 32);

AT(ptv_complaints_options, size, 0);
AT(ptv_complaints_options, reserved, 4);
AT(ptv_complaints_options, confidence, 8);
AT(ptv_complaints_options, share_method, 16);
AT(ptv_complaints_options, rate_method, 20);
AT(ptv_complaints_options, exposed, 24);
AT(ptv_complaints_options, check_start, 28);
AT(ptv_complaints_options, open_start, 32);
SIZE(ptv_complaints_options, 40);

AT(ptv_complaints_result, size, 0);
AT(ptv_complaints_result, reserved, 4);
AT(ptv_complaints_result, per_thousand, 8);
AT(ptv_complaints_result, unresolved, 72);
AT(ptv_complaints_result, within, 136);
AT(ptv_complaints_result, upheld, 200);
AT(ptv_complaints_result, exposed_start, 264);
AT(ptv_complaints_result, exposed_end, 272);
AT(ptv_complaints_result, invalid, 280);
AT(ptv_complaints_result, movement, 288);
AT(ptv_complaints_result, movement_status, 400);
AT(ptv_complaints_result, reserved2, 404);
SIZE(ptv_complaints_result, 408);

AT(ptv_cohorts_config, size, 0);
AT(ptv_cohorts_config, reserved, 4);
AT(ptv_cohorts_config, first_period, 8);
AT(ptv_cohorts_config, n_periods, 16);
AT(ptv_cohorts_config, unit, 20);
AT(ptv_cohorts_config, zone_id, 24);
AT(ptv_cohorts_config, n_dense, 32);
AT(ptv_cohorts_config, seed, 40);
SIZE(ptv_cohorts_config, 48);

AT(ptv_cohorts_options, size, 0);
AT(ptv_cohorts_options, reserved, 4);
AT(ptv_cohorts_options, confidence, 8);
AT(ptv_cohorts_options, until_period, 16);
AT(ptv_cohorts_options, bounded, 24);
AT(ptv_cohorts_options, method, 28);
AT(ptv_cohorts_options, kind, 32);
AT(ptv_cohorts_options, n_brackets, 36);
AT(ptv_cohorts_options, bracket, 40);
AT(ptv_cohorts_options, reserved3, 108);
SIZE(ptv_cohorts_options, 112);

AT(ptv_cohorts_result, size, 0);
AT(ptv_cohorts_result, reserved, 4);
AT(ptv_cohorts_result, customers, 8);
AT(ptv_cohorts_result, earlier, 16);
AT(ptv_cohorts_result, active, 24);
AT(ptv_cohorts_result, first_active, 32);
AT(ptv_cohorts_result, last_active, 40);
SIZE(ptv_cohorts_result, 48);

AT(ptv_cohort_cell, cohort, 0);
AT(ptv_cohort_cell, age, 8);
AT(ptv_cohort_cell, reserved, 12);
AT(ptv_cohort_cell, size, 16);
AT(ptv_cohort_cell, retained, 24);
AT(ptv_cohort_cell, rate, 32);
SIZE(ptv_cohort_cell, 96);

AT(ptv_cohort_average, age, 0);
AT(ptv_cohort_average, cohorts, 4);
AT(ptv_cohort_average, pooled, 8);
AT(ptv_cohort_average, simple, 72);
SIZE(ptv_cohort_average, 80);

AT(ptv_cohort_movement, period, 0);
AT(ptv_cohort_movement, active, 8);
AT(ptv_cohort_movement, retained, 16);
AT(ptv_cohort_movement, fresh, 24);
AT(ptv_cohort_movement, back, 32);
AT(ptv_cohort_movement, lost, 40);
AT(ptv_cohort_movement, status, 48);
AT(ptv_cohort_movement, reserved, 52);
SIZE(ptv_cohort_movement, 56);

AT(ptv_cohorts_retention, size, 0);
AT(ptv_cohorts_retention, reserved, 4);
AT(ptv_cohorts_retention, retention, 8);
AT(ptv_cohorts_retention, churn, 72);
AT(ptv_cohorts_retention, start, 136);
AT(ptv_cohorts_retention, end, 144);
AT(ptv_cohorts_retention, kept, 152);
AT(ptv_cohorts_retention, lost, 160);
AT(ptv_cohorts_retention, fresh, 168);
AT(ptv_cohorts_retention, back, 176);
SIZE(ptv_cohorts_retention, 184);

AT(ptv_customer_counts, size, 0);
AT(ptv_customer_counts, reserved, 4);
AT(ptv_customer_counts, start, 8);
AT(ptv_customer_counts, fresh, 16);
AT(ptv_customer_counts, back, 24);
AT(ptv_customer_counts, lost, 32);
AT(ptv_customer_counts, lost_fresh, 40);
AT(ptv_customer_counts, end, 48);
SIZE(ptv_customer_counts, 56);

AT(ptv_retention_options, size, 0);
AT(ptv_retention_options, reserved, 4);
AT(ptv_retention_options, confidence, 8);
AT(ptv_retention_options, method, 16);
AT(ptv_retention_options, churn_base, 20);
SIZE(ptv_retention_options, 24);

AT(ptv_retention_result, size, 0);
AT(ptv_retention_result, reserved, 4);
AT(ptv_retention_result, retention, 8);
AT(ptv_retention_result, churn, 72);
AT(ptv_retention_result, churn_base, 136);
AT(ptv_retention_result, movement_status, 140);
SIZE(ptv_retention_result, 144);

AT(ptv_revenue, w, 0);
SIZE(ptv_revenue, 320);

AT(ptv_revenue_options, size, 0);
AT(ptv_revenue_options, reserved, 4);
AT(ptv_revenue_options, confidence, 8);
SIZE(ptv_revenue_options, 16);

AT(ptv_revenue_result, size, 0);
AT(ptv_revenue_result, reserved, 4);
AT(ptv_revenue_result, gross, 8);
AT(ptv_revenue_result, net, 72);
AT(ptv_revenue_result, start, 136);
AT(ptv_revenue_result, end, 144);
AT(ptv_revenue_result, expansion, 152);
AT(ptv_revenue_result, contraction, 160);
AT(ptv_revenue_result, churned, 168);
AT(ptv_revenue_result, fresh, 176);
AT(ptv_revenue_result, reactivated, 184);
AT(ptv_revenue_result, n, 192);
AT(ptv_revenue_result, n_churned, 200);
AT(ptv_revenue_result, n_expanded, 208);
AT(ptv_revenue_result, n_contracted, 216);
AT(ptv_revenue_result, n_fresh, 224);
AT(ptv_revenue_result, n_reactivated, 232);
AT(ptv_revenue_result, n_idle, 240);
AT(ptv_revenue_result, missing, 248);
AT(ptv_revenue_result, rejected, 256);
SIZE(ptv_revenue_result, 264);

AT(ptv_sbg, size, 0);
AT(ptv_sbg, reserved, 4);
AT(ptv_sbg, alpha, 8);
AT(ptv_sbg, beta, 16);
AT(ptv_sbg, log_likelihood, 24);
AT(ptv_sbg, first_churn, 32);
AT(ptv_sbg, mean_periods, 40);
AT(ptv_sbg, n, 48);
AT(ptv_sbg, periods, 56);
AT(ptv_sbg, status, 60);
SIZE(ptv_sbg, 64);

/* What holds pointers, where those have 64 bits. */
#if UINTPTR_MAX == UINT64_MAX

AT(ptv_allocator, alloc, 0);
AT(ptv_allocator, free, 8);
AT(ptv_allocator, ctx, 16);
SIZE(ptv_allocator, 24);

AT(ptv_column, size, 0);
AT(ptv_column, reserved, 4);
AT(ptv_column, values, 8);
AT(ptv_column, validity, 16);
AT(ptv_column, missing, 24);
AT(ptv_column, offsets, 32);
AT(ptv_column, buffers, 40);
AT(ptv_column, n_buffers, 48);
AT(ptv_column, dictionary, 56);
AT(ptv_column, offset, 64);
AT(ptv_column, n, 72);
AT(ptv_column, stride, 80);
AT(ptv_column, width, 88);
AT(ptv_column, unit_num, 96);
AT(ptv_column, unit_den, 100);
AT(ptv_column, type, 104);
AT(ptv_column, swapped, 108);
SIZE(ptv_column, 112);

AT(ptv_group, bytes, 0);
AT(ptv_group, len, 8);
AT(ptv_group, integer, 16);
AT(ptv_group, kind, 24);
AT(ptv_group, reserved, 28);
SIZE(ptv_group, 32);

AT(ptv_verbs, type, 0);
AT(ptv_verbs, reserved, 4);
AT(ptv_verbs, state_size, 8);
AT(ptv_verbs, copy, 16);
AT(ptv_verbs, free, 24);
AT(ptv_verbs, reset, 32);
AT(ptv_verbs, merge, 40);
AT(ptv_verbs, serialize, 48);
AT(ptv_verbs, deserialize, 56);
SIZE(ptv_verbs, 64);

AT(ptv_band, name, 0);
AT(ptv_band, source, 8);
AT(ptv_band, period, 16);
AT(ptv_band, lower, 24);
AT(ptv_band, upper, 32);
AT(ptv_band, closed, 40);
AT(ptv_band, reserved, 44);
SIZE(ptv_band, 48);

AT(struct ArrowSchema, format, 0);
AT(struct ArrowSchema, name, 8);
AT(struct ArrowSchema, metadata, 16);
AT(struct ArrowSchema, flags, 24);
AT(struct ArrowSchema, n_children, 32);
AT(struct ArrowSchema, children, 40);
AT(struct ArrowSchema, dictionary, 48);
AT(struct ArrowSchema, release, 56);
AT(struct ArrowSchema, private_data, 64);
SIZE(struct ArrowSchema, 72);

AT(struct ArrowArray, length, 0);
AT(struct ArrowArray, null_count, 8);
AT(struct ArrowArray, offset, 16);
AT(struct ArrowArray, n_buffers, 24);
AT(struct ArrowArray, n_children, 32);
AT(struct ArrowArray, buffers, 40);
AT(struct ArrowArray, children, 48);
AT(struct ArrowArray, dictionary, 56);
AT(struct ArrowArray, release, 64);
AT(struct ArrowArray, private_data, 72);
SIZE(struct ArrowArray, 80);

AT(struct ArrowArrayStream, get_schema, 0);
AT(struct ArrowArrayStream, get_next, 8);
AT(struct ArrowArrayStream, get_last_error, 16);
AT(struct ArrowArrayStream, release, 24);
AT(struct ArrowArrayStream, private_data, 32);
SIZE(struct ArrowArrayStream, 40);

#endif
