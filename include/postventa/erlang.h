/* SPDX-License-Identifier: MIT */
/** @file
 * How many agents a load of calls needs: Erlang's models of a queue. Pure functions; what they give
 * is what the model says, so there are no intervals.
 *
 * Calls arrive independently of one another, agents are alike, handling times are exponential.
 * Erlang C: who waits, waits for ever. Erlang A: patience is exponential, and callers who lose it
 * hang up. */
#ifndef POSTVENTA_ERLANG_H
#define POSTVENTA_ERLANG_H

#include <stdint.h>

#include "api.h"
#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most agents that the models take. */
#define PTV_ERLANG_AGENTS 100000

/** A load of calls. */
typedef struct ptv_erlang_load {
    uint32_t size;            /**< sizeof(ptv_erlang_load); PTV_ERLANG_LOAD_INIT sets it. */
    uint32_t reserved;        /**< 0 */
    double arrivals_per_hour; /**< Calls that come in an hour, above 0, finite. */
    double handling_ms;       /**< Mean time that an agent is busy with a call, above 0, finite. */
    /** Mean time that callers are willing to wait, above 0; default, and infinity: for ever (Erlang
     * C). */
    double patience_ms;
    int64_t within_ms; /**< Limit of the service level, 0 or more. */
} ptv_erlang_load;

/** Initialiser of a ptv_erlang_load: no load yet. */
#define PTV_ERLANG_LOAD_INIT                                                                       \
    { (uint32_t)sizeof(ptv_erlang_load), 0, 0, 0, 0, 0 }

/** What so many agents make of a load. */
typedef struct ptv_erlang_result {
    uint32_t size;              /**< sizeof(ptv_erlang_result), set by the caller. */
    uint32_t reserved;          /**< 0 */
    double offered_erlang;      /**< Agents that the load would keep busy without a break. */
    double occupancy_ratio;     /**< Share of their time that agents are busy, 0..1. */
    double wait_ratio;          /**< Share of the calls that find no agent free, 0..1. */
    double service_level_ratio; /**< Share of all calls that are answered within the limit, 0..1. */
    double abandonment_ratio;   /**< Share of all calls that hang up, 0..1; Erlang C: 0. */
    double asa_ms;              /**< Mean wait of the calls that are answered, zeros included. */
    double wait_ms;             /**< Mean wait of all calls, until answered or hung up. */
    double queue_mean;          /**< Mean number of calls waiting. */
    int32_t agents;             /**< How many agents. */
    int32_t reserved2;          /**< 0 */
} ptv_erlang_result;

/** Initialiser of a ptv_erlang_result: its size, and zeros to be overwritten. */
#define PTV_ERLANG_RESULT_INIT                                                                     \
    { (uint32_t)sizeof(ptv_erlang_result), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** Sets a load to its defaults; the same as PTV_ERLANG_LOAD_INIT.
 *
 * @param[out] load  load
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_erlang_load_init(ptv_erlang_load *load);

/** Makes a result ready to be read into; the same as PTV_ERLANG_RESULT_INIT.
 *
 * @param[out] out  result
 * @return PTV_OK; PTV_ERR_NULL
 * O(1). */
PTV_API PTV_NODISCARD ptv_status ptv_erlang_result_init(ptv_erlang_result *out);

/** What so many agents make of a load.
 *
 * Erlang C: with a = load in erlang and c agents, P(wait) = c B / (c - a (1 - B)), B by Erlang's
 * recursion; P(wait > T) = P(wait) exp(-(c - a) T / handling). Not enough agents, a >= c: the queue
 * grows for ever, waits are infinite and the service level is 0. Erlang A: the birth-death process
 * with c servers and exponential patience; of a call that finds no agent free, exp(-W / patience),
 * where W is how long it would have to wait, has the gamma distribution of shape c p and rate a p,
 * p = patience / handling, cut off at 1.
 * @param[in]  load    the load
 * @param[in]  agents  1 to PTV_ERLANG_AGENTS
 * @param[out] out     size set by the caller; on an error: untouched
 * @return PTV_OK; PTV_DEGENERATE: the queue grows for ever; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT: a member or agents out of range; a load in erlang or a patience in
 *         handling times that is not within 1e-100..1e100
 * O(agents). Source: Erlang 1917; Palm 1957; Mandelbaum & Zeltyn 2007. */
PTV_API PTV_NODISCARD ptv_status ptv_erlang_read(const ptv_erlang_load *load, int32_t agents,
                                                 ptv_erlang_result *out);

/** The fewest agents with which a load reaches a service level.
 *
 * @param[in]  load                 the load
 * @param[in]  service_level_ratio  share of all calls to be answered within the limit, above 0 and
 *                                  below 1
 * @param[out] out                  what that many make of it; `agents` says how many; on an error
 *                                  and on PTV_UNATTAINABLE: untouched
 * @return PTV_OK; PTV_UNATTAINABLE: PTV_ERLANG_AGENTS are not enough; PTV_ERR_NULL; PTV_ERR_SIZE;
 *         PTV_ERR_ARGUMENT: a member or the level out of range, as above
 * O(log(agents)) times ptv_erlang_read. */
PTV_API PTV_NODISCARD ptv_status ptv_erlang_agents(const ptv_erlang_load *load,
                                                   double service_level_ratio,
                                                   ptv_erlang_result *out);

#ifdef __cplusplus
}
#endif

#endif
