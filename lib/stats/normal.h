/* SPDX-License-Identifier: MIT */
/* The normal distribution, for the other distributions and the intervals. */
#ifndef PTVI_NORMAL_H
#define PTVI_NORMAL_H

/* log P(Z > x), also where the probability itself is too small for a double. */
double ptvi_normal_log_sf(double x);

/* The x with log P(Z > x) = log_q, for log_q <= log(1/2). */
double ptvi_normal_isf_log(double log_q);

#endif
