/* SPDX-License-Identifier: MIT */
/* Groups are found by the hash of their key, and told apart by the key itself: those whose hashes
 * are one and the same hang together in a chain. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "base/certain.h"
#include "base/column.h"
#include "base/groups.h"
#include "base/siphash.h"

enum { SMALLEST = 8, CHUNK_MIN = 1 << 10, CHUNK_MAX = 1 << 20 };

/* The groups with one hash. */
struct chain {
    uint64_t hash;
    uint32_t first; /* code */
    uint32_t reserved;
};

/* Memory for the bytes of keys. It never moves, and lives as long as the groups. */
struct ptvi_chunk {
    struct ptvi_chunk *next;
    size_t size, used;
    char bytes[];
};

ptv_status ptv_groups_new(const ptv_allocator *allocator, ptv_groups **out) {
    if (!out)
        return PTV_ERR_NULL;
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    ptv_groups *groups = (ptv_groups *)ptvi_allocate(&source, 1, sizeof *groups);
    if (!groups)
        return PTV_ERR_MEMORY;
    groups->allocator = source;
    groups->last = PTVI_NO_CODE;
    /* The address is what nobody outside knows. */
    ptvi_keymap_init(&groups->chains, &source, sizeof(struct chain), (uintptr_t)groups);
    for (uint64_t i = 0; i < 2; i++)
        groups->secret[i] = ptvi_mixed(&groups->chains.mixing, i);
    *out = groups;
    return PTV_OK;
}

void ptv_groups_free(ptv_groups *groups) {
    if (!groups)
        return;
    ptv_allocator source = groups->allocator;
    while (groups->chunks) {
        struct ptvi_chunk *chunk = groups->chunks;
        groups->chunks = chunk->next;
        ptvi_release(&source, chunk);
    }
    ptvi_keymap_clear(&groups->chains);
    ptvi_release(&source, groups->group);
    ptvi_release(&source, groups);
}

/* Room for so many bytes beside one another, not yet taken; NULL: there is no memory. */
static char *room_for(ptv_groups *groups, size_t len) {
    struct ptvi_chunk *chunk = groups->chunks;
    if (chunk && chunk->size - chunk->used >= len)
        return chunk->bytes + chunk->used;
    size_t size = !chunk ? CHUNK_MIN : chunk->size < CHUNK_MAX ? 2 * chunk->size : CHUNK_MAX;
    size = len > size ? len : size;
    /* The bytes of a key are in memory, or are as many as characters that are. */
    if (PTVI_NEVER(size > SIZE_MAX - sizeof *chunk))
        return NULL;
    struct ptvi_chunk *fresh =
        (struct ptvi_chunk *)ptvi_allocate(&groups->allocator, 1, sizeof *fresh + size);
    if (!fresh)
        return NULL;
    fresh->next = chunk;
    fresh->size = size;
    groups->chunks = fresh;
    return fresh->bytes;
}

/* Room for one more group. */
static ptv_status lengthen(ptv_groups *groups) {
    if (groups->n < groups->capacity)
        return PTV_OK;
    size_t capacity = groups->capacity == 0 ? SMALLEST : 2 * groups->capacity;
    struct ptvi_group *larger =
        (struct ptvi_group *)ptvi_allocate(&groups->allocator, capacity, sizeof *larger);
    if (!larger)
        return PTV_ERR_MEMORY;
    if (groups->group)
        memcpy(larger, groups->group, groups->n * sizeof *larger);
    ptvi_release(&groups->allocator, groups->group);
    groups->group = larger;
    groups->capacity = capacity;
    return PTV_OK;
}

/* Characters as bytes, where those of a new key would lie. */
static ptv_status put_characters(ptv_groups *groups, const struct ptvi_scalar *scalar,
                                 struct ptvi_group *key) {
    size_t len = ptvi_characters_size(scalar);
    char *room = room_for(groups, len);
    if (!room)
        return PTV_ERR_MEMORY;
    ptvi_characters_put(scalar, (uint8_t *)room);
    key->bytes = room;
    key->len = len;
    return PTV_OK;
}

