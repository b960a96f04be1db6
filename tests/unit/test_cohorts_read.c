/* SPDX-License-Identifier: MIT */
/* cohorts.h: counts, the table, averages; what all readings have in common. */
#include "cohorts.h"

enum { CELLS = 3000 };

static size_t table_of(const ptv_cohorts *acc, const ptv_cohorts_options *opt,
                       ptv_cohort_cell *cells) {
    size_t n = 0, again = 0;
    assert_ok(ptv_cohorts_table(acc, opt, NULL, 0, &n));
    assert_in_range(n, 0, CELLS);
    memset(cells, 0xA5, CELLS * sizeof *cells);
    assert_ok(ptv_cohorts_table(acc, opt, cells, n, &again));
    assert_int_equal(n, again);
    return n;
}

/* Cohort, age, size and count of a cell; the rate is the share's, or there is none. */
static void assert_cell(const ptv_cohort_cell *cell, int64_t cohort, int32_t age, uint64_t size,
                        uint64_t retained, bool complete) {
    assert_true(cell->cohort == cohort);
    assert_int_equal(cell->age, age);
    assert_int_equal(cell->reserved, 0);
    assert_int_equal(cell->size, size);
    assert_int_equal(cell->retained, retained);
    ptv_estimate want;
    if (complete) {
        (void)!ptv_share_interval(retained, size, 0.95, 0, &want);
        assert_same_bytes(cell->rate, want);
    } else {
        assert_status(PTV_INCOMPLETE, cell->rate.status);
        assert_nan(cell->rate.value);
        assert_nan(cell->rate.lower);
        assert_nan(cell->rate.upper);
        assert_nan(cell->rate.std_error);
        assert_int_equal(cell->rate.method, PTV_METHOD_WILSON);
    }
}

/* How many cohorts a table of the three has, from 10 on: to 13, the last with activity, or to the
 * last that is over. The window ends with 17. */
static int cohorts_until(int64_t end) {
    int64_t over = end < 18 ? end : 18;
    return (int)(over > 14 ? over : 14) - 10;
}

static void the_table_counts_customers_by_cohort_and_age(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohorts *acc = three_cohorts();
    static const uint64_t want[8][8] = {{9, 3, 2, 2}, {6, 0, 5}, {0, 0}, {7}};
    for (int64_t end = 7; end <= 20; end++) {
        ptv_cohorts_options opt = options_until(end);
        int cohorts = cohorts_until(end);
        size_t i = 0, n = table_of(acc, &opt, cells);
        assert_int_equal(n, cohorts * (cohorts + 1) / 2);
        for (int cohort = 0; cohort < cohorts; cohort++)
            for (int age = 0; age < cohorts - cohort; age++)
                assert_cell(&cells[i++], 10 + cohort, age, want[cohort][0], want[cohort][age],
                            10 + cohort + age < end);
    }
    static ptv_cohort_cell all_over[CELLS];
    ptv_cohorts_options opt = options_until(14);
    size_t n = table_of(acc, &opt, cells);
    assert_int_equal(n, 10);
    assert_int_equal(table_of(acc, NULL, all_over), n);
    assert_memory_equal(cells, all_over, n * sizeof *cells);
    ptv_cohorts_free(acc);
}

