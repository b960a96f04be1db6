/* SPDX-License-Identifier: MIT */
/* Business time. Everything is one function and its inverse: B(t), the open time before an instant,
 * never falls and never rises faster than t. */
#include "base/platform.h"

#include "base/sized.h"
#include "time/calendar_open.h"

const char *ptv_calendar_reason(int32_t reason) {
    switch (reason) {
    case PTV_CALENDAR_NO_FAULT:
        return "The text is a calendar";
    case PTV_CALENDAR_BAD_WORD:
        return "A line begins with days of the week, holiday, special or from";
    case PTV_CALENDAR_BAD_DAY:
        return "Days are mon tue wed thu fri sat sun, as mon-fri or sat,sun";
    case PTV_CALENDAR_BAD_TIME:
        return "A time is HH:MM from 00:00 to 23:59, or to 24:00 where a span ends";
    case PTV_CALENDAR_BAD_SPAN:
        return "Hours are closed, or spans HH:MM-HH:MM that last longer than nothing";
    case PTV_CALENDAR_OVERLAP:
        return "A span overlaps another of the same line";
    case PTV_CALENDAR_BAD_DATE:
        return "A date is YYYY-MM-DD, or for a yearly holiday MM-DD, and one that exists";
    case PTV_CALENDAR_ORDER:
        return "Each from is later than the one before";
    case PTV_CALENDAR_TWICE:
        return "A day of the week, or a special date, has hours already";
    case PTV_CALENDAR_TOO_LONG:
        return "The text is longer than 1,000,000 bytes";
    default:
        return "No reason has this number";
    }
}

/* ---- Making ---- */

ptv_status ptv_calendar_error_init(ptv_calendar_error *error) {
    return ptvi_sized_init(error, sizeof *error);
}

ptv_status ptv_calendar_new(const char *text, size_t len, const ptv_zone *zone,
                            const ptv_allocator *allocator, ptv_calendar_error *error,
                            ptv_calendar **out) {
    ptv_calendar_error found = PTV_CALENDAR_ERROR_INIT;
    struct ptvi_schedule schedule;
    if ((!text && len > 0) || !zone || !out)
        return PTV_ERR_NULL;
    ptv_status status = error ? ptvi_sized_out_check(error, sizeof found) : PTV_OK;
    if (status < 0)
        return status;
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    status = ptvi_schedule_read(&schedule, text, len, &source, &found);
    if (status == PTV_OK) {
        status = ptvi_calendar_compile(&schedule, zone, &source, out);
        ptvi_schedule_clear(&schedule);
    }
    if (error && status != PTV_ERR_MEMORY)
        ptvi_sized_out(error, &found, sizeof found);
    return status;
}

void ptv_calendar_free(ptv_calendar *cal) {
    if (!cal)
        return;
    ptv_allocator allocator = cal->allocator;
    ptvi_release(&allocator, cal->week);
    ptvi_release(&allocator, cal->weekdays);
    ptvi_release(&allocator, cal->openings);
    ptvi_release(&allocator, cal);
}

/* ---- B(t) and its inverses, in ms since the origin ---- */

uint32_t ptvi_open_of_many(const ptv_calendar *cal, const struct ptvi_weekday *day, uint32_t t) {
    const struct ptvi_opening *openings = &cal->openings[day->first];
    uint32_t low = 0, high = day->n; /* the last that begins before t, or the first */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (openings[middle].from < t)
            low = middle;
        else
            high = middle;
    }
    const struct ptvi_opening *last = &openings[low];
    return last->before + ptvi_part(t, last->from, last->to - last->from);
}

/* B(t) */
static inline uint64_t open_before(const ptv_calendar *cal, uint64_t at) {
    return ptvi_open_before(cal, cal->most, at);
}

/* What is counted up to some point: open time, or the closed time that is left of the time. */
static inline uint64_t counted(uint64_t time, uint64_t open, bool closed) {
    return closed ? time - open : open;
}

static uint64_t counted_before_week(const ptv_calendar *cal, size_t week, bool closed) {
    return counted((uint64_t)week * PTVI_CALENDAR_WEEK_MS, ptvi_open_before_week(cal, week),
                   closed);
}

/* The last week before which less than a count has passed, not before one of which that is true:
 * mostly it is near. */
