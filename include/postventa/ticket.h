/* SPDX-License-Identifier: MIT */
/** @file
 * The clocks of one ticket: how long its customer waited for the first reply, for each later one,
 * for the solution, and for whom in the meantime.
 *
 * Feed a ptv_ticket_clock with the events of a ticket in the order of time, or fill a ptv_ticket
 * from a table with one row a ticket. Both are read into ptv_ticket_times, which a ptv_desk counts.
 * Every time is given in calendar time and, with a calendar, in business time. Instants are less
 * than 2^62 ms from 0, and with a calendar those of its years.
 *
 * | clock            | runs from                    | to                                         |
 * | ---------------- | ---------------------------- | ------------------------------------------ |
 * | first response   | created                      | the first public reply of a human          |
 * | next response    | a customer's message or a reopening that waits for a reply | that reply   |
 * | resolution first | created                      | resolved for the first time                |
 * | resolution last  | created                      | resolved for the last time                 |
 * | resolution active | created                     | resolved, less what passed while resolved  |
 * | requester wait   | in states in which the requester waits                                   ||
 * | agent wait       | in states in which the agent waits                                       ||
 * | on hold          | in states that are on hold                                               ||
 *
 * A ticket that was resolved or closed runs none of them until it is reopened; but a reply that
 * comes after all still is its first response. Time in each state goes on while a ticket is
 * resolved, and stops while it is closed: nothing is measured of a ticket that is done with. */
#ifndef POSTVENTA_TICKET_H
#define POSTVENTA_TICKET_H

#include <stddef.h>
#include <stdint.h>

#include "api.h"
#include "calendar.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_TICKET_CREATED          1  /**< Opened by its customer. */
#define PTV_TICKET_CREATED_BY_AGENT 2  /**< Opened by an agent, for a customer. */
#define PTV_TICKET_REPLY            3  /**< A human's public reply. */
#define PTV_TICKET_AUTO_REPLY       4  /**< A reply of a bot or of the system: answers nothing. */
#define PTV_TICKET_NOTE             5  /**< A private note, or a change that moves no clock. */
#define PTV_TICKET_MESSAGE          6  /**< The customer writes. */
#define PTV_TICKET_MOVED            7  /**< To another state, that of the event. */
#define PTV_TICKET_RESOLVED         8  /**< Solved, to the first state with PTV_FLAG_RESOLVED. */
#define PTV_TICKET_REOPENED         9  /**< Not solved after all: back to the state before. */
#define PTV_TICKET_CLOSED           10 /**< Done with, to the first state with PTV_FLAG_CLOSED. */
#define PTV_TICKET_TRANSFERRED      11 /**< To another agent or team. */

/** Most states that a table has. */
#define PTV_TICKET_STATES 16

/** The state does not change, or is the one that the kind of event implies. */
#define PTV_STATE_IMPLIED (-1)

/* The preset states. */
#define PTV_STATE_NEW      0 /**< Nobody has looked at it: the requester waits. */
#define PTV_STATE_OPEN     1 /**< An agent has it: the requester waits. */
#define PTV_STATE_PENDING  2 /**< A question to the requester: the agent waits. */
#define PTV_STATE_HOLD     3 /**< Waits for somebody else: so does the requester. */
#define PTV_STATE_SOLVED   4 /**< Resolved. */
#define PTV_STATE_ARCHIVED 5 /**< Closed. */

/* What a state does to the clocks: a sum of these flags. They are no states themselves. */
#define PTV_FLAG_REQUESTER_WAITS 1  /**< The requester waits. */
#define PTV_FLAG_AGENT_WAITS     2  /**< The agent waits for the requester. */
#define PTV_FLAG_ON_HOLD         4  /**< Everybody waits for a third party. */
#define PTV_FLAG_RESOLVED        8  /**< Entering it is resolving, leaving it reopening. */
#define PTV_FLAG_CLOSED          16 /**< Entering it is closing, leaving it reopening. */

