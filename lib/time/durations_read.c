/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/sized.h"
#include "base/wide.h"
#include "postventa/mean.h"
#include "postventa/quantile.h"
#include "stats/elementary.h"
#include "stats/interval.h"
#include "stats/share.h"
#include "time/durations.h"
#include "time/durations_order.h"

ptv_status ptv_durations_options_init(ptv_durations_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_durations_result_init(ptv_durations_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

ptv_status ptv_durations_within_result_init(ptv_durations_within_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Options of a reading, checked, with every default filled in. */
struct reading {
    struct ptvi_sampling sampling;
    int32_t kind, quantile_type, share_method;
};

static bool valid_quantile_type(int32_t type) {
    uint64_t rank;
    double weight;
    return ptv_quantile_position(1, 1, 2, type, &rank, &weight) == PTV_OK;
}

static ptv_status reading_from(const ptv_durations_options *caller, struct reading *reading) {
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    reading->kind = opt.kind == PTV_TIME_KIND_DEFAULT ? PTV_TIME_KIND_MEDIAN : opt.kind;
    reading->quantile_type = opt.quantile_type;
    reading->share_method = opt.share_method;
    bool valid = ptvi_sampling_from(opt.confidence, 0, 0, &reading->sampling) &&
                 reading->kind >= PTV_TIME_KIND_MEDIAN && reading->kind <= PTV_TIME_KIND_ORDER &&
                 valid_quantile_type(opt.quantile_type) && opt.reserved2 == 0 &&
                 ptvi_share_method_valid(opt.share_method);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* The cell of a rank, counted from 1, within smallest and largest. */
static struct ptvi_cell cell_of_rank(const ptv_durations *acc, uint64_t rank) {
    uint64_t below;
    struct ptvi_cell cell = ptvi_histogram_of_rank(&acc->histogram, rank, &below);
    ptvi_durations_clip(acc, &cell);
    return cell;
}

static double middle(struct ptvi_cell cell) {
    return 0.5 * ((double)cell.lower + (double)cell.upper);
}

/* The cell of a rank, as a source has it. */
typedef struct ptvi_cell cell_of(void *source, uint64_t rank);

static struct ptvi_cell cell_of_state(void *source, uint64_t rank) {
    const ptv_durations *const *acc = (const ptv_durations *const *)source;
    return cell_of_rank(*acc, rank);
}

/* A quantile of n durations and its interval; options, num and den were checked. */
static ptv_estimate quantile_from(uint64_t n, uint32_t num, uint32_t den,
                                  const struct reading *reading, cell_of *cell, void *source) {
    uint64_t rank = 1, lower = 0, upper = UINT64_MAX;
    double weight = 0, confidence = reading->sampling.confidence;
    ptv_estimate out = ptvi_no_estimate(PTV_EMPTY, confidence, PTV_METHOD_ORDER_STATISTICS);
    if (n == 0)
        return out;
    out.n = n;
    out.n_eff = (double)n;
    ptvi_certainly(ptv_quantile_position(n, num, den, reading->quantile_type, &rank, &weight));
    out.value = middle(cell(source, rank));
    if (weight > 0)
        out.value += weight * (middle(cell(source, rank + 1)) - out.value);
    out.status = ptv_quantile_ranks(n, num, den, confidence, &lower, &upper);
    if (lower > 0)
        out.lower = (double)cell(source, lower).lower;
    if (upper <= n)
        out.upper = (double)cell(source, upper).upper;
    return out;
}

static ptv_estimate quantile(const ptv_durations *acc, uint32_t num, uint32_t den,
                             const struct reading *reading) {
    return quantile_from(acc->n, num, den, reading, cell_of_state, &acc);
}

static ptv_estimate median(const ptv_durations *acc, const struct reading *reading) {
    struct reading midpoint = *reading;
    midpoint.quantile_type = PTV_QUANTILE_MIDPOINT;
    return quantile(acc, 1, 2, &midpoint);
}

/* How many durations there are, in one state or in several, and what they sum up to. */
struct moments {
    uint64_t n;
    struct ptvi_sums total;
};

static struct moments moments_of(const ptv_durations *acc) {
    struct moments moments = {acc->n, acc->total};
    return moments;
}

/* In whole and broken milliseconds, so that equal durations have themselves as mean, to the last
 * bit. */
static double mean_of(const struct moments *moments) {
    if (moments->n == 0)
        return 0;
    uint64_t rest, whole = ptvi_wide_divide(moments->total.sum, moments->n, &rest);
    return (double)whole + (double)rest / (double)moments->n;
}

/* (n sum x^2 - (sum x)^2) / (n (n - 1)), the numerator exact; 0 for n < 2. */
static double variance_of(const struct moments *moments) {
    if (moments->n < 2)
        return 0;
    uint64_t numerator[4], square[4];
    ptvi_wide_mul(numerator, moments->total.squares, 3, &moments->n, 1);
    ptvi_wide_mul(square, moments->total.sum, 2, moments->total.sum, 2);
    ptvi_wide_sub(numerator, square, 4);
    return ptvi_wide_to_double(numerator, 4) / (double)moments->n / (double)(moments->n - 1);
}

ptv_estimate ptvi_durations_mean(const ptv_durations *const *states, size_t n, double confidence) {
    struct moments pooled = {0, {{0}, {0}}};
    for (size_t i = 0; i < n; i++) {
        pooled.n += states[i]->n;
        ptvi_sums_merge(&pooled.total, &states[i]->total);
    }
    ptv_estimate out = ptvi_no_estimate(PTV_EMPTY, confidence, PTV_METHOD_STUDENT_T);
    out.status =
        ptv_mean_interval(pooled.n, mean_of(&pooled), variance_of(&pooled), confidence, &out);
    ptvi_clamp(&out, 0, INFINITY);
    return out;
}

/* Third central moment over the third power of the standard deviation, both of n (g1); the cells
 * are near enough for a warning. */
static double skewness_of(const ptv_durations *acc) {
    struct moments moments = moments_of(acc);
    double variance = variance_of(&moments);
    if (!(variance > 0))
        return NAN;
    double n = (double)acc->n, centre = mean_of(&moments), sum = 0;
    double scale = ptvi_sqrt(variance * (n - 1) / n);
    size_t position = 0;
    struct ptvi_cell cell;
    while (ptvi_durations_next_cell(acc, &position, &cell)) {
        double z = (middle(cell) - centre) / scale;
        sum += (double)cell.count * (z * z * z);
    }
    return sum / n;
}

ptv_status ptv_durations_read(const ptv_durations *acc, const ptv_durations_options *opt,
                              ptv_durations_result *out) {
    struct reading reading;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status == PTV_OK)
        status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;

    ptv_durations_result result = {0};
    struct moments moments = moments_of(acc);
    double confidence = reading.sampling.confidence;
    result.median = median(acc, &reading);
    result.mean = ptvi_durations_mean(&acc, 1, confidence);
    result.std_dev_ms = acc->n < 2 ? NAN : ptvi_sqrt(variance_of(&moments));
    result.skewness = skewness_of(acc);
    result.n = acc->n;
    result.missing = acc->missing;
    result.rejected = acc->rejected;
    result.min_ms = acc->n == 0 ? PTV_TIME_NONE : (int64_t)ptvi_durations_min(acc);
    result.max_ms = acc->n == 0 ? PTV_TIME_NONE : (int64_t)ptvi_durations_max(acc);
    result.calendar_id = acc->calendar_id;
    result.exact = !acc->histogram.bucketed;
    result.skewed = result.skewness > 2 || (acc->n > 0 && acc->n < 30);
    ptvi_sized_out(out, &result, sizeof result);
    return result.median.status;
}

ptv_status ptv_durations_percentile(const ptv_durations *acc, uint32_t num, uint32_t den,
                                    const ptv_durations_options *opt, ptv_estimate *out) {
    struct reading reading;
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (num == 0 || num >= den)
        return PTV_ERR_ARGUMENT;
    *out = quantile(acc, num, den, &reading);
    return out->status;
}

/* Wants a rank; what it is will be known later. */
static struct ptvi_cell want(void *source, uint64_t rank) {
    const struct ptvi_cell unknown = {0, 0, 0};
    ptvi_order_want((struct ptvi_order *)source, rank);
    return unknown;
}

static struct ptvi_cell found(void *source, uint64_t rank) {
    uint64_t value = ptvi_order_at((const struct ptvi_order *)source, rank);
    struct ptvi_cell cell = {value, value, 1};
    return cell;
}

/* Ranks that a quantile and its interval take, at most. */
enum { RANKS = 4 };

ptv_status ptv_durations_percentiles_i64(const ptv_durations *acc, const int64_t *durations,
                                         const uint8_t *validity, size_t offset, size_t n,
                                         const uint32_t *num, uint32_t den, size_t n_wanted,
                                         const ptv_durations_options *opt, ptv_estimate *out) {
    struct reading reading;
    struct ptvi_order order;
    struct ptvi_array array = {durations, validity, offset};
    struct ptvi_rows rows = {ptvi_read_i64, &array, n};
    if (!acc || (!durations && n > 0) || ((!num || !out) && n_wanted > 0))
        return PTV_ERR_NULL;
    ptv_status result = PTV_OK, status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (n_wanted > SIZE_MAX / RANKS)
        return PTV_ERR_MEMORY;
    for (size_t i = 0; i < n_wanted; i++)
        if (num[i] == 0 || num[i] >= den)
            return PTV_ERR_ARGUMENT;
    status = ptvi_order_begin(&order, acc, RANKS * n_wanted);
    for (size_t i = 0; i < n_wanted && status == PTV_OK; i++)
        (void)quantile_from(acc->n, num[i], den, &reading, want, &order);
    if (status == PTV_OK)
        status = ptvi_order_find(&order, &rows);
    for (size_t i = 0; i < n_wanted && status == PTV_OK; i++) {
        out[i] = quantile_from(acc->n, num[i], den, &reading, found, &order);
        result = out[i].status > result ? out[i].status : result;
    }
    ptvi_order_end(&order);
    return status < 0 ? status : result;
}

/* How many durations were within a limit: exactly where it is known, else certainly and
 * possibly. */
static void count_within(const ptv_durations *acc, uint64_t limit, uint64_t *least,
                         uint64_t *most) {
    ptvi_durations_bracket(acc, limit, least, most);
    for (int32_t i = 0; i < acc->n_limits; i++)
        if (acc->limit[i] == limit)
            *least = *most = acc->within[i];
}

ptv_status ptv_durations_within(const ptv_durations *acc, int64_t limit_ms,
                                const ptv_durations_options *opt,
                                ptv_durations_within_result *out) {
    struct reading reading;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status == PTV_OK)
        status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    if (limit_ms < 0)
        return PTV_ERR_ARGUMENT;

    ptv_durations_within_result result = {0};
    count_within(acc, (uint64_t)limit_ms, &result.at_least, &result.at_most);
    struct ptvi_share lowest = {result.at_least, acc->n}, highest = {result.at_most, acc->n};
    ptv_estimate low = ptvi_share_read(lowest, &reading.sampling, reading.share_method);
    ptv_estimate high = ptvi_share_read(highest, &reading.sampling, reading.share_method);
    result.n = acc->n;
    result.share = low;
    result.share.value = 0.5 * (low.value + high.value);
    result.share.upper = high.upper;
    ptvi_sized_out(out, &result, sizeof result);
    return result.share.status;
}

ptv_status ptv_durations_next(const ptv_durations *acc, size_t *position, ptv_duration_cell *cell) {
    struct ptvi_cell found;
    if (!acc || !position || !cell)
        return PTV_ERR_NULL;
    if (!ptvi_histogram_next(&acc->histogram, position, &found))
        return PTV_EMPTY;
    cell->lower_ms = (int64_t)found.lower;
    cell->upper_ms = (int64_t)found.upper;
    cell->count = found.count;
    return PTV_OK;
}

/* MOVER on two medians with their intervals. */
static ptv_comparison median_difference(const ptv_durations *now, const ptv_durations *before,
                                        const struct reading *reading) {
    ptv_estimate a = median(now, reading), b = median(before, reading);
    ptv_comparison out = ptvi_no_comparison(PTV_OK, reading->sampling.confidence, PTV_METHOD_MOVER);
    out.status = a.status != PTV_OK ? a.status : b.status;
    if (a.status == PTV_EMPTY || b.status == PTV_EMPTY) {
        out.status = PTV_EMPTY;
        return out;
    }
    double below_a = a.value - a.lower, above_a = a.upper - a.value;
    double below_b = b.value - b.lower, above_b = b.upper - b.value;
    out.difference = a.value - b.value;
    out.lower = out.difference - ptvi_sqrt(below_a * below_a + above_b * above_b);
    out.upper = out.difference + ptvi_sqrt(above_a * above_a + below_b * below_b);
    return out;
}

/* Two multisets walked together, by value or, where either is in buckets, by bucket. */
struct pair {
    const struct ptvi_histogram *side[2];
    size_t position[2];
    struct ptvi_cell cell[2];
    bool more[2];
    bool by_bucket;
};

static uint64_t key(const struct pair *pair, int side) {
    uint64_t lower = pair->cell[side].lower;
    return pair->by_bucket ? ptvi_bucket_of(pair->side[side]->bits, lower) : lower;
}

static void advance(struct pair *pair, int side) {
    pair->more[side] =
        ptvi_histogram_next(pair->side[side], &pair->position[side], &pair->cell[side]);
}

static struct pair open_pair(const ptv_durations *x, const ptv_durations *y) {
    struct pair pair = {
        {&x->histogram, &y->histogram}, {0, 0}, {{0, 0, 0}, {0, 0, 0}}, {false, false}, false};
    pair.by_bucket = x->histogram.bucketed || y->histogram.bucketed;
    advance(&pair, 0);
    advance(&pair, 1);
    return pair;
}

/* The next place where either has something, and how many each has there. */
static bool next_tie(struct pair *pair, uint64_t count[2]) {
    if (!pair->more[0] && !pair->more[1])
        return false;
    uint64_t least = UINT64_MAX;
    for (int i = 0; i < 2; i++)
        if (pair->more[i] && key(pair, i) < least)
            least = key(pair, i);
    for (int i = 0; i < 2; i++)
        for (count[i] = 0; pair->more[i] && key(pair, i) == least; advance(pair, i))
            count[i] += pair->cell[i].count;
    return true;
}

/* a * b - c, exact until the one rounding. */
static double product_less(uint64_t a, uint64_t b, const uint64_t c[2]) {
    uint64_t product[2], rest[2] = {c[0], c[1]};
    product[0] = ptvi_wide_product(a, b, &product[1]);
    if (ptvi_wide_compare(product, rest, 2) < 0) {
        ptvi_wide_sub(rest, product, 2);
        return -ptvi_wide_to_double(rest, 2);
    }
    ptvi_wide_sub(product, rest, 2);
    return ptvi_wide_to_double(product, 2);
}

/* What Brunner and Munzel's test needs. The placement of a value is how many of the other side
 * lie below it, those equal by half. Whole numbers throughout, in halves, so that sides without
 * variance have none. */
struct placements {
    double excess;      /* P(x < y) + P(x = y) / 2, less 1/2 */
    double variance[2]; /* of x's placements as shares of y, and of y's */
    double ties;        /* sum of t^3 - t */
};

/* Twice the sum of the placements of each side in the other; at most 2^121. */
static void sum_placements(const ptv_durations *x, const ptv_durations *y, uint64_t sum[2][2]) {
    uint64_t count[2], below[2] = {0, 0};
    struct pair pair = open_pair(x, y);
    memset(sum, 0, 2 * sizeof *sum);
    while (next_tie(&pair, count)) {
        for (int i = 0; i < 2; i++) {
            uint64_t part[2];
            part[0] = ptvi_wide_product(count[i], 2 * below[1 - i] + count[1 - i], &part[1]);
            ptvi_wide_add(sum[i], part, 2);
        }
        below[0] += count[0];
        below[1] += count[1];
    }
}

static struct placements placements_of(const ptv_durations *x, const ptv_durations *y) {
    struct placements out = {0, {0, 0}, 0};
    const uint64_t n[2] = {x->n, y->n};
    uint64_t count[2], below[2] = {0, 0}, sum[2][2];
    sum_placements(x, y, sum);
    double pairs = (double)n[0] * (double)n[1];
    out.excess = 0.5 * (0 - product_less(n[0], n[1], sum[1])) / pairs;
    struct pair pair = open_pair(x, y);
    while (next_tie(&pair, count)) {
        for (int i = 0; i < 2; i++) {
            uint64_t placement = 2 * below[1 - i] + count[1 - i];
            double off = 0.5 * product_less(n[i], placement, sum[i]) / pairs;
            if (n[i] > 1)
                out.variance[i] += (double)count[i] * off * off / (double)(n[i] - 1);
        }
        double tied = (double)(count[0] + count[1]);
        out.ties += tied * (tied * tied - 1);
        below[0] += count[0];
        below[1] += count[1];
    }
    return out;
}

/* Mann and Whitney's z, with their correction for ties; 0 where all are tied. */
static double mann_whitney(const struct placements *placements, double n1, double n2) {
    double n = n1 + n2;
    double variance = (n + 1 - placements->ties / (n * (n - 1))) / (12 * n1 * n2);
    return variance > 0 ? placements->excess / ptvi_sqrt(variance) : 0;
}

static ptv_comparison order_difference(const ptv_durations *now, const ptv_durations *before,
                                       double confidence) {
    ptv_comparison out = ptvi_no_comparison(PTV_EMPTY, confidence, PTV_METHOD_BRUNNER_MUNZEL);
    if (now->n == 0 || before->n == 0)
        return out;
    struct placements placements = placements_of(now, before);
    /* Brunner and Munzel's t is Welch's on the placements. */
    out.status = ptv_mean_compare(before->n, placements.excess, placements.variance[1], now->n, 0,
                                  placements.variance[0], confidence, &out);
    out.method = PTV_METHOD_BRUNNER_MUNZEL;
    if (out.status == PTV_DEGENERATE) {
        out.statistic = mann_whitney(&placements, (double)now->n, (double)before->n);
        out.p_value = ptvi_two_sided_p(out.statistic);
    }
    out.lower = out.lower < -0.5 ? -0.5 : out.lower;
    out.upper = out.upper > 0.5 ? 0.5 : out.upper;
    return out;
}

ptv_status ptv_durations_compare(const ptv_durations *now, const ptv_durations *before,
                                 const ptv_durations_options *opt, ptv_comparison *out) {
    struct reading reading;
    if (!now || !before || !out)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(opt, &reading);
    if (status < 0)
        return status;
    if (!ptvi_durations_same(now, before))
        return PTV_ERR_MISMATCH;
    double confidence = reading.sampling.confidence;
    if (reading.kind == PTV_TIME_KIND_ORDER) {
        *out = order_difference(now, before, confidence);
    } else if (reading.kind == PTV_TIME_KIND_MEDIAN) {
        *out = median_difference(now, before, &reading);
    } else {
        struct moments a = moments_of(now), b = moments_of(before);
        return ptv_mean_compare(a.n, mean_of(&a), variance_of(&a), b.n, mean_of(&b),
                                variance_of(&b), confidence, out);
    }
    return out->status;
}
