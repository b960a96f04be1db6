/* SPDX-License-Identifier: MIT */
/** @file
 * A queue of calls: how many were offered, answered, abandoned; how long they waited and how long
 * they took; the service level by every definition; how patient callers are.
 *
 * Offered = answered + abandoned + flowed out. A call that still waited when the log ended, and one
 * that hung up before it came to the queue, are counted apart. Chats and any other work that queues
 * are calls, too. */
#ifndef POSTVENTA_QUEUE_H
#define POSTVENTA_QUEUE_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "durations.h"
#include "estimate.h"
#include "status.h"
#include "survival.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_CALL_ANSWERED   1 /**< An agent took it. */
#define PTV_CALL_ABANDONED  2 /**< The caller hung up while waiting. */
#define PTV_CALL_FLOWED_OUT 3 /**< Left the queue otherwise: too long, full, nobody there, a key. */
#define PTV_CALL_CALLBACK   4 /**< Flowed out, to be called back. */
#define PTV_CALL_WAITING    5 /**< Still waited when the log ended: not offered yet. */
#define PTV_CALL_UNQUEUED   6 /**< Hung up before it came to the queue: not offered. */

#define PTV_QUEUE_WAIT_ANSWERED   0 /**< Waits of the calls that were answered. */
#define PTV_QUEUE_WAIT_ABANDONED  1 /**< Waits of the calls that were abandoned. */
#define PTV_QUEUE_WAIT_FLOWED_OUT 2 /**< Waits of the calls that flowed out. */
#define PTV_QUEUE_TALK            3 /**< Talk. */
#define PTV_QUEUE_HOLD            4 /**< Caller on hold. */
#define PTV_QUEUE_WRAP_UP         5 /**< Work after the call. */
#define PTV_QUEUE_HANDLING        6 /**< Talk, hold and wrap-up together. */
#define PTV_QUEUE_TIMES           7 /**< How many of these there are. */

#define PTV_SERVICE_BASE_DEFAULT  0 /**< Answered + abandoned, without short ones. */
#define PTV_SERVICE_BASE_ANSWERED 1 /**< Answered only. */
#define PTV_SERVICE_BASE_OFFERED  2 /**< Answered + abandoned + flowed out, without short ones. */

/** Most limits that may be declared. */
#define PTV_QUEUE_LIMITS 7

/** A queue. Opaque; made by ptv_queue_new, given back by ptv_queue_free. */
typedef struct ptv_queue ptv_queue;

/** What a queue is made for. 0 in any member but size means the default. */
typedef struct ptv_queue_config {
    uint32_t size;        /**< sizeof(ptv_queue_config); PTV_QUEUE_CONFIG_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    uint64_t calendar_id; /**< The caller's own number of the calendar of the waits; 0: none. */
    /** An abandoned call that waited no longer is a short one; default: there are none. */
    int64_t short_ms;
    int64_t patience_unit_ms;           /**< Whole units in which patience is kept; default 1000. */
    int32_t n_limits;                   /**< How many limits are declared. */
    int32_t reserved2;                  /**< 0 */
    int64_t limit_ms[PTV_QUEUE_LIMITS]; /**< Limits of service levels: 0 or more, rising. */
} ptv_queue_config;

/** Initialiser of a ptv_queue_config: every member its default. */
#define PTV_QUEUE_CONFIG_INIT                                                                      \
    {                                                                                              \
        (uint32_t)sizeof(ptv_queue_config), 0, 0, 0, 0, 0, 0, {                                    \
            0                                                                                      \
        }                                                                                          \
    }

/** A call that is over, or that the end of the log cut off. */
typedef struct ptv_call {
    int64_t wait_ms;    /**< From the queue's beginning to the outcome; PTV_TIME_NONE: not known. */
    int64_t talk_ms;    /**< Talk without hold; PTV_TIME_NONE: not recorded. */
    int64_t hold_ms;    /**< Caller on hold; PTV_TIME_NONE: not recorded. */
    int64_t wrap_up_ms; /**< Work after the call; PTV_TIME_NONE: not recorded. */
    int32_t outcome;    /**< PTV_CALL_… */
    int32_t rings;      /**< Agents that it rang without being answered; 0 or more. */
    int32_t transfers;  /**< How often it was passed on after it was answered; 0 or more. */
    int32_t reserved;   /**< 0 */
} ptv_call;

/** Initialiser of a ptv_call: nothing is known, no outcome. */
#define PTV_CALL_INIT                                                                              \
    { PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, PTV_TIME_NONE, 0, 0, 0, 0 }

