/* SPDX-License-Identifier: MIT */
/* The layout of every public struct, the same on every target: bindings in other languages count on
 * it, and a member that moves would break programs without a word. doc/abi.md has the rules. */
#include "base/platform.h"

#include <stddef.h>

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
