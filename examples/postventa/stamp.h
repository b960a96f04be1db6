/* SPDX-License-Identifier: MIT */
/* Time stamps as data files write them, and the instants that they mean. */
#ifndef STAMP_H
#define STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include <postventa/zone.h>

#include "report.h"

enum stamp_form {
    STAMP_PLAIN,    /* year first, in digits: nobody can mistake it */
    STAMP_ISO,      /* ISO 8601, and nothing else */
    STAMP_EPOCH,    /* seconds since 1970 */
    STAMP_EPOCH_MS, /* milliseconds since 1970 */
    STAMP_PATTERN,  /* as a pattern of strptime says; %f is a fraction of a second */
};

struct stamp_reader {
    enum stamp_form form;
    const char *pattern;
    const ptv_zone *zone; /* of stamps without an offset; NULL: UTC */
    bool ignore_offset;   /* take the wall time, whatever offset stands behind it */
};

/* Understands --time-format; NULL is the default. */
enum outcome stamp_format(struct stamp_reader *reader, const char *format);

/* The instant of a stamp; `edge` says what a wall time that came twice means: PTV_LOCAL_START or
 * PTV_LOCAL_END. False: it cannot be read. */
bool stamp_read(const struct stamp_reader *reader, const char *cell, int32_t edge,
                int64_t *instant);

/* Whether a cell that cannot be read might be, if --time-format said how it is written. */
bool stamp_mistakable(const struct stamp_reader *reader, const char *cell);

/* Reads an offset from UTC, such as Z, +02, +0200 or +02:00, and moves on; false: there is none. */
bool stamp_offset(const char **at, int64_t *ms);

#endif
