/* SPDX-License-Identifier: MIT */
/* --calendar: business hours from a file, in the library's text form. */
#ifndef CALENDAR_FILE_H
#define CALENDAR_FILE_H

#include <stdint.h>

#include <postventa/calendar.h>

#include "report.h"

/* Reads a calendar whose times are in a zone; tells where it is none, and why. The calendar is the
 * caller's to free. */
enum outcome calendar_read(const char *path, const ptv_zone *zone, ptv_calendar **calendar);

/* What a calendar is called: its file's name, without the way to it. */
const char *calendar_name(const char *path);

/* The part of a definition that names the calendar: the last, for a name may hold anything. */
#define CALENDAR_PART "/calendar="

/* The calendar that a definition names; NULL: none. */
const char *calendar_of(const char *definition);

/* A number of the calendar for the library, by its name: a new holiday makes no other calendar. */
uint64_t calendar_number(const char *name); /* NULL: none, 0 */

#endif
