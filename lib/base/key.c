/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "base/bits.h"
#include "base/bytes.h"
#include "base/key.h"
#include "postventa/key.h"

/* The five odd constants of the specification. */
static const uint64_t prime1 = UINT64_C(0x9E3779B185EBCA87);
static const uint64_t prime2 = UINT64_C(0xC2B2AE3D27D4EB4F);
static const uint64_t prime3 = UINT64_C(0x165667B19E3779F9);
static const uint64_t prime4 = UINT64_C(0x85EBCA77C2B2AE63);
static const uint64_t prime5 = UINT64_C(0x27D4EB2F165667C5);

static uint64_t round_of(uint64_t lane, uint64_t input) {
    return ptvi_rotate(lane + input * prime2, 31) * prime1;
}

void ptvi_key_begin(struct ptvi_key *key) {
    struct ptvi_key none = {{prime1 + prime2, prime2, 0, 0 - prime1}, 0};
    *key = none;
}

/* Each lane goes over its own 8 bytes of the stripes. */
const uint8_t *ptvi_key_add(struct ptvi_key *key, const uint8_t *bytes, size_t stripes) {
    key->len += (uint64_t)stripes * PTVI_KEY_STRIPE;
    for (; stripes > 0; stripes--)
        for (int i = 0; i < PTVI_KEY_LANES; i++, bytes += 8)
            key->lanes[i] = round_of(key->lanes[i], ptvi_get64(bytes));
    return bytes;
}

/* What the stripes come to, of which there is at least one. */
static uint64_t hash_lanes(const uint64_t lanes[PTVI_KEY_LANES]) {
    static const int rotations[PTVI_KEY_LANES] = {1, 7, 12, 18};
    uint64_t hash = 0;
    for (int i = 0; i < PTVI_KEY_LANES; i++)
        hash += ptvi_rotate(lanes[i], rotations[i]);
    for (int i = 0; i < PTVI_KEY_LANES; i++)
        hash = (hash ^ round_of(0, lanes[i])) * prime1 + prime4;
    return hash;
}

/* What is left after the stripes: at most 31 bytes. */
static uint64_t hash_rest(uint64_t hash, const uint8_t *in, size_t len) {
    for (; len >= 8; in += 8, len -= 8)
        hash = ptvi_rotate(hash ^ round_of(0, ptvi_get64(in)), 27) * prime1 + prime4;
    if (len >= 4) {
        hash = ptvi_rotate(hash ^ ptvi_get32(in) * prime1, 23) * prime2 + prime3;
        in += 4;
        len -= 4;
    }
    for (; len > 0; in++, len--)
        hash = ptvi_rotate(hash ^ *in * prime5, 11) * prime1;
    return hash;
}

/* Every bit of the input comes to bear on every bit of the result. */
static uint64_t avalanche(uint64_t hash) {
    hash = (hash ^ hash >> 33) * prime2;
    hash = (hash ^ hash >> 29) * prime3;
    return hash ^ hash >> 32;
}

uint64_t ptvi_key_end(const struct ptvi_key *key, const uint8_t *rest, size_t len) {
    uint64_t hash = key->len > 0 ? hash_lanes(key->lanes) : prime5;
    hash = avalanche(hash_rest(hash + key->len + len, rest, len));
    return hash == PTV_KEY_NONE ? PTV_KEY_NONE - 1 : hash;
}

uint64_t ptv_key_hash(const void *bytes, size_t len) {
    const uint8_t *in = (const uint8_t *)bytes;
    if (!in && len > 0)
        return PTV_KEY_NONE;
    struct ptvi_key key;
    ptvi_key_begin(&key);
    in = ptvi_key_add(&key, in, len / PTVI_KEY_STRIPE);
    return ptvi_key_end(&key, in, len % PTVI_KEY_STRIPE);
}
