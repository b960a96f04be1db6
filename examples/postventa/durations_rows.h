/* SPDX-License-Identifier: MIT */
/* From rows to durations: reads the stamps, makes records of rows with one id, counts them. */
#ifndef DURATIONS_ROWS_H
#define DURATIONS_ROWS_H

#include "durations.h"

/* Sets up timing and groups, and reads the file if there is one. The stored states tell what the
 * durations are where nothing else does. */
enum outcome durations_collect(struct durations *durations);

#endif
