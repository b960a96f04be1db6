/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/sized.h"
#include "postventa/complaints.h"
#include "postventa/proportion.h"
#include "postventa/rate.h"
#include "postventa/wire.h"
#include "service/backlog.h"
#include "service/composite.h"
#include "stats/interval.h"
#include "stats/share.h"
#include "time/durations.h"
#include "time/survival.h"

struct ptv_complaints {
    struct ptvi_composite composite;
};

/* ── the composite ───────────────────────────────────────────────────────────────────────────── */

enum {
    CALENDAR = 1,
    FROM,
    UNTIL,
    WITHIN,
    N_AGES,
    AGES,
    EXPOSED_START = AGES + PTV_BACKLOG_AGES,
    EXPOSED_END,
    INVALID,
    UPHELD,
    NOT_UPHELD,
    MOVEMENT,
    WORDS = MOVEMENT + PTVI_BACKLOG_WORDS,
};

_Static_assert((int)WORDS <= (int)PTVI_COMPOSITE_WORDS, "the words fit a composite");

static const struct ptvi_field fields[] = {
    {"calendar_id", PTVI_KEPT, CALENDAR, 1, 1},
    {"from", PTVI_KEPT, FROM, 1, 1},
    {"until", PTVI_KEPT, UNTIL, 1, 1},
    {"within_ms", PTVI_KEPT, WITHIN, 1, 1},
    {"n_ages", PTVI_KEPT, N_AGES, 1, 1},
    {"age_ms", PTVI_KEPT, AGES, 1, PTV_BACKLOG_AGES},
    {"exposed_start", PTVI_COUNT, EXPOSED_START, 1, 1},
    {"exposed_end", PTVI_COUNT, EXPOSED_END, 1, 1},
    {"invalid", PTVI_COUNT, INVALID, 1, 1},
    {"upheld", PTVI_COUNT, UPHELD, 1, 1},
    {"not_upheld", PTVI_COUNT, NOT_UPHELD, 1, 1},
    {"movement", PTVI_COUNT, MOVEMENT, 1, PTVI_BACKLOG_WORDS},
};

static struct ptvi_backlog_period period_of(const uint64_t *w) {
    struct ptvi_backlog_period period = {
        (int64_t)w[FROM],
        (int64_t)w[UNTIL],
        w[N_AGES] > PTV_BACKLOG_AGES ? -1 : (int32_t)w[N_AGES],
        {0},
    };
    for (int i = 0; i < PTV_BACKLOG_AGES; i++)
        period.age_ms[i] = (int64_t)w[AGES + i];
    return period;
}

/* The definition is one that ptv_complaints_new takes, and the movement adds up. */
static bool words_possible(const uint64_t *w) {
    struct ptvi_backlog_period period = period_of(w);
    if (w[WITHIN] > INT64_MAX || !ptvi_backlog_period_valid(&period))
        return false;
    for (int i = period.n_ages; i < PTV_BACKLOG_AGES; i++)
        if (period.age_ms[i] != 0)
            return false;
    return ptvi_backlog_possible(w + MOVEMENT, period.n_ages) &&
           w[UPHELD] + w[NOT_UPHELD] <= w[MOVEMENT + PTVI_BACKLOG_CLOSED];
}

static void durations_config(const uint64_t *w, int part, ptv_durations_config *config) {
    (void)part;
    config->calendar_id = w[CALENDAR];
    config->n_limits = w[WITHIN] > 0;
    config->limit_ms[0] = (int64_t)w[WITHIN];
}

/* Whoever is still open has no business time yet: survival is calendar time for all. */
static void survival_config(const uint64_t *w, int part, ptv_survival_config *config) {
    (void)w;
    (void)part;
    config->unit_ms = 1000;
}

/* Of those that were solved in the period, the ones that came in in it are the events of survival;
 * the rest was open at its start. */
static bool solved_possible(const uint64_t *movement, const ptv_survival *survival) {
    uint64_t closed = movement[PTVI_BACKLOG_CLOSED];
    return survival->events <= closed &&
           closed - survival->events <= movement[PTVI_BACKLOG_OPEN_START];
}

static bool possible(const struct ptvi_composite *composite) {
    const ptv_durations *durations = composite->durations[0];
    const ptv_survival *survival = composite->survival[0];
    const uint64_t *movement = composite->w + MOVEMENT;
    return durations->n == movement[PTVI_BACKLOG_CLOSED] && durations->missing == 0 &&
           durations->rejected == 0 && survival->n == movement[PTVI_BACKLOG_RECEIVED] &&
           survival->missing == 0 && survival->rejected == 0 && solved_possible(movement, survival);
}

