/* SPDX-License-Identifier: MIT */
/* What the library reads from a state, in one shape for all metrics and all output formats. */
#ifndef READING_H
#define READING_H

#include <stdint.h>

#include <postventa/estimate.h>
#include <postventa/ratings.h>
#include <postventa/status.h>

#include "metric.h"
#include "options.h"

/* What a number counts, and so how people write it. */
enum unit {
    UNIT_POINTS, /* -100..100 */
    UNIT_SHARE,  /* 0..1, written in percent */
    UNIT_SCALE,  /* as the answers are */
    UNIT_OF_100, /* 0..100 */
    UNIT_COUNT,  /* so many */
    UNIT_TIME,   /* ms, written as people write times */
    UNIT_PER_1000,
    UNIT_PERIODS, /* so many days, months …: whole ones */
};

/* num / den * 10^shift, so that a value can be rounded from its counts; den 0: only the double is
 * known. */
struct exact {
    bool negative;
    uint64_t num, den;
    int shift;
};

struct figure {
    const char *name; /* as JSON and CSV call it */
    enum unit unit;
    ptv_estimate estimate;
    struct exact exact;
};

#define MOST_FIGURES 5

struct reading {
    const struct metric *metric;
    uint64_t n, missing, invalid;
    uint64_t counts[PTV_SCALE_LEVELS];   /* from metric->min on */
    struct figure figures[MOST_FIGURES]; /* the first is the metric's own */
    size_t n_figures;
    uint64_t promoters, passives, detractors; /* NPS */
    int32_t top_k, bottom_k;                  /* CSAT and CES; 0: not usual on this scale */
    const char *band;                         /* NULL: in none */
    size_t response_rate;                     /* which of the figures; 0: not known */
    uint64_t sent;                            /* surveys; with a response rate */
};

/* The difference between two states, the first minus the second. */
struct difference {
    enum unit unit;
    ptv_comparison comparison;
};

/* `sent` is how many surveys were sent; NULL: not known. */
enum outcome reading_take(struct reading *reading, const struct metric *metric,
                          const ptv_ratings *state, const uint64_t *sent,
                          const struct options *options);

enum outcome reading_compare(struct difference *difference, const struct metric *metric,
                             const ptv_ratings *a, const ptv_ratings *b,
                             const struct options *options);

/* "ok", "empty" … */
const char *reading_status(ptv_status status);

#endif
