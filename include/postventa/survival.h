/* SPDX-License-Identifier: MIT */
/** @file
 * Survival: time to an event that has not happened to everybody yet. Open tickets, waiting callers
 * and present customers are not left out, and not taken for answered: they are censored at the time
 * for which they have been watched.
 *
 * A growing state: for each distinct time the number of events and of censored cases. Times are
 * whole numbers of the caller's unit; coarser units keep it small. */
#ifndef POSTVENTA_SURVIVAL_H
#define POSTVENTA_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

#include "allocator.h"
#include "api.h"
#include "estimate.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTV_CENSORED 0 /**< Watched for so long, and the event had not happened. */
#define PTV_EVENT    1 /**< The event happened after so long. */

/** Times to an event. Opaque; made by ptv_survival_new, given back by ptv_survival_free. */
typedef struct ptv_survival ptv_survival;

/** What a state of survival is made for. 0 in any member but size means the default. */
typedef struct ptv_survival_config {
    uint32_t size;        /**< sizeof(ptv_survival_config); PTV_SURVIVAL_CONFIG_INIT sets it. */
    uint32_t reserved;    /**< 0 */
    uint64_t calendar_id; /**< The caller's own number of the calendar; 0: none. */
    int64_t unit_ms; /**< What a time of 1 stands for, in ms; default 1. Only kept and compared. */
} ptv_survival_config;

/** Initialiser of a ptv_survival_config: every member its default. */
#define PTV_SURVIVAL_CONFIG_INIT                                                                   \
    { (uint32_t)sizeof(ptv_survival_config), 0, 0, 0 }

/** How survival is read. 0 in any member but size means the default. */
typedef struct ptv_survival_options {
    uint32_t size;     /**< sizeof(ptv_survival_options); PTV_SURVIVAL_OPTIONS_INIT sets it. */
    uint32_t reserved; /**< 0 */
    double confidence; /**< Of every interval, above 0 and below 1; default 0.95. */
    int32_t method;    /**< PTV_METHOD_ROTHMAN_WILSON (default), _LOG_LOG, _LOG or _PLAIN. */
    int32_t reserved2; /**< 0 */
} ptv_survival_options;

/** Initialiser of a ptv_survival_options: every member its default. */
#define PTV_SURVIVAL_OPTIONS_INIT                                                                  \
    { (uint32_t)sizeof(ptv_survival_options), 0, 0, 0, 0 }

/** What there is. */
typedef struct ptv_survival_result {
    uint32_t size;     /**< sizeof(ptv_survival_result), set by the caller. */
    uint32_t reserved; /**< 0 */
    ptv_estimate
        median;       /**< First time at which half or fewer are left; see ptv_survival_quantile. */
    uint64_t n;       /**< Cases: events and censored. */
    uint64_t events;  /**< Cases in which the event happened. */
    uint64_t missing; /**< Cases without a time. */
    uint64_t rejected;    /**< Cases with a negative time. */
    uint64_t times;       /**< Distinct times. */
    int64_t last;         /**< Longest time; PTV_TIME_NONE when n is 0. */
    uint64_t calendar_id; /**< The caller's own number of the calendar. */
    int64_t unit_ms;      /**< What a time of 1 stands for, in ms. */
} ptv_survival_result;

/** Initialiser of a ptv_survival_result: its size, and zeros to be overwritten. */
#define PTV_SURVIVAL_RESULT_INIT                                                                   \
    { (uint32_t)sizeof(ptv_survival_result), 0, PTV_ESTIMATE_INIT, 0, 0, 0, 0, 0, 0, 0, 0 }

/** A step of the curve. The layout is frozen for ever. */
typedef struct ptv_survival_point {
    int64_t time;          /**< The time. */
    uint64_t at_risk;      /**< Cases that were still being watched just before it. */
    uint64_t events;       /**< Events at it. */
    uint64_t censored;     /**< Cases censored at it, after its events. */
    ptv_estimate survival; /**< Share to which the event has not happened up to and at this time. */
} ptv_survival_point;

/** Sets a config to its defaults; the same as PTV_SURVIVAL_CONFIG_INIT.
 *
 * @param[out] config  config
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_config_init(ptv_survival_config *config);

/** Sets options to their defaults; the same as PTV_SURVIVAL_OPTIONS_INIT.
 *
 * @param[out] opt  options
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_options_init(ptv_survival_options *opt);

/** Makes a result ready to be read into; the same as PTV_SURVIVAL_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_result_init(ptv_survival_result *out);

/** Makes an empty state.
 *
 * @param[in]  config     unit and calendar; NULL: the defaults
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT: a negative unit; PTV_ERR_MEMORY
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_new(const ptv_survival_config *config,
                                                  const ptv_allocator *allocator,
                                                  ptv_survival **out);

/** The config of a state: of one that came as bytes, say.
 *
 * @param[in]  acc     state
 * @param[out] config  size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_config_read(const ptv_survival *acc,
                                                          ptv_survival_config *config);

/** Gives back a state.
 *
 * @param[in] acc  state, or NULL: then nothing happens */
