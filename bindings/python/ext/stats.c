/* SPDX-License-Identifier: MIT */
#include "stats.h"

int ptvpy_add_stats(PyObject *module) {
    static int (*const parts[])(PyObject * module) = {
        ptvpy_add_distributions, ptvpy_add_intervals, ptvpy_add_quantiles,
        ptvpy_add_retention,     ptvpy_add_lifetime,  ptvpy_add_erlang,
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i](module) < 0)
            return -1;
    return 0;
}
