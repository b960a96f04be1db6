/* SPDX-License-Identifier: MIT */
/* libFuzzer target for what the time layer reads from anywhere: images of growing states and of
 * zones (with the header repaired), TZif files, POSIX rules, and calendars as text. What is accepted
 * must work: its image is what was read, and its readings answer. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/postventa.h>

#include "image.h"

enum { DURATIONS, SURVIVAL, ZONE, TZIF, RULE, CALENDAR, KINDS };

static void try_durations(const uint8_t *image, size_t len) {
    ptv_durations *acc;
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    if (ptv_durations_deserialize(NULL, image, len, &acc) < 0)
        return;
    require_image(PTV_TYPE_DURATIONS, acc, image, len);
    REQUIRE(ptv_durations_read(acc, NULL, &result) >= 0);
    REQUIRE(result.n == 0 || (result.min_ms <= result.max_ms && result.mean.value >= 0));
    ptv_status merged = ptv_durations_merge(acc, acc);
    REQUIRE(merged == PTV_OK || merged == PTV_ERR_OVERFLOW);
    ptv_durations_free(acc);
}

static void try_survival(const uint8_t *image, size_t len) {
    ptv_survival *acc;
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    ptv_estimate half;
    if (ptv_survival_deserialize(NULL, image, len, &acc) < 0)
        return;
    require_image(PTV_TYPE_SURVIVAL, acc, image, len);
    REQUIRE(ptv_survival_read(acc, NULL, &result) >= 0);
    REQUIRE(result.events <= result.n);
    if (result.n > 0) {
        REQUIRE(ptv_survival_at(acc, result.last, NULL, &half) >= 0);
        REQUIRE(half.value >= 0 && half.value <= 1);
    }
    ptv_survival_free(acc);
}

static void use_zone(const ptv_zone *zone) {
    for (int64_t instant = -6000000000000; instant < 8000000000000; instant += 1234567890123) {
        int64_t local, again, index, start;
        REQUIRE(ptv_zone_to_local(zone, instant, &local) == PTV_OK);
        REQUIRE(ptv_zone_to_instant(zone, local, PTV_LOCAL_END, &again, NULL) == PTV_OK);
        REQUIRE(ptv_zone_period(zone, PTV_PERIOD_DAY, instant, &index) == PTV_OK);
        REQUIRE(ptv_zone_period_start(zone, PTV_PERIOD_DAY, index, &start) == PTV_OK);
        REQUIRE(start <= instant);
    }
}

static void try_zone_image(const uint8_t *image, size_t len) {
    ptv_zone *zone;
    if (ptv_zone_deserialize(NULL, image, len, &zone) < 0)
        return;
    require_image(PTV_TYPE_ZONE, zone, image, len);
    use_zone(zone);
    ptv_zone_free(zone);
}

static void try_tzif(const uint8_t *bytes, size_t len) {
    ptv_zone *zone;
    if (ptv_zone_new_tzif(bytes, len, NULL, &zone) < 0)
        return;
    use_zone(zone);
    ptv_zone_free(zone);
}

static void try_rule(const char *rule) {
    ptv_zone *zone;
    if (ptv_zone_new_posix(rule, NULL, &zone) < 0)
        return;
    use_zone(zone);
    ptv_zone_free(zone);
}

static void try_calendar(const char *text, size_t len) {
    static const char rule[] = "CET-1CEST,M3.5.0,M10.5.0/3";
    ptv_calendar_error error = PTV_CALENDAR_ERROR_INIT;
    ptv_calendar *calendar;
    ptv_zone *zone;
    REQUIRE(ptv_zone_new_posix(rule, NULL, &zone) == PTV_OK);
    ptv_status status = ptv_calendar_new(text, len, zone, NULL, &error, &calendar);
    ptv_zone_free(zone);
    if (status < 0) {
        REQUIRE(status != PTV_ERR_ARGUMENT || error.reason != PTV_CALENDAR_NO_FAULT);
        return;
    }
    const int64_t from = 1700000000000, to = 1710000000000;
    int64_t open, due;
    REQUIRE(ptv_calendar_open_ms(calendar, from, to, &open) == PTV_OK);
    REQUIRE(open >= 0 && open <= to - from);
    if (open > 0) {
        REQUIRE(ptv_calendar_due(calendar, from, open, &due) == PTV_OK);
        REQUIRE(due > from && due <= to);
    }
    ptv_calendar_free(calendar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const uint32_t types[] = {PTV_TYPE_DURATIONS, PTV_TYPE_SURVIVAL, PTV_TYPE_ZONE};
    if (size < 2)
        return 0;
    int kind = data[0] % KINDS;
    size_t len = size - 2;
    /* With a NUL behind them, for the rule. */
    uint8_t *bytes = calloc(len + 1, 1);
    if (!bytes)
        return 0;
    memcpy(bytes, data + 2, len);
    if (kind <= ZONE)
        repair(bytes, len, types[kind], data[1]);
    if (kind == DURATIONS)
        try_durations(bytes, len);
    else if (kind == SURVIVAL)
        try_survival(bytes, len);
    else if (kind == ZONE)
        try_zone_image(bytes, len);
    else if (kind == TZIF)
        try_tzif(bytes, len);
    else if (kind == RULE)
        try_rule((const char *)bytes);
    else
        try_calendar((const char *)bytes, len);
    free(bytes);
    return 0;
}
