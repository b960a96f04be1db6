/* SPDX-License-Identifier: MIT */
/* Keys for mixed keys: what somebody has to find who wants keys that crowd in a table. */
#ifndef TESTS_MIXING_H
#define TESTS_MIXING_H

#include "base/mixing.h"

/* What times an odd number is 1. */
static inline uint64_t inverse(uint64_t odd) {
    uint64_t x = odd;
    for (int i = 0; i < 6; i++)
        x *= 2 - odd * x;
    return x;
}

/* The x of which x ^ x >> shift is this. */
static inline uint64_t unshifted(uint64_t x, int shift) {
    uint64_t y = x;
    for (int i = shift; i < 64; i += shift)
        y = x ^ y >> shift;
    return y;
}

/* The key of a mixed key. */
static inline uint64_t unmixed(const struct ptvi_mixing *mixing, uint64_t mixed) {
    uint64_t x = unshifted(mixed ^ mixing->after, 32);
    x = unshifted(x * inverse(UINT64_C(0x9E3779B97F4A7C15)), 31) - mixing->between;
    x = unshifted(x * inverse(UINT64_C(0x94D049BB133111EB)), 27);
    x = unshifted(x * inverse(UINT64_C(0xBF58476D1CE4E5B9)), 30);
    return x ^ mixing->before;
}

#endif
