/* SPDX-License-Identifier: MIT */
#include "states.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "state_file.h"

/* A state that a file holds. */
struct stored_state {
    const char *file;
    unsigned long long line;
    char *definition, *column;
    char *by, *group; /* NULL: not grouped */
    struct counted counted;
};

static char *copy(const char *name) {
    return name != NULL ? memory_text(name, strlen(name)) : NULL;
}

enum outcome states_told(ptv_status status) {
    if (status >= 0)
        return DONE;
    report_error(TEXT_LIBRARY, ptv_status_message(status));
    return FAILED;
}

/* ── what is stored ──────────────────────────────────────────────────────────────────────────── */

static bool is_of_kind(const struct state_kind *kind, const char *definition) {
    size_t length = strlen(kind->name);
    return strncmp(definition, kind->name, length) == 0 && definition[length] == '/';
}

static enum state_verdict take(void *context, const struct state_line *line) {
    struct states *states = context;
    const struct state_kind *kind = states->kind;
    if (!is_of_kind(kind, line->definition))
        return strchr(line->definition, '/') != NULL ? STATE_OF_ANOTHER : STATE_DAMAGED;
    states->stored = memory_grow(states->stored, &states->stored_capacity, states->n_stored + 1,
                                 sizeof *states->stored);
    struct stored_state *one = &states->stored[states->n_stored++];
    *one = (struct stored_state){
        .file = line->file,
        .line = line->line,
        .definition = copy(line->definition),
        .column = copy(line->column),
        .by = copy(line->by),
        .group = copy(line->group),
        .counted = {.invalid = line->invalid},
    };
    ptv_status status =
        memory_status(kind->deserialize(line->image, line->len, &one->counted.state));
    bool sound =
        !line->sent_known && status == PTV_OK && kind->fits(one->counted.state, one->definition);
    return sound ? STATE_TAKEN : STATE_DAMAGED;
}

enum outcome states_begin(struct states *states, const struct state_kind *kind,
                          const struct options *options) {
    struct state_reader reader = {states, take};
    enum outcome outcome = DONE;
    *states = (struct states){.kind = kind, .options = options};
    for (size_t i = 0; i < options->merge.n && outcome == DONE; i++)
        outcome = state_file_read(options->merge.at[i], &reader);
    return outcome;
}

const void *states_stored(const struct states *states) {
    return states->n_stored > 0 ? states->stored[0].counted.state : NULL;
}

const char *states_stored_definition(const struct states *states) {
    return states->n_stored > 0 ? states->stored[0].definition : NULL;
}

const char *states_stored_column(const struct states *states) {
    return states->n_stored > 0 ? states->stored[0].column : NULL;
}

/* ── what is counted ─────────────────────────────────────────────────────────────────────────── */

void states_define(struct states *states, void *model, const char *definition, const char *column) {
    states->model = model;
    states->definition = copy(definition);
    states->column = copy(column);
}

enum outcome states_define_as_stored(struct states *states) {
    const struct stored_state *first = states->stored;
    struct columns columns = {0};
    void *model = NULL;
    if (states->n_stored == 0) {
        report_error(TEXT_NOTHING_STORED);
        return FAILED;
    }
    ptv_status status = states->kind->like(first->counted.state, &model);
    if (status < 0)
        return states_told(status);
    states_define(states, model, first->definition, first->column);
    if (first->by != NULL)
        columns_add(&columns, first->by, strlen(first->by));
    enum outcome outcome = grouping_make(&states->grouping, states->options, &columns, first->by);
    columns_free(&columns);
    return outcome;
}

struct counted *states_of(struct states *states, size_t group) {
    states->at = memory_grow(states->at, &states->capacity, group + 1, sizeof *states->at);
    while (states->n <= group) {
        struct counted *counted = &states->at[states->n];
        *counted = (struct counted){0};
        ptv_status status = states->kind->like(states->model, &counted->state);
        if (status < 0) {
            states_told(status);
            return NULL;
        }
        states->n++;
    }
    return &states->at[group];
}

/* Adds what has been counted in one state to another. */
static enum outcome join(const struct states *states, struct counted *to,
                         const struct counted *from) {
    ptv_status status = states->kind->merge(to->state, from->state);
    if (status >= 0 && from->invalid > PTV_COUNT_MAX - to->invalid)
        status = PTV_ERR_OVERFLOW;
    if (status < 0) {
        report_error(TEXT_CANNOT_MERGE, states->kind->name, states->column,
                     ptv_status_message(status));
        return FAILED;
    }
    to->invalid += from->invalid;
    return DONE;
}