static const struct ptvi_composite_type type = {
    {PTV_TYPE_COMPLAINTS, 1, WORDS, sizeof fields / sizeof fields[0], fields, words_possible},
    1,
    1,
    durations_config,
    survival_config,
    possible,
};

/* ── a complaint ─────────────────────────────────────────────────────────────────────────────── */

/* From one instant to a later one, in ms; the largest number where it passes that. */
static int64_t between(int64_t from, int64_t to) {
    uint64_t ms = (uint64_t)to - (uint64_t)from;
    return ms > INT64_MAX ? INT64_MAX : (int64_t)ms;
}

static bool outcome_valid(int32_t upheld) {
    return upheld == PTV_OUTCOME_HIT || upheld == PTV_OUTCOME_MISS ||
           upheld == PTV_OUTCOME_EXCLUDED;
}

/* Business time is there where it is needed, and not where there is no calendar. */
static bool solved_ms_valid(const uint64_t *w, const ptv_complaint *complaint) {
    bool missing = complaint->solved_ms == PTV_TIME_NONE;
    if (w[CALENDAR] == 0)
        return missing;
    return complaint->solved_ms >= 0 || (missing && complaint->closed == PTV_TIME_NONE);
}

static ptv_status change_of(const struct ptvi_composite *composite, const void *record,
                            struct ptvi_change *change) {
    ptv_complaint complaint;
    memcpy(&complaint, record, sizeof complaint); /* a row of a table may lie anywhere */
    int64_t received = complaint.received, closed = complaint.closed;
    struct ptvi_backlog_period period = period_of(composite->w);
    bool solved = closed != PTV_TIME_NONE && closed < period.until;
    if (!outcome_valid(complaint.upheld) || complaint.reserved != 0)
        return PTV_ERR_ARGUMENT;
    if (received == PTV_TIME_NONE || (closed != PTV_TIME_NONE && closed < received)) {
        ptvi_change_count(change, INVALID, 1);
        return PTV_OUT_OF_SCALE;
    }
    if (!solved_ms_valid(composite->w, &complaint))
        return PTV_ERR_ARGUMENT;
    ptvi_backlog_change(&period, received, closed, MOVEMENT, change);
    if (received >= period.from && received < period.until)
        ptvi_change_survival(change, 0, between(received, solved ? closed : period.until) / 1000,
                             solved ? PTV_EVENT : PTV_CENSORED);
    if (solved && closed >= period.from) {
        bool business = composite->w[CALENDAR] != 0;
        ptvi_change_durations(change, 0,
                              business ? complaint.solved_ms : between(received, closed));
        if (complaint.upheld != PTV_OUTCOME_EXCLUDED)
            ptvi_change_count(change, complaint.upheld == PTV_OUTCOME_HIT ? UPHELD : NOT_UPHELD, 1);
    }
    return PTV_OK;
}

static ptv_status change_by(ptv_complaints *acc, const ptv_complaint *complaint,
                            ptv_status (*by)(struct ptvi_composite *, const struct ptvi_change *)) {
    struct ptvi_change change;
    if (!acc || !complaint)
        return PTV_ERR_NULL;
    ptvi_change_begin(&change);
    ptv_status status = change_of(&acc->composite, complaint, &change);
    if (status < 0)
        return status;
    ptv_status changed = by(&acc->composite, &change);
    return changed < 0 ? changed : status;
}

ptv_status ptv_complaints_add(ptv_complaints *acc, const ptv_complaint *complaint) {
    return change_by(acc, complaint, ptvi_composite_apply);
}

ptv_status ptv_complaints_remove(ptv_complaints *acc, const ptv_complaint *complaint) {
    return change_by(acc, complaint, ptvi_composite_take_back);
}

ptv_status ptv_complaints_add_records(ptv_complaints *acc, const ptv_complaint *complaints,
                                      size_t stride, size_t n) {
    if (!acc || (!complaints && n > 0))
        return PTV_ERR_NULL;
    if (stride < sizeof *complaints)
        return PTV_ERR_ARGUMENT;
    return ptvi_composite_apply_records(&acc->composite, complaints, stride, n, change_of);
}

ptv_status ptv_complaints_add_exposed(ptv_complaints *acc, uint64_t at_start, uint64_t at_end) {
    struct ptvi_change change;
    if (!acc)
        return PTV_ERR_NULL;
    ptvi_change_begin(&change);
    ptvi_change_count(&change, EXPOSED_START, at_start);
    ptvi_change_count(&change, EXPOSED_END, at_end);
    return ptvi_composite_apply(&acc->composite, &change);
}

