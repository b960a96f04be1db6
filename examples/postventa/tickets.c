/* SPDX-License-Identifier: MIT */
#include "tickets.h"

#include <stdio.h>
#include <string.h>

#include "calendar_file.h"
#include "tickets_rules.h"

static enum outcome ask(const char *option, enum text what) {
    report_error(TEXT_NOT_ASKED, option, text(what));
    return MISUSED;
}

/* What a log has, and what one row a ticket has. */
static enum outcome check_source(const struct options *options) {
    const struct ticket_options *given = &options->tickets;
    const struct option_given of_logs[] = {{"state", given->state != NULL},
                                           {"states", given->states != NULL},
                                           {"event", given->event != NULL},
                                           {"first-reply-when", given->first_reply_when != NULL}};
    const struct option_given of_rows[] = {
        {"first-reply", given->first_reply != NULL},  {"resolved", given->resolved != NULL},
        {"closed", options->closed != NULL},          {"reopens", given->reopens != NULL},
        {"replies", given->replies != NULL},          {"transfers", given->transfers != NULL},
        {"created-by-agent", given->by_agent != NULL}};
    if (given->log_time == NULL) {
        enum outcome outcome =
            options_refuse(of_logs, sizeof of_logs / sizeof *of_logs, TEXT_OPTION_OF_LOGS);
        return outcome == DONE && given->opened == NULL ? ask("opened", TEXT_WHEN_OPENED) : outcome;
    }
    enum outcome outcome =
        options_refuse(of_rows, sizeof of_rows / sizeof *of_rows, TEXT_OPTION_OF_ROWS);
    if (outcome != DONE)
        return outcome;
    if (options->id == NULL)
        return ask("id", TEXT_WHOSE_EVENTS);
    if (given->state == NULL && (given->event == NULL || given->states != NULL))
        return ask("state", given->event == NULL ? TEXT_WHAT_HAPPENED : TEXT_WORDS_OF_WHAT);
    if (given->first_reply_when == NULL || strchr(given->first_reply_when, '=') != NULL)
        return DONE;
    report_error(TEXT_BAD_CONDITION, given->first_reply_when);
    return MISUSED;
}

static enum outcome check_states(const struct options *options) {
    const struct ticket_options *given = &options->tickets;
    const struct option_given of_files[] = {{"opened", given->opened != NULL},
                                            {"first-reply", given->first_reply != NULL},
                                            {"resolved", given->resolved != NULL},
                                            {"closed", options->closed != NULL},
                                            {"reopens", given->reopens != NULL},
                                            {"replies", given->replies != NULL},
                                            {"transfers", given->transfers != NULL},
                                            {"created-by-agent", given->by_agent != NULL},
                                            {"met", given->met != NULL},
                                            {"log-time", given->log_time != NULL},
                                            {"state", given->state != NULL},
                                            {"states", given->states != NULL},
                                            {"event", given->event != NULL},
                                            {"first-reply-when", given->first_reply_when != NULL},
                                            {"id", options->id != NULL},
                                            {"sla", given->sla != NULL},
                                            {"as-of", options->as_of != NULL},
                                            {"from", options->from != NULL},
                                            {"ages", options->n_ages > 0},
                                            {"time-format", options->time_format != NULL},
                                            {"ignore-offset", options->ignore_offset},
                                            {"calendar", options->calendar != NULL}};
    return options_refuse(of_files, sizeof of_files / sizeof *of_files, TEXT_COLUMN_OF_STATES);
}

static enum outcome check(const struct options *options) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    if (options->file == NULL)
        return check_states(options);
    enum outcome outcome = check_source(options);
    if (outcome == DONE && options->tickets.sla != NULL)
        outcome = tickets_targets(options->tickets.sla, &config);
    return outcome;
}

static void about(const struct service *service, char *out, size_t size) {
    const char *calendar = calendar_of(service->states.definition);
    if (calendar != NULL)
        snprintf(out, size, text(TEXT_BUSINESS_TIME), calendar);
    else
        snprintf(out, size, "%s", text(TEXT_CALENDAR_TIME));
}

enum outcome tickets_main(int argc, char **argv) {
    static const struct service_command command = {
        .command = COMMAND_TICKETS,
        .name = TICKETS_NAME,
        .kind = &ticket_tally_kind,
        .title = TEXT_TITLE_TICKETS,
        .check = check,
        .collect = tickets_collect,
        .prepare = tickets_prepare,
        .read = tickets_read,
        .compare = tickets_compare,
        .picture = tickets_picture,
        .about = about,
    };
    struct tickets tickets = {.is_log = false};
    enum outcome outcome = service_main(&command, &tickets, argc, argv);
    tickets_states_free(&tickets.words);
    moments_free(&tickets.moments);
    return outcome;
}
