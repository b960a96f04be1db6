/* SPDX-License-Identifier: MIT */
#include "stamp.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "number.h"

#define SECOND   INT64_C(1000)
#define MINUTE   (60 * SECOND)
#define HOUR     (60 * MINUTE)
#define DAY      (24 * HOUR)
#define LONGEST  128  /* longer cells, and patterns, are no stamps */
#define FARTHEST 6e15 /* ms from 1970 that the library takes */

/* What a stamp says, before it is an instant. */
struct wall {
    int year, month, day, hour, minute, second, ms;
    bool has_offset;
    int64_t offset;
};

/* Days from 1970-01-01, in the calendar of Gregory before and after it came. */
static int64_t days_of(int year, int month, int day) {
    int y = month > 2 ? year : year - 1; /* years begin in March: the leap day is their last */
    int era = (y >= 0 ? y : y - 399) / 400;
    int of_era = y - 400 * era;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return INT64_C(146097) * era + 365 * of_era + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* 24:00 is the end of a day, :60 a leap second, which the next second counts as. */
static bool sound(const struct wall *wall) {
    bool end = wall->hour == 24 && wall->minute == 0 && wall->second == 0 && wall->ms == 0;
    return wall->year >= 1 && wall->year <= 9999 && wall->month >= 1 && wall->month <= 12 &&
           wall->day >= 1 && wall->day <= days_in(wall->year, wall->month) && wall->hour >= 0 &&
           (wall->hour <= 23 || end) && wall->minute >= 0 && wall->minute <= 59 &&
           wall->second >= 0 && wall->second <= 60;
}

static int64_t local_of(const struct wall *wall) {
    return days_of(wall->year, wall->month, wall->day) * DAY + wall->hour * HOUR +
           wall->minute * MINUTE + wall->second * SECOND + wall->ms;
}

/* Reads a number of so many digits and moves on. */
static bool digits(const char **at, int least, int most, int *number) {
    const char *p = *at;
    *number = 0;
    while (p - *at < most && isdigit((unsigned char)*p))
        *number = 10 * *number + (*p++ - '0');
    if (p - *at < least)
        return false;
    *at = p;
    return true;
}

static bool skip(const char **at, char c) {
    if (**at != c)
        return false;
    ++*at;
    return true;
}

/* A fraction of a second, of which milliseconds count. */
static bool fraction(const char **at, int *ms) {
    int weight = 100;
    const char *p = *at;
    for (*ms = 0; isdigit((unsigned char)*p); p++, weight /= 10)
        *ms += weight * (*p - '0');
    bool any = p > *at;
    *at = p;
    return any;
}

bool stamp_offset(const char **at, int64_t *ms) {
    const char *p = *at;
    int hours, minutes = 0, seconds = 0;
    *ms = 0;
    if (skip(&p, 'Z') || skip(&p, 'z')) {
        *at = p;
        return true;
    }
    bool negative = *p == '-';
    if (!skip(&p, '+') && !skip(&p, '-'))
        return false;
    if (!digits(&p, 2, 2, &hours))
        return false;
    if (skip(&p, ':') ? !digits(&p, 2, 2, &minutes)
                      : isdigit((unsigned char)*p) && !digits(&p, 2, 2, &minutes))
        return false;
    if (skip(&p, ':') && !digits(&p, 2, 2, &seconds))
        return false;
    if (hours > 23 || minutes > 59 || seconds > 59)
        return false;
    *ms = (negative ? -1 : 1) * (hours * HOUR + minutes * MINUTE + seconds * SECOND);
    *at = p;
    return true;
}

/* YYYY-MM-DD[ T]HH:MM[:SS[.fff]][Z|±HH:MM]; the plain form also has slashes, single digits, and a
 * blank or UTC where the offset stands. */
static bool read_iso(const char *p, bool plain, struct wall *wall) {
    int least = plain ? 1 : 2;
    char dash = plain && strlen(p) > 4 && p[4] == '/' ? '/' : '-';
    if (!digits(&p, 4, 4, &wall->year) || !skip(&p, dash) || !digits(&p, least, 2, &wall->month) ||
        !skip(&p, dash) || !digits(&p, least, 2, &wall->day) ||
        !(skip(&p, 'T') || skip(&p, 't') || skip(&p, ' ')) || !digits(&p, least, 2, &wall->hour) ||
        !skip(&p, ':') || !digits(&p, 2, 2, &wall->minute))
        return false;
    if (skip(&p, ':')) {
        if (!digits(&p, 2, 2, &wall->second))
            return false;
        if ((skip(&p, '.') || skip(&p, ',')) && !fraction(&p, &wall->ms))
            return false;
    }
    if (plain)
        skip(&p, ' ');
    wall->has_offset = stamp_offset(&p, &wall->offset);
    if (*p == '\0' || wall->has_offset)
        return *p == '\0';
    wall->has_offset = plain && (strcmp(p, "UTC") == 0 || strcmp(p, "GMT") == 0);
    return wall->has_offset;
}

/* Finds the first conversion that strptime does not have, or not everywhere: %f or %z. */
static const char *own_conversion(const char *pattern) {
    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p != '%')
            continue;
        p++;
        if (*p == 'f' || *p == 'z')
            return p - 1;
        if (*p == '\0')
            break;
    }
    return NULL;
}

/* Reads by strptime, whose words are those of the C locale: the program never sets LC_TIME. What it
 * cannot do is read here, and cut out of text and pattern before. */
