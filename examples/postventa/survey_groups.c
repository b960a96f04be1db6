/* SPDX-License-Identifier: MIT */
#include "survey_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "memory.h"
#include "reading.h"
#include "show.h"
#include "table.h"

#define WIDEST_NAME    24
#define NARROWEST_NAME 8
#define LEAST_PLOT     10
#define TEXT_SIZE      2048
#define WIDEST_PLOT    48

enum group_column {
    GROUP,
    VALUE,
    INTERVAL,
    PLOT,
    N,
    MISSING,
    INVALID,
    SENT,
    RESPONSE_RATE,
    BAND,
    N_COLUMNS
};

/* The axis that all intervals of a picture share. */
struct axis {
    double min, max;
};

static struct axis axis_of(const struct reading *readings, size_t n, enum unit unit) {
    struct axis axis = {INFINITY, -INFINITY};
    double step = unit == UNIT_POINTS ? 5 : unit == UNIT_SHARE ? 0.05 : 0.25;
    for (size_t i = 0; i < n; i++) {
        const ptv_estimate *estimate = &readings[i].figures[0].estimate;
        axis.min = fmin(axis.min, fmin(estimate->lower, estimate->value));
        axis.max = fmax(axis.max, fmax(estimate->upper, estimate->value));
    }
    axis.min = step * floor(axis.min / step);
    axis.max = step * ceil(axis.max / step);
    return axis;
}

static bool is_small(const struct reading *reading) {
    return reading->n > 0 && reading->n < LAYOUT_SMALL_SAMPLE;
}

static bool any_small(const struct reading *readings, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (is_small(&readings[i]))
            return true;
    return false;
}

static void fill_titles(const struct view *view, struct table *table, const struct reading *first,
                        bool marked) {
    static const enum text values[] = {TEXT_TITLE_NPS, TEXT_TITLE_CSAT, TEXT_TITLE_CES};
    char confidence[DECIMAL_SIZE], interval[2 * DECIMAL_SIZE];
    size_t row = table_row(table);
    show_confidence(confidence, first->figures[0].estimate.confidence);
    snprintf(interval, sizeof interval, text(TEXT_TITLE_INTERVAL), confidence);
    table_set(table, row, GROUP, view->survey->grouping.by);
    table_set(table, row, VALUE, text(values[first->metric->kind]));
    table_set(table, row, INTERVAL, interval);
    table_set(table, row, N, marked ? "n " : "n");
    table_set(table, row, MISSING, text(TEXT_TITLE_MISSING));
    table_set(table, row, INVALID, text(TEXT_TITLE_INVALID));
    if (first->response_rate > 0) {
        table_set(table, row, SENT, text(TEXT_TITLE_SENT));
        table_set(table, row, RESPONSE_RATE, text(TEXT_TITLE_RESPONSE_RATE));
    }
}

static void fill_group(const struct view *view, struct table *table, const struct reading *reading,
                       const struct part *part, bool marked) {
    const struct figure *figure = &reading->figures[0];
    size_t row = table_row(table);
    char cell[DECIMAL_SIZE];
    table_set(table, row, GROUP, layout_group(part->group));
    show_value(cell, figure, view->options);
    table_set(table, row, VALUE, cell);
    show_interval(cell, figure, view->options);
    table_set(table, row, INTERVAL, cell);
    show_count(cell, reading->n);
    if (marked) /* all numbers keep their place, with a mark or without */
        strcat(cell, is_small(reading) ? "*" : " ");
    table_set(table, row, N, cell);
    show_count(cell, reading->missing);
    table_set(table, row, MISSING, cell);
    show_count(cell, reading->invalid);
    table_set(table, row, INVALID, cell);
    if (reading->response_rate > 0) {
        show_count(cell, reading->sent);
        table_set(table, row, SENT, cell);
        show_value(cell, &reading->figures[reading->response_rate], view->options);
        table_set(table, row, RESPONSE_RATE, cell);
    }
    table_set(table, row, BAND, reading->band != NULL ? text_band(reading->band) : "");
}

/* The ends of the axis, above the picture. */
static void fill_axis(const struct view *view, struct table *table, struct axis axis,
                      enum unit unit, int width) {
    char min[DECIMAL_SIZE], max[DECIMAL_SIZE], line[2 * DECIMAL_SIZE];
    show_number(min, axis.min, unit, view->options);
    show_number(max, axis.max, unit, view->options);
    int between = width - term_columns(&view->term, max);
    snprintf(line, sizeof line, "%-*s%s", between, min, max);
    table_set(table, 0, PLOT, line);
}

/* Makes the rows fit: long names are cut; the bands' names give way to a picture of the intervals,
 * and how many were sent gives way to the rest. Answers how much room there is for it. */
static int fit(const struct view *view, struct table *table) {
    int room = view->term.width - LAYOUT_INDENT - table_measure(table, &view->term);
    int *widths = table->widths;
    if (widths[GROUP] > WIDEST_NAME) {
        room += widths[GROUP] - WIDEST_NAME;
        widths[GROUP] = WIDEST_NAME;
    }
    if (room < LEAST_PLOT + TABLE_GAP && widths[BAND] > 0) {
        room += widths[BAND] + TABLE_GAP;
        widths[BAND] = 0;
    }
    if (room < 0 && widths[SENT] > 0) {
        room += widths[SENT] + TABLE_GAP;
        widths[SENT] = 0;
    }
    if (room < 0 && widths[GROUP] > NARROWEST_NAME) {
        int narrower = widths[GROUP] + room;
        narrower = narrower < NARROWEST_NAME ? NARROWEST_NAME : narrower;
        room += widths[GROUP] - narrower;
        widths[GROUP] = narrower;
    }
    return room - TABLE_GAP;
}

