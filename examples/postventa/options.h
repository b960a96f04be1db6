/* SPDX-License-Identifier: MIT */
/* The command line: one table of options for all commands, from which parsing and --help both
 * come. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/durations.h>

#include "metric.h"
#include "report.h"
#include "term.h"

enum command { COMMAND_SURVEY, COMMAND_DURATIONS };

enum format { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV };

/* Texts as they were given, in order. */
struct texts {
    const char **at;
    size_t n, capacity;
};

/* A figure that was asked for, before its column is known. */
struct figure_wish {
    enum metric_kind kind;
    const char *column; /* COL, COL:MIN-MAX … */
};

struct figure_wishes {
    struct figure_wish *at;
    size_t n, capacity;
};

/* A percentile, as a fraction and as it was given. */
struct percentile {
    uint32_t num, den;
    char name[16];
};

/* A limit that durations are held against, as a number and as it was given. */
struct limit {
    int64_t ms;
    char name[24];
};

#define MOST_PERCENTILES 16
#define MOST_LIMITS      PTV_DURATIONS_LIMITS

struct options {
    enum command command;
    const char *file; /* NULL: none; "-": standard input */
    struct figure_wishes figures;
    struct texts where, missing, merge;
    const char *by, *compare, *save_state;
    const char *from, *to, *value; /* columns of times */
    int64_t unit_ms;               /* of the value; 0: not said */
    const char *id;                /* a column: rows of one id are one record */
    const char *time_format, *zone, *calendar;
    bool ignore_offset;
    struct percentile percentiles[MOST_PERCENTILES]; /* rising */
    size_t n_percentiles;
    struct limit limits[MOST_LIMITS]; /* rising */
    size_t n_limits;
    double confidence;       /* 0: the library's default */
    int32_t nps_method;      /* PTV_METHOD_…; 0: the default */
    int32_t share_method;    /* likewise */
    int32_t percentile_type; /* PTV_QUANTILE_…; 0: the default */
    enum format format;
    int decimals; /* -1: as usual for each figure */
    enum term_color color;
    char separator;
    bool strict, quiet;
};

/* Chooses the language before anything is said: an option --lang anywhere, else the environment. */
enum outcome options_language(int argc, char **argv);

/* Reads the arguments of a command, argv[1] being its name. `finished`: --help or --version was
 * given and obeyed, nothing is left to do. */
enum outcome options_read(enum command command, int argc, char **argv, struct options *options,
                          bool *finished);

/* Checks what all commands want alike of options that go together. */
enum outcome options_check(const struct options *options);

void options_free(struct options *options);

#endif
