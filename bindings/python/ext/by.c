/* SPDX-License-Identifier: MIT */
/* A state for each group of a column's rows, in one pass over both columns. */
#include "fields.h"

#include <stdlib.h>
#include <string.h>

#include "state.h"

/* ---- the states that count groups */

typedef ptv_status (*add_function)(void *states, size_t n, const uint32_t *group,
                                   const ptv_column *column);

static ptv_status add_ratings(void *states, size_t n, const uint32_t *group,
                              const ptv_column *column) {
    return ptv_ratings_add_grouped_column(states, n, group, column);
}

static ptv_status add_proportion(void *states, size_t n, const uint32_t *group,
                                 const ptv_column *column) {
    return ptv_proportion_add_grouped_column(states, n, group, column);
}

static ptv_status add_durations(void *states, size_t n, const uint32_t *group,
                                const ptv_column *column) {
    return ptv_durations_add_grouped_column(states, n, group, column);
}

/* What is counted by groups: of a fixed state an array of states, else one of pointers. */
static const struct counter {
    uint32_t type;
    struct column_reading how;
    add_function add;
} counters[] = {
    {PTV_TYPE_RATINGS, {"scores", COLUMN_NUMBERS, {0, 0}}, add_ratings},
    {PTV_TYPE_PROPORTION, {"outcomes", COLUMN_TRUTHS, {0, 0}}, add_proportion},
    {PTV_TYPE_DURATIONS, {"durations", COLUMN_DURATIONS, {0, 0}}, add_durations},
};

static const struct counter *counter_of(const struct state_class *class) {
    for (size_t i = 0; class && i < sizeof counters / sizeof counters[0]; i++)
        if (counters[i].type == class->type)
            return &counters[i];
    return NULL;
}

/* ---- a pass */

enum { BLOCK = 1 << 16 }; /* rows whose groups are known at a time */

/* A column, and what is left of its current chunk. */
struct side {
    struct column *column;
    ptv_column rest;
    size_t used; /* rows of the chunk before the rest */
};

struct pass {
    const struct state_class *class;
    const ptv_verbs *verbs;
    const struct counter *counter;
    void *empty; /* a state of the definition with nothing counted */
    struct side keys, values;
    ptv_groups *groups;
    uint32_t *codes; /* of a block */
    void *states;    /* by code: states, or pointers to them */
    size_t n, capacity;
    bool booleans, others; /* whether there were keys that are booleans, and keys that are not */
    uint64_t rows;
};

static size_t size_of_place(const struct pass *pass) {
    size_t fixed = (size_t)pass->verbs->state_size;
    return fixed > 0 ? fixed : sizeof(void *);
}

static void *place_of(const struct pass *pass, size_t code) {
    return (char *)pass->states + code * size_of_place(pass);
}

static void *state_of(const struct pass *pass, size_t code) {
    void *place = place_of(pass, code);
    return pass->verbs->state_size > 0 ? place : *(void **)place;
}

static ptv_status make_room(struct pass *pass, size_t n) {
    if (n <= pass->capacity)
        return PTV_OK;
    size_t capacity = n > 2 * pass->capacity ? n : 2 * pass->capacity, size = size_of_place(pass);
    void *states = capacity > SIZE_MAX / size ? NULL : realloc(pass->states, capacity * size);
    if (!states)
        return PTV_ERR_MEMORY;
    pass->states = states;
    pass->capacity = capacity;
    return PTV_OK;
}

/* Makes a state for every group. */
static ptv_status make_states(struct pass *pass) {
    size_t n;
    ptv_status status = ptv_groups_count(pass->groups, &n);
    if (status == PTV_OK)
        status = make_room(pass, n);
    for (; status == PTV_OK && pass->n < n; pass->n += status == PTV_OK) {
        if (pass->verbs->state_size > 0)
            memcpy(place_of(pass, pass->n), pass->empty, size_of_place(pass));
        else
            status = pass->verbs->copy(pass->empty, place_of(pass, pass->n));
    }
    return status;
}

/* Where a pass failed: in which column, and at which row of the rest, unless it is SIZE_MAX. */
struct fault {
    const struct side *side;
    size_t row;
};

static ptv_status add_block(struct pass *pass, size_t from, size_t n, struct fault *fault) {
    *fault = (struct fault){&pass->keys, SIZE_MAX};
    ptv_status status =
        ptv_groups_encode(pass->groups, &pass->keys.rest, from, n, pass->codes, &fault->row);
    if (status == PTV_OK)
        status = make_states(pass);
    if (status < 0)
        return status;
    *fault = (struct fault){&pass->values, SIZE_MAX};
    ptv_column values = pass->values.rest;
    values.offset += from;
    values.n = n;
    return pass->counter->add(pass->states, pass->n, pass->codes, &values);
}

static ptv_status add_rows(struct pass *pass, size_t n, struct fault *fault) {
    ptv_status status = PTV_OK;
    for (size_t from = 0; status >= 0 && from < n; from += BLOCK)
        status = add_block(pass, from, n - from < BLOCK ? n - from : BLOCK, fault);
    return status;
}

