/* SPDX-License-Identifier: MIT */
/* A figure that is asked of a column of answers: which, on what scale, by what definition. */
#ifndef METRIC_H
#define METRIC_H

#include <stdbool.h>
#include <stdint.h>

#include <postventa/ratings.h>

#include "columns.h"
#include "report.h"

enum metric_kind { METRIC_NPS, METRIC_CSAT, METRIC_CES };

/* Which answers count of who answered more than once. */
enum repeat { REPEAT_UNSAID, REPEAT_ALL, REPEAT_FIRST, REPEAT_LAST };

#define METRIC_PROMOTER_MIN 9
#define METRIC_PASSIVE_MIN  7

struct metric {
    enum metric_kind kind;
    char *column;
    size_t index; /* of the column */
    int32_t min, max;
    int32_t top_k;       /* CSAT: how many levels are the top box */
    bool effort;         /* CES: low is easy */
    enum repeat repeat;  /* said */
    char definition[64]; /* such as csat/1-5/top2, or csat/1-5/top2/last */
    ptv_ratings empty;   /* what every group's state starts as */
};

/* Understands COL[:MIN-MAX[:…]]. The name is taken as long as a column has it. */
enum outcome metric_parse(struct metric *metric, enum metric_kind kind, const char *given,
                          const struct columns *columns);

/* Counts one answer a respondent, or every answer, from now on. */
void metric_set_repeat(struct metric *metric, enum repeat repeat);

/* Understands a definition, as a state file has it. False: it is none. */
bool metric_define(struct metric *metric, const char *definition, const char *column);

void metric_free(struct metric *metric);

/* "nps", "csat", "ces" */
const char *metric_name(enum metric_kind kind);

#endif
