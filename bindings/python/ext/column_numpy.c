/* SPDX-License-Identifier: MIT */
/* Columns from arrays of NumPy, masked or of times, and from what turns into one. NumPy is never
 * imported for this: nobody can have its arrays who has not done so. */
#include "column_source.h"

#include <string.h>

#include "values.h"

/* Whether an object is of a class of a module, which need not be loaded: 1, 0, or -1 with an
 * exception. */
static int is_instance(PyObject *object, const char *module_name, const char *class_name) {
    PyObject *name = PyUnicode_FromString(module_name);
    PyObject *module = name ? PyImport_GetModule(name) : NULL;
    Py_XDECREF(name);
    if (!module)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *class = ptvpy_attribute_if_any(module, class_name); /* not of a module half loaded */
    Py_DECREF(module);
    if (!class)
        return PyErr_Occurred() ? -1 : 0;
    int is = PyObject_IsInstance(object, class);
    Py_DECREF(class);
    return is;
}

/* ---- dtypes */

/* The letter for what a dtype is of: 'i', 'f', 'M'; 0 where this is none of NumPy's. */
static char kind_of(PyObject *dtype) {
    PyObject *kind = PyObject_GetAttrString(dtype, "kind");
    Py_ssize_t len = 0;
    const char *text = kind && PyUnicode_Check(kind) ? PyUnicode_AsUTF8AndSize(kind, &len) : NULL;
    char letter = text && len == 1 ? text[0] : 0;
    Py_XDECREF(kind);
    PyErr_Clear();
    return letter;
}

int ptvpy_holds_objects(PyObject *values) {
    PyObject *dtype = ptvpy_attribute_if_any(values, "dtype");
    if (!dtype)
        return PyErr_Occurred() ? -1 : 0;
    int is_dtype = is_instance(dtype, "numpy", "dtype");
    bool objects = is_dtype > 0 && kind_of(dtype) == 'O';
    Py_DECREF(dtype);
    return is_dtype < 0 ? -1 : objects;
}

static int64_t divisor_of(int64_t a, int64_t b) {
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The unit of `count` times a unit of NumPy's; false where that is no number of ms, or none that
 * the library holds. */
static bool find_unit(const char *name, long count, struct buffer_time *time) {
    static const struct {
        const char *name;
        int32_t num, den;
    } units[] = {
        {"W", 604800000, 1}, {"D", 86400000, 1}, {"h", 3600000, 1},
        {"m", 60000, 1},     {"s", 1000, 1},     {"ms", 1, 1},
        {"us", 1, 1000},     {"ns", 1, 1000000}, {"ps", 1, 1000000000},
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i].name, name) != 0)
            continue;
        int64_t num = units[i].num * (int64_t)count;
        int64_t divisor = divisor_of(num, units[i].den);
        time->unit_num = (int32_t)(num / divisor);
        time->unit_den = (int32_t)(units[i].den / divisor);
        return num / divisor == time->unit_num;
    }
    return false;
}

/* The unit of a dtype of times, as numpy.datetime_data() gives it: ('s', 25). */
static int read_unit(PyObject *dtype, struct buffer_time *time) {
    PyObject *numpy = PyImport_ImportModule("numpy");
    PyObject *data = numpy ? PyObject_CallMethod(numpy, "datetime_data", "O", dtype) : NULL;
    const char *name;
    long count;
    int found = -1;
    if (data && PyArg_ParseTuple(data, "sl", &name, &count))
        found = find_unit(name, count, time);
    if (found > 0 && time->family == FAMILY_TIMESTAMPS && (name[0] == 'D' || name[0] == 'W'))
        time->family = FAMILY_DATES;
    Py_XDECREF(data);
    Py_XDECREF(numpy);
    return found;
}

/* What whole numbers of a dtype of times stand for: 1; 0 where that is no dtype of times; -1 with
 * an exception. */
static int take_dtype(PyObject *dtype, const char *what, struct buffer_time *time) {
    char kind = kind_of(dtype);
    if (kind != 'M' && kind != 'm')
        return 0;
    time->family = kind == 'M' ? FAMILY_TIMESTAMPS : FAMILY_DURATIONS;
    int found = read_unit(dtype, time);
    if (found == 0)
        return ptvpy_column_refuse(PyUnicode_FromFormat(
            "%s: times of dtype '%S' cannot be read: its unit has no fixed length in ms, or too "
            "small a one; convert them first, such as by .astype('%c8[ms]')",
            what, dtype, kind));
    return found;
}

/* ---- single times */

/* A number of units as ms. */
static int take_units(const struct buffer_time *time, int64_t units, const char *what,
                      int64_t *out) {
    ptv_column one = PTV_COLUMN_INIT;
    one.type = PTV_COLUMN_I64;
    one.values = &units;
    one.n = 1;
    one.unit_num = time->unit_num;
    one.unit_den = time->unit_den;
    ptv_status status = time->family == FAMILY_DURATIONS
                            ? ptv_column_durations(&one, 0, 1, out, NULL)
                            : ptv_column_instants(&one, 0, 1, out, NULL);
    return ptvpy_failed(status, what) ? -1 : 1;
}

