/* SPDX-License-Identifier: MIT */
/* From rows to complaints: reads them all, for the period may follow from them, then counts them. */
#ifndef COMPLAINTS_ROWS_H
#define COMPLAINTS_ROWS_H

#include "service.h"

enum outcome complaints_collect(struct service *service);

#endif