/* Nobody has come since period 1, and periods to 4 are over: that is known, and a rate of 0. */
static void who_stopped_early_has_cells_as_far_as_is_over(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohort_average averages[5];
    ptv_cohorts_config config = window_of(0, 12);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 100, 3, 0, "xx");
    add_customers(acc, 200, 1, 0, "x");
    add_customers(acc, 300, 2, 1, "x");
    ptv_cohorts_options opt = options_until(5);
    static const uint64_t want[5][5] = {{4, 3}, {2}};
    for (opt.kind = PTV_COHORTS_ON; opt.kind <= PTV_COHORTS_ON_OR_AFTER; opt.kind++) {
        size_t at = 0;
        assert_int_equal(table_of(acc, &opt, cells), 15);
        for (int cohort = 0; cohort < 5; cohort++)
            for (int age = 0; age < 5 - cohort; age++)
                assert_cell(&cells[at++], cohort, age, want[cohort][0], want[cohort][age], true);
    }
    const ptv_estimate *nobody = &cells[4].rate; /* of cohort 0, at age 4 */
    assert_true(nobody->value == 0 && nobody->lower == 0 && nobody->n == 4);
    assert_in(0.3, nobody->upper, 0.6);

    /* And counts in the averages. */
    size_t n;
    opt.kind = PTV_COHORTS_ON;
    assert_ok(ptv_cohorts_averages(cells, 15, &opt, averages, 5, &n));
    assert_int_equal(n, 5);
    assert_true(averages[3].cohorts == 2 && averages[3].pooled.n == 6);
    assert_exact(averages[3].pooled.value, 0);
    assert_true(averages[4].cohorts == 1 && averages[4].pooled.n == 4);

    opt.kind = PTV_COHORTS_BRACKET;
    opt.n_brackets = 2;
    opt.bracket[0] = 1;
    opt.bracket[1] = 2;
    opt.bracket[2] = 4;
    assert_int_equal(table_of(acc, &opt, cells), 4 + 3);
    assert_cell(&cells[0], 0, 1, 4, 3, true);
    assert_cell(&cells[1], 0, 2, 4, 0, true); /* ages 2 and 3 */
    assert_cell(&cells[2], 1, 1, 2, 0, true);
    assert_cell(&cells[3], 1, 2, 2, 0, true);
    assert_cell(&cells[5], 2, 2, 0, 0, false); /* of 4 and 5, and 5 is not over */
    ptv_cohorts_free(acc);
}

/* The cells of a cohort do not depend on whether anybody else came later. */
static void later_activity_of_others_changes_no_cell(void **unused) {
    (void)unused;
    static ptv_cohort_cell alone[3][CELLS], with_others[CELLS];
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_options opt = options_until(17);
    opt.n_brackets = 3;
    opt.bracket[1] = 1;
    opt.bracket[2] = 2;
    opt.bracket[3] = 5;
    size_t n[3];
    for (opt.kind = PTV_COHORTS_ON; opt.kind <= PTV_COHORTS_BRACKET; opt.kind++)
        n[opt.kind] = table_of(acc, &opt, alone[opt.kind]);
    /* One more of those who came before the window: in no cohort. */
    assert_ok(ptv_cohorts_add_earlier(acc, 800));
    assert_ok(ptv_cohorts_add(acc, 800, 16));
    for (opt.kind = PTV_COHORTS_ON; opt.kind <= PTV_COHORTS_BRACKET; opt.kind++) {
        assert_int_equal(table_of(acc, &opt, with_others), n[opt.kind]);
        assert_memory_equal(alone[opt.kind], with_others, n[opt.kind] * sizeof **alone);
    }
    ptv_cohorts_free(acc);
}

