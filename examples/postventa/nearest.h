/* SPDX-License-Identifier: MIT */
/* What somebody may have meant: the name that is nearest to a wrong one, by edit distance. */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

struct nearest {
    const char *wanted;
    const char *found; /* the nearest so far; NULL: none is near */
    size_t distance;
};

struct nearest nearest_begin(const char *wanted);

/* Weighs a candidate; `name` is what to call it. */
void nearest_try(struct nearest *nearest, const char *candidate, const char *name);

#endif
