/* SPDX-License-Identifier: MIT */
/* Memory for growing states: the caller's allocator, or malloc and free. */
#ifndef PTVI_ALLOCATOR_H
#define PTVI_ALLOCATOR_H

#include <stddef.h>

#include "postventa/allocator.h"
#include "postventa/status.h"

/* The caller's allocator, or the C library's for NULL or one without functions. */
ptv_allocator ptvi_allocator_or_default(const ptv_allocator *allocator);

/* count elements of size bytes, all 0; NULL if there is no memory, or the product passes size_t. */
void *ptvi_allocate(const ptv_allocator *allocator, size_t count, size_t size);

/* Hands out a copy of so many bytes; PTV_ERR_MEMORY: there is none, and nothing is handed out. */
ptv_status ptvi_allocate_copy(const ptv_allocator *allocator, const void *object, size_t size,
                              void **out);

/* Gives back what ptvi_allocate returned; NULL is fine. */
void ptvi_release(const ptv_allocator *allocator, void *ptr);

#endif
