/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/processor.h"
#include "time/durations_buckets.h"
#include "time/durations_pack.h"

/* Eight numbers of some bits take as many bytes. */
enum { EIGHT = 8, BYTE = 8 };

/* ---- forms */

/* From the least significant bit on, a count of at most 56 bits lies in eight bytes, of which the
 * first is the one that it begins in; larger counts get 64. */
enum { LIST = 0, BITS_MOST = 56, BITS_ALL = 64 };

static int bits_for(uint64_t largest) {
    int bits = ptvi_highest_set(largest) + 1;
    return bits > BITS_MOST ? BITS_ALL : bits;
}

/* The bytes of a packed page, with the one that says so. */
static size_t packed_length(size_t size, int bits) {
    return 1 + (size_t)bits * (size / EIGHT);
}

/* Those of a list: it begins with two; a count takes one for its index, and one or more itself. */
static size_t list_length(const struct ptvi_histogram *histogram, const uint32_t *page) {
    size_t length = 2;
    for (size_t i = 0; i < histogram->size; i++) {
        uint64_t count = ptvi_page_count(histogram, page, i);
        length += count > 0 ? 1 + ptvi_put_varint(NULL, count) : 0;
    }
    return length;
}

/* The form of a page, of which it is known how many counts are not 0, and the largest, or a number
 * with as many bits: the shorter form, and packed if both are alike. */
static struct ptvi_page_form form_of(const struct ptvi_histogram *histogram, const uint32_t *page,
                                     uint64_t largest, size_t present) {
    struct ptvi_page_form form = {LIST, 0};
    if (present == 0)
        return form;
    int bits = bits_for(largest);
    size_t packed = packed_length(histogram->size, bits);
    form.length = 2 + 2 * present;
    if (bits >= BYTE && form.length < packed)
        form.length = list_length(histogram, page);
    if (packed <= form.length) {
        form.bits = bits;
        form.length = packed;
    }
    return form;
}

static struct ptvi_page_form find_form(const struct ptvi_histogram *histogram,
                                       const uint32_t *page) {
    const uint32_t *upper = page + histogram->size;
    uint32_t any = 0, any_upper = 0, present = 0;
    if (histogram->wide)
        for (size_t i = 0; i < histogram->size; i++) {
            any |= page[i];
            any_upper |= upper[i];
            present += (page[i] | upper[i]) > 0;
        }
    else
        for (size_t i = 0; i < histogram->size; i++) {
            any |= page[i];
            present += page[i] > 0;
        }
    return form_of(histogram, page, (uint64_t)any_upper << 32 | any, present);
}

size_t ptvi_buckets_forms(const struct ptvi_histogram *histogram,
                          struct ptvi_page_form forms[PTVI_HISTOGRAM_PAGES]) {
    const struct ptvi_page_form none = {LIST, 0};
    size_t length = sizeof(uint64_t);
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++) {
        forms[i] = histogram->page[i] ? find_form(histogram, histogram->page[i]) : none;
        length += forms[i].length;
    }
    return length;
}

/* ---- eight numbers of so many bits each, in as many bytes: of any form, each lies in eight bytes */

static void put_eight(uint8_t *out, const uint64_t *counts, int bits) {
    uint8_t bytes[(EIGHT + 1) * EIGHT] = {0};
    for (int i = 0; i < EIGHT; i++) {
        uint8_t *at = bytes + i * bits / BYTE;
        ptvi_put64(at, ptvi_get64(at) | counts[i] << i * bits % BYTE);
    }
    memcpy(out, bytes, (size_t)bits);
}

static void get_eight(const uint8_t *in, uint64_t *counts, int bits) {
    uint8_t bytes[(EIGHT + 1) * EIGHT] = {0};
    memcpy(bytes, in, (size_t)bits);
    for (int i = 0; i < EIGHT; i++)
        counts[i] = ptvi_get64(bytes + i * bits / BYTE) >> i * bits % BYTE &
                    UINT64_MAX >> (BITS_ALL - bits);
}

/* ---- writing */

/* The buckets that are not empty are found first, without a branch that could be guessed wrong. */
static uint8_t *put_list(uint8_t *out, const struct ptvi_histogram *histogram,
                         const uint32_t *page) {
    uint8_t index[1 << PTVI_HISTOGRAM_BITS_MAX];
    size_t present = 0;
    for (size_t i = 0; i < histogram->size; i++) {
        index[present] = (uint8_t)i;
        present += ptvi_page_count(histogram, page, i) > 0;
    }
    *out++ = (uint8_t)(present - 1);
    for (size_t i = 0; i < present; i++) {
        *out++ = index[i];
        out += ptvi_put_varint(out, ptvi_page_count(histogram, page, index[i]));
    }
    return out;
}

