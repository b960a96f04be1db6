/* SPDX-License-Identifier: MIT */
/* From the hours of local dates to open time since the origin: date by date, spans become intervals
 * of instants, those that overlap or touch are joined, and what is joined is cut into days. */
#include "base/platform.h"

#include "time/calendar.h"
#include "time/calendar_pool.h"
#include "time/zone.h"

enum { MINUTE_SECONDS = 60 };

/* No offset differs so much from another: so far from any change, a local time is one instant. */
enum { STEADY = 2 * PTVI_OFFSET_LIMIT };

struct compiler {
    const ptv_zone *zone;
    struct ptvi_span steady; /* without a change of the clock near */
    int64_t origin;
    struct ptvi_pool days, weeks;
    uint64_t from, to; /* open, and not yet written: more may follow without a break */
    size_t day;        /* that is being written, since the origin */
    uint32_t week[7];  /* the days of its week before it */
    uint64_t open;     /* before that week */
    uint64_t open_in_week;
    uint64_t *out; /* the weeks */
};

/* ---- Local time ---- */

/* The last instant before which the clock shows less than a local time. It is that time's last
 * instant; but at the first moment of an overlap, where that begins: what ends there does not come
 * twice. */
static int64_t clock_leaves(const ptv_zone *zone, int64_t local) {
    struct ptvi_span span = ptvi_zone_span(zone, local + PTVI_OFFSET_LIMIT);
    while (span.from + span.offset >= local)
        span = ptvi_zone_span(zone, span.from - 1);
    int64_t shown = local - span.offset;
    return shown < span.to ? shown : span.to;
}

/* The instant of the begin or end of a span, in seconds. */
static int64_t instant_of(struct compiler *compiler, int64_t local, bool end) {
    struct ptvi_span *steady = &compiler->steady;
    int64_t instant = local - steady->offset;
    if (steady->from <= instant && instant < steady->to)
        return instant;
    *steady = ptvi_zone_span(compiler->zone, instant);
    steady->from += STEADY;
    steady->to -= STEADY;
    return end ? clock_leaves(compiler->zone, local) : ptvi_zone_reaches(compiler->zone, local);
}

/* ---- Days and weeks ---- */

static bool finish_week(struct compiler *compiler, size_t week) {
    uint32_t number;
    if (!ptvi_pool_write(&compiler->weeks, compiler->week, 7) ||
        !ptvi_pool_close(&compiler->weeks, &number))
        return false;
    compiler->out[week] = compiler->open << PTVI_CALENDAR_PLACE_BITS | number * 7;
    compiler->open += compiler->open_in_week;
    compiler->open_in_week = 0;
    return true;
}

/* Finishes the days before one. */
static bool finish_days(struct compiler *compiler, size_t day) {
    for (; compiler->day < day; compiler->day++) {
        size_t place = compiler->day % 7;
        if (!ptvi_pool_close(&compiler->days, &compiler->week[place]))
            return false;
        if (place == 6 && !finish_week(compiler, compiler->day / 7))
            return false;
    }
    return true;
}

/* Writes the interval that is waiting, cut at the ends of days. */
static bool write_interval(struct compiler *compiler) {
    uint64_t from = compiler->from;
    while (from < compiler->to) {
        uint64_t day = from / PTVI_CALENDAR_DAY_MS, begin = day * PTVI_CALENDAR_DAY_MS;
        uint64_t end = begin + PTVI_CALENDAR_DAY_MS;
        end = end < compiler->to ? end : compiler->to;
        const uint32_t opening[] = {(uint32_t)(from - begin), (uint32_t)(end - begin)};
        if (!finish_days(compiler, (size_t)day) || !ptvi_pool_write(&compiler->days, opening, 2))
            return false;
        compiler->open_in_week += end - from;
        from = end;
    }
    return true;
}

/* Milliseconds since the origin, within the weeks. */
static uint64_t placed(const struct compiler *compiler, int64_t instant) {
    const uint64_t end = (uint64_t)PTVI_CALENDAR_WEEKS * PTVI_CALENDAR_WEEK_MS;
    int64_t since = (instant - compiler->origin) * PTVI_SECOND_MS;
    uint64_t at = since > 0 ? (uint64_t)since : 0;
    return at < end ? at : end;
}

/* The begin or end of a span of a date. */
static uint64_t place_of(struct compiler *compiler, int32_t date, int32_t minute, bool end) {
    int64_t local = (int64_t)date * PTVI_DAY_SECONDS + minute * MINUTE_SECONDS;
    return placed(compiler, instant_of(compiler, local, end));
}

/* Opens minutes of a date. Begins do not fall, but they may lie before the last end. */
static bool open_minutes(struct compiler *compiler, int32_t date, int32_t from, int32_t to) {
    uint64_t begin = place_of(compiler, date, from, false);
    uint64_t end = place_of(compiler, date, to, true);
    if (begin >= end)
        return true;
    if (begin > compiler->to) {
        if (!write_interval(compiler))
            return false;
        compiler->from = begin;
    }
    compiler->to = end > compiler->to ? end : compiler->to;
    return true;
}

/* What the day before leaves open goes on from midnight; or begins there, as that day may never
 * have been where a place went over the date line. */
static bool open_date(struct compiler *compiler, const struct ptvi_dates *dates) {
    if (dates->spill > 0 && !open_minutes(compiler, dates->day, 0, dates->spill))
        return false;
    for (size_t i = 0; i < dates->n_spans; i++) {
        int32_t to = dates->spans[i].to;
        to = to < PTVI_MINUTES_OF_DAY ? to : PTVI_MINUTES_OF_DAY;
        if (!open_minutes(compiler, dates->day, dates->spans[i].from, to))
            return false;
    }
    return true;
}

