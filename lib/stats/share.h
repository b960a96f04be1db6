/* SPDX-License-Identifier: MIT */
/* Shares for the readings of states: with a design effect and a population, clamped to 0..1. */
#ifndef PTVI_SHARE_H
#define PTVI_SHARE_H

#include "postventa/share.h"
#include "stats/interval.h"

/* A share of answers. */
struct ptvi_share {
    uint64_t x;
    uint64_t n;
};

bool ptvi_share_method_valid(int32_t method);

/* Wilson's bounds of a real-valued x of n at z, y = n - x; for n = 0 the whole of 0..1. */
struct ptvi_limits ptvi_wilson(double x, double y, double z);

ptv_estimate ptvi_share_read(struct ptvi_share share, const struct ptvi_sampling *sampling,
                             int32_t method);
ptv_comparison ptvi_share_difference(struct ptvi_share first, struct ptvi_share second,
                                     const struct ptvi_sampling *sampling);

#endif