/* The window is as far as is known, whatever is over. */
static void a_table_ends_with_the_window(void **unused) {
    (void)unused;
    static const struct {
        int64_t first_period;
        int32_t n_periods;
        int64_t until;
        int32_t seen; /* how many periods */
    } cases[] = {
        {0, 12, 12, 12},
        {0, 12, 13, 12},
        {0, 12, INT64_MAX, 12},
        {0, 1, INT64_MAX, 1},
        {0, PTV_COHORTS_PERIODS, INT64_MAX, PTV_COHORTS_PERIODS},
        {INT64_MIN + 1, PTV_COHORTS_PERIODS, INT64_MAX, PTV_COHORTS_PERIODS},
        {INT64_MIN + 1, 12, INT64_MIN, 1},
        {INT64_MIN + 1, 12, INT64_MIN + 8, 7},
        {INT64_MAX - 11, 12, INT64_MAX, 11}, /* that one itself is not over */
        {INT64_MAX - 11, 12, INT64_MIN, 1},
        {5, 12, 5, 1},
        {5, 12, 6, 1},
        {5, 12, 7, 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_cohorts_config config = window_of(cases[i].first_period, cases[i].n_periods);
        ptv_cohorts_options opt = options_until(cases[i].until);
        ptv_cohorts *acc = cohorts_new(&config, NULL);
        size_t n, movements, seen = (size_t)cases[i].seen;
        assert_ok(ptv_cohorts_add(acc, 1, cases[i].first_period));
        assert_ok(ptv_cohorts_table(acc, &opt, NULL, 0, &n));
        assert_int_equal(n, seen * (seen + 1) / 2);
        assert_ok(ptv_cohorts_movements(acc, &opt, NULL, 0, &movements));
        assert_int_equal(movements, seen);
        ptv_cohort_cell *cells = calloc(n, sizeof *cells);
        assert_non_null(cells);
        assert_ok(ptv_cohorts_table(acc, &opt, cells, n, &n));
        assert_true(cells[n - 1].cohort == cases[i].first_period + (cases[i].seen - 1));
        assert_true(cells[seen - 1].size == 1 && cells[seen - 1].retained == (seen == 1));
        free(cells);
        ptv_cohorts_free(acc);
    }
}

static void an_empty_cohort_has_no_rate(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohorts *acc = three_cohorts();
    table_of(acc, NULL, cells);
    assert_empty_estimate(cells[7].rate);
    assert_true(cells[7].cohort == 12 && cells[7].size == 0);
    ptv_cohorts_free(acc);
}

/* Later activity counts for every age before it; of periods that are not over, only its own. */
static void on_or_after_looks_ahead_as_far_as_is_over(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohorts *acc = three_cohorts();
    static const struct {
        int64_t until;
        uint64_t want[10];
    } cases[] = {
        {14, {9, 5, 2, 2, 6, 5, 5, 0, 0, 7}}, /* all is over */
        {13, {9, 5, 2, 2, 6, 0, 5, 0, 0, 7}}, /* 13 is not: nothing is known after 12 */
        {12, {9, 3, 2, 2, 6, 0, 5, 0, 0, 7}}, {10, {9, 3, 2, 2, 6, 0, 5, 0, 0, 7}},
        {7, {9, 3, 2, 2, 6, 0, 5, 0, 0, 7}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ptv_cohorts_options opt = options_until(cases[i].until);
        opt.kind = PTV_COHORTS_ON_OR_AFTER;
        assert_int_equal(table_of(acc, &opt, cells), 10);
        for (size_t j = 0, cohort = 0, age = 0; j < 10; j++) {
            int64_t period = (int64_t)(10 + cohort + age);
            uint64_t size = cases[i].want[j - age];
            assert_cell(&cells[j], (int64_t)(10 + cohort), (int32_t)age, size, cases[i].want[j],
                        period < cases[i].until);
            age = cohort + age == 3 ? 0 : age + 1;
            cohort += age == 0;
        }
    }
    ptv_cohorts_free(acc);
}

static void brackets_take_any_activity_in_them(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohorts_config config = window_of(0, 130);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 100, 1, 0, "x.xx.....x");
    add_customers(acc, 200, 2, 0, "xx");
    add_customers(acc, 300, 4, 2, "x......x");
    ptv_cohorts_options opt = options_until(9);
    opt.kind = PTV_COHORTS_BRACKET;
    opt.n_brackets = 3;
    const int32_t starts[] = {1, 3, 7, 20};
    memcpy(opt.bracket, starts, sizeof starts);
    /* Activity ends at 9: of cohort 3 and later, ages 7 and up are behind it. */
    assert_int_equal(table_of(acc, &opt, cells), 9 + 7 + 3);
    assert_cell(&cells[0], 0, 1, 3, 3, true);
    assert_cell(&cells[1], 0, 3, 3, 1, true);
    assert_cell(&cells[2], 0, 7, 3, 1, false);
    assert_cell(&cells[3], 1, 1, 0, 0, true);
    assert_cell(&cells[4], 1, 3, 0, 0, true);
    assert_cell(&cells[6], 2, 1, 4, 0, true);
    assert_cell(&cells[7], 2, 3, 4, 0, true); /* ages 3 to 6: periods 5 to 8 */
    assert_cell(&cells[8], 2, 7, 4, 4, false);
    assert_cell(&cells[9], 3, 1, 0, 0, true);
    assert_cell(&cells[10], 3, 3, 0, 0, false);
    assert_true(cells[18].cohort == 8 && cells[18].age == 1);

    /* A bracket that goes on behind the window is never complete. */
    opt = options_until(1000);
    opt.kind = PTV_COHORTS_BRACKET;
    opt.n_brackets = 1;
    opt.bracket[1] = 130;
    for (opt.bounded = 0; opt.bounded <= 1; opt.bounded++) {
        opt.bracket[1] = 130;
        assert_int_equal(table_of(acc, &opt, cells), opt.bounded ? 130 : 10);
        assert_cell(&cells[0], 0, 0, 3, 3, true);
        assert_cell(&cells[2], 2, 0, 4, 4, false);
        opt.bracket[1] = INT32_MAX;
        table_of(acc, &opt, cells);
        assert_cell(&cells[0], 0, 0, 3, 3, false);
    }

    /* Where no bracket begins within the activity, or what is over, there are no cells. */
    for (opt.bounded = 0; opt.bounded <= 1; opt.bounded++) {
        opt.bracket[0] = opt.bounded ? 130 : 10;
        size_t n = 77;
        assert_ok(ptv_cohorts_table(acc, &opt, cells, CELLS, &n));
        assert_int_equal(n, 0);
        opt.bracket[0]--;
        assert_int_equal(table_of(acc, &opt, cells), 1);
        assert_cell(&cells[0], 0, opt.bounded ? 129 : 9, 3, opt.bounded ? 0 : 1, false);
    }
    ptv_cohorts_free(acc);
}

/* The same activity in windows of one word and of several, with more customers in a cohort than a
 * byte counts, and some who came earlier. */
static void the_length_of_the_window_changes_no_table(void **unused) {
    (void)unused;
    enum { MANY_CELLS = 64 * 65 / 2 };
    static ptv_cohort_cell cells[MANY_CELLS], others[MANY_CELLS];
    static const struct {
        int64_t first;
        int32_t n;
    } windows[] = {{0, 128}, {-70, 134}, {-64, 192}, {-600, 664}};
    for (size_t w = 0; w < COUNT_OF(windows); w++) {
        ptv_cohorts_config config = window_of(0, 64);
        ptv_cohorts_config longer = window_of(windows[w].first, windows[w].n);
        ptv_cohorts *acc = cohorts_new(&config, NULL), *other = cohorts_new(&longer, NULL);
        struct generator generator = {31};
        for (uint64_t key = 0; key < 900; key++) {
            bool earlier = random_below(&generator, 9) == 0;
            int64_t joined = key < 600 ? 5 : 5 + (int64_t)random_below(&generator, 59);
            for (int64_t at = joined; at < 64; at += 1 + (int64_t)random_below(&generator, 40)) {
                assert_ok(ptv_cohorts_add(acc, key, at));
                assert_ok(ptv_cohorts_add(other, key, at));
            }
            if (earlier) {
                assert_ok(ptv_cohorts_add_earlier(acc, key));
                assert_ok(ptv_cohorts_add_earlier(other, key));
            }
        }
        for (int32_t kind = PTV_COHORTS_ON; kind <= PTV_COHORTS_BRACKET; kind++)
            for (int64_t until = 30; until <= 64; until += 17) {
                ptv_cohorts_options opt = options_until(until);
                opt.kind = kind;
                opt.n_brackets = kind == PTV_COHORTS_BRACKET ? 3 : 0;
                for (int32_t i = 0; i <= opt.n_brackets && opt.n_brackets > 0; i++)
                    opt.bracket[i] = 1 + 20 * i;
                size_t n, n_other;
                assert_ok(ptv_cohorts_table(acc, &opt, cells, MANY_CELLS, &n));
                assert_ok(ptv_cohorts_table(other, &opt, others, MANY_CELLS, &n_other));
                assert_int_equal(n, n_other);
                assert_memory_equal(cells, others, n * sizeof *cells);
            }
        ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
        opt.kind = PTV_COHORTS_ON_OR_AFTER;
        size_t n, n_other;
        assert_ok(ptv_cohorts_table(acc, &opt, cells, MANY_CELLS, &n));
        assert_ok(ptv_cohorts_table(other, &opt, others, MANY_CELLS, &n_other));
        assert_int_equal(n, n_other);
        for (size_t i = 0; i < n; i++)
            assert_true(cells[i].size == others[i].size && cells[i].retained == others[i].retained);
        ptv_cohorts_free(acc);
        ptv_cohorts_free(other);
    }
}

static void options_of_a_table_are_used(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_options opt = PTV_COHORTS_OPTIONS_INIT;
    opt.confidence = 0.8;
    for (opt.method = PTV_METHOD_WILSON; opt.method <= PTV_METHOD_JEFFREYS; opt.method++) {
        ptv_estimate want;
        table_of(acc, &opt, cells);
        assert_ok(ptv_share_interval(3, 9, 0.8, opt.method, &want));
        assert_same_bytes(cells[1].rate, want);
    }
    ptv_cohorts_free(acc);
}

static void without_activity_there_is_no_table(void **unused) {
    (void)unused;
    ptv_cohort_cell cell;
    ptv_cohort_movement movement;
    size_t n = 77;
    ptv_cohorts *acc = cohorts_new(NULL, NULL);
    ptv_cohorts_options opt = options_until(9); /* so nine periods are over */
    scribble(cell);
    scribble(movement);
    for (int i = 0; i < 4; i++) {
        const ptv_cohorts_options *how = i % 2 ? &opt : NULL;
        n = 77;
        assert_untouched(cell, PTV_EMPTY, ptv_cohorts_table(acc, how, &cell, 1, &n));
        assert_int_equal(n, 0);
        n = 77;
        assert_untouched(movement, PTV_EMPTY, ptv_cohorts_movements(acc, how, &movement, 1, &n));
        assert_int_equal(n, 0);
        if (i == 1)
            assert_ok(ptv_cohorts_add_earlier(acc, 5));
    }
    ptv_cohorts_free(acc);
}

static void too_little_space_says_how_much(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[10];
    ptv_cohort_movement movements[4];
    ptv_cohort_average averages[4];
    ptv_cohorts *acc = three_cohorts();
    size_t n = 0;
    scribble(cells);
    scribble(movements);
    scribble(averages);
    assert_untouched(cells, PTV_ERR_SPACE, ptv_cohorts_table(acc, NULL, cells, 9, &n));
    assert_int_equal(n, 10);
    assert_untouched(cells, PTV_ERR_SPACE, ptv_cohorts_table(acc, NULL, cells, 0, &n));
    assert_untouched(movements, PTV_ERR_SPACE, ptv_cohorts_movements(acc, NULL, movements, 3, &n));
    assert_int_equal(n, 4);
    assert_ok(ptv_cohorts_table(acc, NULL, cells, 10, &n));
    assert_untouched(averages, PTV_ERR_SPACE,
                     ptv_cohorts_averages(cells, 10, NULL, averages, 3, &n));
    assert_int_equal(n, 4);
    n = 0;
    assert_ok(ptv_cohorts_averages(cells, 10, NULL, NULL, 0, &n));
    assert_int_equal(n, 4);
    assert_ok(ptv_cohorts_averages(cells, 10, NULL, averages, 4, &n));
    assert_ok(ptv_cohorts_movements(acc, NULL, NULL, 0, &n));
    assert_int_equal(n, 4);
    /* Where more is over, there is more. */
    ptv_cohorts_options opt = options_until(15);
    scribble(cells);
    scribble(movements);
    assert_untouched(cells, PTV_ERR_SPACE, ptv_cohorts_table(acc, &opt, cells, 10, &n));
    assert_int_equal(n, 15);
    assert_untouched(movements, PTV_ERR_SPACE, ptv_cohorts_movements(acc, &opt, movements, 4, &n));
    assert_int_equal(n, 5);
    ptv_cohorts_free(acc);
}

/* 0 of 10 large and 2 of 10 small: the mean of the rates is 10 %, of the customers 1.8 % stayed. */
static void two_of_110_pooled_is_1_8_percent_not_10(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohort_average averages[3];
    ptv_cohorts_config config = window_of(0, 12);
    ptv_cohorts *acc = cohorts_new(&config, NULL);
    add_customers(acc, 0, 100, 0, "x");
    add_customers(acc, 200, 8, 1, "x");
    add_customers(acc, 300, 2, 1, "xx");
    size_t n_cells = table_of(acc, NULL, cells), n;
    assert_ok(ptv_cohorts_averages(cells, n_cells, NULL, averages, 3, &n));
    assert_int_equal(n, 3);
    ptv_estimate want;
    assert_ok(ptv_share_interval(2, 110, 0.95, 0, &want));
    assert_int_equal(averages[1].age, 1);
    assert_int_equal(averages[1].cohorts, 2);
    assert_same_bytes(averages[1].pooled, want);
    assert_close(averages[1].pooled.value, 0.018181818181818, 1e-12);
    assert_close(averages[1].simple, 0.1, 1e-15);
    ptv_cohorts_free(acc);
}

static void incomplete_cells_are_not_in_averages(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohort_average averages[4];
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_options opt = options_until(13);
    size_t n_cells = table_of(acc, &opt, cells), n;
    assert_ok(ptv_cohorts_averages(cells, n_cells, &opt, averages, 4, &n));
    static const struct {
        int32_t cohorts;
        uint64_t retained, size;
    } want[] = {{2, 15, 15}, {2, 3, 15}, {1, 2, 9}, {0, 0, 0}};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(averages[i].age, i);
        assert_int_equal(averages[i].cohorts, want[i].cohorts);
        assert_int_equal(averages[i].pooled.n, want[i].size);
        if (want[i].size > 0)
            assert_exact(averages[i].pooled.value, (double)want[i].retained / (double)want[i].size);
    }
    assert_close(averages[1].simple, (3.0 / 9 + 0.0 / 6) / 2, 1e-15);
    assert_empty_estimate(averages[3].pooled);
    assert_nan(averages[3].simple);
    ptv_cohorts_free(acc);
}

