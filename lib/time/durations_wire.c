/* SPDX-License-Identifier: MIT */
/* Durations as bytes: fixed words for the definition and the sums, then the cells in numbers of
 * variable length. doc/wire-format.md has the layout. */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/wire.h"
#include "time/durations.h"

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

static void put_fixed(const ptv_durations *acc, uint8_t *out) {
    const uint64_t words[FIXED_WORDS] = {
        acc->calendar_id,
        shape_of(acc),
        acc->n,
        acc->missing,
        acc->rejected,
        acc->total.sum[0],
        acc->total.sum[1],
        acc->total.squares[0],
        acc->total.squares[1],
        acc->total.squares[2],
        acc->min,
        acc->max,
    };
    for (size_t i = 0; i < FIXED_WORDS; i++, out += 8)
        ptvi_put64(out, words[i]);
    for (int32_t i = 0; i < acc->n_limits; i++, out += 16) {
        ptvi_put64(out, acc->limit[i]);
        ptvi_put64(out + 8, acc->within[i]);
    }
}

/* Values: each as its distance from the one before less 1 (the first: itself), and its count.
 * Buckets: runs of neighbours, as the empty buckets before, the length less 1, and the counts. */
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

static uint64_t bucket_count(const struct ptvi_histogram *histogram, size_t bucket) {
    const uint64_t *page = histogram->page[bucket >> histogram->bits];
    return page ? page[bucket & (((size_t)1 << histogram->bits) - 1)] : 0;
}

/* The end of the run of buckets that are not empty. */
static size_t run_end(const struct ptvi_histogram *histogram, size_t bucket) {
    size_t end = (size_t)PTVI_HISTOGRAM_PAGES << histogram->bits;
    while (bucket < end && bucket_count(histogram, bucket) > 0)
        bucket++;
    return bucket;
}

static size_t put_buckets(const struct ptvi_histogram *histogram, uint8_t *out) {
    size_t n = 0, position = 0, last = 0;
    struct ptvi_cell cell;
    while (ptvi_histogram_next(histogram, &position, &cell)) {
        size_t first = position - 1;
        position = run_end(histogram, first);
        n += ptvi_put_varint(out ? out + n : NULL, first - last);
        n += ptvi_put_varint(out ? out + n : NULL, position - first - 1);
        for (size_t bucket = first; bucket < position; bucket++)
            n += ptvi_put_varint(out ? out + n : NULL, bucket_count(histogram, bucket));
        last = position;
    }
    return n;
}

static size_t put_cells(const ptv_durations *acc, uint8_t *out) {
    return acc->histogram.bucketed ? put_buckets(&acc->histogram, out)
                                   : put_values(&acc->histogram, out);
}

ptv_status ptv_durations_serialize(const ptv_durations *acc, void *buf, size_t cap, size_t *len) {
    if (!acc || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    size_t fixed = fixed_length(acc->n_limits);
    *len = fixed + put_cells(acc, NULL);
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = buf;
    put_fixed(acc, image + PTV_WIRE_HEADER);
    put_cells(acc, image + fixed);
    ptvi_wire_seal(image, *len, PTV_TYPE_DURATIONS, VERSION);
    return PTV_OK;
}

/* An image being read: its fixed words, and what is left of the cells. */
struct image {
    const uint8_t *words, *limits, *cells, *end;
    int bits;
    int32_t n_limits;
    bool bucketed, removed;
};

static uint64_t word(const struct image *image, size_t i) {
    return ptvi_get64(image->words + 8 * i);
}

static bool open_image(const void *buf, size_t len, struct image *image) {
    image->words = (const uint8_t *)buf + PTV_WIRE_HEADER;
    uint64_t shape = word(image, 1);
    image->bits = (int)(shape & 0xFF);
    image->n_limits = (int32_t)(shape >> 8 & 0xFF);
    image->bucketed = shape >> 16 & FLAG_BUCKETED;
    image->removed = shape >> 16 & FLAG_REMOVED;
    if (image->n_limits > PTV_DURATIONS_LIMITS || len < fixed_length(image->n_limits))
        return false;
    image->limits = image->words + 8 * FIXED_WORDS;
    image->cells = (const uint8_t *)buf + fixed_length(image->n_limits);
    image->end = (const uint8_t *)buf + len;
    return !image->removed || image->bucketed;
}

/* An empty state with the definition of the image. */
static ptv_status new_state(const struct image *image, const ptv_allocator *allocator,
                            ptv_durations **acc) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    config.calendar_id = word(image, 0);
    config.precision_bits = image->bits;
    config.n_limits = image->n_limits;
    for (int32_t i = 0; i < image->n_limits; i++) {
        uint64_t limit = ptvi_get64(image->limits + 16 * i);
        if (limit > INT64_MAX)
            return PTV_ERR_WIRE_CONTENT;
        config.limit_ms[i] = (int64_t)limit;
    }
    ptv_status status =
        image->bits == 0 ? PTV_ERR_ARGUMENT : ptv_durations_new(&config, allocator, acc);
    return status == PTV_ERR_ARGUMENT ? PTV_ERR_WIRE_CONTENT : status;
}

