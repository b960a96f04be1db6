/* SPDX-License-Identifier: MIT */
/* Sequences of numbers, each kept once: what is the same again gets the same number again. */
#ifndef PTVI_CALENDAR_POOL_H
#define PTVI_CALENDAR_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"

struct ptvi_pool {
    const ptv_allocator *allocator;
    /* Sequence i is word[end[i - 1]] up to word[end[i]]; then the one that is being written. */
    uint32_t *word;
    uint32_t *end;
    size_t n_words, n;
    uint32_t last; /* the sequence that was ended last */
    /* A hash table of sequences: their numbers plus 1, or 0. Its size is a power of 2. */
    uint32_t *slot;
    size_t room_words, room, n_slots;
};

void ptvi_pool_init(struct ptvi_pool *pool, const ptv_allocator *allocator);
void ptvi_pool_clear(struct ptvi_pool *pool);

/* Appends up to 64 words to the sequence that is being written; false without memory. */
bool ptvi_pool_write(struct ptvi_pool *pool, const uint32_t *words, size_t n);

/* Ends the sequence and tells its number; false without memory. */
bool ptvi_pool_close(struct ptvi_pool *pool, uint32_t *number);

/* The words of a sequence, and how many. */
const uint32_t *ptvi_pool_sequence(const struct ptvi_pool *pool, uint32_t number, size_t *n);

#endif
