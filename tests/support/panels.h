/* SPDX-License-Identifier: MIT */
/* Panels ready made, and their bytes. */
#ifndef TESTS_PANELS_H
#define TESTS_PANELS_H

#include "durations.h"

/* An empty panel on a scale. */
ptv_panel *panel_on(int32_t min, int32_t max, int32_t policy);

/* An empty panel with the defaults, but for the policy. */
ptv_panel *panel_of(int32_t policy);

/* Takes an answer, which must not fail. */
void panel_take(ptv_panel *acc, ptv_response response);

/* The image of a panel; to be given back by free. */
struct bytes panel_bytes(const ptv_panel *acc);

void assert_panel_bytes(const ptv_panel *acc, struct bytes want);
void assert_same_panels(const ptv_panel *a, const ptv_panel *b);

/* The call answers a status, and the panel's bytes are as they were. */
#define assert_panel_untouched(acc, expected, call)                                                \
    assert_bytes_untouched(PTV_TYPE_PANEL, acc, expected, call)

/* Readings, which must not fail. */
ptv_panel_result panel_read(const ptv_panel *acc);
ptv_ratings panel_ratings(const ptv_panel *acc);

#endif
