/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "base/state.h"
#include "postventa/proportion.h"
#include "postventa/wire.h"
#include "stats/share.h"

enum { MISSES = 1, HITS, EXCLUDED, WORDS };

static const struct ptvi_field fields[] = {
    {"misses", PTVI_COUNT, MISSES, 1, 1},
    {"hits", PTVI_COUNT, HITS, 1, 1},
    {"excluded", PTVI_COUNT, EXCLUDED, 1, 1},
};

/* Any three counts can arise. */
static bool possible(const uint64_t *w) {
    (void)w;
    return true;
}

static const struct ptvi_layout layout = {
    PTV_TYPE_PROPORTION,
    1,
    sizeof(ptv_proportion) / sizeof(uint64_t),
    sizeof fields / sizeof fields[0],
    fields,
    possible,
};

static const uint64_t *words(const ptv_proportion *acc) {
    return acc ? acc->w : NULL;
}

static ptv_status check(const ptv_proportion *acc) {
    return ptvi_state_check(&layout, words(acc));
}

/* The word that counts an outcome. */
static int slot_of(int32_t outcome) {
    return outcome == PTV_OUTCOME_HIT ? HITS : outcome == PTV_OUTCOME_MISS ? MISSES : EXCLUDED;
}

/* Whether an outcome is none of the three. */
static bool unknown(int32_t outcome) {
    return slot_of(outcome) == EXCLUDED && outcome != PTV_OUTCOME_EXCLUDED;
}

ptv_status ptv_proportion_init(ptv_proportion *acc) {
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_state_init(&layout, acc->w);
    return PTV_OK;
}

ptv_status ptv_proportion_reset(ptv_proportion *acc) {
    return acc ? ptvi_state_reset(&layout, acc->w) : PTV_ERR_NULL;
}

/* Applies `change` to the counter of an outcome. */
static ptv_status change_by(ptv_proportion *acc, int32_t outcome, uint64_t n,
                            ptv_status (*change)(uint64_t *, uint64_t)) {
    ptv_status status = check(acc);
    if (status < 0)
        return status;
    status = change(&acc->w[slot_of(outcome)], n);
    return status == PTV_OK && unknown(outcome) ? PTV_OUT_OF_SCALE : status;
}

ptv_status ptv_proportion_add_n(ptv_proportion *acc, int32_t outcome, uint64_t n) {
    return change_by(acc, outcome, n, ptvi_count_add);
}

ptv_status ptv_proportion_add(ptv_proportion *acc, int32_t outcome) {
    return change_by(acc, outcome, 1, ptvi_count_add);
}

ptv_status ptv_proportion_remove(ptv_proportion *acc, int32_t outcome, uint64_t n) {
    return change_by(acc, outcome, n, ptvi_count_remove);
}

ptv_status ptv_proportion_merge(ptv_proportion *dst, const ptv_proportion *src) {
    if (!dst || !src)
        return PTV_ERR_NULL;
    return ptvi_state_merge(&layout, dst->w, src->w);
}

ptv_status ptv_proportion_serialize(const ptv_proportion *acc, void *buf, size_t cap, size_t *len) {
    return ptvi_state_serialize(&layout, words(acc), buf, cap, len);
}

ptv_status ptv_proportion_deserialize(ptv_proportion *acc, const void *buf, size_t len) {
    return acc ? ptvi_state_deserialize(&layout, acc->w, buf, len) : PTV_ERR_NULL;
}

ptv_status ptv_proportion_options_init(ptv_proportion_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_proportion_result_init(ptv_proportion_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Options of a reading, checked. */
static ptv_status sampling_from(const ptv_proportion_options *caller,
                                struct ptvi_sampling *sampling, int32_t *method) {
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    *method = opt.method;
    bool valid = opt.reserved2 == 0 && ptvi_share_method_valid(opt.method) &&
                 ptvi_sampling_from(opt.confidence, opt.design_effect, opt.population, sampling);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

static struct ptvi_share share_of(const ptv_proportion *acc) {
    struct ptvi_share share = {acc->w[HITS], acc->w[HITS] + acc->w[MISSES]};
    return share;
}

ptv_status ptv_proportion_read(const ptv_proportion *acc, const ptv_proportion_options *opt,
                               ptv_proportion_result *out) {
    struct ptvi_sampling sampling;
    int32_t method;
    ptv_status status = check(acc);
    if (status < 0)
        return status;
    status = sampling_from(opt, &sampling, &method);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;

    ptv_proportion_result result = {0};
    result.share = ptvi_share_read(share_of(acc), &sampling, method);
    result.hits = acc->w[HITS];
    result.n = acc->w[HITS] + acc->w[MISSES];
    result.excluded = acc->w[EXCLUDED];
    ptvi_sized_out(out, &result, sizeof result);
    return result.share.status;
}

ptv_status ptv_proportion_compare(const ptv_proportion *now, const ptv_proportion *before,
                                  const ptv_proportion_options *opt, ptv_comparison *out) {
    struct ptvi_sampling sampling;
    int32_t method;
    ptv_status status = check(now);
    if (status < 0)
        return status;
    status = check(before);
    if (status < 0)
        return status;
    status = sampling_from(opt, &sampling, &method);
    if (status < 0)
        return status;
    if (!out)
        return PTV_ERR_NULL;
    *out = ptvi_share_difference(share_of(now), share_of(before), &sampling);
    return out->status;
}
