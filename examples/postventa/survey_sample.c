/* SPDX-License-Identifier: MIT */
#include "survey_view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw.h"
#include "reading.h"
#include "show.h"
#include "table.h"

static void figure_label(char out[DECIMAL_SIZE], const struct reading *reading, size_t i) {
    const char *name = reading->figures[i].name;
    char top[32], bottom[32];
    view_box(top, reading->metric, reading->top_k, true);
    view_box(bottom, reading->metric, reading->bottom_k, false);
    if (strcmp(name, "nps") == 0)
        snprintf(out, DECIMAL_SIZE, "NPS");
    else if (strcmp(name, "mean") == 0)
        snprintf(out, DECIMAL_SIZE, "%s", text(TEXT_LABEL_MEAN));
    else if (strcmp(name, "percent_of_max") == 0)
        snprintf(out, DECIMAL_SIZE, "%s", text(TEXT_LABEL_PERCENT_OF_MAX));
    else if (strcmp(name, "ease_0_100") == 0)
        snprintf(out, DECIMAL_SIZE, "%s", text(TEXT_LABEL_EASE));
    else if (strcmp(name, "response_rate") == 0)
        snprintf(out, DECIMAL_SIZE, "%s", text(TEXT_LABEL_RESPONSE_RATE));
    else if (strcmp(name, "top_box") == 0)
        snprintf(out, DECIMAL_SIZE, text(TEXT_LABEL_TOP_BOX), reading->top_k > 0 ? top : "");
    else
        snprintf(out, DECIMAL_SIZE, text(TEXT_LABEL_NET), top, bottom);
}

static void print_figures(const struct view *view, const struct reading *reading) {
    static const enum align align[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_LEFT, ALIGN_LEFT};
    struct table table = {.n_columns = 4, .align = align};
    char cell[DECIMAL_SIZE];
    for (size_t i = 0; i < reading->n_figures; i++) {
        const struct figure *figure = &reading->figures[i];
        if (figure->estimate.status == PTV_UNDEFINED)
            continue; /* no box is usual on this scale, and nobody asked for one */
        size_t row = table_row(&table);
        figure_label(cell, reading, i);
        table_set(&table, row, 0, cell);
        show_value(cell, figure, view->options);
        table_set(&table, row, 1, cell);
        show_interval(cell, figure, view->options);
        table_set(&table, row, 2, cell);
        if (i == 0 && reading->band != NULL)
            table_set(&table, row, 3, text_band(reading->band));
        else if (figure->estimate.status == PTV_INCONSISTENT)
            table_set(&table, row, 3, text(TEXT_MORE_THAN_SENT));
    }
    table_measure(&table, &view->term);
    for (size_t row = 0; row < table.n_rows; row++) {
        if (row == 0)
            term_style(&view->term, STYLE_BOLD);
        table_print_row(&table, &view->term, row, LAYOUT_INDENT);
        term_style(&view->term, STYLE_PLAIN);
    }
    table_free(&table);
}

static void print_base(const struct view *view, const struct reading *reading) {
    char base[2 * DECIMAL_SIZE], line[3 * DECIMAL_SIZE], sent[DECIMAL_SIZE];
    char n[DECIMAL_SIZE], missing[DECIMAL_SIZE], invalid[DECIMAL_SIZE];
    char methods[LAYOUT_METHODS_SIZE] = "";
    show_count(n, reading->n);
    show_count(missing, reading->missing);
    show_count(invalid, reading->invalid);
    show_count(sent, reading->sent);
    snprintf(base, sizeof base, text(TEXT_BASE), n, missing, invalid);
    snprintf(line, sizeof line, text(TEXT_BASE_SENT), base, sent);
    layout_note(&view->term, STYLE_PLAIN, reading->response_rate > 0 ? line : base);
    if (reading->n == 0)
        return;
    for (size_t i = 0; i < reading->n_figures; i++)
        if (isfinite(reading->figures[i].estimate.lower))
            layout_add_method(methods, reading->figures[i].estimate.method);
    if (*methods != '\0')
        layout_methods(&view->term, reading->figures[0].estimate.confidence, methods);
    if (reading->n < LAYOUT_SMALL_SAMPLE) {
        layout_note(&view->term, STYLE_PLAIN, text(TEXT_SMALL_SAMPLE));
    }
}

