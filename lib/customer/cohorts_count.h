/* SPDX-License-Identifier: MIT */
/* Rows of activity, some at a time: checked, and counted. Both have variants: base/processor.h. */
#ifndef PTVI_COHORTS_COUNT_H
#define PTVI_COHORTS_COUNT_H

#include "customer/cohorts.h"

enum { PTVI_ACTIVITIES = 1024 };

/* Rows of a column: at most PTVI_ACTIVITIES. */
struct ptvi_activities {
    size_t n;
    const uint64_t *customers;
    const int64_t *periods;
};

/* What rows ask for; of none, zeros. */
struct ptvi_demand {
    uint64_t rows; /* that are counted */
    uint64_t late; /* not 0: a row is of after the window */
    uint64_t end;  /* with dense keys, 1 above the highest of theirs */
};

/* Adds to a demand; PTV_ERR_ARGUMENT where a row is refused. */
ptv_status ptvi_activities_check(const ptv_cohorts *acc, const struct ptvi_activities *rows,
                                 unsigned processor, struct ptvi_demand *demand);

/* Counts rows that were checked. If memory runs out, only some of them. */
ptv_status ptvi_activities_count(ptv_cohorts *acc, const struct ptvi_activities *rows,
                                 unsigned processor);

#endif
