/* SPDX-License-Identifier: MIT */
/* The command line: one table of options for all commands, from which parsing and --help both
 * come. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/backlog.h>
#include <postventa/cohorts.h>
#include <postventa/durations.h>

#include "metric.h"
#include "report.h"
#include "term.h"

enum command {
    COMMAND_SURVEY,
    COMMAND_DURATIONS,
    COMMAND_TICKETS,
    COMMAND_CALLS,
    COMMAND_CONTACTS,
    COMMAND_COMPLAINTS,
    COMMAND_RETENTION,
};

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
#define MOST_AGES        PTV_BACKLOG_AGES

/* Where the calls come from. */
enum calls_input { CALLS_ANY, CALLS_CSV, CALLS_ASTERISK, CALLS_FREESWITCH };

/* Which calls a service level is a share of. */
enum service_base { SERVICE_DEFAULT, SERVICE_ANSWERED, SERVICE_OFFERED, SERVICE_WITH_ABANDONED };

/* Columns and values; NULL: not given. */
struct survey_options {
    int32_t repeat;                /* enum repeat */
    const char *respondent, *time; /* whose answers, and when */
    const char *sent;              /* how many surveys, or a column that tells */
};

struct ticket_options {
    const char *opened, *first_reply, *resolved, *reopens, *replies, *transfers, *met, *by_agent;
    const char *log_time, *state, *states, *event, *first_reply_when;
    const char *sla;
};

struct call_options {
    int32_t input; /* enum calls_input */
    int32_t base;  /* enum service_base */
    int64_t short_ms;
    bool count_zero_waits, list;
    const char *outcome, *answered, *abandoned, *flowed_out, *callback, *unqueued, *ignore;
    const char *wait, *talk, *hold, *wrap_up;
};

struct contact_options {
    const char *customer, *time, *issue;
    const char *since; /* an instant */
    int64_t window_ms; /* 0: the default */
};

struct complaint_options {
    const char *received, *upheld;
    struct texts exposed, exposed_start; /* "N", or "GROUP=N" */
    int32_t exposure;                    /* PTV_EXPOSED_… */
};

enum retention_cells { CELLS_RATE, CELLS_COUNT };

/* Most brackets of ages, and their ends. */
#define MOST_EDGES (PTV_COHORTS_BRACKETS + 1)

struct retention_options {
    const char *customer, *time, *amount;
    int32_t period;            /* PTV_PERIOD_…; 0: not said */
    int32_t kind;              /* PTV_COHORTS_ON … */
    int32_t cells;             /* enum retention_cells */
    int32_t units;             /* so many smallest units make an amount of 1; 0: not said */
    int32_t edges[MOST_EDGES]; /* ages, rising; of PTV_COHORTS_BRACKET */
    size_t n_edges;
};

struct options {
    enum command command;
    const char *file;        /* NULL: none; "-": standard input */
    struct texts more_files; /* of calls: the parts of a log, in order */
    struct figure_wishes figures;
    struct texts where, missing, merge;
    const char *by, *compare, *save_state;
    const char *from;       /* a column; of tickets and complaints, an instant */
    const char *to, *value; /* columns */
    const char *closed;     /* a column of tickets and complaints */
    const char *as_of;      /* an instant; --until is the same */
    int64_t unit_ms;        /* of values; 0: not said */
    const char *id;         /* a column: rows of one id are one record */
    struct survey_options survey;
    struct ticket_options tickets;
    struct call_options calls;
    struct contact_options contacts;
    struct complaint_options complaints;
    struct retention_options retention;
    const char *time_format, *zone, *calendar;
    bool ignore_offset;
    struct percentile percentiles[MOST_PERCENTILES]; /* rising */
    size_t n_percentiles;
    struct limit limits[MOST_LIMITS]; /* rising */
    size_t n_limits;
    struct limit ages[MOST_AGES]; /* rising */
    size_t n_ages;
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

/* An option that goes with some input only. */
struct option_given {
    const char *name;
    bool given;
};

/* Refuses the first of them that was given, with a complaint that names it. */
enum outcome options_refuse(const struct option_given *options, size_t n, enum text complaint);

void options_free(struct options *options);

#endif
