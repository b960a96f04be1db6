/* SPDX-License-Identifier: MIT */
/* The text form of a calendar; doc/calendar.md has the grammar. One line after the other, one word
 * after the other, no way back: linear in the text's length. */
#include "base/platform.h"

#include <string.h>

#include "time/calendar_schedule.h"
#include "time/civil.h"

struct word {
    const char *at;
    size_t len;
};

struct reader {
    struct ptvi_schedule *schedule;
    const char *line, *at, *end; /* the line's begin, what is next, the line's end */
    ptv_calendar_error *error;
};

static bool fault(const struct reader *reader, const char *at, int32_t reason) {
    reader->error->column = (uint32_t)(at - reader->line) + 1;
    reader->error->reason = reason;
    return false;
}

/* ---- Words ---- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* The next word of the line; at its end an empty one. */
static struct word next_word(struct reader *reader) {
    while (reader->at < reader->end && is_blank(*reader->at))
        reader->at++;
    struct word word = {reader->at, 0};
    while (reader->at < reader->end && !is_blank(*reader->at))
        reader->at++;
    word.len = (size_t)(reader->at - word.at);
    return word;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word(struct word word, const char *name) {
    size_t i = 0;
    while (i < word.len && name[i] != '\0' && lower(word.at[i]) == name[i])
        i++;
    return i == word.len && name[i] == '\0';
}

/* A number of exactly so many digits; -1 if there is none. */
static int32_t number(const char *at, const char *end, int digits) {
    int32_t value = 0;
    if (end - at < digits)
        return -1;
    for (int i = 0; i < digits; i++) {
        if (at[i] < '0' || at[i] > '9')
            return -1;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

/* ---- Dates ---- */

enum { EVERY_YEAR = -1, LEAP_YEAR = 2000 };

static bool is_date(const struct ptvi_date *date) {
    int64_t year = date->year == EVERY_YEAR ? LEAP_YEAR : date->year;
    return date->month >= 1 && date->month <= 12 && date->day >= 1 &&
           date->day <= ptvi_month_length(year, date->month);
}

/* YYYY-MM-DD, or MM-DD for every year. */
static bool read_date(struct word word, struct ptvi_date *date) {
    const char *at = word.at, *end = word.at + word.len;
    date->year = EVERY_YEAR;
    if (word.len == 10) {
        date->year = number(at, end, 4);
        if (date->year < 0 || at[4] != '-')
            return false;
        at += 5;
    } else if (word.len != 5) {
        return false;
    }
    date->month = number(at, end, 2);
    date->day = number(at + 3, end, 2);
    return at[2] == '-' && is_date(date);
}

/* The next word as a date of one year, in days since 1970-01-01. */
static bool next_date(struct reader *reader, int32_t *days) {
    struct word word = next_word(reader);
    struct ptvi_date date;
    if (!read_date(word, &date) || date.year == EVERY_YEAR)
        return fault(reader, word.at, PTV_CALENDAR_BAD_DATE);
    *days = (int32_t)ptvi_day_of_date(date);
    return true;
}

/* ---- Hours ---- */

/* HH:MM from 00:00 to 24:00, in minutes; -1 if it is none. */
static int32_t read_time(const char *at, const char *end) {
    int32_t hour = number(at, end, 2);
    int32_t minute = end - at >= 5 ? number(at + 3, end, 2) : -1;
    bool valid = hour >= 0 && minute >= 0 && at[2] == ':' && minute < 60 &&
                 (hour < 24 || (hour == 24 && minute == 0));
    return valid ? hour * 60 + minute : -1;
}

/* HH:MM-HH:MM; an end before its beginning is on the next day. */
static bool read_span(struct reader *reader, struct word word, struct ptvi_minutes *span) {
    const char *at = word.at, *end = word.at + word.len;
    span->from = read_time(at, end);
    if (span->from < 0 || span->from == PTVI_MINUTES_OF_DAY)
        return fault(reader, at, PTV_CALENDAR_BAD_TIME);
    at += 5;
    if (end - at < 2 || *at != '-')
        return fault(reader, at, PTV_CALENDAR_BAD_SPAN);
    at++;
    span->to = read_time(at, end);
    if (span->to < 0)
        return fault(reader, at, PTV_CALENDAR_BAD_TIME);
    if (end - at > 5 || span->to == span->from)
        return fault(reader, end - at > 5 ? at + 5 : word.at, PTV_CALENDAR_BAD_SPAN);
    if (span->to < span->from)
        span->to += PTVI_MINUTES_OF_DAY;
    return true;
}

/* Puts a span in its place among those of its line; false if it overlaps one. Lines are mostly in
 * order, and hold less than 1,440 spans that do not overlap. */
static bool insert_span(struct ptvi_schedule *schedule, struct ptvi_hours *hours,
                        struct ptvi_minutes span) {
    struct ptvi_minutes *spans = schedule->spans + hours->first;
    uint32_t place = hours->n;
    while (place > 0 && spans[place - 1].from >= span.to)
        place--;
    if (place > 0 && spans[place - 1].to > span.from)
        return false;
    for (uint32_t i = hours->n; i > place; i--)
        spans[i] = spans[i - 1];
    spans[place] = span;
    hours->n++;
    return true;
}

/* Joins spans that touch. */
static void join_spans(struct ptvi_schedule *schedule, struct ptvi_hours *hours) {
    struct ptvi_minutes *spans = schedule->spans + hours->first;
    uint32_t n = 0;
    for (uint32_t i = 0; i < hours->n; i++) {
        if (n > 0 && spans[n - 1].to == spans[i].from)
            spans[n - 1].to = spans[i].to;
        else
            spans[n++] = spans[i];
    }
    hours->n = n;
    schedule->n_spans = hours->first + n;
}

/* The rest of a line: `closed`, or spans. */
static bool read_hours(struct reader *reader, struct ptvi_hours *hours) {
    struct word word = next_word(reader);
    hours->first = (uint32_t)reader->schedule->n_spans;
    hours->n = 0;
    if (word.len == 0)
        return fault(reader, word.at, PTV_CALENDAR_BAD_SPAN);
    if (is_word(word, "closed")) {
        word = next_word(reader);
        return word.len > 0 ? fault(reader, word.at, PTV_CALENDAR_BAD_SPAN) : true;
    }
    for (; word.len > 0; word = next_word(reader)) {
        struct ptvi_minutes span;
        if (!read_span(reader, word, &span))
            return false;
        if (!insert_span(reader->schedule, hours, span))
            return fault(reader, word.at, PTV_CALENDAR_OVERLAP);
    }
    join_spans(reader->schedule, hours);
    return true;
}

/* ---- Lines ---- */

/* The day of the week, 0 for Sunday, that a run of letters names; moves past them. -1: none. */
static int32_t read_weekday(const char **at, const char *end) {
    static const char *const names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    struct word word = {*at, 0};
    while (*at < end && lower(**at) >= 'a' && lower(**at) <= 'z')
        ++*at;
    word.len = (size_t)(*at - word.at);
    for (int32_t day = 0; day < 7; day++)
        if (is_word(word, names[day]))
            return day;
    return -1;
}

/* Adds the days from one to another, over the end of the week too; false if one was there. */
static bool add_days(int32_t from, int32_t to, uint32_t *days) {
    for (int32_t day = from;; day = (day + 1) % 7) {
        if (*days >> day & 1)
            return false;
        *days |= UINT32_C(1) << day;
        if (day == to)
            return true;
    }
}

/* Days and ranges of days with commas between them, as bits added to those already named. */
static bool read_weekdays(struct reader *reader, struct word word, uint32_t *days) {
    const char *at = word.at, *end = word.at + word.len;
    for (;;) {
        const char *item = at;
        int32_t from = read_weekday(&at, end), to = from;
        if (from < 0)
            return fault(reader, item,
                         item == word.at ? PTV_CALENDAR_BAD_WORD : PTV_CALENDAR_BAD_DAY);
        if (at < end && *at == '-') {
            const char *last = ++at;
            to = read_weekday(&at, end);
            if (to < 0)
                return fault(reader, last, PTV_CALENDAR_BAD_DAY);
        }
        if (!add_days(from, to, days))
            return fault(reader, item, PTV_CALENDAR_TWICE);
        if (at == end)
            return true;
        if (*at++ != ',')
            return fault(reader, at - 1, PTV_CALENDAR_BAD_DAY);
    }
}

static bool read_week_line(struct reader *reader, struct word word) {
    struct ptvi_schedule *schedule = reader->schedule;
    struct ptvi_week *week = &schedule->weeks[schedule->n_weeks - 1];
    struct ptvi_hours hours;
    uint32_t days = week->given;
    if (!read_weekdays(reader, word, &days) || !read_hours(reader, &hours))
        return false;
    for (int32_t day = 0; day < 7; day++)
        if ((days & ~week->given) >> day & 1)
            week->day[day] = hours;
    week->given = days;
    return true;
}

static void add_exception(struct reader *reader, int32_t date, struct word word, bool special,
                          struct ptvi_hours hours) {
    struct ptvi_schedule *schedule = reader->schedule;
    struct ptvi_exception exception = {date, reader->error->line,
                                       (uint32_t)(word.at - reader->line) + 1, special, hours};
    schedule->exceptions[schedule->n_exceptions++] = exception;
}

static bool read_holidays(struct reader *reader) {
    static const struct ptvi_hours closed = {0, 0};
    struct word word = next_word(reader);
    struct ptvi_date date;
    do {
        if (!read_date(word, &date))
            return fault(reader, word.at, PTV_CALENDAR_BAD_DATE);
        if (date.year == EVERY_YEAR)
            reader->schedule->yearly[date.month] |= UINT32_C(1) << date.day;
        else
            add_exception(reader, (int32_t)ptvi_day_of_date(date), word, false, closed);
        word = next_word(reader);
    } while (word.len > 0);
    return true;
}

static bool read_special(struct reader *reader) {
    struct ptvi_hours hours;
    int32_t date;
    if (!next_date(reader, &date))
        return false;
    struct word word = {reader->at - 10, 10}; /* the date */
    if (!read_hours(reader, &hours))
        return false;
    add_exception(reader, date, word, true, hours);
    return true;
}

static bool read_from(struct reader *reader) {
    struct ptvi_schedule *schedule = reader->schedule;
    struct ptvi_week *week = &schedule->weeks[schedule->n_weeks];
    if (!next_date(reader, &week->from))
        return false;
    if (schedule->n_weeks > 1 && week->from <= week[-1].from)
        return fault(reader, reader->at - 10, PTV_CALENDAR_ORDER);
    schedule->n_weeks++;
    struct word rest = next_word(reader);
    return rest.len > 0 ? fault(reader, rest.at, PTV_CALENDAR_BAD_DATE) : true;
}

static bool read_line(struct reader *reader) {
    struct word word = next_word(reader);
    if (word.len == 0)
        return true;
    if (is_word(word, "holiday"))
        return read_holidays(reader);
    if (is_word(word, "special"))
        return read_special(reader);
    if (is_word(word, "from"))
        return read_from(reader);
    return read_week_line(reader, word);
}

/* ---- The text ---- */

/* Where a line ends, and where what counts of it ends: a comment does not. */
static const char *line_end(const char *at, const char *end, const char **content_end) {
    *content_end = NULL;
    for (; at < end && *at != '\n'; at++)
        if (*at == '#' && !*content_end)
            *content_end = at;
    if (!*content_end)
        *content_end = at;
    return at;
}

static bool read_text(struct ptvi_schedule *schedule, const char *text, size_t len,
                      ptv_calendar_error *error) {
    const char *end = text + len;
    error->line = 0;
    while (text < end) {
        struct reader reader = {schedule, text, text, NULL, error};
        text = line_end(text, end, &reader.end);
        text += text < end;
        error->line++;
        if (!read_line(&reader))
            return false;
    }
    const struct ptvi_exception *twice = ptvi_schedule_settle(schedule);
    if (twice) {
        error->line = twice->line;
        error->column = twice->column;
        error->reason = PTV_CALENDAR_TWICE;
        return false;
    }
    error->line = 0;
    return true;
}

/* Room for as much as a text of that length can say: a span is 11 bytes long, a version 15, a date
 * 10. */
static bool make_room(struct ptvi_schedule *schedule, size_t len) {
    const ptv_allocator *source = &schedule->allocator;
    schedule->spans =
        (struct ptvi_minutes *)ptvi_allocate(source, len / 11 + 1, sizeof *schedule->spans);
    schedule->weeks =
        (struct ptvi_week *)ptvi_allocate(source, len / 15 + 2, sizeof *schedule->weeks);
    schedule->exceptions =
        (struct ptvi_exception *)ptvi_allocate(source, len / 10 + 1, sizeof *schedule->exceptions);
    return schedule->spans && schedule->weeks && schedule->exceptions;
}

ptv_status ptvi_schedule_read(struct ptvi_schedule *schedule, const char *text, size_t len,
                              const ptv_allocator *allocator, ptv_calendar_error *error) {
    ptv_status status = PTV_OK;
    memset(schedule, 0, sizeof *schedule);
    schedule->allocator = *allocator;
    if (len > PTVI_CALENDAR_TEXT_MAX) {
        error->line = error->column = 1;
        error->reason = PTV_CALENDAR_TOO_LONG;
        return PTV_ERR_ARGUMENT;
    }
    if (!make_room(schedule, len)) {
        status = PTV_ERR_MEMORY;
    } else {
        schedule->weeks[0].from = INT32_MIN;
        schedule->n_weeks = 1;
        if (len > 0 && !read_text(schedule, text, len, error))
            status = PTV_ERR_ARGUMENT;
    }
    if (status < 0)
        ptvi_schedule_clear(schedule);
    return status;
}

void ptvi_schedule_clear(struct ptvi_schedule *schedule) {
    ptvi_release(&schedule->allocator, schedule->spans);
    ptvi_release(&schedule->allocator, schedule->weeks);
    ptvi_release(&schedule->allocator, schedule->exceptions);
}
