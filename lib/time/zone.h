/* SPDX-License-Identifier: MIT */
/* The inside of a zone: changes of the offset that are listed, and a rule for all time after them.
 * */
#ifndef PTVI_ZONE_H
#define PTVI_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "postventa/zone.h"
#include "time/civil.h"

/* Everything inside is in seconds: the clocks of places were only ever moved by whole ones. */
enum { PTVI_SECOND_MS = 1000 };

/* Offsets are less than this either way. */
enum { PTVI_OFFSET_LIMIT = 26 * 3600 };

/* Instants and local times of the interface are less than this either way. */
#define PTVI_INSTANT_LIMIT INT64_C(6400000000000000)
#define PTVI_SECONDS_LIMIT (PTVI_INSTANT_LIMIT / PTVI_SECOND_MS)

/* An end of time that no instant reaches, with room to add offsets and to turn it into ms. */
#define PTVI_TIME_END (INT64_C(1) << 50)

/* How a rule names a day of the year. */
enum ptvi_day_kind {
    PTVI_DAY_NONE,         /* there is no rule */
    PTVI_DAY_OF_YEAR,      /* day 0..365, 29 February counted */
    PTVI_DAY_WITHOUT_LEAP, /* day 60..365, 29 February not counted; before it is DAY_OF_YEAR */
    PTVI_DAY_OF_WEEK       /* the week-th weekday of a month; week 5: the last */
};

/* A yearly change of the offset. */
struct ptvi_yearly_change {
    uint8_t kind;                 /* enum ptvi_day_kind */
    uint8_t month, week, weekday; /* 1..12, 1..5, 0 (Sunday)..6; 0 in other kinds */
    uint16_t day;                 /* 0 in DAY_OF_WEEK */
    int32_t time;                 /* since midnight, by the clock before the change */
    int32_t offset;               /* after the change */
};

/* Two changes in turn, every year. Which of the offsets is called summer time does not matter: the
 * change to the lower one is stored first, so that the rule has one form. */
struct ptvi_rule {
    struct ptvi_yearly_change change[2];
    uint8_t first; /* the one that comes first in a year, the same in every year */
};

/* Longest time of a change before or after midnight: RFC 8536 allows a week. */
enum { PTVI_CHANGE_TIME_LIMIT = 168 * 3600 };

struct ptvi_transition {
    int64_t at;
    int32_t offset; /* from then on */
};

/* Canonical: every transition changes the offset and is within the range of instants, in rising
 * order; the rule holds from the last transition on, and not already from the one before. */
struct ptv_zone {
    ptv_allocator allocator;
    size_t n;
    int32_t first_offset; /* before the first transition */
    struct ptvi_rule rule;
    struct ptvi_transition transition[];
};

/* A time without a change: from <= instant < to. */
struct ptvi_span {
    int64_t from, to;
    int32_t offset;
};

static inline bool ptvi_in_range(int64_t ms) {
    return ms > -PTVI_INSTANT_LIMIT && ms < PTVI_INSTANT_LIMIT;
}

static inline bool ptvi_valid_offset(int64_t offset) {
    return offset > -PTVI_OFFSET_LIMIT && offset < PTVI_OFFSET_LIMIT;
}

static inline bool ptvi_has_rule(const struct ptvi_rule *rule) {
    return rule->change[0].kind != PTVI_DAY_NONE;
}

/* Puts the two changes of a rule, whose members are in their ranges, into canonical form. Where
 * they leave one offset all the time, there is no rule any more; *offset is then that offset, and
 * else the lower one. False for changes that do not take turns. */
bool ptvi_rule_settle(struct ptvi_rule *rule, int32_t *offset);

/* The time without a change that an instant is in, by the rule alone. */
struct ptvi_span ptvi_rule_span(const struct ptvi_rule *rule, int64_t instant);

/* Reads a POSIX rule of which the end is marked by a NUL or a line feed. Without changes, it is the
 * offset alone. False for what is no such rule. */
bool ptvi_rule_parse(const char *text, char end, struct ptvi_rule *rule, int32_t *offset);

/* Memory for a zone of at most n transitions and one more for the rule, which has none yet; NULL
 * without memory. */
ptv_zone *ptvi_zone_allocate(const ptv_allocator *allocator, size_t n);

/* Appends a transition, unless it changes nothing. They come in rising order. */
void ptvi_zone_append(ptv_zone *zone, int64_t at, int32_t offset);

/* Ends a zone with a settled rule, or with an offset where that has no changes, that holds from an
 * instant on: that of the last transition, also if that changed nothing, or -PTVI_TIME_END without one.
 * False for an offset other than that of the last transition. */
bool ptvi_zone_finish(ptv_zone *zone, const struct ptvi_rule *rule, int32_t offset, int64_t since);

/* The time without a change that an instant is in. Where from is -PTVI_TIME_END or to is PTVI_TIME_END, there
 * is no change before or after it. */
struct ptvi_span ptvi_zone_span(const ptv_zone *zone, int64_t instant);

/* The instant at which the clock first shows a local time or a later one. Rises with local. */
int64_t ptvi_zone_reaches(const ptv_zone *zone, int64_t local);

#endif
