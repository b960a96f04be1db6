/* SPDX-License-Identifier: MIT */
/* Arrow's bitmaps: one bit a row, least significant first. */
#ifndef PTVI_BITMAP_H
#define PTVI_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool ptvi_bit(const uint8_t *bitmap, size_t row) {
    return bitmap[row / 8] >> row % 8 & 1;
}

/* Whether a row holds a value; without a bitmap all do. */
static inline bool ptvi_present(const uint8_t *validity, size_t row) {
    return !validity || ptvi_bit(validity, row);
}

#endif
