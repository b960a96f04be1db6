/* SPDX-License-Identifier: MIT */
/* Cohorts against sets that are written down plainly, and what must hold for any activity. */
#include "cohorts.h"

#include "failing_allocator.h"

enum { CUSTOMERS = 40, PERIODS = 200, EVENTS = 600, CELLS = PERIODS * (PERIODS + 1) / 2 };

struct event {
    size_t customer;
    int64_t period; /* counted from the start of the window; below 0: before it */
};

/* A window, and events in it and before it. Customer i has the key key[i]. */
struct sample {
    ptv_cohorts_config config;
    uint64_t key[CUSTOMERS];
    size_t n;
    struct event event[EVENTS];
};

static struct sample random_sample(struct generator *generator) {
    static const int32_t lengths[] = {1, 5, 36, 63, 64, 65, 127, 128, 129, PERIODS};
    struct sample sample = {.n = 0};
    int32_t n_periods = lengths[random_below(generator, COUNT_OF(lengths))];
    sample.config = window_of((int64_t)random_below(generator, 1000) - 500, n_periods);
    sample.config.seed = random_magnitude(generator, 64);
    sample.config.n_dense = random_below(generator, 2) * 500;
    for (size_t i = 0; i < CUSTOMERS; i++)
        sample.key[i] = sample.config.n_dense ? 12 * i + random_below(generator, 12)
                                              : random_magnitude(generator, 63) * 64 + i;
    sample.n = random_below(generator, EVENTS + 1);
    /* Some samples lie in a corner of the window. */
    uint64_t reach = 1 + random_below(generator, (uint64_t)n_periods);
    uint64_t start = random_below(generator, (uint64_t)n_periods + 1 - reach);
    for (size_t i = 0; i < sample.n; i++) {
        sample.event[i].customer = random_below(generator, CUSTOMERS);
        sample.event[i].period = (int64_t)(start + random_below(generator, reach));
        if (random_below(generator, 60) == 0)
            sample.event[i].period = -1 - (int64_t)random_below(generator, 9);
    }
    return sample;
}

static void add_event(ptv_cohorts *acc, const struct sample *sample, size_t i) {
    int64_t period = sample->config.first_period + sample->event[i].period;
    assert_ok(ptv_cohorts_add(acc, sample->key[sample->event[i].customer], period));
}

static ptv_cohorts *state_of(const struct sample *sample) {
    ptv_cohorts *acc = cohorts_new(&sample->config, NULL);
    for (size_t i = 0; i < sample->n; i++)
        add_event(acc, sample, i);
    return acc;
}

/* What is known of each customer. */
struct model {
    int32_t periods, first, last; /* of activity, counted from the start of the window; or -1 */
    bool earlier[CUSTOMERS], active[CUSTOMERS][PERIODS];
    int32_t cohort[CUSTOMERS]; /* -1: none */
};

static struct model model_of(const struct sample *sample) {
    struct model model = {.periods = sample->config.n_periods, .first = -1, .last = -1};
    for (size_t i = 0; i < sample->n; i++) {
        int64_t period = sample->event[i].period;
        if (period < 0)
            model.earlier[sample->event[i].customer] = true;
        else
            model.active[sample->event[i].customer][period] = true;
    }
    for (int32_t p = 0; p < model.periods; p++)
        for (size_t i = 0; i < CUSTOMERS; i++)
            if (model.active[i][p]) {
                model.first = model.first < 0 ? p : model.first;
                model.last = p;
            }
    for (size_t i = 0; i < CUSTOMERS; i++) {
        model.cohort[i] = -1;
        for (int32_t p = model.periods - 1; p >= 0; p--)
            if (model.active[i][p] && !model.earlier[i])
                model.cohort[i] = p;
    }
    return model;
}

static bool active_within(const struct model *model, size_t customer, int64_t from, int64_t to) {
    for (int64_t p = from; p < to && p < model->periods; p++)
        if (model->active[customer][p])
            return true;
    return false;
}

