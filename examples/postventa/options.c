/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/version.h>

#include "memory.h"
#include "nearest.h"
#include "options_table.h"

#define HELP_INDENT 6
#define FIRST_ROW   256 /* getopt's number of the first row: above every character */

/* What --help says before and after the options. */
static const struct {
    enum text usage, purpose, examples;
} commands[] = {
    [COMMAND_SURVEY] = {TEXT_SURVEY_USAGE, TEXT_SURVEY_PURPOSE, TEXT_SURVEY_EXAMPLES},
    [COMMAND_DURATIONS] = {TEXT_DURATIONS_USAGE, TEXT_DURATIONS_PURPOSE, TEXT_DURATIONS_EXAMPLES},
    [COMMAND_TICKETS] = {TEXT_TICKETS_USAGE, TEXT_TICKETS_PURPOSE, TEXT_TICKETS_EXAMPLES},
    [COMMAND_CALLS] = {TEXT_CALLS_USAGE, TEXT_CALLS_PURPOSE, TEXT_CALLS_EXAMPLES},
    [COMMAND_CONTACTS] = {TEXT_CONTACTS_USAGE, TEXT_CONTACTS_PURPOSE, TEXT_CONTACTS_EXAMPLES},
    [COMMAND_COMPLAINTS] = {TEXT_COMPLAINTS_USAGE, TEXT_COMPLAINTS_PURPOSE,
                            TEXT_COMPLAINTS_EXAMPLES},
    [COMMAND_RETENTION] = {TEXT_RETENTION_USAGE, TEXT_RETENTION_PURPOSE, TEXT_RETENTION_EXAMPLES},
};

static enum outcome operand(struct options *options, const char *given) {
    if (options->file != NULL && options->command == COMMAND_CALLS) {
        struct texts *more = &options->more_files;
        more->at = memory_grow(more->at, &more->capacity, more->n + 1, sizeof *more->at);
        more->at[more->n++] = given;
        return DONE;
    }
    if (options->file != NULL) {
        report_error(TEXT_TWO_FILES, options->file, given);
        return MISUSED;
    }
    options->file = given;
    return DONE;
}

static bool takes(enum command command, const struct option_row *row) {
    return (row->commands >> command & 1) != 0;
}

/* The letter of an option, or its row; rows of another command are not found by their name. */
static int number_of(size_t row) {
    if (strcmp(option_table[row].name, "help") == 0)
        return 'h';
    return strcmp(option_table[row].name, "version") == 0 ? 'V' : FIRST_ROW + (int)row;
}

/* The options of a command as getopt wants them; the array is the caller's to free. */
static struct option *getopt_table(enum command command) {
    struct option *out = memory_new(n_option_rows + 1, sizeof *out), *next = out;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_table[i];
        if (!takes(command, row))
            continue;
        next->name = row->name;
        next->has_arg = row->argument != NULL ? required_argument : no_argument;
        next->val = number_of(i);
        next++;
    }
    return out;
}

/* Whether an argument is, letter by letter, an option of other commands only: then it does not
 * abbreviate one of this command. */
static bool of_others(enum command command, const char *given) {
    size_t length = strcspn(given, "=");
    bool known = false;
    for (size_t i = 0; i < n_option_rows; i++) {
        const char *name = option_table[i].name;
        if (strncmp(given, "--", 2) != 0 || strlen(name) != length - 2 ||
            strncmp(given + 2, name, length - 2) != 0)
            continue;
        if (takes(command, &option_table[i]))
            return false;
        known = true;
    }
    return known;
}

static enum outcome unknown(enum command command, const char *given) {
    char plain[64];
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(given, "="), given);
    struct nearest nearest = nearest_begin(plain);
    for (size_t i = 0; i < n_option_rows; i++) {
        char option[64];
        snprintf(option, sizeof option, "--%s", option_table[i].name);
        if (takes(command, &option_table[i]))
            nearest_try(&nearest, option, option_table[i].name);
    }
    if (nearest.found != NULL)
        report_error(TEXT_UNKNOWN_OPTION_NEAREST, given, nearest.found);
    else
        report_error(TEXT_UNKNOWN_OPTION, given);
    return MISUSED;
}

static void heading(const struct term *term, enum text id) {
    fputc('\n', term->stream);
    term_style(term, STYLE_BOLD);
    term_put(term, text(id));
    term_style(term, STYLE_PLAIN);
    fputc('\n', term->stream);
}

