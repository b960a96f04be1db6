/* SPDX-License-Identifier: MIT */
/* Rows of a CSV file, whatever the file holds: read once, in a stream, through libcsv.
 *
 * The first row names the columns. Blanks around a cell, a UTF-8 byte order mark and blank lines
 * count for nothing; in a file of one column, a blank line between rows is a row with a blank
 * cell. Quotes must be closed, and doubled inside a quoted cell: a file in which they are not has
 * lost its rows. A cell that a short row does not have is blank. */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "columns.h"
#include "report.h"
#include "stream.h"

/* One row; valid during the call that gets it. */
struct row {
    unsigned long long line; /* in which it starts, from 1 */
    const char *file;        /* for messages */
    size_t n;                /* cells; those of a long row beyond the header are not kept */
    bool is_short;           /* fewer cells than the header */
    bool is_long;            /* more cells than the header, and not only blank ones */
    const char *text;
    const size_t *start; /* of each cell, in text */
};

/* The text of a cell, "" where the row has none. */
const char *row_cell(const struct row *row, size_t column);

/* Who gets the rows. A call that does not answer DONE ends the reading, and tells why itself. */
struct input_reader {
    void *context;
    enum outcome (*header)(void *context, const struct columns *columns);
    enum outcome (*row)(void *context, const struct row *row);
};

/* Reads a file, "-" being standard input. */
enum outcome input_read(const char *path, char separator, const struct input_reader *reader);

/* The same of a file that is open, and that stays so. */
enum outcome input_read_stream(struct stream *stream, char separator,
                               const struct input_reader *reader);

/* What messages call the file. */
const char *input_name(const char *path);

#endif
