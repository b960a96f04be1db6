/* SPDX-License-Identifier: MIT */
/* TZif files ready made, and zones from them. */
#ifndef TESTS_TZIF_H
#define TESTS_TZIF_H

#include "testing.h"

enum { TZIF_MAX = 8192, TZIF_HEADER = 44 };

struct tzif {
    uint8_t bytes[TZIF_MAX];
    size_t len;
};

/* What goes into a block: transitions, each to one of the types, whose offsets are in seconds. */
struct tzif_block {
    size_t n_times, n_types;
    const int64_t *times;
    const uint8_t *indexes;
    const int32_t *offsets;
};

static inline void tzif_put(struct tzif *file, uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--)
        file->bytes[file->len++] = (uint8_t)(number >> 8 * i);
}

/* A header and a block with times of 4 or 8 bytes. */
static inline void tzif_put_block(struct tzif *file, char version, const struct tzif_block *block,
                                  int time_bytes) {
    memcpy(file->bytes + file->len, "TZif", 4);
    memset(file->bytes + file->len + 4, 0, 16);
    file->bytes[file->len + 4] = (uint8_t)version;
    file->len += 20;
    for (int i = 0; i < 3; i++)
        tzif_put(file, 0, 4); /* neither UT, standard time nor leap seconds */
    tzif_put(file, block->n_times, 4);
    tzif_put(file, block->n_types, 4);
    tzif_put(file, 4, 4);
    for (size_t i = 0; i < block->n_times; i++)
        tzif_put(file, (uint64_t)block->times[i], time_bytes);
    for (size_t i = 0; i < block->n_times; i++)
        tzif_put(file, block->indexes[i], 1);
    for (size_t i = 0; i < block->n_types; i++) {
        tzif_put(file, (uint64_t)block->offsets[i], 4);
        tzif_put(file, i % 2, 1); /* summer time or not */
        tzif_put(file, 0, 1);
    }
    memcpy(file->bytes + file->len, "XXX", 4);
    file->len += 4;
}

/* A file of version 1 (footer NULL), or of version 3 with a footer. */
static inline struct tzif tzif_of(const struct tzif_block *block, const char *footer) {
    static const int32_t zero = 0;
    const struct tzif_block none = {0, 1, NULL, NULL, &zero};
    struct tzif file = {{0}, 0};
    tzif_put_block(&file, footer ? '3' : 0, footer ? &none : block, 4);
    if (footer) {
        tzif_put_block(&file, '3', block, 8);
        file.bytes[file.len++] = '\n';
        memcpy(file.bytes + file.len, footer, strlen(footer));
        file.len += strlen(footer);
        file.bytes[file.len++] = '\n';
    }
    return file;
}

static inline ptv_zone *zone_of_tzif(const struct tzif_block *block, const char *footer) {
    struct tzif file = tzif_of(block, footer);
    ptv_zone *zone = NULL;
    assert_ok(ptv_zone_new_tzif(file.bytes, file.len, NULL, &zone));
    return zone;
}

static inline ptv_zone *zone_of_rule(const char *rule) {
    ptv_zone *zone = NULL;
    assert_ok(ptv_zone_new_posix(rule, NULL, &zone));
    return zone;
}

static inline int64_t offset_at(const ptv_zone *zone, int64_t instant) {
    int64_t offset = PTV_TIME_NONE;
    assert_ok(ptv_zone_offset(zone, instant, &offset));
    return offset;
}

static inline int64_t period_at(const ptv_zone *zone, int32_t unit, int64_t instant) {
    int64_t index = PTV_TIME_NONE;
    assert_ok(ptv_zone_period(zone, unit, instant, &index));
    return index;
}

static inline int64_t start_of(const ptv_zone *zone, int32_t unit, int64_t index) {
    int64_t instant = PTV_TIME_NONE;
    assert_ok(ptv_zone_period_start(zone, unit, index, &instant));
    return instant;
}

/* Long enough for the image of any zone here. */
enum { ZONE_IMAGE_MAX = 8192 };

static inline size_t zone_image(const ptv_zone *zone, uint8_t image[ZONE_IMAGE_MAX]) {
    size_t len = 0;
    assert_ok(ptv_zone_serialize(zone, image, ZONE_IMAGE_MAX, &len));
    return len;
}

static inline bool same_zone(const ptv_zone *a, const ptv_zone *b) {
    uint8_t image[ZONE_IMAGE_MAX], other[ZONE_IMAGE_MAX];
    size_t len = zone_image(a, image);
    return len == zone_image(b, other) && memcmp(image, other, len) == 0;
}

#endif
