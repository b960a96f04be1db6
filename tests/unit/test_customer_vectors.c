/* SPDX-License-Identifier: MIT */
/* Replays the vectors of the customer layer. */
#include "vectors.h"

/* Customers as start:end, with blanks between. */
static ptv_revenue revenue_from(const char *text) {
    ptv_revenue acc;
    assert_ok(ptv_revenue_init(&acc));
    for (const char *at = text; *at;) {
        char *next;
        int64_t start = strtoll(at, &next, 10);
        assert_true(*next == ':');
        int64_t end = strtoll(next + 1, &next, 10);
        assert_ok(ptv_revenue_add(&acc, start, end, 0));
        at = *next == ' ' ? next + 1 : next;
    }
    return acc;
}

static bool check_ratio(const struct vector_file *file, const struct vector_row *row, int first,
                        const ptv_estimate *e) {
    const double figures[] = {e->value, e->std_error}, bounds[] = {e->lower, e->upper};
    return vector_near(file, row, first, figures, 2, 1e-12, 0) &&
           vector_near(file, row, first + 2, bounds, 2, 1e-12, e->value);
}

static bool check_revenue(const struct vector_file *file, const struct vector_row *row) {
    ptv_revenue acc = revenue_from(row->text[1]);
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    ptv_revenue_result out = PTV_REVENUE_RESULT_INIT;
    opt.confidence = row->number[0];
    ptv_status status = ptv_revenue_read(&acc, &opt, &out);
    bool spread = !isnan(row->number[4]) && !isnan(row->number[8]);
    assert_status(spread ? PTV_OK : PTV_DEGENERATE, status);
    assert_status(isnan(row->number[4]) ? PTV_DEGENERATE : PTV_OK, out.gross.status);
    assert_status(isnan(row->number[8]) ? PTV_DEGENERATE : PTV_OK, out.net.status);
    return check_ratio(file, row, 2, &out.gross) && check_ratio(file, row, 6, &out.net);
}

static bool check_compare(const struct vector_file *file, const struct vector_row *row) {
    ptv_revenue now = revenue_from(row->text[1]), before = revenue_from(row->text[2]);
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    ptv_comparison out;
    opt.confidence = row->number[0];
    assert_ok(ptv_revenue_compare(&now, &before, &opt, &out));
    const double figures[] = {out.difference, out.std_error}, bounds[] = {out.lower, out.upper};
    const double test[] = {out.statistic, out.df}, p[] = {out.p_value};
    return vector_near(file, row, 3, figures, 2, 1e-12, 0) &&
           vector_near(file, row, 5, bounds, 2, 1e-12, out.upper - out.lower) &&
           vector_near(file, row, 7, test, 2, 1e-12, 0) &&
           vector_near(file, row, 9, p, 1, 1e-11, 0);
}

/* Counts with blanks between. */
static size_t counts_from(const char *text, uint64_t *counts, size_t cap) {
    size_t n = 0;
    for (const char *at = text; *at && n < cap; n++) {
        char *next;
        counts[n] = strtoull(at, &next, 10);
        at = *next == ' ' ? next + 1 : next;
    }
    return n;
}

static bool check_fit(const struct vector_file *file, const struct vector_row *row) {
    uint64_t lost[256], censored[256];
    size_t n = counts_from(row->text[1], lost, COUNT_OF(lost));
    assert_int_equal(n, counts_from(row->text[2], censored, COUNT_OF(censored)));
    bool identified = strcmp(row->text[3], "ok") == 0;
    ptv_sbg fit = PTV_SBG_INIT;
    ptv_status status = ptv_sbg_fit(lost, censored, n, &fit);
    if (status != (identified ? PTV_OK : PTV_NOT_IDENTIFIED)) {
        print_error("%s:%d: got %s, want %s\n", file->name, row->line, ptv_status_name(status),
                    row->text[3]);
        return false;
    }
    const double parameters[] = {fit.alpha, fit.beta}, height[] = {fit.log_likelihood};
    const double rest[] = {fit.first_churn, fit.mean_periods};
    double tolerance = row->number[0];
    /* The mean has a pole at alpha 1. */
    double of_mean = isinf(fit.mean_periods) || isinf(fit.alpha)
                         ? tolerance
                         : tolerance * (1 + fit.alpha / fabs(fit.alpha - 1));
    return vector_near(file, row, 4, parameters, 2, tolerance, 0) &&
           vector_near(file, row, 6, height, 1, 1e-12, 0) &&
           vector_near(file, row, 7, rest, 2, of_mean, 0);
}

