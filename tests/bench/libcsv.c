/* SPDX-License-Identifier: MIT */
/* What libcsv alone takes to read a file, set as the program sets it: rows, cells and bytes of cells
 * are counted, and nothing else is done. Usage: bench_libcsv FILE; see program.py. */
#include <stdio.h>
#include <stdlib.h>

#include <csv.h>

struct counts {
    unsigned long long rows, cells, bytes;
};

static void take_cell(void *cell, size_t len, void *context) {
    struct counts *counts = context;
    (void)cell;
    counts->cells++;
    counts->bytes += len;
}

static void end_row(int end, void *context) {
    struct counts *counts = context;
    (void)end;
    counts->rows++;
}

int main(int argc, char **argv) {
    static char block[64 * 1024];
    struct counts counts = {0, 0, 0};
    struct csv_parser parser;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return EXIT_FAILURE;
    csv_set_blk_size(&parser, sizeof block);
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;)
        if (csv_parse(&parser, block, n, take_cell, end_row, &counts) != n)
            return EXIT_FAILURE;
    int status = csv_fini(&parser, take_cell, end_row, &counts);
    csv_free(&parser);
    fclose(file);
    printf("%llu rows, %llu cells, %llu bytes\n", counts.rows, counts.cells, counts.bytes);
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
