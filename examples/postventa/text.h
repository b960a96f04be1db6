/* SPDX-License-Identifier: MIT */
/* The program's texts in its two languages. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>

#include "decimal.h"
#include "messages.h"

enum text {
#define TEXT_ID(id, en, es) id,
    MESSAGES(TEXT_ID)
#undef TEXT_ID
};

enum language { ENGLISH, SPANISH };

/* Chooses the language by its name, or, with NULL, as the environment has it. False: no such name. */
bool text_language(const char *name);

const char *text(enum text id);

/* How the language writes numbers, and what follows a percentage. */
struct decimal_style text_numbers(void);
const char *text_percent(void);

/* What a report calls a band or a method of the library. */
const char *text_band(const char *name);
const char *text_method(const char *name);

#endif
