/* SPDX-License-Identifier: MIT */
#include "durations_table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lapse.h"
#include "layout.h"
#include "show.h"

void durations_base(const struct term *term, const struct durations_reading *reading) {
    char line[3 * DECIMAL_SIZE], n[DECIMAL_SIZE], missing[DECIMAL_SIZE], rejected[DECIMAL_SIZE],
        invalid[DECIMAL_SIZE];
    show_count(n, reading->result.n);
    show_count(missing, reading->result.missing);
    show_count(rejected, reading->result.rejected);
    show_count(invalid, reading->invalid);
    snprintf(line, sizeof line, text(TEXT_BASE_TIMES), n, missing, rejected, invalid);
    layout_note(term, STYLE_PLAIN, line);
}

/* Adds a method to the list, if there is an interval by it. */
static void note_method(char methods[LAYOUT_METHODS_SIZE], const ptv_estimate *estimate) {
    if (isfinite(estimate->lower) || isfinite(estimate->upper))
        layout_add_method(methods, estimate->method);
}

void durations_notes(const struct term *term, const struct durations_reading *readings, size_t n) {
    char methods[LAYOUT_METHODS_SIZE] = "";
    bool exact = true;
    for (size_t i = 0; i < n; i++) {
        exact = exact && readings[i].exact;
        note_method(methods, &readings[i].result.median);
        for (size_t j = 0; j < readings[i].n_percentiles && n == 1; j++)
            note_method(methods, &readings[i].percentiles[j].estimate);
        if (n == 1)
            note_method(methods, &readings[i].result.mean);
        for (size_t j = 0; j < readings[i].n_limits && n == 1; j++)
            note_method(methods, &readings[i].limits[j].share);
    }
    if (*methods != '\0')
        layout_methods(term, readings[0].result.median.confidence, methods);
    if (!exact)
        layout_note(term, STYLE_DIM, text(TEXT_FROM_BUCKETS));
}

enum outcome durations_table(const struct durations *durations,
                             const struct duration_parts *parts) {
    struct term term = term_open(stdout, durations->options->color);
    const struct timing *timing = &durations->timing;
    char about[DECIMAL_SIZE];
    if (timing->calendar != NULL) {
        lapse_in_hours();
        snprintf(about, sizeof about, text(TEXT_BUSINESS_TIME), timing->calendar);
    } else {
        bool measured = strcmp(timing->clock, "value") == 0;
        snprintf(about, sizeof about, "%s",
                 text(measured ? TEXT_MEASURED_TIME : TEXT_CALENDAR_TIME));
    }
    layout_heading(&term, text(TEXT_TITLE_DURATIONS), timing->column, about);
    if (durations->states.grouping.by != NULL)
        return durations_groups(durations, &term, parts);
    return durations_sample(durations, &term, parts->at[0].tally);
}
