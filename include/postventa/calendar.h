/* SPDX-License-Identifier: MIT */
/** @file
 * Business calendars: how much open time lies between two instants, and when a budget of it is used
 * up. Exact: an integral over the open spans of a place, clock changes included.
 *
 * A calendar is made from a small text that a product can store (doc/calendar.md has its grammar):
 *
 *     mon-fri 09:00-14:00 15:00-18:00
 *     sat     10:00-14:00
 *     holiday 12-25 2025-04-18
 *     special 2025-12-24 09:00-13:00
 *     from 2026-01-01
 *     mon-fri 08:00-16:00
 *     sun     22:00-06:00
 *
 * A wall hour that does not exist counts nothing, one that comes twice counts twice. A calendar is
 * immutable and may be shared between threads; its zone is compiled into it. */
#ifndef POSTVENTA_CALENDAR_H
#define POSTVENTA_CALENDAR_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "status.h"
#include "zone.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_CALENDAR_FIRST_YEAR 1900 /**< First year of which a calendar knows. */
#define PTV_CALENDAR_LAST_YEAR  2200 /**< Last year of which a calendar knows. */

/** A business calendar. Opaque and immutable; given back by ptv_calendar_free. */
typedef struct ptv_calendar ptv_calendar;

/** Where a text is no calendar, and why. */
typedef struct ptv_calendar_error {
    uint32_t size;     /**< sizeof(ptv_calendar_error), set by the caller. */
    uint32_t reserved; /**< 0 */
    uint32_t line;     /**< Line of the text, from 1; 0: no fault was found. */
    uint32_t column;   /**< Byte in the line, from 1. */
    int32_t reason;    /**< PTV_CALENDAR_… */
    int32_t reserved2; /**< 0 */
} ptv_calendar_error;

/** Initialiser of a ptv_calendar_error: its size, and zeros. */
#define PTV_CALENDAR_ERROR_INIT                                                                    \
    { (uint32_t)sizeof(ptv_calendar_error), 0, 0, 0, 0, 0 }

#define PTV_CALENDAR_NO_FAULT 0 /**< The text is a calendar. */
#define PTV_CALENDAR_BAD_WORD 1 /**< A line begins with no day, holiday, special or from. */
#define PTV_CALENDAR_BAD_DAY  2 /**< No day of the week, or no range of them. */
#define PTV_CALENDAR_BAD_TIME 3 /**< No time from 00:00 to 24:00, or 24:00 as a beginning. */
#define PTV_CALENDAR_BAD_SPAN 4 /**< A span without an end, or of no length. */
#define PTV_CALENDAR_OVERLAP  5 /**< A span overlaps another of its day. */
#define PTV_CALENDAR_BAD_DATE 6 /**< No such date. */
#define PTV_CALENDAR_ORDER    7 /**< Versions are not in rising order of their dates. */
#define PTV_CALENDAR_TWICE    8 /**< A day of the week twice in a version, or a special date twice. */
#define PTV_CALENDAR_TOO_LONG 9 /**< More than 1,000,000 bytes. */

/** What a reason means, in one English sentence for a developer.
 *
 * @param[in] reason  a PTV_CALENDAR_… constant
 * @return a constant sentence, without a full stop; never NULL. O(1). */
PTV_API const char *ptv_calendar_reason(int32_t reason);

/** Makes an error ready to be filled; the same as PTV_CALENDAR_ERROR_INIT.
 *
 * @param[out] error  error
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_error_init(ptv_calendar_error *error);

/** Makes a calendar from a text and a zone.
 *
 * @param[in]     text       the text, from anywhere: everything is checked
 * @param[in]     len        its length in bytes
 * @param[in]     zone       the zone that its times are in; read, not kept
 * @param[in]     allocator  where its memory comes from; NULL: malloc and free
 * @param[in,out] error      on PTV_ERR_ARGUMENT: where and why; NULL: not wanted
 * @param[out]    out        the calendar; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_MEMORY; PTV_ERR_ARGUMENT: the text is no
 *         calendar
 * O(len log len + number of transitions and holidays). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_new(const char *text, size_t len,
                                                  const ptv_zone *zone,
                                                  const ptv_allocator *allocator,
                                                  ptv_calendar_error *error, ptv_calendar **out);

/** Gives back a calendar.
 *
 * @param[in] cal  calendar, or NULL: then nothing happens */
