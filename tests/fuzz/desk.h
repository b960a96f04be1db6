/* SPDX-License-Identifier: MIT */
/* Desks for the fuzz target: tickets that the bytes describe, in an image that they then change in
 * places. */
#ifndef FUZZ_DESK_H
#define FUZZ_DESK_H

#include <postventa/postventa.h>

#include "image.h"

enum { TICKET_BYTES = 7, DESK_HEAD = HEADER + 8 * 88, DESK_AS_OF = 100000 };

/* A clock of two bytes: state and scale, time; negative times among them. */
static inline ptv_ticket_time clock_from(uint8_t kind, uint8_t time) {
    ptv_ticket_time clock = {0, 0, 0, 0, kind & 3, 0};
    clock.ms = clock.business_ms = ((int64_t)time - 2) * (1 << (kind >> 2 & 7));
    clock.age_ms = clock.business_age_ms = clock.ms + (kind & 32 ? 100 : 0);
    return clock;
}

static inline ptv_ticket_times ticket_from(const uint8_t *bytes) {
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

static inline ptv_desk *desk_from(uint8_t shape, const uint8_t *tickets, size_t n) {
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

static inline void use_desk(ptv_desk *acc, const ptv_ticket_times *times) {
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
        REQUIRE(!(t.attainment.value < 0 || t.attainment.value > 1));
    }
    ptv_status status = ptv_desk_merge(acc, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    status = ptv_desk_remove(acc, times);
    REQUIRE(status >= 0 || status == PTV_ERR_UNDERFLOW || status == PTV_ERR_MISMATCH);
    /* Whatever was taken back, a desk is left. */
    size_t len;
    ptv_desk *back;
    uint8_t *image = image_of(PTV_TYPE_DESK, acc, &len);
    REQUIRE(ptv_desk_deserialize(NULL, image, len, &back) == PTV_OK);
    ptv_desk_free(back);
    free(image);
}

/* The images inside get their checksums, unless `choice` leaves them to the fuzzer. */
static inline void seal_desk(uint8_t *image, size_t len, uint8_t choice) {
    uint64_t one;
    for (size_t at = DESK_HEAD; at < len && choice & 8; at += (size_t)one) {
        if (ptv_wire_info(image + at, len - at, NULL, NULL, &one) != PTV_OK)
            break;
        repair(image + at, (size_t)one, 0, 8);
    }
    repair(image, len, PTV_TYPE_DESK, choice);
}

/* First the config and how many tickets, then the tickets, then changes of three bytes: where, and
 * what to. */
static inline void try_desk(uint8_t choice, const uint8_t *data, size_t size) {
    size_t n = size < 2 ? 0 : data[1], len;
    if (size < 2 || size < 2 + n * TICKET_BYTES)
        return;
    ptv_desk *made = desk_from(data[0], data + 2, n), *acc = made;
    uint8_t *image = image_of(PTV_TYPE_DESK, made, &len);
    for (size_t at = 2 + n * TICKET_BYTES; at + 3 <= size; at += 3)
        image[((size_t)data[at] << 8 | data[at + 1]) % len] = data[at + 2];
    seal_desk(image, len, choice);
    ptv_status status = ptv_desk_deserialize(NULL, image, len, &acc);
    REQUIRE((status >= 0) == (acc != made));
    if (status >= 0) {
        require_image(PTV_TYPE_DESK, acc, image, len);
        const uint8_t none[TICKET_BYTES] = {0};
        ptv_ticket_times times = ticket_from(n > 0 ? data + 2 : none);
        use_desk(acc, &times);
        ptv_desk_free(acc);
    }
    ptv_desk_free(made);
    free(image);
}

#endif
