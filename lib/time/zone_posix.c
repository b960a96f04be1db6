/* SPDX-License-Identifier: MIT */
/* Rules as POSIX writes them, with the extensions of RFC 8536: std offset [dst [offset] , start
 * [/time] , end [/time]]. Names are read over: a zone here is offsets only. */
#include "base/platform.h"

#include <string.h>

#include "time/zone.h"

/* What is left of a text. No function moves past the end, since none takes the byte that marks it.
 * */
struct reader {
    const char *at;
    bool failed;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take(struct reader *in, char c) {
    bool there = *in->at == c;
    in->at += there;
    return there;
}

/* Takes a character that must be there. */
static void expect(struct reader *in, char c) {
    if (!take(in, c))
        in->failed = true;
}

/* A number of so many digits, within limits. */
static int32_t take_number(struct reader *in, int fewest, int most, int32_t low, int32_t high) {
    int32_t number = 0;
    int digits = 0;
    for (; digits < most && is_digit(*in->at); digits++)
        number = 10 * number + (*in->at++ - '0');
    if (digits < fewest || number < low || number > high)
        in->failed = true;
    return number;
}

static bool is_of_name(char c, bool quoted) {
    return is_letter(c) || (quoted && (is_digit(c) || c == '+' || c == '-'));
}

/* Three or more letters, or between < and > letters, digits and signs. */
static void skip_name(struct reader *in) {
    bool quoted = take(in, '<');
    int length = 0;
    for (; is_of_name(*in->at, quoted); in->at++)
        length += length < 3;
    if (length < 3)
        in->failed = true;
    if (quoted)
        expect(in, '>');
}

/* [+-]h[hh][:mm[:ss]] in seconds. */
static int32_t take_time(struct reader *in, int hour_digits, int32_t hours) {
    int32_t sign = take(in, '-') ? -1 : 1;
    if (sign > 0)
        take(in, '+');
    int32_t seconds = take_number(in, 1, hour_digits, 0, hours) * 3600;
    if (take(in, ':')) {
        seconds += take_number(in, 2, 2, 0, 59) * 60;
        if (take(in, ':'))
            seconds += take_number(in, 2, 2, 0, 59);
    }
    return sign * seconds;
}

/* POSIX counts west of Greenwich. */
static int32_t take_offset(struct reader *in) {
    return -take_time(in, 2, 24);
}

static void take_day(struct reader *in, struct ptvi_yearly_change *change) {
    if (take(in, 'M')) {
        change->kind = PTVI_DAY_OF_WEEK;
        change->month = (uint8_t)take_number(in, 1, 2, 1, 12);
        expect(in, '.');
        change->week = (uint8_t)take_number(in, 1, 1, 1, 5);
        expect(in, '.');
        change->weekday = (uint8_t)take_number(in, 1, 1, 0, 6);
    } else if (take(in, 'J')) {
        change->kind = PTVI_DAY_WITHOUT_LEAP;
        change->day = (uint16_t)take_number(in, 1, 3, 1, 365);
    } else {
        change->kind = PTVI_DAY_OF_YEAR;
        change->day = (uint16_t)take_number(in, 1, 3, 0, 365);
    }
}

static void take_change(struct reader *in, struct ptvi_yearly_change *change) {
    expect(in, ',');
    take_day(in, change);
    change->time = take(in, '/') ? take_time(in, 3, 167) : 2 * 3600;
}

bool ptvi_rule_parse(const char *text, char end, struct ptvi_rule *rule, int32_t *offset) {
    struct reader in = {text, false};
    memset(rule, 0, sizeof *rule);
    skip_name(&in);
    *offset = take_offset(&in);
    if (in.failed || *in.at == end)
        return !in.failed;
    struct ptvi_yearly_change *summer = &rule->change[0], *winter = &rule->change[1];
    skip_name(&in);
    summer->offset = *in.at == ',' ? *offset + 3600 : take_offset(&in);
    winter->offset = *offset;
    take_change(&in, summer);
    take_change(&in, winter);
    return !in.failed && *in.at == end && ptvi_rule_settle(rule, offset);
}

ptv_status ptv_zone_new_posix(const char *text, const ptv_allocator *allocator, ptv_zone **out) {
    struct ptvi_rule rule;
    int32_t offset;
    if (!text || !out)
        return PTV_ERR_NULL;
    if (!ptvi_rule_parse(text, '\0', &rule, &offset))
        return PTV_ERR_ARGUMENT;
    ptv_zone *zone = ptvi_zone_allocate(allocator, 0);
    if (!zone)
        return PTV_ERR_MEMORY;
    ptvi_zone_finish(zone, &rule, offset, -PTVI_TIME_END);
    *out = zone;
    return PTV_OK;
}
