/* SPDX-License-Identifier: MIT */
/* Replays the vectors of generate_durations.py. The one argument is the folder.
 *
 * The files are read before main takes the environment's locale, so their decimal points are
 * points. */
#include "durations.h"

enum { FIELDS_MAX = 16, TEXT_MAX = 16384 };

struct row {
    int line, n_fields;
    char *text[FIELDS_MAX]; /* of one allocation, at text[0] */
    double number[FIELDS_MAX];
    uint64_t count[FIELDS_MAX];
};

struct file {
    const char *name, *header;
    bool (*check)(const struct row *row);
    size_t rows_min;
    struct row *rows;
    size_t n_rows;
};

static void split(char *text, struct row *row) {
    char *next = text;
    for (row->n_fields = 0; next && row->n_fields < FIELDS_MAX; row->n_fields++) {
        char *start = next;
        next = strchr(start, ',');
        if (next)
            *next++ = '\0';
        row->text[row->n_fields] = start;
        row->number[row->n_fields] = strtod(start, NULL);
        row->count[row->n_fields] = strtoull(start, NULL, 10);
    }
}

static bool load(const char *folder, struct file *file) {
    static char line[TEXT_MAX];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, file->name);
    FILE *stream = fopen(path, "r");
    if (!stream) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    bool header_seen = false, good = true;
    for (int number = 1; good && fgets(line, sizeof line, stream); number++) {
        good = strchr(line, '\n') != NULL;
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '#')
            continue;
        if (!header_seen) {
            header_seen = true;
            good = strcmp(line, file->header) == 0;
            continue;
        }
        size_t length = strlen(line) + 1;
        char *text = malloc(length);
        struct row *rows = realloc(file->rows, (file->n_rows + 1) * sizeof *rows);
        if (!text || !rows)
            return false;
        memcpy(text, line, length);
        file->rows = rows;
        memset(&rows[file->n_rows], 0, sizeof *rows);
        rows[file->n_rows].line = number;
        split(text, &rows[file->n_rows++]);
    }
    fclose(stream);
    if (!good)
        fprintf(stderr, "%s: not as expected\n", path);
    return good;
}

static bool near(const char *what, const struct row *row, double got, double want, double tolerance,
                 double floor) {
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

static bool check_position(const struct row *row) {
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

static bool check_ranks(const struct row *row) {
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

static ptv_estimate read_figure(const ptv_durations *acc, const struct row *row) {
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

static bool check_read(const struct row *row) {
    ptv_durations *acc = sample(row->text[4]);
    ptv_estimate got = read_figure(acc, row);
    ptv_durations_free(acc);
    double floor = row->number[8], tolerance = row->number[9];
    bool is_skewness = strcmp(row->text[0], "skewness") == 0;
    bool value = near("value", row, got.value, row->number[5], tolerance, is_skewness ? floor : 0);
    bool lower = near("lower", row, got.lower, row->number[6], tolerance, floor);
    return near("upper", row, got.upper, row->number[7], tolerance, floor) && lower && value;
}

static bool check_compare(const struct row *row) {
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

static struct file files[] = {
    {.name = "quantile_position.csv",
     .header = "type,n,num,den,rank,weight,floor,tol",
     .check = check_position,
     .rows_min = 2000},
    {.name = "quantile_ranks.csv",
     .header = "interval,n,num,den,confidence,lower,upper",
     .check = check_ranks,
     .rows_min = 8000},
    {.name = "durations_read.csv",
     .header = "figure,num,den,confidence,sample,value,lower,upper,floor,tol",
     .check = check_read,
     .rows_min = 1000},
    {.name = "durations_compare.csv",
     .header = "kind,confidence,now,before,difference,lower,upper,std_error,statistic,df,p_value,"
               "floor,tol,tol_p",
     .check = check_compare,
     .rows_min = 80},
};

static void replay(void **state) {
    const struct file *file = *state;
    size_t failures = 0;
    for (size_t i = 0; i < file->n_rows; i++)
        failures += !file->check(&file->rows[i]);
    print_message("%-24s %zu rows\n", file->name, file->n_rows);
    assert_in_range(file->n_rows, file->rows_min, SIZE_MAX);
    assert_int_equal(failures, 0);
}

int main(int argc, char **argv) {
    struct CMUnitTest tests[COUNT_OF(files)];
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 1;
    }
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        if (!load(argv[1], &files[i]))
            return 1;
        struct CMUnitTest test = {files[i].name, replay, NULL, NULL, &files[i]};
        tests[i] = test;
    }
    use_environment_locale();
    int failed = cmocka_run_group_tests_name("durations vectors", tests, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        for (size_t j = 0; j < files[i].n_rows; j++)
            free(files[i].rows[j].text[0]);
        free(files[i].rows);
    }
    return failed;
}
