/* SPDX-License-Identifier: MIT */
/* Cohorts beside a table of who was active when. */
#include "layout.h"

enum { CUSTOMERS = 16, PERIODS = 12, FIRST = 5 };

struct model {
    bool active[CUSTOMERS][PERIODS], earlier[CUSTOMERS];
    bool dense;
};

static void *make(uint8_t shape) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc;
    config.first_period = FIRST;
    config.n_periods = PERIODS;
    config.n_dense = shape & 1 ? CUSTOMERS : 0;
    config.seed = shape >> 1 & 7;
    REQUIRE(ptv_cohorts_new(&config, NULL, &acc) == PTV_OK);
    return acc;
}

static void begin(void *model, uint8_t shape) {
    ((struct model *)model)->dense = shape & 1;
}

/* Customers of the table, nobody, and, among dense keys, one that is none. */
static uint64_t next_customer(const struct model *model, struct input *in) {
    uint8_t byte = next_byte(in);
    if (byte >= 252)
        return model->dense && byte >= 254 ? CUSTOMERS : PTV_KEY_NONE;
    return byte % CUSTOMERS;
}

/* Periods of the window, before it, just behind it, and none. */
static int64_t next_period(struct input *in) {
    uint8_t byte = next_byte(in);
    return byte == 255 ? PTV_PERIOD_NONE : FIRST - 2 + byte % (PERIODS + 3);
}

static ptv_status model_add(struct model *model, uint64_t customer, int64_t period) {
    if (customer == PTV_KEY_NONE || period == PTV_PERIOD_NONE)
        return PTV_OK;
    if (customer >= CUSTOMERS || period >= FIRST + PERIODS)
        return PTV_ERR_ARGUMENT;
    if (period < FIRST)
        model->earlier[customer] = true;
    else
        model->active[customer][period - FIRST] = true;
    return PTV_OK;
}

/* Keys and periods as columns of any type; a row at fault, and none is counted. */
static void step_columns(ptv_cohorts *acc, struct model *model, struct input *in) {
    struct layout layout;
    struct model after = *model;
    uint64_t keys[ROWS];
    int64_t periods[ROWS];
    int32_t type = next_type(in) % PTV_COLUMN_F16;
    if (type < PTV_COLUMN_I8)
        type = PTV_COLUMN_U16;
    uint8_t how = next_byte(in);
    struct rows rows = next_rows(in, type);
    ptv_status expected = PTV_OK;
    for (size_t i = 0; i < rows.n; i++) {
        if (rows.value[i] < 0 || rows.value[i] >= CUSTOMERS)
            rows.value[i] = 0;
        periods[i] = next_period(in);
        uint64_t key = rows.missing[i] ? PTV_KEY_NONE : (uint64_t)rows.value[i];
        if (model_add(&after, key, periods[i]) != PTV_OK)
            expected = PTV_ERR_ARGUMENT;
    }
    lay(&layout, rows, type, how);
    REQUIRE(ptv_column_keys(&layout.column, 0, rows.n, keys, NULL) == PTV_OK);
    REQUIRE(ptv_cohorts_add_periods(acc, keys, periods, 0, rows.n) == expected);
    if (expected == PTV_OK)
        *model = after;
}

static void step(void *acc, void *of, struct input *in) {
    struct model *model = of;
    uint8_t what = next_byte(in) % 4;
    if (what == 3) {
        step_columns(acc, model, in);
        return;
    }
    uint64_t customer = next_customer(model, in);
    int64_t period = what == 2 ? FIRST - 1 : next_period(in);
    ptv_status expected = model_add(model, customer, period);
    REQUIRE((what == 2 ? ptv_cohorts_add_earlier(acc, customer)
                       : ptv_cohorts_add(acc, customer, period)) == expected);
}

static int merge(void *of, const void *other) {
    struct model *model = of;
    const struct model *from = other;
    for (int i = 0; i < CUSTOMERS; i++) {
        model->earlier[i] = model->earlier[i] || from->earlier[i];
        for (int j = 0; j < PERIODS; j++)
            model->active[i][j] = model->active[i][j] || from->active[i][j];
    }
    return PTV_OK;
}

/* The period of a customer's first activity; PERIODS: there is none. */
static int begins(const struct model *model, int customer) {
    int period = 0;
    while (period < PERIODS && !model->active[customer][period])
        period++;
    return period;
}

