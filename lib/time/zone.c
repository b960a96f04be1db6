/* SPDX-License-Identifier: MIT */
/* Zones from their parts: making, copying, giving back, and the one form that each has. */
#include "base/platform.h"

#include <string.h>

#include "base/allocator.h"
#include "time/zone.h"

ptv_zone *ptvi_zone_allocate(const ptv_allocator *allocator, size_t n) {
    ptv_allocator source = ptvi_allocator_or_default(allocator);
    const size_t each = sizeof(struct ptvi_transition);
    if (n >= (SIZE_MAX - sizeof(ptv_zone)) / each)
        return NULL;
    ptv_zone *zone = (ptv_zone *)ptvi_allocate(&source, 1, sizeof(ptv_zone) + (n + 1) * each);
    if (zone)
        zone->allocator = source;
    return zone;
}

static int32_t last_offset(const ptv_zone *zone) {
    return zone->n > 0 ? zone->transition[zone->n - 1].offset : zone->first_offset;
}

void ptvi_zone_append(ptv_zone *zone, int64_t at, int32_t offset) {
    if (offset == last_offset(zone))
        return;
    zone->transition[zone->n].at = at;
    zone->transition[zone->n].offset = offset;
    zone->n++;
}

/* Whether the rule alone would give the last transition: just before, the rule has the offset that
 * was, and had it since the transition before. */
static bool last_is_rule(const ptv_zone *zone) {
    const struct ptvi_transition *last = &zone->transition[zone->n - 1];
    struct ptvi_span before = ptvi_rule_span(&zone->rule, last->at - 1);
    return zone->n > 1 && before.from <= last[-1].at && before.offset == last[-1].offset;
}

/* Lists the change from which on the rule holds, where that is not the last transition: after one
 * that the rule contradicts (zic wrote such files), it holds from its next change on; and after one
 * that changed nothing and was left out, what came since may be a change that the rule has and the
 * zone had not. */
static void list_takeover(ptv_zone *zone, int64_t since) {
    struct ptvi_span span = ptvi_rule_span(&zone->rule, since);
    if (span.offset != last_offset(zone)) {
        span = ptvi_rule_span(&zone->rule, span.to);
        ptvi_zone_append(zone, span.from, span.offset);
    }
    if (zone->n == 0 || zone->transition[zone->n - 1].at < span.from) {
        span = ptvi_rule_span(&zone->rule, span.to);
        ptvi_zone_append(zone, span.from, span.offset);
    }
}

/* Leaves out what no instant reaches, and what the rule says already. */
static void shorten(ptv_zone *zone) {
    if (zone->transition[zone->n - 1].at >= PTVI_SECONDS_LIMIT) {
        memset(&zone->rule, 0, sizeof zone->rule);
        zone->n--;
    } else {
        while (last_is_rule(zone))
            zone->n--;
    }
}

bool ptvi_zone_finish(ptv_zone *zone, const struct ptvi_rule *rule, int32_t offset, int64_t since) {
    zone->rule = *rule;
    if (since == -PTVI_TIME_END) {
        zone->first_offset = offset;
        return true;
    }
    if (!ptvi_has_rule(rule))
        return offset == last_offset(zone);
    list_takeover(zone, since);
    shorten(zone);
    return true;
}

ptv_status ptv_zone_new_fixed(int64_t offset_ms, const ptv_allocator *allocator, ptv_zone **out) {
    if (!out)
        return PTV_ERR_NULL;
    if (offset_ms % PTVI_SECOND_MS != 0 || !ptvi_valid_offset(offset_ms / PTVI_SECOND_MS))
        return PTV_ERR_ARGUMENT;
    ptv_zone *zone = ptvi_zone_allocate(allocator, 0);
    if (!zone)
        return PTV_ERR_MEMORY;
    zone->first_offset = (int32_t)(offset_ms / PTVI_SECOND_MS);
    *out = zone;
    return PTV_OK;
}

void ptv_zone_free(ptv_zone *zone) {
    if (!zone)
        return;
    ptv_allocator allocator = zone->allocator;
    ptvi_release(&allocator, zone);
}

ptv_status ptv_zone_copy(const ptv_zone *zone, const ptv_allocator *allocator, ptv_zone **out) {
    if (!zone || !out)
        return PTV_ERR_NULL;
    ptv_zone *copy = ptvi_zone_allocate(allocator, zone->n);
    if (!copy)
        return PTV_ERR_MEMORY;
    copy->n = zone->n;
    copy->first_offset = zone->first_offset;
    copy->rule = zone->rule;
    if (zone->n > 0)
        memcpy(copy->transition, zone->transition, zone->n * sizeof *zone->transition);
    *out = copy;
    return PTV_OK;
}