#define PTV_CLOCK_FIRST_RESPONSE    0 /**< Created to the first public reply of a human. */
#define PTV_CLOCK_NEXT_RESPONSE     1 /**< A later wait of the customer for a reply. */
#define PTV_CLOCK_RESOLUTION_FIRST  2 /**< Created to resolved for the first time. */
#define PTV_CLOCK_RESOLUTION_LAST   3 /**< Created to resolved for the last time. */
#define PTV_CLOCK_RESOLUTION_ACTIVE 4 /**< The same, less what passed while it was resolved. */
#define PTV_CLOCK_REQUESTER_WAIT    5 /**< In states in which the requester waits. */
#define PTV_CLOCK_AGENT_WAIT        6 /**< In states in which the agent waits. */
#define PTV_CLOCK_ON_HOLD           7 /**< In states that are on hold. */
#define PTV_CLOCKS                  8 /**< How many clocks there are. */

#define PTV_CLOCK_ABSENT  0 /**< Does not apply, or is not known. */
#define PTV_CLOCK_RUNNING 1 /**< Has begun, is not over, and runs. */
#define PTV_CLOCK_PAUSED  2 /**< Has begun, is not over, and stands still. */
#define PTV_CLOCK_DONE    3 /**< Is over. */

#define PTV_AGENT_CREATED_OUT    0 /**< A ticket by an agent has no first response. */
#define PTV_AGENT_CREATED_SECOND 1 /**< Its first response is the second reply. */

/** How tickets are measured. 0 in any member but size means the default. */
typedef struct ptv_ticket_rules {
    uint32_t size;         /**< sizeof(ptv_ticket_rules); PTV_TICKET_RULES_INIT sets it. */
    uint32_t reserved;     /**< 0 */
    uint64_t calendar_id;  /**< The caller's own number of the calendar; 0: no business time. */
    int32_t n_states;      /**< How many states there are; default: the preset six. */
    int32_t agent_created; /**< PTV_AGENT_CREATED_OUT (default) or _SECOND. */
    /** What each state does: a sum of PTV_FLAG_…. State 0 neither resolves nor closes. A
     * state that does runs no clock, whatever its other flags. */
    uint32_t state[PTV_TICKET_STATES];
} ptv_ticket_rules;

/** Initialiser of a ptv_ticket_rules: every member its default. */
#define PTV_TICKET_RULES_INIT                                                                      \
    {                                                                                              \
        (uint32_t)sizeof(ptv_ticket_rules), 0, 0, 0, 0, {                                          \
            0                                                                                      \
        }                                                                                          \
    }

/** Something that happened to a ticket. The layout is frozen for ever. */
typedef struct ptv_ticket_event {
    int64_t time; /**< When. */
    int32_t kind; /**< PTV_TICKET_… */
    /** The state after it, 0..n_states - 1, or PTV_STATE_IMPLIED; 0 is a state, and no default. */
    int32_t state;
} ptv_ticket_event;

/** A ticket as a table has it, in one row. */
typedef struct ptv_ticket {
    int64_t created; /**< When it was opened. */
    /** First public reply of a human; PTV_TIME_NONE: none or, where `replies` says that there were
     * some, not known. */
    int64_t first_reply;
    int64_t resolved;  /**< When it was last resolved; PTV_TIME_NONE: not, or not known. */
    int64_t closed;    /**< When it was closed; PTV_TIME_NONE: not, or not known. */
    int32_t reopens;   /**< How often it was reopened; -1: not known. */
    int32_t replies;   /**< Public replies of humans; -1: not known. */
    int32_t transfers; /**< How often it changed hands; -1: not known. */
    /** Whether an agent opened it: 1 or 0. Such a ticket has no first response. */
    int32_t by_agent;
} ptv_ticket;

/** Initialiser of a ptv_ticket: nothing is known. */
#define PTV_TICKET_INIT                                                                            \
    { PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, -1, -1, -1, 0 }

