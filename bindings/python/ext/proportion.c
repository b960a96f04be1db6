/* SPDX-License-Identifier: MIT */
/* Proportion: x of n. */
#include "proportion.h"

#include "call.h"
#include "record.h"
#include "state.h"
#include "values.h"

/* A boolean, or a number, of which 1 and 0 tell something; what is missing is as excluded as any
 * other number. */
static int take_outcome(PyObject *value, int32_t *outcome) {
    _Static_assert((int)ANSWER_MISSING == (int)PTV_OUTCOME_EXCLUDED, "one number for both");
    if (ptvpy_value_kind(value) == VALUE_TRUTH)
        return ptvpy_take_truth(value, "outcome", outcome);
    return ptvpy_take_answer(value, "outcome", outcome);
}

/* add and remove differ in what the library does with their arguments. */
static PyObject *count(const char *name, PyObject *self, PyObject *const *args, Py_ssize_t n,
                       PyObject *names,
                       ptv_status (*function)(ptv_proportion *, int32_t, uint64_t)) {
    static const struct field fields[] = COUNTED_FIELDS("outcome");
    struct counted counted;
    int32_t outcome;
    if (ptvpy_take_counted(name, fields, args, n, names, &counted) < 0 ||
        take_outcome(counted.what, &outcome) < 0 ||
        ptvpy_failed(function(ptvpy_state(self), outcome, counted.n), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("add", self, args, n, names, ptv_proportion_add_n);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("remove", self, args, n, names, ptv_proportion_remove);
}

static ptv_status add_column(void *state, const ptv_column *column) {
    return ptv_proportion_add_column(state, column);
}

static PyObject *update(PyObject *self, PyObject *outcomes) {
    static const struct column_reading how = {"outcomes", COLUMN_TRUTHS, {0, 0}};
    return ptvpy_state_update(self, outcomes, &how, add_column);
}

const struct field ptvpy_share_options[] = {
    FIELD_OPTION(ptv_proportion_options, confidence, FIELD_DOUBLE),
    FIELD_OPTION(ptv_proportion_options, design_effect, FIELD_DOUBLE),
    FIELD_OPTION(ptv_proportion_options, population, FIELD_COUNT),
    FIELD(ptv_proportion_options, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field compare_options[] = {
    FIELD_OPTION(ptv_proportion_options, confidence, FIELD_DOUBLE),
    FIELD_OPTION(ptv_proportion_options, design_effect, FIELD_DOUBLE),
    FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_proportion_result, share, "hits / n, 0..1."),
    FIELD(ptv_proportion_result, hits, FIELD_COUNT, "Outcomes that count."),
    FIELD(ptv_proportion_result, n, FIELD_COUNT, "The base: hits and misses."),
    FIELD(ptv_proportion_result, excluded, FIELD_COUNT, "Outcomes that were left out."),
    FIELDS_END,
};

static PyTypeObject *result_type;

static const struct record_class result_class = {
    .name = "postventa.ProportionResult",
    .doc = "What Proportion.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> result = postventa.Proportion().read()\n"
           ">>> result.share.status, result.n\n"
           "('empty', 0)",
    .size = sizeof(ptv_proportion_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static PyObject *read_share(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_proportion_result out = PTV_PROPORTION_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, ptvpy_share_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_proportion_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

static PyObject *compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_proportion_options opt = PTV_PROPORTION_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, compare_options, &opt) < 0)
        return NULL;
    const ptv_proportion *other = ptvpy_state_like(self, before);
    if (!other || ptvpy_call_failed(ptv_proportion_compare(ptvpy_state(self), other, &opt, &out),
                                    "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

static PyObject *describe(const void *state) {
    ptv_proportion_result result = PTV_PROPORTION_RESULT_INIT;
    if (ptvpy_failed(ptv_proportion_read(state, NULL, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat("hits=%llu, n=%llu, excluded=%llu", (unsigned long long)result.hits,
                                (unsigned long long)result.n, (unsigned long long)result.excluded);
}

static const struct state_class proportion_class;

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_proportion state;
    if (ptvpy_take_arguments("Proportion", args, kwargs, NULL, 0, NULL, NULL) < 0 ||
        ptvpy_failed(ptv_proportion_init(&state), NULL))
        return NULL;
    return ptvpy_state_copy(&proportion_class, &state);
}

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, outcome, n=1)\n--\n\n"
     "Counts an outcome, or n equal ones: True or 1 is a hit, False or 0 a miss.\n\n"
     "None, NaN and pandas.NA are pending or not evaluable: not in the base, counted under\n"
     "`excluded`; so is any other number. Raises TypeError for what is no number."},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, outcome, n=1)\n--\n\n"
     "Takes back an outcome that was counted, or n of them; UnderflowError if there were not so\n"
     "many."},
    {"update", update, METH_O,
     "update($self, outcomes, /)\n--\n\n"
     "Counts a column: Arrow, NumPy, pandas, polars, a buffer, any iterable of booleans, numbers\n"
     "and None.\n\n"
     "The same as add() of each value, all or none; without a copy where memory allows it.\n\n"
     ">>> import postventa\n"
     ">>> solved = postventa.Proportion()\n"
     ">>> solved.update([True, True, None, False])\n"
     ">>> solved\n"
     "<Proportion: hits=2, n=3, excluded=1>"},
    {"read", CALLED_FAST(read_share), METH_VARARGS | METH_KEYWORDS,
     "read($self, /, *, confidence=0.95, design_effect=1.0, population=None, method=None)\n--\n\n"
     "The share, and the counts it is made of.\n\n"
     "confidence is that of the interval, above 0 and below 1; design_effect the variance "
     "relative\n"
     "to independent outcomes; population is how many there are in all; method 'wilson' "
     "(default),\n"
     "'clopper_pearson', 'agresti_coull' or 'jeffreys'. Without outcomes n is 0, the share nan, "
     "and\n"
     "its status 'empty'. Raises ArgumentError for an option out of range."},
    {"compare", CALLED_FAST(compare), METH_VARARGS | METH_KEYWORDS,
     "compare($self, before, /, *, confidence=0.95, design_effect=1.0)\n--\n\n"
     "The difference to a proportion of other cases: a Comparison, -1 to 1, by Miettinen and\n"
     "Nurminen with the N-1 test. Where a side has no outcomes its status is 'empty'.\n\n"
     ">>> import postventa\n"
     ">>> south, north = postventa.Proportion(), postventa.Proportion()\n"
     ">>> south.add(True, 40)\n"
     ">>> north.add(True, 131)\n"
     ">>> north.add(False, 14)\n"
     ">>> round(south.compare(north).p_value, 3)\n"
     "0.041"},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject *proportion_type;

static const struct state_class proportion_class = {
    .name = "postventa.Proportion",
    .doc = "Proportion()\n--\n\n"
           "A proportion, x of n, with what was left out counted beside.\n\n"
           ">>> import postventa\n"
           ">>> solved = postventa.Proportion()\n"
           ">>> solved.add(True, 131)\n"
           ">>> solved.add(False, 14)\n"
           ">>> solved.add(None, 22)\n"
           ">>> result = solved.read()\n"
           ">>> result.hits, result.n, result.excluded, round(result.share.value, 3)\n"
           "(131, 145, 22, 0.903)",
    .type = PTV_TYPE_PROPORTION,
    .preferred = true,
    .make = make,
    .methods = methods,
    .describe = describe,
    .python = &proportion_type,
};

int ptvpy_add_proportion(PyObject *module) {
    static const struct record_class *const added[] = {&result_class, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : ptvpy_add_state(module, &proportion_class);
}
