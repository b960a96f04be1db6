/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "time/calendar_pool.h"

enum { FIRST_ROOM = 64 };

void ptvi_pool_init(struct ptvi_pool *pool, const ptv_allocator *allocator) {
    memset(pool, 0, sizeof *pool);
    pool->allocator = allocator;
}

void ptvi_pool_clear(struct ptvi_pool *pool) {
    ptvi_release(pool->allocator, pool->word);
    ptvi_release(pool->allocator, pool->end);
    ptvi_release(pool->allocator, pool->slot);
}

/* Twice the room, or the first. */
static bool grow(const ptv_allocator *allocator, uint32_t **words, size_t used, size_t *room) {
    size_t wanted = *room > 0 ? *room * 2 : FIRST_ROOM;
    uint32_t *larger = (uint32_t *)ptvi_allocate(allocator, wanted, sizeof *larger);
    if (!larger)
        return false;
    if (used > 0)
        memcpy(larger, *words, used * sizeof *larger);
    ptvi_release(allocator, *words);
    *words = larger;
    *room = wanted;
    return true;
}

bool ptvi_pool_write(struct ptvi_pool *pool, const uint32_t *words, size_t n) {
    if (pool->room_words - pool->n_words < n &&
        !grow(pool->allocator, &pool->word, pool->n_words, &pool->room_words))
        return false;
    memcpy(pool->word + pool->n_words, words, n * sizeof *words);
    pool->n_words += n;
    return true;
}

static size_t begin_of(const struct ptvi_pool *pool, size_t number) {
    return number > 0 ? pool->end[number - 1] : 0;
}

const uint32_t *ptvi_pool_sequence(const struct ptvi_pool *pool, uint32_t number, size_t *n) {
    size_t begin = begin_of(pool, number);
    *n = pool->end[number] - begin;
    return *n > 0 ? pool->word + begin : NULL;
}

static uint64_t hash(const uint32_t *word, size_t n) {
    uint64_t x = n;
    for (size_t i = 0; i < n; i++) {
        x = (x ^ word[i]) * UINT64_C(0x9E3779B97F4A7C15);
        x ^= x >> 29;
    }
    return x ^ x >> 32;
}

static bool is_sequence(const struct ptvi_pool *pool, uint32_t number, const uint32_t *word,
                        size_t n) {
    size_t other_n;
    const uint32_t *other = ptvi_pool_sequence(pool, number, &other_n);
    return other_n == n && (n == 0 || memcmp(other, word, n * sizeof *word) == 0);
}

/* The slot of a sequence, or the empty one where it belongs. */
static uint32_t *find(const struct ptvi_pool *pool, const uint32_t *word, size_t n) {
    size_t mask = pool->n_slots - 1;
    for (size_t i = (size_t)hash(word, n) & mask;; i = (i + 1) & mask)
        if (pool->slot[i] == 0 || is_sequence(pool, pool->slot[i] - 1, word, n))
            return &pool->slot[i];
}

/* A larger hash table, with every sequence in its new place. */
static bool spread(struct ptvi_pool *pool) {
    if (!grow(pool->allocator, &pool->slot, 0, &pool->n_slots))
        return false;
    for (uint32_t number = 0; number < pool->n; number++) {
        size_t n;
        const uint32_t *word = ptvi_pool_sequence(pool, number, &n);
        *find(pool, word, n) = number + 1;
    }
    return true;
}

/* The number of a sequence that may be new; false without memory. */
static bool number_of(struct ptvi_pool *pool, const uint32_t *word, size_t n, uint32_t *number) {
    if (pool->n == pool->room && !grow(pool->allocator, &pool->end, pool->n, &pool->room))
        return false;
    if (2 * pool->n >= pool->n_slots && !spread(pool))
        return false;
    uint32_t *slot = find(pool, word, n);
    if (*slot == 0) {
        pool->end[pool->n++] = (uint32_t)pool->n_words;
        *slot = (uint32_t)pool->n;
    }
    *number = *slot - 1;
    return true;
}

bool ptvi_pool_close(struct ptvi_pool *pool, uint32_t *number) {
    size_t begin = begin_of(pool, pool->n), n = pool->n_words - begin;
    const uint32_t *word = n > 0 ? pool->word + begin : NULL;
    /* Mostly it is the one before once more. */
    bool again = pool->n > 0 && is_sequence(pool, pool->last, word, n);
    if (!again && !number_of(pool, word, n, &pool->last))
        return false;
    pool->n_words = pool->end[pool->n - 1]; /* forgets what was there before */
    *number = pool->last;
    return true;
}
