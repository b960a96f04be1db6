/* SPDX-License-Identifier: MIT */
/* From rows to states: resolves what was asked against the columns, and counts every answer. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "merge.h"
#include "survey.h"

/* Sets up metrics and groups, and reads the file if there is one. The stored states tell which
 * metrics there are where none was asked for, and which columns where there is no file. */
enum outcome answers_collect(struct survey *survey, const struct state_entries *stored);

#endif
