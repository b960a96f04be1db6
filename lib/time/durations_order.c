/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/processor.h"
#include "time/durations_block.h"
#include "time/durations_order.h"

ptv_status ptvi_order_begin(struct ptvi_order *order, const ptv_durations *acc, size_t capacity) {
    const struct ptvi_order empty = {acc, NULL, 0, capacity, NULL};
    *order = empty;
    if (capacity == 0)
        return PTV_OK;
    order->ranks =
        (struct ptvi_rank *)ptvi_allocate(&acc->allocator, capacity, sizeof *order->ranks);
    return order->ranks ? PTV_OK : PTV_ERR_MEMORY;
}

void ptvi_order_end(struct ptvi_order *order) {
    ptvi_release(&order->acc->allocator, order->ranks);
    ptvi_release(&order->acc->allocator, order->kept);
}

/* Index of the first rank not below the one given. */
static size_t index_of(const struct ptvi_order *order, uint64_t rank) {
    size_t low = 0, high = order->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order->ranks[middle].rank < rank)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void ptvi_order_want(struct ptvi_order *order, uint64_t rank) {
    size_t index = index_of(order, rank);
    struct ptvi_rank *place = order->ranks + index, wanted = {rank, 0};
    if (index < order->n && place->rank == rank)
        return;
    memmove(place + 1, place, (order->n - index) * sizeof *place);
    *place = wanted;
    order->n++;
}

/* A walk over the array: which cells and which buckets are wanted, where what is in them is kept,
 * and what was come by. */
struct search {
    int bits;
    uint8_t *cells, *buckets; /* of narrow durations, and of all; 1: wanted */
    uint64_t *kept;
    size_t n, expected; /* durations kept, and how many there must be in the end */
    ptv_durations seen;
};

/* Says of each rank where it will stand, and of its bucket that it is wanted. Ranks rise, so those
 * of a bucket stand together. */
static void want_buckets(struct search *search, struct ptvi_order *order) {
    uint64_t last = 0;
    size_t before = 0;
    for (size_t i = 0; i < order->n; i++) {
        uint64_t rank = order->ranks[i].rank, below;
        struct ptvi_cell cell = ptvi_histogram_of_rank(&order->acc->histogram, rank, &below);
        if (i == 0 || cell.lower != last) {
            before = search->expected;
            search->expected += (size_t)cell.count;
            search->buckets[ptvi_bucket_of(search->bits, cell.lower)] = 1;
            if (ptvi_narrow(cell.lower))
                search->cells[ptvi_cell_of(search->bits, cell.lower)] = 1;
        }
        last = cell.lower;
        order->ranks[i].position = before + (size_t)(rank - 1 - below);
    }
}

static void look_at_narrow(struct search *search, unsigned processor, const int64_t *ms,
                           const uint64_t *cells, size_t n) {
    struct ptvi_block_sums sums = ptvi_no_block();
    size_t kept = search->n;
    for (size_t i = 0; i < n; i++) {
        search->kept[kept] = (uint64_t)ms[i];
        kept += search->cells[cells[i]];
    }
    search->n = kept;
    search->seen.n += n;
    ptvi_block_sum(processor, ms, n, &sums);
    ptvi_block_sums_add(&search->seen.total, &sums);
}

static void look_at_other(struct search *search, int64_t ms) {
    ptv_durations *seen = &search->seen;
    if (ms == PTV_TIME_NONE) {
        seen->missing++;
    } else if (ms < 0) {
        seen->rejected++;
    } else {
        seen->n++;
        ptvi_sums_add(&seen->total, (uint64_t)ms, 1);
        search->kept[search->n] = (uint64_t)ms;
        search->n += search->buckets[ptvi_bucket_of(search->bits, (uint64_t)ms)];
    }
}

