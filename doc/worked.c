/* SPDX-License-Identifier: MIT */
/* The worked examples of metrics.md: each prints one, and doc/check_examples.py compares. */
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
    printf("%-12s %10.6f  [%10.6f, %10.6f]  se %9.6f  %s\n", name, e->value, e->lower, e->upper,
           e->std_error, ptv_method_name(e->method));
}

static void print_comparison(const char *name, const ptv_comparison *c) {
    printf("%-12s %10.6f  [%10.6f, %10.6f]  p %.6f  statistic %.6f  %s\n", name, c->difference,
           c->lower, c->upper, c->p_value, c->statistic, ptv_method_name(c->method));
}

static void add(ptv_ratings *ratings, int32_t lowest, const uint64_t *counts, int levels) {
    for (int i = 0; i < levels; i++)
        check(ptv_ratings_add_n(ratings, lowest + i, counts[i]));
}

static void nps(void) {
    static const uint64_t counts[] = {4, 1, 2, 3, 5, 9, 12, 24, 38, 47, 55};
    ptv_ratings ratings;
    ptv_nps_result result = PTV_NPS_RESULT_INIT;
    ptv_nps_options options = PTV_NPS_OPTIONS_INIT;
    check(ptv_nps_init(&ratings));
    add(&ratings, 0, counts, 11);
    for (int32_t method = PTV_METHOD_SCORE; method <= PTV_METHOD_WALD; method++) {
        options.method = method;
        check(ptv_nps_read(&ratings, &options, &result));
        print_estimate("NPS", &result.score);
    }
    printf("promoters %u, passives %u, detractors %u, n %u\n", (unsigned)result.promoters,
           (unsigned)result.passives, (unsigned)result.detractors, (unsigned)result.n);
}

static void csat(void) {
    static const uint64_t counts[] = {1, 2, 3, 4, 9};
    ptv_ratings ratings;
    ptv_csat_result result = PTV_CSAT_RESULT_INIT;
    check(ptv_csat_init(&ratings, NULL));
    add(&ratings, 1, counts, 5);
    check(ptv_csat_read(&ratings, NULL, &result));
    print_estimate("top_box", &result.top_box);
    print_estimate("mean", &result.mean);
    print_estimate("net", &result.net);
    print_estimate("% of max", &result.percent_of_max);
}

static void print_ces(const ptv_ratings *ratings) {
    ptv_ces_result result = PTV_CES_RESULT_INIT;
    check(ptv_ces_read(ratings, NULL, &result));
    print_estimate("mean", &result.mean);
    print_estimate("ease_0_100", &result.ease_0_100);
    print_estimate("top_box", &result.top_box);
    print_estimate("net", &result.net);
}

static void ease(void) {
    static const uint64_t counts[] = {2, 3, 5, 9, 18, 31, 32};
    ptv_ratings ratings;
    check(ptv_ces_init(&ratings, NULL));
    add(&ratings, 1, counts, 7);
    print_ces(&ratings);
}

static void effort(void) {
    static const uint64_t counts[] = {41, 30, 15, 9, 5};
    ptv_ratings ratings;
    ptv_scale scale = PTV_SCALE_INIT;
    scale.polarity = PTV_POLARITY_LOW_IS_GOOD;
    check(ptv_ces_init(&ratings, &scale));
    add(&ratings, 1, counts, 5);
    print_ces(&ratings);
}

static void ratings_mean(void) {
    static const uint64_t counts[] = {0, 1, 0, 1, 1, 2, 2, 4, 4, 3, 2};
    ptv_ratings ratings;
    ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    options.top_k = 3; /* eleven levels have no usual top box */
    check(ptv_ratings_init(&ratings, NULL));
    add(&ratings, 0, counts, 11);
    check(ptv_ratings_read(&ratings, &options, &result));
    print_estimate("mean", &result.mean);
    print_estimate("top_box", &result.top_box);
    print_estimate("bottom_box", &result.bottom_box);
    print_estimate("net", &result.net);
    printf("std_dev %.6f, median %.1f, n %u\n", result.std_dev, result.median, (unsigned)result.n);
}

static void without_spread(void) {
    ptv_ratings ratings;
    ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
    ptv_scale stars = PTV_SCALE_INIT;
    stars.min = 1;
    stars.max = 5;
    check(ptv_ratings_init(&ratings, &stars));
    check(ptv_ratings_add_n(&ratings, 5, 50));
    check(ptv_ratings_read(&ratings, NULL, &result));
    print_estimate("fifty fives", &result.mean);
}

static void shares(void) {
    ptv_proportion solved;
    ptv_proportion_result result = PTV_PROPORTION_RESULT_INIT;
    ptv_proportion_options options = PTV_PROPORTION_OPTIONS_INIT;
    check(ptv_proportion_init(&solved));
    check(ptv_proportion_add_n(&solved, PTV_OUTCOME_HIT, 280));
    check(ptv_proportion_add_n(&solved, PTV_OUTCOME_MISS, 120));
    for (int32_t method = PTV_METHOD_WILSON; method <= PTV_METHOD_JEFFREYS; method++) {
        options.method = method;
        check(ptv_proportion_read(&solved, &options, &result));
        print_estimate("share", &result.share);
    }
}

static void add_times(ptv_survival *acc, const int64_t *times, int n, int32_t event) {
    for (int i = 0; i < n; i++)
        check(ptv_survival_add(acc, times[i], event));
}