static bool read_pattern(const char *given, const char *pattern_given, struct tm *tm,
                         struct wall *wall) {
    char text[LONGEST + 1], pattern[LONGEST + 1];
    const char *own;
    if (strlen(given) > LONGEST || strlen(pattern_given) > LONGEST)
        return false;
    strcpy(text, given);
    strcpy(pattern, pattern_given);
    while ((own = own_conversion(pattern)) != NULL) {
        char before[LONGEST + 1];
        struct tm trial = *tm;
        size_t length = (size_t)(own - pattern);
        snprintf(before, sizeof before, "%.*s", (int)length, pattern);
        char *from = strptime(text, before, &trial);
        if (from == NULL)
            return false;
        const char *to = from;
        while (own[1] == 'z' && isspace((unsigned char)*to))
            to++;
        if (own[1] == 'z')
            wall->has_offset = stamp_offset(&to, &wall->offset);
        if (own[1] == 'z' ? !wall->has_offset : !fraction(&to, &wall->ms))
            return false;
        memmove(from, to, strlen(to) + 1);
        memmove(pattern + length, own + 2, strlen(own + 2) + 1);
    }
    const char *end = strptime(text, pattern, tm);
    if (end == NULL || *end != '\0')
        return false;
    wall->year = tm->tm_year + 1900;
    wall->month = tm->tm_mon + 1;
    wall->day = tm->tm_mday;
    wall->hour = tm->tm_hour;
    wall->minute = tm->tm_min;
    wall->second = tm->tm_sec;
    return true;
}

/* A pattern tells a date if a date that it wrote can be read back, whatever it was before. */
static bool tells_date(const char *pattern) {
    char written[LONGEST + 1], plain[LONGEST + 1] = "";
    struct tm sample = {.tm_year = 101, .tm_mon = 10, .tm_mday = 23, .tm_hour = 4, .tm_min = 5};
    sample.tm_wday = 5;
    sample.tm_yday = 326;
    const char *own;
    if (strlen(pattern) > LONGEST)
        return false;
    for (const char *p = pattern; (own = own_conversion(p)) != NULL; p = own + 2)
        snprintf(plain + strlen(plain), sizeof plain - strlen(plain), "%.*s%s", (int)(own - p), p,
                 own[1] == 'f' ? "0" : "Z");
    const char *rest = pattern;
    while ((own = own_conversion(rest)) != NULL)
        rest = own + 2;
    snprintf(plain + strlen(plain), sizeof plain - strlen(plain), "%s", rest);
    if (strftime(written, sizeof written, plain, &sample) == 0)
        return false;
    for (int other = 0; other < 2; other++) {
        struct tm tm = {.tm_year = 80 + other, .tm_mon = other, .tm_mday = 1 + other};
        struct wall wall = {0};
        if (!read_pattern(written, pattern, &tm, &wall) || wall.year != 2001 || wall.month != 11 ||
            wall.day != 23)
            return false;
    }
    return true;
}

enum outcome stamp_format(struct stamp_reader *reader, const char *format) {
    static const char *const names[] = {
        [STAMP_PLAIN] = "plain",
        [STAMP_ISO] = "iso",
        [STAMP_EPOCH] = "epoch",
        [STAMP_EPOCH_MS] = "epoch_ms",
    };
    reader->form = STAMP_PLAIN;
    if (format == NULL)
        return DONE;
    for (size_t i = STAMP_ISO; i <= STAMP_EPOCH_MS; i++) {
        if (strcmp(format, names[i]) == 0) {
            reader->form = (enum stamp_form)i;
            return DONE;
        }
    }
    reader->form = STAMP_PATTERN;
    reader->pattern = format;
    bool seconds = strstr(format, "%s") != NULL; /* it would follow the computer's zone */
    if (!seconds && strchr(format, '%') != NULL && tells_date(format))
        return DONE;
    report_error(TEXT_BAD_TIME_FORMAT, format);
    return MISUSED;
}

static bool read_epoch(const char *cell, double unit, int64_t *instant) {
    double value;
    if (!number_read(cell, &value) || !(fabs(value) * unit < FARTHEST))
        return false;
    *instant = (int64_t)floor(value * unit + 0.5);
    return true;
}

bool stamp_read(const struct stamp_reader *reader, const char *cell, int32_t edge,
                int64_t *instant) {
    struct wall wall = {0};
    struct tm tm = {.tm_mday = 1};
    bool read = false;
    switch (reader->form) {
    case STAMP_EPOCH:
        return read_epoch(cell, (double)SECOND, instant);
    case STAMP_EPOCH_MS:
        return read_epoch(cell, 1, instant);
    case STAMP_PATTERN:
        read = read_pattern(cell, reader->pattern, &tm, &wall);
        break;
    default:
        read = read_iso(cell, reader->form == STAMP_PLAIN, &wall);
        break;
    }
    if (!read || !sound(&wall))
        return false;
    *instant = local_of(&wall);
    if (wall.has_offset && !reader->ignore_offset) {
        *instant -= wall.offset;
        return true;
    }
    return reader->zone == NULL ||
           ptv_zone_to_instant(reader->zone, *instant, edge, instant, NULL) >= 0;
}

bool stamp_mistakable(const struct stamp_reader *reader, const char *cell) {
    return reader->form == STAMP_PLAIN && strchr(cell, '/') != NULL && strchr(cell, ':') != NULL;
}