/* Adds the values one by one: sums and counts follow, to be compared with those of the image. */
static ptv_status take_values(struct image *image, ptv_durations *acc) {
    uint64_t next = 0, distance, count;
    while (image->cells < image->end) {
        if (!ptvi_get_varint(&image->cells, image->end, &distance) ||
            !ptvi_get_varint(&image->cells, image->end, &count) || count == 0 || next > INT64_MAX ||
            distance > INT64_MAX - next)
            return PTV_ERR_WIRE_CONTENT;
        ptv_status status = ptv_durations_add_n(acc, (int64_t)(next + distance), count);
        if (status == PTV_ERR_MEMORY)
            return status;
        if (status < 0 || acc->histogram.bucketed)
            return PTV_ERR_WIRE_CONTENT;
        next += distance + 1;
    }
    return PTV_OK;
}

/* Fills one bucket; acc->n counts what there is. */
static ptv_status take_bucket(ptv_durations *acc, size_t bucket, uint64_t count) {
    struct ptvi_histogram *histogram = &acc->histogram;
    uint64_t lower = ptvi_bucket_lower(histogram->bits, bucket);
    if (count == 0 || count > PTV_COUNT_MAX - acc->n)
        return PTV_ERR_WIRE_CONTENT;
    ptv_status status = ptvi_histogram_prepare_add(histogram, &acc->allocator, lower);
    if (status < 0)
        return status;
    ptvi_histogram_add(histogram, lower, count);
    acc->n += count;
    return PTV_OK;
}

static ptv_status take_buckets(struct image *image, ptv_durations *acc) {
    const size_t end = ptvi_bucket_of(image->bits, INT64_MAX) + 1;
    uint64_t gap, length, count;
    acc->histogram.bucketed = true;
    for (size_t bucket = 0; image->cells < image->end;) {
        if (!ptvi_get_varint(&image->cells, image->end, &gap) ||
            !ptvi_get_varint(&image->cells, image->end, &length) || gap >= end - bucket ||
            length >= end - bucket - gap)
            return PTV_ERR_WIRE_CONTENT;
        bucket += (size_t)gap;
        for (size_t last = bucket + (size_t)length; bucket <= last; bucket++) {
            if (!ptvi_get_varint(&image->cells, image->end, &count))
                return PTV_ERR_WIRE_CONTENT;
            ptv_status status = take_bucket(acc, bucket, count);
            if (status < 0)
                return status;
        }
    }
    return PTV_OK;
}

/* Takes over what buckets cannot tell. */
static void take_words(const struct image *image, ptv_durations *acc) {
    acc->removed = image->removed;
    for (size_t i = 0; i < 2; i++)
        acc->total.sum[i] = word(image, 5 + i);
    for (size_t i = 0; i < 3; i++)
        acc->total.squares[i] = word(image, 7 + i);
    acc->min = word(image, 10);
    acc->max = word(image, 11);
    for (int32_t i = 0; i < acc->n_limits; i++)
        acc->within[i] = ptvi_get64(image->limits + 16 * i + 8);
}

static ptv_status take_cells(struct image *image, ptv_durations *acc) {
    if (!image->bucketed)
        return take_values(image, acc);
    ptv_status status = take_buckets(image, acc);
    if (status < 0)
        return status;
    take_words(image, acc);
    if (acc->removed)
        ptvi_durations_edges(acc, &acc->lowest, &acc->highest);
    return ptvi_durations_possible(acc) ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

/* Whether a state's own bytes are those that it was read from: so sums, counts and the form of
 * every number are checked at once. */
static ptv_status confirm(const ptv_durations *acc, const void *buf, size_t len) {
    size_t own_len;
    ptv_status status = ptv_durations_serialize(acc, NULL, 0, &own_len);
    if (status < 0 || own_len != len)
        return PTV_ERR_WIRE_CONTENT;
    void *own = ptvi_allocate(&acc->allocator, 1, len);
    if (!own)
        return PTV_ERR_MEMORY;
    status = ptv_durations_serialize(acc, own, len, &own_len);
    if (status == PTV_OK && memcmp(own, buf, len) != 0)
        status = PTV_ERR_WIRE_CONTENT;
    ptvi_release(&acc->allocator, own);
    return status;
}

ptv_status ptv_durations_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                     ptv_durations **out) {
    struct image image;
    ptv_durations *acc = NULL;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_DURATIONS, VERSION);
    if (status < 0)
        return status;
    if (len < fixed_length(0))
        return PTV_ERR_WIRE_LENGTH;
    if (!open_image(buf, len, &image))
        return PTV_ERR_WIRE_CONTENT;
    status = new_state(&image, allocator, &acc);
    if (status < 0)
        return status;
    acc->missing = word(&image, 3);
    acc->rejected = word(&image, 4);
    if (acc->missing > PTV_COUNT_MAX || acc->rejected > PTV_COUNT_MAX)
        status = PTV_ERR_WIRE_CONTENT;
    if (status == PTV_OK)
        status = take_cells(&image, acc);
    if (status == PTV_OK)
        status = confirm(acc, buf, len);
    if (status < 0) {
        ptv_durations_free(acc);
        return status;
    }
    *out = acc;
    return PTV_OK;
}
