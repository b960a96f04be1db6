/* SPDX-License-Identifier: MIT */
/* The calendar repeats every 400 years, of 146097 days. A year that is taken from March to February
 * has its leap day last, so that whole years are 1461 days in four, but for the last year of most
 * centuries, and whole months 153 days in five. Dates are shifted by whole cycles, since division
 * without signs is simpler. */
#include "base/platform.h"

#include "time/civil.h"

enum { CYCLE_YEARS = 400, CYCLE_DAYS = 146097, CENTURIES = 4 };

#define CYCLES     (UINT64_C(1) << 30)
#define SHIFT_DAYS ((int64_t)(CYCLES * CYCLE_DAYS) + 719468) /* from 0000-03-01 to 1970-01-01 */

bool ptvi_leap_year(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int32_t ptvi_month_length(int64_t year, int32_t month) {
    static const int8_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return length[month - 1] + (month == 2 && ptvi_leap_year(year));
}

/* Days from 1 March to the start of a month, counted from March as 0. */
static uint32_t days_to_month(uint32_t month) {
    return (153 * month + 2) / 5;
}

int64_t ptvi_day_of_date(struct ptvi_date date) {
    bool next_year = date.month <= 2; /* by the year on the wall, which begins in January */
    uint32_t month = (uint32_t)(date.month + (next_year ? 9 : -3));
    uint64_t year = (uint64_t)(date.year - next_year) + CYCLES * CYCLE_YEARS;
    uint64_t leap_days = year / 4 - year / 100 + year / CYCLE_YEARS;
    uint64_t days = 365 * year + leap_days + days_to_month(month) + (uint32_t)date.day - 1;
    return (int64_t)days - SHIFT_DAYS;
}

int64_t ptvi_year_start(int64_t year) {
    struct ptvi_date first = {year, 1, 1};
    return ptvi_day_of_date(first);
}

/* A year from March, and the day in it from 0. */
struct day_of_year {
    int64_t year;
    uint32_t day;
};

static struct day_of_year day_of_year(int64_t day) {
    uint64_t days = (uint64_t)(day + SHIFT_DAYS);
    uint32_t rest = (uint32_t)(days % CYCLE_DAYS);
    uint32_t century = (CENTURIES * rest + 3) / CYCLE_DAYS;
    rest -= century * CYCLE_DAYS / CENTURIES;
    uint32_t year = (4 * rest + 3) / 1461;
    rest -= year * 1461 / 4;
    int64_t cycle = (int64_t)(days / CYCLE_DAYS) - (int64_t)CYCLES;
    struct day_of_year found = {cycle * CYCLE_YEARS + century * 100 + year, rest};
    return found;
}

struct ptvi_date ptvi_date_of_day(int64_t day) {
    struct day_of_year from_march = day_of_year(day);
    uint32_t month = (5 * from_march.day + 2) / 153;
    bool next_year = month >= 10;
    struct ptvi_date date = {from_march.year + next_year, (int32_t)month + (next_year ? -9 : 3),
                             (int32_t)(from_march.day - days_to_month(month)) + 1};
    return date;
}

int64_t ptvi_year_of_day(int64_t day) {
    struct day_of_year from_march = day_of_year(day);
    return from_march.year + (from_march.day >= days_to_month(10));
}
