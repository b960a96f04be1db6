/* SPDX-License-Identifier: MIT */
/* CSV as RFC 4180 quotes it, with line feeds; the locale has no say. */
#ifndef CSV_OUT_H
#define CSV_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct csv_out {
    FILE *out;
    bool begun; /* the row has a cell */
};

void csv_text(struct csv_out *csv, const char *value); /* NULL: a blank cell */
void csv_number(struct csv_out *csv, double value);    /* not finite: a blank cell */
void csv_count(struct csv_out *csv, uint64_t value);
void csv_end_row(struct csv_out *csv);

#endif