/* "Usage: …", whose further lines begin below the first one's second word. */
static void usage(const struct term *term, const char *line) {
    int indent = (int)strcspn(line, " ") + 1;
    fprintf(term->stream, "%.*s", indent, line);
    term_wrap(term, line + indent, indent, indent);
}

static void help(enum command command, const struct term *term) {
    const struct option_row *before = NULL;
    usage(term, text(commands[command].usage));
    fputc('\n', term->stream);
    term_wrap(term, text(commands[command].purpose), 0, 0);
    for (const struct option_row *row = option_table; row < option_table + n_option_rows; row++) {
        if (!takes(command, row))
            continue;
        if (before == NULL || row->section != before->section)
            heading(term, row->section);
        before = row;
        fputs("  ", term->stream);
        int number = number_of((size_t)(row - option_table));
        if (number < FIRST_ROW)
            fprintf(term->stream, "-%c, ", number);
        fprintf(term->stream, "--%s%s%s\n", row->name, row->argument != NULL ? " " : "",
                row->argument != NULL ? row->argument : "");
        term_wrap(term, text(row->help), 0, HELP_INDENT);
    }
    heading(term, TEXT_SECTION_EXAMPLES);
    term_wrap(term, text(commands[command].examples), 0, 2);
}

static enum outcome obey(int id, const struct options *options) {
    struct term term = term_open(stdout, options->color);
    if (id == 'h')
        help(options->command, &term);
    else
        printf("postventa %s\n", ptv_version());
    return DONE;
}

static enum outcome read_all(int argc, char **argv, const struct option *known,
                             struct options *options, bool *finished) {
    enum outcome outcome = DONE;
    opterr = 0;
    optind = 2;
    while (outcome == DONE) {
        int here = optind;
        /* "-": operands come in their place, whatever POSIXLY_CORRECT says */
        int id = getopt_long(argc, argv, "-:hV", known, NULL);
        if (id == -1)
            break;
        if (id == 'h' || id == 'V') {
            *finished = true;
            return obey(id, options);
        }
        if (id == 1) {
            outcome = operand(options, optarg);
        } else if (id == '?' || of_others(options->command, argv[here])) {
            outcome = unknown(options->command, argv[here]);
        } else if (id == ':') {
            report_error(TEXT_NO_ARGUMENT, argv[here]);
            outcome = MISUSED;
        } else {
            const struct option_row *row = &option_table[id - FIRST_ROW];
            outcome = row->take(options, row, optarg);
        }
    }
    for (; outcome == DONE && optind < argc; optind++)
        outcome = operand(options, argv[optind]);
    return outcome;
}

enum outcome options_read(enum command command, int argc, char **argv, struct options *options,
                          bool *finished) {
    struct option *known = getopt_table(command);
    *options = (struct options){.command = command, .separator = ',', .decimals = -1};
    *finished = false;
    enum outcome outcome = read_all(argc, argv, known, options, finished);
    free(known);
    return outcome;
}

enum outcome options_check(const struct options *options) {
    enum text complaint;
    if (options->file == NULL && options->merge.n == 0)
        complaint = TEXT_NO_INPUT;
    else if (options->by != NULL && options->compare != NULL)
        complaint = TEXT_BY_AND_COMPARE;
    else if (options->file == NULL && options->where.n + options->missing.n > 0)
        complaint = TEXT_NO_ROWS_TO_SELECT;
    else if (options->save_state != NULL && strcmp(options->save_state, "-") == 0)
        complaint = TEXT_STATE_TO_STDOUT;
    else
        return DONE;
    report_error(complaint);
    return MISUSED;
}

enum outcome options_refuse(const struct option_given *options, size_t n, enum text complaint) {
    for (size_t i = 0; i < n; i++) {
        if (!options[i].given)
            continue;
        report_error(complaint, options[i].name);
        return MISUSED;
    }
    return DONE;
}

enum outcome options_language(int argc, char **argv) {
    const char *name = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            name = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            name = argv[i + 1];
    }
    text_language(NULL);
    if (name != NULL && !text_language(name)) {
        report_error(TEXT_BAD_CHOICE, "lang", name, "en, es");
        return MISUSED;
    }
    return DONE;
}

void options_free(struct options *options) {
    free(options->figures.at);
    free(options->more_files.at);
    free(options->where.at);
    free(options->missing.at);
    free(options->merge.at);
    free(options->complaints.exposed.at);
    free(options->complaints.exposed_start.at);
}
