/* SPDX-License-Identifier: MIT */
/* --format csv: one row for each metric and group. */
#ifndef SURVEY_CSV_H
#define SURVEY_CSV_H

#include <stdio.h>

#include "survey.h"

enum outcome survey_csv(const struct survey *survey, const struct parts *parts, FILE *out);

#endif
