/* SPDX-License-Identifier: MIT */
/* Replays tests/vectors/: every row by the rule of the README there. The argument is the folder.
 *
 * The files are read before main takes the environment's locale: decimal points are points. */
#include "testing.h"

#include "stats/elementary.h"

enum { FIELDS_MAX = 20, METHODS_MAX = 5, ROWS_MIN = 200 };

/* A row, its fields as numbers: those that are counts also as integers. */
struct row {
    int line;
    char method[32];
    double number[FIELDS_MAX];
    uint64_t count[FIELDS_MAX];
};

struct file {
    const char *name;
    const char *header;
    const char *methods[METHODS_MAX]; /* that it must hold; what follows is NULL */
    uint64_t digest;                  /* of the numbers got */
    struct row *rows;
    size_t n_rows;
};

/* Columns count from 1, as 0 is the method. */
enum function_column { X = 1, A = 2, B = 3 };

static struct file files[] = {
    {.name = "elementary.csv",
     .header = "function,x,want,floor,tol",
     .methods = {"exp", "expm1", "log", "log1p", "log1pmx"},
     .digest = UINT64_C(0xA8F73329E87300AA)},
    {.name = "normal.csv",
     .header = "function,x,want,floor,tol",
     .methods = {"normal_cdf", "normal_sf", "normal_quantile", "normal_isf"},
     .digest = UINT64_C(0xD480ACECDE553118)},
    {.name = "student_t.csv",
     .header = "function,x,df,want,floor,tol",
     .methods = {"student_t_cdf", "student_t_sf", "student_t_quantile", "student_t_isf"},
     .digest = UINT64_C(0x89659B390F1B72D8)},
    {.name = "beta.csv",
     .header = "function,x,a,b,want,floor,tol",
     .methods = {"beta_cdf", "beta_sf", "beta_quantile", "beta_isf"},
     .digest = UINT64_C(0xB2ECF36E2869805A)},
    {.name = "gamma.csv",
     .header = "function,x,shape,want,floor,tol",
     .methods = {"gamma_cdf", "gamma_sf", "gamma_quantile", "gamma_isf"},
     .digest = UINT64_C(0xB9E04AC73E7358A4)},
    {.name = "share_interval.csv",
     .header = "method,x,n,confidence,value,std_error,lower,upper,floor,tol",
     .methods = {"wilson", "clopper_pearson", "agresti_coull", "jeffreys"},
     .digest = UINT64_C(0x26B040E4F22CB99C)},
    {.name = "net_interval.csv",
     .header = "method,positive,neutral,negative,confidence,value,std_error,lower,upper,floor,tol",
     .methods = {"score", "adjusted_wald", "wald"},
     .digest = UINT64_C(0x8AD4A3C41C90DD72)},
    {.name = "mean_interval.csv",
     .header = "method,n,mean,variance,min,max,confidence,value,std_error,lower,upper,floor,tol",
     .methods = {"student_t", "score_bounded"},
     .digest = UINT64_C(0x69B96E0CE3D609B2)},
    {.name = "net_compare.csv",
     .header = "method,p1,z1,m1,p2,z2,m2,confidence,difference,std_error,lower,upper,statistic,"
               "p_value,floor,tol,tol_p",
     .methods = {"mover", "adjusted_wald", "wald"},
     .digest = UINT64_C(0x44FE74DAD7D6E126)},
    {.name = "share_compare.csv",
     .header = "method,x1,n1,x2,n2,confidence,difference,std_error,lower,upper,statistic,p_value,"
               "floor,tol,tol_p",
     .methods = {"miettinen_nurminen"},
     .digest = UINT64_C(0xAB749734DAB3AC9C)},
    {.name = "mean_compare.csv",
     .header = "method,n1,mean1,variance1,n2,mean2,variance2,confidence,difference,std_error,lower,"
               "upper,statistic,df,p_value,floor,tol,tol_p",
     .methods = {"welch"},
     .digest = UINT64_C(0xD4D143C4CF1B74B2)},
};

