/* SPDX-License-Identifier: MIT */
/* Columns that are given out: arrays of 64-bit integers, which NumPy and others read in place. */
#ifndef INT64S_H
#define INT64S_H

#include "binding.h"

/* An array.array of n numbers, and where they are to be written, to be released by
 * PyBuffer_Release; NULL with an exception. */
PyObject *ptvpy_int64s_new(size_t n, Py_buffer *numbers);

#endif
