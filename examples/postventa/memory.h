/* SPDX-License-Identifier: MIT */
/* Memory that is there: a program that runs out of it says so and stops, with nothing half done. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

#include <postventa/status.h>

/* Makes `array` larger, so that it has room for at least `needed` elements. */
void *memory_enlarge(void *array, size_t *capacity, size_t needed, size_t element);

/* Returns `array` with room for at least `needed` elements, and stores how many it has room for. */
static inline void *memory_grow(void *array, size_t *capacity, size_t needed, size_t element) {
    return needed <= *capacity ? array : memory_enlarge(array, capacity, needed, element);
}

/* A zeroed array, to be freed by the caller. */
void *memory_new(size_t n, size_t element);

/* A copy of the first `len` bytes, with a closing NUL. */
char *memory_text(const char *text, size_t len);

/* What a call of the library answered, if it did not lack memory. */
ptv_status memory_status(ptv_status status);

#endif
