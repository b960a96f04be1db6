/* SPDX-License-Identifier: MIT */
/* The options of all commands: what --help says of each, and how its value is taken. */
#ifndef OPTIONS_TABLE_H
#define OPTIONS_TABLE_H

#include "options.h"

/* A word that an option takes, and what it stands for. */
struct choice {
    const char *name;
    int value;
};

struct option_row {
    unsigned commands; /* bit COMMAND_…: those that take it */
    enum text section; /* a heading goes before the first option of a section */
    const char *name;
    const char *argument; /* NULL: takes none */
    enum text help;
    enum outcome (*take)(struct options *options, const struct option_row *row, const char *given);
    size_t member;                /* of struct options, where the value goes */
    const struct choice *choices; /* ended by one without a name */
};

/* In the order in which --help has them. An option that has another meaning in another command has
 * a row for each. */
extern const struct option_row option_table[];
extern const size_t n_option_rows;

/* How the member that a row names takes a value. */
enum outcome take_text(struct options *, const struct option_row *, const char *);
enum outcome take_texts(struct options *, const struct option_row *, const char *);
enum outcome take_flag(struct options *, const struct option_row *, const char *);
enum outcome take_choice(struct options *, const struct option_row *, const char *);
enum outcome take_lapse(struct options *, const struct option_row *, const char *);

/* Options that are taken in a way of their own. */
enum outcome take_figure(struct options *, const struct option_row *, const char *);
enum outcome take_unit(struct options *, const struct option_row *, const char *);
enum outcome take_within(struct options *, const struct option_row *, const char *);
enum outcome take_ages(struct options *, const struct option_row *, const char *);
enum outcome take_kind(struct options *, const struct option_row *, const char *);
enum outcome take_confidence(struct options *, const struct option_row *, const char *);
enum outcome take_percentiles(struct options *, const struct option_row *, const char *);
enum outcome take_separator(struct options *, const struct option_row *, const char *);
enum outcome take_format(struct options *, const struct option_row *, const char *);
enum outcome take_decimals(struct options *, const struct option_row *, const char *);
enum outcome take_color(struct options *, const struct option_row *, const char *);
enum outcome take_quiet(struct options *, const struct option_row *, const char *);

/* --lang, --help and --version are obeyed elsewhere. */
enum outcome take_nothing(struct options *, const struct option_row *, const char *);

#endif
