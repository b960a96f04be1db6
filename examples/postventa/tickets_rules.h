/* SPDX-License-Identifier: MIT */
/* What tickets are counted for, and so which states can be merged: targets, period, calendar. */
#ifndef TICKETS_RULES_H
#define TICKETS_RULES_H

#include <stdbool.h>

#include <postventa/desk.h>

#include "decimal.h"
#include "report.h"

#define TICKETS_NAME "tickets"

/* Understands --sla; the targets are put in order, so that theirs does not matter. */
enum outcome tickets_targets(const char *given, ptv_desk_config *config);

/* Writes a target as --sla has it, "first=1h". */
void tickets_target_name(char out[DECIMAL_SIZE], const ptv_desk_target *target);

/* "tickets/business/first=1h,resolution=8h/FROM..UNTIL/ages=1d,7d/calendar=NAME"; without a calendar,
 * NULL, "tickets/calendar/…". The text is the caller's to free. */
char *tickets_define(const ptv_desk_config *config, const char *calendar);

/* The definition is that of the desk. */
bool tickets_fit(const ptv_desk *desk, const char *definition);

#endif
