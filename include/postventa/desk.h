/* SPDX-License-Identifier: MIT */
/** @file
 * A desk: every figure of many tickets, from the times of each. How long replies and solutions
 * took, with the open tickets beside; how many targets were met; how many tickets came back,
 * changed hands, took one reply; what is open.
 *
 * A composite of states: durations of each clock, survival for those that open tickets censor,
 * counters of each target. A desk measures in calendar time, or, where its config has a calendar,
 * in business time; for both, take two desks. */
#ifndef POSTVENTA_DESK_H
#define POSTVENTA_DESK_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "backlog.h"
#include "durations.h"
#include "estimate.h"
#include "proportion.h"
#include "status.h"
#include "survival.h"
#include "ticket.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most targets that may be declared. */
#define PTV_DESK_TARGETS 8

/** A desk. Opaque; made by ptv_desk_new, given back by ptv_desk_free. */
typedef struct ptv_desk ptv_desk;

/** A target: one of the clocks shows at most so much. The layout is frozen for ever. */
typedef struct ptv_desk_target {
    int64_t limit_ms; /**< Limit, above 0; exactly on it is met. */
    int32_t clock;    /**< PTV_CLOCK_…, but for PTV_CLOCK_NEXT_RESPONSE. */
    int32_t reserved; /**< 0 */
} ptv_desk_target;

/** What a desk is made for. 0 in any member but size means the default. */
typedef struct ptv_desk_config {
    uint32_t size;        /**< sizeof(ptv_desk_config); PTV_DESK_CONFIG_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    uint64_t calendar_id; /**< The caller's own number of the calendar; 0: calendar time. */
    int64_t from;         /**< Start of the period of the backlog. */
    int64_t until;        /**< Its end, which is not in it; both 0: no backlog is counted. */
    int32_t n_targets;    /**< How many targets are declared. */
    int32_t n_ages;       /**< How many edges of age are declared; without a period 0. */
    ptv_desk_target target[PTV_DESK_TARGETS]; /**< Targets, no two alike. */
    int64_t age_ms[PTV_BACKLOG_AGES];         /**< Edges between bands of age: above 0, rising. */
} ptv_desk_config;

/** Initialiser of a ptv_desk_config: every member its default. */
#define PTV_DESK_CONFIG_INIT                                                                       \
    {                                                                                              \
        (uint32_t)sizeof(ptv_desk_config), 0, 0, 0, 0, 0, 0, {{0, 0, 0}}, {                        \
            0                                                                                      \
        }                                                                                          \
    }

/** What there is of tickets. */
typedef struct ptv_desk_result {
    uint32_t size;     /**< sizeof(ptv_desk_result), set by the caller. */
    uint32_t reserved; /**< 0 */
    /** Of the tickets that ended at least once and whose reopenings are known: share that was
     * reopened. */
    ptv_estimate reopened;
    ptv_estimate transferred; /**< Of the tickets of which it is known: share that changed hands. */
    /** Of the tickets that have ended and whose replies are known: share with at most one. */
    ptv_estimate one_touch;
    uint64_t n;                 /**< Tickets. */
    uint64_t open;              /**< Of them, those that have not ended. */
    uint64_t unanswered;        /**< Of them, those without the first response, ended or not. */
    uint64_t no_first_response; /**< Tickets that have no such clock: opened by an agent, say. */
    uint64_t resolved_by_close; /**< Tickets that were closed without having been resolved. */
    uint64_t reopens;           /**< Reopenings in all. */
    uint64_t transfers;         /**< Changes of hands in all. */
    uint64_t replies;           /**< Public replies in all. */
    uint64_t next_unanswered;   /**< Later waits that ended without a reply. */
    uint64_t calendar_id;       /**< The caller's own number of the calendar; 0: calendar time. */
    ptv_backlog backlog;        /**< Of the period; all 0 where the config has none. */
} ptv_desk_result;

