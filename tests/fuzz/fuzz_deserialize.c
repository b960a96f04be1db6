/* SPDX-License-Identifier: MIT */
/* libFuzzer target: bytes from anywhere, with the header's length and checksum repaired so that
 * they get past it. What is refused must leave its target alone; what is accepted must be a state
 * like any other: its image is what was read, and it can be read, merged, removed from and
 * compared. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <postventa/postventa.h>

#include "image.h"

enum { LONGEST = 512, RATINGS_IMAGE = 136, PROPORTION_IMAGE = 48 };

static void use_estimate(const ptv_estimate *e) {
    if (e->status != PTV_OK)
        return;
    REQUIRE(e->lower <= e->value && e->value <= e->upper);
}

static void use_ratings(const ptv_ratings *acc) {
    ptv_ratings_result r = {.size = sizeof r};
    REQUIRE(ptv_ratings_read(acc, NULL, &r) >= 0);
    use_estimate(&r.mean);
    use_estimate(&r.top_box);
    use_estimate(&r.bottom_box);
    use_estimate(&r.net);
    REQUIRE(r.n == 0 || (r.mean.value >= r.scale_min && r.mean.value <= r.scale_max));
    ptv_nps_result nps = {.size = sizeof nps};
    ptv_csat_result csat = {.size = sizeof csat};
    ptv_ces_result ces = {.size = sizeof ces};
    ptv_status status = ptv_nps_read(acc, NULL, &nps);
    REQUIRE(status >= 0 || status == PTV_ERR_MISMATCH);
    status = ptv_csat_read(acc, NULL, &csat);
    REQUIRE(status >= 0 || status == PTV_ERR_MISMATCH);
    REQUIRE(ptv_ces_read(acc, NULL, &ces) >= 0);

    ptv_ratings sum = *acc;
    status = ptv_ratings_merge(&sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    if (status != PTV_OK)
        REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
    for (int i = 0; i <= r.scale_max - r.scale_min && status == PTV_OK; i++)
        REQUIRE(ptv_ratings_remove(&sum, (int32_t)(r.scale_min + i), r.count[i]) == PTV_OK);
    if (status == PTV_OK) {
        REQUIRE(ptv_ratings_remove(&sum, PTV_SCORE_MISSING, r.missing) == PTV_OK);
        int32_t off_scale = r.scale_max < INT32_MAX ? r.scale_max + 1 : r.scale_min - 1;
        REQUIRE(ptv_ratings_remove(&sum, off_scale, r.invalid) == PTV_OUT_OF_SCALE);
        REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
    }
    ptv_comparison difference;
    REQUIRE(ptv_ratings_compare(acc, acc, NULL, &difference) >= 0);
    REQUIRE(ptv_ratings_reset(&sum) == PTV_OK);
}

static void use_proportion(const ptv_proportion *acc) {
    ptv_proportion_result r = {.size = sizeof r};
    REQUIRE(ptv_proportion_read(acc, NULL, &r) >= 0);
    use_estimate(&r.share);
    ptv_proportion sum = *acc;
    ptv_status status = ptv_proportion_merge(&sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    if (status == PTV_OK) {
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_HIT, r.hits) == PTV_OK);
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_MISS, r.n - r.hits) == PTV_OK);
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_EXCLUDED, r.excluded) == PTV_OK);
    }
    REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
    ptv_comparison difference;
    REQUIRE(ptv_proportion_compare(acc, acc, NULL, &difference) >= 0);
}

static void try_ratings(const uint8_t *image, size_t len) {
    ptv_ratings acc, untouched;
    memset(&acc, 0xA5, sizeof acc);
    untouched = acc;
    ptv_status status = ptv_ratings_deserialize(&acc, image, len);
    if (status < 0) {
        REQUIRE(memcmp(&acc, &untouched, sizeof acc) == 0);
        return;
    }
    uint8_t again[LONGEST];
    size_t again_len;
    REQUIRE(ptv_ratings_serialize(&acc, again, sizeof again, &again_len) == PTV_OK);
    REQUIRE(again_len == len && memcmp(again, image, len) == 0);
    use_ratings(&acc);
}

static void try_proportion(const uint8_t *image, size_t len) {
    ptv_proportion acc, untouched;
    memset(&acc, 0xA5, sizeof acc);
    untouched = acc;
    ptv_status status = ptv_proportion_deserialize(&acc, image, len);
    if (status < 0) {
        REQUIRE(memcmp(&acc, &untouched, sizeof acc) == 0);
        return;
    }
    uint8_t again[LONGEST];
    size_t again_len;
    REQUIRE(ptv_proportion_serialize(&acc, again, sizeof again, &again_len) == PTV_OK);
    REQUIRE(again_len == len && memcmp(again, image, len) == 0);
    use_proportion(&acc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1 || size > LONGEST)
        return 0;
    /* Half of the inputs get the length of a real image, filled up with zeros. */
    size_t given = size - 1, len = given;
    if (data[0] & 16)
        len = data[0] & 2 ? RATINGS_IMAGE : PROPORTION_IMAGE;
    uint8_t *image = calloc(len > 0 ? len : 1, 1);
    if (!image)
        return 0;
    memcpy(image, data + 1, given < len ? given : len);
    repair(image, len, data[0] & 2 ? PTV_TYPE_RATINGS : PTV_TYPE_PROPORTION, data[0]);
    uint32_t type, version;
    uint64_t length;
    if (ptv_wire_info(image, len, &type, &version, &length) == PTV_OK)
        REQUIRE(length >= HEADER && length <= len);
    try_ratings(image, len);
    try_proportion(image, len);
    free(image);
    return 0;
}
