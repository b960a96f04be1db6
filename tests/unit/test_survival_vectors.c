/* SPDX-License-Identifier: MIT */
/* Replays tests/vectors/survival.csv by the rule of the README there, and reads calls of a bank,
 * where they are. The one argument is the folder of the vectors.
 *
 * The vectors are read before main takes the environment's locale, so decimal points are points. */
#define _POSIX_C_SOURCE 200809L
#include "testing.h"

static const char header[] = "function,method,sample,other,x,den,confidence,status,n,value,"
                             "std_error,lower,upper,n_eff,statistic,p_value,floor,tol,tol_p";

/* Columns. */
enum {
    FUNCTION,
    METHOD,
    SAMPLE,
    OTHER,
    X,
    DEN,
    CONFIDENCE,
    STATUS,
    N,
    VALUE,
    STD_ERROR,
    LOWER,
    UPPER,
    N_EFF,
    STATISTIC,
    P_VALUE,
    FLOOR,
    TOL,
    TOL_P,
    COLUMNS
};

enum { TEXT_MAX = 2000, ROWS_MIN = 200 };

struct row {
    int line;
    char text[TEXT_MAX];
    const char *cell[COLUMNS];
    double number[COLUMNS];
};

static struct row *rows;
static size_t n_rows;

/* Cuts a row at its commas. */
static bool parse(struct row *row) {
    char *next = row->text;
    for (size_t column = 0; column < COLUMNS; column++) {
        if (!next)
            return false;
        row->cell[column] = next;
        next = strchr(next, ',');
        if (next)
            *next++ = '\0';
        row->number[column] = strtod(row->cell[column], NULL);
    }
    return !next;
}

static bool load(const char *folder) {
    char path[4096], text[TEXT_MAX];
    snprintf(path, sizeof path, "%s/survival.csv", folder);
    FILE *stream = fopen(path, "r");
    bool good = stream != NULL, header_seen = false;
    for (int line = 1; good && fgets(text, sizeof text, stream); line++) {
        text[strcspn(text, "\r\n")] = '\0';
        if (text[0] == '#')
            continue;
        if (!header_seen) {
            header_seen = true;
            good = strcmp(text, header) == 0;
            continue;
        }
        struct row *more = realloc(rows, (n_rows + 1) * sizeof *more);
        good = more != NULL;
        if (good) {
            rows = more;
            more[n_rows].line = line;
            memcpy(more[n_rows++].text, text, sizeof text);
        }
    }
    for (size_t i = 0; good && i < n_rows; i++)
        good = parse(&rows[i]);
    if (stream)
        fclose(stream);
    if (!good)
        fprintf(stderr, "%s: cannot be read, or is not as expected\n", path);
    return good;
}

static ptv_survival *sample_of(const char *cell) {
    ptv_survival *acc;
    assert_ok(ptv_survival_new(NULL, NULL, &acc));
    while (*cell) {
        char *end;
        int64_t time = strtoll(cell, &end, 10);
        assert_int_equal(*end, ':');
        uint64_t events = strtoull(end + 1, &end, 10);
        assert_int_equal(*end, ':');
        uint64_t censored = strtoull(end + 1, &end, 10);
        assert_ok(ptv_survival_add_n(acc, time, PTV_EVENT, events));
        assert_ok(ptv_survival_add_n(acc, time, PTV_CENSORED, censored));
        cell = *end == ';' ? end + 1 : end;
    }
    return acc;
}

static size_t failures;

static void check(const struct row *row, const char *what, double got, double want, double tol,
                  double floor) {
    if (is_close(got, want, tol, floor, NULL))
        return;
    failures++;
    if (failures <= 20)
        print_error("survival.csv:%d: %s of %s by %s: got %.17g, want %.17g\n", row->line, what,
                    row->cell[FUNCTION], row->cell[METHOD], got, want);
}

