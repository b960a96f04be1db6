/* SPDX-License-Identifier: MIT */
/* The worked examples of metrics.md, of customers and of respondents: each prints one, and
 * doc/check_examples.py compares. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ptv_status check(ptv_status status) {
    if (status < 0) {
        fprintf(stderr, "%s\n", ptv_status_name(status));
        exit(EXIT_FAILURE);
    }
    return status;
}

static void print_estimate(const char *name, const ptv_estimate *e) {
    printf("%-14s %10.6f  [%10.6f, %10.6f]  n %4u  %s\n", name, e->value, e->lower, e->upper,
           (unsigned)e->n, ptv_method_name(e->method));
}

/* ── cohorts ─────────────────────────────────────────────────────────────────────────────────── */

/* A hundred customers of January, ten of February, six of March, from period 1 on. */
static ptv_cohorts *some_cohorts(void) {
    static const struct {
        uint64_t customers;
        const char *months;
    } groups[] = {{98, "x..."}, {2, "x.x."}, {8, ".x.."}, {2, ".xx."}, {5, "..x."}, {1, "..xx"}};
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *cohorts;
    uint64_t customer = 0;
    config.first_period = 1;
    config.n_periods = 12;
    check(ptv_cohorts_new(&config, NULL, &cohorts));
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        for (uint64_t n = 0; n < groups[i].customers; n++, customer++)
            for (int month = 0; month < 4; month++)
                if (groups[i].months[month] == 'x')
                    check(ptv_cohorts_add(cohorts, customer, month + 1));
    return cohorts;
}

static void print_cells(const ptv_cohort_cell *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const ptv_cohort_cell *cell = &cells[i];
        printf("cohort %d  age %d  %3u of %3u", (int)cell->cohort, (int)cell->age,
               (unsigned)cell->retained, (unsigned)cell->size);
        if (cell->rate.status == PTV_INCOMPLETE)
            printf("  not over\n");
        else
            printf("  %8.6f  [%8.6f, %8.6f]\n", cell->rate.value, cell->rate.lower,
                   cell->rate.upper);
    }
}

static void cohorts(void) {
    ptv_cohorts *acc = some_cohorts();
    ptv_cohorts_options options = PTV_COHORTS_OPTIONS_INIT;
    ptv_cohort_cell cells[10];
    ptv_cohort_average averages[4];
    size_t n, ages;
    options.bounded = 1;
    options.until_period = 4;
    check(ptv_cohorts_table(acc, &options, cells, 10, &n));
    check(ptv_cohorts_averages(cells, n, &options, averages, 4, &ages));
    print_cells(cells, n);
    for (size_t i = 1; i < ages - 1; i++) {
        printf("age %d, of %d cohorts, mean of their rates %.6f\n", (int)averages[i].age,
               (int)averages[i].cohorts, averages[i].simple);
        print_estimate("pooled", &averages[i].pooled);
    }
    ptv_cohorts_free(acc);
}

/* ── retention and churn ─────────────────────────────────────────────────────────────────────── */

/* Ten customers from period 1 to 5; an x is activity. */
static ptv_cohorts *ten_customers(void) {
    static const char *const customers[] = {"xxxxx", "xxxxx", "xx...", "xxx.x", "x....",
                                            "x.xxx", ".xxxx", ".xx..", "...xx", "....x"};
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *acc;
    config.first_period = 1;
    config.n_periods = 5;
    check(ptv_cohorts_new(&config, NULL, &acc));
    for (uint64_t i = 0; i < sizeof customers / sizeof customers[0]; i++)
        for (int period = 0; period < 5; period++)
            if (customers[i][period] == 'x')
                check(ptv_cohorts_add(acc, i, period + 1));
    return acc;
}

static void print_movements(const ptv_cohorts *acc) {
    ptv_cohort_movement movements[5];
    size_t n;
    check(ptv_cohorts_movements(acc, NULL, movements, 5, &n));
    for (size_t i = 1; i < n; i++)
        printf("period %d: %u + new %u + back %u - lost %u = %u\n", (int)movements[i].period,
               (unsigned)movements[i - 1].active, (unsigned)movements[i].fresh,
               (unsigned)movements[i].back, (unsigned)movements[i].lost,
               (unsigned)movements[i].active);
}

static void retention(void) {
    ptv_cohorts *acc = ten_customers();
    print_movements(acc);
    for (int32_t grace = 0; grace < 2; grace++) {
        ptv_cohorts_retention result = PTV_COHORTS_RETENTION_INIT;
        check(ptv_cohorts_retention_read(acc, 1, 4, grace, NULL, &result));
        printf("1 to 4, grace %d: start %u, kept %u, lost %u; end %u, new %u, back %u\n",
               (int)grace, (unsigned)result.start, (unsigned)result.kept, (unsigned)result.lost,
               (unsigned)result.end, (unsigned)result.fresh, (unsigned)result.back);
        print_estimate("retention", &result.retention);
        print_estimate("churn", &result.churn);
    }
    ptv_cohorts_free(acc);
}

static void counts(void) {
    static const char *const names[] = {"of the start", "of the served", "of the mean"};
    ptv_customer_counts year = PTV_CUSTOMER_COUNTS_INIT;
    ptv_retention_options options = PTV_RETENTION_OPTIONS_INIT;
    ptv_retention_result result = PTV_RETENTION_RESULT_INIT;
    ptv_estimate month;
    year.start = 250;
    year.fresh = 300;
    year.lost = 260;
    year.lost_fresh = 160;
    year.end = 290;
    for (int32_t base = PTV_CHURN_BASE_START; base <= PTV_CHURN_BASE_MEAN; base++) {
        options.churn_base = base;
        check(ptv_retention_read(&year, &options, &result));
        print_estimate(names[base], &result.churn);
    }
    check(ptv_retention_read(&year, NULL, &result));
    check(ptv_churn_compound(&result.churn, 1.0 / 12, &month));
    print_estimate("a month", &month);
    print_estimate("retention", &result.retention);
}

