/* SPDX-License-Identifier: MIT */
/* Which group a row is of: --by and --compare. */
#ifndef GROUPING_H
#define GROUPING_H

#include <stdbool.h>
#include <stddef.h>

#include "columns.h"
#include "groups.h"
#include "input.h"
#include "options.h"
#include "select.h"

/* Rows that are not grouped are one group without a name. */
struct grouping {
    char *by;       /* the column of the groups; NULL: not grouped */
    bool comparing; /* groups 0 and 1 are A and B of --compare, and there are no others */
    struct groups groups;
    size_t column; /* that of `by` */
};

/* Understands the options, given the columns; where there is no input file, and nothing else is
 * asked, the groups are those of the stored states, by this column or by none. */
enum outcome grouping_make(struct grouping *grouping, const struct options *options,
                           const struct columns *columns, const char *stored_by);

/* The number of a group, which comes to be if it is new; false: --compare does not want it. */
bool grouping_number(struct grouping *grouping, const char *name, size_t *number);

/* The same of a row. */
bool grouping_of(struct grouping *grouping, const struct selection *selection,
                 const struct row *row, size_t *number);

/* The numbers of the groups as they are reported; the array is the caller's to free. */
size_t *grouping_order(const struct grouping *grouping);

/* What a report calls a group; NULL where rows are not grouped. */
const char *grouping_name(const struct grouping *grouping, size_t number);

/* A total is reported beside the groups. */
bool grouping_has_total(const struct grouping *grouping);

/* States are merged only with states that are grouped by the same column, or not at all; tells it
 * otherwise. */
enum outcome grouping_check(const struct grouping *grouping, const char *file,
                            unsigned long long line, const char *by);

void grouping_free(struct grouping *grouping);

#endif
