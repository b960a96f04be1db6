/* SPDX-License-Identifier: MIT */
/* What the clocks of a ticket have in common, whether they are fed with its events or read from its
 * row: spans in two kinds of time, and how a clock is shown. */
#ifndef PTVI_TICKET_H
#define PTVI_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "postventa/ticket.h"

/* How much time passed. */
struct ptvi_passed {
    int64_t ms;
    int64_t business_ms; /* PTV_TIME_NONE without a calendar */
};

/* Measures spans. Once one could not be measured, status says why, and the spans mean nothing. */
struct ptvi_meter {
    const ptv_calendar *calendar; /* or NULL */
    ptv_status status;
};

/* Whether an instant is one: so near to 0 that the difference of two is 64 bits. */
bool ptvi_instant_valid(int64_t instant);

/* Whether there is a calendar where one is named, and none where none is, and whether it has an
 * instant: PTV_OK or PTV_ERR_ARGUMENT. */
ptv_status ptvi_instant_check(int64_t instant, uint64_t calendar_id, const ptv_calendar *calendar);

/* The span between two valid instants. A negative one is the same in business time, so that it is
 * never taken for 0. */
struct ptvi_passed ptvi_measure(struct ptvi_meter *meter, int64_t from, int64_t to);

/* span += more */
void ptvi_passed_add(struct ptvi_passed *span, struct ptvi_passed more);

/* A clock that shows a span. */
ptv_ticket_time ptvi_time_shown(int32_t state, struct ptvi_passed shown, struct ptvi_passed age);

/* A clock that does not apply. */
ptv_ticket_time ptvi_time_absent(void);

/* A clock that began at an instant, and was over at another or, when that is PTV_TIME_NONE, still
 * runs. */
ptv_ticket_time ptvi_time_until(struct ptvi_meter *meter, int64_t from, int64_t over,
                                int64_t as_of);

/* The first response of a ticket that has such a clock. It stands still when the ticket ended
 * without a reply, but its age does not: the limit of a ticket that was never answered is due. */
ptv_ticket_time ptvi_first_response(struct ptvi_meter *meter, int64_t created, int64_t reply,
                                    int64_t ended, int64_t as_of);

/* Times of a ticket of which nothing is known yet: every clock absent, every count 0. */
ptv_ticket_times ptvi_times_blank(int64_t as_of, uint64_t calendar_id);

#endif
