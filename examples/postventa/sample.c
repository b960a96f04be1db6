/* SPDX-License-Identifier: MIT */
#include "sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/quantile.h>

#include "memory.h"

void sample_add(struct sample *sample, int64_t value) {
    sample->at = memory_grow(sample->at, &sample->capacity, sample->n + 1, sizeof *sample->at);
    sample->at[sample->n++] = value;
    sample->sorted = false;
}

void sample_join(struct sample *sample, const struct sample *other) {
    size_t n = sample->n + other->n;
    if (other->n == 0)
        return;
    sample->at = memory_grow(sample->at, &sample->capacity, n, sizeof *sample->at);
    memcpy(sample->at + sample->n, other->at, other->n * sizeof *other->at);
    sample->n = n;
    sample->sorted = false;
}

/* Puts values in the order of one of their bytes; those of the same byte stay as they are. */
static void sort_by_byte(int64_t *to, const int64_t *from, size_t n, int shift) {
    size_t place[256] = {0}, before = 0;
    for (size_t i = 0; i < n; i++)
        place[from[i] >> shift & 0xFF]++;
    for (size_t byte = 0; byte < 256; byte++) {
        size_t here = place[byte];
        place[byte] = before;
        before += here;
    }
    for (size_t i = 0; i < n; i++)
        to[place[from[i] >> shift & 0xFF]++] = from[i];
}

/* Durations have few bytes that are not 0. */
void sample_sort(struct sample *sample) {
    if (sample->n > 1 && !sample->sorted) {
        int64_t bits = 0, *other = memory_new(sample->n, sizeof *other);
        for (size_t i = 0; i < sample->n; i++)
            bits |= sample->at[i];
        for (int shift = 0; shift < 64 && bits >> shift > 0; shift += 8) {
            sort_by_byte(other, sample->at, sample->n, shift);
            int64_t *sorted = other;
            other = sample->at;
            sample->at = sorted;
        }
        sample->capacity = sample->n;
        free(other);
    }
    sample->sorted = true;
}

/* The value of a rank from 1 on; none beyond the ends. */
static double ranked(const struct sample *sample, uint64_t rank) {
    return rank >= 1 && rank <= sample->n ? (double)sample->at[rank - 1] : NAN;
}

void sample_quantile(const struct sample *sample, uint32_t num, uint32_t den, int32_t type,
                     double confidence, ptv_estimate *estimate) {
    uint64_t rank, lower, upper;
    double weight;
    if (ptv_quantile_position(sample->n, num, den, type, &rank, &weight) < 0)
        return;
    ptv_status status = ptv_quantile_ranks(sample->n, num, den, confidence, &lower, &upper);
    if (status < 0)
        return;
    double here = ranked(sample, rank);
    estimate->value = weight > 0 ? here + weight * (ranked(sample, rank + 1) - here) : here;
    estimate->lower = ranked(sample, lower);
    estimate->upper = ranked(sample, upper);
    estimate->status = status;
}

uint64_t sample_within(const struct sample *sample, int64_t limit) {
    size_t within = 0, beyond = sample->n;
    while (within < beyond) {
        size_t middle = within + (beyond - within) / 2;
        if (sample->at[middle] <= limit)
            within = middle + 1;
        else
            beyond = middle;
    }
    return within;
}

void sample_free(struct sample *sample) {
    free(sample->at);
    *sample = (struct sample){0};
}
