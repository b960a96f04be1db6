/* SPDX-License-Identifier: MIT */
/* CRC-32C (Castagnoli), as in RFC 3720: the checksum of every image. */
#ifndef PTVI_CRC32C_H
#define PTVI_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* The checksum of bytes that follow others: start with 0, pass the last result to go on. */
uint32_t ptvi_crc32c(uint32_t crc, const uint8_t *bytes, size_t n);

/* The same with the instructions of a processor. */
uint32_t ptvi_crc32c_with(unsigned processor, uint32_t crc, const uint8_t *bytes, size_t n);

#endif
