/* SPDX-License-Identifier: MIT */
#include "durations.h"

#include <stdlib.h>
#include <string.h>

#include "durations_csv.h"
#include "durations_json.h"
#include "durations_rows.h"
#include "durations_state.h"
#include "durations_table.h"
#include "memory.h"

struct tally *durations_tally(struct durations *durations, size_t group) {
    durations->tallies = memory_grow(durations->tallies, &durations->tallies_capacity, group + 1,
                                     sizeof *durations->tallies);
    for (; durations->n_tallies <= group; durations->n_tallies++) {
        struct tally *tally = &durations->tallies[durations->n_tallies];
        *tally = (struct tally){0};
        if (timing_state(&durations->timing, &tally->state) != DONE)
            return NULL;
    }
    return &durations->tallies[group];
}

enum outcome durations_count(struct durations *durations, size_t group, int64_t ms) {
    struct tally *tally = durations_tally(durations, group);
    if (tally == NULL)
        return FAILED;
    ptv_status status = ptv_durations_add(tally->state, ms);
    if (status < 0) {
        report_error(TEXT_LIBRARY, ptv_status_message(status));
        return FAILED;
    }
    if (ms < 0 || !durations->keeping)
        return DONE;
    if (++durations->kept > SAMPLES_MOST)
        durations_forget_samples(durations);
    else
        sample_add(&tally->sample, ms);
    return DONE;
}

void durations_forget_samples(struct durations *durations) {
    for (size_t i = 0; i < durations->n_tallies; i++)
        sample_free(&durations->tallies[i].sample);
    durations->keeping = false;
}

static enum outcome add_total(struct tally *total, const struct tally *tally) {
    ptv_status status = ptv_durations_merge(total->state, tally->state);
    if (status < 0) {
        report_error(TEXT_LIBRARY, ptv_status_message(status));
        return FAILED;
    }
    total->invalid += tally->invalid;
    sample_join(&total->sample, &tally->sample);
    return DONE;
}

/* The groups in the order in which they are reported; where there are any, the total comes last. */
static enum outcome make_parts(struct durations *durations, struct duration_parts *parts) {
    size_t n = durations->grouping.groups.n;
    bool with_total = grouping_has_total(&durations->grouping);
    *parts = (struct duration_parts){.at = memory_new(n + 1, sizeof *parts->at)};
    if (n > 0 && durations_tally(durations, n - 1) == NULL)
        return FAILED;
    size_t *order = grouping_order(&durations->grouping);
    for (size_t i = 0; i < n; i++)
        parts->at[parts->n++] = (struct duration_part){
            grouping_name(&durations->grouping, order[i]), &durations->tallies[order[i]]};
    free(order);
    enum outcome outcome = DONE;
    if (with_total) {
        outcome = timing_state(&durations->timing, &parts->total.state);
        for (size_t i = 0; i < n && outcome == DONE; i++)
            outcome = add_total(&parts->total, parts->at[i].tally);
        parts->at[parts->n++] = (struct duration_part){NULL, &parts->total};
    }
    for (size_t i = 0; i < parts->n; i++)
        sample_sort(&parts->at[i].tally->sample);
    return outcome;
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
    free(parts.at);
    ptv_durations_free(parts.total.state);
    sample_free(&parts.total.sample);
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
    struct stored_tallies stored = {0};
    enum outcome outcome = DONE;
    for (size_t i = 0; i < options->merge.n && outcome == DONE; i++)
        outcome = durations_state_read(options->merge.at[i], &stored);
    durations->keeping = options->merge.n == 0;
    if (outcome == DONE)
        outcome = durations_collect(durations, &stored);
    if (outcome == DONE)
        outcome = durations_state_merge(durations, &stored);
    if (outcome == DONE && options->save_state != NULL)
        outcome = durations_state_save(durations, options->save_state);
    if (outcome == DONE)
        outcome = write_report(durations);
    stored_tallies_free(&stored);
    return outcome;
}

static void durations_free(struct durations *durations) {
    for (size_t i = 0; i < durations->n_tallies; i++) {
        ptv_durations_free(durations->tallies[i].state);
        sample_free(&durations->tallies[i].sample);
    }
    free(durations->tallies);
    grouping_free(&durations->grouping);
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
        durations_free(&durations);
    }
    if (outcome == MISUSED)
        report_error(TEXT_TRY_HELP, "postventa durations --help");
    options_free(&options);
    return outcome;
}
