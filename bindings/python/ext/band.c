/* SPDX-License-Identifier: MIT */
/* Bands, for postventa/_bands.py, which gives them their class; and keys. */
#include "fields.h"
#include "values.h"

static const struct word metrics[] = {
    {"nps", PTV_METRIC_NPS},
    {"csat", PTV_METRIC_CSAT},
    {"retention", PTV_METRIC_RETENTION},
    {"retention_contract", PTV_METRIC_RETENTION_CONTRACT},
    {"churn", PTV_METRIC_CHURN},
    {"first_response_chat", PTV_METRIC_FIRST_RESPONSE_CHAT},
    {"first_response_social", PTV_METRIC_FIRST_RESPONSE_SOCIAL},
    {"first_response_email", PTV_METRIC_FIRST_RESPONSE_EMAIL},
    {NULL, 0},
};

static const struct word closed_ends[] = {
    {"lower", PTV_BAND_CLOSED_LOWER},
    {"upper", PTV_BAND_CLOSED_UPPER},
    {"both", PTV_BAND_CLOSED_LOWER | PTV_BAND_CLOSED_UPPER},
    {"neither", 0},
    {NULL, 0},
};

static const struct field edges[] = {
    FIELD(ptv_band, lower, FIELD_DOUBLE, NULL),
    FIELD(ptv_band, upper, FIELD_DOUBLE, NULL),
    FIELD_WORDS(ptv_band, closed, closed_ends, NULL),
    FIELDS_END,
};

static PyObject *give_row(const ptv_band *band) {
    PyObject *closed = ptvpy_field_give(&edges[2], band);
    if (!closed)
        return NULL;
    return Py_BuildValue("(sddNsz)", band->name, band->lower, band->upper, closed, band->source,
                         band->period);
}

/* The usual bands of a metric, each as a tuple of what a Band is made of. */
static PyObject *band_rows(PyObject *module, PyObject *metric) {
    int32_t number;
    const ptv_band *bands;
    size_t n;
    (void)module;
    if (ptvpy_take_word(metric, "metric", metrics, &number) < 0 ||
        ptvpy_failed(ptv_band_defaults(number, &bands, &n), NULL))
        return NULL;
    PyObject *rows = PyTuple_New((Py_ssize_t)n);
    for (size_t i = 0; rows && i < n; i++) {
        PyObject *row = give_row(&bands[i]);
        if (!row || PyTuple_SetItem(rows, (Py_ssize_t)i, row) < 0)
            Py_CLEAR(rows);
    }
    return rows;
}

/* What of a band of Python decides which values are in it. */
static int take_band(PyObject *object, ptv_band *band) {
    for (const struct field *field = edges; field->name; field++) {
        PyObject *value = PyObject_GetAttrString(object, field->name);
        int result = value ? ptvpy_field_take(field, value, band) : -1;
        Py_XDECREF(value);
        if (result < 0)
            return -1;
    }
    return 0;
}

/* 1 where a band of Python holds a value, 0 where not; -1 with an exception. */
static int holds(PyObject *object, double value) {
    ptv_band band = {0};
    const ptv_band *found;
    if (take_band(object, &band) < 0 || ptvpy_failed(ptv_band_find(&band, 1, value, &found), NULL))
        return -1;
    return found != NULL;
}

/* The first band of an iterable that holds a value, or None. */
static PyObject *find_band(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    double value;
    (void)module;
    if (n != 2) {
        PyErr_Format(PyExc_TypeError, "band() takes 2 positional arguments, not %zd", n);
        return NULL;
    }
    PyObject *bands =
        ptvpy_take_span(args[1], "value", &value) < 0 ? NULL : PyObject_GetIter(args[0]);
    PyObject *result = NULL, *item = NULL;
    while (bands && !result && (item = PyIter_Next(bands))) {
        int held = holds(item, value);
        if (held > 0)
            result = Py_NewRef(item);
        Py_DECREF(item);
        if (held < 0)
            break;
    }
    Py_XDECREF(bands);
    return result || PyErr_Occurred() ? result : Py_NewRef(Py_None);
}

static PyObject *key(PyObject *module, PyObject *value) {
    uint64_t key;
    (void)module;
    if (ptvpy_take_key(value, "value", &key) < 0)
        return NULL;
    if (key == PTV_KEY_NONE)
        Py_RETURN_NONE;
    return PyLong_FromUnsignedLongLong(key);
}

static PyMethodDef functions[] = {
    {"_band_rows", band_rows, METH_O, NULL},
    {"_find_band", (PyCFunction)(void (*)(void))find_band, METH_FASTCALL, NULL},
    {"key", key, METH_O,
     "key($module, value, /)\n--\n\n"
     "The number by which the library knows a customer, a case, an agent: an int is its own, of a\n"
     "str (as UTF-8) or bytes it is the XXH64 with seed 0, which is the same for ever and in "
     "every\n"
     "language. None, which is nobody, gives None.\n\n"
     "Whatever takes keys takes str and bytes as well; this is for who joins results with other\n"
     "tables, or keeps keys instead of names. It is no protection against who wants two names to\n"
     "have one key. Raises TypeError for anything else.\n\n"
     ">>> import postventa\n"
     ">>> postventa.key('C-1042'), postventa.key(17)\n"
     "(11002439766028890819, 17)"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_bands(PyObject *module) {
    return PyModule_AddFunctions(module, functions);
}
