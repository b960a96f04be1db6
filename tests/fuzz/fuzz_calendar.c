/* SPDX-License-Identifier: MIT */
/* Calendars as text. What is refused says why; what is accepted answers, and its answers agree. */
#include <postventa/postventa.h>

#include "base/allocator.h"
#include "target.h"
#include "time/calendar_schedule.h"

/* The text alone: a calendar takes thousands of times as long to make. */
static void read_text(const char *text, size_t len) {
    ptv_allocator allocator = ptvi_allocator_or_default(NULL);
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    struct ptvi_schedule schedule;
    ptv_status status = ptvi_schedule_read(&schedule, text, len, &allocator, &error);
    REQUIRE((status == PTV_OK) == (error.reason == PTV_CALENDAR_NO_FAULT));
    if (status == PTV_OK)
        ptvi_schedule_clear(&schedule);
}

static void use_calendar(const ptv_calendar *calendar) {
    const int64_t from = 1700000000000, to = 1710000000000;
    int64_t open, due;
    REQUIRE(ptv_calendar_open_ms(calendar, from, to, &open) == PTV_OK);
    REQUIRE(open >= 0 && open <= to - from);
    if (open > 0) {
        REQUIRE(ptv_calendar_due(calendar, from, open, &due) == PTV_OK);
        REQUIRE(due > from && due <= to);
    }
}

static void make_calendar(const char *text, size_t len) {
    static const char rule[] = "CET-1CEST,M3.5.0,M10.5.0/3";
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    ptv_calendar *calendar;
    ptv_zone *zone;
    REQUIRE(ptv_zone_new_posix(rule, NULL, &zone) == PTV_OK);
    ptv_status status = ptv_calendar_new(text, len, zone, NULL, &error, &calendar);
    ptv_zone_free(zone);
    REQUIRE(status == PTV_OK || error.reason != PTV_CALENDAR_NO_FAULT);
    if (status == PTV_OK) {
        use_calendar(calendar);
        ptv_calendar_free(calendar);
    }
}

/* Whether the calendar is wanted, and the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1)
        return 0;
    if (data[0] == '!')
        make_calendar((const char *)data + 1, size - 1);
    else
        read_text((const char *)data + 1, size - 1);
    return 0;
}
