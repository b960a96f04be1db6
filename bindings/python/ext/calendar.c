/* SPDX-License-Identifier: MIT */
/* Calendar: business hours, made of a text and a zone, which it keeps. */
#include "calendar.h"

#include <stdlib.h>

#include "call.h"
#include "column.h"
#include "int64s.h"
#include "values.h"
#include "zone.h"

struct calendar {
    PyObject_HEAD ptv_calendar *calendar;
    PyObject *text, *zone;
};

static PyTypeObject *calendar_type;
static PyObject *calendar_error; /* postventa.CalendarError */

static struct calendar *object_of(PyObject *self) {
    return (struct calendar *)(void *)self;
}

const ptv_calendar *ptvpy_calendar(PyObject *object) {
    if (Py_TYPE(object) == calendar_type)
        return object_of(object)->calendar;
    PyErr_Format(PyExc_TypeError, "a postventa.Calendar is wanted, not %R", object);
    return NULL;
}

/* ---- making */

static int set_attribute(PyObject *error, const char *name, PyObject *value) {
    int result = value ? PyObject_SetAttrString(error, name, value) : -1;
    Py_XDECREF(value);
    return result;
}

/* Sets a CalendarError that says where the text is wrong, and why. */
static void raise_fault(const ptv_calendar_error *fault) {
    const char *reason = ptv_calendar_reason(fault->reason);
    PyObject *message = PyUnicode_FromFormat("line %u, column %u: %s", (unsigned)fault->line,
                                             (unsigned)fault->column, reason);
    PyObject *error = message ? PyObject_CallFunctionObjArgs(calendar_error, message, NULL) : NULL;
    if (error &&
        set_attribute(error, "status", PyUnicode_FromString(ptv_status_name(PTV_ERR_ARGUMENT))) ==
            0 &&
        set_attribute(error, "line", PyLong_FromUnsignedLong(fault->line)) == 0 &&
        set_attribute(error, "column", PyLong_FromUnsignedLong(fault->column)) == 0 &&
        set_attribute(error, "reason", PyUnicode_FromString(reason)) == 0)
        PyErr_SetObject(calendar_error, error);
    Py_XDECREF(error);
    Py_XDECREF(message);
}

static ptv_calendar *compile(PyObject *text, const ptv_zone *zone) {
    Py_ssize_t len;
    const char *utf8 = PyUnicode_AsUTF8AndSize(text, &len);
    if (!utf8)
        return NULL;
    ptv_calendar_error fault = PTV_CALENDAR_ERROR_INIT;
    ptv_calendar *calendar = NULL;
    ptv_status status = ptv_calendar_new(utf8, (size_t)len, zone, NULL, &fault, &calendar);
    if (status == PTV_ERR_ARGUMENT)
        raise_fault(&fault);
    else
        ptvpy_failed(status, NULL);
    return calendar;
}

/* An object of what is given; takes the zone's reference. */
static PyObject *new_object(PyObject *text, PyObject *zone) {
    ptv_calendar *calendar = compile(text, ptvpy_zone(zone));
    allocfunc alloc = (allocfunc)PyType_GetSlot(calendar_type, Py_tp_alloc);
    struct calendar *self = calendar ? object_of(alloc(calendar_type, 0)) : NULL;
    if (!self) {
        ptv_calendar_free(calendar);
        Py_DECREF(zone);
        return NULL;
    }
    self->calendar = calendar;
    self->text = Py_NewRef(text);
    self->zone = zone;
    return (PyObject *)self;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    static char *names[] = {"text", "zone", NULL};
    PyObject *text, *source;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "UO:Calendar", names, &text, &source))
        return NULL;
    PyObject *zone = ptvpy_zone_of(source);
    return zone ? new_object(text, zone) : NULL;
}

static void dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    ptv_calendar_free(object_of(self)->calendar);
    Py_XDECREF(object_of(self)->text);
    Py_XDECREF(object_of(self)->zone);
    release(self);
    Py_DECREF(type);
}

/* ---- questions */

struct question {
    PyObject *start; /* an instant; answers are in its time zone */
    int64_t end, budget;
};

static const struct field open_time_arguments[] = {
    FIELD(struct question, start, FIELD_OBJECT, NULL),
    FIELD(struct question, end, FIELD_INSTANT, NULL),
    FIELDS_END,
};

