/* SPDX-License-Identifier: MIT */
/** @file
 * Time zones: from instants to the clock on the wall and back, and to the days, weeks and months of
 * a place.
 *
 * An instant is a number of milliseconds since 1970-01-01 00:00 UTC. A local time is such a number
 * read off the wall: the milliseconds from 1970-01-01 00:00 to it, as if no clock had ever been
 * moved. A zone is immutable and may be shared between threads. The library reads no file: the
 * caller passes the bytes of a TZif file, a POSIX rule, or an offset. */
#ifndef POSTVENTA_ZONE_H
#define POSTVENTA_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A time zone. Opaque and immutable; given back by ptv_zone_free. */
typedef struct ptv_zone ptv_zone;

#define PTV_LOCAL_UNIQUE  0 /**< The local time is one instant. */
#define PTV_LOCAL_GAP     1 /**< The clock was moved over it: it did not exist. */
#define PTV_LOCAL_OVERLAP 2 /**< The clock was put back over it: it came twice. */

#define PTV_LOCAL_START 0 /**< A beginning: in an overlap the first instant. */
#define PTV_LOCAL_END   1 /**< An end: in an overlap the last instant. */

#define PTV_PERIOD_DAY     1 /**< Days; index 0 is 1970-01-01. */
#define PTV_PERIOD_WEEK    2 /**< ISO weeks, from Monday; index 0 is 1970-W01 (from 1969-12-29). */
#define PTV_PERIOD_MONTH   3 /**< Months; index 0 is January 1970. */
#define PTV_PERIOD_QUARTER 4 /**< Quarters; index 0 is the first of 1970. */
#define PTV_PERIOD_YEAR    5 /**< Years; index 0 is 1970. */

/** Makes a zone from the bytes of a TZif file, versions 1 to 4.
 *
 * The rule in its footer holds for all time after its last transition; where it contradicts that
 * transition, from the rule's next change on. Without a rule the last offset goes on. Files that
 * count leap seconds ("right/") are refused: their seconds are not those of an instant.
 * @param[in]  bytes      the file's contents, from anywhere: everything is checked
 * @param[in]  len        how many bytes
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the zone; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_MAGIC: no TZif file;
 *         PTV_ERR_WIRE_LENGTH: cut short, or bytes after its end; PTV_ERR_WIRE_VERSION: a version
 *         before 1 or after 4; PTV_ERR_WIRE_CONTENT: leap seconds, or contents that no zone has
 * O(len). Source: RFC 8536; RFC 9636. */
PTV_API PTV_NODISCARD ptv_status ptv_zone_new_tzif(const void *bytes, size_t len,
                                                   const ptv_allocator *allocator, ptv_zone **out);

/** Makes a zone from a POSIX TZ rule, such as "CET-1CEST,M3.5.0,M10.5.0/3".
 *
 * With RFC 8536's extensions: quoted names "<+0330>-3:30", transition times from -167 to 167 hours,
 * summer time all year as in "XXX3EDT4,0/0,J365/23". A summer time needs both its dates, and the
 * two changes must take turns, every year in the same order.
 * @param[in]  rule       the rule, ended by a NUL
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the zone; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_ARGUMENT: no such rule
 * O(1). Source: POSIX.1-2017, 8.3; RFC 8536, 3.3.1. */
PTV_API PTV_NODISCARD ptv_status ptv_zone_new_posix(const char *rule,
                                                    const ptv_allocator *allocator, ptv_zone **out);

/** Makes a zone that is always as far from UTC.
 *
 * @param[in]  offset_ms  local time minus UTC, below 26 hours either way, whole seconds
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the zone; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_ARGUMENT
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_new_fixed(int64_t offset_ms,
                                                    const ptv_allocator *allocator, ptv_zone **out);

/** Gives back a zone.
 *
 * @param[in] zone  zone, or NULL: then nothing happens */
PTV_API void ptv_zone_free(ptv_zone *zone);