int ptvpy_take_numpy_time(PyObject *value, const char *what, enum column_family family,
                          int64_t *out) {
    struct buffer_time time;
    PyObject *dtype = PyObject_GetAttrString(value, "dtype");
    int is_time = dtype ? take_dtype(dtype, what, &time) : -1;
    Py_XDECREF(dtype);
    if (is_time <= 0 || (time.family == FAMILY_DURATIONS) != (family == FAMILY_DURATIONS))
        return is_time < 0 ? -1 : 0;
    PyObject *number = PyObject_CallMethod(value, "astype", "s", "i8");
    int64_t units;
    int failed = number ? ptvpy_take_i64(number, what, &units) : -1;
    Py_XDECREF(number);
    return failed < 0 ? -1 : take_units(&time, units, what, out);
}

/* ---- arrays */

/* The whole numbers that an array of times holds. */
static PyObject *numbers_of_times(PyObject *array, PyObject *dtype) {
    PyObject *order = PyObject_GetAttrString(dtype, "byteorder");
    PyObject *type = order ? PyUnicode_FromFormat("%Ui8", order) : NULL;
    PyObject *numbers = type ? PyObject_CallMethod(array, "view", "O", type) : NULL;
    Py_XDECREF(type);
    Py_XDECREF(order);
    return numbers;
}

static int open_times(struct column *column, PyObject *array, PyObject *mask, PyObject *dtype,
                      const struct buffer_time *time) {
    PyObject *text = PyObject_Str(dtype);
    const char *name = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
    bool suits = name && ptvpy_column_suits(column, time->family, "dtype", name, NULL) == 0;
    PyObject *numbers = suits ? numbers_of_times(array, dtype) : NULL;
    int opened = numbers ? ptvpy_open_masked_buffer(column, numbers, mask, time) : -1;
    Py_XDECREF(numbers);
    Py_XDECREF(text);
    return opened;
}

/* Opens an array that is not masked itself. */
static int open_array(struct column *column, PyObject *array, PyObject *mask) {
    struct buffer_time time;
    PyObject *dtype = PyObject_GetAttrString(array, "dtype");
    int is_time = dtype ? take_dtype(dtype, column->how.name, &time) : -1;
    int opened = is_time > 0    ? open_times(column, array, mask, dtype, &time)
                 : is_time == 0 ? ptvpy_open_masked_buffer(column, array, mask, NULL)
                                : -1;
    Py_XDECREF(dtype);
    return opened;
}

/* A mask as bytes beside one another. */
static PyObject *bytes_of(PyObject *mask) {
    PyObject *numpy = PyImport_ImportModule("numpy");
    PyObject *bytes = numpy ? PyObject_CallMethod(numpy, "ascontiguousarray", "O", mask) : NULL;
    Py_XDECREF(numpy);
    return bytes;
}

/* The mask of an array, or None where nothing is masked. */
static PyObject *mask_of(PyObject *array) {
    PyObject *masked = PyImport_ImportModule("numpy.ma");
    PyObject *nothing = masked ? PyObject_GetAttrString(masked, "nomask") : NULL;
    PyObject *mask = nothing ? PyObject_CallMethod(masked, "getmask", "O", array) : NULL;
    PyObject *bytes = !mask ? NULL : mask == nothing ? Py_NewRef(Py_None) : bytes_of(mask);
    Py_XDECREF(mask);
    Py_XDECREF(nothing);
    Py_XDECREF(masked);
    return bytes;
}

static int open_masked(struct column *column, PyObject *array) {
    PyObject *values = PyObject_GetAttrString(array, "data");
    PyObject *mask = values ? mask_of(array) : NULL;
    int opened = mask ? open_array(column, values, mask == Py_None ? NULL : mask) : -1;
    Py_XDECREF(mask);
    Py_XDECREF(values);
    return opened;
}

/* Objects and strings of any length, which arrays only refer to, are taken one by one. */
static bool holds_values(PyObject *array) {
    PyObject *dtype = PyObject_GetAttrString(array, "dtype");
    char kind = dtype ? kind_of(dtype) : 0;
    Py_XDECREF(dtype);
    PyErr_Clear();
    return kind != 'O' && kind != 'T';
}

int ptvpy_open_numpy(struct column *column, PyObject *object) {
    int is_array = is_instance(object, "numpy", "ndarray");
    if (is_array <= 0 || !holds_values(object))
        return is_array < 0 ? -1 : 0;
    int is_masked = is_instance(object, "numpy.ma", "MaskedArray");
    if (is_masked < 0)
        return -1;
    return is_masked ? open_masked(column, object) : open_array(column, object, NULL);
}

/* ---- what turns into an array */

static int open_converted(struct column *column, PyObject *array) {
    int opened = ptvpy_open_numpy(column, array);
    if (opened == 0)
        opened = ptvpy_open_buffer(column, array);
    return opened == 0 ? ptvpy_open_items(column, array) : opened;
}

int ptvpy_open_convertible(struct column *column, PyObject *object) {
    int is_array = is_instance(object, "numpy", "ndarray");
    if (is_array != 0)
        return is_array < 0 ? -1 : 0;
    PyObject *convert = ptvpy_attribute_if_any(object, "to_numpy");
    if (!convert && !PyErr_Occurred())
        convert = ptvpy_attribute_if_any(object, "__array__");
    if (!convert)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *array = PyObject_CallNoArgs(convert);
    int opened = array ? open_converted(column, array) : -1;
    Py_XDECREF(array);
    Py_DECREF(convert);
    return opened;
}
