/* SPDX-License-Identifier: MIT */
#include "vectors.h"

static void split(char *text, struct vector_row *row) {
    char *next = text;
    for (row->n_fields = 0; next && row->n_fields < VECTOR_FIELDS; row->n_fields++) {
        char *start = next;
        next = strchr(start, ',');
        if (next)
            *next++ = '\0';
        row->text[row->n_fields] = start;
        row->number[row->n_fields] = strtod(start, NULL);
        row->count[row->n_fields] = strtoull(start, NULL, 10);
    }
}

static bool add_row(struct vector_file *file, const char *line, int number) {
    size_t length = strlen(line) + 1;
    char *text = malloc(length);
    struct vector_row *rows = realloc(file->rows, (file->n_rows + 1) * sizeof *rows);
    if (!text || !rows)
        return false;
    memcpy(text, line, length);
    file->rows = rows;
    memset(&rows[file->n_rows], 0, sizeof *rows);
    rows[file->n_rows].line = number;
    split(text, &rows[file->n_rows++]);
    return true;
}

static bool load(const char *folder, struct vector_file *file) {
    static char line[VECTOR_LINE];
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

bool vector_near(const struct vector_file *file, const struct vector_row *row, int first,
                 const double *got, int n, double tolerance, double floor) {
    for (int i = first; i < first + n; i++)
        if (i >= row->n_fields ||
            !is_close(got[i - first], row->number[i], tolerance, floor, NULL)) {
            print_error("%s:%d, field %d: got %.17g, want %s\n", file->name, row->line, i + 1,
                        got[i - first], i < row->n_fields ? row->text[i] : "nothing");
            return false;
        }
    return true;
}

static void replay(void **state) {
    const struct vector_file *file = *state;
    size_t failures = 0;
    for (size_t i = 0; i < file->n_rows; i++)
        failures += !file->check(file, &file->rows[i]);
    print_message("%-24s %zu rows\n", file->name, file->n_rows);
    assert_in_range(file->n_rows, file->rows_min, SIZE_MAX);
    assert_int_equal(failures, 0);
    assert_true(same_doubles(file->digest, file->name));
}

static void forget(struct vector_file *file) {
    for (size_t i = 0; i < file->n_rows; i++)
        free(file->rows[i].text[0]);
    free(file->rows);
}

int vectors_main(int argc, char **argv, const char *name, struct vector_file *files, size_t n) {
    enum { FILES_MAX = 16 };
    struct CMUnitTest tests[FILES_MAX];
    if (argc != 2 || n > FILES_MAX) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 1;
    }
    for (size_t i = 0; i < n; i++) {
        if (!load(argv[1], &files[i]))
            return 1;
        struct CMUnitTest test = {files[i].name, replay, NULL, NULL, &files[i]};
        tests[i] = test;
    }
    use_environment_locale();
    int failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    for (size_t i = 0; i < n; i++)
        forget(&files[i]);
    return failed;
}
