/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <stdio.h>
#include <string.h>

#include <postventa/estimate.h>

#include "show.h"
#include "text.h"

void layout_newline(const struct term *term) {
    fputc('\n', term->stream);
}

void layout_indent(const struct term *term) {
    term_repeat(term, " ", ' ', LAYOUT_INDENT);
}

void layout_heading(const struct term *term, const char *title, const char *name,
                    const char *about) {
    term_style(term, STYLE_BOLD);
    term_put(term, title);
    fputs("  ", term->stream);
    term_put(term, name);
    term_style(term, STYLE_PLAIN);
    int at = term_columns(term, title) + 2 + term_columns(term, name);
    bool fits = at + 2 + term_columns(term, about) <= term->width;
    fputs(fits ? " " : "\n", term->stream);
    term_style(term, STYLE_DIM);
    term_wrap(term, about, fits ? at + 1 : 0, LAYOUT_INDENT);
    term_style(term, STYLE_PLAIN);
}

void layout_note(const struct term *term, enum term_style style, const char *note) {
    if (style != STYLE_PLAIN)
        term_style(term, style);
    layout_indent(term);
    term_wrap(term, note, LAYOUT_INDENT, LAYOUT_INDENT);
    if (style != STYLE_PLAIN)
        term_style(term, STYLE_PLAIN);
}

const char *layout_group(const char *name) {
    if (name == NULL)
        return text(TEXT_ALL);
    return *name != '\0' ? name : text(TEXT_BLANK_GROUP);
}

void layout_add_method(char list[LAYOUT_METHODS_SIZE], int32_t method) {
    const char *name = text_method(ptv_method_name(method));
    if (method == PTV_METHOD_DEFAULT || strstr(list, name) != NULL)
        return;
    size_t used = strlen(list);
    snprintf(list + used, LAYOUT_METHODS_SIZE - used, "%s%s", used > 0 ? ", " : "", name);
}

void layout_methods(const struct term *term, double confidence, const char *methods) {
    char level[DECIMAL_SIZE], line[2 * DECIMAL_SIZE];
    show_confidence(level, confidence);
    snprintf(line, sizeof line, text(TEXT_INTERVALS), level, methods);
    layout_note(term, STYLE_DIM, line);
}

void layout_difference(const struct term *term, const char *head, const char *rest) {
    layout_indent(term);
    term_style(term, STYLE_BOLD);
    term_put(term, head);
    term_style(term, STYLE_PLAIN);
    if (LAYOUT_INDENT + term_columns(term, head) + 2 + term_columns(term, rest) > term->width) {
        layout_newline(term);
        layout_indent(term);
    }
    if (*rest != '\0') {
        fputs("  ", term->stream);
        term_put(term, rest);
    }
    layout_newline(term);
}
