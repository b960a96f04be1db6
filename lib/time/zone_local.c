/* SPDX-License-Identifier: MIT */
/* From instants to the clock on the wall, and back. */
#include "base/platform.h"

#include "time/zone.h"

/* How many transitions are at or before an instant. */
static size_t transitions_until(const ptv_zone *zone, int64_t instant) {
    size_t low = 0, high = zone->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->transition[middle].at <= instant)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct ptvi_span ptvi_zone_span(const ptv_zone *zone, int64_t instant) {
    size_t n = transitions_until(zone, instant);
    struct ptvi_span span = {-PTVI_TIME_END, PTVI_TIME_END, zone->first_offset};
    if (n > 0) {
        span.from = zone->transition[n - 1].at;
        span.offset = zone->transition[n - 1].offset;
    }
    if (n < zone->n) {
        span.to = zone->transition[n].at;
    } else if (ptvi_has_rule(&zone->rule)) {
        struct ptvi_span yearly = ptvi_rule_span(&zone->rule, instant);
        span.from = yearly.from > span.from ? yearly.from : span.from;
        span.to = yearly.to;
        span.offset = yearly.offset;
    }
    return span;
}

/* The earliest instant at which a clock may show a local time. */
static struct ptvi_span earliest_span(const ptv_zone *zone, int64_t local) {
    return ptvi_zone_span(zone, local - PTVI_OFFSET_LIMIT);
}

int64_t ptvi_zone_reaches(const ptv_zone *zone, int64_t local) {
    struct ptvi_span span = earliest_span(zone, local);
    while (span.to + span.offset <= local)
        span = ptvi_zone_span(zone, span.to);
    int64_t shown = local - span.offset;
    return shown > span.from ? shown : span.from;
}

/* Where a local time is found. */
struct places {
    int n;               /* instants that it is */
    int64_t first, last; /* of them; without any, the end of the gap */
};

static struct places places_of(const ptv_zone *zone, int64_t local) {
    struct places found = {0, 0, 0};
    for (struct ptvi_span span = earliest_span(zone, local);;
         span = ptvi_zone_span(zone, span.to)) {
        int64_t instant = local - span.offset;
        if (span.from <= instant && instant < span.to) {
            found.first = found.n == 0 ? instant : found.first;
            found.last = instant;
            found.n++;
        }
        if (span.to > local + PTVI_OFFSET_LIMIT)
            break;
    }
    if (found.n == 0)
        found.first = found.last = ptvi_zone_reaches(zone, local);
    return found;
}

ptv_status ptv_zone_offset(const ptv_zone *zone, int64_t instant, int64_t *offset_ms) {
    if (!zone || !offset_ms)
        return PTV_ERR_NULL;
    if (!ptvi_in_range(instant))
        return PTV_ERR_ARGUMENT;
    int64_t second = ptvi_floor_div(instant, PTVI_SECOND_MS);
    *offset_ms = (int64_t)ptvi_zone_span(zone, second).offset * PTVI_SECOND_MS;
    return PTV_OK;
}

ptv_status ptv_zone_to_local(const ptv_zone *zone, int64_t instant, int64_t *local) {
    int64_t offset;
    if (!local)
        return PTV_ERR_NULL;
    ptv_status status = ptv_zone_offset(zone, instant, &offset);
    if (status == PTV_OK)
        *local = instant + offset;
    return status;
}

ptv_status ptv_zone_to_instant(const ptv_zone *zone, int64_t local, int32_t edge, int64_t *instant,
                               int32_t *found) {
    if (!zone || !instant)
        return PTV_ERR_NULL;
    if (!ptvi_in_range(local) || (edge != PTV_LOCAL_START && edge != PTV_LOCAL_END))
        return PTV_ERR_ARGUMENT;
    struct places places = places_of(zone, ptvi_floor_div(local, PTVI_SECOND_MS));
    int64_t at = (edge == PTV_LOCAL_START ? places.first : places.last) * PTVI_SECOND_MS;
    /* The end of a gap is a whole second, whatever was asked for. */
    if (places.n > 0)
        at += ptvi_floor_mod(local, PTVI_SECOND_MS);
    if (!ptvi_in_range(at))
        return PTV_ERR_ARGUMENT;
    *instant = at;
    if (found)
        *found = places.n == 0   ? PTV_LOCAL_GAP
                 : places.n == 1 ? PTV_LOCAL_UNIQUE
                                 : PTV_LOCAL_OVERLAP;
    return PTV_OK;
}
