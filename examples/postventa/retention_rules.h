/* SPDX-License-Identifier: MIT */
/* What retention is counted by: periods of a calendar, in a zone, and amounts of money. */
#ifndef RETENTION_RULES_H
#define RETENTION_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

#define RETENTION_NAME "retention"
#define PERIOD_SIZE    48

struct retention_rules {
    int32_t unit;     /* PTV_PERIOD_… */
    int32_t units;    /* so many smallest units make an amount of 1; 0: amounts are not counted */
    uint64_t zone_id; /* 0: UTC */
};

/* "month", as on the command line and in JSON. */
const char *period_unit_name(int32_t unit);

/* "1 month", "1–3 months" in the user's language; "months" and "month" alone. */
void period_show_age(char out[DECIMAL_SIZE], int32_t unit, int32_t from, int32_t to);
const char *period_units(int32_t unit);
const char *period_one(int32_t unit);

/* What a period is called: 2011, 2011-Q1, 2010-12, 2011-W05, 2011-01-31. */
void period_name(char out[PERIOD_SIZE], int32_t unit, int64_t period);

/* A number of the zone for the library, by its name; NULL and UTC: 0. */
uint64_t retention_zone_number(const char *name);

/* "retention/month/amounts=100/zone=Europe/Madrid"; the caller's to free. */
char *retention_define(const struct retention_rules *rules, const char *zone);

/* The zone that a definition names; NULL: UTC. */
const char *retention_zone(const char *definition);

#endif