/* Splits a row at its commas; false if one is not as the header says. */
static bool parse(char *text, size_t n_fields, struct row *row) {
    size_t field = 0;
    for (char *next = text; next; field++) {
        char *start = next;
        next = strchr(start, ',');
        if (next)
            *next++ = '\0';
        if (field >= n_fields)
            return false;
        if (field == 0) {
            snprintf(row->method, sizeof row->method, "%s", start);
            continue;
        }
        char *end;
        row->number[field] = strtod(start, &end);
        if (end == start || *end != '\0')
            return false;
        row->count[field] =
            strspn(start, "0123456789") == strlen(start) ? strtoull(start, NULL, 10) : UINT64_MAX;
    }
    return field == n_fields;
}

static size_t fields_of(const char *header) {
    size_t n = 1;
    for (; *header; header++)
        n += *header == ',';
    return n;
}

static bool load(const char *folder, struct file *file) {
    char path[4096], text[1024];
    snprintf(path, sizeof path, "%s/%s", folder, file->name);
    FILE *stream = fopen(path, "r");
    if (!stream) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    bool header_seen = false, good = true;
    for (int line = 1; good && fgets(text, sizeof text, stream); line++) {
        text[strcspn(text, "\r\n")] = '\0';
        if (text[0] == '#')
            continue;
        if (!header_seen) {
            header_seen = true;
            good = strcmp(text, file->header) == 0;
        } else {
            struct row *more = realloc(file->rows, (file->n_rows + 1) * sizeof *more);
            good = more != NULL;
            if (!good)
                break;
            file->rows = more;
            memset(&more[file->n_rows], 0, sizeof *more);
            more[file->n_rows].line = line;
            good = parse(text, fields_of(file->header), &more[file->n_rows]);
            file->n_rows++;
        }
        if (!good)
            fprintf(stderr, "%s:%d: not as expected: %s\n", path, line, text);
    }
    fclose(stream);
    return good && header_seen;
}

/* Index of a column by the name in the header. */
static size_t column(const struct file *file, const char *name) {
    size_t index = 0, length = strlen(name);
    for (const char *at = file->header; at; at = strchr(at, ','), index++) {
        at += *at == ',';
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return index;
    }
    fail_msg("%s has no column %s", file->name, name);
    return 0;
}

struct tally {
    size_t rows[METHODS_MAX];
    double worst[METHODS_MAX];
    int worst_line[METHODS_MAX];
    size_t failures;
};

static size_t method_index(const struct file *file, const struct row *row) {
    for (size_t i = 0; i < METHODS_MAX && file->methods[i]; i++)
        if (strcmp(row->method, file->methods[i]) == 0)
            return i;
    fail_msg("%s:%d: unknown method %s", file->name, row->line, row->method);
    return 0;
}

/* One number of a row against what it must be. */
static void check(struct tally *tally, const struct file *file, const struct row *row,
                  const char *what, double got, double want, double tol, double floor) {
    double ratio;
    size_t method = method_index(file, row);
    bool good = is_close(got, want, tol, floor, &ratio);
    if (ratio > tally->worst[method]) {
        tally->worst[method] = ratio;
        tally->worst_line[method] = row->line;
    }
    if (good)
        return;
    tally->failures++;
    if (tally->failures <= 20)
        print_error("%s:%d: %s of %s: got %.17g, want %.17g (%.3g times the tolerance)\n",
                    file->name, row->line, what, row->method, got, want, ratio);
}

/* The numbers of a row that have names of their own in the header. */
static double number(const struct file *file, const struct row *row, const char *name) {
    return row->number[column(file, name)];
}

static uint64_t count(const struct file *file, const struct row *row, const char *name) {
    uint64_t n = row->count[column(file, name)];
    if (n == UINT64_MAX)
        fail_msg("%s:%d: %s is no count", file->name, row->line, name);
    return n;
}

