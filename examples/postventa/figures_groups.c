/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "figures_table.h"
#include "layout.h"
#include "memory.h"
#include "show.h"
#include "table.h"

#define WIDEST_NAME    24
#define NARROWEST_NAME 8
#define LEAST_PLOT     10
#define WIDEST_PLOT    48
#define TEXT_SIZE      2048

/* The columns: the group, the headline with interval, picture and base, the other figures. */
enum group_column { GROUP, VALUE, INTERVAL, PLOT, BASE, MORE };

/* The axis that all intervals of a picture share; of times, logarithms. */
struct axis {
    double min, max;
    bool logarithmic;
};

const struct listed *figures_headline(const struct figures *figures) {
    for (size_t i = 0; i < figures->n; i++)
        if (*figures->at[i].heading != '\0')
            return &figures->at[i];
    return NULL;
}

/* The figure of a group with the same name and variant as one of another group. */
static const struct listed *same_figure(const struct figures *figures, const struct listed *other) {
    for (size_t i = 0; i < figures->n; i++)
        if (strcmp(figures->at[i].figure.name, other->figure.name) == 0 &&
            strcmp(figures->at[i].variant, other->variant) == 0 && *figures->at[i].heading != '\0')
            return &figures->at[i];
    return NULL;
}

static void show_cell(char cell[DECIMAL_SIZE], const struct listed *listed,
                      const struct options *options) {
    if (listed->figure.unit == UNIT_COUNT)
        show_count(cell, listed->figure.estimate.n);
    else
        show_value(cell, &listed->figure, options);
}

/* ── the rows ────────────────────────────────────────────────────────────────────────────────── */

static bool has_base(const struct figures *figures) {
    return figures->base != UINT64_MAX;
}

/* What the headline's interval rests on; where no figure is the headline, what all does. */
static uint64_t base_of(const struct figures_report *report, size_t part) {
    const struct figures *figures = &report->figures[part];
    const struct listed *headline = figures_headline(&report->figures[0]);
    const struct listed *here = headline != NULL ? same_figure(figures, headline) : NULL;
    return here != NULL ? here->figure.estimate.n : figures->base;
}

static bool is_few(const struct figures_report *report, size_t part) {
    uint64_t base = base_of(report, part);
    return has_base(&report->figures[part]) && base > 0 && base < LAYOUT_SMALL_SAMPLE;
}

static bool any_few(const struct figures_report *report) {
    for (size_t i = 0; i < report->parts->n; i++)
        if (is_few(report, i))
            return true;
    return false;
}

static void fill_titles(const struct figures_report *report, struct table *table, bool marked) {
    const struct figures *first = &report->figures[0];
    const struct listed *headline = figures_headline(first);
    char confidence[DECIMAL_SIZE], title[2 * DECIMAL_SIZE];
    size_t row = table_row(table), column = MORE;
    table_set(table, row, GROUP, report->service->states.grouping.by);
    for (size_t i = 0; i < first->n; i++) {
        if (*first->at[i].heading == '\0')
            continue;
        bool main_one = &first->at[i] == headline;
        table_set(table, row, main_one ? VALUE : column++, first->at[i].heading);
    }
    if (headline != NULL && headline->figure.unit != UNIT_COUNT) {
        show_confidence(confidence, headline->figure.estimate.confidence);
        snprintf(title, sizeof title, text(TEXT_TITLE_INTERVAL), confidence);
        table_set(table, row, INTERVAL, title);
    }
    if (has_base(first))
        table_set(table, row, BASE, marked ? "n " : "n");
}

static void fill_group(const struct figures_report *report, struct table *table, size_t part,
                       bool marked) {
    const struct figures *first = &report->figures[0], *figures = &report->figures[part];
    const struct listed *headline = figures_headline(first);
    const struct options *options = report->service->options;
    char cell[DECIMAL_SIZE];
    size_t row = table_row(table), column = MORE;
    table_set(table, row, GROUP, layout_group(report->parts->at[part].group));
    for (size_t i = 0; i < first->n; i++) {
        if (*first->at[i].heading == '\0')
            continue;
        bool main_one = &first->at[i] == headline;
        size_t place = main_one ? VALUE : column++;
        const struct listed *here = same_figure(figures, &first->at[i]);
        if (here == NULL)
            continue;
        show_cell(cell, here, options);
        table_set(table, row, place, cell);
        if (!main_one)
            continue;
        show_interval(cell, &here->figure, options);
        table_set(table, row, INTERVAL, cell);
    }
    if (!has_base(figures))
        return;
    show_count(cell, base_of(report, part));
    if (marked) /* all numbers keep their place, with a mark or without */
        strcat(cell, is_few(report, part) ? "*" : " ");
    table_set(table, row, BASE, cell);
}

