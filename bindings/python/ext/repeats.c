/* SPDX-License-Identifier: MIT */
/* Repeats: first-contact resolution, by whether the customer came back. */
#include "call.h"
#include "record.h"
#include "records.h"
#include "values.h"

#include <stdlib.h>

static const struct field contact_fields[] = {
    FIELD(ptv_contact, customer, FIELD_KEY, NULL),
    FIELD(ptv_contact, time, FIELD_INSTANT, NULL),
    FIELD(ptv_contact, issue, FIELD_KEY, NULL),
    FIELDS_END,
};

/* Counts the contact that the arguments tell, or takes it back. */
static PyObject *change(PyObject *self, const struct call *arguments,
                        ptv_status (*by)(ptv_repeats *, uint64_t, uint64_t, int64_t)) {
    ptv_contact contact = {0, 0, 0};
    if (ptvpy_call_take(arguments, &contact) < 0)
        return NULL;
    if (contact.issue == PTV_KEY_NONE)
        contact.issue = 0;
    if (ptvpy_failed(by(ptvpy_state(self), contact.customer, contact.issue, contact.time), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"add", contact_fields, 3, 2, args, n, names};
    return change(self, &arguments, ptv_repeats_add);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"remove", contact_fields, 3, 2, args, n, names};
    return change(self, &arguments, ptv_repeats_remove);
}

enum { CUSTOMERS, TIMES, ISSUES, COLUMNS };

struct columns {
    PyObject *column[COLUMNS];
};

static const struct field update_fields[] = {
    FIELD_AS("customers", struct columns, column[CUSTOMERS], FIELD_OBJECT, NULL),
    FIELD_AS("times", struct columns, column[TIMES], FIELD_OBJECT, NULL),
    FIELD_AS("issues", struct columns, column[ISSUES], FIELD_OBJECT, NULL),
    FIELDS_END,
};

static const struct records_column columns[COLUMNS] = {
    {"customers", COLUMN_KEYS, NULL},
    {"times", COLUMN_INSTANTS, NULL},
    {"issues", COLUMN_KEYS, NULL},
};

/* Counted in the state itself, with the GIL: a copy of it is as large as all its contacts, and an
 * empty one has another cutoff. The library takes all or none. */
