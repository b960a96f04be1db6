/* SPDX-License-Identifier: MIT */
/* Zone: local times and periods of a place. Its file is found by postventa/_zones.py. */
#include "zone.h"

#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "int64s.h"
#include "state.h"
#include "values.h"

const struct word ptvpy_period_units[] = {
    {"day", PTV_PERIOD_DAY},         {"week", PTV_PERIOD_WEEK}, {"month", PTV_PERIOD_MONTH},
    {"quarter", PTV_PERIOD_QUARTER}, {"year", PTV_PERIOD_YEAR}, {NULL, 0},
};

static PyTypeObject *zone_type;
static const struct state_class zone_class;

const ptv_zone *ptvpy_zone(PyObject *object) {
    if (Py_TYPE(object) == zone_type)
        return ptvpy_state(object);
    PyErr_Format(PyExc_TypeError, "a postventa.Zone is wanted, not %R", object);
    return NULL;
}

/* ---- making */

/* Of a status, what it says of a file of a zone; NULL for those that say nothing of it. */
static const char *fault_of(ptv_status status) {
    switch (status) {
    case PTV_ERR_WIRE_MAGIC:
        return "these bytes are no TZif file";
    case PTV_ERR_WIRE_LENGTH:
        return "the TZif file is cut short, or goes on after its end";
    case PTV_ERR_WIRE_VERSION:
        return "the version of the TZif file is not known";
    case PTV_ERR_WIRE_CONTENT:
        return "the TZif file counts leap seconds, or has contents that no zone has";
    default:
        return NULL;
    }
}

static PyObject *from_tzif(PyObject *type, PyObject *data) {
    (void)type;
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    ptv_zone *zone = NULL;
    ptv_status status = ptv_zone_new_tzif(view.buf ? view.buf : "", (size_t)view.len, NULL, &zone);
    PyBuffer_Release(&view);
    if (fault_of(status)) {
        ptvpy_raise(status, PyUnicode_FromString(fault_of(status)));
        return NULL;
    }
    return ptvpy_failed(status, NULL) ? NULL : ptvpy_state_new(&zone_class, zone);
}

static PyObject *fixed(PyObject *type, PyObject *offset) {
    (void)type;
    int64_t offset_ms;
    ptv_zone *zone = NULL;
    if (ptvpy_take_duration(offset, "offset", &offset_ms) < 0 ||
        ptvpy_failed(ptv_zone_new_fixed(offset_ms, NULL, &zone), "offset"))
        return NULL;
    return ptvpy_state_new(&zone_class, zone);
}

static PyObject *posix(PyObject *type, PyObject *rule) {
    (void)type;
    Py_ssize_t len;
    if (!PyUnicode_Check(rule)) {
        PyErr_Format(PyExc_TypeError, "rule: a str is wanted, not %R", rule);
        return NULL;
    }
    const char *text = PyUnicode_AsUTF8AndSize(rule, &len);
    if (!text)
        return NULL;
    ptv_zone *zone = NULL;
    ptv_status status =
        strlen(text) == (size_t)len ? ptv_zone_new_posix(text, NULL, &zone) : PTV_ERR_ARGUMENT;
    if (status == PTV_ERR_ARGUMENT) {
        ptvpy_raise(status, PyUnicode_FromFormat("%R is no POSIX rule of a time zone", rule));
        return NULL;
    }
    return ptvpy_failed(status, NULL) ? NULL : ptvpy_state_new(&zone_class, zone);
}

PyObject *ptvpy_zone_of(PyObject *source) {
    if (Py_TYPE(source) == zone_type)
        return Py_NewRef(source);
    PyObject *module = PyImport_ImportModule("postventa._zones");
    PyObject *contents = module ? PyObject_CallMethod(module, "contents", "O", source) : NULL;
    PyObject *zone = NULL;
    if (contents)
        zone = PyBytes_Check(contents) ? from_tzif(NULL, contents) : fixed(NULL, contents);
    Py_XDECREF(contents);
    Py_XDECREF(module);
    return zone;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    PyObject *source;
    if (ptvpy_take_arguments("Zone", args, kwargs, &source, 1, NULL, NULL) < 0)
        return NULL;
    return ptvpy_zone_of(source);
}

/* ---- local times */

