/* SPDX-License-Identifier: MIT */
/* Zones as bytes: the number of transitions, the offset before them, the rule, and the transitions.
 * doc/wire-format.md has the layout. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "base/bytes.h"
#include "base/certain.h"
#include "base/wire.h"
#include "time/zone.h"

enum { VERSION = 1 };

/* Where in the body the rule and the transitions are, and the bytes of each. */
enum { AT_FIRST = 4, AT_RULE = 8, CHANGE = 16, AT_TRANSITIONS = AT_RULE + 2 * CHANGE };
enum { TRANSITION = 12 };

static void put_change(const struct ptvi_yearly_change *change, uint8_t *out) {
    out[0] = change->kind;
    out[1] = change->month;
    out[2] = change->week;
    out[3] = change->weekday;
    ptvi_put16(out + 4, change->day);
    ptvi_put16(out + 6, 0);
    ptvi_put32(out + 8, (uint32_t)change->time);
    ptvi_put32(out + 12, (uint32_t)change->offset);
}

static void put_zone(const ptv_zone *zone, uint8_t *body) {
    ptvi_put32(body, (uint32_t)zone->n);
    ptvi_put32(body + AT_FIRST, (uint32_t)zone->first_offset);
    put_change(&zone->rule.change[0], body + AT_RULE);
    put_change(&zone->rule.change[1], body + AT_RULE + CHANGE);
    uint8_t *out = body + AT_TRANSITIONS;
    for (size_t i = 0; i < zone->n; i++, out += TRANSITION) {
        ptvi_put64(out, (uint64_t)zone->transition[i].at);
        ptvi_put32(out + 8, (uint32_t)zone->transition[i].offset);
    }
}

ptv_status ptv_zone_serialize(const ptv_zone *zone, void *buf, size_t cap, size_t *len) {
    if (!zone || !len || (!buf && cap > 0))
        return PTV_ERR_NULL;
    *len = PTV_WIRE_HEADER + AT_TRANSITIONS + zone->n * TRANSITION;
    if (!buf)
        return PTV_OK;
    if (cap < *len)
        return PTV_ERR_SPACE;
    uint8_t *image = (uint8_t *)buf;
    put_zone(zone, image + PTV_WIRE_HEADER);
    ptvi_wire_seal(image, *len, PTV_TYPE_ZONE, VERSION);
    return PTV_OK;
}

static struct ptvi_yearly_change get_change(const uint8_t *in) {
    struct ptvi_yearly_change change = {in[0],
                                        in[1],
                                        in[2],
                                        in[3],
                                        ptvi_get16(in + 4),
                                        (int32_t)ptvi_get32(in + 8),
                                        (int32_t)ptvi_get32(in + 12)};
    return change;
}

/* Whether every member is in its range; that those which a kind does not use are 0, the comparison
 * of the bytes tells. */
static bool valid_change(const struct ptvi_yearly_change *change) {
    bool day = change->kind == PTVI_DAY_OF_WEEK
                   ? change->month >= 1 && change->month <= 12 && change->week >= 1 &&
                         change->week <= 5 && change->weekday <= 6 && change->day == 0
                   : (change->month | change->week | change->weekday) == 0 && change->day <= 365 &&
                         (change->kind == PTVI_DAY_OF_YEAR || change->day > 0);
    return change->kind != PTVI_DAY_NONE && change->kind <= PTVI_DAY_OF_WEEK && day &&
           change->time > -PTVI_CHANGE_TIME_LIMIT && change->time < PTVI_CHANGE_TIME_LIMIT &&
           ptvi_valid_offset(change->offset);
}

/* The rule of a body and the offset that stands for it where it has no changes. */
static bool take_rule(const uint8_t *body, struct ptvi_rule *rule, int32_t *offset) {
    memset(rule, 0, sizeof *rule);
    rule->change[0] = get_change(body + AT_RULE);
    rule->change[1] = get_change(body + AT_RULE + CHANGE);
    if (!ptvi_has_rule(rule)) {
        memset(rule, 0, sizeof *rule);
        return true;
    }
    return valid_change(&rule->change[0]) && valid_change(&rule->change[1]) &&
           ptvi_rule_settle(rule, offset) && ptvi_has_rule(rule);
}

/* Lists the transitions; false where one is out of range, or not after the one before. */
static bool take_transitions(const uint8_t *body, size_t n, ptv_zone *zone) {
    const uint8_t *in = body + AT_TRANSITIONS;
    int64_t last = -PTVI_SECONDS_LIMIT;
    for (size_t i = 0; i < n; i++, in += TRANSITION) {
        int64_t at = (int64_t)ptvi_get64(in);
        int32_t offset = (int32_t)ptvi_get32(in + 8);
        if (at <= last || at >= PTVI_SECONDS_LIMIT || !ptvi_valid_offset(offset))
            return false;
        ptvi_zone_append(zone, at, offset);
        last = at;
    }
    return true;
}

/* Fills a zone from a body of n transitions; false for what no zone has. */
static bool take_zone(const uint8_t *body, size_t n, ptv_zone *zone) {
    struct ptvi_rule rule;
    zone->first_offset = (int32_t)ptvi_get32(body + AT_FIRST);
    int32_t offset = zone->first_offset;
    if (!ptvi_valid_offset(offset) || !take_rule(body, &rule, &offset) ||
        !take_transitions(body, n, zone) || zone->n != n)
        return false;
    if (!ptvi_has_rule(&rule))
        return true;
    return ptvi_zone_finish(zone, &rule, offset,
                            n > 0 ? zone->transition[n - 1].at : -PTVI_TIME_END);
}

/* Whether a zone's own bytes are those that it was read from: so that everything was in its one
 * form. */
static ptv_status confirm(const ptv_zone *zone, const void *buf, size_t len) {
    size_t own_len;
    ptvi_certainly(ptv_zone_serialize(zone, NULL, 0, &own_len));
    if (own_len != len)
        return PTV_ERR_WIRE_CONTENT;
    void *own = ptvi_allocate(&zone->allocator, 1, len);
    if (!own)
        return PTV_ERR_MEMORY;
    ptvi_certainly(ptv_zone_serialize(zone, own, len, &own_len));
    bool same = memcmp(own, buf, len) == 0;
    ptvi_release(&zone->allocator, own);
    return same ? PTV_OK : PTV_ERR_WIRE_CONTENT;
}

ptv_status ptv_zone_deserialize(const ptv_allocator *allocator, const void *buf, size_t len,
                                ptv_zone **out) {
    const size_t fixed = PTV_WIRE_HEADER + AT_TRANSITIONS;
    if (!out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_wire_open(buf, len, PTV_TYPE_ZONE, VERSION);
    if (status < 0)
        return status;
    if (len < fixed)
        return PTV_ERR_WIRE_LENGTH;
    const uint8_t *body = (const uint8_t *)buf + PTV_WIRE_HEADER;
    uint32_t n = ptvi_get32(body);
    if (len - fixed != (uint64_t)n * TRANSITION)
        return PTV_ERR_WIRE_LENGTH;
    ptv_zone *zone = ptvi_zone_allocate(allocator, n);
    if (!zone)
        return PTV_ERR_MEMORY;
    status = take_zone(body, n, zone) ? confirm(zone, buf, len) : PTV_ERR_WIRE_CONTENT;
    if (status < 0) {
        ptv_zone_free(zone);
        return status;
    }
    *out = zone;
    return PTV_OK;
}