/* Options at random, and how many periods are over. */
static ptv_cohorts_options random_options(struct generator *generator, const struct sample *sample,
                                          int32_t *over) {
    ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
    int32_t periods = sample->config.n_periods;
    *over = periods;
    if (random_below(generator, 3) > 0) {
        int32_t end = (int32_t)random_below(generator, (uint64_t)periods + 5) - 2;
        opt = options_until(sample->config.first_period + end);
        *over = end < 0 ? 0 : end > periods ? periods : end;
    }
    opt.kind = (int32_t)random_below(generator, 3);
    if (opt.kind == PTV_COHORTS_BRACKET) {
        opt.n_brackets = 1 + (int32_t)random_below(generator, PTV_COHORTS_BRACKETS);
        opt.bracket[0] = (int32_t)random_below(generator, 3);
        for (int32_t i = 0; i < opt.n_brackets; i++)
            opt.bracket[i + 1] = opt.bracket[i] + 1 + (int32_t)random_below(generator, 9);
    }
    return opt;
}

static void check_counts(const ptv_cohorts *acc, const struct sample *sample,
                         const struct model *model) {
    ptv_cohorts_result r = cohorts_read(acc);
    uint64_t customers = 0, earlier = 0, active = 0;
    for (size_t i = 0; i < CUSTOMERS; i++) {
        customers += model->earlier[i] || model->cohort[i] >= 0;
        earlier += model->earlier[i];
        for (int32_t p = 0; p < model->periods; p++)
            active += model->active[i][p];
    }
    assert_true(r.customers == customers && r.earlier == earlier && r.active == active);
    assert_true(r.first_active ==
                (model->first < 0 ? PTV_PERIOD_NONE : sample->config.first_period + model->first));
    assert_true(r.last_active ==
                (model->last < 0 ? PTV_PERIOD_NONE : sample->config.first_period + model->last));
}

/* One cell: of the cohort in p, ages from a up to b. */
static void check_cell(const ptv_cohort_cell *cell, const struct model *model,
                       const ptv_cohorts_options *opt, int32_t over, int32_t p, int64_t a,
                       int64_t b) {
    uint64_t size = 0, retained = 0;
    int64_t to = p + b;
    if (opt->kind == PTV_COHORTS_ON_OR_AFTER && p + a < over)
        to = over;
    for (size_t i = 0; i < CUSTOMERS; i++) {
        size += model->cohort[i] == p;
        retained += model->cohort[i] == p && active_within(model, i, p + a, to);
    }
    assert_true(cell->age == a && cell->size == size && cell->retained == retained);
    if (p + b > over)
        assert_status(PTV_INCOMPLETE, cell->rate.status);
    else if (size > 0)
        assert_exact(cell->rate.value, (double)retained / (double)size);
    else
        assert_empty_estimate(cell->rate);
}

/* The last period of a table and of movements: the last with activity, or the last that is over. */
static int32_t seen_last(const struct model *model, const ptv_cohorts_options *opt, int32_t over) {
    return opt->bounded && model->first >= 0 && over - 1 > model->last ? over - 1 : model->last;
}

static void check_table(const ptv_cohorts *acc, const struct sample *sample,
                        const struct model *model, const ptv_cohorts_options *opt, int32_t over) {
    static ptv_cohort_cell cells[CELLS];
    int32_t last = seen_last(model, opt, over);
    size_t n, i = 0;
    ptv_status status = ptv_cohorts_table(acc, opt, cells, CELLS, &n);
    assert_status(model->first < 0 ? PTV_EMPTY : PTV_OK, status);
    for (int32_t p = model->first; p >= 0 && p <= last; p++) {
        bool brackets = opt->kind == PTV_COHORTS_BRACKET;
        int32_t columns = brackets ? opt->n_brackets : last - p + 1;
        for (int32_t j = 0; j < columns; j++) {
            int64_t a = brackets ? opt->bracket[j] : j, b = brackets ? opt->bracket[j + 1] : j + 1;
            if (p + a > last)
                break;
            assert_true(i < n && cells[i].cohort == sample->config.first_period + p);
            check_cell(&cells[i++], model, opt, over, p, a, b);
        }
    }
    assert_int_equal(i, n);
}