/* ── config and life ─────────────────────────────────────────────────────────────────────────── */

ptv_status ptv_complaints_config_init(ptv_complaints_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

/* Hands out a composite that was made, if it was. */
static ptv_status hand_out(ptv_status status, struct ptvi_composite *made, ptv_complaints **out) {
    if (status >= 0)
        *out = (ptv_complaints *)made;
    return status;
}

ptv_status ptv_complaints_new(const ptv_complaints_config *caller, const ptv_allocator *allocator,
                              ptv_complaints **out) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    if (!caller || !out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_in(&config, sizeof config, caller);
    if (status < 0)
        return status;
    if (config.reserved2 != 0 || config.within_ms < 0 || config.n_ages < 0)
        return PTV_ERR_ARGUMENT;
    uint64_t w[WORDS];
    ptvi_state_init(&type.layout, w);
    w[CALENDAR] = config.calendar_id;
    w[FROM] = (uint64_t)config.from;
    w[UNTIL] = (uint64_t)config.until;
    w[WITHIN] = (uint64_t)config.within_ms;
    w[N_AGES] = (uint64_t)config.n_ages;
    for (int i = 0; i < PTV_BACKLOG_AGES; i++)
        w[AGES + i] = i < config.n_ages ? (uint64_t)config.age_ms[i] : 0;
    if (!words_possible(w))
        return PTV_ERR_ARGUMENT;
    struct ptvi_composite *made = NULL;
    status = ptvi_composite_new(&type, w, allocator, &made);
    return hand_out(status, made, out);
}

ptv_status ptv_complaints_config_read(const ptv_complaints *acc, ptv_complaints_config *out) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    struct ptvi_backlog_period period = period_of(acc->composite.w);
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    config.calendar_id = acc->composite.w[CALENDAR];
    config.from = period.from;
    config.until = period.until;
    config.within_ms = (int64_t)acc->composite.w[WITHIN];
    config.n_ages = period.n_ages;
    memcpy(config.age_ms, period.age_ms, sizeof config.age_ms);
    ptvi_sized_out(out, &config, sizeof config);
    return PTV_OK;
}

void ptv_complaints_free(ptv_complaints *acc) {
    ptvi_composite_free(acc ? &acc->composite : NULL);
}

ptv_status ptv_complaints_copy(const ptv_complaints *acc, const ptv_allocator *allocator,
                               ptv_complaints **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    struct ptvi_composite *made = NULL;
    ptv_status status = ptvi_composite_copy(&acc->composite, allocator, &made);
    return hand_out(status, made, out);
}

ptv_status ptv_complaints_reset(ptv_complaints *acc) {
    return acc ? ptvi_composite_reset(&acc->composite) : PTV_ERR_NULL;
}

ptv_status ptv_complaints_merge(ptv_complaints *dst, const ptv_complaints *src) {
    return dst && src ? ptvi_composite_merge(&dst->composite, &src->composite) : PTV_ERR_NULL;
}

ptv_status ptv_complaints_serialize(const ptv_complaints *acc, void *buf, size_t cap, size_t *len) {
    return acc ? ptvi_composite_serialize(&acc->composite, buf, cap, len) : PTV_ERR_NULL;
}

ptv_status ptv_complaints_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                      ptv_complaints **out) {
    if (!out)
        return PTV_ERR_NULL;
    struct ptvi_composite *made = NULL;
    ptv_status status = ptvi_composite_deserialize(&type, allocator, buf, len, &made);
    return hand_out(status, made, out);
}

/* ── readings ────────────────────────────────────────────────────────────────────────────────── */

