/* SPDX-License-Identifier: MIT */
/* What the words of a ptv_revenue cannot be: sums that no amounts of so many customers have. */
#include "base/platform.h"

#include <string.h>

#include "base/wide.h"
#include "customer/revenue.h"

/* The largest amount. */
static const uint64_t most = INT64_MAX;

/* Whether 128-bit a <= b * factor. */
static bool at_most_times(const uint64_t a[2], const uint64_t b[2], uint64_t factor) {
    uint64_t bound[3], padded[3] = {a[0], a[1], 0};
    ptvi_wide_mul(bound, b, 2, &factor, 1);
    return ptvi_wide_compare(padded, bound, 3) <= 0;
}

/* The same of a 192-bit a. */
static bool product_at_most_times(const uint64_t a[3], const uint64_t b[2], uint64_t factor) {
    uint64_t bound[3];
    ptvi_wide_mul(bound, b, 2, &factor, 1);
    return ptvi_wide_compare(a, bound, 3) <= 0;
}

/* Whether a sum of products is at least a sum of amounts. */
static bool product_at_least(const uint64_t a[3], const uint64_t b[2]) {
    uint64_t padded[3] = {b[0], b[1], 0};
    return ptvi_wide_compare(a, padded, 3) >= 0;
}

/* Whether so many amounts, each from 1 to `largest`, can have a sum. */
static bool possible_amounts(uint64_t count, const uint64_t sum[2], uint64_t largest) {
    uint64_t each_one[2] = {count, 0};
    return ptvi_wide_compare(sum, each_one, 2) >= 0 && at_most_times(sum, each_one, largest);
}

/* Sums of what moved. Who expands had something, and who contracts keeps something: their moves are
 * below the largest amount. */
static bool possible_moves(const uint64_t *w) {
    return possible_amounts(w[PTVI_REVENUE_EXPANDED], w + PTVI_REVENUE_EXPANSION, most - 1) &&
           possible_amounts(w[PTVI_REVENUE_CONTRACTED], w + PTVI_REVENUE_CONTRACTION, most - 1) &&
           possible_amounts(w[PTVI_REVENUE_CHURNED], w + PTVI_REVENUE_LEFT, most) &&
           possible_amounts(w[PTVI_REVENUE_FRESH], w + PTVI_REVENUE_NEW, most) &&
           possible_amounts(w[PTVI_REVENUE_REACTIVATED], w + PTVI_REVENUE_BACK, most);
}

/* The sum at the start holds all that left, all that was contracted, and of everybody else at least
 * 1; the larger of start and end of those who did not churn is an amount. */
static bool possible_start(const uint64_t *w) {
    uint64_t others = w[PTVI_REVENUE_KEPT] + w[PTVI_REVENUE_EXPANDED] + w[PTVI_REVENUE_CONTRACTED];
    uint64_t stayed[2], rest[2], count[2] = {others, 0};
    memcpy(stayed, w + PTVI_REVENUE_START, sizeof stayed);
    if (ptvi_wide_sub(stayed, w + PTVI_REVENUE_LEFT, 2))
        return false;
    memcpy(rest, stayed, sizeof rest);
    /* What overflows here has squares that are larger than they can be. */
    ptvi_wide_add(stayed, w + PTVI_REVENUE_EXPANSION, 2);
    return !ptvi_wide_sub(rest, w + PTVI_REVENUE_CONTRACTION, 2) &&
           ptvi_wide_compare(rest, count, 2) >= 0 && at_most_times(stayed, count, most);
}

/* 1 <= start and start + gain <= most, weighted with the gain. */
static bool possible_gains(const uint64_t *w) {
    const uint64_t *gain = w + PTVI_REVENUE_EXPANSION;
    const uint64_t *start_gain = w + PTVI_REVENUE_START_GAIN;
    uint64_t end_gain[3];
    memcpy(end_gain, w + PTVI_REVENUE_GAIN_GAIN, sizeof end_gain);
    return product_at_least(start_gain, gain) && !ptvi_wide_add(end_gain, start_gain, 3) &&
           product_at_most_times(end_gain, gain, most);
}

/* loss <= start <= most, weighted with the loss. Who contracts keeps 1 to most - 1, and who
 * churns nothing. */