static void check_movements(const ptv_cohorts *acc, const struct model *model,
                            const ptv_cohorts_options *opt, int32_t over) {
    static ptv_cohort_movement movements[PERIODS];
    int32_t last = seen_last(model, opt, over);
    size_t n, k = 0;
    ptv_status status = ptv_cohorts_movements(acc, opt, movements, PERIODS, &n);
    assert_status(model->first < 0 ? PTV_EMPTY : PTV_OK, status);
    uint64_t before = 0;
    for (int32_t p = model->first; p >= 0 && p <= last; p++, k++) {
        const ptv_cohort_movement *m = &movements[k];
        uint64_t active = 0, retained = 0, fresh = 0, back = 0, lost = 0;
        for (size_t i = 0; i < CUSTOMERS; i++) {
            bool now = model->active[i][p], then = p > 0 && model->active[i][p - 1];
            active += now;
            retained += now && then;
            lost += then && !now;
            fresh += model->cohort[i] == p;
            back += now && !then && model->cohort[i] != p;
        }
        assert_true(m->active == active && m->retained == retained && m->fresh == fresh);
        assert_true(m->back == back && m->lost == lost);
        assert_true(m->active == before + m->fresh + m->back - m->lost);
        assert_status(p < over ? PTV_OK : PTV_INCOMPLETE, m->status);
        before = m->active;
    }
    assert_int_equal(k, n);
}

static void check_retention(const ptv_cohorts *acc, const struct sample *sample,
                            const struct model *model, const ptv_cohorts_options *opt, int32_t over,
                            struct generator *generator) {
    if (model->periods < 2)
        return;
    int32_t first = (int32_t)random_below(generator, (uint64_t)model->periods - 1);
    int32_t last =
        first + 1 + (int32_t)random_below(generator, (uint64_t)(model->periods - first - 1));
    int32_t grace = (int32_t)random_below(generator, 4);
    ptv_cohorts_retention r = PTV_COHORTS_RETENTION_INIT;
    ptv_status status =
        ptv_cohorts_retention_read(acc, sample->config.first_period + first,
                                   sample->config.first_period + last, grace, opt, &r);
    uint64_t start = 0, end = 0, kept = 0, fresh = 0, back = 0;
    for (size_t i = 0; i < CUSTOMERS; i++) {
        bool at_start = model->active[i][first], at_end = model->active[i][last];
        bool before = model->earlier[i] || active_within(model, i, 0, first);
        start += at_start;
        end += at_end;
        kept += at_start && active_within(model, i, last, last + grace + 1);
        back += at_end && !at_start && before;
        fresh += at_end && !at_start && !before;
    }
    assert_true(r.start == start && r.end == end && r.kept == kept && r.lost == start - kept);
    assert_true(r.fresh == fresh && r.back == back);
    assert_status(last + grace >= over ? PTV_INCOMPLETE : start == 0 ? PTV_EMPTY : PTV_OK, status);
}

static void check_second_activity(const ptv_cohorts *acc, const struct model *model,
                                  const ptv_cohorts_options *opt, int32_t over) {
    ptv_survival *got, *want;
    assert_ok(ptv_survival_new(NULL, NULL, &got));
    assert_ok(ptv_survival_new(NULL, NULL, &want));
    assert_ok(ptv_cohorts_second_activity(acc, opt, got));
    for (size_t i = 0; i < CUSTOMERS; i++) {
        int32_t joined = model->cohort[i], p = joined + 1;
        if (joined < 0 || joined >= over)
            continue;
        while (p < over && !model->active[i][p])
            p++;
        bool event = p < over;
        assert_ok(ptv_survival_add(want, (event ? p : over - 1) - joined,
                                   event ? PTV_EVENT : PTV_CENSORED));
    }
    uint8_t a[4096], b[4096];
    size_t a_len, b_len;
    assert_ok(ptv_survival_serialize(got, a, sizeof a, &a_len));
    assert_ok(ptv_survival_serialize(want, b, sizeof b, &b_len));
    assert_true(a_len == b_len && memcmp(a, b, a_len) == 0);
    ptv_survival_free(got);
    ptv_survival_free(want);
}

static void readings_are_those_of_sets(void **unused) {
    (void)unused;
    struct generator generator = {61};
    for (int round = 0; round < 1000; round++) {
        struct sample sample = random_sample(&generator);
        struct model model = model_of(&sample);
        ptv_cohorts *acc = state_of(&sample);
        int32_t over;
        ptv_cohorts_options opt = random_options(&generator, &sample, &over);
        check_counts(acc, &sample, &model);
        check_table(acc, &sample, &model, &opt, over);
        check_movements(acc, &model, &opt, over);
        check_retention(acc, &sample, &model, &opt, over, &generator);
        check_second_activity(acc, &model, &opt, over);
        ptv_cohorts_free(acc);
    }
}

