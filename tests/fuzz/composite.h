/* SPDX-License-Identifier: MIT */
/* States that hold other states: their images have images inside, which bytes from anywhere hardly
 * ever are. They come from a state that the input describes, and are then changed in places. */
#ifndef FUZZ_COMPOSITE_H
#define FUZZ_COMPOSITE_H

#include "image.h"

/* Changes of three bytes: where, and what to. */
static inline void change(uint8_t *image, size_t len, const uint8_t *changes, size_t size) {
    for (size_t at = 0; at + 3 <= size; at += 3)
        image[((size_t)changes[at] << 8 | changes[at + 1]) % len] = changes[at + 2];
}

/* The images inside get their checksums, too. */
static inline void seal(uint8_t *image, size_t len, uint32_t type, uint8_t choice) {
    for (size_t at = HEADER; at < len && choice & GOOD_CHECKSUM;) {
        uint64_t one;
        if (ptv_wire_info(image + at, len - at, NULL, NULL, &one) == PTV_OK && one >= HEADER) {
            repair(image + at, (size_t)one, 0, GOOD_CHECKSUM);
            at += (size_t)one;
        } else {
            at++;
        }
    }
    repair(image, len, type, choice);
}

/* How records of so many bytes make a state, and what can be done with what its changed image is
 * read as; `record` is the first of them, or zeros. */
struct described {
    uint32_t type;
    size_t record;
    void *(*make)(uint8_t shape, const uint8_t *records, size_t n);
    void (*use)(void *acc, const uint8_t *record);
};

/* An input: a choice, a shape and how many records; then the records, then changes of the image. */
static inline int try_described(const struct described *how, const uint8_t *data, size_t size) {
    enum { HEAD = 3, LONGEST_RECORD = 16 };
    static const uint8_t none[LONGEST_RECORD];
    if (size < HEAD || size < HEAD + data[2] * how->record)
        return 0;
    size_t n = data[2], changes = HEAD + n * how->record, len;
    void *made = how->make(data[1], data + HEAD, n);
    uint8_t *image = image_of(how->type, made, &len);
    change(image, len, data + changes, size - changes);
    seal(image, len, how->type, data[0]);
    void *acc = accepted(how->type, image, len);
    if (acc)
        how->use(acc, n > 0 ? data + HEAD : none);
    ptv_verbs_find(how->type)->free(acc);
    ptv_verbs_find(how->type)->free(made);
    free(image);
    return 0;
}

#endif