/* Draws the intervals into the room that the other columns leave, if it is enough. */
static void fill_plots(const struct view *view, struct table *table, const struct reading *readings,
                       size_t n) {
    int room = fit(view, table);
    enum unit unit = readings[0].figures[0].unit;
    struct axis axis = axis_of(readings, n, unit);
    int width = room < WIDEST_PLOT ? room : WIDEST_PLOT;
    if (width < LEAST_PLOT || !isfinite(axis.min))
        return;
    fill_axis(view, table, axis, unit, width);
    for (size_t i = 0; i < n; i++) {
        const ptv_estimate *estimate = &readings[i].figures[0].estimate;
        char picture[4 * WIDEST_PLOT + 1];
        draw_interval(&view->term, picture, estimate->lower, estimate->value, estimate->upper,
                      axis.min, axis.max, width);
        table_set(table, i + 1, PLOT, picture);
    }
    table->widths[PLOT] = width;
}

static void print_rows(const struct view *view, const struct table *table,
                       const struct parts *parts) {
    const struct term *term = &view->term;
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

/* Whether the total holds fewer answers than the groups: who is in several counts once in it. */
static bool counts_less(const struct reading *readings, const struct parts *parts) {
    uint64_t groups = 0, total = 0;
    for (size_t i = 0; i < parts->n; i++) {
        uint64_t answers = readings[i].n + readings[i].missing + readings[i].invalid;
        if (parts->at[i].group != NULL)
            groups += answers;
        else
            total = answers;
    }
    return parts->total != NULL && total < groups;
}

static void print_notes(const struct view *view, const struct reading *readings,
                        const struct parts *parts) {
    size_t n = parts->n;
    char methods[LAYOUT_METHODS_SIZE] = "";
    for (size_t i = 0; i < n; i++)
        if (isfinite(readings[i].figures[0].estimate.lower))
            layout_add_method(methods, readings[i].figures[0].estimate.method);
    if (*methods != '\0')
        layout_methods(&view->term, readings[0].figures[0].estimate.confidence, methods);
    if (any_small(readings, n))
        layout_note(&view->term, STYLE_PLAIN, text(TEXT_SMALL_SAMPLES));
    if (counts_less(readings, parts))
        layout_note(&view->term, STYLE_PLAIN, text(TEXT_NOTE_ONCE_IN_TOTAL));
}

/* "difference A - B  +30 points", and, if there is an interval, that with its p and its method. */
static void put_difference(char head[TEXT_SIZE], char rest[TEXT_SIZE], const struct view *view,
                           const struct difference *difference) {
    const ptv_comparison *comparison = &difference->comparison;
    enum unit unit = difference->unit;
    char *const *names = view->survey->grouping.groups.names;
    char value[DECIMAL_SIZE], lower[DECIMAL_SIZE], upper[DECIMAL_SIZE], p[DECIMAL_SIZE];
    bool known = isfinite(comparison->difference);
    show_difference(value, comparison->difference, unit, view->options);
    show_difference(lower, comparison->lower, unit, view->options);
    show_difference(upper, comparison->upper, unit, view->options);
    show_p(p, comparison->p_value);
    snprintf(head, TEXT_SIZE, "%s %.200s − %.200s  %s%s", text(TEXT_DIFFERENCE), names[0], names[1],
             known ? value : text(TEXT_NO_DATA),
             text(known && unit != UNIT_SCALE ? TEXT_UNIT_POINTS : TEXT_UNIT_SCALE));
    *rest = '\0';
    if (isfinite(comparison->lower))
        snprintf(rest, TEXT_SIZE, "[%s%c %s]  %s  (%s)", lower,
                 text_numbers().point == ',' ? ';' : ',', upper, p,
                 text_method(ptv_method_name(comparison->method)));
}

static enum outcome print_difference(const struct view *view, const struct metric *metric,
                                     const ptv_ratings *a, const ptv_ratings *b) {
    struct difference difference;
    char head[TEXT_SIZE], rest[TEXT_SIZE];
    if (reading_compare(&difference, metric, a, b, view->options) != DONE)
        return FAILED;
    put_difference(head, rest, view, &difference);
    layout_newline(&view->term);
    layout_difference(&view->term, head, rest);
    return DONE;
}

enum outcome survey_groups(const struct view *view, const struct parts *parts, size_t m) {
    static const enum align align[] = {ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_LEFT,  ALIGN_LEFT,
                                       ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
                                       ALIGN_RIGHT, ALIGN_LEFT};
    const struct metric *metric = &view->survey->metrics[m];
    struct table table = {.n_columns = N_COLUMNS, .align = align};
    struct reading *readings = memory_new(parts->n, sizeof *readings);
    enum outcome outcome = DONE;
    for (size_t i = 0; i < parts->n && outcome == DONE; i++) {
        const struct count *count = &parts->at[i].counts[m];
        outcome = reading_take(&readings[i], metric, &count->ratings,
                               survey_sent(view->survey, count), view->options);
    }
    if (outcome == DONE) {
        bool marked = any_small(readings, parts->n);
        fill_titles(view, &table, &readings[0], marked);
        for (size_t i = 0; i < parts->n; i++)
            fill_group(view, &table, &readings[i], &parts->at[i], marked);
        fill_plots(view, &table, readings, parts->n);
        layout_newline(&view->term);
        print_rows(view, &table, parts);
        if (view->survey->grouping.comparing)
            outcome = print_difference(view, metric, &parts->at[0].counts[m].ratings,
                                       &parts->at[1].counts[m].ratings);
        print_notes(view, readings, parts);
    }
    table_free(&table);
    free(readings);
    return outcome;
}
