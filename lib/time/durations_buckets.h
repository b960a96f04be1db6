/* SPDX-License-Identifier: MIT */
/* Buckets as bytes, a page at a time: each packed in as few bits as its largest count takes, or as
 * a list of those that are not empty, whichever is shorter. doc/wire-format.md has the layout. */
#ifndef PTVI_DURATIONS_BUCKETS_H
#define PTVI_DURATIONS_BUCKETS_H

#include "time/durations.h"

/* How a page is written: the bits of each count, or 0, a list; and the bytes that this takes, 0 of
 * a page that is empty or not there. */
struct ptvi_page_form {
    int bits;
    size_t length;
};

/* Finds the form of each page; returns the length of all. */
size_t ptvi_buckets_forms(const struct ptvi_histogram *histogram,
                          struct ptvi_page_form forms[PTVI_HISTOGRAM_PAGES]);

/* Writes the pages in these forms, as many bytes as that, to `end`. */
void ptvi_buckets_put(const struct ptvi_histogram *histogram, const struct ptvi_page_form forms[],
                      uint8_t *out, const uint8_t *end);

/* How many pages so many bytes of buckets can hold at most. */
size_t ptvi_buckets_pages(const uint8_t *at, const uint8_t *end);

/* Buckets that were read: how many are not empty, how many numbers they hold, and what their edges
 * sum up to. */
struct ptvi_bucket_sums {
    uint64_t n_buckets, n;
    struct ptvi_sums lowest, highest;
};

/* Reads such bytes, of at most n numbers, into a histogram in buckets without any; its pages are
 * then in room for as many, all 0. False for what is not the one form of any buckets. */
bool ptvi_buckets_get(struct ptvi_histogram *histogram, uint32_t *room, uint64_t n,
                      const uint8_t *at, const uint8_t *end, struct ptvi_bucket_sums *sums);

#endif
