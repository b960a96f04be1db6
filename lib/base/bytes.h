/* SPDX-License-Identifier: MIT */
/* Numbers in unaligned bytes: little-endian ones on any machine, and those of this machine's own
 * memory or of one with the other byte order. */
#ifndef PTVI_BYTES_H
#define PTVI_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint16_t ptvi_load16(const uint8_t *in, bool swapped) {
    uint16_t x;
    memcpy(&x, in, sizeof x);
    return swapped ? (uint16_t)(x << 8 | x >> 8) : x;
}

static inline uint32_t ptvi_load32(const uint8_t *in, bool swapped) {
    uint32_t x;
    memcpy(&x, in, sizeof x);
    return swapped ? x << 24 | (x & 0xFF00) << 8 | (x >> 8 & 0xFF00) | x >> 24 : x;
}

static inline uint64_t ptvi_load64(const uint8_t *in, bool swapped) {
    uint64_t x;
    memcpy(&x, in, sizeof x);
    if (swapped) {
        x = (x & 0x00FF00FF00FF00FF) << 8 | (x >> 8 & 0x00FF00FF00FF00FF);
        x = (x & 0x0000FFFF0000FFFF) << 16 | (x >> 16 & 0x0000FFFF0000FFFF);
        x = x << 32 | x >> 32;
    }
    return x;
}

/* Whether this machine's memory has the highest byte first. Known to the compiler, which makes one
 * instruction of what follows. */
static inline bool ptvi_big_endian(void) {
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, sizeof first);
    return first == 0;
}

static inline uint16_t ptvi_get16(const uint8_t *in) {
    return ptvi_load16(in, ptvi_big_endian());
}

static inline uint32_t ptvi_get32(const uint8_t *in) {
    return ptvi_load32(in, ptvi_big_endian());
}

static inline uint64_t ptvi_get64(const uint8_t *in) {
    return ptvi_load64(in, ptvi_big_endian());
}

static inline void ptvi_put16(uint8_t *out, uint16_t x) {
    x = ptvi_get16((const uint8_t *)&x);
    memcpy(out, &x, sizeof x);
}

static inline void ptvi_put32(uint8_t *out, uint32_t x) {
    x = ptvi_get32((const uint8_t *)&x);
    memcpy(out, &x, sizeof x);
}

static inline void ptvi_put64(uint8_t *out, uint64_t x) {
    x = ptvi_get64((const uint8_t *)&x);
    memcpy(out, &x, sizeof x);
}

/* A number of variable length: seven bits a byte, the lowest first, the top bit set on all bytes but
 * the last. Returns the number of bytes, 1 to 10; with out NULL only that. */
static inline size_t ptvi_put_varint(uint8_t *out, uint64_t x) {
    size_t n = 0;
    do {
        if (out)
            out[n] = (uint8_t)((x & 0x7F) | (x > 0x7F ? 0x80 : 0));
        n++;
        x >>= 7;
    } while (x > 0);
    return n;
}

/* Reads such a number and moves on; false at the end of the bytes, and for one that is written with
 * more bytes than it needs or has more than 64 bits: each number has one form. */
static inline bool ptvi_get_varint(const uint8_t **in, const uint8_t *end, uint64_t *x) {
    *x = 0;
    for (int shift = 0; shift < 64 && *in < end; shift += 7) {
        uint8_t byte = *(*in)++;
        *x |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return (byte > 0 || shift == 0) && (shift < 63 || byte < 2);
    }
    return false;
}

#endif
