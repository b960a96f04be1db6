/* SPDX-License-Identifier: MIT */
#include "survey_view.h"

#include <stdio.h>

void view_levels(char out[32], int32_t from, int32_t to) {
    if (from == to)
        snprintf(out, 32, "%d", (int)from);
    else
        snprintf(out, 32, "%d-%d", (int)from, (int)to);
}

void view_box(char out[32], const struct metric *metric, int32_t k, bool best) {
    if (best != metric->effort)
        view_levels(out, metric->max - k + 1, metric->max);
    else
        view_levels(out, metric->min, metric->min + k - 1);
}
