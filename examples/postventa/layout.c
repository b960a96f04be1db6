/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <postventa/estimate.h>

#include "draw.h"
#include "show.h"
#include "text.h"

#define LEGEND_GAP 3

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

/* Two parts that lie side by side have the same colour. */
static bool need_glyphs(const struct layout_share *shares, size_t n) {
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (shares[i].style == shares[j].style)
                return true;
    return false;
}

static void fill_segments(const struct term *term, const struct layout_share *shares, size_t n,
                          struct segment segments[LAYOUT_SHARES]) {
    static const char *const three[] = {"█", "▒", "░"};
    static const char *const more[LAYOUT_SHARES] = {"█", "▓", "▒", "░", "▚", "▞", "▪", "·"};
    static const char ascii[LAYOUT_SHARES] = {'#', '=', '-', '+', '%', ':', 'o', '.'};
    bool solid = term->color && !need_glyphs(shares, n);
    for (size_t i = 0; i < n; i++) {
        const char *glyph = solid ? "█" : n <= 3 ? three[i] : more[i];
        segments[i] = (struct segment){shares[i].count, glyph, ascii[i], shares[i].style};
    }
}

/* What the parts of the bar are: in one line if it fits, else one below the other. */
static void print_legend(const struct term *term, const struct layout_share *shares,
                         const struct segment *segments, size_t n) {
    char labels[LAYOUT_SHARES][2 * DECIMAL_SIZE], percent[DECIMAL_SIZE];
    int total = LAYOUT_INDENT + (int)n + (int)(n - 1) * LEGEND_GAP;
    uint64_t whole = 0;
    for (size_t i = 0; i < n; i++)
        whole += shares[i].count;
    for (size_t i = 0; i < n; i++) {
        show_percent(percent, shares[i].count, whole);
        snprintf(labels[i], sizeof labels[i], " %.300s %s", shares[i].label, percent);
        total += term_columns(term, labels[i]);
    }
    bool one_line = total <= term->width;
    for (size_t i = 0; i < n; i++) {
        bool first = i == 0 || !one_line;
        term_repeat(term, " ", ' ', first ? LAYOUT_INDENT : LEGEND_GAP);
        term_style(term, segments[i].style);
        term_repeat(term, segments[i].glyph, segments[i].ascii, 1);
        term_style(term, STYLE_PLAIN);
        term_put(term, labels[i]);
        if (i + 1 == n || !one_line)
            layout_newline(term);
    }
}

void layout_stack(const struct term *term, const struct layout_share *shares, size_t n) {
    struct segment segments[LAYOUT_SHARES];
    int columns[LAYOUT_SHARES], width = term->width - 2 * LAYOUT_INDENT;
    fill_segments(term, shares, n, segments);
    layout_newline(term);
    layout_indent(term);
    draw_stack(term, segments, n, width < LAYOUT_WIDEST_BAR ? width : LAYOUT_WIDEST_BAR, columns);
    layout_newline(term);
    print_legend(term, shares, segments, n);
}
