/* SPDX-License-Identifier: MIT */
/* Instants in cells and in options, as --time-format, --zone, --ignore-offset and --calendar say. */
#ifndef MOMENTS_H
#define MOMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include <postventa/calendar.h>
#include <postventa/zone.h>

#include "faults.h"
#include "options.h"
#include "select.h"
#include "stamp.h"

/* What a cell is that should be a time. */
enum moment { MOMENT_READ, MOMENT_MISSING, MOMENT_INVALID };

struct moments {
    struct stamp_reader stamps;
    ptv_zone *zone;
    ptv_calendar *calendar; /* NULL: calendar time */
    bool dates;             /* a date alone is the instant at which it begins */
};

/* Understands the options. */
enum outcome moments_open(struct moments *moments, const struct options *options);

void moments_free(struct moments *moments);

/* A column of times, or two whose cells are joined by a blank: COL+COL. */
struct moment_column {
    struct cell_faults faults; /* what was wrong with its cells, to be told at the end */
    size_t column[2];
    bool joined;
};

/* Finds the column; a name is taken whole if there is such a column. */
enum outcome moment_column_find(struct moment_column *found, const struct columns *columns,
                                const char *name);

/* Reads a row's time; `edge`: PTV_LOCAL_START or PTV_LOCAL_END. Tells what cannot be read, which
 * under --strict is an error. */
enum outcome moments_read(const struct moments *moments, const struct faults *faults,
                          const struct selection *selection, struct moment_column *column,
                          const struct row *row, int32_t edge, int64_t *instant,
                          enum moment *moment);

/* Reads the instant of an option, "2025-03-31 18:00" or "2025-03-31", its midnight, in the zone. */
enum outcome moments_option(const struct moments *moments, const char *option, const char *given,
                            int64_t *instant);

#endif
