/* SPDX-License-Identifier: MIT */
/* Revenue: how much of the money of the customers at the start is there at the end. */
#include "call.h"
#include "record.h"
#include "records.h"

struct customer {
    int64_t start, end;
    int32_t before;
};

static const struct field customer_fields[] = {
    FIELD(struct customer, start, FIELD_OPTIONAL, NULL),
    FIELD(struct customer, end, FIELD_OPTIONAL, NULL),
    FIELD(struct customer, before, FIELD_BOOL, NULL),
    FIELDS_END,
};

/* Counts the customer that the arguments tell, or takes it back. */
static PyObject *change(PyObject *self, const struct call *arguments,
                        ptv_status (*by)(ptv_revenue *, int64_t, int64_t, int32_t)) {
    struct customer customer = {0, 0, 0};
    if (ptvpy_call_take(arguments, &customer) < 0 ||
        ptvpy_failed(by(ptvpy_state(self), customer.start, customer.end, customer.before), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"add", customer_fields, 3, 2, args, n, names};
    return change(self, &arguments, ptv_revenue_add);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call arguments = {"remove", customer_fields, 3, 2, args, n, names};
    return change(self, &arguments, ptv_revenue_remove);
}

enum { STARTS, ENDS, BEFORE, COLUMNS };

struct columns {
    PyObject *column[COLUMNS];
};

static const struct field update_fields[] = {
    FIELD_AS("starts", struct columns, column[STARTS], FIELD_OBJECT, NULL),
    FIELD_AS("ends", struct columns, column[ENDS], FIELD_OBJECT, NULL),
    FIELD_AS("before", struct columns, column[BEFORE], FIELD_OBJECT, NULL),
    FIELDS_END,
};

static const struct records_column columns[COLUMNS] = {
    {"starts", COLUMN_INTEGERS, NULL},
    {"ends", COLUMN_INTEGERS, NULL},
    {"before", COLUMN_INTEGERS, NULL},
};

static ptv_status add_row(void *state, const struct records *records, size_t row,
                          const void *context) {
    (void)context;
    return ptv_revenue_add(state, ptvpy_cell(records, STARTS, row, PTV_AMOUNT_MISSING),
                           ptvpy_cell(records, ENDS, row, PTV_AMOUNT_MISSING),
                           ptvpy_cell_i32(records, BEFORE, row, 0));
}

static const struct records_table table = {columns, COLUMNS, add_row};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", update_fields, 3, 2, args, n, names};
    struct columns given = {{NULL}};
    if (ptvpy_call_take(&call, &given) < 0)
        return NULL;
    return ptvpy_records_update(self, &table, given.column, NULL, NULL);
}

static const struct field options[] = {
    FIELD_OPTION(ptv_revenue_options, confidence, FIELD_DOUBLE),
    FIELDS_END,
};

static const struct field result_fields[] = {
    FIELD_ESTIMATE(ptv_revenue_result, gross,
                   "Gross retention (GRR): sum of min(end, start) / sum of start, 0..1."),
    FIELD_ESTIMATE(ptv_revenue_result, net,
                   "Net retention (NRR): sum of end / sum of start, of those with a start."),
    FIELD(ptv_revenue_result, start, FIELD_DOUBLE, "Sum at the start."),
    FIELD(ptv_revenue_result, end, FIELD_DOUBLE, "Sum at the end, of all."),
    FIELD_QUIET(ptv_revenue_result, expansion, FIELD_DOUBLE, "What those who pay more pay more."),
    FIELD_QUIET(ptv_revenue_result, contraction, FIELD_DOUBLE,
                "What those who pay less, but pay, pay less."),
    FIELD_QUIET(ptv_revenue_result, churned, FIELD_DOUBLE,
                "What those who pay nothing any more paid."),
    FIELD_QUIET(ptv_revenue_result, fresh, FIELD_DOUBLE, "What those pay who are new."),
    FIELD_QUIET(ptv_revenue_result, reactivated, FIELD_DOUBLE,
                "What those pay who were not there at the start, but before."),
    FIELD(ptv_revenue_result, n, FIELD_COUNT, "Customers with an amount above 0 at the start."),
    FIELD(ptv_revenue_result, n_churned, FIELD_COUNT, "Of them, those with none at the end."),
    FIELD(ptv_revenue_result, n_expanded, FIELD_COUNT, "Of them, those with more at the end."),
    FIELD(ptv_revenue_result, n_contracted, FIELD_COUNT,
          "Of them, those with less at the end, but some."),
    FIELD(ptv_revenue_result, n_fresh, FIELD_COUNT, "New ones."),
    FIELD(ptv_revenue_result, n_reactivated, FIELD_COUNT, "Those who came back."),
    FIELD(ptv_revenue_result, n_idle, FIELD_COUNT, "Those with nothing at either end."),
    FIELD(ptv_revenue_result, missing, FIELD_COUNT, "Customers with an amount that is missing."),
    FIELD(ptv_revenue_result, rejected, FIELD_COUNT, "Customers with a negative amount."),
    FIELDS_END,
};

