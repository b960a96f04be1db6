/* SPDX-License-Identifier: MIT */
/* The hash of ptv_key_hash, of bytes that come in parts. */
#ifndef PTVI_KEY_H
#define PTVI_KEY_H

#include <stddef.h>
#include <stdint.h>

/* Every part but the last is of whole stripes. */
enum { PTVI_KEY_LANES = 4, PTVI_KEY_STRIPE = 8 * PTVI_KEY_LANES };

struct ptvi_key {
    uint64_t lanes[PTVI_KEY_LANES];
    uint64_t len;
};

void ptvi_key_begin(struct ptvi_key *key);
/* Returns where the stripes end. */
const uint8_t *ptvi_key_add(struct ptvi_key *key, const uint8_t *bytes, size_t stripes);
/* The key, after a last part of less than a stripe. */
uint64_t ptvi_key_end(const struct ptvi_key *key, const uint8_t *rest, size_t len);

#endif
