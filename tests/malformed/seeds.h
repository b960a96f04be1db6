/* SPDX-License-Identifier: MIT */
/* Valid images, which are then damaged: of every type some, empty ones, of one value, of many, in
 * several configurations. */
#ifndef MALFORMED_SEEDS_H
#define MALFORMED_SEEDS_H

#include "bytes.h"

enum { CHECKSUM = 16, PARTS_MAX = 10, SEEDS_MAX = 64, TYPES = PTV_TYPE_PANEL };

/* An image inside an image. */
struct part {
    size_t at, len;
};

/* What a flipped bit changes in checksums: that of the whole, and that of the part that it is in. */
struct flip {
    uint32_t outer, inner;
};

struct seed {
    const char *name;
    uint32_t type;
    struct bytes image;
    struct part parts[PARTS_MAX];
    size_t n_parts;
    struct flip *flips; /* of each bit, eight a byte */
};

extern struct seed seeds[SEEDS_MAX];
extern size_t n_seeds;

void make_seeds(void);
void free_seeds(void);

/* Images that are the worst for who reads or merges them, about so long: the i-th of WORST. The
 * second has the definition of the first, and records beside or between those of it. */
enum { WORST = 11 };
struct worst {
    const char *name;
    uint32_t type;
    struct bytes images[2];
};
struct worst make_worst(size_t i, size_t len);

/* The number after a header where the first part begins; 0: a type has no parts. */
size_t parts_begin(uint32_t type);

/* Gives an image, and those inside as far as their lengths lead to them, the checksums that their
 * bytes call for. */
void seal(uint8_t *bytes, size_t len);
void seal_parts(uint32_t type, uint8_t *bytes, size_t len);

/* The part that a byte is in, or n_parts. */
size_t part_of(const struct seed *seed, size_t at);

#endif