static void averages_take_cells_in_any_order(void **unused) {
    (void)unused;
    ptv_cohort_cell cells[CELLS];
    ptv_cohort_average there[4], back[4];
    ptv_cohorts *acc = three_cohorts();
    size_t n_cells = table_of(acc, NULL, cells), n;
    assert_ok(ptv_cohorts_averages(cells, n_cells, NULL, there, 4, &n));
    for (size_t i = 0; i < n_cells / 2; i++) {
        ptv_cohort_cell kept = cells[i];
        cells[i] = cells[n_cells - 1 - i];
        cells[n_cells - 1 - i] = kept;
    }
    assert_ok(ptv_cohorts_averages(cells, n_cells, NULL, back, 4, &n));
    for (int i = 0; i < 4; i++) {
        assert_same_bytes(there[i].pooled, back[i].pooled);
        assert_close(there[i].simple, back[i].simple, 1e-15);
    }
    assert_ok(ptv_cohorts_averages(NULL, 0, NULL, there, 4, &n));
    assert_int_equal(n, 0);
    ptv_cohorts_free(acc);
}

/* Each age by itself gives the same as all of them at once. */
static void averages_are_those_of_each_age(void **unused) {
    (void)unused;
    static const int32_t ages[] = {1023, 0, 64, 63, 500, 0, 1023, 64, 0};
    enum { N = COUNT_OF(ages), AGES = 5 };
    static const int32_t rising[AGES] = {0, 63, 64, 500, 1023};
    ptv_cohort_cell cells[N], of_age[N];
    ptv_cohort_average averages[AGES + 1], alone;
    size_t n;
    for (size_t i = 0; i < N; i++) {
        /* Sums that no double holds. */
        ptv_cohort_cell cell = {.cohort = (int64_t)i, .age = ages[i]};
        cell.size = (UINT64_C(1) << 54) + 2 * i + 1;
        cell.retained = (UINT64_C(1) << 53) / (i + 1) + i;
        cell.rate.status = i == 4 ? PTV_INCOMPLETE : PTV_OK;
        cells[i] = cell;
    }
    scribble(averages);
    assert_ok(ptv_cohorts_averages(cells, N, NULL, averages, AGES + 1, &n));
    assert_int_equal(n, AGES);
    for (size_t i = 0; i < AGES; i++) {
        uint64_t retained = 0, size = 0;
        size_t found = 0;
        for (size_t j = 0; j < N; j++)
            if (ages[j] == rising[i]) {
                of_age[found++] = cells[j];
                retained += cells[j].rate.status == PTV_OK ? cells[j].retained : 0;
                size += cells[j].rate.status == PTV_OK ? cells[j].size : 0;
            }
        scribble(alone);
        assert_ok(ptv_cohorts_averages(of_age, found, NULL, &alone, 1, &n));
        assert_int_equal(n, 1);
        assert_same_bytes(averages[i], alone);
        assert_int_equal(averages[i].age, rising[i]);
        assert_int_equal(averages[i].cohorts, rising[i] == 500 ? 0 : found);
        if (rising[i] == 500) {
            assert_empty_estimate(averages[i].pooled);
            continue;
        }
        ptv_estimate want;
        assert_ok(ptv_share_interval(retained, size, 0.95, 0, &want));
        assert_same_bytes(averages[i].pooled, want);
    }
    ptv_cohort_average untouched;
    scribble(untouched);
    assert_same_bytes(averages[AGES], untouched);
}

