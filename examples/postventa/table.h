/* SPDX-License-Identifier: MIT */
/* Rows of texts in aligned columns. */
#ifndef TABLE_H
#define TABLE_H

#include <stddef.h>

#include "term.h"

#define TABLE_GAP 2 /* blanks between columns */

enum align { ALIGN_LEFT, ALIGN_RIGHT };

struct table {
    size_t n_columns;
    const enum align *align; /* of each column */
    char **cells;            /* [row * n_columns + column] */
    size_t n_rows, capacity;
    int *widths; /* of each column, once measured; 0: nothing is in it, and it is left out */
};

/* Begins a row; returns its number. All its cells are blank. */
size_t table_row(struct table *table);

void table_set(struct table *table, size_t row, size_t column, const char *text);

/* Measures the columns, when all cells are set; answers how wide a row is. A caller may narrow
 * `widths` afterwards: what does not fit is cut. */
int table_measure(struct table *table, const struct term *term);

void table_print_row(const struct table *table, const struct term *term, size_t row, int indent);

void table_free(struct table *table);

#endif
