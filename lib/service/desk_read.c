/* SPDX-License-Identifier: MIT */
/* What is read from a desk. */
#include "base/platform.h"

#include "base/certain.h"
#include "base/sized.h"
#include "service/desk.h"

ptv_status ptv_desk_result_init(ptv_desk_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

ptv_status ptv_desk_target_result_init(ptv_desk_target_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Reads a share of counters as a proportion is read; fails where the options are wrong. A new
 * proportion has room for whatever a desk counted. */
static ptv_status read_share(uint64_t hits, uint64_t base, const ptv_proportion_options *opt,
                             ptv_estimate *share) {
    ptv_proportion proportion;
    ptv_proportion_result result = PTV_PROPORTION_RESULT_INIT;
    ptvi_certainly(ptv_proportion_init(&proportion));
    ptvi_certainly(ptv_proportion_add_n(&proportion, PTV_OUTCOME_HIT, hits));
    ptvi_certainly(ptv_proportion_add_n(&proportion, PTV_OUTCOME_MISS, base - hits));
    ptv_status status = ptv_proportion_read(&proportion, opt, &result);
    *share = result.share;
    return status;
}

/* The share in two words of a desk. */
static ptv_status read_words(const uint64_t *words, const ptv_proportion_options *opt,
                             ptv_estimate *share) {
    return read_share(words[0], words[1], opt, share);
}

static ptv_status read_shares(const uint64_t *w, const ptv_proportion_options *opt,
                              ptv_desk_result *result) {
    ptv_status status = read_words(w + PTVI_DESK_REOPENED, opt, &result->reopened);
    if (status >= 0)
        status = read_words(w + PTVI_DESK_TRANSFERRED, opt, &result->transferred);
    if (status >= 0)
        status = read_words(w + PTVI_DESK_ONE_TOUCH, opt, &result->one_touch);
    return status;
}

static ptv_backlog backlog_of(const uint64_t *w) {
    ptv_desk_config config = ptvi_desk_config_of(w);
    int32_t n_bands = ptvi_desk_has_period(&config) ? config.n_ages + 1 : 0;
    return ptvi_backlog_of(w + PTVI_DESK_BACKLOG, n_bands);
}

ptv_status ptv_desk_read(const ptv_desk *acc, const ptv_proportion_options *opt,
                         ptv_desk_result *out) {
    if (!acc)
        return PTV_ERR_NULL;
    const uint64_t *w = acc->composite.w;
    ptv_desk_result result = PTV_DESK_RESULT_INIT;
    ptv_status status = read_shares(w, opt, &result);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    result.n = w[PTVI_DESK_TICKETS];
    result.open = w[PTVI_DESK_OPEN];
    result.unanswered = w[PTVI_DESK_UNANSWERED];
    result.no_first_response = w[PTVI_DESK_NO_FIRST_RESPONSE];
    result.resolved_by_close = w[PTVI_DESK_RESOLVED_BY_CLOSE];
    result.reopens = w[PTVI_DESK_REOPENS];
    result.transfers = w[PTVI_DESK_TRANSFERS];
    result.replies = w[PTVI_DESK_REPLIES];
    result.next_unanswered = w[PTVI_DESK_NEXT_UNANSWERED];
    result.calendar_id = w[PTVI_DESK_CALENDAR];
    result.backlog = backlog_of(w);
    ptvi_sized_out(out, &result, sizeof result);
    return result.n > 0 ? PTV_OK : PTV_EMPTY;
}

static ptv_desk_target_result target_counts(const uint64_t *w, int32_t index) {
    ptv_desk_target_result result = PTV_DESK_TARGET_RESULT_INIT;
    const uint64_t *outcome = w + PTVI_DESK_OUTCOMES + index * PTVI_TARGET_OUTCOMES;
    result.met = outcome[PTVI_TARGET_MET];
    result.breached_closed = outcome[PTVI_TARGET_BREACHED_CLOSED];
    result.breached_open = outcome[PTVI_TARGET_BREACHED_OPEN];
    result.pending = outcome[PTVI_TARGET_PENDING];
    result.absent = w[PTVI_DESK_TICKETS] - result.met - result.breached_closed -
                    result.breached_open - result.pending;
    result.target = ptvi_desk_config_of(w).target[index];
    return result;
}

ptv_status ptv_desk_target_read(const ptv_desk *acc, int32_t index,
                                const ptv_proportion_options *opt, ptv_desk_target_result *out) {
    if (!acc)
        return PTV_ERR_NULL;
    const uint64_t *w = acc->composite.w;
    if (index < 0 || (uint64_t)index >= w[PTVI_DESK_N_TARGETS])
        return PTV_ERR_ARGUMENT;
    ptv_desk_target_result result = target_counts(w, index);
    uint64_t due = result.met + result.breached_closed + result.breached_open;
    ptv_status attained = read_share(result.met, due, opt, &result.attainment);
    if (attained < 0)
        return attained;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    ptvi_sized_out(out, &result, sizeof result);
    return attained;
}

ptv_status ptv_desk_durations(const ptv_desk *acc, int32_t clock, const ptv_durations **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    if (clock < 0 || clock >= PTV_CLOCKS)
        return PTV_ERR_ARGUMENT;
    *out = acc->composite.durations[clock];
    return PTV_OK;
}

ptv_status ptv_desk_survival(const ptv_desk *acc, int32_t clock, const ptv_survival **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    for (int i = 0; i < PTVI_DESK_SURVIVAL; i++)
        if (clock == ptvi_desk_survival_clock[i]) {
            *out = acc->composite.survival[i];
            return PTV_OK;
        }
    return PTV_ERR_ARGUMENT;
}
