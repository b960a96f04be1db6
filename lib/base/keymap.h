/* SPDX-License-Identifier: MIT */
/* Records by key: a hash table with open addressing, which doubles as it fills.
 *
 * All records of a map have one size, which is chosen when it is made; the first member of a record
 * is its key, a uint64_t, and no key is PTV_KEY_NONE. In what order records lie depends on the
 * order in which they came, so what is stored or printed goes by ptvi_keymap_keys. */
#ifndef PTVI_KEYMAP_H
#define PTVI_KEYMAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "base/mixing.h"
#include "postventa/status.h"

struct ptvi_keymap {
    ptv_allocator allocator;
    struct ptvi_mixing mixing;
    size_t record_size; /* in bytes, a multiple of 8 */
    size_t n;           /* records */
    size_t capacity;    /* places for them, 0 or a power of two */
    int shift;          /* of a mixed key, to the number of its own place */
    unsigned char *places;
};

/* An empty map, without memory yet. Who does not know the seed cannot choose keys that crowd. */
void ptvi_keymap_init(struct ptvi_keymap *map, const ptv_allocator *allocator, size_t record_size,
                      uint64_t seed);

/* Forgets all records and gives back their memory; the map is as after init. */
void ptvi_keymap_clear(struct ptvi_keymap *map);

/* Makes `copy`, which was not initialised, a map with the same records and memory of its own.
 * PTV_OK, or PTV_ERR_MEMORY: then it is an empty map. */
ptv_status ptvi_keymap_copy(const struct ptvi_keymap *map, const ptv_allocator *allocator,
                            struct ptvi_keymap *copy);

/* Makes room for n records in all: until there are as many, none moves and none lacks memory.
 * PTV_OK, or PTV_ERR_MEMORY: the map is as it was. */
ptv_status ptvi_keymap_reserve(struct ptvi_keymap *map, size_t n);

/* The record of a key, or NULL. It stays where it is until the next key is inserted. */
void *ptvi_keymap_find(const struct ptvi_keymap *map, uint64_t key);

/* A record for a key that has none, all 0 but for the key. NULL: there is no memory, and the map is
 * as it was. */
void *ptvi_keymap_insert(struct ptvi_keymap *map, uint64_t key);

/* The records in any order, one after the other: the walk starts at *position 0 and ends at NULL.
 * Before a walk of one map fills another, the other needs room for all, by ptvi_keymap_reserve:
 * records in the order of their places crowd one part of a table that is still smaller. */
void *ptvi_keymap_next(const struct ptvi_keymap *map, size_t *position);

/* The keys, rising, in an array to be given back by ptvi_release with the map's allocator; NULL if
 * there is none. PTV_OK or PTV_ERR_MEMORY. O(n), through a second array of the same length. */
ptv_status ptvi_keymap_keys(const struct ptvi_keymap *map, uint64_t **keys);

#endif
