/* SPDX-License-Identifier: MIT */
#include "contacts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/key.h>
#include <postventa/repeats.h>

#include "input.h"
#include "instant.h"
#include "lapse.h"
#include "layout.h"
#include "memory.h"
#include "moments.h"
#include "service.h"
#include "show.h"

#define CONTACTS_NAME "contacts"

STATE_FUNCTIONS(repeats)

struct contacts {
    struct service *service;
    struct moments moments;
    struct selection selection;
    struct faults faults;
    struct moment_column time;
    size_t customer, issue; /* columns */
    int64_t as_of;          /* 0: the latest contact */
};

/* ── what is counted ─────────────────────────────────────────────────────────────────────────── */

/* "contacts/7d", and since when they are recorded, if that was said. */
static void define(char out[4 * INSTANT_SIZE], const ptv_repeats_config *config) {
    char window[DECIMAL_SIZE], since[INSTANT_SIZE];
    lapse_name(window, config->window_ms);
    int used = snprintf(out, 4 * (size_t)INSTANT_SIZE, CONTACTS_NAME "/%.30s", window);
    if (config->since == 0)
        return;
    instant_name(since, config->since);
    snprintf(out + used, 4 * (size_t)INSTANT_SIZE - (size_t)used, "/since=%s", since);
}

static bool fits(const void *state, const char *definition) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    char own[4 * INSTANT_SIZE];
    if (ptv_repeats_config_read(state, &config) < 0)
        return false;
    define(own, &config);
    return strcmp(own, definition) == 0;
}

static const struct state_kind kind = {CONTACTS_NAME, repeats_free,      repeats_like,
                                       repeats_merge, repeats_serialize, repeats_deserialize,
                                       fits};

/* The config as the options have it, and, where they do not say, the stored states. */
static enum outcome make_config(const struct contacts *contacts, ptv_repeats_config *config) {
    const struct options *options = contacts->service->options;
    const ptv_repeats *stored = states_stored(&contacts->service->states);
    *config = (ptv_repeats_config)PTV_REPEATS_CONFIG_INIT;
    if (stored != NULL) {
        enum outcome outcome = states_told(ptv_repeats_config_read(stored, config));
        if (outcome != DONE)
            return outcome;
    }
    if (options->contacts.window_ms != 0)
        config->window_ms = options->contacts.window_ms;
    if (options->contacts.since == NULL)
        return DONE;
    return moments_option(&contacts->moments, "since", options->contacts.since, &config->since);
}

static enum outcome make_states(struct contacts *contacts) {
    const struct contact_options *given = &contacts->service->options->contacts;
    ptv_repeats_config config;
    ptv_repeats *model;
    char definition[4 * INSTANT_SIZE];
    enum outcome outcome = make_config(contacts, &config);
    if (outcome == DONE)
        outcome = states_told(ptv_repeats_new(&config, NULL, &model));
    if (outcome != DONE)
        return outcome;
    outcome = states_told(ptv_repeats_config_read(model, &config)); /* the defaults as numbers */
    define(definition, &config);
    size_t size = strlen(given->customer) + (given->issue != NULL ? strlen(given->issue) : 0) + 2;
    char *column = memory_new(size, 1);
    snprintf(column, size, "%s%s%s", given->customer, given->issue != NULL ? "+" : "",
             given->issue != NULL ? given->issue : "");
    states_define(&contacts->service->states, model, definition, column);
    free(column);
    return outcome;
}

/* ── reading the file ────────────────────────────────────────────────────────────────────────── */

static enum outcome open_times(struct contacts *contacts) {
    const struct options *options = contacts->service->options;
    enum outcome outcome = moments_open(&contacts->moments, options);
    if (outcome == DONE && options->as_of != NULL)
        outcome = moments_option(&contacts->moments, "as-of", options->as_of, &contacts->as_of);
    return outcome;
}

static enum outcome take_header(void *context, const struct columns *columns) {
    struct contacts *contacts = context;
    const struct options *options = contacts->service->options;
    const struct contact_options *given = &options->contacts;
    enum outcome outcome = columns_find(columns, given->customer, &contacts->customer);
    if (outcome == DONE)
        outcome = moment_column_find(&contacts->time, columns, given->time);
    if (outcome == DONE && given->issue != NULL)
        outcome = columns_find(columns, given->issue, &contacts->issue);
    if (outcome == DONE)
        outcome = grouping_make(&contacts->service->states.grouping, options, columns, NULL);
    if (outcome == DONE)
        outcome = selection_make(&contacts->selection, options, columns);
    return outcome;
}

/* A cell as a key; a missing one is nobody's. */
static uint64_t key_of(const struct contacts *contacts, const struct row *row, size_t column) {
    const char *cell = row_cell(row, column);
    if (selection_missing(&contacts->selection, row, column))
        return PTV_KEY_NONE;
    return ptv_key_hash(cell, strlen(cell));
}

