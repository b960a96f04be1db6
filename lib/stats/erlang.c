/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/sized.h"
#include "postventa/erlang.h"
#include "stats/elementary.h"
#include "stats/erlang.h"

static const double ms_per_hour = 3600000;

ptv_status ptv_erlang_load_init(ptv_erlang_load *load) {
    return ptvi_sized_init(load, sizeof *load);
}

ptv_status ptv_erlang_result_init(ptv_erlang_result *out) {
    return ptvi_sized_init(out, sizeof *out);
}

/* Within it no product or quotient of a few numbers leaves the range of a double. */
static bool moderate(double x) {
    return x >= 1e-100 && x <= 1e100;
}

/* Whether who waits, waits for ever. */
static bool is_patient(const ptv_erlang_load *load) {
    return load->patience_ms == 0 || load->patience_ms == INFINITY;
}

/* The caller's load, checked, in mean handling times; the agents are still 0. */
static ptv_status open_load(const ptv_erlang_load *caller, ptv_erlang_load *own,
                            struct ptvi_load *load) {
    ptv_status status = ptvi_sized_in(own, sizeof *own, caller);
    if (status < 0)
        return status;
    /* Whatever else is no such number makes a load or a patience that is not moderate. */
    if (!(own->handling_ms > 0) || own->within_ms < 0)
        return PTV_ERR_ARGUMENT;
    load->erlang = own->arrivals_per_hour * own->handling_ms / ms_per_hour;
    load->agents = 0;
    load->patience = is_patient(own) ? INFINITY : own->patience_ms / own->handling_ms;
    load->within = (double)own->within_ms / own->handling_ms;
    bool possible = moderate(load->erlang) && (is_patient(own) || moderate(load->patience));
    return possible ? PTV_OK : PTV_ERR_ARGUMENT;
}

/* Erlang C: everyone is answered in the end. More agents than erlang. */
static struct ptvi_waiting waiting_for_ever(const struct ptvi_load *load) {
    double spare = load->agents - load->erlang;
    struct ptvi_waiting waiting = {ptvi_log(load->erlang / spare), 1,
                                   -ptvi_expm1(-spare * load->within), 0, 1 / spare};
    return waiting;
}

/* Erlang's recursion B_k = a B_{k-1} / (k + a B_{k-1}) for 1 / B, with one agent fewer: how much
 * likelier it is that an agent is free than that just one is. Infinite where B is 0. */
static double free_odds(const struct ptvi_load *load) {
    double inverse = 1;
    for (double k = 1; k < load->agents; k += 1)
        inverse = 1 + k / load->erlang * inverse;
    return inverse;
}

/* A queue that grows for ever. */
static void fill_endless(ptv_erlang_result *out) {
    out->occupancy_ratio = 1;
    out->wait_ratio = 1;
    out->asa_ms = INFINITY;
    out->wait_ms = INFINITY;
    out->queue_mean = INFINITY;
}

static void fill(const struct ptvi_load *load, const struct ptvi_waiting *waiting,
                 double handling_ms, ptv_erlang_result *out) {
    double odds = free_odds(load) * ptvi_exp(-waiting->log_odds);
    double wait = 1 / (1 + odds);
    double at_once = wait < 0.5 ? 1 - wait : odds * wait;
    double answered = at_once + wait * waiting->answered;
    out->occupancy_ratio = ptvi_min(1, load->erlang / load->agents * answered);
    out->wait_ratio = wait;
    out->service_level_ratio = ptvi_min(1, at_once + wait * waiting->within);
    out->abandonment_ratio = wait * waiting->abandoned;
    out->asa_ms = wait * waiting->answered_wait / answered * handling_ms;
}

/* What so many agents make of a load that was opened. */
static ptv_status solve(const ptv_erlang_load *own, struct ptvi_load load, int32_t agents,
                        ptv_erlang_result *out) {
    load.agents = agents;
    memset(out, 0, sizeof *out);
    out->agents = agents;
    out->offered_erlang = load.erlang;
    if (is_patient(own)) {
        if (load.erlang >= load.agents) {
            fill_endless(out);
            return PTV_DEGENERATE;
        }
        struct ptvi_waiting waiting = waiting_for_ever(&load);
        fill(&load, &waiting, own->handling_ms, out);
        out->wait_ms = out->asa_ms;
    } else {
        struct ptvi_waiting waiting = ptvi_waiting_with_patience(&load);
        fill(&load, &waiting, own->handling_ms, out);
        /* Who waits loses patience at a constant rate. */
        out->wait_ms = out->abandonment_ratio * own->patience_ms;
    }
    /* Little's law. */
    out->queue_mean = load.erlang * (out->wait_ms / own->handling_ms);
    return PTV_OK;
}

ptv_status ptv_erlang_read(const ptv_erlang_load *load, int32_t agents, ptv_erlang_result *out) {
    ptv_erlang_load own;
    struct ptvi_load opened;
    ptv_erlang_result result;
    if (!load || !out)
        return PTV_ERR_NULL;
    ptv_status status = open_load(load, &own, &opened);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    if (agents < 1 || agents > PTV_ERLANG_AGENTS)
        return PTV_ERR_ARGUMENT;
    status = solve(&own, opened, agents, &result);
    ptvi_sized_out(out, &result, sizeof result);
    return status;
}

/* The service level with so many agents, which is 0 in a queue that grows for ever. */
static double level_with(const ptv_erlang_load *own, const struct ptvi_load *load, int32_t agents,
                         ptv_erlang_result *out) {
    solve(own, *load, agents, out);
    return out->service_level_ratio;
}

/* The fewest agents that reach a service level, with what they make of the load. */
static ptv_status search(const ptv_erlang_load *own, const struct ptvi_load *load, double level,
                         ptv_erlang_result *out) {
    int32_t too_few = 0, enough = 1;
    /* Fewer agents than erlang never do without abandonment. */
    if (is_patient(own)) {
        if (load->erlang >= PTV_ERLANG_AGENTS)
            return PTV_UNATTAINABLE;
        too_few = (int32_t)load->erlang;
        enough = too_few + 1;
    }
    while (level_with(own, load, enough, out) < level) {
        if (enough == PTV_ERLANG_AGENTS)
            return PTV_UNATTAINABLE;
        int32_t step = enough - too_few;
        too_few = enough;
        enough = 2 * step < PTV_ERLANG_AGENTS - enough ? enough + 2 * step : PTV_ERLANG_AGENTS;
    }
    while (enough - too_few > 1) {
        ptv_erlang_result middle;
        int32_t agents = too_few + (enough - too_few) / 2;
        if (level_with(own, load, agents, &middle) >= level) {
            *out = middle;
            enough = agents;
        } else {
            too_few = agents;
        }
    }
    return PTV_OK;
}

ptv_status ptv_erlang_agents(const ptv_erlang_load *load, double service_level_ratio,
                             ptv_erlang_result *out) {
    ptv_erlang_load own;
    struct ptvi_load opened;
    ptv_erlang_result result;
    if (!load || !out)
        return PTV_ERR_NULL;
    ptv_status status = open_load(load, &own, &opened);
    if (status < 0)
        return status;
    status = ptvi_sized_out_check(out, sizeof *out);
    if (status < 0)
        return status;
    if (!(service_level_ratio > 0 && service_level_ratio < 1))
        return PTV_ERR_ARGUMENT;
    status = search(&own, &opened, service_level_ratio, &result);
    if (status == PTV_OK)
        ptvi_sized_out(out, &result, sizeof result);
    return status;
}
