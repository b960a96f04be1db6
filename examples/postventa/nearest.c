/* SPDX-License-Identifier: MIT */
#include "nearest.h"

#include <ctype.h>
#include <string.h>

#define LONGEST 128 /* longer names are nobody's typing error */

struct nearest nearest_begin(const char *wanted) {
    return (struct nearest){.wanted = wanted, .distance = LONGEST};
}

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Insertions, deletions and changes that turn one name into the other; case counts for nothing. */
static size_t distance(const char *a, const char *b) {
    size_t row[LONGEST + 1];
    size_t n = strlen(b);
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < n; j++) {
            size_t change = tolower((unsigned char)a[i]) != tolower((unsigned char)b[j]);
            size_t best = smallest(row[j + 1] + 1, row[j] + 1, diagonal + change);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    return row[n];
}

void nearest_try(struct nearest *nearest, const char *candidate, const char *name) {
    size_t length = strlen(nearest->wanted);
    if (length > LONGEST || strlen(candidate) > LONGEST)
        return;
    size_t far = length / 3 > 2 ? length / 3 : 2;
    size_t steps = distance(nearest->wanted, candidate);
    if (steps <= far && steps < length && steps < nearest->distance) {
        nearest->distance = steps;
        nearest->found = name;
    }
}
