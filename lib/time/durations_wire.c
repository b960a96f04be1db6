/* SPDX-License-Identifier: MIT */
/* Durations as bytes: fixed words for the definition and the sums, then the cells: values in
 * numbers of variable length, or buckets. doc/wire-format.md has the layout.
 *
 * Bytes are read into a state that is only looked at: it owns nothing, and is merged into one that
 * does. So what comes as bytes is checked before anything is changed or made. */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/wire.h"
#include "time/durations_buckets.h"

enum { VERSION = 1, FLAG_BUCKETED = 1, FLAG_REMOVED = 2 };

/* Fixed words: calendar, shape, n, missing, rejected, sum, squares, min, max; then two words a
 * limit, the limit and the count within. */
enum { FIXED_WORDS = 12 };

static size_t fixed_length(int32_t n_limits) {
    return PTV_WIRE_HEADER + 8 * (FIXED_WORDS + 2 * (size_t)n_limits);
}

static uint64_t shape_of(const ptv_durations *acc) {
    uint64_t flags =
        (acc->histogram.bucketed ? FLAG_BUCKETED : 0) | (acc->removed ? FLAG_REMOVED : 0);
    return (uint64_t)acc->histogram.bits | (uint64_t)acc->n_limits << 8 | flags << 16;
}

/* The smallest as it is stored. */
static uint64_t stored_min(const ptv_durations *acc) {
    return acc->min == PTVI_NO_MIN ? 0 : acc->min;
}

/* ---- writing */

static void put_fixed(const ptv_durations *acc, uint8_t *out) {
    const uint64_t words[FIXED_WORDS] = {
        acc->calendar_id,      shape_of(acc),         acc->n,
        acc->missing,          acc->rejected,         acc->total.sum[0],
        acc->total.sum[1],     acc->total.squares[0], acc->total.squares[1],
        acc->total.squares[2], stored_min(acc),       acc->max,
    };
    for (size_t i = 0; i < FIXED_WORDS; i++, out += 8)
        ptvi_put64(out, words[i]);
    for (int32_t i = 0; i < acc->n_limits; i++, out += 16) {
        ptvi_put64(out, acc->limit[i]);
        ptvi_put64(out + 8, acc->within[i]);
    }
}

/* Values: each as its distance from the one before less 1 (the first: itself), and its count. */
static size_t put_values(const struct ptvi_histogram *histogram, uint8_t *out) {
    size_t n = 0;
    uint64_t next = 0;
    for (size_t i = 0; i < histogram->n_values; i++) {
        n += ptvi_put_varint(out ? out + n : NULL, histogram->values[i].value - next);
        n += ptvi_put_varint(out ? out + n : NULL, histogram->values[i].count);
        next = histogram->values[i].value + 1;
    }
    return n;
}

ptv_status ptv_durations_serialize(const ptv_durations *acc, void *buf, size_t cap, size_t *len) {
    if (!acc || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    const struct ptvi_histogram *histogram = &acc->histogram;
    struct ptvi_page_form forms[PTVI_HISTOGRAM_PAGES];
    size_t fixed = fixed_length(acc->n_limits);
    ptvi_histogram_foresee(histogram);
    *len = fixed + (histogram->bucketed ? ptvi_buckets_forms(histogram, forms)
                                        : put_values(histogram, NULL));
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = (uint8_t *)buf;
    put_fixed(acc, image + PTV_WIRE_HEADER);
    if (histogram->bucketed)
        ptvi_buckets_put(histogram, forms, image + fixed, image + *len);
    else
        put_values(histogram, image + fixed);
    ptvi_wire_seal(image, *len, PTV_TYPE_DURATIONS, VERSION);
    return PTV_OK;
}

/* ---- reading */

/* An image that is read: what is left of it, and the state that it is, whose values or pages are
 * here. */
struct image {
    const uint8_t *words, *at, *end;
    ptv_durations state;
    struct ptvi_value values[PTVI_HISTOGRAM_EXACT];
    uint32_t *pages;
};

static uint64_t word(const struct image *image, size_t i) {
    return ptvi_get64(image->words + 8 * i);
}

/* The definition, and what stands in words; false for what no state has. */
static bool read_words(struct image *image, const ptv_allocator *allocator) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations *state = &image->state;
    uint64_t shape = word(image, 1);
    size_t n_limits = shape >> 8 & 0xFF;
    size_t left = (size_t)(image->end - image->words) / 8 - FIXED_WORDS;
    if (n_limits > PTV_DURATIONS_LIMITS || 2 * n_limits > left || (shape & 0xFF) == 0)
        return false;
    config.calendar_id = word(image, 0);
    config.precision_bits = (int32_t)(shape & 0xFF);
    config.n_limits = (int32_t)n_limits;
    for (size_t i = 0; i < n_limits; i++) {
        uint64_t limit = word(image, FIXED_WORDS + 2 * i);
        if (limit > INT64_MAX)
            return false;
        config.limit_ms[i] = (int64_t)limit;
    }
    if (ptvi_durations_init(state, &config, allocator) < 0)
        return false;
    state->histogram.bucketed = shape >> 16 & FLAG_BUCKETED;
    state->removed = shape >> 16 & FLAG_REMOVED;
    state->n = word(image, 2);
    state->missing = word(image, 3);
    state->rejected = word(image, 4);
    for (size_t i = 0; i < 2; i++)
        state->total.sum[i] = word(image, 5 + i);
    for (size_t i = 0; i < 3; i++)
        state->total.squares[i] = word(image, 7 + i);
    for (size_t i = 0; i < n_limits; i++)
        state->within[i] = word(image, FIXED_WORDS + 2 * i + 1);
    bool ranged = state->n > 0 && !state->removed;
    state->min = ranged ? word(image, 10) : PTVI_NO_MIN;
    state->max = word(image, 11);
    image->at = image->words + 8 * (FIXED_WORDS + 2 * n_limits);
    return shape == shape_of(state) && (state->histogram.bucketed || !state->removed) &&
           (ranged || (word(image, 10) == 0 && state->max == 0)) && state->n <= PTV_COUNT_MAX &&
           state->missing <= PTV_COUNT_MAX && state->rejected <= PTV_COUNT_MAX;
}