/** What one clock of a ticket shows. The layout is frozen for ever. */
typedef struct ptv_ticket_time {
    /** What it measured, or, unless it is PTV_CLOCK_DONE, so far; PTV_TIME_NONE when absent. */
    int64_t ms;
    int64_t business_ms; /**< The same in business time; PTV_TIME_NONE without a calendar. */
    /** What it would show as of the reading if it had run on since it was over, or since the ticket
     * ended without a first response; the same as `ms` for any other. A limit is due when this
     * reaches it. */
    int64_t age_ms;
    int64_t business_age_ms; /**< The same in business time. */
    int32_t state;           /**< PTV_CLOCK_ABSENT, _RUNNING, _PAUSED or _DONE. */
    int32_t reserved;        /**< 0 */
} ptv_ticket_time;

/** Everything that is measured of a ticket, as of an instant. */
typedef struct ptv_ticket_times {
    uint32_t size;        /**< sizeof(ptv_ticket_times), set by the caller. */
    uint32_t reserved;    /**< 0 */
    uint64_t calendar_id; /**< The caller's own number of the calendar; 0: no business time. */
    int64_t as_of;        /**< The instant of the reading. */
    int64_t created;      /**< When it was opened; PTV_TIME_NONE: not yet. */
    int64_t ended;        /**< When it was resolved or, unresolved, closed; PTV_TIME_NONE: open. */
    ptv_ticket_time clock[PTV_CLOCKS]; /**< By PTV_CLOCK_…; of next responses, the one going on. */
    int32_t replies;                   /**< Public replies of humans; -1: not known. */
    int32_t reopens;                   /**< How often it was reopened; -1: not known. */
    int32_t transfers;                 /**< How often it changed hands; -1: not known. */
    int32_t next_responses;            /**< How many later waits ended with a reply. */
    int32_t next_unanswered;           /**< How many ended without one: resolved or closed. */
    int32_t resolved_by_close;         /**< 1: it was closed without having been resolved. */
    int32_t state;                     /**< The state it is in; PTV_STATE_IMPLIED: not known. */
    int32_t n_states;                  /**< How many states are measured; of a row, 0. */
    int64_t state_ms[PTV_TICKET_STATES];          /**< Time in each state, unless closed. */
    int64_t state_business_ms[PTV_TICKET_STATES]; /**< The same in business time, or
                                                     PTV_TIME_NONE. */
} ptv_ticket_times;

/** Initialiser of a ptv_ticket_times: its size, and zeros to be overwritten. */
#define PTV_TICKET_TIMES_INIT                                                                      \
    {                                                                                              \
        (uint32_t)sizeof(ptv_ticket_times), 0, 0, 0, 0, 0, {{0, 0, 0, 0, 0, 0}}, 0, 0, 0, 0, 0, 0, \
            0, 0, {0}, {                                                                           \
            0                                                                                      \
        }                                                                                          \
    }

/** The clocks of one ticket. Caller-allocated, copied by assignment; the contents are private. */
typedef struct ptv_ticket_clock {
    uint64_t w[80]; /**< Private. */
} ptv_ticket_clock;

/** A wait that a reply ended. The layout is frozen for ever. */
typedef struct ptv_ticket_wait {
    int64_t ms;          /**< How long it was; PTV_TIME_NONE: the event ended no wait. */
    int64_t business_ms; /**< The same in business time; PTV_TIME_NONE without a calendar. */
    int32_t clock;       /**< PTV_CLOCK_FIRST_RESPONSE or _NEXT_RESPONSE; without a wait, 0. */
    int32_t reserved;    /**< 0 */
} ptv_ticket_wait;

