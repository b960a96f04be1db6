/* SPDX-License-Identifier: MIT */
#include "durations_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "lapse.h"
#include "layout.h"
#include "memory.h"
#include "show.h"
#include "table.h"

#define WIDEST_NAME    24
#define NARROWEST_NAME 8
#define LEAST_PLOT     10
#define WIDEST_PLOT    48
#define TEXT_SIZE      2048

enum group_column { GROUP, MEDIAN, INTERVAL, PLOT, PERCENTILE, WITHIN, N, LEFT_OUT, N_COLUMNS };

/* The axis that all intervals of a picture share: logarithms of times. */
struct axis {
    double min, max;
};

static double position(double ms) {
    return isfinite(ms) ? log10(fmax(ms, 1)) : ms;
}

static struct axis axis_of(const struct durations_reading *readings, size_t n) {
    struct axis axis = {INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        const ptv_estimate *median = &readings[i].result.median;
        axis.min = fmin(axis.min, fmin(position(median->lower), position(median->value)));
        axis.max = fmax(axis.max, fmax(position(median->upper), position(median->value)));
    }
    return axis;
}

static bool is_small(const struct durations_reading *reading) {
    return reading->result.n > 0 && reading->result.n < LAYOUT_SMALL_SAMPLE;
}

static bool any_small(const struct durations_reading *readings, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (is_small(&readings[i]))
            return true;
    return false;
}

static void fill_titles(const struct durations *durations, struct table *table,
                        const struct durations_reading *first, bool marked) {
    char confidence[DECIMAL_SIZE], title[2 * DECIMAL_SIZE], limit[DECIMAL_SIZE];
    size_t row = table_row(table);
    show_confidence(confidence, first->result.median.confidence);
    snprintf(title, sizeof title, text(TEXT_TITLE_INTERVAL), confidence);
    table_set(table, row, GROUP, durations->states.grouping.by);
    table_set(table, row, MEDIAN, text(TEXT_LABEL_MEDIAN));
    table_set(table, row, INTERVAL, title);
    snprintf(title, sizeof title, "p%s", first->percentiles[0].percentile->name);
    table_set(table, row, PERCENTILE, title);
    if (first->n_limits > 0) {
        lapse_show(limit, (double)first->limits[0].limit->ms);
        snprintf(title, sizeof title, "≤ %s", limit);
        table_set(table, row, WITHIN, title);
    }
    table_set(table, row, N, marked ? "n " : "n");
    table_set(table, row, LEFT_OUT, text(TEXT_TITLE_LEFT_OUT));
}

static void fill_times(struct table *table, size_t row, const struct durations_reading *reading) {
    const ptv_estimate *median = &reading->result.median;
    char cell[DECIMAL_SIZE];
    if (reading->result.n == 0) {
        table_set(table, row, MEDIAN, text(TEXT_NO_DATA));
        return;
    }
    lapse_show(cell, median->value);
    table_set(table, row, MEDIAN, cell);
    if (isfinite(median->lower) || isfinite(median->upper))
        lapse_show_interval(cell, median->lower, median->upper);
    else
        snprintf(cell, sizeof cell, "%s", text(TEXT_NO_INTERVAL));
    table_set(table, row, INTERVAL, cell);
    lapse_show(cell, reading->percentiles[0].estimate.value);
    table_set(table, row, PERCENTILE, cell);
    if (reading->n_limits > 0) {
        show_percent(cell, reading->limits[0].at_least, reading->result.n);
        table_set(table, row, WITHIN, cell);
    }
}

static void fill_group(struct table *table, const struct durations_reading *reading,
                       const char *group, bool marked) {
    const ptv_durations_result *result = &reading->result;
    size_t row = table_row(table);
    char cell[DECIMAL_SIZE];
    table_set(table, row, GROUP, layout_group(group));
    fill_times(table, row, reading);
    show_count(cell, result->n);
    if (marked) /* all numbers keep their place, with a mark or without */
        strcat(cell, is_small(reading) ? "*" : " ");
    table_set(table, row, N, cell);
    show_count(cell, result->missing + result->rejected + reading->invalid);
    table_set(table, row, LEFT_OUT, cell);
}

/* Makes the rows fit: long names are cut, then figures that the other formats have, too, are left
 * out. Answers how much room there is for a picture. */
static int fit(const struct term *term, struct table *table) {
    static const enum group_column spare[] = {WITHIN, PERCENTILE, INTERVAL};
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
    for (size_t i = 0; room < 0 && i < sizeof spare / sizeof *spare; i++) {
        if (widths[spare[i]] > 0)
            room += widths[spare[i]] + TABLE_GAP;
        widths[spare[i]] = 0;
    }
    return room - TABLE_GAP;
}

