/* SPDX-License-Identifier: MIT */
/* What the commands about service have in common: from the command line to states, from states to
 * figures, from figures to a table, JSON or CSV. A command brings along what is its own. */
#ifndef SERVICE_H
#define SERVICE_H

#include "csv_out.h"
#include "figures.h"
#include "json.h"
#include "options.h"
#include "report.h"
#include "states.h"
#include "term.h"

struct service;

/* What is no list of figures, such as a table of cohorts. */
struct service_sheet {
    /* Draws it above the figures of a group, and a blank line below it. */
    enum outcome (*draw)(struct service *service, const struct term *term,
                         const struct counted *counted);

    /* Writes it into the JSON object of this figure. */
    const char *figure;
    enum outcome (*members)(struct service *service, struct json *json,
                            const struct counted *counted);

    /* Gives its rows of CSV, which have these keys beside what all have. */
    const char *const *keys; /* ended by NULL */
    enum outcome (*rows)(struct service *service, const struct counted *counted,
                         void (*put)(void *context, const struct listed *row), void *context);
};

struct service_command {
    enum command command;
    const char *name; /* "calls" */
    const struct state_kind *kind;
    enum text title; /* over the table */

    /* Checks which options go together, beyond what all commands want; NULL: nothing to check. */
    enum outcome (*check)(const struct options *options);

    /* Reads the file: makes the groups, defines the states, counts the rows. */
    enum outcome (*collect)(struct service *service);

    /* Looks at all that has been counted, before anything is read of it; NULL: need not. */
    enum outcome (*prepare)(struct service *service, const struct states_parts *parts);

    /* Lists the figures of a group. */
    enum outcome (*read)(struct service *service, const struct counted *counted,
                         struct figures *figures);

    /* Lists the differences between two groups. */
    enum outcome (*compare)(struct service *service, const struct counted *a,
                            const struct counted *b, struct differences *differences);

    /* Draws a group below its figures, after a blank line of its own; NULL: there is no picture. */
    enum outcome (*picture)(struct service *service, const struct term *term,
                            const struct counted *counted);

    /* What stands faintly behind the title; NULL: the definition. */
    void (*about)(const struct service *service, char *out, size_t size);

    const struct service_sheet *sheet; /* NULL: there is none */
};

struct service {
    const struct service_command *command;
    const struct options *options;
    struct states states;
    void *context; /* the command's own */
    bool silent;   /* what was asked for has been written while the file was read: no report */
};

/* Runs a command on argv[2] and the rest; answers how to exit. */
enum outcome service_main(const struct service_command *command, void *context, int argc,
                          char **argv);

#endif