static enum outcome take_row(void *context, const struct row *row) {
    struct contacts *contacts = context;
    struct states *states = &contacts->service->states;
    size_t group;
    enum moment moment;
    int64_t time = PTV_TIME_NONE;
    enum outcome outcome = faults_row(&contacts->faults, row);
    if (outcome != DONE || !selection_holds(&contacts->selection, row) ||
        !grouping_of(&states->grouping, &contacts->selection, row, &group))
        return outcome;
    struct counted *counted = states_of(states, group);
    if (counted == NULL)
        return FAILED;
    outcome = moments_read(&contacts->moments, &contacts->faults, &contacts->selection,
                           &contacts->time, row, PTV_LOCAL_START, &time, &moment);
    if (outcome != DONE || moment == MOMENT_INVALID) {
        counted->invalid++;
        return outcome;
    }
    bool by_issue = contacts->service->options->contacts.issue != NULL;
    uint64_t issue = by_issue ? key_of(contacts, row, contacts->issue) : 0;
    return states_told(ptv_repeats_add(counted->state, key_of(contacts, row, contacts->customer),
                                       issue, moment == MOMENT_READ ? time : PTV_TIME_NONE));
}

static enum outcome collect(struct service *service) {
    struct contacts *contacts = service->context;
    const struct options *options = service->options;
    struct input_reader reader = {contacts, take_header, take_row};
    contacts->service = service;
    contacts->faults.strict = options->strict;
    enum outcome outcome = open_times(contacts);
    if (outcome == DONE)
        outcome = make_states(contacts);
    if (outcome == DONE)
        outcome = input_read(options->file, options->separator, &reader);
    if (outcome != DONE)
        return outcome;
    faults_tell_cells(&contacts->time.faults, TEXT_INVALID_REST, input_name(options->file));
    faults_tell_rows(&contacts->faults, input_name(options->file));
    return DONE;
}

/* ── figures ─────────────────────────────────────────────────────────────────────────────────── */

static enum outcome read_state(const struct contacts *contacts, const struct counted *counted,
                               ptv_repeats_result *result) {
    const struct options *options = contacts->service->options;
    ptv_repeats_options how = PTV_REPEATS_OPTIONS_INIT;
    how.confidence = options->confidence;
    how.method = options->share_method;
    how.as_of = contacts->as_of;
    *result = (ptv_repeats_result)PTV_REPEATS_RESULT_INIT;
    return states_told(ptv_repeats_read(counted->state, &how, result));
}

/* All groups are read as of one instant: the latest contact of any. */
static enum outcome prepare(struct service *service, const struct states_parts *parts) {
    struct contacts *contacts = service->context;
    ptv_repeats_result result;
    int64_t latest = 0;
    bool any = false;
    if (contacts->service == NULL) {
        contacts->service = service;
        enum outcome outcome = open_times(contacts);
        if (outcome != DONE)
            return outcome;
    }
    for (size_t i = 0; i < parts->n && contacts->as_of == 0; i++) {
        if (read_state(contacts, parts->at[i].counted, &result) != DONE)
            return FAILED;
        if (result.contacts > 0 && (!any || result.as_of > latest)) {
            latest = result.as_of;
            any = true;
        }
    }
    if (any)
        contacts->as_of = latest;
    return DONE;
}

static void add_details(struct figures *figures, struct listed *fcr,
                        const ptv_repeats_result *result) {
    struct details *details = &fcr->details, *common = &figures->common;
    bool known = result->contacts + result->later > 0;
    detail_count(details, "contacts", result->contacts);
    detail_count(details, "openers", result->openers);
    detail_count(details, "resolved", result->resolved);
    detail_count(details, "not_yet_eligible", result->not_yet_eligible);
    detail_count(details, "short_history", result->short_history);
    detail_estimate(details, "repeat_free", &result->repeat_free);
    detail_count(common, "excluded", result->excluded);
    detail_count(common, "later", result->later);
    detail_instant(common, "since", known ? result->since : PTV_TIME_NONE);
    detail_instant(common, "as_of", known ? result->as_of : PTV_TIME_NONE);
    detail_ms(common, "window", result->window_ms);
}

static void add_counts(struct figures *figures, const ptv_repeats_result *result) {
    const struct {
        const char *name;
        uint64_t count;
        enum text label;
        int level;
    } counts[] = {
        {"openers", result->openers, TEXT_LABEL_OPENERS, 0},
        {"resolved", result->resolved, TEXT_LABEL_NOT_BACK, 1},
        {"repeated", result->eligible - result->resolved, TEXT_LABEL_BACK, 1},
        {"not_yet_eligible", result->not_yet_eligible, TEXT_LABEL_NOT_YET, 1},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct listed *listed =
            figures_count(figures, counts[i].name, counts[i].count, counts[i].label, NULL);
        listed->place = PLACE_TABLE;
        listed->level = counts[i].level;
        listed->gap = i == 0;
        if (i == 0 || i == 3)
            figures_heading(listed, text(i == 0 ? TEXT_TITLE_OPENERS : TEXT_TITLE_NOT_YET));
    }
}