static bool possible_losses(const uint64_t *w) {
    const uint64_t *contraction = w + PTVI_REVENUE_CONTRACTION;
    uint64_t loss[2], end_loss[3];
    memcpy(loss, w + PTVI_REVENUE_LEFT, sizeof loss);
    ptvi_wide_add(loss, contraction, 2);
    memcpy(end_loss, w + PTVI_REVENUE_START_LOSS, sizeof end_loss);
    return product_at_most_times(end_loss, loss, most) &&
           !ptvi_wide_sub(end_loss, w + PTVI_REVENUE_LOSS_LOSS, 3) &&
           product_at_least(end_loss, contraction) &&
           product_at_most_times(end_loss, contraction, most - 1);
}

/* Whether a square is at most what Cauchy and Schwarz allow for so many customers; just that, for
 * one. */
static bool possible_bound(uint64_t count, const uint64_t *square, const uint64_t *bound,
                           size_t n) {
    int order = ptvi_wide_compare(square, bound, n);
    return count == 1 ? order == 0 : order <= 0;
}

/* (sum of x)^2 <= count * sum of x^2. */
static bool possible_square(uint64_t count, const uint64_t sum[2], const uint64_t squares[3]) {
    uint64_t square[4], scaled[4];
    ptvi_wide_mul(square, sum, 2, sum, 2);
    ptvi_wide_mul(scaled, squares, 3, &count, 1);
    return possible_bound(count, square, scaled, 4);
}

/* (sum of x y)^2 <= sum of x^2 * sum of y^2. */
static bool possible_product(uint64_t count, const uint64_t xy[3], const uint64_t xx[3],
                             const uint64_t yy[3]) {
    uint64_t square[6], scaled[6];
    ptvi_wide_mul(square, xy, 3, xy, 3);
    ptvi_wide_mul(scaled, xx, 3, yy, 3);
    return possible_bound(count, square, scaled, 6);
}

/* out = a^2 b, of nine words; a and b below 2^189, so that two of them have a sum. */
static void square_times(uint64_t out[9], const uint64_t a[3], const uint64_t b[3]) {
    uint64_t square[6];
    ptvi_wide_mul(square, a, 3, a, 3);
    ptvi_wide_mul(out, square, 6, b, 3);
}

/* The determinant of the products of start, gain and loss, of which gain and loss never meet:
 * without it, some ratio would have a variance below 0. */
static bool possible_determinant(const uint64_t *w) {
    const uint64_t *gains = w + PTVI_REVENUE_GAIN_GAIN, *losses = w + PTVI_REVENUE_LOSS_LOSS;
    uint64_t by_gain[9], by_loss[9], pair[6], whole[9];
    square_times(by_gain, w + PTVI_REVENUE_START_GAIN, losses);
    square_times(by_loss, w + PTVI_REVENUE_START_LOSS, gains);
    ptvi_wide_mul(pair, gains, 3, losses, 3);
    ptvi_wide_mul(whole, pair, 6, w + PTVI_REVENUE_START_START, 3);
    ptvi_wide_add(by_gain, by_loss, 9);
    return ptvi_wide_compare(by_gain, whole, 9) <= 0;
}

/* As every amount is 1 or more, so squares are at least their amounts. */
static bool possible_products(const uint64_t *w) {
    const uint64_t *starts = w + PTVI_REVENUE_START_START;
    const uint64_t *gains = w + PTVI_REVENUE_GAIN_GAIN, *losses = w + PTVI_REVENUE_LOSS_LOSS;
    uint64_t n = ptvi_revenue_customers(w), loss[2];
    memcpy(loss, w + PTVI_REVENUE_LEFT, sizeof loss);
    ptvi_wide_add(loss, w + PTVI_REVENUE_CONTRACTION, 2);
    return possible_square(n, w + PTVI_REVENUE_START, starts) &&
           possible_square(w[PTVI_REVENUE_EXPANDED], w + PTVI_REVENUE_EXPANSION, gains) &&
           possible_square(w[PTVI_REVENUE_CONTRACTED] + w[PTVI_REVENUE_CHURNED], loss, losses) &&
           possible_product(n, w + PTVI_REVENUE_START_GAIN, starts, gains) &&
           possible_product(n, w + PTVI_REVENUE_START_LOSS, starts, losses) &&
           possible_determinant(w);
}

bool ptvi_revenue_possible(const uint64_t *w) {
    return possible_moves(w) && possible_start(w) &&
           product_at_most_times(w + PTVI_REVENUE_START_START, w + PTVI_REVENUE_START, most) &&
           possible_gains(w) && possible_losses(w) && possible_products(w);
}
