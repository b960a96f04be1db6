/* SPDX-License-Identifier: MIT */
/* Ratings, proportions and revenue: images of one length. Removing all that is counted leaves
 * nothing, or what was there before it was added. */
#include <stdbool.h>

#include "image.h"

/* Memory as nobody leaves it: what is refused must leave it alone. */
#define SCRIBBLE(object) memset(&(object), 0xA5, sizeof(object))

static void use_scores(const ptv_ratings *acc) {
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    ptv_csat_result csat = PTV_CSAT_RESULT_INIT;
    ptv_ces_result ces = PTV_CES_RESULT_INIT;
    ptv_comparison difference;
    ptv_status status = ptv_nps_read(acc, NULL, &nps);
    REQUIRE(status >= 0 || status == PTV_ERR_MISMATCH);
    status = ptv_csat_read(acc, NULL, &csat);
    REQUIRE(status >= 0 || status == PTV_ERR_MISMATCH);
    REQUIRE(ptv_ces_read(acc, NULL, &ces) >= 0);
    REQUIRE(ptv_ratings_compare(acc, acc, NULL, &difference) >= 0);
}

static void use_ratings(const void *state) {
    const ptv_ratings *acc = state;
    ptv_ratings_result r = PTV_RATINGS_RESULT_INIT;
    REQUIRE(ptv_ratings_read(acc, NULL, &r) >= 0);
    use_estimate(&r.mean);
    use_share(&r.top_box);
    use_share(&r.bottom_box);
    use_estimate(&r.net);
    REQUIRE(r.n == 0 || (r.mean.value >= r.scale_min && r.mean.value <= r.scale_max));
    use_scores(acc);

    ptv_ratings sum = *acc;
    if (ptv_ratings_merge(&sum, acc) == PTV_OK) {
        int32_t off_scale = r.scale_max < INT32_MAX ? r.scale_max + 1 : r.scale_min - 1;
        for (int i = 0; i <= r.scale_max - r.scale_min; i++)
            REQUIRE(ptv_ratings_remove(&sum, r.scale_min + i, r.count[i]) == PTV_OK);
        REQUIRE(ptv_ratings_remove(&sum, PTV_SCORE_MISSING, r.missing) == PTV_OK);
        REQUIRE(ptv_ratings_remove(&sum, off_scale, r.invalid) == PTV_OUT_OF_SCALE);
    }
    REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
}

static void use_proportion(const void *state) {
    const ptv_proportion *acc = state;
    ptv_proportion_result r = PTV_PROPORTION_RESULT_INIT;
    ptv_comparison difference;
    REQUIRE(ptv_proportion_read(acc, NULL, &r) >= 0);
    use_share(&r.share);
    REQUIRE(ptv_proportion_compare(acc, acc, NULL, &difference) >= 0);

    ptv_proportion sum = *acc;
    if (ptv_proportion_merge(&sum, acc) == PTV_OK) {
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_HIT, r.hits) == PTV_OK);
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_MISS, r.n - r.hits) == PTV_OK);
        REQUIRE(ptv_proportion_remove(&sum, PTV_OUTCOME_EXCLUDED, r.excluded) == PTV_OK);
    }
    REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
}

static void use_revenue(const void *state) {
    const ptv_revenue *acc = state;
    ptv_revenue_result r = PTV_REVENUE_RESULT_INIT;
    ptv_comparison difference;
    REQUIRE(ptv_revenue_read(acc, NULL, &r) >= 0);
    use_estimate(&r.gross);
    use_estimate(&r.net);
    REQUIRE(r.n == 0 || (r.gross.value >= 0 && r.gross.value <= 1 && r.net.value >= 0));
    REQUIRE(r.n < 2 || (r.gross.std_error >= 0 && r.net.std_error >= 0));

    ptv_revenue sum = *acc;
    ptv_status status = ptv_revenue_merge(&sum, acc);
    REQUIRE(status == PTV_OK || status == PTV_ERR_OVERFLOW);
    REQUIRE(ptv_revenue_compare(acc, &sum, NULL, &difference) >= 0);
    REQUIRE(r.n == 0 || difference.difference == 0);
    sum = *acc;
    if (ptv_revenue_add(&sum, 1000, 1100, 0) == PTV_OK)
        REQUIRE(ptv_revenue_remove(&sum, 1000, 1100, 0) == PTV_OK);
    REQUIRE(memcmp(&sum, acc, sizeof sum) == 0);
}

/* A type: the length of its images, its own function that reads them into the caller's memory, and
 * what can be done with what they hold. */
struct fixed {
    uint32_t type;
    size_t len, size;
    ptv_status (*read)(void *acc, const void *image, size_t len);
    void (*use)(const void *acc);
};

static ptv_status read_ratings(void *acc, const void *image, size_t len) {
    return ptv_ratings_deserialize(acc, image, len);
}

static ptv_status read_proportion(void *acc, const void *image, size_t len) {
    return ptv_proportion_deserialize(acc, image, len);
}

static ptv_status read_revenue(void *acc, const void *image, size_t len) {
    return ptv_revenue_deserialize(acc, image, len);
}

static const struct fixed all[] = {
    {PTV_TYPE_RATINGS, 136, sizeof(ptv_ratings), read_ratings, use_ratings},
    {PTV_TYPE_PROPORTION, 48, sizeof(ptv_proportion), read_proportion, use_proportion},
    {PTV_TYPE_REVENUE, 312, sizeof(ptv_revenue), read_revenue, use_revenue},
};

enum { TYPES = sizeof all / sizeof *all };

static void try_image(const struct fixed *fixed, const uint8_t *image, size_t len, bool use) {
    uint64_t own[sizeof(ptv_revenue) / 8], untouched[sizeof own / 8];
    SCRIBBLE(own);
    memcpy(untouched, own, sizeof own);
    ptv_status status = fixed->read(own, image, len);
    void *acc = accepted(fixed->type, image, len);
    REQUIRE((status >= 0) == (acc != NULL));
    REQUIRE(memcmp(own, acc ? acc : untouched, fixed->size) == 0);
    if (acc && use)
        fixed->use(acc);
    ptv_verbs_find(fixed->type)->free(acc);
}

/* A choice, which type, and an image; half of the inputs get the length of a real one, filled up
 * with zeros. Readings take much longer than the rest: half of the inputs go without. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { HEAD = 2, FILLED_UP = 16, USE = 32 };
    uint8_t image[512] = {0};
    if (size < HEAD || size - HEAD > sizeof image)
        return 0;
    const struct fixed *fixed = &all[data[1] % TYPES];
    size_t given = size - HEAD, len = data[0] & FILLED_UP ? fixed->len : given;
    memcpy(image, data + HEAD, given < len ? given : len);
    uint8_t *exact = repaired(image, len, fixed->type, data[0]);
    uint32_t type, version;
    uint64_t length;
    if (ptv_wire_info(exact, len, &type, &version, &length) == PTV_OK)
        REQUIRE(length >= HEADER && length <= len);
    for (size_t i = 0; i < TYPES; i++)
        try_image(&all[i], exact, len, (data[0] & USE) != 0);
    free(exact);
    return 0;
}
