/* SPDX-License-Identifier: MIT */
/* Survival: how cases get in. survival_read.c holds what comes out. */
#include "survival.h"

#include "call.h"
#include "records.h"
#include "values.h"

static int64_t unit_of(const ptv_survival *state) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    return ptv_survival_config_read(state, &config) < 0 ? 1 : config.unit_ms;
}

/* Units beyond are longer than what a column of numbers can be told to hold: they take whole
 * numbers of units and no other times. */
#define LONGEST_MEASURED_UNIT INT32_MAX

static int64_t whole_units(int64_t ms, int64_t unit_ms) {
    if (ms == PTV_TIME_NONE)
        return PTV_TIME_NONE;
    return ms / unit_ms - (ms % unit_ms < 0);
}

int ptvpy_take_survival_time(const ptv_survival *state, PyObject *value, const char *what,
                             int64_t *out) {
    int64_t unit_ms = unit_of(state), ms;
    if (PyIndex_Check(value))
        return ptvpy_take_duration(value, what, out);
    if (unit_ms > LONGEST_MEASURED_UNIT) {
        *out = PTV_TIME_NONE;
        return ptvpy_is_missing(value) ? 0 : ptvpy_take_i64(value, what, out);
    }
    if (ptvpy_take_duration_in(value, what, (int32_t)unit_ms, &ms) < 0)
        return -1;
    *out = whole_units(ms, unit_ms);
    return 0;
}

struct cases {
    PyObject *time;
    int32_t event;
    uint64_t n;
};

static const struct field case_fields[] = {
    FIELD(struct cases, time, FIELD_OBJECT, NULL),
    FIELD(struct cases, event, FIELD_OUTCOME, NULL),
    FIELD_TIMES(struct cases, n),
    FIELDS_END,
};

/* add and remove differ in what the library does with their arguments. */
static PyObject *count(const char *name, PyObject *self, PyObject *const *args, Py_ssize_t n,
                       PyObject *names,
                       ptv_status (*function)(ptv_survival *, int64_t, int32_t, uint64_t)) {
    const struct call call = {name, case_fields, 3, 1, args, n, names};
    struct cases cases = {NULL, PTV_EVENT, 1};
    int64_t time;
    if (ptvpy_call_take(&call, &cases) < 0 ||
        ptvpy_take_survival_time(ptvpy_state(self), cases.time, "time", &time) < 0 ||
        ptvpy_call_refused(&call, function(ptvpy_state(self), time, cases.event, cases.n)))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("add", self, args, n, names, ptv_survival_add_n);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("remove", self, args, n, names, ptv_survival_remove);
}

enum { TIMES, EVENTS, COLUMNS };

static const struct records_column measured_columns[COLUMNS] = {
    {"times", COLUMN_DURATIONS, NULL},
    {"events", COLUMN_TRUTHS, NULL},
};

static const struct records_column counted_columns[COLUMNS] = {
    {"times", COLUMN_INTEGERS, NULL},
    {"events", COLUMN_TRUTHS, NULL},
};

/* The columns of a call; 0 or -1, and in either case the records are to be given back. */
static int read_columns(const ptv_survival *state, PyObject *const *objects,
                        struct records *records) {
    int64_t unit_ms = unit_of(state);
    if (unit_ms > LONGEST_MEASURED_UNIT)
        return ptvpy_records_read(records, counted_columns, COLUMNS, objects, NULL);
    const struct column_unit unit = {(int32_t)unit_ms, 1};
    if (ptvpy_records_read(records, measured_columns, COLUMNS, objects, &unit) < 0)
        return -1;
    for (size_t row = 0; row < records->n; row++)
        records->column[TIMES][row] = whole_units(records->column[TIMES][row], unit_ms);
    return 0;
}

static ptv_status add_row(void *state, const struct records *records, size_t row,
                          const void *context) {
    (void)context;
    int32_t event =
        records->column[EVENTS] ? ptvpy_cell_i32(records, EVENTS, row, INT32_MIN) : PTV_EVENT;
    return ptv_survival_add(state, records->column[TIMES][row], event);
}

struct updated {
    PyObject *column[COLUMNS];
};

static const struct field updated_fields[] = {
    FIELD_AS("times", struct updated, column[TIMES], FIELD_OBJECT, NULL),
    FIELD_AS("events", struct updated, column[EVENTS], FIELD_OBJECT, NULL),
    FIELDS_END,
};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", updated_fields, COLUMNS, 1, args, n, names};
    struct updated updated = {{NULL, NULL}};
    struct records records;
    if (ptvpy_call_take(&call, &updated) < 0)
        return NULL;
    PyObject *result = NULL;
    if (read_columns(ptvpy_state(self), updated.column, &records) == 0)
        result = ptvpy_records_add(self, &records, add_row, NULL);
    ptvpy_records_free(&records);
    return result;
}

