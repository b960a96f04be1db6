/* SPDX-License-Identifier: MIT */
/* The lines of a text file, read once, in a stream, in memory that does not grow with the file. */
#ifndef LINES_H
#define LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "stream.h"

#define LINE_LONGEST ((size_t)32 * 1024)

/* One line; valid during the call that gets it, which may change its bytes. */
struct line {
    char *text; /* without its end, with a closing NUL */
    size_t len;
    unsigned long long number; /* from 1 */
    bool is_cut;               /* longer than LINE_LONGEST: only its beginning is there */
    bool is_open;              /* the file ended before it did */
};

/* Who gets the lines. A call that does not answer DONE ends the reading, and tells why itself. */
struct line_reader {
    void *context;
    enum outcome (*take)(void *context, struct line *line);
};

enum outcome lines_read(struct stream *stream, const struct line_reader *reader);

#endif
