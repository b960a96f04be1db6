/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "time/durations_batch.h"

static size_t n_cells(int bits) {
    return (size_t)PTVI_BLOCK_OCTAVES << bits;
}

/* Gives a batch cells, which says that its state is in buckets. */
static ptv_status take_cells(struct ptvi_batch *batch) {
    batch->counted.histogram.bucketed = true;
    batch->cells =
        (uint8_t *)ptvi_allocate(&batch->acc->allocator, n_cells(batch->counted.histogram.bits), 1);
    return batch->cells ? PTV_OK : PTV_ERR_MEMORY;
}

static void free_batch(struct ptvi_batch *batch) {
    ptv_durations *acc = batch->acc;
    acc->batch = NULL;
    ptvi_histogram_clear(&batch->counted.histogram, &acc->allocator);
    ptvi_release(&acc->allocator, batch->cells);
    ptvi_release(&acc->allocator, batch);
}

struct ptvi_batch *ptvi_batch_of(ptv_durations *acc, struct ptvi_batch **list, bool many) {
    if (acc->batch)
        return acc->batch;
    struct ptvi_batch *batch =
        (struct ptvi_batch *)ptvi_allocate(&acc->allocator, 1, sizeof *batch);
    if (!batch)
        return NULL;
    ptvi_durations_init_like(&batch->counted, acc, &acc->allocator);
    batch->many = many;
    batch->acc = acc;
    acc->batch = batch;
    if (many && acc->histogram.bucketed && take_cells(batch) < 0) {
        free_batch(batch);
        return NULL;
    }
    batch->next = *list;
    *list = batch;
    return batch;
}

ptv_status ptvi_batch_add(struct ptvi_batch *batch, int64_t ms) {
    ptv_status status = ptv_durations_add(&batch->counted, ms);
    if (status >= 0 && batch->many && !batch->cells && batch->counted.histogram.bucketed &&
        take_cells(batch) < 0)
        return PTV_ERR_MEMORY;
    return status;
}

/* The smallest duration of a cell. */
static uint64_t cell_lower(int bits, size_t cell) {
    int octave = (int)(cell >> bits);
    uint64_t mantissa = (cell & (((size_t)1 << bits) - 1)) + ((size_t)1 << bits);
    return octave > bits ? mantissa << (octave - bits - 1) : mantissa >> (bits + 1 - octave);
}

/* Makes room for n more in the bucket of a duration. */
static ptv_status prepare_bucket(ptv_durations *counted, uint64_t lower, uint64_t n) {
    return ptvi_histogram_prepare_add(&counted->histogram, &counted->allocator, lower,
                                      counted->n + n);
}

/* Empties a cell that has just passed its end; false: there is no memory. */
static bool carry(struct ptvi_batch *batch, size_t cell) {
    const uint64_t n = UINT8_MAX + 1;
    ptv_durations *counted = &batch->counted;
    uint64_t lower = cell_lower(counted->histogram.bits, cell);
    if (prepare_bucket(counted, lower, n) < 0)
        return false;
    ptvi_histogram_add(&counted->histogram, lower, n);
    counted->n += n;
    return true;
}

/* Counts narrow durations in their cells. */
static bool count_cells(struct ptvi_batch *batch, const uint64_t *cell, size_t n) {
    uint8_t *cells = batch->cells;
    for (size_t i = 0; i < n; i++)
        if (++cells[cell[i]] == 0 && !carry(batch, (size_t)cell[i]))
            return false;
    return true;
}

/* Counts rows one by one; with `until_cells`, only as long as there are none. */
static ptv_status add_rows(struct ptvi_batch *batch, const int64_t *ms, size_t n, bool until_cells,
                           size_t *done) {
    ptv_status result = PTV_OK;
    for (*done = 0; *done < n && (!until_cells || !batch->cells); ++*done) {
        ptv_status status = ptvi_batch_add(batch, ms[*done]);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
    }
    return result;
}

/* Goes to buckets where a block shows by its cells that there are too many distinct values: one by
 * one they would all be put in order before. */
static ptv_status turn_early(struct ptvi_batch *batch, unsigned processor, const int64_t *ms,
                             size_t n) {
    uint8_t seen[(size_t)PTVI_BLOCK_OCTAVES << PTVI_HISTOGRAM_BITS_MAX];
    uint64_t cells[PTVI_BLOCK];
    ptv_durations *counted = &batch->counted;
    int bits = counted->histogram.bits;
    size_t distinct = 0;
    if (batch->cells || !batch->many || n <= PTVI_HISTOGRAM_EXACT ||
        !ptvi_narrow(ptvi_block_cells(processor, bits, ms, n, cells)))
        return PTV_OK;
    memset(seen, 0, n_cells(bits));
    for (size_t i = 0; i < n; i++) {
        distinct += seen[cells[i]] == 0;
        seen[cells[i]] = 1;
    }
    if (distinct <= PTVI_HISTOGRAM_EXACT)
        return PTV_OK;
    ptv_status status =
        ptvi_histogram_to_buckets(&counted->histogram, &counted->allocator, counted->n);
    return status < 0 ? status : take_cells(batch);
}