static PyObject *open_time(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"open_time", open_time_arguments, 2, 2, args, n, names};
    struct question in = {NULL, 0, 0};
    int64_t start, ms;
    if (ptvpy_call_take(&call, &in) < 0 || ptvpy_take_instant(in.start, "start", &start) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_calendar_open_ms(object_of(self)->calendar, start, in.end, &ms)))
        return NULL;
    return ptvpy_give_duration(ms);
}

static const struct field due_arguments[] = {
    FIELD(struct question, start, FIELD_OBJECT, NULL),
    FIELD(struct question, budget, FIELD_DURATION, NULL),
    FIELDS_END,
};

static PyObject *due(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"due", due_arguments, 2, 2, args, n, names};
    struct question in = {NULL, 0, 0};
    int64_t start, instant;
    if (ptvpy_call_take(&call, &in) < 0 || ptvpy_take_instant(in.start, "start", &start) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_calendar_due(object_of(self)->calendar, start, in.budget, &instant)))
        return NULL;
    return ptvpy_give_instant_like(instant, in.start);
}

static PyObject *is_open(PyObject *self, PyObject *value) {
    int64_t instant;
    int32_t open;
    if (ptvpy_take_instant(value, "instant", &instant) < 0 ||
        ptvpy_failed(ptv_calendar_is_open(object_of(self)->calendar, instant, &open), "instant"))
        return NULL;
    return PyBool_FromLong(open);
}

typedef ptv_status (*next_function)(const ptv_calendar *cal, int64_t instant, int64_t *next);

static PyObject *next(PyObject *self, PyObject *value, next_function function) {
    int64_t instant, found;
    if (ptvpy_take_instant(value, "instant", &instant) < 0 ||
        ptvpy_failed(function(object_of(self)->calendar, instant, &found), "instant"))
        return NULL;
    return ptvpy_give_instant_like(found, value);
}

static PyObject *next_open(PyObject *self, PyObject *value) {
    return next(self, value, ptv_calendar_next_open);
}

static PyObject *next_close(PyObject *self, PyObject *value) {
    return next(self, value, ptv_calendar_next_close);
}

/* ---- columns */

struct columns {
    PyObject *starts, *ends;
    int64_t budget;
};

/* Columns as they were read, and what is asked of them. */
struct rows {
    size_t n;
    int64_t *starts, *ends; /* ends NULL: due times are wanted */
    int64_t budget;
};

/* The answers to all rows; without the GIL where there are many: a calendar does not change. */
static PyObject *answer(const ptv_calendar *calendar, const struct rows *rows) {
    Py_buffer answers;
    PyObject *array = ptvpy_int64s_new(rows->n, &answers);
    if (!array)
        return NULL;
    PyThreadState *thread = rows->n >= COLUMN_LONG ? PyEval_SaveThread() : NULL;
    ptv_status status = rows->ends ? ptv_calendar_open_column(calendar, rows->starts, rows->ends, 0,
                                                              rows->n, answers.buf)
                                   : ptv_calendar_due_column(calendar, rows->starts, rows->budget,
                                                             0, rows->n, answers.buf);
    if (thread)
        PyEval_RestoreThread(thread);
    PyBuffer_Release(&answers);
    if (ptvpy_failed(status, rows->ends ? "open_times" : "dues"))
        Py_CLEAR(array);
    return array;
}

static const struct column_reading as_starts = {"starts", COLUMN_INSTANTS, {0, 0}},
                                   as_ends = {"ends", COLUMN_INSTANTS, {0, 0}};

static const struct field open_times_arguments[] = {
    FIELD(struct columns, starts, FIELD_OBJECT, NULL),
    FIELD(struct columns, ends, FIELD_OBJECT, NULL),
    FIELDS_END,
};

static PyObject *open_times(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"open_times", open_times_arguments, 2, 2, args, n, names};
    struct columns in = {NULL, NULL, 0};
    struct rows rows = {0};
    size_t n_ends = 0;
    if (ptvpy_call_take(&call, &in) < 0)
        return NULL;
    rows.starts = ptvpy_column_array(in.starts, &as_starts, &rows.n, NULL);
    rows.ends = rows.starts ? ptvpy_column_array(in.ends, &as_ends, &n_ends, NULL) : NULL;
    PyObject *array = NULL;
    if (rows.ends && n_ends != rows.n)
        PyErr_Format(PyExc_ValueError,
                     "columns of one length are wanted: starts has %zu rows, ends %zu", rows.n,
                     n_ends);
    else if (rows.ends)
        array = answer(object_of(self)->calendar, &rows);
    free(rows.ends);
    free(rows.starts);
    return array;
}

