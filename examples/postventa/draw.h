/* SPDX-License-Identifier: MIT */
/* Pictures made of characters. */
#ifndef DRAW_H
#define DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "term.h"

/* A segment of a bar: how much of the whole, and how it looks. */
struct segment {
    uint64_t count;
    const char *glyph;
    char ascii;
    enum term_style style;
};

/* A bar of so many columns, parted in proportion; what is there at all gets at least a column.
 * Stores the columns of each segment. */
void draw_stack(const struct term *term, const struct segment *segments, size_t n, int width,
                int *columns);

/* A bar that is this share of so many columns, in eighths of one where the terminal can. Returns
 * the columns it took. */
int draw_bar(const struct term *term, double share, int width, enum term_style style);

/* An interval as a line with a dot at the value, on an axis from `min` to `max`, as a text of
 * `width` columns. `out` holds 4 bytes a column and a closing NUL. */
void draw_interval(const struct term *term, char *out, double lower, double value, double upper,
                   double min, double max, int width);

#endif
