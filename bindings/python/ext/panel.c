/* SPDX-License-Identifier: MIT */
/* Panel: one answer a respondent. */
#include "call.h"
#include "ratings.h"
#include "record.h"
#include "records.h"
#include "values.h"

struct answer {
    ptv_response response;
    PyObject *score;
};

static const struct field answer_fields[] = {
    FIELD_AS("respondent", struct answer, response.respondent, FIELD_KEY, NULL),
    FIELD(struct answer, score, FIELD_OBJECT, NULL),
    FIELD_AS("time", struct answer, response.time, FIELD_INSTANT, NULL),
    FIELD_AS("record", struct answer, response.record, FIELD_COUNT, NULL),
    FIELD_AS("channel", struct answer, response.channel, FIELD_I32, NULL),
    FIELDS_END,
};

static PyObject *add(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"add", answer_fields, 3, 3, args, n, names};
    struct answer answer = {{0, 0, 0, 0, 0}, NULL};
    if (ptvpy_call_take(&call, &answer) < 0 ||
        ptvpy_take_answer(answer.score, "score", &answer.response.score) < 0 ||
        ptvpy_call_refused(&call, ptv_panel_add(ptvpy_state(self), &answer.response)))
        return NULL;
    Py_RETURN_NONE;
}

enum { RESPONDENTS, SCORES, TIMES, RECORDS, CHANNELS, COLUMNS };

struct columns {
    PyObject *column[COLUMNS];
};

static const struct field update_fields[] = {
    FIELD_AS("respondents", struct columns, column[RESPONDENTS], FIELD_OBJECT, NULL),
    FIELD_AS("scores", struct columns, column[SCORES], FIELD_OBJECT, NULL),
    FIELD_AS("times", struct columns, column[TIMES], FIELD_OBJECT, NULL),
    FIELD_AS("records", struct columns, column[RECORDS], FIELD_OBJECT, NULL),
    FIELD_AS("channels", struct columns, column[CHANNELS], FIELD_OBJECT, NULL),
    FIELDS_END,
};

static const struct records_column columns[COLUMNS] = {
    {"respondents", COLUMN_KEYS, NULL},  {"scores", COLUMN_NUMBERS, NULL},
    {"times", COLUMN_INSTANTS, NULL},    {"records", COLUMN_INTEGERS, NULL},
    {"channels", COLUMN_INTEGERS, NULL},
};

static int32_t score_of(int64_t number) {
    if (number == INT64_MIN)
        return PTV_SCORE_MISSING;
    return number > INT32_MIN && number < INT32_MAX ? (int32_t)number : ANSWER_OTHER;
}

static ptv_status add_row(void *state, const struct records *records, size_t row,
                          const void *context) {
    (void)context;
    const ptv_response response = {
        .respondent = ptvpy_cell_key(records, RESPONDENTS, row, PTV_KEY_NONE),
        .time = ptvpy_cell(records, TIMES, row, PTV_TIME_NONE),
        .record = (uint64_t)ptvpy_cell(records, RECORDS, row, 0),
        .score = score_of(records->column[SCORES][row]),
        .channel = ptvpy_cell_i32(records, CHANNELS, row, 0),
    };
    return ptv_panel_add(state, &response);
}

static const struct records_table table = {columns, COLUMNS, add_row};

static PyObject *update(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"update", update_fields, 3, 3, args, n, names};
    struct columns given = {{NULL}};
    if (ptvpy_call_take(&call, &given) < 0)
        return NULL;
    return ptvpy_records_update(self, &table, given.column, NULL, NULL);
}

struct sent {
    int32_t channel;
    uint64_t n;
};

static const struct field sent_fields[] = {
    FIELD(struct sent, channel, FIELD_I32, NULL),
    FIELD(struct sent, n, FIELD_COUNT, NULL),
    FIELDS_END,
};

