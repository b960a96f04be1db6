/* SPDX-License-Identifier: MIT */
/* Durations from columns: all rows or none.
 *
 * Rows are counted in a batch, which takes the state's place when all went well. A batch is a copy
 * while values are kept exactly. In buckets it borrows the state's pages, so that a short column
 * costs no copy of a large state; rows that were counted are then taken back when a later one
 * fails, and pages that were added stay, empty. */
#include "base/platform.h"

#include "base/bitmap.h"
#include "time/durations.h"

/* A number that is counted as rejected. */
enum { REJECTED = -1 };

/* The nearest whole number, half to even, of a number from 0 to 2^63. */
static int64_t rounded(double x) {
    int64_t whole = (int64_t)x;
    double rest = x - (double)whole;
    bool up = rest > 0.5 || (rest == 0.5 && whole % 2 != 0);
    return up ? whole + 1 : whole;
}

/* The duration that a number stands for. */
static int64_t from_i32(int32_t ms) {
    return ms == INT32_MIN ? PTV_TIME_NONE : ms;
}

static int64_t from_f64(double ms) {
    if (ms != ms)
        return PTV_TIME_NONE;
    return ms >= 0 && ms < 0x1p63 ? rounded(ms) : REJECTED;
}

static ptv_status open_batch(ptv_durations *acc) {
    if (!acc->histogram.bucketed)
        return ptv_durations_copy(acc, &acc->allocator, &acc->batch);
    acc->batch = ptvi_allocate(&acc->allocator, 1, sizeof *acc->batch);
    if (!acc->batch)
        return PTV_ERR_MEMORY;
    *acc->batch = *acc;
    acc->batch->batch = NULL;
    return PTV_OK;
}

static void close_batch(ptv_durations *acc, bool all_counted) {
    ptv_durations *batch = acc->batch, before = *acc;
    bool borrowed = acc->histogram.bucketed;
    if (borrowed)
        before.histogram = batch->histogram;
    *acc = all_counted ? *batch : before;
    acc->batch = NULL;
    if (borrowed) {
        ptvi_release(&acc->allocator, batch);
        return;
    }
    if (all_counted)
        *batch = before;
    ptv_durations_free(batch);
}

static ptv_status count(ptv_durations *batch, int64_t ms) {
    return ptvi_durations_count(batch, ms) ? PTV_OK : ptv_durations_add_n(batch, ms, 1);
}

/* Takes a row back from pages that do not belong to the batch. */
static void uncount(const ptv_durations *acc, int64_t ms) {
    if (acc->histogram.bucketed && ms >= 0)
        ptvi_histogram_remove(&acc->batch->histogram, (uint64_t)ms, 1);
}

/* The loop over a column, in which `ms` is the duration of `row`, if it is present. */
#define ADD_COLUMN(ms)                                                                             \
    if (!acc || (!durations && n > 0))                                                             \
        return PTV_ERR_NULL;                                                                       \
    ptv_status result = PTV_OK, status = open_batch(acc);                                          \
    if (status < 0)                                                                                \
        return status;                                                                             \
    ptv_durations *batch = acc->batch;                                                             \
    size_t done = 0;                                                                               \
    for (size_t row = offset; done < n; row++, done++) {                                           \
        status = count(batch, ptvi_present(validity, row) ? (ms) : PTV_TIME_NONE);                 \
        if (status < 0)                                                                            \
            break;                                                                                 \
        result = status > 0 ? status : result;                                                     \
    }                                                                                              \
    bool all_counted = done == n;                                                                  \
    for (size_t row = offset; !all_counted && row - offset < done; row++)                          \
        uncount(acc, ptvi_present(validity, row) ? (ms) : PTV_TIME_NONE);                          \
    close_batch(acc, all_counted);                                                                 \
    return status < 0 ? status : result

ptv_status ptv_durations_add_i64(ptv_durations *acc, const int64_t *durations,
                                 const uint8_t *validity, size_t offset, size_t n) {
    ADD_COLUMN(durations[row]);
}

ptv_status ptv_durations_add_i32(ptv_durations *acc, const int32_t *durations,
                                 const uint8_t *validity, size_t offset, size_t n) {
    ADD_COLUMN(from_i32(durations[row]));
}

ptv_status ptv_durations_add_f64(ptv_durations *acc, const double *durations, double unit_ms,
                                 const uint8_t *validity, size_t offset, size_t n) {
    if (acc && !(unit_ms > 0 && unit_ms < 0x1p1000))
        return PTV_ERR_ARGUMENT;
    ADD_COLUMN(from_f64(durations[row] * unit_ms));
}

/* Opens the batch of a group's state, unless it is open. The states that have one
 * are chained: a state's batch points to the state before. */
static ptv_status open_group(ptv_durations *const *states, size_t n_states, uint32_t group,
                             ptv_durations **chain) {
    if (group >= n_states)
        return PTV_ERR_ARGUMENT;
    ptv_durations *acc = states[group];
    if (!acc)
        return PTV_ERR_NULL;
    if (acc->batch)
        return PTV_OK;
    ptv_status status = open_batch(acc);
    if (status == PTV_OK) {
        acc->batch->batch = *chain;
        *chain = acc;
    }
    return status;
}

ptv_status ptv_durations_add_grouped_i64(ptv_durations *const *states, size_t n_states,
                                         const uint32_t *group, const int64_t *durations,
                                         const uint8_t *validity, size_t offset, size_t n) {
    if ((!states && n_states > 0) || ((!group || !durations) && n > 0))
        return PTV_ERR_NULL;
    ptv_durations *chain = NULL;
    ptv_status result = PTV_OK, status = PTV_OK;
    size_t done = 0;
    for (; done < n; done++) {
        size_t row = offset + done;
        status = open_group(states, n_states, group[row], &chain);
        if (status == PTV_OK)
            status = count(states[group[row]]->batch,
                           ptvi_present(validity, row) ? durations[row] : PTV_TIME_NONE);
        if (status < 0)
            break;
        result = status > 0 ? status : result;
    }
    bool all_counted = done == n;
    for (size_t row = offset; !all_counted && row - offset < done; row++)
        uncount(states[group[row]], ptvi_present(validity, row) ? durations[row] : PTV_TIME_NONE);
    while (chain) {
        ptv_durations *acc = chain;
        chain = acc->batch->batch;
        close_batch(acc, all_counted);
    }
    return status < 0 ? status : result;
}
