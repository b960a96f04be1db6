/* SPDX-License-Identifier: MIT */
/* A yearly rule: when its changes are, and which of them an instant is between. */
#include "base/platform.h"

#include <string.h>

#include "time/zone.h"

/* The week-th weekday of a month; the fifth is the last, which may be the fourth. */
static int64_t day_of_week(const struct ptvi_yearly_change *change, int64_t year) {
    struct ptvi_date first = {year, change->month, 1};
    int64_t start = ptvi_day_of_date(first);
    int64_t to_weekday = ptvi_floor_mod(change->weekday - ptvi_weekday(start), 7);
    int64_t day = to_weekday + 7 * (change->week - 1);
    return start + (day < ptvi_month_length(year, change->month) ? day : day - 7);
}

static int64_t day_of_change(const struct ptvi_yearly_change *change, int64_t year) {
    switch (change->kind) {
    case PTVI_DAY_OF_YEAR:
        return ptvi_year_start(year) + change->day;
    case PTVI_DAY_WITHOUT_LEAP: /* on or after 1 March */
        return ptvi_year_start(year) + change->day - 1 + ptvi_leap_year(year);
    default:
        return day_of_week(change, year);
    }
}

/* The instant of a change, which is given by the clock of the other. */
static int64_t change_in(const struct ptvi_rule *rule, int which, int64_t year) {
    const struct ptvi_yearly_change *change = &rule->change[which];
    return day_of_change(change, year) * PTVI_DAY_SECONDS + change->time -
           rule->change[!which].offset;
}

/* Whether the changes take turns: in each year the same is first, and the other is done before the
 * next year's first, in all years (*touch false) or coincides with it, in all years (*touch true).
 * Dates and weekdays come back after 400 years. */
static bool take_turns(const struct ptvi_rule *rule, bool *touch) {
    const int64_t begin = 2000;
    *touch = change_in(rule, !rule->first, begin) == change_in(rule, rule->first, begin + 1);
    for (int64_t year = begin; year < begin + 400; year++) {
        int64_t first = change_in(rule, rule->first, year);
        int64_t second = change_in(rule, !rule->first, year);
        int64_t next = change_in(rule, rule->first, year + 1);
        if (first >= second || (*touch ? second != next : second >= next))
            return false;
    }
    return true;
}

/* No rule: this offset at all times. */
static void make_fixed(struct ptvi_rule *rule, int32_t offset, int32_t *out) {
    memset(rule, 0, sizeof *rule);
    *out = offset;
}

/* Up to 28 February the two ways to count days are one. */
static void settle_day(struct ptvi_yearly_change *change) {
    if (change->kind == PTVI_DAY_WITHOUT_LEAP && change->day < 60) {
        change->kind = PTVI_DAY_OF_YEAR;
        change->day--;
    }
}

bool ptvi_rule_settle(struct ptvi_rule *rule, int32_t *offset) {
    struct ptvi_yearly_change *change = rule->change;
    bool touch;
    settle_day(&change[0]);
    settle_day(&change[1]);
    if (change[0].offset > change[1].offset) {
        struct ptvi_yearly_change higher = change[0];
        change[0] = change[1];
        change[1] = higher;
    }
    rule->first = change_in(rule, 0, 2000) > change_in(rule, 1, 2000);
    if (change[0].offset == change[1].offset) {
        make_fixed(rule, change[0].offset, offset);
        return true;
    }
    if (!take_turns(rule, &touch))
        return false;
    /* Where each year's second change is undone at once, "all year" was meant. */
    if (touch)
        make_fixed(rule, change[rule->first].offset, offset);
    else
        *offset = change[0].offset;
    return true;
}

/* Backwards from a change that is after the instant: a few steps, since a change may be nine days
 * away from its date, and so in the next year or the one before. */
struct ptvi_span ptvi_rule_span(const struct ptvi_rule *rule, int64_t instant) {
    int64_t year = ptvi_year_of_day(ptvi_floor_div(instant, PTVI_DAY_SECONDS)) + 1;
    int which = !rule->first;
    if (change_in(rule, which, year) <= instant)
        year++;
    struct ptvi_span span = {change_in(rule, which, year), PTVI_TIME_END, 0};
    while (span.from > instant) {
        year -= which == rule->first;
        which = !which;
        span.to = span.from;
        span.from = change_in(rule, which, year);
    }
    span.offset = rule->change[which].offset;
    return span;
}