static size_t find_week(const ptv_calendar *cal, size_t low, uint64_t count, bool closed) {
    size_t step = 1, high = low + 1;
    while (high < PTVI_CALENDAR_WEEKS && counted_before_week(cal, high, closed) < count) {
        low = high;
        step *= 2;
        high = low + step < PTVI_CALENDAR_WEEKS ? low + step : PTVI_CALENDAR_WEEKS;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (counted_before_week(cal, middle, closed) < count)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The last day of a week before which less than a count of the week has passed. */
static uint32_t find_day(const struct ptvi_weekday *weekdays, uint64_t count, bool closed) {
    uint32_t day = 6;
    while (day > 0 &&
           counted((uint64_t)day * PTVI_CALENDAR_DAY_MS, weekdays[day].before, closed) >= count)
        day--;
    return day;
}

/* How many openings of a day come before a count of the day is reached. */
static uint32_t find_opening(const struct ptvi_opening *openings, uint32_t n, uint64_t count,
                             bool closed) {
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (counted(openings[middle].from, openings[middle].before, closed) < count)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The earliest time of a day at which so much open (or closed) time of it has passed; of which there
 * is some, and so much. */
static uint64_t reach_in_day(const ptv_calendar *cal, const struct ptvi_weekday *day,
                             uint64_t count, bool closed) {
    const struct ptvi_opening *openings = &cal->openings[day->first];
    uint32_t n = find_opening(openings, day->n, count, closed);
    if (n == 0) /* before the first opening: it is closed time that is counted */
        return count;
    const struct ptvi_opening *last = &openings[n - 1];
    return closed ? count + last->before + (last->to - last->from)
                  : last->from + (count - last->before);
}

/* The earliest instant at which so much open (or closed) time has passed since the origin; less of it
 * has passed at one that is known. Beyond the last instant, if there is not so much. */
static uint64_t reach(const ptv_calendar *cal, uint64_t known, uint64_t count, bool closed) {
    if (counted_before_week(cal, PTVI_CALENDAR_WEEKS, closed) < count)
        return (uint64_t)PTVI_CALENDAR_WEEKS * PTVI_CALENDAR_WEEK_MS;
    size_t week = find_week(cal, (size_t)(known / PTVI_CALENDAR_WEEK_MS), count, closed);
    count -= counted_before_week(cal, week, closed);
    const struct ptvi_weekday *weekdays = ptvi_calendar_week(cal, week);
    uint32_t place = find_day(weekdays, count, closed);
    uint64_t begin = (uint64_t)place * PTVI_CALENDAR_DAY_MS;
    count -= counted(begin, weekdays[place].before, closed);
    return (uint64_t)week * PTVI_CALENDAR_WEEK_MS + begin +
           reach_in_day(cal, &weekdays[place], count, closed);
}

/* ---- Questions ---- */

ptv_status ptv_calendar_open_ms(const ptv_calendar *cal, int64_t from, int64_t to, int64_t *ms) {
    if (!cal || !ms)
        return PTV_ERR_NULL;
    uint64_t a = ptvi_calendar_place(cal, from), b = ptvi_calendar_place(cal, to);
    if (!ptvi_calendar_has(cal, a) || !ptvi_calendar_has(cal, b))
        return PTV_ERR_ARGUMENT;
    *ms = (int64_t)open_before(cal, b) - (int64_t)open_before(cal, a);
    return PTV_OK;
}

/* Stores the instant of a place, if it may be answered. */
static ptv_status answer(const ptv_calendar *cal, uint64_t at, int64_t *instant) {
    if (at > cal->last) {
        *instant = PTV_TIME_NONE;
        return PTV_EMPTY;
    }
    *instant = cal->origin + (int64_t)at;
    return PTV_OK;
}

static ptv_status due_at(const ptv_calendar *cal, uint64_t from, int64_t budget_ms, int64_t *due) {
    if (budget_ms == 0)
        return answer(cal, from, due);
    uint64_t passed = open_before(cal, from), budget = (uint64_t)budget_ms;
    return answer(cal, reach(cal, from, passed + budget, false), due);
}

ptv_status ptv_calendar_due(const ptv_calendar *cal, int64_t from, int64_t budget_ms,
                            int64_t *due) {
    if (!cal || !due)
        return PTV_ERR_NULL;
    uint64_t at = ptvi_calendar_place(cal, from);
    if (!ptvi_calendar_has(cal, at) || budget_ms < 0)
        return PTV_ERR_ARGUMENT;
    return due_at(cal, at, budget_ms, due);
}

ptv_status ptv_calendar_is_open(const ptv_calendar *cal, int64_t instant, int32_t *open) {
    if (!cal || !open)
        return PTV_ERR_NULL;
    uint64_t at = ptvi_calendar_place(cal, instant);
    if (!ptvi_calendar_has(cal, at))
        return PTV_ERR_ARGUMENT;
    *open = open_before(cal, at + 1) > open_before(cal, at);
    return PTV_OK;
}

/* The first instant from one on whose next millisecond is open (or closed). */
static ptv_status next(const ptv_calendar *cal, int64_t instant, bool closed, int64_t *out) {
    if (!cal || !out)
        return PTV_ERR_NULL;
    uint64_t at = ptvi_calendar_place(cal, instant);
    if (!ptvi_calendar_has(cal, at))
        return PTV_ERR_ARGUMENT;
    uint64_t passed = counted(at, open_before(cal, at), closed);
    return answer(cal, reach(cal, at, passed + 1, closed) - 1, out);
}

ptv_status ptv_calendar_next_open(const ptv_calendar *cal, int64_t instant, int64_t *opening) {
    return next(cal, instant, false, opening);
}

ptv_status ptv_calendar_next_close(const ptv_calendar *cal, int64_t instant, int64_t *closing) {
    return next(cal, instant, true, closing);
}

/* ---- Columns ---- */

ptv_status ptv_calendar_due_column(const ptv_calendar *cal, const int64_t *from, int64_t budget_ms,
                                   size_t offset, size_t n, int64_t *due) {
    ptv_status result = PTV_OK;
    if (!cal || (n > 0 && (!from || !due)))
        return PTV_ERR_NULL;
    if (budget_ms < 0)
        return PTV_ERR_ARGUMENT;
    for (size_t i = 0; i < n; i++) {
        int64_t begin = from[offset + i];
        uint64_t at = ptvi_calendar_place(cal, begin);
        if (ptvi_calendar_has(cal, at))
            result |= due_at(cal, at, budget_ms, &due[i]);
        else if (begin == PTV_TIME_NONE)
            due[i] = PTV_TIME_NONE;
        else
            return PTV_ERR_ARGUMENT;
    }
    return result;
}