static void averages_check_their_cells(void **unused) {
    (void)unused;
    ptv_cohort_cell good[2] = {{.age = 0, .size = 9, .retained = 4}, {.age = 1, .size = 9}};
    ptv_cohort_average average[2];
    size_t n = 77;
    scribble(average);
    ptv_cohort_cell cells[2] = {good[0], good[1]};
    cells[1].retained = 10;
    assert_untouched(average, PTV_ERR_ARGUMENT,
                     ptv_cohorts_averages(cells, 2, NULL, average, 2, &n));
    cells[1] = good[1];
    cells[1].age = -1;
    assert_untouched(average, PTV_ERR_ARGUMENT,
                     ptv_cohorts_averages(cells, 2, NULL, average, 2, &n));
    cells[1].age = INT32_MIN;
    assert_untouched(average, PTV_ERR_ARGUMENT,
                     ptv_cohorts_averages(cells, 2, NULL, average, 2, &n));
    cells[1].age = PTV_COHORTS_PERIODS; /* no window has that age */
    assert_untouched(average, PTV_ERR_ARGUMENT,
                     ptv_cohorts_averages(cells, 2, NULL, average, 2, &n));
    cells[1].age = INT32_MAX;
    assert_untouched(average, PTV_ERR_ARGUMENT,
                     ptv_cohorts_averages(cells, 2, NULL, average, 2, &n));
    cells[1] = good[1];
    cells[1].size = PTV_COUNT_MAX;
    assert_untouched(average, PTV_ERR_ARGUMENT,
                     ptv_cohorts_averages(cells, 2, NULL, average, 2, &n));
    assert_untouched(average, PTV_ERR_NULL, ptv_cohorts_averages(NULL, 1, NULL, average, 2, &n));
    assert_status(PTV_ERR_NULL, ptv_cohorts_averages(good, 2, NULL, NULL, 2, &n));
    assert_untouched(average, PTV_ERR_NULL, ptv_cohorts_averages(good, 2, NULL, average, 2, NULL));
    assert_int_equal(n, 77);
    assert_ok(ptv_cohorts_averages(good, 2, NULL, average, 2, &n));
}

