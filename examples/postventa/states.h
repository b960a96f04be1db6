/* SPDX-License-Identifier: MIT */
/* States of the library by group, whatever their type: --by and --compare part them, --save-state
 * and --merge carry them from run to run, and the total is merged from them. */
#ifndef STATES_H
#define STATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <postventa/status.h>

#include "grouping.h"
#include "options.h"
#include "report.h"

/* A type of states, through the functions of the library that it needs. */
struct state_kind {
    const char *name; /* with which its definitions begin: "calls" of "calls/20s/short=5s" */
    void (*free)(void *state); /* or of NULL */
    /* An empty state with the config of another. */
    ptv_status (*like)(const void *model, void **state);
    ptv_status (*merge)(void *dst, const void *src);
    ptv_status (*serialize)(const void *state, void *buf, size_t cap, size_t *len);
    ptv_status (*deserialize)(const void *buf, size_t len, void **state);
    /* A definition says what the state's config has: of a file that somebody changed, it does not. */
    bool (*fits)(const void *state, const char *definition);
};

/* Those functions, but for `fits`, of a type whose names are ptv_TYPE_…: TYPE_free, TYPE_like … */
#define STATE_FUNCTIONS(type)                                                                      \
    static void type##_free(void *state) {                                                         \
        ptv_##type##_free(state);                                                                  \
    }                                                                                              \
    static ptv_status type##_like(const void *model, void **state) {                               \
        ptv_##type##_config config = {.size = sizeof config};                                      \
        ptv_##type *made = NULL;                                                                   \
        ptv_status status = ptv_##type##_config_read(model, &config);                              \
        if (status >= 0)                                                                           \
            status = ptv_##type##_new(&config, NULL, &made);                                       \
        *state = made;                                                                             \
        return status;                                                                             \
    }                                                                                              \
    static ptv_status type##_merge(void *dst, const void *src) {                                   \
        return ptv_##type##_merge(dst, src);                                                       \
    }                                                                                              \
    static ptv_status type##_serialize(const void *state, void *buf, size_t cap, size_t *len) {    \
        return ptv_##type##_serialize(state, buf, cap, len);                                       \
    }                                                                                              \
    static ptv_status type##_deserialize(const void *buf, size_t len, void **state) {              \
        ptv_##type *made = NULL;                                                                   \
        ptv_status status = ptv_##type##_deserialize(NULL, buf, len, &made);                       \
        *state = made;                                                                             \
        return status;                                                                             \
    }

/* What has been counted in one group. */
struct counted {
    void *state;
    uint64_t invalid; /* records that could not be read */
};

struct stored_state;

struct states {
    const struct state_kind *kind;
    const struct options *options;
    struct grouping grouping;
    char *definition, *column; /* as reports and state files have them */
    void *model;               /* an empty state of that definition */
    struct counted *at;        /* by group */
    size_t n, capacity;
    struct stored_state *stored; /* what --merge gave */
    size_t n_stored, stored_capacity;
};

/* A line of the report: a group, or the total of all. */
struct states_part {
    const char *group; /* NULL: the total, or all there is */
    struct counted *counted;
};

struct states_parts {
    struct states_part *at;
    size_t n;
    struct counted total;
};

/* Begins with what the files of --merge hold. */
enum outcome states_begin(struct states *states, const struct state_kind *kind,
                          const struct options *options);

/* One of the stored states, from which a command learns what nobody told it; NULL: there is none. */
const void *states_stored(const struct states *states);
const char *states_stored_definition(const struct states *states);
const char *states_stored_column(const struct states *states);

/* Says what is counted: an empty state, which the states own from now on, its definition, and what
 * it is counted of: a column, or several. Once, before the first state is asked for. */
void states_define(struct states *states, void *model, const char *definition, const char *column);

/* The same, as the stored states have it; also makes the groups. For a run without a file. */
enum outcome states_define_as_stored(struct states *states);

/* What has been counted in a group. NULL: told why not. */
struct counted *states_of(struct states *states, size_t group);

/* Adds what is stored, refusing what is of another definition, and saves all, as the options say. */
enum outcome states_finish(struct states *states);

/* The groups in the order in which they are reported; where there are any, the total comes last. */
enum outcome states_parts(struct states *states, struct states_parts *parts);

void states_parts_free(const struct states *states, struct states_parts *parts);

void states_free(struct states *states);

/* Tells a status of the library that is an error. */
enum outcome states_told(ptv_status status);

#endif
