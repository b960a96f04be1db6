/* SPDX-License-Identifier: MIT */
/* What is read from cohorts. */
#include <stdlib.h>

#include "call.h"
#include "cohorts.h"
#include "survival.h"

const char ptvpy_cohorts_read_doc[] =
    "read($self, /)\n--\n\n"
    "What there is of customers: a CohortsResult. Of an empty state, all counts are 0 and periods\n"
    "None.";

const char ptvpy_cohorts_table_doc[] =
    "table($self, /, *, kind='on', brackets=None, until=None, confidence=0.95, method=None)\n"
    "--\n\n"
    "The table of cohorts: a CohortCell for each cohort and age, cohort by cohort, in a list.\n\n"
    "kind is 'on' (active at that very age), 'on_or_after' (then or later) or 'bracket' (in any\n"
    "period of a bracket of ages). brackets are the first ages of those, rising, and at last\n"
    "where the last one ends: (1, 4, 7) are ages 1 to 3 and 4 to 6; with them, kind need not be\n"
    "given. until is the first period that is not over, by its number or a date in it: cells\n"
    "from there on keep their count, and have no rate ('incomplete'). method is as in\n"
    "Proportion.read(). Without activity the list is empty. Raises ArgumentError for an option\n"
    "out of range.\n\n"
    ">>> import postventa\n"
    ">>> cohorts = postventa.Cohorts(first=0, periods=4)\n"
    ">>> cohorts.update([1, 1, 2, 3, 3], [0, 2, 0, 1, 2])\n"
    ">>> [cell.retained for cell in cohorts.table() if cell.cohort == 0]\n"
    "[2, 0, 1]\n"
    ">>> [cell.retained for cell in cohorts.table(brackets=(0, 1, 3)) if cell.cohort == 0]\n"
    "[2, 1]";

const char ptvpy_cohorts_averages_doc[] =
    "averages($self, /, *, kind='on', brackets=None, until=None, confidence=0.95,\n"
    "         method=None)\n--\n\n"
    "The averages of table() over its cohorts, a CohortAverage for each age, in a list.\n\n"
    "Cells of periods that are not over are not in them; options are as there.";

const char ptvpy_cohorts_movements_doc[] =
    "movements($self, /, *, until=None)\n--\n\n"
    "How customers moved, from the first period with activity to the last: a CohortMovement\n"
    "for each, in a list. until is as in table().";

const char ptvpy_cohorts_retention_doc[] =
    "retention($self, /, first, last, *, grace=0, until=None, confidence=0.95, method=None)\n"
    "--\n\n"
    "Who stayed from one period to another: a CohortsRetention.\n\n"
    "The periods are told by their numbers or by dates in them. Who comes back within `grace`\n"
    "periods after the last one has not left. Where the last one, or its grace, is not over, the\n"
    "ratios are nan and 'incomplete'; where nobody was active in the first, 'empty'. Raises\n"
    "ArgumentError for periods outside the window, or a last one that is not after the first.\n"
    "\n"
    ">>> import postventa\n"
    ">>> cohorts = postventa.Cohorts(first=0, periods=3)\n"
    ">>> cohorts.update([1, 1, 2, 2, 3], [0, 1, 0, 2, 0])\n"
    ">>> cohorts.retention(0, 1).churn.n, cohorts.retention(0, 1).kept\n"
    "(3, 1)\n"
    ">>> cohorts.retention(0, 1, grace=1).kept\n"
    "2";

const char ptvpy_cohorts_second_activity_doc[] =
    "second_activity($self, /, *, until=None)\n--\n\n"
    "Periods from a customer's first activity to the second: a Survival, in periods; who has none\n"
    "yet is censored.\n\n"
    "Customers who came before the window, and activity from `until` on, are left out.\n\n"
    ">>> import postventa\n"
    ">>> cohorts = postventa.Cohorts(first=0, periods=6)\n"
    ">>> cohorts.update([1, 1, 2, 2, 3], [0, 2, 1, 2, 0])\n"
    ">>> cohorts.second_activity().read().median.value\n"
    "2.0";

/* Options as Python tells them. */
struct reading {
    ptv_cohorts_options opt;
    PyObject *until, *first, *last;
    int32_t n_edges; /* of brackets: one more than there are of them */
    int32_t grace;
};

