/* SPDX-License-Identifier: MIT */
#include "panels.h"

ptv_panel *panel_on(int32_t min, int32_t max, int32_t policy) {
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_panel *acc = NULL;
    config.scale_min = min;
    config.scale_max = max;
    config.policy = policy;
    assert_ok(ptv_panel_new(&config, NULL, &acc));
    assert_non_null(acc);
    return acc;
}

ptv_panel *panel_of(int32_t policy) {
    return panel_on(0, 0, policy);
}

void panel_take(ptv_panel *acc, ptv_response response) {
    assert_true(ptv_panel_add(acc, &response) >= 0);
}

struct bytes panel_bytes(const ptv_panel *acc) {
    struct bytes bytes = {NULL, 0};
    assert_ok(ptv_panel_serialize(acc, NULL, 0, &bytes.len));
    bytes.data = malloc(bytes.len);
    assert_non_null(bytes.data);
    size_t len;
    assert_ok(ptv_panel_serialize(acc, bytes.data, bytes.len, &len));
    assert_true(len == bytes.len);
    return bytes;
}

void assert_panel_bytes(const ptv_panel *acc, struct bytes want) {
    struct bytes got = panel_bytes(acc);
    assert_true(same_bytes(got, want));
    free(got.data);
}

void assert_same_panels(const ptv_panel *a, const ptv_panel *b) {
    struct bytes want = panel_bytes(b);
    assert_panel_bytes(a, want);
    free(want.data);
}

ptv_panel_result panel_read(const ptv_panel *acc) {
    ptv_panel_result result = PTV_PANEL_RESULT_INIT;
    assert_true(ptv_panel_read(acc, &result) >= 0);
    return result;
}

ptv_ratings panel_ratings(const ptv_panel *acc) {
    ptv_ratings ratings;
    assert_ok(ptv_panel_ratings(acc, &ratings));
    return ratings;
}
