/* SPDX-License-Identifier: MIT */
#include "hash.h"

uint64_t hash_bytes(const char *bytes, size_t len) {
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return h;
}
