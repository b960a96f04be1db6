/* SPDX-License-Identifier: MIT */
#include "grouping.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* --compare COL=A,B: two groups, in this order. */
static enum outcome make_comparison(struct grouping *grouping, const char *given,
                                    const struct columns *columns) {
    const char *values;
    if (!columns_split(columns, given, &grouping->by, &values, NULL)) {
        report_error(TEXT_BAD_COMPARE, given);
        return MISUSED;
    }
    const char *comma = strchr(values, ',');
    if (comma == NULL || strchr(comma + 1, ',') != NULL ||
        ((size_t)(comma - values) == strlen(comma + 1) &&
         strncmp(values, comma + 1, (size_t)(comma - values)) == 0)) {
        report_error(TEXT_BAD_COMPARE, given);
        return MISUSED;
    }
    char *a = memory_text(values, (size_t)(comma - values));
    grouping->comparing = true;
    groups_number(&grouping->groups, a);
    groups_number(&grouping->groups, comma + 1);
    free(a);
    return DONE;
}

enum outcome grouping_make(struct grouping *grouping, const struct options *options,
                           const struct columns *columns, const char *stored_by) {
    enum outcome outcome = DONE;
    const char *by = options->by != NULL ? options->by : options->file == NULL ? stored_by : NULL;
    if (options->compare != NULL)
        outcome = make_comparison(grouping, options->compare, columns);
    else if (by != NULL)
        grouping->by = memory_text(by, strlen(by));
    if (outcome == DONE && grouping->by != NULL)
        outcome = columns_find(columns, grouping->by, &grouping->column);
    else if (outcome == DONE)
        groups_number(&grouping->groups, "");
    return outcome;
}

bool grouping_number(struct grouping *grouping, const char *name, size_t *number) {
    if (grouping->comparing)
        return groups_find(&grouping->groups, name, number);
    *number = groups_number(&grouping->groups, name);
    return true;
}

bool grouping_of(struct grouping *grouping, const struct selection *selection,
                 const struct row *row, size_t *number) {
    *number = 0;
    if (grouping->by == NULL)
        return true;
    bool missing = selection_missing(selection, row, grouping->column);
    return grouping_number(grouping, missing ? "" : row_cell(row, grouping->column), number);
}

size_t *grouping_order(const struct grouping *grouping) {
    size_t *order = groups_order(&grouping->groups);
    for (size_t i = 0; i < grouping->groups.n && grouping->comparing; i++)
        order[i] = i;
    return order;
}

const char *grouping_name(const struct grouping *grouping, size_t number) {
    return grouping->by != NULL ? grouping->groups.names[number] : NULL;
}

bool grouping_has_total(const struct grouping *grouping) {
    return grouping->by != NULL && !grouping->comparing;
}

enum outcome grouping_check(const struct grouping *grouping, const char *file,
                            unsigned long long line, const char *by) {
    const char *here = grouping->by;
    if (here == NULL && by == NULL)
        return DONE;
    if (here != NULL && by != NULL && strcmp(here, by) == 0)
        return DONE;
    const char *none = text(TEXT_NOT_GROUPED);
    report_error(TEXT_OTHER_GROUPS, file, line, by != NULL ? by : none, here != NULL ? here : none);
    return FAILED;
}

void grouping_free(struct grouping *grouping) {
    free(grouping->by);
    groups_free(&grouping->groups);
}
