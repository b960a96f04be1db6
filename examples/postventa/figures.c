/* SPDX-License-Identifier: MIT */
#include "figures.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/durations.h>
#include <postventa/share.h>

#include "instant.h"
#include "memory.h"

#define USUAL_CONFIDENCE 0.95

/* ── figures ─────────────────────────────────────────────────────────────────────────────────── */

static void write_label(char out[FIGURES_LABEL], enum text label, const char *argument) {
    snprintf(out, FIGURES_LABEL, text(label), argument != NULL ? argument : "");
}

struct listed *figures_add(struct figures *figures, const char *name, enum unit unit,
                           const ptv_estimate *estimate, enum text label, const char *argument) {
    figures->at = memory_grow(figures->at, &figures->capacity, figures->n + 1, sizeof *figures->at);
    struct listed *listed = &figures->at[figures->n++];
    *listed = (struct listed){.figure = {.name = name, .unit = unit, .estimate = *estimate}};
    write_label(listed->label, label, argument);
    return listed;
}

struct listed *figures_count(struct figures *figures, const char *name, uint64_t count,
                             enum text label, const char *argument) {
    ptv_estimate estimate = {.value = (double)count, .lower = NAN, .upper = NAN, .n = count};
    return figures_add(figures, name, UNIT_COUNT, &estimate, label, argument);
}

void figures_exactly(struct listed *listed, uint64_t part, uint64_t whole) {
    if (whole > 0 && whole <= DECIMAL_RATIO_MAX)
        listed->figure.exact = (struct exact){false, part, whole, 0};
}

uint64_t figures_part(const ptv_estimate *share) {
    return share->n > 0 ? (uint64_t)nearbyint(share->value * (double)share->n) : 0;
}

ptv_status figures_compare(const struct options *options, const uint64_t counts[4],
                           ptv_comparison *comparison) {
    double confidence = options->confidence > 0 ? options->confidence : USUAL_CONFIDENCE;
    return ptv_share_compare(counts[0], counts[1], counts[2], counts[3], confidence,
                             PTV_METHOD_DEFAULT, comparison);
}

ptv_estimate figures_in_ms(ptv_estimate estimate, int64_t unit_ms) {
    estimate.value *= (double)unit_ms;
    estimate.lower *= (double)unit_ms;
    estimate.upper *= (double)unit_ms;
    estimate.std_error *= (double)unit_ms;
    return estimate;
}

void figures_heading(struct listed *listed, const char *heading) {
    snprintf(listed->heading, sizeof listed->heading, "%s", heading);
}

/* Takes a line over. */
static void keep_line(struct figures *figures, char *line) {
    figures->notes = memory_grow(figures->notes, &figures->notes_capacity, figures->n_notes + 1,
                                 sizeof *figures->notes);
    figures->notes[figures->n_notes++] = line;
}

void figures_line(struct figures *figures, const char *line) {
    keep_line(figures, memory_text(line, strlen(line)));
}

void figures_note(struct figures *figures, enum text note, ...) {
    va_list args, again;
    va_start(args, note);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, text(note), args);
    char *line = memory_new((size_t)length + 1, 1);
    vsnprintf(line, (size_t)length + 1, text(note), again);
    va_end(again);
    va_end(args);
    keep_line(figures, line);
}

/* ── details ─────────────────────────────────────────────────────────────────────────────────── */

static struct detail *add(struct details *details, const char *key, enum detail_kind kind) {
    details->at = memory_grow(details->at, &details->capacity, details->n + 1, sizeof *details->at);
    struct detail *detail = &details->at[details->n++];
    *detail = (struct detail){.kind = kind};
    snprintf(detail->key, sizeof detail->key, "%s", key);
    return detail;
}

void detail_count(struct details *details, const char *key, uint64_t count) {
    add(details, key, DETAIL_COUNT)->is.count = count;
}

void detail_number(struct details *details, const char *key, double number) {
    add(details, key, DETAIL_NUMBER)->is.number = number;
}

void detail_bool(struct details *details, const char *key, bool truth) {
    add(details, key, DETAIL_BOOL)->is.truth = truth;
}

void detail_text(struct details *details, const char *key, const char *text) {
    char *copy = text != NULL ? memory_text(text, strlen(text)) : NULL;
    add(details, key, DETAIL_TEXT)->is.text = copy;
}

void detail_counts(struct details *details, const char *key, const uint64_t *counts, size_t n) {
    struct detail *detail = add(details, key, DETAIL_COUNTS);
    detail->is.counts = memory_new(n, sizeof *counts);
    memcpy(detail->is.counts, counts, n * sizeof *counts);
    detail->n = n;
}

void detail_instant(struct details *details, const char *key, int64_t instant) {
    char name[INSTANT_SIZE];
    instant_name(name, instant);
    detail_text(details, key, instant != PTV_TIME_NONE ? name : NULL);
}

void detail_ms(struct details *details, const char *key, int64_t ms) {
    if (ms >= 0)
        detail_count(details, key, (uint64_t)ms);
    else
        detail_text(details, key, NULL);
}

void detail_estimate(struct details *details, const char *key, const ptv_estimate *estimate) {
    char bound[40];
    detail_number(details, key, estimate->value);
    snprintf(bound, sizeof bound, "%s_lower", key);
    detail_number(details, bound, estimate->lower);
    snprintf(bound, sizeof bound, "%s_upper", key);
    detail_number(details, bound, estimate->upper);
}

static void details_free(struct details *details) {
    for (size_t i = 0; i < details->n; i++) {
        if (details->at[i].kind == DETAIL_TEXT)
            free(details->at[i].is.text);
        if (details->at[i].kind == DETAIL_COUNTS)
            free(details->at[i].is.counts);
    }
    free(details->at);
}

void figures_free(struct figures *figures) {
    for (size_t i = 0; i < figures->n; i++)
        details_free(&figures->at[i].details);
    for (size_t i = 0; i < figures->n_notes; i++)
        free(figures->notes[i]);
    details_free(&figures->common);
    free(figures->notes);
    free(figures->at);
}

/* ── differences ─────────────────────────────────────────────────────────────────────────────── */

struct listed_difference *differences_add(struct differences *differences, const char *name,
                                          enum unit unit, const ptv_comparison *comparison,
                                          enum text label, const char *argument) {
    differences->at = memory_grow(differences->at, &differences->capacity, differences->n + 1,
                                  sizeof *differences->at);
    struct listed_difference *one = &differences->at[differences->n++];
    *one = (struct listed_difference){.unit = unit, .comparison = *comparison};
    snprintf(one->name, sizeof one->name, "%s", name);
    write_label(one->label, label, argument);
    return one;
}

void differences_free(struct differences *differences) {
    free(differences->at);
}