/* Every reading with options, for what they have in common. */
enum { TABLE, AVERAGES, MOVEMENTS, RETENTION, SECOND, READERS };

struct reading_of {
    int which;
    const ptv_cohorts *acc;
};

static ptv_status read_with(const void *input, void *ctx) {
    const struct reading_of *of = ctx;
    ptv_cohort_cell cells[10];
    ptv_cohort_average averages[4];
    ptv_cohort_movement movements[4];
    ptv_cohorts_retention retention = PTV_COHORTS_RETENTION_INIT;
    size_t n = 77, n_cells;
    ptv_status status;
    scribble(movements);
    assert_ok(ptv_cohorts_table(of->acc, NULL, cells, 10, &n_cells));
    scribble(averages);
    switch (of->which) {
    case TABLE:
        scribble(cells);
        status = ptv_cohorts_table(of->acc, input, cells, 10, &n);
        break;
    case AVERAGES:
        status = ptv_cohorts_averages(cells, n_cells, input, averages, 4, &n);
        break;
    case MOVEMENTS:
        status = ptv_cohorts_movements(of->acc, input, movements, 4, &n);
        break;
    case RETENTION:
        return ptv_cohorts_retention_read(of->acc, 10, 12, 0, input, &retention);
    default: {
        ptv_survival *survival;
        assert_ok(ptv_survival_new(NULL, NULL, &survival));
        status = ptv_cohorts_second_activity(of->acc, input, survival);
        ptv_survival_free(survival);
        return status;
    }
    }
    assert_true((n == 77) == (status < 0));
    return status;
}

