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

enum { HEADER = 24, CHECKSUM = 16, LONGEST = 512, RATINGS_IMAGE = 136, PROPORTION_IMAGE = 48 };

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition))                                                                          \
            abort();                                                                               \
    } while (0)

static uint32_t crc_more(uint32_t crc, const uint8_t *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
    }
    return crc;
}

static void put(uint8_t *out, uint64_t x, int bytes) {
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(x >> 8 * i);
}

/* Magic, type and version stay the fuzzer's, unless it asks for good ones with its first byte. */
static void repair(uint8_t *image, size_t len, uint8_t choice) {
    if (len < HEADER)
        return;
    if (choice & 1) {
        static const uint8_t start[4] = {'P', 'T', 'V', 0xB5};
        memcpy(image, start, sizeof start);
        put(image + 4, choice & 2 ? PTV_TYPE_RATINGS : PTV_TYPE_PROPORTION, 2);
        put(image + 6, 1, 2);
        put(image + 20, 0, 4);
    }
    if (choice & 4)
        put(image + 8, len, 8);
    uint32_t crc = crc_more(UINT32_MAX, image, CHECKSUM);
    crc = ~crc_more(crc, image + CHECKSUM + 4, len - CHECKSUM - 4);
    if (choice & 8)
        put(image + CHECKSUM, crc, 4);
}

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
    repair(image, len, data[0]);
    uint32_t type, version;
    uint64_t length;
    if (ptv_wire_info(image, len, &type, &version, &length) == PTV_OK)
        REQUIRE(length >= HEADER && length <= len);
    try_ratings(image, len);
    try_proportion(image, len);
    free(image);
    return 0;
}
