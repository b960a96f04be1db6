/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>
#include <string.h>

#include "base/processor.h"
#include "base/sorted.h"

enum {
    FULL = PTVI_SORTED_BLOCK,
    /* A full block shares with a neighbour that has room for so many; with less, it would have to
     * do so again too soon. */
    WORTH_SHARING = FULL / 4,
};

void ptvi_sorted_init(struct ptvi_sorted *sorted, const ptv_allocator *allocator, size_t words,
                      size_t key) {
    memset(sorted, 0, sizeof *sorted);
    sorted->allocator = *allocator;
    sorted->words = words;
    sorted->key = key;
}

void ptvi_sorted_clear(struct ptvi_sorted *sorted) {
    for (size_t i = 0; i < sorted->n_blocks; i++)
        ptvi_release(&sorted->allocator, sorted->blocks[i]);
    ptvi_release(&sorted->allocator, sorted->blocks);
    ptvi_release(&sorted->allocator, sorted->spare);
    sorted->blocks = NULL;
    sorted->first = NULL;
    sorted->spare = NULL;
    sorted->n = sorted->n_blocks = sorted->capacity = 0;
}

static uint64_t *element_of(const struct ptvi_sorted *sorted, struct ptvi_sorted_block *block,
                            size_t index) {
    return block->words + index * sorted->words;
}

/* Bytes of so many elements. */
static size_t bytes_of(const struct ptvi_sorted *sorted, size_t n) {
    return n * sorted->words * sizeof(uint64_t);
}

static struct ptvi_sorted_block *new_block(const struct ptvi_sorted *sorted) {
    size_t size = sizeof(struct ptvi_sorted_block) + bytes_of(sorted, FULL);
    return (struct ptvi_sorted_block *)ptvi_allocate(&sorted->allocator, 1, size);
}

/* Room for so many blocks in the list. */
static ptv_status lengthen_list(struct ptvi_sorted *sorted, size_t n) {
    if (n <= sorted->capacity)
        return PTV_OK;
    size_t capacity = sorted->capacity < 4 ? 4 : 2 * sorted->capacity;
    while (capacity < n)
        capacity *= 2;
    struct ptvi_sorted_block **blocks = (struct ptvi_sorted_block **)ptvi_allocate(
        &sorted->allocator, capacity, sizeof *blocks + sizeof(uint64_t));
    if (!blocks)
        return PTV_ERR_MEMORY;
    uint64_t *first = (uint64_t *)(void *)(blocks + capacity); /* aligned: that is an even number */
    if (sorted->n_blocks > 0) {
        memcpy(blocks, sorted->blocks, sorted->n_blocks * sizeof *blocks);
        memcpy(first, sorted->first, sorted->n_blocks * sizeof *first);
    }
    ptvi_release(&sorted->allocator, sorted->blocks);
    sorted->blocks = blocks;
    sorted->first = first;
    sorted->capacity = capacity;
    return PTV_OK;
}

ptv_status ptvi_sorted_copy(struct ptvi_sorted *sorted, const struct ptvi_sorted *from) {
    bool failed = from->n_blocks > 0 && lengthen_list(sorted, from->n_blocks) < 0;
    for (size_t i = 0; !failed && i < from->n_blocks; i++) {
        struct ptvi_sorted_block *block = new_block(sorted);
        failed = !block;
        if (failed)
            break;
        block->n = from->blocks[i]->n;
        memcpy(block->words, from->blocks[i]->words, bytes_of(from, block->n));
        sorted->first[sorted->n_blocks] = from->first[i];
        sorted->blocks[sorted->n_blocks++] = block;
        sorted->n += block->n;
    }
    if (failed)
        ptvi_sorted_clear(sorted);
    return failed ? PTV_ERR_MEMORY : PTV_OK;
}

