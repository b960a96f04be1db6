/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/sized.h"
#include "service/repeats.h"
#include "stats/share.h"

ptv_status ptv_repeats_options_init(ptv_repeats_options *opt) {
    return ptvi_sized_init(opt, sizeof *opt);
}

ptv_status ptv_repeats_result_init(ptv_repeats_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Options of a reading, checked, with every default filled in. */
struct reading {
    struct ptvi_sampling sampling;
    int32_t method;
    uint64_t since; /* 0 where nothing is known */
    uint64_t as_of; /* the same */
};

/* Earliest and latest of the contacts that are kept; 0 where there are none. */
static void range_of(const ptv_repeats *acc, uint64_t *earliest, uint64_t *latest) {
    struct ptvi_sorted_place place = {0, 0};
    const struct ptvi_contact *contact;
    *earliest = *latest = 0;
    while ((contact = (const struct ptvi_contact *)ptvi_sorted_next(&acc->contacts, &place)) !=
           NULL) {
        uint64_t instant = contact->instant;
        if (instant > 0 && (instant < *earliest || *earliest == 0))
            *earliest = instant;
        if (instant > *latest)
            *latest = instant;
    }
}

/* Fills in the instants that were left to the data. What was settled is known up to the cutoff. */
static void complete(const ptv_repeats *acc, int64_t as_of, struct reading *reading) {
    uint64_t earliest = 0, latest = 0;
    if (acc->since == 0 || as_of == 0)
        range_of(acc, &earliest, &latest);
    latest = latest > acc->cutoff ? latest : acc->cutoff;
    reading->as_of = as_of == 0 ? latest : ptvi_instant(as_of);
    earliest = earliest <= reading->as_of ? earliest : 0;
    reading->since = acc->since == 0 ? earliest : ptvi_instant(acc->since);
}

static ptv_status reading_from(const ptv_repeats *acc, const ptv_repeats_options *caller,
                               struct reading *reading) {
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_status status = caller ? ptvi_sized_in(&opt, sizeof opt, caller) : PTV_OK;
    if (status < 0)
        return status;
    reading->method = opt.method;
    bool valid = opt.reserved2 == 0 && opt.as_of != PTV_TIME_NONE &&
                 ptvi_share_method_valid(opt.method) &&
                 ptvi_sampling_from(opt.confidence, 0, 0, &reading->sampling);
    if (!valid)
        return PTV_ERR_ARGUMENT;
    complete(acc, opt.as_of, reading);
    return reading->as_of < acc->cutoff ? PTV_ERR_ORDER : PTV_OK;
}

/* What the shares are made of, beside what the result has. */
struct tally {
    ptv_repeats_result result;
    uint64_t over;        /* contacts whose window is over */
    uint64_t repeat_free; /* of them, those without a repeat */
};

/* Counts a contact that is kept. A repeat after as_of is not in a window that is over by then. */
static void count(struct tally *tally, const struct ptvi_contact_walk *walk,
                  const struct reading *reading) {
    uint64_t instant = walk->contact->instant, window = walk->acc->window;
    if (instant > reading->as_of) {
        tally->result.later++;
        return;
    }
    bool opens = !walk->follows, over = reading->as_of - instant >= window;
    tally->result.contacts++;
    tally->result.openers += opens;
    tally->over += over;
    tally->repeat_free += over && !walk->followed;
    if (!opens || !over)
        return;
    tally->result.eligible++;
    tally->result.resolved += !walk->followed;
    tally->result.short_history += ptvi_history_short(instant, reading->since, window);
}

static void count_all(struct tally *tally, const ptv_repeats *acc, const struct reading *reading) {
    const struct ptvi_settled *settled = &acc->settled;
    tally->result.contacts = tally->over = settled->contacts;
    tally->result.openers = tally->result.eligible = settled->openers;
    tally->result.resolved = settled->resolved;
    tally->result.short_history = settled->short_history;
    tally->repeat_free = settled->repeat_free;
    struct ptvi_contact_walk walk = ptvi_contact_walk_start(acc);
    while (ptvi_contact_walk_next(&walk))
        if (walk.contact->instant > 0)
            count(tally, &walk, reading);
}

static ptv_estimate share(uint64_t x, uint64_t n, const struct reading *reading) {
    struct ptvi_share share = {x, n};
    return ptvi_share_read(share, &reading->sampling, reading->method);
}

ptv_status ptv_repeats_read(const ptv_repeats *acc, const ptv_repeats_options *opt,
                            ptv_repeats_result *out) {
    struct reading reading;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = reading_from(acc, opt, &reading);
    if (status == PTV_OK)
        status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    struct tally tally = {PTV_REPEATS_RESULT_INIT, 0, 0};
    count_all(&tally, acc, &reading);
    ptv_repeats_result *result = &tally.result;
    result->fcr = share(result->resolved, result->eligible, &reading);
    result->repeat_free = share(tally.repeat_free, tally.over, &reading);
    result->not_yet_eligible = result->openers - result->eligible;
    result->excluded = acc->excluded;
    result->since = ptvi_time(reading.since);
    result->as_of = ptvi_time(reading.as_of);
    result->window_ms = (int64_t)acc->window;
    ptvi_sized_out(out, result, sizeof *result);
    return result->fcr.status;
}
