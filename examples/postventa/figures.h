/* SPDX-License-Identifier: MIT */
/* The figures of one group, as a command lists them once for all output formats: which, in what
 * unit, with what beside them; and the differences between two groups. */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/estimate.h>

#include "reading.h"
#include "text.h"

#define FIGURES_LABEL   96
#define FIGURES_VARIANT 24

/* Where a figure is shown. */
enum figure_place {
    PLACE_EVERYWHERE, /* in the table, JSON and CSV */
    PLACE_TABLE,      /* only to people: it is a detail of another figure in JSON and CSV */
    PLACE_FORMATS,    /* only in JSON and CSV */
};

/* What stands beside a figure in JSON and CSV. */
enum detail_kind { DETAIL_COUNT, DETAIL_NUMBER, DETAIL_BOOL, DETAIL_TEXT, DETAIL_COUNTS };

struct detail {
    char key[40];
    enum detail_kind kind;
    union {
        uint64_t count;
        double number; /* not finite: null, or a blank cell */
        bool truth;
        char *text;       /* NULL: null, or a blank cell */
        uint64_t *counts; /* an array in JSON; in CSV KEY_0, KEY_1 … */
    } is;
    size_t n; /* of the counts */
};

struct details {
    struct detail *at;
    size_t n, capacity;
};

/* One figure. */
struct listed {
    struct figure figure;          /* its name is the metric's in JSON and CSV */
    char variant[FIGURES_VARIANT]; /* "20s" of a service level; "": there is but one */
    char label[FIGURES_LABEL];     /* what people call it */
    char heading[FIGURES_LABEL];   /* over its column in the table of groups; "": not in it */
    char remark[FIGURES_LABEL];    /* behind it in the table; "": none */
    enum figure_place place;
    int level; /* in the table: 0 a figure, 1 a part of the one above, set in, 2 a part of that */
    bool gap;  /* in the table: a blank line goes before it */
    bool bold; /* in the table: what people look for */
    struct details details;
};

/* All figures of one group, in the order in which they are reported. */
struct figures {
    struct listed *at;
    size_t n, capacity;
    struct details common; /* beside each of them, such as as_of */
    char **notes;          /* lines below the table: what was left out, until when … */
    size_t n_notes, notes_capacity;
    uint64_t invalid; /* records that could not be read */
    uint64_t base;    /* what all rests on; few: the table warns. UINT64_MAX: does not apply */
};

/* Adds a figure; the pointer is valid until the next one is added. Its label is a text with at most
 * one %s, for `argument`. */
struct listed *figures_add(struct figures *figures, const char *name, enum unit unit,
                           const ptv_estimate *estimate, enum text label, const char *argument);

/* Adds a number of things, of which there is no interval. */
struct listed *figures_count(struct figures *figures, const char *name, uint64_t count,
                             enum text label, const char *argument);

/* Says that a share is exactly part / whole, so that it is rounded from its counts. */
void figures_exactly(struct listed *listed, uint64_t part, uint64_t whole);

/* Names a figure's column in the table of groups. The first that has one is the one whose interval
 * is shown and drawn there; of those that do not fit, the last are left out. */
/* How many of the base a share is: the value is their quotient. */
uint64_t figures_part(const ptv_estimate *share);

/* Compares two shares by their counts: part and whole of the first, part and whole of the second. */
ptv_status figures_compare(const struct options *options, const uint64_t counts[4],
                           ptv_comparison *comparison);

/* Times in ms, where the library counts in units of so many. */
ptv_estimate figures_in_ms(ptv_estimate estimate, int64_t unit_ms);

void figures_heading(struct listed *listed, const char *heading);

/* Adds what stands beside a figure, or, with &figures->common, beside all. */
void detail_count(struct details *details, const char *key, uint64_t count);
void detail_number(struct details *details, const char *key, double number);
void detail_bool(struct details *details, const char *key, bool truth);
void detail_text(struct details *details, const char *key, const char *text); /* NULL: null */
void detail_counts(struct details *details, const char *key, const uint64_t *counts, size_t n);
void detail_instant(struct details *details, const char *key, int64_t instant); /* ISO 8601, UTC */
void detail_ms(struct details *details, const char *key, int64_t ms); /* PTV_TIME_NONE: null */

/* KEY, KEY_lower and KEY_upper. */
void detail_estimate(struct details *details, const char *key, const ptv_estimate *estimate);

/* Adds a line below the table: as it is, or formatted as by printf from the text and the arguments. */
void figures_line(struct figures *figures, const char *line);
void figures_note(struct figures *figures, enum text note, ...);

void figures_free(struct figures *figures);

/* One difference, the first group minus the second, or the ratio of the first to the second. */
struct listed_difference {
    char name[48]; /* "fcr_difference", "per_thousand_ratio" */
    char variant[FIGURES_VARIANT];
    char label[FIGURES_LABEL]; /* what it is the difference of */
    enum unit unit;
    bool ratio;
    ptv_comparison comparison;
};

struct differences {
    struct listed_difference *at;
    size_t n, capacity;
};

/* Adds a difference; the pointer is valid until the next one is added. */
struct listed_difference *differences_add(struct differences *differences, const char *name,
                                          enum unit unit, const ptv_comparison *comparison,
                                          enum text label, const char *argument);

void differences_free(struct differences *differences);

#endif
