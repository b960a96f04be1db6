/* SPDX-License-Identifier: MIT */
/* How customers came, stayed, left and came back: from period to period, between two periods, and
 * to their second activity. */
#include "base/platform.h"

#include "base/sized.h"
#include "customer/cohorts.h"
#include "customer/cohorts_tally.h"
#include "stats/share.h"
#include "time/survival.h"

ptv_status ptv_cohorts_retention_init(ptv_cohorts_retention *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Of each 64 periods, from the first one with activity on, two rows: who was active, and who of
 * them had been in the period before. */
static void begin_tally(struct ptvi_tally *tally, const struct ptvi_reach *reach,
                        ptv_cohort_movement *movements, uint64_t *customers) {
    size_t periods = (size_t)(reach->last - reach->first) + 1;
    ptvi_tally_init(tally, periods < 64 ? periods : 64);
    for (size_t from = 0; from < periods; from += 64) {
        size_t columns = periods - from < 64 ? periods - from : 64;
        struct ptvi_tally_row row = {{0},
                                     0,
                                     (uint32_t)columns,
                                     &movements[from].active,
                                     sizeof *movements / sizeof(uint64_t),
                                     customers};
        tally->row[from / 32] = row;
        row.count = &movements[from].retained;
        tally->row[from / 32 + 1] = row;
    }
}

static void count_customer(const ptv_cohorts *acc, const struct ptvi_customer *customer,
                           const struct ptvi_reach *reach, struct ptvi_tally *tally,
                           ptv_cohort_movement *movements) {
    uint64_t before = 0; /* the last period of those before, as the first bit */
    int32_t joined = ptvi_next_active(acc, customer->record, 0);
    if (joined < 0)
        return;
    movements[joined - reach->first].fresh += !customer->earlier;
    for (int32_t from = reach->first; from <= reach->last; from += 64) {
        uint64_t active = ptvi_bits_from(customer->record, acc->words, (size_t)from);
        uint64_t retained = active & (active << 1 | before);
        size_t row = (size_t)(from - reach->first) / 32;
        before = active >> 63;
        if (active == 0)
            continue;
        ptvi_tally_add(tally, row, active);
        ptvi_tally_add(tally, row + 1, retained);
    }
}

static void fill_movements(const ptv_cohorts *acc, const struct ptvi_cohorts_reading *reading,
                           const struct ptvi_reach *reach, ptv_cohort_movement *movements) {
    struct ptvi_tally tally;
    struct ptvi_customer customer;
    uint64_t customers = 0;
    size_t periods = (size_t)(reach->last - reach->first) + 1;
    for (size_t i = 0; i < periods; i++) {
        int32_t at = reach->first + (int32_t)i;
        ptv_cohort_movement none = {acc->config.first_period + at,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    at < reading->over ? PTV_OK : PTV_INCOMPLETE,
                                    0};
        movements[i] = none;
    }
    begin_tally(&tally, reach, movements, &customers);
    for (size_t slot = 0; slot < acc->capacity; slot++)
        if (ptvi_cohorts_at(acc, slot, &customer))
            count_customer(acc, &customer, reach, &tally, movements);
    for (size_t from = 0; from < periods; from += 64) {
        ptvi_tally_flush(&tally.row[from / 32]);
        ptvi_tally_flush(&tally.row[from / 32 + 1]);
    }
    for (size_t i = 0; i < periods; i++) {
        ptv_cohort_movement *here = &movements[i];
        here->back = here->active - here->retained - here->fresh;
        here->lost = i > 0 ? here[-1].active - here->retained : 0;
    }
}

ptv_status ptv_cohorts_movements(const ptv_cohorts *acc, const ptv_cohorts_options *opt,
                                 ptv_cohort_movement *movements, size_t cap, size_t *n) {
    struct ptvi_cohorts_reading reading;
    if (!acc || !n || (!movements && cap > 0))
        return PTV_ERR_NULL;
    ptv_status status = ptvi_cohorts_reading_from(opt, acc, &reading);
    if (status < 0)
        return status;
    struct ptvi_reach reach = ptvi_cohorts_seen(acc, &reading);
    *n = 0;
    if (reach.first < 0)
        return PTV_EMPTY;
    *n = (size_t)(reach.last - reach.first) + 1;
    if (!movements)
        return PTV_OK;
    if (cap < *n)
        return PTV_ERR_SPACE;
    fill_movements(acc, &reading, &reach, movements);
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
    struct ptvi_customer customer;
    for (size_t slot = 0; slot < acc->capacity; slot++)
        if (ptvi_cohorts_at(acc, slot, &customer))
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
    if (joined >= over)
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
    struct ptvi_customer customer;
    for (size_t slot = 0; slot < acc->capacity && status == PTV_OK; slot++)
        if (ptvi_cohorts_at(acc, slot, &customer) && !customer.earlier)
            status = add_second(acc, customer.record, reading.over, more);
    if (status == PTV_OK)
        status = ptv_survival_merge(into, more);
    ptv_survival_free(more);
    return status;
}