static void check_status(const struct row *row, ptv_status status, int32_t inside) {
    if (strcmp(ptv_status_name(status), row->cell[STATUS]) == 0 && inside == status)
        return;
    failures++;
    if (failures <= 20)
        print_error("survival.csv:%d: status of %s by %s: got %s, want %s\n", row->line,
                    row->cell[FUNCTION], row->cell[METHOD], ptv_status_name(status),
                    row->cell[STATUS]);
}

static void check_comparison(const struct row *row, const ptv_survival *acc,
                             const ptv_survival_options *opt) {
    ptv_comparison got;
    ptv_survival *other = sample_of(row->cell[OTHER]);
    const double *want = row->number;
    ptv_status status = ptv_survival_compare(acc, other, opt, &got);
    check_status(row, status, got.status);
    check(row, "difference", got.difference, want[VALUE], want[TOL], want[FLOOR]);
    check(row, "std_error", got.std_error, want[STD_ERROR], want[TOL], 0);
    check(row, "lower", got.lower, want[LOWER], want[TOL], want[FLOOR]);
    check(row, "upper", got.upper, want[UPPER], want[TOL], want[FLOOR]);
    check(row, "statistic", got.statistic, want[STATISTIC], want[TOL], 0);
    check(row, "p_value", got.p_value, want[P_VALUE], want[TOL_P], 0);
    check(row, "df", got.df, status == PTV_OK ? 1 : NAN, 0, 0);
    assert_true(got.confidence == want[CONFIDENCE] && got.method == PTV_METHOD_LOG_RANK);
    ptv_survival_free(other);
}

static void check_row(const struct row *row) {
    ptv_estimate got;
    ptv_survival_options opt = PTV_SURVIVAL_OPTIONS_INIT;
    const double *want = row->number;
    ptv_survival *acc = sample_of(row->cell[SAMPLE]);
    opt.confidence = want[CONFIDENCE];
    ptv_status status;
    int64_t x = strtoll(row->cell[X], NULL, 10);
    for (int32_t method = PTV_METHOD_ROTHMAN_WILSON; method <= PTV_METHOD_PLAIN; method++)
        if (strcmp(ptv_method_name(method), row->cell[METHOD]) == 0)
            opt.method = method;
    if (strcmp(row->cell[FUNCTION], "log_rank") == 0) {
        check_comparison(row, acc, &opt);
        ptv_survival_free(acc);
        return;
    }
    if (strcmp(row->cell[FUNCTION], "at") == 0)
        status = ptv_survival_at(acc, x, &opt, &got);
    else if (strcmp(row->cell[FUNCTION], "quantile") == 0)
        status = ptv_survival_quantile(acc, (uint32_t)x, (uint32_t)want[DEN], &opt, &got);
    else
        status = ptv_survival_restricted_mean(acc, x, &opt, &got);
    check_status(row, status, got.status);
    check(row, "value", got.value, want[VALUE], want[TOL], 0);
    check(row, "std_error", got.std_error, want[STD_ERROR], want[TOL], 0);
    check(row, "lower", got.lower, want[LOWER], want[TOL], want[FLOOR]);
    check(row, "upper", got.upper, want[UPPER], want[TOL], want[FLOOR]);
    check(row, "n_eff", got.n_eff, want[N_EFF], 1e-12, 0);
    check(row, "n", (double)got.n, want[N], 0, 0);
    assert_true(got.confidence == want[CONFIDENCE] && got.method == opt.method);
    ptv_survival_free(acc);
}

static void replay(void **state) {
    const char *const *wanted = *state;
    size_t count = 0;
    failures = 0;
    for (size_t i = 0; i < n_rows; i++)
        if (strcmp(rows[i].cell[FUNCTION], wanted[0]) == 0 &&
            (!wanted[1] || strcmp(rows[i].cell[METHOD], wanted[1]) == 0)) {
            check_row(&rows[i]);
            count++;
        }
    print_message("%-16s %-16s %4zu rows\n", wanted[0], wanted[1] ? wanted[1] : "", count);
    assert_in_range(count, ROWS_MIN, SIZE_MAX);
    assert_int_equal(failures, 0);
}