/* ── revenue ─────────────────────────────────────────────────────────────────────────────────── */

static void revenue(void) {
    static const int64_t starts[] = {90000, 12000, 8000, 24000, 6000, 30000, 4500,
                                     15000, 50000, 7500, 21000, 3000, 0,     0};
    static const int64_t ends[] = {126000, 12000, 0,    18000, 6000, 39000, 0,
                                   15000,  50000, 9000, 14000, 3000, 25000, 6000};
    ptv_revenue acc;
    ptv_revenue_result result = PTV_REVENUE_RESULT_INIT;
    check(ptv_revenue_init(&acc));
    check(ptv_revenue_add_i64(&acc, starts, ends, 0, sizeof starts / sizeof starts[0]));
    check(ptv_revenue_add(&acc, 0, 9500, 1));
    check(ptv_revenue_read(&acc, NULL, &result));
    print_estimate("gross", &result.gross);
    print_estimate("net", &result.net);
    printf(
        "%.0f + expansion %.0f - contraction %.0f - churned %.0f + new %.0f + back %.0f = %.0f\n",
        result.start, result.expansion, result.contraction, result.churned, result.fresh,
        result.reactivated, result.end);
    printf("n %u: expanded %u, contracted %u, churned %u; new %u, back %u\n", (unsigned)result.n,
           (unsigned)result.n_expanded, (unsigned)result.n_contracted, (unsigned)result.n_churned,
           (unsigned)result.n_fresh, (unsigned)result.n_reactivated);
}

/* ── lifetime ────────────────────────────────────────────────────────────────────────────────── */

static void print_fit(const char *name, const int *left, size_t years) {
    uint64_t lost[12], censored[12] = {0};
    ptv_sbg fit = PTV_SBG_INIT;
    double twelve, payments;
    for (size_t i = 0; i < years; i++)
        lost[i] = (uint64_t)(left[i] - left[i + 1]);
    censored[years - 1] = (uint64_t)left[years];
    check(ptv_sbg_fit(lost, censored, years, &fit));
    check(ptv_sbg_survival(&fit, 12, &twelve));
    check(ptv_sbg_residual_lifetime(&fit, 4, 0.1, &payments));
    printf("%-9s alpha %.6f  beta %.6f  log-likelihood %.6f\n", name, fit.alpha, fit.beta,
           fit.log_likelihood);
    printf("%-9s first churn %.6f, after 12 years %.6f, DERL %.6f\n", "", fit.first_churn, twelve,
           payments);
}

static void lifetime(void) {
    static const int regular[] = {1000, 631, 468, 382, 326, 289, 262, 241};
    static const int high_end[] = {1000, 869, 743, 653, 593, 551, 517, 491};
    double begin, renewals;
    print_fit("Regular", regular, 7);
    print_fit("High End", high_end, 7);
    check(ptv_clv_begin(100, 0.8, 0.1, &begin));
    check(ptv_clv_renewals(100, 0.8, 0.1, &renewals));
    printf("CLV at 100, retention 0.8, discount 0.1: %.6f, renewals alone %.6f\n", begin, renewals);
}

/* ── panel ───────────────────────────────────────────────────────────────────────────────────── */

static void print_panel(const char *name, const ptv_panel *panel) {
    ptv_ratings ratings;
    ptv_nps_result nps = PTV_NPS_RESULT_INIT;
    check(ptv_panel_ratings(panel, &ratings));
    check(ptv_nps_read(&ratings, NULL, &nps));
    printf("%-6s n %u, missing %u, invalid %u, NPS %+.0f\n", name, (unsigned)nps.n,
           (unsigned)nps.missing, (unsigned)nps.invalid, nps.score.value);
}

static void panel(void) {
    static const ptv_response responses[] = {
        {1, 10, 0, 9, 0}, {1, 20, 1, 7, 0},  {2, 10, 2, 3, 1},
        {2, 30, 3, 9, 1}, {2, 40, 4, 11, 1}, {3, 10, 5, PTV_SCORE_MISSING, 0},
        {4, 10, 6, 0, 1}, {4, 20, 7, 10, 1}, {PTV_KEY_NONE, 10, 8, 10, 0},
    };
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_panel *last, *first;
    ptv_estimate rate;
    check(ptv_panel_new(NULL, NULL, &last));
    config.policy = PTV_PANEL_FIRST;
    check(ptv_panel_new(&config, NULL, &first));
    check(ptv_panel_add_records(last, responses, sizeof responses[0], 9));
    check(ptv_panel_add_records(first, responses, sizeof responses[0], 9));
    print_panel("last", last);
    print_panel("first", first);
    check(ptv_panel_add_sent(last, 0, 12));
    check(ptv_panel_add_sent(last, 1, 8));
    for (int32_t channel = -1; channel < 2; channel++) {
        static const char *const names[] = {"response rate", "  channel 0", "  channel 1"};
        check(ptv_panel_response_rate(last, channel, NULL, &rate));
        print_estimate(names[channel + 1], &rate);
    }
    ptv_panel_free(first);
    ptv_panel_free(last);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*print)(void);
    } examples[] = {
        {"cohorts", cohorts}, {"retention", retention}, {"counts", counts},
        {"revenue", revenue}, {"lifetime", lifetime},   {"panel", panel},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        if (argc == 2 && strcmp(argv[1], examples[i].name) == 0) {
            examples[i].print();
            return EXIT_SUCCESS;
        }
    fprintf(stderr, "usage: worked_customer EXAMPLE\n");
    return EXIT_FAILURE;
}
