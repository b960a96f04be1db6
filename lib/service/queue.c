/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/sized.h"
#include "base/wide.h"
#include "postventa/wire.h"
#include "service/queue.h"
#include "time/durations.h"
#include "time/survival.h"

enum { DEFAULT_PATIENCE_UNIT = 1000 };

_Static_assert((int)PTVI_QUEUE_WORDS <= (int)PTVI_COMPOSITE_WORDS, "the words fit a composite");

static const struct ptvi_field fields[] = {
    {"calendar_id", PTVI_KEPT, PTVI_QUEUE_CALENDAR, 1, 1},
    {"short_ms", PTVI_KEPT, PTVI_QUEUE_SHORT_MS, 1, 1},
    {"patience_unit_ms", PTVI_KEPT, PTVI_QUEUE_PATIENCE_UNIT, 1, 1},
    {"n_limits", PTVI_KEPT, PTVI_QUEUE_N_LIMITS, 1, 1},
    {"limit_ms", PTVI_KEPT, PTVI_QUEUE_LIMIT, 1, PTV_QUEUE_LIMITS},
    {"answered", PTVI_COUNT, PTVI_QUEUE_ANSWERED, 1, 1},
    {"abandoned", PTVI_COUNT, PTVI_QUEUE_ABANDONED, 1, 1},
    {"short_abandoned", PTVI_COUNT, PTVI_QUEUE_SHORT, 1, 1},
    {"flowed_out", PTVI_COUNT, PTVI_QUEUE_FLOWED_OUT, 1, 1},
    {"callbacks", PTVI_COUNT, PTVI_QUEUE_CALLBACKS, 1, 1},
    {"waiting", PTVI_COUNT, PTVI_QUEUE_WAITING, 1, 1},
    {"unqueued", PTVI_COUNT, PTVI_QUEUE_UNQUEUED, 1, 1},
    {"rings", PTVI_COUNT, PTVI_QUEUE_RINGS, 1, 1},
    {"transfers", PTVI_COUNT, PTVI_QUEUE_TRANSFERS, 1, 1},
    {"ready_times", PTVI_COUNT, PTVI_QUEUE_READY_TIMES, 1, 1},
    {"ready_ms", PTVI_SUM, PTVI_QUEUE_READY, PTVI_QUEUE_READY_LIMBS, 1},
};

/* Whether a limit is 0 or more, and above the one before it. */
static bool possible_limit(const uint64_t *limit, uint64_t i) {
    return limit[i] <= INT64_MAX && (i == 0 || limit[i] > limit[i - 1]);
}

/* Whether the definition is one that ptv_queue_new lets through: limits that are 0 or more and
 * rise, and nothing behind them. */
static bool possible_definition(const uint64_t *w) {
    const uint64_t *limit = w + PTVI_QUEUE_LIMIT, n = w[PTVI_QUEUE_N_LIMITS];
    bool ok = w[PTVI_QUEUE_SHORT_MS] <= INT64_MAX && w[PTVI_QUEUE_PATIENCE_UNIT] > 0 &&
              w[PTVI_QUEUE_PATIENCE_UNIT] <= INT64_MAX && n <= PTV_QUEUE_LIMITS;
    for (uint64_t i = 0; i < PTV_QUEUE_LIMITS; i++)
        ok = ok && (i < n ? possible_limit(limit, i) : limit[i] == 0);
    return ok;
}

/* Whether a sum is one of n numbers of 0 or more, none above the largest. */
static bool possible_sum(const uint64_t sum[2], uint64_t n, uint64_t largest) {
    uint64_t most[2];
    most[0] = ptvi_wide_product(n, largest, &most[1]);
    return ptvi_wide_compare(sum, most, 2) <= 0;
}

/* What the words say alone; that short calls are not more than the abandoned ones follows from the
 * parts. */
