# SPDX-License-Identifier: MIT
"""The statistics behind the metrics, as pure functions.

Shares, net shares, means, rates: share_interval, share_compare, net_interval, net_compare,
mean_interval, mean_interval_bounded, mean_compare, rate_interval, rate_compare. Intervals are
Estimates, differences Comparisons.

Quantiles of a sorted sample: quantile_position, quantile_ranks.

Customers, from counts: retention, churn_compound; how long they stay and what that is worth:
sbg_fit, clv_begin, clv_renewals.

Staffing: erlang, erlang_agents.

Distributions: normal, student_t, beta and gamma, each with _cdf, P(X <= x), _sf, P(X > x), and
their inverses _quantile and _isf. They take single numbers, and give nan for what is out of range.

>>> from postventa import stats
>>> stats.share_interval(170, 200)
Estimate(value=0.85, lower=0.793944, upper=0.892864, n=200, status='ok', method='wilson')
"""
from ._core import (
    SBG,
    ErlangResult,
    RetentionResult,
    beta_cdf,
    beta_isf,
    beta_quantile,
    beta_sf,
    churn_compound,
    clv_begin,
    clv_renewals,
    erlang,
    erlang_agents,
    gamma_cdf,
    gamma_isf,
    gamma_quantile,
    gamma_sf,
    mean_compare,
    mean_interval,
    mean_interval_bounded,
    net_compare,
    net_interval,
    normal_cdf,
    normal_isf,
    normal_quantile,
    normal_sf,
    quantile_position,
    quantile_ranks,
    rate_compare,
    rate_interval,
    retention,
    sbg_fit,
    share_compare,
    share_interval,
    student_t_cdf,
    student_t_isf,
    student_t_quantile,
    student_t_sf,
)

__all__ = [
    "SBG",
    "ErlangResult",
    "RetentionResult",
    "beta_cdf",
    "beta_isf",
    "beta_quantile",
    "beta_sf",
    "churn_compound",
    "clv_begin",
    "clv_renewals",
    "erlang",
    "erlang_agents",
    "gamma_cdf",
    "gamma_isf",
    "gamma_quantile",
    "gamma_sf",
    "mean_compare",
    "mean_interval",
    "mean_interval_bounded",
    "net_compare",
    "net_interval",
    "normal_cdf",
    "normal_isf",
    "normal_quantile",
    "normal_sf",
    "quantile_position",
    "quantile_ranks",
    "rate_compare",
    "rate_interval",
    "retention",
    "sbg_fit",
    "share_compare",
    "share_interval",
    "student_t_cdf",
    "student_t_isf",
    "student_t_quantile",
    "student_t_sf",
]
