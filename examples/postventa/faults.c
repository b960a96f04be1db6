/* SPDX-License-Identifier: MIT */
#include "faults.h"

#include <string.h>

#define MOST_TOLD  3 /* cells of a column that are shown one by one */
#define CELL_SHOWN 40

/* The beginning of a cell, not cut inside a character. */
static void cut(const char *cell, char out[CELL_SHOWN + 4]) {
    size_t length = strlen(cell);
    if (length > CELL_SHOWN) {
        length = CELL_SHOWN;
        while (length > 0 && ((unsigned char)cell[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(out, cell, length);
    strcpy(out + length, cell[length] != '\0' ? "..." : "");
}

enum outcome faults_cell(const struct faults *faults, struct cell_faults *cells, enum text what,
                         const char *file, unsigned long long line, const char *cell, int first,
                         int second) {
    char shown[CELL_SHOWN + 4];
    if (++cells->n > MOST_TOLD && !faults->strict)
        return DONE;
    cut(cell, shown);
    if (faults->strict)
        report_error(what, file, line, cells->column, shown, first, second);
    else
        report_note(what, file, line, cells->column, shown, first, second);
    return faults->strict ? FAILED : DONE;
}

enum outcome faults_row(struct faults *faults, const struct row *row) {
    if (!row->is_short && !row->is_long)
        return DONE;
    faults->short_rows += row->is_short;
    faults->long_rows += row->is_long;
    if (!faults->strict)
        return DONE;
    report_error(row->is_long ? TEXT_STRICT_LONG_ROW : TEXT_STRICT_SHORT_ROW, row->file, row->line);
    return FAILED;
}

void faults_tell_cells(const struct cell_faults *cells, enum text rest, const char *file) {
    if (cells->n > MOST_TOLD)
        report_note(rest, file, cells->column, cells->n - MOST_TOLD, cells->n);
}

void faults_tell_rows(const struct faults *faults, const char *file) {
    if (faults->long_rows > 0)
        report_note(TEXT_LONG_ROWS, file, faults->long_rows);
    if (faults->short_rows > 0)
        report_note(TEXT_SHORT_ROWS, file, faults->short_rows);
}
