/* SPDX-License-Identifier: MIT */
/** @file
 * The whole library: includes every other header. */
#ifndef POSTVENTA_POSTVENTA_H
#define POSTVENTA_POSTVENTA_H

#include "allocator.h"
#include "api.h"
#include "band.h"
#include "calendar.h"
#include "ces.h"
#include "csat.h"
#include "distribution.h"
#include "durations.h"
#include "estimate.h"
#include "mean.h"
#include "net.h"
#include "nps.h"
#include "proportion.h"
#include "quantile.h"
#include "ratings.h"
#include "ratings_columns.h"
#include "share.h"
#include "status.h"
#include "survival.h"
#include "version.h"
#include "wire.h"
#include "zone.h"

#endif
