/* SPDX-License-Identifier: MIT */
/* The header of an image; doc/wire-format.md has the layout. */
#ifndef PTVI_WIRE_H
#define PTVI_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "postventa/wire.h"

/* Puts the header in front of a body of which the bytes are already at image + PTV_WIRE_HEADER. */
void ptvi_wire_seal(uint8_t *image, uint64_t length, uint16_t type, uint16_t version);

/* Checks everything that can be said of an image of a type without knowing its body. */
ptv_status ptvi_wire_open(const void *image, size_t len, uint16_t type, uint16_t newest_version);

#endif