/** Initialiser of a ptv_desk_result: its size, and zeros to be overwritten. */
#define PTV_DESK_RESULT_INIT                                                                       \
    {                                                                                              \
        (uint32_t)sizeof(ptv_desk_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT,                \
            PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {                                     \
            0, 0, 0, 0, 0, {0}, 0, 0                                                               \
        }                                                                                          \
    }

/** How a target was attained. */
typedef struct ptv_desk_target_result {
    uint32_t size;            /**< sizeof(ptv_desk_target_result), set by the caller. */
    uint32_t reserved;        /**< 0 */
    ptv_estimate attainment;  /**< met / (met + breached_closed + breached_open), 0..1. */
    uint64_t met;             /**< Due, and within the limit. */
    uint64_t breached_closed; /**< Due, and over it: the clock is done, or the ticket has ended. */
    uint64_t breached_open;   /**< Due, over it, and the ticket still open. */
    /** Not due as of the reading, met already or not; or paused before the limit was passed. */
    uint64_t pending;
    uint64_t absent;        /**< Tickets to which the clock does not apply. */
    ptv_desk_target target; /**< The target. */
} ptv_desk_target_result;

/** Initialiser of a ptv_desk_target_result: its size, and zeros to be overwritten. */
#define PTV_DESK_TARGET_RESULT_INIT                                                                \
    {                                                                                              \
        (uint32_t)sizeof(ptv_desk_target_result), 0, PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, {           \
            0, 0, 0                                                                                \
        }                                                                                          \
    }

/** Sets a config to its defaults; the same as PTV_DESK_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_config_init(ptv_desk_config *config);

/** Makes a result ready to be read into; the same as PTV_DESK_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_result_init(ptv_desk_result *out);

/** Makes a result ready to be read into; the same as PTV_DESK_TARGET_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_target_result_init(ptv_desk_target_result *out);

/** The config of a desk: of one that came as bytes, say.
 *
 * @param[in]  acc     desk
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_config_read(const ptv_desk *acc, ptv_desk_config *config);

/** Makes an empty desk.
 *
 * @param[in]  config     targets, period and calendar; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the desk; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a member out of range, edges of
 *         age without a period; PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_new(const ptv_desk_config *config,
                                              const ptv_allocator *allocator, ptv_desk **out);

/** Gives back a desk.
 *
 * @param[in] acc  desk, or NULL: then nothing happens */
PTV_API void ptv_desk_free(ptv_desk *acc);

/** Makes a desk with the same contents.
 *
 * @param[in]  acc        desk
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(size of the desk). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_copy(const ptv_desk *acc, const ptv_allocator *allocator,
                                               ptv_desk **out);

/** Forgets all tickets; the config stays.
 *
 * @param[in,out] acc  desk
 * @return PTV_OK; PTV_ERR_NULL
 * O(size of the desk). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_reset(ptv_desk *acc);

/** Counts a ticket.
 *
 * Of each clock that is done, the time; of a first response and a last resolution that are not,
 * that they were censored after so much.
 * @param[in,out] acc    desk; on an error: as it was
 * @param[in]     times  as ptv_ticket_clock_read or ptv_ticket_read gave them
 * @return PTV_OK; PTV_OUT_OF_SCALE: a time is negative, and was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_SIZE; PTV_ERR_ARGUMENT: not created, or an impossible member; PTV_ERR_MISMATCH:
 *         the desk measures by another calendar; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(1) for a desk with many tickets. */
PTV_API ptv_status ptv_desk_add(ptv_desk *acc, const ptv_ticket_times *times);

/** Counts a later wait that ended with a reply, as ptv_ticket_clock_add told it.
 *
 * @param[in,out] acc   desk; on an error: as it was
 * @param[in]     wait  wait of PTV_CLOCK_NEXT_RESPONSE; any other is left alone
 * @return PTV_OK; PTV_OUT_OF_SCALE: it is negative, and was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_MISMATCH: the desk measures in business time, and the wait was not;
 *         PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(1). */
PTV_API ptv_status ptv_desk_add_wait(ptv_desk *acc, const ptv_ticket_wait *wait);

/** Takes back a ticket, such as one that was reopened and will be counted anew.
 *
 * Durations then are in buckets, see ptv_durations_remove. Its later waits, which
 * ptv_desk_add_wait counted one by one, stay: they happened, and only new ones are added.
 * @param[in,out] acc    desk; on an error: as it was
 * @param[in]     times  as they were added
 * @return as ptv_desk_add; PTV_ERR_UNDERFLOW: no such ticket was added
 * O(size of the desk). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_remove(ptv_desk *acc, const ptv_ticket_times *times);

/** Adds the tickets of another desk with the same config. A ticket must not be in both.
 *
 * @param[in,out] dst  desk; on an error: as it was
 * @param[in]     src  desk; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another config; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(size of the desks). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_merge(ptv_desk *dst, const ptv_desk *src);

/** Counts and shares.
 *
 * @param[in]  acc  desk
 * @param[in]  opt  how the shares are read; NULL: the defaults
 * @param[out] out  size set by the caller; each estimate has its own status; on PTV_EMPTY: counts
 *                  0, ratios NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: no tickets; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_read(const ptv_desk *acc,
                                               const ptv_proportion_options *opt,
                                               ptv_desk_result *out);

/** How a target was attained.
 *
 * The base is every ticket of which the target was due as of its reading: so a recent ticket is in
 * it neither when it met the target quickly nor while it may still do so.
 * @param[in]  acc    desk
 * @param[in]  index  which of the declared targets, from 0
 * @param[in]  opt    how the share is read; NULL: the defaults
 * @param[out] out    size set by the caller; on PTV_EMPTY: the ratio NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: nothing was due; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: no such
 *         target, or an option out of range
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_target_read(const ptv_desk *acc, int32_t index,
                                                      const ptv_proportion_options *opt,
                                                      ptv_desk_target_result *out);

/** The durations of a clock that were done: of the answered, of the resolved.
 *
 * Limits of the clock's targets are declared in them.
 * @param[in]  acc    desk
 * @param[in]  clock  PTV_CLOCK_…
 * @param[out] out    a part of the desk, valid until the desk changes; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such clock
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_durations(const ptv_desk *acc, int32_t clock,
                                                    const ptv_durations **out);

/** The same with the tickets that still wait, which are censored.
 *
 * @param[in]  acc    desk
 * @param[in]  clock  PTV_CLOCK_FIRST_RESPONSE or PTV_CLOCK_RESOLUTION_LAST
 * @param[out] out    a part of the desk, in seconds, valid until the desk changes; on an error:
 *                    untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no survival is kept of that clock
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_survival(const ptv_desk *acc, int32_t clock,
                                                   const ptv_survival **out);

/** Writes a desk as bytes that any machine reads: equal desks, equal bytes.
 *
 * @param[in]  acc  desk
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(size of the desk). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_serialize(const ptv_desk *acc, void *buf, size_t cap,
                                                    size_t *len);

/** Reads a desk from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the desk; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len). */
PTV_API PTV_NODISCARD ptv_status ptv_desk_deserialize(const ptv_allocator *allocator,
                                                      const void *buf, size_t len, ptv_desk **out);

#ifdef __cplusplus
}
#endif

#endif
