/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>
#include <string.h>

#include "base/bits.h"
#include "base/keymap.h"

enum { SMALLEST = 8 };

void ptvi_keymap_init(struct ptvi_keymap *map, const ptv_allocator *allocator, size_t record_size,
                      uint64_t seed) {
    memset(map, 0, sizeof *map);
    map->allocator = ptvi_allocator_or_default(allocator);
    map->record_size = record_size;
    map->mixing = ptvi_mixing_of(seed);
}

void ptvi_keymap_clear(struct ptvi_keymap *map) {
    ptvi_release(&map->allocator, map->places);
    map->places = NULL;
    map->n = map->capacity = 0;
}

static unsigned char *place(const struct ptvi_keymap *map, size_t at) {
    return map->places + at * map->record_size;
}

static uint64_t *key_at(const struct ptvi_keymap *map, size_t at) {
    return (uint64_t *)(void *)place(map, at);
}

/* Where the record of a key is, or else the free place that is its own; some place is free. */
static size_t search(const struct ptvi_keymap *map, uint64_t key) {
    size_t last = map->capacity - 1;
    size_t at = (size_t)(ptvi_mixed(&map->mixing, key) >> map->shift);
    while (*key_at(map, at) != key && *key_at(map, at) != PTV_KEY_NONE)
        at = (at + 1) & last;
    return at;
}

/* Records that so many places are for: three quarters, so that searches end soon. */
static size_t room(size_t capacity) {
    return capacity - capacity / 4;
}

/* A table of the same kind for the same records, with all places free yet. */
static bool make_places(const struct ptvi_keymap *map, size_t capacity, struct ptvi_keymap *out) {
    *out = *map;
    out->capacity = capacity;
    out->shift = 64 - ptvi_highest_set(capacity);
    out->places = (unsigned char *)ptvi_allocate(&map->allocator, capacity, map->record_size);
    for (size_t at = 0; out->places && at < capacity; at++)
        *key_at(out, at) = PTV_KEY_NONE;
    return out->places != NULL;
}

ptv_status ptvi_keymap_reserve(struct ptvi_keymap *map, size_t n) {
    struct ptvi_keymap larger;
    if (n <= room(map->capacity))
        return PTV_OK;
    size_t capacity = map->capacity == 0 ? SMALLEST : map->capacity;
    while (capacity && room(capacity) < n)
        capacity <<= 1; /* 0 once the bit is out of it: then no table is so large */
    if (!capacity || !make_places(map, capacity, &larger))
        return PTV_ERR_MEMORY;
    for (size_t at = 0; at < map->capacity; at++)
        if (*key_at(map, at) != PTV_KEY_NONE)
            memcpy(place(&larger, search(&larger, *key_at(map, at))), place(map, at),
                   map->record_size);
    ptvi_release(&map->allocator, map->places);
    *map = larger;
    return PTV_OK;
}

ptv_status ptvi_keymap_copy(const struct ptvi_keymap *map, const ptv_allocator *allocator,
                            struct ptvi_keymap *copy) {
    *copy = *map;
    copy->allocator = ptvi_allocator_or_default(allocator);
    copy->places = NULL;
    copy->n = copy->capacity = 0;
    if (map->n == 0)
        return PTV_OK;
    copy->places =
        (unsigned char *)ptvi_allocate(&copy->allocator, map->capacity, map->record_size);
    if (!copy->places)
        return PTV_ERR_MEMORY;
    memcpy(copy->places, map->places, map->capacity * map->record_size);
    copy->capacity = map->capacity;
    copy->n = map->n;
    return PTV_OK;
}

void *ptvi_keymap_find(const struct ptvi_keymap *map, uint64_t key) {
    if (map->n == 0 || key == PTV_KEY_NONE)
        return NULL;
    size_t at = search(map, key);
    return *key_at(map, at) == key ? place(map, at) : NULL;
}

void *ptvi_keymap_insert(struct ptvi_keymap *map, uint64_t key) {
    if (ptvi_keymap_reserve(map, map->n + 1) < 0)
        return NULL;
    size_t at = search(map, key);
    *key_at(map, at) = key;
    map->n++;
    return place(map, at);
}

void *ptvi_keymap_next(const struct ptvi_keymap *map, size_t *position) {
    for (; *position < map->capacity; ++*position)
        if (*key_at(map, *position) != PTV_KEY_NONE)
            return place(map, (*position)++);
    return NULL;
}

/* One pass of a radix sort: by the byte at `shift`, and in the order that they had. False if all
 * share that byte: then nothing is written. */
static bool sort_by_byte(const uint64_t *from, uint64_t *to, size_t n, int shift) {
    size_t start[256] = {0}, below = 0; /* how many have a byte, and then how many a lower one */
    for (size_t i = 0; i < n; i++)
        start[from[i] >> shift & 0xFF]++;
    if (start[from[0] >> shift & 0xFF] == n)
        return false;
    for (int byte = 0; byte < 256; byte++) {
        size_t same = start[byte];
        start[byte] = below;
        below += same;
    }
    for (size_t i = 0; i < n; i++)
        to[start[from[i] >> shift & 0xFF]++] = from[i];
    return true;
}

ptv_status ptvi_keymap_keys(const struct ptvi_keymap *map, uint64_t **keys) {
    *keys = NULL;
    if (map->n == 0)
        return PTV_OK;
    uint64_t *from = (uint64_t *)ptvi_allocate(&map->allocator, map->n, sizeof *from);
    uint64_t *to = (uint64_t *)ptvi_allocate(&map->allocator, map->n, sizeof *to);
    if (!from || !to) {
        ptvi_release(&map->allocator, from);
        ptvi_release(&map->allocator, to);
        return PTV_ERR_MEMORY;
    }
    size_t position = 0, n = 0;
    const void *record;
    while ((record = ptvi_keymap_next(map, &position)) != NULL)
        from[n++] = *(const uint64_t *)record;
    for (int byte = 0; byte < 8; byte++)
        if (sort_by_byte(from, to, n, 8 * byte)) {
            uint64_t *sorted = to;
            to = from;
            from = sorted;
        }
    ptvi_release(&map->allocator, to);
    *keys = from;
    return PTV_OK;
}