static bool possible_words(const uint64_t *w) {
    uint64_t calls = w[PTVI_QUEUE_ANSWERED] + w[PTVI_QUEUE_ABANDONED] + w[PTVI_QUEUE_FLOWED_OUT] +
                     w[PTVI_QUEUE_WAITING] + w[PTVI_QUEUE_UNQUEUED];
    const uint64_t rings[2] = {w[PTVI_QUEUE_RINGS], 0}, transfers[2] = {w[PTVI_QUEUE_TRANSFERS], 0};
    return possible_definition(w) && w[PTVI_QUEUE_CALLBACKS] <= w[PTVI_QUEUE_FLOWED_OUT] &&
           possible_sum(rings, calls, INT32_MAX) && possible_sum(transfers, calls, INT32_MAX) &&
           possible_sum(w + PTVI_QUEUE_READY, w[PTVI_QUEUE_READY_TIMES], INT64_MAX);
}

/* Waits are measured by the config's calendar and compared with its limits; the rest is neither. */
static void durations_config(const uint64_t *w, int part, ptv_durations_config *config) {
    if (part > PTV_QUEUE_WAIT_FLOWED_OUT)
        return;
    config->calendar_id = w[PTVI_QUEUE_CALENDAR];
    config->n_limits = (int32_t)w[PTVI_QUEUE_N_LIMITS];
    for (int32_t i = 0; i < config->n_limits; i++)
        config->limit_ms[i] = (int64_t)w[PTVI_QUEUE_LIMIT + i];
}

static void survival_config(const uint64_t *w, int part, ptv_survival_config *config) {
    (void)part;
    config->calendar_id = w[PTVI_QUEUE_CALENDAR];
    config->unit_ms = (int64_t)w[PTVI_QUEUE_PATIENCE_UNIT];
}

/* How many times a part was given, whether they were known or not. */
static uint64_t given(const ptv_durations *part) {
    return part->n + part->missing + part->rejected;
}

/* Each offered call has a wait, each answered one every kind of handling. */
static bool possible_totals(const uint64_t *w, ptv_durations *const *part) {
    bool ok = given(part[PTV_QUEUE_WAIT_ANSWERED]) == w[PTVI_QUEUE_ANSWERED] &&
              given(part[PTV_QUEUE_WAIT_ABANDONED]) == w[PTVI_QUEUE_ABANDONED] &&
              given(part[PTV_QUEUE_WAIT_FLOWED_OUT]) == w[PTVI_QUEUE_FLOWED_OUT];
    for (int i = PTV_QUEUE_TALK; i <= PTV_QUEUE_HANDLING; i++)
        ok = ok && given(part[i]) == w[PTVI_QUEUE_ANSWERED];
    return ok;
}

/* Whether the short calls can be those of the waits of the abandoned ones. */
static bool possible_short(const uint64_t *w, const ptv_durations *waits) {
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    uint64_t limit = w[PTVI_QUEUE_SHORT_MS], count = w[PTVI_QUEUE_SHORT];
    if (limit == 0)
        return count == 0;
    ptvi_certainly(ptv_durations_within(waits, (int64_t)limit, NULL, &within));
    bool ok = within.at_least <= count && count <= within.at_most;
    for (int32_t i = 0; i < waits->n_limits; i++)
        ok =
            ok && (waits->limit[i] < limit ? waits->within[i] <= count : waits->within[i] >= count);
    return ok;
}

/* Handling is the sum of the parts that are recorded, and is rejected when one of them is. */
static bool possible_handling(ptv_durations *const *part) {
    const ptv_durations *handling = part[PTV_QUEUE_HANDLING];
    uint64_t sum[2] = {0, 0}, n = 0, most = 0, rejected = 0, most_rejected = 0;
    for (int i = PTV_QUEUE_TALK; i < PTV_QUEUE_HANDLING; i++) {
        ptvi_wide_add(sum, part[i]->total.sum, 2);
        n += part[i]->n;
        rejected += part[i]->rejected;
        most = part[i]->n > most ? part[i]->n : most;
        most_rejected = part[i]->rejected > most_rejected ? part[i]->rejected : most_rejected;
    }
    int order = ptvi_wide_compare(handling->total.sum, sum, 2);
    if (rejected == 0)
        return handling->rejected == 0 && order == 0 && most <= handling->n && handling->n <= n;
    return most_rejected <= handling->rejected && handling->rejected <= rejected && order <= 0 &&
           handling->n <= n;
}

/* Everybody who came to the queue is in the patience: those who were offered as often as in the
 * waits, the rest still waited. */
