/* SPDX-License-Identifier: MIT */
/* States ready made, and images of states that say what was done to them. */
#ifndef TESTS_STATES_H
#define TESTS_STATES_H

#include "testing.h"

/* Empty ratings on a scale. */
ptv_ratings ratings_on(int32_t min, int32_t max, int32_t polarity);

/* Ratings with so many answers of each level, from min on. */
ptv_ratings ratings_with(int32_t min, int32_t max, const uint64_t *counts);

/* NPS ratings with so many promoters, passives and detractors. */
ptv_ratings nps_with(uint64_t promoters, uint64_t passives, uint64_t detractors);

ptv_proportion proportion_with(uint64_t hits, uint64_t misses, uint64_t excluded);

/* Readings, which must not fail. */
ptv_nps_result nps_of(const ptv_ratings *acc, const ptv_nps_options *opt);
ptv_csat_result csat_of(const ptv_ratings *acc, const ptv_ratings_options *opt);
ptv_ces_result ces_of(const ptv_ratings *acc, const ptv_ratings_options *opt);
ptv_ratings_result reading_of(const ptv_ratings *acc, const ptv_ratings_options *opt);
ptv_proportion_result share_of(const ptv_proportion *acc, const ptv_proportion_options *opt);

/* Options that no reading of five levels takes, whatever the metric. */
extern const ptv_ratings_options wrong_ratings_options[];
extern const size_t n_wrong_ratings_options;

/* Memory that holds no state of ratings: zeros, garbage, a state of another type, one of a later
 * layout. */
enum { FOREIGN_RATINGS = 4 };
ptv_ratings foreign_ratings(int which);

/* Long enough for the image of any fixed state, and of a queue with a few calls. */
enum { IMAGE_MAX = 2048, IMAGE_HEADER = 24, IMAGE_CHECKSUM = 16 };

struct image {
    uint8_t bytes[IMAGE_MAX];
    size_t len;
};

struct image ratings_image(const ptv_ratings *acc);
struct image proportion_image(const ptv_proportion *acc);

/* CRC-32C, written anew for the tests. */
uint32_t plain_crc32c(const uint8_t *bytes, size_t n);

/* Gives an image the checksum that its bytes call for; shorter than a header, it stays as it is. */
void repair_checksum(uint8_t *bytes, size_t len);

/* The same for the length in the header. */
void repair_length(uint8_t *bytes, size_t len);

#endif