/* Makes the rows fit: long names are cut, then figures that the other formats have, too, are left
 * out, from the last. Answers how much room there is for a picture. */
static int fit(const struct term *term, struct table *table) {
    int room = term->width - LAYOUT_INDENT - table_measure(table, term);
    int *widths = table->widths;
    if (widths[GROUP] > WIDEST_NAME) {
        room += widths[GROUP] - WIDEST_NAME;
        widths[GROUP] = WIDEST_NAME;
    }
    if (room < 0 && widths[GROUP] > NARROWEST_NAME) {
        int narrower = widths[GROUP] + room;
        narrower = narrower < NARROWEST_NAME ? NARROWEST_NAME : narrower;
        room += widths[GROUP] - narrower;
        widths[GROUP] = narrower;
    }
    for (size_t column = table->n_columns; room < 0 && --column > VALUE;) {
        if (widths[column] > 0)
            room += widths[column] + TABLE_GAP;
        widths[column] = 0;
    }
    return room - TABLE_GAP;
}

/* ── the picture ─────────────────────────────────────────────────────────────────────────────── */

static double position(const struct axis *axis, double value) {
    return axis->logarithmic && isfinite(value) ? log10(fmax(value, 1)) : value;
}

static struct axis axis_of(const struct figures_report *report, const struct listed *headline) {
    struct axis axis = {INFINITY, -INFINITY, headline->figure.unit == UNIT_TIME};
    for (size_t i = 0; i < report->parts->n; i++) {
        const struct listed *here = same_figure(&report->figures[i], headline);
        if (here == NULL)
            continue;
        const ptv_estimate *estimate = &here->figure.estimate;
        double value = position(&axis, estimate->value);
        axis.min = fmin(axis.min, fmin(position(&axis, estimate->lower), value));
        double upper = position(&axis, estimate->upper);
        axis.max = fmax(axis.max, fmax(isfinite(upper) ? upper : value, value));
    }
    if (axis.logarithmic || !isfinite(axis.min) || !isfinite(axis.max) || axis.max <= axis.min)
        return axis;
    double step = pow(10, floor(log10(axis.max - axis.min))) / 2;
    axis.min = step * floor(axis.min / step);
    axis.max = step * ceil(axis.max / step);
    return axis;
}

static void show_end(char out[DECIMAL_SIZE], const struct axis *axis, double end, enum unit unit,
                     const struct options *options) {
    show_number(out, axis->logarithmic ? pow(10, end) : end, unit, options);
}

/* Draws the intervals into the room that the other columns leave, if it is enough. */
static void fill_plots(const struct figures_report *report, const struct term *term,
                       struct table *table) {
    const struct listed *headline = figures_headline(&report->figures[0]);
    int room = fit(term, table);
    if (headline == NULL || headline->figure.unit == UNIT_COUNT)
        return;
    struct axis axis = axis_of(report, headline);
    int width = room < WIDEST_PLOT ? room : WIDEST_PLOT;
    char min[DECIMAL_SIZE], max[DECIMAL_SIZE], line[2 * DECIMAL_SIZE];
    if (width < LEAST_PLOT || !isfinite(axis.min) || !isfinite(axis.max))
        return;
    show_end(min, &axis, axis.min, headline->figure.unit, report->service->options);
    show_end(max, &axis, axis.max, headline->figure.unit, report->service->options);
    int between = width - term_columns(term, max);
    if (term_columns(term, min) < between) {
        snprintf(line, sizeof line, "%-*s%s", between, min, max);
        table_set(table, 0, PLOT, line);
    }
    for (size_t i = 0; i < report->parts->n; i++) {
        const struct listed *here = same_figure(&report->figures[i], headline);
        char picture[4 * WIDEST_PLOT + 1];
        if (here == NULL)
            continue;
        const ptv_estimate *estimate = &here->figure.estimate;
        draw_interval(term, picture, position(&axis, estimate->lower),
                      position(&axis, estimate->value), position(&axis, estimate->upper), axis.min,
                      axis.max, width);
        table_set(table, i + 1, PLOT, picture);
    }
    table->widths[PLOT] = width;
}

