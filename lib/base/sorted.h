/* SPDX-License-Identifier: MIT */
/* A sorted sequence that grows: elements of some words, of which the first ones are the key, rising
 * by the first word, then the second, and so on; equal keys may stand beside one another.
 *
 * The elements lie in blocks. An insertion moves at most a block or two, and the list of blocks
 * when one is added, so a million elements come in quickly in any order. A block that was thinned
 * out stays until it is empty. How elements lie in blocks is not part of what a sequence is. */
#ifndef PTVI_SORTED_H
#define PTVI_SORTED_H

#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "postventa/status.h"

enum { PTVI_SORTED_BLOCK = 128 }; /* elements of a block */

struct ptvi_sorted_block {
    size_t n; /* above 0 */
    uint64_t words[];
};

struct ptvi_sorted {
    ptv_allocator allocator;
    size_t words; /* of an element */
    size_t key;   /* of these */
    size_t n;
    size_t n_blocks, capacity; /* of the list of blocks */
    struct ptvi_sorted_block **blocks;
    uint64_t *first; /* word of each block: a search looks at many blocks, and needs no more */
    struct ptvi_sorted_block *spare; /* for the next insertion that needs one, or NULL */
};

/* Between two elements, or at one: the next of a walk, which starts at {0, 0}. */
struct ptvi_sorted_place {
    size_t block, index;
};

/* An empty sequence; it takes no memory. */
void ptvi_sorted_init(struct ptvi_sorted *sorted, const ptv_allocator *allocator, size_t words,
                      size_t key);

/* Takes out every element, and gives back all memory. */
void ptvi_sorted_clear(struct ptvi_sorted *sorted);

/* The elements of another sequence in an empty one, whose allocator may be another. Without memory,
 * it stays empty. */
ptv_status ptvi_sorted_copy(struct ptvi_sorted *sorted, const struct ptvi_sorted *from);

/* The elements of two sequences in an empty one: of equal keys, those of the first come
 * first. Without memory, it stays empty. */
ptv_status ptvi_sorted_merge(struct ptvi_sorted *sorted, const struct ptvi_sorted *first,
                             const struct ptvi_sorted *second);

/* The first element with a key, and its place; NULL if there is none, and the place where it would
 * be inserted. */
void *ptvi_sorted_find(const struct ptvi_sorted *sorted, const uint64_t *key,
                       struct ptvi_sorted_place *place);

/* Sees to it that an insertion at a place cannot fail, if it is the next change. */
ptv_status ptvi_sorted_reserve(struct ptvi_sorted *sorted, struct ptvi_sorted_place place);

/* Inserts an element at its place, which ptvi_sorted_find tells. Where it is now; NULL: there is no
 * memory, and nothing was changed. */
void *ptvi_sorted_insert(struct ptvi_sorted *sorted, struct ptvi_sorted_place place,
                         const uint64_t *element);

/* Inserts an element that no other is above; what is only appended lies closely. */
ptv_status ptvi_sorted_append(struct ptvi_sorted *sorted, const uint64_t *element);

/* Takes out the element that ptvi_sorted_find found at a place. */
void ptvi_sorted_erase(struct ptvi_sorted *sorted, struct ptvi_sorted_place place);

/* The element at the place of a walk, which goes on to the next; NULL after the last. */
const void *ptvi_sorted_next(const struct ptvi_sorted *sorted, struct ptvi_sorted_place *place);

/* The highest element, or NULL. */
const void *ptvi_sorted_last(const struct ptvi_sorted *sorted);

/* Writes a sequence anew while it is walked, without memory: each put overwrites the next element,
 * from {0, 0} on, and at the end the rest is cut off. No more may be put than were walked over,
 * what is put is not an element itself, and in between there is no other change. */
void ptvi_sorted_put(struct ptvi_sorted *sorted, struct ptvi_sorted_place *place,
                     const uint64_t *element);
void ptvi_sorted_cut(struct ptvi_sorted *sorted, struct ptvi_sorted_place place);

#endif