static void options_are_checked(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_options good = options_until(14);
    good.confidence = 0.9;
    good.method = PTV_METHOD_JEFFREYS;
    good.kind = PTV_COHORTS_BRACKET;
    good.n_brackets = 2;
    good.bracket[1] = 1;
    good.bracket[2] = 3;
    for (int which = 0; which < READERS; which++) {
        struct reading_of of = {which, acc};
        assert_input_size_checked(read_with, &of, &good, sizeof good);
        assert_ok(read_with(NULL, &of));
        ptv_cohorts_options wrong[19];
        for (size_t i = 0; i < COUNT_OF(wrong); i++)
            wrong[i] = good;
        wrong[0].confidence = -0.1;
        wrong[1].confidence = 1;
        wrong[2].confidence = NAN;
        wrong[3].method = PTV_METHOD_WILSON - 1;
        wrong[4].method = PTV_METHOD_JEFFREYS + 1;
        wrong[5].kind = -1;
        wrong[6].kind = PTV_COHORTS_BRACKET + 1;
        wrong[7].bounded = 2;
        wrong[8].bounded = -1;
        wrong[9].n_brackets = 0;
        wrong[10].n_brackets = -1;
        wrong[11].n_brackets = PTV_COHORTS_BRACKETS + 1;
        wrong[12].n_brackets = 3;
        wrong[13].bracket[0] = -1;
        wrong[14].bracket[1] = 0;
        wrong[15].bracket[2] = 1;
        wrong[16].reserved3 = 1;
        wrong[17].reserved = 1;
        wrong[18].confidence = INFINITY;
        for (size_t i = 0; i < COUNT_OF(wrong); i++)
            assert_status(PTV_ERR_ARGUMENT, read_with(&wrong[i], &of));
        ptv_cohorts_options most = good;
        most.n_brackets = PTV_COHORTS_BRACKETS;
        for (int32_t i = 0; i <= PTV_COHORTS_BRACKETS; i++)
            most.bracket[i] = i;
        assert_ok(read_with(&most, &of));
    }
    ptv_cohorts_free(acc);
}

