/* SPDX-License-Identifier: MIT */
/** @file
 * Where growing states take their memory from. Fixed states need none. */
#ifndef POSTVENTA_ALLOCATOR_H
#define POSTVENTA_ALLOCATOR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A source of memory, given to an object when it is made and used for everything it owns.
 *
 * A NULL pointer to this struct, where one is taken, means the C library's malloc and free, and no
 * memory at all if the library was compiled with PTV_NO_MALLOC. The object copies the struct; `ctx`
 * must outlive the object. */
typedef struct ptv_allocator {
    /** Returns `size` bytes (more than 0) aligned for any type, or NULL. */
    void *(*alloc)(void *ctx, size_t size);
    /** Gives back what `alloc` returned; `ptr` may be NULL. */
    void (*free)(void *ctx, void *ptr);
    /** Passed to both, untouched. */
    void *ctx;
} ptv_allocator;

#ifdef __cplusplus
}
#endif

#endif
