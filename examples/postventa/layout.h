/* SPDX-License-Identifier: MIT */
/* What all reports for people have in common. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "term.h"

#define LAYOUT_INDENT       2
#define LAYOUT_SMALL_SAMPLE 30
#define LAYOUT_METHODS_SIZE 128
#define LAYOUT_WIDEST_BAR   72

void layout_newline(const struct term *term);
void layout_indent(const struct term *term);

/* Writes "TITLE  name  about", what is about faintly, and on a line of its own if it must be. */
void layout_heading(const struct term *term, const char *title, const char *name,
                    const char *about);

/* Writes an indented line or more; faintly, if it is not for everybody. */
void layout_note(const struct term *term, enum term_style style, const char *note);

/* What a group is called; NULL is the total. */
const char *layout_group(const char *name);

/* Adds a method's name to a list that does not have it yet. */
void layout_add_method(char list[LAYOUT_METHODS_SIZE], int32_t method);

/* Writes which intervals these are, faintly. */
void layout_methods(const struct term *term, double confidence, const char *methods);

/* A part of a bar. */
struct layout_share {
    const char *label;
    uint64_t count;
    enum term_style style;
};

#define LAYOUT_SHARES 8

/* Draws up to LAYOUT_SHARES parts of a whole as one bar, told apart by colour or by their glyphs,
 * and below it what they are, in percent. */
void layout_stack(const struct term *term, const struct layout_share *shares, size_t n);

/* Writes a difference: what it is, and, if there is an interval, that, on the same line if it fits. */
void layout_difference(const struct term *term, const char *head, const char *rest);

#endif