static const struct word kinds[] = {
    {"on", PTV_COHORTS_ON},
    {"on_or_after", PTV_COHORTS_ON_OR_AFTER},
    {"bracket", PTV_COHORTS_BRACKET},
    {NULL, 0},
};

static const struct field_array edges = {FIELD_I32, PTV_COHORTS_BRACKETS + 1,
                                         offsetof(struct reading, n_edges), NULL};

#define UNTIL FIELD(struct reading, until, FIELD_OBJECT, NULL)
#define CERTAINTY                                                                                  \
    FIELD_OPTION_AS("confidence", struct reading, opt.confidence, FIELD_DOUBLE),                   \
        FIELD_AS("method", struct reading, opt.method, FIELD_METHOD, NULL)

static const struct field table_options[] = {
    {"kind", FIELD_WORD, offsetof(struct reading, opt.kind), NULL, kinds, NULL, NULL, false},
    {"brackets", FIELD_ARRAY, offsetof(struct reading, opt.bracket), NULL, NULL, NULL, &edges,
     false},
    UNTIL,
    CERTAINTY,
    FIELDS_END,
};

static const struct field retention_arguments[] = {
    FIELD(struct reading, first, FIELD_OBJECT, NULL),
    FIELD(struct reading, last, FIELD_OBJECT, NULL),
    FIELD(struct reading, grace, FIELD_I32, NULL),
    UNTIL,
    CERTAINTY,
    FIELDS_END,
};

static const struct field until_option[] = {UNTIL, FIELDS_END};

static int32_t unit_of(PyObject *self) {
    return ptvpy_cohorts_config(ptvpy_state(self)).unit;
}

/* What follows of the options that were given; 0 or -1. */
static int complete(PyObject *self, struct reading *reading) {
    if (reading->n_edges > 0) {
        reading->opt.n_brackets = reading->n_edges - 1;
        if (reading->opt.kind == PTV_COHORTS_ON)
            reading->opt.kind = PTV_COHORTS_BRACKET;
    }
    if (!reading->until)
        return 0;
    reading->opt.bounded = 1;
    return ptvpy_take_period(unit_of(self), reading->until, NULL, "until",
                             &reading->opt.until_period);
}

/* Takes the options of a method that reads; 0 or -1. */
static int take(const char *function, PyObject *self, PyObject *args, PyObject *kwargs,
                const struct field *fields, struct reading *reading) {
    *reading = (struct reading){.opt = PTV_COHORTS_OPTIONS_INIT};
    if (ptvpy_take_arguments(function, args, kwargs, NULL, 0, fields, reading) < 0)
        return -1;
    return complete(self, reading);
}

/* A list of records of an array, which is given back; NULL where that is. */
static PyObject *list_of(const struct record_class *class, void *array, size_t n) {
    PyObject *list = array ? ptvpy_record_list(class, array, n) : NULL;
    free(array);
    return list;
}

/* Room for n records; NULL with an exception. */
static void *room_for(size_t n, const struct record_class *class) {
    void *array = malloc((n > 0 ? n : 1) * class->size);
    if (!array)
        PyErr_NoMemory();
    return array;
}

/* Whether an array could not be read: how many places it needs is no failure. */
static bool failed(ptv_status status, const char *function, PyObject *kwargs) {
    return status != PTV_ERR_SPACE && ptvpy_call_failed(status, function, kwargs);
}

/* The cells of a table, to be given back by free(); NULL with an exception. */
static ptv_cohort_cell *read_cells(const char *function, PyObject *self, PyObject *args,
                                   PyObject *kwargs, struct reading *reading, size_t *n) {
    const ptv_cohorts *state = ptvpy_state(self);
    if (take(function, self, args, kwargs, table_options, reading) < 0 ||
        failed(ptv_cohorts_table(state, &reading->opt, NULL, 0, n), function, kwargs))
        return NULL;
    ptv_cohort_cell *cells = room_for(*n, &ptvpy_cohort_cell);
    if (cells && ptvpy_failed(ptv_cohorts_table(state, &reading->opt, cells, *n, n), function)) {
        free(cells);
        return NULL;
    }
    return cells;
}

