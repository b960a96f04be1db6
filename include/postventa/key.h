/* SPDX-License-Identifier: MIT */
/** @file
 * Keys: who a record is about, as a number. */
#ifndef POSTVENTA_KEY_H
#define POSTVENTA_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Nobody: the key is missing. */
#define PTV_KEY_NONE UINT64_MAX

/** A key for bytes of any kind, such as a customer's name in some table: XXH64 with seed 0.
 *
 * The same bytes give the same key for ever, on any machine, in any implementation of XXH64; only
 * an input whose hash would be PTV_KEY_NONE gives PTV_KEY_NONE - 1. Two of n inputs share a key
 * with a probability of about n^2 / 3.7e19: 2.7e-8 for a million, 0.027 for a thousand million. It
 * is no protection against who wants two inputs to share a key.
 * @param[in] bytes  bytes; NULL only with len 0
 * @param[in] len    how many there are
 * @return the key; PTV_KEY_NONE where bytes is NULL and len is not 0. O(len), no allocation.
 * Source: Collet, XXH64, specification 0.1.1. */
PTV_API uint64_t ptv_key_hash(const void *bytes, size_t len);

#ifdef __cplusplus
}
#endif

#endif
