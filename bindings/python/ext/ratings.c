/* SPDX-License-Identifier: MIT */
/* Ratings, NPS, CSAT and CES: how answers get in. ratings_read.c holds what comes out. */
#include "ratings.h"

#include "call.h"
#include "ratings_read.h"
#include "record.h"
#include "values.h"

/* add and remove differ in what the library does with their arguments. */
static PyObject *count(const char *name, PyObject *self, PyObject *const *args, Py_ssize_t n,
                       PyObject *names, ptv_status (*function)(ptv_ratings *, int32_t, uint64_t)) {
    static const struct field fields[] = COUNTED_FIELDS("score");
    struct counted counted;
    int32_t score;
    if (ptvpy_take_counted(name, fields, args, n, names, &counted) < 0 ||
        ptvpy_take_answer(counted.what, "score", &score) < 0 ||
        ptvpy_failed(function(ptvpy_state(self), score, counted.n), NULL))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("add", self, args, n, names, ptv_ratings_add_n);
}

static PyObject *take_back(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    return count("remove", self, args, n, names, ptv_ratings_remove);
}

static ptv_status add_column(void *state, const ptv_column *column) {
    return ptv_ratings_add_column(state, column);
}

static PyObject *update(PyObject *self, PyObject *scores) {
    static const struct column_reading how = {"scores", COLUMN_NUMBERS, {0, 0}};
    return ptvpy_state_update(self, scores, &how, add_column);
}

const struct word ptvpy_polarities[] = {
    {"high_is_good", PTV_POLARITY_HIGH_IS_GOOD},
    {"low_is_good", PTV_POLARITY_LOW_IS_GOOD},
    {NULL, 0},
};

const struct field_array ptvpy_scale_ends = {FIELD_I32, 2, 0, NULL};

static const struct field scale_fields[] = {
    {"scale", FIELD_ARRAY, offsetof(ptv_scale, min), "Lowest and highest level.", NULL, NULL,
     &ptvpy_scale_ends, FIELD_NOT_0},
    FIELD_WORDS(ptv_scale, polarity, ptvpy_polarities, "'high_is_good' or 'low_is_good'."),
    FIELDS_END,
};

static PyObject *get_of_scale(PyObject *self, void *field) {
    ptv_scale scale = PTV_SCALE_INIT;
    if (ptvpy_failed(ptv_scale_read(ptvpy_state(self), &scale), NULL))
        return NULL;
    return ptvpy_field_give(field, &scale);
}