static uint8_t *put_small(uint8_t *out, const uint8_t *end, size_t size, const uint32_t *page,
                          int bits) {
    ptvi_pack(out, end, size, page, bits);
    return out + packed_length(size, bits) - 1;
}

static uint8_t *put_large(uint8_t *out, const struct ptvi_histogram *histogram,
                          const uint32_t *page, int bits) {
    for (size_t i = 0; i < histogram->size; i += EIGHT, out += bits) {
        uint64_t counts[EIGHT];
        for (size_t k = 0; k < EIGHT; k++)
            counts[k] = ptvi_page_count(histogram, page, i + k);
        put_eight(out, counts, bits);
    }
    return out;
}

void ptvi_buckets_put(const struct ptvi_histogram *histogram, const struct ptvi_page_form forms[],
                      uint8_t *out, const uint8_t *end) {
    uint8_t *mask = out;
    uint64_t pages = 0;
    out += sizeof pages;
    for (size_t i = 0; i < PTVI_HISTOGRAM_PAGES; i++) {
        const uint32_t *page = histogram->page[i];
        int bits = forms[i].bits;
        if (forms[i].length == 0)
            continue;
        pages |= UINT64_C(1) << i;
        *out++ = (uint8_t)bits;
        out = bits == LIST   ? put_list(out, histogram, page)
              : bits <= BYTE ? put_small(out, end, histogram->size, page, bits)
                             : put_large(out, histogram, page, bits);
    }
    ptvi_put64(mask, pages);
}

/* ---- sums of what is read */

/* Adds x 2^shift to a sum that has room for it. */
static inline void add_shifted(uint64_t *sum, uint64_t x, size_t shift) {
    uint64_t low = x << shift % 64, high = x >> 1 >> (63 - shift % 64);
    sum += shift / 64;
    *sum += low;
    high += *sum < low;
    while (high > 0) {
        *++sum += high;
        high = *sum < high;
    }
}

/* Adds to the sums of edges what a page is worth. Its bucket i begins at (m + i) 2^s, and the next
 * one at (m + i + 1) 2^s, so that no bucket needs products of its own. As highest edges those of
 * the next buckets are added. */
static void add_edges(struct ptvi_bucket_sums *sums, int bits, size_t page,
                      const struct ptvi_page_sums *of) {
    uint64_t m = page > 0 ? UINT64_C(1) << bits : 0;
    size_t s = page > 0 ? page - 1 : 0;
    uint64_t edges = m * of->n + of->index;
    uint64_t squares = m * m * of->n + 2 * m * of->index + of->square;
    add_shifted(sums->lowest.sum, edges, s);
    add_shifted(sums->lowest.squares, squares, 2 * s);
    add_shifted(sums->highest.sum, edges + of->n, s);
    add_shifted(sums->highest.squares, squares + 2 * edges + of->n, 2 * s);
}

/* Of all pages: a bucket ends 1 before the next one, at e - 1, of which the square is
 * e^2 - 2 e + 1. */
static void end_edges(struct ptvi_bucket_sums *sums) {
    struct ptvi_sums *highest = &sums->highest;
    const uint64_t n[3] = {sums->n, 0, 0};
    const uint64_t e[3] = {highest->sum[0], highest->sum[1], 0};
    ptvi_wide_sub(highest->squares, e, 3);
    ptvi_wide_sub(highest->squares, e, 3);
    ptvi_wide_add(highest->squares, n, 3);
    ptvi_wide_sub(highest->sum, n, 2);
}

/* ---- reading */

/* Bytes that are read, up to their end, and what they hold at most. */
struct reader {
    const uint8_t *at, *end;
    uint64_t most;
    struct ptvi_histogram *histogram;
    struct ptvi_bucket_sums *sums;
    unsigned processor;
};

/* Takes a count, if there can be so many: then a page that is not wide has room for it, and its
 * sums for it, too. Where it may be wide, its edges are added here, as add_edges adds them. */