static PyObject *offset(PyObject *self, PyObject *value) {
    int64_t instant, ms;
    if (ptvpy_take_instant(value, "instant", &instant) < 0 ||
        ptvpy_failed(ptv_zone_offset(ptvpy_state(self), instant, &ms), "instant"))
        return NULL;
    return ptvpy_give_duration(ms);
}

static PyObject *to_local(PyObject *self, PyObject *value) {
    int64_t instant, local, first;
    if (ptvpy_take_instant(value, "instant", &instant) < 0 ||
        ptvpy_failed(ptv_zone_to_local(ptvpy_state(self), instant, &local), "instant") ||
        ptvpy_failed(ptv_zone_to_instant(ptvpy_state(self), local, PTV_LOCAL_START, &first, NULL),
                     "instant"))
        return NULL;
    return ptvpy_give_local(local, first < instant);
}

static const struct word edges[] = {
    {"start", PTV_LOCAL_START},
    {"end", PTV_LOCAL_END},
    {NULL, 0},
};

static const struct word occurrences[] = {
    {"unique", PTV_LOCAL_UNIQUE},
    {"gap", PTV_LOCAL_GAP},
    {"overlap", PTV_LOCAL_OVERLAP},
    {NULL, 0},
};

struct local {
    PyObject *local;
    int32_t edge;
};

static const struct field local_arguments[] = {
    FIELD(struct local, local, FIELD_OBJECT, NULL),
    FIELD_WORDS(struct local, edge, edges, NULL),
    FIELDS_END,
};

static PyObject *to_instant(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"to_instant", local_arguments, 2, 1, args, n, names};
    struct local in = {NULL, -1};
    int64_t local, fold, instant;
    if (ptvpy_call_take(&call, &in) < 0 || ptvpy_take_local(in.local, "local", &local, &fold) < 0)
        return NULL;
    if (in.edge < 0)
        in.edge = fold ? PTV_LOCAL_END : PTV_LOCAL_START;
    if (ptvpy_call_refused(&call,
                           ptv_zone_to_instant(ptvpy_state(self), local, in.edge, &instant, NULL)))
        return NULL;
    return ptvpy_give_instant(instant);
}

static PyObject *occurrence(PyObject *self, PyObject *value) {
    static const struct field found = {"occurrence", FIELD_WORD, 0,    NULL,
                                       occurrences,  NULL,       NULL, false};
    int64_t local, fold, instant;
    int32_t number;
    if (ptvpy_take_local(value, "local", &local, &fold) < 0 ||
        ptvpy_failed(
            ptv_zone_to_instant(ptvpy_state(self), local, PTV_LOCAL_START, &instant, &number),
            "local"))
        return NULL;
    return ptvpy_field_give(&found, &number);
}

/* ---- periods */

struct period {
    int32_t unit;
    int64_t instant, index;
    PyObject *instants;
};

static const struct field period_arguments[] = {
    FIELD_WORDS(struct period, unit, ptvpy_period_units, NULL),
    FIELD(struct period, instant, FIELD_INSTANT, NULL),
    FIELDS_END,
};

static PyObject *period(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"period", period_arguments, 2, 2, args, n, names};
    struct period in = {0, 0, 0, NULL};
    if (ptvpy_call_take(&call, &in) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_zone_period(ptvpy_state(self), in.unit, in.instant, &in.index)))
        return NULL;
    return PyLong_FromLongLong(in.index);
}

static const struct field period_start_arguments[] = {
    FIELD_WORDS(struct period, unit, ptvpy_period_units, NULL),
    FIELD(struct period, index, FIELD_I64, NULL),
    FIELDS_END,
};

static PyObject *period_start(PyObject *self, PyObject *const *args, Py_ssize_t n,
                              PyObject *names) {
    const struct call call = {"period_start", period_start_arguments, 2, 2, args, n, names};
    struct period in = {0, 0, 0, NULL};
    if (ptvpy_call_take(&call, &in) < 0 ||
        ptvpy_call_refused(
            &call, ptv_zone_period_start(ptvpy_state(self), in.unit, in.index, &in.instant)))
        return NULL;
    return ptvpy_give_instant(in.instant);
}

static const struct field periods_arguments[] = {
    FIELD_WORDS(struct period, unit, ptvpy_period_units, NULL),
    FIELD(struct period, instants, FIELD_OBJECT, NULL),
    FIELDS_END,
};