/* Draws the intervals into the room that the other columns leave, if it is enough. */
static void fill_plots(const struct term *term, struct table *table,
                       const struct durations_reading *readings, size_t n) {
    int room = fit(term, table);
    struct axis axis = axis_of(readings, n);
    int width = room < WIDEST_PLOT ? room : WIDEST_PLOT;
    char min[DECIMAL_SIZE], max[DECIMAL_SIZE], line[2 * DECIMAL_SIZE];
    if (width < LEAST_PLOT || !isfinite(axis.min))
        return;
    lapse_show(min, pow(10, axis.min));
    lapse_show(max, pow(10, axis.max));
    int between = width - term_columns(term, max);
    if (term_columns(term, min) < between) {
        snprintf(line, sizeof line, "%-*s%s", between, min, max);
        table_set(table, 0, PLOT, line);
    }
    for (size_t i = 0; i < n; i++) {
        const ptv_estimate *median = &readings[i].result.median;
        char picture[4 * WIDEST_PLOT + 1];
        draw_interval(term, picture, position(median->lower), position(median->value),
                      position(median->upper), axis.min, axis.max, width);
        table_set(table, i + 1, PLOT, picture);
    }
    table->widths[PLOT] = width;
}

static void print_rows(const struct term *term, const struct table *table,
                       const struct duration_parts *parts) {
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

static char list_sign(void) {
    return text_numbers().point == ',' ? ';' : ',';
}

/* "difference A - B  -2 h 3 min  [-3 h, -1 h]  (MOVER)" */
static void print_median(const struct term *term, const ptv_comparison *comparison,
                         char *const *names) {
    char head[TEXT_SIZE], rest[TEXT_SIZE] = "";
    char value[DECIMAL_SIZE], lower[DECIMAL_SIZE], upper[DECIMAL_SIZE];
    lapse_show_difference(value, comparison->difference);
    lapse_show_difference(lower, comparison->lower);
    lapse_show_difference(upper, comparison->upper);
    snprintf(head, sizeof head, "%s %.200s − %.200s  %s", text(TEXT_DIFFERENCE_OF_MEDIANS),
             names[0], names[1], isfinite(comparison->difference) ? value : text(TEXT_NO_DATA));
    if (isfinite(comparison->lower) && isfinite(comparison->upper))
        snprintf(rest, sizeof rest, "[%s%c %s]  (%s)", lower, list_sign(), upper,
                 text_method(ptv_method_name(comparison->method)));
    layout_difference(term, head, rest);
}

/* "A is the shorter in 61.2% of pairs  [58.0%, 64.4%]  p < 0.001  (Brunner-Munzel)" */
static void print_order(const struct term *term, const ptv_comparison *comparison,
                        char *const *names, const struct options *options) {
    char head[TEXT_SIZE], rest[TEXT_SIZE] = "", first[256];
    char value[DECIMAL_SIZE], lower[DECIMAL_SIZE], upper[DECIMAL_SIZE], p[DECIMAL_SIZE];
    if (!isfinite(comparison->difference))
        return;
    show_number(value, 0.5 + comparison->difference, UNIT_SHARE, options);
    show_number(lower, 0.5 + comparison->lower, UNIT_SHARE, options);
    show_number(upper, 0.5 + comparison->upper, UNIT_SHARE, options);
    show_p(p, comparison->p_value);
    snprintf(first, sizeof first, "%.200s", names[0]);
    snprintf(head, sizeof head, text(TEXT_SHORTER_IN), first, value);
    if (isfinite(comparison->lower))
        snprintf(rest, sizeof rest, "[%s%c %s]  %s  (%s)", lower, list_sign(), upper, p,
                 text_method(ptv_method_name(comparison->method)));
    layout_difference(term, head, rest);
}

static enum outcome print_differences(const struct durations *durations, const struct term *term,
                                      const struct duration_parts *parts) {
    struct durations_differences differences;
    char *const *names = durations->states.grouping.groups.names;
    if (durations_compare(&differences, durations, parts) != DONE)
        return FAILED;
    layout_newline(term);
    print_median(term, &differences.median, names);
    print_order(term, &differences.order, names, durations->options);
    return DONE;
}

enum outcome durations_groups(const struct durations *durations, const struct term *term,
                              const struct duration_parts *parts) {
    static const enum align align[] = {ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_LEFT,  ALIGN_LEFT,
                                       ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT};
    struct table table = {.n_columns = N_COLUMNS, .align = align};
    struct durations_reading *readings = memory_new(parts->n, sizeof *readings);
    enum outcome outcome = DONE;
    for (size_t i = 0; i < parts->n && outcome == DONE; i++)
        outcome = durations_read(&readings[i], durations, parts->at[i].tally);
    if (outcome == DONE) {
        bool marked = any_small(readings, parts->n);
        fill_titles(durations, &table, &readings[0], marked);
        for (size_t i = 0; i < parts->n; i++)
            fill_group(&table, &readings[i], parts->at[i].group, marked);
        fill_plots(term, &table, readings, parts->n);
        layout_newline(term);
        print_rows(term, &table, parts);
        if (durations->states.grouping.comparing)
            outcome = print_differences(durations, term, parts);
        else
            durations_base(term, &readings[parts->n - 1]);
        durations_notes(term, readings, parts->n);
        if (any_small(readings, parts->n))
            layout_note(term, STYLE_PLAIN, text(TEXT_SMALL_SAMPLES_TIMES));
    }
    table_free(&table);
    free(readings);
    return outcome;
}
