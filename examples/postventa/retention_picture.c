/* SPDX-License-Identifier: MIT */
/* The table of cohorts as a heat map, and below it how customers moved. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "layout.h"
#include "memory.h"
#include "retention_reading.h"
#include "show.h"
#include "table.h"

#define LEGEND_GAP 3

/* ── the heat map ────────────────────────────────────────────────────────────────────────────── */

/* How much a cell says; where it does not fit, less is said. */
enum detail_level { WITH_DECIMALS, WHOLE, WITHOUT_COUNTS };

struct map {
    const struct service *service;
    const struct term *term;
    const struct retention_reading *reading;
    bool counts;           /* cells are counts, not rates */
    size_t first, columns; /* averages[first] is the first column */
    size_t shown;          /* columns that fit */
    int step;              /* a shade is so many thousandths; 0: all rates are 0 */
    enum detail_level level;
    int label, size, width; /* columns of the terminal: the cohort, its size, a cell's number */
};

static int32_t unit_of(const struct service *service) {
    return ((const struct retention_tally *)service->states.model)->rules.unit;
}

static bool is_open(const ptv_cohort_cell *cell) {
    return cell->rate.status == PTV_INCOMPLETE;
}

/* A number of a cell, without its unit; blank where there is no cohort. */
static void show_rate(const struct map *map, char out[DECIMAL_SIZE], uint64_t part,
                      uint64_t whole) {
    int given = map->service->options->decimals;
    int decimals = map->level != WITH_DECIMALS ? 0 : given >= 0 ? given : 1;
    *out = '\0';
    if (whole == 0 || whole > DECIMAL_RATIO_MAX)
        return;
    decimal_ratio(out, false, part, whole, 2, decimals);
    decimal_localize(out, text_numbers(), false);
}

static void show_cell(const struct map *map, const ptv_cohort_cell *cell, char out[DECIMAL_SIZE]) {
    if (is_open(cell) && map->level == WITHOUT_COUNTS)
        *out = '\0';
    else if (is_open(cell) || (map->counts && cell->size > 0))
        show_count(out, cell->retained);
    else
        show_rate(map, out, cell->retained, cell->size);
}

/* The ages of a column: "3", or "4–12". */
static void show_column(const struct map *map, size_t column, char out[DECIMAL_SIZE]) {
    int32_t from, to;
    retention_ages(map->service, map->reading->averages[map->first + column].age, &from, &to);
    if (from == to)
        snprintf(out, DECIMAL_SIZE, "%d", from);
    else
        snprintf(out, DECIMAL_SIZE, "%d–%d", from, to);
}

static int wider(const struct map *map, int width, const char *text) {
    int columns = term_columns(map->term, text);
    return columns > width ? columns : width;
}

/* Measures all cells, and says how many columns of them fit. */
static void measure(struct map *map) {
    const struct retention_reading *reading = map->reading;
    char text_of_it[DECIMAL_SIZE], name[PERIOD_SIZE];
    map->label = wider(map, 0, text(TEXT_TITLE_COHORT));
    map->label = wider(map, map->label, text(TEXT_POOLED));
    map->size = wider(map, 0, text(TEXT_TITLE_SIZE));
    show_count(text_of_it, reading->held.customers);
    map->size = wider(map, map->size, text_of_it);
    map->width = 1;
    for (size_t i = 0; i < map->columns; i++) {
        const ptv_estimate *pooled = &reading->averages[map->first + i].pooled;
        show_column(map, i, text_of_it);
        map->width = wider(map, map->width, text_of_it);
        show_rate(map, text_of_it, figures_part(pooled), pooled->n);
        map->width = wider(map, map->width, text_of_it);
    }
    for (size_t i = 0; i < reading->n_cells; i++) {
        const ptv_cohort_cell *cell = &reading->cells[i];
        period_name(name, unit_of(map->service), cell->cohort);
        map->label = wider(map, map->label, name);
        show_count(text_of_it, cell->size);
        map->size = wider(map, map->size, text_of_it);
        if (map->first > 0 && cell->age == 0)
            continue;
        show_cell(map, cell, text_of_it);
        map->width = wider(map, map->width, text_of_it);
    }
    int room = map->term->width - 2 * LAYOUT_INDENT - map->label - TABLE_GAP - map->size;
    int fit = room > 0 ? room / (map->width + 2) : 0;
    map->shown = (size_t)fit < map->columns ? (size_t)fit : map->columns;
}

/* Everybody was active at age 0, which is what the size says. */
static bool is_trivial(const struct retention_reading *reading) {
    return reading->n_averages > 0 && reading->averages[0].age == 0;
}

