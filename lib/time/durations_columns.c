/* SPDX-License-Identifier: MIT */
/* Durations from columns: all rows or none.
 *
 * Rows are counted in a batch, which takes the state's place when all went well. A batch is a copy
 * while values are kept exactly. In buckets it borrows the state's pages, so that a short column
 * costs no copy of a large state; rows that were counted are then taken back when a later one
 * fails, and pages that were added stay, empty. */
#include "base/platform.h"

#include "base/bitmap.h"
#include "base/rows.h"
#include "time/durations.h"

/* ---- readers: durations in ms, as ptv_durations_add takes them */

static ptv_status read_i32(const void *source, size_t from, size_t n, int64_t *ms) {
    const struct ptvi_array *array = source;
    const int32_t *values = array->values;
    for (size_t i = 0; i < n; i++) {
        size_t row = array->offset + from + i;
        bool missing = !ptvi_present(array->validity, row) || values[row] == INT32_MIN;
        ms[i] = missing ? PTV_TIME_NONE : values[row];
    }
    return PTV_OK;
}

/* An array in a unit. To readers that want no unit it is its first member. */
struct measures {
    struct ptvi_array array;
    double unit_ms;
};

static ptv_status read_f64(const void *source, size_t from, size_t n, int64_t *ms) {
    const struct measures *measures = source;
    const double *values = measures->array.values;
    for (size_t i = 0; i < n; i++) {
        size_t row = measures->array.offset + from + i;
        ms[i] = ptvi_present(measures->array.validity, row)
                    ? ptvi_duration_of(values[row] * measures->unit_ms)
                    : PTV_TIME_NONE;
    }
    return PTV_OK;
}

static ptv_status read_column(const void *source, size_t from, size_t n, int64_t *ms) {
    size_t row;
    return ptvi_column_durations(source, from, n, ms, &row);
}

/* The reader of a column: of arrays, where its values lie as one, in a unit that it takes. */
static ptvi_read *reader_of(const struct ptvi_column *column) {
    const ptv_column *rows = &column->rows;
    if (!ptvi_column_dense(column) || rows->unit_den != 1)
        return read_column;
    if (rows->type == PTV_COLUMN_F64)
        return read_f64;
    if (rows->unit_num != 1)
        return read_column;
    return rows->type == PTV_COLUMN_I64   ? ptvi_read_i64
           : rows->type == PTV_COLUMN_I32 ? read_i32
                                          : read_column;
}

/* Opens a column, and tells its rows. */
static ptv_status open_rows(const ptv_column *caller, struct ptvi_column *column,
                            struct measures *measures, struct ptvi_rows *rows) {
    ptv_status status = ptvi_column_open(column, caller, PTVI_NUMBERS);
    if (status < 0)
        return status;
    measures->array = ptvi_array_of(column);
    measures->unit_ms = column->rows.unit_num;
    rows->read = reader_of(column);
    rows->source = rows->read == read_column ? (const void *)column : measures;
    rows->n = (size_t)column->rows.n;
    return PTV_OK;
}

/* ---- batches */

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

/* ---- one state */

