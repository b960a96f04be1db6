/* SPDX-License-Identifier: MIT */
#include "respondents.h"

#include <string.h>

enum outcome respondents_make(struct respondents *respondents, const struct options *options,
                              const struct columns *columns) {
    const struct survey_options *survey = &options->survey;
    respondents->wanted = survey->repeat == REPEAT_FIRST || survey->repeat == REPEAT_LAST;
    if (!respondents->wanted)
        return DONE;
    respondents->name = survey->respondent;
    enum outcome outcome = columns_find(columns, survey->respondent, &respondents->column);
    if (outcome == DONE)
        outcome = moment_column_find(&respondents->times, columns, survey->time);
    if (outcome == DONE)
        outcome = moments_open(&respondents->moments, options);
    return outcome;
}

enum outcome respondents_of(struct respondents *respondents, const struct selection *selection,
                            const struct faults *faults, const struct row *row,
                            ptv_response *response, bool *placed) {
    struct moment_column *times = &respondents->times;
    enum moment moment;
    *response = (ptv_response){.respondent = PTV_KEY_NONE, .record = row->line};
    *placed = true;
    if (!respondents->wanted || row->is_long) /* of a long row, no cell is what it seems */
        return DONE;
    if (selection_missing(selection, row, respondents->column)) {
        respondents->nobody++;
        return DONE;
    }
    enum outcome outcome = moments_read(&respondents->moments, faults, selection, times, row,
                                        PTV_LOCAL_START, &response->time, &moment);
    *placed = moment == MOMENT_READ;
    if (moment == MOMENT_MISSING)
        outcome = faults_cell(faults, &times->faults, TEXT_CELL_BLANK_TIME, row->file, row->line,
                              row_cell(row, times->column[0]), 0, 0);
    const char *name = row_cell(row, respondents->column);
    response->respondent = *placed ? ptv_key_hash(name, strlen(name)) : PTV_KEY_NONE;
    return outcome;
}

void respondents_tell(const struct respondents *respondents, const char *file) {
    if (!respondents->wanted)
        return;
    faults_tell_cells(&respondents->times.faults, TEXT_INVALID_REST, file);
    if (respondents->nobody > 0)
        report_note(TEXT_NOBODY_ROWS, file, respondents->name, respondents->nobody);
}

void respondents_free(struct respondents *respondents) {
    moments_free(&respondents->moments);
}
