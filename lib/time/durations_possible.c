/* SPDX-License-Identifier: MIT */
/* What a state in buckets cannot be: sums, counts or a range that no durations in its buckets
 * have. */
#include "base/platform.h"

#include "time/durations.h"

void ptvi_durations_edges(const ptv_durations *acc, struct ptvi_sums *lowest,
                          struct ptvi_sums *highest) {
    const struct ptvi_sums none = {{0}, {0}};
    size_t position = 0;
    struct ptvi_cell cell;
    *lowest = *highest = none;
    while (ptvi_durations_next_cell(acc, &position, &cell)) {
        ptvi_sums_add(lowest, cell.lower, cell.count);
        ptvi_sums_add(highest, cell.upper, cell.count);
    }
}

static bool at_most(const struct ptvi_sums *a, const struct ptvi_sums *b) {
    return ptvi_wide_compare(a->sum, b->sum, 2) <= 0 &&
           ptvi_wide_compare(a->squares, b->squares, 3) <= 0;
}

/* Whether the sums lie between those of the edges, and the variance is not below 0. */
static bool possible_sums(const ptv_durations *acc, const struct ptvi_sums *lowest,
                          const struct ptvi_sums *highest) {
    uint64_t scaled[4], square[4];
    ptvi_wide_mul(scaled, acc->total.squares, 3, &acc->n, 1);
    ptvi_wide_mul(square, acc->total.sum, 2, acc->total.sum, 2);
    return at_most(lowest, &acc->total) && at_most(&acc->total, highest) &&
           ptvi_wide_compare(square, scaled, 4) <= 0;
}

/* Whether a number of durations within a limit agrees with the buckets. */
static bool possible_within(const ptv_durations *acc, int32_t i) {
    uint64_t certain = 0, at_most = 0;
    size_t position = 0;
    struct ptvi_cell cell;
    while (ptvi_durations_next_cell(acc, &position, &cell)) {
        certain += cell.upper <= acc->limit[i] ? cell.count : 0;
        at_most += cell.lower <= acc->limit[i] ? cell.count : 0;
    }
    return certain <= acc->within[i] && acc->within[i] <= at_most &&
           (i == 0 || acc->within[i - 1] <= acc->within[i]);
}

/* Whether smallest and largest lie in the outermost buckets; 0 after a removal. */
static bool possible_range(const ptv_durations *acc) {
    if (acc->removed)
        return acc->min == 0 && acc->max == 0;
    struct ptvi_cell cell = {0, 0, 0};
    size_t position = 0;
    bool first = ptvi_histogram_next(&acc->histogram, &position, &cell);
    if (!first || acc->min < cell.lower || acc->min > cell.upper)
        return false;
    while (ptvi_histogram_next(&acc->histogram, &position, &cell))
        continue;
    return acc->min <= acc->max && cell.lower <= acc->max && acc->max <= cell.upper;
}

/* Whether there is reason for buckets: a removal, or more distinct values than are kept. */
static bool possible_buckets(const ptv_durations *acc) {
    uint64_t distinct = 0;
    size_t position = 0;
    struct ptvi_cell cell;
    while (!acc->removed && distinct <= PTVI_HISTOGRAM_EXACT &&
           ptvi_durations_next_cell(acc, &position, &cell)) {
        uint64_t width = cell.upper - cell.lower + 1;
        distinct += cell.count < width ? cell.count : width;
    }
    return acc->removed || distinct > PTVI_HISTOGRAM_EXACT;
}

bool ptvi_durations_possible(const ptv_durations *acc) {
    struct ptvi_sums lowest, highest;
    if (!possible_range(acc) || !possible_buckets(acc))
        return false;
    ptvi_durations_edges(acc, &lowest, &highest);
    bool ok = possible_sums(acc, &lowest, &highest);
    for (int32_t i = 0; i < acc->n_limits; i++)
        ok = ok && possible_within(acc, i);
    return ok;
}

bool ptvi_durations_still_possible(const ptv_durations *acc, size_t bucket) {
    uint64_t lower = ptvi_bucket_lower(acc->histogram.bits, bucket);
    uint64_t upper = ptvi_bucket_upper(acc->histogram.bits, bucket);
    bool ok = possible_sums(acc, &acc->lowest, &acc->highest);
    /* Limits outside the bucket lose as many as their count and their bounds do. */
    for (int32_t i = 0; i < acc->n_limits; i++)
        if (lower <= acc->limit[i] && acc->limit[i] < upper)
            ok = ok && possible_within(acc, i);
    return ok;
}
