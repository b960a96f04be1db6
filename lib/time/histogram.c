/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/certain.h"
#include "base/processor.h"
#include "time/histogram.h"

void ptvi_histogram_init(struct ptvi_histogram *histogram, int bits) {
    memset(histogram, 0, sizeof *histogram);
    histogram->bits = bits;
    histogram->size = (size_t)1 << bits;
}

static void release_pages(struct ptvi_histogram *histogram, const ptv_allocator *allocator) {
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++) {
        ptvi_release(allocator, histogram->page[i]);
        histogram->page[i] = NULL;
    }
    histogram->wide = false;
}

void ptvi_histogram_clear(struct ptvi_histogram *histogram, const ptv_allocator *allocator) {
    ptvi_release(allocator, histogram->values);
    release_pages(histogram, allocator);
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

static size_t page_of(const struct ptvi_histogram *histogram, uint64_t value) {
    return ptvi_bucket_of(histogram->bits, value) >> histogram->bits;
}

/* Where a value's bucket is in its page. */
static size_t index_of(const struct ptvi_histogram *histogram, uint64_t value) {
    return ptvi_bucket_of(histogram->bits, value) & (histogram->size - 1);
}

/* Stores a counter, which fits the page. */
static void put_count(const struct ptvi_histogram *histogram, uint32_t *page, size_t index,
                      uint64_t count) {
    page[index] = (uint32_t)count;
    if (histogram->wide)
        page[histogram->size + index] = (uint32_t)(count >> 32);
}

void ptvi_histogram_foresee(const struct ptvi_histogram *histogram) {
    enum { LINE = 64 };
    size_t length = (histogram->size << histogram->wide) * sizeof **histogram->page;
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++)
        for (size_t at = 0; histogram->page[i] && at < length; at += LINE)
            ptvi_prefetch(histogram->page[i], at);
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
    struct ptvi_value *values =
        (struct ptvi_value *)ptvi_allocate(allocator, capacity, sizeof *values);
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

/* Whether counters are wide enough for n numbers, and all pages there that another multiset in
 * buckets has. */
static bool has_pages(const struct ptvi_histogram *histogram, const struct ptvi_histogram *source,
                      uint64_t n) {
    bool lacks = !histogram->bucketed || !source->bucketed || (!histogram->wide && n > UINT32_MAX);
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++)
        lacks |= (source->page[i] != NULL) & (histogram->page[i] == NULL);
    return !lacks;
}

/* Allocates the wanted pages that are not there, all or none; all anew where counters must become
 * wider for n numbers. */
static ptv_status allocate_pages(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                                 const bool wanted[], uint64_t n) {
    uint32_t *fresh[PTVI_HISTOGRAM_PAGES] = {NULL};
    size_t size = histogram->size;
    bool widens = !histogram->wide && n > UINT32_MAX, wide = histogram->wide || widens;
    bool failed = false;
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES && !failed; i++)
        if (wanted[i] && (widens || !histogram->page[i])) {
            fresh[i] = (uint32_t *)ptvi_allocate(allocator, wide ? 2 * size : size, sizeof **fresh);
            failed = !fresh[i];
        }
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++) {
        if (!failed && fresh[i]) {
            uint32_t *page = histogram->page[i];
            if (page)
                memcpy(fresh[i], page, size * sizeof *page);
            histogram->page[i] = fresh[i];
            fresh[i] = page;
        }
        ptvi_release(allocator, fresh[i]);
    }
    if (failed)
        return PTV_ERR_MEMORY;
    histogram->wide = wide;
    return PTV_OK;
}

/* Moves the values into the buckets, for which the pages are there. */
static void pour(struct ptvi_histogram *histogram, const ptv_allocator *allocator) {
    struct ptvi_value *values = histogram->values;
    size_t n = histogram->n_values;
    histogram->values = NULL;
    histogram->n_values = histogram->capacity = 0;
    histogram->bucketed = true;
    for (size_t i = 0; i < n; i++)
        ptvi_histogram_add(histogram, values[i].value, values[i].count);
    ptvi_release(allocator, values);
}

ptv_status ptvi_histogram_to_buckets(struct ptvi_histogram *histogram,
                                     const ptv_allocator *allocator, uint64_t n) {
    bool wanted[PTVI_HISTOGRAM_PAGES] = {false};
    if (histogram->bucketed)
        return PTV_OK;
    mark_pages(histogram, wanted);
    ptv_status status = allocate_pages(histogram, allocator, wanted, n);
    if (status == PTV_OK)
        pour(histogram, allocator);
    return status;
}

static ptv_status prepare_bucket(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                                 uint64_t value, uint64_t n) {
    bool wanted[PTVI_HISTOGRAM_PAGES] = {false};
    if (ptvi_histogram_bucket(histogram, value) && (histogram->wide || n <= UINT32_MAX))
        return PTV_OK;
    mark_pages(histogram, wanted);
    wanted[page_of(histogram, value)] = true;
    return allocate_pages(histogram, allocator, wanted, n);
}

