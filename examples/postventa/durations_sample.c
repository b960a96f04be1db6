/* SPDX-License-Identifier: MIT */
#include "durations_table.h"

#include <math.h>
#include <stdio.h>

#include "lapse.h"
#include "layout.h"
#include "show.h"
#include "table.h"

enum figure_column { LABEL, VALUE, INTERVAL, REMARK, N_COLUMNS };

/* A time and its interval. */
static void add_time(struct table *table, const char *label, const ptv_estimate *estimate,
                     const char *remark) {
    char cell[DECIMAL_SIZE];
    size_t row = table_row(table);
    table_set(table, row, LABEL, label);
    lapse_show(cell, estimate->value);
    table_set(table, row, VALUE, cell);
    if (isfinite(estimate->lower) || isfinite(estimate->upper))
        lapse_show_interval(cell, estimate->lower, estimate->upper);
    else
        snprintf(cell, sizeof cell, "%s", text(TEXT_NO_INTERVAL));
    table_set(table, row, INTERVAL, cell);
    table_set(table, row, REMARK, remark);
}

/* A share within a limit, its interval and its count. */
static void add_limit(struct table *table, const struct limit_reading *one,
                      const struct options *options) {
    struct figure figure = {.unit = UNIT_SHARE, .estimate = one->share};
    char cell[2 * DECIMAL_SIZE], limit[DECIMAL_SIZE], least[DECIMAL_SIZE], most[DECIMAL_SIZE];
    size_t row = table_row(table);
    lapse_show(limit, (double)one->limit->ms);
    snprintf(cell, sizeof cell, text(TEXT_LABEL_WITHIN), limit);
    table_set(table, row, LABEL, cell);
    show_count(least, one->at_least);
    show_count(most, one->at_most);
    if (one->at_least == one->at_most) {
        figure.exact = (struct exact){false, one->at_least, one->share.n, 0};
        if (one->share.n > DECIMAL_RATIO_MAX)
            figure.exact.den = 0;
        snprintf(cell, sizeof cell, "%s", least);
    } else {
        snprintf(cell, sizeof cell, text(TEXT_BETWEEN), least, most);
    }
    table_set(table, row, REMARK, cell);
    show_value(cell, &figure, options);
    table_set(table, row, VALUE, cell);
    show_interval(cell, &figure, options);
    table_set(table, row, INTERVAL, cell);
}

static void print_figures(const struct durations_reading *reading, const struct term *term,
                          const struct options *options) {
    static const enum align align[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_LEFT, ALIGN_LEFT};
    struct table table = {.n_columns = N_COLUMNS, .align = align};
    const ptv_durations_result *result = &reading->result;
    add_time(&table, text(TEXT_LABEL_MEDIAN), &result->median, "");
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        char label[32];
        snprintf(label, sizeof label, "p%s", reading->percentiles[i].percentile->name);
        add_time(&table, label, &reading->percentiles[i].estimate, "");
    }
    bool misleads = result->skewness > 2;
    add_time(&table, text(TEXT_LABEL_MEAN), &result->mean,
             misleads ? text(TEXT_MEAN_MISLEADS) : "");
    for (size_t i = 0; i < reading->n_limits; i++)
        add_limit(&table, &reading->limits[i], options);
    table_measure(&table, term);
    for (size_t row = 0; row < table.n_rows; row++) {
        if (row == 0)
            term_style(term, STYLE_BOLD);
        table_print_row(&table, term, row, LAYOUT_INDENT);
        term_style(term, STYLE_PLAIN);
    }
    table_free(&table);
}

/* "shortest 1 min · longest 336 d 6 h · standard deviation 21 d 2 h" */
static void print_range(const ptv_durations_result *result, const struct term *term) {
    char line[3 * DECIMAL_SIZE], shortest[DECIMAL_SIZE], longest[DECIMAL_SIZE],
        spread[DECIMAL_SIZE];
    lapse_show(shortest, (double)result->min_ms);
    lapse_show(longest, (double)result->max_ms);
    lapse_show(spread, result->std_dev_ms);
    snprintf(line, sizeof line, text(TEXT_RANGE), shortest, longest, spread);
    layout_note(term, STYLE_PLAIN, line);
}

enum outcome durations_sample(const struct durations *durations, const struct term *term,
                              const struct tally *tally) {
    struct durations_source source = durations_source(durations, tally);
    struct durations_reading reading;
    if (durations_read(&reading, durations, tally) != DONE)
        return FAILED;
    layout_newline(term);
    if (reading.result.n == 0) {
        layout_note(term, STYLE_BOLD, text(TEXT_NO_DATA));
        durations_base(term, &reading);
        return DONE;
    }
    print_figures(&reading, term, durations->options);
    layout_newline(term);
    durations_base(term, &reading);
    print_range(&reading.result, term);
    durations_notes(term, &reading, 1);
    if (reading.result.n < LAYOUT_SMALL_SAMPLE)
        layout_note(term, STYLE_PLAIN, text(TEXT_SMALL_SAMPLE_TIMES));
    durations_picture(term, &source, &reading);
    return DONE;
}