static void add_notes(const struct contacts *contacts, struct figures *figures,
                      const ptv_repeats_result *result) {
    const ptv_zone *zone = contacts->moments.stamps.zone;
    char a[DECIMAL_SIZE], b[DECIMAL_SIZE], c[DECIMAL_SIZE];
    char since[INSTANT_SIZE], as_of[INSTANT_SIZE];
    show_count(a, result->contacts);
    show_count(b, result->excluded);
    show_count(c, result->later);
    figures_note(figures, TEXT_NOTE_CONTACTS, a, b, c);
    if (result->contacts == 0)
        return;
    instant_show(since, result->since, zone);
    instant_show(as_of, result->as_of, zone);
    lapse_show(a, (double)result->window_ms);
    figures_note(figures, TEXT_NOTE_WINDOW, since, as_of, a);
    show_count(a, result->short_history);
    if (result->short_history > 0)
        figures_note(figures, TEXT_NOTE_SHORT_HISTORY, a);
    if (grouping_has_total(&contacts->service->states.grouping))
        figures_note(figures, TEXT_NOTE_CHAINS_BY_GROUP);
}

static enum outcome read(struct service *service, const struct counted *counted,
                         struct figures *figures) {
    struct contacts *contacts = service->context;
    ptv_repeats_result result;
    if (read_state(contacts, counted, &result) != DONE)
        return FAILED;
    struct listed *fcr = figures_add(figures, "fcr", UNIT_SHARE, &result.fcr, TEXT_LABEL_FCR, NULL);
    figures_exactly(fcr, result.resolved, result.eligible);
    figures_heading(fcr, text(TEXT_TITLE_FCR));
    fcr->bold = true;
    add_details(figures, fcr, &result);
    struct listed *free_of = figures_add(figures, "repeat_free", UNIT_SHARE, &result.repeat_free,
                                         TEXT_LABEL_REPEAT_FREE, NULL);
    figures_heading(free_of, text(TEXT_TITLE_REPEAT_FREE));
    add_counts(figures, &result);
    add_notes(contacts, figures, &result);
    figures->base = result.eligible;
    return DONE;
}

static enum outcome compare(struct service *service, const struct counted *a,
                            const struct counted *b, struct differences *differences) {
    ptv_repeats_result first, second;
    ptv_comparison comparison;
    if (read_state(service->context, a, &first) != DONE ||
        read_state(service->context, b, &second) != DONE)
        return FAILED;
    const uint64_t counts[] = {first.resolved, first.eligible, second.resolved, second.eligible};
    enum outcome outcome = states_told(figures_compare(service->options, counts, &comparison));
    if (outcome == DONE)
        differences_add(differences, "fcr_difference", UNIT_SHARE, &comparison, TEXT_LABEL_FCR,
                        NULL);
    return outcome;
}

/* ── table ───────────────────────────────────────────────────────────────────────────────────── */

static enum outcome picture(struct service *service, const struct term *term,
                            const struct counted *counted) {
    ptv_repeats_result result;
    if (read_state(service->context, counted, &result) != DONE)
        return FAILED;
    const struct layout_share shares[] = {
        {text(TEXT_LABEL_NOT_BACK), result.resolved, STYLE_GOOD},
        {text(TEXT_LABEL_BACK), result.eligible - result.resolved, STYLE_BAD},
        {text(TEXT_LABEL_NOT_YET), result.not_yet_eligible, STYLE_MIDDLE},
    };
    if (result.openers > 0)
        layout_stack(term, shares, 3);
    return DONE;
}

static void about(const struct service *service, char *out, size_t size) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    char window[DECIMAL_SIZE] = "-";
    if (ptv_repeats_config_read(service->states.model, &config) >= 0)
        lapse_show(window, (double)config.window_ms);
    snprintf(out, size, text(TEXT_ABOUT_CONTACTS), window);
}

/* ── the command ─────────────────────────────────────────────────────────────────────────────── */

static enum outcome check(const struct options *options) {
    const struct contact_options *given = &options->contacts;
    const struct option_given of_files[] = {
        {"customer", given->customer != NULL},     {"time", given->time != NULL},
        {"issue", given->issue != NULL},           {"window", given->window_ms != 0},
        {"since", given->since != NULL},           {"time-format", options->time_format != NULL},
        {"ignore-offset", options->ignore_offset},
    };
    if (options->file == NULL)
        return options_refuse(of_files, sizeof of_files / sizeof *of_files, TEXT_COLUMN_OF_STATES);
    if (given->customer != NULL && given->time != NULL)
        return DONE;
    bool customer = given->customer == NULL;
    report_error(TEXT_NOT_ASKED, customer ? "customer" : "time",
                 text(customer ? TEXT_WHO_CONTACTED : TEXT_WHEN_CONTACTED));
    return MISUSED;
}

enum outcome contacts_main(int argc, char **argv) {
    static const struct service_command command = {
        .command = COMMAND_CONTACTS,
        .name = CONTACTS_NAME,
        .kind = &kind,
        .title = TEXT_TITLE_CONTACTS,
        .check = check,
        .collect = collect,
        .prepare = prepare,
        .read = read,
        .compare = compare,
        .picture = picture,
        .about = about,
    };
    struct contacts contacts = {0};
    enum outcome outcome = service_main(&command, &contacts, argc, argv);
    selection_free(&contacts.selection);
    moments_free(&contacts.moments);
    return outcome;
}
