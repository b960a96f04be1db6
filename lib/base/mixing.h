/* SPDX-License-Identifier: MIT */
/* Keys mixed with a seed: spread over all 64 bits, the upper ones best, however alike they are, and
 * unforeseeable to who does not know the seed. One to one, so that the mixed key can stand for the
 * key; PTV_KEY_NONE, nobody, is 0 when mixed. */
#ifndef PTVI_MIXING_H
#define PTVI_MIXING_H

#include <stdint.h>

#include "postventa/key.h"

struct ptvi_mixing {
    uint64_t before, between, after;
};

/* Every step can be undone: an exclusive or, an addition, a product with an odd number. */
static inline uint64_t ptvi_mixed(const struct ptvi_mixing *mixing, uint64_t key) {
    uint64_t x = key ^ mixing->before;
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    x += mixing->between;
    x = (x ^ x >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    return x ^ x >> 32 ^ mixing->after;
}

static inline struct ptvi_mixing ptvi_mixing_of(uint64_t seed) {
    struct ptvi_mixing mixing = {0, 0, 0};
    mixing.before = ptvi_mixed(&mixing, seed + UINT64_C(0x9E3779B97F4A7C15));
    mixing.between = ptvi_mixed(&mixing, seed);
    mixing.after = ptvi_mixed(&mixing, PTV_KEY_NONE);
    return mixing;
}

#endif
