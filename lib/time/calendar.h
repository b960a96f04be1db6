/* SPDX-License-Identifier: MIT */
/* A compiled calendar: how much open time lies before any instant.
 *
 * Time is cut into weeks of 604,800,000 ms, the first of which begins with 1900, a Monday. A week
 * holds the open time before it, and where its seven days are; weeks that are open at the same
 * times share their days, and days their openings. An ordinary calendar has 15,700 weeks, but only
 * some dozens of sorts of them: 125 to 150 KB for 301 years, and a few operations for an answer.
 * Holidays and changes of the clock cost nothing when it is asked. */
#ifndef PTVI_CALENDAR_H
#define PTVI_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "postventa/calendar.h"
#include "time/calendar_schedule.h"

#define PTVI_CALENDAR_DAY_MS  UINT32_C(86400000)
#define PTVI_CALENDAR_WEEK_MS (7 * PTVI_CALENDAR_DAY_MS)

enum {
    PTVI_CALENDAR_WEEKS = 15708, /* from the first instant of 1900 until after 2200, in any zone */
    /* A week is one number: the place of its first day in the low bits, the open time before it, at
     * most 9.5e12 ms, in the 44 bits above. */
    PTVI_CALENDAR_PLACE_BITS = 20,
    PTVI_CALENDAR_PLACES = (1 << PTVI_CALENDAR_PLACE_BITS) - 1
};

/* An open time of a day, from <= t < to, and the open time of the day before it. */
struct ptvi_opening {
    uint32_t from, to, before;
};

/* A day of a sort of week: the open time of the week before it, its openings in rising order, and
 * the first two of them again, in ms of the week. Those that are not there have length 0. Four words
 * of 64 bits: eight days are read at once. */
struct ptvi_weekday {
    uint32_t before, n;
    struct {
        uint32_t from, length;
    } early[2];
    uint32_t first, unused;
};

struct ptv_calendar {
    ptv_allocator allocator;
    int64_t origin; /* instant at which 1900 and the first week begin */
    uint64_t last;  /* until when may be asked, in ms since the origin */
    uint32_t most;  /* openings of a day */
    uint64_t *week; /* [PTVI_CALENDAR_WEEKS + 1] */
    struct ptvi_weekday *weekdays;
    struct ptvi_opening *openings;
};

/* Compiles what a text said for a zone. PTV_ERR_MEMORY. */
ptv_status ptvi_calendar_compile(const struct ptvi_schedule *schedule, const ptv_zone *zone,
                                 const ptv_allocator *allocator, ptv_calendar **out);

#endif
