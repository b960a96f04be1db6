/* SPDX-License-Identifier: MIT */
/* Where the quantiles of a sorted sample lie. */
#include "call.h"
#include "quantile.h"
#include "stats.h"

struct quantile {
    uint64_t n;
    uint32_t num, den;
    int32_t type;
    double confidence;
};

static const struct field position_arguments[] = {
    FIELD(struct quantile, n, FIELD_COUNT, NULL),
    FIELD(struct quantile, num, FIELD_U32, NULL),
    FIELD(struct quantile, den, FIELD_U32, NULL),
    FIELD_WORDS(struct quantile, type, ptvpy_quantile_types, NULL),
    FIELDS_END,
};

static PyObject *quantile_position(PyObject *module, PyObject *const *args, Py_ssize_t n,
                                   PyObject *names) {
    const struct call call = {"quantile_position", position_arguments, 3, 3, args, n, names};
    struct quantile of = {0};
    uint64_t rank;
    double weight;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_quantile_position(of.n, of.num, of.den, of.type, &rank, &weight)))
        return NULL;
    return Py_BuildValue("Kd", (unsigned long long)rank, weight);
}

static const struct field ranks_arguments[] = {
    FIELD(struct quantile, n, FIELD_COUNT, NULL),
    FIELD(struct quantile, num, FIELD_U32, NULL),
    FIELD(struct quantile, den, FIELD_U32, NULL),
    FIELD(struct quantile, confidence, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

/* A rank, or None for one that the sample of n does not have. */
static PyObject *give_rank(uint64_t rank, uint64_t n) {
    if (rank == 0 || rank > n)
        Py_RETURN_NONE;
    return PyLong_FromUnsignedLongLong(rank);
}

static PyObject *quantile_ranks(PyObject *module, PyObject *const *args, Py_ssize_t n,
                                PyObject *names) {
    const struct call call = {"quantile_ranks", ranks_arguments, 3, 3, args, n, names};
    struct quantile of = {.confidence = 0.95};
    uint64_t lower, upper;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_call_refused(&call,
                           ptv_quantile_ranks(of.n, of.num, of.den, of.confidence, &lower, &upper)))
        return NULL;
    return Py_BuildValue("NN", give_rank(lower, of.n), give_rank(upper, of.n));
}

static PyMethodDef functions[] = {
    {"quantile_position", CALLED_FAST(quantile_position), METH_FASTCALL | METH_KEYWORDS,
     "quantile_position($module, /, n, num, den, *, type='nearest_rank')\n--\n\n"
     "Where the quantile of num / den lies in a sorted sample of n: its rank, from 1, and a "
     "weight,\n"
     "such that it is (1 - weight) * x[rank] + weight * x[rank + 1].\n\n"
     "type is 'nearest_rank', 'midpoint', 'exclusive', 'inclusive' or 'unbiased', types 1, 2, 6, "
     "7\n"
     "and 8 of Hyndman and Fan. The probability is a fraction of whole numbers, so that 29 of 100\n"
     "is 29 of 100. Raises ArgumentError for n or den 0, and for num above den.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.quantile_position(10, 90, 100, type='inclusive')\n"
     "(9, 0.1)"},
    {"quantile_ranks", CALLED_FAST(quantile_ranks), METH_FASTCALL | METH_KEYWORDS,
     "quantile_ranks($module, /, n, num, den, *, confidence=0.95)\n--\n\n"
     "Between which ranks of a sorted sample of n, from 1, the population's quantile of num / den\n"
     "lies, whatever the distribution; None for a bound that so small a sample does not have.\n\n"
     "Raises ArgumentError for n 0, for a probability that is not between 0 and 1, and a\n"
     "confidence out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.quantile_ranks(100, 1, 2), stats.quantile_ranks(20, 90, 100)\n"
     "((40, 61), (15, None))"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_quantiles(PyObject *module) {
    return PyModule_AddFunctions(module, functions);
}