/* ── merging and saving ──────────────────────────────────────────────────────────────────────── */

static enum outcome check(const struct states *states, const struct stored_state *one) {
    if (strcmp(one->column, states->column) != 0) {
        report_error(TEXT_NOT_STORED, one->file, states->kind->name, states->column);
        return FAILED;
    }
    if (strcmp(one->definition, states->definition) != 0) {
        report_error(TEXT_OTHER_DEFINITION, one->file, one->line, states->kind->name,
                     states->column, one->definition, states->definition);
        return FAILED;
    }
    return grouping_check(&states->grouping, one->file, one->line, one->by);
}

static enum outcome merge(struct states *states) {
    enum outcome outcome = DONE;
    for (size_t i = 0; i < states->n_stored && outcome == DONE; i++)
        outcome = check(states, &states->stored[i]);
    for (size_t i = 0; i < states->n_stored && outcome == DONE; i++) {
        const struct stored_state *one = &states->stored[i];
        size_t group;
        if (!grouping_number(&states->grouping, one->group != NULL ? one->group : "", &group))
            continue;
        struct counted *counted = states_of(states, group);
        outcome = counted != NULL ? join(states, counted, &one->counted) : FAILED;
    }
    return outcome;
}

static enum outcome put(struct state_writer *writer, struct states *states, size_t group) {
    const struct counted *counted = states_of(states, group);
    struct state_line line = {
        .definition = states->definition,
        .column = states->column,
        .by = states->grouping.by,
        .group = states->grouping.groups.names[group],
    };
    if (counted == NULL)
        return FAILED;
    line.invalid = counted->invalid;
    ptv_status status = states->kind->serialize(counted->state, NULL, 0, &line.len);
    if (status < 0 && status != PTV_ERR_SPACE)
        return states_told(status);
    unsigned char *image = memory_new(line.len, 1);
    status = states->kind->serialize(counted->state, image, line.len, &line.len);
    line.image = image;
    if (status >= 0)
        state_put(writer, &line);
    free(image);
    return states_told(status);
}

static enum outcome save(struct states *states, const char *path) {
    enum outcome outcome = DONE;
    struct state_writer writer;
    state_begin(&writer);
    size_t *order = groups_order(&states->grouping.groups);
    for (size_t i = 0; i < states->grouping.groups.n && outcome == DONE; i++)
        outcome = put(&writer, states, order[i]);
    free(order);
    return state_end(&writer, outcome, path);
}

enum outcome states_finish(struct states *states) {
    enum outcome outcome = merge(states);
    if (outcome == DONE && states->options->save_state != NULL)
        outcome = save(states, states->options->save_state);
    return outcome;
}

/* ── the report's parts ──────────────────────────────────────────────────────────────────────── */

static enum outcome add_total(struct states *states, struct states_parts *parts) {
    size_t n = parts->n;
    enum outcome outcome = states_told(states->kind->like(states->model, &parts->total.state));
    for (size_t i = 0; i < n && outcome == DONE; i++)
        outcome = join(states, &parts->total, parts->at[i].counted);
    parts->at[parts->n++] = (struct states_part){NULL, &parts->total};
    return outcome;
}

enum outcome states_parts(struct states *states, struct states_parts *parts) {
    size_t n = states->grouping.groups.n;
    *parts = (struct states_parts){.at = memory_new(n + 1, sizeof *parts->at)};
    if (n > 0 && states_of(states, n - 1) == NULL)
        return FAILED;
    size_t *order = grouping_order(&states->grouping);
    for (size_t i = 0; i < n; i++)
        parts->at[parts->n++] =
            (struct states_part){grouping_name(&states->grouping, order[i]), &states->at[order[i]]};
    free(order);
    return grouping_has_total(&states->grouping) ? add_total(states, parts) : DONE;
}

void states_parts_free(const struct states *states, struct states_parts *parts) {
    free(parts->at);
    states->kind->free(parts->total.state);
}

void states_free(struct states *states) {
    for (size_t i = 0; i < states->n_stored; i++) {
        struct stored_state *one = &states->stored[i];
        states->kind->free(one->counted.state);
        free(one->definition);
        free(one->column);
        free(one->by);
        free(one->group);
    }
    for (size_t i = 0; i < states->n; i++)
        states->kind->free(states->at[i].state);
    if (states->kind != NULL)
        states->kind->free(states->model);
    free(states->stored);
    free(states->at);
    free(states->definition);
    free(states->column);
    grouping_free(&states->grouping);
}
