/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "base/wide.h"
#include "postventa/retention.h"
#include "stats/elementary.h"
#include "stats/share.h"

ptv_status ptv_customer_counts_init(ptv_customer_counts *counts) {
    return ptvi_sized_init(counts, sizeof *counts);
}

ptv_status ptv_retention_options_init(ptv_retention_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_retention_result_init(ptv_retention_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* A sum of counts, in two words: it may pass 64 bits. */
struct sum {
    uint64_t word[2];
};

static struct sum sum_of(uint64_t a, uint64_t b, uint64_t c) {
    struct sum sum = {{a, 0}};
    const uint64_t others[2][2] = {{b, 0}, {c, 0}};
    ptvi_wide_add(sum.word, others[0], 2);
    ptvi_wide_add(sum.word, others[1], 2);
    return sum;
}

static int compare(struct sum a, struct sum b) {
    return ptvi_wide_compare(a.word, b.word, 2);
}

/* All who were there at some time. */
static struct sum served(const ptv_customer_counts *counts) {
    return sum_of(counts->start, counts->fresh, counts->back);
}

/* Whether the end follows from the start and what came and went. */
static bool follows(const ptv_customer_counts *counts) {
    return compare(served(counts), sum_of(counts->end, counts->lost, 0)) == 0;
}

/* Whether those who left were there: of the start, and of those who came. */
static bool possible(const ptv_customer_counts *counts) {
    struct sum came = sum_of(counts->fresh, counts->back, 0);
    return counts->lost_fresh <= counts->lost &&
           compare(sum_of(counts->lost_fresh, 0, 0), came) <= 0 &&
           counts->lost - counts->lost_fresh <= counts->start;
}

/* Lost per mean of start and end: no share, so without an interval. */
static ptv_estimate churn_of_mean(const ptv_customer_counts *counts, double confidence) {
    struct sum both = sum_of(counts->start, counts->end, 0);
    ptv_estimate out = ptvi_no_estimate(PTV_EMPTY, confidence, PTV_METHOD_DEFAULT);
    if (both.word[0] == 0 && both.word[1] == 0)
        return out;
    out.status = PTV_DEGENERATE;
    out.n_eff = 0.5 * ptvi_wide_to_double(both.word, 2);
    out.value = (double)counts->lost / out.n_eff;
    /* The mean, rounded up: an estimate rests on somebody. */
    out.n = both.word[0] / 2 + (both.word[0] & 1) + (both.word[1] << 63);
    return out;
}

static ptv_estimate churn_by(int32_t base, const ptv_customer_counts *counts,
                             const struct ptvi_sampling *sampling, int32_t method) {
    struct ptvi_share of_start = {counts->lost - counts->lost_fresh, counts->start};
    struct ptvi_share of_served = {counts->lost, served(counts).word[0]};
    if (base == PTV_CHURN_BASE_MEAN)
        return churn_of_mean(counts, sampling->confidence);
    return ptvi_share_read(base == PTV_CHURN_BASE_SERVED ? of_served : of_start, sampling, method);
}

/* Options of a reading, checked. */
static ptv_status options_from(const ptv_retention_options *caller, ptv_retention_options *opt,
                               struct ptvi_sampling *sampling) {
    ptv_retention_options own = PTV_RETENTION_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&own, sizeof own, caller) : PTV_OK;
    if (status < 0)
        return status;
    *opt = own;
    if (own.method == PTV_METHOD_DEFAULT)
        opt->method = PTV_METHOD_WILSON;
    bool valid = own.churn_base >= PTV_CHURN_BASE_START && own.churn_base <= PTV_CHURN_BASE_MEAN &&
                 ptvi_share_method_valid(own.method) &&
                 ptvi_sampling_from(own.confidence, 0, 0, sampling);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* Counts of customers, checked. */
static ptv_status counts_from(const ptv_customer_counts *caller, int32_t base,
                              ptv_customer_counts *counts) {
    if (!caller)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_in(counts, sizeof *counts, caller);
    if (status < 0)
        return status;
    bool countable = base != PTV_CHURN_BASE_SERVED || served(counts).word[1] == 0;
    return countable ? PTV_OK : PTV_ERR_OVERFLOW;
}

static ptv_retention_result result_of(const ptv_customer_counts *counts,
                                      const ptv_retention_options *opt,
                                      const struct ptvi_sampling *sampling) {
    ptv_retention_result out = PTV_RETENTION_RESULT_INIT;
    out.churn_base = opt->churn_base;
    out.movement_status = follows(counts) ? PTV_OK : PTV_INCONSISTENT;
    if (!follows(counts) || !possible(counts)) {
        out.retention = ptvi_no_estimate(PTV_INCONSISTENT, sampling->confidence, opt->method);
        out.churn = out.retention;
        return out;
    }
    uint64_t lost = counts->lost - counts->lost_fresh;
    struct ptvi_share stayed = {counts->start - lost, counts->start};
    out.retention = ptvi_share_read(stayed, sampling, opt->method);
    out.churn = churn_by(opt->churn_base, counts, sampling, opt->method);
    return out;
}

ptv_status ptv_retention_read(const ptv_customer_counts *counts, const ptv_retention_options *opt,
                              ptv_retention_result *out) {
    ptv_customer_counts own;
    ptv_retention_options options;
    struct ptvi_sampling sampling;
    ptv_status status = options_from(opt, &options, &sampling);
    if (status < 0)
        return status;
    status = counts_from(counts, options.churn_base, &own);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    ptv_retention_result result = result_of(&own, &options, &sampling);
    ptvi_sized_out(out, &result, sizeof result);
    return result.retention.status;
}

/* 1 - (1 - churn)^periods; bounds that passed the ends of 0..1 are brought back. NaN stays NaN. */
static double compounded(double churn, double periods) {
    if (churn > 1)
        churn = 1;
    if (churn < 0)
        churn = 0;
    return churn == 1 ? 1 : -ptvi_expm1(periods * ptvi_log1p(-churn));
}

/* How much the compound churn changes with that of one period. */
static double slope(double churn, double periods) {
    if (periods == 1)
        return 1;
    if (churn == 1)
        return periods > 1 ? 0 : INFINITY;
    return periods * ptvi_exp((periods - 1) * ptvi_log1p(-churn));
}

ptv_status ptv_churn_compound(const ptv_estimate *churn, double periods, ptv_estimate *out) {
    if (!churn || !out)
        return PTV_ERR_NULL;
    bool valid = (churn->value >= 0 && churn->value <= 1) ||
                 (churn->status > 0 && ptvi_is_nan(churn->value));
    if (!valid || churn->status < 0 || !(periods > 0) || !ptvi_is_finite(periods))
        return PTV_ERR_ARGUMENT;
    ptv_estimate result = *churn;
    result.value = compounded(churn->value, periods);
    result.lower = compounded(churn->lower, periods);
    result.upper = compounded(churn->upper, periods);
    if (churn->std_error != 0)
        result.std_error = churn->std_error * slope(churn->value, periods);
    *out = result;
    return out->status;
}
