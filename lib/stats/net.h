/* SPDX-License-Identifier: MIT */
/* Net shares for the readings of states: with a design effect and a population, in points. */
#ifndef PTVI_NET_H
#define PTVI_NET_H

#include "postventa/net.h"
#include "stats/interval.h"

/* Answers that count +1, 0 and -1. Their sum fits 64 bits. */
struct ptvi_net {
    uint64_t positive;
    uint64_t neutral;
    uint64_t negative;
};

bool ptvi_net_method_valid(int32_t method);

/* In points, -100..100, clamped. */
ptv_estimate ptvi_net_read(struct ptvi_net net, const struct ptvi_sampling *sampling,
                           int32_t method);

/* In points, -200..200. */
ptv_comparison ptvi_net_difference(struct ptvi_net first, struct ptvi_net second,
                                   const struct ptvi_sampling *sampling, int32_t method);

#endif
