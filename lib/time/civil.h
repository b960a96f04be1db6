/* SPDX-License-Identifier: MIT */
/* Dates of the Gregorian calendar, carried on without end both ways, as days since 1970-01-01. */
#ifndef PTVI_CIVIL_H
#define PTVI_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

enum { PTVI_DAY_SECONDS = 86400 };

struct ptvi_date {
    int64_t year;
    int32_t month; /* 1..12 */
    int32_t day;   /* 1..31 */
};

/* a / b rounded down, b > 0: the division of calendars, also before 1970. */
static inline int64_t ptvi_floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* What that division leaves, 0..b-1. */
static inline int64_t ptvi_floor_mod(int64_t a, int64_t b) {
    return a % b + (a % b < 0 ? b : 0);
}

bool ptvi_leap_year(int64_t year);

/* 28..31 */
int32_t ptvi_month_length(int64_t year, int32_t month);

/* The first day of a year. */
int64_t ptvi_year_start(int64_t year);

/* The day of a date. */
int64_t ptvi_day_of_date(struct ptvi_date date);

/* The date of a day. Days are within 10^14 of 1970 everywhere here, years within 10^11. */
struct ptvi_date ptvi_date_of_day(int64_t day);

/* The year of that date. */
int64_t ptvi_year_of_day(int64_t day);

/* 0 for Sunday to 6 for Saturday, as POSIX counts. */
static inline int32_t ptvi_weekday(int64_t day) {
    return (int32_t)ptvi_floor_mod(day + 4, 7); /* 1970-01-01 was a Thursday */
}

#endif
