/* SPDX-License-Identifier: MIT */
/* Time zones by name: from the system's tz database, as POSIX rules, or as offsets. */
#ifndef ZONES_H
#define ZONES_H

#include <postventa/zone.h>

#include "report.h"

/* Opens a zone; NULL as a name is UTC. The zone is the caller's to free. */
enum outcome zone_open(const char *name, ptv_zone **zone);

#endif