PTV_API void ptv_survival_free(ptv_survival *acc);

/** Makes a state with the same contents.
 *
 * @param[in]  acc        state
 * @param[in]  allocator  where the copy's memory comes from; NULL: malloc and free
 * @param[out] out        the copy; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY
 * O(number of distinct times). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_copy(const ptv_survival *acc,
                                                   const ptv_allocator *allocator,
                                                   ptv_survival **out);

/** Forgets all cases; the config stays.
 *
 * @param[in,out] acc  state
 * @return PTV_OK; PTV_ERR_NULL
 * O(number of distinct times). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_reset(ptv_survival *acc);

/** Counts a case.
 *
 * @param[in,out] acc    state; on an error: as it was
 * @param[in]     time   0 or more, in units; PTV_TIME_NONE is missing, any other negative is
 *                       rejected
 * @param[in]     event  PTV_EVENT or PTV_CENSORED
 * @return PTV_OK; PTV_OUT_OF_SCALE: counted as rejected; PTV_ERR_NULL; PTV_ERR_ARGUMENT: event is
 *         neither; PTV_ERR_OVERFLOW; PTV_ERR_MEMORY
 * O(log of the number of distinct times), and a move of at most a block for a new one. */
PTV_API ptv_status ptv_survival_add(ptv_survival *acc, int64_t time, int32_t event);

/** Counts a case n times.
 *
 * @param[in,out] acc    state; on an error: as it was
 * @param[in]     time   as in ptv_survival_add
 * @param[in]     event  PTV_EVENT or PTV_CENSORED
 * @param[in]     n      how often; 0 changes nothing
 * @return as ptv_survival_add; PTV_ERR_OVERFLOW: a counter would pass PTV_COUNT_MAX
 * As ptv_survival_add. */
PTV_API ptv_status ptv_survival_add_n(ptv_survival *acc, int64_t time, int32_t event, uint64_t n);

/** Takes back a case that was counted n times: exactly.
 *
 * @param[in,out] acc    state; on an error: as it was
 * @param[in]     time   as it was added
 * @param[in]     event  as it was added
 * @param[in]     n      how often; 0 changes nothing
 * @return PTV_OK; PTV_OUT_OF_SCALE: taken from the rejected; PTV_ERR_NULL; PTV_ERR_ARGUMENT: event
 *         is neither; PTV_ERR_UNDERFLOW: fewer were added
 * As ptv_survival_add. */
PTV_API PTV_NODISCARD ptv_status ptv_survival_remove(ptv_survival *acc, int64_t time, int32_t event,
                                                     uint64_t n);

/** Adds the cases of another state with the same config. One case must not be in both.
 *
 * @param[in,out] dst  state; on an error: as it was
 * @param[in]     src  state; may be dst, whose counts then double
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MISMATCH: another unit or calendar; PTV_ERR_OVERFLOW;
 *         PTV_ERR_MEMORY
 * O(number of distinct times). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_merge(ptv_survival *dst, const ptv_survival *src);

/** Counts and median.
 *
 * @param[in]  acc  state
 * @param[in]  opt  confidence and method; NULL: the defaults
 * @param[out] out  size set by the caller; on an error: untouched
 * @return the status of the median, as ptv_survival_quantile; or PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT
 * O(number of distinct times). Source: Kaplan & Meier 1958. */
PTV_API PTV_NODISCARD ptv_status ptv_survival_read(const ptv_survival *acc,
                                                   const ptv_survival_options *opt,
                                                   ptv_survival_result *out);

/** Share to which the event has not happened up to and at a time: Kaplan and Meier's estimate.
 *
 * S(t) = product of (1 - events / at risk) over the times up to t; events come before censoring at
 * the same time. The interval is Rothman's: Wilson's for the effective number that Greenwood's
 * variance is worth; without censoring it is Wilson's.
 * @param[in]  acc   state
 * @param[in]  time  0 or more
 * @param[in]  opt   confidence and method; NULL: the defaults
 * @param[out] out   0..1; n is the number at risk at the time; on an error: untouched
 * @return PTV_OK; PTV_EMPTY; PTV_INCOMPLETE: nobody was watched for so long, NaN; PTV_DEGENERATE:
 *         the method has no interval here; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(number of distinct times). Source: Kaplan & Meier 1958; Rothman 1978. */
PTV_API PTV_NODISCARD ptv_status ptv_survival_at(const ptv_survival *acc, int64_t time,
                                                 const ptv_survival_options *opt,
                                                 ptv_estimate *out);

