/* SPDX-License-Identifier: MIT */
/* The command `retention`: which customers came again, by the period in which they first came. */
#ifndef RETENTION_H
#define RETENTION_H

#include <postventa/cohorts.h>
#include <postventa/revenue.h>

#include "moments.h"
#include "retention_tally.h"
#include "service.h"

/* What the command has beside its states. */
struct retention {
    struct moments moments;
    int64_t until;        /* PTV_TIME_NONE: there is no instant at all */
    int64_t until_period; /* in which it lies: this one is not over */
    int64_t first, last;  /* of all groups: first activity; last activity or period that is over */
    int64_t last_over;    /* the last of these that is over; PTV_PERIOD_NONE: none is */
    int64_t before_last;  /* the one before that; PTV_PERIOD_NONE: there is none */
    uint64_t shared;      /* customers beyond one that are in several groups, counted by group */
};

/* Runs the command on argv[2] and the rest; answers how to exit. */
enum outcome retention_main(int argc, char **argv);

/* Reads the file that the options name. */
enum outcome retention_collect(struct service *service);

/* Looks at all that was counted, before anything is read of it. */
enum outcome retention_prepare(struct service *service, const struct states_parts *parts);

/* Lists the figures of a group, and the differences between two. */
enum outcome retention_read(struct service *service, const struct counted *counted,
                            struct figures *figures);
enum outcome retention_compare(struct service *service, const struct counted *a,
                               const struct counted *b, struct differences *differences);

/* The table of cohorts, and how customers moved. */
extern const struct service_sheet retention_sheet;
enum outcome retention_draw(struct service *service, const struct term *term,
                            const struct counted *counted);

#endif
