/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "time/histogram.h"

void ptvi_histogram_init(struct ptvi_histogram *histogram, int bits) {
    memset(histogram, 0, sizeof *histogram);
    histogram->bits = bits;
}

void ptvi_histogram_clear(struct ptvi_histogram *histogram, const ptv_allocator *allocator) {
    ptvi_release(allocator, histogram->values);
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++)
        ptvi_release(allocator, histogram->page[i]);
    ptvi_histogram_init(histogram, histogram->bits);
}

uint64_t ptvi_bucket_lower(int bits, size_t bucket) {
    size_t page = bucket >> bits;
    if (page < 2)
        return bucket;
    uint64_t mantissa = bucket - ((page - 1) << bits);
    return mantissa << (page - 1);
}

uint64_t ptvi_bucket_upper(int bits, size_t bucket) {
    size_t page = bucket >> bits;
    uint64_t width = page < 2 ? 1 : UINT64_C(1) << (page - 1);
    return ptvi_bucket_lower(bits, bucket) + (width - 1);
}

static size_t page_size(const struct ptvi_histogram *histogram) {
    return (size_t)1 << histogram->bits;
}

static size_t page_of(const struct ptvi_histogram *histogram, uint64_t value) {
    return ptvi_bucket_of(histogram->bits, value) >> histogram->bits;
}

/* Index of the first value not below the one given. Each step halves what is left without a branch
 * that could be guessed wrong. */
static size_t lower_bound(const struct ptvi_histogram *histogram, uint64_t value) {
    const struct ptvi_value *values = histogram->values;
    size_t low = 0;
    for (size_t left = histogram->n_values; left > 0;) {
        size_t half = (left + 1) / 2;
        low += values[low + half - 1].value < value ? half : 0;
        left -= half;
    }
    return low;
}

static bool has_value(const struct ptvi_histogram *histogram, size_t index, uint64_t value) {
    return index < histogram->n_values && histogram->values[index].value == value;
}

/* Room for so many distinct values. */
static ptv_status reserve(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                          size_t n) {
    if (n <= histogram->capacity)
        return PTV_OK;
    size_t capacity = histogram->capacity < 8 ? 8 : histogram->capacity;
    while (capacity < n)
        capacity *= 2;
    struct ptvi_value *values = ptvi_allocate(allocator, capacity, sizeof *values);
    if (!values)
        return PTV_ERR_MEMORY;
    if (histogram->n_values > 0)
        memcpy(values, histogram->values, histogram->n_values * sizeof *values);
    ptvi_release(allocator, histogram->values);
    histogram->values = values;
    histogram->capacity = capacity;
    return PTV_OK;
}

/* The pages that a multiset has, or would have in buckets. */
static void mark_pages(const struct ptvi_histogram *histogram, bool wanted[]) {
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++)
        wanted[i] = wanted[i] || histogram->page[i];
    for (size_t i = 0; i < histogram->n_values; i++)
        wanted[page_of(histogram, histogram->values[i].value)] = true;
}

/* Allocates the wanted pages that are not there, all or none. */
static ptv_status allocate_pages(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                                 const bool wanted[]) {
    uint64_t *fresh[PTVI_HISTOGRAM_PAGES] = {NULL};
    bool failed = false;
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES && !failed; i++)
        if (wanted[i] && !histogram->page[i]) {
            fresh[i] = ptvi_allocate(allocator, page_size(histogram), sizeof **fresh);
            failed = !fresh[i];
        }
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++) {
        if (failed)
            ptvi_release(allocator, fresh[i]);
        else if (fresh[i])
            histogram->page[i] = fresh[i];
    }
    return failed ? PTV_ERR_MEMORY : PTV_OK;
}

/* Moves the values into the buckets, for which the pages are there. */
static void pour(struct ptvi_histogram *histogram, const ptv_allocator *allocator) {
    for (size_t i = 0; i < histogram->n_values; i++)
        *ptvi_histogram_bucket(histogram, histogram->values[i].value) += histogram->values[i].count;
    ptvi_release(allocator, histogram->values);
    histogram->values = NULL;
    histogram->n_values = histogram->capacity = 0;
    histogram->bucketed = true;
}

static ptv_status to_buckets(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                             bool wanted[]) {
    mark_pages(histogram, wanted);
    ptv_status status = allocate_pages(histogram, allocator, wanted);
    if (status == PTV_OK && !histogram->bucketed)
        pour(histogram, allocator);
    return status;
}

