/* SPDX-License-Identifier: MIT */
/* Repeats ready made, and their images. */
#ifndef TESTS_REPEATS_H
#define TESTS_REPEATS_H

#include "bytes.h"
#include "states.h"

static inline ptv_repeats *repeats_of(int64_t window_ms, int64_t since,
                                      const ptv_allocator *allocator) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *acc = NULL;
    config.window_ms = window_ms;
    config.since = since;
    assert_ok(ptv_repeats_new(&config, allocator, &acc));
    return acc;
}

/* The image of a state; to be given back by free. */
static inline struct bytes repeats_image(const ptv_repeats *acc) {
    return state_bytes(PTV_TYPE_REPEATS, acc);
}

static inline void assert_repeats_image(const ptv_repeats *acc, struct bytes want) {
    assert_state_bytes(PTV_TYPE_REPEATS, acc, want);
}

static inline void assert_same_repeats(const ptv_repeats *a, const ptv_repeats *b) {
    assert_true(same_states(PTV_TYPE_REPEATS, a, b));
}

/* A reading as of an instant, 0: the default; it must not fail. */
static inline ptv_repeats_result repeats_read_at(const ptv_repeats *acc, int64_t as_of) {
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result result;
    scribble(result);
    result.size = (uint32_t)sizeof result;
    opt.as_of = as_of;
    ptv_status status = ptv_repeats_read(acc, &opt, &result);
    if (status < 0)
        fail_msg("ptv_repeats_read: %s", ptv_status_name(status));
    assert_status(status, result.fcr.status);
    return result;
}

#endif