static bool possible_patience(const uint64_t *w, ptv_durations *const *part,
                              const ptv_survival *patience) {
    uint64_t n = 0, missing = 0, rejected = 0;
    for (int i = PTV_QUEUE_WAIT_ANSWERED; i <= PTV_QUEUE_WAIT_FLOWED_OUT; i++) {
        n += part[i]->n;
        missing += part[i]->missing;
        rejected += part[i]->rejected;
    }
    return patience->n >= n && patience->missing >= missing && patience->rejected >= rejected &&
           patience->n - n + patience->missing - missing + patience->rejected - rejected ==
               w[PTVI_QUEUE_WAITING] &&
           patience->events == part[PTV_QUEUE_WAIT_ABANDONED]->n;
}

static bool possible(const struct ptvi_composite *queue) {
    return possible_totals(queue->w, queue->durations) &&
           possible_short(queue->w, queue->durations[PTV_QUEUE_WAIT_ABANDONED]) &&
           possible_handling(queue->durations) &&
           possible_patience(queue->w, queue->durations, queue->survival[PTVI_QUEUE_PATIENCE]);
}

static const struct ptvi_composite_type type = {
    {PTV_TYPE_QUEUE, 1, PTVI_QUEUE_WORDS, sizeof fields / sizeof fields[0], fields, possible_words},
    PTV_QUEUE_TIMES,
    PTVI_QUEUE_SURVIVAL,
    durations_config,
    survival_config,
    possible,
};

ptv_status ptv_queue_config_init(ptv_queue_config *config) {
    return ptvi_sized_init(config, sizeof *config);
}

/* The words of an empty queue with a config. */
static ptv_status words_from(const ptv_queue_config *caller, uint64_t *w) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_status status = caller ? ptvi_sized_in(&config, sizeof config, caller) : PTV_OK;
    if (status < 0)
        return status;
    if (config.reserved2 != 0 || config.n_limits < 0 || config.n_limits > PTV_QUEUE_LIMITS)
        return PTV_ERR_ARGUMENT;
    ptvi_state_init(&type.layout, w);
    w[PTVI_QUEUE_CALENDAR] = config.calendar_id;
    w[PTVI_QUEUE_SHORT_MS] = (uint64_t)config.short_ms;
    w[PTVI_QUEUE_PATIENCE_UNIT] =
        config.patience_unit_ms == 0 ? DEFAULT_PATIENCE_UNIT : (uint64_t)config.patience_unit_ms;
    w[PTVI_QUEUE_N_LIMITS] = (uint64_t)config.n_limits;
    for (int32_t i = 0; i < config.n_limits; i++)
        w[PTVI_QUEUE_LIMIT + i] = (uint64_t)config.limit_ms[i];
    /* A negative number is above INT64_MAX now. */
    return possible_definition(w) ? PTV_OK : PTV_ERR_ARGUMENT;
}

ptv_status ptv_queue_config_read(const ptv_queue *acc, ptv_queue_config *config) {
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(config, sizeof *config);
    if (status < 0)
        return status;
    const uint64_t *w = acc->composite.w;
    ptv_queue_config own = PTV_QUEUE_CONFIG_INIT;
    own.calendar_id = w[PTVI_QUEUE_CALENDAR];
    own.short_ms = (int64_t)w[PTVI_QUEUE_SHORT_MS];
    own.patience_unit_ms = (int64_t)w[PTVI_QUEUE_PATIENCE_UNIT];
    own.n_limits = (int32_t)w[PTVI_QUEUE_N_LIMITS];
    for (int32_t i = 0; i < own.n_limits; i++)
        own.limit_ms[i] = (int64_t)w[PTVI_QUEUE_LIMIT + i];
    ptvi_sized_out(config, &own, sizeof own);
    return PTV_OK;
}

ptv_status ptv_queue_new(const ptv_queue_config *config, const ptv_allocator *allocator,
                         ptv_queue **out) {
    uint64_t w[PTVI_COMPOSITE_WORDS];
    struct ptvi_composite *made;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = words_from(config, w);
    if (status >= 0)
        status = ptvi_composite_new(&type, w, allocator, &made);
    if (status >= 0)
        *out = (ptv_queue *)made;
    return status;
}

