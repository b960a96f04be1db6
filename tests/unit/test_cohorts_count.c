/* SPDX-License-Identifier: MIT */
/* customer/cohorts_count.h: each variant is the rows one by one, as is what it says of them. */
#include "cohorts.h"

#include "base/processor.h"
#include "customer/cohorts_count.h"

enum { CUSTOMERS = 1500, MOST = PTVI_ACTIVITIES + 3 };

static uint64_t keys[MOST];
static int64_t periods[MOST];

/* Missing ones, those of before the window, and now and then those that are refused. */
static void make_rows(struct generator *generator, const ptv_cohorts_config *config,
                      bool with_refused) {
    int64_t last = config->first_period + config->n_periods - 1;
    for (size_t i = 0; i < MOST; i++) {
        uint64_t chance = random_below(generator, 400);
        keys[i] = random_below(generator, CUSTOMERS);
        periods[i] =
            config->first_period + (int64_t)random_below(generator, (uint64_t)config->n_periods);
        if (chance < 15)
            keys[i] = PTV_KEY_NONE;
        if (chance > 10 && chance < 30)
            periods[i] = PTV_PERIOD_NONE;
        if (chance > 30 && chance < 50)
            periods[i] = config->first_period - 1 - (int64_t)random_below(generator, 99);
        if (chance == 50)
            periods[i] = INT64_MIN + 1;
        if (with_refused && chance == 60)
            periods[i] = random_below(generator, 2) ? last + 1 : INT64_MAX;
        if (chance == 61 && (with_refused || config->n_dense == 0))
            keys[i] = random_below(generator, 2) ? CUSTOMERS : PTV_KEY_NONE - 1;
    }
}

/* What the rows ask for, told plainly. */
static ptv_status plain_demand(const ptv_cohorts_config *config, const struct ptvi_activities *rows,
                               struct ptvi_demand *demand) {
    ptv_status status = PTV_OK;
    for (size_t i = 0; i < rows->n; i++) {
        if (rows->customers[i] == PTV_KEY_NONE || rows->periods[i] == PTV_PERIOD_NONE)
            continue;
        bool late = rows->periods[i] >= config->first_period + config->n_periods;
        demand->rows++;
        if (rows->customers[i] >= demand->end)
            demand->end = rows->customers[i] + 1;
        if (late || (config->n_dense > 0 && rows->customers[i] >= config->n_dense))
            status = PTV_ERR_ARGUMENT;
    }
    return status;
}

static ptv_cohorts_config random_config(struct generator *generator) {
    static const int32_t lengths[] = {1, 20, 63, 64, 65, 128, 200, PTV_COHORTS_PERIODS};
    int64_t first = (int64_t)random_below(generator, 1000) - 500;
    int32_t length = lengths[random_below(generator, COUNT_OF(lengths))];
    ptv_cohorts_config config = window_of(first, length);
    config.n_dense = random_below(generator, 2) * CUSTOMERS;
    config.seed = random_next(generator);
    return config;
}

/* From a random row on; seldom none, often a few, or as many as there may be. */
static struct ptvi_activities random_rows(struct generator *generator) {
    size_t from = random_below(generator, MOST - PTVI_ACTIVITIES + 1);
    size_t n = random_below(generator, 3) ? random_below(generator, 130)
                                          : PTVI_ACTIVITIES - random_below(generator, 20);
    struct ptvi_activities rows = {n, keys + from, periods + from};
    return rows;
}

/* Sets of instructions of which each variant is asked for. */
static size_t variants(unsigned sets[3]) {
    sets[0] = 0;
    sets[1] = ptvi_processor() & PTVI_AVX2;
    sets[2] = ptvi_processor();
    return 3;
}

static void every_variant_counts_the_rows(void **unused) {
    (void)unused;
    struct generator generator = {71};
    unsigned sets[3];
    for (size_t v = 0; v < variants(sets); v++)
        for (int round = 0; round < 200; round++) {
            ptv_cohorts_config config = random_config(&generator);
            ptv_cohorts *acc = cohorts_new(&config, NULL), *want = cohorts_new(&config, NULL);
            for (int step = 0; step < 8; step++) {
                make_rows(&generator, &config, false);
                struct ptvi_activities rows = random_rows(&generator);
                assert_ok(ptvi_activities_count(acc, &rows, sets[v]));
                for (size_t i = 0; i < rows.n; i++)
                    assert_ok(ptv_cohorts_add(want, rows.customers[i], rows.periods[i]));
                assert_same_cohorts(acc, want);
                assert_int_equal(acc->customers, want->customers);
            }
            ptv_cohorts_free(acc);
            ptv_cohorts_free(want);
        }
}

static void every_variant_checks_the_rows(void **unused) {
    (void)unused;
    struct generator generator = {72};
    unsigned sets[3];
    size_t refused = 0;
    for (size_t v = 0; v < variants(sets); v++)
        for (int round = 0; round < 500; round++) {
            ptv_cohorts_config config = random_config(&generator);
            ptv_cohorts *acc = cohorts_new(&config, NULL);
            struct ptvi_demand got = {0, 0, 0}, want = {0, 0, 0};
            ptv_status status = PTV_OK, want_status = PTV_OK;
            for (int step = 0; step < 3 && want_status == PTV_OK; step++) {
                make_rows(&generator, &config, true);
                struct ptvi_activities rows = random_rows(&generator);
                want_status = plain_demand(&config, &rows, &want);
                status = ptvi_activities_check(acc, &rows, sets[v], &got);
                assert_status(want_status, status);
                assert_true(got.rows == want.rows);
                assert_true(config.n_dense == 0 || got.end == want.end);
            }
            refused += status < 0;
            ptv_cohorts_free(acc);
        }
    assert_in(200, (double)refused, 1400);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variant_counts_the_rows),
        cmocka_unit_test(every_variant_checks_the_rows),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts count", tests, NULL, NULL);
}