/** Sets rules to their defaults; the same as PTV_TICKET_RULES_INIT.
 *
 * @param[out] rules  rules
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_ticket_rules_init(ptv_ticket_rules *rules);

/** Makes times ready to be read into; the same as PTV_TICKET_TIMES_INIT.
 *
 * @param[out] out  times
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_ticket_times_init(ptv_ticket_times *out);

/** Prepares the clock of a ticket to which nothing has happened yet.
 *
 * @param[out] clock  clock; on an error: untouched
 * @param[in]  rules  states and calendar; NULL: the preset states, no business time
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a member out of range
 * O(1), no allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ticket_clock_init(ptv_ticket_clock *clock,
                                                       const ptv_ticket_rules *rules);

/** Lets something happen to a ticket.
 *
 * Events come in the order of time, those of one instant in the order in which they happened; the
 * first is the creation, in state 0 unless the event names another.
 *
 * A wait for a later reply begins with a message of the customer, or with a reopening other than by
 * a reply, unless one is going on, the first response is still awaited, or the ticket has ended. It
 * ends with a reply, or without one when the ticket is resolved or closed.
 *
 * Any event may name the state after it. Entering a state that is resolved or closed ends the
 * ticket, and leaving such for one that is neither reopens it; so do the events of that name, which
 * go to the first state with the flag and back to the last one without. Where the table has no such
 * state, the ticket keeps its own, and is resolved or closed in it. A message does not reopen.
 * Resolving or closing what has ended does not move its end, and reopening what has not does
 * nothing.
 * @param[in,out] clock     clock; on an error: as it was
 * @param[in]     event     what happened
 * @param[in]     calendar  the calendar that the rules name; NULL where they name none
 * @param[out]    ended     the wait that this event ended with a reply, if one; on an error:
 *                          untouched; NULL: not wanted
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_ORDER: before the last event or before the
 *         creation, or a second creation; PTV_ERR_ARGUMENT: kind, state or instant out of range,
 *         PTV_TICKET_MOVED without a state, a state without the flag that the kind is about, or a
 *         calendar where the rules name none, or none where they do;
 *         PTV_ERR_OVERFLOW: 2^31 - 1 of one kind have happened
 * O(1); with a calendar, O(log n) in its size. No allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ticket_clock_add(ptv_ticket_clock *clock,
                                                      const ptv_ticket_event *event,
                                                      const ptv_calendar *calendar,
                                                      ptv_ticket_wait *ended);

/** What the clocks of a ticket show, as of an instant.
 *
 * @param[in]  clock     clock
 * @param[in]  as_of     instant, not before the last event
 * @param[in]  calendar  as in ptv_ticket_clock_add
 * @param[out] out       size set by the caller; on PTV_EMPTY: every clock absent; on an error:
 *                       untouched
 * @return PTV_OK; PTV_EMPTY: nothing has happened; PTV_ERR_NULL; PTV_ERR_STATE; PTV_ERR_SIZE;
 *         PTV_ERR_ORDER: as_of is before the last event; PTV_ERR_ARGUMENT: as in
 *         ptv_ticket_clock_add
 * O(number of states); with a calendar, times O(log n) in its size. No allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ticket_clock_read(const ptv_ticket_clock *clock, int64_t as_of,
                                                       const ptv_calendar *calendar,
                                                       ptv_ticket_times *out);

/** What is known of a ticket from its row in a table, as of an instant.
 *
 * What lies after as_of has not happened yet, and counts that went on until then are not known,
 * unless they are 0. A ticket without `resolved` that was closed counts as resolved when it was
 * closed, and says so in `resolved_by_close`. Resolved first and active are known where it was never
 * reopened: then they are resolved last. An end before the creation is a negative time, in business
 * time the same one, which no state of durations takes for 0. Later waits and those by state are not
 * known.
 * @param[in]  ticket       the row
 * @param[in]  as_of        instant
 * @param[in]  calendar_id  the caller's own number of the calendar; 0: no business time
 * @param[in]  calendar     the calendar; NULL where calendar_id is 0
 * @param[out] out          size set by the caller; on PTV_EMPTY: every clock absent; on an error:
 *                          untouched
 * @return PTV_OK; PTV_EMPTY: not created, or after as_of; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT: an instant out of range, a count below -1, `by_agent` neither 0 nor 1,
 *         or only one of calendar and calendar_id
 * O(1); with a calendar, O(log n) in its size. No allocation. */
PTV_API PTV_NODISCARD ptv_status ptv_ticket_read(const ptv_ticket *ticket, int64_t as_of,
                                                 uint64_t calendar_id, const ptv_calendar *calendar,
                                                 ptv_ticket_times *out);

#ifdef __cplusplus
}
#endif

#endif