/* Whether an element comes before a key. */
static inline bool below(const uint64_t *element, const uint64_t *key, size_t words) {
    size_t i = 0;
    while (i + 1 < words && element[i] == key[i])
        i++;
    return element[i] < key[i];
}

/* Whether a block begins below a key. Mostly the first word tells, and the list has it at hand. */
static inline bool begins_below(const struct ptvi_sorted *sorted, size_t block,
                                const uint64_t *key) {
    if (sorted->first[block] != key[0] || sorted->key == 1)
        return sorted->first[block] < key[0];
    return below(sorted->blocks[block]->words, key, sorted->key);
}

/* The block in which a key belongs: the last one that begins below it. */
static size_t block_of(const struct ptvi_sorted *sorted, const uint64_t *key) {
    size_t low = 0;
    for (size_t n = sorted->n_blocks, half; (half = n / 2) > 0; n -= half)
        low += half & (0 - (size_t)begins_below(sorted, low + half, key));
    return low;
}

/* How many elements of a block are below a key. Halved without a branch, which nobody could predict:
 * so all that may be looked at first is asked for at once. */
static size_t index_in(const struct ptvi_sorted *sorted, struct ptvi_sorted_block *block,
                       const uint64_t *key) {
    size_t first = 0, n = block->n;
    for (size_t i = FULL / 16; i < FULL; i += FULL / 16)
        ptvi_prefetch(element_of(sorted, block, i), 0);
    for (size_t half; (half = n / 2) > 0; n -= half)
        first += half &
                 (0 - (size_t)below(element_of(sorted, block, first + half - 1), key, sorted->key));
    /* One element is left, for no block is empty. */
    return first + below(element_of(sorted, block, first), key, sorted->key);
}

void *ptvi_sorted_find(const struct ptvi_sorted *sorted, const uint64_t *key,
                       struct ptvi_sorted_place *place) {
    place->block = place->index = 0;
    if (sorted->n_blocks == 0)
        return NULL;
    place->block = block_of(sorted, key);
    place->index = index_in(sorted, sorted->blocks[place->block], key);
    struct ptvi_sorted_place at = *place;
    if (at.index == sorted->blocks[at.block]->n) {
        at.block++;
        at.index = 0;
    }
    if (at.block == sorted->n_blocks)
        return NULL;
    uint64_t *element = element_of(sorted, sorted->blocks[at.block], at.index);
    for (size_t i = 0; i < sorted->key; i++)
        if (element[i] != key[i])
            return NULL;
    *place = at;
    return element;
}

/* How many elements fit into the block before or behind another, if there is one. */
static size_t room_before(const struct ptvi_sorted *sorted, size_t block) {
    return block > 0 ? FULL - sorted->blocks[block - 1]->n : 0;
}

static size_t room_behind(const struct ptvi_sorted *sorted, size_t block) {
    return block + 1 < sorted->n_blocks ? FULL - sorted->blocks[block + 1]->n : 0;
}

static bool needs_block(const struct ptvi_sorted *sorted, size_t block) {
    return sorted->n_blocks == 0 ||
           (sorted->blocks[block]->n == FULL && room_before(sorted, block) < WORTH_SHARING &&
            room_behind(sorted, block) < WORTH_SHARING);
}

ptv_status ptvi_sorted_reserve(struct ptvi_sorted *sorted, struct ptvi_sorted_place place) {
    if (!needs_block(sorted, place.block))
        return PTV_OK;
    ptv_status status = lengthen_list(sorted, sorted->n_blocks + 1);
    if (status == PTV_OK && !sorted->spare) {
        sorted->spare = new_block(sorted);
        status = sorted->spare ? PTV_OK : PTV_ERR_MEMORY;
    }
    return status;
}

/* Tells the list with what a block begins now. */
static void note_first(struct ptvi_sorted *sorted, size_t block) {
    sorted->first[block] = sorted->blocks[block]->words[0];
}

