/* SPDX-License-Identifier: MIT */
/* Groups of rows: each text that a column holds gets a number, from 0, as it first appears. */
#ifndef GROUPS_H
#define GROUPS_H

#include <stdbool.h>
#include <stddef.h>

struct groups {
    char **names; /* by number */
    size_t n, capacity;
    size_t *slots; /* hash table of numbers + 1 */
    size_t n_slots;
};

/* The number of a group; a name that is new gets the next. */
size_t groups_number(struct groups *groups, const char *name);

/* The number of a group that is there. */
bool groups_find(const struct groups *groups, const char *name, size_t *number);

/* The numbers of the groups in natural order: names that are numbers by value, then other names by
 * bytes, the blank one last. The array is the caller's to free. */
size_t *groups_order(const struct groups *groups);

void groups_free(struct groups *groups);

#endif
