/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share: bytes that get past the header of an image, and the images of states
 * of any type. */
#ifndef FUZZ_IMAGE_H
#define FUZZ_IMAGE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/postventa.h>

enum { HEADER = 24, CHECKSUM = 16 };

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static inline uint32_t crc_more(uint32_t crc, const uint8_t *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
    }
    return crc;
}

static inline void put(uint8_t *out, uint64_t x, int bytes) {
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

/* Magic, type and version stay the fuzzer's, unless the bits of `choice` ask for good ones: 1 the
 * start, 4 the length, 8 the checksum. */
static inline void repair(uint8_t *image, size_t len, uint32_t type, uint8_t choice) {
    if (len < HEADER)
        return;
    if (choice & 1) {
        static const uint8_t start[4] = {'P', 'T', 'V', 0xB5};
        memcpy(image, start, sizeof start);
        put(image + 4, type, 2);
        put(image + 6, 1, 2);
        put(image + 20, 0, 4);
    }
    if (choice & 4)
        put(image + 8, len, 8);
    uint32_t crc = crc_more(UINT32_MAX, image, CHECKSUM);
    crc = ~crc_more(crc, image + CHECKSUM + 4, len - CHECKSUM - 4);
    if (choice & 8)
        put(image + CHECKSUM, crc, 4);
}

/* To be given back by free. */
static inline uint8_t *image_of(uint32_t type, const void *acc, size_t *len) {
    const ptv_verbs *verbs = ptv_verbs_find(type);
    REQUIRE(verbs->serialize(acc, NULL, 0, len) == PTV_OK);
    uint8_t *image = malloc(*len);
    REQUIRE(image != NULL);
    REQUIRE(verbs->serialize(acc, image, *len, len) == PTV_OK);
    return image;
}

/* A state's image is this one. */
static inline void require_image(uint32_t type, const void *acc, const uint8_t *image, size_t len) {
    size_t own_len;
    uint8_t *own = image_of(type, acc, &own_len);
    REQUIRE(own_len == len && memcmp(own, image, len) == 0);
    free(own);
}

#endif
