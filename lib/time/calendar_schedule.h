/* SPDX-License-Identifier: MIT */
/* What a calendar's text says, before any zone: which minutes of a local date are open. */
#ifndef PTVI_CALENDAR_SCHEDULE_H
#define PTVI_CALENDAR_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/allocator.h"
#include "postventa/calendar.h"
#include "time/civil.h"

enum { PTVI_MINUTES_OF_DAY = 1440, PTVI_CALENDAR_TEXT_MAX = 1000000 };

/* Minutes since the midnight that a date begins with; to may lie in the next date, up to 2879. */
struct ptvi_minutes {
    int32_t from, to;
};

/* Spans in rising order that do not touch: a run of the schedule's. */
struct ptvi_hours {
    uint32_t first, n;
};

/* The week from a date on, until the next version. Dates are days since 1970-01-01. */
struct ptvi_week {
    int32_t from;
    uint32_t given;           /* a bit for each day of the week that was named; 0 is Sunday */
    struct ptvi_hours day[7]; /* from Sunday */
};

/* A date that the week does not rule: a holiday, without hours, or a special date. */
struct ptvi_exception {
    int32_t date;
    uint32_t line, column; /* where the text says so */
    bool special;
    struct ptvi_hours hours;
};

struct ptvi_schedule {
    ptv_allocator allocator;
    struct ptvi_minutes *spans;
    struct ptvi_week *weeks;           /* rising; the first holds from the beginning of time */
    struct ptvi_exception *exceptions; /* rising, one a date */
    size_t n_spans, n_weeks, n_exceptions;
    uint32_t yearly[13]; /* [month], a bit for each day that is a holiday in every year */
};

/* Reads a text. PTV_ERR_MEMORY; PTV_ERR_ARGUMENT with line, column and reason of the error set. On
 * any error there is nothing to clear. */
ptv_status ptvi_schedule_read(struct ptvi_schedule *schedule, const char *text, size_t len,
                              const ptv_allocator *allocator, ptv_calendar_error *error);
void ptvi_schedule_clear(struct ptvi_schedule *schedule);

/* Sorts the exceptions by date and leaves one for each: a special date beats a holiday. NULL, or
 * the second of two special dates that are the same. */
const struct ptvi_exception *ptvi_schedule_settle(struct ptvi_schedule *schedule);

/* A walk over successive dates. */
struct ptvi_dates {
    const struct ptvi_schedule *schedule;
    int32_t day; /* since 1970-01-01 */
    struct ptvi_date date;
    size_t week, exception;
    int32_t spill; /* minutes of the date that are open because the day before was */
    const struct ptvi_minutes *spans;
    size_t n_spans;
};

/* Before the first date; then the next date, with its own spans and what spills into it. A holiday
 * or a special date takes nothing from the day before. */
void ptvi_dates_begin(struct ptvi_dates *dates, const struct ptvi_schedule *schedule,
                      int32_t first);
void ptvi_dates_next(struct ptvi_dates *dates);

#endif
