/* SPDX-License-Identifier: MIT */
/* Days, weeks, months, quarters and years of a place.
 *
 * A period begins when the clock first shows its first midnight or a later time, and lasts until
 * the next begins: so periods are intervals that leave nothing out and nothing twice, whatever the
 * clock does. In other words: an instant is in the period of the latest local time that the clock
 * has shown until then. Where a clock is put back over midnight, the new day stays the new day. */
#include "base/platform.h"

#include "base/bitmap.h"
#include "time/zone.h"

enum { MONDAY = 3 }; /* index 0 of the weeks begins so many days before 1970-01-01 */

static int64_t months_since_1970(int64_t day) {
    struct ptvi_date date = ptvi_date_of_day(day);
    return (date.year - 1970) * 12 + date.month - 1;
}

static int64_t period_of_day(int32_t unit, int64_t day) {
    switch (unit) {
    case PTV_PERIOD_DAY:
        return day;
    case PTV_PERIOD_WEEK:
        return ptvi_floor_div(day + MONDAY, 7);
    case PTV_PERIOD_MONTH:
        return months_since_1970(day);
    case PTV_PERIOD_QUARTER:
        return ptvi_floor_div(months_since_1970(day), 3);
    default:
        return ptvi_year_of_day(day) - 1970;
    }
}

static int64_t first_day_of_month(int64_t month) {
    struct ptvi_date date = {1970 + ptvi_floor_div(month, 12), 1, 1};
    date.month += (int32_t)ptvi_floor_mod(month, 12);
    return ptvi_day_of_date(date);
}

static int64_t first_day_of_period(int32_t unit, int64_t index) {
    switch (unit) {
    case PTV_PERIOD_DAY:
        return index;
    case PTV_PERIOD_WEEK:
        return index * 7 - MONDAY;
    case PTV_PERIOD_MONTH:
        return first_day_of_month(index);
    case PTV_PERIOD_QUARTER:
        return first_day_of_month(3 * index);
    default:
        return ptvi_year_start(1970 + index);
    }
}

static bool valid_unit(int32_t unit) {
    return unit >= PTV_PERIOD_DAY && unit <= PTV_PERIOD_YEAR;
}

/* A time without a change, and the latest local time that the clock had shown before it. */
struct stretch {
    struct ptvi_span span;
    int64_t shown;
};

/* Local times differ from instants by less than one limit: what was shown two limits ago or earlier
 * has been passed since. */
static struct stretch stretch_at(const ptv_zone *zone, int64_t instant) {
    struct stretch stretch = {ptvi_zone_span(zone, instant), -PTVI_TIME_END};
    int64_t end = stretch.span.from, oldest = end - 2 * PTVI_OFFSET_LIMIT;
    while (end > -PTVI_TIME_END && end > oldest) {
        struct ptvi_span before = ptvi_zone_span(zone, end - 1);
        int64_t last = end - 1 + before.offset;
        stretch.shown = last > stretch.shown ? last : stretch.shown;
        end = before.from;
    }
    return stretch;
}

static int64_t period_in(const struct stretch *stretch, int32_t unit, int64_t instant) {
    int64_t local = instant + stretch->span.offset;
    local = local > stretch->shown ? local : stretch->shown;
    return period_of_day(unit, ptvi_floor_div(local, PTVI_DAY_SECONDS));
}

ptv_status ptv_zone_period(const ptv_zone *zone, int32_t unit, int64_t instant, int64_t *index) {
    if (!zone || !index)
        return PTV_ERR_NULL;
    if (!valid_unit(unit) || !ptvi_in_range(instant))
        return PTV_ERR_ARGUMENT;
    int64_t second = ptvi_floor_div(instant, PTVI_SECOND_MS);
    struct stretch stretch = stretch_at(zone, second);
    *index = period_in(&stretch, unit, second);
    return PTV_OK;
}

ptv_status ptv_zone_period_start(const ptv_zone *zone, int32_t unit, int64_t index,
                                 int64_t *instant) {
    const int64_t most = PTVI_SECONDS_LIMIT / PTVI_DAY_SECONDS + 2; /* days, so any unit */
    if (!zone || !instant)
        return PTV_ERR_NULL;
    if (!valid_unit(unit) || index < -most || index > most)
        return PTV_ERR_ARGUMENT;
    int64_t midnight = first_day_of_period(unit, index) * PTVI_DAY_SECONDS;
    if (midnight < -PTVI_SECONDS_LIMIT - PTVI_OFFSET_LIMIT ||
        midnight > PTVI_SECONDS_LIMIT + PTVI_OFFSET_LIMIT)
        return PTV_ERR_ARGUMENT;
    int64_t start = ptvi_zone_reaches(zone, midnight) * PTVI_SECOND_MS;
    if (!ptvi_in_range(start))
        return PTV_ERR_ARGUMENT;
    *instant = start;
    return PTV_OK;
}

/* A column in which each row is looked up in the stretch of the one before first. */
ptv_status ptv_zone_period_column(const ptv_zone *zone, int32_t unit, const int64_t *instants,
                                  const uint8_t *validity, size_t offset, size_t n,
                                  int64_t *index) {
    struct stretch stretch = {{0, 0, 0}, 0};
    if (!zone || (n > 0 && (!instants || !index)))
        return PTV_ERR_NULL;
    if (!valid_unit(unit))
        return PTV_ERR_ARGUMENT;
    for (size_t i = 0; i < n; i++) {
        int64_t instant = instants[offset + i];
        if (instant == PTV_TIME_NONE || !ptvi_present(validity, offset + i)) {
            index[i] = PTV_TIME_NONE;
            continue;
        }
        if (!ptvi_in_range(instant))
            return PTV_ERR_ARGUMENT;
        int64_t second = ptvi_floor_div(instant, PTVI_SECOND_MS);
        if (second < stretch.span.from || second >= stretch.span.to)
            stretch = stretch_at(zone, second);
        index[i] = period_in(&stretch, unit, second);
    }
    return PTV_OK;
}
