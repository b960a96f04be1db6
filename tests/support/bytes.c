/* SPDX-License-Identifier: MIT */
#include "bytes.h"

struct bytes state_bytes(uint32_t type, const void *acc) {
    const ptv_verbs *verbs = ptv_verbs_find(type);
    struct bytes bytes = {NULL, 0};
    size_t len = 0;
    assert_non_null(verbs);
    assert_ok(verbs->serialize(acc, NULL, 0, &bytes.len));
    bytes.data = malloc(bytes.len);
    assert_non_null(bytes.data);
    assert_ok(verbs->serialize(acc, bytes.data, bytes.len, &len));
    assert_true(len == bytes.len);
    note_bytes(bytes.data, len);
    return bytes;
}

bool same_bytes(struct bytes a, struct bytes b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool same_states(uint32_t type, const void *a, const void *b) {
    struct bytes of_a = state_bytes(type, a), of_b = state_bytes(type, b);
    bool same = same_bytes(of_a, of_b);
    free(of_a.data);
    free(of_b.data);
    return same;
}

void assert_state_bytes(uint32_t type, const void *acc, struct bytes want) {
    struct bytes got = state_bytes(type, acc);
    assert_int_equal(got.len, want.len);
    assert_memory_equal(got.data, want.data, got.len);
    free(got.data);
}
