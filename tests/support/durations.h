/* SPDX-License-Identifier: MIT */
/* Durations ready made, and their bytes. */
#ifndef TESTS_DURATIONS_H
#define TESTS_DURATIONS_H

#include "bytes.h"

/* A state; config and allocator as in ptv_durations_new. */
ptv_durations *durations_new(const ptv_durations_config *config, const ptv_allocator *allocator);

/* A state with the defaults that holds so many values. */
ptv_durations *durations_of(const int64_t *values, size_t n);

/* The image of a state; to be given back by free. */
struct bytes bytes_of(const ptv_durations *acc);

void assert_same_durations(const ptv_durations *a, const ptv_durations *b);

/* The call answers a status, and the state's bytes are as they were. */
#define assert_durations_untouched(acc, expected, call)                                            \
    assert_bytes_untouched(PTV_TYPE_DURATIONS, acc, expected, call)

/* A reading, which must not fail. */
ptv_durations_result durations_read(const ptv_durations *acc);

#endif
