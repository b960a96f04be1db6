/* SPDX-License-Identifier: MIT */
#include "draw.h"

#include <math.h>
#include <string.h>

/* Parts the width by largest remainders, after a column for each segment that holds anything. */
static void apportion(const struct segment *segments, size_t n, int width, int *columns) {
    double total = 0;
    int used = 0;
    for (size_t i = 0; i < n; i++)
        total += (double)segments[i].count;
    for (size_t i = 0; i < n; i++) {
        double exact = total > 0 ? width * ((double)segments[i].count / total) : 0;
        columns[i] = (int)exact;
        if (columns[i] == 0 && segments[i].count > 0)
            columns[i] = 1;
        used += columns[i];
    }
    while (used != width && total > 0) {
        size_t best = 0;
        double most = -INFINITY;
        int step = used < width ? 1 : -1;
        for (size_t i = 0; i < n; i++) {
            double lack = step * (width * ((double)segments[i].count / total) - columns[i]);
            if (segments[i].count > 0 && (step > 0 || columns[i] > 1) && lack > most) {
                most = lack;
                best = i;
            }
        }
        columns[best] += step;
        used += step;
    }
}

void draw_stack(const struct term *term, const struct segment *segments, size_t n, int width,
                int *columns) {
    apportion(segments, n, width, columns);
    for (size_t i = 0; i < n; i++) {
        term_style(term, segments[i].style);
        term_repeat(term, segments[i].glyph, segments[i].ascii, columns[i]);
        term_style(term, STYLE_PLAIN);
    }
}

int draw_bar(const struct term *term, double share, int width, enum term_style style) {
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int units = (int)floor(8 * width * share + 0.5);
    if (units == 0 && share > 0)
        units = 1;
    int whole = units / 8, rest = units % 8;
    if (!term->utf8) {
        whole += rest >= 4 || whole == 0;
        whole -= share <= 0;
        rest = 0;
    }
    term_style(term, style);
    term_repeat(term, "█", '#', whole);
    if (rest > 0)
        term_repeat(term, eighths[rest], '#', 1);
    term_style(term, STYLE_PLAIN);
    return whole + (rest > 0);
}

/* The column of a value. */
static int place(double value, double min, double max, int width) {
    double share = max > min ? (value - min) / (max - min) : 0.5;
    int column = (int)floor(share * (width - 1) + 0.5);
    return column < 0 ? 0 : column >= width ? width - 1 : column;
}

void draw_interval(const struct term *term, char *out, double lower, double value, double upper,
                   double min, double max, int width) {
    bool whole = isfinite(lower) && isfinite(upper);
    int at = isfinite(value) ? place(value, min, max, width) : -1;
    int from = whole ? place(lower, min, max, width) : at;
    int to = whole ? place(upper, min, max, width) : at;
    *out = '\0';
    for (int i = 0; i < width; i++) {
        const char *utf8 = " ", *ascii = " ";
        if (i == at) {
            utf8 = "●";
            ascii = "o";
        } else if (i == from) {
            utf8 = "├";
            ascii = "|";
        } else if (i == to) {
            utf8 = "┤";
            ascii = "|";
        } else if (i > from && i < to) {
            utf8 = "─";
            ascii = "-";
        }
        out = stpcpy(out, term->utf8 ? utf8 : ascii);
    }
}
