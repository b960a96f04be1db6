/* SPDX-License-Identifier: MIT */
#ifndef PROPORTION_H
#define PROPORTION_H

#include "record.h"
#include "state.h"

extern const struct state_class ptvpy_proportion_class;
extern const struct record_class ptvpy_proportion_result;

#endif
