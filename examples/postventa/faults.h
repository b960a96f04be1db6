/* SPDX-License-Identifier: MIT */
/* What is wrong with rows and cells: the first few are told one by one, the rest as a number; under
 * --strict, the first at all ends the run. */
#ifndef FAULTS_H
#define FAULTS_H

#include <stdbool.h>

#include "input.h"

struct faults {
    bool strict;
    unsigned long long long_rows, short_rows;
};

/* What is wrong with the cells of a column. */
struct cell_faults {
    const char *column; /* what messages call it */
    unsigned long long n;
};

/* Checks that a row has as many cells as the header. */
enum outcome faults_row(struct faults *faults, const struct row *row);

/* Tells a cell that does not count. The message gets file, line, column, cell, and two numbers. */
enum outcome faults_cell(const struct faults *faults, struct cell_faults *cells, enum text what,
                         const char *file, unsigned long long line, const char *cell, int first,
                         int second);

/* At the end: what has not been told one by one; `rest` gets file, column, how many more, and all. */
void faults_tell_cells(const struct cell_faults *cells, enum text rest, const char *file);
void faults_tell_rows(const struct faults *faults, const char *file);

#endif