static void survival(void) {
    static const int64_t solved[] = {1, 2, 2, 3, 5, 5, 8, 13}, open_for[] = {3, 4, 10, 20};
    static const int64_t solved_before[] = {2, 4, 6, 9, 9, 12, 18, 21}, open_before[] = {4, 15, 30};
    ptv_survival_options options = PTV_SURVIVAL_OPTIONS_INIT;
    ptv_survival *now, *before;
    ptv_estimate estimate;
    ptv_comparison change;
    check(ptv_survival_new(NULL, NULL, &now));
    check(ptv_survival_new(NULL, NULL, &before));
    add_times(now, solved, 8, PTV_EVENT);
    add_times(now, open_for, 4, PTV_CENSORED);
    add_times(before, solved_before, 8, PTV_EVENT);
    add_times(before, open_before, 3, PTV_CENSORED);
    for (options.method = PTV_METHOD_ROTHMAN_WILSON; options.method <= PTV_METHOD_PLAIN;
         options.method++) {
        check(ptv_survival_at(now, 5, &options, &estimate));
        print_estimate("open, day 5", &estimate);
    }
    check(ptv_survival_quantile(now, 1, 2, NULL, &estimate));
    print_estimate("median", &estimate);
    check(ptv_survival_restricted_mean(now, 10, NULL, &estimate));
    print_estimate("mean to 10", &estimate);
    check(ptv_survival_compare(now, before, NULL, &change));
    print_comparison("difference", &change);
    ptv_survival_free(now);
    ptv_survival_free(before);
}

static void compare(void) {
    static const uint64_t nps_before[] = {9, 2, 5, 6, 8, 18, 22, 45, 88, 92, 105};
    static const uint64_t nps_now[] = {5, 1, 3, 4, 6, 14, 17, 44, 95, 112, 141};
    static const uint64_t csat_before[] = {14, 21, 62, 171, 132};
    static const uint64_t csat_now[] = {10, 18, 61, 193, 160};
    static const int32_t kinds[] = {PTV_KIND_TOP_BOX, PTV_KIND_MEAN, PTV_KIND_NET,
                                    PTV_KIND_PERCENT_OF_MAX};
    static const char *const names[] = {"top_box", "mean", "net", "% of max"};
    ptv_ratings before, now;
    ptv_comparison change;
    ptv_ratings_options options = PTV_RATINGS_OPTIONS_INIT;
    check(ptv_nps_init(&before));
    check(ptv_nps_init(&now));
    add(&before, 0, nps_before, 11);
    add(&now, 0, nps_now, 11);
    check(ptv_nps_compare(&now, &before, NULL, &change));
    print_comparison("NPS", &change);

    check(ptv_csat_init(&before, NULL));
    check(ptv_csat_init(&now, NULL));
    add(&before, 1, csat_before, 5);
    add(&now, 1, csat_now, 5);
    for (int i = 0; i < 4; i++) {
        options.kind = kinds[i];
        check(ptv_csat_compare(&now, &before, &options, &change));
        print_comparison(names[i], &change);
    }
}

static void sampling(void) {
    ptv_ratings ratings;
    ptv_nps_result result = PTV_NPS_RESULT_INIT;
    ptv_nps_options options = PTV_NPS_OPTIONS_INIT;
    check(ptv_nps_init(&ratings));
    check(ptv_ratings_add_n(&ratings, 3, 30));
    check(ptv_ratings_add_n(&ratings, 8, 50));
    check(ptv_ratings_add_n(&ratings, 9, 120));
    for (int i = 0; i < 3; i++) {
        options.design_effect = i == 1 ? 1.5 : 0;
        options.population = i == 2 ? 400 : 0;
        check(ptv_nps_read(&ratings, &options, &result));
        printf("n %u, n_eff %.2f  ", (unsigned)result.score.n, result.score.n_eff);
        print_estimate("NPS", &result.score);
    }
}

static void print_minutes(const char *name, const ptv_estimate *e) {
    printf("%-12s %9.3f min  [%9.3f, %9.3f]  %s\n", name, e->value / 60000, e->lower / 60000,
           e->upper / 60000, ptv_method_name(e->method));
}

static void durations(void) {
    static const int64_t minutes[] = {3, 4, 4, 6, 7, 9, 12, 12, 15, 21, 30, 44, 58, 75, 240};
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_durations_within_result within = PTV_DURATIONS_WITHIN_RESULT_INIT;
    ptv_durations *replies;
    ptv_estimate p90;
    config.n_limits = 1;
    config.limit_ms[0] = 15 * 60000;
    check(ptv_durations_new(&config, NULL, &replies));
    for (size_t i = 0; i < sizeof minutes / sizeof *minutes; i++)
        check(ptv_durations_add(replies, minutes[i] * 60000));
    check(ptv_durations_add(replies, -250)); /* a reply before the question: rejected */
    check(ptv_durations_read(replies, NULL, &result));
    check(ptv_durations_percentile(replies, 90, 100, NULL, &p90));
    check(ptv_durations_within(replies, 15 * 60000, NULL, &within));
    print_minutes("median", &result.median);
    print_minutes("p90", &p90);
    print_minutes("mean", &result.mean);
    printf("within 15 min: %u of %u, %.4f [%.4f, %.4f]\n", (unsigned)within.at_least,
           (unsigned)within.n, within.share.value, within.share.lower, within.share.upper);
    printf("n %u, rejected %u, skewness %.2f\n", (unsigned)result.n, (unsigned)result.rejected,
           result.skewness);
    ptv_durations_free(replies);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*print)(void);
    } examples[] = {
        {"nps", nps},           {"csat", csat},           {"ease", ease},
        {"effort", effort},     {"mean", ratings_mean},   {"without_spread", without_spread},
        {"proportion", shares}, {"compare", compare},     {"sampling", sampling},
        {"survival", survival}, {"durations", durations},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        if (argc == 2 && strcmp(argv[1], examples[i].name) == 0) {
            examples[i].print();
            return EXIT_SUCCESS;
        }
    fprintf(stderr, "usage: worked EXAMPLE\n");
    return EXIT_FAILURE;
}
