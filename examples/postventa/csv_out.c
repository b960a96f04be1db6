/* SPDX-License-Identifier: MIT */
#include "csv_out.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "decimal.h"

static void begin(struct csv_out *csv) {
    if (csv->begun)
        fputc(',', csv->out);
    csv->begun = true;
}

void csv_text(struct csv_out *csv, const char *value) {
    begin(csv);
    if (value == NULL)
        return;
    if (strpbrk(value, ",\"\r\n") == NULL) {
        fputs(value, csv->out);
        return;
    }
    fputc('"', csv->out);
    for (; *value != '\0'; value++) {
        if (*value == '"')
            fputc('"', csv->out);
        fputc(*value, csv->out);
    }
    fputc('"', csv->out);
}

void csv_number(struct csv_out *csv, double value) {
    char number[DECIMAL_SIZE] = "";
    if (isfinite(value))
        decimal_shortest(number, value);
    csv_text(csv, number);
}

void csv_count(struct csv_out *csv, uint64_t value) {
    begin(csv);
    fprintf(csv->out, "%" PRIu64, value);
}

void csv_end_row(struct csv_out *csv) {
    fputc('\n', csv->out);
    csv->begun = false;
}
