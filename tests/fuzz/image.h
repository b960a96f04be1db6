/* SPDX-License-Identifier: MIT */
/* What the targets of images share: bytes that get past the header of an image, and what every state
 * that was accepted must be able to do. */
#ifndef FUZZ_IMAGE_H
#define FUZZ_IMAGE_H

#include <string.h>

#include <postventa/postventa.h>

#include "base/crc32c.h"
#include "target.h"

enum { HEADER = PTV_WIRE_HEADER, CHECKSUM = 16 };

/* What the first byte of an input asks for; what it does not ask for stays the fuzzer's. */
enum { GOOD_START = 1, GOOD_LENGTH = 4, GOOD_CHECKSUM = 8 };

static inline void put(uint8_t *out, uint64_t x, int bytes) {
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

static inline void repair(uint8_t *image, size_t len, uint32_t type, uint8_t choice) {
    if (len < HEADER)
        return;
    if (choice & GOOD_START) {
        static const uint8_t start[4] = {'P', 'T', 'V', 0xB5};
        memcpy(image, start, sizeof start);
        put(image + 4, type, 2);
        put(image + 6, 1, 2);
        put(image + 20, 0, 4);
    }
    if (choice & GOOD_LENGTH)
        put(image + 8, len, 8);
    if (choice & GOOD_CHECKSUM) {
        size_t behind = CHECKSUM + 4;
        uint32_t crc = ptvi_crc32c(0, image, CHECKSUM);
        put(image + CHECKSUM, ptvi_crc32c(crc, image + behind, len - behind), 4);
    }
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

/* Whatever was done to a state, it is one that can be read from its own image. */
static inline void require_readable(uint32_t type, const void *acc) {
    const ptv_verbs *verbs = ptv_verbs_find(type);
    size_t len;
    uint8_t *image = image_of(type, acc, &len);
    void *back;
    REQUIRE(verbs->deserialize(image, len, &back) == PTV_OK);
    require_image(type, back, image, len);
    verbs->free(back);
    free(image);
}

/* A merge adds all or nothing, and what is reset has room for all of it again. */
static inline void use_merge(const ptv_verbs *verbs, const void *acc, void *sum,
                             const uint8_t *image, size_t len) {
    ptv_status status = verbs->merge(sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    if (status == PTV_OK)
        require_readable(verbs->type, sum);
    else
        require_image(verbs->type, sum, image, len);
    REQUIRE(verbs->reset(sum) == PTV_OK);
    /* What is reset has forgotten the cutoff of repeats, without which they do not merge. */
    status = verbs->merge(sum, acc);
    REQUIRE(status == PTV_OK || (status == PTV_ERR_MISMATCH && verbs->type == PTV_TYPE_REPEATS));
    if (status == PTV_OK)
        require_image(verbs->type, sum, image, len);
}

/* Reads an image as a database does, which knows nothing of what it holds: NULL where it is refused,
 * and then nothing was made of it. What is accepted has just that image. */
static inline void *accepted(uint32_t type, const uint8_t *image, size_t len) {
    const ptv_verbs *verbs = ptv_verbs_find(type);
    int nothing;
    void *acc = &nothing, *sum;
    ptv_status status = verbs->deserialize(image, len, &acc);
    REQUIRE((status >= 0) == (acc != &nothing));
    if (status < 0)
        return NULL;
    require_image(type, acc, image, len);
    REQUIRE(verbs->copy(acc, &sum) == PTV_OK);
    require_image(type, sum, image, len);
    if (verbs->merge)
        use_merge(verbs, acc, sum, image, len);
    verbs->free(sum);
    return acc;
}

/* The bytes of an input as an image of their own; to be given back by free. */
static inline uint8_t *repaired(const uint8_t *bytes, size_t len, uint32_t type, uint8_t choice) {
    uint8_t *image = malloc(len > 0 ? len : 1);
    REQUIRE(image != NULL);
    memcpy(image, bytes, len);
    repair(image, len, type, choice);
    return image;
}

/* Bounds are about the value that they are of. */
static inline void use_estimate(const ptv_estimate *e) {
    REQUIRE(e->status != PTV_OK || (e->lower <= e->value && e->value <= e->upper));
}

static inline void use_share(const ptv_estimate *e) {
    use_estimate(e);
    REQUIRE(!(e->value < 0 || e->value > 1 || e->lower < 0 || e->upper > 1));
}

#endif
