/* SPDX-License-Identifier: MIT */
/* --format json: one flat object for each metric and group. */
#ifndef SURVEY_JSON_H
#define SURVEY_JSON_H

#include <stdio.h>

#include "survey.h"

enum outcome survey_json(const struct survey *survey, const struct parts *parts, FILE *out);

#endif
