/* SPDX-License-Identifier: MIT */
#include "instant.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <postventa/durations.h>

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define DAY    (24 * 60 * MINUTE)

/* The date and the time of day of milliseconds since 1970, in the calendar of Gregory. */
struct civil {
    long long year;
    int month, day, hour, minute, second, ms;
};

static struct civil civil_of(int64_t local) {
    int64_t of_day = local % DAY, days = local / DAY;
    if (of_day < 0) {
        of_day += DAY;
        days--;
    }
    int64_t shifted = days + 719468; /* days from March 1st of the year 0 */
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t of_era = shifted - 146097 * era;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    return (struct civil){
        .year = year + 400 * era + (month >= 10),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(of_year - (153 * month + 2) / 5 + 1),
        .hour = (int)(of_day / (60 * MINUTE)),
        .minute = (int)(of_day / MINUTE % 60),
        .second = (int)(of_day / SECOND % 60),
        .ms = (int)(of_day % SECOND),
    };
}

static void write(char out[INSTANT_SIZE], int64_t local, char between, bool seconds) {
    struct civil at = civil_of(local);
    int used = snprintf(out, INSTANT_SIZE, "%04lld-%02d-%02d%c%02d:%02d", at.year, at.month, at.day,
                        between, at.hour, at.minute);
    if (seconds || at.second != 0 || at.ms != 0)
        used += snprintf(out + used, INSTANT_SIZE - (size_t)used, ":%02d", at.second);
    if (at.ms != 0)
        snprintf(out + used, INSTANT_SIZE - (size_t)used, ".%03d", at.ms);
}

void instant_name(char out[INSTANT_SIZE], int64_t instant) {
    write(out, instant, 'T', true);
    strncat(out, "Z", INSTANT_SIZE - strlen(out) - 1);
}

void instant_show(char out[INSTANT_SIZE], int64_t instant, const ptv_zone *zone) {
    int64_t local = instant;
    if (instant == PTV_TIME_NONE) {
        strcpy(out, "-");
        return;
    }
    if (zone != NULL && ptv_zone_to_local(zone, instant, &local) < 0)
        local = instant;
    write(out, local, ' ', false);
}
