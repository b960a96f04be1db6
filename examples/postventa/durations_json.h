/* SPDX-License-Identifier: MIT */
/* --format json: one flat object for each group. */
#ifndef DURATIONS_JSON_H
#define DURATIONS_JSON_H

#include <stdio.h>

#include "durations.h"

enum outcome durations_json(const struct durations *durations, const struct duration_parts *parts,
                            FILE *out);

#endif