static bool check_model(const struct vector_file *file, const struct vector_row *row) {
    ptv_sbg fit = PTV_SBG_INIT;
    fit.alpha = row->number[1];
    fit.beta = row->number[2];
    int64_t t = (int64_t)row->count[3];
    double got[1] = {-1};
    if (strcmp(row->text[0], "survival") == 0)
        assert_ok(ptv_sbg_survival(&fit, t, got));
    else if (strcmp(row->text[0], "retention") == 0)
        assert_ok(ptv_sbg_retention(&fit, t, got));
    else if (strcmp(row->text[0], "residual") == 0)
        assert_ok(ptv_sbg_residual_lifetime(&fit, t, row->number[4], got));
    return vector_near(file, row, 5, got, 1, 1e-12, 0);
}

static bool check_compound(const struct vector_file *file, const struct vector_row *row) {
    ptv_estimate churn = PTV_ESTIMATE_INIT;
    churn.value = churn.lower = churn.upper = row->number[0];
    churn.std_error = 1;
    assert_ok(ptv_churn_compound(&churn, row->number[1], &churn));
    const double got[] = {churn.value, churn.std_error};
    assert_exact(churn.lower, churn.value);
    assert_exact(churn.upper, churn.value);
    return vector_near(file, row, 2, got, 2, 1e-12, 0);
}

static bool check_value(const struct vector_file *file, const struct vector_row *row) {
    double got[2];
    assert_ok(ptv_clv_begin(row->number[0], row->number[1], row->number[2], &got[0]));
    assert_ok(ptv_clv_renewals(row->number[0], row->number[1], row->number[2], &got[1]));
    return vector_near(file, row, 3, got, 2, 1e-14, 0);
}

static struct vector_file files[] = {
    {.name = "revenue_read.csv",
     .header = "confidence,sample,gross_value,gross_std_error,gross_lower,gross_upper,net_value,"
               "net_std_error,net_lower,net_upper",
     .check = check_revenue,
     .rows_min = 200,
     .digest = UINT64_C(0xECCA9BBE00D8DA6F)},
    {.name = "revenue_compare.csv",
     .header = "confidence,now,before,difference,std_error,lower,upper,statistic,df,p_value",
     .check = check_compare,
     .rows_min = 100,
     .digest = UINT64_C(0x9E0573F994917E7B)},
    {.name = "sbg_fit.csv",
     .header = "tol,lost,censored,status,alpha,beta,log_likelihood,first_churn,mean_periods",
     .check = check_fit,
     .rows_min = 100,
     .digest = UINT64_C(0x455DDA3C6741C7B8)},
    {.name = "sbg_model.csv",
     .header = "function,alpha,beta,t,discount,want",
     .check = check_model,
     .rows_min = 300,
     .digest = UINT64_C(0xB30F1A97645464C7)},
    {.name = "churn_compound.csv",
     .header = "churn,periods,want,slope",
     .check = check_compound,
     .rows_min = 80,
     .digest = UINT64_C(0x1A10BDEE1AB54516)},
    {.name = "lifetime_value.csv",
     .header = "margin,retention,discount,begin,renewals",
     .check = check_value,
     .rows_min = 40,
     .digest = UINT64_C(0xF81D19647E978F6F)},
};

int main(int argc, char **argv) {
    return vectors_main(argc, argv, "customer vectors", files, COUNT_OF(files));
}