/* Values, of which everything follows: it must be what stands in the words. */
static bool read_values(struct image *image) {
    ptv_durations *state = &image->state, sum;
    uint64_t next = 0, distance, count;
    ptvi_durations_init_like(&sum, state, &state->allocator);
    state->histogram.values = image->values;
    for (size_t n = 0; image->at < image->end; n++) {
        if (n == PTVI_HISTOGRAM_EXACT || !ptvi_get_varint(&image->at, image->end, &distance) ||
            !ptvi_get_varint(&image->at, image->end, &count) || count == 0 ||
            count > state->n - sum.n || next > INT64_MAX || distance > INT64_MAX - next)
            return false;
        struct ptvi_value value = {next + distance, count};
        image->values[n] = value;
        state->histogram.n_values = n + 1;
        ptvi_sums_add(&sum.total, value.value, count);
        ptvi_durations_limit(&sum, value.value, count);
        ptvi_durations_stretch(&sum, value.value, value.value);
        sum.n += count;
        next = value.value + 1;
    }
    return sum.n == state->n && sum.min == state->min && sum.max == state->max &&
           memcmp(&sum.total, &state->total, sizeof sum.total) == 0 &&
           memcmp(sum.within, state->within, sizeof sum.within) == 0;
}

/* Buckets, which must be possible with what stands in the words. */
static ptv_status read_buckets(struct image *image) {
    ptv_durations *state = &image->state;
    struct ptvi_histogram *histogram = &state->histogram;
    struct ptvi_bucket_sums sums;
    size_t pages = ptvi_buckets_pages(image->at, image->end);
    histogram->wide = state->n > UINT32_MAX;
    if (pages > 0) {
        image->pages = (uint32_t *)ptvi_allocate(&state->allocator, pages << histogram->wide,
                                                 histogram->size * sizeof *image->pages);
        if (!image->pages)
            return PTV_ERR_MEMORY;
    }
    bool ok = ptvi_buckets_get(histogram, image->pages, state->n, image->at, image->end, &sums) &&
              sums.n == state->n &&
              ptvi_durations_possible(state, sums.n_buckets, &sums.lowest, &sums.highest);
    if (ok && state->removed) {
        state->lowest = sums.lowest;
        state->highest = sums.highest;
    }
    return ok ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

/* Reads an image; whatever the status, close_image gives back its memory. */
static ptv_status open_image(struct image *image, const void *buf, size_t len,
                             const ptv_allocator *allocator) {
    image->pages = NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_DURATIONS, VERSION);
    if (status < 0)
        return status;
    if (len < fixed_length(0))
        return PTV_ERR_WIRE_LENGTH;
    image->words = (const uint8_t *)buf + PTV_WIRE_HEADER;
    image->end = (const uint8_t *)buf + len;
    if (!read_words(image, allocator))
        return PTV_ERR_WIRE_CONTENT;
    if (image->state.histogram.bucketed)
        return read_buckets(image);
    return read_values(image) ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

static void close_image(struct image *image, const ptv_allocator *allocator) {
    ptvi_release(allocator, image->pages);
}

ptv_status ptv_durations_merge_bytes(ptv_durations *dst, const void *buf, size_t len) {
    struct image image;
    if (!dst)
        return PTV_ERR_NULL;
    ptv_status status = open_image(&image, buf, len, &dst->allocator);
    if (status == PTV_OK)
        status = ptvi_durations_prepare_merge(dst, &image.state);
    if (status == PTV_OK)
        ptvi_durations_merge_prepared(dst, &image.state);
    close_image(&image, &dst->allocator);
    return status;
}

ptv_status ptv_durations_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                     ptv_durations **out) {
    struct image image;
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = open_image(&image, buf, len, &source);
    if (status == PTV_OK)
        status = ptv_durations_copy(&image.state, &source, out);
    close_image(&image, &source);
    return status;
}