static PyObject *add_sent(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *names) {
    const struct call call = {"add_sent", sent_fields, 2, 2, args, n, names};
    struct sent sent;
    if (ptvpy_call_take(&call, &sent) < 0 ||
        ptvpy_call_refused(&call, ptv_panel_add_sent(ptvpy_state(self), sent.channel, sent.n)))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *ratings(PyObject *self, PyObject *const *args, Py_ssize_t n) {
    ptv_ratings ratings;
    if (n > 1) {
        PyErr_Format(PyExc_TypeError, "ratings() takes a class, not %zd arguments", n);
        return NULL;
    }
    if (ptvpy_failed(ptv_panel_ratings(ptvpy_state(self), &ratings), NULL))
        return NULL;
    bool named = n == 1 && args[0] != Py_None;
    return ptvpy_ratings_as(&ratings, named ? args[0] : (PyObject *)*ptvpy_ratings_class.python);
}

static const struct field_array channels = {FIELD_COUNT, PTV_PANEL_CHANNELS, 0, NULL};

static const struct field result_fields[] = {
    FIELD(ptv_panel_result, respondents, FIELD_COUNT,
          "Respondents, those who skipped the question included."),
    FIELD(ptv_panel_result, anonymous, FIELD_COUNT, "Answers without a respondent."),
    FIELD_MANY(ptv_panel_result, answered, &channels,
               "Respondents and anonymous who answered, by channel: a tuple of eight."),
    FIELD_MANY(ptv_panel_result, sent, &channels, "Surveys sent, by channel."),
    FIELDS_END,
};

static PyTypeObject *panel_type, *result_type;

static const struct record_class result_class = {
    .name = "postventa.PanelResult",
    .doc = "What Panel.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> panel = postventa.Panel()\n"
           ">>> panel.update(['ana', 'bruno', None], [9, 3, 7], [1, 2, 3], channels=[0, 1, 1])\n"
           ">>> panel.add_sent(1, 20)\n"
           ">>> result = panel.read()\n"
           ">>> result.respondents, result.anonymous, result.answered[:2], result.sent[:2]\n"
           "(2, 1, (1, 2), (0, 20))",
    .size = sizeof(ptv_panel_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

static PyObject *read_panel(PyObject *self, PyObject *unused) {
    ptv_panel_result out = PTV_PANEL_RESULT_INIT;
    (void)unused;
    if (ptvpy_failed(ptv_panel_read(ptvpy_state(self), &out), NULL))
        return NULL;
    return ptvpy_record_new(&result_class, &out);
}

struct rate {
    int32_t channel;
    ptv_proportion_options opt;
};

static const struct field rate_fields[] = {
    FIELD(struct rate, channel, FIELD_I32, NULL),
    FIELD_OPTION_AS("confidence", struct rate, opt.confidence, FIELD_DOUBLE),
    FIELD_AS("method", struct rate, opt.method, FIELD_METHOD, NULL),
    FIELDS_END,
};

#define EVERY_CHANNEL (-1)

static PyObject *response_rate(PyObject *self, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"response_rate", rate_fields, 1, 0, args, n, names};
    struct rate rate = {EVERY_CHANNEL, PTV_PROPORTION_OPTIONS_INIT};
    ptv_estimate out;
    if (ptvpy_call_take(&call, &rate) < 0 ||
        ptvpy_call_refused(
            &call, ptv_panel_response_rate(ptvpy_state(self), rate.channel, &rate.opt, &out)))
        return NULL;
    return ptvpy_record_new(&ptvpy_estimate, &out);
}

static const struct word policies[] = {
    {"last", PTV_PANEL_LAST},
    {"first", PTV_PANEL_FIRST},
    {NULL, 0},
};

static const struct field config_fields[] = {
    {"scale", FIELD_ARRAY, offsetof(ptv_panel_config, scale_min), NULL, NULL, NULL,
     &ptvpy_scale_ends, FIELD_NOT_0},
    FIELD_WORDS(ptv_panel_config, polarity, ptvpy_polarities, NULL),
    {"keep", FIELD_WORD, offsetof(ptv_panel_config, policy), NULL, policies, NULL, NULL, false},
    FIELDS_END,
};

static PyObject *get_of_config(PyObject *self, void *field) {
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    if (ptvpy_failed(ptv_panel_config_read(ptvpy_state(self), &config), NULL))
        return NULL;
    return ptvpy_field_give(field, &config);
}

static PyGetSetDef getters[] = {
    {"scale", get_of_config, NULL, "Lowest and highest level, a tuple of two.",
     (void *)(uintptr_t)&config_fields[0]},
    {"polarity", get_of_config, NULL, "'high_is_good' or 'low_is_good': which end is good.",
     (void *)(uintptr_t)&config_fields[1]},
    {"keep", get_of_config, NULL, "Which answer of a respondent counts, 'last' or 'first'.",
     (void *)(uintptr_t)&config_fields[2]},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *describe(const void *state) {
    ptv_panel_result result = PTV_PANEL_RESULT_INIT;
    if (ptvpy_failed(ptv_panel_read(state, &result), NULL))
        return NULL;
    return PyUnicode_FromFormat("respondents=%llu, anonymous=%llu",
                                (unsigned long long)result.respondents,
                                (unsigned long long)result.anonymous);
}

static ptv_status fresh(const void *state, void **out) {
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_panel *made = NULL;
    ptv_status status = ptv_panel_config_read(state, &config);
    if (status >= 0)
        status = ptv_panel_new(&config, NULL, &made);
    *out = made;
    return status;
}

static PyMethodDef methods[] = {
    {"add", CALLED_FAST(add), METH_FASTCALL | METH_KEYWORDS,
     "add($self, /, respondent, score, time, *, record=0, channel=0)\n--\n\n"
     "Takes an answer; of a respondent one counts, however often they answer.\n\n"
     "respondent is an int, str or bytes; None: not known, the answer counts by itself. score is\n"
     "a whole number, None or NaN for a missing one. A level of the scale goes before an answer\n"
     "off the scale, and that before a missing one; between two of a kind time decides, an aware\n"
     "datetime or ms since the epoch, then record, a number that rises. channel is through which\n"
     "it came, 0 to 7. Raises ArgumentError for another channel, or without a time."},
    {"update", CALLED_FAST(update), METH_FASTCALL | METH_KEYWORDS,
     "update($self, /, respondents, scores, times, *, records=None, channels=None)\n--\n\n"
     "Takes columns of answers: Arrow, NumPy, pandas, polars, or any iterables of one length.\n\n"
     "The same as add() of each row, all or none. Raises ValueError for columns of different\n"
     "lengths, and for a row that add() would not take, which it names."},
    {"add_sent", CALLED_FAST(add_sent), METH_FASTCALL | METH_KEYWORDS,
     "add_sent($self, /, channel, n)\n--\n\n"
     "Counts n surveys that were sent through a channel, 0 to 7. Unlike answers, they add up\n"
     "when panels are merged."},
    {"ratings", CALLED_FAST(ratings), METH_FASTCALL,
     "ratings($self, kind=None, /)\n--\n\n"
     "The answers that count: a Ratings, or what kind names, NPS, CSAT or CES.\n\n"
     "It is a state of its own: what the panel takes later is not in it. Raises MismatchError "
     "where\n"
     "the panel's scale is none of that kind's.\n\n"
     ">>> import postventa\n"
     ">>> panel = postventa.Panel()\n"
     ">>> panel.update(['ana', 'bruno', 'bruno'], [10, 2, 9], [1, 1, 2])\n"
     ">>> panel.ratings(postventa.NPS).read().promoters\n"
     "2"},
    {"read", read_panel, METH_NOARGS,
     "read($self, /)\n--\n\n"
     "Respondents, and what was answered and sent: a PanelResult; of an empty panel, zeros."},
    {"response_rate", CALLED_FAST(response_rate), METH_FASTCALL | METH_KEYWORDS,
     "response_rate($self, /, channel=None, *, confidence=0.95, method=None)\n--\n\n"
     "Share of the surveys sent that were answered, 0..1, through a channel or through all: an\n"
     "Estimate.\n\n"
     "method is as in Proportion.read(). 'empty' where none was sent; 'inconsistent' where more\n"
     "answered than were asked. Raises ArgumentError for a channel that is none.\n\n"
     ">>> import postventa\n"
     ">>> panel = postventa.Panel()\n"
     ">>> panel.add('ana', 9, 0)\n"
     ">>> panel.add_sent(0, 4)\n"
     ">>> panel.response_rate().value\n"
     "0.25"},
    {NULL, NULL, 0, NULL},
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs);

static const struct state_class panel_class = {
    .name = "postventa.Panel",
    .doc = "Panel(*, scale=(0, 10), polarity='high_is_good', keep='last')\n--\n\n"
           "One answer a respondent, the last or the first, however often they answer; and how\n"
           "many of those who were asked did.\n\n"
           "scale holds 2 to 11 whole levels. Answers come in any order; a merge is a union, so a\n"
           "respondent may be in several panels of the same definition. Raises ArgumentError for\n"
           "another scale.\n\n"
           ">>> import postventa\n"
           ">>> from datetime import datetime, timezone\n"
           ">>> panel = postventa.Panel()\n"
           ">>> panel.add('ana', 3, datetime(2025, 3, 1, tzinfo=timezone.utc))\n"
           ">>> panel.add('ana', 9, datetime(2025, 4, 1, tzinfo=timezone.utc))\n"
           ">>> panel.add('bruno', 8, datetime(2025, 4, 2, tzinfo=timezone.utc))\n"
           ">>> panel.ratings(postventa.NPS).read().score.value, panel\n"
           "(50.0, <Panel: respondents=2, anonymous=0>)",
    .type = PTV_TYPE_PANEL,
    .preferred = true,
    .make = make,
    .methods = methods,
    .getters = getters,
    .describe = describe,
    .fresh = fresh,
    .python = &panel_type,
};

static PyObject *make(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)type;
    ptv_panel_config config = PTV_PANEL_CONFIG_INIT;
    ptv_panel *panel = NULL;
    if (ptvpy_take_arguments("Panel", args, kwargs, NULL, 0, config_fields, &config) < 0 ||
        ptvpy_call_failed(ptv_panel_new(&config, NULL, &panel), "Panel", kwargs))
        return NULL;
    return ptvpy_state_new(&panel_class, panel);
}

int ptvpy_add_panel(PyObject *module) {
    const struct record_class *added[] = {&result_class, NULL};
    return ptvpy_add_records(module, added) < 0 ? -1 : ptvpy_add_state(module, &panel_class);
}
