/* SPDX-License-Identifier: MIT */
/* Complaints over a period: how they get in. complaints_read.c holds what comes out. */
#include "complaints.h"

#include "call.h"
#include "records.h"
#include "values.h"

static const struct field complaint_fields[] = {
    FIELD(ptv_complaint, received, FIELD_INSTANT, NULL),
    FIELD(ptv_complaint, closed, FIELD_INSTANT, NULL),
    FIELD_AS("solved", ptv_complaint, solved_ms, FIELD_DURATION, NULL),
    FIELD(ptv_complaint, upheld, FIELD_OUTCOME, NULL),
    FIELDS_END,
};

/* Counts the complaint that the arguments tell, or takes it back. */
static PyObject *change(PyObject *self, const struct call *arguments,
                        ptv_status (*by)(ptv_complaints *, const ptv_complaint *)) {
    ptv_complaint complaint = PTV_COMPLAINT_INIT;
    if (ptvpy_call_take(arguments, &complaint) < 0 ||
        ptvpy_call_refused(arguments, by(ptvpy_state(self), &complaint)))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"add", complaint_fields, 2, 1, args, n, names};
    return change(self, &arguments, ptv_complaints_add);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"remove", complaint_fields, 2, 1, args, n, names};
    return change(self, &arguments, ptv_complaints_remove);
}

enum { RECEIVED, CLOSED, SOLVED, UPHELD, COLUMNS };

struct columns {
    PyObject *column[COLUMNS], *unit;
};

static const struct field update_fields[] = {
    FIELD_AS("received", struct columns, column[RECEIVED], FIELD_OBJECT, NULL),
    FIELD_AS("closed", struct columns, column[CLOSED], FIELD_OBJECT, NULL),
    FIELD_AS("solved", struct columns, column[SOLVED], FIELD_OBJECT, NULL),
    FIELD_AS("upheld", struct columns, column[UPHELD], FIELD_OBJECT, NULL),
    FIELD(struct columns, unit, FIELD_OBJECT, NULL),
    FIELDS_END,
};

static const struct records_column columns[COLUMNS] = {
    {"received", COLUMN_INSTANTS, NULL},
    {"closed", COLUMN_INSTANTS, NULL},
    {"solved", COLUMN_DURATIONS, NULL},
    {"upheld", COLUMN_INTEGERS, NULL},
};

static ptv_status add_row(void *state, const struct records *records, size_t row,
                          const void *context) {
    (void)context;
    ptv_complaint complaint = PTV_COMPLAINT_INIT;
    complaint.received = ptvpy_cell(records, RECEIVED, row, PTV_TIME_NONE);
    complaint.closed = ptvpy_cell(records, CLOSED, row, PTV_TIME_NONE);
    complaint.solved_ms = ptvpy_cell(records, SOLVED, row, PTV_TIME_NONE);
    complaint.upheld = ptvpy_cell_i32(records, UPHELD, row, PTV_OUTCOME_EXCLUDED);
    return ptv_complaints_add(state, &complaint);
}

static const struct records_table table = {columns, COLUMNS, add_row};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", update_fields, 2, 1, args, n, names};
    struct columns given = {{NULL}, NULL};
    if (ptvpy_call_take(&call, &given) < 0)
        return NULL;
    return ptvpy_records_update(self, &table, given.column, given.unit, NULL);
}

struct exposed {
    uint64_t at_start, at_end;
};