static double function_value(const struct row *row) {
    static const struct {
        const char *name;
        double (*call)(double);
    } of_one[] = {{"exp", ptvi_exp},
                  {"expm1", ptvi_expm1},
                  {"log", ptvi_log},
                  {"log1p", ptvi_log1p},
                  {"log1pmx", ptvi_log1pmx},
                  {"normal_cdf", ptv_normal_cdf},
                  {"normal_sf", ptv_normal_sf},
                  {"normal_quantile", ptv_normal_quantile},
                  {"normal_isf", ptv_normal_isf}};
    static const struct {
        const char *name;
        double (*call)(double, double);
    } of_two[] = {{"student_t_cdf", ptv_student_t_cdf},
                  {"student_t_sf", ptv_student_t_sf},
                  {"student_t_quantile", ptv_student_t_quantile},
                  {"student_t_isf", ptv_student_t_isf},
                  {"gamma_cdf", ptv_gamma_cdf},
                  {"gamma_sf", ptv_gamma_sf},
                  {"gamma_quantile", ptv_gamma_quantile},
                  {"gamma_isf", ptv_gamma_isf}};
    static const struct {
        const char *name;
        double (*call)(double, double, double);
    } of_three[] = {{"beta_cdf", ptv_beta_cdf},
                    {"beta_sf", ptv_beta_sf},
                    {"beta_quantile", ptv_beta_quantile},
                    {"beta_isf", ptv_beta_isf}};
    for (size_t i = 0; i < COUNT_OF(of_one); i++)
        if (strcmp(row->method, of_one[i].name) == 0)
            return of_one[i].call(row->number[X]);
    for (size_t i = 0; i < COUNT_OF(of_two); i++)
        if (strcmp(row->method, of_two[i].name) == 0)
            return of_two[i].call(row->number[X], row->number[A]);
    for (size_t i = 0; i < COUNT_OF(of_three); i++)
        if (strcmp(row->method, of_three[i].name) == 0)
            return of_three[i].call(row->number[X], row->number[A], row->number[B]);
    fail_msg("line %d: unknown function %s", row->line, row->method);
    return NAN;
}

static void check_function(struct tally *tally, const struct file *file, const struct row *row) {
    check(tally, file, row, "value", function_value(row), number(file, row, "want"),
          number(file, row, "tol"), number(file, row, "floor"));
}

static void check_estimate(struct tally *tally, const struct file *file, const struct row *row,
                           ptv_status status, const ptv_estimate *got) {
    double tol = number(file, row, "tol"), floor = number(file, row, "floor");
    /* Wald's interval has no width where all answers are of one class: the vectors say so, the
     * library says that there is none. */
    bool no_width = strcmp(row->method, "wald") == 0 && number(file, row, "std_error") == 0;
    assert_status(no_width ? PTV_DEGENERATE : PTV_OK, status);
    assert_status(status, got->status);
    check(tally, file, row, "value", got->value, number(file, row, "value"), tol, 0);
    check(tally, file, row, "std_error", got->std_error, number(file, row, "std_error"), tol, 0);
    check(tally, file, row, "lower", got->lower, no_width ? NAN : number(file, row, "lower"), tol,
          floor);
    check(tally, file, row, "upper", got->upper, no_width ? NAN : number(file, row, "upper"), tol,
          floor);
}

static void check_comparison(struct tally *tally, const struct file *file, const struct row *row,
                             ptv_status status, const ptv_comparison *got) {
    double tol = number(file, row, "tol"), floor = number(file, row, "floor");
    assert_status(PTV_OK, status);
    assert_status(status, got->status);
    check(tally, file, row, "difference", got->difference, number(file, row, "difference"), tol,
          floor);
    check(tally, file, row, "std_error", got->std_error, number(file, row, "std_error"), tol, 0);
    check(tally, file, row, "lower", got->lower, number(file, row, "lower"), tol, floor);
    check(tally, file, row, "upper", got->upper, number(file, row, "upper"), tol, floor);
    check(tally, file, row, "statistic", got->statistic, number(file, row, "statistic"), tol, 0);
    check(tally, file, row, "p_value", got->p_value, number(file, row, "p_value"),
          number(file, row, "tol_p"), 0);
}

static int32_t method_number(const char *name) {
    for (int32_t method = PTV_METHOD_WILSON; method <= PTV_METHOD_WELCH; method++)
        if (strcmp(ptv_method_name(method), name) == 0)
            return method;
    fail_msg("no method is called %s", name);
    return 0;
}

static void check_share(struct tally *tally, const struct file *file, const struct row *row) {
    ptv_estimate got;
    int32_t method = method_number(row->method);
    ptv_status status = ptv_share_interval(count(file, row, "x"), count(file, row, "n"),
                                           number(file, row, "confidence"), method, &got);
    check_estimate(tally, file, row, status, &got);
    assert_int_equal(got.method, method);
}