static const struct field dues_arguments[] = {
    FIELD(struct columns, starts, FIELD_OBJECT, NULL),
    FIELD(struct columns, budget, FIELD_DURATION, NULL),
    FIELDS_END,
};

static PyObject *dues(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"dues", dues_arguments, 2, 2, args, n, names};
    struct columns in = {NULL, NULL, 0};
    struct rows rows = {0};
    if (ptvpy_call_take(&call, &in) < 0)
        return NULL;
    rows.budget = in.budget;
    rows.starts = ptvpy_column_array(in.starts, &as_starts, &rows.n, NULL);
    PyObject *array = rows.starts ? answer(object_of(self)->calendar, &rows) : NULL;
    free(rows.starts);
    return array;
}

/* ---- the class */

static PyObject *get_text(PyObject *self, void *unused) {
    (void)unused;
    return Py_NewRef(object_of(self)->text);
}

static PyObject *get_zone(PyObject *self, void *unused) {
    (void)unused;
    return Py_NewRef(object_of(self)->zone);
}

static PyObject *reduce(PyObject *self, PyObject *unused) {
    (void)unused;
    return Py_BuildValue("O(OO)", Py_TYPE(self), object_of(self)->text, object_of(self)->zone);
}

/* A calendar does not change: a copy is itself. */
static PyObject *copy(PyObject *self, PyObject *unused) {
    (void)unused;
    return Py_NewRef(self);
}

static PyObject *compare(PyObject *self, PyObject *other, int operation) {
    if ((operation != Py_EQ && operation != Py_NE) || Py_TYPE(self) != Py_TYPE(other))
        Py_RETURN_NOTIMPLEMENTED;
    int same = PyObject_RichCompareBool(object_of(self)->text, object_of(other)->text, Py_EQ);
    if (same > 0)
        same = PyObject_RichCompareBool(object_of(self)->zone, object_of(other)->zone, Py_EQ);
    return same < 0 ? NULL : PyBool_FromLong(same == (operation == Py_EQ));
}

static Py_hash_t hash(PyObject *self) {
    return PyObject_Hash(object_of(self)->text);
}

static PyObject *repr(PyObject *self) {
    return PyUnicode_FromFormat("Calendar(%R, %R)", object_of(self)->text, object_of(self)->zone);
}