static PyObject *periods_of(const ptv_zone *zone, int32_t unit, const int64_t *instants, size_t n) {
    Py_buffer indices;
    PyObject *array = ptvpy_int64s_new(n, &indices);
    if (!array)
        return NULL;
    PyThreadState *thread = n >= COLUMN_LONG ? PyEval_SaveThread() : NULL;
    ptv_status status = ptv_zone_period_column(zone, unit, instants, NULL, 0, n, indices.buf);
    if (thread)
        PyEval_RestoreThread(thread);
    PyBuffer_Release(&indices);
    if (ptvpy_failed(status, "instants"))
        Py_CLEAR(array);
    return array;
}

static PyObject *periods(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    static const struct column_reading as_instants = {"instants", COLUMN_INSTANTS, {0, 0}};
    const struct call call = {"periods", periods_arguments, 2, 2, args, n, names};
    struct period in = {0, 0, 0, NULL};
    size_t rows = 0;
    if (ptvpy_call_take(&call, &in) < 0)
        return NULL;
    int64_t *instants = ptvpy_column_array(in.instants, &as_instants, &rows, NULL);
    PyObject *array = instants ? periods_of(ptvpy_state(self), in.unit, instants, rows) : NULL;
    free(instants);
    return array;
}

/* ---- the class */

static PyObject *offset_text(int64_t ms) {
    int s = (int)((ms < 0 ? -ms : ms) / 1000);
    PyObject *text =
        PyUnicode_FromFormat("UTC%c%02d:%02d", ms < 0 ? '-' : '+', s / 3600, s / 60 % 60);
    if (text && s % 60 > 0)
        ptvpy_set(&text, PyUnicode_FromFormat("%U:%02d", text, s % 60));
    return text;
}

/* A zone does not know its name: what is shown are its offsets in a January and a July to come. */
static PyObject *describe(const void *zone) {
    const int64_t day_ms = 86400000, january = 47482 * day_ms, july = 47663 * day_ms;
    int64_t winter, summer;
    if (ptvpy_failed(ptv_zone_offset(zone, january, &winter), NULL) ||
        ptvpy_failed(ptv_zone_offset(zone, july, &summer), NULL))
        return NULL;
    PyObject *text = offset_text(winter < summer ? winter : summer);
    PyObject *other =
        text && winter != summer ? offset_text(winter < summer ? summer : winter) : NULL;
    if (other)
        ptvpy_set(&text, PyUnicode_FromFormat("%U, %U", text, other));
    Py_XDECREF(other);
    return text;
}

