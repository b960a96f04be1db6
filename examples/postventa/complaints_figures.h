/* SPDX-License-Identifier: MIT */
/* What is read of complaints. */
#ifndef COMPLAINTS_FIGURES_H
#define COMPLAINTS_FIGURES_H

#include <postventa/complaints.h>
#include <postventa/zone.h>

#include "service.h"

/* The command's own. */
struct complaints {
    ptv_zone *zone;  /* NULL: UTC */
    bool exposed;    /* it is known who could have complained, of a group at least */
    uint64_t beside; /* complaints of groups of which it is not */
    const struct counted *all;
};

enum outcome complaints_read(const struct service *service, const struct counted *counted,
                             ptv_complaints_result *result);

enum outcome complaints_prepare(struct service *service, const struct states_parts *parts);

enum outcome complaints_list(struct service *service, const struct counted *counted,
                             struct figures *figures);

enum outcome complaints_compare(struct service *service, const struct counted *a,
                                const struct counted *b, struct differences *differences);

#endif
