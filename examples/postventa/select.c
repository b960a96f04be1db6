/* SPDX-License-Identifier: MIT */
#include "select.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

/* A row counts if the column's cell is this value, or begins with it; or if it does not. */
struct condition {
    size_t column;
    char *value;
    bool negated, prefix;
};

/* A text that stands for no answer, in one column or in all. */
struct missing_token {
    bool everywhere;
    size_t column;
    char *text;
};

static enum outcome make_condition(struct condition *condition, const char *given,
                                   const struct columns *columns) {
    char *name;
    const char *value;
    if (!columns_split(columns, given, &name, &value, &condition->negated)) {
        report_error(TEXT_BAD_WHERE, given);
        return MISUSED;
    }
    enum outcome outcome = columns_find(columns, name, &condition->column);
    free(name);
    size_t length = strlen(value);
    condition->prefix = length > 0 && value[length - 1] == '*';
    condition->value = memory_text(value, length - condition->prefix);
    return outcome;
}

static enum outcome make_tokens(struct selection *selection, const char *given,
                                const struct columns *columns) {
    char *name = NULL;
    const char *list = given;
    struct missing_token token = {.everywhere = true};
    if (columns_split(columns, given, &name, &list, NULL)) {
        enum outcome outcome = columns_find(columns, name, &token.column);
        free(name);
        if (outcome != DONE)
            return outcome;
        token.everywhere = false;
    }
    for (;;) {
        size_t length = strcspn(list, ",");
        selection->tokens = memory_grow(selection->tokens, &selection->tokens_capacity,
                                        selection->n_tokens + 1, sizeof token);
        token.text = memory_text(list, length);
        selection->tokens[selection->n_tokens++] = token;
        if (list[length] == '\0')
            return DONE;
        list += length + 1;
    }
}

enum outcome selection_make(struct selection *selection, const struct options *options,
                            const struct columns *columns) {
    enum outcome outcome = DONE;
    *selection = (struct selection){0};
    selection->conditions = memory_new(options->where.n, sizeof *selection->conditions);
    for (size_t i = 0; i < options->where.n && outcome == DONE; i++) {
        outcome = make_condition(&selection->conditions[i], options->where.at[i], columns);
        selection->n_conditions++;
    }
    for (size_t i = 0; i < options->missing.n && outcome == DONE; i++)
        outcome = make_tokens(selection, options->missing.at[i], columns);
    return outcome;
}

static bool holds(const struct condition *condition, const char *cell) {
    bool equal = condition->prefix ? strncmp(cell, condition->value, strlen(condition->value)) == 0
                                   : strcmp(cell, condition->value) == 0;
    return equal != condition->negated;
}

bool selection_holds(const struct selection *selection, const struct row *row) {
    for (size_t i = 0; i < selection->n_conditions; i++)
        if (!holds(&selection->conditions[i], row_cell(row, selection->conditions[i].column)))
            return false;
    return true;
}

bool selection_missing(const struct selection *selection, const struct row *row, size_t column) {
    const char *cell = row_cell(row, column);
    if (*cell == '\0')
        return true;
    for (size_t i = 0; i < selection->n_tokens; i++) {
        const struct missing_token *token = &selection->tokens[i];
        if ((token->everywhere || token->column == column) && strcmp(token->text, cell) == 0)
            return true;
    }
    return false;
}

void selection_free(struct selection *selection) {
    for (size_t i = 0; i < selection->n_conditions; i++)
        free(selection->conditions[i].value);
    for (size_t i = 0; i < selection->n_tokens; i++)
        free(selection->tokens[i].text);
    free(selection->conditions);
    free(selection->tokens);
    *selection = (struct selection){0};
}