/* All dates, and some before and after, since clocks differ from the origin's. */
static bool open_dates(struct compiler *compiler, const struct ptvi_schedule *schedule) {
    const int32_t margin = 3, first = (int32_t)ptvi_year_start(PTV_CALENDAR_FIRST_YEAR);
    struct ptvi_dates dates;
    ptvi_dates_begin(&dates, schedule, first - margin);
    while (dates.day < first + 7 * PTVI_CALENDAR_WEEKS + margin) {
        ptvi_dates_next(&dates);
        if (!open_date(compiler, &dates))
            return false;
    }
    if (!write_interval(compiler) || !finish_days(compiler, 7 * PTVI_CALENDAR_WEEKS))
        return false;
    compiler->out[PTVI_CALENDAR_WEEKS] = compiler->open << PTVI_CALENDAR_PLACE_BITS;
    return true;
}

/* ---- The calendar ---- */

static bool set_openings(ptv_calendar *cal, const struct ptvi_pool *days) {
    cal->openings = (struct ptvi_opening *)ptvi_allocate(&cal->allocator, days->n_words / 2 + 1,
                                                         sizeof *cal->openings);
    if (!cal->openings)
        return false;
    for (uint32_t number = 0, place = 0; number < days->n; number++) {
        size_t n;
        const uint32_t *word = ptvi_pool_sequence(days, number, &n);
        uint32_t before = 0;
        for (size_t i = 0; i < n; i += 2) {
            struct ptvi_opening opening = {word[i], word[i + 1], before};
            cal->openings[place++] = opening;
            before += word[i + 1] - word[i];
        }
        cal->most = n / 2 > cal->most ? (uint32_t)(n / 2) : cal->most;
    }
    return true;
}

/* Sets a weekday that begins so long after its week; tells the open time of the week until its end.
 * A day's openings are where its words are, two of them each. */
static uint32_t set_weekday(ptv_calendar *cal, struct ptvi_weekday *weekday, uint32_t begin,
                            const struct ptvi_pool *days, uint32_t day) {
    weekday->first = (day > 0 ? days->end[day - 1] : 0) / 2;
    weekday->n = days->end[day] / 2 - weekday->first;
    const struct ptvi_opening *openings = cal->openings + weekday->first;
    for (uint32_t i = 0; i < 2 && i < weekday->n; i++) {
        weekday->early[i].from = begin + openings[i].from;
        weekday->early[i].length = openings[i].to - openings[i].from;
    }
    if (weekday->n == 0)
        return weekday->before;
    const struct ptvi_opening *last = &openings[weekday->n - 1];
    return weekday->before + last->before + (last->to - last->from);
}

static bool set_weekdays(ptv_calendar *cal, const struct ptvi_pool *weeks,
                         const struct ptvi_pool *days) {
    cal->weekdays = (struct ptvi_weekday *)ptvi_allocate(&cal->allocator, weeks->n_words,
                                                         sizeof *cal->weekdays);
    if (!cal->weekdays)
        return false;
    uint32_t open = 0;
    for (size_t i = 0; i < weeks->n_words; i++) {
        uint32_t place = (uint32_t)(i % 7);
        cal->weekdays[i].before = place == 0 ? 0 : open;
        open =
            set_weekday(cal, &cal->weekdays[i], place * PTVI_CALENDAR_DAY_MS, days, weeks->word[i]);
    }
    return true;
}

static void set_range(ptv_calendar *cal, const ptv_zone *zone) {
    int64_t first =
        ptvi_zone_reaches(zone, ptvi_year_start(PTV_CALENDAR_FIRST_YEAR) * PTVI_DAY_SECONDS);
    int64_t last =
        ptvi_zone_reaches(zone, ptvi_year_start(PTV_CALENDAR_LAST_YEAR + 1) * PTVI_DAY_SECONDS);
    cal->origin = first * PTVI_SECOND_MS;
    cal->last = (uint64_t)((last - first) * PTVI_SECOND_MS);
}

static bool compile(ptv_calendar *cal, const struct ptvi_schedule *schedule, const ptv_zone *zone) {
    struct compiler compiler = {0};
    compiler.zone = zone;
    compiler.origin = cal->origin / PTVI_SECOND_MS;
    compiler.out = cal->week;
    ptvi_pool_init(&compiler.days, &cal->allocator);
    ptvi_pool_init(&compiler.weeks, &cal->allocator);
    bool done = open_dates(&compiler, schedule) && set_openings(cal, &compiler.days) &&
                set_weekdays(cal, &compiler.weeks, &compiler.days);
    ptvi_pool_clear(&compiler.days);
    ptvi_pool_clear(&compiler.weeks);
    return done;
}

ptv_status ptvi_calendar_compile(const struct ptvi_schedule *schedule, const ptv_zone *zone,
                                 const ptv_allocator *allocator, ptv_calendar **out) {
    ptv_calendar *cal = (ptv_calendar *)ptvi_allocate(allocator, 1, sizeof *cal);
    if (!cal)
        return PTV_ERR_MEMORY;
    cal->allocator = *allocator;
    cal->week = (uint64_t *)ptvi_allocate(allocator, PTVI_CALENDAR_WEEKS + 1, sizeof *cal->week);
    set_range(cal, zone);
    if (!cal->week || !compile(cal, schedule, zone)) {
        ptv_calendar_free(cal);
        return PTV_ERR_MEMORY;
    }
    *out = cal;
    return PTV_OK;
}
