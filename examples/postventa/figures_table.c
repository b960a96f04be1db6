/* SPDX-License-Identifier: MIT */
#include "figures_table.h"

#include <math.h>
#include <stdio.h>

#include "layout.h"
#include "show.h"
#include "table.h"

#define PART_INDENT 2

enum figure_column { LABEL, VALUE, INTERVAL, BASE, REMARK, N_COLUMNS };

static void fill_base(char out[DECIMAL_SIZE], const struct figure *figure) {
    char n[DECIMAL_SIZE];
    *out = '\0';
    if (figure->unit == UNIT_COUNT || !isfinite(figure->estimate.value))
        return;
    show_count(n, figure->estimate.n);
    snprintf(out, DECIMAL_SIZE, "n %.200s", n);
}

static void fill_figure(struct table *table, const struct listed *listed,
                        const struct options *options) {
    char cell[DECIMAL_SIZE];
    size_t row = table_row(table);
    snprintf(cell, sizeof cell, "%*s%s", listed->level * PART_INDENT, "", listed->label);
    table_set(table, row, LABEL, cell);
    if (listed->figure.unit == UNIT_COUNT)
        show_count(cell, listed->figure.estimate.n);
    else
        show_value(cell, &listed->figure, options);
    table_set(table, row, VALUE, cell);
    show_interval(cell, &listed->figure, options);
    table_set(table, row, INTERVAL, cell);
    fill_base(cell, &listed->figure);
    table_set(table, row, BASE, cell);
    table_set(table, row, REMARK, listed->remark);
}

static void print_figures(const struct figures *figures, const struct term *term,
                          const struct options *options) {
    static const enum align align[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT};
    struct table table = {.n_columns = N_COLUMNS, .align = align};
    for (size_t i = 0; i < figures->n; i++)
        if (figures->at[i].place != PLACE_FORMATS)
            fill_figure(&table, &figures->at[i], options);
    int room = term->width - LAYOUT_INDENT - table_measure(&table, term);
    static const enum figure_column spare[] = {REMARK, BASE};
    for (size_t i = 0; room < 0 && i < sizeof spare / sizeof *spare; i++) {
        if (table.widths[spare[i]] > 0)
            room += table.widths[spare[i]] + TABLE_GAP;
        table.widths[spare[i]] = 0;
    }
    for (size_t i = 0, row = 0; i < figures->n; i++) {
        if (figures->at[i].place == PLACE_FORMATS)
            continue;
        if (figures->at[i].gap)
            layout_newline(term);
        if (figures->at[i].bold)
            term_style(term, STYLE_BOLD);
        table_print_row(&table, term, row++, LAYOUT_INDENT);
        term_style(term, STYLE_PLAIN);
    }
    table_free(&table);
}

/* What all rests on is a small sample. */
static bool are_few(const struct figures *figures) {
    return figures->base > 0 && figures->base < LAYOUT_SMALL_SAMPLE;
}

void figures_methods(const struct figures *figures, size_t n, const struct term *term,
                     bool headings_only) {
    char methods[LAYOUT_METHODS_SIZE] = "";
    double confidence = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < figures[i].n; j++) {
            const struct listed *listed = &figures[i].at[j];
            const ptv_estimate *estimate = &listed->figure.estimate;
            bool shown = listed->place != PLACE_FORMATS &&
                         (!headings_only || listed == figures_headline(&figures[i]));
            if (!shown || !(isfinite(estimate->lower) || isfinite(estimate->upper)))
                continue;
            layout_add_method(methods, estimate->method);
            confidence = estimate->confidence;
        }
    }
    if (*methods != '\0')
        layout_methods(term, confidence, methods);
}

void figures_notes(const struct figures *figures, const struct term *term, const char *group) {
    char line[4 * DECIMAL_SIZE], count[DECIMAL_SIZE];
    const char *between = group != NULL ? ": " : "";
    group = group != NULL ? group : "";
    for (size_t i = 0; i < figures->n_notes; i++) {
        snprintf(line, sizeof line, "%.200s%s%s", group, between, figures->notes[i]);
        layout_note(term, STYLE_PLAIN, line);
    }
    if (figures->invalid == 0)
        return;
    char invalid[2 * DECIMAL_SIZE];
    show_count(count, figures->invalid);
    snprintf(invalid, sizeof invalid, text(TEXT_NOTE_INVALID), count);
    snprintf(line, sizeof line, "%.200s%s%s", group, between, invalid);
    layout_note(term, STYLE_PLAIN, line);
}

static enum outcome print_sample(const struct figures_report *report, const struct term *term) {
    struct service *service = report->service;
    const struct figures *figures = &report->figures[0];
    const struct service_sheet *sheet = service->command->sheet;
    layout_newline(term);
    if (sheet != NULL && sheet->draw(service, term, report->parts->at[0].counted) != DONE)
        return FAILED;
    print_figures(figures, term, service->options);
    layout_newline(term);
    figures_notes(figures, term, NULL);
    figures_methods(figures, 1, term, false);
    if (are_few(figures))
        layout_note(term, STYLE_PLAIN, text(TEXT_SMALL_SAMPLE_RECORDS));
    if (service->command->picture == NULL)
        return DONE;
    return service->command->picture(service, term, report->parts->at[0].counted);
}

enum outcome figures_table(const struct figures_report *report) {
    const struct service *service = report->service;
    struct term term = term_open(stdout, service->options->color);
    char about[2 * DECIMAL_SIZE];
    if (service->command->about != NULL)
        service->command->about(service, about, sizeof about);
    else
        snprintf(about, sizeof about, "%s", service->states.definition);
    layout_heading(&term, text(service->command->title), service->states.column, about);
    if (service->states.grouping.by == NULL)
        return print_sample(report, &term);
    figures_groups(report, &term);
    return DONE;
}
