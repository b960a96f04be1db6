/* SPDX-License-Identifier: MIT */
#include "groups.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "memory.h"
#include "number.h"

/* The slot that holds a name, or the free one where it belongs. */
static size_t *slot_of(const struct groups *groups, const char *name) {
    size_t mask = groups->n_slots - 1;
    size_t i = (size_t)hash_bytes(name, strlen(name)) & mask;
    while (groups->slots[i] != 0 && strcmp(groups->names[groups->slots[i] - 1], name) != 0)
        i = (i + 1) & mask;
    return &groups->slots[i];
}

static void rehash(struct groups *groups) {
    free(groups->slots);
    groups->n_slots = groups->n_slots > 0 ? 2 * groups->n_slots : 64;
    groups->slots = memory_new(groups->n_slots, sizeof *groups->slots);
    for (size_t i = 0; i < groups->n; i++)
        *slot_of(groups, groups->names[i]) = i + 1;
}

bool groups_find(const struct groups *groups, const char *name, size_t *number) {
    size_t place = groups->n_slots > 0 ? *slot_of(groups, name) : 0;
    if (place > 0)
        *number = place - 1;
    return place > 0;
}

size_t groups_number(struct groups *groups, const char *name) {
    if (2 * (groups->n + 1) > groups->n_slots)
        rehash(groups);
    size_t *slot = slot_of(groups, name);
    if (*slot != 0)
        return *slot - 1;
    groups->names =
        memory_grow(groups->names, &groups->capacity, groups->n + 1, sizeof *groups->names);
    groups->names[groups->n] = memory_text(name, strlen(name));
    *slot = ++groups->n;
    return *slot - 1;
}

struct ordered {
    const char *name;
    size_t number;
    double value;
    int rank; /* 0 a number, 1 a text, 2 blank */
};

static int compare(const void *a, const void *b) {
    const struct ordered *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->rank == 0 && x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return strcmp(x->name, y->name);
}

size_t *groups_order(const struct groups *groups) {
    struct ordered *all = memory_new(groups->n, sizeof *all);
    size_t *order = memory_new(groups->n, sizeof *order);
    for (size_t i = 0; i < groups->n; i++) {
        all[i] = (struct ordered){.name = groups->names[i], .number = i};
        all[i].rank = number_read(all[i].name, &all[i].value) ? 0 : *all[i].name != '\0' ? 1 : 2;
    }
    qsort(all, groups->n, sizeof *all, compare);
    for (size_t i = 0; i < groups->n; i++)
        order[i] = all[i].number;
    free(all);
    return order;
}

void groups_free(struct groups *groups) {
    for (size_t i = 0; i < groups->n; i++)
        free(groups->names[i]);
    free(groups->names);
    free(groups->slots);
    *groups = (struct groups){0};
}
