/* SPDX-License-Identifier: MIT */
/* --format table: the report that people read, on standard output. */
#ifndef SURVEY_TABLE_H
#define SURVEY_TABLE_H

#include "survey.h"

enum outcome survey_table(const struct survey *survey, const struct parts *parts);

#endif
