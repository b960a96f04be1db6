/* SPDX-License-Identifier: MIT */
#include "complaints.h"

#include <stdio.h>
#include <string.h>

#include "calendar_file.h"
#include "complaints_figures.h"
#include "complaints_rows.h"
#include "complaints_rules.h"
#include "instant.h"
#include "lapse.h"
#include "layout.h"
#include "zones.h"

STATE_FUNCTIONS(complaints)

static const struct state_kind kind = {
    COMPLAINTS_NAME,      complaints_free,        complaints_like, complaints_merge,
    complaints_serialize, complaints_deserialize, complaints_fit};

/* A period that ends just after the last instant of a file is shown by that instant. */
static int64_t shown_end(int64_t until) {
    return until % 1000 == 1 ? until - 1 : until;
}

/* "2025-01-01 00:00 to 2025-04-01 00:00, business time by office.txt" */
static void about(const struct service *service, char *out, size_t size) {
    const struct complaints *complaints = service->context;
    const char *calendar = calendar_of(service->states.definition);
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    char from[INSTANT_SIZE], until[INSTANT_SIZE], clock[DECIMAL_SIZE] = "";
    if (ptv_complaints_config_read(service->states.model, &config) < 0)
        return;
    instant_show(from, config.from, complaints->zone);
    instant_show(until, shown_end(config.until), complaints->zone);
    if (calendar != NULL)
        snprintf(clock, sizeof clock, text(TEXT_BUSINESS_TIME), calendar);
    snprintf(out, size, text(TEXT_ABOUT_COMPLAINTS), from, until);
    size_t used = strlen(out);
    if (calendar != NULL)
        snprintf(out + used, size - used, ", %s", clock);
}

static enum outcome picture(struct service *service, const struct term *term,
                            const struct counted *counted) {
    ptv_complaints_result result;
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    struct layout_share shares[PTV_BACKLOG_AGES + 1];
    char band[DECIMAL_SIZE], labels[PTV_BACKLOG_AGES + 1][2 * DECIMAL_SIZE];
    if (complaints_read(service, counted, &result) != DONE ||
        states_told(ptv_complaints_config_read(counted->state, &config)) != DONE)
        return FAILED;
    if (result.movement.open_end == 0 || !complaints_solved(service->states.definition))
        return DONE;
    for (int32_t i = 0; i <= config.n_ages; i++) {
        lapse_show_band(band, config.age_ms, config.n_ages, i);
        snprintf(labels[i], sizeof *labels, i == 0 ? text(TEXT_OPEN_AGED) : "%s", band);
        enum term_style style = i == 0 ? STYLE_GOOD : i == config.n_ages ? STYLE_BAD : STYLE_MIDDLE;
        shares[i] = (struct layout_share){labels[i], result.movement.band[i], style};
    }
    layout_stack(term, shares, (size_t)config.n_ages + 1);
    return DONE;
}

/* ── the command ─────────────────────────────────────────────────────────────────────────────── */

/* Without a file, nothing tells how to read one. */
static enum outcome check_states(const struct options *options) {
    const struct complaint_options *given = &options->complaints;
    const struct option_given of_files[] = {
        {"received", given->received != NULL},
        {"closed", options->closed != NULL},
        {"upheld", given->upheld != NULL},
        {"exposed", given->exposed.n > 0},
        {"exposed-start", given->exposed_start.n > 0},
        {"within", options->n_limits > 0},
        {"ages", options->n_ages > 0},
        {"from", options->from != NULL},
        {"until", options->as_of != NULL},
        {"time-format", options->time_format != NULL},
        {"ignore-offset", options->ignore_offset},
        {"calendar", options->calendar != NULL},
    };
    return options_refuse(of_files, sizeof of_files / sizeof *of_files, TEXT_COLUMN_OF_STATES);
}

static enum outcome check(const struct options *options) {
    const struct complaint_options *given = &options->complaints;
    if (options->file == NULL)
        return check_states(options);
    if (given->received == NULL)
        report_error(TEXT_NOT_ASKED, "received", text(TEXT_WHEN_RECEIVED));
    else if (options->n_limits > 1)
        report_error(TEXT_ONE_LIMIT);
    else if (options->closed == NULL &&
             (options->n_limits > 0 || options->calendar != NULL || given->upheld != NULL))
        report_error(TEXT_NOT_ASKED, "closed", text(TEXT_WHEN_SOLVED));
    else if (given->exposure == PTV_EXPOSED_AVERAGE &&
             (given->exposed.n == 0 || given->exposed_start.n == 0))
        report_error(TEXT_AVERAGE_NEEDS_BOTH);
    else
        return DONE;
    return MISUSED;
}

/* Instants are shown in the zone, with a file or without. */
static enum outcome prepare(struct service *service, const struct states_parts *parts) {
    struct complaints *complaints = service->context;
    if (service->options->zone != NULL &&
        zone_open(service->options->zone, &complaints->zone) != DONE)
        return MISUSED;
    if (calendar_of(service->states.definition) != NULL)
        lapse_in_hours();
    return complaints_prepare(service, parts);
}

enum outcome complaints_main(int argc, char **argv) {
    static const struct service_command command = {
        .command = COMMAND_COMPLAINTS,
        .name = COMPLAINTS_NAME,
        .kind = &kind,
        .title = TEXT_TITLE_COMPLAINTS,
        .check = check,
        .collect = complaints_collect,
        .prepare = prepare,
        .read = complaints_list,
        .compare = complaints_compare,
        .picture = picture,
        .about = about,
    };
    struct complaints complaints = {0};
    enum outcome outcome = service_main(&command, &complaints, argc, argv);
    ptv_zone_free(complaints.zone);
    return outcome;
}
