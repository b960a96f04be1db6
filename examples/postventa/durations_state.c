/* SPDX-License-Identifier: MIT */
#include "durations_state.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "state_file.h"

static char *copy(const char *name) {
    return name != NULL ? memory_text(name, strlen(name)) : NULL;
}

/* The state is of the definition that its line names: an empty one of that definition takes it. */
static bool fits(const struct timing *timing, const ptv_durations *state) {
    ptv_durations *trial;
    if (timing_state(timing, &trial) != DONE)
        return false;
    bool same = ptv_durations_merge(trial, state) == PTV_OK;
    ptv_durations_free(trial);
    return same;
}

static enum state_verdict take(void *context, const struct state_line *line) {
    struct stored_tallies *stored = context;
    if (strncmp(line->definition, DURATIONS_NAME "/", strlen(DURATIONS_NAME) + 1) != 0)
        return strchr(line->definition, '/') != NULL ? STATE_OF_ANOTHER : STATE_DAMAGED;
    stored->at = memory_grow(stored->at, &stored->capacity, stored->n + 1, sizeof *stored->at);
    struct stored_tally *one = &stored->at[stored->n++];
    *one = (struct stored_tally){
        .file = line->file,
        .line = line->line,
        .by = copy(line->by),
        .group = copy(line->group),
        .tally = {.invalid = line->invalid},
    };
    bool sound =
        timing_parse(&one->timing, line->definition, line->column) &&
        ptv_durations_deserialize(NULL, line->image, line->len, &one->tally.state) == PTV_OK &&
        fits(&one->timing, one->tally.state);
    return sound ? STATE_TAKEN : STATE_DAMAGED;
}

enum outcome durations_state_read(const char *path, struct stored_tallies *stored) {
    struct state_reader reader = {stored, take};
    return state_file_read(path, &reader);
}

static enum outcome check(const struct durations *durations, const struct stored_tally *one) {
    const struct timing *timing = &durations->timing;
    if (strcmp(one->timing.column, timing->column) != 0) {
        report_error(TEXT_NOT_STORED, one->file, DURATIONS_NAME, timing->column);
        return FAILED;
    }
    if (strcmp(one->timing.definition, timing->definition) != 0) {
        report_error(TEXT_OTHER_DEFINITION, one->file, one->line, DURATIONS_NAME, timing->column,
                     one->timing.definition, timing->definition);
        return FAILED;
    }
    return grouping_check(&durations->grouping, one->file, one->line, one->by);
}

enum outcome durations_state_merge(struct durations *durations,
                                   const struct stored_tallies *stored) {
    enum outcome outcome = DONE;
    for (size_t i = 0; i < stored->n && outcome == DONE; i++)
        outcome = check(durations, &stored->at[i]);
    for (size_t i = 0; i < stored->n && outcome == DONE; i++) {
        const struct stored_tally *one = &stored->at[i];
        size_t group;
        if (!grouping_number(&durations->grouping, one->group != NULL ? one->group : "", &group))
            continue;
        struct tally *tally = durations_tally(durations, group);
        if (tally == NULL)
            return FAILED;
        ptv_status status = ptv_durations_merge(tally->state, one->tally.state);
        if (status < 0 || one->tally.invalid > PTV_COUNT_MAX - tally->invalid) {
            report_error(TEXT_CANNOT_MERGE, DURATIONS_NAME, durations->timing.column,
                         ptv_status_message(status < 0 ? status : PTV_ERR_OVERFLOW));
            return FAILED;
        }
        tally->invalid += one->tally.invalid;
    }
    return outcome;
}

static enum outcome put(struct state_writer *writer, struct durations *durations, size_t group) {
    const struct tally *tally = durations_tally(durations, group);
    struct state_line line = {
        .definition = durations->timing.definition,
        .column = durations->timing.column,
        .by = durations->grouping.by,
        .group = durations->grouping.groups.names[group],
    };
    if (tally == NULL)
        return FAILED;
    line.invalid = tally->invalid;
    ptv_status status = ptv_durations_serialize(tally->state, NULL, 0, &line.len);
    unsigned char *image = memory_new(line.len, 1);
    if (status >= 0)
        status = ptv_durations_serialize(tally->state, image, line.len, &line.len);
    line.image = image;
    if (status >= 0)
        state_put(writer, &line);
    else
        report_error(TEXT_LIBRARY, ptv_status_message(status));
    free(image);
    return status >= 0 ? DONE : FAILED;
}

enum outcome durations_state_save(struct durations *durations, const char *path) {
    enum outcome outcome = DONE;
    struct state_writer writer;
    state_begin(&writer);
    size_t *order = groups_order(&durations->grouping.groups);
    for (size_t g = 0; g < durations->grouping.groups.n && outcome == DONE; g++)
        outcome = put(&writer, durations, order[g]);
    free(order);
    return state_end(&writer, outcome, path);
}

void stored_tallies_free(struct stored_tallies *stored) {
    for (size_t i = 0; i < stored->n; i++) {
        timing_free(&stored->at[i].timing);
        free(stored->at[i].by);
        free(stored->at[i].group);
        ptv_durations_free(stored->at[i].tally.state);
    }
    free(stored->at);
}
