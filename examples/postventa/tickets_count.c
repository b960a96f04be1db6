/* SPDX-License-Identifier: MIT */
/* From the record of a ticket to what is counted of it. */
#include "input.h"
#include "lapse.h"
#include "sample.h"
#include "tickets_collect.h"

/* Tells a time that is below 0, and so rejected. */
static enum outcome tell_reversed(struct ticket_collector *collector,
                                  const struct ticket_record *record, enum ticket_time which,
                                  int64_t ms) {
    char amount[DECIMAL_SIZE];
    lapse_show_difference(amount, (double)ms);
    return faults_cell(&collector->faults, &collector->reversed[which], TEXT_ENDS_BEFORE,
                       input_name(collector->service->options->file), record->line, amount, 0, 0);
}

/* A reply and an end must not come before the opening. */
static enum outcome check_times(struct ticket_collector *collector,
                                const struct ticket_record *record, const ptv_ticket_times *times) {
    const ptv_ticket_time *reply = &times->clock[PTV_CLOCK_FIRST_RESPONSE];
    enum outcome outcome = DONE;
    if (reply->state == PTV_CLOCK_DONE && reply->ms < 0)
        outcome = tell_reversed(collector, record, FIRST_REPLY, reply->ms);
    if (outcome == DONE && times->ended != PTV_TIME_NONE && times->ended < times->created)
        outcome = tell_reversed(collector, record, times->resolved_by_close ? CLOSED : RESOLVED,
                                times->ended - times->created);
    return outcome;
}

/* Samples are kept as long as they are not too many. */
static void limit_samples(struct ticket_collector *collector) {
    struct states *states = &collector->service->states;
    if (collector->kept <= SAMPLES_MOST)
        return;
    for (size_t i = 0; i < states->n; i++)
        ticket_tally_forget(states->at[i].state);
    ticket_tally_forget(states->model);
    collector->kept = 0; /* there will be no more */
}

enum outcome tickets_count(struct ticket_collector *collector, const struct ticket_record *record,
                           const ptv_ticket_times *times, int32_t met) {
    struct counted *counted = states_of(&collector->service->states, record->group);
    if (counted == NULL)
        return FAILED;
    enum outcome outcome = check_times(collector, record, times);
    if (outcome != DONE)
        return outcome;
    size_t before = ticket_tally_kept(counted->state);
    ptv_status status = ticket_tally_add(counted->state, times, met);
    collector->kept += ticket_tally_kept(counted->state) - before;
    limit_samples(collector);
    return states_told(status);
}

bool tickets_invalid(const struct ticket_record *record) {
    const ptv_ticket *ticket = &record->ticket;
    const int64_t times[] = {
        [OPENED] = ticket->created,
        [FIRST_REPLY] = ticket->first_reply,
        [RESOLVED] = ticket->resolved,
        [CLOSED] = ticket->closed,
    };
    for (int i = 0; i < N_TICKET_TIMES; i++)
        if (record->unreadable[i] && times[i] == PTV_TIME_NONE)
            return true;
    return false;
}

enum outcome tickets_count_record(struct ticket_collector *collector,
                                  struct ticket_record *record) {
    const struct moments *moments = &collector->tickets->moments;
    struct counted *counted = states_of(&collector->service->states, record->group);
    ptv_ticket_times times = PTV_TICKET_TIMES_INIT;
    if (counted == NULL)
        return FAILED;
    struct ticket_tally *tally = counted->state;
    if (tickets_invalid(record)) {
        counted->invalid++;
        return DONE;
    }
    if (collector->times[FIRST_REPLY].faults.column == NULL)
        record->ticket.by_agent = 1; /* nobody knows when it was answered, so it has no such time */
    ptv_status status = ptv_ticket_read(&record->ticket, collector->as_of, collector->calendar_id,
                                        moments->calendar, &times);
    if (status < 0)
        return states_told(status);
    if (status == PTV_EMPTY) {
        bool missing = record->ticket.created == PTV_TIME_NONE;
        tally->missing += missing;
        tally->later += !missing;
        return DONE;
    }
    return tickets_count(collector, record, &times, record->met);
}