/* Without the GIL another thread may write to the columns. That is no worse than wrong numbers, but
 * for characters of 4 bytes, which are measured first and then copied. */
static bool may_release(const struct pass *pass, size_t n) {
    return n >= COLUMN_LONG && pass->keys.rest.type != PTV_COLUMN_FIXED_UCS4;
}

static void note_keys(struct pass *pass) {
    const ptv_column *keys = &pass->keys.rest;
    int32_t type = keys->dictionary ? keys->dictionary->type : keys->type;
    bool is_boolean = type == PTV_COLUMN_BIT || type == PTV_COLUMN_BOOL;
    pass->booleans = pass->booleans || is_boolean;
    pass->others = pass->others || (!is_boolean && type != PTV_COLUMN_NULL);
}

/* Counts the next n rows, which both chunks have. */
static int count_rows(struct pass *pass, size_t n) {
    struct fault fault;
    note_keys(pass);
    PyThreadState *thread = may_release(pass, n) ? PyEval_SaveThread() : NULL;
    ptv_status status = add_rows(pass, n, &fault);
    if (thread)
        PyEval_RestoreThread(thread);
    if (status >= 0)
        return 0;
    if (fault.row != SIZE_MAX)
        fault.row += fault.side->used;
    ptvpy_column_failed(fault.side->column, status, fault.row);
    return -1;
}

/* The next chunk with rows, where none are left: 1; 0 at the end; -1 with an exception. */
static int refill(struct side *side) {
    int more = 1;
    while (more > 0 && side->rest.n == 0) {
        more = ptvpy_column_next(side->column, &side->rest);
        side->used = 0;
    }
    return more;
}

static void step(struct side *side, size_t n) {
    side->rest.offset += n;
    side->rest.n -= n;
    side->used += n;
}

static int differ_in_length(const struct pass *pass, bool keys_end) {
    const char *keys = "keys", *values = pass->counter->how.name;
    PyErr_Format(
        PyExc_ValueError, "the columns differ in length: %s ends before row %llu, and %s does not",
        keys_end ? keys : values, (unsigned long long)pass->rows, keys_end ? values : keys);
    return -1;
}

static int run(struct pass *pass) {
    for (;;) {
        int more_keys = refill(&pass->keys);
        int more_values = more_keys < 0 ? -1 : refill(&pass->values);
        if (more_values < 0)
            return -1;
        if (more_keys != more_values)
            return differ_in_length(pass, more_keys == 0);
        if (more_keys == 0)
            return 0;
        uint64_t n =
            pass->keys.rest.n < pass->values.rest.n ? pass->keys.rest.n : pass->values.rest.n;
        if (count_rows(pass, (size_t)n) < 0)
            return -1;
        step(&pass->keys, (size_t)n);
        step(&pass->values, (size_t)n);
        pass->rows += n;
    }
}

/* ---- what comes out */

static PyObject *text_or_bytes(const ptv_group *group) {
    PyObject *text = PyUnicode_DecodeUTF8(group->bytes, (Py_ssize_t)group->len, NULL);
    if (text || !PyErr_ExceptionMatches(PyExc_UnicodeDecodeError))
        return text;
    PyErr_Clear();
    return PyBytes_FromStringAndSize(group->bytes, (Py_ssize_t)group->len);
}

static PyObject *key_of(const struct pass *pass, size_t code) {
    ptv_group group;
    if (ptvpy_failed(ptv_groups_key(pass->groups, (uint32_t)code, &group), NULL))
        return NULL;
    switch (group.kind) {
    case PTV_GROUP_MISSING:
        Py_RETURN_NONE;
    case PTV_GROUP_INTEGER:
        if (pass->booleans && !pass->others)
            return PyBool_FromLong(group.integer != 0);
        return PyLong_FromLongLong(group.integer);
    case PTV_GROUP_UNSIGNED:
        return PyLong_FromUnsignedLongLong((unsigned long long)group.integer);
    default:
        return text_or_bytes(&group);
    }
}

/* The state of a group as an object. */
static PyObject *object_of(struct pass *pass, size_t code) {
    if (pass->verbs->state_size > 0)
        return ptvpy_state_copy(pass->class, state_of(pass, code));
    void **place = place_of(pass, code), *state = *place;
    *place = NULL;
    return ptvpy_state_new(pass->class, state);
}

static PyObject *objects_by_key(struct pass *pass) {
    PyObject *result = PyDict_New();
    for (size_t code = 0; result && code < pass->n; code++) {
        PyObject *key = key_of(pass, code);
        PyObject *object = key ? object_of(pass, code) : NULL;
        if (!object || PyDict_SetItem(result, key, object) < 0)
            Py_CLEAR(result);
        Py_XDECREF(object);
        Py_XDECREF(key);
    }
    return result;
}

/* ---- the function */

