/* SPDX-License-Identifier: MIT */
/* The command line: one table of options, from which parsing and --help both come. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "metric.h"
#include "report.h"
#include "term.h"

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

struct options {
    const char *file; /* NULL: none; "-": standard input */
    struct figure_wishes figures;
    struct texts where, missing, merge;
    const char *by, *compare, *save_state;
    double confidence;    /* 0: the library's default */
    int32_t nps_method;   /* PTV_METHOD_…; 0: the default */
    int32_t share_method; /* likewise */
    enum format format;
    int decimals; /* -1: as usual for each figure */
    enum term_color color;
    char separator;
    bool strict, quiet;
};

/* Chooses the language before anything is said: an option --lang anywhere, else the environment. */
enum outcome options_language(int argc, char **argv);

/* Reads the arguments of a subcommand, argv[1] being its name. `finished`: --help or --version was
 * given and obeyed, nothing is left to do. */
enum outcome options_read(int argc, char **argv, struct options *options, bool *finished);

void options_free(struct options *options);

#endif