/** Makes a zone with the same contents.
 *
 * @param[in]  zone       zone
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(size of the zone). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_copy(const ptv_zone *zone, const ptv_allocator *allocator,
                                               ptv_zone **out);

/** How far local time is from UTC at an instant.
 *
 * @param[in]  zone       zone
 * @param[in]  instant    within 200,000 years of 1970, that is below 6.4e15 either way
 * @param[out] offset_ms  local time minus UTC; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: the instant, or PTV_TIME_NONE
 * O(log of the number of transitions). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_offset(const ptv_zone *zone, int64_t instant,
                                                 int64_t *offset_ms);

/** The local time of an instant.
 *
 * @param[in]  zone     zone
 * @param[in]  instant  as in ptv_zone_offset
 * @param[out] local    local time; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(log of the number of transitions). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_to_local(const ptv_zone *zone, int64_t instant,
                                                   int64_t *local);

/** The instant of a local time.
 *
 * In a gap: the instant at which the gap ended, for both. In an overlap: the first for a start, the
 * last for an end.
 * @param[in]  zone     zone
 * @param[in]  local    local time, within the same range as instants
 * @param[in]  edge     PTV_LOCAL_START or PTV_LOCAL_END
 * @param[out] instant  the instant; on an error: untouched
 * @param[out] found    PTV_LOCAL_UNIQUE, _GAP or _OVERLAP; NULL: not wanted
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such edge, or out of the range of instants
 * O(log of the number of transitions). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_to_instant(const ptv_zone *zone, int64_t local,
                                                     int32_t edge, int64_t *instant,
                                                     int32_t *found);

/** The period that an instant is in, by the calendar of the zone.
 *
 * A period begins at the instant at which the clock first shows its first midnight or a later time,
 * and ends when the next one begins: so every instant is in exactly one period, and later instants
 * are in no earlier periods, whatever is done to the clock. Where it is put back over midnight, the
 * new day stays the new day. A date that was left out (Apia, 2011-12-30) has no instants, a date
 * that came twice is one long day.
 * @param[in]  zone     zone
 * @param[in]  unit     PTV_PERIOD_…
 * @param[in]  instant  as in ptv_zone_offset
 * @param[out] index    number of the period; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT
 * O(log of the number of transitions). Source: ISO 8601 for weeks. */
PTV_API PTV_NODISCARD ptv_status ptv_zone_period(const ptv_zone *zone, int32_t unit,
                                                 int64_t instant, int64_t *index);

/** The instant at which a period begins; the next one's begin is its end.
 *
 * That is the first midnight where there are two, and the end of the gap where there is none. A
 * period that was left out begins and ends when the next one begins.
 * @param[in]  zone     zone
 * @param[in]  unit     PTV_PERIOD_…
 * @param[in]  index    number of the period
 * @param[out] instant  on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such unit, or out of the range of instants
 * O(log of the number of transitions). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_period_start(const ptv_zone *zone, int32_t unit,
                                                       int64_t index, int64_t *instant);

/** The periods of a column of instants.
 *
 * @param[in]  zone      zone
 * @param[in]  unit      PTV_PERIOD_…
 * @param[in]  instants  the column's values, from row 0; PTV_TIME_NONE is missing
 * @param[in]  validity  Arrow validity bitmap, from row 0; NULL: all present
 * @param[in]  offset    first row
 * @param[in]  n         number of rows
 * @param[out] index     n numbers, from the first row on; PTV_TIME_NONE where the instant is
 *                       missing; on an error: undetermined
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: the unit, or an instant out of range
 * O(n log of the number of transitions), faster where instants are near their neighbours. */
PTV_API PTV_NODISCARD ptv_status ptv_zone_period_column(const ptv_zone *zone, int32_t unit,
                                                        const int64_t *instants,
                                                        const uint8_t *validity, size_t offset,
                                                        size_t n, int64_t *index);

/** Writes a zone as bytes that any machine reads: equal zones, equal bytes.
 *
 * Zones are equal when their clocks are: names are not kept, nor whether an offset is called summer
 * time, nor whether a file lists the changes that its rule gives.
 * @param[in]  zone  zone
 * @param[out] buf   where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap   size of buf in bytes
 * @param[out] len   length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(size of the zone). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_serialize(const ptv_zone *zone, void *buf, size_t cap,
                                                    size_t *len);

/** Reads a zone from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the zone; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len). */
PTV_API PTV_NODISCARD ptv_status ptv_zone_deserialize(const ptv_allocator *allocator,
                                                      const void *buf, size_t len, ptv_zone **out);

#ifdef __cplusplus
}
#endif

#endif
