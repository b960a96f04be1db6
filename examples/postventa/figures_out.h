/* SPDX-License-Identifier: MIT */
/* The writers of figures: a table for people, JSON, CSV. */
#ifndef FIGURES_OUT_H
#define FIGURES_OUT_H

#include <stdio.h>

#include "service.h"

/* What is written: figures by group, in the order of the report, and differences, if any. */
struct figures_report {
    struct service *service;
    const struct states_parts *parts;
    struct figures *figures; /* by part */
    struct differences differences;
};

enum outcome figures_table(const struct figures_report *report);
enum outcome figures_json(const struct figures_report *report, FILE *out);
enum outcome figures_csv(const struct figures_report *report, FILE *out);

#endif