static void check_net(struct tally *tally, const struct file *file, const struct row *row) {
    ptv_estimate got;
    int32_t method = method_number(row->method);
    ptv_status status = ptv_net_interval(count(file, row, "positive"), count(file, row, "neutral"),
                                         count(file, row, "negative"),
                                         number(file, row, "confidence"), method, &got);
    check_estimate(tally, file, row, status, &got);
    assert_int_equal(got.method, method);
}

static void check_mean(struct tally *tally, const struct file *file, const struct row *row) {
    ptv_estimate got;
    uint64_t n = count(file, row, "n");
    double mean = number(file, row, "mean"), variance = number(file, row, "variance");
    double confidence = number(file, row, "confidence");
    ptv_status status;
    if (strcmp(row->method, "student_t") == 0) {
        status = ptv_mean_interval(n, mean, variance, confidence, &got);
    } else {
        status = ptv_mean_interval_bounded(n, mean, 0, number(file, row, "min"),
                                           number(file, row, "max"), confidence, &got);
    }
    check_estimate(tally, file, row, status, &got);
    assert_string_equal(ptv_method_name(got.method), row->method);
}

static void check_net_compare(struct tally *tally, const struct file *file, const struct row *row) {
    ptv_comparison got;
    int32_t method = method_number(row->method);
    ptv_status status =
        ptv_net_compare(count(file, row, "p1"), count(file, row, "z1"), count(file, row, "m1"),
                        count(file, row, "p2"), count(file, row, "z2"), count(file, row, "m2"),
                        number(file, row, "confidence"),
                        method == PTV_METHOD_MOVER ? PTV_METHOD_SCORE : method, &got);
    check_comparison(tally, file, row, status, &got);
    assert_int_equal(got.method, method);
}

static void check_share_compare(struct tally *tally, const struct file *file,
                                const struct row *row) {
    ptv_comparison got;
    ptv_status status =
        ptv_share_compare(count(file, row, "x1"), count(file, row, "n1"), count(file, row, "x2"),
                          count(file, row, "n2"), number(file, row, "confidence"), 0, &got);
    check_comparison(tally, file, row, status, &got);
    assert_string_equal(ptv_method_name(got.method), row->method);
}

static void check_mean_compare(struct tally *tally, const struct file *file,
                               const struct row *row) {
    ptv_comparison got;
    ptv_status status = ptv_mean_compare(count(file, row, "n1"), number(file, row, "mean1"),
                                         number(file, row, "variance1"), count(file, row, "n2"),
                                         number(file, row, "mean2"), number(file, row, "variance2"),
                                         number(file, row, "confidence"), &got);
    check_comparison(tally, file, row, status, &got);
    check(tally, file, row, "df", got.df, number(file, row, "df"), number(file, row, "tol"), 0);
    assert_string_equal(ptv_method_name(got.method), row->method);
}

typedef void (*checker)(struct tally *tally, const struct file *file, const struct row *row);

static const checker checkers[COUNT_OF(files)] = {
    check_function,    check_function,      check_function,    check_function,
    check_function,    check_share,         check_net,         check_mean,
    check_net_compare, check_share_compare, check_mean_compare};

static void replay(void **state) {
    const struct file *file = *state;
    struct tally tally;
    memset(&tally, 0, sizeof tally);
    for (size_t i = 0; i < file->n_rows; i++) {
        tally.rows[method_index(file, &file->rows[i])]++;
        checkers[file - files](&tally, file, &file->rows[i]);
    }
    for (size_t i = 0; i < METHODS_MAX && file->methods[i]; i++) {
        print_message("%-18s %-20s %4zu rows, worst error %.3g of the tolerance (line %d)\n",
                      file->name, file->methods[i], tally.rows[i], tally.worst[i],
                      tally.worst_line[i]);
        assert_in_range(tally.rows[i], ROWS_MIN, SIZE_MAX);
    }
    assert_int_equal(tally.failures, 0);
    assert_true(same_doubles(file->digest, file->name));
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
    int failed = cmocka_run_group_tests_name("vectors", tests, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        free(files[i].rows);
    return failed;
}