static PyGetSetDef scale_getters[] = {
    {"scale", get_of_scale, NULL, "Lowest and highest level, a tuple of two.",
     (void *)(uintptr_t)&scale_fields[0]},
    {"polarity", get_of_scale, NULL, "'high_is_good' or 'low_is_good': which end is good.",
     (void *)(uintptr_t)&scale_fields[1]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *describe(const void *state) {
    ptv_ratings_result result = PTV_RATINGS_RESULT_INIT;
    if (ptvpy_failed(ptv_ratings_read(state, NULL, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat("n=%llu, missing=%llu, invalid=%llu", (unsigned long long)result.n,
                                (unsigned long long)result.missing,
                                (unsigned long long)result.invalid);
}

static PyTypeObject *ratings_type, *nps_type, *csat_type, *ces_type;
static const struct state_class nps_class, csat_class, ces_class;

static ptv_status init_nps(ptv_ratings *acc, const ptv_scale *scale) {
    (void)scale;
    return ptv_nps_init(acc);
}

/* Makes an object for a scale that keywords describe; `fields` NULL: there is no choice. */
static PyObject *make(const struct state_class *class, const char *function, PyObject *args,
                      PyObject *kwargs, const struct field *fields,
                      ptv_status (*init)(ptv_ratings *, const ptv_scale *)) {
    ptv_scale scale = PTV_SCALE_INIT;
    ptv_ratings state;
    if (ptvpy_take_arguments(function, args, kwargs, NULL, 0, fields, &scale) < 0 ||
        ptvpy_call_failed(init(&state, &scale), function, kwargs))
        return NULL;
    return ptvpy_state_copy(class, &state);
}

static PyObject *make_ratings(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    return make(&ptvpy_ratings_class, "Ratings", args, kwargs, scale_fields, ptv_ratings_init);
}

static PyObject *make_nps(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    return make(&nps_class, "NPS", args, kwargs, NULL, init_nps);
}

static PyObject *make_csat(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    return make(&csat_class, "CSAT", args, kwargs, scale_fields, ptv_csat_init);
}

static PyObject *make_ces(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    return make(&ces_class, "CES", args, kwargs, scale_fields, ptv_ces_init);
}

/* Whether ratings are on a scale that `init` takes as it is. */
static bool are_of(const ptv_ratings *ratings,
                   ptv_status (*init)(ptv_ratings *, const ptv_scale *)) {
    ptv_scale scale = PTV_SCALE_INIT;
    ptv_ratings empty;
    return ptv_scale_read(ratings, &scale) >= 0 && init(&empty, &scale) >= 0 &&
           ptv_ratings_merge(&empty, ratings) >= 0;
}

static bool are_nps(const void *ratings) {
    return are_of(ratings, init_nps);
}

static bool are_csat(const void *ratings) {
    return are_of(ratings, ptv_csat_init);
}

static bool are_ces(const void *ratings) {
    return are_of(ratings, ptv_ces_init);
}

#define FEEDING                                                                                    \
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,                                       \
     "add($self, score, n=1)\n--\n\n"                                                              \
     "Counts an answer, or n equal ones: a whole number, or None, NaN or pandas.NA for a missing " \
     "one.\n\n"                                                                                    \
     "An answer off the scale is no error: it is counted under `invalid`. Raises TypeError for "   \
     "what\n"                                                                                      \
     "is no number, booleans among it."},                                                          \
        {"remove", CALLED_FAST(take_back), METH_FASTCALL | METH_KEYWORDS,                          \
         "remove($self, score, n=1)\n--\n\n"                                                       \
         "Takes back an answer that was counted, or n of them; UnderflowError if there were not "  \
         "so many."},                                                                              \
    {                                                                                              \
        "update", update, METH_O,                                                                  \
            "update($self, scores, /)\n--\n\n"                                                     \
            "Counts a column: Arrow, NumPy, pandas, polars, a buffer, any iterable of numbers "    \
            "and "                                                                                 \
            "None.\n\n"                                                                            \
            "The same as add() of each value, all or none; without a copy where memory allows it." \
    }

static PyMethodDef ratings_methods[] = {
    FEEDING,
    {"read", CALLED_FAST(ptvpy_ratings_read), METH_VARARGS | METH_KEYWORDS, ptvpy_ratings_read_doc},
    {"compare", CALLED_FAST(ptvpy_ratings_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_ratings_compare_doc},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef nps_methods[] = {
    FEEDING,
    {"read", CALLED_FAST(ptvpy_nps_read), METH_VARARGS | METH_KEYWORDS, ptvpy_nps_read_doc},
    {"compare", CALLED_FAST(ptvpy_nps_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_nps_compare_doc},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef csat_methods[] = {
    FEEDING,
    {"read", CALLED_FAST(ptvpy_csat_read), METH_VARARGS | METH_KEYWORDS, ptvpy_ratings_read_doc},
    {"compare", CALLED_FAST(ptvpy_csat_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_ratings_compare_doc},
    {NULL, NULL, 0, NULL},
};

static PyMethodDef ces_methods[] = {
    FEEDING,
    {"read", CALLED_FAST(ptvpy_ces_read), METH_VARARGS | METH_KEYWORDS, ptvpy_ratings_read_doc},
    {"compare", CALLED_FAST(ptvpy_ces_compare), METH_VARARGS | METH_KEYWORDS,
     ptvpy_ratings_compare_doc},
    {NULL, NULL, 0, NULL},
};

const struct state_class ptvpy_ratings_class = {
    .name = "postventa.Ratings",
    .doc = "Ratings(*, scale=(0, 10), polarity='high_is_good')\n--\n\n"
           "Ratings on any whole scale of 2 to 11 levels: distribution, mean, boxes, net.\n\n"
           ">>> import postventa\n"
           ">>> stars = postventa.Ratings(scale=(1, 5))\n"
           ">>> stars.update([5, 4, 4, 1, None, 9])\n"
           ">>> result = stars.read()\n"
           ">>> result.mean.value, result.count, result.missing, result.invalid\n"
           "(3.5, (1, 0, 0, 2, 1), 1, 1)",
    .type = PTV_TYPE_RATINGS,
    .preferred = true,
    .make = make_ratings,
    .methods = ratings_methods,
    .getters = scale_getters,
    .describe = describe,
    .python = &ratings_type,
};

static const struct state_class nps_class = {
    .name = "postventa.NPS",
    .doc = "NPS()\n--\n\n"
           "Net Promoter Score: answers 0 to 10; promoters (9, 10) minus detractors (0 to 6), in\n"
           "points, -100 to 100.\n\n"
           ">>> import postventa\n"
           ">>> nps = postventa.NPS()\n"
           ">>> nps.update([10, 9, 8, 3, None])\n"
           ">>> nps.add(9, 2)\n"
           ">>> result = nps.read()\n"
           ">>> result.score.value, result.promoters, result.detractors, result.n, result.missing\n"
           "(50.0, 4, 1, 6, 1)",
    .type = PTV_TYPE_RATINGS,
    .make = make_nps,
    .holds = are_nps,
    .methods = nps_methods,
    .getters = scale_getters,
    .describe = describe,
    .python = &nps_type,
};

static const struct state_class csat_class = {
    .name = "postventa.CSAT",
    .doc = "CSAT(*, scale=(1, 5), polarity='high_is_good')\n--\n\n"
           "Customer satisfaction: the share of the best levels, the mean, and two other ways.\n\n"
           ">>> import postventa\n"
           ">>> csat = postventa.CSAT(scale=(1, 5))\n"
           ">>> csat.update([5, 5, 4, 3, 1])\n"
           ">>> csat.read().top_box.value, csat.read(kind='mean').score.value\n"
           "(0.6, 3.6)",
    .type = PTV_TYPE_RATINGS,
    .make = make_csat,
    .holds = are_csat,
    .methods = csat_methods,
    .getters = scale_getters,
    .describe = describe,
    .python = &csat_type,
};

static const struct state_class ces_class = {
    .name = "postventa.CES",
    .doc =
        "CES(*, scale=None, polarity='high_is_good')\n--\n\n"
        "Customer effort: ease 1 to 7 (high is good) or effort 1 to 5 (polarity='low_is_good').\n"
        "\n"
        ">>> import postventa\n"
        ">>> ces = postventa.CES()\n"
        ">>> ces.update([7, 6, 5, 2])\n"
        ">>> ces.read().mean.value, ces.scale\n"
        "(5.0, (1, 7))",
    .type = PTV_TYPE_RATINGS,
    .make = make_ces,
    .holds = are_ces,
    .methods = ces_methods,
    .getters = scale_getters,
    .describe = describe,
    .python = &ces_type,
};

PyObject *ptvpy_ratings_as(const ptv_ratings *ratings, PyObject *type) {
    static const struct state_class *const classes[] = {&ptvpy_ratings_class, &nps_class,
                                                        &csat_class, &ces_class};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if ((PyObject *)*classes[i]->python != type)
            continue;
        if (!classes[i]->holds || classes[i]->holds(ratings))
            return ptvpy_state_copy(classes[i], ratings);
        ptvpy_failed(PTV_ERR_MISMATCH, classes[i]->name);
        return NULL;
    }
    PyErr_Format(PyExc_TypeError, "Ratings, NPS, CSAT or CES is wanted, not %R", type);
    return NULL;
}

int ptvpy_add_ratings(PyObject *module) {
    if (ptvpy_add_ratings_results(module) < 0 ||
        ptvpy_add_state(module, &ptvpy_ratings_class) < 0 ||
        ptvpy_add_state(module, &nps_class) < 0 || ptvpy_add_state(module, &csat_class) < 0)
        return -1;
    return ptvpy_add_state(module, &ces_class);
}