/* Puts the spare block, which is empty, into the list. */
static void use_spare(struct ptvi_sorted *sorted, size_t at) {
    memmove(sorted->blocks + at + 1, sorted->blocks + at,
            (sorted->n_blocks - at) * sizeof *sorted->blocks);
    memmove(sorted->first + at + 1, sorted->first + at,
            (sorted->n_blocks - at) * sizeof *sorted->first);
    sorted->blocks[at] = sorted->spare;
    sorted->spare = NULL;
    sorted->n_blocks++;
}

/* Moves the last n elements of a block to the one behind. */
static void shift_behind(struct ptvi_sorted *sorted, size_t block, size_t n) {
    struct ptvi_sorted_block *from = sorted->blocks[block], *to = sorted->blocks[block + 1];
    memmove(element_of(sorted, to, n), to->words, bytes_of(sorted, to->n));
    from->n -= n;
    to->n += n;
    memcpy(to->words, element_of(sorted, from, from->n), bytes_of(sorted, n));
    note_first(sorted, block + 1);
}

/* Moves the first n elements of a block to the one before. */
static void shift_before(struct ptvi_sorted *sorted, size_t block, size_t n) {
    struct ptvi_sorted_block *from = sorted->blocks[block], *to = sorted->blocks[block - 1];
    memcpy(element_of(sorted, to, to->n), from->words, bytes_of(sorted, n));
    to->n += n;
    from->n -= n;
    memmove(from->words, element_of(sorted, from, n), bytes_of(sorted, from->n));
    note_first(sorted, block);
}

/* Where a place in a full block is when the block has shared with the one before it. */
static struct ptvi_sorted_place share_before(struct ptvi_sorted *sorted,
                                             struct ptvi_sorted_place place) {
    size_t n = room_before(sorted, place.block) / 2;
    shift_before(sorted, place.block, n);
    if (place.index >= n) {
        place.index -= n;
        return place;
    }
    place.block--;
    place.index += sorted->blocks[place.block]->n - n;
    return place;
}

/* The same with the one behind, which may be a new one. At the end of all it is, and takes nothing:
 * what comes in order fills its blocks. */
static struct ptvi_sorted_place share_behind(struct ptvi_sorted *sorted,
                                             struct ptvi_sorted_place place) {
    bool at_end = place.block + 1 == sorted->n_blocks && place.index == FULL;
    if (room_behind(sorted, place.block) < WORTH_SHARING)
        use_spare(sorted, place.block + 1);
    shift_behind(sorted, place.block, at_end ? 0 : room_behind(sorted, place.block) / 2);
    size_t left = sorted->blocks[place.block]->n;
    if (place.index > left || left == FULL) {
        place.block++;
        place.index -= left;
    }
    return place;
}

/* Where a place is when its block has room; all that this needs is reserved. */
static struct ptvi_sorted_place make_room(struct ptvi_sorted *sorted,
                                          struct ptvi_sorted_place place) {
    if (sorted->n_blocks == 0)
        use_spare(sorted, 0);
    if (sorted->blocks[place.block]->n < FULL)
        return place;
    return room_before(sorted, place.block) >= WORTH_SHARING ? share_before(sorted, place)
                                                             : share_behind(sorted, place);
}

void *ptvi_sorted_insert(struct ptvi_sorted *sorted, struct ptvi_sorted_place place,
                         const uint64_t *element) {
    if (ptvi_sorted_reserve(sorted, place) < 0)
        return NULL;
    place = make_room(sorted, place);
    struct ptvi_sorted_block *block = sorted->blocks[place.block];
    uint64_t *own = element_of(sorted, block, place.index);
    memmove(own + sorted->words, own, bytes_of(sorted, block->n - place.index));
    memcpy(own, element, bytes_of(sorted, 1));
    block->n++;
    sorted->n++;
    note_first(sorted, place.block);
    return own;
}

