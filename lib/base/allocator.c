/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocator.h"

#ifdef PTV_NO_MALLOC
/* Where there is no C library: what is not given an allocator has no memory. */
static void *libc_alloc(void *ctx, size_t size) {
    (void)ctx;
    (void)size;
    return NULL;
}

static void libc_free(void *ctx, void *ptr) {
    (void)ctx;
    (void)ptr;
}
#else
static void *libc_alloc(void *ctx, size_t size) {
    (void)ctx;
    return malloc(size);
}

static void libc_free(void *ctx, void *ptr) {
    (void)ctx;
    free(ptr);
}
#endif

ptv_allocator ptvi_allocator_or_default(const ptv_allocator *allocator) {
    static const ptv_allocator libc = {libc_alloc, libc_free, NULL};
    bool own = allocator && allocator->alloc && allocator->free;
    return own ? *allocator : libc;
}

void *ptvi_allocate(const ptv_allocator *allocator, size_t count, size_t size) {
    if (count == 0 || count > SIZE_MAX / size)
        return NULL;
    void *memory = allocator->alloc(allocator->ctx, count * size);
    if (memory)
        memset(memory, 0, count * size);
    return memory;
}

ptv_status ptvi_allocate_copy(const ptv_allocator *allocator, const void *object, size_t size,
                              void **out) {
    void *copy = ptvi_allocate(allocator, 1, size);
    if (!copy)
        return PTV_ERR_MEMORY;
    memcpy(copy, object, size);
    *out = copy;
    return PTV_OK;
}

void ptvi_release(const ptv_allocator *allocator, void *ptr) {
    if (ptr)
        allocator->free(allocator->ctx, ptr);
}
