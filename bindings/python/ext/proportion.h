/* SPDX-License-Identifier: MIT */
#ifndef PROPORTION_H
#define PROPORTION_H

#include "fields.h"

/* Options of what is read as a share, in a ptv_proportion_options. */
extern const struct field ptvpy_share_options[];

#endif
