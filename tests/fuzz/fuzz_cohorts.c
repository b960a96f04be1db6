/* SPDX-License-Identifier: MIT */
/* libFuzzer target for cohorts: images with the header repaired, and activity that the fuzzer makes
 * up. What is accepted must be a state like any other: its image is what was read, it can be
 * merged, and its readings agree with one another. */
#include "image.h"

enum { LONGEST = 1024, LARGEST_TABLE = 1000 };

/* Cohorts and those who came earlier are all customers, and they move as the table says. */
static void use_table(const ptv_cohorts *acc, const ptv_cohorts_result *result,
                      const ptv_cohorts_options *opt) {
    size_t n, n_movements, n_averages, at = 0;
    ptv_status status = ptv_cohorts_table(acc, opt, NULL, 0, &n);
    REQUIRE(status == (result->active > 0 ? PTV_OK : PTV_EMPTY));
    if (n == 0 || n > LARGEST_TABLE)
        return;
    ptv_cohort_cell *cells = calloc(n, sizeof *cells);
    ptv_cohort_movement *movements = calloc(PTV_COHORTS_PERIODS, sizeof *movements);
    REQUIRE(cells && movements);
    REQUIRE(ptv_cohorts_table(acc, opt, cells, n, &n) == PTV_OK);
    REQUIRE(ptv_cohorts_averages(cells, n, opt, NULL, 0, &n_averages) == PTV_OK);
    REQUIRE(ptv_cohorts_movements(acc, opt, movements, PTV_COHORTS_PERIODS, &n_movements) ==
            PTV_OK);
    REQUIRE(n_averages == n_movements);
    uint64_t members = 0, active = 0, before = 0;
    for (size_t i = 0; i < n_movements; at += n_movements - i, i++) {
        const ptv_cohort_movement *m = &movements[i];
        REQUIRE(cells[at].cohort == m->period && cells[at].size == m->fresh);
        REQUIRE(m->active == before + m->fresh + m->back - m->lost);
        members += m->fresh;
        active += m->active;
        before = m->active;
    }
    REQUIRE(at == n && active == result->active);
    REQUIRE(members + result->earlier == result->customers);
    free(cells);
    free(movements);
}

static void use(ptv_cohorts *acc) {
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts_retention retention = PTV_COHORTS_RETENTION_INIT;
    ptv_cohorts_options all_over = PTV_COHORTS_OPTIONS_INIT;
    ptv_survival *survival;
    ptv_cohorts *copy;
    size_t len;
    all_over.bounded = 1;
    all_over.until_period = INT64_MAX;
    REQUIRE(ptv_cohorts_read(acc, &result) >= 0);
    use_table(acc, &result, NULL);
    use_table(acc, &result, &all_over);
    REQUIRE(ptv_cohorts_config_read(acc, &config) == PTV_OK);
    if (config.n_periods > 1)
        REQUIRE(ptv_cohorts_retention_read(acc, config.first_period, config.first_period + 1, 3,
                                           NULL, &retention) >= 0);
    REQUIRE(retention.kept + retention.lost == retention.start);
    REQUIRE(ptv_survival_new(NULL, NULL, &survival) == PTV_OK);
    REQUIRE(ptv_cohorts_second_activity(acc, NULL, survival) == PTV_OK);
    ptv_survival_free(survival);

    uint8_t *image = image_of(PTV_TYPE_COHORTS, acc, &len);
    REQUIRE(ptv_cohorts_copy(acc, NULL, &copy) == PTV_OK);
    REQUIRE(ptv_cohorts_reset(acc) == PTV_OK);
    REQUIRE(ptv_cohorts_merge(acc, copy) == PTV_OK);
    require_image(PTV_TYPE_COHORTS, acc, image, len);
    REQUIRE(ptv_cohorts_merge(acc, copy) == PTV_OK);
    require_image(PTV_TYPE_COHORTS, acc, image, len);
    ptv_cohorts_free(copy);
    free(image);
}

static void try_image(const uint8_t *image, size_t len) {
    ptv_cohorts *acc;
    if (ptv_cohorts_deserialize(NULL, image, len, &acc) < 0)
        return;
    require_image(PTV_TYPE_COHORTS, acc, image, len);
    use(acc);
    ptv_cohorts_free(acc);
}

/* Activity, three bytes each: one by one, and as one column into another state. */
static void try_activity(const uint8_t *bytes, size_t len, uint8_t choice) {
    enum { MOST = LONGEST / 3 };
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *single, *column;
    uint64_t keys[MOST];
    int64_t periods[MOST];
    size_t n = len / 3, image_len;
    config.first_period = 5;
    config.n_periods = 1 + choice % 100;
    config.n_dense = choice & 128 ? 3000 : 0;
    REQUIRE(ptv_cohorts_new(&config, NULL, &single) == PTV_OK);
    REQUIRE(ptv_cohorts_new(&config, NULL, &column) == PTV_OK);
    ptv_status worst = PTV_OK;
    for (size_t i = 0; i < n; i++) {
        keys[i] = bytes[3 * i] | (uint64_t)(bytes[3 * i + 1] & 15) << 8;
        periods[i] = bytes[3 * i + 2];
        ptv_status status = ptv_cohorts_add(single, keys[i], periods[i]);
        REQUIRE(status == PTV_OK || status == PTV_ERR_ARGUMENT);
        worst = status < worst ? status : worst;
    }
    REQUIRE(ptv_cohorts_add_periods(column, keys, periods, 0, n) == worst);
    uint8_t *image = image_of(PTV_TYPE_COHORTS, single, &image_len);
    if (worst == PTV_OK)
        require_image(PTV_TYPE_COHORTS, column, image, image_len);
    free(image);
    use(single);
    ptv_cohorts_free(single);
    ptv_cohorts_free(column);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > LONGEST)
        return 0;
    size_t len = size - 2;
    uint8_t *bytes = malloc(len > 0 ? len : 1);
    if (!bytes)
        return 0;
    memcpy(bytes, data + 2, len);
    if (data[0] & 1) {
        try_activity(bytes, len, data[1]);
    } else {
        repair(bytes, len, PTV_TYPE_COHORTS, data[1]);
        try_image(bytes, len);
    }
    free(bytes);
    return 0;
}
