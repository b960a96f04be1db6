/* SPDX-License-Identifier: MIT */
#include "service.h"

#include <stdio.h>
#include <stdlib.h>

#include "figures_out.h"
#include "memory.h"

static enum outcome read_figures(struct figures_report *report) {
    struct service *service = report->service;
    const struct states_parts *parts = report->parts;
    enum outcome outcome = DONE;
    for (size_t i = 0; i < parts->n && outcome == DONE; i++) {
        report->figures[i].invalid = parts->at[i].counted->invalid;
        outcome = service->command->read(service, parts->at[i].counted, &report->figures[i]);
    }
    if (outcome == DONE && service->states.grouping.comparing)
        outcome = service->command->compare(service, parts->at[0].counted, parts->at[1].counted,
                                            &report->differences);
    return outcome;
}

static enum outcome write_figures(const struct figures_report *report) {
    switch (report->service->options->format) {
    case FORMAT_JSON:
        return figures_json(report, stdout);
    case FORMAT_CSV:
        return figures_csv(report, stdout);
    default:
        return figures_table(report);
    }
}

static enum outcome write_report(struct service *service) {
    struct states_parts parts;
    struct figures_report report = {.service = service, .parts = &parts};
    enum outcome outcome = states_parts(&service->states, &parts);
    report.figures = memory_new(parts.n, sizeof *report.figures);
    if (outcome == DONE && service->command->prepare != NULL)
        outcome = service->command->prepare(service, &parts);
    if (outcome == DONE)
        outcome = read_figures(&report);
    if (outcome == DONE)
        outcome = write_figures(&report);
    for (size_t i = 0; i < parts.n; i++)
        figures_free(&report.figures[i]);
    free(report.figures);
    differences_free(&report.differences);
    states_parts_free(&service->states, &parts);
    return outcome;
}

static enum outcome run(struct service *service) {
    const struct options *options = service->options;
    enum outcome outcome = states_begin(&service->states, service->command->kind, options);
    if (outcome == DONE)
        outcome = options->file != NULL ? service->command->collect(service)
                                        : states_define_as_stored(&service->states);
    if (outcome == DONE)
        outcome = states_finish(&service->states);
    if (outcome == DONE && !service->silent)
        outcome = write_report(service);
    states_free(&service->states);
    return outcome;
}

enum outcome service_main(const struct service_command *command, void *context, int argc,
                          char **argv) {
    struct options options;
    bool finished;
    enum outcome outcome = options_read(command->command, argc, argv, &options, &finished);
    if (outcome == DONE && !finished)
        outcome = options_check(&options);
    if (outcome == DONE && !finished && command->check != NULL)
        outcome = command->check(&options);
    if (outcome == DONE && !finished) {
        struct service service = {.command = command, .options = &options, .context = context};
        outcome = run(&service);
    }
    if (outcome == MISUSED) {
        char help[64];
        snprintf(help, sizeof help, "postventa %s --help", command->name);
        report_error(TEXT_TRY_HELP, help);
    }
    options_free(&options);
    return outcome;
}
