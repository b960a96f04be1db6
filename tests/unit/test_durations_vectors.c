/* SPDX-License-Identifier: MIT */
/* Replays the vectors of generate_durations.py. */
#include "durations.h"
#include "vectors.h"

static bool near(const char *what, const struct vector_row *row, double got, double want,
                 double tolerance, double floor) {
    if (is_close(got, want, tolerance, floor, NULL))
        return true;
    print_error("line %d, %s %s: got %.17g, want %.17g\n", row->line, row->text[0], what, got,
                want);
    return false;
}

static int32_t quantile_type(const char *name) {
    static const char *const names[] = {"", "nearest_rank", "midpoint",  "",        "",
                                        "", "exclusive",    "inclusive", "unbiased"};
    for (int32_t i = 1; i < (int32_t)COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

static bool check_position(const struct vector_file *file, const struct vector_row *row) {
    (void)file;
    uint64_t rank = 0;
    double weight = NAN;
    assert_ok(ptv_quantile_position(row->count[1], (uint32_t)row->count[2], (uint32_t)row->count[3],
                                    quantile_type(row->text[0]), &rank, &weight));
    if (rank != row->count[4]) {
        print_error("line %d: rank %llu\n", row->line, (unsigned long long)rank);
        return false;
    }
    return near("weight", row, weight, row->number[5], row->number[7], row->number[6]);
}

static bool check_ranks(const struct vector_file *file, const struct vector_row *row) {
    (void)file;
    uint64_t n = row->count[1], lower = 0, upper = 0;
    ptv_status status = ptv_quantile_ranks(n, (uint32_t)row->count[2], (uint32_t)row->count[3],
                                           row->number[4], &lower, &upper);
    bool exists = row->count[5] > 0 && row->count[6] <= n;
    if (lower == row->count[5] && upper == row->count[6] &&
        status == (exists ? PTV_OK : PTV_UNATTAINABLE))
        return true;
    print_error("line %d: ranks %llu, %llu, status %s\n", row->line, (unsigned long long)lower,
                (unsigned long long)upper, ptv_status_name(status));
    return false;
}

/* "value*count value*count ..." */
static ptv_durations *sample(const char *text) {
    ptv_durations *acc = durations_new(NULL, NULL);
    for (char *at = (char *)(uintptr_t)text; *at;) {
        long long value = strtoll(at, &at, 10);
        assert_true(*at == '*');
        assert_ok(ptv_durations_add_n(acc, value, strtoull(at + 1, &at, 10)));
        at += *at == ' ';
    }
    return acc;
}

static ptv_estimate read_figure(const ptv_durations *acc, const struct vector_row *row) {
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    ptv_estimate out = PTV_ESTIMATE_INIT;
    opt.confidence = row->number[3];
    opt.quantile_type = quantile_type(row->text[0]);
    if (opt.quantile_type > 0) {
        assert_true(ptv_durations_percentile(acc, (uint32_t)row->count[1], (uint32_t)row->count[2],
                                             &opt, &out) >= 0);
        return out;
    }
    opt.quantile_type = 0;
    assert_true(ptv_durations_read(acc, &opt, &result) >= 0);
    if (strcmp(row->text[0], "median") == 0)
        return result.median;
    if (strcmp(row->text[0], "mean") == 0)
        return result.mean;
    out.lower = out.upper = NAN;
    out.value = strcmp(row->text[0], "std_dev") == 0 ? result.std_dev_ms : result.skewness;
    return out;
}

static bool check_read(const struct vector_file *file, const struct vector_row *row) {
    (void)file;
    ptv_durations *acc = sample(row->text[4]);
    ptv_estimate got = read_figure(acc, row);
    ptv_durations_free(acc);
    double floor = row->number[8], tolerance = row->number[9];
    bool is_skewness = strcmp(row->text[0], "skewness") == 0;
    bool value = near("value", row, got.value, row->number[5], tolerance, is_skewness ? floor : 0);
    bool lower = near("lower", row, got.lower, row->number[6], tolerance, floor);
    return near("upper", row, got.upper, row->number[7], tolerance, floor) && lower && value;
}

static bool check_compare(const struct vector_file *file, const struct vector_row *row) {
    (void)file;
    ptv_durations_options opt = PTV_DURATIONS_OPTIONS_INIT;
    ptv_comparison c = {0};
    ptv_durations *now = sample(row->text[2]), *before = sample(row->text[3]);
    opt.kind = strcmp(row->text[0], "median") == 0 ? PTV_TIME_KIND_MEDIAN
               : strcmp(row->text[0], "mean") == 0 ? PTV_TIME_KIND_MEAN
                                                   : PTV_TIME_KIND_ORDER;
    opt.confidence = row->number[1];
    assert_true(ptv_durations_compare(now, before, &opt, &c) >= 0);
    ptv_durations_free(now);
    ptv_durations_free(before);
    const double *want = row->number + 4;
    const double got[] = {c.difference, c.lower, c.upper,  c.std_error,
                          c.statistic,  c.df,    c.p_value};
    static const char *const names[] = {"difference", "lower", "upper", "std_error",
                                        "statistic",  "df",    "p"};
    double floor = row->number[11], tolerance = row->number[12];
    bool good = true;
    for (size_t i = 0; i < COUNT_OF(got); i++)
        good = near(names[i], row, got[i], want[i], i == 6 ? row->number[13] : tolerance, floor) &&
               good;
    return good;
}

static struct vector_file files[] = {
    {.name = "quantile_position.csv",
     .header = "type,n,num,den,rank,weight,floor,tol",
     .check = check_position,
     .rows_min = 2000,
     .digest = UINT64_C(0x3632DC8D23A5D905)},
    {.name = "quantile_ranks.csv",
     .header = "interval,n,num,den,confidence,lower,upper",
     .check = check_ranks,
     .rows_min = 8000},
    {.name = "durations_read.csv",
     .header = "figure,num,den,confidence,sample,value,lower,upper,floor,tol",
     .check = check_read,
     .rows_min = 1000,
     .digest = UINT64_C(0xC32372889F2C7E7D)},
    {.name = "durations_compare.csv",
     .header = "kind,confidence,now,before,difference,lower,upper,std_error,statistic,df,p_value,"
               "floor,tol,tol_p",
     .check = check_compare,
     .rows_min = 80,
     .digest = UINT64_C(0xCEB3F9B1B592BC33)},
};

int main(int argc, char **argv) {
    return vectors_main(argc, argv, "durations vectors", files, COUNT_OF(files));
}
