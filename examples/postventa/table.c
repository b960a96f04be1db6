/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

size_t table_row(struct table *table) {
    size_t first = table->n_rows * table->n_columns;
    table->cells =
        memory_grow(table->cells, &table->capacity, first + table->n_columns, sizeof *table->cells);
    for (size_t i = 0; i < table->n_columns; i++)
        table->cells[first + i] = memory_text("", 0);
    return table->n_rows++;
}

void table_set(struct table *table, size_t row, size_t column, const char *text) {
    char **cell = &table->cells[row * table->n_columns + column];
    free(*cell);
    *cell = memory_text(text, strlen(text));
}

int table_measure(struct table *table, const struct term *term) {
    int total = 0;
    if (table->widths == NULL)
        table->widths = memory_new(table->n_columns, sizeof *table->widths);
    for (size_t column = 0; column < table->n_columns; column++) {
        int widest = 0;
        for (size_t row = 0; row < table->n_rows; row++) {
            int width = term_columns(term, table->cells[row * table->n_columns + column]);
            widest = width > widest ? width : widest;
        }
        table->widths[column] = widest;
        total += widest > 0 ? widest + (total > 0 ? TABLE_GAP : 0) : 0;
    }
    return total;
}

void table_print_row(const struct table *table, const struct term *term, size_t row, int indent) {
    int pending = indent; /* blanks come before what follows them, never at a line's end */
    for (size_t column = 0; column < table->n_columns; column++) {
        const char *cell = table->cells[row * table->n_columns + column];
        int width = table->widths[column];
        if (width == 0)
            continue;
        int used = term_columns(term, cell);
        used = used > width ? width : used;
        if (used == 0) {
            pending += width + TABLE_GAP;
            continue;
        }
        int before = table->align[column] == ALIGN_RIGHT ? width - used : 0;
        term_repeat(term, " ", ' ', pending + before);
        term_left(term, cell, used);
        pending = width - used - before + TABLE_GAP;
    }
    fputc('\n', term->stream);
}

void table_free(struct table *table) {
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        free(table->cells[i]);
    free(table->cells);
    free(table->widths);
}
