/* SPDX-License-Identifier: MIT */
/* postventa: the numbers of after-sales service, from files. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <postventa/version.h>

#include "calls.h"
#include "complaints.h"
#include "contacts.h"
#include "durations.h"
#include "nearest.h"
#include "options.h"
#include "report.h"
#include "retention.h"
#include "survey.h"
#include "tickets.h"

struct program_command {
    const char *name;
    enum outcome (*run)(int argc, char **argv);
    enum text purpose;
};

static const struct program_command commands[] = {
    {"survey", survey_main, TEXT_COMMAND_SURVEY},
    {"durations", durations_main, TEXT_COMMAND_DURATIONS},
    {"tickets", tickets_main, TEXT_COMMAND_TICKETS},
    {"calls", calls_main, TEXT_COMMAND_CALLS},
    {"contacts", contacts_main, TEXT_COMMAND_CONTACTS},
    {"complaints", complaints_main, TEXT_COMMAND_COMPLAINTS},
    {"retention", retention_main, TEXT_COMMAND_RETENTION},
};

#define N_COMMANDS (sizeof commands / sizeof *commands)

static void help(const struct term *term) {
    term_wrap(term, text(TEXT_USAGE), 0, 0);
    fputc('\n', term->stream);
    term_wrap(term, text(TEXT_PURPOSE), 0, 0);
    fputc('\n', term->stream);
    term_put(term, text(TEXT_COMMANDS));
    fputc('\n', term->stream);
    for (size_t i = 0; i < N_COMMANDS; i++) {
        fprintf(term->stream, "  %-11s", commands[i].name);
        term_wrap(term, text(commands[i].purpose), 13, 13);
    }
    fputc('\n', term->stream);
    term_wrap(term, text(TEXT_MORE_HELP), 0, 0);
}

static enum outcome unknown(const char *given) {
    struct nearest nearest = nearest_begin(given);
    char all[256] = "";
    for (size_t i = 0; i < N_COMMANDS; i++) {
        nearest_try(&nearest, commands[i].name, commands[i].name);
        strcat(strcat(all, i > 0 ? ", " : ""), commands[i].name);
    }
    if (nearest.found != NULL)
        report_error(TEXT_UNKNOWN_COMMAND_NEAREST, given, nearest.found);
    else
        report_error(TEXT_UNKNOWN_COMMAND, given, all);
    report_error(TEXT_TRY_HELP, "postventa --help");
    return MISUSED;
}

static bool is(const char *given, const char *name, const char *letter) {
    return strcmp(given, name) == 0 || strcmp(given, letter) == 0;
}

/* The first argument that is not about the language. */
static int first_word(int argc, char **argv) {
    int i = 1;
    while (i < argc && (strcmp(argv[i], "--lang") == 0 || strncmp(argv[i], "--lang=", 7) == 0))
        i += argv[i][6] == '=' ? 1 : 2;
    return i < argc ? i : argc;
}

static enum outcome dispatch(int argc, char **argv) {
    int first = first_word(argc, argv);
    if (first == argc) {
        struct term term = term_open(stderr, COLOR_AUTO);
        help(&term);
        return MISUSED;
    }
    if (is(argv[first], "--help", "-h")) {
        struct term term = term_open(stdout, COLOR_AUTO);
        help(&term);
        return DONE;
    }
    if (is(argv[first], "--version", "-V")) {
        printf("postventa %s\n", ptv_version());
        return DONE;
    }
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(argv[first], commands[i].name) == 0)
            return commands[i].run(argc - first + 1, argv + first - 1);
    return unknown(argv[first]);
}

/* Why the output could not be written: the reason went with the write that failed, and another one
 * fails for the same. */
static int why_not_written(void) {
    clearerr(stdout);
    errno = 0;
    return fputc('\n', stdout) == EOF || fflush(stdout) != 0 ? errno : EIO;
}

/* Nothing is well that was not written. A reader that went away is nobody's error to be told. */
static enum outcome close_output(enum outcome outcome) {
    int error = ferror(stdout) ? why_not_written() : 0;
    errno = error;
    if (fclose(stdout) != 0 && error == 0)
        error = errno;
    if (error == 0)
        return outcome;
    if (error != EPIPE)
        report_system(TEXT_CANNOT_WRITE, text(TEXT_STANDARD_OUTPUT), error);
    return FAILED;
}

int main(int argc, char **argv) {
    term_setup();
    enum outcome outcome = options_language(argc, argv);
    if (outcome == DONE)
        outcome = dispatch(argc, argv);
    return (int)close_output(outcome);
}
