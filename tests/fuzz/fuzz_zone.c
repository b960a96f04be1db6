/* SPDX-License-Identifier: MIT */
/* Zones, from all that they are made of: images with the header repaired, TZif files and POSIX
 * rules. What is accepted answers at any instant, and its answers agree. */
#include "image.h"

static void use_instant(const ptv_zone *zone, int64_t instant) {
    int64_t local, again, index, start;
    REQUIRE(ptv_zone_to_local(zone, instant, &local) == PTV_OK);
    REQUIRE(ptv_zone_to_instant(zone, local, PTV_LOCAL_END, &again, NULL) == PTV_OK);
    REQUIRE(ptv_zone_period(zone, PTV_PERIOD_DAY, instant, &index) == PTV_OK);
    REQUIRE(ptv_zone_period_start(zone, PTV_PERIOD_DAY, index, &start) == PTV_OK);
    REQUIRE(start <= instant);
}

static void use_zone(ptv_zone *zone) {
    for (int64_t instant = -6000000000000; instant < 8000000000000; instant += 1234567890123)
        use_instant(zone, instant);
    require_readable(PTV_TYPE_ZONE, zone);
}

static ptv_zone *zone_of_tzif(const uint8_t *bytes, size_t len) {
    ptv_zone *zone;
    return ptv_zone_new_tzif(bytes, len, NULL, &zone) < 0 ? NULL : zone;
}

static ptv_zone *zone_of_rule(const uint8_t *bytes, size_t len) {
    char *rule = calloc(len + 1, 1);
    ptv_zone *zone = NULL;
    REQUIRE(rule != NULL);
    memcpy(rule, bytes, len);
    ptv_status status = ptv_zone_new_posix(rule, NULL, &zone);
    REQUIRE((status >= 0) == (zone != NULL));
    free(rule);
    return zone;
}

/* A choice, what it is, and its bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { HEAD = 2, IMAGE = 0, TZIF = 1, RULE = 2, KINDS };
    if (size < HEAD)
        return 0;
    int kind = data[1] % KINDS;
    size_t len = size - HEAD;
    uint8_t *bytes = repaired(data + HEAD, len, PTV_TYPE_ZONE, kind == IMAGE ? data[0] : 0);
    ptv_zone *zone = kind == IMAGE  ? accepted(PTV_TYPE_ZONE, bytes, len)
                     : kind == TZIF ? zone_of_tzif(bytes, len)
                                    : zone_of_rule(bytes, len);
    if (zone)
        use_zone(zone);
    ptv_zone_free(zone);
    free(bytes);
    return 0;
}