/** How a queue is read. 0 in any member but size means the default. */
typedef struct ptv_queue_options {
    uint32_t size;        /**< sizeof(ptv_queue_options); PTV_QUEUE_OPTIONS_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    double confidence;    /**< Of every interval, above 0 and below 1; default 0.95. */
    int32_t share_method; /**< As in ptv_proportion_options; default PTV_METHOD_WILSON. */
    int32_t base;         /**< PTV_SERVICE_BASE_…: the calls of a service level. */
    /** 1: a call abandoned within the limit counts as well, where the base has abandoned calls;
     * default 0: only answered ones. */
    int32_t count_abandoned;
    /** 1: short abandoned calls stay in the base of a service level; default 0: they do not. */
    int32_t keep_short;
} ptv_queue_options;

/** Initialiser of a ptv_queue_options: every member its default. */
#define PTV_QUEUE_OPTIONS_INIT                                                                     \
    { (uint32_t)sizeof(ptv_queue_options), 0, 0, 0, 0, 0, 0 }

/** What there is of calls. */
typedef struct ptv_queue_result {
    uint32_t size;            /**< sizeof(ptv_queue_result), set by the caller. */
    uint32_t reserved;        /**< 0 */
    ptv_estimate abandonment; /**< abandoned / offered, short ones included, 0..1. */
    ptv_estimate asa;         /**< Mean wait of the answered, zeros included, in ms. */
    ptv_estimate wait;        /**< Mean wait of all offered calls, in ms. */
    ptv_estimate aht;         /**< Mean handling time of the answered, in ms; see `parts`. */
    ptv_estimate patience;    /**< Median wait that callers are willing to make, in ms. */
    /** Handling / (handling + ready), 0..1; NaN: ready time was never added, or all is 0. */
    double occupancy_ratio;
    uint64_t offered;         /**< Answered, abandoned and flowed out. */
    uint64_t answered;        /**< Taken by an agent. */
    uint64_t abandoned;       /**< Hung up while waiting. */
    uint64_t short_abandoned; /**< Of them, those that waited no longer than the config's limit. */
    uint64_t flowed_out;      /**< Left the queue otherwise, callbacks included. */
    uint64_t callbacks;       /**< Of them, those to be called back. */
    uint64_t waiting;         /**< Still waited when the log ended. */
    uint64_t unqueued;        /**< Hung up before the queue. */
    uint64_t rings;           /**< Times that an agent was rung and did not answer. */
    uint64_t transfers;       /**< Times that a call was passed on after it was answered. */
    /** Which parts of handling are recorded: a sum of 1 (talk), 2 (hold), 4 (wrap-up). Without hold
     * and wrap-up, aht is talk. */
    uint32_t parts;
    uint32_t reserved2; /**< 0 */
} ptv_queue_result;

/** Initialiser of a ptv_queue_result: its size, and zeros to be overwritten. */
#define PTV_QUEUE_RESULT_INIT                                                                      \
    {                                                                                              \
        (uint32_t)sizeof(ptv_queue_result), 0, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT,               \
            PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
            0, 0, 0                                                                                \
    }

/** Sets a config to its defaults; the same as PTV_QUEUE_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_config_init(ptv_queue_config *config);

/** Sets options to their defaults; the same as PTV_QUEUE_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_options_init(ptv_queue_options *opt);

/** Makes a result ready to be read into; the same as PTV_QUEUE_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_result_init(ptv_queue_result *out);

/** The config of a queue: of one that came as bytes, say.
 *
 * @param[in]  acc     queue
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_config_read(const ptv_queue *acc,
                                                       ptv_queue_config *config);

/** Makes an empty queue.
 *
 * @param[in]  config     limits and calendar; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the queue; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a member out of range;
 *         PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_new(const ptv_queue_config *config,
                                               const ptv_allocator *allocator, ptv_queue **out);

/** Gives back a queue.
 *
 * @param[in] acc  queue, or NULL: then nothing happens */
PTV_API void ptv_queue_free(ptv_queue *acc);

/** Makes a queue with the same contents.
 *
 * @param[in]  acc        queue
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(size of the queue). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_copy(const ptv_queue *acc,
                                                const ptv_allocator *allocator, ptv_queue **out);

/** Forgets all calls; the config stays.
 *
 * @param[in,out] acc  queue
 * @return PTV_OK; PTV_ERR_NULL
 * O(size of the queue). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_reset(ptv_queue *acc);

/** Counts a call.
 *
 * Talk, hold and wrap-up count for answered calls only; handling is the sum of those that are
 * recorded, and is rejected when one of them is negative. The wait of an answered call says that
 * its caller would have waited longer; that of a call that never came to the queue says nothing. A
 * call whose wait is not known, or negative, counts as offered, and is missing or rejected in the
 * durations.
 * @param[in,out] acc   queue; on an error: as it was
 * @param[in]     call  the call
 * @return PTV_OK; PTV_OUT_OF_SCALE: a time is negative, and was counted as rejected; PTV_ERR_NULL;
 *         PTV_ERR_ARGUMENT: no such outcome, a negative number of rings or transfers, or `reserved`
 *         is not 0; PTV_ERR_OVERFLOW: a counter, or the handling of the call; PTV_ERR_MEMORY
 * O(1) for a queue with many calls. */
