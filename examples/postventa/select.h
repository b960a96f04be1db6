/* SPDX-License-Identifier: MIT */
/* Which rows count, and which cells are answers: --where and --missing. */
#ifndef SELECT_H
#define SELECT_H

#include <stdbool.h>
#include <stddef.h>

#include "columns.h"
#include "input.h"
#include "options.h"

struct condition;
struct missing_token;

struct selection {
    struct condition *conditions;
    size_t n_conditions;
    struct missing_token *tokens;
    size_t n_tokens, tokens_capacity;
};

/* Understands the options, given the columns. */
enum outcome selection_make(struct selection *selection, const struct options *options,
                            const struct columns *columns);

/* All conditions hold. */
bool selection_holds(const struct selection *selection, const struct row *row);

/* The cell of that column is blank, or a token that stands for no answer. */
bool selection_missing(const struct selection *selection, const struct row *row, size_t column);

void selection_free(struct selection *selection);

#endif
