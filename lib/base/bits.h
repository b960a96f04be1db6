/* SPDX-License-Identifier: MIT */
/* Bits of a word. */
#ifndef PTVI_BITS_H
#define PTVI_BITS_H

#include <stdint.h>

/* Turned to the left, by 1 to 63 bits. */
static inline uint64_t ptvi_rotate(uint64_t x, int bits) {
    return x << bits | x >> (64 - bits);
}

/* How many are set. */
static inline int ptvi_count_bits(uint64_t x) {
    const uint64_t ones = UINT64_MAX / 255; /* 0x0101… */
    x -= x >> 1 & 0x55 * ones;
    x = (x & 0x33 * ones) + (x >> 2 & 0x33 * ones);
    x = (x + (x >> 4)) & 0x0F * ones;
    return (int)(x * ones >> 56);
}

/* Position of the lowest that is set; x > 0. */
static inline int ptvi_lowest_set(uint64_t x) {
#if defined(__GNUC__) && !defined(PTV_PORTABLE)
    return __builtin_ctzll(x);
#else
    return ptvi_count_bits(~x & (x - 1));
#endif
}

/* Position of the highest that is set; x > 0. */
static inline int ptvi_highest_set(uint64_t x) {
#if defined(__GNUC__) && !defined(PTV_PORTABLE)
    return 63 - __builtin_clzll(x);
#else
    for (int shift = 1; shift < 64; shift *= 2)
        x |= x >> shift;
    return ptvi_count_bits(x) - 1;
#endif
}

#endif
