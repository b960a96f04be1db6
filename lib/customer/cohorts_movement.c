/* SPDX-License-Identifier: MIT */
/* How customers came, stayed, left and came back: from period to period, between two periods, and
 * to their second activity. */
#include "base/platform.h"

#include "base/sized.h"
#include "customer/cohorts.h"
#include "stats/share.h"
#include "time/survival.h"

ptv_status ptv_cohorts_retention_init(ptv_cohorts_retention *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* One customer's moves; the first of the movements is of the first period with activity. */
static void count_moves(const ptv_cohorts *acc, const struct ptvi_customer *customer,
                        const struct ptvi_activity *activity, ptv_cohort_movement *movements) {
    bool known = customer->earlier;
    int32_t before = -2; /* of no period is this the one before */
    for (int32_t at = ptvi_next_active(acc, customer->record, 0); at >= 0;
         at = ptvi_next_active(acc, customer->record, at + 1)) {
        ptv_cohort_movement *here = &movements[at - activity->first];
        bool stayed = before == at - 1;
        here->active++;
        here->retained += stayed;
        here->fresh += !known;
        here->back += known && !stayed;
        if (at < activity->last && !ptvi_is_active(customer->record, (uint64_t)at + 1))
            here[1].lost++;
        known = true;
        before = at;
    }
}

static void fill_movements(const ptv_cohorts *acc, const struct ptvi_cohorts_reading *reading,
                           const struct ptvi_activity *activity, ptv_cohort_movement *movements) {
    for (int32_t at = activity->first; at <= activity->last; at++) {
        ptv_cohort_movement none = {acc->config.first_period + at,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    at < reading->over ? PTV_OK : PTV_INCOMPLETE,
                                    0};
        movements[at - activity->first] = none;
    }
    struct ptvi_walk walk = ptvi_cohorts_walk(acc);
    struct ptvi_customer customer;
    while (ptvi_cohorts_next(&walk, &customer))
        count_moves(acc, &customer, activity, movements);
}

ptv_status ptv_cohorts_movements(const ptv_cohorts *acc, const ptv_cohorts_options *opt,
                                 ptv_cohort_movement *movements, size_t cap, size_t *n) {
    struct ptvi_cohorts_reading reading;
    if (!acc || !n || (!movements && cap > 0))
        return PTV_ERR_NULL;
    ptv_status status = ptvi_cohorts_reading_from(opt, acc, &reading);
    if (status < 0)
        return status;
    struct ptvi_activity activity = ptvi_cohorts_seen(acc, &reading);
    *n = 0;
    if (activity.first < 0)
        return PTV_EMPTY;
    *n = (size_t)(activity.last - activity.first) + 1;
    if (!movements)
        return PTV_OK;
    if (cap < *n)
        return PTV_ERR_SPACE;
    fill_movements(acc, &reading, &activity, movements);
    return PTV_OK;
}

/* Two periods, counted from the start of the window, and what was asked of them. */
struct span {
    int32_t first, last;
    int64_t end; /* of the grace, and the first period behind it */
};

static void count_kept(const ptv_cohorts *acc, const struct ptvi_customer *customer,
                       const struct span *span, ptv_cohorts_retention *result) {
    bool start = ptvi_is_active(customer->record, (uint64_t)span->first);
    bool end = ptvi_is_active(customer->record, (uint64_t)span->last);
    int32_t again = ptvi_next_active(acc, customer->record, span->last);
    bool kept = start && again >= 0 && again < span->end;
    bool before =
        customer->earlier || ptvi_last_active(acc, customer->record, span->first + 1) >= 0;
    result->start += start;
    result->end += end;
    result->kept += kept;
    result->lost += start && !kept;
    result->fresh += end && !before;
    result->back += end && before && !start;
}

static ptv_status read_retention(const ptv_cohorts *acc, const struct ptvi_cohorts_reading *reading,
                                 const struct span *span, ptv_cohorts_retention *result) {
    struct ptvi_walk walk = ptvi_cohorts_walk(acc);
    struct ptvi_customer customer;
    while (ptvi_cohorts_next(&walk, &customer))
        count_kept(acc, &customer, span, result);
    struct ptvi_share kept = {result->kept, result->start}, lost = {result->lost, result->start};
    result->retention = ptvi_share_read(kept, &reading->sampling, reading->opt.method);
    result->churn = ptvi_share_read(lost, &reading->sampling, reading->opt.method);
    if (span->end > reading->over)
        result->retention = result->churn =
            ptvi_no_estimate(PTV_INCOMPLETE, reading->sampling.confidence, reading->opt.method);
    return result->retention.status;
}

static bool in_window(const ptv_cohorts *acc, int64_t period) {
    const ptv_cohorts_config *config = &acc->config;
    return period >= config->first_period &&
           (uint64_t)period - (uint64_t)config->first_period < (uint64_t)config->n_periods;
}

ptv_status ptv_cohorts_retention_read(const ptv_cohorts *acc, int64_t first, int64_t last,
                                      int32_t grace, const ptv_cohorts_options *opt,
                                      ptv_cohorts_retention *out) {
    struct ptvi_cohorts_reading reading;
    if (!acc)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status == PTV_OK)
        status = ptvi_cohorts_reading_from(opt, acc, &reading);
    if (status < 0)
        return status;
    if (!in_window(acc, first) || !in_window(acc, last) || last <= first || grace < 0)
        return PTV_ERR_ARGUMENT;
    struct span span = {(int32_t)(first - acc->config.first_period),
                        (int32_t)(last - acc->config.first_period), 0};
    span.end = (int64_t)span.last + grace + 1;
    ptv_cohorts_retention result = PTV_COHORTS_RETENTION_INIT;
    status = read_retention(acc, &reading, &span, &result);
    ptvi_sized_out(out, &result, sizeof result);
    return status;
}

/* The second activity of a customer whose first is over: an event, or not yet, and then the last
 * period that is over is as far as was watched. */
static ptv_status add_second(const ptv_cohorts *acc, const uint64_t *record, int32_t over,
                             ptv_survival *into) {
    int32_t joined = ptvi_next_active(acc, record, 0);
    if (joined < 0 || joined >= over)
        return PTV_OK;
    int32_t second = ptvi_next_active(acc, record, joined + 1);
    bool event = second >= 0 && second < over;
    return ptv_survival_add(into, (event ? second : over - 1) - joined,
                            event ? PTV_EVENT : PTV_CENSORED);
}

ptv_status ptv_cohorts_second_activity(const ptv_cohorts *acc, const ptv_cohorts_options *opt,
                                       ptv_survival *into) {
    struct ptvi_cohorts_reading reading;
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *more;
    if (!acc || !into)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_cohorts_reading_from(opt, acc, &reading);
    if (status < 0)
        return status;
    /* Counted apart, and then added as one. */
    config.calendar_id = into->calendar_id;
    config.unit_ms = into->unit_ms;
    status = ptv_survival_new(&config, &into->times.allocator, &more);
    if (status < 0)
        return status;
    struct ptvi_walk walk = ptvi_cohorts_walk(acc);
    struct ptvi_customer customer;
    while (status == PTV_OK && ptvi_cohorts_next(&walk, &customer))
        if (!customer.earlier)
            status = add_second(acc, customer.record, reading.over, more);
    if (status == PTV_OK)
        status = ptv_survival_merge(into, more);
    ptv_survival_free(more);
    return status;
}
