/* SPDX-License-Identifier: MIT */
/* Structs that may grow: their first member is their size in the caller's version of the header,
 * the second is reserved. A caller newer than the library passes more than the library knows (which
 * must then be 0: an option it cannot honour is not ignored), or wants more (which is set to 0). */
#ifndef PTVI_SIZED_H
#define PTVI_SIZED_H

#include <stdint.h>

#include "postventa/status.h"

/* Sets a struct to its defaults: its size, and every other member 0. */
ptv_status ptvi_sized_init(void *sized, uint32_t size);

/* Copies a caller's input struct into the library's own, of `known` bytes. */
ptv_status ptvi_sized_in(void *own, uint32_t known, const void *caller);

/* Checks a caller's output struct before anything is computed for it. */
ptv_status ptvi_sized_out_check(const void *caller, uint32_t known);

/* Copies the library's own struct, of `known` bytes, to a caller's output that was checked. */
void ptvi_sized_out(void *caller, const void *own, uint32_t known);

#endif
