/* SPDX-License-Identifier: MIT */
/* The module postventa._core: the package's __init__.py gives its names to users. */
#include "binding.h"

#include "record.h"
#include "state.h"
#include "values.h"

/* In this order: what is used comes before what uses it. */
static int (*const parts[])(PyObject *module) = {
    ptvpy_add_errors,     ptvpy_add_estimates, ptvpy_add_state_base, ptvpy_add_ratings,
    ptvpy_add_proportion, ptvpy_add_durations, ptvpy_add_by,         ptvpy_add_survival,
    ptvpy_add_zone,       ptvpy_add_calendar,  ptvpy_add_stats,      ptvpy_add_bands,
    ptvpy_add_revenue,    ptvpy_add_queue,     ptvpy_add_repeats,    ptvpy_add_tickets,
    ptvpy_add_backlog,    ptvpy_add_desk,      ptvpy_add_complaints, ptvpy_add_cohorts,
    ptvpy_add_panel,
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "postventa._core",
    .m_doc = "The library, as Python's own classes and functions.",
    .m_size = -1,
};

PyMODINIT_FUNC PyInit__core(void) {
    PyObject *module = PyModule_Create(&definition);
    bool failed = !module || ptvpy_prepare_values() < 0 ||
                  PyModule_AddStringConstant(module, "__version__", ptv_version()) < 0;
    for (size_t i = 0; !failed && i < sizeof parts / sizeof parts[0]; i++)
        failed = parts[i](module) < 0;
    if (failed)
        Py_CLEAR(module);
    return module;
}
