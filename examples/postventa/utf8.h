/* SPDX-License-Identifier: MIT */
/* UTF-8, strictly read. */
#ifndef UTF8_H
#define UTF8_H

#include <stddef.h>
#include <stdint.h>

/* What stands for bytes that are no UTF-8: the replacement character. */
#define UTF8_REPLACEMENT UINT32_C(0xFFFD)

/* Reads one code point of a text that ends in NUL and is not at its end; returns its length in
 * bytes. A byte that starts no valid sequence gives the replacement character and length 1. */
size_t utf8_decode(const char *text, uint32_t *code);

/* Writes a code point and a closing NUL. */
void utf8_encode(uint32_t code, char out[5]);

#endif
