/* SPDX-License-Identifier: MIT */
/* B(t), the open time before an instant, inline: for one instant, and for columns of them. */
#ifndef PTVI_CALENDAR_OPEN_H
#define PTVI_CALENDAR_OPEN_H

#include "base/processor.h"
#include "time/calendar.h"

enum { PTVI_CALENDAR_FEW = 6 }; /* openings of a day that are looked at one after the other */

/* An instant since the origin; one before it becomes one far beyond the last. */
static inline uint64_t ptvi_calendar_place(const ptv_calendar *cal, int64_t instant) {
    return (uint64_t)instant - (uint64_t)cal->origin;
}

static inline bool ptvi_calendar_has(const ptv_calendar *cal, uint64_t at) {
    return at <= cal->last;
}

static inline uint64_t ptvi_open_before_week(const ptv_calendar *cal, size_t week) {
    return cal->week[week] >> PTVI_CALENDAR_PLACE_BITS;
}

static inline const struct ptvi_weekday *ptvi_calendar_week(const ptv_calendar *cal, size_t week) {
    return &cal->weekdays[cal->week[week] & PTVI_CALENDAR_PLACES];
}

/* How much of [from, from + length) is before t; all below 2^31. Without a branch, since nobody can
 * predict when tickets come. */
static inline uint32_t ptvi_part(uint32_t t, uint32_t from, uint32_t length) {
    int32_t past = (int32_t)(t - from), most = (int32_t)length;
    past = past > 0 ? past : 0;
    return (uint32_t)(past < most ? past : most);
}

/* Open time of a day's openings after the second before a time of it, where no day has more than so
 * many. All days are taken alike: which has how many, nobody can predict either. */
PTVI_INLINE uint32_t ptvi_open_of_late(const ptv_calendar *cal, const struct ptvi_weekday *day,
                                       uint32_t most, uint32_t t) {
    uint32_t before = 0;
    for (uint32_t i = 2; i < most; i++) {
        uint32_t there = 0 - (uint32_t)(i < day->n);
        const struct ptvi_opening *late = &cal->openings[day->first + (i & there)];
        before += ptvi_part(t, late->from, late->to - late->from) & there;
    }
    return before;
}

/* Open time of a day before a time of it, where the day has many openings. */
uint32_t ptvi_open_of_many(const ptv_calendar *cal, const struct ptvi_weekday *day, uint32_t t);

/* B(t), where no day has more than so many openings. */
PTVI_INLINE uint64_t ptvi_open_before(const ptv_calendar *cal, uint32_t most, uint64_t at) {
    size_t week = (size_t)(at / PTVI_CALENDAR_WEEK_MS);
    uint32_t t = (uint32_t)(at - (uint64_t)week * PTVI_CALENDAR_WEEK_MS);
    uint32_t place = t / PTVI_CALENDAR_DAY_MS;
    const struct ptvi_weekday *day = ptvi_calendar_week(cal, week) + place;
    uint64_t before = ptvi_open_before_week(cal, week) + day->before;
    if (most > PTVI_CALENDAR_FEW && day->n > 2)
        return before + ptvi_open_of_many(cal, day, t - place * PTVI_CALENDAR_DAY_MS);
    if (most > 2 && most <= PTVI_CALENDAR_FEW)
        before += ptvi_open_of_late(cal, day, most, t - place * PTVI_CALENDAR_DAY_MS);
    before += ptvi_part(t, day->early[0].from, day->early[0].length);
    return most < 2 ? before : before + ptvi_part(t, day->early[1].from, day->early[1].length);
}

/* Open time between instants that begin at a row, with instructions of a set of the processor's. As
 * ptv_calendar_open_column. */
ptv_status ptvi_open_rows(unsigned processor, const ptv_calendar *cal, const int64_t *from,
                          const int64_t *to, size_t n, int64_t *ms);

#endif
