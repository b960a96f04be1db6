/* SPDX-License-Identifier: MIT */
/* libFuzzer target for panels: images with the header repaired, and answers dealt out to two panels.
 * What is accepted must work: its image is what was read, a copy and a merge leave no trace, and the
 * readings agree with one another. */
#include <stdbool.h>

#include "image.h"

/* Levels, answers off the scale and missing ones are all that there are, and those who answered are
 * the first two. */
static void use_panel(const ptv_panel *acc) {
    ptv_panel_result result = PTV_PANEL_RESULT_INIT;
    ptv_ratings ratings;
    ptv_ratings_result counted = {.size = sizeof counted};
    ptv_estimate rate;
    uint64_t answered = 0;
    REQUIRE(ptv_panel_read(acc, &result) >= 0);
    REQUIRE(ptv_panel_ratings(acc, &ratings) == PTV_OK);
    REQUIRE(ptv_ratings_read(&ratings, NULL, &counted) >= 0);
    for (int i = 0; i < PTV_PANEL_CHANNELS; i++)
        answered += result.answered[i];
    REQUIRE(answered == counted.n + counted.invalid);
    REQUIRE(result.respondents + result.anonymous == answered + counted.missing);
    for (int32_t channel = -1; channel < PTV_PANEL_CHANNELS; channel++) {
        ptv_status status = ptv_panel_response_rate(acc, channel, NULL, &rate);
        REQUIRE(status == PTV_OK || status == PTV_EMPTY || status == PTV_INCONSISTENT);
        REQUIRE(status != PTV_OK || (rate.lower >= 0 && rate.upper <= 1));
    }
}

static void try_image(const uint8_t *image, size_t len) {
    ptv_panel *acc, *copy;
    if (ptv_panel_deserialize(NULL, image, len, &acc) < 0)
        return;
    require_image(PTV_TYPE_PANEL, acc, image, len);
    use_panel(acc);
    REQUIRE(ptv_panel_copy(acc, NULL, &copy) == PTV_OK);
    require_image(PTV_TYPE_PANEL, copy, image, len);
    ptv_status merged = ptv_panel_merge(copy, acc);
    REQUIRE(merged == PTV_OK || merged == PTV_ERR_OVERFLOW);
    if (merged == PTV_OK)
        use_panel(copy);
    else
        require_image(PTV_TYPE_PANEL, copy, image, len);
    ptv_panel_free(acc);
    ptv_panel_free(copy);
}

enum { ANSWER = 6 };

/* Few of each, so that there are ties. */
static ptv_response answer_from(const uint8_t *in) {
    ptv_response response = {in[1] & 15, (int8_t)in[2] / 8, in[3] & 3, (int8_t)in[4] % 13, 0};
    response.channel = in[5] % PTV_PANEL_CHANNELS;
    if (response.respondent == 15)
        response.respondent = PTV_KEY_NONE;
    if (response.score == 12)
        response.score = PTV_SCORE_MISSING;
    return response;
}

/* Dealt out to two panels and merged, whichever way round: as if all had come to one. */
static void try_answers(const uint8_t *in, size_t len, int32_t policy) {
    ptv_panel *whole, *parts[2], *other;
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    config.policy = policy;
    REQUIRE(ptv_panel_new(&config, NULL, &whole) == PTV_OK);
    for (int i = 0; i < 2; i++)
        REQUIRE(ptv_panel_new(&config, NULL, &parts[i]) == PTV_OK);
    for (; len >= ANSWER; in += ANSWER, len -= ANSWER) {
        ptv_response response = answer_from(in);
        bool both = in[0] & 2 && response.respondent != PTV_KEY_NONE;
        REQUIRE(ptv_panel_add(whole, &response) >= 0);
        REQUIRE(ptv_panel_add(parts[in[0] & 1], &response) >= 0);
        REQUIRE(!both || ptv_panel_add(parts[~in[0] & 1], &response) >= 0);
    }
    REQUIRE(ptv_panel_copy(parts[1], NULL, &other) == PTV_OK);
    REQUIRE(ptv_panel_merge(other, parts[0]) == PTV_OK);
    REQUIRE(ptv_panel_merge(parts[0], parts[1]) == PTV_OK);
    size_t want_len;
    uint8_t *want = image_of(PTV_TYPE_PANEL, whole, &want_len);
    require_image(PTV_TYPE_PANEL, parts[0], want, want_len);
    require_image(PTV_TYPE_PANEL, other, want, want_len);
    use_panel(whole);
    try_image(want, want_len);
    free(want);
    ptv_panel_free(whole);
    ptv_panel_free(parts[0]);
    ptv_panel_free(parts[1]);
    ptv_panel_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    size_t len = size - 2;
    if (data[0] & 1) {
        try_answers(data + 2, len, data[1] & 1);
        return 0;
    }
    uint8_t *image = malloc(len + 1);
    if (!image)
        return 0;
    memcpy(image, data + 2, len);
    repair(image, len, PTV_TYPE_PANEL, data[1]);
    try_image(image, len);
    free(image);
    return 0;
}
