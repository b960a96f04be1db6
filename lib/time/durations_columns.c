/* SPDX-License-Identifier: MIT */
/* Durations from columns: all rows or none. They are counted in batches, which are merged into the
 * states when all went well. */
#include "base/platform.h"

#include <string.h>

#include "base/bitmap.h"
#include "base/processor.h"
#include "base/rows.h"
#include "time/durations_batch.h"

/* ---- readers: durations in ms, as ptv_durations_add takes them */

static ptv_status read_i32(const void *source, size_t from, size_t n, int64_t *ms) {
    const struct ptvi_array *array = (const struct ptvi_array *)source;
    const int32_t *values = (const int32_t *)array->values;
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
    const struct measures *measures = (const struct measures *)source;
    const double *values = (const double *)measures->array.values;
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
    return ptvi_column_durations((const struct ptvi_column *)source, from, n, ms, &row);
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

/* ---- any rows: a block at a time, each by a function that knows which states they are for */

/* Counts rows from one on, at most a block, in batches. */
typedef ptv_status count_block(void *context, size_t from, const int64_t *ms, size_t n);

static ptv_status count_rows(const struct ptvi_rows *rows, size_t from, size_t n,
                             count_block *count, void *context) {
    int64_t room[PTVI_BLOCK];
    ptv_status result = PTV_OK;
    for (size_t part; n > 0; from += part, n -= part) {
        const int64_t *ms;
        part = n < PTVI_BLOCK ? n : PTVI_BLOCK;
        ptv_status status = ptvi_block_of(rows, from, part, room, &ms);
        if (status == PTV_OK)
            status = count(context, from, ms, part);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

/* ---- one state */

struct single {
    struct ptvi_batch *batch;
    unsigned processor;
};

static ptv_status count_single(void *context, size_t from, const int64_t *ms, size_t n) {
    const struct single *single = (const struct single *)context;
    (void)from;
    return ptvi_batch_add_block(single->batch, single->processor, ms, n);
}

/* Whether so many rows cannot pass the end of any counter. */
static bool has_room(const ptv_durations *acc, size_t n) {
    return n <= PTV_COUNT_MAX - acc->n && n <= PTV_COUNT_MAX - acc->missing &&
           n <= PTV_COUNT_MAX - acc->rejected;
}

/* Counts a few rows in a state in buckets that has room for them. A batch would cost more than they
 * do, and nothing can fail once their buckets are there. */
static ptv_status add_few(ptv_durations *acc, const struct ptvi_rows *rows) {
    int64_t room[PTVI_BLOCK];
    const int64_t *ms;
    ptv_status result = PTV_OK, status = ptvi_block_of(rows, 0, rows->n, room, &ms);
    for (size_t i = 0; i < rows->n && status == PTV_OK; i++)
        if (ms[i] >= 0)
            status = ptvi_histogram_prepare_add(&acc->histogram, &acc->allocator, (uint64_t)ms[i],
                                                acc->n + rows->n);
    for (size_t i = 0; i < rows->n && status >= 0; i++) {
        status = ptv_durations_add(acc, ms[i]);
        result = status > 0 ? status : result;
    }
    return status < 0 ? status : result;
}

static ptv_status add(ptv_durations *acc, const struct ptvi_rows *rows) {
    struct ptvi_batch *list = NULL;
    struct single single = {NULL, ptvi_processor()};
    if (!acc)
        return PTV_ERR_NULL;
    if (rows->n == 0)
        return PTV_OK;
    if (acc->histogram.bucketed && rows->n <= PTVI_BLOCK && has_room(acc, rows->n))
        return add_few(acc, rows);
    single.batch = ptvi_batch_of(acc, &list, rows->n > PTVI_BLOCK);
    if (!single.batch)
        return PTV_ERR_MEMORY;
    return ptvi_batches_close(list, count_rows(rows, 0, rows->n, count_single, &single));
}

/* ---- a state for each group */

/* Rows a state from which on parting them is worth its while, and batches with cells; and rows of a
 * piece, of which the durations fit a cache that is not the farthest, unless there are very many
 * states. */
enum { SOME = 2, MANY = 64, PIECE = 1 << 19 };

struct groups {
    ptv_durations *const *states;
    size_t n_states;
    const uint32_t *group; /* of each row that is counted */
    struct ptvi_batch *list;
    unsigned processor;
    bool many; /* rows a state */
    /* With more than a few rows: durations of a piece of the column, group by group, and where each group's
     * end. So a group's cells are in the nearest cache while its rows are counted; row by row, the
     * cells of a thousand groups would be in none. */
    int64_t *parted;
    size_t *end;
};

/* The batch of a group. */
static ptv_status batch_of(struct groups *groups, uint32_t group, struct ptvi_batch **batch) {
    if (group >= groups->n_states)
        return PTV_ERR_ARGUMENT;
    if (!groups->states[group])
        return PTV_ERR_NULL;
    *batch = ptvi_batch_of(groups->states[group], &groups->list, groups->many);
    return *batch ? PTV_OK : PTV_ERR_MEMORY;
}

static ptv_status count_each(void *context, size_t from, const int64_t *ms, size_t n) {
    struct groups *groups = (struct groups *)context;
    ptv_status result = PTV_OK;
    for (size_t i = 0; i < n; i++) {
        struct ptvi_batch *batch = NULL;
        ptv_status status = batch_of(groups, groups->group[from + i], &batch);
        if (status == PTV_OK)
            status = ptvi_batch_add(batch, ms[i]);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

/* Counts rows that are all of one group. */
static ptv_status count_group(struct groups *groups, uint32_t group, const struct ptvi_rows *rows,
                              size_t from, size_t n) {
    struct single single = {NULL, groups->processor};
    ptv_status status = batch_of(groups, group, &single.batch);
    return status < 0 ? status : count_rows(rows, from, n, count_single, &single);
}

/* Counts the rows of each group; false: one of them is not there. */
static bool count_of_groups(size_t *count, size_t n_groups, const uint32_t *group, size_t n) {
    enum { LINE = 16 };
    for (size_t from = 0, part; from < n; from += part) {
        uint32_t last = 0;
        part = n - from < LINE ? n - from : LINE;
        ptvi_prefetch_stream(group + from);
        for (size_t i = from; i < from + part; i++)
            last = group[i] > last ? group[i] : last;
        if (last >= n_groups)
            return false;
        for (size_t i = from; i < from + part; i++)
            count[group[i]]++;
    }
    return true;
}

/* Finds where each group's durations will begin. */
static ptv_status find_places(struct groups *groups, const uint32_t *group, size_t n) {
    size_t *count = groups->end, begin = 0;
    memset(count, 0, groups->n_states * sizeof *count);
    if (!count_of_groups(count, groups->n_states, group, n))
        return PTV_ERR_ARGUMENT;
    for (size_t i = 0; i < groups->n_states; i++) {
        size_t own = count[i];
        count[i] = begin;
        begin += own;
    }
    return PTV_OK;
}

/* The places of a thousand groups do not all stay in the nearest cache: each is asked for before
 * its turn. */
static ptv_status part(void *context, size_t from, const int64_t *ms, size_t n) {
    enum { LINE = 8, AHEAD = 32 };
    struct groups *groups = (struct groups *)context;
    const uint32_t *group = groups->group + from;
    int64_t *parted = groups->parted;
    size_t *end = groups->end;
    for (size_t i = 0; i < n; i++) {
        if (i % LINE == 0)
            ptvi_prefetch_stream(ms + i);
        if (i + AHEAD < n)
            ptvi_prefetch(parted + end[group[i + AHEAD]], 0);
        parted[end[group[i]]++] = ms[i];
    }
    return PTV_OK;
}

/* Counts rows of any groups. */
static ptv_status count_piece(struct groups *groups, const struct ptvi_rows *rows, size_t from,
                              size_t n) {
    ptv_status result = find_places(groups, groups->group + from, n);
    if (result == PTV_OK)
        result = count_rows(rows, from, n, part, groups);
    const struct ptvi_array array = {groups->parted, NULL, 0};
    const struct ptvi_rows parted = {ptvi_read_i64, &array, n};
    size_t begin = 0;
    for (size_t i = 0; i < groups->n_states && result >= 0; i++) {
        size_t own = groups->end[i] - begin;
        ptv_status status =
            own > 0 ? count_group(groups, (uint32_t)i, &parted, begin, own) : PTV_OK;
        result = status != PTV_OK ? status : result;
        begin += own;
    }
    return result;
}

/* How many rows, from the first on, are of the same group. */
static size_t run_of(const uint32_t *group, size_t n) {
    size_t run = 1;
    while (run < n && group[run] == group[0])
        run++;
    return run;
}

/* Counts rows a piece at a time. Long runs of one group, as where the column is sorted, are parted
 * already. */
static ptv_status count_pieces(struct groups *groups, const struct ptvi_rows *rows, size_t piece) {
    ptv_status result = PTV_OK;
    for (size_t from = 0, n; from < rows->n; from += n) {
        const uint32_t *group = groups->group + from;
        n = run_of(group, rows->n - from);
        bool sorted = n > PTVI_BLOCK;
        if (!sorted)
            n = rows->n - from < piece ? rows->n - from : piece;
        ptv_status status = sorted ? count_group(groups, group[0], rows, from, n)
                                   : count_piece(groups, rows, from, n);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

static ptv_status count_parted(struct groups *groups, const struct ptvi_rows *rows,
                               const ptv_allocator *allocator) {
    ptv_status status = PTV_ERR_MEMORY;
    size_t piece = MANY * groups->n_states > PIECE ? MANY * groups->n_states : PIECE;
    piece = piece < rows->n ? piece : rows->n;
    groups->parted = (int64_t *)ptvi_allocate(allocator, piece, sizeof *groups->parted);
    groups->end = (size_t *)ptvi_allocate(allocator, groups->n_states, sizeof *groups->end);
    if (groups->parted && groups->end)
        status = count_pieces(groups, rows, piece);
    ptvi_release(allocator, groups->parted);
    ptvi_release(allocator, groups->end);
    return status;
}

static ptv_status add_grouped(ptv_durations *const *states, size_t n_states, const uint32_t *group,
                              const struct ptvi_rows *rows) {
    struct groups groups = {states, n_states, group, NULL, ptvi_processor(), false, NULL, NULL};
    if ((!states && n_states > 0) || (!group && rows->n > 0))
        return PTV_ERR_NULL;
    size_t first = 0;
    while (first < n_states && !states[first])
        first++;
    bool some = first < n_states && rows->n > PTVI_BLOCK && rows->n / SOME >= n_states;
    groups.many = some && rows->n / MANY >= n_states;
    ptv_status status = some ? count_parted(&groups, rows, &states[first]->allocator)
                             : count_rows(rows, 0, rows->n, count_each, &groups);
    return ptvi_batches_close(groups.list, status);
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
    bool is_unit = unit_ms > 0 && unit_ms < 0x1p1000;
    if (acc && !is_unit)
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
