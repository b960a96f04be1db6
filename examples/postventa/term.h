/* SPDX-License-Identifier: MIT */
/* A stream that people read: its width, its character set, its colours. */
#ifndef TERM_H
#define TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum term_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

enum term_style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_BAD, STYLE_MIDDLE, STYLE_GOOD };

struct term {
    FILE *stream;
    int width;   /* columns */
    bool utf8;   /* else everything is written in ASCII */
    bool color;  /* else styles are not written */
    bool is_tty; /* somebody watches */
};

/* Reads the environment's character set, once, before the first term_open. */
void term_setup(void);

struct term term_open(FILE *stream, enum term_color color);

/* Writes a text that may come from anywhere: control characters and broken UTF-8 become marks, and
 * where only ASCII is shown, letters lose their accents. */
void term_put(const struct term *term, const char *text);

/* How many columns term_put takes for a text of one line. */
int term_columns(const struct term *term, const char *text);

/* Writes a text in a field of so many columns; a longer text is cut, and shows it. */
void term_left(const struct term *term, const char *text, int columns);
void term_right(const struct term *term, const char *text, int columns);

/* Writes one glyph, or its stand-in in ASCII, so many times. */
void term_repeat(const struct term *term, const char *glyph, char ascii, int times);

void term_style(const struct term *term, enum term_style style);

/* How many shades a heat map has. */
#define TERM_SHADES 5

/* From now on, until STYLE_PLAIN, the background is that of a shade, from 0, and the text can be
 * read on it. */
void term_shade(const struct term *term, int shade);

/* Writes words, from column `at` on, in indented lines that fit the width, and a line feed. */
void term_wrap(const struct term *term, const char *text, int at, int indent);

#endif
