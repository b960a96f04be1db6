/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/bits.h"
#include "base/bytes.h"
#include "base/siphash.h"

/* Additions modulo 2^64. */
static void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = ptvi_rotate(v[1], 13) ^ v[0];
    v[3] = ptvi_rotate(v[3], 16) ^ v[2];
    v[0] = ptvi_rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = ptvi_rotate(v[1], 17) ^ v[2];
    v[3] = ptvi_rotate(v[3], 21) ^ v[0];
    v[2] = ptvi_rotate(v[2], 32);
}

static void take(uint64_t v[4], uint64_t word) {
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
}

uint64_t ptvi_siphash(const uint64_t key[2], const void *bytes, size_t len) {
    const uint8_t *in = (const uint8_t *)bytes;
    /* "somepseudorandomlygeneratedbytes" */
    uint64_t v[4] = {key[0] ^ UINT64_C(0x736F6D6570736575), key[1] ^ UINT64_C(0x646F72616E646F6D),
                     key[0] ^ UINT64_C(0x6C7967656E657261), key[1] ^ UINT64_C(0x7465646279746573)};
    uint64_t last = (uint64_t)len << 56;
    for (; len >= 8; in += 8, len -= 8)
        take(v, ptvi_get64(in));
    for (size_t i = 0; i < len; i++)
        last |= (uint64_t)in[i] << 8 * i;
    take(v, last);
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
