/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/bytes.h"
#include "postventa/key.h"

/* The five odd constants of the specification. */
static const uint64_t prime1 = UINT64_C(0x9E3779B185EBCA87);
static const uint64_t prime2 = UINT64_C(0xC2B2AE3D27D4EB4F);
static const uint64_t prime3 = UINT64_C(0x165667B19E3779F9);
static const uint64_t prime4 = UINT64_C(0x85EBCA77C2B2AE63);
static const uint64_t prime5 = UINT64_C(0x27D4EB2F165667C5);

enum { LANES = 4, STRIPE = 8 * LANES };

static uint64_t rotate(uint64_t x, int bits) {
    return x << bits | x >> (64 - bits);
}

static uint64_t round_of(uint64_t lane, uint64_t input) {
    return rotate(lane + input * prime2, 31) * prime1;
}

/* Whole stripes of 32 bytes, each lane over its own 8 bytes of them; moves `in` past them. */
static uint64_t hash_stripes(const uint8_t **in, size_t stripes) {
    static const int rotations[LANES] = {1, 7, 12, 18};
    uint64_t lanes[LANES] = {prime1 + prime2, prime2, 0, 0 - prime1};
    for (; stripes > 0; stripes--)
        for (int i = 0; i < LANES; i++, *in += 8)
            lanes[i] = round_of(lanes[i], ptvi_get64(*in));
    uint64_t hash = 0;
    for (int i = 0; i < LANES; i++)
        hash += rotate(lanes[i], rotations[i]);
    for (int i = 0; i < LANES; i++)
        hash = (hash ^ round_of(0, lanes[i])) * prime1 + prime4;
    return hash;
}

/* What is left after the stripes: at most 31 bytes. */
static uint64_t hash_rest(uint64_t hash, const uint8_t *in, size_t len) {
    for (; len >= 8; in += 8, len -= 8)
        hash = rotate(hash ^ round_of(0, ptvi_get64(in)), 27) * prime1 + prime4;
    if (len >= 4) {
        hash = rotate(hash ^ ptvi_get32(in) * prime1, 23) * prime2 + prime3;
        in += 4;
        len -= 4;
    }
    for (; len > 0; in++, len--)
        hash = rotate(hash ^ *in * prime5, 11) * prime1;
    return hash;
}

/* Every bit of the input comes to bear on every bit of the result. */
static uint64_t avalanche(uint64_t hash) {
    hash = (hash ^ hash >> 33) * prime2;
    hash = (hash ^ hash >> 29) * prime3;
    return hash ^ hash >> 32;
}

uint64_t ptv_key_hash(const void *bytes, size_t len) {
    const uint8_t *in = bytes;
    if (!in && len > 0)
        return PTV_KEY_NONE;
    uint64_t hash = len >= STRIPE ? hash_stripes(&in, len / STRIPE) : prime5;
    hash = avalanche(hash_rest(hash + len, in, len % STRIPE));
    return hash == PTV_KEY_NONE ? PTV_KEY_NONE - 1 : hash;
}