ptv_status ptvi_sorted_append(struct ptvi_sorted *sorted, const uint64_t *element) {
    struct ptvi_sorted_place end = {0, 0};
    if (sorted->n_blocks > 0) {
        end.block = sorted->n_blocks - 1;
        end.index = sorted->blocks[end.block]->n;
    }
    return ptvi_sorted_insert(sorted, end, element) ? PTV_OK : PTV_ERR_MEMORY;
}

ptv_status ptvi_sorted_merge(struct ptvi_sorted *sorted, const struct ptvi_sorted *first,
                             const struct ptvi_sorted *second) {
    struct ptvi_sorted_place at_first = {0, 0}, at_second = {0, 0};
    const uint64_t *a = (const uint64_t *)ptvi_sorted_next(first, &at_first);
    const uint64_t *b = (const uint64_t *)ptvi_sorted_next(second, &at_second);
    ptv_status status = PTV_OK;
    while (status == PTV_OK && (a || b)) {
        bool takes_second = !a || (b && below(b, a, sorted->key));
        status = ptvi_sorted_append(sorted, takes_second ? b : a);
        if (takes_second)
            b = (const uint64_t *)ptvi_sorted_next(second, &at_second);
        else
            a = (const uint64_t *)ptvi_sorted_next(first, &at_first);
    }
    if (status < 0)
        ptvi_sorted_clear(sorted);
    return status;
}

void ptvi_sorted_erase(struct ptvi_sorted *sorted, struct ptvi_sorted_place place) {
    struct ptvi_sorted_block *block = sorted->blocks[place.block];
    uint64_t *element = element_of(sorted, block, place.index);
    block->n--;
    sorted->n--;
    memmove(element, element + sorted->words, bytes_of(sorted, block->n - place.index));
    if (block->n > 0) {
        note_first(sorted, place.block);
        return;
    }
    ptvi_release(&sorted->allocator, block);
    sorted->n_blocks--;
    memmove(sorted->blocks + place.block, sorted->blocks + place.block + 1,
            (sorted->n_blocks - place.block) * sizeof *sorted->blocks);
    memmove(sorted->first + place.block, sorted->first + place.block + 1,
            (sorted->n_blocks - place.block) * sizeof *sorted->first);
}

const void *ptvi_sorted_next(const struct ptvi_sorted *sorted, struct ptvi_sorted_place *place) {
    if (place->block == sorted->n_blocks)
        return NULL;
    struct ptvi_sorted_block *block = sorted->blocks[place->block];
    const uint64_t *element = element_of(sorted, block, place->index);
    if (++place->index == block->n) {
        place->block++;
        place->index = 0;
    }
    return element;
}

const void *ptvi_sorted_last(const struct ptvi_sorted *sorted) {
    if (sorted->n_blocks == 0)
        return NULL;
    struct ptvi_sorted_block *block = sorted->blocks[sorted->n_blocks - 1];
    return element_of(sorted, block, block->n - 1);
}

void ptvi_sorted_put(struct ptvi_sorted *sorted, struct ptvi_sorted_place *place,
                     const uint64_t *element) {
    /* A block keeps its n, which the walk may still need, until the rest is cut off. */
    memcpy(element_of(sorted, sorted->blocks[place->block], place->index), element,
           bytes_of(sorted, 1));
    note_first(sorted, place->block);
    if (++place->index == FULL) {
        place->block++;
        place->index = 0;
    }
}

void ptvi_sorted_cut(struct ptvi_sorted *sorted, struct ptvi_sorted_place place) {
    size_t kept = place.block + (place.index > 0);
    for (size_t i = 0; i < place.block; i++)
        sorted->blocks[i]->n = FULL;
    if (place.index > 0)
        sorted->blocks[place.block]->n = place.index;
    for (size_t i = kept; i < sorted->n_blocks; i++)
        ptvi_release(&sorted->allocator, sorted->blocks[i]);
    sorted->n_blocks = kept;
    sorted->n = place.block * FULL + place.index;
}
