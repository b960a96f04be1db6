/* SPDX-License-Identifier: MIT */
/* What the program has to say beside its output: on standard error, in the user's language. */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>

#include "text.h"

/* How a step ended, which is also how the program exits. */
enum outcome { DONE = 0, FAILED = 1, MISUSED = 2 };

/* Keeps notes and progress back; errors are always told. */
void report_quiet(bool quiet);

/* Tells an error or a note, formatted as by printf from the text and the arguments. */
void report_error(enum text id, ...);
void report_note(enum text id, ...);

/* Tells that a system call on a file failed, from errno. */
void report_system(enum text id, const char *path, int error);

/* Shows how far a long work is, on a terminal and not before a second has passed. */
void report_progress(unsigned long long rows, int percent);

/* Wipes that line away. */
void report_progress_end(void);

#endif