/* Looks at all rows, as long as what is kept is not more than it can be; a block more has room. */
static ptv_status look(struct search *search, const struct ptvi_rows *rows) {
    int64_t room[PTVI_BLOCK], narrow[PTVI_BLOCK], others[PTVI_BLOCK];
    uint64_t cells[PTVI_BLOCK];
    unsigned processor = ptvi_processor();
    for (size_t from = 0, n; from < rows->n && search->n <= search->expected; from += n) {
        const int64_t *ms;
        n = rows->n - from < PTVI_BLOCK ? rows->n - from : PTVI_BLOCK;
        ptv_status status = ptvi_block_of(rows, from, n, room, &ms);
        if (PTVI_NEVER(status < 0)) /* durations themselves: nothing is to be computed */
            return status;
        size_t n_narrow = n;
        if (!ptvi_narrow(ptvi_block_cells(processor, search->bits, ms, n, cells))) {
            n_narrow = ptvi_block_part(ms, n, narrow, cells, others);
            ms = narrow;
        }
        look_at_narrow(search, processor, ms, cells, n_narrow);
        for (size_t i = 0; i < n - n_narrow; i++)
            look_at_other(search, others[i]);
    }
    return PTV_OK;
}

/* Whether what was looked at can be what was counted: there are as many, with the same sums, and in
 * the wanted buckets as many. As there are as many rows, as many were rejected. */
static bool is_what_was_counted(const struct search *search, const ptv_durations *acc) {
    const ptv_durations *seen = &search->seen;
    return search->n == search->expected && seen->n == acc->n && seen->missing == acc->missing &&
           memcmp(&seen->total, &acc->total, sizeof seen->total) == 0;
}

/* Moves those without a bit before those with it; returns how many they are. */
static size_t split(uint64_t *values, size_t n, int bit) {
    size_t n_without = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = values[i];
        values[i] = values[n_without];
        values[n_without] = value;
        n_without += (value >> bit & 1) == 0;
    }
    return n_without;
}

/* Puts in order, as far as it takes for the ranks to stand in their positions, the values from a
 * position on. They are parted by the highest bit in which they differ, so it ends after 63 times,
 * whatever they are. */
static void put_in_order(uint64_t *values, size_t n, size_t first, const struct ptvi_rank *ranks,
                         size_t n_ranks) {
    uint64_t differ = 0;
    for (size_t i = 0; n_ranks > 0 && i < n; i++)
        differ |= values[i] ^ values[0];
    if (differ == 0)
        return;
    size_t n_low = split(values, n, ptvi_highest_set(differ)), low = 0;
    while (low < n_ranks && ranks[low].position < first + n_low)
        low++;
    put_in_order(values, n_low, first, ranks, low);
    put_in_order(values + n_low, n - n_low, first + n_low, ranks + low, n_ranks - low);
}

/* By counts alone. Then no sum of what is wanted can be too large for memory's addresses. */
static bool can_be_counted(const ptv_durations *acc, const struct ptvi_rows *rows) {
    return acc->n <= rows->n && acc->missing <= rows->n - acc->n &&
           acc->rejected == rows->n - acc->n - acc->missing;
}

ptv_status ptvi_order_find(struct ptvi_order *order, const struct ptvi_rows *rows) {
    const ptv_durations *acc = order->acc;
    const ptv_allocator *allocator = &acc->allocator;
    if (!can_be_counted(acc, rows))
        return PTV_ERR_MISMATCH;
    struct search search = {0};
    search.bits = acc->histogram.bits;
    size_t n_cells = (size_t)PTVI_BLOCK_OCTAVES << search.bits;
    size_t n_buckets = ptvi_bucket_of(search.bits, INT64_MAX) + 1;
    search.cells = (uint8_t *)ptvi_allocate(allocator, n_cells + n_buckets, 1);
    if (!search.cells)
        return PTV_ERR_MEMORY;
    search.buckets = search.cells + n_cells;
    if (acc->histogram.bucketed)
        want_buckets(&search, order);
    order->kept =
        (uint64_t *)ptvi_allocate(allocator, search.expected + PTVI_BLOCK, sizeof *order->kept);
    search.kept = order->kept;
    ptv_status status = search.kept ? look(&search, rows) : PTV_ERR_MEMORY;
    if (status == PTV_OK && !is_what_was_counted(&search, acc))
        status = PTV_ERR_MISMATCH;
    if (status == PTV_OK && acc->histogram.bucketed)
        put_in_order(search.kept, search.expected, 0, order->ranks, order->n);
    ptvi_release(allocator, search.cells);
    return status;
}

uint64_t ptvi_order_at(const struct ptvi_order *order, uint64_t rank) {
    uint64_t below;
    if (!order->acc->histogram.bucketed)
        return ptvi_histogram_of_rank(&order->acc->histogram, rank, &below).lower;
    return order->kept[order->ranks[index_of(order, rank)].position];
}
