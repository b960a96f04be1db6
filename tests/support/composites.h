/* SPDX-License-Identifier: MIT */
/* Images of states that are made of others: a header, words, then the image of each part. */
#ifndef TESTS_COMPOSITES_H
#define TESTS_COMPOSITES_H

#include "bytes.h"
#include "states.h"

/* The place of a word, counted from 0. */
static inline uint8_t *word_at(struct bytes image, size_t word) {
    return image.data + IMAGE_HEADER + 8 * word;
}

static inline uint64_t image_word(struct bytes image, size_t word) {
    const uint8_t *at = word_at(image, word);
    uint64_t value = 0;
    for (int i = 7; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

/* Writes a word, and the checksum that is right then. */
static inline void set_image_word(struct bytes image, size_t word, uint64_t value) {
    uint8_t *at = word_at(image, word);
    for (int i = 0; i < 8; i++)
        at[i] = (uint8_t)(value >> 8 * i);
    repair_checksum(image.data, image.len);
}

/* Where a part begins that so many words come before, and its length. */
static inline size_t part_at(struct bytes image, size_t words, int part, size_t *len) {
    size_t at = IMAGE_HEADER + 8 * words;
    uint64_t one = 0;
    for (int i = 0; i <= part; i++) {
        at += (size_t)one;
        assert_ok(ptv_wire_info(image.data + at, image.len - at, NULL, NULL, &one));
    }
    *len = (size_t)one;
    return at;
}

/* An image with another part in the place of one; to be given back by free. */
static inline struct bytes with_part(struct bytes image, size_t words, int part,
                                     struct bytes other) {
    size_t old, at = part_at(image, words, part, &old);
    struct bytes out = {NULL, image.len - old + other.len};
    out.data = malloc(out.len);
    assert_non_null(out.data);
    memcpy(out.data, image.data, at);
    memcpy(out.data + at, other.data, other.len);
    memcpy(out.data + at + other.len, image.data + at + old, image.len - at - old);
    repair_length(out.data, out.len);
    repair_checksum(out.data, out.len);
    return out;
}

/* Gives the parts, as far as their lengths lead to them, and then the whole the checksums that
 * their bytes call for. */
static inline void repair_parts(struct bytes image, size_t words) {
    size_t at = IMAGE_HEADER + 8 * words;
    uint64_t part;
    while (at < image.len &&
           ptv_wire_info(image.data + at, image.len - at, NULL, NULL, &part) == PTV_OK) {
        repair_checksum(image.data + at, (size_t)part);
        at += (size_t)part;
    }
    repair_checksum(image.data, image.len);
}

#endif