/* Of the customers, how many are of a cohort, and of them, active in a period. */
static void count_cell(const struct model *model, int cohort, int period, uint64_t *size,
                       uint64_t *retained) {
    *size = *retained = 0;
    for (int i = 0; i < CUSTOMERS; i++) {
        bool belongs = !model->earlier[i] && begins(model, i) == cohort;
        *size += belongs;
        *retained += belongs && model->active[i][period];
    }
}

static void check_table(const ptv_cohorts *acc, const struct model *model,
                        const ptv_cohorts_result *r) {
    ptv_cohort_cell cells[PERIODS * PERIODS];
    size_t n, at = 0;
    REQUIRE(ptv_cohorts_table(acc, NULL, cells, PERIODS * PERIODS, &n) >= 0);
    for (int64_t cohort = r->first_active; cohort <= r->last_active; cohort++) {
        for (int64_t period = cohort; period <= r->last_active; period++, at++) {
            uint64_t size, retained;
            count_cell(model, (int)(cohort - FIRST), (int)(period - FIRST), &size, &retained);
            REQUIRE(at < n && cells[at].cohort == cohort && cells[at].age == period - cohort);
            REQUIRE(cells[at].size == size && cells[at].retained == retained);
        }
    }
    REQUIRE(at == n);
}

static ptv_cohort_movement movement_of(const struct model *model, int period, bool first) {
    ptv_cohort_movement m = {.period = period + FIRST};
    for (int i = 0; i < CUSTOMERS; i++) {
        bool now = model->active[i][period], before = !first && model->active[i][period - 1];
        bool is_new = begins(model, i) == period && !model->earlier[i];
        m.active += now;
        m.retained += now && before;
        m.fresh += now && is_new;
        m.back += now && !before && !is_new;
        m.lost += before && !now;
    }
    return m;
}

static void check_movements(const ptv_cohorts *acc, const struct model *model,
                            const ptv_cohorts_result *r) {
    ptv_cohort_movement movements[PERIODS];
    size_t n;
    REQUIRE(ptv_cohorts_movements(acc, NULL, movements, PERIODS, &n) >= 0);
    REQUIRE(n == (size_t)(r->last_active - r->first_active + 1));
    for (size_t i = 0; i < n; i++) {
        ptv_cohort_movement want =
            movement_of(model, (int)(r->first_active - FIRST) + (int)i, i == 0);
        REQUIRE(memcmp(&movements[i], &want, sizeof want) == 0);
    }
}

static void check(const void *acc, const void *of) {
    const struct model *model = of;
    ptv_cohorts_result r = PTV_COHORTS_RESULT_INIT;
    uint64_t customers = 0, earlier = 0, active = 0;
    int first = PERIODS, last = -1;
    for (int i = 0; i < CUSTOMERS; i++) {
        customers += model->earlier[i] || begins(model, i) < PERIODS;
        earlier += model->earlier[i];
        for (int j = 0; j < PERIODS; j++) {
            active += model->active[i][j];
            first = model->active[i][j] && j < first ? j : first;
            last = model->active[i][j] && j > last ? j : last;
        }
    }
    REQUIRE(ptv_cohorts_read(acc, &r) == (customers > 0 ? PTV_OK : PTV_EMPTY));
    REQUIRE(r.customers == customers && r.earlier == earlier && r.active == active);
    REQUIRE(r.first_active == (active > 0 ? FIRST + first : PTV_PERIOD_NONE));
    REQUIRE(r.last_active == (active > 0 ? FIRST + last : PTV_PERIOD_NONE));
    if (active == 0)
        return;
    check_table(acc, model, &r);
    check_movements(acc, model, &r);
}

static bool recount(void *acc, const void *of) {
    const struct model *model = of;
    for (int i = CUSTOMERS; i-- > 0;) {
        if (model->earlier[i])
            REQUIRE(ptv_cohorts_add_earlier(acc, (uint64_t)i) == PTV_OK);
        for (int j = PERIODS; j-- > 0;)
            if (model->active[i][j])
                REQUIRE(ptv_cohorts_add(acc, (uint64_t)i, FIRST + j) == PTV_OK);
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct subject cohorts = {
        PTV_TYPE_COHORTS, sizeof(struct model), make, begin, step, merge, check, recount,
    };
    return try_sequence(&cohorts, data, size);
}