static void shuffle(struct sample *sample, struct generator *generator) {
    for (size_t i = sample->n; i > 1; i--) {
        size_t j = random_below(generator, i);
        struct event kept = sample->event[i - 1];
        sample->event[i - 1] = sample->event[j];
        sample->event[j] = kept;
    }
}

/* A column of some of the events, as keys and periods. */
static void add_column(ptv_cohorts *acc, const struct sample *sample, size_t from, size_t n) {
    uint64_t keys[EVENTS];
    int64_t periods[EVENTS];
    for (size_t i = from; i < from + n; i++) {
        keys[i] = sample->key[sample->event[i].customer];
        periods[i] = sample->config.first_period + sample->event[i].period;
    }
    assert_ok(ptv_cohorts_add_periods(acc, keys, periods, from, n));
}

/* Parts that share customers and even events, some of them sent as bytes, merged in any tree. */
static ptv_cohorts *by_parts(const struct sample *sample, struct generator *generator) {
    ptv_cohorts *parts[8];
    size_t n_parts = 1 + random_below(generator, COUNT_OF(parts));
    for (size_t i = 0; i < n_parts; i++)
        parts[i] = cohorts_new(&sample->config, NULL);
    for (size_t i = 0; i < sample->n;) {
        size_t n = 1 + random_below(generator, sample->n - i);
        add_column(parts[random_below(generator, n_parts)], sample, i, n);
        if (random_below(generator, 3) == 0)
            add_column(parts[random_below(generator, n_parts)], sample, i, n);
        i += n;
    }
    while (n_parts > 1) {
        size_t dst = random_below(generator, n_parts - 1);
        ptv_cohorts *last = parts[--n_parts];
        if (random_below(generator, 2)) {
            struct bytes image = cohorts_image(last);
            ptv_cohorts_free(last);
            assert_ok(ptv_cohorts_deserialize(NULL, image.data, image.len, &last));
            free(image.data);
        }
        assert_ok(ptv_cohorts_merge(parts[dst], last));
        ptv_cohorts_free(last);
    }
    return parts[0];
}

static void any_order_split_and_tree_give_the_same_bytes(void **unused) {
    (void)unused;
    struct generator generator = {62};
    for (int round = 0; round < 1000; round++) {
        struct sample sample = random_sample(&generator);
        ptv_cohorts *want = state_of(&sample);
        shuffle(&sample, &generator);
        ptv_cohorts *got = by_parts(&sample, &generator);
        assert_same_cohorts(got, want);
        ptv_cohorts_free(got);
        ptv_cohorts_free(want);
    }
}

/* Many customers, so that tables grow, fill and run over their end; the other way round, too. */
static void many_customers_in_any_order(void **unused) {
    (void)unused;
    for (uint64_t n = 1; n < 3000; n += 1 + n / 9) {
        ptv_cohorts_config config = window_of(0, n % 2 ? 64 : 70);
        config.seed = n;
        ptv_cohorts *up = cohorts_new(&config, NULL), *down = cohorts_new(&config, NULL);
        ptv_cohorts *odd = cohorts_new(&config, NULL);
        for (uint64_t i = 0; i < n; i++) {
            assert_ok(ptv_cohorts_add(up, i, (int64_t)(i % 64)));
            assert_ok(ptv_cohorts_add(down, n - 1 - i, (int64_t)((n - 1 - i) % 64)));
            if (i % 2)
                assert_ok(ptv_cohorts_add(odd, i, (int64_t)(i % 64)));
            if (i % 5 == 0)
                assert_ok(ptv_cohorts_add_earlier(up, i));
            if ((n - 1 - i) % 5 == 0)
                assert_ok(ptv_cohorts_add_earlier(down, n - 1 - i));
        }
        assert_same_cohorts(up, down);
        assert_int_equal(cohorts_read(up).customers, n);
        assert_int_equal(cohorts_read(up).earlier, (n + 4) / 5);
        assert_ok(ptv_cohorts_merge(odd, up));
        assert_same_cohorts(odd, up);
        ptv_cohorts_free(up);
        ptv_cohorts_free(down);
        ptv_cohorts_free(odd);
    }
}

