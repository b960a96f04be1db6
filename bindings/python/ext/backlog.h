/* SPDX-License-Identifier: MIT */
/* The movement of what is open over a period. */
#ifndef BACKLOG_H
#define BACKLOG_H

#include "record.h"

extern const struct record_class ptvpy_backlog;

#endif
