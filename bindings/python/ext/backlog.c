/* SPDX-License-Identifier: MIT */
#include "backlog.h"

static const struct field_array bands = {FIELD_COUNT, PTV_BACKLOG_AGES + 1,
                                         offsetof(ptv_backlog, n_bands), NULL};

static const struct field fields[] = {
    FIELD(ptv_backlog, open_start, FIELD_COUNT,
          "Open at the start of the period: came before, had not gone."),
    FIELD(ptv_backlog, received, FIELD_COUNT, "Came in the period."),
    FIELD(ptv_backlog, closed, FIELD_COUNT, "Went in the period."),
    FIELD(ptv_backlog, open_end, FIELD_COUNT, "Open at its end."),
    FIELD(ptv_backlog, outside, FIELD_COUNT,
          "Came after the period, or went before it: in none of the four."),
    {"bands", FIELD_ARRAY, offsetof(ptv_backlog, band),
     "Of those open at the end, how many are younger than the first edge of age, from the first to "
     "below the second, and so on.",
     NULL, NULL, &bands, false},
    FIELDS_END,
};

static PyObject *adds_up(PyObject *self, PyObject *unused) {
    (void)unused;
    const ptv_backlog *backlog = ptvpy_record_values(self, &ptvpy_backlog, "self");
    return backlog ? PyBool_FromLong(ptv_backlog_check(backlog) == PTV_OK) : NULL;
}

static PyMethodDef methods[] = {
    {"adds_up", adds_up, METH_NOARGS,
     "adds_up($self, /)\n--\n\n"
     "Whether open_end is open_start + received - closed, and the bands, unless all are 0, add up\n"
     "to it: for a movement of another source.\n\n"
     ">>> import postventa\n"
     ">>> postventa.Backlog(open_start=3, received=13, closed=12, open_end=3).adds_up()\n"
     "False"},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject *backlog_type;

const struct record_class ptvpy_backlog = {
    .name = "postventa.Backlog",
    .doc =
        "The movement of what is open over a period: what was open, came, went, and is open.\n\n"
        ">>> import postventa\n"
        ">>> desk = postventa.Desk(start=0, until=100_000, ages=[30_000])\n"
        ">>> desk.update([5_000, 10_000, 80_000], resolved=[60_000, None, None], as_of=100_000)\n"
        ">>> desk.read().backlog\n"
        "Backlog(open_start=0, received=3, closed=1, open_end=2, outside=0, bands=(1, 1))",
    .size = sizeof(ptv_backlog),
    .fields = fields,
    .methods = methods,
    .type = &backlog_type,
};

int ptvpy_add_backlog(PyObject *module) {
    const struct record_class *added[] = {&ptvpy_backlog, NULL};
    return ptvpy_add_records(module, added);
}