void ptv_queue_free(ptv_queue *acc) {
    ptvi_composite_free((struct ptvi_composite *)acc);
}

ptv_status ptv_queue_copy(const ptv_queue *acc, const ptv_allocator *allocator, ptv_queue **out) {
    struct ptvi_composite *copy;
    if (!acc || !out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_composite_copy(&acc->composite, allocator, &copy);
    if (status >= 0)
        *out = (ptv_queue *)copy;
    return status;
}

ptv_status ptv_queue_reset(ptv_queue *acc) {
    return acc ? ptvi_composite_reset(&acc->composite) : PTV_ERR_NULL;
}

/* A duration that is known to be wrong. */
enum { REJECTED = -1 };

/* Adds up the parts that are recorded; false where the sum is no duration any more. */
static bool handling_of(const ptv_call *call, int64_t *ms) {
    const int64_t part[] = {call->talk_ms, call->hold_ms, call->wrap_up_ms};
    *ms = PTV_TIME_NONE;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        int64_t before = *ms == PTV_TIME_NONE ? 0 : *ms;
        if (part[i] == PTV_TIME_NONE)
            continue;
        if (part[i] < 0) {
            *ms = REJECTED;
            return true;
        }
        if (part[i] > INT64_MAX - before)
            return false;
        *ms = before + part[i];
    }
    return true;
}

static ptv_status change_handling(const ptv_call *call, struct ptvi_change *change) {
    int64_t handling;
    if (!handling_of(call, &handling))
        return PTV_ERR_OVERFLOW;
    ptvi_change_durations(change, PTV_QUEUE_TALK, call->talk_ms);
    ptvi_change_durations(change, PTV_QUEUE_HOLD, call->hold_ms);
    ptvi_change_durations(change, PTV_QUEUE_WRAP_UP, call->wrap_up_ms);
    ptvi_change_durations(change, PTV_QUEUE_HANDLING, handling);
    return PTV_OK;
}

/* The wait of a call that came to the queue: for the durations once it is over, for the patience in
 * any case. */
static void change_wait(const uint64_t *w, const ptv_call *call, struct ptvi_change *change) {
    int64_t wait = call->wait_ms;
    int32_t event = call->outcome == PTV_CALL_ABANDONED ? PTV_EVENT : PTV_CENSORED;
    int64_t time = wait < 0 ? wait : wait / (int64_t)w[PTVI_QUEUE_PATIENCE_UNIT];
    if (call->outcome == PTV_CALL_ANSWERED)
        ptvi_change_durations(change, PTV_QUEUE_WAIT_ANSWERED, wait);
    else if (call->outcome == PTV_CALL_ABANDONED)
        ptvi_change_durations(change, PTV_QUEUE_WAIT_ABANDONED, wait);
    else if (call->outcome != PTV_CALL_WAITING)
        ptvi_change_durations(change, PTV_QUEUE_WAIT_FLOWED_OUT, wait);
    ptvi_change_survival(change, PTVI_QUEUE_PATIENCE, time, event);
}

/* Whether a call is one that hung up so soon that it does not count; 0 switches the rule off. */
static bool is_short(const uint64_t *w, const ptv_call *call) {
    int64_t limit = (int64_t)w[PTVI_QUEUE_SHORT_MS];
    return call->outcome == PTV_CALL_ABANDONED && limit > 0 && call->wait_ms >= 0 &&
           call->wait_ms <= limit;
}

static void change_counts(const uint64_t *w, const ptv_call *call, struct ptvi_change *change) {
    static const uint8_t word[] = {
        0,                     /* no outcome is 0 */
        PTVI_QUEUE_ANSWERED,   /* PTV_CALL_ANSWERED */
        PTVI_QUEUE_ABANDONED,  /* PTV_CALL_ABANDONED */
        PTVI_QUEUE_FLOWED_OUT, /* PTV_CALL_FLOWED_OUT */
        PTVI_QUEUE_FLOWED_OUT, /* PTV_CALL_CALLBACK */
        PTVI_QUEUE_WAITING,    /* PTV_CALL_WAITING */
        PTVI_QUEUE_UNQUEUED,   /* PTV_CALL_UNQUEUED */
    };
    _Static_assert(sizeof word == PTV_CALL_UNQUEUED + 1, "each outcome has its word");
    ptvi_change_count(change, word[call->outcome], 1);
    ptvi_change_count(change, PTVI_QUEUE_CALLBACKS, call->outcome == PTV_CALL_CALLBACK);
    ptvi_change_count(change, PTVI_QUEUE_SHORT, is_short(w, call));
    ptvi_change_count(change, PTVI_QUEUE_RINGS, (uint64_t)call->rings);
    ptvi_change_count(change, PTVI_QUEUE_TRANSFERS, (uint64_t)call->transfers);
}

