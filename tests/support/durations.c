/* SPDX-License-Identifier: MIT */
#include "durations.h"

ptv_durations *durations_new(const ptv_durations_config *config, const ptv_allocator *allocator) {
    ptv_durations *acc = NULL;
    assert_ok(ptv_durations_new(config, allocator, &acc));
    assert_non_null(acc);
    return acc;
}

ptv_durations *durations_of(const int64_t *values, size_t n) {
    ptv_durations *acc = durations_new(NULL, NULL);
    for (size_t i = 0; i < n; i++)
        assert_ok(ptv_durations_add(acc, values[i]));
    return acc;
}

struct bytes bytes_of(const ptv_durations *acc) {
    return state_bytes(PTV_TYPE_DURATIONS, acc);
}

void assert_same_durations(const ptv_durations *a, const ptv_durations *b) {
    assert_true(same_states(PTV_TYPE_DURATIONS, a, b));
}

ptv_durations_result durations_read(const ptv_durations *acc) {
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    assert_true(ptv_durations_read(acc, NULL, &result) >= 0);
    return result;
}
