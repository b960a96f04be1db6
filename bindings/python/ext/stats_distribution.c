/* SPDX-License-Identifier: MIT */
/* The distributions: from floats to a float, so that a call costs little more than the function. */
#include "call.h"
#include "stats.h"
#include "values.h"

/* Takes so many numbers; 0 or -1. */
static int take(const char *function, PyObject *const *args, Py_ssize_t n, Py_ssize_t wanted,
                const char *const *names, double *numbers) {
    if (n != wanted) {
        PyErr_Format(PyExc_TypeError, "%s() takes %zd positional argument%s, not %zd", function,
                     wanted, wanted == 1 ? "" : "s", n);
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++)
        if (ptvpy_take_double(args[i], names[i], &numbers[i]) < 0)
            return -1;
    return 0;
}

static PyObject *of_one(const char *name, double (*function)(double), PyObject *number) {
    double x;
    if (ptvpy_take_double(number, name, &x) < 0)
        return NULL;
    return PyFloat_FromDouble(function(x));
}

static PyObject *of_two(const char *name, double (*function)(double, double), PyObject *const *args,
                        Py_ssize_t n, const char *const *names) {
    double x[2];
    if (take(name, args, n, 2, names, x) < 0)
        return NULL;
    return PyFloat_FromDouble(function(x[0], x[1]));
}

static PyObject *of_three(const char *name, double (*function)(double, double, double),
                          PyObject *const *args, Py_ssize_t n, const char *const *names) {
    double x[3];
    if (take(name, args, n, 3, names, x) < 0)
        return NULL;
    return PyFloat_FromDouble(function(x[0], x[1], x[2]));
}

static PyObject *normal_cdf(PyObject *module, PyObject *x) {
    (void)module;
    return of_one("x", ptv_normal_cdf, x);
}

static PyObject *normal_sf(PyObject *module, PyObject *x) {
    (void)module;
    return of_one("x", ptv_normal_sf, x);
}

static PyObject *normal_quantile(PyObject *module, PyObject *p) {
    (void)module;
    return of_one("p", ptv_normal_quantile, p);
}

static PyObject *normal_isf(PyObject *module, PyObject *q) {
    (void)module;
    return of_one("q", ptv_normal_isf, q);
}

static PyObject *student_t_cdf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"t", "df"};
    (void)module;
    return of_two("student_t_cdf", ptv_student_t_cdf, args, n, names);
}

static PyObject *student_t_sf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"t", "df"};
    (void)module;
    return of_two("student_t_sf", ptv_student_t_sf, args, n, names);
}

static PyObject *student_t_quantile(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"p", "df"};
    (void)module;
    return of_two("student_t_quantile", ptv_student_t_quantile, args, n, names);
}

static PyObject *student_t_isf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"q", "df"};
    (void)module;
    return of_two("student_t_isf", ptv_student_t_isf, args, n, names);
}

static PyObject *beta_cdf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"x", "a", "b"};
    (void)module;
    return of_three("beta_cdf", ptv_beta_cdf, args, n, names);
}

static PyObject *beta_sf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"x", "a", "b"};
    (void)module;
    return of_three("beta_sf", ptv_beta_sf, args, n, names);
}

static PyObject *beta_quantile(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"p", "a", "b"};
    (void)module;
    return of_three("beta_quantile", ptv_beta_quantile, args, n, names);
}

static PyObject *beta_isf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"q", "a", "b"};
    (void)module;
    return of_three("beta_isf", ptv_beta_isf, args, n, names);
}

static PyObject *gamma_cdf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"x", "shape"};
    (void)module;
    return of_two("gamma_cdf", ptv_gamma_cdf, args, n, names);
}

static PyObject *gamma_sf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"x", "shape"};
    (void)module;
    return of_two("gamma_sf", ptv_gamma_sf, args, n, names);
}

static PyObject *gamma_quantile(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"p", "shape"};
    (void)module;
    return of_two("gamma_quantile", ptv_gamma_quantile, args, n, names);
}

static PyObject *gamma_isf(PyObject *module, PyObject *const *args, Py_ssize_t n) {
    static const char *const names[] = {"q", "shape"};
    (void)module;
    return of_two("gamma_isf", ptv_gamma_isf, args, n, names);
}