static bool take(struct reader *reader, size_t page, size_t i, uint64_t count,
                 struct ptvi_page_sums *sums) {
    struct ptvi_histogram *histogram = reader->histogram;
    uint32_t *counters = histogram->page[page];
    if (count > reader->most - reader->sums->n)
        return false;
    reader->sums->n += count;
    sums->present += count > 0;
    sums->any |= count;
    counters[i] = (uint32_t)count;
    if (histogram->wide) {
        size_t bucket = page * histogram->size + i;
        counters[histogram->size + i] = (uint32_t)(count >> 32);
        ptvi_sums_add(&reader->sums->lowest, ptvi_bucket_lower(histogram->bits, bucket), count);
        ptvi_sums_add(&reader->sums->highest, ptvi_bucket_upper(histogram->bits, bucket) + 1,
                      count);
    } else {
        sums->n += count;
        sums->index += count * i;
        sums->square += count * i * i;
    }
    return true;
}

static bool get_list(struct reader *reader, size_t page, struct ptvi_page_sums *sums) {
    if (reader->at == reader->end)
        return false;
    size_t next = 0;
    for (size_t n = (size_t)*reader->at++ + 1; n > 0; n--) {
        uint64_t count;
        size_t i = reader->at < reader->end ? *reader->at++ : 0;
        if (i < next || i >= reader->histogram->size ||
            !ptvi_get_varint(&reader->at, reader->end, &count) || count == 0 ||
            !take(reader, page, i, count, sums))
            return false;
        next = i + 1;
    }
    return true;
}

static bool get_small(struct reader *reader, size_t page, int bits, struct ptvi_page_sums *sums) {
    size_t size = reader->histogram->size;
    ptvi_unpack(reader->processor, reader->at, reader->end, size, bits,
                reader->histogram->page[page], sums);
    reader->at += packed_length(size, bits) - 1;
    reader->sums->n += sums->n;
    return reader->sums->n <= reader->most;
}

static bool get_large(struct reader *reader, size_t page, int bits, struct ptvi_page_sums *sums) {
    for (size_t i = 0; i < reader->histogram->size; i += EIGHT, reader->at += bits) {
        uint64_t counts[EIGHT];
        get_eight(reader->at, counts, bits);
        for (size_t k = 0; k < EIGHT; k++)
            if (!take(reader, page, i + k, counts[k], sums))
                return false;
    }
    return true;
}

/* Reads a page, which must have the form that it would be written in. */
static bool get_page(struct reader *reader, size_t page) {
    struct ptvi_histogram *histogram = reader->histogram;
    struct ptvi_page_sums sums = {0, 0, 0, 0, 0};
    if (reader->at == reader->end)
        return false;
    int bits = *reader->at++;
    size_t left = (size_t)(reader->end - reader->at);
    if (bits > BITS_ALL || (bits != LIST && left < packed_length(histogram->size, bits) - 1))
        return false;
    bool good = bits == LIST   ? get_list(reader, page, &sums)
                : bits <= BYTE ? get_small(reader, page, bits, &sums)
                               : get_large(reader, page, bits, &sums);
    if (!good)
        return false;
    struct ptvi_page_form form =
        form_of(histogram, histogram->page[page], sums.any, (size_t)sums.present);
    add_edges(reader->sums, histogram->bits, page, &sums);
    reader->sums->n_buckets += sums.present;
    return form.bits == bits; /* and so it is as long */
}

size_t ptvi_buckets_pages(const uint8_t *at, const uint8_t *end) {
    return (size_t)(end - at) < sizeof(uint64_t) ? 0 : (size_t)ptvi_count_bits(ptvi_get64(at));
}

bool ptvi_buckets_get(struct ptvi_histogram *histogram, uint32_t *room, uint64_t n,
                      const uint8_t *at, const uint8_t *end, struct ptvi_bucket_sums *sums) {
    const struct ptvi_bucket_sums none = {0, 0, {{0}, {0}}, {{0}, {0}}};
    struct reader reader = {at, end, n, histogram, sums, ptvi_processor()};
    const size_t n_pages = (ptvi_bucket_of(histogram->bits, INT64_MAX) >> histogram->bits) + 1;
    *sums = none;
    if ((size_t)(end - at) < sizeof(uint64_t))
        return false;
    uint64_t pages = ptvi_get64(at);
    reader.at += sizeof pages;
    if (pages >> n_pages != 0)
        return false;
    for (; pages != 0; pages &= pages - 1) {
        size_t page = (size_t)ptvi_lowest_set(pages);
        histogram->page[page] = room;
        room += histogram->size << histogram->wide;
        if (!get_page(&reader, page))
            return false;
    }
    end_edges(sums);
    return reader.at == end;
}
