/* SPDX-License-Identifier: MIT */
/* Desks: tickets that the bytes describe, in an image that they then change in places. */
#include "composite.h"

enum { TICKET_BYTES = 7, DESK_AS_OF = 100000 };

/* A clock of two bytes: state and scale, time; negative times among them. */
static ptv_ticket_time clock_from(uint8_t kind, uint8_t time) {
    ptv_ticket_time clock = {0, 0, 0, 0, kind & 3, 0};
    clock.ms = clock.business_ms = ((int64_t)time - 2) * (1 << (kind >> 2 & 7));
    clock.age_ms = clock.business_age_ms = clock.ms + (kind & 32 ? 100 : 0);
    return clock;
}

static ptv_ticket_times ticket_from(const uint8_t *bytes) {
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    times.as_of = DESK_AS_OF;
    times.calendar_id = 1;
    times.created = DESK_AS_OF - 100 * (int64_t)bytes[0];
    times.ended = bytes[1] < 128 ? PTV_TIME_NONE : DESK_AS_OF - 100 * (int64_t)(bytes[1] - 128);
    for (int i = 0; i < PTV_CLOCKS; i++)
        times.clock[i] = clock_from(bytes[2 + i % 2], bytes[4 + i % 2]);
    times.replies = (bytes[6] & 7) - 1;
    times.reopens = (bytes[6] >> 3 & 3) - 1;
    times.transfers = (bytes[6] >> 5 & 3) - 1;
    times.next_unanswered = bytes[6] & 1;
    times.resolved_by_close = bytes[6] >> 7 && times.ended != PTV_TIME_NONE;
    return times;
}

static void *desk_from(uint8_t shape, const uint8_t *tickets, size_t n) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk *acc;
    config.calendar_id = shape & 1;
    config.n_targets = shape >> 1 & 3;
    for (int32_t i = 0; i < config.n_targets; i++) {
        config.target[i].clock = i == 2 ? PTV_CLOCK_FIRST_RESPONSE : PTV_CLOCK_RESOLUTION_LAST;
        config.target[i].limit_ms = 64 * (i + 1);
    }
    config.until = shape & 16 ? DESK_AS_OF : 0;
    config.from = shape & 16 ? DESK_AS_OF - 10000 : 0;
    config.n_ages = shape & 16 ? shape >> 5 & 3 : 0;
    for (int32_t i = 0; i < config.n_ages; i++)
        config.age_ms[i] = 3000 * (i + 1);
    REQUIRE(ptv_desk_new(&config, NULL, &acc) == PTV_OK);
    for (size_t i = 0; i < n; i++) {
        ptv_ticket_times times = ticket_from(tickets + i * TICKET_BYTES);
        REQUIRE(ptv_desk_add(acc, &times) >= 0);
        if (shape & 8 && i % 5 == 4)
            REQUIRE(ptv_desk_remove(acc, &times) >= 0);
    }
    return acc;
}

static void use_desk(void *acc, const uint8_t *record) {
    ptv_ticket_times times = ticket_from(record);
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    ptv_desk_result r = PTV_DESK_RESULT_INIT;
    REQUIRE(ptv_desk_config_read(acc, &config) == PTV_OK);
    REQUIRE(ptv_desk_read(acc, NULL, &r) >= 0);
    REQUIRE(r.open <= r.n && r.unanswered + r.no_first_response <= r.n);
    REQUIRE(ptv_backlog_check(&r.backlog) == PTV_OK);
    for (int32_t i = 0; i < config.n_targets; i++) {
        ptv_desk_target_result t = PTV_DESK_TARGET_RESULT_INIT;
        REQUIRE(ptv_desk_target_read(acc, i, NULL, &t) >= 0);
        REQUIRE(t.attainment.n + t.pending + t.absent == r.n);
        use_share(&t.attainment);
    }
    ptv_status status = ptv_desk_merge(acc, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    status = ptv_desk_remove(acc, &times);
    REQUIRE(status >= 0 || status == PTV_ERR_UNDERFLOW || status == PTV_ERR_MISMATCH);
    require_readable(PTV_TYPE_DESK, acc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct described desk = {PTV_TYPE_DESK, TICKET_BYTES, desk_from, use_desk};
    return try_described(&desk, data, size);
}