static PyObject *add_exposed(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    static const struct field fields[] = {
        FIELD(struct exposed, at_start, FIELD_COUNT, NULL),
        FIELD(struct exposed, at_end, FIELD_COUNT, NULL),
        FIELDS_END,
    };
    const struct call call = {"add_exposed", fields, 2, 2, args, n, names};
    struct exposed exposed = {0, 0};
    if (ptvpy_call_take(&call, &exposed) < 0 ||
        ptvpy_failed(
            ptv_complaints_add_exposed(ptvpy_state(self), exposed.at_start, exposed.at_end), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static const struct field_array ages = {FIELD_DURATION, PTV_BACKLOG_AGES,
                                        offsetof(ptv_complaints_config, n_ages), NULL};

static const struct field config_fields[] = {
    FIELD_AS("start", ptv_complaints_config, from, FIELD_INSTANT, NULL),
    FIELD(ptv_complaints_config, until, FIELD_INSTANT, NULL),
    FIELD_OPTION_AS("within", ptv_complaints_config, within_ms, FIELD_DURATION),
    {"ages", FIELD_ARRAY, offsetof(ptv_complaints_config, age_ms), NULL, NULL, NULL, &ages, false},
    FIELD(ptv_complaints_config, calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *get_of_config(PyObject *self, void *field) {
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    if (ptvpy_failed(ptv_complaints_config_read(ptvpy_state(self), &config), NULL))
        return NULL;
    if (config.within_ms == 0)
        config.within_ms = PTV_TIME_NONE;
    return ptvpy_field_give(field, &config);
}

static PyGetSetDef getters[] = {
    {"start", get_of_config, NULL, "Start of the period.", (void *)(uintptr_t)&config_fields[0]},
    {"until", get_of_config, NULL, "Its end, which is not in it.",
     (void *)(uintptr_t)&config_fields[1]},
    {"within", get_of_config, NULL, "Limit for solving a complaint; None: there is none.",
     (void *)(uintptr_t)&config_fields[2]},
    {"ages", get_of_config, NULL, "Edges between bands of age: a tuple of timedeltas.",
     (void *)(uintptr_t)&config_fields[3]},
    {"calendar_id", get_of_config, NULL,
     "Your own number of the calendar of the business time; 0: calendar time.",
     (void *)(uintptr_t)&config_fields[4]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *describe(const void *state) {
    ptv_complaints_result result = PTV_COMPLAINTS_RESULT_INIT;
    if (ptvpy_failed(ptv_complaints_read(state, NULL, &result), NULL))
        return NULL;
    const ptv_backlog *movement = &result.movement;
    return PyUnicode_FromFormat(
        "received=%llu, closed=%llu, open=%llu", (unsigned long long)movement->received,
        (unsigned long long)movement->closed, (unsigned long long)movement->open_end);
}

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, received, closed=None, *, solved=None, upheld=None)\n--\n\n"
     "Counts a complaint, where the period has it come, go, or be open.\n\n"
     "received and closed are aware datetimes or ms since the epoch; closed None: it is not "
     "solved\n"
     "yet. solved is the business time from the one to the other, and is given where\n"
     "the state has a calendar_id and the complaint was solved, and only then. upheld is True,\n"
     "False, or None where it is not decided. A complaint that was closed before it came in, or\n"
     "never received (None), is no error: it is counted as invalid."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, /, received, closed=None, *, solved=None, upheld=None, unit='ms')\n--\n\n"
     "Counts columns of complaints: Arrow, NumPy, pandas, polars, or any iterables of one length.\n"
     "\n"
     "The same as add() of each row, all or none. unit is that of plain numbers in solved: 'ns',\n"
     "'us', 'ms', 's', 'min', 'h' or 'd'. Raises ValueError for columns of different lengths, and\n"
     "for a row that add() would not take, which it names.\n\n"
     ">>> import postventa\n"
     ">>> complaints = postventa.Complaints(start=0, until=1_000)\n"
     ">>> complaints.update([100, 200, 300], [250, 400, None], upheld=[True, False, None])\n"
     ">>> complaints\n"
     "<Complaints: received=3, closed=2, open=1>"},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, /, received, closed=None, *, solved=None, upheld=None)\n--\n\n"
     "Takes back a complaint that was counted, with the arguments that it was counted with.\n\n"
     "Durations are in buckets from then on. Raises UnderflowError where no such complaint was\n"
     "counted."},
    {"add_exposed", CALLED_FAST(add_exposed), METH_FASTCALL | METH_KEYWORDS,
     "add_exposed($self, /, at_start, at_end)\n--\n\n"
     "Counts who could have complained, at the start of the period and at its end: customers, or\n"
     "orders."},
    {"read", CALLED_FAST(ptvpy_complaints_read), METH_VARARGS | METH_KEYWORDS,
     ptvpy_complaints_read_doc},
    {"compare", CALLED_FAST(ptvpy_complaints_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_complaints_compare_doc},
    {"durations", ptvpy_complaints_durations, METH_NOARGS, ptvpy_complaints_durations_doc},
    {"survival", ptvpy_complaints_survival, METH_NOARGS, ptvpy_complaints_survival_doc},
    {NULL, NULL, 0, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs);

static PyTypeObject *complaints_type;

static const struct state_class complaints_class = {
    .name = "postventa.Complaints",
    .doc = "Complaints(*, start, until, within=None, ages=(), calendar_id=0)\n--\n\n"
           "Complaints over a period: how many per thousand, solved, within the limit, upheld, "
           "open.\n\n"
           "start and until are the period, until not in it; within the limit for solving a\n"
           "complaint, above 0; ages at most 7 rising edges between bands of age of those that\n"
           "are open; calendar_id your own number of the calendar in which solving is measured.\n"
           "Raises TypeError without a period, ArgumentError for what is out of range.\n\n"
           ">>> import postventa\n"
           ">>> from datetime import datetime, timedelta, timezone\n"
           ">>> january = datetime(2025, 1, 1, tzinfo=timezone.utc)\n"
           ">>> month, day = timedelta(days=31), timedelta(days=1)\n"
           ">>> complaints = postventa.Complaints(\n"
           "...     start=january, until=january + month, within=10 * day)\n"
           ">>> complaints.add(january + day, january + 4 * day, upheld=True)\n"
           ">>> complaints.add(january + 2 * day, january + 20 * day, upheld=False)\n"
           ">>> complaints.add_exposed(1_900, 2_000)\n"
           ">>> result = complaints.read()\n"
           ">>> result.per_thousand.value, result.within.value, result.upheld.value\n"
           "(1.0, 0.5, 0.5)",
    .type = PTV_TYPE_COMPLAINTS,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .python = &complaints_type,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_complaints_config config = PTV_COMPLAINTS_CONFIG_INIT;
    ptv_complaints *complaints = NULL;
    config.from = config.until = PTV_TIME_NONE;
    if (ptvpy_take_arguments("Complaints", args, kwargs, NULL, 0, config_fields, &config) < 0)
        return NULL;
    if (config.from == PTV_TIME_NONE || config.until == PTV_TIME_NONE) {
        PyErr_SetString(PyExc_TypeError, "Complaints() needs a period: start and until");
        return NULL;
    }
    if (ptvpy_call_failed(ptv_complaints_new(&config, NULL, &complaints), "Complaints", kwargs))
        return NULL;
    return ptvpy_state_new(&complaints_class, complaints);
}

int ptvpy_add_complaints(PyObject *module) {
    if (ptvpy_add_complaints_results(module) < 0)
        return -1;
    return ptvpy_add_state(module, &complaints_class);
}