/* The least round number of thousandths of which all rates are at most as many as there are
 * shades. */
static int step_of(const struct map *map) {
    static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200};
    const struct retention_reading *reading = map->reading;
    double most = 0;
    size_t i = 0;
    for (size_t j = 0; j < reading->n_cells; j++) {
        const ptv_cohort_cell *cell = &reading->cells[j];
        if (!(map->first > 0 && cell->age == 0) && isfinite(cell->rate.value))
            most = fmax(most, cell->rate.value);
    }
    if (most <= 0)
        return 0;
    while (i + 1 < sizeof steps / sizeof *steps && TERM_SHADES * steps[i] < 1000 * most)
        i++;
    return steps[i];
}

static int shade_of(const struct map *map, const ptv_estimate *share) {
    int shade = map->step == 0 ? 0 : (int)floor(1000 * share->value / map->step + 1e-9);
    return shade < TERM_SHADES ? shade : TERM_SHADES - 1;
}

static struct map map_of(const struct service *service, const struct term *term,
                         const struct retention_reading *reading) {
    struct map map = {.service = service, .term = term, .reading = reading};
    map.counts = service->options->retention.cells == CELLS_COUNT;
    map.first = is_trivial(reading) ? 1 : 0;
    map.columns = reading->n_averages - map.first;
    map.step = step_of(&map);
    for (int level = WITH_DECIMALS; level <= WITHOUT_COUNTS; level++) {
        map.level = (enum detail_level)level;
        measure(&map);
        if (map.shown == map.columns)
            return map;
    }
    map.level = WHOLE; /* all that is shown is shown whole */
    measure(&map);
    return map;
}

static void put_glyph(const struct term *term, int shade) {
    static const char *const glyphs[TERM_SHADES] = {" ", "░", "▒", "▓", "█"};
    static const char ascii[TERM_SHADES] = {' ', '.', ':', '=', '#'};
    term_repeat(term, term->color ? " " : glyphs[shade], term->color ? ' ' : ascii[shade], 1);
}

/* A rate, shaded; of a coloured cell, the blank behind it is a part. */
static void put_shaded(const struct map *map, const ptv_estimate *share, const char *number) {
    int shade = shade_of(map, share);
    term_shade(map->term, shade);
    put_glyph(map->term, shade);
    term_right(map->term, number, map->width);
    term_repeat(map->term, " ", ' ', map->term->color ? 1 : 0);
    term_style(map->term, STYLE_PLAIN);
}

/* "(260)": a count of a period that is not over. */
static void put_open(const struct map *map, const char *count) {
    const struct term *term = map->term;
    int blanks = map->width - term_columns(term, count);
    term_repeat(term, " ", ' ', blanks);
    term_style(term, STYLE_DIM);
    if (*count != '\0') {
        fputc('(', term->stream);
        term_put(term, count);
        fputc(')', term->stream);
    } else {
        term_repeat(term, " ", ' ', 1);
        term_repeat(term, "·", '.', 1);
    }
    term_style(term, STYLE_PLAIN);
}

/* What stands between a cell and what is before it: a bracket or colour may have that place. */
static void put_gap(const struct map *map, bool first, bool after_open) {
    if (first || !(after_open || map->term->color))
        term_repeat(map->term, " ", ' ', 1);
}

static void put_cell(const struct map *map, const ptv_cohort_cell *cell) {
    char number[DECIMAL_SIZE];
    show_cell(map, cell, number);
    if (is_open(cell))
        put_open(map, number);
    else
        put_shaded(map, &cell->rate, number);
}

static void put_start(const struct map *map, const char *label, const char *size) {
    layout_indent(map->term);
    term_left(map->term, label, map->label);
    term_repeat(map->term, " ", ' ', TABLE_GAP);
    term_right(map->term, size, map->size);
}

static void put_titles(const struct map *map) {
    const struct term *term = map->term;
    char column[DECIMAL_SIZE];
    term_style(term, STYLE_DIM);
    put_start(map, text(TEXT_TITLE_COHORT), text(TEXT_TITLE_SIZE));
    for (size_t i = 0; i < map->shown; i++) {
        show_column(map, i, column);
        term_repeat(term, " ", ' ', 2);
        term_right(term, column, map->width);
    }
    term_style(term, STYLE_PLAIN);
    layout_newline(term);
}

