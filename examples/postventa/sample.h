/* SPDX-License-Identifier: MIT */
/* The durations themselves, beside the state that counts them: as long as they are not too many,
 * percentiles are read from them exactly. A state keeps buckets beyond some distinct values. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/estimate.h>

/* Most values that all samples of a run keep together: 80 MB. */
#define SAMPLES_MOST ((size_t)10 * 1000 * 1000)

struct sample {
    int64_t *at; /* 0 or more */
    size_t n, capacity;
    bool sorted;
};

void sample_add(struct sample *sample, int64_t value);

/* Adds all of another sample. */
void sample_join(struct sample *sample, const struct sample *other);

void sample_sort(struct sample *sample);

/* Sets value, bounds and status of a quantile of a sorted sample that is not empty, exactly. The
 * rest of the estimate is the library's. */
void sample_quantile(const struct sample *sample, uint32_t num, uint32_t den, int32_t type,
                     double confidence, ptv_estimate *estimate);

/* How many values of a sorted sample are at most so large. */
uint64_t sample_within(const struct sample *sample, int64_t limit);

void sample_free(struct sample *sample);

#endif
