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
    return state_bytes(PTV_TYPE_PANEL, acc);
}

void assert_panel_bytes(const ptv_panel *acc, struct bytes want) {
    assert_state_bytes(PTV_TYPE_PANEL, acc, want);
}

void assert_same_panels(const ptv_panel *a, const ptv_panel *b) {
    assert_true(same_states(PTV_TYPE_PANEL, a, b));
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
