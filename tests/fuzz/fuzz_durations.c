/* SPDX-License-Identifier: MIT */
/* Durations and survival: images with the header repaired. */
#include "image.h"

/* The image can be merged without making the state that it is of, and the sum is the same. */
static void use_merge_bytes(const ptv_durations *acc, const uint8_t *image, size_t len) {
    ptv_durations *by_bytes, *by_state;
    REQUIRE(ptv_durations_copy(acc, NULL, &by_bytes) == PTV_OK);
    REQUIRE(ptv_durations_copy(acc, NULL, &by_state) == PTV_OK);
    ptv_status status = ptv_durations_merge_bytes(by_bytes, image, len);
    REQUIRE(status == ptv_durations_merge(by_state, acc));
    size_t sum_len;
    uint8_t *sum = image_of(PTV_TYPE_DURATIONS, by_state, &sum_len);
    require_image(PTV_TYPE_DURATIONS, by_bytes, sum, sum_len);
    free(sum);
    ptv_durations_free(by_bytes);
    ptv_durations_free(by_state);
}

/* Cells rise, hold all that there is, and are where smallest and largest say. */
static void use_cells(const ptv_durations *acc, const ptv_durations_result *result) {
    ptv_duration_cell cell;
    uint64_t n = 0;
    int64_t before = -1;
    for (size_t position = 0; ptv_durations_next(acc, &position, &cell) == PTV_OK;) {
        REQUIRE(cell.lower_ms > before && cell.upper_ms >= cell.lower_ms && cell.count > 0);
        before = cell.upper_ms;
        n += cell.count;
    }
    REQUIRE(n == result->n && result->max_ms <= (n > 0 ? before : PTV_TIME_NONE));
}

static void use_durations(ptv_durations *acc) {
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    ptv_estimate e;
    REQUIRE(ptv_durations_read(acc, NULL, &result) >= 0);
    use_cells(acc, &result);
    use_estimate(&result.median);
    use_estimate(&result.mean);
    REQUIRE(result.n == 0 || (result.min_ms <= result.max_ms && result.mean.value >= 0));
    for (uint32_t num = 1; num < 100; num += 49) {
        REQUIRE(ptv_durations_percentile(acc, num, 100, NULL, &e) >= 0);
        use_estimate(&e);
        REQUIRE(!(e.value < (double)result.min_ms || e.value > (double)result.max_ms));
    }
    REQUIRE(ptv_durations_within(acc, 1000, NULL, &within) >= 0);
    use_share(&within.share);
    REQUIRE(within.at_least <= within.at_most && within.at_most <= result.n);
    ptv_status status = ptv_durations_remove(acc, result.n > 0 ? result.max_ms : 0, 1);
    REQUIRE(status == PTV_OK || status == PTV_ERR_UNDERFLOW);
    require_readable(PTV_TYPE_DURATIONS, acc);
}

static void use_survival(const ptv_survival *acc) {
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    ptv_estimate e;
    REQUIRE(ptv_survival_read(acc, NULL, &result) >= 0);
    REQUIRE(result.events <= result.n && result.times <= result.n);
    if (result.n == 0)
        return;
    REQUIRE(ptv_survival_at(acc, result.last, NULL, &e) >= 0);
    use_share(&e);
    REQUIRE(ptv_survival_quantile(acc, 1, 2, NULL, &e) >= 0);
    use_estimate(&e);
}

/* A choice, which type, and an image. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { HEAD = 2 };
    if (size < HEAD)
        return 0;
    size_t len = size - HEAD;
    uint32_t type = data[1] & 1 ? PTV_TYPE_SURVIVAL : PTV_TYPE_DURATIONS;
    uint8_t *image = repaired(data + HEAD, len, type, data[0]);
    void *acc = accepted(type, image, len);
    if (acc && type == PTV_TYPE_DURATIONS) {
        use_merge_bytes(acc, image, len);
        use_durations(acc);
    } else if (acc) {
        use_survival(acc);
    }
    ptv_verbs_find(type)->free(acc);
    free(image);
    return 0;
}