/* The key that a value is; its bytes may lie where the next call puts others. */
static ptv_status key_of(ptv_groups *groups, const struct ptvi_scalar *scalar,
                         struct ptvi_group *key) {
    const struct ptvi_group missing = {"", 0, 0, PTV_GROUP_MISSING, PTVI_NO_CODE};
    *key = missing;
    switch (scalar->kind) {
    case PTVI_SCALAR_INTEGER:
        key->kind = PTV_GROUP_INTEGER;
        key->integer = scalar->integer;
        return PTV_OK;
    case PTVI_SCALAR_UNSIGNED:
        key->kind = PTV_GROUP_UNSIGNED;
        memcpy(&key->integer, &scalar->beyond, sizeof key->integer);
        return PTV_OK;
    case PTVI_SCALAR_BYTES:
        key->kind = PTV_GROUP_BYTES;
        key->len = scalar->len;
        if (scalar->len > 0)
            key->bytes = (const char *)scalar->bytes;
        return PTV_OK;
    case PTVI_SCALAR_CHARACTERS:
        key->kind = PTV_GROUP_BYTES;
        return scalar->len > 0 ? put_characters(groups, scalar, key) : PTV_OK;
    default:
        return PTV_OK;
    }
}

static bool same(const struct ptvi_group *a, const struct ptvi_group *b) {
    return a->kind == b->kind && a->integer == b->integer && a->len == b->len &&
           (a->len == 0 || memcmp(a->bytes, b->bytes, (size_t)a->len) == 0);
}

static uint64_t hash_of(const ptv_groups *groups, const struct ptvi_group *key) {
    uint64_t hash = key->kind == PTV_GROUP_BYTES
                        ? ptvi_siphash(groups->secret, key->bytes, (size_t)key->len)
                        : (uint64_t)key->integer;
    return hash == PTV_KEY_NONE ? PTV_KEY_NONE - 1 : hash;
}

/* A group for a key that has none. What may fail comes first, and shows nowhere if it does. */
static ptv_status add(ptv_groups *groups, const struct ptvi_group *key, uint64_t hash) {
    if (groups->n == PTVI_NO_CODE)
        return PTV_ERR_OVERFLOW;
    char *room = key->len > 0 ? room_for(groups, (size_t)key->len) : NULL;
    if ((key->len > 0 && !room) || lengthen(groups) < 0)
        return PTV_ERR_MEMORY;
    struct chain *chain = (struct chain *)ptvi_keymap_find(&groups->chains, hash);
    bool alone = !chain;
    if (alone && !(chain = (struct chain *)ptvi_keymap_insert(&groups->chains, hash)))
        return PTV_ERR_MEMORY;
    struct ptvi_group *group = &groups->group[groups->n];
    *group = *key;
    group->next = alone ? PTVI_NO_CODE : chain->first;
    chain->first = (uint32_t)groups->n++;
    if (room) {
        memmove(room, key->bytes, (size_t)key->len);
        group->bytes = room;
        groups->chunks->used += (size_t)key->len;
    }
    return PTV_OK;
}

/* The code of a value, which is new where no group has it. */
static ptv_status code_of(ptv_groups *groups, const struct ptvi_scalar *scalar, uint32_t *code) {
    struct ptvi_group key;
    ptv_status status = key_of(groups, scalar, &key);
    if (status < 0)
        return status;
    if (groups->last != PTVI_NO_CODE && same(&groups->group[groups->last], &key)) {
        *code = groups->last;
        return PTV_OK;
    }
    uint64_t hash = hash_of(groups, &key);
    const struct chain *chain = (const struct chain *)ptvi_keymap_find(&groups->chains, hash);
    uint32_t found = chain ? chain->first : PTVI_NO_CODE;
    while (found != PTVI_NO_CODE && !same(&groups->group[found], &key))
        found = groups->group[found].next;
    if (found == PTVI_NO_CODE) {
        status = add(groups, &key, hash);
        if (status < 0)
            return status;
        found = (uint32_t)groups->n - 1;
    }
    *code = groups->last = found;
    return PTV_OK;
}

