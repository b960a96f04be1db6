/* SPDX-License-Identifier: MIT */
/* Repeats: contacts that the bytes describe, in an image that they then change in places. No cutoff
 * changes a reading. */
#include "composite.h"

static void use_repeats(void *acc, const uint8_t *record) {
    (void)record;
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result r = PTV_REPEATS_RESULT_INIT, advanced = r;
    REQUIRE(ptv_repeats_config_read(acc, &config) == PTV_OK);
    opt.as_of = INT64_MAX;
    REQUIRE(ptv_repeats_read(acc, NULL, &r) >= 0);
    REQUIRE(ptv_repeats_read(acc, &opt, &r) >= 0);
    REQUIRE(r.resolved <= r.eligible && r.eligible <= r.openers && r.openers <= r.contacts);
    REQUIRE(r.short_history <= r.eligible && r.later == 0);
    use_share(&r.fcr);
    use_share(&r.repeat_free);
    for (int64_t cutoff = INT64_MAX >> 40; config.since != 0; cutoff = cutoff << 8 | 255) {
        ptv_status status = ptv_repeats_advance(acc, cutoff);
        REQUIRE(status == PTV_OK || status == PTV_ERR_ORDER);
        require_readable(PTV_TYPE_REPEATS, acc);
        REQUIRE(ptv_repeats_read(acc, &opt, &advanced) >= 0);
        REQUIRE(memcmp(&advanced, &r, sizeof r) == 0);
        if (cutoff == INT64_MAX)
            break;
    }
}

/* A contact of two bytes: whose and what about, and when. */
enum { CONTACT_BYTES = 2 };

static void *repeats_from(uint8_t cutoff, const uint8_t *contacts, size_t n) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *acc;
    config.window_ms = 20;
    config.since = 10;
    REQUIRE(ptv_repeats_new(&config, NULL, &acc) == PTV_OK);
    for (size_t i = 0; i < n; i++, contacts += CONTACT_BYTES)
        REQUIRE(ptv_repeats_add(acc, contacts[0] & 7, contacts[0] >> 6, contacts[1]) == PTV_OK);
    if (cutoff > 0)
        REQUIRE(ptv_repeats_advance(acc, cutoff) == PTV_OK);
    return acc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct described repeats = {PTV_TYPE_REPEATS, CONTACT_BYTES, repeats_from,
                                             use_repeats};
    return try_described(&repeats, data, size);
}