/** The whole curve, a point for each distinct time.
 *
 * @param[in]  acc     state
 * @param[in]  opt     confidence and method; NULL: the defaults
 * @param[out] points  array of `cap` points; NULL with cap 0: only the number is wanted; on an
 *                     error: untouched
 * @param[in]  cap     how many points fit
 * @param[out] n       number of points
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT; PTV_ERR_SPACE: cap is too small, n
 *         is set
 * O(number of distinct times). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_curve(const ptv_survival *acc,
                                                    const ptv_survival_options *opt,
                                                    ptv_survival_point *points, size_t cap,
                                                    size_t *n);

/** The first time at which a share num / den has had the event.
 *
 * Its interval: the times at which the bounds of the curve cross. A bound that the curve does not
 * reach is NaN.
 * @param[in]  acc  state
 * @param[in]  num  numerator, above 0
 * @param[in]  den  denominator, above num
 * @param[in]  opt  confidence and method; NULL: the defaults
 * @param[out] out  in units; on an error: untouched
 * @return PTV_OK; PTV_EMPTY; PTV_INCOMPLETE: the curve does not come down so far, NaN;
 *         PTV_UNATTAINABLE: it does, its upper bound does not; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT
 * O(number of distinct times). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_quantile(const ptv_survival *acc, uint32_t num,
                                                       uint32_t den,
                                                       const ptv_survival_options *opt,
                                                       ptv_estimate *out);

/** Restricted mean: the mean time to the event, counting at most `limit` of each.
 *
 * @param[in]  acc    state
 * @param[in]  limit  above 0, in units
 * @param[in]  opt    confidence; NULL: the defaults
 * @param[out] out    area under the curve up to the limit, in units; a normal interval; on an
 *                    error: untouched
 * @return PTV_OK; PTV_EMPTY; PTV_INCOMPLETE: nobody was watched for so long, NaN; PTV_DEGENERATE:
 *         no variance; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_ARGUMENT
 * O(number of distinct times). Source: Greenwood 1926; Klein & Moeschberger 2003. */
PTV_API PTV_NODISCARD ptv_status ptv_survival_restricted_mean(const ptv_survival *acc,
                                                              int64_t limit,
                                                              const ptv_survival_options *opt,
                                                              ptv_estimate *out);

/** Whether the event comes sooner in one state than in the other: the log-rank test.
 *
 * difference = (O - E) / V, Peto's estimate of the logarithm of the hazard ratio: above 0, the
 * event comes sooner now. Interval and p_value agree; `statistic` is the chi-square, (O - E)^2 / V.
 * @param[in]  now     state
 * @param[in]  before  state with the same config, of other cases
 * @param[in]  opt     confidence; NULL: the defaults
 * @param[out] out     on PTV_EMPTY: NaN; on an error: untouched
 * @return PTV_OK; PTV_EMPTY: one side has no cases; PTV_DEGENERATE: no event while both were
 *         watched; PTV_ERR_NULL; PTV_ERR_SIZE; PTV_ERR_MISMATCH: another unit or calendar;
 *         PTV_ERR_ARGUMENT
 * O(number of distinct times). Source: Mantel 1966; Peto & Peto 1972. */
PTV_API PTV_NODISCARD ptv_status ptv_survival_compare(const ptv_survival *now,
                                                      const ptv_survival *before,
                                                      const ptv_survival_options *opt,
                                                      ptv_comparison *out);

/** Writes a state as bytes that any machine reads: equal states, equal bytes.
 *
 * @param[in]  acc  state
 * @param[out] buf  where to; NULL with cap 0: only the length is wanted; on an error: untouched
 * @param[in]  cap  size of buf in bytes
 * @param[out] len  length of the image in bytes
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_SPACE: cap is too small, len is set
 * O(number of distinct times). */
PTV_API PTV_NODISCARD ptv_status ptv_survival_serialize(const ptv_survival *acc, void *buf,
                                                        size_t cap, size_t *len);

/** Reads a state from bytes, whoever wrote them: everything is checked.
 *
 * @param[in]  allocator  where its memory comes from; NULL: malloc and free
 * @param[in]  buf        the image
 * @param[in]  len        its length in bytes, exactly
 * @param[out] out        the state; on an error: untouched
 * @return PTV_OK; PTV_ERR_NULL; PTV_ERR_MEMORY; PTV_ERR_WIRE_LENGTH; PTV_ERR_WIRE_MAGIC;
 *         PTV_ERR_WIRE_TYPE; PTV_ERR_WIRE_VERSION; PTV_ERR_WIRE_CHECKSUM; PTV_ERR_WIRE_CONTENT
 * O(len); memory in proportion to len. */
PTV_API PTV_NODISCARD ptv_status ptv_survival_deserialize(const ptv_allocator *allocator,
                                                          const void *buf, size_t len,
                                                          ptv_survival **out);

#ifdef __cplusplus
}
#endif

#endif
