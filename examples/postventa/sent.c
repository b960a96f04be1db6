/* SPDX-License-Identifier: MIT */
#include "sent.h"

#include <math.h>
#include <string.h>

#include <postventa/status.h>

#include "number.h"

/* Whole numbers up to here are themselves as doubles. */
#define MOST_IN_A_CELL 9007199254740992.0

static enum outcome take_number(struct sent *sent, const char *digits) {
    sent->by_number = true;
    for (const char *at = digits; *at != '\0'; at++) {
        sent->number = 10 * sent->number + (uint64_t)(*at - '0');
        if (sent->number > PTV_COUNT_MAX) {
            report_error(TEXT_BAD_SENT, digits);
            return MISUSED;
        }
    }
    return DONE;
}

enum outcome sent_make(struct sent *sent, const struct options *options,
                       const struct columns *columns, bool grouped) {
    const char *given = options->survey.sent;
    if (given == NULL)
        return DONE;
    bool number = *given != '\0' && strspn(given, "0123456789") == strlen(given);
    if (options->file != NULL && (!number || columns_have(columns, given))) {
        sent->by_column = true;
        sent->cells.column = given;
        return columns_find(columns, given, &sent->column);
    }
    if (number && !grouped)
        return take_number(sent, given);
    report_error(number ? TEXT_SENT_OF_GROUPS : TEXT_SENT_WITHOUT_ROWS, given);
    return MISUSED;
}

enum outcome sent_of(struct sent *sent, const struct selection *selection,
                     const struct faults *faults, const struct row *row, uint64_t *n) {
    enum text complaint = TEXT_CELL_NO_SURVEYS;
    double value;
    *n = 0;
    if (!sent->by_column)
        return DONE;
    const char *cell = row_cell(row, sent->column);
    if (row->is_long) {
        complaint = TEXT_CELL_SHIFTED;
    } else if (selection_missing(selection, row, sent->column)) {
        return DONE;
    } else if (number_read(cell, &value) && value >= 0 && value <= MOST_IN_A_CELL &&
               value == floor(value)) {
        *n = (uint64_t)value;
        return DONE;
    }
    return faults_cell(faults, &sent->cells, complaint, row->file, row->line, cell, 0, 0);
}

void sent_tell(const struct sent *sent, const char *file) {
    faults_tell_cells(&sent->cells, TEXT_INVALID_REST, file);
}
