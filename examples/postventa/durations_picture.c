/* SPDX-License-Identifier: MIT */
#include "durations_table.h"

#include <stdio.h>
#include <string.h>

#include "draw.h"
#include "lapse.h"
#include "layout.h"
#include "memory.h"
#include "show.h"

#define S   INT64_C(1000)
#define MIN (60 * S)
#define H   (60 * MIN)
#define D   (24 * H)

#define WIDEST_BAR 72
#define MOST_BINS  20
#define LABEL_SIZE (2 * DECIMAL_SIZE)

/* Where bins may begin: times that people know, about evenly spaced on a logarithmic axis. */
static const int64_t steps[] = {
    0,       1,        2,        5,        10,       20,        50,        100,     200,
    500,     S,        2 * S,    5 * S,    10 * S,   20 * S,    30 * S,    MIN,     2 * MIN,
    5 * MIN, 10 * MIN, 20 * MIN, 30 * MIN, H,        2 * H,     4 * H,     8 * H,   16 * H,
    D,       2 * D,    4 * D,    7 * D,    14 * D,   30 * D,    60 * D,    120 * D, 240 * D,
    365 * D, 730 * D,  1825 * D, 3650 * D, 7300 * D, 18250 * D, 36500 * D,
};

#define N_STEPS (sizeof steps / sizeof *steps)

/* How many durations there are from each step to the next. */
struct counts {
    uint64_t at[N_STEPS];
    uint64_t n;
};

/* Bins from step to step; all that is shorter is in the first, all that is longer in the last. */
struct bins {
    size_t step[MOST_BINS]; /* at which each begins; the first, where it is open: 0 */
    uint64_t count[MOST_BINS];
    size_t n;
    bool open; /* something is beyond the end of the last */
};

/* The last step at which a time is not too short. */
static size_t step_of(double ms) {
    size_t i = N_STEPS - 1;
    while (i > 0 && (double)steps[i] > ms)
        i--;
    return i;
}

static struct counts count(const struct durations_source *source) {
    const struct sample *sample = source->sample;
    struct counts counts = {.n = 0};
    size_t position = 0;
    ptv_duration_cell cell;
    for (size_t i = 0; sample != NULL && i < sample->n; i++)
        counts.at[step_of((double)sample->at[i])]++;
    while (sample == NULL && ptv_durations_next(source->state, &position, &cell) == PTV_OK)
        counts.at[step_of(0.5 * ((double)cell.lower_ms + (double)cell.upper_ms))] += cell.count;
    for (size_t i = 0; i < N_STEPS; i++)
        counts.n += counts.at[i];
    return counts;
}

/* The step from which on, or up to which, this share of all durations lies at most. Zeros, which on
 * a logarithmic axis are nowhere, do not stretch it: they are in the first bin, whatever it is. */
static size_t first_step(const struct counts *counts, double share) {
    uint64_t n = counts->n - counts->at[0];
    double below = (double)counts->at[1];
    size_t i = 1;
    if (n == 0)
        return 0;
    while (i + 1 < N_STEPS && below <= share * (double)n)
        below += (double)counts->at[++i];
    return i;
}

static size_t last_step(const struct counts *counts, double share) {
    double above = (double)counts->at[N_STEPS - 1];
    size_t i = N_STEPS - 1;
    while (i > 0 && above <= share * (double)counts->n)
        above += (double)counts->at[--i];
    return i;
}

/* Bins for the bulk, wider ones where they would be too many; a few very short or very long
 * durations do not stretch the picture. */
static struct bins make_bins(const struct counts *counts) {
    struct bins bins = {.n = 0};
    size_t first = first_step(counts, 0.01), last = last_step(counts, 0.001), stride = 1;
    while ((last - first) / stride + 1 > MOST_BINS - 1)
        stride++;
    for (size_t i = 0; i < first && bins.n == 0; i++)
        bins.n = counts->at[i] > 0;
    for (size_t i = first; i <= last; i += stride)
        bins.step[bins.n++] = i;
    for (size_t i = 0; i < N_STEPS; i++) {
        size_t bin = bins.n - 1;
        while (bin > 0 && bins.step[bin] > i)
            bin--;
        bins.count[bin] += counts->at[i];
        bins.open = bins.open || (i >= bins.step[bins.n - 1] + stride && counts->at[i] > 0);
    }
    return bins;
}