static ptv_status count_rows(void *object, size_t from, const int64_t *ms, size_t n, size_t *done) {
    ptv_durations *acc = object, *batch = acc->batch;
    ptv_status result = PTV_OK;
    (void)from;
    for (size_t i = 0; i < n; i++, ++*done) {
        ptv_status status = count(batch, ms[i]);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

static ptv_status uncount_rows(void *object, size_t from, const int64_t *ms, size_t n,
                               size_t *done) {
    (void)from;
    for (size_t i = 0; i < n; i++)
        uncount(object, ms[i]);
    *done += n;
    return PTV_OK;
}

static ptv_status add(ptv_durations *acc, const struct ptvi_rows *rows) {
    ptv_status status = acc ? open_batch(acc) : PTV_ERR_NULL;
    if (status < 0)
        return status;
    status = ptvi_rows_do_all(rows, count_rows, uncount_rows, acc);
    close_batch(acc, status >= 0);
    return status;
}

/* ---- a state for each group */

struct groups {
    ptv_durations *const *states;
    size_t n_states;
    const uint32_t *group; /* of each row that is counted */
    /* The states that have a batch: a state's batch points to the state before. */
    ptv_durations *chain;
};

/* Opens the batch of a group's state, unless it is open. */
static ptv_status open_group(struct groups *groups, uint32_t group) {
    if (group >= groups->n_states)
        return PTV_ERR_ARGUMENT;
    ptv_durations *acc = groups->states[group];
    if (!acc)
        return PTV_ERR_NULL;
    if (acc->batch)
        return PTV_OK;
    ptv_status status = open_batch(acc);
    if (status == PTV_OK) {
        acc->batch->batch = groups->chain;
        groups->chain = acc;
    }
    return status;
}

static ptv_status count_grouped(void *object, size_t from, const int64_t *ms, size_t n,
                                size_t *done) {
    struct groups *groups = object;
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < n; i++, ++*done) {
        uint32_t group = groups->group[from + i];
        ptv_status status = open_group(groups, group);
        if (status == PTV_OK)
            status = count(groups->states[group]->batch, ms[i]);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

static ptv_status uncount_grouped(void *object, size_t from, const int64_t *ms, size_t n,
                                  size_t *done) {
    const struct groups *groups = object;
    for (size_t i = 0; i < n; i++)
        uncount(groups->states[groups->group[from + i]], ms[i]);
    *done += n;
    return PTV_OK;
}

static ptv_status add_grouped(ptv_durations *const *states, size_t n_states, const uint32_t *group,
                              const struct ptvi_rows *rows) {
    struct groups groups = {states, n_states, group, NULL};
    if ((!states && n_states > 0) || (!group && rows->n > 0))
        return PTV_ERR_NULL;
    ptv_status status = ptvi_rows_do_all(rows, count_grouped, uncount_grouped, &groups);
    while (groups.chain) {
        ptv_durations *acc = groups.chain;
        groups.chain = acc->batch->batch;
        close_batch(acc, status >= 0);
    }
    return status;
}

/* ---- columns */

ptv_status ptv_durations_add_i64(ptv_durations *acc, const int64_t *durations,
                                 const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {durations, validity, offset};
    struct ptvi_rows rows = {ptvi_read_i64, &array, n};
    return durations || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_durations_add_i32(ptv_durations *acc, const int32_t *durations,
                                 const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {durations, validity, offset};
    struct ptvi_rows rows = {read_i32, &array, n};
    return durations || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_durations_add_f64(ptv_durations *acc, const double *durations, double unit_ms,
                                 const uint8_t *validity, size_t offset, size_t n) {
    struct measures measures = {{durations, validity, offset}, unit_ms};
    struct ptvi_rows rows = {read_f64, &measures, n};
    if (acc && !(unit_ms > 0 && unit_ms < 0x1p1000))
        return PTV_ERR_ARGUMENT;
    return durations || n == 0 ? add(acc, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_durations_add_grouped_i64(ptv_durations *const *states, size_t n_states,
                                         const uint32_t *group, const int64_t *durations,
                                         const uint8_t *validity, size_t offset, size_t n) {
    struct ptvi_array array = {durations, validity, offset};
    struct ptvi_rows rows = {ptvi_read_i64, &array, n};
    const uint32_t *first = group ? group + offset : NULL;
    return durations || n == 0 ? add_grouped(states, n_states, first, &rows) : PTV_ERR_NULL;
}

ptv_status ptv_durations_add_column(ptv_durations *acc, const ptv_column *durations) {
    struct ptvi_column column;
    struct measures measures;
    struct ptvi_rows rows;
    ptv_status status = open_rows(durations, &column, &measures, &rows);
    return status < 0 ? status : add(acc, &rows);
}

ptv_status ptv_durations_add_grouped_column(ptv_durations *const *states, size_t n_states,
                                            const uint32_t *group, const ptv_column *durations) {
    struct ptvi_column column;
    struct measures measures;
    struct ptvi_rows rows;
    ptv_status status = open_rows(durations, &column, &measures, &rows);
    return status < 0 ? status : add_grouped(states, n_states, group, &rows);
}
