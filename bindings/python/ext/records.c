/* SPDX-License-Identifier: MIT */
#include "records.h"

#include <stdlib.h>
#include <string.h>

#include "values.h"

static void wrong_length(const struct records *records, int column, size_t n) {
    PyErr_Format(PyExc_ValueError, "columns of one length are wanted: %s has %zu rows, %s %zu",
                 records->columns[0].name, records->n, records->columns[column].name, n);
}

static void no_such_word(const struct records_column *column, size_t row) {
    PyObject *known = ptvpy_words_text(column->words);
    if (known)
        PyErr_Format(PyExc_ValueError, "%s, row %zu: it is none of %U", column->name, row, known);
    Py_XDECREF(known);
}

enum { WORDS = 16 };

/* Puts numbers in the place of words, which were read as keys; a number is a key of its own. */
static int numbers_of_words(const struct records_column *column, int64_t *values, size_t n) {
    uint64_t keys[WORDS];
    int n_words = 0;
    for (; n_words < WORDS && column->words[n_words].text; n_words++)
        keys[n_words] =
            ptv_key_hash(column->words[n_words].text, strlen(column->words[n_words].text));
    for (size_t row = 0; row < n; row++) {
        int word = 0;
        while (word < n_words && (uint64_t)values[row] != keys[word] &&
               values[row] != column->words[word].number)
            word++;
        if (word == n_words) {
            no_such_word(column, row);
            return -1;
        }
        values[row] = column->words[word].number;
    }
    return 0;
}

static int read_into(struct records *records, int column, PyObject *object,
                     const struct column_unit *unit) {
    static const struct column_unit none = {0, 0};
    const struct records_column *about = &records->columns[column];
    const struct column_reading how = {about->name, about->meaning, unit ? *unit : none};
    size_t n = 0;
    int64_t *values = ptvpy_column_array(object, &how, &n, &records->dates);
    if (!values)
        return -1;
    records->column[column] = values;
    if (column == 0)
        records->n = n;
    if (n != records->n) {
        wrong_length(records, column, n);
        return -1;
    }
    return about->words ? numbers_of_words(about, values, n) : 0;
}

int ptvpy_records_read(struct records *records, const struct records_column *columns, int n_columns,
                       PyObject *const *objects, const struct column_unit *unit) {
    memset(records, 0, sizeof *records);
    records->columns = columns;
    records->n_columns = n_columns;
    for (int i = 0; i < n_columns; i++) {
        bool given = i == 0 || (objects[i] && objects[i] != Py_None);
        if (given && read_into(records, i, objects[i], unit) < 0)
            return -1;
    }
    return 0;
}

void ptvpy_records_free(struct records *records) {
    for (int i = 0; i < records->n_columns; i++)
        free(records->column[i]);
}

/* What a column holds in a row, for messages; keys show nothing. */
static PyObject *cell_text(const struct records *records, int column, size_t row) {
    const struct records_column *about = &records->columns[column];
    int64_t value = records->column[column][row];
    if (value == INT64_MIN)
        return PyUnicode_FromFormat("%s=None", about->name);
    for (const struct word *word = about->words; word && word->text; word++)
        if (word->number == value)
            return PyUnicode_FromFormat("%s='%s'", about->name, word->text);
    return PyUnicode_FromFormat("%s=%lld", about->name, (long long)value);
}

/* "row 7 (waits=1000, rings=-1)" */
static PyObject *row_text(const struct records *records, size_t row) {
    PyObject *text = PyUnicode_FromFormat("row %zu (", row);
    const char *separator = "";
    for (int i = 0; text && i < records->n_columns; i++) {
        bool shown = records->columns[i].meaning != COLUMN_KEYS || records->columns[i].words;
        if (!records->column[i] || !shown)
            continue;
        PyObject *cell = cell_text(records, i, row);
        ptvpy_set(&text, cell ? PyUnicode_FromFormat("%U%s%U", text, separator, cell) : NULL);
        separator = ", ";
        Py_XDECREF(cell);
    }
    if (text)
        ptvpy_set(&text, PyUnicode_FromFormat("%U)", text));
    return text;
}

static bool row_failed(const struct records *records, ptv_status status, size_t row) {
    if (status >= 0)
        return false;
    PyObject *text = row_text(records, row);
    const char *utf8 = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
    if (utf8)
        ptvpy_failed(status, utf8);
    Py_XDECREF(text);
    return true;
}

/* Counts rows until one fails; without the GIL where there are many. */
static bool add_failed(void *state, const struct records *records, ptvpy_add_record add,
                       const void *context) {
    PyThreadState *thread = records->n >= COLUMN_LONG ? PyEval_SaveThread() : NULL;
    ptv_status status = PTV_OK;
    size_t row = 0;
    for (; status >= 0 && row < records->n; row++)
        status = add(state, records, row, context);
    if (thread)
        PyEval_RestoreThread(thread);
    return row_failed(records, status, row - 1);
}

PyObject *ptvpy_records_add(PyObject *self, const struct records *records, ptvpy_add_record add,
                            const void *context) {
    const ptv_verbs *verbs = ((struct state_object *)(void *)self)->verbs;
    void *counted = ptvpy_state_fresh(self);
    bool failed = !counted || add_failed(counted, records, add, context) ||
                  ptvpy_failed(verbs->merge(ptvpy_state(self), counted), NULL);
    verbs->free(counted);
    if (failed)
        return NULL;
    Py_RETURN_NONE;
}

PyObject *ptvpy_records_update(PyObject *self, const struct records_table *table,
                               PyObject *const *objects, PyObject *unit, const void *context) {
    struct column_unit taken;
    struct records records;
    PyObject *result = NULL;
    if (ptvpy_take_unit(unit, &taken) < 0)
        return NULL;
    if (ptvpy_records_read(&records, table->columns, table->n_columns, objects, &taken) == 0)
        result = ptvpy_records_add(self, &records, table->add, context);
    ptvpy_records_free(&records);
    return result;
}
