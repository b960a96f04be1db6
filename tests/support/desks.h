/* SPDX-License-Identifier: MIT */
/* Desks, the times of tickets for them, and their images. */
#ifndef TESTS_DESKS_H
#define TESTS_DESKS_H

#include "durations.h"
#include "states.h"

/* All instants here are near this one. */
#define DESK_NOW INT64_C(1700000000000)

enum { DESK_MINUTE = 60000 };

static inline ptv_desk *desk_new(const ptv_desk_config *config, const ptv_allocator *allocator) {
    ptv_desk *acc = NULL;
    assert_ok(ptv_desk_new(config, allocator, &acc));
    assert_non_null(acc);
    return acc;
}

/* A ticket that was created so long before the reading, to which nothing has happened: its first
 * response and its resolutions run. */
static inline ptv_ticket_times open_ticket(int64_t age_ms) {
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    static const int running[] = {PTV_CLOCK_FIRST_RESPONSE, PTV_CLOCK_RESOLUTION_FIRST,
                                  PTV_CLOCK_RESOLUTION_LAST, PTV_CLOCK_RESOLUTION_ACTIVE};
    times.as_of = DESK_NOW;
    times.created = DESK_NOW - age_ms;
    times.ended = PTV_TIME_NONE;
    times.state = PTV_STATE_IMPLIED;
    times.replies = times.reopens = times.transfers = -1;
    for (int i = 0; i < PTV_CLOCKS; i++)
        times.clock[i] =
            (ptv_ticket_time){PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, 0, 0};
    for (size_t i = 0; i < COUNT_OF(running); i++)
        times.clock[running[i]] =
            (ptv_ticket_time){age_ms, PTV_TIME_NONE, age_ms, PTV_TIME_NONE, PTV_CLOCK_RUNNING, 0};
    return times;
}

/* Its clock is done after so long. */
static inline void clock_done(ptv_ticket_times *times, int clock, int64_t ms) {
    times->clock[clock].state = PTV_CLOCK_DONE;
    times->clock[clock].ms = ms;
    times->clock[clock].age_ms = times->as_of - times->created;
}

/* It was resolved after so long. */
static inline void resolve(ptv_ticket_times *times, int64_t ms) {
    clock_done(times, PTV_CLOCK_RESOLUTION_FIRST, ms);
    clock_done(times, PTV_CLOCK_RESOLUTION_LAST, ms);
    clock_done(times, PTV_CLOCK_RESOLUTION_ACTIVE, ms);
    times->ended = times->created + ms;
}

static inline ptv_ticket_wait next_wait(int64_t ms) {
    ptv_ticket_wait wait = {ms, PTV_TIME_NONE, PTV_CLOCK_NEXT_RESPONSE, 0};
    return wait;
}

/* Everything that can be declared. */
static inline ptv_desk_config full_desk_config(void) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    config.from = DESK_NOW - 60 * DESK_MINUTE;
    config.until = DESK_NOW;
    config.n_targets = PTV_DESK_TARGETS;
    config.n_ages = PTV_BACKLOG_AGES;
    for (int32_t i = 0; i < PTV_DESK_TARGETS; i++) {
        config.target[i].clock = i < 4 ? PTV_CLOCK_FIRST_RESPONSE : PTV_CLOCK_RESOLUTION_LAST;
        config.target[i].limit_ms = (9 - i) * 5 * DESK_MINUTE;
    }
    for (int32_t i = 0; i < PTV_BACKLOG_AGES; i++)
        config.age_ms[i] = (i + 1) * 10 * DESK_MINUTE;
    return config;
}

/* The i-th of many tickets: with it, any mixture of everything. */
static inline ptv_ticket_times desk_ticket(int i) {
    ptv_ticket_times times = open_ticket((i * 7 % 90) * DESK_MINUTE + i);
    if (i % 3)
        clock_done(&times, PTV_CLOCK_FIRST_RESPONSE, (i * 5 % 60) * DESK_MINUTE);
    if (i % 7 == 3)
        times.clock[PTV_CLOCK_FIRST_RESPONSE].state = PTV_CLOCK_ABSENT;
    if (i % 2) {
        resolve(&times, times.clock[PTV_CLOCK_RESOLUTION_LAST].ms / 2);
        times.resolved_by_close = i % 4 == 1;
    }
    for (int clock = PTV_CLOCK_REQUESTER_WAIT; clock <= PTV_CLOCK_ON_HOLD; clock++)
        clock_done(&times, clock, i * 1000 * clock);
    times.reopens = i % 5 - 1;
    times.transfers = i % 4 - 1;
    times.replies = i % 6 - 1;
    times.next_unanswered = i % 3;
    if (i % 11 == 10)
        clock_done(&times, PTV_CLOCK_FIRST_RESPONSE, -5);
    return times;
}

static inline void add_ticket(ptv_desk *acc, int i) {
    ptv_ticket_times times = desk_ticket(i);
    assert_status(i % 11 == 10 ? PTV_OUT_OF_SCALE : PTV_OK, ptv_desk_add(acc, &times));
}

static inline ptv_desk *desk_with(const ptv_allocator *allocator, int n) {
    ptv_desk_config config = full_desk_config();
    ptv_desk *acc = desk_new(&config, allocator);
    for (int i = 0; i < n; i++) {
        ptv_ticket_wait wait = next_wait(i * 777);
        add_ticket(acc, i);
        assert_ok(ptv_desk_add_wait(acc, &wait));
    }
    return acc;
}

/* The image of a desk; to be given back by free. */
static inline struct bytes desk_bytes(const ptv_desk *acc) {
    return state_bytes(PTV_TYPE_DESK, acc);
}

static inline bool same_desks(const ptv_desk *a, const ptv_desk *b) {
    return same_states(PTV_TYPE_DESK, a, b);
}

/* The call answers a status, and the desk's bytes are as they were. */
#define assert_desk_untouched(acc, expected, call)                                                 \
    assert_bytes_untouched(PTV_TYPE_DESK, acc, expected, call)

/* Readings, which must not fail. */
static inline ptv_desk_result desk_read(const ptv_desk *acc) {
    ptv_desk_result result = PTV_DESK_RESULT_INIT;
    ptv_status status = ptv_desk_read(acc, NULL, &result);
    assert_status(result.n > 0 ? PTV_OK : PTV_EMPTY, status);
    return result;
}

static inline ptv_desk_target_result target_read(const ptv_desk *acc, int32_t index) {
    ptv_desk_target_result result = PTV_DESK_TARGET_RESULT_INIT;
    ptv_status status = ptv_desk_target_read(acc, index, NULL, &result);
    assert_status(result.attainment.status, status);
    return result;
}

static inline const ptv_durations *desk_durations(const ptv_desk *acc, int32_t clock) {
    const ptv_durations *part = NULL;
    assert_ok(ptv_desk_durations(acc, clock, &part));
    return part;
}

static inline const ptv_survival *desk_survival(const ptv_desk *acc, int32_t clock) {
    const ptv_survival *part = NULL;
    assert_ok(ptv_desk_survival(acc, clock, &part));
    return part;
}

#endif
