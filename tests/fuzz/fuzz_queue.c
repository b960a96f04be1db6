/* SPDX-License-Identifier: MIT */
/* Queues: calls that the bytes describe, in an image that they then change in places. */
#include "composite.h"

/* A call of five bytes: outcome, wait, talk, rest; missing and negative times among them. */
enum { CALL_BYTES = 5 };

static int64_t time_of(uint8_t byte, int scale) {
    return byte == 255 ? PTV_TIME_NONE : ((int64_t)byte - 3) * (1 << scale);
}

static ptv_call call_from(const uint8_t *bytes) {
    ptv_call call = PTV_CALL_INIT;
    call.outcome = 1 + bytes[0] % 6;
    call.rings = bytes[0] >> 6;
    call.wait_ms = time_of(bytes[1], bytes[0] >> 3 & 7);
    call.talk_ms = time_of(bytes[2], 9);
    call.hold_ms = time_of(bytes[3], 4);
    call.wrap_up_ms = time_of(bytes[4], 0);
    return call;
}

static void *queue_from(uint8_t shape, const uint8_t *calls, size_t n) {
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue *acc;
    config.short_ms = shape & 1 ? 40 : 0;
    config.n_limits = shape >> 1 & 3;
    for (int32_t i = 0; i < config.n_limits; i++)
        config.limit_ms[i] = 20 * (i + 1);
    REQUIRE(ptv_queue_new(&config, NULL, &acc) == PTV_OK);
    for (size_t i = 0; i < n; i++) {
        ptv_call call = call_from(calls + i * CALL_BYTES);
        REQUIRE(ptv_queue_add(acc, &call) >= 0);
        if (shape & 8 && i % 5 == 4)
            REQUIRE(ptv_queue_remove(acc, &call) >= 0);
    }
    return acc;
}

static void use_queue(void *acc, const uint8_t *record) {
    ptv_call call = call_from(record);
    ptv_queue_result r = PTV_QUEUE_RESULT_INIT;
    ptv_queue_config config = PTV_QUEUE_CONFIG_INIT;
    ptv_queue_options opt = PTV_QUEUE_OPTIONS_INIT;
    REQUIRE(ptv_queue_read(acc, NULL, &r) >= 0);
    REQUIRE(r.offered == r.answered + r.abandoned + r.flowed_out);
    REQUIRE(r.short_abandoned <= r.abandoned && r.callbacks <= r.flowed_out);
    REQUIRE(!(r.occupancy_ratio < 0 || r.occupancy_ratio > 1));
    use_share(&r.abandonment);
    REQUIRE(ptv_queue_config_read(acc, &config) == PTV_OK);
    for (int32_t i = 0; i < 12 * config.n_limits; i++) {
        ptv_estimate e;
        opt.base = i % 3;
        opt.count_abandoned = i / 3 % 2;
        opt.keep_short = i / 6 % 2;
        REQUIRE(ptv_queue_service_level(acc, config.limit_ms[i / 12], &opt, &e) >= 0);
        REQUIRE(e.n <= r.offered);
        use_share(&e);
    }
    ptv_status status = ptv_queue_merge(acc, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    status = ptv_queue_remove(acc, &call);
    REQUIRE(status >= 0 || status == PTV_ERR_UNDERFLOW);
    require_readable(PTV_TYPE_QUEUE, acc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct described queue = {PTV_TYPE_QUEUE, CALL_BYTES, queue_from, use_queue};
    return try_described(&queue, data, size);
}
