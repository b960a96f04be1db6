/* SPDX-License-Identifier: MIT */
/* --format csv: one row for each group. */
#ifndef DURATIONS_CSV_H
#define DURATIONS_CSV_H

#include <stdio.h>

#include "durations.h"

enum outcome durations_csv(const struct durations *durations, const struct duration_parts *parts,
                           FILE *out);

#endif