/* The calls of a bank, of which figures are known from elsewhere: how long callers wait before they
 * hang up. They are not part of the project; without them, the test says so and is skipped.
 * POSTVENTA_DATA names the directory that holds bank-calls/. */
static const char *vectors_folder;

static FILE *open_calls(void) {
    char path[3000], command[4096];
    const char *data = getenv("POSTVENTA_DATA");
    snprintf(path, sizeof path, "%s/%s/bank-calls/bank_calls_feb_01_14.csv.gz",
             data ? data : vectors_folder, data ? "." : "../../../shared/data");
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    fclose(file);
    snprintf(command, sizeof command, "gzip -dc '%s'", path);
    return popen(command, "r");
}

/* The field after so many commas. */
static const char *field(const char *row, int commas) {
    for (; row && commas > 0; commas--) {
        row = strchr(row, ',');
        row += row != NULL;
    }
    return row ? row : "";
}

static void callers_are_patient(void **unused) {
    (void)unused;
    enum { Q_TIME = 11, OUTCOME = 12 };
    char row[1000];
    FILE *calls = open_calls();
    if (!calls) {
        print_message("the file bank_calls_feb_01_14.csv.gz is not there\n");
        skip();
    }
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *patience;
    config.unit_ms = 1000;
    assert_ok(ptv_survival_new(&config, NULL, &patience));
    while (fgets(row, sizeof row, calls)) {
        long waited = strtol(field(row, Q_TIME), NULL, 10);
        const char *outcome = field(row, OUTCOME);
        bool hung_up = strncmp(outcome, "HANG,", 5) == 0;
        if (waited > 0 && (hung_up || strncmp(outcome, "AGENT,", 6) == 0))
            assert_ok(ptv_survival_add(patience, waited, hung_up ? PTV_EVENT : PTV_CENSORED));
    }
    assert_int_equal(pclose(calls), 0);
    ptv_estimate minute;
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    assert_ok(ptv_survival_at(patience, 60, NULL, &minute));
    assert_ok(ptv_survival_read(patience, NULL, &result));
    assert_close_floor(minute.value, 0.808548, 5.1e-7, 1);
    assert_in(0.79, minute.lower, minute.value);
    assert_in(minute.value, minute.upper, 0.82);
    assert_exact(result.median.value, 296);
    assert_true(result.n == 8854 && result.events == 1868);
    print_message("of %.0f callers who had to wait: S(60 s) %.6f [%.6f, %.6f], median %.0f s "
                  "[%.0f, %.0f]\n",
                  (double)result.n, minute.value, minute.lower, minute.upper, result.median.value,
                  result.median.lower, result.median.upper);
    ptv_survival_free(patience);
}

int main(int argc, char **argv) {
    static const char *const kinds[][2] = {
        {"at", "rothman_wilson"}, {"at", "log_log"},         {"at", "log"},     {"at", "plain"},
        {"quantile", NULL},       {"restricted_mean", NULL}, {"log_rank", NULL}};
    struct CMUnitTest tests[COUNT_OF(kinds) + 1];
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 1;
    }
    if (!load(argv[1]))
        return 1;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct CMUnitTest test = {kinds[i][1] ? kinds[i][1] : kinds[i][0], replay, NULL, NULL,
                                  (void *)kinds[i]};
        tests[i] = test;
    }
    struct CMUnitTest real = {"callers_are_patient", callers_are_patient, NULL, NULL, NULL};
    tests[COUNT_OF(kinds)] = real;
    vectors_folder = argv[1];
    use_environment_locale();
    int failed = cmocka_run_group_tests_name("survival vectors", tests, NULL, NULL);
    free(rows);
    return failed;
}
