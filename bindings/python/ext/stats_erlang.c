/* SPDX-License-Identifier: MIT */
/* How many agents a load of calls needs. */
#include "call.h"
#include "record.h"
#include "stats.h"

struct staffing {
    ptv_erlang_load load;
    int32_t agents;
    double service_level;
};

/* Without their units in the names: in Python, times bring theirs. */
#define LOAD(name, member, kind) FIELD_AS(name, struct staffing, load.member, kind, NULL)
#define ARRIVALS                 LOAD("arrivals_per_hour", arrivals_per_hour, FIELD_DOUBLE)
#define HANDLING                 LOAD("handling", handling_ms, FIELD_SPAN)
#define WITHIN                   LOAD("within", within_ms, FIELD_DURATION)

/* For ever is None, not 0. */
#define PATIENCE FIELD_OPTION_AS("patience", struct staffing, load.patience_ms, FIELD_SPAN)

static const struct field erlang_arguments[] = {
    ARRIVALS, HANDLING, FIELD(struct staffing, agents, FIELD_I32, NULL),
    PATIENCE, WITHIN,   FIELDS_END,
};

static const struct field agents_arguments[] = {
    ARRIVALS, HANDLING, FIELD(struct staffing, service_level, FIELD_DOUBLE, NULL),
    WITHIN,   PATIENCE, FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD(ptv_erlang_result, agents, FIELD_I32, "How many agents."),
    FIELD(ptv_erlang_result, offered_erlang, FIELD_DOUBLE,
          "Agents that the load would keep busy without a break."),
    FIELD(ptv_erlang_result, occupancy_ratio, FIELD_DOUBLE,
          "Share of their time that agents are busy, 0..1."),
    FIELD(ptv_erlang_result, wait_ratio, FIELD_DOUBLE,
          "Share of the calls that find no agent free, 0..1."),
    FIELD(ptv_erlang_result, service_level_ratio, FIELD_DOUBLE,
          "Share of all calls that are answered within the limit, 0..1."),
    FIELD(ptv_erlang_result, abandonment_ratio, FIELD_DOUBLE,
          "Share of all calls that hang up, 0..1; 0 where patience has no end."),
    FIELD(ptv_erlang_result, asa_ms, FIELD_DOUBLE,
          "Mean wait of the calls that are answered, in ms, zeros included; inf without end."),
    FIELD_QUIET(ptv_erlang_result, wait_ms, FIELD_DOUBLE,
                "Mean wait of all calls, in ms, until answered or hung up."),
    FIELD_QUIET(ptv_erlang_result, queue_mean, FIELD_DOUBLE, "Mean number of calls waiting."),
    FIELDS_END,
};

static PyTypeObject *result_type;

static const struct record_class erlang_result = {
    .name = "postventa.stats.ErlangResult",
    .doc = "What stats.erlang() and stats.erlang_agents() give: what the model says, so there are\n"
           "no intervals.\n\n"
           ">>> from postventa import stats\n"
           ">>> stats.erlang(200, 180_000, 14, within=20_000).offered_erlang\n"
           "10.0",
    .size = sizeof(ptv_erlang_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static PyObject *erlang(PyObject *module, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"erlang", erlang_arguments, 3, 3, args, n, names};
    struct staffing of = {.load = PTV_ERLANG_LOAD_INIT};
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_call_refused(&call, ptv_erlang_read(&of.load, of.agents, &out)))
        return NULL;
    return ptvpy_record_new(&erlang_result, &out);
}

static PyObject *erlang_agents(PyObject *module, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"erlang_agents", agents_arguments, 2, 4, args, n, names};
    struct staffing of = {.load = PTV_ERLANG_LOAD_INIT};
    ptv_erlang_result out = PTV_ERLANG_RESULT_INIT;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    ptv_status status = ptv_erlang_agents(&of.load, of.service_level, &out);
    if (ptvpy_call_refused(&call, status))
        return NULL;
    if (status == PTV_UNATTAINABLE)
        Py_RETURN_NONE;
    return ptvpy_record_new(&erlang_result, &out);
}

static PyMethodDef functions[] = {
    {"erlang", CALLED_FAST(erlang), METH_FASTCALL | METH_KEYWORDS,
     "erlang($module, /, arrivals_per_hour, handling, agents, *, patience=None, within=0)\n--\n\n"
     "What so many agents make of a load of calls: an ErlangResult.\n\n"
     "handling is how long an agent is busy with a call, on average; patience how long callers "
     "are\n"
     "willing to wait, on average, None for ever (Erlang C; otherwise Erlang A); within the limit\n"
     "of the service level. Times are timedeltas, or numbers of ms. With fewer agents than the\n"
     "load keeps busy, and endless patience, waits are inf. Raises ArgumentError for what is out\n"
     "of range; agents are 1 to 100,000.\n\n"
     ">>> from datetime import timedelta\n"
     ">>> from postventa import stats\n"
     ">>> result = stats.erlang(200, timedelta(minutes=3), 14, within=timedelta(seconds=20))\n"
     ">>> round(result.service_level_ratio, 3), round(result.asa_ms)\n"
     "(0.888, 7836)"},
    {"erlang_agents", CALLED_FAST(erlang_agents), METH_FASTCALL | METH_KEYWORDS,
     "erlang_agents($module, /, arrivals_per_hour, handling, *, service_level, within,\n"
     "              patience=None)\n--\n\n"
     "The fewest agents with which a load of calls reaches a service level, and what they make of\n"
     "it: an ErlangResult; None where 100,000 are not enough.\n\n"
     "service_level is the share of all calls to be answered within the limit, above 0 and below\n"
     "1; the rest is as in erlang().\n\n"
     ">>> from datetime import timedelta\n"
     ">>> from postventa import stats\n"
     ">>> stats.erlang_agents(200, timedelta(minutes=3), service_level=0.8,\n"
     "...                     within=timedelta(seconds=20)).agents\n"
     "14"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_erlang(PyObject *module) {
    const struct record_class *added[] = {&erlang_result, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : PyModule_AddFunctions(module, functions);
}
