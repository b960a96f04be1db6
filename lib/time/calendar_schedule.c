/* SPDX-License-Identifier: MIT */
/* Which minutes of each local date are open. */
#include "base/platform.h"

#include <string.h>

#include "time/calendar_schedule.h"
#include "time/civil.h"

/* ---- Exceptions, one a date ---- */

/* By date; of one date special ones first, of which a line has only one, then by line. */
static bool comes_before(const struct ptvi_exception *a, const struct ptvi_exception *b) {
    if (a->date != b->date)
        return a->date < b->date;
    if (a->special != b->special)
        return a->special;
    return a->line < b->line;
}

/* Lets an element sink in a heap whose top is the last in order. */
static void sink(struct ptvi_exception *heap, size_t n, size_t place) {
    struct ptvi_exception moved = heap[place];
    for (size_t child; (child = 2 * place + 1) < n; place = child) {
        if (child + 1 < n && comes_before(&heap[child], &heap[child + 1]))
            child++;
        if (!comes_before(&moved, &heap[child]))
            break;
        heap[place] = heap[child];
    }
    heap[place] = moved;
}

/* Heap sort: never worse than n log n, whoever wrote the text. */
static void sort(struct ptvi_exception *exceptions, size_t n) {
    for (size_t place = n / 2; place-- > 0;)
        sink(exceptions, n, place);
    for (size_t last = n; last-- > 1;) {
        struct ptvi_exception top = exceptions[0];
        exceptions[0] = exceptions[last];
        exceptions[last] = top;
        sink(exceptions, last, 0);
    }
}

const struct ptvi_exception *ptvi_schedule_settle(struct ptvi_schedule *schedule) {
    struct ptvi_exception *all = schedule->exceptions;
    size_t kept = 0;
    sort(all, schedule->n_exceptions);
    for (size_t i = 0; i < schedule->n_exceptions; i++) {
        if (kept == 0 || all[kept - 1].date != all[i].date)
            all[kept++] = all[i];
        else if (all[i].special)
            return &all[i];
    }
    schedule->n_exceptions = kept;
    return NULL;
}

/* ---- Date by date ---- */

/* The exception of the walk's date, or NULL. */
static const struct ptvi_exception *exception_of(struct ptvi_dates *dates) {
    const struct ptvi_schedule *schedule = dates->schedule;
    size_t *next = &dates->exception;
    while (*next < schedule->n_exceptions && schedule->exceptions[*next].date < dates->day)
        ++*next;
    bool there = *next < schedule->n_exceptions && schedule->exceptions[*next].date == dates->day;
    return there ? &schedule->exceptions[*next] : NULL;
}

/* The hours of the walk's date by its day of the week. */
static struct ptvi_hours usual_hours(struct ptvi_dates *dates) {
    const struct ptvi_schedule *schedule = dates->schedule;
    size_t *week = &dates->week;
    while (*week + 1 < schedule->n_weeks && schedule->weeks[*week + 1].from <= dates->day)
        ++*week;
    return schedule->weeks[*week].day[ptvi_weekday(dates->day)];
}

static void step(struct ptvi_dates *dates) {
    struct ptvi_date *date = &dates->date;
    dates->day++;
    if (++date->day <= ptvi_month_length(date->year, date->month))
        return;
    date->day = 1;
    if (++date->month <= 12)
        return;
    date->month = 1;
    date->year++;
}

void ptvi_dates_begin(struct ptvi_dates *dates, const struct ptvi_schedule *schedule,
                      int32_t first) {
    int32_t day = first - 2;
    memset(dates, 0, sizeof *dates);
    dates->schedule = schedule;
    dates->day = day;
    dates->date = ptvi_date_of_day(day);
    dates->spans = schedule->spans;
    ptvi_dates_next(dates); /* the day before the first, for what spills from it */
}

void ptvi_dates_next(struct ptvi_dates *dates) {
    static const struct ptvi_hours closed = {0, 0};
    const struct ptvi_schedule *schedule = dates->schedule;
    int32_t last = dates->n_spans > 0 ? dates->spans[dates->n_spans - 1].to : 0;
    step(dates);
    const struct ptvi_exception *exception = exception_of(dates);
    bool holiday = schedule->yearly[dates->date.month] >> dates->date.day & 1;
    struct ptvi_hours hours = exception ? exception->hours : holiday ? closed : usual_hours(dates);
    bool spills = last > PTVI_MINUTES_OF_DAY && !exception && !holiday;
    dates->spill = spills ? last - PTVI_MINUTES_OF_DAY : 0;
    dates->spans = schedule->spans + hours.first;
    dates->n_spans = hours.n;
}