/* The cells of a cohort; answers how many there are. */
static size_t put_cohort(const struct map *map, const ptv_cohort_cell *cells, size_t n) {
    char name[PERIOD_SIZE], size[DECIMAL_SIZE];
    size_t length = 0;
    period_name(name, unit_of(map->service), cells->cohort);
    show_count(size, cells->size);
    put_start(map, name, size);
    for (; length < n && cells[length].cohort == cells->cohort; length++) {
        if (length < map->first || length - map->first >= map->shown || cells->size == 0)
            continue;
        bool first = length == map->first;
        put_gap(map, first, !first && is_open(&cells[length - 1]));
        put_cell(map, &cells[length]);
    }
    layout_newline(map->term);
    return length;
}

static void put_averages(const struct map *map) {
    const struct retention_reading *reading = map->reading;
    char number[DECIMAL_SIZE], size[DECIMAL_SIZE];
    show_count(size, reading->held.customers);
    term_style(map->term, STYLE_BOLD);
    put_start(map, text(TEXT_POOLED), size);
    term_style(map->term, STYLE_PLAIN);
    for (size_t i = 0; i < map->shown; i++) {
        const ptv_estimate *pooled = &reading->averages[map->first + i].pooled;
        if (pooled->n == 0) /* no period of this age is over, nor of any later */
            break;
        show_rate(map, number, figures_part(pooled), pooled->n);
        put_gap(map, i == 0, false);
        put_shaded(map, pooled, number);
    }
    layout_newline(map->term);
}

static void show_edge(const struct map *map, int shade, char out[DECIMAL_SIZE]) {
    char number[DECIMAL_SIZE];
    uint64_t edge = (uint64_t)(map->step * shade);
    decimal_ratio(number, false, edge, 10, 0, edge % 10 != 0);
    decimal_localize(number, text_numbers(), false);
    snprintf(out, DECIMAL_SIZE, " ≥ %.200s%s", number, text_percent());
}

static bool any_open(const struct retention_reading *reading) {
    for (size_t i = 0; i < reading->n_cells; i++)
        if (is_open(&reading->cells[i]) && reading->cells[i].age > 0)
            return true;
    return false;
}

/* Begins an item of the legend, on a new line if it must; answers the column behind it. */
static int begin_item(const struct term *term, int at, int width) {
    if (at > 0 && at + LEGEND_GAP + width <= term->width) {
        term_repeat(term, " ", ' ', LEGEND_GAP);
        return at + LEGEND_GAP + width;
    }
    if (at > 0)
        layout_newline(term);
    layout_indent(term);
    return LAYOUT_INDENT + width;
}

/* What the shades are, and the brackets. */
static void put_legend(const struct map *map) {
    const struct term *term = map->term;
    const char *open = text(map->level == WITHOUT_COUNTS ? TEXT_LEGEND_DOT : TEXT_LEGEND_OPEN);
    char edge[DECIMAL_SIZE];
    int at = 0;
    if (map->step == 0 && !any_open(map->reading))
        return;
    layout_newline(term);
    for (int shade = 1; shade < TERM_SHADES && map->step > 0; shade++) {
        show_edge(map, shade, edge);
        at = begin_item(term, at, 1 + term_columns(term, edge));
        term_shade(term, shade);
        put_glyph(term, shade);
        term_style(term, STYLE_PLAIN);
        term_put(term, edge);
    }
    if (any_open(map->reading)) {
        begin_item(term, at, term_columns(term, open));
        term_style(term, STYLE_DIM);
        if (map->level == WITHOUT_COUNTS)
            term_repeat(term, "·", '.', 1);
        term_put(term, open);
        term_style(term, STYLE_PLAIN);
    }
    layout_newline(term);
}

static void put_map(const struct service *service, const struct term *term,
                    const struct retention_reading *reading) {
    struct map map = map_of(service, term, reading);
    char line[2 * DECIMAL_SIZE], from[DECIMAL_SIZE], to[DECIMAL_SIZE];
    snprintf(line, sizeof line, text(map.counts ? TEXT_MAP_OF_COUNTS : TEXT_MAP_OF_RATES),
             period_units(unit_of(service)));
    layout_note(term, STYLE_DIM, line);
    layout_newline(term);
    put_titles(&map);
    for (size_t i = 0; i < reading->n_cells;)
        i += put_cohort(&map, &reading->cells[i], reading->n_cells - i);
    put_averages(&map);
    if (map.columns > 0)
        put_legend(&map);
    if (map.shown == map.columns)
        return;
    show_column(&map, map.shown, from);
    show_column(&map, map.columns - 1, to);
    snprintf(line, sizeof line, text(TEXT_AGES_LEFT_OUT), from, to);
    layout_note(term, STYLE_PLAIN, line);
}

/* ── movement ────────────────────────────────────────────────────────────────────────────────── */

