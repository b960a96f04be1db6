/* SPDX-License-Identifier: MIT */
/* The columns that a file has, by name. */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "report.h"

struct columns {
    char **names;
    size_t n, capacity;
};

void columns_add(struct columns *columns, const char *name, size_t len);

void columns_free(struct columns *columns);

bool columns_have(const struct columns *columns, const char *name);

/* Finds the one column of that name; tells which there are if there is none, or more than one. */
enum outcome columns_find(const struct columns *columns, const char *name, size_t *index);

/* Parts "COL=REST" so that COL is a column, whose name may hold "=" itself; where no part is one,
 * at the first "=". False: there is none. `name` is the caller's to free. With `negated`, "COL!=REST"
 * is understood, too. */
bool columns_split(const struct columns *columns, const char *given, char **name, const char **rest,
                   bool *negated);

#endif
