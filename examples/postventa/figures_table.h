/* SPDX-License-Identifier: MIT */
/* The parts of the table that people read. */
#ifndef FIGURES_TABLE_H
#define FIGURES_TABLE_H

#include "figures_out.h"
#include "term.h"

/* Writes a row for each group; for --compare, the differences below. */
void figures_groups(const struct figures_report *report, const struct term *term);

/* The figure whose interval is shown in the table of groups; NULL: there is none. */
const struct listed *figures_headline(const struct figures *figures);

/* Writes what the intervals are: of all figures of some groups, or of their headlines alone. */
void figures_methods(const struct figures *figures, size_t n, const struct term *term,
                     bool headings_only);

/* Writes the lines below the table, each beginning with the group's name, if one is given. */
void figures_notes(const struct figures *figures, const struct term *term, const char *group);

#endif
