/* SPDX-License-Identifier: MIT */
/* Repeats ready made, and their images. */
#ifndef TESTS_REPEATS_H
#define TESTS_REPEATS_H

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

/* An image of any length; two equal states have equal ones. */
struct long_image {
    uint8_t *bytes;
    size_t len;
};

static inline struct long_image repeats_image(const ptv_repeats *acc) {
    struct long_image image = {NULL, 0};
    size_t len;
    assert_ok(ptv_repeats_serialize(acc, NULL, 0, &image.len));
    image.bytes = malloc(image.len);
    assert_non_null(image.bytes);
    assert_ok(ptv_repeats_serialize(acc, image.bytes, image.len, &len));
    assert_int_equal(len, image.len);
    return image;
}

static inline void assert_repeats_image(const ptv_repeats *acc, const struct long_image *want) {
    struct long_image got = repeats_image(acc);
    assert_int_equal(got.len, want->len);
    assert_memory_equal(got.bytes, want->bytes, got.len);
    free(got.bytes);
}

static inline void assert_same_repeats(const ptv_repeats *a, const ptv_repeats *b) {
    struct long_image image = repeats_image(b);
    assert_repeats_image(a, &image);
    free(image.bytes);
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
