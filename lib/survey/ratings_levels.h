/* SPDX-License-Identifier: MIT */
/* Answers as levels of a scale, a byte each: what columns of any type are turned into, and what is
 * counted. All of it takes the sets of instructions that it may use, of base/processor.h. */
#ifndef PTVI_RATINGS_LEVELS_H
#define PTVI_RATINGS_LEVELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/processor.h"
#include "survey/ratings.h"

/* A level is counted from the scale's lowest, which is 0; two bytes stand for what is none. Each is
 * counted in the word of a state that lies so far behind that of the lowest level. */
enum {
    PTVI_LEVEL_INVALID = PTVI_RATINGS_INVALID - PTVI_RATINGS_COUNT,
    PTVI_LEVEL_MISSING = PTVI_RATINGS_MISSING - PTVI_RATINGS_COUNT,
    PTVI_LEVELS,
};

/* Turns n numbers into levels. Missing are PTV_SCORE_MISSING in 32 and 64 bits, INT64_MIN, NaN. */
typedef void ptvi_to_levels(unsigned processor, const void *numbers, size_t n,
                            struct ptvi_range range, uint8_t *levels);

ptvi_to_levels ptvi_levels_i8, ptvi_levels_u8, ptvi_levels_i16, ptvi_levels_u16, ptvi_levels_i32,
    ptvi_levels_u32, ptvi_levels_i64, ptvi_levels_f32, ptvi_levels_f64;

/* Makes those missing whose bit, from a row on, is not set; those whose byte is not 0. */
void ptvi_levels_mask(unsigned processor, const uint8_t *validity, size_t row, size_t n,
                      uint8_t *levels);
void ptvi_levels_mask_bytes(const uint8_t *missing, size_t n, uint8_t *levels);

/* Bytes that are levels, with those that are none. */
static const struct ptvi_range ptvi_all_levels = {0, PTVI_LEVELS};

/* Whether a scale is within a type's own range. */
static inline bool ptvi_range_within(struct ptvi_range range, int64_t low, int64_t high) {
    return low <= range.min && range.min + range.levels - 1 <= high;
}

/* The level of a number of 8 bits, modulo 2^8, where the scale is within its type. */
PTVI_INLINE uint8_t ptvi_level_of_byte(uint8_t x, struct ptvi_range range) {
    uint8_t distance = (uint8_t)(x - (uint8_t)range.min);
    return distance < (uint8_t)range.levels ? distance : PTVI_LEVEL_INVALID;
}

/* Adds how many of n bytes are which level of a scale that is within their type; whichever is none
 * is invalid. */
void ptvi_levels_count(unsigned processor, const uint8_t *bytes, size_t n, struct ptvi_range range,
                       uint64_t counts[PTVI_LEVELS]);

/* The same with the counters of a state, all or none: PTV_OK, PTV_OUT_OF_SCALE if some are invalid,
 * PTV_ERR_OVERFLOW. Of few bytes, too, each takes less than if it were added alone. */
ptv_status ptvi_levels_add(unsigned processor, const uint8_t *bytes, size_t n,
                           struct ptvi_range range, uint64_t counts[PTVI_LEVELS]);

#endif
