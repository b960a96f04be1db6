/* SPDX-License-Identifier: MIT */
/* What a state in buckets cannot be: sums, counts or a range that no durations in its buckets
 * have. */
#include "base/platform.h"

#include "time/durations.h"

void ptvi_durations_edges(const ptv_durations *acc, struct ptvi_sums *lowest,
                          struct ptvi_sums *highest) {
    const struct ptvi_sums none = {{0}, {0}};
    int bits = acc->histogram.bits;
    size_t position = 0;
    struct ptvi_cell cell;
    *lowest = *highest = none;
    while (ptvi_histogram_next(&acc->histogram, &position, &cell)) {
        size_t bucket = ptvi_bucket_of(bits, cell.lower);
        ptvi_sums_add(lowest, ptvi_bucket_lower(bits, bucket), cell.count);
        ptvi_sums_add(highest, ptvi_bucket_upper(bits, bucket), cell.count);
    }
}

void ptvi_durations_bracket(const ptv_durations *acc, uint64_t limit, uint64_t *least,
                            uint64_t *most) {
    size_t bucket = ptvi_bucket_of(acc->histogram.bits, limit);
    struct ptvi_cell cell = {limit, limit, ptvi_histogram_count(&acc->histogram, limit)};
    if (acc->histogram.bucketed) {
        cell.lower = ptvi_bucket_lower(acc->histogram.bits, bucket);
        cell.upper = ptvi_bucket_upper(acc->histogram.bits, bucket);
    }
    ptvi_durations_clip(acc, &cell);
    *least = *most = ptvi_histogram_below(&acc->histogram, limit);
    *least += cell.upper <= limit ? cell.count : 0;
    *most += cell.lower <= limit ? cell.count : 0;
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
    uint64_t least, most;
    ptvi_durations_bracket(acc, acc->limit[i], &least, &most);
    return least <= acc->within[i] && acc->within[i] <= most &&
           (i == 0 || acc->within[i - 1] <= acc->within[i]);
}

/* Whether smallest and largest lie in the outermost buckets, which they narrow: they are the edges
 * of these then. */
static bool narrow_edges(const ptv_durations *acc, struct ptvi_sums *lowest,
                         struct ptvi_sums *highest) {
    const struct ptvi_histogram *histogram = &acc->histogram;
    if (acc->min > acc->max || acc->max > INT64_MAX)
        return false;
    uint64_t first = ptvi_histogram_count(histogram, acc->min);
    uint64_t last = ptvi_histogram_count(histogram, acc->max);
    if (first == 0 || last == 0 || ptvi_histogram_below(histogram, acc->min) > 0 ||
        ptvi_histogram_above(histogram, acc->max) > 0)
        return false;
    int bits = histogram->bits;
    ptvi_sums_take(lowest, ptvi_bucket_lower(bits, ptvi_bucket_of(bits, acc->min)), first);
    ptvi_sums_add(lowest, acc->min, first);
    ptvi_sums_take(highest, ptvi_bucket_upper(bits, ptvi_bucket_of(bits, acc->max)), last);
    ptvi_sums_add(highest, acc->max, last);
    return true;
}

/* Whether there is reason for buckets without a removal: more distinct values than are kept. */
static bool many_values(const ptv_durations *acc) {
    uint64_t distinct = 0;
    size_t position = 0;
    struct ptvi_cell cell;
    while (distinct <= PTVI_HISTOGRAM_EXACT && ptvi_durations_next_cell(acc, &position, &cell)) {
        uint64_t width = cell.upper - cell.lower + 1;
        distinct += cell.count < width ? cell.count : width;
    }
    return distinct > PTVI_HISTOGRAM_EXACT;
}

bool ptvi_durations_possible(const ptv_durations *acc, uint64_t n_buckets,
                             const struct ptvi_sums *lowest, const struct ptvi_sums *highest) {
    struct ptvi_sums least = *lowest, most = *highest;
    bool many = acc->removed || n_buckets > PTVI_HISTOGRAM_EXACT || many_values(acc);
    bool ok = many && (acc->removed || narrow_edges(acc, &least, &most));
    ok = ok && possible_sums(acc, &least, &most);
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
