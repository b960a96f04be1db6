/* SPDX-License-Identifier: MIT */
/* Periods of cohorts as Python tells them: by number, by date, or by an instant in a zone. */
#include "cohorts.h"

#include "call.h"
#include "values.h"
#include "zone.h"

const char ptvpy_cohorts_period_doc[] =
    "period($self, /, when, *, zone=None)\n--\n\n"
    "The number of the period that a date is in; with a zone, an instant: an aware datetime, or "
    "ms\n"
    "since the epoch.\n\n"
    "Raises ValueError where the cohorts have no unit, TypeError for an instant without a zone.\n\n"
    ">>> import postventa\n"
    ">>> from datetime import date\n"
    ">>> cohorts = postventa.Cohorts(first=0, periods=900, unit='month')\n"
    ">>> cohorts.period(date(2025, 3, 31)), cohorts.first_day(662)\n"
    "(662, datetime.date(2025, 3, 1))";

const char ptvpy_cohorts_first_day_doc[] =
    "first_day($self, period, /)\n--\n\n"
    "The date with which a period begins, for who labels a table: the inverse of period().\n\n"
    "Raises ValueError where the cohorts have no unit.";

static ptv_zone *anywhere;

int ptvpy_prepare_periods(void) {
    return ptvpy_failed(ptv_zone_new_fixed(0, NULL, &anywhere), NULL) ? -1 : 0;
}

const ptv_zone *ptvpy_zone_of_dates(void) {
    return anywhere;
}

bool ptvpy_has_unit(int32_t unit, const char *what) {
    if (unit != 0)
        return true;
    PyErr_Format(PyExc_ValueError,
                 "%s: only numbers of periods tell something to cohorts without a unit", what);
    return false;
}

static int period_in(const ptv_zone *zone, int32_t unit, int64_t instant, const char *what,
                     int64_t *out) {
    if (!ptvpy_has_unit(unit, what))
        return -1;
    return ptvpy_failed(ptv_zone_period(zone, unit, instant, out), what) ? -1 : 0;
}

static int no_zone(const char *what, PyObject *value) {
    PyErr_Format(PyExc_TypeError,
                 "%s: a number of a period or a date is wanted, not %R; an instant needs a zone",
                 what, value);
    return -1;
}

static int period_of_instant(int32_t unit, PyObject *value, PyObject *source, const char *what,
                             int64_t *out) {
    int64_t instant;
    if (ptvpy_take_instant(value, what, &instant) < 0)
        return -1;
    PyObject *zone = ptvpy_zone_of(source);
    int result = zone ? period_in(ptvpy_zone(zone), unit, instant, what, out) : -1;
    Py_XDECREF(zone);
    return result;
}

int ptvpy_take_period(int32_t unit, PyObject *value, PyObject *zone, const char *what,
                      int64_t *out) {
    *out = PTV_PERIOD_NONE;
    if (ptvpy_is_missing(value))
        return 0;
    if (!zone && PyIndex_Check(value))
        return ptvpy_take_i64(value, what, out);
    int64_t midnight;
    int is_date = ptvpy_take_date(value, &midnight);
    if (is_date != 0)
        return is_date < 0 ? -1 : period_in(anywhere, unit, midnight, what, out);
    return zone ? period_of_instant(unit, value, zone, what, out) : no_zone(what, value);
}

int ptvpy_take_known_period(int32_t unit, PyObject *value, PyObject *zone, const char *what,
                            int64_t *out) {
    if (!ptvpy_is_missing(value))
        return ptvpy_take_period(unit, value, zone, what, out);
    PyErr_Format(PyExc_TypeError, "%s: a period is wanted, not None", what);
    return -1;
}

struct told {
    PyObject *when, *zone;
};

static const struct field period_arguments[] = {
    FIELD(struct told, when, FIELD_OBJECT, NULL),
    FIELD(struct told, zone, FIELD_OBJECT, NULL),
    FIELDS_END,
};

PyObject *ptvpy_cohorts_period(PyObject *self, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"period", period_arguments, 1, 1, args, n, names};
    struct told told = {NULL, NULL};
    int64_t period;
    if (ptvpy_call_take(&call, &told) < 0 ||
        ptvpy_take_known_period(ptvpy_cohorts_config(ptvpy_state(self)).unit, told.when, told.zone,
                                "when", &period) < 0)
        return NULL;
    return PyLong_FromLongLong(period);
}

PyObject *ptvpy_cohorts_first_day(PyObject *self, PyObject *number) {
    int32_t unit = ptvpy_cohorts_config(ptvpy_state(self)).unit;
    int64_t period, instant;
    if (!ptvpy_has_unit(unit, "first_day") || ptvpy_take_i64(number, "period", &period) < 0 ||
        ptvpy_failed(ptv_zone_period_start(anywhere, unit, period, &instant), "period"))
        return NULL;
    return ptvpy_give_date(instant);
}