ptv_status ptvi_histogram_to_buckets(struct ptvi_histogram *histogram,
                                     const ptv_allocator *allocator) {
    bool wanted[PTVI_HISTOGRAM_PAGES] = {false};
    return to_buckets(histogram, allocator, wanted);
}

ptv_status ptvi_histogram_prepare_add(struct ptvi_histogram *histogram,
                                      const ptv_allocator *allocator, uint64_t value) {
    if (histogram->bucketed && ptvi_histogram_bucket(histogram, value))
        return PTV_OK;
    if (!histogram->bucketed) {
        if (has_value(histogram, lower_bound(histogram, value), value))
            return PTV_OK;
        if (histogram->n_values < PTVI_HISTOGRAM_EXACT)
            return reserve(histogram, allocator, histogram->n_values + 1);
    }
    bool wanted[PTVI_HISTOGRAM_PAGES] = {false};
    wanted[page_of(histogram, value)] = true;
    return to_buckets(histogram, allocator, wanted);
}

void ptvi_histogram_add(struct ptvi_histogram *histogram, uint64_t value, uint64_t count) {
    if (histogram->bucketed) {
        *ptvi_histogram_bucket(histogram, value) += count;
        return;
    }
    size_t index = lower_bound(histogram, value);
    struct ptvi_value *place = histogram->values + index;
    if (!has_value(histogram, index, value)) {
        memmove(place + 1, place, (histogram->n_values - index) * sizeof *place);
        place->value = value;
        place->count = 0;
        histogram->n_values++;
    }
    place->count += count;
}

/* Number of distinct values of two multisets together. */
static size_t distinct(const struct ptvi_histogram *a, const struct ptvi_histogram *b) {
    size_t n = a->n_values;
    for (size_t i = 0; i < b->n_values; i++)
        n += !has_value(a, lower_bound(a, b->values[i].value), b->values[i].value);
    return n;
}

ptv_status ptvi_histogram_prepare_merge(struct ptvi_histogram *histogram,
                                        const ptv_allocator *allocator,
                                        const struct ptvi_histogram *source) {
    if (!histogram->bucketed && !source->bucketed) {
        size_t n = distinct(histogram, source);
        if (n <= PTVI_HISTOGRAM_EXACT)
            return n > 0 ? reserve(histogram, allocator, n) : PTV_OK;
    }
    bool wanted[PTVI_HISTOGRAM_PAGES] = {false};
    mark_pages(source, wanted);
    return to_buckets(histogram, allocator, wanted);
}

void ptvi_histogram_merge(struct ptvi_histogram *histogram, const struct ptvi_histogram *source) {
    for (size_t i = 0; i < source->n_values; i++)
        ptvi_histogram_add(histogram, source->values[i].value, source->values[i].count);
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++)
        for (size_t j = 0; source->page[i] && j < page_size(source); j++)
            histogram->page[i][j] += source->page[i][j];
}

uint64_t ptvi_histogram_count(const struct ptvi_histogram *histogram, uint64_t value) {
    if (histogram->bucketed) {
        const uint64_t *bucket = ptvi_histogram_bucket(histogram, value);
        return bucket ? *bucket : 0;
    }
    size_t index = lower_bound(histogram, value);
    return has_value(histogram, index, value) ? histogram->values[index].count : 0;
}

void ptvi_histogram_remove(struct ptvi_histogram *histogram, uint64_t value, uint64_t count) {
    *ptvi_histogram_bucket(histogram, value) -= count;
}

bool ptvi_histogram_next(const struct ptvi_histogram *histogram, size_t *position,
                         struct ptvi_cell *cell) {
    if (!histogram->bucketed) {
        if (*position == histogram->n_values)
            return false;
        const struct ptvi_value *at = &histogram->values[(*position)++];
        cell->lower = cell->upper = at->value;
        cell->count = at->count;
        return true;
    }
    size_t end = (size_t)PTVI_HISTOGRAM_PAGES << histogram->bits;
    while (*position < end) {
        const uint64_t *page = histogram->page[*position >> histogram->bits];
        size_t bucket = *position;
        *position += page ? 1 : page_size(histogram);
        if (!page || page[bucket & (page_size(histogram) - 1)] == 0)
            continue;
        cell->lower = ptvi_bucket_lower(histogram->bits, bucket);
        cell->upper = ptvi_bucket_upper(histogram->bits, bucket);
        cell->count = page[bucket & (page_size(histogram) - 1)];
        return true;
    }
    return false;
}
