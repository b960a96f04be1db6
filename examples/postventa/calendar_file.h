/* SPDX-License-Identifier: MIT */
/* --calendar: business hours from a file, in the library's text form. */
#ifndef CALENDAR_FILE_H
#define CALENDAR_FILE_H

#include <postventa/calendar.h>

#include "report.h"

/* Reads a calendar whose times are in a zone; tells where it is none, and why. The calendar is the
 * caller's to free. */
enum outcome calendar_read(const char *path, const ptv_zone *zone, ptv_calendar **calendar);

#endif
