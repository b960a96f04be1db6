/* SPDX-License-Identifier: MIT */
/* The clocks of a ticket, read from its row in a table. */
#include "base/platform.h"

#include "base/sized.h"
#include "service/ticket.h"

static bool valid_or_none(int64_t instant) {
    return instant == PTV_TIME_NONE || ptvi_instant_valid(instant);
}

static bool row_valid(const ptv_ticket *ticket) {
    return valid_or_none(ticket->created) && valid_or_none(ticket->first_reply) &&
           valid_or_none(ticket->resolved) && valid_or_none(ticket->closed) &&
           ticket->reopens >= -1 && ticket->replies >= -1 && ticket->transfers >= -1 &&
           (ticket->by_agent == 0 || ticket->by_agent == 1);
}

/* An instant, if it has come. */
static int64_t past(int64_t instant, int64_t as_of) {
    return instant <= as_of ? instant : PTV_TIME_NONE;
}

/* When a row was resolved or, unresolved, closed. */
static int64_t end_of(const ptv_ticket *row) {
    return row->resolved != PTV_TIME_NONE ? row->resolved : row->closed;
}

static int32_t never_or_unknown(int32_t count) {
    return count == 0 ? 0 : -1;
}

/* The row as one would have seen it. PTV_TIME_NONE is the least of instants, and stays. */
static ptv_ticket row_as_of(const ptv_ticket *ticket, int64_t as_of) {
    ptv_ticket row = *ticket;
    row.created = past(ticket->created, as_of);
    row.first_reply = past(ticket->first_reply, as_of);
    row.resolved = past(ticket->resolved, as_of);
    row.closed = past(ticket->closed, as_of);
    /* Of what was counted up to later, only "never" still holds; but no reopening comes after the
     * last end. */
    if (end_of(ticket) > as_of)
        row.reopens = never_or_unknown(ticket->reopens);
    if (ticket->first_reply > as_of || ticket->resolved > as_of || ticket->closed > as_of) {
        row.replies = never_or_unknown(ticket->replies);
        row.transfers = never_or_unknown(ticket->transfers);
    }
    if (ticket->first_reply > as_of)
        row.replies = 0;
    return row;
}

/* Whether a table says what became of the first response: a ticket by an agent has none, and some
 * were answered nobody knows when. */
static bool knows_first_response(const ptv_ticket *ticket) {
    return !ticket->by_agent && (ticket->first_reply != PTV_TIME_NONE || ticket->replies <= 0);
}

/* Shows a row as of the reading; `knows_first` is of the whole table. */
static void show(const ptv_ticket *row, bool knows_first, struct ptvi_meter *meter,
                 ptv_ticket_times *times) {
    int64_t ended = end_of(row);
    times->created = row->created;
    times->ended = ended;
    times->resolved_by_close = ended != PTV_TIME_NONE && row->resolved == PTV_TIME_NONE;
    if (knows_first)
        times->clock[PTV_CLOCK_FIRST_RESPONSE] =
            ptvi_first_response(meter, row->created, row->first_reply, ended, times->as_of);
    ptv_ticket_time last = ptvi_time_until(meter, row->created, ended, times->as_of);
    times->clock[PTV_CLOCK_RESOLUTION_LAST] = last;
    if (row->reopens == 0) {
        times->clock[PTV_CLOCK_RESOLUTION_FIRST] = last;
        times->clock[PTV_CLOCK_RESOLUTION_ACTIVE] = last;
    }
}

ptv_status ptv_ticket_read(const ptv_ticket *ticket, int64_t as_of, uint64_t calendar_id,
                           const ptv_calendar *calendar, ptv_ticket_times *out) {
    struct ptvi_meter meter = {calendar, PTV_OK};
    if (!ticket || !out)
        return PTV_ERR_NULL;
    ptv_status status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    status =
        row_valid(ticket) ? ptvi_instant_check(as_of, calendar_id, calendar) : PTV_ERR_ARGUMENT;
    if (status < 0)
        return status;

    ptv_ticket row = row_as_of(ticket, as_of);
    bool created = row.created != PTV_TIME_NONE;
    ptv_ticket_times times = ptvi_times_blank(as_of, calendar_id);
    times.replies = created ? row.replies : -1;
    times.reopens = created ? row.reopens : -1;
    times.transfers = created ? row.transfers : -1;
    if (created)
        show(&row, knows_first_response(ticket), &meter, &times);
    if (meter.status < 0)
        return meter.status;
    ptvi_sized_out(out, &times, sizeof times);
    return created ? PTV_OK : PTV_EMPTY;
}
