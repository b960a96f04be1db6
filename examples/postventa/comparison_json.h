/* SPDX-License-Identifier: MIT */
/* A difference in JSON: the members that it has whatever the figure. */
#ifndef COMPARISON_JSON_H
#define COMPARISON_JSON_H

#include <postventa/estimate.h>

#include "grouping.h"
#include "json.h"

/* Opens the object, which is the caller's to add to and to close. */
void comparison_json_open(struct json *json, const struct grouping *grouping, const char *metric,
                          const char *column, const ptv_comparison *comparison);

#endif
