/* SPDX-License-Identifier: MIT */
/* Intervals and comparisons of shares, net shares, means and rates. */
#include "call.h"
#include "record.h"
#include "stats.h"

#define CONFIDENCE 0.95

static PyObject *estimate(const struct call *call, ptv_status status, const ptv_estimate *out) {
    return ptvpy_call_refused(call, status) ? NULL : ptvpy_record_new(&ptvpy_estimate, out);
}

static PyObject *comparison(const struct call *call, ptv_status status, const ptv_comparison *out) {
    return ptvpy_call_refused(call, status) ? NULL : ptvpy_record_new(&ptvpy_comparison, out);
}

struct share {
    uint64_t x, n;
    double confidence;
    int32_t method;
};

static const struct field share_arguments[] = {
    FIELD(struct share, x, FIELD_COUNT, NULL),
    FIELD(struct share, n, FIELD_COUNT, NULL),
    FIELD(struct share, confidence, FIELD_DOUBLE, NULL),
    FIELD(struct share, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static PyObject *share_interval(PyObject *module, PyObject *const *args, Py_ssize_t n,
                                PyObject *names) {
    const struct call call = {"share_interval", share_arguments, 2, 2, args, n, names};
    struct share of = {.confidence = CONFIDENCE};
    ptv_estimate out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    return estimate(&call, ptv_share_interval(of.x, of.n, of.confidence, of.method, &out), &out);
}

struct shares {
    uint64_t x1, n1, x2, n2;
    double confidence;
    int32_t method;
};

static const struct field shares_arguments[] = {
    FIELD(struct shares, x1, FIELD_COUNT, NULL),
    FIELD(struct shares, n1, FIELD_COUNT, NULL),
    FIELD(struct shares, x2, FIELD_COUNT, NULL),
    FIELD(struct shares, n2, FIELD_COUNT, NULL),
    FIELD(struct shares, confidence, FIELD_DOUBLE, NULL),
    FIELD(struct shares, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static PyObject *share_compare(PyObject *module, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"share_compare", shares_arguments, 4, 4, args, n, names};
    struct shares of = {.confidence = CONFIDENCE};
    ptv_comparison out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    return comparison(
        &call, ptv_share_compare(of.x1, of.n1, of.x2, of.n2, of.confidence, of.method, &out), &out);
}

struct net {
    uint64_t positive, neutral, negative;
    double confidence;
    int32_t method;
};

static const struct field net_arguments[] = {
    FIELD(struct net, positive, FIELD_COUNT, NULL),
    FIELD(struct net, neutral, FIELD_COUNT, NULL),
    FIELD(struct net, negative, FIELD_COUNT, NULL),
    FIELD(struct net, confidence, FIELD_DOUBLE, NULL),
    FIELD(struct net, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static PyObject *net_interval(PyObject *module, PyObject *const *args, Py_ssize_t n,
                              PyObject *names) {
    const struct call call = {"net_interval", net_arguments, 3, 3, args, n, names};
    struct net of = {.confidence = CONFIDENCE};
    ptv_estimate out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    ptv_status status =
        ptv_net_interval(of.positive, of.neutral, of.negative, of.confidence, of.method, &out);
    return estimate(&call, status, &out);
}

struct nets {
    uint64_t positive1, neutral1, negative1, positive2, neutral2, negative2;
    double confidence;
    int32_t method;
};

static const struct field nets_arguments[] = {
    FIELD(struct nets, positive1, FIELD_COUNT, NULL),
    FIELD(struct nets, neutral1, FIELD_COUNT, NULL),
    FIELD(struct nets, negative1, FIELD_COUNT, NULL),
    FIELD(struct nets, positive2, FIELD_COUNT, NULL),
    FIELD(struct nets, neutral2, FIELD_COUNT, NULL),
    FIELD(struct nets, negative2, FIELD_COUNT, NULL),
    FIELD(struct nets, confidence, FIELD_DOUBLE, NULL),
    FIELD(struct nets, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static PyObject *net_compare(PyObject *module, PyObject *const *args, Py_ssize_t n,
                             PyObject *names) {
    const struct call call = {"net_compare", nets_arguments, 6, 6, args, n, names};
    struct nets of = {.confidence = CONFIDENCE};
    ptv_comparison out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    ptv_status status = ptv_net_compare(of.positive1, of.neutral1, of.negative1, of.positive2,
                                        of.neutral2, of.negative2, of.confidence, of.method, &out);
    return comparison(&call, status, &out);
}

struct mean {
    uint64_t n;
    double mean, variance, confidence;
};

static const struct field mean_arguments[] = {
    FIELD(struct mean, n, FIELD_COUNT, NULL),
    FIELD(struct mean, mean, FIELD_DOUBLE, NULL),
    FIELD(struct mean, variance, FIELD_DOUBLE, NULL),
    FIELD(struct mean, confidence, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

static PyObject *mean_interval(PyObject *module, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"mean_interval", mean_arguments, 3, 3, args, n, names};
    struct mean of = {.confidence = CONFIDENCE};
    ptv_estimate out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    return estimate(&call, ptv_mean_interval(of.n, of.mean, of.variance, of.confidence, &out),
                    &out);
}

struct bounded_mean {
    uint64_t n;
    double mean, variance, min, max, confidence;
};

static const struct field bounded_mean_arguments[] = {
    FIELD(struct bounded_mean, n, FIELD_COUNT, NULL),
    FIELD(struct bounded_mean, mean, FIELD_DOUBLE, NULL),
    FIELD(struct bounded_mean, variance, FIELD_DOUBLE, NULL),
    FIELD(struct bounded_mean, min, FIELD_DOUBLE, NULL),
    FIELD(struct bounded_mean, max, FIELD_DOUBLE, NULL),
    FIELD(struct bounded_mean, confidence, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

static PyObject *mean_interval_bounded(PyObject *module, PyObject *const *args, Py_ssize_t n,
                                       PyObject *names) {
    const struct call call = {
        "mean_interval_bounded", bounded_mean_arguments, 5, 5, args, n, names};
    struct bounded_mean of = {.confidence = CONFIDENCE};
    ptv_estimate out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    ptv_status status =
        ptv_mean_interval_bounded(of.n, of.mean, of.variance, of.min, of.max, of.confidence, &out);
    return estimate(&call, status, &out);
}

struct means {
    uint64_t n1;
    double mean1, variance1;
    uint64_t n2;
    double mean2, variance2, confidence;
};

static const struct field means_arguments[] = {
    FIELD(struct means, n1, FIELD_COUNT, NULL),
    FIELD(struct means, mean1, FIELD_DOUBLE, NULL),
    FIELD(struct means, variance1, FIELD_DOUBLE, NULL),
    FIELD(struct means, n2, FIELD_COUNT, NULL),
    FIELD(struct means, mean2, FIELD_DOUBLE, NULL),
    FIELD(struct means, variance2, FIELD_DOUBLE, NULL),
    FIELD(struct means, confidence, FIELD_DOUBLE, NULL),
    FIELDS_END,
};

static PyObject *mean_compare(PyObject *module, PyObject *const *args, Py_ssize_t n,
                              PyObject *names) {
    const struct call call = {"mean_compare", means_arguments, 6, 6, args, n, names};
    struct means of = {.confidence = CONFIDENCE};
    ptv_comparison out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    ptv_status status = ptv_mean_compare(of.n1, of.mean1, of.variance1, of.n2, of.mean2,
                                         of.variance2, of.confidence, &out);
    return comparison(&call, status, &out);
}

struct rate {
    uint64_t events, exposure;
    double confidence;
    int32_t method;
};

static const struct field rate_arguments[] = {
    FIELD(struct rate, events, FIELD_COUNT, NULL),
    FIELD(struct rate, exposure, FIELD_COUNT, NULL),
    FIELD(struct rate, confidence, FIELD_DOUBLE, NULL),
    FIELD(struct rate, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static PyObject *rate_interval(PyObject *module, PyObject *const *args, Py_ssize_t n,
                               PyObject *names) {
    const struct call call = {"rate_interval", rate_arguments, 2, 2, args, n, names};
    struct rate of = {.confidence = CONFIDENCE};
    ptv_estimate out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    return estimate(
        &call, ptv_rate_interval(of.events, of.exposure, of.confidence, of.method, &out), &out);
}

struct rates {
    uint64_t events1, exposure1, events2, exposure2;
    double confidence;
    int32_t method;
};

static const struct field rates_arguments[] = {
    FIELD(struct rates, events1, FIELD_COUNT, NULL),
    FIELD(struct rates, exposure1, FIELD_COUNT, NULL),
    FIELD(struct rates, events2, FIELD_COUNT, NULL),
    FIELD(struct rates, exposure2, FIELD_COUNT, NULL),
    FIELD(struct rates, confidence, FIELD_DOUBLE, NULL),
    FIELD(struct rates, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static PyObject *rate_compare(PyObject *module, PyObject *const *args, Py_ssize_t n,
                              PyObject *names) {
    const struct call call = {"rate_compare", rates_arguments, 4, 4, args, n, names};
    struct rates of = {.confidence = CONFIDENCE};
    ptv_comparison out;
    (void)module;
    if (ptvpy_call_take(&call, &of) < 0)
        return NULL;
    ptv_status status = ptv_rate_compare(of.events1, of.exposure1, of.events2, of.exposure2,
                                         of.confidence, of.method, &out);
    return comparison(&call, status, &out);
}

static PyMethodDef functions[] = {
    {"share_interval", CALLED_FAST(share_interval), METH_FASTCALL | METH_KEYWORDS,
     "share_interval($module, /, x, n, *, confidence=0.95, method='wilson')\n--\n\n"
     "The share x / n, 0..1, and its interval: an Estimate, 'empty' where n is 0.\n\n"
     "method is 'wilson', 'clopper_pearson', 'agresti_coull' (not clamped to 0..1) or 'jeffreys'.\n"
     "Raises ArgumentError for x above n, or a confidence or method out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.share_interval(30, 50)\n"
     "Estimate(value=0.6, lower=0.461814, upper=0.723916, n=50, status='ok', method='wilson')"},
    {"share_compare", CALLED_FAST(share_compare), METH_FASTCALL | METH_KEYWORDS,
     "share_compare($module, /, x1, n1, x2, n2, *, confidence=0.95,\n"
     "              method='miettinen_nurminen')\n--\n\n"
     "The difference of two independent shares, x1 / n1 - x2 / n2: a Comparison, -1..1.\n\n"
     "Miettinen and Nurminen's interval and the N-1 chi-square test, which agree; 'empty' where a\n"
     "sample is. Raises ArgumentError for x above n, or a confidence or method out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.share_compare(40, 50, 30, 50).p_value, 4)\n"
     "0.0299"},
    {"net_interval", CALLED_FAST(net_interval), METH_FASTCALL | METH_KEYWORDS,
     "net_interval($module, /, positive, neutral, negative, *, confidence=0.95,\n"
     "             method='score')\n--\n\n"
     "The net share (positive - negative) / n, -1..1, and its interval: an Estimate.\n\n"
     "method is 'score', 'adjusted_wald' or 'wald' (neither clamped to -1..1). Without answers "
     "the\n"
     "status is 'empty'; 'degenerate' where all are of one class, with 'wald'. Raises\n"
     "ArgumentError for a confidence or method out of range.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.net_interval(50, 30, 20).value\n"
     "0.3"},
    {"net_compare", CALLED_FAST(net_compare), METH_FASTCALL | METH_KEYWORDS,
     "net_compare($module, /, positive1, neutral1, negative1, positive2, neutral2, negative2,\n"
     "            *, confidence=0.95, method='score')\n--\n\n"
     "The difference of two independent net shares, the first minus the second: a Comparison,\n"
     "-2..2.\n\n"
     "method is 'score', 'adjusted_wald' or 'wald'; by 'score' the interval is MOVER's, and the\n"
     "record says method 'mover'. Raises ArgumentError for a confidence or method out of range."},
    {"mean_interval", CALLED_FAST(mean_interval), METH_FASTCALL | METH_KEYWORDS,
     "mean_interval($module, /, n, mean, variance, *, confidence=0.95)\n--\n\n"
     "Student's t interval of a mean, from the size of the sample, its mean, and its variance "
     "with\n"
     "n - 1 in the denominator: an Estimate.\n\n"
     "'empty' where n is 0; 'degenerate', and no interval, where n is 1 or the variance 0. Raises\n"
     "ArgumentError for a negative variance, and for what is not finite.\n\n"
     ">>> from postventa import stats\n"
     ">>> stats.mean_interval(20, 4.2, 1.44)\n"
     "Estimate(value=4.2, lower=3.63838, upper=4.76162, n=20, status='ok', method='student_t')"},
    {"mean_interval_bounded", CALLED_FAST(mean_interval_bounded), METH_FASTCALL | METH_KEYWORDS,
     "mean_interval_bounded($module, /, n, mean, variance, min, max, *, confidence=0.95)\n--\n\n"
     "The interval of a mean on a scale from min to max: an Estimate with an interval also where\n"
     "the answers show no spread.\n\n"
     "As mean_interval; where n is 1 or the variance 0, Wilson's on the rescaled mean, and method\n"
     "'score_bounded'. 'empty' where n is 0. Raises ArgumentError for a mean that is off the\n"
     "scale.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(stats.mean_interval_bounded(5, 5, 0, 1, 5).lower, 3)\n"
     "3.262"},
    {"mean_compare", CALLED_FAST(mean_compare), METH_FASTCALL | METH_KEYWORDS,
     "mean_compare($module, /, n1, mean1, variance1, n2, mean2, variance2, *,\n"
     "             confidence=0.95)\n--\n\n"
     "The difference of two independent means, the first minus the second, by Welch's t: a\n"
     "Comparison.\n\n"
     "'empty' where a sample is; 'degenerate', and only the difference, where one is of a single\n"
     "value or both are without spread. Raises ArgumentError as mean_interval."},
    {"rate_interval", CALLED_FAST(rate_interval), METH_FASTCALL | METH_KEYWORDS,
     "rate_interval($module, /, events, exposure, *, confidence=0.95, method='garwood')\n--\n\n"
     "The rate events / exposure of independent events, and its interval: an Estimate, of one "
     "unit\n"
     "of exposure; 'empty' where the exposure is 0.\n\n"
     "method is 'garwood' or 'jeffreys'. Raises ArgumentError for a confidence or method out of\n"
     "range.\n\n"
     ">>> from postventa import stats\n"
     ">>> round(1000 * stats.rate_interval(7, 3500).upper, 2)\n"
     "4.12"},
    {"rate_compare", CALLED_FAST(rate_compare), METH_FASTCALL | METH_KEYWORDS,
     "rate_compare($module, /, events1, exposure1, events2, exposure2, *, confidence=0.95,\n"
     "             method='rate_ratio')\n--\n\n"
     "The ratio of two independent rates, the first over the second, exactly: a Comparison in "
     "which\n"
     "`difference` is the ratio, of which 1 is no difference.\n\n"
     "'empty' where an exposure is 0; 'degenerate' without any event. Raises ArgumentError for a\n"
     "confidence or method out of range."},
    {NULL, NULL, 0, NULL},
};

int ptvpy_add_intervals(PyObject *module) {
    return PyModule_AddFunctions(module, functions);
}
