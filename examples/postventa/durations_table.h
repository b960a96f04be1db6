/* SPDX-License-Identifier: MIT */
/* --format table: the report that people read, on standard output. */
#ifndef DURATIONS_TABLE_H
#define DURATIONS_TABLE_H

#include "durations.h"
#include "durations_reading.h"
#include "term.h"

enum outcome durations_table(const struct durations *durations, const struct duration_parts *parts);

/* Writes one sample in full: figures, base, picture. */
enum outcome durations_sample(const struct durations *durations, const struct term *term,
                              const struct tally *tally);

/* Writes a row for each part; for --compare, the differences below. */
enum outcome durations_groups(const struct durations *durations, const struct term *term,
                              const struct duration_parts *parts);

/* The histogram of times, from short to long, with the percentiles marked. */
void durations_picture(const struct term *term, const struct durations_source *source,
                       const struct durations_reading *reading);

/* "n 23,362 · missing 1,556 …" */
void durations_base(const struct term *term, const struct durations_reading *reading);

/* Writes what the intervals are, and what else a reader should know of the figures. */
void durations_notes(const struct term *term, const struct durations_reading *readings, size_t n);

#endif
