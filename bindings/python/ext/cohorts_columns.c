/* SPDX-License-Identifier: MIT */
/* Columns of customers, with their periods or instants. */
#include "cohorts.h"

#include "call.h"
#include "records.h"
#include "zone.h"

const char ptvpy_cohorts_of_doc[] =
    "of($type, /, customers, when, *, zone, unit='month')\n--\n\n"
    "Cohorts of a table: a column of customers and one of instants or dates, as update() takes\n"
    "them, with a window from the first to the last.\n\n"
    "zone is what Zone() takes: of the days of which place the periods of instants are. Raises\n"
    "ValueError for what is 1024 periods apart, and for columns of different lengths.\n\n"
    ">>> import postventa\n"
    ">>> from datetime import datetime, timezone\n"
    ">>> day = lambda month, day: datetime(2025, month, day, tzinfo=timezone.utc)\n"
    ">>> customers = ['ana', 'bruno', 'ana', 'carmen', 'ana']\n"
    ">>> times = [day(1, 9), day(1, 30), day(2, 1), day(2, 14), day(3, 3)]\n"
    ">>> cohorts = postventa.Cohorts.of(customers, times, zone='UTC')\n"
    ">>> for cell in cohorts.table()[:5]:\n"
    "...     print(cohorts.first_day(cell.cohort), cell.age, cell.retained, 'of', cell.size)\n"
    "2025-01-01 0 2 of 2\n"
    "2025-01-01 1 1 of 2\n"
    "2025-01-01 2 1 of 2\n"
    "2025-02-01 0 1 of 1\n"
    "2025-02-01 1 0 of 1";

const char ptvpy_cohorts_update_doc[] =
    "update($self, /, customers, when, *, zone=None)\n--\n\n"
    "Counts a column of customers with a column of periods or dates, or with a zone of instants:\n"
    "Arrow, NumPy, pandas, polars, or any iterables of one length.\n\n"
    "The same as add() of each row, all or none. Dates are what they are, in whatever zone. "
    "Raises\n"
    "ValueError for columns of different lengths, ArgumentError for a period after the window, "
    "and\n"
    "names the row.\n\n"
    ">>> import postventa\n"
    ">>> cohorts = postventa.Cohorts(first=0, periods=4)\n"
    ">>> cohorts.update(['ana', 'bruno', 'ana'], [0, 1, 2])\n"
    ">>> cohorts\n"
    "<Cohorts: customers=2, periods 0 to 3>";

enum { CUSTOMERS, WHEN, COLUMNS };

static const struct records_column by_period[COLUMNS] = {
    {"customers", COLUMN_KEYS, NULL},
    {"when", COLUMN_PERIODS, NULL},
};

static const struct records_column by_instant[COLUMNS] = {
    {"customers", COLUMN_KEYS, NULL},
    {"when", COLUMN_MOMENTS, NULL},
};

/* Rows of customers and periods, or instants where there is a zone. */
struct rows {
    struct records records;
    const ptv_zone *zone;
};

static ptv_status count(ptv_cohorts *state, const struct rows *rows, size_t from, size_t n) {
    const uint64_t *customers = (const uint64_t *)rows->records.column[CUSTOMERS];
    const int64_t *when = rows->records.column[WHEN];
    return rows->zone ? ptv_cohorts_add_instants(state, rows->zone, customers, when, from, n)
                      : ptv_cohorts_add_periods(state, customers, when, from, n);
}

static ptv_status count_without_gil(ptv_cohorts *state, const struct rows *rows) {
    PyThreadState *thread = PyEval_SaveThread();
    ptv_status status = count(state, rows, 0, rows->records.n);
    PyEval_RestoreThread(thread);
    return status;
}

/* Counts all rows or none. Few rows at once; many in a state of their own, without the GIL, so that
 * no other thread sees half of them. */
static ptv_status count_all(ptv_cohorts *state, ptv_cohorts *own, const struct rows *rows) {
    if (rows->records.n < COLUMN_LONG)
        return count(state, rows, 0, rows->records.n);
    ptv_status status = count_without_gil(own, rows);
    return status < 0 ? status : ptv_cohorts_merge(state, own);
}

static void refuse_row(const ptv_cohorts *state, const struct rows *rows, size_t row) {
    uint64_t customer = (uint64_t)rows->records.column[CUSTOMERS][row];
    int64_t period = rows->records.column[WHEN][row];
    int32_t unit = ptvpy_cohorts_config(state).unit;
    char where[48];
    PyOS_snprintf(where, sizeof where, "row %zu: ", row);
    if (rows->zone && ptv_zone_period(rows->zone, unit, period, &period) < 0)
        ptvpy_raise(PTV_ERR_ARGUMENT,
                    PyUnicode_FromFormat("%sthe instant is out of the zone's range", where));
    else
        ptvpy_cohorts_refuse(state, where, customer, period);
}

/* Whether rows could not be counted; the exception names the first at fault, which is found by
 * counting them one by one in a state of their own. */
static bool rows_failed(ptv_status status, ptv_cohorts *own, const struct rows *rows) {
    for (size_t row = 0; status == PTV_ERR_ARGUMENT && row < rows->records.n; row++)
        if (count(own, rows, row, 1) < 0) {
            refuse_row(own, rows, row);
            return true;
        }
    return ptvpy_failed(status, NULL);
}