PTV_API void ptv_calendar_free(ptv_calendar *cal);

/** Open time between two instants.
 *
 * Additive over adjoining intervals, antisymmetric, never more than the time that passed. Exact for
 * the years 1900 to 2200; instants beyond are refused.
 * @param[in]  cal   calendar
 * @param[in]  from  first instant
 * @param[in]  to    last instant; before from: the result is negative
 * @param[out] ms    open time in ms; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: an instant out of range, or PTV_TIME_NONE
 * O(log n) in the number of holidays, versions and transitions. */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_open_ms(const ptv_calendar *cal, int64_t from,
                                                      int64_t to, int64_t *ms);

/** The earliest instant at which so much open time has passed since another.
 *
 * @param[in]  cal        calendar
 * @param[in]  from       instant
 * @param[in]  budget_ms  open time in ms, 0 or more; with 0, due is from, open or not
 * @param[out] due        the instant; on PTV_EMPTY PTV_TIME_NONE; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: not so much open time until the end of 2200; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT
 * O(log n). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_due(const ptv_calendar *cal, int64_t from,
                                                  int64_t budget_ms, int64_t *due);

/** Whether an instant is in open time; openings are, closings are not.
 *
 * @param[in]  cal      calendar
 * @param[in]  instant  instant
 * @param[out] open     1 or 0; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(log n). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_is_open(const ptv_calendar *cal, int64_t instant,
                                                      int32_t *open);

/** The first open instant from an instant on: itself if it is open.
 *
 * @param[in]  cal      calendar
 * @param[in]  instant  instant
 * @param[out] opening  on PTV_EMPTY PTV_TIME_NONE; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: none until the end of 2200; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(log n). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_next_open(const ptv_calendar *cal, int64_t instant,
                                                        int64_t *opening);

/** The first closed instant from an instant on: itself if it is closed.
 *
 * @param[in]  cal      calendar
 * @param[in]  instant  instant
 * @param[out] closing  on PTV_EMPTY PTV_TIME_NONE; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: none until the end of 2200; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(log n). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_next_close(const ptv_calendar *cal, int64_t instant,
                                                         int64_t *closing);

/** Open time between two columns of instants.
 *
 * @param[in]  cal       calendar
 * @param[in]  from      first instants, from row 0; PTV_TIME_NONE is missing
 * @param[in]  to        last instants, from row 0; PTV_TIME_NONE is missing
 * @param[in]  offset    first row
 * @param[in]  n         number of rows
 * @param[out] ms        n durations, from the first row on; PTV_TIME_NONE where an instant is
 *                       missing; on an error: undetermined
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: an instant out of range
 * O(n log). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_open_column(const ptv_calendar *cal,
                                                          const int64_t *from, const int64_t *to,
                                                          size_t offset, size_t n, int64_t *ms);

/** Due times of a column of instants, with one budget.
 *
 * @param[in]  cal        calendar
 * @param[in]  from       instants, from row 0; PTV_TIME_NONE is missing
 * @param[in]  budget_ms  as in ptv_calendar_due
 * @param[in]  offset     first row
 * @param[in]  n          number of rows
 * @param[out] due        n instants, from the first row on; PTV_TIME_NONE where the instant is
 *                        missing or there is none; on an error: undetermined
 * @return PTV_OK; PTV_EMPTY: at least one row has none; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(n log). */
PTV_API PTV_NODISCARD ptv_status ptv_calendar_due_column(const ptv_calendar *cal,
                                                         const int64_t *from, int64_t budget_ms,
                                                         size_t offset, size_t n, int64_t *due);

#ifdef __cplusplus
}
#endif

#endif
