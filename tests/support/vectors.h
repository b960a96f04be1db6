/* SPDX-License-Identifier: MIT */
/* Files of vectors, and tests that replay them: one test a file, each row a check. */
#ifndef TESTS_VECTORS_H
#define TESTS_VECTORS_H

#include "testing.h"

enum { VECTOR_FIELDS = 16, VECTOR_LINE = 16384 };

struct vector_row {
    int line, n_fields;
    char *text[VECTOR_FIELDS]; /* of one allocation, at text[0] */
    double number[VECTOR_FIELDS];
    uint64_t count[VECTOR_FIELDS];
};

struct vector_file {
    const char *name, *header;
    bool (*check)(const struct vector_file *file, const struct vector_row *row);
    size_t rows_min;
    uint64_t digest; /* of the numbers got; 0 if there are none */
    struct vector_row *rows;
    size_t n_rows;
};

/* Whether fields of a row, from one on, are near what was got; tells the first that is not. */
bool vector_near(const struct vector_file *file, const struct vector_row *row, int first,
                 const double *got, int n, double tolerance, double floor);

/* The whole main of such a test: its one argument is the folder of the files. They are read before
 * the environment's locale is taken, so their decimal points are points. */
int vectors_main(int argc, char **argv, const char *name, struct vector_file *files, size_t n);

#endif
