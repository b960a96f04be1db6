/* SPDX-License-Identifier: MIT */
/* Instants as texts. */
#ifndef INSTANT_H
#define INSTANT_H

#include <stdint.h>

#include <postventa/zone.h>

#define INSTANT_SIZE 40

/* Writes an instant for machines: ISO 8601 in UTC, "2025-03-31T18:00:00Z", with milliseconds if it
 * has any. */
void instant_name(char out[INSTANT_SIZE], int64_t instant);

/* Writes it for people: the time that clocks of the zone show, to the minute where that is all of
 * it; NULL: UTC. */
void instant_show(char out[INSTANT_SIZE], int64_t instant, const ptv_zone *zone);

#endif