/* Memory fails at any moment of a life; what was done before it stays, what failed was not done. */
static void memory_may_fail_at_any_time(void **unused) {
    (void)unused;
    struct generator generator = {63};
    size_t failures = 0;
    for (int round = 0; round < 1000; round++) {
        struct sample sample = random_sample(&generator);
        struct failing_allocator memory;
        ptv_allocator allocator = failing_allocator(&memory);
        ptv_cohorts *acc = cohorts_new(&sample.config, &allocator);
        ptv_cohorts *want = cohorts_new(&sample.config, NULL);
        for (size_t i = 0; i < sample.n; i++) {
            memory.until_failure = random_below(&generator, 4) > 0 ? 0 : UINT64_MAX;
            int64_t period = sample.config.first_period + sample.event[i].period;
            const uint64_t *key = &sample.key[sample.event[i].customer];
            ptv_status status = i % 2 ? ptv_cohorts_add(acc, *key, period)
                                      : ptv_cohorts_add_periods(acc, key, &period, 0, 1);
            if (status == PTV_OK)
                add_event(want, &sample, i);
            else
                assert_status(PTV_ERR_MEMORY, status);
            failures += status < 0;
        }
        assert_same_cohorts(acc, want);
        ptv_cohorts_free(acc);
        ptv_cohorts_free(want);
        assert_true(memory.blocks == 0);
    }
    assert_true(failures > 500);
}

/* Windows that all hold the activity: merged into any of them, it is the same. */
static void windows_hold_what_they_hold(void **unused) {
    (void)unused;
    struct generator generator = {64};
    for (int round = 0; round < 1000; round++) {
        struct sample sample = random_sample(&generator);
        struct model model = model_of(&sample);
        ptv_cohorts *src = state_of(&sample);
        ptv_cohorts_config config = sample.config;
        int64_t shift = (int64_t)random_below(&generator, 150) - 75;
        config.first_period += shift;
        config.n_periods = 1 + (int32_t)random_below(&generator, 300);
        ptv_cohorts *dst = cohorts_new(&config, NULL), *want = cohorts_new(&config, NULL);
        bool any_earlier = false;
        for (size_t i = 0; i < CUSTOMERS; i++)
            any_earlier |= model.earlier[i];
        bool holds =
            (!any_earlier || shift >= 0) &&
            (model.first < 0 || (model.first >= shift && model.last < shift + config.n_periods));
        ptv_status status = ptv_cohorts_merge(dst, src);
        assert_status(holds ? PTV_OK : PTV_ERR_MISMATCH, status);
        if (holds)
            for (size_t i = 0; i < sample.n; i++)
                add_event(want, &sample, i);
        assert_same_cohorts(dst, want);
        ptv_cohorts_free(src);
        ptv_cohorts_free(dst);
        ptv_cohorts_free(want);
    }
}

static const ptv_cohort_cell *cell_at(const ptv_cohort_cell *cells, size_t n, int64_t cohort,
                                      int32_t age) {
    for (size_t i = 0; i < n; i++)
        if (cells[i].cohort == cohort && cells[i].age == age)
            return &cells[i];
    return NULL;
}

/* Of the same customers, no more are active at an age or after it than at an earlier age or after
 * it; and never fewer than at it. */
static void later_ages_keep_fewer(void **unused) {
    (void)unused;
    struct generator generator = {65};
    static ptv_cohort_cell on[CELLS], after[CELLS];
    for (int round = 0; round < 300; round++) {
        struct sample sample = random_sample(&generator);
        ptv_cohorts *acc = state_of(&sample);
        size_t n;
        ptv_cohorts_options opt =
            options_until(sample.config.first_period +
                          (int64_t)random_below(&generator, (uint64_t)sample.config.n_periods + 1));
        assert_true(ptv_cohorts_table(acc, &opt, on, CELLS, &n) >= 0);
        opt.kind = PTV_COHORTS_ON_OR_AFTER;
        assert_true(ptv_cohorts_table(acc, &opt, after, CELLS, &n) >= 0);
        for (size_t i = 0; i < n; i++) {
            assert_true(after[i].retained >= on[i].retained);
            bool complete = after[i].rate.status != PTV_INCOMPLETE;
            if (complete && i > 0 && after[i - 1].cohort == after[i].cohort)
                assert_true(after[i].retained <= after[i - 1].retained);
        }
        ptv_cohorts_free(acc);
    }
}

