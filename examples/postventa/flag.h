/* SPDX-License-Identifier: MIT */
/* Yes or no, as data files write it. */
#ifndef FLAG_H
#define FLAG_H

#include <stdbool.h>

/* Reads true, yes, y, t, 1, sí, si or s, and false, no, n, f or 0, in any case; false: it is none. */
bool flag_read(const char *text, bool *value);

#endif
