/* SPDX-License-Identifier: MIT */
/* Durations: how they get in. durations_read.c holds what comes out. */
#include "durations.h"

#include "call.h"
#include "values.h"

/* add and remove differ in what the library does with their arguments. */
static PyObject *count(const char *name, PyObject *self, PyObject *const *args, Py_ssize_t n,
                       PyObject *names,
                       ptv_status (*function)(ptv_durations *, int64_t, uint64_t)) {
    static const struct field fields[] = COUNTED_FIELDS("duration");
    struct counted counted;
    int64_t duration;
    if (ptvpy_take_counted(name, fields, args, n, names, &counted) < 0 ||
        ptvpy_take_duration(counted.what, "duration", &duration) < 0 ||
        ptvpy_failed(function(ptvpy_state(self), duration, counted.n), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("add", self, args, n, names, ptv_durations_add_n);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("remove", self, args, n, names, ptv_durations_remove);
}

static ptv_status add_column(void *state, const ptv_column *column) {
    return ptv_durations_add_column(state, column);
}

struct updated {
    PyObject *durations, *unit;
};

static const struct field updated_fields[] = {
    FIELD(struct updated, durations, FIELD_OBJECT, NULL),
    FIELD(struct updated, unit, FIELD_OBJECT, NULL),
    FIELDS_END,
};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", updated_fields, 2, 1, args, n, names};
    struct column_reading how = {"durations", COLUMN_DURATIONS, {0, 0}};
    struct updated updated = {NULL, NULL};
    if (ptvpy_call_take(&call, &updated) < 0 || ptvpy_take_unit(updated.unit, &how.unit) < 0)
        return NULL;
    return ptvpy_state_update(self, updated.durations, &how, add_column);
}

static const struct field_array limits = {FIELD_DURATION, PTV_DURATIONS_LIMITS,
                                          offsetof(ptv_durations_config, n_limits), NULL};

static const struct field config_fields[] = {
    {"limits", FIELD_ARRAY, offsetof(ptv_durations_config, limit_ms), NULL, NULL, NULL, &limits,
     false},
    FIELD_OPTION_AS("precision", ptv_durations_config, precision_bits, FIELD_I32),
    FIELD(ptv_durations_config, calendar_id, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *get_of_config(PyObject *self, void *field) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    if (ptvpy_failed(ptv_durations_config_read(ptvpy_state(self), &config), NULL))
        return NULL;
    return ptvpy_field_give(field, &config);
}

static PyGetSetDef getters[] = {
    {"limits", get_of_config, NULL, "Limits that are counted exactly, a tuple of timedeltas.",
     (void *)(uintptr_t)&config_fields[0]},
    {"precision", get_of_config, NULL, "Bits of precision of the histogram, 5 to 8.",
     (void *)(uintptr_t)&config_fields[1]},
    {"calendar_id", get_of_config, NULL,
     "The caller's own number of the calendar that the durations were measured by; 0: none.",
     (void *)(uintptr_t)&config_fields[2]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations *state = NULL;
    if (ptvpy_take_arguments("Durations", args, kwargs, NULL, 0, config_fields, &config) < 0 ||
        ptvpy_call_failed(ptv_durations_new(&config, NULL, &state), "Durations", kwargs))
        return NULL;
    return ptvpy_state_new(&ptvpy_durations_class, state);
}

static ptv_status fresh(const void *state, void **out) {
    ptv_durations_config config = PTV_DURATIONS_CONFIG_INIT;
    ptv_durations *made = NULL;
    ptv_status status = ptv_durations_config_read(state, &config);
    if (status >= 0)
        status = ptv_durations_new(&config, NULL, &made);
    *out = made;
    return status;
}

static PyObject *describe(const void *state) {
    ptv_durations_result result = PTV_DURATIONS_RESULT_INIT;
    if (ptvpy_failed(ptv_durations_read(state, NULL, &result), NULL))
        return NULL;
    if (result.missing == 0 && result.rejected == 0)
        return PyUnicode_FromFormat("n=%llu", (unsigned long long)result.n);
    return PyUnicode_FromFormat("n=%llu, missing=%llu, rejected=%llu", (unsigned long long)result.n,
                                (unsigned long long)result.missing,
                                (unsigned long long)result.rejected);
}

static PyTypeObject *durations_type;

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, duration, n=1)\n--\n\n"
     "Counts a duration, or n equal ones: a timedelta, or a number of ms, rounded to whole ms.\n\n"
     "None, NaN, NaT and pandas.NA are counted under `missing`, a negative one under `rejected`."},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, duration, n=1)\n--\n\n"
     "Takes back a duration that was counted, or n of them: for sliding windows and corrections.\n"
     "\n"
     "From then on the values are kept in buckets (result.exact is False): counts, mean and\n"
     "declared limits stay exact. Raises UnderflowError if there were not so many."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, durations, unit='ms')\n--\n\n"
     "Counts a column: Arrow, NumPy, pandas, polars, a buffer, any iterable of timedeltas, "
     "numbers\n"
     "and None.\n\n"
     "unit is that of plain numbers: 'ns', 'us', 'ms', 's', 'min', 'h' or 'd'; columns of "
     "durations\n"
     "have their own. The same as add() of each value, all or none.\n\n"
     ">>> import postventa\n"
     ">>> answers = postventa.Durations()\n"
     ">>> answers.update([1.5, 2, None, 12], unit='h')\n"
     ">>> answers.read().max\n"
     "datetime.timedelta(seconds=43200)"},
    {"read", CALLED_FAST(ptvpy_durations_read), METH_VARARGS | METH_KEYWORDS,
     ptvpy_durations_read_doc},
    {"quantile", CALLED_FAST(ptvpy_durations_quantile), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_durations_quantile_doc},
    {"within", CALLED_FAST(ptvpy_durations_within), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_durations_within_doc},
    {"compare", CALLED_FAST(ptvpy_durations_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_durations_compare_doc},
    {"cells", ptvpy_durations_cells, METH_NOARGS, ptvpy_durations_cells_doc},
    {NULL, NULL, 0, NULL},
};

const struct state_class ptvpy_durations_class = {
    .name = "postventa.Durations",
    .doc = "Durations(*, limits=(), precision=None, calendar_id=0)\n--\n\n"
           "How long things took: median, mean, percentiles, and the share within a limit.\n\n"
           "limits are up to 8 times, rising, of which the share within is counted exactly; "
           "precision\n"
           "is 5 to 8 bits (default 7: at most 0.4 % off) for more than 256 distinct values, which "
           "are\n"
           "kept in buckets; calendar_id is the caller's own number of the calendar that measured\n"
           "them: states of different calendars do not merge. Raises ArgumentError for what is out "
           "of\n"
           "range.\n\n"
           ">>> import postventa\n"
           ">>> from datetime import timedelta\n"
           ">>> answers = postventa.Durations(limits=[timedelta(minutes=30)])\n"
           ">>> for minutes in (5, 12, 20, 45, 90):\n"
           "...     answers.add(timedelta(minutes=minutes))\n"
           ">>> answers.add(None)\n"
           ">>> result = answers.read()\n"
           ">>> result.median.timedeltas()[0], result.n, result.missing\n"
           "(datetime.timedelta(seconds=1200), 5, 1)\n"
           ">>> answers.within(timedelta(minutes=30)).share.value\n"
           "0.6",
    .type = PTV_TYPE_DURATIONS,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .fresh = fresh,
    .python = &durations_type,
};

int ptvpy_add_durations(PyObject *module) {
    return ptvpy_add_durations_results(module) < 0
               ? -1
               : ptvpy_add_state(module, &ptvpy_durations_class);
}
