/* SPDX-License-Identifier: MIT */
#include "durations.h"

#include <stdlib.h>
#include <string.h>

#include "durations_csv.h"
#include "durations_json.h"
#include "durations_rows.h"
#include "durations_table.h"
#include "memory.h"

STATE_FUNCTIONS(durations)

/* The state is of the definition: an empty one of that definition takes it. */
static bool fits(const void *state, const char *definition) {
    struct timing timing;
    ptv_durations *trial = NULL;
    bool same = timing_parse(&timing, definition, "") && timing_state(&timing, &trial) == DONE &&
                memory_status(ptv_durations_merge(trial, state)) == PTV_OK;
    ptv_durations_free(trial);
    timing_free(&timing);
    return same;
}

static const struct state_kind kind = {DURATIONS_NAME,
                                       durations_free,
                                       durations_like,
                                       durations_merge,
                                       durations_serialize,
                                       durations_deserialize,
                                       fits};

/* The sample of a group, which may be new. */
static struct sample *sample_of(struct durations *durations, size_t group) {
    durations->samples = memory_grow(durations->samples, &durations->samples_capacity, group + 1,
                                     sizeof *durations->samples);
    while (durations->n_samples <= group)
        durations->samples[durations->n_samples++] = (struct sample){0};
    return &durations->samples[group];
}

enum outcome durations_count(struct durations *durations, size_t group, int64_t ms) {
    struct counted *counted = states_of(&durations->states, group);
    if (counted == NULL || states_told(ptv_durations_add(counted->state, ms)) != DONE)
        return FAILED;
    if (ms < 0 || !durations->keeping)
        return DONE;
    if (++durations->kept > SAMPLES_MOST)
        durations_forget_samples(durations);
    else
        sample_add(sample_of(durations, group), ms);
    return DONE;
}

void durations_forget_samples(struct durations *durations) {
    for (size_t i = 0; i < durations->n_samples; i++)
        sample_free(&durations->samples[i]);
    durations->keeping = false;
}

/* Hands its values to every line of the report; those of the total are those of all groups. */
static void fill_samples(struct durations *durations, struct duration_parts *parts) {
    struct tally *total = &parts->tallies[parts->n - 1];
    for (size_t i = 0; i < parts->n; i++) {
        const struct counted *counted = parts->states.at[i].counted;
        struct tally *tally = &parts->tallies[i];
        if (counted != &parts->states.total) {
            struct sample *sample = sample_of(durations, (size_t)(counted - durations->states.at));
            tally->sample = *sample;
            *sample = (struct sample){0};
        }
        if (tally != total && grouping_has_total(&durations->states.grouping))
            sample_join(&total->sample, &tally->sample);
    }
    for (size_t i = 0; i < parts->n; i++)
        sample_sort(&parts->tallies[i].sample);
}

static enum outcome make_parts(struct durations *durations, struct duration_parts *parts) {
    *parts = (struct duration_parts){0};
    enum outcome outcome = states_parts(&durations->states, &parts->states);
    if (outcome != DONE)
        return outcome;
    parts->n = parts->states.n;
    parts->at = memory_new(parts->n, sizeof *parts->at);
    parts->tallies = memory_new(parts->n, sizeof *parts->tallies);
    for (size_t i = 0; i < parts->n; i++) {
        const struct states_part *part = &parts->states.at[i];
        parts->tallies[i].state = part->counted->state;
        parts->tallies[i].invalid = part->counted->invalid;
        parts->at[i] = (struct duration_part){part->group, &parts->tallies[i]};
    }
    fill_samples(durations, parts);
    return DONE;
}

static enum outcome write_report(struct durations *durations) {
    struct duration_parts parts;
    enum outcome outcome = make_parts(durations, &parts);
    if (outcome == DONE) {
        switch (durations->options->format) {
        case FORMAT_JSON:
            outcome = durations_json(durations, &parts, stdout);
            break;
        case FORMAT_CSV:
            outcome = durations_csv(durations, &parts, stdout);
            break;
        default:
            outcome = durations_table(durations, &parts);
            break;
        }
    }
    for (size_t i = 0; i < parts.n; i++)
        sample_free(&parts.tallies[i].sample);
    free(parts.tallies);
    free(parts.at);
    states_parts_free(&durations->states, &parts.states);
    return outcome;
}

static enum outcome check(const struct options *options) {
    enum outcome outcome = options_check(options);
    bool value = options->value != NULL;
    bool stamps = options->from != NULL || options->to != NULL;
    bool reading_stamps = options->time_format != NULL || options->zone != NULL ||
                          options->ignore_offset || options->calendar != NULL;
    enum text complaint;
    if (outcome != DONE)
        return outcome;
    if (options->file == NULL && (stamps || value || reading_stamps || options->id != NULL))
        complaint = TEXT_NO_ROWS_TO_TIME;
    else if (options->file == NULL)
        return DONE;
    else if (!stamps && !value)
        complaint = TEXT_NO_TIMES_ASKED;
    else if (stamps && value)
        complaint = TEXT_STAMPS_AND_VALUE;
    else if (stamps && (options->from == NULL || options->to == NULL))
        complaint = TEXT_ONE_STAMP;
    else if (value && options->unit_ms == 0)
        complaint = TEXT_NO_UNIT;
    else if (stamps && options->unit_ms != 0)
        complaint = TEXT_UNIT_OF_STAMPS;
    else if (value && reading_stamps)
        complaint = TEXT_STAMPS_OF_VALUE;
    else
        return DONE;
    report_error(complaint);
    return MISUSED;
}

static enum outcome run(struct durations *durations) {
    const struct options *options = durations->options;
    enum outcome outcome = states_begin(&durations->states, &kind, options);
    durations->keeping = options->merge.n == 0;
    if (outcome == DONE)
        outcome = durations_collect(durations);
    if (outcome == DONE)
        outcome = states_finish(&durations->states);
    if (outcome == DONE)
        outcome = write_report(durations);
    return outcome;
}

static void give_back(struct durations *durations) {
    for (size_t i = 0; i < durations->n_samples; i++)
        sample_free(&durations->samples[i]);
    free(durations->samples);
    states_free(&durations->states);
    timing_free(&durations->timing);
}

enum outcome durations_main(int argc, char **argv) {
    struct options options;
    bool finished;
    enum outcome outcome = options_read(COMMAND_DURATIONS, argc, argv, &options, &finished);
    if (outcome == DONE && !finished)
        outcome = check(&options);
    if (outcome == DONE && !finished) {
        struct durations durations = {.options = &options};
        outcome = run(&durations);
        give_back(&durations);
    }
    if (outcome == MISUSED)
        report_error(TEXT_TRY_HELP, "postventa durations --help");
    options_free(&options);
    return outcome;
}
