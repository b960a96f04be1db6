/* SPDX-License-Identifier: MIT */
/* What is read from a desk. */
#include "desk.h"

#include "backlog.h"
#include "durations.h"
#include "proportion.h"
#include "survival.h"
#include "ticket.h"
#include "values.h"

const char ptvpy_desk_read_doc[] =
    "read($self, /, *, confidence=0.95, design_effect=1.0, population=None, method=None)\n--\n\n"
    "Counts and shares: a DeskResult.\n\n"
    "The options are those of the shares: the confidence, above 0 and below 1; the variance\n"
    "relative to independent tickets; how many there are in all; and the method, 'wilson'\n"
    "(default), 'clopper_pearson', 'agresti_coull' or 'jeffreys'. Without tickets the counts are\n"
    "0, the shares nan, and their status 'empty'.\n\n"
    ">>> import postventa\n"
    ">>> desk = postventa.Desk()\n"
    ">>> desk.update([0, 1, 2], resolved=[5, 6, None], reopens=[0, 1, 0], as_of=9)\n"
    ">>> result = desk.read()\n"
    ">>> result.n, result.open, result.reopened.value\n"
    "(3, 1, 0.5)";

const char ptvpy_desk_target_doc[] =
    "target($self, which, /, *, confidence=0.95, design_effect=1.0, population=None,\n"
    "       method=None)\n--\n\n"
    "How a target was attained: a TargetResult.\n\n"
    "which is its place among the targets, or the target itself, (clock, limit). The base is "
    "every\n"
    "ticket of which it was due: a recent one is not in it, neither when it met the target "
    "quickly\n"
    "nor while it may still do so. Raises IndexError or ValueError where there is no such target.\n"
    "\n"
    ">>> import postventa\n"
    ">>> desk = postventa.Desk(targets=[('first_response', 60_000)])\n"
    ">>> desk.update([0, 0, 990_000], first_reply=[30_000, None, 991_000], as_of=1_000_000)\n"
    ">>> target = desk.target(0)\n"
    ">>> target.met, target.breached_open, target.pending, target.attainment.value\n"
    "(1, 1, 1, 0.5)";

const char ptvpy_desk_durations_doc[] =
    "durations($self, clock, /)\n--\n\n"
    "How long a clock ran of the tickets of which it is done: a Durations of its own.\n\n"
    "clock is one of those that have targets, or 'next_response'. Limits of its targets are\n"
    "declared in the Durations. Raises ValueError for another word.\n\n"
    ">>> import postventa\n"
    ">>> desk = postventa.Desk()\n"
    ">>> desk.update([0, 0, 0], first_reply=[60_000, 180_000, None], as_of=600_000)\n"
    ">>> desk.durations('first_response').read().mean.value\n"
    "120000.0";

const char ptvpy_desk_survival_doc[] =
    "survival($self, clock, /)\n--\n\n"
    "The same with the tickets that still wait, which are censored: a Survival in seconds.\n\n"
    "clock is 'first_response' or 'resolution_last'; of others ValueError is raised.\n\n"
    ">>> import postventa\n"
    ">>> desk = postventa.Desk()\n"
    ">>> desk.update([0, 0, 0], first_reply=[60_000, 180_000, None], as_of=600_000)\n"
    ">>> result = desk.survival('first_response').read()\n"
    ">>> result.n, result.events\n"
    "(3, 2)";

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_desk_result, reopened,
                   "Of the tickets that ended and whose reopenings are known: share reopened."),
    FIELD_ESTIMATE(ptv_desk_result, transferred,
                   "Of the tickets of which it is known: share that changed hands."),
    FIELD_ESTIMATE(ptv_desk_result, one_touch,
                   "Of the tickets that have ended and whose replies are known: share with at most "
                   "one."),
    FIELD(ptv_desk_result, n, FIELD_COUNT, "Tickets."),
    FIELD(ptv_desk_result, open, FIELD_COUNT, "Of them, those that have not ended."),
    FIELD(ptv_desk_result, unanswered, FIELD_COUNT,
          "Of them, those without the first response, ended or not."),
    FIELD(ptv_desk_result, no_first_response, FIELD_COUNT,
          "Tickets that have no such clock: opened by an agent, say."),
    FIELD(ptv_desk_result, resolved_by_close, FIELD_COUNT,
          "Tickets that were closed without having been resolved."),
    FIELD(ptv_desk_result, reopens, FIELD_COUNT, "Reopenings in all."),
    FIELD(ptv_desk_result, transfers, FIELD_COUNT, "Changes of hands in all."),
    FIELD(ptv_desk_result, replies, FIELD_COUNT, "Public replies in all."),
    FIELD(ptv_desk_result, next_unanswered, FIELD_COUNT, "Later waits that ended without a reply."),
    FIELD(ptv_desk_result, calendar_id, FIELD_COUNT,
          "Your own number of the calendar; 0: calendar time."),
    FIELD_OF(ptv_desk_result, backlog, &ptvpy_backlog,
             "Movement of the period; all 0 where the desk has none."),
    FIELDS_END,
};

