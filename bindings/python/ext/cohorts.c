/* SPDX-License-Identifier: MIT */
/* Cohorts: how they are made, and how customers get in, one by one. */
#include "cohorts.h"

#include "call.h"
#include "values.h"
#include "zone.h"

ptv_cohorts_config ptvpy_cohorts_config(const ptv_cohorts *state) {
    ptv_cohorts_config config = PTV_COHORTS_CONFIG_INIT;
    return ptv_cohorts_config_read(state, &config) < 0 ? (ptv_cohorts_config)PTV_COHORTS_CONFIG_INIT
                                                       : config;
}

void ptvpy_cohorts_refuse(const ptv_cohorts *state, const char *where, uint64_t customer,
                          int64_t period) {
    ptv_cohorts_config config = ptvpy_cohorts_config(state);
    if (config.n_dense > 0 && customer >= config.n_dense)
        ptvpy_raise(PTV_ERR_ARGUMENT,
                    PyUnicode_FromFormat("%scustomer %llu is not below n_dense, which is %llu",
                                         where, (unsigned long long)customer,
                                         (unsigned long long)config.n_dense));
    else
        ptvpy_raise(
            PTV_ERR_ARGUMENT,
            PyUnicode_FromFormat("%speriod %lld is after the window, whose last one is %lld", where,
                                 (long long)period,
                                 (long long)(config.first_period + config.n_periods - 1)));
}

struct activity {
    uint64_t customer;
    PyObject *when, *zone;
};

static const struct field activity_fields[] = {
    FIELD(struct activity, customer, FIELD_KEY, NULL),
    FIELD(struct activity, when, FIELD_OBJECT, NULL),
    FIELD(struct activity, zone, FIELD_OBJECT, NULL),
    FIELDS_END,
};

/* What a method that counts gives: None, or NULL with an exception. */
static PyObject *counted(const ptv_cohorts *state, ptv_status status, uint64_t customer,
                         int64_t period) {
    if (status == PTV_ERR_ARGUMENT) {
        ptvpy_cohorts_refuse(state, "", customer, period);
        return NULL;
    }
    if (ptvpy_failed(status, NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"add", activity_fields, 2, 2, args, n, names};
    struct activity of = {0, NULL, NULL};
    ptv_cohorts *state = ptvpy_state(self);
    int64_t period;
    if (ptvpy_call_take(&call, &of) < 0 ||
        ptvpy_take_period(ptvpy_cohorts_config(state).unit, of.when, of.zone, "when", &period) < 0)
        return NULL;
    return counted(state, ptv_cohorts_add(state, of.customer, period), of.customer, period);
}

static PyObject *add_earlier(PyObject *self, PyObject *customer) {
    ptv_cohorts *state = ptvpy_state(self);
    uint64_t key;
    if (ptvpy_take_key(customer, "customer", &key) < 0)
        return NULL;
    return counted(state, ptv_cohorts_add_earlier(state, key), key, PTV_PERIOD_NONE);
}

struct made {
    PyObject *first;
    ptv_cohorts_config config;
};

static const struct field make_fields[] = {
    FIELD(struct made, first, FIELD_OBJECT, NULL),
    FIELD_OPTION_AS("periods", struct made, config.n_periods, FIELD_I32),
    {"unit", FIELD_WORD, offsetof(struct made, config.unit), NULL, ptvpy_period_units, NULL, NULL,
     false},
    FIELD_AS("zone_id", struct made, config.zone_id, FIELD_COUNT, NULL),
    FIELD_AS("n_dense", struct made, config.n_dense, FIELD_COUNT, NULL),
    FIELD_AS("seed", struct made, config.seed, FIELD_COUNT, NULL),
    FIELDS_END,
};

/* Sets the exception where something is missing that has no default. */
static bool is_whole(const struct made *made) {
    if (!made->first)
        PyErr_SetString(PyExc_TypeError, "Cohorts() is missing the argument 'first'");
    else if (made->config.n_periods == 0)
        PyErr_SetString(PyExc_TypeError, "Cohorts() is missing the argument 'periods'");
    return made->first && made->config.n_periods != 0;
}

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    struct made made = {NULL, PTV_COHORTS_CONFIG_INIT};
    ptv_cohorts_config *config = &made.config;
    ptv_cohorts *state = NULL;
    (void)type;
    if (ptvpy_take_arguments("Cohorts", args, kwargs, NULL, 0, make_fields, &made) < 0 ||
        !is_whole(&made) ||
        ptvpy_take_period(config->unit, made.first, NULL, "first", &config->first_period) < 0 ||
        ptvpy_call_failed(ptv_cohorts_new(config, NULL, &state), "Cohorts", kwargs))
        return NULL;
    return ptvpy_state_new(&ptvpy_cohorts_class, state);
}

static PyObject *get_of_config(PyObject *self, void *field) {
    struct made made = {NULL, ptvpy_cohorts_config(ptvpy_state(self))};
    if (((const struct field *)field)->kind == FIELD_WORD && made.config.unit == 0)
        Py_RETURN_NONE;
    return ptvpy_field_give(field, &made);
}

static const struct field first_field =
    FIELD_AS("first", struct made, config.first_period, FIELD_I64, NULL);

static PyGetSetDef getters[] = {
    {"first", get_of_config, NULL, "First period of the window, by its number.",
     (void *)(uintptr_t)&first_field},
    {"periods", get_of_config, NULL, "How many periods the window has.",
     (void *)(uintptr_t)&make_fields[1]},
    {"unit", get_of_config, NULL,
     "'day', 'week', 'month', 'quarter' or 'year'; None: periods of your own.",
     (void *)(uintptr_t)&make_fields[2]},
    {"zone_id", get_of_config, NULL, "Your own number of the zone that the periods are of.",
     (void *)(uintptr_t)&make_fields[3]},
    {"n_dense", get_of_config, NULL, "Customers are 0 to n_dense - 1; 0: any keys.",
     (void *)(uintptr_t)&make_fields[4]},
    {NULL, NULL, NULL, NULL, NULL},
};