static PyObject *count_rows(PyObject *self, const struct rows *rows) {
    ptv_cohorts *own = ptvpy_state_fresh(self);
    if (!own)
        return NULL;
    bool failed = rows_failed(count_all(ptvpy_state(self), own, rows), own, rows);
    ptv_cohorts_free(own);
    if (failed)
        return NULL;
    Py_RETURN_NONE;
}

/* Reads the columns of a call; the zone is NULL for periods. 0 or -1, and in either case the rows
 * are to be given back. */
static int read_rows(struct rows *rows, PyObject *const *columns, const ptv_zone *zone) {
    const struct records_column *about = zone ? by_instant : by_period;
    if (ptvpy_records_read(&rows->records, about, COLUMNS, columns, NULL) < 0)
        return -1;
    rows->zone = rows->records.dates ? ptvpy_zone_of_dates() : zone;
    return 0;
}

static PyObject *read_and_count(PyObject *self, PyObject *const *columns, const ptv_zone *zone) {
    int32_t unit = ptvpy_cohorts_config(ptvpy_state(self)).unit;
    struct rows rows;
    PyObject *result = NULL;
    if (read_rows(&rows, columns, zone) == 0 && (!rows.zone || ptvpy_has_unit(unit, "when")))
        result = count_rows(self, &rows);
    ptvpy_records_free(&rows.records);
    return result;
}

struct columns {
    PyObject *column[COLUMNS], *zone;
    int32_t unit;
};

static const struct field update_fields[] = {
    FIELD_AS("customers", struct columns, column[CUSTOMERS], FIELD_OBJECT, NULL),
    FIELD_AS("when", struct columns, column[WHEN], FIELD_OBJECT, NULL),
    FIELD(struct columns, zone, FIELD_OBJECT, NULL),
    FIELDS_END,
};

PyObject *ptvpy_cohorts_update(PyObject *self, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"update", update_fields, 2, 2, args, n, names};
    struct columns given = {{NULL, NULL}, NULL, 0};
    if (ptvpy_call_take(&call, &given) < 0)
        return NULL;
    if (!given.zone)
        return read_and_count(self, given.column, NULL);
    PyObject *zone = ptvpy_zone_of(given.zone);
    PyObject *result = zone ? read_and_count(self, given.column, ptvpy_zone(zone)) : NULL;
    Py_XDECREF(zone);
    return result;
}

/* The first and the last instant; false where there is none. */
static bool ends_of(const struct rows *rows, int64_t *first, int64_t *last) {
    *first = INT64_MAX;
    *last = INT64_MIN;
    for (size_t row = 0; row < rows->records.n; row++) {
        int64_t instant = rows->records.column[WHEN][row];
        if (instant == PTV_TIME_NONE)
            continue;
        *first = instant < *first ? instant : *first;
        *last = instant > *last ? instant : *last;
    }
    return *first <= *last;
}

/* A window that holds all rows; 0, or -1 with an exception. */
static int window_of(const struct rows *rows, ptv_cohorts_config *config) {
    int64_t first, last;
    config->n_periods = 1;
    if (!ends_of(rows, &first, &last))
        return 0;
    if (ptvpy_failed(ptv_zone_period(rows->zone, config->unit, first, &first), "when") ||
        ptvpy_failed(ptv_zone_period(rows->zone, config->unit, last, &last), "when"))
        return -1;
    if (last - first >= PTV_COHORTS_PERIODS) {
        PyErr_Format(PyExc_ValueError,
                     "when: the instants are %lld periods apart, and a window has %d at most; name "
                     "a longer unit",
                     (long long)(last - first), PTV_COHORTS_PERIODS);
        return -1;
    }
    config->first_period = first;
    config->n_periods = (int32_t)(last - first) + 1;
    return 0;
}

static PyObject *made_of_rows(const struct rows *rows, int32_t unit) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    ptv_cohorts *state = NULL;
    config.unit = unit;
    if (window_of(rows, &config) < 0 || ptvpy_failed(ptv_cohorts_new(&config, NULL, &state), NULL))
        return NULL;
    if (!ptvpy_failed(count_without_gil(state, rows), NULL))
        return ptvpy_state_new(&ptvpy_cohorts_class, state);
    ptv_cohorts_free(state);
    return NULL;
}

static const struct field of_fields[] = {
    FIELD_AS("customers", struct columns, column[CUSTOMERS], FIELD_OBJECT, NULL),
    FIELD_AS("when", struct columns, column[WHEN], FIELD_OBJECT, NULL),
    FIELD(struct columns, zone, FIELD_OBJECT, NULL),
    FIELD_WORDS(struct columns, unit, ptvpy_period_units, NULL),
    FIELDS_END,
};

PyObject *ptvpy_cohorts_of(PyObject *type, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"of", of_fields, 2, 3, args, n, names};
    struct columns given = {{NULL, NULL}, NULL, PTV_PERIOD_MONTH};
    (void)type;
    if (ptvpy_call_take(&call, &given) < 0)
        return NULL;
    PyObject *zone = ptvpy_zone_of(given.zone), *result = NULL;
    if (!zone)
        return NULL;
    struct rows rows;
    if (read_rows(&rows, given.column, ptvpy_zone(zone)) == 0)
        result = made_of_rows(&rows, given.unit);
    ptvpy_records_free(&rows.records);
    Py_DECREF(zone);
    return result;
}
