/* SPDX-License-Identifier: MIT */
/* Little-endian numbers in unaligned bytes, on any machine. */
#ifndef PTVI_BYTES_H
#define PTVI_BYTES_H

#include <stdint.h>

static inline void ptvi_put16(uint8_t *out, uint16_t x) {
    for (int i = 0; i < 2; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

static inline void ptvi_put32(uint8_t *out, uint32_t x) {
    for (int i = 0; i < 4; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

static inline void ptvi_put64(uint8_t *out, uint64_t x) {
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

static inline uint16_t ptvi_get16(const uint8_t *in) {
    return (uint16_t)(in[0] | in[1] << 8);
}

static inline uint32_t ptvi_get32(const uint8_t *in) {
    uint32_t x = 0;
    for (int i = 0; i < 4; i++)
        x |= (uint32_t)in[i] << 8 * i;
    return x;
}

static inline uint64_t ptvi_get64(const uint8_t *in) {
    uint64_t x = 0;
    for (int i = 0; i < 8; i++)
        x |= (uint64_t)in[i] << 8 * i;
    return x;
}

#endif
