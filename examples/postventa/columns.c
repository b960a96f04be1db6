/* SPDX-License-Identifier: MIT */
#include "columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "nearest.h"

#define LONGEST_LIST 600

void columns_add(struct columns *columns, const char *name, size_t len) {
    columns->names =
        memory_grow(columns->names, &columns->capacity, columns->n + 1, sizeof *columns->names);
    columns->names[columns->n++] = memory_text(name, len);
}

void columns_free(struct columns *columns) {
    for (size_t i = 0; i < columns->n; i++)
        free(columns->names[i]);
    free(columns->names);
    *columns = (struct columns){0};
}

static size_t count(const struct columns *columns, const char *name, size_t *index) {
    size_t found = 0;
    for (size_t i = 0; i < columns->n; i++) {
        if (strcmp(columns->names[i], name) == 0) {
            *index = i;
            found++;
        }
    }
    return found;
}

bool columns_have(const struct columns *columns, const char *name) {
    size_t index;
    return count(columns, name, &index) > 0;
}

/* The names in one line, as many as anybody would read. */
static char *list(const struct columns *columns) {
    char *names = memory_new(LONGEST_LIST + 8, 1);
    size_t used = 0;
    for (size_t i = 0; i < columns->n; i++) {
        size_t length = strlen(columns->names[i]);
        if (used + length + 2 > LONGEST_LIST) {
            strcpy(names + used, i > 0 ? ", ..." : "...");
            break;
        }
        used += (size_t)sprintf(names + used, "%s%s", i > 0 ? ", " : "", columns->names[i]);
    }
    return names;
}

static void tell_absent(const struct columns *columns, const char *name) {
    struct nearest nearest = nearest_begin(name);
    for (size_t i = 0; i < columns->n; i++)
        nearest_try(&nearest, columns->names[i], columns->names[i]);
    char *names = list(columns);
    if (nearest.found != NULL)
        report_error(TEXT_NO_COLUMN_NEAREST, name, nearest.found, names);
    else
        report_error(TEXT_NO_COLUMN, name, names);
    if (columns->n == 1 && strpbrk(columns->names[0], ";\t|") != NULL)
        report_error(TEXT_OTHER_SEPARATOR);
    free(names);
}

enum outcome columns_find(const struct columns *columns, const char *name, size_t *index) {
    size_t found = count(columns, name, index);
    if (found == 1)
        return DONE;
    if (found > 1)
        report_error(TEXT_COLUMN_TWICE, name);
    else
        tell_absent(columns, name);
    return FAILED;
}

/* Takes a name, and what follows the sign behind it, if there is such a column or any will do. */
static bool take(const struct columns *columns, const char *given, size_t len, bool any,
                 char **name, const char **rest) {
    char *left = memory_text(given, len);
    if (!any && !columns_have(columns, left)) {
        free(left);
        return false;
    }
    *name = left;
    *rest = strchr(given + len, '=') + 1;
    return true;
}

bool columns_split(const struct columns *columns, const char *given, char **name, const char **rest,
                   bool *negated) {
    for (size_t i = strlen(given); i-- > 0;) {
        bool bang = negated != NULL && i > 0 && given[i - 1] == '!';
        if (given[i] != '=')
            continue;
        if (take(columns, given, i, false, name, rest))
            return true;
        if (bang && take(columns, given, i - 1, false, name, rest)) {
            *negated = true;
            return true;
        }
    }
    size_t first = strcspn(given, "=");
    if (given[first] == '\0')
        return false;
    if (negated != NULL && first > 0 && given[first - 1] == '!') {
        *negated = true;
        first--;
    }
    return take(columns, given, first, true, name, rest);
}