ptv_status ptvi_histogram_prepare_add(struct ptvi_histogram *histogram,
                                      const ptv_allocator *allocator, uint64_t value, uint64_t n) {
    if (!histogram->bucketed) {
        if (has_value(histogram, lower_bound(histogram, value), value))
            return PTV_OK;
        if (histogram->n_values < PTVI_HISTOGRAM_EXACT)
            return reserve(histogram, allocator, histogram->n_values + 1);
    }
    ptv_status status = prepare_bucket(histogram, allocator, value, n);
    if (status == PTV_OK)
        status = ptvi_histogram_to_buckets(histogram, allocator, n);
    return status;
}

void ptvi_histogram_add(struct ptvi_histogram *histogram, uint64_t value, uint64_t count) {
    if (histogram->bucketed) {
        uint32_t *page = histogram->page[page_of(histogram, value)];
        size_t index = index_of(histogram, value);
        put_count(histogram, page, index, ptvi_page_count(histogram, page, index) + count);
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

void ptvi_histogram_add_bytes(struct ptvi_histogram *histogram, size_t page,
                              const uint8_t *counts) {
    uint32_t *to = histogram->page[page];
    size_t size = histogram->size;
    if (histogram->wide)
        for (size_t i = 0; i < size; i++)
            put_count(histogram, to, i, ptvi_page_count(histogram, to, i) + counts[i]);
    else
        for (size_t i = 0; i < size; i++)
            to[i] += counts[i];
}

/* Number of distinct values of two multisets together. */
static size_t distinct(const struct ptvi_histogram *a, const struct ptvi_histogram *b) {
    size_t n = a->n_values;
    for (size_t i = 0; i < b->n_values; i++)
        n += !has_value(a, lower_bound(a, b->values[i].value), b->values[i].value);
    return n;
}

/* Whether two multisets together are in buckets. */
static bool turns(const struct ptvi_histogram *histogram, const struct ptvi_histogram *source) {
    return histogram->bucketed || source->bucketed ||
           distinct(histogram, source) > PTVI_HISTOGRAM_EXACT;
}

ptv_status ptvi_histogram_prepare_merge(struct ptvi_histogram *histogram,
                                        const ptv_allocator *allocator,
                                        const struct ptvi_histogram *source, uint64_t n) {
    if (has_pages(histogram, source, n))
        return PTV_OK;
    if (!turns(histogram, source)) {
        size_t most = distinct(histogram, source);
        return most > 0 ? reserve(histogram, allocator, most) : PTV_OK;
    }
    bool wanted[PTVI_HISTOGRAM_PAGES] = {false};
    mark_pages(source, wanted);
    mark_pages(histogram, wanted);
    return allocate_pages(histogram, allocator, wanted, n);
}

void ptvi_histogram_unprepare_merge(struct ptvi_histogram *histogram,
                                    const ptv_allocator *allocator) {
    if (!histogram->bucketed)
        release_pages(histogram, allocator);
}

#ifdef PTVI_X86
#include <immintrin.h>

/* Eight at a time: no page has fewer. Both may be the same. */
PTVI_TARGET_AVX2
static void add_eights(uint32_t *to, const uint32_t *from, size_t size) {
    for (size_t i = 0; i < size; i += 8) {
        __m256i a = _mm256_loadu_si256((const __m256i *)(to + i));
        __m256i b = _mm256_loadu_si256((const __m256i *)(from + i));
        _mm256_storeu_si256((__m256i *)(to + i), _mm256_add_epi32(a, b));
    }
}
#endif

void ptvi_histogram_add_page(unsigned processor, uint32_t *to, const uint32_t *from, size_t size) {
#ifdef PTVI_X86
    if (processor & PTVI_AVX2) {
        add_eights(to, from, size);
        return;
    }
#endif
    (void)processor;
    for (size_t i = 0; i < size; i++)
        to[i] += from[i];
}

static void merge_page(struct ptvi_histogram *histogram, uint32_t *to,
                       const struct ptvi_histogram *source, const uint32_t *from) {
    size_t size = histogram->size;
    if (histogram->wide)
        for (size_t i = 0; i < size; i++)
            put_count(histogram, to, i,
                      ptvi_page_count(histogram, to, i) + ptvi_page_count(source, from, i));
    else
        ptvi_histogram_add_page(ptvi_processor(), to, from, size);
}

void ptvi_histogram_merge(struct ptvi_histogram *histogram, const ptv_allocator *allocator,
                          const struct ptvi_histogram *source) {
    if (!histogram->bucketed && turns(histogram, source))
        pour(histogram, allocator);
    for (size_t i = 0; i < source->n_values; i++)
        ptvi_histogram_add(histogram, source->values[i].value, source->values[i].count);
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++)
        if (source->page[i])
            merge_page(histogram, histogram->page[i], source, source->page[i]);
}

uint64_t ptvi_histogram_count(const struct ptvi_histogram *histogram, uint64_t value) {
    if (histogram->bucketed) {
        const uint32_t *page = histogram->page[page_of(histogram, value)];
        return page ? ptvi_page_count(histogram, page, index_of(histogram, value)) : 0;
    }
    size_t index = lower_bound(histogram, value);
    return has_value(histogram, index, value) ? histogram->values[index].count : 0;
}

/* How many there are in the buckets of a page from one on, and before another. */
static uint64_t count_between(const struct ptvi_histogram *histogram, const uint32_t *page,
                              size_t from, size_t to) {
    uint64_t lower = 0, upper = 0;
    for (size_t i = from; i < to; i++)
        lower += page[i];
    for (size_t i = from; histogram->wide && i < to; i++)
        upper += page[histogram->size + i];
    return lower + (upper << 32);
}

uint64_t ptvi_histogram_below(const struct ptvi_histogram *histogram, uint64_t value) {
    uint64_t below = 0;
    if (!histogram->bucketed) {
        for (size_t i = lower_bound(histogram, value); i > 0; i--)
            below += histogram->values[i - 1].count;
        return below;
    }
    size_t last = page_of(histogram, value);
    for (size_t i = 0; i <= last; i++)
        if (histogram->page[i])
            below += count_between(histogram, histogram->page[i], 0,
                                   i < last ? histogram->size : index_of(histogram, value));
    return below;
}

uint64_t ptvi_histogram_above(const struct ptvi_histogram *histogram, uint64_t value) {
    size_t first = page_of(histogram, value);
    uint64_t above = 0;
    for (size_t i = first; i < PTVI_HISTOGRAM_PAGES; i++)
        if (histogram->page[i])
            above += count_between(histogram, histogram->page[i],
                                   i > first ? 0 : index_of(histogram, value) + 1, histogram->size);
    return above;
}

void ptvi_histogram_remove(struct ptvi_histogram *histogram, uint64_t value, uint64_t count) {
    uint32_t *page = histogram->page[page_of(histogram, value)];
    size_t index = index_of(histogram, value);
    put_count(histogram, page, index, ptvi_page_count(histogram, page, index) - count);
}

static struct ptvi_cell cell_of_bucket(const struct ptvi_histogram *histogram, size_t bucket,
                                       uint64_t count) {
    struct ptvi_cell cell = {ptvi_bucket_lower(histogram->bits, bucket),
                             ptvi_bucket_upper(histogram->bits, bucket), count};
    return cell;
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
    size_t size = histogram->size;
    while (*position < end) {
        size_t bucket = *position;
        const uint32_t *page = histogram->page[bucket >> histogram->bits];
        *position += page ? 1 : size;
        uint64_t count = page ? ptvi_page_count(histogram, page, bucket & (size - 1)) : 0;
        if (count == 0)
            continue;
        *cell = cell_of_bucket(histogram, bucket, count);
        return true;
    }
    return false;
}

bool ptvi_histogram_first(const struct ptvi_histogram *histogram, struct ptvi_cell *cell) {
    size_t position = 0, page = 0;
    /* Over pages that are not there, faster than a walk. */
    while (histogram->bucketed && page < PTVI_HISTOGRAM_PAGES && !histogram->page[page])
        position = ++page * histogram->size;
    return ptvi_histogram_next(histogram, &position, cell);
}

bool ptvi_histogram_last(const struct ptvi_histogram *histogram, struct ptvi_cell *cell) {
    size_t position = histogram->n_values - (histogram->n_values > 0);
    size_t size = histogram->size;
    if (!histogram->bucketed)
        return ptvi_histogram_next(histogram, &position, cell);
    for (size_t i = PTVI_HISTOGRAM_PAGES; i-- > 0;) {
        const uint32_t *page = histogram->page[i];
        for (size_t j = page ? size : 0; j-- > 0;) {
            uint64_t count = ptvi_page_count(histogram, page, j);
            if (count == 0)
                continue;
            *cell = cell_of_bucket(histogram, i * size + j, count);
            return true;
        }
    }
    return false;
}

struct ptvi_cell ptvi_histogram_of_rank(const struct ptvi_histogram *histogram, uint64_t rank,
                                        uint64_t *below) {
    struct ptvi_cell cell = {0, 0, 0};
    size_t position = 0;
    *below = 0;
    /* Pages that are wholly below are stepped over. */
    for (size_t i = 0; histogram->bucketed && PTVI_ALWAYS(i < PTVI_HISTOGRAM_PAGES); i++) {
        const uint32_t *page = histogram->page[i];
        uint64_t count = page ? count_between(histogram, page, 0, histogram->size) : 0;
        if (rank <= *below + count)
            break;
        *below += count;
        position += histogram->size;
    }
    bool there = ptvi_histogram_next(histogram, &position, &cell);
    while (PTVI_ALWAYS(there) && rank > *below + cell.count) {
        *below += cell.count;
        there = ptvi_histogram_next(histogram, &position, &cell);
    }
    return cell;
}