static void print_rows(const struct term *term, const struct table *table,
                       const struct states_parts *parts) {
    for (size_t row = 0; row < table->n_rows; row++) {
        bool total = row > 0 && parts->at[row - 1].group == NULL;
        if (row == 0)
            term_style(term, STYLE_DIM);
        else if (total)
            term_style(term, STYLE_BOLD);
        table_print_row(table, term, row, LAYOUT_INDENT);
        term_style(term, STYLE_PLAIN);
    }
}

/* ── differences ─────────────────────────────────────────────────────────────────────────────── */

static void show_one(char out[DECIMAL_SIZE], const struct listed_difference *one, double value,
                     const struct options *options) {
    if (one->ratio)
        show_number(out, value, UNIT_SCALE, options);
    else
        show_difference(out, value, one->unit, options);
}

/* "answered within 20 s: A - B  +5.6 points  [+2.3, +8.9]  p < 0.001  (Miettinen-Nurminen)" */
static void print_difference(const struct figures_report *report, const struct term *term,
                             const struct listed_difference *one) {
    const ptv_comparison *comparison = &one->comparison;
    const struct options *options = report->service->options;
    char *const *names = report->service->states.grouping.groups.names;
    char value[DECIMAL_SIZE], lower[DECIMAL_SIZE], upper[DECIMAL_SIZE], p[DECIMAL_SIZE];
    char head[TEXT_SIZE], rest[TEXT_SIZE] = "", amount[2 * DECIMAL_SIZE];
    bool points = !one->ratio && one->unit == UNIT_SHARE;
    show_one(value, one, comparison->difference, options);
    snprintf(amount, sizeof amount, "%.300s%s", value, points ? text(TEXT_UNIT_POINTS) : "");
    bool known = !isnan(comparison->difference);
    snprintf(head, sizeof head, text(one->ratio ? TEXT_RATIO_OF : TEXT_DIFFERENCE_OF), one->label,
             names[0], names[1], known ? amount : text(TEXT_NO_DATA));
    if (known && isfinite(comparison->lower)) {
        show_one(lower, one, comparison->lower, options);
        show_one(upper, one, comparison->upper, options);
        *p = '\0';
        if (isfinite(comparison->p_value))
            show_p(p, comparison->p_value);
        snprintf(rest, sizeof rest, "[%s%c %s]  %s%s(%s)", lower,
                 text_numbers().point == ',' ? ';' : ',', upper, p, *p != '\0' ? "  " : "",
                 text_method(ptv_method_name(comparison->method)));
    }
    layout_difference(term, head, rest);
}

/* ── all together ────────────────────────────────────────────────────────────────────────────── */

static void print_below(const struct figures_report *report, const struct term *term) {
    size_t n = report->parts->n;
    bool comparing = report->service->states.grouping.comparing;
    layout_newline(term);
    for (size_t i = 0; i < report->differences.n; i++)
        print_difference(report, term, &report->differences.at[i]);
    for (size_t i = comparing ? 0 : n - 1; i < n; i++)
        figures_notes(&report->figures[i], term,
                      comparing ? layout_group(report->parts->at[i].group) : NULL);
    figures_methods(report->figures, n, term, true);
    if (any_few(report))
        layout_note(term, STYLE_PLAIN, text(TEXT_SMALL_SAMPLES_RECORDS));
}

void figures_groups(const struct figures_report *report, const struct term *term) {
    size_t n_columns = MORE;
    const struct figures *first = &report->figures[0];
    for (size_t i = 0; i < first->n; i++)
        n_columns += *first->at[i].heading != '\0' && &first->at[i] != figures_headline(first);
    enum align *align = memory_new(n_columns, sizeof *align);
    for (size_t i = 0; i < n_columns; i++)
        align[i] = i == VALUE || i >= BASE ? ALIGN_RIGHT : ALIGN_LEFT;
    struct table table = {.n_columns = n_columns, .align = align};
    bool marked = any_few(report);
    fill_titles(report, &table, marked);
    for (size_t i = 0; i < report->parts->n; i++)
        fill_group(report, &table, i, marked);
    fill_plots(report, term, &table);
    layout_newline(term);
    print_rows(term, &table, report->parts);
    print_below(report, term);
    table_free(&table);
    free(align);
}