static const struct field target_fields[] = {
    FIELD_ESTIMATE(ptv_desk_target_result, attainment,
                   "met / (met + breached_closed + breached_open), 0..1."),
    FIELD(ptv_desk_target_result, met, FIELD_COUNT, "Due, and within the limit."),
    FIELD(ptv_desk_target_result, breached_closed, FIELD_COUNT,
          "Due, and over it: the clock is done, or the ticket has ended."),
    FIELD(ptv_desk_target_result, breached_open, FIELD_COUNT,
          "Due, over it, and the ticket still open."),
    FIELD(ptv_desk_target_result, pending, FIELD_COUNT,
          "Not due as of the reading, met already or not; or paused before the limit was passed."),
    FIELD(ptv_desk_target_result, absent, FIELD_COUNT,
          "Tickets to which the clock does not apply."),
    {"clock", FIELD_WORD, offsetof(ptv_desk_target_result, target.clock), "Clock of the target.",
     ptvpy_clocks, NULL, NULL, false},
    FIELD_AS("limit", ptv_desk_target_result, target.limit_ms, FIELD_DURATION,
             "Limit of the target."),
    FIELDS_END,
};

static PyTypeObject *result_type, *target_type;

static const struct record_class result_class = {
    .name = "postventa.DeskResult",
    .doc = "What Desk.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> desk = postventa.Desk()\n"
           ">>> desk.update([0, 0], first_reply=[5, None], replies=[1, 0], as_of=9)\n"
           ">>> desk.read().unanswered, desk.read().replies\n"
           "(1, 1)",
    .size = sizeof(ptv_desk_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static const struct record_class target_class = {
    .name = "postventa.TargetResult",
    .doc = "What Desk.target() gives.\n\n"
           ">>> import postventa\n"
           ">>> desk = postventa.Desk(targets=[('resolution_last', 1_000)])\n"
           ">>> desk.update([0], resolved=[999], as_of=5_000)\n"
           ">>> desk.target(0).met, desk.target(0).limit\n"
           "(1, datetime.timedelta(seconds=1))",
    .size = sizeof(ptv_desk_target_result),
    .sized = true,
    .fields = target_fields,
    .type = &target_type,
};

PyObject *ptvpy_desk_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_desk_result out = PTV_DESK_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, ptvpy_share_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_desk_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

/* The place of a target among those of a desk; -1 with an exception. */
static int32_t place_of(const ptv_desk_config *config, PyObject *which) {
    ptv_desk_target target;
    if (ptvpy_take_target(which, &target) < 0)
        return -1;
    for (int32_t i = 0; i < config->n_targets; i++)
        if (config->target[i].clock == target.clock &&
            config->target[i].limit_ms == target.limit_ms)
            return i;
    PyErr_Format(PyExc_ValueError, "target: %R was not declared", which);
    return -1;
}

static int32_t index_of(const ptv_desk *desk, PyObject *which) {
    ptv_desk_config config = PTV_DESK_CONFIG_INIT;
    int32_t index;
    if (ptvpy_failed(ptv_desk_config_read(desk, &config), NULL))
        return -1;
    if (!PyIndex_Check(which))
        return place_of(&config, which);
    if (ptvpy_take_i32(which, "target", &index) < 0)
        return -1;
    if (index >= 0 && index < config.n_targets)
        return index;
    PyErr_Format(PyExc_IndexError, "target: there are %d, and no number %d", config.n_targets,
                 index);
    return -1;
}

PyObject *ptvpy_desk_target(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_desk_target_result out = PTV_DESK_TARGET_RESULT_INIT;
    PyObject *which;
    if (ptvpy_take_arguments("target", args, kwargs, &which, 1, ptvpy_share_options, &opt) < 0)
        return NULL;
    int32_t index = index_of(ptvpy_state(self), which);
    if (index < 0 || ptvpy_call_failed(ptv_desk_target_read(ptvpy_state(self), index, &opt, &out),
                                       "target", kwargs))
        return NULL;
    return ptvpy_record_new(&target_class, &out);
}

PyObject *ptvpy_desk_durations(PyObject *self, PyObject *clock) {
    int32_t number;
    const ptv_durations *durations;
    if (ptvpy_take_word(clock, "clock", ptvpy_clocks, &number) < 0 ||
        ptvpy_failed(ptv_desk_durations(ptvpy_state(self), number, &durations), NULL))
        return NULL;
    return ptvpy_state_copy(&ptvpy_durations_class, durations);
}

PyObject *ptvpy_desk_survival(PyObject *self, PyObject *clock) {
    static const struct word kept[] = {{"first_response", PTV_CLOCK_FIRST_RESPONSE},
                                       {"resolution_last", PTV_CLOCK_RESOLUTION_LAST},
                                       {NULL, 0}};
    int32_t number;
    const ptv_survival *survival;
    if (ptvpy_take_word(clock, "clock", kept, &number) < 0 ||
        ptvpy_failed(ptv_desk_survival(ptvpy_state(self), number, &survival), NULL))
        return NULL;
    return ptvpy_state_copy(&ptvpy_survival_class, survival);
}

int ptvpy_add_desk_results(PyObject *module) {
    const struct record_class *added[] = {&result_class, &target_class, NULL};
    return ptvpy_add_records(module, added);
}