static const struct field config_fields[] = {
    FIELD_OPTION_AS("unit", ptv_survival_config, unit_ms, FIELD_DURATION),
    FIELD(ptv_survival_config, calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *get_of_config(PyObject *self, void *field) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    if (ptvpy_failed(ptv_survival_config_read(ptvpy_state(self), &config), NULL))
        return NULL;
    return ptvpy_field_give(field, &config);
}

static PyGetSetDef getters[] = {
    {"unit", get_of_config, NULL, "What a time of 1 stands for, a timedelta.",
     (void *)(uintptr_t)&config_fields[0]},
    {"calendar_id", get_of_config, NULL,
     "The caller's own number of the calendar that the times were measured by; 0: none.",
     (void *)(uintptr_t)&config_fields[1]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *state = NULL;
    config.unit_ms = 1;
    if (ptvpy_take_arguments("Survival", args, kwargs, NULL, 0, config_fields, &config) < 0)
        return NULL;
    if (ptvpy_call_failed(ptv_survival_new(&config, NULL, &state), "Survival", kwargs))
        return NULL;
    return ptvpy_state_new(&ptvpy_survival_class, state);
}

static ptv_status fresh(const void *state, void **out) {
    ptv_survival_config config = PTV_SURVIVAL_CONFIG_INIT;
    ptv_survival *made = NULL;
    ptv_status status = ptv_survival_config_read(state, &config);
    if (status >= 0)
        status = ptv_survival_new(&config, NULL, &made);
    *out = made;
    return status;
}

static PyObject *describe(const void *state) {
    ptv_survival_result result = PTV_SURVIVAL_RESULT_INIT;
    if (ptvpy_failed(ptv_survival_read(state, NULL, &result), NULL))
        return NULL;
    PyObject *text = PyUnicode_FromFormat("n=%llu, events=%llu", (unsigned long long)result.n,
                                          (unsigned long long)result.events);
    if (text && (result.missing > 0 || result.rejected > 0))
        ptvpy_set(&text, PyUnicode_FromFormat("%U, missing=%llu, rejected=%llu", text,
                                              (unsigned long long)result.missing,
                                              (unsigned long long)result.rejected));
    return text;
}

static PyTypeObject *survival_type;

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, time, event=True, n=1)\n--\n\n"
     "Counts a case, or n equal ones.\n\n"
     "time is how long it was watched: a number of units, or a timedelta, rounded down to whole\n"
     "units; None and NaN are counted under `missing`, a negative one under `rejected`. event is\n"
     "whether the event happened then; False: it had not happened yet."},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, time, event=True, n=1)\n--\n\n"
     "Takes back a case that was counted, or n of them, exactly; UnderflowError if there were not\n"
     "so many."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, times, events=None)\n--\n\n"
     "Counts columns: a row is a case, as add() counts it, all or none.\n\n"
     "times are numbers of units, or timedeltas (where a unit is longer than 24 days, whole "
     "numbers\n"
     "only); events are booleans, or 0 and 1, and none may be missing; without them every event\n"
     "happened. Raises ValueError for columns of different lengths.\n\n"
     ">>> import postventa\n"
     ">>> tickets = postventa.Survival()\n"
     ">>> tickets.update([5, 7, 7], [True, False, True])\n"
     ">>> tickets\n"
     "<Survival: n=3, events=2>"},
    {"read", CALLED_FAST(ptvpy_survival_read), METH_VARARGS | METH_KEYWORDS,
     ptvpy_survival_read_doc},
    {"at", CALLED_FAST(ptvpy_survival_at), METH_FASTCALL | METH_KEYWORDS, ptvpy_survival_at_doc},
    {"curve", CALLED_FAST(ptvpy_survival_curve), METH_VARARGS | METH_KEYWORDS,
     ptvpy_survival_curve_doc},
    {"quantile", CALLED_FAST(ptvpy_survival_quantile), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_survival_quantile_doc},
    {"restricted_mean", CALLED_FAST(ptvpy_survival_restricted_mean), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_survival_restricted_mean_doc},
    {"compare", CALLED_FAST(ptvpy_survival_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_survival_compare_doc},
    {NULL, NULL, 0, NULL},
};

const struct state_class ptvpy_survival_class = {
    .name = "postventa.Survival",
    .doc =
        "Survival(*, unit=None, calendar_id=0)\n--\n\n"
        "Time to an event that has not happened to everybody yet: Kaplan and Meier's estimate.\n\n"
        "Times are whole numbers of the unit, a timedelta or ms above 0 (default 1 ms): coarser\n"
        "ones keep the state small. calendar_id is the caller's own number of the calendar that\n"
        "measured them. States of different units or calendars do not merge. Raises ArgumentError\n"
        "for what is out of range.\n\n"
        ">>> import postventa\n"
        ">>> from datetime import timedelta\n"
        ">>> tickets = postventa.Survival(unit=timedelta(minutes=1))\n"
        ">>> tickets.add(12)\n"
        ">>> tickets.add(timedelta(hours=1))\n"
        ">>> tickets.add(45, event=False)\n"
        ">>> result = tickets.read()\n"
        ">>> result.n, result.events, result.median.value\n"
        "(3, 2, 60.0)\n"
        ">>> round(tickets.at(30).value, 3)\n"
        "0.667",
    .type = PTV_TYPE_SURVIVAL,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .fresh = fresh,
    .python = &survival_type,
};

int ptvpy_add_survival(PyObject *module) {
    return ptvpy_add_survival_results(module) < 0 ? -1
                                                  : ptvpy_add_state(module, &ptvpy_survival_class);
}
