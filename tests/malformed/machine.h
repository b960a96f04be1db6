/* SPDX-License-Identifier: MIT */
/* The machine of malformed images: whatever is done to a valid image, deserialize refuses it and
 * leaves its target alone, or gives a state whose image is, byte for byte, what was read. Memory is
 * in proportion to the image, and what is accepted can be used like any state. */
#ifndef MALFORMED_MACHINE_H
#define MALFORMED_MACHINE_H

#include "seeds.h"

/* Which images are fed: one of so many, from a first one on; and of these, each or one of some. */
struct share {
    uint64_t of, first, thin;
};

struct machine {
    const struct seed *seed; /* of which all images are now; for messages */
    const char *what;        /* is done to it; likewise */
    struct share share;
    uint64_t made;                        /* images, fed or not */
    uint64_t images, accepted[TYPES + 1]; /* fed; accepted of each type */
};

/* Whether it is the turn of the next image. */
static inline bool its_turn(struct machine *machine) {
    uint64_t number = machine->made++, of = machine->share.of;
    return number % of == machine->share.first && number / of % machine->share.thin == 0;
}

/* Says what the matter is, and with which image, and ends the program. */
_Noreturn void broken(const struct machine *machine, const char *text);

/* Feeds an image of the seed's type; whether it is accepted. */
bool feed(struct machine *machine, const uint8_t *bytes, size_t len);

/* Gives back the accepted states that were kept to be merged with others; nothing may be left. */
void forget_accepted(const struct machine *machine);

/* Reads, merges and writes the worst images of a kind, about so long: below WORST. */
void feed_worst(struct machine *machine, size_t kind, size_t len);

/* ── what is done to images ──────────────────────────────────────────────────────────────────── */

/* Each truncation, extension, value of a byte, pair of bits, lie and splice of every seed; where
 * `all` is not set only some, the fewer the longer an image is. */
void feed_exhaustive(struct machine *machine, bool all);

/* Images with several changes at random places, until `images` were fed in all; which they are
 * depends on how many were fed before, and on the share. */
void feed_random(struct machine *machine, uint64_t images);

/* An image of a seed that is changed in place, with its checksums. */
struct draft {
    const struct seed *seed;
    uint8_t *bytes;
};

/* Sets a byte; the checksums go with it. */
static inline void set_byte(struct draft *draft, size_t at, uint8_t value) {
    const struct seed *seed = draft->seed;
    unsigned changed = draft->bytes[at] ^ value;
    struct flip sum = {0, 0};
    for (const struct flip *flip = seed->flips + 8 * at; changed > 0; changed >>= 1, flip++) {
        uint32_t mask = (uint32_t)0 - (changed & 1);
        sum.outer ^= flip->outer & mask;
        sum.inner ^= flip->inner & mask;
    }
    draft->bytes[at] = value;
    for (int i = 0; i < 4; i++)
        draft->bytes[CHECKSUM + i] ^= (uint8_t)(sum.outer >> 8 * i);
    if (sum.inner == 0)
        return;
    uint8_t *inner = draft->bytes + seed->parts[part_of(seed, at)].at + CHECKSUM;
    for (int i = 0; i < 4; i++)
        inner[i] ^= (uint8_t)(sum.inner >> 8 * i);
}

static inline void set_word(struct draft *draft, size_t at, uint64_t value) {
    for (size_t i = 0; i < 8; i++)
        set_byte(draft, at + i, (uint8_t)(value >> 8 * i));
}

/* Words that lie at the ends of what something holds. */
enum { EXTREMES = 24 };
extern const uint64_t extremes[EXTREMES];

#endif