/* A wider bracket has no fewer customers in it; one of a single age is that age. */
static void wider_brackets_keep_more(void **unused) {
    (void)unused;
    struct generator generator = {66};
    static ptv_cohort_cell narrow[CELLS], wide[CELLS], on[CELLS];
    for (int round = 0; round < 300; round++) {
        struct sample sample = random_sample(&generator);
        ptv_cohorts *acc = state_of(&sample);
        ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
        size_t n_narrow, n_wide, n_on;
        assert_true(ptv_cohorts_table(acc, &opt, on, CELLS, &n_on) >= 0);
        opt.kind = PTV_COHORTS_BRACKET;
        opt.n_brackets = 1;
        opt.bracket[0] = (int32_t)random_below(&generator, 4);
        opt.bracket[1] = opt.bracket[0] + 1;
        assert_true(ptv_cohorts_table(acc, &opt, narrow, CELLS, &n_narrow) >= 0);
        for (size_t i = 0; i < n_narrow; i++) {
            const ptv_cohort_cell *same = cell_at(on, n_on, narrow[i].cohort, narrow[i].age);
            assert_non_null(same);
            assert_memory_equal(same, &narrow[i], sizeof *same);
        }
        for (int step = 0; step < 10; step++) {
            opt.bracket[1] += 1 + (int32_t)random_below(&generator, 4);
            assert_true(ptv_cohorts_table(acc, &opt, wide, CELLS, &n_wide) >= 0);
            assert_int_equal(n_narrow, n_wide);
            for (size_t i = 0; i < n_wide; i++)
                assert_true(narrow[i].retained <= wide[i].retained &&
                            wide[i].retained <= wide[i].size);
            memcpy(narrow, wide, n_wide * sizeof *wide);
        }
        ptv_cohorts_free(acc);
    }
}

/* Pooled averages are those of the sums; the simple ones of the rates; none is off its cells. */
static void averages_lie_among_their_cells(void **unused) {
    (void)unused;
    struct generator generator = {67};
    static ptv_cohort_cell cells[CELLS];
    static ptv_cohort_average averages[PERIODS];
    for (int round = 0; round < 300; round++) {
        struct sample sample = random_sample(&generator);
        ptv_cohorts *acc = state_of(&sample);
        int32_t over;
        size_t n_cells, n;
        ptv_cohorts_options opt = random_options(&generator, &sample, &over);
        assert_true(ptv_cohorts_table(acc, &opt, cells, CELLS, &n_cells) >= 0);
        assert_ok(ptv_cohorts_averages(cells, n_cells, &opt, averages, PERIODS, &n));
        int32_t age = -1;
        size_t of_all = 0;
        for (size_t k = 0; k < n; k++) {
            const ptv_cohort_average *average = &averages[k];
            uint64_t retained = 0, size = 0;
            double lowest = 1, highest = 0, rates = 0;
            int32_t cohorts = 0;
            for (size_t i = 0; i < n_cells; i++) {
                of_all += cells[i].age == average->age;
                if (cells[i].age == average->age && cells[i].rate.status == PTV_OK) {
                    retained += cells[i].retained;
                    size += cells[i].size;
                    lowest = fmin(lowest, cells[i].rate.value);
                    highest = fmax(highest, cells[i].rate.value);
                    rates += cells[i].rate.value;
                    cohorts++;
                }
            }
            assert_true(average->age > age && average->cohorts == cohorts);
            assert_true(average->pooled.n == size);
            if (cohorts > 0) {
                assert_exact(average->pooled.value, (double)retained / (double)size);
                assert_in(lowest - 1e-12, average->simple, highest + 1e-12);
                assert_exact(average->simple, rates / cohorts);
            }
            age = average->age;
        }
        assert_int_equal(of_all, n_cells); /* no age is left out */
        ptv_cohorts_free(acc);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_are_those_of_sets),
        cmocka_unit_test(any_order_split_and_tree_give_the_same_bytes),
        cmocka_unit_test(many_customers_in_any_order),
        cmocka_unit_test(memory_may_fail_at_any_time),
        cmocka_unit_test(windows_hold_what_they_hold),
        cmocka_unit_test(later_ages_keep_fewer),
        cmocka_unit_test(wider_brackets_keep_more),
        cmocka_unit_test(averages_lie_among_their_cells),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts properties", tests, NULL, NULL);
}