static PyGetSetDef getters[] = {
    {"text", get_text, NULL, "The text that it was made of.", NULL},
    {"zone", get_zone, NULL, "The Zone that its times are in.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef methods[] = {
    {"open_time", CALLED_FAST(open_time), METH_FASTCALL | METH_KEYWORDS,
     "open_time($self, start, end)\n--\n\n"
     "How much open time lies between two instants, a timedelta; negative where end is before\n"
     "start. Raises ArgumentError for an instant outside the years 1900 to 2200, or None."},
    {"due", CALLED_FAST(due), METH_FASTCALL | METH_KEYWORDS,
     "due($self, start, budget)\n--\n\n"
     "The earliest instant at which so much open time has passed since start, in start's time "
     "zone\n"
     "(UTC for ms); None where there is not so much until the end of 2200.\n\n"
     "budget is a timedelta or ms, 0 or more; with 0 it is start, open or not."},
    {"is_open", is_open, METH_O,
     "is_open($self, instant, /)\n--\n\n"
     "Whether an instant is in open time; openings are, closings are not."},
    {"next_open", next_open, METH_O,
     "next_open($self, instant, /)\n--\n\n"
     "The first open instant from an instant on, in its time zone: itself if it is open; None "
     "where\n"
     "there is none until the end of 2200."},
    {"next_close", next_close, METH_O,
     "next_close($self, instant, /)\n--\n\n"
     "The first closed instant from an instant on, in its time zone: itself if it is closed; None\n"
     "where there is none until the end of 2200."},
    {"open_times", CALLED_FAST(open_times), METH_FASTCALL | METH_KEYWORDS,
     "open_times($self, starts, ends)\n--\n\n"
     "Open time between two columns of instants, in ms: an array.array of 64-bit integers, which\n"
     "numpy.asarray() takes without a copy; -2**63 where an instant is missing, which is NaT in\n"
     "numpy.asarray(times).view('timedelta64[ms]').\n\n"
     ">>> import postventa\n"
     ">>> from datetime import datetime, timedelta, timezone\n"
     ">>> office = postventa.Calendar('mon-fri 09:00-18:00', timezone.utc)\n"
     ">>> friday = datetime(2025, 3, 7, 17, tzinfo=timezone.utc)\n"
     ">>> office.open_times([friday, None], [friday + timedelta(days=3), friday])\n"
     "array('q', [32400000, -9223372036854775808])"},
    {"dues", CALLED_FAST(dues), METH_FASTCALL | METH_KEYWORDS,
     "dues($self, starts, budget)\n--\n\n"
     "Due times of a column of instants, with one budget, in ms since the epoch: an array.array "
     "as\n"
     "of open_times(); -2**63 where the instant is missing, or there is no due time."},
    {"__copy__", copy, METH_NOARGS, NULL},
    {"__deepcopy__", copy, METH_O, NULL},
    {"__reduce__", reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static const char doc[] =
    "Calendar(text, zone)\n--\n\n"
    "A business calendar: how much open time lies between two instants, and when a budget of it "
    "is\n"
    "used up, exactly, clock changes included.\n\n"
    "text says when the place is open, a thing a line: days of the week with their hours, "
    "'holiday'\n"
    "with dates, 'special' with a date and its hours, 'from' with the date from which other days\n"
    "hold; '#' begins a comment. zone is a Zone, or what Zone() takes. Raises CalendarError for a\n"
    "text that is no calendar. A calendar takes some milliseconds to make: make it once.\n\n"
    ">>> import postventa\n"
    ">>> from datetime import datetime, timedelta, timezone\n"
    ">>> workshop = postventa.Calendar('''\n"
    "... mon-fri 09:00-14:00 15:00-18:00\n"
    "... holiday 12-25 2025-04-18\n"
    "... special 2025-12-24 09:00-13:00\n"
    "... ''', 'Europe/Madrid')\n"
    ">>> asked = datetime(2025, 12, 24, 11, tzinfo=timezone.utc)\n"
    ">>> workshop.open_time(asked, asked + timedelta(days=7)) / timedelta(hours=1)\n"
    "28.0\n"
    ">>> workshop.due(asked, timedelta(hours=2))\n"
    "datetime.datetime(2025, 12, 26, 9, 0, tzinfo=datetime.timezone.utc)";

static int add_error(PyObject *module) {
    PyObject *base = PyObject_GetAttrString(module, "ArgumentError");
    if (!base)
        return -1;
    calendar_error = PyErr_NewExceptionWithDoc(
        "postventa.CalendarError",
        "A text that is no calendar: `line` and `column` (in bytes), from 1, and the `reason`.\n\n"
        ">>> import postventa\n"
        ">>> from datetime import timezone\n"
        ">>> try:\n"
        "...     postventa.Calendar('mon-fri 09:00-25:00', timezone.utc)\n"
        "... except postventa.CalendarError as error:\n"
        "...     print(error)\n"
        "line 1, column 15: A time is HH:MM from 00:00 to 23:59, or to 24:00 where a span ends",
        base, NULL);
    Py_DECREF(base);
    return calendar_error ? PyModule_AddObjectRef(module, "CalendarError", calendar_error) : -1;
}

int ptvpy_add_calendar(PyObject *module) {
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)(uintptr_t)doc},
        {Py_tp_new, (void *)(uintptr_t)make},
        {Py_tp_dealloc, (void *)(uintptr_t)dealloc},
        {Py_tp_repr, (void *)(uintptr_t)repr},
        {Py_tp_richcompare, (void *)(uintptr_t)compare},
        {Py_tp_hash, (void *)(uintptr_t)hash},
        {Py_tp_getset, getters},
        {Py_tp_methods, methods},
        {0, NULL},
    };
    PyType_Spec spec = {"postventa.Calendar", sizeof(struct calendar), 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
    if (add_error(module) < 0)
        return -1;
    calendar_type = (PyTypeObject *)(void *)PyType_FromModuleAndSpec(module, &spec, NULL);
    return calendar_type ? PyModule_AddType(module, calendar_type) : -1;
}
