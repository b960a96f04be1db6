/* SPDX-License-Identifier: MIT */
/* Who answered, and when: what --repeat first and last go by. */
#ifndef RESPONDENTS_H
#define RESPONDENTS_H

#include <stdbool.h>

#include <postventa/panel.h>

#include "faults.h"
#include "moments.h"
#include "select.h"

struct respondents {
    bool wanted;      /* else every answer counts, and nothing else holds */
    const char *name; /* of the column of the respondents */
    size_t column;
    struct moments moments;
    struct moment_column times;
    unsigned long long nobody; /* rows without a respondent */
};

/* Understands the options, given the columns. */
enum outcome respondents_make(struct respondents *respondents, const struct options *options,
                              const struct columns *columns);

/* Fills in all of a response but its score. `placed`: false where the respondent is known, but not
 * the time, so that nobody can tell which answer is the first or the last. */
enum outcome respondents_of(struct respondents *respondents, const struct selection *selection,
                            const struct faults *faults, const struct row *row,
                            ptv_response *response, bool *placed);

/* At the end: what should be known. */
void respondents_tell(const struct respondents *respondents, const char *file);

void respondents_free(struct respondents *respondents);

#endif