/* Codes of rows that were met in this call, each one more than it is, 0 where none was: by entry of
 * the dictionary, or by the lowest byte of numbers that have no other. The last is that of rows that
 * are missing. */
struct known {
    uint32_t *codes; /* NULL: there are more to know than rows */
    size_t n;        /* without the last */
};

static bool is_byte(int32_t type) {
    return type == PTV_COLUMN_BIT || type == PTV_COLUMN_BOOL || type == PTV_COLUMN_I8 ||
           type == PTV_COLUMN_U8;
}

static ptv_status make_known(const ptv_allocator *allocator, const struct ptvi_column *column,
                             size_t rows, struct known *known) {
    uint64_t n = column->rows.dictionary      ? column->dictionary.n
                 : is_byte(column->rows.type) ? UINT8_MAX + 1
                                              : UINT64_MAX;
    known->codes = NULL;
    known->n = (size_t)n;
    if (n > rows)
        return PTV_OK;
    known->codes = (uint32_t *)ptvi_allocate(allocator, known->n + 1, sizeof *known->codes);
    return known->codes ? PTV_OK : PTV_ERR_MEMORY;
}

/* Where the code of a row is once it is known; NULL: the row is wrong. */
static uint32_t *find_place(const struct known *known, const struct ptvi_column *column,
                            size_t row) {
    struct ptvi_scalar scalar;
    uint64_t index = PTVI_NO_ENTRY;
    ptv_status status = column->rows.dictionary ? ptvi_column_entry(column, row, &index)
                                                : ptvi_column_scalar(column, row, &scalar);
    if (status < 0)
        return NULL;
    if (!column->rows.dictionary && scalar.kind == PTVI_SCALAR_INTEGER)
        index = (uint8_t)scalar.integer;
    return &known->codes[index == PTVI_NO_ENTRY ? known->n : (size_t)index];
}

static ptv_status encode_row(ptv_groups *groups, const struct known *known,
                             const struct ptvi_column *column, size_t row, uint32_t *code) {
    struct ptvi_scalar scalar;
    uint32_t *place = known->codes ? find_place(known, column, row) : NULL;
    if (place && *place > 0) {
        *code = *place - 1;
        return PTV_OK;
    }
    ptv_status status = ptvi_column_scalar(column, row, &scalar);
    if (status == PTV_OK)
        status = code_of(groups, &scalar, code);
    if (status == PTV_OK && place)
        *place = *code + 1;
    return status;
}

ptv_status ptv_groups_encode(ptv_groups *groups, const ptv_column *keys, size_t from, size_t n,
                             uint32_t *codes, size_t *row) {
    struct ptvi_column column;
    struct known known;
    if (!groups || (!codes && n > 0))
        return PTV_ERR_NULL;
    ptv_status status = ptvi_column_open(&column, keys, PTVI_BOOLEANS | PTVI_WHOLE | PTVI_STRINGS);
    if (status < 0)
        return status;
    if (!ptvi_column_has(&column, from, n, row))
        return PTV_ERR_ARGUMENT;
    status = make_known(&groups->allocator, &column, n, &known);
    for (size_t i = 0; status == PTV_OK && i < n; i++) {
        status = encode_row(groups, &known, &column, from + i, &codes[i]);
        if (status == PTV_ERR_ARGUMENT && row)
            *row = from + i;
    }
    ptvi_release(&groups->allocator, known.codes);
    return status;
}

ptv_status ptv_groups_count(const ptv_groups *groups, size_t *n) {
    if (!groups || !n)
        return PTV_ERR_NULL;
    *n = groups->n;
    return PTV_OK;
}

ptv_status ptv_groups_key(const ptv_groups *groups, uint32_t code, ptv_group *out) {
    if (!groups || !out)
        return PTV_ERR_NULL;
    if (code >= groups->n)
        return PTV_ERR_ARGUMENT;
    const struct ptvi_group *group = &groups->group[code];
    const ptv_group key = {group->bytes, group->len, group->integer, group->kind, 0};
    *out = key;
    return PTV_OK;
}
