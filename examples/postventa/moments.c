/* SPDX-License-Identifier: MIT */
#include "moments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar_file.h"
#include "memory.h"
#include "zones.h"

#define LONGEST_STAMP 256

enum outcome moments_open(struct moments *moments, const struct options *options) {
    *moments = (struct moments){0};
    enum outcome outcome = stamp_format(&moments->stamps, options->time_format);
    if (outcome == DONE)
        outcome = zone_open(options->zone, &moments->zone);
    if (outcome == DONE && options->calendar != NULL)
        outcome = calendar_read(options->calendar, moments->zone, &moments->calendar);
    moments->stamps.zone = options->zone != NULL ? moments->zone : NULL;
    moments->stamps.ignore_offset = options->ignore_offset;
    return outcome;
}

void moments_free(struct moments *moments) {
    ptv_calendar_free(moments->calendar);
    ptv_zone_free(moments->zone);
}

/* Finds the two columns of COL+COL, whose names may hold a plus themselves. */
static bool find_joined(struct moment_column *found, const struct columns *columns,
                        const char *name) {
    for (const char *plus = strchr(name, '+'); plus != NULL; plus = strchr(plus + 1, '+')) {
        char *first = memory_text(name, (size_t)(plus - name));
        bool both = columns_have(columns, first) && columns_have(columns, plus + 1) &&
                    columns_find(columns, first, &found->column[0]) == DONE &&
                    columns_find(columns, plus + 1, &found->column[1]) == DONE;
        free(first);
        if (both)
            return true;
    }
    return false;
}

enum outcome moment_column_find(struct moment_column *found, const struct columns *columns,
                                const char *name) {
    *found = (struct moment_column){.faults = {.column = name}};
    if (!columns_have(columns, name) && strchr(name, '+') != NULL) {
        found->joined = find_joined(found, columns, name);
        if (found->joined)
            return DONE;
        char *first = memory_text(name, strcspn(name, "+"));
        bool known = columns_have(columns, first);
        enum outcome outcome =
            columns_find(columns, known ? strchr(name, '+') + 1 : first, &found->column[0]);
        free(first);
        return outcome;
    }
    return columns_find(columns, name, &found->column[0]);
}

/* The text of a time: a cell, or two, of which neither may be missing. */
static bool cell_of(const struct moment_column *column, const struct selection *selection,
                    const struct row *row, char joined[LONGEST_STAMP], const char **cell) {
    *cell = row_cell(row, column->column[0]);
    if (selection_missing(selection, row, column->column[0]))
        return false;
    if (!column->joined)
        return true;
    if (selection_missing(selection, row, column->column[1]))
        return false;
    snprintf(joined, LONGEST_STAMP, "%.100s %.100s", *cell, row_cell(row, column->column[1]));
    *cell = joined;
    return true;
}

/* Why a cell is no time. */
static enum text complaint_of(const struct moments *moments, const char *cell) {
    return stamp_mistakable(&moments->stamps, cell) ? TEXT_CELL_OPEN_TIME : TEXT_CELL_NO_TIME;
}

/* Reads a stamp, or, where it will do, a date. */
static bool read_cell(const struct moments *moments, const char *cell, int32_t edge,
                      int64_t *instant) {
    char midnight[2 * sizeof "YYYY-MM-DD"];
    const struct stamp_reader *stamps = &moments->stamps;
    if (stamp_read(stamps, cell, edge, instant))
        return true;
    bool plain = stamps->form == STAMP_PLAIN || stamps->form == STAMP_ISO;
    if (!moments->dates || !plain || strlen(cell) >= sizeof "YYYY-MM-DD")
        return false;
    snprintf(midnight, sizeof midnight, "%.10sT00:00", cell);
    return stamp_read(stamps, midnight, edge, instant);
}

enum outcome moments_read(const struct moments *moments, const struct faults *faults,
                          const struct selection *selection, struct moment_column *column,
                          const struct row *row, int32_t edge, int64_t *instant,
                          enum moment *moment) {
    char joined[LONGEST_STAMP];
    const char *cell;
    enum text complaint = TEXT_CELL_SHIFTED;
    int64_t open;
    *moment = MOMENT_MISSING;
    if (!cell_of(column, selection, row, joined, &cell) && !row->is_long)
        return DONE;
    if (!row->is_long) {
        *moment = MOMENT_READ;
        if (!read_cell(moments, cell, edge, instant))
            complaint = complaint_of(moments, cell);
        else if (moments->calendar != NULL &&
                 ptv_calendar_open_ms(moments->calendar, *instant, *instant, &open) < 0)
            complaint = TEXT_CELL_BEYOND;
        else
            return DONE;
    }
    *moment = MOMENT_INVALID;
    return faults_cell(faults, &column->faults, complaint, row->file, row->line, cell, 0, 0);
}

enum outcome moments_option(const struct moments *moments, const char *option, const char *given,
                            int64_t *instant) {
    struct stamp_reader plain = {.form = STAMP_PLAIN, .zone = moments->stamps.zone};
    char midnight[64];
    snprintf(midnight, sizeof midnight, "%.40s 00:00", given);
    if (stamp_read(&plain, given, PTV_LOCAL_START, instant) ||
        stamp_read(&plain, midnight, PTV_LOCAL_START, instant))
        return DONE;
    report_error(TEXT_BAD_INSTANT, option, given);
    return MISUSED;
}
