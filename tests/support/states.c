/* SPDX-License-Identifier: MIT */
#include "states.h"

ptv_ratings ratings_on(int32_t min, int32_t max, int32_t polarity) {
    ptv_ratings acc;
    ptv_scale scale = PTV_SCALE_INIT;
    scale.min = min;
    scale.max = max;
    scale.polarity = polarity;
    assert_ok(ptv_ratings_init(&acc, &scale));
    return acc;
}

ptv_ratings ratings_with(int32_t min, int32_t max, const uint64_t *counts) {
    ptv_ratings acc = ratings_on(min, max, PTV_POLARITY_HIGH_IS_GOOD);
    for (int32_t i = 0; i <= max - min; i++)
        assert_ok(ptv_ratings_add_n(&acc, min + i, counts[i]));
    return acc;
}

ptv_ratings nps_with(uint64_t promoters, uint64_t passives, uint64_t detractors) {
    ptv_ratings acc;
    assert_ok(ptv_nps_init(&acc));
    assert_ok(ptv_ratings_add_n(&acc, 9, promoters / 2));
    assert_ok(ptv_ratings_add_n(&acc, 10, promoters - promoters / 2));
    assert_ok(ptv_ratings_add_n(&acc, 7, passives / 2));
    assert_ok(ptv_ratings_add_n(&acc, 8, passives - passives / 2));
    assert_ok(ptv_ratings_add_n(&acc, 0, detractors / 2));
    assert_ok(ptv_ratings_add_n(&acc, 6, detractors - detractors / 2));
    return acc;
}

ptv_proportion proportion_with(uint64_t hits, uint64_t misses, uint64_t excluded) {
    ptv_proportion acc;
    assert_ok(ptv_proportion_init(&acc));
    assert_ok(ptv_proportion_add_n(&acc, PTV_OUTCOME_HIT, hits));
    assert_ok(ptv_proportion_add_n(&acc, PTV_OUTCOME_MISS, misses));
    assert_ok(ptv_proportion_add_n(&acc, PTV_OUTCOME_EXCLUDED, excluded));
    return acc;
}

#define OPTIONS .size = sizeof(ptv_ratings_options)

const ptv_ratings_options wrong_ratings_options[] = {
    {OPTIONS, .confidence = 1},
    {OPTIONS, .confidence = -0.5},
    {OPTIONS, .confidence = -0x1p-1074},
    {OPTIONS, .confidence = 95},
    {OPTIONS, .confidence = NAN},
    {OPTIONS, .confidence = INFINITY},
    {OPTIONS, .design_effect = -1},
    {OPTIONS, .design_effect = NAN},
    {OPTIONS, .design_effect = INFINITY},
    {OPTIONS, .design_effect = -INFINITY},
    {OPTIONS, .kind = -1},
    {OPTIONS, .kind = PTV_KIND_EASE_0_100 + 1},
    {OPTIONS, .kind = 32 + PTV_KIND_MEAN},
    {OPTIONS, .kind = INT32_MAX},
    {OPTIONS, .kind = INT32_MIN},
    {OPTIONS, .top_k = -1},
    {OPTIONS, .top_k = 5},
    {OPTIONS, .top_k = INT32_MAX},
    {OPTIONS, .top_k = INT32_MIN},
    {OPTIONS, .bottom_k = -1},
    {OPTIONS, .bottom_k = 5},
    {OPTIONS, .bottom_k = INT32_MAX},
    {OPTIONS, .top_k = 3, .bottom_k = 3},
    {OPTIONS, .bottom_k = 4},
    {OPTIONS, .share_method = -1},
    {OPTIONS, .share_method = 1},
    {OPTIONS, .share_method = PTV_METHOD_JEFFREYS + 1},
    {OPTIONS, .share_method = PTV_METHOD_SCORE},
    {OPTIONS, .net_method = -1},
    {OPTIONS, .net_method = PTV_METHOD_WILSON},
    {OPTIONS, .net_method = PTV_METHOD_WALD + 1},
    {OPTIONS, .reserved2 = 1},
    {OPTIONS, .reserved = 1},
};