ptv_status ptv_complaints_options_init(ptv_complaints_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_complaints_result_init(ptv_complaints_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

static ptv_status options_from(const ptv_complaints_options *caller, ptv_complaints_options *opt,
                               struct ptvi_sampling *sampling) {
    const ptv_complaints_options defaults = PTV_COMPLAINTS_OPTIONS_INIT;
    *opt = defaults;
    ptv_status status = caller ? ptvi_sized_in(opt, sizeof *opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    bool rate = opt->rate_method == PTV_METHOD_DEFAULT || opt->rate_method == PTV_METHOD_GARWOOD ||
                opt->rate_method == PTV_METHOD_JEFFREYS;
    bool base = opt->exposed == PTV_EXPOSED_AT_END || opt->exposed == PTV_EXPOSED_AVERAGE;
    bool start = opt->check_start == 0 || opt->check_start == 1;
    bool valid = rate && base && start && ptvi_share_method_valid(opt->share_method) &&
                 ptvi_sampling_from(opt->confidence, 0, 0, sampling);
    return valid ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* Who was exposed: the number itself, or, of an average, twice it. */
static uint64_t exposure_of(const uint64_t *w, int32_t exposed) {
    return exposed == PTV_EXPOSED_AVERAGE ? w[EXPOSED_START] + w[EXPOSED_END] : w[EXPOSED_END];
}

/* Complaints per thousand that were exposed; the options were checked. */
static ptv_estimate rate_of(const uint64_t *w, const ptv_complaints_options *opt,
                            double confidence) {
    uint64_t received = w[MOVEMENT + PTVI_BACKLOG_RECEIVED];
    ptv_estimate rate = PTV_ESTIMATE_INIT;
    ptvi_certainly(ptv_rate_interval(received, exposure_of(w, opt->exposed), confidence,
                                     opt->rate_method, &rate));
    return ptvi_rescaled(rate, 0, opt->exposed == PTV_EXPOSED_AVERAGE ? 2000 : 1000, 1);
}

static ptv_estimate share(uint64_t x, uint64_t n, const struct ptvi_sampling *sampling,
                          int32_t method) {
    struct ptvi_share share = {x, n};
    return ptvi_share_read(share, sampling, method);
}

static ptv_estimate within_of(const struct ptvi_composite *composite,
                              const struct ptvi_sampling *sampling, int32_t method) {
    const ptv_durations *durations = composite->durations[0];
    if (composite->w[WITHIN] == 0)
        return ptvi_no_estimate(PTV_UNDEFINED, sampling->confidence,
                                method == PTV_METHOD_DEFAULT ? PTV_METHOD_WILSON : method);
    return share(durations->within[0], durations->n, sampling, method);
}

ptv_status ptv_complaints_read(const ptv_complaints *acc, const ptv_complaints_options *caller,
                               ptv_complaints_result *out) {
    ptv_complaints_options opt;
    struct ptvi_sampling sampling;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = options_from(caller, &opt, &sampling);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;

    const uint64_t *w = acc->composite.w;
    ptv_complaints_result result = {0};
    result.per_thousand = rate_of(w, &opt, sampling.confidence);
    result.movement = ptvi_backlog_of(w + MOVEMENT, (int32_t)w[N_AGES] + 1);
    result.unresolved =
        share(result.movement.open_end, result.movement.open_start + result.movement.received,
              &sampling, opt.share_method);
    result.within = within_of(&acc->composite, &sampling, opt.share_method);
    result.upheld = share(w[UPHELD], w[UPHELD] + w[NOT_UPHELD], &sampling, opt.share_method);
    result.exposed_start = w[EXPOSED_START];
    result.exposed_end = w[EXPOSED_END];
    result.invalid = w[INVALID];
    result.movement_status = ptv_backlog_check(&result.movement);
    if (opt.check_start && opt.open_start != result.movement.open_start)
        result.movement_status = PTV_INCONSISTENT;
    ptvi_sized_out(out, &result, sizeof result);
    return result.movement_status;
}

ptv_status ptv_complaints_compare(const ptv_complaints *now, const ptv_complaints *before,
                                  const ptv_complaints_options *caller, ptv_comparison *out) {
    ptv_complaints_options opt;
    struct ptvi_sampling sampling;
    if (!now || !before || !out)
        return PTV_ERR_NULL;
    ptv_status status = options_from(caller, &opt, &sampling);
    if (status < 0)
        return status;
    const uint64_t *a = now->composite.w, *b = before->composite.w;
    /* Twice the exposure on both sides leaves the ratio as it is. */
    return ptv_rate_compare(a[MOVEMENT + PTVI_BACKLOG_RECEIVED], exposure_of(a, opt.exposed),
                            b[MOVEMENT + PTVI_BACKLOG_RECEIVED], exposure_of(b, opt.exposed),
                            sampling.confidence, PTV_METHOD_DEFAULT, out);
}

ptv_status ptv_complaints_durations(const ptv_complaints *acc, const ptv_durations **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    *out = acc->composite.durations[0];
    return PTV_OK;
}

ptv_status ptv_complaints_survival(const ptv_complaints *acc, const ptv_survival **out) {
    if (!acc || !out)
        return PTV_ERR_NULL;
    *out = acc->composite.survival[0];
    return PTV_OK;
}