/* Counts narrow durations. */
static ptv_status add_narrow(struct ptvi_batch *batch, unsigned processor, const int64_t *ms,
                             const uint64_t *cells, size_t n) {
    struct ptvi_block_sums sums = ptvi_no_block();
    ptvi_block_sum(processor, ms, n, &sums);
    ptvi_block_sums_add(&batch->counted.total, &sums);
    ptvi_durations_stretch(&batch->counted, sums.min, sums.max);
    for (int32_t i = 0; i < batch->counted.n_limits; i++)
        batch->counted.within[i] += ptvi_block_within(ms, n, batch->counted.limit[i]);
    return count_cells(batch, cells, n) ? PTV_OK : PTV_ERR_MEMORY;
}

ptv_status ptvi_batch_add_block(struct ptvi_batch *batch, unsigned processor, const int64_t *ms,
                                size_t n) {
    int64_t narrow[PTVI_BLOCK], others[PTVI_BLOCK];
    uint64_t cells[PTVI_BLOCK];
    size_t done;
    ptv_status status = turn_early(batch, processor, ms, n);
    if (status < 0)
        return status;
    ptv_status result = add_rows(batch, ms, n, true, &done);
    if (result < 0 || done == n)
        return result;
    ms += done;
    n -= done;
    if (!ptvi_narrow(ptvi_block_cells(processor, batch->counted.histogram.bits, ms, n, cells))) {
        size_t n_narrow = ptvi_block_part(ms, n, narrow, cells, others);
        status = add_rows(batch, others, n - n_narrow, false, &done);
        if (status < 0)
            return status;
        result = status > 0 ? status : result;
        ms = narrow;
        n = n_narrow;
    }
    status = add_narrow(batch, processor, ms, cells, n);
    return status < 0 ? status : result;
}

/* Counts what is in the cells of a page of buckets. */
static ptv_status settle_page(ptv_durations *counted, size_t page, const uint8_t *cells) {
    int bits = counted->histogram.bits;
    uint64_t n = 0;
    for (size_t i = 0; i < counted->histogram.size; i++)
        n += cells[i];
    if (n == 0)
        return PTV_OK;
    ptv_status status = prepare_bucket(counted, ptvi_bucket_lower(bits, page << bits), n);
    if (status < 0)
        return status;
    ptvi_histogram_add_bytes(&counted->histogram, page, cells);
    counted->n += n;
    return PTV_OK;
}

/* Counts what is in the cells. */
static ptv_status settle(struct ptvi_batch *batch) {
    int bits = batch->counted.histogram.bits;
    size_t pages = (size_t)(PTVI_BLOCK_OCTAVES - bits);
    uint8_t first[1 << PTVI_HISTOGRAM_BITS_MAX];
    if (!batch->cells)
        return PTV_OK;
    for (size_t i = 0; i < batch->counted.histogram.size; i++)
        first[i] = batch->cells[ptvi_cell_of(bits, i)];
    ptv_status status = settle_page(&batch->counted, 0, first);
    for (size_t page = 1; page < pages && status == PTV_OK; page++)
        status = settle_page(&batch->counted, page, batch->cells + ((page + (size_t)bits) << bits));
    return status;
}

/* Makes sure that all merges will go well. */
static ptv_status prepare_all(struct ptvi_batch *list) {
    ptv_status status = PTV_OK;
    for (; list && status == PTV_OK; list = list->next) {
        status = settle(list);
        if (status == PTV_OK)
            status = ptvi_durations_prepare_merge(list->acc, &list->counted);
    }
    return status;
}

ptv_status ptvi_batches_close(struct ptvi_batch *list, ptv_status status) {
    ptv_status prepared = status < 0 ? status : prepare_all(list);
    while (list) {
        struct ptvi_batch *batch = list;
        list = batch->next;
        if (prepared == PTV_OK)
            ptvi_durations_merge_prepared(batch->acc, &batch->counted);
        else
            ptvi_histogram_unprepare_merge(&batch->acc->histogram, &batch->acc->allocator);
        free_batch(batch);
    }
    return prepared < 0 ? prepared : status;
}