enum movement_column {
    PERIOD,
    ACTIVE,
    FRESH,
    BACK,
    LOST,
    RETAINED,
    KEPT,
    INTERVAL,
    CHURN,
    N_COLUMNS
};

static void set_count(struct table *table, size_t row, size_t column, uint64_t count) {
    char cell[DECIMAL_SIZE];
    show_count(cell, count);
    table_set(table, row, column, cell);
}

static void set_shares(struct table *table, size_t row, const struct retention_step *step,
                       const struct options *options) {
    char cell[DECIMAL_SIZE];
    struct figure kept = {.unit = UNIT_SHARE, .estimate = step->kept};
    struct figure lost = {.unit = UNIT_SHARE, .estimate = step->churn};
    if (!isfinite(step->kept.value))
        return;
    kept.exact = (struct exact){false, step->movement.retained, step->start, 0};
    lost.exact = (struct exact){false, step->movement.lost, step->start, 0};
    show_value(cell, &kept, options);
    table_set(table, row, KEPT, cell);
    show_interval(cell, &kept, options);
    table_set(table, row, INTERVAL, cell);
    show_value(cell, &lost, options);
    table_set(table, row, CHURN, cell);
}

static void fill_step(struct table *table, const struct service *service,
                      const struct retention_step *step) {
    const ptv_cohort_movement *movement = &step->movement;
    char name[PERIOD_SIZE];
    size_t row = table_row(table);
    period_name(name, unit_of(service), movement->period);
    table_set(table, row, PERIOD, name);
    set_count(table, row, ACTIVE, movement->active);
    set_count(table, row, FRESH, movement->fresh);
    set_count(table, row, BACK, movement->back);
    set_count(table, row, LOST, movement->lost);
    set_count(table, row, RETAINED, movement->retained);
    if (movement->status == PTV_INCOMPLETE)
        table_set(table, row, KEPT, text(TEXT_NOT_OVER));
    else
        set_shares(table, row, step, service->options);
}

static void fill_titles(struct table *table, const struct retention_reading *reading) {
    char confidence[DECIMAL_SIZE], title[2 * DECIMAL_SIZE];
    static const enum text titles[N_COLUMNS] = {
        TEXT_TITLE_PERIOD, TEXT_TITLE_ACTIVE, TEXT_TITLE_FRESH,    TEXT_TITLE_BACK, TEXT_TITLE_LOST,
        TEXT_TITLE_STAYED, TEXT_TITLE_KEPT,   TEXT_TITLE_INTERVAL, TEXT_LABEL_CHURN};
    size_t row = table_row(table);
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (i != INTERVAL)
            table_set(table, row, i, text(titles[i]));
    if (reading->n_steps < 2)
        return;
    show_confidence(confidence, reading->steps[1].kept.confidence);
    snprintf(title, sizeof title, text(TEXT_TITLE_INTERVAL), confidence);
    table_set(table, row, INTERVAL, title);
}

static void put_movement(const struct service *service, const struct term *term,
                         const struct retention_reading *reading) {
    static const enum align align[N_COLUMNS] = {ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_RIGHT,
                                                ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
                                                ALIGN_RIGHT, ALIGN_LEFT,  ALIGN_RIGHT};
    static const enum movement_column spare[] = {CHURN, INTERVAL, RETAINED, LOST, BACK};
    struct table table = {.n_columns = N_COLUMNS, .align = align};
    fill_titles(&table, reading);
    for (size_t i = 0; i < reading->n_steps; i++)
        fill_step(&table, service, &reading->steps[i]);
    int room = term->width - LAYOUT_INDENT - table_measure(&table, term);
    for (size_t i = 0; room < 0 && i < sizeof spare / sizeof *spare; i++) {
        if (table.widths[spare[i]] > 0)
            room += table.widths[spare[i]] + TABLE_GAP;
        table.widths[spare[i]] = 0;
    }
    for (size_t row = 0; row < table.n_rows; row++) {
        bool over = row > 0 && reading->steps[row - 1].movement.status == PTV_OK;
        if (!over)
            term_style(term, STYLE_DIM);
        table_print_row(&table, term, row, LAYOUT_INDENT);
        if (!over)
            term_style(term, STYLE_PLAIN);
    }
    table_free(&table);
}

enum outcome retention_draw(struct service *service, const struct term *term,
                            const struct counted *counted) {
    struct retention_reading reading;
    if (retention_reading_take(service, counted->state, &reading) != DONE)
        return FAILED;
    if (reading.n_cells > 0) {
        put_map(service, term, &reading);
        layout_newline(term);
        put_movement(service, term, &reading);
        layout_newline(term);
    }
    retention_reading_free(&reading);
    return DONE;
}