/* What a call does to a queue, whether it is counted or taken back. */
static ptv_status queue_change(const struct ptvi_composite *queue, const void *record,
                               struct ptvi_change *change) {
    ptv_call call;
    memcpy(&call, record, sizeof call); /* a row of a table may lie anywhere */
    if (call.outcome < PTV_CALL_ANSWERED || call.outcome > PTV_CALL_UNQUEUED || call.rings < 0 ||
        call.transfers < 0 || call.reserved != 0)
        return PTV_ERR_ARGUMENT;
    change_counts(queue->w, &call, change);
    if (call.outcome == PTV_CALL_UNQUEUED)
        return PTV_OK;
    if (call.outcome == PTV_CALL_ANSWERED && change_handling(&call, change) < 0)
        return PTV_ERR_OVERFLOW;
    change_wait(queue->w, &call, change);
    return PTV_OK;
}

static ptv_status change_by(ptv_queue *acc, const ptv_call *call,
                            ptv_status (*by)(struct ptvi_composite *, const struct ptvi_change *)) {
    struct ptvi_change change;
    if (!acc || !call)
        return PTV_ERR_NULL;
    ptvi_change_begin(&change);
    ptv_status status = queue_change(&acc->composite, call, &change);
    return status < 0 ? status : by(&acc->composite, &change);
}

ptv_status ptv_queue_add(ptv_queue *acc, const ptv_call *call) {
    return change_by(acc, call, ptvi_composite_apply);
}

ptv_status ptv_queue_add_records(ptv_queue *acc, const ptv_call *calls, size_t stride, size_t n) {
    if (!acc || (!calls && n > 0))
        return PTV_ERR_NULL;
    if (stride < sizeof *calls)
        return PTV_ERR_ARGUMENT;
    return ptvi_composite_apply_records(&acc->composite, calls, stride, n, queue_change);
}

ptv_status ptv_queue_add_ready(ptv_queue *acc, int64_t ms) {
    if (!acc)
        return PTV_ERR_NULL;
    if (ms < 0)
        return PTV_ERR_ARGUMENT;
    uint64_t *w = acc->composite.w;
    const uint64_t more[PTVI_QUEUE_READY_LIMBS] = {(uint64_t)ms, 0};
    ptv_status status = ptvi_count_add(&w[PTVI_QUEUE_READY_TIMES], 1);
    if (status >= 0)
        ptvi_wide_add(w + PTVI_QUEUE_READY, more, PTVI_QUEUE_READY_LIMBS);
    return status;
}

ptv_status ptv_queue_remove(ptv_queue *acc, const ptv_call *call) {
    ptv_status status = change_by(acc, call, ptvi_composite_take_back);
    /* What could not have been added was not. */
    return status == PTV_ERR_OVERFLOW ? PTV_ERR_UNDERFLOW : status;
}

ptv_status ptv_queue_merge(ptv_queue *dst, const ptv_queue *src) {
    return dst && src ? ptvi_composite_merge(&dst->composite, &src->composite) : PTV_ERR_NULL;
}

ptv_status ptv_queue_serialize(const ptv_queue *acc, void *buf, size_t cap, size_t *len) {
    return acc ? ptvi_composite_serialize(&acc->composite, buf, cap, len) : PTV_ERR_NULL;
}

ptv_status ptv_queue_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                 ptv_queue **out) {
    struct ptvi_composite *read;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_composite_deserialize(&type, allocator, buf, len, &read);
    if (status >= 0)
        *out = (ptv_queue *)read;
    return status;
}