const size_t n_wrong_ratings_options = COUNT_OF(wrong_ratings_options);

ptv_ratings foreign_ratings(int which) {
    ptv_ratings foreign = {{0}};
    if (which == 1)
        scribble(foreign);
    if (which == 2) {
        ptv_proportion proportion = proportion_with(1, 2, 3);
        memcpy(&foreign, &proportion, sizeof proportion);
    }
    if (which == 3) {
        assert_ok(ptv_ratings_init(&foreign, NULL));
        foreign.w[0]++; /* the layout's version is the tag's lowest part */
    }
    return foreign;
}

/* A reading whose status may say something about the data, but not that it failed; the status of
 * the call is that of the figure. */
#define READING(function, result_type, state_type, options_type, read, figure)                     \
    result_type function(const state_type *acc, const options_type *opt) {                         \
        result_type result;                                                                        \
        scribble(result);                                                                          \
        result.size = (uint32_t)sizeof result;                                                     \
        ptv_status status = read(acc, opt, &result);                                               \
        if (status < 0)                                                                            \
            fail_msg("%s: %s", #read, ptv_status_name(status));                                    \
        assert_status(status, result.figure.status);                                               \
        return result;                                                                             \
    }

READING(nps_of, ptv_nps_result, ptv_ratings, ptv_nps_options, ptv_nps_read, score)
READING(csat_of, ptv_csat_result, ptv_ratings, ptv_ratings_options, ptv_csat_read, score)
READING(ces_of, ptv_ces_result, ptv_ratings, ptv_ratings_options, ptv_ces_read, score)
READING(reading_of, ptv_ratings_result, ptv_ratings, ptv_ratings_options, ptv_ratings_read, score)
READING(share_of, ptv_proportion_result, ptv_proportion, ptv_proportion_options,
        ptv_proportion_read, share)

struct image ratings_image(const ptv_ratings *acc) {
    struct image image = {{0}, 0};
    assert_ok(ptv_ratings_serialize(acc, image.bytes, sizeof image.bytes, &image.len));
    note_bytes(image.bytes, image.len);
    return image;
}

struct image proportion_image(const ptv_proportion *acc) {
    struct image image = {{0}, 0};
    assert_ok(ptv_proportion_serialize(acc, image.bytes, sizeof image.bytes, &image.len));
    note_bytes(image.bytes, image.len);
    return image;
}

static uint32_t crc_step(uint32_t crc, uint8_t byte) {
    crc ^= byte;
    for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
    return crc;
}

static uint32_t crc_table[256];

static uint32_t crc_more(uint32_t crc, const uint8_t *bytes, size_t n) {
    if (crc_table[1] == 0)
        for (uint32_t i = 0; i < 256; i++)
            crc_table[i] = crc_step(0, (uint8_t)i);
    for (size_t i = 0; i < n; i++)
        crc = crc >> 8 ^ crc_table[(crc ^ bytes[i]) & 0xFF];
    return crc;
}

uint32_t plain_crc32c(const uint8_t *bytes, size_t n) {
    return ~crc_more(UINT32_MAX, bytes, n);
}

void repair_checksum(uint8_t *bytes, size_t len) {
    if (len < IMAGE_HEADER)
        return;
    uint32_t crc = crc_more(UINT32_MAX, bytes, IMAGE_CHECKSUM);
    crc = ~crc_more(crc, bytes + IMAGE_CHECKSUM + 4, len - IMAGE_CHECKSUM - 4);
    for (int i = 0; i < 4; i++)
        bytes[IMAGE_CHECKSUM + i] = (uint8_t)(crc >> 8 * i);
}

void repair_length(uint8_t *bytes, size_t len) {
    if (len < IMAGE_HEADER)
        return;
    for (int i = 0; i < 8; i++)
        bytes[8 + i] = (uint8_t)((uint64_t)len >> 8 * i);
}
