/* SPDX-License-Identifier: MIT */
/* Durations ready made, and their bytes. */
#ifndef TESTS_DURATIONS_H
#define TESTS_DURATIONS_H

#include "testing.h"

/* A state; config and allocator as in ptv_durations_new. */
ptv_durations *durations_new(const ptv_durations_config *config, const ptv_allocator *allocator);

/* A state with the defaults that holds so many values. */
ptv_durations *durations_of(const int64_t *values, size_t n);

/* The image of a state; to be given back by free. */
struct bytes {
    uint8_t *data;
    size_t len;
};
struct bytes bytes_of(const ptv_durations *acc);

bool same_bytes(struct bytes a, struct bytes b);
void assert_same_durations(const ptv_durations *a, const ptv_durations *b);

/* The call answers a status, and the state's bytes are as they were. */
#define assert_durations_untouched(acc, expected, call)                                            \
    do {                                                                                           \
        struct bytes before_call = bytes_of(acc);                                                  \
        assert_status(expected, call);                                                             \
        struct bytes after_call = bytes_of(acc);                                                   \
        assert_true(same_bytes(before_call, after_call));                                          \
        free(before_call.data);                                                                    \
        free(after_call.data);                                                                     \
    } while (0)

/* A reading, which must not fail. */
ptv_durations_result durations_read(const ptv_durations *acc);

#endif