static size_t bin_of(const struct bins *bins, double ms) {
    size_t bin = bins->n - 1, step = step_of(ms);
    while (bin > 0 && bins->step[bin] > step)
        bin--;
    return bin;
}

/* "5-10 min", "30 min-1 h", "< 1 min" */
static void label_bin(const struct bins *bins, size_t bin, char label[LABEL_SIZE]) {
    char from[DECIMAL_SIZE], to[DECIMAL_SIZE];
    size_t begin = bins->step[bin];
    bool last = bin + 1 == bins->n;
    size_t stride = bins->n > 2 ? bins->step[bins->n - 1] - bins->step[bins->n - 2] : 1;
    size_t end = last ? begin + stride : bins->step[bin + 1];
    lapse_show(from, (double)steps[begin]);
    if (end >= N_STEPS || (last && bins->open)) {
        snprintf(label, LABEL_SIZE, "≥ %s", from);
        return;
    }
    lapse_show(to, (double)steps[end]);
    if (steps[begin] == 0) {
        snprintf(label, LABEL_SIZE, "< %s", to);
        return;
    }
    char *unit = strrchr(from, ' ');
    if (unit != NULL && strcmp(unit, strrchr(to, ' ')) == 0)
        *unit = '\0';
    snprintf(label, LABEL_SIZE, "%s-%s", from, to);
}

static void mark(char marks[DECIMAL_SIZE], const char *name) {
    size_t used = strlen(marks);
    snprintf(marks + used, DECIMAL_SIZE - used, "%s%s", used > 0 ? ", " : "", name);
}

/* The median and the percentiles that fall into a bin. */
static void mark_bin(const struct bins *bins, size_t bin, const struct durations_reading *reading,
                     char marks[DECIMAL_SIZE]) {
    *marks = '\0';
    if (bin_of(bins, reading->result.median.value) == bin)
        mark(marks, text(TEXT_LABEL_MEDIAN));
    for (size_t i = 0; i < reading->n_percentiles; i++) {
        char name[32];
        snprintf(name, sizeof name, "p%s", reading->percentiles[i].percentile->name);
        if (bin_of(bins, reading->percentiles[i].estimate.value) == bin)
            mark(marks, name);
    }
}

static int wider(const struct term *term, const char *text, int width) {
    int columns = term_columns(term, text);
    return columns > width ? columns : width;
}

void durations_picture(const struct term *term, const struct durations_source *source,
                       const struct durations_reading *reading) {
    struct counts counts = count(source);
    struct bins bins = make_bins(&counts);
    char label[LABEL_SIZE], marks[DECIMAL_SIZE], number[DECIMAL_SIZE], percent[DECIMAL_SIZE];
    int label_width = 0, mark_width = 0, count_width = 0, percent_width = 0;
    uint64_t most = 1, n = reading->result.n;
    for (size_t i = 0; i < bins.n; i++) {
        label_bin(&bins, i, label);
        label_width = wider(term, label, label_width);
        mark_bin(&bins, i, reading, marks);
        mark_width = wider(term, marks, mark_width);
        most = bins.count[i] > most ? bins.count[i] : most;
    }
    show_count(number, most);
    show_percent(percent, most, n);
    count_width = term_columns(term, number);
    percent_width = term_columns(term, percent);
    int room = term->width - 2 * LAYOUT_INDENT;
    room = (room < WIDEST_BAR ? room : WIDEST_BAR) - label_width - count_width - percent_width - 4;
    int widest_mark = room - 10 - 4; /* where there is no room for a bar, marks are cut */
    mark_width = mark_width < widest_mark ? mark_width : widest_mark;
    int width = room - mark_width - 4;
    layout_newline(term);
    for (size_t i = 0; i < bins.n; i++) {
        label_bin(&bins, i, label);
        mark_bin(&bins, i, reading, marks);
        show_count(number, bins.count[i]);
        show_percent(percent, bins.count[i], n);
        layout_indent(term);
        term_right(term, label, label_width);
        fputc(' ', term->stream);
        int used = draw_bar(term, (double)bins.count[i] / (double)most, width, STYLE_PLAIN);
        term_right(term, number, width - used + 1 + count_width);
        term_right(term, percent, 2 + percent_width);
        if (*marks != '\0') {
            fputs("  ", term->stream);
            term_repeat(term, "◂", '<', 1);
            if (mark_width > 0)
                fputc(' ', term->stream);
            int columns = term_columns(term, marks);
            term_left(term, marks, columns < mark_width ? columns : mark_width);
        }
        layout_newline(term);
    }
}