static void finish(struct pass *pass) {
    if (pass->verbs && pass->verbs->state_size == 0)
        for (size_t code = 0; code < pass->n; code++)
            pass->verbs->free(state_of(pass, code));
    if (pass->empty)
        pass->verbs->free(pass->empty);
    free(pass->states);
    free(pass->codes);
    ptv_groups_free(pass->groups);
    ptvpy_column_close(pass->values.column);
    ptvpy_column_close(pass->keys.column);
}

/* Takes the definition from a class or from an object of one. */
static int take_kind(struct pass *pass, PyObject *kind) {
    PyTypeObject *type = PyType_Check(kind) ? (PyTypeObject *)(void *)kind : Py_TYPE(kind);
    pass->class = ptvpy_state_class(type);
    pass->counter = counter_of(pass->class);
    if (!pass->counter) {
        PyErr_Format(PyExc_TypeError,
                     "kind: NPS, CSAT, CES, Ratings, Proportion or Durations is wanted, or an "
                     "object of one of them, not %R",
                     kind);
        return -1;
    }
    pass->verbs = ptv_verbs_find(pass->class->type);
    PyObject *object = PyType_Check(kind) ? PyObject_CallNoArgs(kind) : Py_NewRef(kind);
    ptv_status status = PTV_OK;
    if (object)
        status = pass->verbs->copy(ptvpy_state(object), &pass->empty);
    if (object && status == PTV_OK)
        status = pass->verbs->reset(pass->empty);
    Py_XDECREF(object);
    return !object || ptvpy_failed(status, NULL) ? -1 : 0;
}

static int open_columns(struct pass *pass, PyObject *keys, PyObject *values, PyObject *unit) {
    static const struct column_reading as_keys = {"keys", COLUMN_GROUPS, {0, 0}};
    struct column_reading how = pass->counter->how;
    if (unit && unit != Py_None && how.meaning != COLUMN_DURATIONS) {
        PyErr_SetString(PyExc_TypeError, "unit: only durations have one");
        return -1;
    }
    if (ptvpy_take_unit(unit, &how.unit) < 0)
        return -1;
    pass->keys.column = ptvpy_column_open(keys, &as_keys);
    pass->values.column = pass->keys.column ? ptvpy_column_open(values, &how) : NULL;
    return pass->values.column ? 0 : -1;
}

static int prepare(struct pass *pass) {
    pass->codes = malloc(BLOCK * sizeof *pass->codes);
    ptv_status status = pass->codes ? ptv_groups_new(NULL, &pass->groups) : PTV_ERR_MEMORY;
    return ptvpy_failed(status, NULL) ? -1 : 0;
}

struct options {
    PyObject *unit;
};

static PyObject *by(PyObject *module, PyObject *args, PyObject *kwargs) {
    static const struct field fields[] = {
        FIELD(struct options, unit, FIELD_OBJECT, NULL),
        FIELDS_END,
    };
    (void)module;
    PyObject *positional[3];
    struct options options = {NULL};
    if (ptvpy_take_arguments("by", args, kwargs, positional, 3, fields, &options) < 0)
        return NULL;
    struct pass pass = {0};
    bool done = take_kind(&pass, positional[2]) == 0 &&
                open_columns(&pass, positional[0], positional[1], options.unit) == 0 &&
                prepare(&pass) == 0 && run(&pass) == 0;
    PyObject *result = done ? objects_by_key(&pass) : NULL;
    finish(&pass);
    return result;
}

static PyMethodDef functions[] = {
    {"by", (PyCFunction)(void (*)(void))by, METH_VARARGS | METH_KEYWORDS,
     "by($module, keys, column, kind, /, *, unit=None)\n--\n\n"
     "A state for each group of rows, in one pass: a dict from key to state, in the order in\n"
     "which the keys come first.\n\n"
     "keys and column are equally long columns of any sort; a key is an int, a bool, a str or\n"
     "bytes, or None for rows whose key is missing. Bytes that are UTF-8 are the same key as "
     "their\n"
     "text. kind is a class (NPS, CSAT, CES, Ratings, Proportion, Durations), or an object of one\n"
     "for its definition, which stays as it is. unit is that of durations that are plain numbers:\n"
     "'ns', 'us', 'ms' (default), 's', 'min', 'h' or 'd'. Raises ValueError where the columns\n"
     "differ in length, ColumnError for what cannot be read.\n\n"
     ">>> import postventa\n"
     ">>> keys = ['es', 'fr', 'es', None, 'fr']\n"
     ">>> postventa.by(keys, [10, 9, 3, 8, None], postventa.NPS)\n"
     "{'es': <NPS: n=2, missing=0, invalid=0>, 'fr': <NPS: n=1, missing=1, invalid=0>,\n"
     " None: <NPS: n=1, missing=0, invalid=0>}\n"
     ">>> by_team = postventa.by([1, 2, 1], [10, 6, 8], postventa.CSAT(scale=(1, 10)))\n"
     ">>> by_team[1].read().mean.value\n"
     "9.0"},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_by(PyObject *module) {
    return PyModule_AddFunctions(module, functions);
}