static PyTypeObject *revenue_type, *result_type;

static const struct record_class result_class = {
    .name = "postventa.RevenueResult",
    .doc = "What Revenue.read() gives; amounts are in the unit that they were added in.\n\n"
           ">>> import postventa\n"
           ">>> revenue = postventa.Revenue()\n"
           ">>> revenue.update([100, 200, None], [150, 0, 80])\n"
           ">>> result = revenue.read()\n"
           ">>> result.expansion, result.churned, result.missing\n"
           "(50.0, 200.0, 1)",
    .size = sizeof(ptv_revenue_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static PyObject *read_revenue(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    ptv_revenue_result out = PTV_REVENUE_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, options, &opt) < 0 ||
        ptvpy_call_failed(ptv_revenue_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

static PyObject *compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_revenue_options opt = PTV_REVENUE_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, options, &opt) < 0)
        return NULL;
    const ptv_revenue *other = ptvpy_state_like(self, before);
    if (!other || ptvpy_call_failed(ptv_revenue_compare(ptvpy_state(self), other, &opt, &out),
                                    "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

static PyObject *describe(const void *state) {
    ptv_revenue_result result = PTV_REVENUE_RESULT_INIT;
    if (ptvpy_failed(ptv_revenue_read(state, NULL, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat("n=%llu, missing=%llu, rejected=%llu", (unsigned long long)result.n,
                                (unsigned long long)result.missing,
                                (unsigned long long)result.rejected);
}

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, start, end, before=False)\n--\n\n"
     "Counts a customer by what it paid at the start and at the end of the period.\n\n"
     "Amounts are whole numbers of the currency's smallest unit, such as cents, 0 or more; None "
     "is\n"
     "missing, and a negative one no error: it is counted under `rejected`. before says that the\n"
     "customer paid before the start: one without a start came back then, and else is new. Raises\n"
     "TypeError for a fraction, CountOverflowError for a sum beyond what is exact."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, /, starts, ends, before=None)\n--\n\n"
     "Counts columns of customers: Arrow, NumPy, pandas, polars, or any iterables of one "
     "length.\n\n"
     "The same as add() of each row, all or none. Raises ValueError for columns of different\n"
     "lengths.\n\n"
     ">>> import postventa\n"
     ">>> revenue = postventa.Revenue()\n"
     ">>> revenue.update([900, 0, 0], [1200, 300, 500], before=[False, False, True])\n"
     ">>> result = revenue.read()\n"
     ">>> result.expansion, result.fresh, result.reactivated\n"
     "(300.0, 300.0, 500.0)"},
    {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,
     "remove($self, /, start, end, before=False)\n--\n\n"
     "Takes back a customer, with the arguments that it was counted with.\n\n"
     "Raises UnderflowError where no such customer can have been counted."},
    {"read", CALLED_FAST(read_revenue), METH_VARARGS | METH_KEYWORDS,
     "read($self, /, *, confidence=0.95)\n--\n\n"
     "Gross and net retention of revenue, and what moved: a RevenueResult.\n\n"
     "Without money at the start the ratios are nan and their status 'empty'; with one customer,\n"
     "or no spread, 'degenerate': no interval. Raises ArgumentError for a confidence that is not\n"
     "between 0 and 1."},
    {"compare", CALLED_FAST(compare), METH_VARARGS | METH_KEYWORDS,
     "compare($self, before, /, *, confidence=0.95)\n--\n\n"
     "The difference of the net retention to that of other customers, or of another period: a\n"
     "Comparison, by Welch's t. Where a side has no money at the start, its status is 'empty'."},
    {NULL, NULL, 0, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs);

static const struct state_class revenue_class = {
    .name = "postventa.Revenue",
    .doc = "Revenue()\n--\n\n"
           "Revenue retention of a period: how much of the money of the customers at its start is\n"
           "still there at its end.\n\n"
           ">>> import postventa\n"
           ">>> revenue = postventa.Revenue()\n"
           ">>> revenue.add(10_000, 12_000)\n"
           ">>> revenue.add(30_000, 21_000)\n"
           ">>> revenue.add(0, 5_000)\n"
           ">>> result = revenue.read()\n"
           ">>> result.gross.value, result.net.value, result.n, result.n_fresh\n"
           "(0.775, 0.825, 2, 1)",
    .type = PTV_TYPE_REVENUE,
    .preferred = true,
    .make = make,
    .methods = methods,
    .describe = describe,
    .python = &revenue_type,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_revenue state;
    if (ptvpy_take_arguments("Revenue", args, kwargs, NULL, 0, NULL, NULL) < 0 ||
        ptvpy_failed(ptv_revenue_init(&state), NULL))
        return NULL;
    return ptvpy_state_copy(&revenue_class, &state);
}

int ptvpy_add_revenue(PyObject *module) {
    const struct record_class *added[] = {&result_class, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : ptvpy_add_state(module, &revenue_class);
}
