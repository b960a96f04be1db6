/* SPDX-License-Identifier: MIT */
/* What complaints are counted for: period, limit, bands of age, calendar. */
#ifndef COMPLAINTS_RULES_H
#define COMPLAINTS_RULES_H

#include <stdbool.h>

#include <postventa/complaints.h>

#define COMPLAINTS_NAME "complaints" /* as state files call them */

/* Writes a definition, as a state file has it: "complaints/FROM..UNTIL/within=30d/ages=7d,30d".
 * `solved`: it is known when complaints were solved; `calendar`: of business time, or NULL. The
 * text is the caller's to free. */
char *complaints_define(const ptv_complaints_config *config, bool solved, const char *calendar);

/* The definition says what the state's config has. */
bool complaints_fit(const void *state, const char *definition);

/* Whether a definition says, beyond the config, that somebody told when they were solved. */
bool complaints_solved(const char *definition);

#endif
