/* SPDX-License-Identifier: MIT */
/* How many surveys were sent: --sent, as a number for all, or as a column to be added up. */
#ifndef SENT_H
#define SENT_H

#include <stdbool.h>
#include <stdint.h>

#include "faults.h"
#include "select.h"

struct sent {
    bool by_number, by_column; /* or neither */
    uint64_t number;
    size_t column;
    struct cell_faults cells;
};

/* Understands the option, given the columns. */
enum outcome sent_make(struct sent *sent, const struct options *options,
                       const struct columns *columns, bool grouped);

/* What a row adds. */
enum outcome sent_of(struct sent *sent, const struct selection *selection,
                     const struct faults *faults, const struct row *row, uint64_t *n);

/* At the end: what should be known. */
void sent_tell(const struct sent *sent, const char *file);

#endif
