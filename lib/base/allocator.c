/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/allocator.h"

static void *libc_alloc(void *ctx, size_t size) {
    (void)ctx;
    return malloc(size);
}

static void libc_free(void *ctx, void *ptr) {
    (void)ctx;
    free(ptr);
}

ptv_allocator ptvi_allocator_or_default(const ptv_allocator *allocator) {
    static const ptv_allocator libc = {libc_alloc, libc_free, NULL};
    return allocator && allocator->alloc && allocator->free ? *allocator : libc;
}

void *ptvi_allocate(const ptv_allocator *allocator, size_t count, size_t size) {
    if (count == 0 || count > SIZE_MAX / size)
        return NULL;
    void *memory = allocator->alloc(allocator->ctx, count * size);
    if (memory)
        memset(memory, 0, count * size);
    return memory;
}

void ptvi_release(const ptv_allocator *allocator, void *ptr) {
    if (ptr)
        allocator->free(allocator->ctx, ptr);
}