static void null_is_refused(void **unused) {
    (void)unused;
    ptv_cohorts *acc = three_cohorts();
    ptv_cohorts_retention retention = PTV_COHORTS_RETENTION_INIT;
    ptv_cohort_cell cells[10];
    ptv_cohort_movement movements[4];
    size_t n = 77;
    assert_status(PTV_ERR_NULL, ptv_cohorts_table(NULL, NULL, cells, 10, &n));
    assert_status(PTV_ERR_NULL, ptv_cohorts_table(acc, NULL, NULL, 10, &n));
    assert_status(PTV_ERR_NULL, ptv_cohorts_table(acc, NULL, cells, 10, NULL));
    assert_status(PTV_ERR_NULL, ptv_cohorts_movements(NULL, NULL, movements, 4, &n));
    assert_status(PTV_ERR_NULL, ptv_cohorts_movements(acc, NULL, NULL, 4, &n));
    assert_status(PTV_ERR_NULL, ptv_cohorts_movements(acc, NULL, movements, 4, NULL));
    assert_int_equal(n, 77);
    assert_untouched(retention, PTV_ERR_NULL,
                     ptv_cohorts_retention_read(NULL, 10, 13, 0, NULL, &retention));
    assert_status(PTV_ERR_NULL, ptv_cohorts_retention_read(acc, 10, 13, 0, NULL, NULL));
    ptv_cohorts_free(acc);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_counts_customers_by_cohort_and_age),
        cmocka_unit_test(who_stopped_early_has_cells_as_far_as_is_over),
        cmocka_unit_test(later_activity_of_others_changes_no_cell),
        cmocka_unit_test(a_table_ends_with_the_window),
        cmocka_unit_test(an_empty_cohort_has_no_rate),
        cmocka_unit_test(on_or_after_looks_ahead_as_far_as_is_over),
        cmocka_unit_test(brackets_take_any_activity_in_them),
        cmocka_unit_test(the_length_of_the_window_changes_no_table),
        cmocka_unit_test(options_of_a_table_are_used),
        cmocka_unit_test(without_activity_there_is_no_table),
        cmocka_unit_test(too_little_space_says_how_much),
        cmocka_unit_test(two_of_110_pooled_is_1_8_percent_not_10),
        cmocka_unit_test(incomplete_cells_are_not_in_averages),
        cmocka_unit_test(averages_take_cells_in_any_order),
        cmocka_unit_test(averages_are_those_of_each_age),
        cmocka_unit_test(averages_check_their_cells),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(null_is_refused),
    };
    use_environment_locale();
    return cmocka_run_group_tests_name("cohorts, readings", tests, NULL, NULL);
}