static int bar_width(const struct view *view) {
    int width = view->term.width - 2 * LAYOUT_INDENT;
    return width < LAYOUT_WIDEST_BAR ? width : LAYOUT_WIDEST_BAR;
}

/* Detractors, passives and promoters as one bar. */
static void print_stack(const struct view *view, const struct reading *reading) {
    const struct layout_share shares[] = {
        {text(TEXT_DETRACTORS), reading->detractors, STYLE_BAD},
        {text(TEXT_PASSIVES), reading->passives, STYLE_MIDDLE},
        {text(TEXT_PROMOTERS), reading->promoters, STYLE_GOOD},
    };
    layout_stack(&view->term, shares, 3);
}

/* Whether a level is good news, bad news or neither, for its colour. */
static enum term_style level_style(const struct reading *reading, int32_t level) {
    const struct metric *metric = reading->metric;
    if (metric->kind == METRIC_NPS)
        return level >= METRIC_PROMOTER_MIN  ? STYLE_GOOD
               : level >= METRIC_PASSIVE_MIN ? STYLE_MIDDLE
                                             : STYLE_BAD;
    int32_t from_best = metric->effort ? level - metric->min : metric->max - level;
    int32_t from_worst = metric->max - metric->min - from_best;
    if (from_best < reading->top_k)
        return STYLE_GOOD;
    return from_worst < reading->bottom_k ? STYLE_BAD : STYLE_MIDDLE;
}

static void print_distribution(const struct view *view, const struct reading *reading) {
    const struct metric *metric = reading->metric;
    char count[DECIMAL_SIZE], percent[DECIMAL_SIZE], label[16];
    uint64_t most = 0;
    int digits = 1, count_width = 1, percent_width = 4;
    for (int32_t i = 0; i <= metric->max - metric->min; i++) {
        uint64_t here = reading->counts[i];
        most = here > most ? here : most;
        snprintf(label, sizeof label, "%d", (int)(metric->min + i));
        digits = (int)strlen(label) > digits ? (int)strlen(label) : digits;
    }
    show_count(count, most);
    show_percent(percent, most, reading->n);
    count_width = (int)strlen(count);
    percent_width = term_columns(&view->term, percent);
    int width = bar_width(view) - digits - count_width - percent_width - 4;
    layout_newline(&view->term);
    for (int32_t level = metric->max; level >= metric->min; level--) {
        uint64_t here = reading->counts[level - metric->min];
        snprintf(label, sizeof label, "%d", (int)level);
        show_count(count, here);
        show_percent(percent, here, reading->n);
        layout_indent(&view->term);
        term_right(&view->term, label, digits);
        fputc(' ', view->term.stream);
        int used =
            draw_bar(&view->term, (double)here / (double)most, width, level_style(reading, level));
        term_right(&view->term, count, width - used + 1 + count_width);
        term_right(&view->term, percent, 2 + percent_width);
        layout_newline(&view->term);
    }
}

enum outcome survey_sample(const struct view *view, const struct metric *metric,
                           const struct count *count) {
    struct reading reading;
    if (reading_take(&reading, metric, &count->ratings, survey_sent(view->survey, count),
                     view->options) != DONE)
        return FAILED;
    layout_newline(&view->term);
    if (reading.n == 0) {
        layout_note(&view->term, STYLE_BOLD, text(TEXT_NO_DATA));
    } else {
        print_figures(view, &reading);
        layout_newline(&view->term);
    }
    print_base(view, &reading);
    if (reading.n > 0 && metric->kind == METRIC_NPS)
        print_stack(view, &reading);
    if (reading.n > 0)
        print_distribution(view, &reading);
    return DONE;
}
