/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

static void stop(void) {
    report_error(TEXT_OUT_OF_MEMORY);
    exit(FAILED);
}

static void *checked(void *ptr) {
    if (ptr == NULL)
        stop();
    return ptr;
}

void *memory_enlarge(void *array, size_t *capacity, size_t needed, size_t element) {
    size_t wanted = *capacity > SIZE_MAX / 2 ? needed : 2 * *capacity;
    if (wanted < needed)
        wanted = needed;
    if (wanted < 8)
        wanted = 8;
    void *grown = checked(wanted > SIZE_MAX / element ? NULL : realloc(array, wanted * element));
    *capacity = wanted;
    return grown;
}

void *memory_new(size_t n, size_t element) {
    return checked(calloc(n > 0 ? n : 1, element));
}

char *memory_text(const char *text, size_t len) {
    char *copy = checked(malloc(len + 1));
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

ptv_status memory_status(ptv_status status) {
    if (status == PTV_ERR_MEMORY)
        stop();
    return status;
}
