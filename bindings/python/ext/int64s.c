/* SPDX-License-Identifier: MIT */
#include "int64s.h"

PyObject *ptvpy_int64s_new(size_t n, Py_buffer *numbers) {
    PyObject *module = PyImport_ImportModule("array");
    PyObject *one = module ? PyObject_CallMethod(module, "array", "s[i]", "q", 0) : NULL;
    PyObject *array = one ? PySequence_Repeat(one, (Py_ssize_t)n) : NULL;
    if (array && PyObject_GetBuffer(array, numbers, PyBUF_WRITABLE) < 0)
        Py_CLEAR(array);
    Py_XDECREF(one);
    Py_XDECREF(module);
    return array;
}