static PyObject *add_records(PyObject *self, const struct records *records) {
    ptv_contact *contacts = malloc((records->n > 0 ? records->n : 1) * sizeof *contacts);
    if (!contacts)
        return PyErr_NoMemory();
    for (size_t row = 0; row < records->n; row++) {
        contacts[row].customer = ptvpy_cell_key(records, CUSTOMERS, row, PTV_KEY_NONE);
        contacts[row].time = ptvpy_cell(records, TIMES, row, PTV_TIME_NONE);
        contacts[row].issue = ptvpy_cell_key(records, ISSUES, row, 0);
    }
    ptv_status status =
        ptv_repeats_add_records(ptvpy_state(self), contacts, sizeof *contacts, records->n);
    free(contacts);
    if (ptvpy_failed(status, NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", update_fields, 3, 2, args, n, names};
    struct columns given = {{NULL}};
    struct records records;
    if (ptvpy_call_take(&call, &given) < 0)
        return NULL;
    PyObject *result = NULL;
    if (ptvpy_records_read(&records, columns, COLUMNS, given.column, NULL) == 0)
        result = add_records(self, &records);
    ptvpy_records_free(&records);
    return result;
}

static PyObject *exclude(PyObject *self, PyObject *number) {
    uint64_t n;
    if (ptvpy_take_count(number, "n", &n) < 0 ||
        ptvpy_failed(ptv_repeats_exclude(ptvpy_state(self), n), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *advance(PyObject *self, PyObject *instant) {
    int64_t cutoff;
    if (ptvpy_take_instant(instant, "cutoff", &cutoff) < 0 ||
        ptvpy_failed(ptv_repeats_advance(ptvpy_state(self), cutoff), "advance"))
        return NULL;
    Py_RETURN_NONE;
}

static const struct field options[] = {
    FIELD_OPTION(ptv_repeats_options, as_of, FIELD_INSTANT),
    FIELD_OPTION(ptv_repeats_options, confidence, FIELD_DOUBLE),
    FIELD(ptv_repeats_options, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_repeats_result, fcr,
                   "Of the eligible openers: share without a repeat, 0..1."),
    FIELD_ESTIMATE(ptv_repeats_result, repeat_free,
                   "Of all eligible contacts: share without a repeat, 0..1."),
    FIELD(ptv_repeats_result, contacts, FIELD_COUNT, "Contacts with a customer, up to as_of."),
    FIELD(ptv_repeats_result, openers, FIELD_COUNT, "Of them, those that open a chain."),
    FIELD(ptv_repeats_result, eligible, FIELD_COUNT,
          "Of the openers, those whose window is over: the base of `fcr`."),
    FIELD(ptv_repeats_result, resolved, FIELD_COUNT, "Of these, those without a repeat."),
    FIELD(ptv_repeats_result, not_yet_eligible, FIELD_COUNT,
          "Of the openers, those whose window is not over."),
    FIELD(ptv_repeats_result, short_history, FIELD_COUNT,
          "Of the eligible openers, those less than a window after `since`: an earlier contact may "
          "be unknown."),
    FIELD(ptv_repeats_result, excluded, FIELD_COUNT,
          "Contacts without a customer or a time, or excluded."),
    FIELD(ptv_repeats_result, later, FIELD_COUNT, "Contacts after as_of."),
    FIELD(ptv_repeats_result, since, FIELD_INSTANT,
          "Since when contacts were recorded; None: not said, and no contact."),
    FIELD(ptv_repeats_result, as_of, FIELD_INSTANT,
          "Until when everything is known; None: not said, and no contact."),
    FIELD_AS("window", ptv_repeats_result, window_ms, FIELD_DURATION, "The window."),
    FIELDS_END,
};

static PyTypeObject *repeats_type, *result_type;

static const struct record_class result_class = {
    .name = "postventa.RepeatsResult",
    .doc = "What Repeats.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> postventa.Repeats().read().window\n"
           "datetime.timedelta(days=7)",
    .size = sizeof(ptv_repeats_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static PyObject *read_repeats(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_repeats_options opt = PTV_REPEATS_OPTIONS_INIT;
    ptv_repeats_result out = PTV_REPEATS_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, options, &opt) < 0 ||
        ptvpy_call_failed(ptv_repeats_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

static const struct field config_fields[] = {
    FIELD_OPTION_AS("window", ptv_repeats_config, window_ms, FIELD_DURATION),
    FIELD_OPTION(ptv_repeats_config, since, FIELD_INSTANT),
    FIELDS_END,
};

static PyObject *get_of_config(PyObject *self, void *field) {
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    if (ptvpy_failed(ptv_repeats_config_read(ptvpy_state(self), &config), NULL))
        return NULL;
    if (config.since == 0)
        config.since = PTV_TIME_NONE;
    return ptvpy_field_give(field, &config);
}

static PyGetSetDef getters[] = {
    {"window", get_of_config, NULL, "How long a customer may not come back, a timedelta.",
     (void *)(uintptr_t)&config_fields[0]},
    {"since", get_of_config, NULL,
     "Since when contacts were recorded; None: since the earliest contact.",
     (void *)(uintptr_t)&config_fields[1]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *describe(const void *state) {
    ptv_repeats_result result = PTV_REPEATS_RESULT_INIT;
    if (ptvpy_failed(ptv_repeats_read(state, NULL, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat("contacts=%llu, excluded=%llu", (unsigned long long)result.contacts,
                                (unsigned long long)result.excluded);
}

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, customer, time, issue=None)\n--\n\n"
     "Counts a contact.\n\n"
     "customer and issue are ints, str or bytes; str and bytes are hashed, and an int is its own\n"
     "key. time is an aware datetime or ms since the epoch. Without a customer or a time (None)\n"
     "the contact is counted as excluded; without an issue, chains are by customer. Contacts may\n"
     "come in any order. Raises OrderError for one before the cutoff of advance()."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, /, customers, times, issues=None)\n--\n\n"
     "Counts columns of contacts: Arrow, NumPy, pandas, polars, or any iterables of one length.\n\n"
     "The same as add() of each row, all or none. Raises ValueError for columns of different\n"
     "lengths."},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, /, customer, time, issue=None)\n--\n\n"
     "Takes back a contact that was counted: exactly.\n\n"
     "Raises UnderflowError where there is no such contact, OrderError before the cutoff."},
    {"exclude", exclude, METH_O,
     "exclude($self, n, /)\n--\n\n"
     "Counts n contacts that are left out, such as those that no first contact can resolve."},
    {"advance", advance, METH_O,
     "advance($self, cutoff, /)\n--\n\n"
     "Promises that no contact before an instant will come any more; what can be is forgotten.\n\n"
     "Readings are what they would have been. Raises ArgumentError where `since` was not given,\n"
     "OrderError before an earlier cutoff."},
    {"read", CALLED_FAST(read_repeats), METH_VARARGS | METH_KEYWORDS,
     "read($self, /, *, as_of=None, confidence=0.95, method=None)\n--\n\n"
     "First-contact resolution as of an instant: a RepeatsResult.\n\n"
     "as_of is until when everything is known: by default the latest contact, or the cutoff where\n"
     "that is later. method is 'wilson' (default), 'clopper_pearson', 'agresti_coull' or\n"
     "'jeffreys'. While no window is over, the shares are nan and their status 'empty'. Raises\n"
     "OrderError for an as_of before the cutoff, ArgumentError for the epoch itself."},
    {NULL, NULL, 0, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs);

static const struct state_class repeats_class = {
    .name = "postventa.Repeats",
    .doc = "Repeats(*, window=None, since=None)\n--\n\n"
           "First-contact resolution: how many customers did not come back within a window.\n\n"
           "window is a timedelta, 7 days by default; since the instant since which contacts were\n"
           "recorded, by default the earliest contact: advance() needs it. A customer's contacts "
           "must\n"
           "all be in one state, or in states that are merged before they are read. Raises\n"
           "ArgumentError for a window that is not above 0, and for the epoch itself as since.\n\n"
           ">>> import postventa\n"
           ">>> from datetime import datetime, timedelta, timezone\n"
           ">>> monday = datetime(2025, 6, 2, tzinfo=timezone.utc)\n"
           ">>> repeats = postventa.Repeats(window=timedelta(days=7))\n"
           ">>> repeats.add('ana', monday)\n"
           ">>> repeats.add('bruno', monday)\n"
           ">>> repeats.add('bruno', monday + timedelta(days=2))\n"
           ">>> result = repeats.read(as_of=monday + timedelta(days=10))\n"
           ">>> result.fcr.value, result.openers, result.contacts\n"
           "(0.5, 2, 3)",
    .type = PTV_TYPE_REPEATS,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .python = &repeats_type,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_repeats_config config = PTV_REPEATS_CONFIG_INIT;
    ptv_repeats *repeats = NULL;
    if (ptvpy_take_arguments("Repeats", args, kwargs, NULL, 0, config_fields, &config) < 0 ||
        ptvpy_call_failed(ptv_repeats_new(&config, NULL, &repeats), "Repeats", kwargs))
        return NULL;
    return ptvpy_state_new(&repeats_class, repeats);
}

int ptvpy_add_repeats(PyObject *module) {
    const struct record_class *added[] = {&result_class, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : ptvpy_add_state(module, &repeats_class);
}
