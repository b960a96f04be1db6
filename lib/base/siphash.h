/* SPDX-License-Identifier: MIT */
/* SipHash-1-3: who does not know the key cannot make bytes whose hashes are the same. For tables in
 * memory; what is stored uses ptv_key_hash, which is the same everywhere. */
#ifndef PTVI_SIPHASH_H
#define PTVI_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

/* The hash of bytes, of which there may be none. Source: Aumasson and Bernstein, SipHash: a fast
 * short-input PRF, 2012, with one round a word and three at the end. */
uint64_t ptvi_siphash(const uint64_t key[2], const void *bytes, size_t len);

#endif