PTV_API ptv_status ptv_queue_add(ptv_queue *acc, const ptv_call *call);

/** Counts an array of calls: all or none.
 *
 * @param[in,out] acc     queue; on an error: as it was
 * @param[in]     calls   the first call; with n 0, it may be NULL
 * @param[in]     stride  bytes from one call to the next, at least sizeof(ptv_call)
 * @param[in]     n       how many there are
 * @return as ptv_queue_add; PTV_ERR_ARGUMENT: also the stride
 * O(n + size of the queue). */
PTV_API ptv_status ptv_queue_add_records(ptv_queue *acc, const ptv_call *calls, size_t stride,
                                         size_t n);

/** Counts time in which agents were ready for a call: for the occupancy.
 *
 * @param[in,out] acc  queue; on an error: as it was
 * @param[in]     ms   0 or more
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: negative; PTV_ERR_OVERFLOW
 * O(1). */
PTV_API ptv_status ptv_queue_add_ready(ptv_queue *acc, int64_t ms);

/** Takes back a call.
 *
 * Durations then are in buckets, see ptv_durations_remove.
 * @param[in,out] acc   queue; on an error: as it was
 * @param[in]     call  as it was added
 * @return as ptv_queue_add; PTV_ERR_UNDERFLOW: no such call was added
 * O(size of the queue). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_remove(ptv_queue *acc, const ptv_call *call);

/** Adds the calls of another queue with the same config.
 *
 * @param[in,out] dst  queue; on an error: as it was
 * @param[in]     src  queue; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another config; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(size of the queues). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_merge(ptv_queue *dst, const ptv_queue *src);

/** Counts, abandonment, mean times, occupancy, patience.
 *
 * @param[in]  acc  queue
 * @param[in]  opt  confidence and method; NULL: the defaults
 * @param[out] out  size set by the caller; on PTV_EMPTY: shares and means NaN, the rest as ever; on
 *                  an error: untouched
 * @return PTV_OK; PTV_EMPTY: nothing was offered; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(size of the queue). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_read(const ptv_queue *acc, const ptv_queue_options *opt,
                                                ptv_queue_result *out);

/** Service level: the share of calls that were answered within a limit.
 *
 * Default: answered within / (answered + abandoned - short abandoned). The options say what else is
 * in the base, and whether calls abandoned within the limit count; whatever they say, what counts
 * is part of the base. A call whose wait is not known cannot be shown to be within: it is in no
 * base, and the durations of its kind say how many such there are.
 * @param[in]  acc       queue
 * @param[in]  limit_ms  one of the declared limits; a wait of exactly so much is within
 * @param[in]  opt       definition, confidence and method; NULL: the defaults
 * @param[out] out       0..1; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: no call in the base; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: an
 *         option out of range; PTV_ERR_MISMATCH: the limit was not declared
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_service_level(const ptv_queue *acc, int64_t limit_ms,
                                                         const ptv_queue_options *opt,
                                                         ptv_estimate *out);

/** The durations of one kind.
 *
 * @param[in]  acc   queue
 * @param[in]  kind  PTV_QUEUE_WAIT_… or PTV_QUEUE_TALK to _HANDLING
 * @param[out] out   a part of the queue, valid until the queue changes; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_ARGUMENT: no such kind
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_durations(const ptv_queue *acc, int32_t kind,
                                                     const ptv_durations **out);

/** How long callers are willing to wait: hanging up is the event, everything else censors.
 *
 * @param[in]  acc  queue
 * @param[out] out  a part of the queue, in the config's units, valid until the queue changes; on an
 *                  error: untouched
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_patience(const ptv_queue *acc, const ptv_survival **out);

/** Writes a queue as bytes that any machine reads: equal queues, equal bytes.
 *
 * @param[in]  acc  queue
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(size of the queue). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_serialize(const ptv_queue *acc, void *buf, size_t cap,
                                                     size_t *len);

/** Reads a queue from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the queue; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len). */
PTV_API PTV_NODISCARD ptv_status ptv_queue_deserialize(const ptv_allocator *allocator,
                                                       const void *buf, size_t len,
                                                       ptv_queue **out);

#ifdef __cplusplus
}
#endif

#endif
