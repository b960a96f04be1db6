/* SPDX-License-Identifier: MIT */
#include "cohorts.h"

ptv_cohorts_config window_of(int64_t first_period, int32_t n_periods) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    config.first_period = first_period;
    config.n_periods = n_periods;
    return config;
}

ptv_cohorts *cohorts_new(const ptv_cohorts_config *config, const ptv_allocator *allocator) {
    ptv_cohorts *acc = NULL;
    assert_ok(ptv_cohorts_new(config, allocator, &acc));
    assert_non_null(acc);
    return acc;
}

ptv_cohorts *cohorts_of(const ptv_cohorts_config *config, const struct activity *activities,
                        size_t n) {
    ptv_cohorts *acc = cohorts_new(config, NULL);
    for (size_t i = 0; i < n; i++)
        assert_ok(ptv_cohorts_add(acc, activities[i].customer, activities[i].period));
    return acc;
}

void add_customers(ptv_cohorts *acc, uint64_t first, size_t n, int64_t from, const char *periods) {
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; periods[j] != '\0'; j++)
            if (periods[j] == 'x')
                assert_ok(ptv_cohorts_add(acc, first + i, from + (int64_t)j));
}

ptv_cohorts *three_cohorts(void) {
    ptv_cohorts_config config = window_of(8, 10);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 100, 4, 10, "x");
    add_customers(acc, 200, 3, 10, "xx");
    add_customers(acc, 300, 2, 10, "x.xx");
    add_customers(acc, 400, 5, 11, "x.x");
    add_customers(acc, 500, 1, 11, "x");
    add_customers(acc, 600, 7, 13, "x");
    add_customers(acc, 700, 1, 12, "xx");
    assert_ok(ptv_cohorts_add_earlier(acc, 700));
    return acc;
}

ptv_cohorts_options options_until(int64_t period) {
    ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
    opt.bounded = 1;
    opt.until_period = period;
    return opt;
}

struct bytes cohorts_image(const ptv_cohorts *acc) {
    return state_bytes(PTV_TYPE_COHORTS, acc);
}

void assert_cohorts_image(const ptv_cohorts *acc, struct bytes want) {
    assert_state_bytes(PTV_TYPE_COHORTS, acc, want);
    free(want.data);
}

void assert_same_cohorts(const ptv_cohorts *a, const ptv_cohorts *b) {
    assert_true(same_states(PTV_TYPE_COHORTS, a, b));
}

ptv_cohorts_result cohorts_read(const ptv_cohorts *acc) {
    ptv_cohorts_result result;
    scribble(result);
    result.size = sizeof result;
    ptv_status status = ptv_cohorts_read(acc, &result);
    assert_status(result.customers > 0 ? PTV_OK : PTV_EMPTY, status);
    return result;
}