PyObject *ptvpy_cohorts_table(PyObject *self, PyObject *args, PyObject *kwargs) {
    struct reading reading;
    size_t n = 0;
    ptv_cohort_cell *cells = read_cells("table", self, args, kwargs, &reading, &n);
    return list_of(&ptvpy_cohort_cell, cells, n);
}

static ptv_cohort_average *averages_of(const ptv_cohort_cell *cells, size_t n_cells,
                                       const ptv_cohorts_options *opt, size_t *n) {
    if (failed(ptv_cohorts_averages(cells, n_cells, opt, NULL, 0, n), "averages", NULL))
        return NULL;
    ptv_cohort_average *averages = room_for(*n, &ptvpy_cohort_average);
    if (averages &&
        ptvpy_failed(ptv_cohorts_averages(cells, n_cells, opt, averages, *n, n), "averages")) {
        free(averages);
        return NULL;
    }
    return averages;
}

PyObject *ptvpy_cohorts_averages(PyObject *self, PyObject *args, PyObject *kwargs) {
    struct reading reading;
    size_t n_cells, n = 0;
    ptv_cohort_cell *cells = read_cells("averages", self, args, kwargs, &reading, &n_cells);
    ptv_cohort_average *averages = cells ? averages_of(cells, n_cells, &reading.opt, &n) : NULL;
    free(cells);
    return list_of(&ptvpy_cohort_average, averages, n);
}

PyObject *ptvpy_cohorts_movements(PyObject *self, PyObject *args, PyObject *kwargs) {
    const ptv_cohorts *state = ptvpy_state(self);
    struct reading reading;
    size_t n = 0;
    if (take("movements", self, args, kwargs, until_option, &reading) < 0 ||
        failed(ptv_cohorts_movements(state, &reading.opt, NULL, 0, &n), "movements", kwargs))
        return NULL;
    ptv_cohort_movement *movements = room_for(n, &ptvpy_cohort_movement);
    if (movements &&
        ptvpy_failed(ptv_cohorts_movements(state, &reading.opt, movements, n, &n), "movements")) {
        free(movements);
        return NULL;
    }
    return list_of(&ptvpy_cohort_movement, movements, n);
}

PyObject *ptvpy_cohorts_retention(PyObject *self, PyObject *const *args, Py_ssize_t n,
                                  PyObject *names) {
    const struct call call = {"retention", retention_arguments, 2, 2, args, n, names};
    struct reading reading = {.opt = PTV_COHORTS_OPTIONS_INIT};
    ptv_cohorts_retention out = PTV_COHORTS_RETENTION_INIT;
    int64_t first, last;
    if (ptvpy_call_take(&call, &reading) < 0 || complete(self, &reading) < 0 ||
        ptvpy_take_known_period(unit_of(self), reading.first, NULL, "first", &first) < 0 ||
        ptvpy_take_known_period(unit_of(self), reading.last, NULL, "last", &last) < 0)
        return NULL;
    ptv_status status = ptv_cohorts_retention_read(ptvpy_state(self), first, last, reading.grace,
                                                   &reading.opt, &out);
    if (ptvpy_call_refused(&call, status))
        return NULL;
    return ptvpy_record_new(&ptvpy_cohorts_retained, &out);
}

PyObject *ptvpy_cohorts_second_activity(PyObject *self, PyObject *args, PyObject *kwargs) {
    struct reading reading;
    ptv_survival *survival = NULL;
    if (take("second_activity", self, args, kwargs, until_option, &reading) < 0 ||
        ptvpy_failed(ptv_survival_new(NULL, NULL, &survival), NULL))
        return NULL;
    ptv_status status = ptv_cohorts_second_activity(ptvpy_state(self), &reading.opt, survival);
    if (!ptvpy_call_failed(status, "second_activity", kwargs))
        return ptvpy_state_new(&ptvpy_survival_class, survival);
    ptv_survival_free(survival);
    return NULL;
}

PyObject *ptvpy_cohorts_read(PyObject *self, PyObject *unused) {
    ptv_cohorts_result out = PTV_COHORTS_RESULT_INIT;
    (void)unused;
    if (ptvpy_failed(ptv_cohorts_read(ptvpy_state(self), &out), NULL))
        return NULL;
    return ptvpy_record_new(&ptvpy_cohorts_result, &out);
}
