/* SPDX-License-Identifier: MIT */
#include "retention_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/zone.h>

#include "hash.h"
#include "instant.h"
#include "memory.h"

#define DAY       (INT64_C(24) * 60 * 60 * 1000)
#define ZONE_PART "/zone="

static const struct {
    const char *name;
    enum text one, many;
} units[] = {
    [PTV_PERIOD_DAY] = {"day", TEXT_DAY, TEXT_DAYS},
    [PTV_PERIOD_WEEK] = {"week", TEXT_WEEK, TEXT_WEEKS},
    [PTV_PERIOD_MONTH] = {"month", TEXT_MONTH, TEXT_MONTHS},
    [PTV_PERIOD_QUARTER] = {"quarter", TEXT_QUARTER, TEXT_QUARTERS},
    [PTV_PERIOD_YEAR] = {"year", TEXT_YEAR, TEXT_YEARS},
};

const char *period_unit_name(int32_t unit) {
    return units[unit].name;
}

const char *period_units(int32_t unit) {
    return text(units[unit].many);
}

const char *period_one(int32_t unit) {
    return text(units[unit].one);
}

void period_show_age(char out[DECIMAL_SIZE], int32_t unit, int32_t from, int32_t to) {
    if (from == to)
        snprintf(out, DECIMAL_SIZE, "%d %s", from,
                 text(from == 1 ? units[unit].one : units[unit].many));
    else
        snprintf(out, DECIMAL_SIZE, "%d–%d %s", from, to, text(units[unit].many));
}

/* ── names of periods ────────────────────────────────────────────────────────────────────────── */

/* Rounded down, of negative numbers, too. */
static long long floored(long long number, long long by) {
    return number / by - (number % by < 0);
}

/* The date of a day, counted from 1970-01-01. */
static void name_day(char out[INSTANT_SIZE], int64_t day) {
    instant_name(out, day * DAY);
    *strchr(out, 'T') = '\0';
}

/* An ISO week belongs to the year of its Thursday, which is so many days after 1970-01-01. */
static void name_week(char out[PERIOD_SIZE], int64_t thursday) {
    char date[INSTANT_SIZE];
    name_day(date, thursday);
    long long year = strtoll(date, NULL, 10);
    long long past = year - 1;
    int64_t first = 365 * (year - 1970) +
                    (floored(past, 4) - floored(past, 100) + floored(past, 400)) -
                    (1969 / 4 - 1969 / 100 + 1969 / 400);
    snprintf(out, PERIOD_SIZE, "%04lld-W%02d", year, (int)((thursday - first) / 7 + 1));
}

void period_name(char out[PERIOD_SIZE], int32_t unit, int64_t period) {
    char date[INSTANT_SIZE];
    switch (unit) {
    case PTV_PERIOD_DAY:
        name_day(date, period);
        snprintf(out, PERIOD_SIZE, "%.40s", date);
        break;
    case PTV_PERIOD_WEEK:
        name_week(out, 7 * period);
        break;
    case PTV_PERIOD_QUARTER:
        snprintf(out, PERIOD_SIZE, "%04lld-Q%d", 1970 + floored(period, 4),
                 (int)(period - 4 * floored(period, 4)) + 1);
        break;
    case PTV_PERIOD_YEAR:
        snprintf(out, PERIOD_SIZE, "%04lld", 1970 + (long long)period);
        break;
    default:
        snprintf(out, PERIOD_SIZE, "%04lld-%02d", 1970 + floored(period, 12),
                 (int)(period - 12 * floored(period, 12)) + 1);
        break;
    }
}

/* ── definitions ─────────────────────────────────────────────────────────────────────────────── */

uint64_t retention_zone_number(const char *name) {
    if (name == NULL || strcmp(name, "UTC") == 0)
        return 0;
    uint64_t number = hash_bytes(name, strlen(name));
    return number != 0 ? number : 1;
}

char *retention_define(const struct retention_rules *rules, const char *zone) {
    char amounts[32] = "";
    bool named = retention_zone_number(zone) != 0;
    if (rules->units > 0)
        snprintf(amounts, sizeof amounts, "/amounts=%d", rules->units);
    size_t size = DECIMAL_SIZE + (named ? strlen(zone) : 0);
    char *out = memory_new(size, 1);
    snprintf(out, size, RETENTION_NAME "/%s%s%s%s", period_unit_name(rules->unit), amounts,
             named ? ZONE_PART : "", named ? zone : "");
    return out;
}

const char *retention_zone(const char *definition) {
    const char *part = strstr(definition, ZONE_PART);
    return part != NULL ? part + strlen(ZONE_PART) : NULL;
}