static ptv_status fresh(const void *state, void **out) {
    ptv_cohorts_config config = ptvpy_cohorts_config(state);
    ptv_cohorts *made = NULL;
    ptv_status status = ptv_cohorts_new(&config, NULL, &made);
    *out = made;
    return status;
}

static PyObject *describe(const void *state) {
    ptv_cohorts_result result = PTV_COHORTS_RESULT_INIT;
    if (ptvpy_failed(ptv_cohorts_read(state, &result), NULL))
        return NULL;
    ptv_cohorts_config config = ptvpy_cohorts_config(state);
    return PyUnicode_FromFormat(
        "customers=%llu, periods %lld to %lld", (unsigned long long)result.customers,
        (long long)config.first_period, (long long)(config.first_period + config.n_periods - 1));
}

static PyMethodDef methods[] = {
    {"of", CALLED_FAST(ptvpy_cohorts_of), METH_FASTCALL | METH_KEYWORDS | METH_CLASS,
     ptvpy_cohorts_of_doc},
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, customer, when, *, zone=None)\n--\n\n"
     "Counts that a customer was active in a period; once or often is the same.\n\n"
     "customer is an int, str or bytes. when is the number of the period, or a date in it;\n"
     "with a zone (a Zone, or what it takes) an instant: an aware datetime, or ms since the\n"
     "epoch. Before the window: the customer came before it, and is in no cohort. None for\n"
     "either is left alone. Raises ArgumentError for a period after the window, TypeError\n"
     "for an instant without a zone.\n\n"
     ">>> import postventa\n"
     ">>> from datetime import date, datetime, timezone\n"
     ">>> cohorts = postventa.Cohorts(first=date(2025, 1, 1), periods=12, unit='month')\n"
     ">>> cohorts.add('ana', date(2025, 1, 20))\n"
     ">>> cohorts.add('ana', datetime(2025, 2, 28, 23, tzinfo=timezone.utc),\n"
     "...             zone=postventa.Zone('Europe/Madrid'))\n"
     ">>> [movement.active for movement in cohorts.movements()]\n"
     "[1, 0, 1]"},
    {"add_earlier", add_earlier, METH_O,
     "add_earlier($self, customer, /)\n--\n\n"
     "Declares that a customer came before the window: never new, in no cohort."},
    {"update", CALLED_FAST(ptvpy_cohorts_update), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_cohorts_update_doc},
    {"period", CALLED_FAST(ptvpy_cohorts_period), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_cohorts_period_doc},
    {"first_day", ptvpy_cohorts_first_day, METH_O, ptvpy_cohorts_first_day_doc},
    {"read", ptvpy_cohorts_read, METH_NOARGS, ptvpy_cohorts_read_doc},
    {"table", CALLED_FAST(ptvpy_cohorts_table), METH_VARARGS | METH_KEYWORDS,
     ptvpy_cohorts_table_doc},
    {"averages", CALLED_FAST(ptvpy_cohorts_averages), METH_VARARGS | METH_KEYWORDS,
     ptvpy_cohorts_averages_doc},
    {"movements", CALLED_FAST(ptvpy_cohorts_movements), METH_VARARGS | METH_KEYWORDS,
     ptvpy_cohorts_movements_doc},
    {"retention", CALLED_FAST(ptvpy_cohorts_retention), METH_FASTCALL | METH_KEYWORDS,
     ptvpy_cohorts_retention_doc},
    {"second_activity", CALLED_FAST(ptvpy_cohorts_second_activity), METH_VARARGS | METH_KEYWORDS,
     ptvpy_cohorts_second_activity_doc},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject *cohorts_type;

const struct state_class ptvpy_cohorts_class = {
    .name = "postventa.Cohorts",
    .doc = "Cohorts(*, first, periods, unit=None, zone_id=0, n_dense=0, seed=0)\n--\n\n"
           "Which customers were active in which periods: who came, stayed, left and came\n"
           "back. Of a whole table, Cohorts.of() is shorter.\n\n"
           "first is the first period of the window, by its number or a date in it; periods\n"
           "how many it has, 1 to 1024; unit 'day', 'week', 'month', 'quarter' or 'year', None\n"
           "for periods of your own. zone_id is your own number of their zone; n_dense says that\n"
           "customers are the numbers 0 to n_dense - 1, which saves their keys; seed is against\n"
           "keys that were chosen to collide. A merge is a union: a customer may be in several\n"
           "states. Unit, zone_id, n_dense and seed must agree then, and the window that is\n"
           "merged into must hold all activity. Raises ArgumentError for what is out of range.\n"
           "\n"
           ">>> import postventa\n"
           ">>> cohorts = postventa.Cohorts(first=0, periods=3)\n"
           ">>> cohorts.update(['ana', 'ana', 'bruno', 'carmen'], [0, 1, 0, 1])\n"
           ">>> cohorts.retention(0, 1).retention.value\n"
           "0.5\n"
           ">>> [(cell.cohort, cell.age, cell.retained) for cell in cohorts.table()]\n"
           "[(0, 0, 2), (0, 1, 1), (1, 0, 1)]",
    .type = PTV_TYPE_COHORTS,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .fresh = fresh,
    .python = &cohorts_type,
};

int ptvpy_add_cohorts(PyObject *module) {
    if (ptvpy_prepare_periods() < 0 || ptvpy_add_cohorts_results(module) < 0)
        return -1;
    return ptvpy_add_state(module, &ptvpy_cohorts_class);
}
