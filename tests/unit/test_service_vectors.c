/* SPDX-License-Identifier: MIT */
/* Replays the vectors of rates, of Erlang's models and of keys. The one argument is the folder.
 *
 * The files are read before main takes the environment's locale, so their decimal points are
 * points. */
#include "testing.h"

enum { FIELDS_MAX = 16, TEXT_MAX = 16384 };

struct row {
    int line, n_fields;
    char *text[FIELDS_MAX]; /* of one allocation, at text[0] */
    double number[FIELDS_MAX];
    uint64_t count[FIELDS_MAX];
};

struct file {
    const char *name, *header;
    bool (*check)(const struct file *file, const struct row *row);
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

static bool add_row(struct file *file, const char *line, int number) {
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
    return true;
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
        if (header_seen)
            good = good && add_row(file, line, number);
        else
            good = good && strcmp(line, file->header) == 0;
        header_seen = true;
    }
    fclose(stream);
    if (!good)
        fprintf(stderr, "%s: not as expected\n", path);
    return good;
}

/* The columns of a row from one on, each within a tolerance. */
static bool columns_near(const struct file *file, const struct row *row, int first,
                         const double *got, int n, double tolerance) {
    bool good = row->n_fields == first + n;
    for (int i = 0; good && i < n; i++)
        if (!is_close(got[i], row->number[first + i], tolerance, 0, NULL)) {
            print_error("%s:%d, field %d: got %.17g, want %s\n", file->name, row->line,
                        first + i + 1, got[i], row->text[first + i]);
            good = false;
        }
    return good;
}

static bool check_rate(const struct file *file, const struct row *row) {
    ptv_estimate out;
    int32_t method = PTV_METHOD_GARWOOD;
    if (strcmp(row->text[3], ptv_method_name(PTV_METHOD_JEFFREYS)) == 0)
        method = PTV_METHOD_JEFFREYS;
    assert_string_equal(row->text[3], ptv_method_name(method));
    assert_ok(ptv_rate_interval(row->count[0], row->count[1], row->number[2], method, &out));
    const double got[] = {out.value, out.lower, out.upper};
    return columns_near(file, row, 4, got, COUNT_OF(got), 1e-12);
}

static bool check_ratio(const struct file *file, const struct row *row) {
    ptv_comparison out;
    ptv_status status = ptv_rate_compare(row->count[0], row->count[1], row->count[2], row->count[3],
                                         row->number[4], 0, &out);
    assert_status(row->count[0] + row->count[2] > 0 ? PTV_OK : PTV_DEGENERATE, status);
    const double got[] = {out.difference, out.lower, out.upper, out.p_value};
    return columns_near(file, row, 5, got, COUNT_OF(got), 1e-12);
}

static bool check_erlang(const struct file *file, const struct row *row) {
    ptv_erlang_load load = PTV_ERLANG_LOAD_INIT;
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    load.arrivals_per_hour = row->number[0];
    load.handling_ms = row->number[1];
    load.patience_ms = row->number[2];
    load.within_ms = (int64_t)row->count[3];
    ptv_status status = ptv_erlang_read(&load, (int32_t)row->count[4], &out);
    assert_status(isinf(row->number[11]) ? PTV_DEGENERATE : PTV_OK, status);
    const double got[] = {
        out.offered_erlang,    out.occupancy_ratio, out.wait_ratio, out.service_level_ratio,
        out.abandonment_ratio, out.asa_ms,          out.wait_ms,    out.queue_mean};
    return columns_near(file, row, 5, got, COUNT_OF(got), 1e-12);
}

static bool check_key(const struct file *file, const struct row *row) {
    static uint8_t bytes[TEXT_MAX / 2];
    const char *hex = row->text[0];
    size_t len = strlen(hex) / 2;
    for (size_t i = 0; i < len; i++) {
        const char digits[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bytes[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
    uint64_t got = ptv_key_hash(bytes, len);
    if (row->n_fields == 2 && got == strtoull(row->text[1], NULL, 16))
        return true;
    print_error("%s:%d: got %016llx, want %s\n", file->name, row->line, (unsigned long long)got,
                row->text[1]);
    return false;
}

static struct file files[] = {
    {.name = "rate_interval.csv",
     .header = "events,exposure,confidence,method,value,lower,upper",
     .check = check_rate,
     .rows_min = 300},
    {.name = "rate_compare.csv",
     .header = "events1,exposure1,events2,exposure2,confidence,ratio,lower,upper,p_value",
     .check = check_ratio,
     .rows_min = 500},
    {.name = "erlang.csv",
     .header = "arrivals_per_hour,handling_ms,patience_ms,within_ms,agents,offered_erlang,"
               "occupancy_ratio,wait_ratio,service_level_ratio,abandonment_ratio,asa_ms,wait_ms,"
               "queue_mean",
     .check = check_erlang,
     .rows_min = 300},
    {.name = "key_hash.csv", .header = "bytes,hash", .check = check_key, .rows_min = 100},
};

static void replay(void **state) {
    const struct file *file = *state;
    size_t failures = 0;
    for (size_t i = 0; i < file->n_rows; i++)
        failures += !file->check(file, &file->rows[i]);
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
    int failed = cmocka_run_group_tests_name("service vectors", tests, NULL, NULL);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        for (size_t j = 0; j < files[i].n_rows; j++)
            free(files[i].rows[j].text[0]);
        free(files[i].rows);
    }
    return failed;
}