static PyMethodDef functions[] = {
    {"normal_cdf", normal_cdf, METH_O,
     "normal_cdf($module, x, /)\n--\n\n"
     "Standard normal distribution: P(Z <= x).\n\n"
     "nan for nan.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.normal_cdf(1.959963984540054), 6)\n"
     "0.975"},
    {"normal_sf", normal_sf, METH_O,
     "normal_sf($module, x, /)\n--\n\n"
     "Standard normal distribution: P(Z > x); not 1 minus the other, so small ones keep their "
     "digits.\n\n"
     "nan for nan."},
    {"normal_quantile", normal_quantile, METH_O,
     "normal_quantile($module, p, /)\n--\n\n"
     "Standard normal distribution: the x with P(Z <= x) = p, for a lower tail p of 0..1.\n\n"
     "nan for what is out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.normal_quantile(0.975), 6)\n"
     "1.959964"},
    {"normal_isf", normal_isf, METH_O,
     "normal_isf($module, q, /)\n--\n\n"
     "Standard normal distribution: the x with P(Z > x) = q, for an upper tail q of 0..1.\n\n"
     "nan for what is out of range."},
    {"student_t_cdf", CALLED_FAST(student_t_cdf), METH_FASTCALL,
     "student_t_cdf($module, t, df, /)\n--\n\n"
     "Student's t distribution: P(T <= t).\n\n"
     "df is 1e-30 or more, and need not be whole; inf gives the normal. nan for what is out of "
     "range."},
    {"student_t_sf", CALLED_FAST(student_t_sf), METH_FASTCALL,
     "student_t_sf($module, t, df, /)\n--\n\n"
     "Student's t distribution: P(T > t); not 1 minus the other, so small ones keep their "
     "digits.\n\n"
     "df is 1e-30 or more, and need not be whole; inf gives the normal. nan for what is out of "
     "range."},
    {"student_t_quantile", CALLED_FAST(student_t_quantile), METH_FASTCALL,
     "student_t_quantile($module, p, df, /)\n--\n\n"
     "Student's t distribution: the t with P(T <= t) = p, for a lower tail p of 0..1.\n\n"
     "df is 1e-30 or more, and need not be whole; inf gives the normal. nan for what is out of "
     "range.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.student_t_quantile(0.975, 10), 6)\n"
     "2.228139"},
    {"student_t_isf", CALLED_FAST(student_t_isf), METH_FASTCALL,
     "student_t_isf($module, q, df, /)\n--\n\n"
     "Student's t distribution: the t with P(T > t) = q, for an upper tail q of 0..1.\n\n"
     "df is 1e-30 or more, and need not be whole; inf gives the normal. nan for what is out of "
     "range."},
    {"beta_cdf", CALLED_FAST(beta_cdf), METH_FASTCALL,
     "beta_cdf($module, x, a, b, /)\n--\n\n"
     "Beta distribution: P(X <= x).\n\n"
     "x is 0..1; both shapes are 1e-30 to 1e20. nan for what is out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.beta_cdf(0.5, 2, 3), 6)\n"
     "0.6875"},
    {"beta_sf", CALLED_FAST(beta_sf), METH_FASTCALL,
     "beta_sf($module, x, a, b, /)\n--\n\n"
     "Beta distribution: P(X > x); not 1 minus the other, so small ones keep their digits.\n\n"
     "x is 0..1; both shapes are 1e-30 to 1e20. nan for what is out of range."},
    {"beta_quantile", CALLED_FAST(beta_quantile), METH_FASTCALL,
     "beta_quantile($module, p, a, b, /)\n--\n\n"
     "Beta distribution: the x with P(X <= x) = p, for a lower tail p of 0..1.\n\n"
     "Both shapes are 1e-30 to 1e20. nan for what is out of range."},
    {"beta_isf", CALLED_FAST(beta_isf), METH_FASTCALL,
     "beta_isf($module, q, a, b, /)\n--\n\n"
     "Beta distribution: the x with P(X > x) = q, for an upper tail q of 0..1.\n\n"
     "Both shapes are 1e-30 to 1e20. nan for what is out of range."},
    {"gamma_cdf", CALLED_FAST(gamma_cdf), METH_FASTCALL,
     "gamma_cdf($module, x, shape, /)\n--\n\n"
     "Gamma distribution with unit rate: P(X <= x).\n\n"
     "x is 0 or more; the shape is 1e-30 to 1e20. nan for what is out of range."},
    {"gamma_sf", CALLED_FAST(gamma_sf), METH_FASTCALL,
     "gamma_sf($module, x, shape, /)\n--\n\n"
     "Gamma distribution with unit rate: P(X > x); not 1 minus the other, so small ones keep their "
     "digits.\n\n"
     "x is 0 or more; the shape is 1e-30 to 1e20. nan for what is out of range."},
    {"gamma_quantile", CALLED_FAST(gamma_quantile), METH_FASTCALL,
     "gamma_quantile($module, p, shape, /)\n--\n\n"
     "Gamma distribution with unit rate: the x with P(X <= x) = p, for a lower tail p of 0..1.\n\n"
     "The shape is 1e-30 to 1e20. nan for what is out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.gamma_quantile(0.5, 1), 6)\n"
     "0.693147"},
    {"gamma_isf", CALLED_FAST(gamma_isf), METH_FASTCALL,
     "gamma_isf($module, q, shape, /)\n--\n\n"
     "Gamma distribution with unit rate: the x with P(X > x) = q, for an upper tail q of 0..1.\n\n"
     "The shape is 1e-30 to 1e20. nan for what is out of range."},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_distributions(PyObject *module) {
    return PyModule_AddFunctions(module, functions);
}
