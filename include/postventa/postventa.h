/* SPDX-License-Identifier: MIT */
/** @file
 * The whole library: includes every other header. */
#ifndef POSTVENTA_POSTVENTA_H
#define POSTVENTA_POSTVENTA_H

#include "allocator.h"
#include "api.h"
#include "backlog.h"
#include "band.h"
#include "calendar.h"
#include "ces.h"
#include "cohorts.h"
#include "complaints.h"
#include "csat.h"
#include "desk.h"
#include "distribution.h"
#include "durations.h"
#include "erlang.h"
#include "estimate.h"
#include "key.h"
#include "lifetime.h"
#include "mean.h"
#include "net.h"
#include "nps.h"
#include "panel.h"
#include "proportion.h"
#include "quantile.h"
#include "queue.h"
#include "rate.h"
#include "ratings.h"
#include "ratings_columns.h"
#include "repeats.h"
#include "retention.h"
#include "revenue.h"
#include "share.h"
#include "status.h"
#include "survival.h"
#include "ticket.h"
#include "version.h"
#include "wire.h"
#include "zone.h"

#endif