static PyMethodDef methods[] = {
    {"fixed", fixed, METH_O | METH_CLASS,
     "fixed($type, offset, /)\n--\n\n"
     "A zone that is always as far from UTC: a timedelta of whole seconds, below 26 hours.\n\n"
     ">>> import postventa\n"
     ">>> from datetime import timedelta\n"
     ">>> postventa.Zone.fixed(timedelta(hours=-5))\n"
     "<Zone: UTC-05:00>"},
    {"posix", posix, METH_O | METH_CLASS,
     "posix($type, rule, /)\n--\n\n"
     "A zone of a POSIX rule; ArgumentError where it is none.\n\n"
     ">>> import postventa\n"
     ">>> postventa.Zone.posix('CET-1CEST,M3.5.0,M10.5.0/3')\n"
     "<Zone: UTC+01:00, UTC+02:00>"},
    {"from_tzif", from_tzif, METH_O | METH_CLASS,
     "from_tzif($type, data, /)\n--\n\n"
     "A zone of the bytes of a TZif file, as systems keep them in /usr/share/zoneinfo.\n\n"
     "Raises WireError for other bytes, and for files that count leap seconds."},
    {"offset", offset, METH_O,
     "offset($self, instant, /)\n--\n\n"
     "How far local time is from UTC at an instant, a timedelta."},
    {"to_local", to_local, METH_O,
     "to_local($self, instant, /)\n--\n\n"
     "What the clock on the wall shows at an instant: a naive datetime, with fold=1 where it "
     "shows\n"
     "that for the second time.\n\n"
     ">>> import postventa\n"
     ">>> from datetime import datetime, timezone\n"
     ">>> bogota = postventa.Zone('America/Bogota')\n"
     ">>> bogota.to_local(datetime(2025, 3, 1, 2, tzinfo=timezone.utc))\n"
     "datetime.datetime(2025, 2, 28, 21, 0)"},
    {"to_instant", CALLED_FAST(to_instant), METH_FASTCALL | METH_KEYWORDS,
     "to_instant($self, local, edge=None)\n--\n\n"
     "The instant of a naive datetime: an aware one, in UTC.\n\n"
     "Where the clock was moved over it, the instant at which the gap ended. Where it came twice,\n"
     "edge says which: 'start' the first, as for beginnings, 'end' the last, as for ends; None: "
     "as\n"
     "local.fold says.\n\n"
     ">>> import postventa\n"
     ">>> from datetime import datetime\n"
     ">>> madrid = postventa.Zone('Europe/Madrid')\n"
     ">>> madrid.to_instant(datetime(2025, 10, 26, 2, 30), 'end')\n"
     "datetime.datetime(2025, 10, 26, 1, 30, tzinfo=datetime.timezone.utc)"},
    {"occurrence", occurrence, METH_O,
     "occurrence($self, local, /)\n--\n\n"
     "Whether a naive datetime is one instant ('unique'), was left out when the clock was moved\n"
     "forward ('gap'), or came twice when it was put back ('overlap').\n\n"
     ">>> import postventa\n"
     ">>> from datetime import datetime\n"
     ">>> postventa.Zone('Europe/Madrid').occurrence(datetime(2025, 3, 30, 2, 30))\n"
     "'gap'"},
    {"period", CALLED_FAST(period), METH_FASTCALL | METH_KEYWORDS,
     "period($self, unit, instant)\n--\n\n"
     "The number of the period that an instant is in, by the calendar of the zone.\n\n"
     "unit is 'day', 'week' (from Monday), 'month', 'quarter' or 'year'; number 0 is the one of\n"
     "1970-01-01. A period begins when the clock first shows its first midnight or a later time,\n"
     "and ends when the next one begins.\n\n"
     ">>> import postventa\n"
     ">>> from datetime import datetime, timezone\n"
     ">>> bogota = postventa.Zone('America/Bogota')\n"
     ">>> bogota.period('month', datetime(2025, 3, 1, 2, tzinfo=timezone.utc))\n"
     "661"},
    {"periods", CALLED_FAST(periods), METH_FASTCALL | METH_KEYWORDS,
     "periods($self, unit, instants)\n--\n\n"
     "The numbers of the periods of a column of instants: an array.array of 64-bit integers, "
     "which\n"
     "numpy.asarray() takes without a copy; -2**63 where the instant is missing."},
    {"period_start", CALLED_FAST(period_start), METH_FASTCALL | METH_KEYWORDS,
     "period_start($self, unit, index)\n--\n\n"
     "The instant at which a period begins, in UTC; the next one's begin is its end.\n\n"
     ">>> import postventa\n"
     ">>> postventa.Zone('America/Bogota').period_start('month', 661)\n"
     "datetime.datetime(2025, 2, 1, 5, 0, tzinfo=datetime.timezone.utc)"},
    {NULL, NULL, 0, NULL},
};

static const struct state_class zone_class = {
    .name = "postventa.Zone",
    .doc =
        "Zone(source, /)\n--\n\n"
        "A time zone: from instants to the clock on the wall and back, and to the days, weeks and\n"
        "months of a place.\n\n"
        "source is a name such as 'America/Bogota', whose file is looked for where zoneinfo does,\n"
        "in zoneinfo.TZPATH and then in the package tzdata; or a zoneinfo.ZoneInfo, which stands\n"
        "for its name; or a datetime.timezone. Raises zoneinfo.ZoneInfoNotFoundError where there\n"
        "is none of that name, ValueError for what is no name.\n\n"
        "A zone holds its rules, not its name: equal clocks are equal zones, and its bytes need\n"
        "no file to be read. It counts nothing: merge() and reset() raise TypeError.\n\n"
        ">>> import postventa\n"
        ">>> from datetime import datetime, timezone\n"
        ">>> madrid = postventa.Zone('Europe/Madrid')\n"
        ">>> madrid.offset(datetime(2025, 7, 1, tzinfo=timezone.utc))\n"
        "datetime.timedelta(seconds=7200)",
    .type = PTV_TYPE_ZONE,
    .preferred = true,
    .make = make,
    .methods = methods,
    .describe = describe,
    .python = &zone_type,
};

int ptvpy_add_zone(PyObject *module) {
    return ptvpy_add_state(module, &zone_class);
}
